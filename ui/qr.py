"""QR codes for the screen: ``image://qr/<text>``, whole pixels a module, ink on white.

The quiet zone is the page's: the image is the code alone, drawn as large as whole modules allow within `sourceSize`.
Requests come on the GUI thread.
"""

from __future__ import annotations

from urllib.parse import unquote

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtQuick import QQuickImageProvider

QUIET_MODULES = 4  # ISO/IEC 18004, 9.1


def qr_matrix(text: str) -> list[list[bool]]:
    """Return the modules of the smallest code for `text`, dark True, without a quiet zone. Error correction M."""
    import qrcode  # noqa: PLC0415 - not needed before the first receipt

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.get_matrix()]


class QrProvider(QQuickImageProvider):
    """Draws the code of a text. Keeps nothing: a receipt's number does not outlive its page."""

    def __init__(self, *, dark: str = "#17211D") -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._dark = QColor(dark).rgb()

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: N802, N803, A002
        """Return the code of `id`, at most `requestedSize` wide; one pixel a module when no size is asked for.

        `id` is percent-encoded where it has what means something in an address: Qt decodes only the rest.
        """
        matrix = qr_matrix(unquote(id))
        modules = len(matrix)
        image = QImage(modules, modules, QImage.Format.Format_RGB32)
        for y, row in enumerate(matrix):
            for x, dark in enumerate(row):
                image.setPixel(x, y, self._dark if dark else 0xFFFFFFFF)
        factor = max(1, requestedSize.width() // modules)
        scaled = image.scaled(modules * factor, modules * factor)
        size.setWidth(scaled.width())
        size.setHeight(scaled.height())
        return scaled
