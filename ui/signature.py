"""A signature as a picture: ink that is thick where the finger was slow and thin where it was fast.

A pure function of the strokes; needs no QGuiApplication and runs on any thread. The page draws the same ink while the
finger moves (`ui/pages/InkBox.qml` holds the same numbers), so what was seen is what is sent.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter, QPen

Point = tuple[float, float]

ASPECT = 984 / 696  # of the box that is signed in, in every orientation: the look, section 8
INK = QColor("#17211D")
# In shares of the box's width:
THICK, THIN = 14 / 984, 4.5 / 984  # the pen at rest, and at FAST or faster
FAST = 42 / 984  # the way between two points: the screen tells them at an even pace
EASE = 0.45  # how quickly the width follows the speed
_PIECES = 6  # straight pieces that stand for one curve


def pen_widths(stroke: Sequence[Point]) -> list[float]:
    """Return the pen's width at each point, in shares of the box's width. `stroke`: points 0..1 of the box."""
    width = (THICK + THIN) / 2
    widths = [width]
    for (x0, y0), (x1, y1) in itertools.pairwise(stroke):
        way = math.hypot(x1 - x0, (y1 - y0) / ASPECT)
        width += EASE * (THICK - (THICK - THIN) * min(1.0, way / FAST) - width)
        widths.append(width)
    return widths


def render_signature(strokes: Sequence[Sequence[Point]], width_px: int, height_px: int) -> bytes:
    """Return the strokes as a PNG, ink on white. Coordinates: 0..1 of the box, as `SignatureChanged` carries them."""
    image = QImage(width_px, height_px, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for stroke in strokes:
        _draw(painter, stroke, width_px, height_px)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def _draw(painter: QPainter, stroke: Sequence[Point], width_px: int, height_px: int) -> None:
    """Draw curves from middle to middle of the points' straight pieces, so that no corner shows."""
    points = [QPointF(x * width_px, y * height_px) for x, y in stroke]
    widths = [share * width_px for share in pen_widths(stroke)]
    pen = QPen(INK)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    if len(points) == 1:
        pen.setWidthF(widths[0])
        painter.setPen(pen)
        painter.drawPoint(points[0])
    for at in range(1, len(points)):
        start = points[0] if at == 1 else (points[at - 2] + points[at - 1]) / 2
        end = points[at] if at == len(points) - 1 else (points[at - 1] + points[at]) / 2
        before = start
        for piece in range(1, _PIECES + 1):
            t = piece / _PIECES
            there = start * (1 - t) ** 2 + points[at - 1] * (2 * t * (1 - t)) + end * t**2
            pen.setWidthF(widths[at - 1] + (widths[at] - widths[at - 1]) * t)
            painter.setPen(pen)
            painter.drawLine(before, there)
            before = there
