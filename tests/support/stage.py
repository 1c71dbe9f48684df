"""A terminal's window for tests: shows sample screens, finds items on the stage, touches and reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop, QObject, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from flows.model import event as ev
from flows.model.screen import Screen
from kiosk.core.clock import CHINA
from kiosk.core.sensitive import Sensitive
from ui.bridge import Bridge
from ui.preview import Preview
from ui.window import Opened, open_window

PORTRAIT, LANDSCAPE = QSize(1080, 1920), QSize(1920, 1080)
Test = Callable[[QQuickItem], bool]


def settle(ms: int = 40) -> None:
    """Let the window do what it has to do."""
    deadline = QDeadlineTimer(ms)
    while not deadline.hasExpired():
        QGuiApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)
    # without a running loop Qt keeps what was deleted later, and every change of look changes it too
    QGuiApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def kind(item: QObject) -> str:
    """Return the name of the item's QML type."""
    return item.metaObject().className().partition("_")[0]


def box(item: QQuickItem) -> QRectF:
    """Return where the item stands in the window."""
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


@dataclass(slots=True)
class Stage:
    """One open window with its bridge, and every event that came out of it."""

    size: QSize
    events: list[Any] = field(default_factory=list)
    stills: dict[str, Sensitive[bytes]] = field(default_factory=dict)  # what was taken, by name: any picture file
    preview: Preview = field(init=False)
    bridge: Bridge = field(init=False)
    opened: Opened = field(init=False)

    def __post_init__(self) -> None:
        self.preview = Preview(self.stills.get)

    def open(self, screen: Screen) -> None:
        now = datetime(2026, 11, 24, 9, 7, tzinfo=CHINA)
        self.bridge = Bridge(
            on_event=self.events.append,
            make_session=lambda: ev.SessionStarted(session_id="stage", at=now),
            monotonic=lambda: len(self.events) * 10.0,  # no touch is too soon after another
        )
        self.opened = open_window(self.bridge, size=self.size, fullscreen=False, preview=self.preview)
        self.opened.equip()
        self.bridge.show(screen)
        self.opened.equip()
        theme: QObject = self.opened.engine.singletonInstance("theme", "Theme")
        theme.setProperty("swift", False)  # noqa: FBT003 - a Qt property
        self.opened.window.requestActivate()
        settle(250)  # the first page still comes in with motion
        events: QObject = self.opened.engine.singletonInstance("components", "Events")
        deadline = QDeadlineTimer(10_000)
        while events.property("keyboard") is None and not deadline.hasExpired():
            settle(10)
        assert events.property("keyboard") is not None

    def show(self, screen: Screen) -> None:
        self.bridge.show(screen)
        settle()

    def close(self) -> None:
        self.opened.window.close()
        settle(10)

    def items(self, root: QQuickItem | None = None) -> Iterator[QQuickItem]:
        """Yield the visible items, parents before children."""
        for child in (root or self.opened.window.contentItem()).childItems():
            if child.isVisible() and child.opacity() > 0:
                yield child
                yield from self.items(child)

    def find(self, test: Test) -> QQuickItem:
        found = [item for item in self.items() if test(item)]
        assert len(found) == 1, [f"{kind(item)} {item.property('text')}" for item in found]
        return found[0]

    def of(self, name: str) -> list[QQuickItem]:
        return [item for item in self.items() if kind(item) == name]

    def texts(self) -> list[str]:
        return [item.property("text") for item in self.of("Label")]

    def touch(self, item: QQuickItem) -> None:
        for each in self.items():
            each.ensurePolished()  # until the next frame, what was just made lies on one heap
        self.touch_at(box(item).center())

    def touch_at(self, place: QPointF) -> None:
        QTest.mouseClick(
            self.opened.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place.toPoint(), 0
        )
        settle(4)

    def touch_label(self, text: str) -> None:
        """Touch whatever carries this label."""
        self.touch(self.find(lambda item: kind(item) == "Label" and item.property("text") == text))

    def key(self, text: str) -> QQuickItem:
        return self.find(lambda item: kind(item) == "Key" and text in (item.property("text"), item.property("name")))

    def type(self, keys: str) -> None:
        for key in keys:
            self.touch(self.key(key))

    def input_window(self) -> QQuickWindow:
        """Return the window, for keys from another keyboard."""
        return self.opened.window

    def composer(self) -> QObject:
        found: QObject = self.opened.window.property("composer")
        return found

    def input(self) -> QQuickItem:
        """Return the text input that has the focus."""
        found = self.opened.window.activeFocusItem()
        assert found is not None
        return found

    def edits(self) -> list[tuple[str, str]]:
        return [(e.field, e.text.reveal()) for e in self.events if isinstance(e, ev.FieldEdited)]

    def drag(self, item: QQuickItem, points: list[QPoint]) -> None:
        """Put the finger down at the first point of the item, move through all, and lift it at the last."""
        window = self.opened.window
        places = [item.mapToScene(QPointF(point)).toPoint() for point in points]
        QTest.mousePress(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, places[0])
        for place in places[1:]:
            QTest.mouseMove(window, place)
            settle(2)
        QTest.mouseRelease(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, places[-1])
        settle(4)
