"""What the worker process runs for the camera. Plain values in and out; its only thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from drivers.ports import Frame
from drivers.vision.page_vision import DirectPageVision, quality_as_plain
from drivers.worker_wire import Plain


def judge(pixels: bytes, shape: Sequence[int]) -> Mapping[str, Plain]:
    """Run `DirectPageVision.judge` over raw pixels."""
    return quality_as_plain(DirectPageVision().judge(_frame(pixels, shape)))


def still(pixels: bytes, shape: Sequence[int]) -> tuple[bytes, int, int]:
    """Run `DirectPageVision.still` over raw pixels; return JPEG, width and height."""
    picture = DirectPageVision().still(_frame(pixels, shape))
    return picture.jpeg.reveal(), picture.width_px, picture.height_px


def _frame(pixels: bytes, shape: Sequence[int]) -> Frame:
    return np.frombuffer(pixels, np.uint8).reshape(tuple(shape))
