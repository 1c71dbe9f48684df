"""Dates and times as the screen says them."""

from __future__ import annotations

from datetime import date, datetime

from flows.model.values import Language
from flows.words import bars


def time_of(at: datetime) -> str:
    """Return ``09:07``."""
    return f"{at:%H:%M}"


def day_of(day: date, language: Language) -> str:
    """Return ``11 月 24 日``, ``24 Nov``."""
    return bars.DAY.of(language, month=bars.MONTHS[day.month - 1].of(language), day=day.day)


def date_of(day: date, language: Language) -> str:
    """Return ``2026 年 11 月 24 日``, ``24 Nov 2026``."""
    return bars.YEAR.of(language, year=day.year, day=day_of(day, language))


def weekday_of(day: date, language: Language) -> str:
    """Return ``星期二``, ``Tue``."""
    return bars.WEEKDAYS[day.weekday()].of(language)


def weekday_and_day(day: date, language: Language) -> str:
    """Return ``11 月 24 日 星期二``, ``Tue 24 Nov``."""
    return bars.DATE.of(
        language,
        month=bars.MONTHS[day.month - 1].of(language),
        day=day.day,
        weekday=bars.WEEKDAYS[day.weekday()].of(language),
    )


def moment_of(at: datetime, language: Language) -> str:
    """Return ``11 月 24 日 09:12``."""
    return f"{day_of(at.date(), language)} {time_of(at)}"
