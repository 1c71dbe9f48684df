"""The curtain: only what this terminal showed last, under the settings as they stand, and without a time."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.app.curtain import Curtain, first_curtain, keep_curtain, read_curtain
from kiosk.core.errors import ContentError
from tests.support.settings import write_config

SCREEN: dict[str, Any] = {
    "key": "attract",
    "top": {"time": "09:07", "date": "11月24日 星期二", "brand": "莞家自助服务"},
    "page": "Attract",
}
CURTAIN = Curtain(width_px=1080, height_px=1920, fullscreen=True, screen=SCREEN)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("CACHE_DIRECTORY", str(folder))
    return folder / "guanjia-kiosk"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return write_config(tmp_path)


def test_the_screen_that_was_shown_last_is_the_curtain_of_the_next_start(config: Path) -> None:
    keep_curtain(config, CURTAIN)
    found = read_curtain(config)
    assert found is not None
    assert (found.width_px, found.height_px, found.fullscreen) == (1080, 1920, True)
    assert found.screen["page"] == "Attract"


def test_a_curtain_has_no_time(config: Path, cache: Path) -> None:
    keep_curtain(config, CURTAIN)
    found = read_curtain(config)
    assert found is not None
    assert found.screen["top"] == {"time": "", "date": "", "brand": "莞家自助服务"}
    (file,) = cache.iterdir()
    assert "09:07" not in file.read_text()
    assert SCREEN["top"]["time"] == "09:07", "the screen itself keeps its time"


def test_there_is_none_before_the_first_start(config: Path) -> None:
    assert read_curtain(config) is None


def test_a_curtain_is_not_taken_once_the_settings_changed(config: Path) -> None:
    keep_curtain(config, CURTAIN)
    before = config.read_text()
    config.write_text(before + "\n# changed\n")
    assert read_curtain(config) is None
    config.write_text(before)
    assert read_curtain(config) is not None


def test_each_terminal_of_a_machine_has_its_own(config: Path, tmp_path: Path) -> None:
    keep_curtain(config, CURTAIN)
    other = tmp_path / "other"
    other.mkdir()
    assert read_curtain(write_config(other)) is None


def test_settings_that_cannot_be_read_have_no_curtain(config: Path, tmp_path: Path) -> None:
    keep_curtain(config, CURTAIN)
    config.unlink()
    keep_curtain(config, CURTAIN)
    assert read_curtain(config) is None


@pytest.mark.parametrize("damage", [b"", b"{", b"\n{}", b"\xff\xfe"])
def test_a_curtain_that_is_no_curtain_is_none(config: Path, cache: Path, damage: bytes) -> None:
    keep_curtain(config, CURTAIN)
    (file,) = cache.iterdir()
    file.write_bytes(damage)
    assert read_curtain(config) is None


@given(at=st.integers(0, 10_000), cut=st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_curtain_with_any_bit_turned_or_its_end_lost_is_none(config: Path, cache: Path, at: int, cut: bool) -> None:  # noqa: FBT001
    keep_curtain(config, CURTAIN)
    (file,) = cache.iterdir()
    content = file.read_bytes()
    at %= len(content)
    file.write_bytes(content[:at] if cut else content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
    assert read_curtain(config) is None


def test_a_curtain_is_not_taken_once_the_program_knows_other_screens(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_curtain(config, CURTAIN)
    (tmp_path / "screen.py").write_text("class Screen: ...")
    monkeypatch.setattr("kiosk.app.curtain._SHAPE", tmp_path / "screen.py")
    assert read_curtain(config) is None
    keep_curtain(config, CURTAIN)
    assert read_curtain(config) is not None


def test_a_disk_that_takes_no_curtain_stops_nothing_and_keeps_the_last(config: Path, cache: Path) -> None:
    keep_curtain(config, CURTAIN)
    (file,) = cache.iterdir()
    file.with_suffix(".new").symlink_to("/dev/full")
    keep_curtain(config, Curtain(width_px=1, height_px=1, fullscreen=False, screen=SCREEN))
    found = read_curtain(config)
    assert found is not None
    assert found.width_px == 1080
    assert not file.with_suffix(".new").exists()


def test_a_cache_that_cannot_be_made_stops_nothing(config: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file, not a folder")
    keep_curtain(config, CURTAIN)
    assert read_curtain(config) is None


def test_the_first_curtain_is_the_kernels_own_attract_screen(config: Path) -> None:
    made = first_curtain(config)
    assert (made.width_px, made.height_px, made.fullscreen) == (1080, 1920, True)
    assert made.screen["page"] == "Attract"
    keep_curtain(config, made)
    assert read_curtain(config) is not None


def test_a_curtain_has_the_size_that_the_settings_say(tmp_path: Path) -> None:
    landscape = write_config(tmp_path, more='[screen]\norientation = "landscape"\n')
    assert first_curtain(landscape).width_px == 1920
    window = write_config(tmp_path, more="[screen]\nwidth_px = 540\nheight_px = 960\n")
    made = first_curtain(window)
    assert (made.width_px, made.height_px, made.fullscreen) == (540, 960, False)


def test_settings_that_are_wrong_have_no_first_curtain(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        first_curtain(write_config(tmp_path, more="[screen]\nwidth = 540\n"))
    assert caught.value.code == "CNT-002"
