"""Sums of money: typed in yuan, kept as whole fen, read back in words so that a mistake is seen. Pure; any thread."""

from __future__ import annotations

import re
from itertools import groupby

from flows.model.values import Language

_TYPED = re.compile(r"([0-9]{1,9})(?:\.([0-9]{0,2}))?")
_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_SMALL = ("", *_UNITS.split(), "eighteen", "nineteen")
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = ((1_000_000, "million"), (1_000, "thousand"), (1, ""))


def fen_of(typed: str) -> int | None:
    """Return the fen in a sum typed in yuan (``1200.5`` is 120050); None for what is no sum."""
    found = _TYPED.fullmatch(typed)
    if found is None:
        return None
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


def typed_of(fen: int) -> str:
    """Return the sum as it would be typed: ``1200.5``, ``1200``."""
    yuan, rest = divmod(fen, 100)
    return f"{yuan}.{rest:02d}".rstrip("0") if rest else str(yuan)


def figures(fen: int) -> str:
    """Return the sum in figures: ``1,200.50``, ``1,200``."""
    yuan, rest = divmod(fen, 100)
    return f"{yuan:,}.{rest:02d}" if rest else f"{yuan:,}"


def spoken(fen: int, language: Language) -> str:
    """Return the sum as one says it: 一千二百元五角, ``one thousand two hundred yuan and 50 fen``."""
    yuan, rest = divmod(fen, 100)
    if language is Language.EN:
        parts = [f"{_english(yuan)} yuan"] if yuan or not rest else []
        return " and ".join([*parts, f"{rest} fen"] if rest else parts)
    jiao, single = divmod(rest, 10)
    words = f"{_chinese(yuan)}元" if yuan or not rest else ""
    words += f"{_DIGITS[jiao]}角" if jiao else "零" if single and yuan else ""
    words += f"{_DIGITS[single]}分" if single else ""
    return words if language is Language.ZH else words.translate(_TRADITIONAL)


_TRADITIONAL = str.maketrans("万亿", "萬億")


def _chinese(number: int) -> str:
    """Return the number in Chinese words, up to ten thousand million."""
    if number == 0:
        return _DIGITS[0]
    words, pending = "", False
    for scale, unit in ((100_000_000, "亿"), (10_000, "万"), (1, "")):
        part = number // scale % 10_000
        if part == 0:
            pending = bool(words)
            continue
        if words and (pending or part < 1_000):
            words += _DIGITS[0]
        words += _thousands(part) + unit
        pending = False
    return words.removeprefix("一") if words.startswith("一十") else words


def _thousands(part: int) -> str:
    digits = f"{part:04d}"
    spelled = [(_DIGITS[int(digit)] + _PLACES[3 - at]) if digit != "0" else "零" for at, digit in enumerate(digits)]
    return "".join(word for word, _ in groupby(spelled)).strip("零")


def _english(number: int) -> str:
    if number == 0:
        return "zero"
    parts = [
        f"{_hundreds(number // scale % 1_000)} {name}".strip() for scale, name in _SCALES if number // scale % 1_000
    ]
    return " ".join(parts)


def _hundreds(part: int) -> str:
    hundreds, rest = divmod(part, 100)
    words = [f"{_SMALL[hundreds]} hundred"] if hundreds else []
    if rest >= 20:
        words.append("-".join(word for word in (_TENS[rest // 10], _SMALL[rest % 10]) if word))
    elif rest:
        words.append(_SMALL[rest])
    return " and ".join(words)
