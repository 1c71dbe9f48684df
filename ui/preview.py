"""The document camera's picture on the screen: a mailbox with one slot, in which the newest frame wins.

`Preview.put` and `Preview.keep` may be called from any thread, `Preview.clear` too; everything else lives on the GUI
thread. A frame is turned into a picture of the size that the page draws, on the thread that brings it, so that the GUI
thread only copies pixels. A frame that nobody has drawn yet is replaced by the next. Knows no camera and no OpenCV.
"""

from __future__ import annotations

import threading

from PySide6.QtCore import Property, QSize, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

from ui.icons import clear_image

LIVE, STILL = "live", "still"  # image://preview/live/<serial>, image://preview/still/<blob>
_BYTES_A_PIXEL = 3


class Preview(QQuickImageProvider):
    """Frames in, pictures out."""

    _arrived = Signal()
    serialChanged = Signal()  # noqa: N815 - the notify signal of a QML property

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._lock = threading.Lock()
        self._newest: QImage | None = None
        self._stills: dict[str, QImage] = {}
        self._wanted = QSize()
        self._announced = False
        self._serial = 0
        self._arrived.connect(self._announce)

    # --- any thread -------------------------------------------------------------------------------------------

    def put(self, bgr: bytes | memoryview, width_px: int, height_px: int) -> None:
        """Show this frame next: rows of blue, green, red bytes without padding, as OpenCV has them.

        Raises ValueError when `bgr` does not hold exactly `width_px` x `height_px` pixels.
        """
        picture = self._picture(bgr, width_px, height_px)
        with self._lock:
            self._newest = picture
            tell, self._announced = not self._announced, True
        if tell:
            self._arrived.emit()

    def keep(self, blob: str, bgr: bytes | memoryview, width_px: int, height_px: int) -> None:
        """Hold the still that the screen calls `blob`, until `clear`. As `put`."""
        picture = self._picture(bgr, width_px, height_px)
        with self._lock:
            self._stills = {blob: picture}

    @Slot()
    def leave(self) -> None:
        """Forget the live picture. The page calls it when it goes; the still may be the next page's already."""
        with self._lock:
            self._newest = None

    def clear(self) -> None:
        """Forget every picture: the session is over."""
        with self._lock:
            self._newest = None
            self._stills = {}

    def _picture(self, bgr: bytes | memoryview, width_px: int, height_px: int) -> QImage:
        if len(memoryview(bgr).cast("B")) != width_px * height_px * _BYTES_A_PIXEL:
            raise ValueError(
                f"a frame of {width_px} x {height_px} px has {width_px * height_px * _BYTES_A_PIXEL} bytes"
            )
        frame = QImage(bgr, width_px, height_px, width_px * _BYTES_A_PIXEL, QImage.Format.Format_BGR888)
        with self._lock:
            wanted = self._wanted
        if wanted.isEmpty():
            return frame.convertToFormat(QImage.Format.Format_RGB32)
        from PySide6.QtCore import Qt  # noqa: PLC0415 - the name alone takes 25 ms (see `ui.icons.clear_image`)

        smaller = frame.size().scaled(wanted, Qt.AspectRatioMode.KeepAspectRatio)
        mode = Qt.TransformationMode.SmoothTransformation
        return frame.convertToFormat(QImage.Format.Format_RGB32).scaled(smaller, mode=mode)

    # --- GUI thread -------------------------------------------------------------------------------------------

    @Slot()
    def _announce(self) -> None:
        with self._lock:
            self._announced = False
        self._serial += 1
        self.serialChanged.emit()

    def _get_serial(self) -> int:
        return self._serial

    serial = Property(int, fget=_get_serial, notify=serialChanged)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: N802, N803, A002
        """Return the newest frame or the named still, not over `requestedSize`; one clear pixel when there is none."""
        kind, _, name = id.partition("/")
        with self._lock:
            self._wanted = QSize(requestedSize)
            picture = self._newest if kind == LIVE else self._stills.get(name)
        if picture is None:
            picture = clear_image(QSize(1, 1))
        elif not requestedSize.isEmpty() and (
            picture.width() > requestedSize.width() or picture.height() > requestedSize.height()
        ):
            from PySide6.QtCore import Qt  # noqa: PLC0415 - as above

            picture = picture.scaled(requestedSize, Qt.AspectRatioMode.KeepAspectRatio)
        size.setWidth(picture.width())
        size.setHeight(picture.height())
        return picture
