"""The drawn pictures (`theme/pictures/*.svg`): ``image://picture/<name>/<look>``, look ``flat`` or ``line``.

``line`` is the same drawing for high contrast: white outlines on black, yellow where the eye should go. Drawn images
are kept, newest few only: they are large. Requests come on the GUI thread.
"""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

from ui.icons import clear_image

FOLDER = Path(__file__).parent / "theme" / "pictures"
KEPT = 8
_ACCENTS = {"#0B5B4B", "#BE4030", "#F2D38E"}  # sedge, lychee, sun and chip
_SHAPE = re.compile(r"<(?:path|rect|circle)\b[^>]*>")
_INK = re.compile(r'(fill|stroke)="(#[0-9A-F]{6})"')


def as_lines(svg: str) -> str:
    """Return the drawing as outlines: black shapes that hide what is behind them, with a white or yellow edge."""

    def edge(match: re.Match[str]) -> str:
        shape = match[0]
        inks = dict(_INK.findall(shape))
        line = "#FFE14D" if _ACCENTS & set(inks.values()) else "#FFFFFF"
        shape = _INK.sub(lambda ink: f'{ink[1]}="{"#000000" if ink[1] == "fill" else line}"', shape)
        if "stroke" not in inks:
            shape = shape.replace("/>", f' stroke="{line}" stroke-width="3"/>')
        return shape

    return _SHAPE.sub(edge, svg)


class PictureProvider(QQuickImageProvider):
    """Draws a picture by name. An unknown name is a defect and raises FileNotFoundError."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._drawn: dict[tuple[str, int, int], QImage] = {}

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: N802, N803, A002
        """Return the picture at `requestedSize` device pixels (its own size when not given), whole and centred."""
        key = (id, requestedSize.width(), requestedSize.height())
        image = self._drawn.pop(key, None)
        if image is None:
            name, look = id.split("/")
            image = self._draw(name, look, requestedSize)
        self._drawn[key] = image
        while len(self._drawn) > KEPT:
            del self._drawn[next(iter(self._drawn))]
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image

    def _draw(self, name: str, look: str, wanted: QSize) -> QImage:
        svg = (FOLDER / f"{name}.svg").read_text("utf-8")
        renderer = QSvgRenderer(QByteArray((as_lines(svg) if look == "line" else svg).encode()))
        own = renderer.defaultSize()
        room = wanted if wanted.width() > 0 and wanted.height() > 0 else own
        scale = min(room.width() / own.width(), room.height() / own.height())
        fitted = QSize(max(1, round(own.width() * scale)), max(1, round(own.height() * scale)))
        image = clear_image(fitted)
        painter = QPainter(image)
        renderer.render(painter, QRectF(0, 0, fitted.width(), fitted.height()))
        painter.end()
        return image
