"""Every kind of answer: typed, chosen, repeated, under conditions; phones proved by a code; lists found by typing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

import pytest

from flows.catalogue import load_catalogue
from flows.guide import Guide
from flows.model import codec
from flows.model import effect as fx
from flows.model import event as ev
from flows.model.screen import CheckBody, ChooseBody, FindBody, FormBody, MembersBody, Screen
from flows.steps.listing import Listed, found
from kiosk.app.content import read_lore
from kiosk.core.sensitive import Sensitive
from tests.support.answering import EVERY, RIGHT_CODE, AnswersWalk, acted, every_answer, schools
from tests.support.flow_walks import AT, CHILD_NUMBER, PHONE, SESSION, XITOU, bundled, ready_state
from tests.support.services import service_text


def walk_to(key: str, *, online: bool = True) -> AnswersWalk:
    walk = AnswersWalk(state=ready_state(online=online))
    walk.begin(EVERY)
    walk.to_page(f"{EVERY}/{key}")
    return walk


def label(screen: Screen) -> str:
    return screen.actions.primary.label if screen.actions.primary else screen.actions.awaited


def field_of(screen: Screen, at: int = 0) -> Any:
    assert isinstance(screen.body, FormBody)
    return screen.body.fields[at]


def chosen(screen: Screen) -> list[str]:
    assert isinstance(screen.body, ChooseBody | FindBody)
    return [option.arg for option in screen.body.options if option.chosen]


def problems(step: str) -> str:
    loaded = load_catalogue({"sample.yaml": service_text(step)}, bundled().reference)
    return "\n".join(problem.detail for problem in loaded.problems)


def form(fields: str, more: str = "") -> str:
    return (
        "  - id: sample\n    kind: form\n    title: {zh-Hans: 问, en: Question}\n    hint: {zh-Hans: 答, en: Answer}\n"
        f"{more}    fields:\n{fields}"
    )


def field(name: str, more: str) -> str:
    return f"      - {{name: {name}, label: {{zh-Hans: 标, en: Label}}, {more}}}\n"


WORDS = "title: {zh-Hans: 选, en: C}, hint: {zh-Hans: 选, en: C}, label: {zh-Hans: 选, en: C}"
REPEAT = "store: s, member: {zh-Hans: 人, en: One}, add: {zh-Hans: 加, en: Add}"
TITLE = "title: {zh-Hans: 再问, en: More}"


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


# --- one-time codes ------------------------------------------------------------------------------------------------


def at_code() -> AnswersWalk:
    walk = walk_to("phone/.0")
    walk.type("phone", PHONE)
    walk.take(ev.Continued())
    return walk


def commands(walk: AnswersWalk) -> list[fx.Command]:
    return [each for each in walk.all_effects if isinstance(each, fx.Command)]


def wrong_code(walk: AnswersWalk, code: str = "111111") -> Screen:
    walk.type("code", code)
    walk.take(ev.Continued())
    return walk.answer()


def test_a_phone_is_proved_by_the_code_that_was_sent_there() -> None:
    walk = at_code()
    assert walk.screen.actions.awaited == "正在发短信"
    screen = walk.answer()
    assert fx.StartTimer(session_id=SESSION, timer="resend", seconds=60.0) in walk.effects
    assert screen.hint == "发到 138****5620 了，5 分钟内有效。"
    assert label(screen) == "先填验证码"
    assert label(walk.type("code", "24681")) == "还差 1 位数字"
    walk.type("code", RIGHT_CODE)
    walk.take(ev.Continued())
    assert walk.started == fx.Query(
        operation=walk.operation, kind="check-code", parameters=Sensitive({"phone": PHONE, "code": RIGHT_CODE})
    )
    walk.answer()
    assert walk.step == "person"
    assert walk.answers["phone_verified"] is True


def test_a_proved_phone_is_not_proved_again_and_another_one_is() -> None:
    walk = walk_to("person")
    walk.take(ev.WentBack(), ev.Continued())
    assert walk.step == "person"
    walk.take(ev.WentBack())
    walk.type("phone", "13900005620")
    walk.take(ev.Continued())
    assert len(commands(walk)) == 2
    assert len({each.key for each in commands(walk)}) == 2


def test_three_wrong_tries_are_told_plainly_and_a_new_code_helps() -> None:
    walk = at_code()
    walk.answer()
    keys = {walk.screen.key}
    for error in ("不对，看着短信再写。还能试 2 次", "不对，看着短信再写。还能试 1 次", "错了 3 次，请再发一次短信"):
        screen = wrong_code(walk)
        assert (field_of(screen).error, field_of(screen).text) == (error, "")
        keys.add(screen.key)
    assert len(keys) == 4, "an emptied field is a new page"
    walk.type("code", RIGHT_CODE)
    assert label(walk.screen) == "先再发一次"
    walk.take(ev.Continued(), ev.WayChosen("resend"))
    assert len(commands(walk)) == 1, "not before the minute is over"
    screen = walk.take(ev.TimerExpired(SESSION, "resend"))
    assert screen.body.choices[0].enabled  # type: ignore[union-attr]
    walk.take(ev.WayChosen("resend"))
    assert len({each.key for each in commands(walk)}) == 2
    walk.answer()
    assert field_of(walk.screen).error == ""
    walk.help_on()
    walk.answer()
    assert walk.step == "person"


def test_going_back_and_on_sends_no_second_message_to_the_same_phone_before_the_wait_is_over() -> None:
    walk = at_code()
    walk.answer()
    for _ in range(3):
        walk.take(ev.WentBack())
        assert field_of(walk.screen).name == "phone"
        screen = walk.take(ev.Continued())
        assert screen.hint == "发到 138****5620 了，5 分钟内有效。"
        assert [(each.label, each.enabled) for each in screen.body.choices] == [  # type: ignore[union-attr]
            ("没收到？60 秒后再发", False)
        ]
    assert len(commands(walk)) == 1
    assert fx.StartTimer(session_id=SESSION, timer="resend", seconds=60.0) in walk.effects
    walk.type("code", RIGHT_CODE)
    walk.take(ev.Continued())
    walk.answer()
    assert walk.answers["phone_verified"] is True


def test_another_phone_gets_its_message_at_once_and_the_first_none_again() -> None:
    walk = at_code()
    walk.answer()
    for number, sent in (("13900005620", 2), (PHONE, 2)):
        walk.take(ev.WentBack())
        walk.type("phone", number)
        walk.take(ev.Continued())
        if walk.state.pending:
            walk.answer()
        assert len(commands(walk)) == sent
        assert label(walk.screen) == "先填验证码"


def test_leaving_the_form_does_not_shorten_the_wait_and_the_wait_ends() -> None:
    walk = at_code()
    walk.answer()
    wrong_code(walk)
    walk.take(ev.WentBack(), ev.WentBack())
    assert "phone/" not in walk.screen.key
    walk.to_page("phone/")
    walk.type("phone", PHONE)
    walk.take(ev.Continued())
    assert len(commands(walk)) == 1
    assert field_of(wrong_code(walk)).error == "不对，看着短信再写。还能试 1 次", "the tries go on where they were"
    walk.take(ev.WentBack(), ev.ClockTicked(AT + timedelta(minutes=2)), ev.Continued())
    assert len({each.key for each in commands(walk)}) == 2


@pytest.mark.parametrize(
    ("outcome", "error"), [("late", "过了时间，请再发一次短信"), ("spent", "错了 3 次，请再发一次短信")]
)
def test_what_the_platform_says_of_a_code_is_told(outcome: str, error: str) -> None:
    walk = at_code()
    walk.answer()
    walk.type("code", RIGHT_CODE)
    walk.take(ev.Continued())
    screen = walk.take(ev.QueryAnswered(operation=walk.operation, data=Sensitive({"outcome": outcome})))
    assert field_of(screen).error == error


def test_a_phone_that_the_platform_refuses_is_put_right_where_it_was_typed() -> None:
    walk = at_code()
    screen = walk.take(
        ev.CommandRefused(operation=walk.operation, code="phone", reason="这个号码停机了。", reason_en="Out of use.")
    )
    assert (field_of(screen).name, field_of(screen).error) == ("phone", "这个号码停机了。")
    assert field_of(walk.type("phone", "1390000562")).error == ""


@pytest.mark.parametrize("after_sending", [False, True])
def test_without_network_the_code_is_left_out_and_the_answer_says_so(
    after_sending: bool,  # noqa: FBT001 - pytest's own
) -> None:
    walk = at_code() if after_sending else walk_to("phone/.0")
    if after_sending:
        walk.take(ev.EffectFailed(operation=walk.operation, fault="NET-002"))
    else:
        walk.take(ev.NetworkChanged(online=False, fault="NET-001"))
        walk.help_on()
    assert walk.step == "person"
    assert walk.answers["phone_verified"] is False
    walk.take(ev.NetworkChanged(online=True))
    walk.to_page("check/")
    assert "没有网，没有用短信核对" in repr(walk.screen.body)


MUST = form(field("phone", "rule: phone, code: always"))
CHECK = "  - {id: check, kind: check, note: {zh-Hans: 好, en: Good}}\n"
HAND = "  - {id: submit, kind: submit, payload: {}}\n"
RECEIPT = "  - {id: receipt, kind: receipt, received: receipt-received, kept: receipt-kept}\n"


@cache
def strict() -> Any:
    loaded = load_catalogue({"sample.yaml": service_text(MUST, CHECK, HAND, RECEIPT)}, bundled().reference)
    assert loaded.problems == ()
    return loaded


def test_where_the_service_insists_a_lost_network_stops_and_the_same_message_is_sent_again() -> None:
    walk = AnswersWalk(catalogue=strict())
    walk.begin("sample")
    walk.answer()
    walk.type("phone", PHONE)
    walk.take(ev.Continued())
    screen = walk.take(ev.EffectFailed(operation=walk.operation, fault="NET-002"))
    assert "/fault/NET-002" in screen.key
    walk.take(ev.Continued())
    assert len(commands(walk)) == 2
    assert len({each.key for each in commands(walk)}) == 1, "nobody knows whether it was sent: the same key"
    walk.answer()
    assert label(walk.screen) == "先填验证码"


def test_a_code_under_way_when_the_power_was_cut_is_not_sent_twice() -> None:
    walk = at_code()
    draft = codec.decode(codec.encode(walk.state))
    again = AnswersWalk()
    again.begin(EVERY)
    again.to_page("identify")
    again.answer()
    again.take(ev.DraftFound(operation=again.operation, state=draft))
    assert [each.key for each in commands(again)] == [each.key for each in commands(walk)]
    again.answer()
    assert label(again.screen) == "先填验证码"


# --- several of a kind ---------------------------------------------------------------------------------------------


def add(walk: AnswersWalk, name: str) -> Screen:
    walk.take(ev.WayChosen("add"))
    walk.type("name", name)
    walk.type("number", CHILD_NUMBER)
    return walk.take(ev.Continued(), ev.OptionChosen("relation", "other"), ev.Continued())


def members(screen: Screen) -> list[str]:
    assert isinstance(screen.body, MembersBody)
    return [each.value for each in screen.body.members]


def test_members_are_added_changed_and_taken_out() -> None:
    walk = walk_to("family/list")
    assert label(walk.screen) == "还要加 1 位"
    walk.take(ev.Continued())
    assert walk.step == "family"
    assert members(add(walk, "张小红")) == ["张**，别的亲人"]
    add(walk, "李大明")
    screen = add(walk, "王芳")
    assert isinstance(screen.body, MembersBody)
    assert (screen.body.add.enabled, screen.body.add.label) == (False, "最多 3 位")
    assert members(walk.take(ev.WayChosen("add"))) == members(screen)
    walk.take(ev.WayChosen("change.1"))
    assert field_of(walk.screen).text == "李大明"
    walk.type("name", "陈大明")
    walk.take(ev.Continued(), ev.OptionChosen("relation", "spouse"), ev.Continued())
    assert members(walk.screen) == ["张**，别的亲人", "陈**，丈夫或妻子", "王*，别的亲人"]
    screen = walk.take(ev.WayChosen("remove.0"))
    assert screen.title == "要去掉这一位吗？"
    walk.take(ev.Continued())
    assert len(members(walk.screen)) == 3, "the filled button keeps"
    walk.take(ev.WayChosen("remove.0"), ev.WayChosen("remove"))
    assert members(walk.screen) == ["陈**，丈夫或妻子", "王*，别的亲人"]
    assert [each["name"] for each in walk.answers["family"]] == ["陈大明", "王芳"]


def test_a_member_that_is_given_up_is_not_added() -> None:
    walk = walk_to("family/list")
    add(walk, "张小红")
    walk.take(ev.WayChosen("add"))
    walk.type("name", "李大明")
    walk.take(ev.WentBack())
    assert members(walk.screen) == ["张**，别的亲人"]


@pytest.mark.parametrize("way", ["change.7", "remove.1", "change.", "remove.-1", "change.x", "member"])
def test_a_member_that_does_not_exist_is_not_opened(way: str) -> None:
    walk = walk_to("family/list")
    add(walk, "张小红")
    before = walk.state
    walk.take(ev.WayChosen(way))
    assert walk.state == before


# --- lists ---------------------------------------------------------------------------------------------------------


def test_a_list_from_the_platform_is_chosen_from_and_worded() -> None:
    walk = walk_to("school/0")
    screen = walk.take(ev.OptionChosen("school", "s02"))
    assert isinstance(screen.body, ChooseBody)
    assert [(each.label, each.detail) for each in screen.body.options][1] == ("第 2 小学（样例）", "样例路 2 号")
    assert screen.body.find is None, "three need no search"
    walk.take(ev.OptionChosen("school", "s99"))
    assert chosen(walk.screen) == ["school=s02"]
    walk.to_page("check/")
    assert "第 2 小学（样例）" in repr(walk.screen.body)


def test_a_platform_that_has_nothing_to_choose_says_so() -> None:
    walk = AnswersWalk()
    walk.begin(EVERY)
    walk.to_page("ask_schools")
    screen = walk.take(ev.QueryAnswered(operation=walk.operation, data=Sensitive({"items": []})))
    assert screen.body.heading == "现在没有可以选的"  # type: ignore[union-attr]
    assert not screen.actions.primary.enabled  # type: ignore[union-attr]


def test_a_long_list_turns_pages_and_is_found_by_typing() -> None:
    walk = AnswersWalk()
    walk.begin(EVERY)
    walk.to_page("ask_schools")
    walk.take(ev.QueryAnswered(operation=walk.operation, data=Sensitive({"items": list(schools(40))})))
    seen: set[str] = set()
    for _ in range(20):
        body = walk.screen.body
        assert isinstance(body, ChooseBody)
        seen |= {option.arg for option in body.options}
        if body.next is None or not body.next.enabled:
            break
        walk.take(ev.PageTurned(1))
    assert len(seen) == 40
    walk.take(ev.WayChosen("find"))
    screen = walk.type("find", "第37")
    assert isinstance(screen.body, FindBody)
    assert [option.arg for option in screen.body.options] == ["school=s37"]
    screen = walk.take(ev.OptionChosen("school", "s37"))
    assert chosen(screen) == ["school=s37"]
    walk.take(ev.WentBack())
    assert isinstance(walk.screen.body, ChooseBody)
    walk.take(ev.Continued())
    assert walk.answers["school"] == "s37"


def test_a_reference_list_is_found_in_pinyin_initials_and_with_a_slip() -> None:
    walk = walk_to("nation/0")
    guide = Guide(finder=_Finder())
    walk.catalogue = replace(every_answer(), guide=guide) if guide else walk.catalogue
    walk.take(ev.WayChosen("find"))
    for typed, first in (("zhuang", "壮族"), ("tj", "土家族"), ("壮", "壮族"), ("Zhuang", "壮族")):
        body = walk.type("find", typed).body
        assert isinstance(body, FindBody)
        assert first in [option.label for option in body.options], typed


def _Finder() -> Any:  # noqa: N802 - stands for a class
    from flows.finding import Index  # noqa: PLC0415 - only here

    return Index.of([], read_lore())


def test_nothing_found_says_so() -> None:
    walk = walk_to("nation/0")
    walk.take(ev.WayChosen("find"))
    body = walk.type("find", "地球").body
    assert isinstance(body, FindBody)
    assert (body.options, body.note) == ((), "没有找到，换个字试试")


@pytest.mark.parametrize(
    ("typed", "values"),
    [("二", ["2", "12"]), ("十 二", ["12"]), ("TEN", ["10"]), ("", []), ("  ", []), ("百", [])],
)
def test_what_begins_with_what_is_typed_comes_first(typed: str, values: list[str]) -> None:
    items = [
        Listed(value="12", label="十二"),
        Listed(value="10", label="十", names=("ten",)),
        Listed(value="2", label="二"),
    ]
    assert [item.value for item in found(items, typed, 6)] == values


# --- address -------------------------------------------------------------------------------------------------------


def test_a_village_is_found_by_its_name_in_any_town() -> None:
    walk = walk_to("place/")
    walk.take(ev.WayChosen("find"))
    body = walk.type("find", "溪头").body
    assert isinstance(body, FindBody)
    assert ("厚街镇 溪头", f"place={XITOU}") in [(option.label, option.arg) for option in body.options]
    walk.type("find", "周溪")
    other = walk.screen.body.options[0].arg.partition("=")[2]  # type: ignore[union-attr]
    walk.take(ev.OptionChosen("place", other), ev.Continued())
    assert walk.screen.key.endswith("/line")
    walk.type("detail", " 一巷 12 号 ")
    walk.take(ev.Continued())
    assert walk.step == "check"
    assert walk.answers["place"]["code"] == other
    assert walk.answers["place"]["detail"] == "一巷 12 号"
    assert walk.take(ev.ChangeAsked("place/detail")).key.endswith("/line")
    assert field_of(walk.screen).text == "一巷 12 号"


def test_the_line_may_be_left_out_where_the_service_says_so() -> None:
    walk = walk_to("place/line")
    walk.take(ev.Continued())
    assert walk.answers["place"]["detail"] == ""
    walk.take(ev.ChangeAsked("place"), ev.Continued())
    assert walk.screen.key.endswith("/line")
    walk.take(ev.WentBack())
    assert isinstance(walk.screen.body, ChooseBody)


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
