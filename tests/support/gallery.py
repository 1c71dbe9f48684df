"""Renders every sample screen to PNG, offscreen: ``python -m tests.support.gallery --out DIR [--only home] ...``.

For looking at. Every QML warning is printed and makes it exit non-zero.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtCore import QBuffer, QDeadlineTimer, QEvent, QEventLoop, QSize
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQuick import QQuickWindow

from flows.model import event as ev
from flows.model.screen import Screen
from flows.model.values import Language
from kiosk.core.clock import CHINA
from kiosk.core.sensitive import Sensitive
from tests.support.flow_scenes import SCENES, scene
from tests.support.household_page import household_frame
from tests.support.screens import EN, SCREENS, ZH, ZH_HANT, sample
from tests.support.screens_answers import ANSWER_SCREENS, answer_sample
from tests.support.screens_asking import ASKING_SCREENS, asking_sample
from tests.support.screens_effects import EFFECT_SCREENS, effect_sample
from tests.support.screens_entry import CORNERS, ENTRY_SCREENS, entry_sample
from tests.support.screens_finding import FINDING_SCREENS, finding_sample
from tests.support.screens_home import HOME_SCREENS, home_sample
from ui.bridge import Bridge
from ui.preview import Preview
from ui.window import Opened, open_window

SETTLE_MS = 60
FAMILIES = (
    (SCREENS, sample),
    (ENTRY_SCREENS, entry_sample),
    (EFFECT_SCREENS, effect_sample),
    (ANSWER_SCREENS, answer_sample),
    (HOME_SCREENS, home_sample),
    (FINDING_SCREENS, finding_sample),
    (ASKING_SCREENS, asking_sample),
)


def settle(ms: int = SETTLE_MS) -> None:
    deadline = QDeadlineTimer(ms)
    while not deadline.hasExpired():
        QGuiApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)
    # without a running loop Qt keeps what was deleted later, and every change of look changes it too
    QGuiApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def still(opened: Opened) -> None:
    """Switch motion off, so that a picture is what it will be."""
    opened.engine.singletonInstance("theme", "Theme").setProperty("swift", False)  # noqa: FBT003 - a Qt property


def picture_file(bgr: bytes, width: int, height: int) -> Sensitive[bytes]:
    content = QBuffer()
    content.open(QBuffer.OpenModeFlag.WriteOnly)
    QImage(bgr, width, height, width * 3, QImage.Format.Format_BGR888).save(content, "JPEG")
    return Sensitive(content.data().data())


def shoot(bridge: Bridge, window: QQuickWindow, screen: Screen, seen: Callable[[], None]) -> QImage:
    """Return the picture of a screen; `seen` is called while it stands, for what the camera sees."""
    bridge.show(screen)
    settle()
    seen()
    settle()
    return window.grabWindow()


def walked(name: str, language: str, *, care: bool, contrast: bool) -> Screen:
    return scene(name, Language(language), care=care, contrast=contrast)


def looks(arguments: argparse.Namespace) -> Iterator[tuple[str, str, bool, bool]]:
    for theme in arguments.theme or ["light", "care", "contrast"]:
        for language in arguments.language or [ZH, ZH_HANT, EN]:
            yield theme, language, "care" in theme, "contrast" in theme


def parser() -> argparse.ArgumentParser:
    words = argparse.ArgumentParser(
        prog="python -m tests.support.gallery",
        description="Renders the terminal's pages as pictures, NAME.tall|wide.THEME.LANGUAGE.png, without a display."
        " Without options: every sample, upright and wide, in three themes and three languages.",
    )
    words.add_argument("--out", type=Path, required=True, metavar="DIR", help="where to write them; made when missing")
    one_way = words.add_mutually_exclusive_group()
    one_way.add_argument("--portrait", action="store_true", help="upright only, 1080 x 1920")
    one_way.add_argument("--landscape", action="store_true", help="wide only, 1920 x 1080")
    words.add_argument(
        "--theme",
        action="append",
        choices=["light", "care", "contrast", "care+contrast"],
        help="may be repeated; light, care and contrast when none is given",
    )
    words.add_argument(
        "--language", action="append", choices=[ZH, ZH_HANT, EN], help="may be repeated; all when none is given"
    )
    words.add_argument("--walked", action="store_true", help="the bundled services' own pages instead of the samples")
    words.add_argument("--only", action="append", metavar="NAME", help="this page only; may be repeated")
    words.add_argument("--scale", type=float, default=1.0, metavar="X", help="0.5 makes pictures half as large")
    return words


def main() -> int:
    words = parser()
    arguments = words.parse_args()
    known = list(SCENES) if arguments.walked else [name for family, _ in FAMILIES for name in family]
    unknown = [name for name in arguments.only or () if name not in known]
    if unknown:
        words.error(f"no page is called {', '.join(unknown)}; there are {', '.join(sorted(known))}")
    arguments.out.mkdir(parents=True, exist_ok=True)

    app = QGuiApplication.instance() or QGuiApplication(sys.argv)
    assert app is not None
    warnings: list[str] = []
    written = 0
    for way, size in (("tall", QSize(1080, 1920)), ("wide", QSize(1920, 1080))):
        if (arguments.landscape and way == "tall") or (arguments.portrait and way == "wide"):
            continue
        written += render(arguments, arguments.only or known, way, size * arguments.scale, warnings)
    for warning in dict.fromkeys(warnings):
        print(warning, file=sys.stderr)  # noqa: T201 - a tool for looking
    print(f"{written} pictures in {arguments.out}, {len(dict.fromkeys(warnings)) or 'no'} warnings")  # noqa: T201
    return 1 if warnings else 0


def render(arguments: argparse.Namespace, names: Iterable[str], way: str, size: QSize, warnings: list[str]) -> int:
    """Write the pages of one orientation; return how many."""
    bridge = Bridge(
        on_event=lambda _: None,
        make_session=lambda: ev.SessionStarted(session_id="gallery", at=datetime(2026, 11, 24, 9, 7, tzinfo=CHINA)),
    )
    bridge.show(sample("attract"))
    frame = household_frame(CORNERS)
    taken = picture_file(frame, 960, 720)
    preview = Preview(lambda _: taken)
    opened = open_window(bridge, size=size, fullscreen=False, preview=preview)
    opened.equip()
    opened.engine.warnings.connect(lambda found: warnings.extend(str(one.toString()) for one in found))
    still(opened)
    settle(300)
    written = 0
    for theme, language, care, contrast in looks(arguments):
        for name in names:
            make = walked if arguments.walked else next(each for family, each in FAMILIES if name in family)
            image = shoot(
                bridge,
                opened.window,
                make(name, language, care=care, contrast=contrast),
                lambda: preview.put(frame, 960, 720),
            )
            file = arguments.out / f"{name}.{way}.{theme}.{language}.png"
            if not image.save(str(file)):
                raise OSError(f"{file} could not be written")
            written += 1
    opened.window.close()
    return written


if __name__ == "__main__":
    sys.exit(main())
