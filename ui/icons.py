"""Line icons as data (`theme/icons.json`, a 48 grid), drawn at the size, colour and wash that a page asks for.

QML asks by ``image://icon/<name>/<colour>/<wash>/<paper>`` with `sourceSize` in pixels; the colours are ``RRGGBB`` or
``none``. Drawn images are kept. Requests come on the GUI thread (images are not asynchronous).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

_FILE = Path(__file__).parent / "theme" / "icons.json"


def load_icons() -> dict[str, Any]:
    """Return ``grid``, ``stroke`` (pairs: up to this many px, stroke in px) and ``icons`` (name to SVG body)."""
    icons: dict[str, Any] = json.loads(_FILE.read_text("utf-8"))
    return icons


def clear_image(size: QSize) -> QImage:
    """Return a transparent picture.

    Not by `QImage.fill`: choosing among its overloads makes PySide build all enums of `Qt`, as importing that name
    does, which takes 25 ms that a first frame can do without.
    """
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.eraseRect(QRect(0, 0, size.width(), size.height()))
    painter.end()
    return image


class IconProvider(QQuickImageProvider):
    """Draws an icon by name. An unknown name is a defect and raises KeyError."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        data = load_icons()
        self._grid: int = data["grid"]
        self._strokes: list[tuple[float, float]] = data["stroke"]
        self._bodies: dict[str, str] = data["icons"]
        self._drawn: dict[tuple[str, int], QImage] = {}

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: N802, N803, A002
        """Return the icon, `requestedSize` wide in device pixels (48 when not given)."""
        side = requestedSize.width() if requestedSize.width() > 0 else self._grid
        size.setWidth(side)
        size.setHeight(side)
        key = (id, side)
        image = self._drawn.get(key)
        if image is None:
            image = self._drawn[key] = self.draw(*id.split("/"), side=side)
        return image

    def draw(self, name: str, colour: str, wash: str, paper: str, scale: str = "1", *, side: int) -> QImage:
        """Return `name` drawn `side` device pixels square; `scale`, device pixels a design pixel, sets the stroke."""
        design_px = side / float(scale)
        stroke = next(weight for limit, weight in self._strokes if design_px <= limit) * self._grid / design_px
        inks = {"W": wash, "P": paper, "C": colour}
        body = self._bodies[name]
        for letter, ink in inks.items():
            body = body.replace(f'="{letter}"', f'="{ink if ink == "none" else "#" + ink}"')
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self._grid} {self._grid}">'
            f'<g fill="none" stroke="#{colour}" stroke-width="{stroke:.3f}" stroke-linecap="round"'
            f' stroke-linejoin="round">{body}</g></svg>'
        )
        image = clear_image(QSize(side, side))
        painter = QPainter(image)
        QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, side, side))
        painter.end()
        return image


class LiftProvider(QQuickImageProvider):
    """Draws the depth of a card, ``image://lift/<radius>/<aarrggbb>``: three rounded shapes, 2 px apart, moved down 4.

    The image is to be stretched in its middle (borders of 32), where the card itself lies: that part stays empty.
    """

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: ARG002, N802, N803, A002
        """Return 76 x 76 pixels, 6 more than the card to the left and right, 2 above and 10 below."""
        radius, colour = id.split("/")
        side = 76
        opacity = int(colour[:2], 16) / 255
        shapes = "".join(
            f'<rect x="{6 - grow}" y="{6 - grow}" width="{side - 12 + 2 * grow}" height="{side - 12 + 2 * grow}"'
            f' rx="{float(radius) + grow}" fill="#{colour[2:]}" fill-opacity="{opacity:.4f}"/>'
            for grow in (2, 4, 6)
        )
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">{shapes}</svg>'
        image = clear_image(QSize(side, side))
        painter = QPainter(image)
        QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, side, side))
        painter.end()
        size.setWidth(side)
        size.setHeight(side)
        return image
