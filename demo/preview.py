"""``python -m demo.preview FILE``: one service alone on a screen, at its first page, the outside world around it.

With a display: the terminal in a window beside the control panel of the demonstration. With ``--picture``: no window;
a picture of the first page is kept. The service of the bundled catalogue to which every failure leads is there too.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import yaml

from demo.resident import NotOnScreenError, Resident
from demo.world import DemoWorld

SIZES = {"portrait": (540, 960), "landscape": (960, 540)}
PICTURES = {"portrait": (1080, 1920), "landscape": (1920, 1080)}
START = "摸一下屏幕"  # nobody has chosen a language yet
OTHER_LANGUAGES = "繁 · EN"  # the tool bar's button
LANGUAGES = {"zh-Hans": "", "zh-Hant": "繁體中文", "en": "English"}  # on its sheet; none for the first
REPORT = Path(__file__).parent.parent / "flows" / "services" / "zsj" / "could-not-be-done.yaml"


def main(arguments: Sequence[str] | None = None) -> int:
    """Show the service until the window or the panel is closed. Exit code 1 when it could not be opened."""
    parser = argparse.ArgumentParser(prog="python -m demo.preview", description="Open one service on a screen.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--language", choices=sorted(LANGUAGES), default="zh-Hans")
    parser.add_argument("--orientation", choices=sorted(SIZES), default="portrait")
    parser.add_argument("--picture", type=Path)
    options = parser.parse_args(arguments)
    for asked in (signal.SIGTERM, signal.SIGINT):  # an orderly end, so that nothing is left running
        signal.signal(asked, lambda number, _frame: sys.exit(128 + number))
    with tempfile.TemporaryDirectory(prefix="guanjia-preview-") as folder:
        return _show(options, Path(folder))


def _show(options: argparse.Namespace, folder: Path) -> int:
    services = folder / "services"
    services.mkdir()
    shutil.copy(REPORT, services)
    text = options.file.read_text(encoding="utf-8")
    on_home = re.sub(r"^common:.*\n", "", text, flags=re.MULTILINE) + "\ncommon: 1\n"  # wherever it stands otherwise
    if options.file.stem != REPORT.stem:
        (services / options.file.name).write_text(on_home, encoding="utf-8")
    title = yaml.safe_load(text)["title"]
    work = folder / "world"
    work.mkdir()
    width, height = (PICTURES if options.picture else SIZES)[options.orientation]
    with DemoWorld(work) as world:
        config = world.write_config(width=width, height=height)
        settings = config.read_text(encoding="utf-8")
        config.write_text(f'{settings}\n[content]\nservices_folder = "{services}"\n', encoding="utf-8")
        screen = {"QT_QPA_PLATFORM": "offscreen" if options.picture else ""}  # empty: the display that there is
        resident = Resident(config=config, folder=folder, environment={**world.environment, **screen})
        try:
            resident.start()
            _open(resident, title, options.language)
            if options.picture:
                shutil.move(resident.picture("first"), options.picture)
                print(options.picture)
                return 0
            from demo.panel import show_panel  # noqa: PLC0415 - needs a display

            return show_panel(world, beside=width, ended=lambda: not _runs(resident.pid))
        except NotOnScreenError as exc:
            print(exc, file=sys.stderr)
            print((folder / "terminal.log").read_text(encoding="utf-8", errors="replace")[-2000:], file=sys.stderr)
            return 1
        finally:
            resident.stop()


def _open(resident: Resident, title: dict[str, str], language: str) -> None:
    """Touch the first screen, the service and the language, as a resident would."""
    resident.wait_for(START, timeout_s=40)
    resident.press(START)
    resident.press(title["zh-Hans"])
    if LANGUAGES[language]:
        resident.press(OTHER_LANGUAGES)
        resident.press(LANGUAGES[language])


def _runs(pid: int) -> bool:
    try:
        return os.waitpid(pid, os.WNOHANG) == (0, 0)
    except ChildProcessError:
        return False


if __name__ == "__main__":
    sys.exit(main())
