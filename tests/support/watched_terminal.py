"""``python -m tests.support.watched_terminal SOCKET --config FILE``: the terminal with hands, that can be made to fail.

Beside what `demo.robot` does it takes ``break_slot``, ``break_lane``, ``break_thread`` and ``break_qml``: a defect at
that place, with personal words in its message. What the screen shows once the crash guard has blanked it is written to
``blank.json`` beside the socket.
"""

from __future__ import annotations

import json
import sys
import threading
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtQml import QQmlComponent

from demo import robot
from kiosk.app import lifecycle
from kiosk.app.terminal import Terminal
from kiosk.core.devices import DeviceKind

PERSONAL = "张伟 441900195103071237"
_QML = f"import QtQuick\nItem {{ Component.onCompleted: {{ throw new Error('{PERSONAL}'); }} }}"
_made: list[Any] = []


class Watched(Terminal):
    """The terminal, within reach."""

    def __init__(self, config: Path) -> None:
        super().__init__(config)
        _made.append(self)

    def _blank(self) -> None:
        super()._blank()
        if threading.current_thread() is threading.main_thread():
            shown = robot._ACTS["texts"]({})
            Path(sys.argv[1]).with_name("blank.json").write_text(json.dumps(shown, ensure_ascii=False), "utf-8")


def fail() -> None:
    """A defect."""
    raise ArithmeticError(PERSONAL)


def break_slot(_request: dict[str, Any]) -> dict[str, Any]:
    QTimer.singleShot(0, fail)
    return {}


def break_lane(_request: dict[str, Any]) -> dict[str, Any]:
    devices = _made[0]._furnishing.devices
    devices[DeviceKind.PRINTER].lane.submit(fail, deadline_s=5.0, on_done=lambda _result: None)
    return {}


def break_thread(_request: dict[str, Any]) -> dict[str, Any]:
    threading.Thread(target=fail, name="broken").start()
    return {}


def break_qml(_request: dict[str, Any]) -> dict[str, Any]:
    component = QQmlComponent(_made[0]._opened.engine)
    component.setData(_QML.encode(), QUrl("file:///test/Broken.qml"))
    _made.append(component.create())
    return {}


if __name__ == "__main__":
    lifecycle.Terminal = Watched  # type: ignore[misc]
    for act in (break_slot, break_lane, break_thread, break_qml):
        robot._ACTS[act.__name__] = act
    sys.exit(robot.main())
