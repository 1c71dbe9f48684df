"""How `kioskctl` speaks: tables and sentences for people, JSON for programs, from the same facts.

Facts are mappings with names like ``platform_number``; people read "platform number". Times are local to the minute for
people, ISO 8601 to the second for programs. People get at most 80 columns, unless a single word is longer; programs
get null for whatever is empty, and every error in one shape.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self

from kiosk.core.errors import KioskError
from kiosk.core.faults import FAULTS

Row = Mapping[str, Any]
WIDTH = 80  # columns that a terminal has before anybody makes it larger
_GAP = "  "
_WORD = re.compile(r"(?:`[^`]*`|\S)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """What kept a command from its work. `code` is a fault code, or a word of `kioskctl` itself."""

    code: str
    message: str
    detail: str = ""
    remedy: str = ""

    @classmethod
    def of(cls, error: KioskError) -> Self:
        """Say it as docs/faults.md does."""
        fault = FAULTS[error.code]
        return cls(code=error.code, message=fault.meaning, detail=error.detail, remedy=fault.remedy)


def as_json(facts: Row | Sequence[Row]) -> None:
    """Print facts for programs."""
    print(json.dumps(_plain(facts), ensure_ascii=False, indent=2))


def as_table(rows: Sequence[Row], columns: Sequence[str], below: Callable[[Row], str] = lambda _row: "") -> None:
    """Print these columns of the rows, aligned, and below each row, indented, what does not belong in a column.

    Rows too wide for the screen become lists, one after another.
    """
    table = [[_head(name) for name in columns], *([cell(row[name]) for name in columns] for row in rows)]
    widths = [max(_width(line[column]) for line in table) for column in range(len(columns))]
    narrow = sum(widths) + len(_GAP) * (len(columns) - 1) <= WIDTH
    if narrow:
        print(_line(table[0], widths))
    for number, (row, line) in enumerate(zip(rows, table[1:], strict=True)):
        if narrow:
            print(_line(line, widths))
        else:
            print(end="\n" if number else "")
            as_list({name: row[name] for name in columns})
        for more in below(row).splitlines():
            print(f"{_GAP}{folded(more, _GAP)}")


def as_list(facts: Row) -> None:
    """Print one fact a line."""
    width = max(_width(_head(name)) for name in facts)
    for name, value in facts.items():
        print(f"{_filled(_head(name), width)}{_GAP}{folded(cell(value), ' ' * width + _GAP)}")


def fault_facts(code: str) -> Row:
    """Return a fault code with what it means and what to do, all empty when there is none."""
    known = FAULTS.get(code)
    return {"fault": code, "meaning": known.meaning if known else "", "remedy": known.remedy if known else ""}


def explain(codes: Iterable[str]) -> None:
    """Print what fault codes mean and what to do, each once."""
    known = [FAULTS[code] for code in dict.fromkeys(codes) if code in FAULTS]
    for fault in known:
        print("\n" + _beside(fault.code, [fault.meaning, fault.remedy]))


def complain(complaint: Complaint, *, json_too: bool) -> None:
    """Print on standard error what is wrong and what to do; for programs on standard output as well."""
    if json_too:
        as_json({"error": asdict(complaint)})
    lines = [complaint.message, *complaint.detail.splitlines(), complaint.remedy]
    print(_beside(complaint.code, [line for line in lines if line]), file=sys.stderr)


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


def folded(text: str, margin: str = "") -> str:
    """Return text in lines that end before the screen does, behind `margin` from the second on.

    No word is cut, and no command in backticks: both are copied.
    """
    room = WIDTH - _width(margin)
    lines = [""]
    for word in _WORD.findall(text):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and _width(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return f"\n{margin}".join(lines)


def _beside(head: str, lines: Iterable[str]) -> str:
    margin = " " * _width(head) + _GAP
    return f"{head}{_GAP}" + f"\n{margin}".join(folded(line, margin) for line in lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return _GAP.join(_filled(text, width) for text, width in zip(cells, widths, strict=True)).rstrip()


def _head(name: str) -> str:
    return name.replace("_", " ")


def _filled(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    """Columns on a terminal: Han characters take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _plain(value: object) -> object:
    """Return facts as JSON has them; what is empty is null, so that programs need one test only."""
    match value:
        case "":
            return None
        case datetime():
            return value.isoformat(timespec="seconds")
        case Mapping():
            return {name: _plain(each) for name, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case _:
            return value
