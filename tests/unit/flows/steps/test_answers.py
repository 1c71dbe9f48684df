"""Every kind of answer on a form: typed, chosen part by part, asked under conditions, masked; and what is refused."""

from __future__ import annotations

import pytest

from flows.model import codec
from flows.model import effect as fx
from flows.model import event as ev
from flows.model.screen import CheckBody, ChooseBody
from tests.support.answer_pages import REPEAT, TITLE, WORDS, chosen, field, field_of, form, label, problems, walk_to
from tests.support.answering import EVERY, AnswersWalk, acted
from tests.support.flow_walks import AT, CHILD_NUMBER

# --- fields --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "name", "typed", "kept", "said", "error", "button"),
    [
        ("money/.0", "income_fen", "12000.5", "12000.5", "读作 一万二千元五角", "", "继续"),
        ("money/.0", "income_fen", "0", "0", "读作 零元", "", "继续"),
        ("money/.0", "income_fen", "12,000 元", "12000", "读作 一万二千元", "", "继续"),
        ("money/.0", "income_fen", "100000.01", "100000.01", "", "不能多于 100,000 元", "不能多于 100,000 元"),
        ("money/.0", "income_fen", "1.234", "1.234", "", "只写几元几角，像 1200.5", "只写几元几角，像 1200.5"),
        ("money/.2", "area", "88.5", "88.5", "", "", "继续"),
        ("money/.2", "area", "2", "2", "", "", "不能少于 5 平方米"),
        ("money/.2", "area", "20000", "20000", "", "不能多于 2000 平方米", "不能多于 2000 平方米"),
        ("money/.2", "area", "8.55", "8.55", "", "小数点后最多 1 位", "小数点后最多 1 位"),
        ("money/.2", "area", "8.", "8.", "", "", "继续"),
        ("money/.4", "plate", "粤s-a12b3", "S-A12B3", "", "", "继续"),
        ("money/.4", "plate", "a1", "A1", "", "", "至少写 5 个字"),
        ("person/.3", "born", "19510307", "19510307", "1951 年 3 月 7 日", "", "继续"),
        ("person/.3", "born", "1951 03 0", "1951030", "", "", "年月日一共 8 位，还差 1 位"),
        ("person/.3", "born", "19510231", "19510231", "", "没有这一天，再看一遍月和日", "先改对"),
        (
            "person/.3",
            "born",
            "20200101",
            "20200101",
            "",
            "不能晚于 2012 年 11 月 24 日",
            "先改对",
        ),
        (
            "person/.3",
            "born",
            "18900101",
            "18900101",
            "",
            "不能早于 1896 年 11 月 24 日",
            "先改对",
        ),
    ],
)
def test_what_is_typed_is_kept_read_back_and_told_apart(  # noqa: PLR0917 - a table
    page: str, name: str, typed: str, kept: str, said: str, error: str, button: str
) -> None:
    screen = walk_to(page).type(name, typed)
    shown = field_of(screen)
    assert (shown.text, shown.said, shown.error, label(screen)) == (kept, said, error, button)


@pytest.mark.parametrize(
    ("number", "error"),
    [
        (CHILD_NUMBER, ""),
        ("11010519491231002x", ""),
        ("USA440175010112", ""),
        (CHILD_NUMBER[:-1] + "4", "号码不对，请对着证件再看一遍"),
        ("USA440113320112", "号码不对，请对着证件再看一遍"),
        (CHILD_NUMBER[:12], ""),
    ],
)
def test_an_identity_number_is_judged_when_it_is_whole(number: str, error: str) -> None:
    walk = walk_to("person/.0")
    walk.type("contact", "陈小明")
    screen = walk.type("contact_number", number)
    assert field_of(screen, 1).error == error
    assert (label(screen) == "继续") is (error == "" and len(number) != 12)


def test_answers_are_values_and_not_what_was_typed() -> None:
    walk = walk_to("check")
    answers = walk.answers
    assert answers["income_fen"] == 120_050
    assert answers["area"] == 1200.5
    assert answers["born"] == "1951-03-07"
    assert answers["married"] is True
    assert answers["rent_fen"] is None
    assert answers["family"][0]["number"] == CHILD_NUMBER
    walk.until("submit")
    payload = walk.effects_of(fx.Submit)[0].submission.payload.reveal()  # type: ignore[attr-defined]
    assert payload["family"] == answers["family"]
    assert payload["phone_verified"] is True


