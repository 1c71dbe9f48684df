"""Sums: typed in yuan, kept in fen, read back in words."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from flows.fields.money import fen_of, figures, spoken, typed_of
from flows.model.values import Language

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
_PLACES = {"十": 10, "百": 100, "千": 1_000}


def heard(words: str) -> int:
    """Understand a sum in Chinese words, as a listener does: in fen."""
    fen = 0
    yuan, found, rest = words.partition("元")
    rest = rest if found else yuan
    if found:
        total, section, digit = 0, 0, 0
        for letter in "一" + yuan if yuan.startswith("十") else yuan:
            if letter in _DIGITS:
                digit = _DIGITS[letter]
            elif letter in _PLACES:
                section, digit = section + digit * _PLACES[letter], 0
            else:
                total, section, digit = total + (section + digit) * (10_000 if letter == "万" else 10**8), 0, 0
        fen = (total + section + digit) * 100
    for part, worth in (("角", 10), ("分", 1)):
        at = rest.find(part)
        fen += _DIGITS[rest[at - 1]] * worth if at > 0 else 0
    return fen


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("0", 0),
        ("1200", 120_000),
        ("1200.5", 120_050),
        ("1200.05", 120_005),
        ("1200.", 120_000),
        ("007", 700),
        ("999999999.99", 99_999_999_999),
        ("", None),
        (".5", None),
        ("1.234", None),
        ("1.2.3", None),
        ("1234567890", None),
        ("-1", None),
        ("１２", None),
    ],
)
def test_a_sum_is_what_was_typed_to_the_fen(typed: str, fen: int | None) -> None:
    assert fen_of(typed) == fen


@given(st.integers(0, 99_999_999_999))
def test_what_is_kept_can_be_typed_again(fen: int) -> None:
    assert fen_of(typed_of(fen)) == fen


@given(st.integers(0, 99_999_999_999))
def test_the_words_say_the_very_sum(fen: int) -> None:
    assert heard(spoken(fen, Language.ZH)) == fen


@pytest.mark.parametrize(
    ("fen", "chinese", "english"),
    [
        (0, "零元", "zero yuan"),
        (5, "五分", "5 fen"),
        (105, "一元零五分", "one yuan and 5 fen"),
        (1_100, "十一元", "eleven yuan"),
        (120_050, "一千二百元五角", "one thousand two hundred yuan and 50 fen"),
        (1_200_000, "一万二千元", "twelve thousand yuan"),
        (12_000_000, "十二万元", "one hundred and twenty thousand yuan"),
        (1_001_000, "一万零一十元", "ten thousand ten yuan"),
        (10_000_100, "十万零一元", "one hundred thousand one yuan"),
    ],
)
def test_a_zero_too_many_is_heard(fen: int, chinese: str, english: str) -> None:
    assert spoken(fen, Language.ZH) == chinese
    assert spoken(fen, Language.EN) == english


def test_large_sums_are_read_in_the_resident_s_characters() -> None:
    assert spoken(1_200_000, Language("zh-Hant")) == "一萬二千元"


def test_figures_stand_in_thousands() -> None:
    assert [figures(fen) for fen in (0, 50, 120_050, 100_000_000)] == ["0", "0.50", "1,200.50", "1,000,000"]
