"""Personal data as it may stand on a screen in a public room. Pure; any thread.

Stricter than on paper at home: names keep the surname, numbers the first four and last four digits (look.md, 11).
"""

from __future__ import annotations

from enum import StrEnum

# The compound surnames that are still common (教育部 2020 name report and its annex of two-character surnames).
_SURNAMES = "欧阳司徒上官诸葛司马皇甫尉迟公孙慕容令狐东方夏侯长孙宇文端木轩辕南宫西门百里呼延澹台濮阳公冶太史"
COMPOUND_SURNAMES = frozenset(_SURNAMES[index : index + 2] for index in range(0, len(_SURNAMES), 2))


class Mask(StrEnum):
    """How an answer is shown."""

    NONE = "none"
    NAME = "name"
    NUMBER = "number"
    PHONE = "phone"
    BANK = "bank"
    ADDRESS = "address"
    PERMIT = "permit"


def masked(kind: Mask, value: str) -> str:
    """Return `value` as it may be shown."""
    match kind:
        case Mask.NONE:
            return value
        case Mask.NAME:
            return name(value)
        case Mask.NUMBER:
            return keep_ends(value, 4, 4)
        case Mask.PHONE:
            return keep_ends(value, 3, 4)
        case Mask.BANK:
            return bank(value)
        case Mask.ADDRESS:
            return address(value)
        case Mask.PERMIT:
            return keep_ends(value, 1, 4)


def name(value: str) -> str:
    """Keep the surname: 张*, 欧阳**; of a name in Latin script the first letter of each word."""
    value = value.strip()
    if not value:
        return ""
    if value[0].isascii():
        return " ".join(word[0] + "*" * (len(word) - 1) for word in value.split())
    kept = 2 if len(value) > 2 and value[:2] in COMPOUND_SURNAMES else 1
    return value[:kept] + "*" * max(1, len(value) - kept)


def keep_ends(value: str, first: int, last: int) -> str:
    """Keep so many characters of both ends; what is too short to hide anything is hidden whole."""
    hidden = len(value) - first - last
    if hidden < 2:
        return "*" * len(value)
    return value[:first] + "*" * hidden + value[len(value) - last :]


def bank(value: str) -> str:
    """Keep the last four digits: ``**** 6608``."""
    return "**** " + value[-4:] if len(value) >= 8 else "*" * len(value)


def address(value: str) -> str:
    """Keep an address down to the town: 东莞市厚街镇***."""
    for end in ("街道", "镇", "乡"):
        head, found, _ = value.partition(end)
        if found:
            return head + found + "***"
    for end in ("区", "县", "市"):
        head, found, _ = value.partition(end)
        if found:
            return head + found + "***"
    return value[:3] + "***" if value else ""
