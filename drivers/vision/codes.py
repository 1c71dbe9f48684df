"""Finds QR and bar codes in a picture, by zxing-cpp: the most found and the fastest of five that were measured.

Any thread; no state. Deliberately no judgement of what the texts mean: a code is input like any other.
"""

from __future__ import annotations

from drivers.ports import Frame
from kiosk.core.sensitive import Sensitive

FORMATS = "QRCode|MicroQRCode|DataMatrix|PDF417|Code128|Code39|EAN13"


class ZxingCodeScanner:
    """Reads QR, Data Matrix, PDF417 and the common bar codes, in any direction, inverted ones too."""

    def decode(self, frame: Frame) -> tuple[Sensitive[str], ...]:
        """Return the texts of the codes in the frame, (h, w, 3) BGR or (h, w) gray; empty when there is none.

        Top to bottom, each text once. A text in GBK or UTF-8 comes out right whether or not the code says which it is.
        """
        import numpy as np  # noqa: PLC0415 - heavy
        import zxingcpp  # noqa: PLC0415 - heavy

        formats = zxingcpp.barcode_formats_from_str(FORMATS)
        image = np.ascontiguousarray(frame)  # it takes no views with negative strides
        found = zxingcpp.read_barcodes(image, formats=formats, text_mode=zxingcpp.TextMode.Plain)
        ordered = sorted(found, key=lambda code: (code.position.top_left.y, code.position.top_left.x))
        return tuple(Sensitive(text) for text in dict.fromkeys(_text(code.text, code.bytes) for code in ordered))


def _text(guessed: str, raw: bytes) -> str:
    """Mend the reader's guess for a code that does not name its character set (no ECI).

    zxing-cpp 3.1 then takes short GBK for Latin-1 or half-width katakana; Chinese encoders write GBK as often as UTF-8.
    """
    foreign = [letter for letter in guessed if not letter.isascii()]
    if foreign and all("\x80" <= letter <= "\xff" or "\uff61" <= letter <= "\uff9f" for letter in foreign):
        for encoding in ("utf-8", "gb18030"):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                continue
    return guessed
