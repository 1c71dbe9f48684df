"""How `kioskctl` speaks: a table for people, JSON for programs, the same content in both."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]


def show(rows: Sequence[Row], *, as_json: bool, empty: str) -> None:
    """Print rows of equal keys as an aligned table, or as a JSON array."""
    if as_json:
        print(json.dumps(list(rows), ensure_ascii=False, indent=2, default=str))
        return
    if not rows:
        print(empty)
        return
    heads = list(rows[0])
    table = [heads, *([_cell(row[head]) for head in heads] for row in rows)]
    widths = [max(_width(line[column]) for line in table) for column in range(len(heads))]
    for line in table:
        print("  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)).rstrip())


def show_one(facts: Row, *, as_json: bool) -> None:
    """Print one thing, a fact a line, or as a JSON object."""
    if as_json:
        print(json.dumps(facts, ensure_ascii=False, indent=2, default=str))
        return
    width = max(_width(key) for key in facts)
    for key, value in facts.items():
        print(f"{key}{' ' * (width - _width(key))}  {_cell(value)}")


def _cell(value: Any) -> str:
    match value:
        case None | "":
            return "-"
        case bool():
            return "yes" if value else "no"
        case Mapping():
            return ", ".join(f"{key} {_cell(item)}" for key, item in value.items())
        case _:
            return str(value)


def _width(text: str) -> int:
    """Columns on a terminal: Han characters take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
