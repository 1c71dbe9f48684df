"""Identity numbers and bank cards: a wrong digit is noticed. All numbers are fictional."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from flows.fields.check_digits import birth_of, citizen_check, citizen_right, permanent_right

FIRST_17 = st.builds(
    "{}{}{:03d}".format,
    st.sampled_from(["441900", "450100", "810000", "830000", "944123"]),
    st.dates().map(lambda day: f"{day:%Y%m%d}".rjust(8, "0")),
    st.integers(0, 999),
)


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("441900195103071237", True),
        ("450100195401010034", True),
        ("11010519491231002X", True),  # the example of GB 11643-1999, annex A
        ("11010519491231002x", False),  # the form makes it a capital
        ("110105194912310021", False),
        ("441900195102301237", False),  # 30 February
        ("44190019510307123", False),
        ("", False),
        ("4419001951030712３7", False),
    ],
)
def test_a_number_of_eighteen_characters_is_right_by_birth_and_check_character(number: str, *, right: bool) -> None:
    assert citizen_right(number) is right


@given(FIRST_17)
def test_every_number_with_its_check_character_is_right(first_17: str) -> None:
    assert citizen_right(first_17 + citizen_check(first_17))


@given(FIRST_17, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(first_17: str, place: int, off: int) -> None:
    number = first_17 + citizen_check(first_17)
    wrong = number[:place] + str((int(number[place]) + off) % 10) + number[place + 1 :]
    assert not citizen_right(wrong)


@given(FIRST_17, st.integers(0, 16))
def test_two_neighbours_that_changed_places_are_always_noticed(first_17: str, place: int) -> None:
    number = first_17 + citizen_check(first_17)
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert swapped == number or not citizen_right(swapped)


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("USA440175010112", True),
        ("USA440100022912", True),  # 29 February 2000
        ("USA440101022912", False),  # 2001 and 1901 have none
        ("USA44017501011", False),
        ("US1440175010112", False),
        ("441900195103071", False),
    ],
)
def test_a_card_of_2017_has_three_letters_and_twelve_digits_with_a_birth(number: str, *, right: bool) -> None:
    assert permanent_right(number) is right


def test_the_birth_stands_in_the_number() -> None:
    born = birth_of("441900195103071237")
    assert born is not None
    assert born.isoformat() == "1951-03-07"
    assert birth_of("441900195113071237") is None
    assert birth_of("4419") is None
