"""Days: limits seen from today, days typed in figures, days chosen part by part."""

from __future__ import annotations

from datetime import date, timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import given

from flows.fields.days import Limit, day_of, parts, shorter, typed_of

TODAY = date(2026, 11, 24)
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("source", "day"),
    [
        ("today", "2026-11-24"),
        ("today-18y", "2008-11-24"),
        ("today+90d", "2027-02-22"),
        ("today-1m", "2026-10-24"),
        ("today+14m", "2028-01-24"),
        ("2026-01-31", "2026-01-31"),
    ],
)
def test_a_limit_is_a_day_seen_from_today(source: str, day: str) -> None:
    assert Limit.parse(source).on(TODAY).isoformat() == day


def test_a_month_without_that_day_ends_sooner() -> None:
    assert Limit.parse("today+1m").on(date(2026, 1, 31)) == date(2026, 2, 28)
    assert Limit.parse("today-1y").on(date(2028, 2, 29)) == date(2027, 2, 28)


def test_a_day_that_yaml_has_read_already_is_a_limit_too() -> None:
    assert Limit.parse(date(2026, 1, 31)).on(TODAY) == date(2026, 1, 31)


@pytest.mark.parametrize("source", ["tomorrow", "today-18", "today-99999y", "2026-02-30", "", 5, None])
def test_what_is_no_limit_is_refused_in_words(source: object) -> None:
    with pytest.raises(ValueError, match="a day is written as"):
        Limit.parse(source)


@pytest.mark.parametrize("typed", ["", "1951", "19510231", "19511301", "00000101", "１９５１０３０７"])
def test_figures_that_are_no_day_are_none(typed: str) -> None:
    assert day_of(typed) is None


@given(DAYS)
def test_a_day_that_was_kept_can_be_typed_again(day: date) -> None:
    assert day_of(typed_of(day.isoformat())) == day


@given(DAYS, DAYS, st.data())
def test_every_choice_leads_to_a_day_within_the_limits(one: date, other: date, data: st.DataObject) -> None:
    first, last = sorted((one, other))
    so_far = ""
    for _ in range(4):
        offered = parts(so_far, first, last)
        assert offered, so_far
        assert len(offered) <= 31
        so_far = data.draw(st.sampled_from(offered))
        if len(so_far) == 8:
            break
    day = day_of(so_far)
    assert day is not None
    assert first <= day <= last


@given(DAYS, st.integers(0, 40_000), st.data())
def test_every_day_within_the_limits_can_be_chosen(first: date, count: int, data: st.DataObject) -> None:
    last = min(first + timedelta(days=count), date(2099, 12, 31))
    wanted = f"{data.draw(st.dates(first, last)):%Y%m%d}"
    so_far = ""
    while len(so_far) < 8:
        so_far = next(part for part in parts(so_far, first, last) if wanted.startswith(part))
    assert so_far == wanted


def test_back_goes_part_by_part_to_the_beginning() -> None:
    first, last = date(1900, 1, 1), TODAY
    steps = ["19510307"]
    while steps[-1]:
        steps.append(shorter(steps[-1], first, last))
    assert steps == ["19510307", "1951", "195", ""]
    assert shorter("2025", date(2020, 1, 1), last) == ""
