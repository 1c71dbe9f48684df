"""The terminal's life as a process: its arguments, its end, and its own replacement.

Exit codes: 0 asked to stop, 70 defect, 78 settings are wrong.
"""

from __future__ import annotations

import ui.binding  # noqa: F401 - before all others: see there  # isort: skip
import argparse
import logging
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from kiosk.app.terminal import EXIT_SETTINGS, Terminal
from kiosk.core.errors import ContentError

DEFAULT_CONFIG = Path("/etc/guanjia-kiosk/kiosk.toml")


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the terminal until it is asked to stop. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m kiosk", description="The self-service terminal.")
    parser.add_argument("--config", type=Path, default=DEFAULT_CONFIG, help=f"default: {DEFAULT_CONFIG}")
    options = parser.parse_args(arguments)
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s %(message)s")
    terminal = Terminal(options.config)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: terminal.stop())
    try:
        code = terminal.run()
    except ContentError as exc:
        print(exc.detail, file=sys.stderr)  # noqa: T201 - nothing else can say it yet
        return EXIT_SETTINGS
    if terminal.to_be_replaced:
        replace_process()
    return code


def replace_process() -> None:
    """Become a fresh process: Python cannot wipe a string, so memory that held personal data is given back whole."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - itself, with its own arguments
