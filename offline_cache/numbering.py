"""Local numbers, such as ``XT07-1124-0031``: prefix, month and day, number of the day. Runs inside the writer's work.

An item's id holds day and number, ``YYYYMMDD * 10,000,000 + number``, so the primary key keeps numbers apart. A number
is never given twice on a day, not even when its item was erased meanwhile.
"""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta

from kiosk.core.clock import CHINA

DAY_SPAN = 10_000_000
_DAY_MICROS = 86_400_000_000
_CHINA_MICROS = CHINA.utcoffset(None) // timedelta(microseconds=1)
_EPOCH = date(1970, 1, 1)
_NUMBER = re.compile(r"(?P<prefix>.+)-(?P<month_day>\d{4})-(?P<number>\d{4,7})")


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalNumber:
    """What a local number says; the year is not on it."""

    prefix: str
    month_day: int
    number: int


def local_number(prefix: str, item_id: int) -> str:
    """Return the text on the resident's receipt."""
    day, number = divmod(item_id, DAY_SPAN)
    return "%s-%04d-%04d" % (prefix, day % 10_000, number)  # noqa: UP031 - half the time of an f-string, at each put


def parse_local_number(text: str) -> LocalNumber | None:
    """Return the parts of a local number, or None when it is none."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    return LocalNumber(prefix=match["prefix"], month_day=int(match["month_day"]), number=int(match["number"]))


class DayNumbers:
    """Hands out item ids. Remembers the last one; what the database says counts again after `forget`."""

    def __init__(self, floor: int) -> None:
        self._floor = floor
        self._day = -1
        self._last = 0

    def forget(self) -> None:
        """Ask the database next time: another process has given numbers."""
        self._day = -1

    def next_id(self, cursor: sqlite3.Cursor, micros: int) -> int:
        """Return the next free id of the day that holds `micros`, China Standard Time."""
        day = (micros + _CHINA_MICROS) // _DAY_MICROS
        if day != self._day:
            self._last = self._last_of(cursor, _date_of(day))
            self._day = day
        self._last += 1
        return self._last

    def _last_of(self, cursor: sqlite3.Cursor, date_number: int) -> int:
        first = date_number * DAY_SPAN
        (kept,) = cursor.execute(
            "SELECT max(id) FROM item WHERE id BETWEEN ? AND ?", (first, first + DAY_SPAN - 1)
        ).fetchone()
        erased = cursor.execute("SELECT last_number FROM erased_day WHERE day = ?", (date_number,)).fetchone()
        return max(kept or 0, first + (erased[0] if erased else 0), first + self._floor)


def _date_of(day: int) -> int:
    """Return YYYYMMDD of a day counted from 1970-01-01."""
    at = _EPOCH + timedelta(days=day)
    return at.year * 10_000 + at.month * 100 + at.day


def note_erased(cursor: sqlite3.Cursor, item_ids: list[int]) -> None:
    """Remember the highest number of each day among items that are being erased."""
    cursor.executemany(
        "INSERT INTO erased_day (day, last_number) VALUES (?, ?)"
        " ON CONFLICT (day) DO UPDATE SET last_number = max(last_number, excluded.last_number)",
        [divmod(item_id, DAY_SPAN) for item_id in item_ids],
    )
