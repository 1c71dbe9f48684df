"""A frame of the document camera, drawn: a page of a household register on a dark table. Fictional, masked."""

from __future__ import annotations

import random

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QLinearGradient, QPainter, QPen, QPolygonF, QRadialGradient, QTransform

_ROWS = (
    (("姓　名", "张　伟"), ("户主或与户主关系", "户主")),
    (("曾 用 名", ""), ("性　别", "男")),
    (("出 生 地", "广东省东莞市"), ("民　族", "汉族")),
    (("籍　贯", "广东省东莞市"), ("出生日期", "1951年3月7日")),
    (("公民身份号码", "4419**********1237"),),
    (("文化程度", "小学"), ("婚姻状况", "已婚")),
    (("服务处所", ""), ("职　业", "务农")),
    (("本市迁来", "世居本地"),),
)


def household_frame(
    corners: tuple[tuple[float, float], ...],
    width: int = 960,
    height: int = 720,
    *,
    glare: bool = True,
) -> bytes:
    """Return a frame, rows of BGR bytes, with the page's corners (0..1, clockwise from top left) where asked."""
    frame = QImage(width, height, QImage.Format.Format_RGB32)
    frame.fill(QColor("#39423D"))
    painter = QPainter(frame)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    grain = random.Random(7)
    for y in range(0, height, 9):
        shade = grain.randint(-5, 6)
        painter.setPen(QPen(QColor(57 + shade, 66 + shade, 61 + shade), grain.choice((2, 3, 5))))
        painter.drawLine(0, y + grain.randint(-3, 3), width, y - grain.randint(0, 14))
    page = _page(glare=glare)
    to = QPolygonF([QPointF(x * width, y * height) for x, y in corners])
    wide, tall = page.width(), page.height()
    source = QPolygonF([QPointF(0, 0), QPointF(wide, 0), QPointF(wide, tall), QPointF(0, tall)])
    transform = QTransform.quadToQuad(source, to)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 70))
    painter.drawPolygon(to.translated(7, 9))
    painter.setTransform(transform)
    painter.drawImage(0, 0, page)
    painter.end()
    packed = frame.convertToFormat(QImage.Format.Format_BGR888)  # named: its bytes live as long as it does
    return bytes(packed.constBits())[: width * height * 3]


def _page(*, glare: bool) -> QImage:
    page = QImage(1320, 1000, QImage.Format.Format_RGB32)
    painter = QPainter(page)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    light = QLinearGradient(0, 0, page.width(), page.height())
    light.setColorAt(0, QColor("#F6F0E4"))
    light.setColorAt(1, QColor("#E7DFD0"))
    painter.fillRect(page.rect(), light)

    def write(text: str, box: QRectF, size: int, *, bold: bool = False, left: bool = False) -> None:
        font = QFont("Noto Sans CJK SC")
        font.setPixelSize(size)
        font.setBold(bold)
        painter.setFont(font)
        painter.setPen(QColor("#2B302D"))
        across = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignHCenter
        painter.drawText(box, across | Qt.AlignmentFlag.AlignVCenter, text)

    write("常住人口登记卡", QRectF(0, 30, 1320, 110), 66, bold=True)
    top, tall, left, wide = 170.0, 92.0, 60.0, 1200.0
    columns = (250.0, 410.0, 270.0, 270.0)
    for at, row in enumerate(_ROWS):
        x = left
        for place, (name, value) in enumerate(row):
            name_box = QRectF(x, top + at * tall, columns[2 * place], tall)
            last = place == len(row) - 1
            value_wide = left + wide - name_box.right() if last else columns[2 * place + 1]
            value_box = QRectF(name_box.right(), name_box.top(), value_wide, tall)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor("#5B7C6B"), 3))
            painter.drawRect(name_box)
            painter.drawRect(value_box)
            write(name, name_box, 30 if len(name) > 6 else 36)
            write(value, value_box.adjusted(22, 0, 0, 0), 38 if len(value) > 8 else 44, left=True)
            x = value_box.right()
    if glare:
        shine = QRadialGradient(QPointF(1070, 250), 260)
        shine.setColorAt(0, QColor(255, 255, 255, 240))
        shine.setColorAt(0.45, QColor(255, 255, 255, 150))
        shine.setColorAt(1, QColor(255, 255, 255, 0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shine)
        painter.drawEllipse(QPointF(1070, 250), 260, 130)
    painter.end()
    return page
