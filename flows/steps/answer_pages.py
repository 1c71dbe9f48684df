"""Answers as rows in pages: nothing is cut short, so a long answer takes the place of several. Pure; any thread."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from flows.availability import filled
from flows.steps.here import Here
from flows.steps.step import Row
from flows.words import steps

PER_PAGE, PER_PAGE_CARE = 8, 5  # rows; in large text fewer fit
PAGED = 6  # rows of each of several pages, which turn by buttons that need room as well
LINE, LINE_CARE = 22, 17  # Han characters on a line of a long answer
SHORT = 14  # characters that stand on one line beside a button in any look
PART, PART_CARE = 200, 150  # characters of one answer that a page holds; what is longer goes on in the next row
LATIN = 0.56  # of the width of a Han character


def pages_of(here: Here, rows: Iterable[Row]) -> tuple[tuple[Row, ...], ...]:
    """Return the rows of each page, at least one page."""
    parts = tuple(part for whole in rows for part in _parts(here, whole))
    alone = _laid(here, parts, per_page(here))
    return alone if len(alone) == 1 else _laid(here, parts, min(PAGED, per_page(here)))


def _laid(here: Here, parts: Iterable[Row], room: int) -> tuple[tuple[Row, ...], ...]:
    pages: list[tuple[Row, ...]] = [()]
    taken = 0
    for row in parts:
        needs = min(room, _height(here, row.value))
        if taken + needs > room:
            pages.append(())
            taken = 0
        pages[-1] = (*pages[-1], row)
        taken += needs
    return tuple(pages)


def per_page(here: Here) -> int:
    """Return how many rows a page has in the present look."""
    return PER_PAGE_CARE if here.state.reading.care else PER_PAGE


def _parts(here: Here, row: Row) -> tuple[Row, ...]:
    """Return the row, in several where one page would not hold it. The first alone is changed, and with it all."""
    most = PART_CARE if here.state.reading.care else PART
    starts = range(most, len(row.value), most)
    goes_on = filled(steps.GOES_ON, label=row.label)
    rest = (replace(row, label=goes_on, value=row.value[at : at + most], change=None) for at in starts)
    return (replace(row, value=row.value[:most]), *rest)


def _height(here: Here, value: str) -> int:
    """Return how many ordinary rows the value takes, on the lowest screen that there is."""
    if _width(value) <= SHORT and "\n" not in value:
        return 1
    across = LINE_CARE if here.state.reading.care else LINE
    lines = sum(math.ceil(max(1.0, _width(line)) / across) for line in value.split("\n"))
    return 1 + math.ceil(0.75 * lines)  # a line is three quarters of a row


def _width(words: str) -> float:
    return sum(1 if letter > "\u2e7f" else LATIN for letter in words)
