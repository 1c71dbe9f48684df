"""``make demo``: with a display, the terminal in a window beside a control panel; without one, a scripted resident."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from demo.panel import show_panel
from demo.paper import pictures_of
from demo.place import InUseError, place_in
from demo.report import report
from demo.resident import Resident
from demo.story import Story
from demo.world import DemoWorld

OUT = Path("demo-out")
WINDOW = (540, 960)
DESCRIPTION = """\
Starts the outside world and the terminal. Press Ctrl-C to end it early.

With a display: the terminal in a window, and a panel beside it for the cards,
the network and the printer.

Without one (neither DISPLAY nor WAYLAND_DISPLAY is set): a scripted resident
uses the terminal and leaves pictures, printed papers and report.md. Ends with 1
when anything did not happen.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Play the demonstration. Exit code 1 when anything did not happen, 2 when the folder is in use."""
    parser = argparse.ArgumentParser(
        prog="python -m demo", description=DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=OUT,
        metavar="FOLDER",
        help="where to leave it all (%(default)s); a former one is kept",
    )
    out: Path = parser.parse_args(arguments).out.resolve()
    for asked in (signal.SIGTERM, signal.SIGINT):  # an orderly end, so that nothing is left running
        signal.signal(asked, lambda number, _frame: sys.exit(128 + number))
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # what happens is told as it happens
    try:
        with place_in(out) as kept:
            if kept:
                print(f"The former {out.name} is kept as {kept}.")
            work = out / "world"
            work.mkdir()
            with DemoWorld(work) as world:
                shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
                return _with_display(world) if shown else _alone(world, out)
    except InUseError as exc:
        print(exc, file=sys.stderr)
        return 2


def _with_display(world: DemoWorld) -> int:
    print("The terminal opens in a window, with a panel beside it for cards, network and printer. Close either to end.")
    print("All people, numbers and papers are fictional.")
    config = world.write_config(width=WINDOW[0], height=WINDOW[1])
    terminal = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "--config", str(config)], env={**os.environ, **world.environment}
    )
    try:
        code = show_panel(world, beside=WINDOW[0], ended=lambda: terminal.poll() is not None)
        return code or terminal.poll() or 0  # a terminal that ended by itself says how
    finally:
        terminal.terminate()
        terminal.wait(20)


def _alone(world: DemoWorld, out: Path) -> int:
    began = time.monotonic()
    print("No display: a scripted resident uses the terminal; this takes some minutes.")
    print("All people, numbers and papers are fictional.")
    config = world.write_config()
    resident = Resident(config=config, folder=out, environment=world.environment)
    story = Story(world=world, resident=resident, config=config, tell=print)
    try:
        well = story.play()
    finally:
        resident.stop()
    papers = out / "papers"
    papers.mkdir()
    for number, paper in enumerate(world.printed(), start=1):
        pictures_of(Path(shutil.copy(paper, papers / f"{number:02d}.pdf")))
    words = report(story.statements, folder=out, seconds=time.monotonic() - began)
    (out / "report.md").write_text(words, encoding="utf-8")
    held = sum(1 for _, _, each in story.statements if each)
    print(f"\n{held} of {len(story.statements)} statements hold. Pictures, papers and report.md: {out}/")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
