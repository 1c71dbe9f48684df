"""No demonstration costs a person the files of a former one."""

import subprocess
import sys
from pathlib import Path

import pytest

from demo.place import LOCK, InUseError, place_in

HOLDER = """
import sys
from pathlib import Path
from demo.place import place_in
with place_in(Path(sys.argv[1])):
    print("in", flush=True)
    sys.stdin.read()
"""


def test_the_first_one_finds_an_empty_folder(tmp_path: Path) -> None:
    with place_in(tmp_path / "demo-out") as kept:
        assert kept is None
        assert [each.name for each in (tmp_path / "demo-out").iterdir()] == [LOCK]
    assert list((tmp_path / "demo-out").iterdir()) == []


def test_every_former_one_is_kept_under_a_number_of_its_own(tmp_path: Path) -> None:
    out = tmp_path / "demo-out"
    for number, name in enumerate(("first", "second", "third")):
        with place_in(out) as kept:
            assert kept == (tmp_path / f"demo-out.{number}" if number else None)
            (out / name).write_text(name)
    assert (tmp_path / "demo-out.1" / "first").read_text() == "first"
    assert (tmp_path / "demo-out.2" / "second").read_text() == "second"
    assert [each.name for each in out.iterdir()] == ["third"]


def test_a_running_one_keeps_its_folder_and_a_killed_one_does_not(tmp_path: Path) -> None:
    out = tmp_path / "demo-out"
    command = [sys.executable, "-c", HOLDER, str(out)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        try:
            assert other.stdout is not None
            assert other.stdout.readline() == "in\n"
            with pytest.raises(InUseError, match="end that one first"), place_in(out):
                pass
            assert [each.name for each in tmp_path.iterdir()] == ["demo-out"]
        finally:
            other.kill()
    with place_in(out) as kept:
        assert kept == tmp_path / "demo-out.1"
