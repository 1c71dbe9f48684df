"""A code is looked for through the camera, and neither it nor a frame outlives the call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
import pytest

from drivers.ports import Cancel, Frame
from flows.model.event import CodeScanned, NoCode
from kiosk.app.scanning import scan_code
from kiosk.core.clock import CHINA
from kiosk.core.devices import DeviceHealth, DeviceKind, Health, PageQuality, Picture
from kiosk.core.ids import OperationId
from kiosk.core.sensitive import Sensitive
from kiosk.documents.qr import qr_matrix

OPERATION = OperationId("6f9619ff-8b86-4d01-b42d-00cf4fc964ff", 7)
UNJUDGED = PageQuality(corners=False, bright=False, sharp=False, glare=False)
BLANK: Frame = np.full((480, 640, 3), 200, np.uint8)


@dataclass
class Ticking:
    """A clock of which every look takes a second."""

    seconds: float = 0.0

    def now(self) -> datetime:
        return datetime(2026, 11, 24, tzinfo=CHINA)

    def monotonic(self) -> float:
        self.seconds += 1.0
        return self.seconds


@dataclass
class Film:
    """A camera that shows these frames, then the last one on and on."""

    frames: Sequence[Frame]
    name: str = "film"
    shown: int = 0
    on_shown: Callable[[], None] = field(default=lambda: None)

    def preview(self, on_frame: Callable[[Frame, PageQuality], None], cancel: Cancel) -> None:
        while not cancel.requested:
            frame = self.frames[min(self.shown, len(self.frames) - 1)]
            self.shown += 1
            assert self.shown < 100, "the preview never ends"
            on_frame(frame, UNJUDGED)
            self.on_shown()

    def take(self) -> Picture:
        raise AssertionError("a code needs no still")

    def probe(self) -> DeviceHealth:
        return DeviceHealth(kind=DeviceKind.DOCUMENT_CAMERA, name=self.name, health=Health.READY)

    def close(self) -> None:
        pass


def frame_of(text: str) -> Frame:
    matrix = np.array(qr_matrix(text), bool)
    square = np.kron(np.where(matrix, 0, 255).astype(np.uint8), np.ones((6, 6), np.uint8))
    frame = np.full((480, 640), 255, np.uint8)
    frame[40 : 40 + square.shape[0], 60 : 60 + square.shape[1]] = square
    return np.repeat(frame[:, :, np.newaxis], 3, axis=2)


def test_the_first_code_in_sight_is_the_answer() -> None:
    camera = Film([BLANK, BLANK, frame_of("ID1.example")])
    event = scan_code(camera, OPERATION, timeout_s=30, cancel=Cancel(), clock=Ticking())
    assert isinstance(event, CodeScanned)
    assert (event.operation, event.code.reveal()) == (OPERATION, "ID1.example")
    assert "ID1.example" not in repr(event)
    assert camera.shown == 3


def test_without_a_code_it_gives_up_in_time() -> None:
    camera = Film([BLANK])
    event = scan_code(camera, OPERATION, timeout_s=5, cancel=Cancel(), clock=Ticking())
    assert event == NoCode(operation=OPERATION)
    assert camera.shown <= 5


def test_a_cancelled_scan_says_nothing_even_of_a_code() -> None:
    cancel = Cancel()
    camera = Film([frame_of("ID1.example")], on_shown=cancel.set)
    assert scan_code(camera, OPERATION, timeout_s=30, cancel=cancel, clock=Ticking()) is None


@pytest.mark.parametrize("codes", [(), ("ID1.one", "ID1.two")])
def test_of_several_codes_the_topmost_counts(codes: tuple[str, ...]) -> None:
    class Scanner:
        def decode(self, _frame: Frame) -> tuple[Sensitive[str], ...]:
            return tuple(Sensitive(code) for code in codes)

    event = scan_code(Film([BLANK]), OPERATION, timeout_s=3, cancel=Cancel(), clock=Ticking(), scanner=Scanner())
    assert isinstance(event, CodeScanned if codes else NoCode)
    assert not isinstance(event, CodeScanned) or event.code.reveal() == "ID1.one"
