"""The crash guard: a defect ends the process cleanly instead of leaving a terminal half alive.

Catches what nothing below may catch: exceptions that Qt slots, threads and finalisers would swallow, and what QML fails
at, brought here by `kiosk.app.qt_messages`. It logs where (never with values: they may be personal), blanks the screen,
and exits with `EXIT_DEFECT`; systemd restarts. The sealed draft is left, so that the same card comes back to its page.
Installed once, on the GUI thread; its hooks run on whichever thread fails.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Final

EXIT_DEFECT: Final = 70  # EX_SOFTWARE of sysexits.h

_log = logging.getLogger(__name__)


class CrashGuard:
    """Turns every unhandled failure into one orderly end."""

    def __init__(self, *, on_crash: Callable[[], None], leave: Callable[[int], None] = os._exit) -> None:
        self._on_crash = on_crash
        self._leave = leave
        self._once = threading.Lock()

    def install(self) -> None:
        """Take over the interpreter's hooks."""
        sys.excepthook = self._from_main
        threading.excepthook = self._from_thread
        sys.unraisablehook = self._from_unraisable

    def crash(self, what: str, trace: TracebackType | None = None) -> None:
        """End the terminal because of `what`, an impersonal description. Returns only when already crashing."""
        if not self._once.acquire(blocking=False):
            return
        _log.critical("defect: %s%s", what, _where(trace))
        try:
            self._on_crash()
        except Exception:  # noqa: BLE001 - the last line of defence must end the process whatever happens
            _log.critical("the crash page failed as well")
        self._leave(EXIT_DEFECT)

    def _from_main(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._leave(130)
            return
        self.crash(_name(error), trace)

    def _from_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_type is SystemExit:
            return
        name = args.thread.name if args.thread else "a thread"
        self.crash(f"{args.exc_type.__name__} in {name}", args.exc_traceback)

    def _from_unraisable(self, args: sys.UnraisableHookArgs) -> None:
        self.crash(f"{args.exc_type.__name__} that nobody could catch", args.exc_traceback)


def _name(error: BaseException) -> str:
    code = getattr(error, "code", "")
    return f"{type(error).__name__} {code}".rstrip() if isinstance(code, str) else type(error).__name__


def _where(trace: TracebackType | None) -> str:
    """Return file, line and function of each frame: no values, no source lines."""
    frames = traceback.extract_tb(trace, limit=-12)
    return "".join(f"\n  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
