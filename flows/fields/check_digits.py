"""Numbers that know when one of their digits is wrong: bank cards and identity numbers. Pure; any thread."""

from __future__ import annotations

import re
from datetime import date

CITIZEN_LENGTH = 18  # GB 11643-1999: 17 characters and the check character
_WEIGHTS = tuple(2**power % 11 for power in range(17, 0, -1))  # GB 11643-1999, 4.1.3: 7 9 10 5 8 4 2 1 ...
_CHECKS = "10X98765432"  # ISO 7064, MOD 11-2: the check character of each remainder
_PERMANENT_2017 = re.compile(r"[A-Z]{3}\d{4}(\d{2})(\d{2})(\d{2})\d{2}")  # nationality, place, birth, serial, check


def luhn(number: str) -> bool:
    """Return whether the number's check digit is right (ISO/IEC 7812-1, annex B)."""
    total = 0
    for index, digit in enumerate(reversed([int(char) for char in number])):
        doubled = digit * 2 if index % 2 else digit
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def citizen_check(first_17: str) -> str:
    """Return the check character after these 17 digits (GB 11643-1999, 4.1.3)."""
    return _CHECKS[sum(int(char) * weight for char, weight in zip(first_17, _WEIGHTS, strict=True)) % 11]


def citizen_right(number: str) -> bool:
    """Return whether an 18-character number is right: its birth is a day, its last character fits.

    So are the numbers of residents, of the residence permits of Hong Kong, Macao and Taiwan residents (which begin
    with 81, 82 and 83), and of foreigners' cards since 2023 (which begin with 9).
    """
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return False
    return birth_of(number) is not None and citizen_check(number[:17]) == number[17]


def permanent_right(number: str) -> bool:
    """Return whether a number is shaped like that of a foreigner's card of 2017: three letters and twelve digits.

    How its check digit is made has not been found published: only the shape and the day of birth are looked at.
    """
    found = _PERMANENT_2017.fullmatch(number)
    if found is None:
        return False
    year, month, day = (int(part) for part in found.groups())
    return any(_day(century + year, month, day) for century in (1900, 2000))


def birth_of(number: str) -> date | None:
    """Return the day of birth in an 18-character number; None when it has none."""
    digits = number[6:14]
    if len(number) != CITIZEN_LENGTH or not re.fullmatch(r"[0-9]{8}", digits):
        return None
    return _day(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
