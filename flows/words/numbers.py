"""Long numbers as a person reads them: grouped by spaces. Never where a number is handed on to a program."""

from __future__ import annotations

import re

_CASE = re.compile(r"([A-Za-z]{1,4})([0-9]{8,})")


def by_four(number: str) -> str:
    """Return ``DG 2026 1124 0418`` for ``DG202611240418``, ``6222 0212 3455 6608`` for a bank card's number.

    What has its own separators (``XT07-1124-0031``), is masked or is short stays as it is.
    """
    lettered = _CASE.fullmatch(number)
    if lettered:
        return f"{lettered[1]} {grouped(lettered[2], 4)}"
    return grouped(number, 4) if number.isdecimal() and len(number) >= 8 else number


def grouped(number: str, *sizes: int) -> str:
    """Return the characters in groups of these sizes; the last size goes on to the end."""
    groups: list[str] = []
    at = 0
    while at < len(number):
        size = sizes[min(len(groups), len(sizes) - 1)]
        groups.append(number[at : at + size])
        at += size
    return " ".join(groups)
