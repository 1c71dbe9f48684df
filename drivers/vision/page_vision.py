"""Where a frame is looked at: in this process, or in the worker, whose crash cannot take the terminal.

Both give the same answers; the camera is given one of them. They block, and are used from the camera's lane.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, cast

from drivers.ports import Frame
from drivers.vision import page
from drivers.worker import Worker
from drivers.worker_wire import Plain
from kiosk.core.devices import PageQuality, Picture
from kiosk.core.errors import DeviceError
from kiosk.core.sensitive import Sensitive

JUDGE_S = 3.0  # 20 ms each; the first of a fresh worker imports OpenCV
STILL_S = 8.0


class PageVision(Protocol):
    """What the camera needs to know of a frame."""

    def judge(self, frame: Frame) -> PageQuality:
        """Say how good the picture is."""
        ...

    def still(self, frame: Frame) -> Picture:
        """Return the page alone where its corners are found, else the whole frame, as JPEG of `page.LARGEST_BYTES`.

        Raises `DeviceError` CAM-002 where it cannot be made as small.
        """
        ...


class DirectPageVision:
    """Looks in this process."""

    def judge(self, frame: Frame) -> PageQuality:
        """Say how good the picture is."""
        return page.judge(frame)

    def still(self, frame: Frame) -> Picture:
        """Return the page alone where its corners are found, else the whole frame, as JPEG."""
        kept = page.still(frame)
        height, width = kept.shape[:2]
        return Picture(jpeg=Sensitive(page.encoded(kept)), width_px=width, height_px=height)


class WorkerPageVision:
    """Looks in the worker process. Everything raises `DeviceError` DEV-002 when that crashes or hangs."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker

    def judge(self, frame: Frame) -> PageQuality:
        """Say how good the picture is. Only its brightness travels, 1 MB at most."""
        gray = page.for_judging(frame)
        answer = self._worker.call("drivers.vision.job:judge", _pixels(gray), JUDGE_S)
        return _quality(answer)

    def still(self, frame: Frame) -> Picture:
        """Return the page alone where its corners are found, else the whole frame, as JPEG."""
        match self._worker.call("drivers.vision.job:still", _pixels(frame), STILL_S):
            case [bytes(jpeg), int(width), int(height)]:
                return Picture(jpeg=Sensitive(jpeg), width_px=width, height_px=height)
            case _:
                raise DeviceError("DEV-002", "drivers.vision.job:still: not a picture")


def _pixels(frame: Frame) -> list[Plain]:
    return [frame.tobytes(), list(frame.shape)]


def _quality(answer: Plain) -> PageQuality:
    match answer:
        case {
            "corners": bool(corners),
            "bright": bool(bright),
            "sharp": bool(sharp),
            "glare": bool(glare),
            "outline": list(outline),
        }:
            points = tuple((float(x), float(y)) for x, y in cast("list[list[float]]", outline))
            return PageQuality(corners=corners, bright=bright, sharp=sharp, glare=glare, outline=points)
        case _:
            raise DeviceError("DEV-002", "drivers.vision.job:judge: not a judgement")


def quality_as_plain(quality: PageQuality) -> Mapping[str, Plain]:
    """Return what travels back from the worker."""
    return {
        "corners": quality.corners,
        "bright": quality.bright,
        "sharp": quality.sharp,
        "glare": quality.glare,
        "outline": quality.outline,
    }
