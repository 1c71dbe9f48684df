"""Renders every sample screen to PNG, offscreen: ``python -m tests.support.gallery --out DIR [--only home] ...``.

For looking at. Every QML warning is printed and makes it exit non-zero.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop, QSize
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQuick import QQuickWindow

from flows.model import event as ev
from flows.model.screen import Screen
from kiosk.core.clock import CHINA
from tests.support.household_page import household_frame
from tests.support.screens import EN, SCREENS, ZH, sample
from tests.support.screens_entry import CORNERS, ENTRY_SCREENS, entry_sample
from ui.bridge import Bridge
from ui.preview import Preview
from ui.window import Opened, open_window

SETTLE_MS = 60


def settle(ms: int = SETTLE_MS) -> None:
    deadline = QDeadlineTimer(ms)
    while not deadline.hasExpired():
        QGuiApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)
    # without a running loop Qt keeps what was deleted later, and every change of look changes it too
    QGuiApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def still(opened: Opened) -> None:
    """Switch motion off, so that a picture is what it will be."""
    opened.engine.singletonInstance("theme", "Theme").setProperty("swift", False)  # noqa: FBT003 - a Qt property


def shoot(bridge: Bridge, window: QQuickWindow, screen: Screen) -> QImage:
    bridge.show(screen)
    settle()
    return window.grabWindow()


def looks(arguments: argparse.Namespace) -> Iterator[tuple[str, str, bool, bool]]:
    for theme in arguments.theme or ["light", "care", "contrast"]:
        for language in arguments.language or [ZH, EN]:
            yield theme, language, "care" in theme, "contrast" in theme


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--landscape", action="store_true")
    parser.add_argument("--theme", action="append", choices=["light", "care", "contrast", "care+contrast"])
    parser.add_argument("--language", action="append", choices=[ZH, EN])
    parser.add_argument("--only", action="append", help="names of samples; all without")
    parser.add_argument("--scale", type=float, default=1.0)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)

    app = QGuiApplication.instance() or QGuiApplication(sys.argv)
    assert app is not None
    warnings: list[str] = []
    bridge = Bridge(
        on_event=lambda _: None,
        make_session=lambda: ev.SessionStarted(session_id="gallery", at=datetime(2026, 11, 24, 9, 7, tzinfo=CHINA)),
    )
    bridge.show(sample("attract"))
    size = QSize(1920, 1080) if arguments.landscape else QSize(1080, 1920)
    preview = Preview()
    opened = open_window(bridge, size=size * arguments.scale, fullscreen=False, preview=preview)
    frame = household_frame(CORNERS)
    opened.equip()
    opened.engine.warnings.connect(lambda found: warnings.extend(str(one.toString()) for one in found))
    still(opened)
    settle(300)
    for theme, language, care, contrast in looks(arguments):
        for name in arguments.only or [*SCREENS, *ENTRY_SCREENS]:
            make = sample if name in SCREENS else entry_sample
            if name == "camera-live":
                preview.put(frame, 960, 720)
            preview.keep("0" * 64, frame, 960, 720)
            image = shoot(bridge, opened.window, make(name, language, care=care, contrast=contrast))
            way = "wide" if arguments.landscape else "tall"
            image.save(str(arguments.out / f"{name}.{way}.{theme}.{language}.png"))
    for warning in dict.fromkeys(warnings):
        print(warning, file=sys.stderr)  # noqa: T201 - a tool for looking
    return 1 if warnings else 0


if __name__ == "__main__":
    sys.exit(main())
