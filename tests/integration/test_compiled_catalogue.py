"""From service files by way of kioskctl to a terminal's catalogue."""

import logging
import os
import shutil
from pathlib import Path

import pytest

from flows.catalogue import Catalogue, Pace
from kiosk.app.content import BUNDLED_SERVICES, COMPILED, mapped_catalogue
from kiosk.app.furnishing import read_catalogue
from kiosk.cli.main import main
from tests.support.settings import settings_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The bundled services as they are written, beside a kiosk.toml that offers them."""
    return Path(shutil.copytree(BUNDLED_SERVICES, tmp_path / "services", ignore=shutil.ignore_patterns(COMPILED)))


def catalogue_of(folder: Path) -> Catalogue:
    return read_catalogue(settings_in(folder.parent, more='[content]\nservices_folder = "services"'), Pace())


def test_what_is_compiled_is_offered_without_its_files(folder: Path) -> None:
    before = catalogue_of(folder)
    assert main(["flows", "compile", str(folder)]) == 0
    for file in folder.rglob("*.yaml"):
        file.unlink()
    after = catalogue_of(folder)
    assert [each.ref for each in after.services] == [each.ref for each in before.services]
    assert after.guide.find("老人津贴", 4) == before.guide.find("老人津贴", 4)
    assert after.report == before.report


def test_nothing_is_compiled_in_which_something_is_wrong(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "mzj" / "broken.yaml").write_text("id: broken\n", encoding="utf-8")
    assert main(["flows", "compile", str(folder)]) == 1
    assert "broken.yaml" in capsys.readouterr().out
    assert not (folder / COMPILED).exists()


def test_a_damaged_one_is_reported_and_the_files_are_read(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    count = len(catalogue_of(folder).services)
    (folder / COMPILED).write_bytes(b"not a catalogue")
    with caplog.at_level(logging.ERROR):
        assert len(catalogue_of(folder).services) == count
    assert "instead of the compiled catalogue" in caplog.text


def test_one_that_is_older_than_a_file_beside_it_is_not_used(folder: Path) -> None:
    assert main(["flows", "compile", str(folder)]) == 0
    assert mapped_catalogue(folder) is not None
    newer = (folder / COMPILED).stat().st_mtime_ns + 1_000_000_000
    os.utime(folder / "mzj" / "elder-allowance.yaml", ns=(newer, newer))
    assert mapped_catalogue(folder) is None
