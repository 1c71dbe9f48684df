"""Conditions of services: they compute, or they fail as a value. They never raise, and never tell what they saw."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from flows.expressions import LONGEST, Expression, Failed, plus_months, years

SCOPE = {"applicant": {"birth": "1951-03-07"}, "answers": {"fen": 10_000}, "today": "2026-11-24", "online": True}


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("years(applicant.birth, today) >= 70", True),
        ("has(answers.household) ? answers.household.in_city : online", True),
        ("answers.fen / 100", 100),
        ("[1, 2, 3].filter(n, n > 1).map(n, n * 2)", [4, 6]),
        ("{'a': answers.fen}", {"a": 10_000}),
        ("plus_months(today, 1)", "2026-12-24"),
        ("null", None),
    ],
)
def test_an_expression_gives_its_value(source: str, value: object) -> None:
    assert Expression.parse(source).evaluate(SCOPE) == value


@pytest.mark.parametrize(
    "source",
    [
        "answers.missing",
        "nobody.name",
        "1 / 0",
        "'a' + 1",
        "years('never', today) >= 70",
        "applicant.birth[0]",
        "unknown(1)",
        "duration('1h')",
        "[duration('1h')]",
        "years()",
    ],
)
def test_an_expression_that_cannot_be_evaluated_is_a_value(source: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert Expression.parse(source).evaluate(SCOPE) == Failed(source)
    assert "1951" not in "".join(capfd.readouterr())


def test_a_condition_that_is_neither_true_nor_false_has_failed() -> None:
    assert Expression.parse("answers.fen").holds(SCOPE) == Failed("answers.fen")
    assert Expression.parse("online").holds(SCOPE) is True


@pytest.mark.parametrize("source", ["", "  ", "1 +", "a b", "((", None, ["a"], "a" * (LONGEST + 1)])
def test_what_is_no_expression_is_refused_with_a_reason(source: object) -> None:
    with pytest.raises(ValueError, match="expression"):
        Expression.parse(source)


def test_true_and_numbers_of_yaml_are_expressions() -> None:
    assert Expression.parse(True).evaluate({}) is True  # noqa: FBT003
    assert Expression.parse(7).evaluate({}) == 7


def test_expressions_are_equal_by_their_source() -> None:
    assert Expression.parse("online") == Expression.parse("online")
    assert "program" not in repr(Expression.parse("online"))


def test_names_are_those_of_the_scope_alone() -> None:
    expression = Expression.parse("answers.list.filter(each, each == today).exists(other, other == '')")
    assert expression.names == {"answers", "today"}


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        ("1956-11-24", "2026-11-24", 70),
        ("1956-11-25", "2026-11-24", 69),
        ("1956-02-29", "2026-02-28", 69),
        ("1956-02-29", "2026-03-01", 70),
        ("", "2026-03-01", None),
        (None, "2026-03-01", None),
        ("1956-13-01", "2026-03-01", None),
    ],
)
def test_ages_are_full_years(birth: object, day: object, age: int | None) -> None:
    assert years(birth, day) == age


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-03-31", -1, "2026-02-28"),
        ("never", 1, None),
        ("2026-03-31", "1", None),
        ("9999-12-01", 1, None),
    ],
)
def test_a_month_later_is_a_day_that_exists(day: object, months: object, later: str | None) -> None:
    assert plus_months(day, months) == later


@given(st.dates(), st.integers(-600, 600))
def test_months_go_there_and_back(day: object, months: int) -> None:
    later = plus_months(str(day), months)
    if later is not None:
        back = plus_months(later, -months)
        assert back is not None
        assert str(day)[:7] == back[:7]


scalars = (
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False) | st.text(max_size=9)
)


@given(st.dictionaries(st.sampled_from(["applicant", "answers", "today", "online"]), scalars | st.lists(scalars)))
def test_no_scope_makes_an_expression_raise(scope: dict[str, object]) -> None:
    for source in ("years(applicant, today) >= 70", "answers.size() > 1 && online", "answers[0] == today", "today"):
        Expression.parse(source).evaluate(scope)  # type: ignore[arg-type]
