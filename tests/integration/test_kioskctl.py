"""`kioskctl` as a technician runs it over SSH: the real command on a real store, platform and devices."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.settings import write_config
from tests.support.technician import RECEIVED, Technician, columns, in_words

# --- settings and words -------------------------------------------------------------------------------------------

EVERY = (
    ("status",),
    ("devices",),
    ("outbox", "list"),
    ("outbox", "show", "x"),
    ("outbox", "retry", "x"),
    ("store", "confirm"),
)


@pytest.mark.parametrize("words", EVERY)
def test_settings_that_are_missing_are_said_plainly(tmp_path: Path, words: tuple[str, ...]) -> None:
    missing = tmp_path / "kiosk.toml"
    said = Technician(missing).run(*words)
    assert (said.code, said.out) == (2, "")
    assert (
        in_words(said.err) == f"CNT-002 There is no kiosk.toml. {missing} does not exist Say with --config where it is."
    )
    programs = Technician(missing).run(*words, "--json")
    assert programs.code == 2
    assert programs.facts == {
        "error": {
            "code": "CNT-002",
            "message": "There is no kiosk.toml.",
            "detail": f"{missing} does not exist",
            "remedy": "Say with --config where it is.",
        }
    }


def test_settings_that_are_wrong_name_the_line_of_each_mistake(tmp_path: Path) -> None:
    config = write_config(tmp_path, more='[screen]\nwidth = 1080\n\n[log]\nlevel = "loud"\n')
    lines = config.read_text().splitlines()
    said = Technician(config).run("status")
    assert said.code == 2
    assert f"{config}, line {lines.index('width = 1080') + 1}: screen.width is not a setting" in in_words(said.err)
    assert f"{config}, line {len(lines)}: log.level" in in_words(said.err)
    assert "The message names file, line and reason." in said.err


@pytest.mark.parametrize("words", [(), ("statuss",), ("outbox",), ("outbox", "show"), ("status", "--loud")])
def test_a_command_line_that_is_wrong_is_told_so(tmp_path: Path, words: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "kiosk.cli.main", *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("usage: kioskctl")
    programs = subprocess.run([*command, "--json"], capture_output=True, text=True, timeout=60, check=False)
    assert (programs.returncode, programs.stderr[:16]) == (2, "usage: kioskctl ")
    error = json.loads(programs.stdout)["error"]
    assert (error["code"], error["detail"], error["remedy"]) == ("usage", None, None)
    assert error["message"]


@pytest.mark.parametrize("words", [(), *((*words[:2], "--help") for words in EVERY), ("flows", "lint", "--help")])
def test_help_fits_the_screen_and_says_where_the_settings_are(words: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "kiosk.cli.main", *(words or ("--help",))]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=True, env=os.environ | {"COLUMNS": "80"}
    )
    assert [line for line in done.stdout.splitlines() if columns(line) > 80] == []
    assert "--config FILE" in done.stdout


@pytest.mark.parametrize("words", EVERY)
def test_programs_read_lower_case_names_and_null_for_what_is_empty(
    technician: Technician, words: tuple[str, ...]
) -> None:
    found = technician.run(*(RECEIVED if word == "x" else word for word in words), "--json").facts

    def look(value: object) -> None:
        if isinstance(value, dict):
            assert [name for name in value if not re.fullmatch(r"[a-z][a-z_]*", name)] == []
        for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            assert each not in ("", "yes", "no", "-")
            look(each)

    look(found)


def test_an_old_terminal_emulator_gets_signs_instead_of_a_crash(technician: Technician) -> None:
    said = technician.run("status", PYTHONIOENCODING="ascii")
    assert said.code == 1
    assert said.out.startswith("terminal  XT07 \\u539a")


def test_who_reads_only_the_first_lines_gets_no_complaint(technician: Technician) -> None:
    command = f"{sys.executable} -m kiosk.cli.main status --config {technician.config} | head -c 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout, done.stderr) == ("t", "")


@pytest.mark.parametrize("words", [*EVERY, ("flows", "lint")])
def test_it_never_loads_qt(technician: Technician, words: tuple[str, ...]) -> None:
    program = (
        "import sys; from kiosk.cli.main import main\n"
        "main(sys.argv[1:])\n"
        "print('\\n', sorted(name for name in sys.modules if name.startswith(('PySide6', 'shiboken6'))))"
    )
    command = [sys.executable, "-c", program, *words, "--config", str(technician.config)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.splitlines()[-1].strip() == "[]"


def test_the_installed_command_is_this_one(technician: Technician) -> None:
    installed = Path(sys.executable).with_name("kioskctl")
    done = subprocess.run([installed, "--version"], capture_output=True, text=True, timeout=60, check=True)
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", done.stdout)
