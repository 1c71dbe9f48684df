"""Days of a calendar: limits relative to today, days typed in figures or chosen part by part. Pure; any thread."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic_core import CoreSchema

_RELATIVE = re.compile(r"today(?:([+-])([0-9]{1,4})([dmy]))?")
YEAR, MONTH, DAY = len("1951"), len("195103"), len("19510307")  # how far a day is chosen
DECADE = len("195")


@dataclass(frozen=True, slots=True)
class Limit:
    """A first or last day: ``2026-01-01``, or ``today``, ``today-120y``, ``today+18m``, ``today+90d``."""

    source: str

    def on(self, today: date) -> date:
        """Return the day meant, seen from `today`."""
        found = _RELATIVE.fullmatch(self.source)
        if found is None:
            return date.fromisoformat(self.source)
        count = int(f"{found[1] or '+'}{found[2] or 0}")
        if found[3] == "d":
            return today + timedelta(days=count)
        months = today.year * 12 + today.month - 1 + count * (12 if found[3] == "y" else 1)
        year, month = max(1, min(9999, months // 12)), months % 12 + 1
        return date(year, month, min(today.day, monthrange(year, month)[1]))

    @classmethod
    def parse(cls, value: object) -> Limit:
        """Return the limit written in a service file. Raises ValueError."""
        source = value.isoformat() if isinstance(value, date) else value
        if not isinstance(source, str):
            raise ValueError("a day is written as 2026-01-31, or from today as today-18y, today+90d")  # noqa: TRY004
        try:
            cls(source).on(date(2026, 2, 28))
        except (ValueError, OverflowError):
            raise ValueError("a day is written as 2026-01-31, or from today as today-18y, today+90d") from None
        return cls(source)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> CoreSchema:
        """Let pydantic read service files into this class; imported only then, because it is slow to load."""
        from pydantic_core import core_schema  # noqa: PLC0415

        return core_schema.no_info_plain_validator_function(
            cls.parse,
            json_schema_input_schema=core_schema.str_schema(
                pattern=r"^(today([+-][0-9]{1,4}[dmy])?|[0-9]{4}-[0-9]{2}-[0-9]{2})$"
            ),
        )


def day_of(typed: str) -> date | None:
    """Return the day of eight figures, ``19510307``; None when there is none."""
    if not re.fullmatch(r"[0-9]{8}", typed):
        return None
    try:
        return date(int(typed[:4]), int(typed[4:6]), int(typed[6:]))
    except ValueError:
        return None


def typed_of(day: str) -> str:
    """Return the figures of ``1951-03-07`` as they would be typed; empty for what is no day."""
    figures = day.replace("-", "")
    return figures if day_of(figures) else ""


def parts(so_far: str, first: date, last: date) -> tuple[str, ...]:
    """Return what can be chosen next between two days, each with what is chosen so far: decades, years, months, days.

    A short span begins with its years. What has only one way on is still shown: nobody is surprised by a leap.
    """
    if not so_far and last.year - first.year > 24:  # 12 tiles and more: by decades, 1950-1959
        return tuple(str(decade) for decade in range(first.year // 10, last.year // 10 + 1))
    if len(so_far) < YEAR:
        years = range(max(first.year, int(so_far.ljust(4, "0"))), min(last.year, int(so_far.ljust(4, "9"))) + 1)
        return tuple(f"{year:04d}" for year in (years if so_far else range(first.year, last.year + 1)))
    if len(so_far) < MONTH:
        low = first.month if so_far == f"{first.year:04d}" else 1
        high = last.month if so_far == f"{last.year:04d}" else 12
        return tuple(f"{so_far}{month:02d}" for month in range(low, high + 1))
    year, month = int(so_far[:4]), int(so_far[4:6])
    if month < 1 or month > 12:
        return ()
    days = range(1, monthrange(year, month)[1] + 1)
    return tuple(f"{so_far[:6]}{day:02d}" for day in days if first <= date(year, month, day) <= last)


def shorter(so_far: str, first: date, last: date) -> str:
    """Return what was chosen before the last part was. A day stands on the page of its month: back is to the months."""
    decades = last.year - first.year > 24
    steps = (MONTH, YEAR, DECADE, 0) if decades else (MONTH, YEAR, 0)
    return next((so_far[:below] for above, below in pairwise(steps) if len(so_far) >= above), "")
