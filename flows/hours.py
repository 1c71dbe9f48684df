"""When a service can be begun: ranges of the week, and when it opens next. Pure; any thread.

Times are those of the terminal's clock, in China's zone. Holidays are not known here: whoever closes for one takes the
service out of the catalogue, or lets the platform say that its quota is used up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """One range of hours on some days of the week: 1 is Monday, 7 Sunday (ISO 8601). Closing time is not included."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    days: tuple[int, ...]
    opens: str  # HH:MM
    closes: str

    def __post_init__(self) -> None:
        """Raise ValueError for what is no range of hours."""
        if not self.days or not all(1 <= day <= WEEK for day in self.days):
            raise ValueError("days are numbers from 1 (Monday) to 7 (Sunday)")
        if not _TIME.fullmatch(self.opens) or not _TIME.fullmatch(self.closes):
            raise ValueError("opens and closes are times like '08:30', in quotes")
        if self.opens >= self.closes:
            raise ValueError("opens must be earlier than closes")

    def holds(self, at: datetime) -> bool:
        """Whether this range is open at that time."""
        return at.isoweekday() in self.days and self.opens <= f"{at:%H:%M}" < self.closes


def is_open(hours: tuple[Opening, ...], at: datetime) -> bool:
    """Whether a service with these hours can be begun; without hours, at any time."""
    return not hours or any(each.holds(at) for each in hours)


def opens_next(hours: tuple[Opening, ...], at: datetime) -> datetime | None:
    """Return when it opens after that time; None without hours."""
    found: list[datetime] = []
    for ahead in range(WEEK + 1):
        day = at + timedelta(days=ahead)
        for each in hours:
            hour, minute = map(int, each.opens.split(":"))
            opens = day.replace(hour=hour, minute=minute, second=0, microsecond=0)
            if day.isoweekday() in each.days and opens > at:
                found.append(opens)
    return min(found, default=None)
