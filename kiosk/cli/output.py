"""How `kioskctl` speaks: tables and sentences for people, JSON for programs, from the same facts.

Facts are mappings with names like ``platform_number``; people read "platform number". Times are local to the minute for
people, ISO 8601 to the second for programs.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from kiosk.core.errors import KioskError
from kiosk.core.faults import FAULTS

Row = Mapping[str, Any]
_GAP = "  "


def as_json(facts: Row | Sequence[Row]) -> None:
    """Print facts for programs."""
    print(json.dumps(facts, ensure_ascii=False, indent=2, default=_plain))


def as_table(rows: Sequence[Row], columns: Sequence[str]) -> None:
    """Print these columns of the rows, aligned."""
    table = [[_head(name) for name in columns], *([cell(row[name]) for name in columns] for row in rows)]
    widths = [max(_width(line[column]) for line in table) for column in range(len(columns))]
    for line in table:
        print(_GAP.join(_filled(text, width) for text, width in zip(line, widths, strict=True)).rstrip())


def as_list(facts: Row) -> None:
    """Print one fact a line."""
    width = max(_width(_head(name)) for name in facts)
    for name, value in facts.items():
        print(f"{_filled(_head(name), width)}{_GAP}{cell(value)}")


def explain(codes: Iterable[str]) -> None:
    """Print what fault codes mean and what to do, each once."""
    known = [FAULTS[code] for code in dict.fromkeys(codes) if code in FAULTS]
    for fault in known:
        print(f"\n{fault.code}{_GAP}{fault.meaning}\n{' ' * len(fault.code)}{_GAP}{fault.remedy}")


def complain(error: KioskError, *, json_too: bool) -> None:
    """Print on standard error what is wrong and what to do; for programs on standard output as well."""
    fault = FAULTS[error.code]
    if json_too:
        as_json({"error": error.code, "detail": error.detail, "meaning": fault.meaning, "remedy": fault.remedy})
    margin = " " * len(error.code) + _GAP
    lines = [fault.meaning, *error.detail.splitlines(), fault.remedy]
    print(f"{error.code}{_GAP}" + f"\n{margin}".join(line for line in lines if line), file=sys.stderr)


def cell(value: object) -> str:
    """Return a value as people read it."""
    match value:
        case None | "":
            return "-"
        case bool():
            return "yes" if value else "no"
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case _:
            return str(value)


def _head(name: str) -> str:
    return name.replace("_", " ")


def _filled(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    """Columns on a terminal: Han characters take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    raise TypeError(f"{type(value).__name__} is not a fact")
