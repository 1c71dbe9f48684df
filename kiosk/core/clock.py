"""Time as a port, so that a test or a replay can hold it still. Runs on any thread."""

from __future__ import annotations

import time
from datetime import datetime, timedelta, timezone
from typing import Protocol

CHINA = timezone(timedelta(hours=8), "CST")  # no daylight saving since 1991


class Clock(Protocol):
    """What time it is, and how long something has taken."""

    def now(self) -> datetime:
        """Return the wall-clock time, aware, in China Standard Time."""
        ...

    def monotonic(self) -> float:
        """Return seconds that never go back; only differences mean anything."""
        ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """Return the wall-clock time, aware, in China Standard Time."""
        return datetime.now(CHINA)

    def monotonic(self) -> float:
        """Return `time.monotonic()`."""
        return time.monotonic()
