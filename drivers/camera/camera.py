"""The document camera behind the `Camera` port, over OpenCV.

The address is a V4L2 path (``/dev/v4l/by-id/...``) or a film: a video, a picture or a folder of pictures. Runs on the
camera's lane; every call blocks. A camera that vanished is looked for again at the next call. Deliberately no thread of
its own and no decision whether a picture is good enough: the resident may take it anyway.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from drivers.camera.source import Source, open_source
from drivers.ports import Cancel, Frame
from drivers.vision import page
from drivers.vision.page_vision import DirectPageVision, PageVision
from kiosk.core.devices import DeviceHealth, DeviceKind, Health, PageQuality, Picture
from kiosk.core.errors import DeviceError

NO_FRAME_S = 2.0  # a UVC camera drops a frame now and then; for longer it is silent
RETRY_S = 0.05


class OpenCvCamera:
    """One document camera. `size` and `fps` are asked of a V4L2 camera; it may give something else.

    `preview_px` bounds the long side of the frames that `preview` delivers; judgement and stills use the whole frame.
    """

    def __init__(
        self,
        name: str,
        address: str,
        *,
        vision: PageVision | None = None,
        size: tuple[int, int] = (1920, 1080),
        fps: float = 15.0,
        preview_px: int = 1024,
    ) -> None:
        self._name = name
        self._address = address
        self._vision = vision or DirectPageVision()
        self._size = size
        self._fps = fps
        self._preview_px = preview_px
        self._source: Source | None = None

    @property
    def name(self) -> str:
        """The name under ``[[devices]]`` in kiosk.toml."""
        return self._name

    def probe(self) -> DeviceHealth:
        """Take one frame. A camera that was closed is closed again: its lamp tells people that it looks."""
        was_open = self._source is not None
        health, fault = Health.READY, ""
        try:
            self._frame()
        except DeviceError as exc:
            health, fault = (Health.ABSENT if exc.code == "CAM-001" else Health.FAILED), exc.code
        if not was_open:
            self.close()
        return DeviceHealth(kind=DeviceKind.DOCUMENT_CAMERA, name=self._name, health=health, fault=fault)

    def preview(self, on_frame: Callable[[Frame, PageQuality], None], cancel: Cancel) -> None:
        """Deliver frames, at most `fps` a second, until cancelled; see `drivers.ports.Camera`.

        Raises `DeviceError` CAM-001, CAM-002, or DEV-002 when the vision's worker failed.
        """
        period_s = 1.0 / self._fps
        while not cancel.requested:
            started = time.monotonic()
            frame = self._frame()
            quality = self._vision.judge(frame)
            if cancel.wait(0):
                return
            on_frame(page.at_most(frame, self._preview_px), quality)
            cancel.wait(max(0.0, started + period_s - time.monotonic()))

    def take(self) -> Picture:
        """Return one still, exposed after this call: JPEG, the page alone where its corners were found."""
        return self._vision.still(self._frame(fresh=True))

    def close(self) -> None:
        """Release the camera. The next call opens it again."""
        if self._source is not None:
            self._source.close()
            self._source = None

    def _frame(self, *, fresh: bool = False) -> Frame:
        try:
            return self._newest(fresh=fresh)
        except DeviceError:
            self.close()
            raise

    def _newest(self, *, fresh: bool) -> Frame:
        give_up_at = time.monotonic() + NO_FRAME_S
        if self._source is None:
            self._source = open_source(self._address, self._size, self._fps)
        while True:
            frame = self._source.fresh() if fresh else self._source.read()
            if not Path(self._address).exists():  # an open file or device node outlives its name
                raise DeviceError("CAM-001", f"{self._address} vanished", retryable=True)
            if frame is not None:
                return frame
            if time.monotonic() >= give_up_at:
                raise DeviceError("CAM-002", f"no frame from {self._address}", retryable=True)
            time.sleep(RETRY_S)
