"""The V4L2 source, against a capture that behaves as OpenCV's does: no test machine has a camera."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import pytest

from drivers.camera.source import STALE_FRAMES, WARM_UP_FRAMES, V4l2Source, open_source
from kiosk.core.errors import DeviceError


class Capture:
    """Counts frames as a driver with a queue of its own does."""

    def __init__(self, address: str, *, opens: bool = True, frames: int = 1000) -> None:
        self.address = address
        self.opens = opens
        self.frames = frames
        self.position = 0
        self.settings: list[tuple[int, float]] = []
        self.released = 0

    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
        return self.opens

    def set(self, setting: int, value: float) -> bool:
        self.settings.append((setting, value))
        return True

    def grab(self) -> bool:
        self.position += 1
        return self.position <= self.frames

    def read(self) -> tuple[bool, Any]:
        found = self.grab()
        return found, np.full((2, 2, 3), self.position % 256, np.uint8) if found else None

    def release(self) -> None:
        self.released += 1


def source(capture: Capture) -> V4l2Source:
    return V4l2Source(capture.address, (1920, 1080), 15.0, open_capture=lambda _: capture)  # type: ignore[arg-type,return-value]


def test_the_compressed_format_is_asked_for_before_the_size() -> None:
    capture = Capture("/dev/video0")
    source(capture)
    asked = [setting for setting, _ in capture.settings]
    assert asked.index(cv2.CAP_PROP_FOURCC) < asked.index(cv2.CAP_PROP_FRAME_WIDTH)
    assert dict(capture.settings)[cv2.CAP_PROP_FOURCC] == cv2.VideoWriter.fourcc(*"MJPG")
    assert dict(capture.settings)[cv2.CAP_PROP_FRAME_WIDTH] == 1920


def test_the_frames_of_a_camera_that_still_adjusts_itself_are_thrown_away() -> None:
    capture = Capture("/dev/video0")
    frame = source(capture).read()
    assert frame is not None
    assert frame[0, 0, 0] == WARM_UP_FRAMES + 1


def test_a_still_is_not_a_frame_that_was_waiting() -> None:
    capture = Capture("/dev/video0")
    camera = source(capture)
    camera.read()
    frame = camera.fresh()
    assert frame is not None
    assert frame[0, 0, 0] == WARM_UP_FRAMES + 1 + STALE_FRAMES + 1


def test_a_camera_that_is_silent_gives_no_frame() -> None:
    assert source(Capture("/dev/video0", frames=0)).read() is None


def test_a_camera_that_does_not_open_is_released_and_not_connected() -> None:
    capture = Capture("/dev/video0", opens=False)
    with pytest.raises(DeviceError) as caught:
        source(capture)
    assert caught.value.code == "CAM-001"
    assert capture.released == 1


def test_a_device_node_is_taken_for_a_camera_and_no_camera_behind_it_is_not_connected() -> None:
    with pytest.raises(DeviceError) as caught:
        open_source("/dev/null", (640, 480), 15.0)
    assert caught.value.code == "CAM-001"


def test_nothing_at_the_address_is_not_connected() -> None:
    with pytest.raises(DeviceError) as caught:
        open_source("/dev/v4l/by-id/usb-nobody-video-index0", (640, 480), 15.0)
    assert caught.value.code == "CAM-001"
