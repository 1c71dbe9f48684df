"""The camera film shows what its name says, to a camera that knows nothing of it."""

from __future__ import annotations

import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from drivers.vision import page
from kiosk.core.devices import PageQuality
from sandbox import film

VARIANTS = {
    "good": PageQuality(corners=True, bright=True, sharp=True, glare=False),
    "glare": PageQuality(corners=True, bright=True, sharp=True, glare=True),
    "cut-off": PageQuality(corners=False, bright=True, sharp=True, glare=False),
    "blurred": PageQuality(corners=True, bright=True, sharp=False, glare=False),
    "dark": PageQuality(corners=True, bright=False, sharp=True, glare=False),
    "empty": PageQuality(corners=False, bright=False, sharp=False, glare=False),
}


@pytest.mark.parametrize("variant", film.VARIANTS)
def test_a_variant_looks_as_it_is_called(variant: str) -> None:
    for frame in film.frames(film.VARIANTS[variant], count=2):
        assert frame.shape == (1080, 1920, 3)
        seen, meant = page.judge(frame), VARIANTS[variant]
        assert (seen.corners, seen.glare) == (meant.corners, meant.glare)
        if variant != "empty":
            assert (seen.bright, seen.sharp) == (meant.bright, meant.sharp)


def test_the_page_keeps_its_shape_when_it_is_straightened() -> None:
    straight = page.still(next(film.frames(film.VARIANTS["good"], count=1)))
    assert straight.shape[1] / straight.shape[0] == pytest.approx(film.PAGE_MM[0] / film.PAGE_MM[1], rel=0.03)


def test_the_frames_of_a_film_differ_as_those_of_a_camera_do() -> None:
    first, second = film.frames(film.VARIANTS["good"], 640, 360, count=2)
    assert not np.array_equal(first, second)


def test_the_command_writes_pictures_and_a_shorter_film_replaces_a_longer_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for count in (3, 2):
        arguments = ["film", "--out", str(tmp_path), "--variant", "glare", "--size", "640x360", "--frames", str(count)]
        monkeypatch.setattr(sys, "argv", arguments)
        film.main()
        assert capsys.readouterr().out.strip() == str(tmp_path)
        assert sorted(entry.name for entry in tmp_path.iterdir()) == [f"{index:03}.jpg" for index in range(count)]
    assert cv2.imread(str(tmp_path / "000.jpg")).shape == (360, 640, 3)


def test_the_command_writes_a_video_where_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["film", "--out", str(tmp_path), "--size", "320x180", "--frames", "3", "--avi"])
    film.main()
    assert [entry.name for entry in tmp_path.iterdir()] == ["film.avi"]
    capture = cv2.VideoCapture(str(tmp_path / "film.avi"))
    assert capture.get(cv2.CAP_PROP_FRAME_COUNT) == 3
    capture.release()
