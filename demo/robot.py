"""Hands and eyes on a running terminal, from outside the product.

``python -m demo.robot SOCKET CONFIG`` runs the terminal's own `main()` and, beside it, answers JSON lines on a Unix
socket: what stands on the screen, touch this, type that, take a picture. Things are found by their accessible name,
as a screen reader finds them; touches are real pointer events to the window. Nothing of the product knows this file.

The socket is served on a thread of its own; whatever meets Qt runs on the GUI thread.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import threading
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QObject, QPoint, QPointF, Qt, QThread, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

_NAMELESS = {QAccessible.Role.NoRole, QAccessible.Role.Client}


class Hands(QObject):
    """Does on the GUI thread what the socket's thread asks."""

    asked = Signal(dict)

    def __init__(self) -> None:
        super().__init__()
        self._answer: dict[str, Any] = {}
        self._done = threading.Event()
        self.asked.connect(self._act)

    def do(self, request: dict[str, Any], timeout_s: float = 20.0) -> dict[str, Any]:
        """Ask and wait for the answer. Called on the socket's thread."""
        self._done.clear()
        self.asked.emit(request)
        if not self._done.wait(timeout_s):
            return {"error": "the terminal's window does not answer"}
        return self._answer

    @Slot(dict)
    def _act(self, request: dict[str, Any]) -> None:
        try:
            self._answer = _ACTS[request["do"]](request)
        except (LookupError, ValueError, RuntimeError) as exc:
            self._answer = {"error": f"{type(exc).__name__}: {exc}"}
        finally:
            self._done.set()


def _window() -> QQuickWindow:
    for window in QGuiApplication.topLevelWindows():
        if isinstance(window, QQuickWindow) and window.isVisible():
            return window
    raise LookupError("no window is shown")


def _items(item: QQuickItem) -> list[QQuickItem]:
    found = []
    for child in item.childItems():
        if child.isVisible() and child.opacity() > 0:
            found.append(child)
            found.extend(_items(child))
    return found


def _name(item: QQuickItem) -> str:
    face = QAccessible.queryAccessibleInterface(item)
    if face is None or face.role() in _NAMELESS:  # type: ignore[redundant-expr]  # the stub forgets None
        return ""
    return face.text(QAccessible.Text.Name)


def _texts(_request: dict[str, Any]) -> dict[str, Any]:
    shown = []
    for item in _items(_window().contentItem()):
        text = item.property("text")
        if isinstance(text, str) and text and item.width() > 0:
            shown.append(text)
    return {"texts": shown, "names": [name for item in _items(_window().contentItem()) if (name := _name(item))]}


def _find(name: str) -> QQuickItem:
    return _all(name)[0]


def _all(name: str) -> list[QQuickItem]:
    """Return what is called `name`, else what begins with it; what lies on top comes first."""
    window = _window()
    named = [(item, _name(item)) for item in _items(window.contentItem())]
    whole = [item for item, said in named if said == name]
    begun = [item for item, said in named if said.startswith(name)]
    found = [item for item in reversed(whole or begun) if item.isEnabled() and item.width() > 0]
    if not found:
        raise LookupError(f"nothing here is called {name!r}")
    return found


def _centre(item: QQuickItem) -> QPoint:
    return item.mapToScene(item.boundingRect().center()).toPoint()


def _press(request: dict[str, Any]) -> dict[str, Any]:
    window = _window()
    for item in _items(window.contentItem()):
        item.ensurePolished()  # what has just been made lies all on one heap until then; nobody sees or hits it there
    point = _centre(_find(request["name"]))
    frames = QEventLoop()
    window.frameSwapped.connect(frames.quit)
    began = time.perf_counter()
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
    QTimer.singleShot(1000, frames.quit)
    frames.exec()
    return {"frame_ms": (time.perf_counter() - began) * 1000}


def _type(request: dict[str, Any]) -> dict[str, Any]:
    for letter in request["text"]:
        QTest.keyClick(_window(), letter)
    return {}


def _draw(request: dict[str, Any]) -> dict[str, Any]:
    item = max(_all(request["name"]), key=lambda each: each.width() * each.height())  # the box, not its label
    for stroke in request["strokes"]:
        points = [item.mapToScene(QPointF(x * item.width(), y * item.height())).toPoint() for x, y in stroke]
        QTest.mousePress(_window(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, points[0])
        for point in points[1:]:
            QTest.mouseMove(_window(), point, 20)  # ms between two points
        QTest.mouseRelease(_window(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, points[-1])
    return {}


def _picture(request: dict[str, Any]) -> dict[str, Any]:
    image = _window().grabWindow()
    if not image.save(request["file"]):
        raise RuntimeError(f"the picture could not be written to {request['file']}")
    return {"width": image.width(), "height": image.height()}


_ACTS = {"texts": _texts, "press": _press, "type": _type, "draw": _draw, "picture": _picture}


def _serve(address: Path) -> None:
    while (application := QGuiApplication.instance()) is None:  # main() makes it a moment later
        time.sleep(0.02)
    hands = Hands()
    hands.moveToThread(application.thread())
    address.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
        listening.bind(str(address))
        listening.listen(1)
        while True:
            line, _ = listening.accept()
            with line, line.makefile("rw", encoding="utf-8") as stream:
                for request in stream:
                    stream.write(json.dumps(hands.do(json.loads(request)), ensure_ascii=False) + "\n")
                    stream.flush()


def main() -> int:
    """Run the terminal with hands attached."""
    address, *arguments = sys.argv[1:]
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    threading.Thread(target=_serve, args=(Path(address),), name="robot", daemon=True).start()
    QThread.currentThread().setObjectName("gui")
    from kiosk.app.lifecycle import run  # noqa: PLC0415 - the robot's thread must stand before Qt does

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
