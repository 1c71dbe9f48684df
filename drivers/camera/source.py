"""Where frames come from: a V4L2 camera, or a film (a video, a picture, a folder of pictures) that loops in real time.

`open_source` tells them apart by what the address is. Blocking, used from the camera's lane; nothing judges a frame
here. A source is opened once; after it failed it is closed and another one is opened.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from drivers.ports import Frame
from kiosk.core.errors import DeviceError

if TYPE_CHECKING:
    import cv2

GONE = "CAM-001"
PICTURE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg"})
FILM_FPS = 15.0
SELECT_TIMEOUT_S = 2
WARM_UP_FRAMES = 6  # automatic exposure and white balance of a UVC camera settle in about 0.4 s
STALE_FRAMES = 2  # what a driver has buffered since the last read

OpenCapture = Callable[[str], "cv2.VideoCapture"]


class Source(Protocol):
    """Gives the newest frame."""

    def read(self) -> Frame | None:
        """Return the frame of now, (h, w, 3) BGR; None when there is none at the moment. Waits 2 s at most."""
        ...

    def fresh(self) -> Frame | None:
        """Return a frame that was surely exposed after this call."""
        ...

    def close(self) -> None:
        """Release it. Safe to call twice."""
        ...


def open_source(address: str, size: tuple[int, int], fps: float) -> Source:
    """Open what stands at the address. Raises `DeviceError` CAM-001 when there is nothing or it does not open."""
    try:
        mode = Path(address).stat().st_mode  # follows links such as /dev/v4l/by-id/...
    except OSError as exc:
        raise DeviceError(GONE, f"nothing at {address}", retryable=True) from exc
    if stat.S_ISCHR(mode):
        return V4l2Source(address, size, fps)
    if stat.S_ISDIR(mode) or Path(address).suffix.lower() in PICTURE_SUFFIXES:
        return PictureFilm(address)
    return VideoFilm(address)


class V4l2Source:
    """A camera of the kernel's Video4Linux."""

    def __init__(
        self, address: str, size: tuple[int, int], fps: float, *, open_capture: OpenCapture | None = None
    ) -> None:
        import cv2  # noqa: PLC0415 - heavy

        # OpenCV 4 waits 10 s for a frame otherwise; it reads this once, at its first capture (cap_v4l.cpp)
        os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", str(SELECT_TIMEOUT_S))
        self._capture = open_capture(address) if open_capture else cv2.VideoCapture(address, cv2.CAP_V4L2)
        if not self._capture.isOpened():
            self._capture.release()
            raise DeviceError(GONE, f"{address} does not open", retryable=True)
        # The format goes first: raw YUYV at 1920 x 1080 does not fit through USB 2, so a driver refuses the size
        self._capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
        self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, size[0])
        self._capture.set(cv2.CAP_PROP_FRAME_HEIGHT, size[1])
        self._capture.set(cv2.CAP_PROP_FPS, fps)
        self._capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
        for _ in range(WARM_UP_FRAMES):
            if not self._capture.grab():
                break

    def read(self) -> Frame | None:
        """Return the next frame."""
        found, frame = self._capture.read()
        return cast("Frame", frame) if found else None

    def fresh(self) -> Frame | None:
        """Return the next frame but those that are waiting."""
        for _ in range(STALE_FRAMES):
            self._capture.grab()
        return self.read()

    def close(self) -> None:
        """Release the device."""
        self._capture.release()


class PictureFilm:
    """One picture, or a folder's pictures in the order of their names. Looked up anew at each frame."""

    def __init__(self, address: str) -> None:
        self._path = Path(address)
        self._started = time.monotonic()
        self._shown: tuple[Path, int] | None = None
        self._frame: Frame | None = None

    def read(self) -> Frame | None:
        """Return the picture of now."""
        import cv2  # noqa: PLC0415 - heavy

        try:
            pictures = self._pictures()
            if not pictures:
                return None
            picture = pictures[int((time.monotonic() - self._started) * FILM_FPS) % len(pictures)]
            shown = (picture, picture.stat().st_mtime_ns)
            if shown != self._shown:
                pixels = picture.read_bytes()
                decoded = _decode(pixels, cv2.IMREAD_COLOR)
                self._shown, self._frame = (shown, decoded) if decoded is not None else (None, None)
        except OSError:
            return None  # taken away between listing and reading; the camera asks whether the film is still there
        return self._frame

    def fresh(self) -> Frame | None:
        """Return the picture of now."""
        return self.read()

    def close(self) -> None:
        """Let the picture go."""
        self._frame = self._shown = None

    def _pictures(self) -> list[Path]:
        if not self._path.is_dir():
            return [self._path]
        return sorted(entry for entry in self._path.iterdir() if entry.suffix.lower() in PICTURE_SUFFIXES)


class VideoFilm:
    """A video file, played in real time: whoever looks seldom misses frames, not time."""

    def __init__(self, address: str) -> None:
        import cv2  # noqa: PLC0415 - heavy

        self._address = address
        self._capture = cv2.VideoCapture(address)
        if not self._capture.isOpened():
            self._capture.release()
            raise DeviceError("CAM-002", f"{address} is not a film")
        self._fps = self._capture.get(cv2.CAP_PROP_FPS) or FILM_FPS
        self._started = time.monotonic()
        self._position = 0

    def read(self) -> Frame | None:
        """Return the frame of now; begin again at the end."""
        due = int((time.monotonic() - self._started) * self._fps)
        while self._position < due:
            if not self._capture.grab():
                return self._again()
            self._position += 1
        self._position += 1
        found, frame = self._capture.read()
        return cast("Frame", frame) if found else self._again()

    def fresh(self) -> Frame | None:
        """Return the frame of now."""
        return self.read()

    def close(self) -> None:
        """Close the file."""
        self._capture.release()

    def _again(self) -> Frame | None:
        self._capture.release()
        self._capture.open(self._address)
        self._started, self._position = time.monotonic(), 1
        found, frame = self._capture.read()
        return cast("Frame", frame) if found else None


def _decode(pixels: bytes, flags: int) -> Frame | None:
    import cv2  # noqa: PLC0415 - heavy
    import numpy as np  # noqa: PLC0415 - heavy

    if not pixels:
        return None  # imdecode raises on an empty buffer
    return cast("Frame | None", cv2.imdecode(np.frombuffer(pixels, np.uint8), flags))
