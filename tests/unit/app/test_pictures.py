"""Frames to the screen and judgements to the flow; nothing of a picture once its operation was cancelled."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from drivers.ports import Cancel
from flows.model.event import FrameJudged
from kiosk.app.blobs import SessionBlobs
from kiosk.app.pictures import Pictures
from kiosk.core.devices import DeviceKind, PageQuality
from kiosk.core.ids import OperationId
from tests.support.hands import GOOD, CameraOfTests, Posted

OPERATION = OperationId("a", 5)


@dataclass
class Scene:
    posted: Posted = field(default_factory=Posted)
    blobs: SessionBlobs = field(default_factory=SessionBlobs)
    frames: list[tuple[bytes, int, int]] = field(default_factory=list)
    cleared: int = 0

    def __post_init__(self) -> None:
        self.pictures = Pictures(
            blobs=self.blobs,
            show_frame=lambda *frame: self.frames.append(frame),
            clear_frames=self._clear,
            post=self.posted,
        )

    def _clear(self) -> None:
        self.cleared += 1

    def preview(self, film: Sequence[PageQuality], cancel: Cancel | None = None) -> list[PageQuality]:
        """Show the film to its end; return the judgements that were told."""
        camera = CameraOfTests(DeviceKind.DOCUMENT_CAMERA, "camera", film=film)
        token = cancel or Cancel()
        self.pictures.post = self.posted
        camera.showing = _Ending(token)  # type: ignore[assignment]
        self.pictures.preview(camera, OPERATION, token)
        return [event.quality for event in self.posted.of(FrameJudged)]


class _Ending:
    """Cancels once the film is over."""

    def __init__(self, cancel: Cancel) -> None:
        self._cancel = cancel

    def set(self) -> None:
        self._cancel.set()


def moved(by: float) -> PageQuality:
    return replace(GOOD, outline=((0.1 + by, 0.1), (0.9, 0.9)))


@pytest.mark.parametrize(
    ("film", "told"),
    [
        ([GOOD], [GOOD]),
        ([GOOD, GOOD, GOOD], [GOOD]),
        ([GOOD, replace(GOOD, sharp=False), GOOD], [GOOD, replace(GOOD, sharp=False), GOOD]),
        ([GOOD, replace(GOOD, glare=True)], [GOOD, replace(GOOD, glare=True)]),
        ([GOOD, moved(0.01), moved(0.019)], [GOOD]),
        ([GOOD, moved(0.03)], [GOOD, moved(0.03)]),
        ([GOOD, moved(0.015), moved(0.03)], [GOOD, moved(0.03)]),
        ([GOOD, replace(GOOD, outline=())], [GOOD, replace(GOOD, outline=())]),
    ],
)
def test_a_person_is_told_only_what_changed(film: list[PageQuality], told: list[PageQuality]) -> None:
    assert Scene().preview(film) == told


def test_every_frame_is_shown_with_its_size() -> None:
    scene = Scene()
    scene.preview([GOOD, GOOD])
    assert scene.frames == [(np.zeros((2, 3, 3), np.uint8).tobytes(), 3, 2)] * 2


def test_a_preview_begins_without_the_last_page() -> None:
    scene = Scene()
    scene.preview([])
    assert scene.cleared == 1


def test_a_still_without_a_preview_is_not_judged() -> None:
    scene = Scene()
    scene.preview([GOOD])
    scene.preview([])
    taken = scene.pictures.take(CameraOfTests(DeviceKind.DOCUMENT_CAMERA, "camera"), OPERATION, Cancel())
    assert taken is not None
    assert taken.quality == PageQuality(corners=False, bright=False, sharp=False, glare=False)


def test_nothing_is_shown_told_or_held_after_the_cancellation() -> None:
    scene, cancel = Scene(), Cancel()
    cancel.set()
    assert scene.preview([GOOD], cancel) == []
    assert scene.pictures.take(CameraOfTests(DeviceKind.DOCUMENT_CAMERA, "camera"), OPERATION, cancel) is None
    assert (scene.frames, scene.blobs.all()) == ([], {})


def test_the_end_clears_what_is_held_and_what_is_shown() -> None:
    scene = Scene()
    assert scene.pictures.take(CameraOfTests(DeviceKind.DOCUMENT_CAMERA, "camera"), OPERATION, Cancel()) is not None
    scene.pictures.clear()
    assert (scene.blobs.all(), scene.cleared) == ({}, 1)
