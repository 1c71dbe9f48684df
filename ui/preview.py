"""The document camera's picture on the screen: a mailbox with one slot, in which the newest frame wins.

`Preview.put` may be called from any thread, `Preview.clear` too; everything else lives on the GUI thread. A frame is
turned into a picture of the size that the page draws, on the thread that brings it, so that the GUI thread only copies
pixels. A frame that nobody has drawn yet is replaced by the next. Knows no camera and no OpenCV.

Pictures that were taken are not held here: they are looked up where the session keeps them, and are gone with it. So a
page that was taken before a crash, or two steps ago, is seen as well as the last one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import Property, QBuffer, QByteArray, QIODevice, QSize, Signal, Slot
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtQuick import QQuickImageProvider

from kiosk.core.sensitive import Sensitive
from ui.icons import clear_image

LIVE, STILL = "live", "still"  # image://preview/live/<serial>, image://preview/still/<blob>
_BYTES_A_PIXEL = 3


class Preview(QQuickImageProvider):
    """Frames in, pictures out."""

    _arrived = Signal()
    serialChanged = Signal()  # noqa: N815 - the notify signal of a QML property

    def __init__(self, find_still: Callable[[str], Sensitive[bytes] | None] = lambda _: None) -> None:
        """`find_still` gives the JPEG of the picture that the screen calls so; None when the session has none."""
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._find_still = find_still
        self._lock = threading.Lock()
        self._newest: QImage | None = None
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

    @Slot()
    def clear(self) -> None:
        """Forget the live picture. The page calls it when it goes, the session when it is over."""
        with self._lock:
            self._newest = None

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
        if kind == LIVE:
            with self._lock:
                self._wanted = QSize(requestedSize)
                picture = self._newest
        else:
            picture = self._still(name, requestedSize)
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

    def _still(self, name: str, limit: QSize) -> QImage | None:
        """Return the picture that was taken, decoded no larger than `limit`: small ones take less time."""
        found = self._find_still(name)
        if found is None:
            return None
        content = QBuffer()
        content.setData(QByteArray(found.reveal()))
        content.open(QIODevice.OpenModeFlag.ReadOnly)
        reader = QImageReader(content)
        whole = reader.size()
        if not limit.isEmpty() and (whole.width() > limit.width() or whole.height() > limit.height()):
            from PySide6.QtCore import Qt  # noqa: PLC0415 - as above

            reader.setScaledSize(whole.scaled(limit, Qt.AspectRatioMode.KeepAspectRatio))
        picture = reader.read()
        return None if picture.isNull() else picture