def test_every_answer_stands_masked_on_the_check() -> None:
    walk = walk_to("check")
    rows: dict[str, str] = {}
    while True:
        body = walk.screen.body
        assert isinstance(body, CheckBody)
        rows |= {row.label: row.value for row in body.rows}
        if body.next is None or not body.next.enabled:
            break
        walk.take(ev.PageTurned(1))
    assert rows["手机号"] == "138****5620"
    assert rows["银行卡号"] == "**** 6608"
    assert rows["联系人姓名"] == "陈**"
    assert rows["联系人身份证号"] == rows["家人 1·身份证号"] == "4419**********0015"
    assert rows["每月收入"] == "1,200.50 元"
    assert rows["面积"] == "1200.5 平方米"
    assert rows["结婚了没有"] == "结婚了"
    assert rows["母亲出生的日子"] == "1951 年 3 月 7 日"
    assert "每月房租" not in rows


# --- pages and conditions ------------------------------------------------------------------------------------------


def test_a_question_that_hangs_on_an_answer_is_asked_only_then() -> None:
    walk = walk_to("person/.1")
    walk.take(ev.OptionChosen("married", "no"), ev.Continued())
    assert "/person/.3" in walk.screen.key
    walk.take(ev.WentBack())
    assert "/person/.1" in walk.screen.key
    walk.take(ev.OptionChosen("married", "yes"), ev.Continued())
    assert "/person/.2" in walk.screen.key


def test_an_answer_that_is_asked_no_more_does_not_stay() -> None:
    walk = walk_to("check")
    assert walk.answers["married_on"]
    walk.take(ev.ChangeAsked("person/married"), ev.OptionChosen("married", "no"), ev.Continued())
    assert walk.step == "check"
    assert walk.answers["married_on"] == ""


def test_a_change_that_opens_a_question_asks_it_before_the_check() -> None:
    walk = walk_to("check")
    walk.take(ev.ChangeAsked("person/home"), ev.OptionChosen("home", "rent"), ev.Continued())
    assert "/money/.1" in walk.screen.key, "the rent is asked, and nothing else"
    walk.type("rent_fen", "900")
    walk.take(ev.Continued())
    assert walk.step == "check"
    assert walk.answers["rent_fen"] == 90_000


def test_a_change_that_is_given_up_changes_nothing() -> None:
    walk = walk_to("person/.1")
    walk.take(ev.OptionChosen("married", "no"))
    walk.to_page("check")
    before = walk.answers
    walk.take(ev.ChangeAsked("person/married"), ev.OptionChosen("married", "yes"), ev.Continued())
    assert "/person/.2" in walk.screen.key, "the day is asked now"
    walk.take(ev.WentBack())
    assert walk.step == "check"
    assert walk.answers == before


def test_change_leads_to_the_very_page() -> None:
    walk = walk_to("check")
    for part, key in (("money/bank_account", "/money/.3"), ("person/born", "/person/.3"), ("family/0", "/family/0.0")):
        assert key in walk.take(ev.ChangeAsked(part)).key
        walk.take(ev.WentBack())
        assert walk.step == "check"


def test_going_back_goes_page_by_page_and_keeps_what_was_filled_in() -> None:
    walk = walk_to("money/.3")
    keys = [walk.take(ev.WentBack()).key.removeprefix(f"{EVERY}/") for _ in range(3)]
    assert keys == ["money/.2", "money/.0", "person/.4.0"]
    assert chosen(walk.screen) == ["home=own"]
    for _ in range(3):
        walk.take(ev.Continued())
    assert "/money/.3" in walk.screen.key, "what was filled in is not asked again"


def test_a_form_whose_condition_does_not_hold_is_neither_shown_nor_counted_nor_gone_back_to() -> None:
    walk = walk_to("family/list")
    walk.help_on()
    walk.to_page("place/")
    assert walk.screen.steps is not None
    assert walk.screen.steps.total == 9
    assert walk.take(ev.WentBack()).key.startswith(f"{EVERY}/family")


def test_a_child_among_the_family_opens_the_form_for_children() -> None:
    walk = walk_to("family/0.1")
    walk.take(ev.OptionChosen("relation", "child"), ev.Continued())
    assert "/family/0.2" in walk.screen.key
    walk.take(ev.OptionChosen("at_school", "yes"), ev.Continued(), ev.Continued())
    assert walk.step == "children"
    walk.type("fees_fen", "3000")
    walk.to_page("check")
    walk.take(ev.ChangeAsked("family/0"), ev.Continued(), ev.OptionChosen("relation", "other"), ev.Continued())
    assert walk.step == "check"
    assert walk.answers["family"][0]["at_school"] is None
    assert walk.answers["fees_fen"] is None


