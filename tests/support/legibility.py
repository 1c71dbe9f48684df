"""What every screen must keep, whatever it shows: text whole and apart, targets large, apart and named."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem

from tests.support.stage import Stage, box, kind

HOLDERS = {
    "PrimaryButton",
    "SecondaryButton",
    "InsetButton",
    "LifeEvent",
    "LinkButton",
    "SearchBox",
    "ServiceRow",
    "Tile",
    "ChoiceTile",
    "MainEntry",
    "Touchable",
    "AnswerRow",
    "Panel",
    "PlacePanel",
    "NumberCard",
}
TOUCHED = HOLDERS - {"AnswerRow", "Panel", "PlacePanel", "NumberCard"}
SMALLEST, APART = 60, 12  # px: the look, section 4 (16 between targets, less the outline's own two)
ROUNDING = 1.0


def on_top(stage: Stage) -> list[QQuickItem]:
    """Return the visible items that can be seen and touched now: under a sheet only the sheet and the tool bar."""
    items = list(stage.items())
    sheet = next((item for item in items if item.objectName() == "sheet" and item.property("item") is not None), None)
    if sheet is None:
        return items
    tools = next(item for item in items if item.objectName() == "tools")
    return [*stage.items(sheet), *stage.items(tools)]


def labels(stage: Stage) -> list[QQuickItem]:
    found = [item for item in on_top(stage) if item.metaObject().indexOfProperty("lineNow") >= 0]
    return [label for label in found if label.property("text").strip()]


def targets(stage: Stage) -> list[QQuickItem]:
    """Return what can be touched now."""
    return [item for item in on_top(stage) if _touchable(item) and item.property("available")]


def _touchable(item: QQuickItem) -> bool:
    return item.metaObject().indexOfMethod("trigger()") >= 0


def glyphs(label: QQuickItem) -> QRectF:
    """Return where the label's glyphs stand: its lines, less what is leading."""
    whole = box(label)
    leading = (label.property("lineNow") - label.property("size")) / 2
    return whole.adjusted(2, leading, -2, -leading)


def _ancestors(item: QQuickItem) -> list[QQuickItem]:
    found = []
    parent = item.parentItem()
    while parent is not None:
        found.append(parent)
        parent = parent.parentItem()
    return found


def text_faults(stage: Stage) -> list[str]:
    """Return what is wrong with the text on the screen: cut off, out of its frame, or on other text."""
    faults = []
    window = QRectF(0, 0, stage.size.width(), stage.size.height())
    found = labels(stage)
    for label in found:
        text = label.property("text")
        if not window.contains(glyphs(label)):
            faults.append(f"outside the window: {text}")
        if label.property("contentWidth") > label.width() + ROUNDING or label.property("truncated"):
            faults.append(f"cut off: {text}")
        faults += [
            f"out of its {kind(frame)}: {text}"
            for frame in _ancestors(label)
            if kind(frame) in HOLDERS and not box(frame).adjusted(0, -1, 0, 1).contains(glyphs(label))
        ]
    for at, one in enumerate(found):
        faults += [
            f"on each other: {one.property('text')} / {other.property('text')}"
            for other in found[at + 1 :]
            if glyphs(one).intersects(glyphs(other))
        ]
    return faults


def target_faults(stage: Stage) -> list[str]:
    """Return what is wrong with what can be touched: too small, too close to another, or without a name."""
    faults = []
    window = QRectF(0, 0, stage.size.width(), stage.size.height())
    found = targets(stage)
    for item in found:
        place, name = box(item), f"{kind(item)} {item.property('label')}"
        if min(place.width(), place.height()) < SMALLEST:
            faults.append(f"too small: {name} {place.width():.0f} x {place.height():.0f}")
        if not window.contains(place.adjusted(1, 1, -1, -1)):
            faults.append(f"outside the window: {name}")
        spoken = QAccessible.queryAccessibleInterface(item)
        if spoken is None or not spoken.text(QAccessible.Text.Name).strip():
            faults.append(f"without a name: {name}")
    for at, one in enumerate(found):
        for other in found[at + 1 :]:
            if _same_bar(one, other) or max(box(one).height(), box(other).height()) > stage.size.height() / 2:
                continue
            if (
                box(one)
                .adjusted(-APART / 2, -APART / 2, APART / 2, APART / 2)
                .intersects(box(other).adjusted(-APART / 2, -APART / 2, APART / 2, APART / 2))
            ):
                faults.append(f"too close: {one.property('label')} / {other.property('label')}")
    return faults


def _same_bar(one: QQuickItem, other: QQuickItem) -> bool:
    """Tool bar slots touch each other by design: the look gives each 216 px."""
    return all(any(up.objectName() == "tools" for up in _ancestors(item)) for item in (one, other))
