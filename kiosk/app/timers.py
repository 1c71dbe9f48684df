"""The session's timers, on the GUI thread: a name, a time, and an event when it is over."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

if TYPE_CHECKING:
    from flows.model.event import TimerExpired


class SessionTimers(QObject):
    """Single-shot timers by name. Ending the session stops them all."""

    def __init__(self, post: Callable[[TimerExpired], None]) -> None:
        super().__init__()
        self._post = post
        self._running: dict[str, tuple[QTimer, str]] = {}
        self._acts: dict[str, Callable[[], None]] = {}
        self._plain = 0

    def start(self, session_id: str, name: str, seconds: float) -> None:
        """Start, or start again, the timer called `name`."""
        self.stop(name)
        timer = QTimer(self)
        timer.setObjectName(name)
        timer.setSingleShot(True)
        timer.timeout.connect(self._expired)
        self._running[name] = (timer, session_id)
        timer.start(round(seconds * 1000))

    def stop(self, name: str) -> None:
        """Stop the timer; not an error when it does not run."""
        found = self._running.pop(name, None)
        if found:
            found[0].stop()
            found[0].deleteLater()

    def call_after(self, seconds: float, act: Callable[[], None]) -> None:
        """Call `act` once, unless the session ends before."""
        self._plain += 1
        self._acts[name := f"after {self._plain}"] = act
        self.start("", name, seconds)

    def stop_all(self) -> None:
        """Stop every timer."""
        for name in list(self._running):
            self.stop(name)
        self._acts.clear()

    @Slot()
    def _expired(self) -> None:
        timer = self.sender()
        name = timer.objectName()
        found = self._running.pop(name, None)
        if found is None or found[0] is not timer:
            return
        timer.deleteLater()
        act = self._acts.pop(name, None)
        if act:
            act()
            return
        from flows.model.event import TimerExpired  # noqa: PLC0415 - long loaded when a timer expires

        self._post(TimerExpired(found[1], name))