def test_what_was_typed_comes_back_after_the_power_was_cut() -> None:
    walk = walk_to("money/.3")
    assert fx.SaveDraft() in walk.effects, "every page of a form is a save-point"
    draft = codec.decode(codec.encode(walk.state))
    again = AnswersWalk()
    again.begin(EVERY)
    again.to_page("identify")
    again.answer()
    again.take(ev.DraftFound(operation=again.operation, state=draft))
    assert again.screen.key == walk.screen.key
    assert again.take(ev.WentBack()).key.endswith("/money/.2")
    assert field_of(again.screen).text == "1200.5"


# --- days chosen part by part --------------------------------------------------------------------------------------


def test_a_day_is_chosen_by_ten_years_year_month_and_day() -> None:
    walk = walk_to("person/.2")
    for part, context in (("198", "1980–1989"), ("1983", "1983 年"), ("198310", "1983 年 10 月")):
        screen = walk.take(ev.OptionChosen("married_on", part))
        assert isinstance(screen.body, ChooseBody)
        assert screen.body.context == context
        assert label(screen) == "先选一个"
    assert len(screen.body.options) == 31  # type: ignore[union-attr]
    key = screen.key
    screen = walk.take(ev.OptionChosen("married_on", "19831031"))
    assert screen.key == key, "the day is marked where it stands"
    assert chosen(screen) == ["married_on=19831031"]
    walk.take(ev.WayChosen("earlier"))
    assert walk.screen.body.context == "1983 年"  # type: ignore[union-attr]
    walk.take(ev.OptionChosen("married_on", "198302"), ev.OptionChosen("married_on", "19830229"))
    assert label(walk.screen) == "先选一个", "there is no such day"
    walk.take(ev.OptionChosen("married_on", "19830228"), ev.Continued())
    assert walk.answers["married_on"] == "1983-02-28"


def test_a_day_outside_the_limits_is_not_offered() -> None:
    walk = walk_to("person/.2")
    body = walk.take(ev.OptionChosen("married_on", "202"), ev.OptionChosen("married_on", "2026")).body
    assert isinstance(body, ChooseBody)
    assert [option.label for option in body.options][-1] == "11 月"
    body = walk.take(ev.OptionChosen("married_on", "202611")).body
    assert isinstance(body, ChooseBody)
    assert [option.label for option in body.options][-1] == "24"


# --- service files -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "problem"),
    [
        (form(field("a", "unit: {zh-Hans: 元, en: yuan}")), "'unit' is only for a field with the rule number"),
        (form(field("a", "rule: choice")), "a choice needs either options or a reference list"),
        (form(field("a", "rule: date, by: choosing")), "a date that is chosen needs 'earliest' and 'latest'"),
        (form(field("a", "rule: date, latest: tomorrow")), "a day is written as"),
        (form(field("a", "rule: text") * 1 + field("a", "rule: text")), "the field 'a' stands twice"),
        (form("".join(field(name, "rule: text") for name in "abcd")), "too much on the page of 'a'"),
        (form(field("a", "rule: text") + field("b", "rule: yes_no")), "the field 'b' begins a page: it needs a title"),
        (form(field("a", "rule: phone, code: online") + field("b", "rule: phone, code: online")), "one code a page"),
        (form(field("a", "rule: text"), f"    repeat: {{{REPEAT}, least: 3, most: 2}}\n"), "0 <= least <= most"),
        (f"  - {{id: c, kind: choose, {WORDS}, store: c}}\n", "exactly one of options, reference and items"),
        (f"  - {{id: p, kind: address, {WORDS}, store: p, detail: required}}\n", "'detail_title' goes with 'detail'"),
    ],
)
def test_a_field_that_makes_no_sense_is_refused_in_words(step: str, problem: str) -> None:
    assert problem in problems(step)


def test_fields_with_a_title_each_make_a_whole_service() -> None:
    text = form(field("a", "rule: text") + field("b", f"rule: yes_no, {TITLE}") + field("c", f"rule: money, {TITLE}"))
    assert problems(text) == ""


def test_nothing_of_the_walk_needs_a_clock() -> None:
    walk = walk_to("check")
    again = AnswersWalk()
    again.take(*walk.events)
    assert again.state == walk.state
    assert walk.state.terminal.at == AT
    assert acted(walk.screen) == []
