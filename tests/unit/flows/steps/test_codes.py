"""One-time codes of a form: sent once, wrong tries, another phone, a lost network, a power cut."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import Any

import pytest

from flows.catalogue import load_catalogue
from flows.model import codec
from flows.model import effect as fx
from flows.model import event as ev
from flows.model.screen import Screen
from kiosk.core.sensitive import Sensitive
from tests.support.answer_pages import field, field_of, form, label, walk_to
from tests.support.answering import EVERY, RIGHT_CODE, AnswersWalk
from tests.support.flow_walks import AT, PHONE, SESSION, bundled
from tests.support.services import service_text

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
