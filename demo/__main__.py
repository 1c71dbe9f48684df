"""``make demo``: with a display, the terminal in a window beside a control panel; without one, a scripted resident."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from demo.panel import show_panel
from demo.paper import pictures_of
from demo.resident import Resident
from demo.story import Story
from demo.world import DemoWorld

OUT = Path("demo-out")
WINDOW = (540, 960)


def main() -> int:
    """Play the demonstration. Exit code 1 when anything did not happen."""
    for asked in (signal.SIGTERM, signal.SIGINT):  # an orderly end, so that nothing is left running
        signal.signal(asked, lambda number, _frame: sys.exit(128 + number))
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir()
    work = (OUT / "world").resolve()
    work.mkdir()
    with DemoWorld(work) as world:
        return _with_display(world) if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") else _alone(world)


def _with_display(world: DemoWorld) -> int:
    config = world.write_config(width=WINDOW[0], height=WINDOW[1])
    terminal = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "--config", str(config)], env={**os.environ, **world.environment}
    )
    try:
        show_panel(world, beside=WINDOW[0], ended=lambda: terminal.poll() is not None)
        return terminal.poll() or 0  # a terminal that ended by itself says how
    finally:
        terminal.terminate()
        terminal.wait(20)


def _alone(world: DemoWorld) -> int:
    began = time.monotonic()
    print("No display: a scripted resident uses the terminal. All people, numbers and papers are fictional.")
    config = world.write_config()
    resident = Resident(config=config, folder=OUT.resolve(), environment=world.environment)
    story = Story(world=world, resident=resident, config=config, tell=print)
    try:
        well = story.play()
    finally:
        resident.stop()
    papers = OUT / "papers"
    papers.mkdir()
    for number, paper in enumerate(world.printed(), start=1):
        pictures_of(Path(shutil.copy(paper, papers / f"{number:02d}.pdf")))
    _write_report(story, time.monotonic() - began)
    held = sum(1 for _, _, each in story.statements if each)
    print(f"\n{held} of {len(story.statements)} statements hold. Pictures, papers and report: {OUT}/")
    return 0 if well else 1


def _write_report(story: Story, seconds: float) -> None:
    lines = [
        "# What the demonstration showed",
        "",
        f"Took {seconds:.0f} s. All people, numbers and papers are fictional.",
        "",
    ]
    chapter = ""
    for each, what, held in story.statements:
        if each != chapter:
            lines += ["", f"## {each}", ""]
            chapter = each
        lines.append(f"- [{'x' if held else ' '}] {what}")
    pictures = sorted(picture.name for picture in OUT.glob("*.png"))
    lines += ["", "## Pictures of the screen, in order", "", *(f"- [{name}]({name})" for name in pictures)]
    papers = sorted(paper.name for paper in (OUT / "papers").glob("*.pdf"))
    lines += ["", "## What was printed", "", *(f"- [papers/{name}](papers/{name})" for name in papers)]
    (OUT / "report.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
