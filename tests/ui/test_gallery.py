"""The gallery says what it wrote, and shows a page upright and wide unless told otherwise."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

COMMAND = [sys.executable, "-m", "tests.support.gallery"]


def run(*words: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"COLUMNS": "80"}
    return subprocess.run([*COMMAND, *words], capture_output=True, text=True, timeout=60, check=False, env=environment)


@pytest.mark.parametrize(
    ("words", "sizes"),
    [
        ((), {"tall": (216, 384), "wide": (384, 216)}),
        (("--portrait",), {"tall": (216, 384)}),
        (("--landscape",), {"wide": (384, 216)}),
    ],
)
def test_it_writes_each_orientation_and_says_where_and_how_many(
    tmp_path: Path, words: tuple[str, ...], sizes: dict[str, tuple[int, int]]
) -> None:
    out = tmp_path / "new" / "gallery"
    said = run("--out", str(out), "--only", "list", "--theme", "light", "--language", "en", "--scale", "0.2", *words)
    assert (said.returncode, said.stdout) == (0, f"{len(sizes)} pictures in {out}, no warnings\n")
    found = {file.name: QImage(str(file)) for file in out.iterdir()}
    assert {name: (image.width(), image.height()) for name, image in found.items()} == {
        f"list.{way}.light.en.png": size for way, size in sizes.items()
    }


def test_a_page_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    said = run("--out", str(tmp_path / "gallery"), "--only", "lst")
    assert said.returncode == 2
    assert "no page is called lst" in said.stderr
    assert " list," in said.stderr
    assert not (tmp_path / "gallery").exists()


def test_help_says_what_every_option_does() -> None:
    said = run("--help").stdout
    for option in ("--out", "--portrait", "--landscape", "--theme", "--language", "--walked", "--only", "--scale"):
        assert f"\n  {option} " in said
