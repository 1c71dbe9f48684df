"""The least that a Qt Quick program can be: a window with one text. The peer of the terminal's start.

Says ``READY=1`` on ``NOTIFY_SOCKET`` at its first frame, as the terminal does when its first screen can be used.
"""

from __future__ import annotations

import os
import socket
import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine

_QML = b"""
import QtQuick
Window {
    width: 1080; height: 1920; visible: true; color: "#F5F3EC"
    Text {
        anchors.centerIn: parent
        font { pixelSize: 64; family: "Noto Sans CJK SC" }
        text: "\xe6\x82\xa8\xe5\xa5\xbd"
    }
}
"""


def main() -> int:
    """Show the window until the process is ended."""
    application = QGuiApplication([])
    engine = QQmlApplicationEngine()
    engine.loadData(_QML)
    window = engine.rootObjects()[0]
    told: list[bool] = []

    def first_frame() -> None:
        if not told:
            told.append(True)
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
                line.sendto(b"READY=1", os.environ["NOTIFY_SOCKET"])

    window.frameSwapped.connect(first_frame)  # type: ignore[attr-defined]
    QTimer.singleShot(60_000, application.quit)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
