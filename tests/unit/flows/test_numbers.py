"""Long numbers on the screen stand in groups."""

from __future__ import annotations

import pytest

from flows.words.numbers import by_four, grouped


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("DG202611240418", "DG 2026 1124 0418"),
        ("6222021234556608", "6222 0212 3455 6608"),
        ("6222021234556608123", "6222 0212 3455 6608 123"),
        ("XT07-1124-0031", "XT07-1124-0031"),
        ("**** 6608", "**** 6608"),
        ("12345", "12345"),
        ("", ""),
    ],
)
def test_a_long_number_stands_in_fours_and_nothing_else_is_touched(number: str, shown: str) -> None:
    assert by_four(number) == shown


def test_groups_may_differ_in_size_and_the_last_goes_on() -> None:
    assert grouped("441900195103071237", 6, 8, 4) == "441900 19510307 1237"
    assert grouped("13800005620", 3, 4) == "138 0000 5620"
