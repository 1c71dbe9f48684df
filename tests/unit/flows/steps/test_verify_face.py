"""Being sure who it is: by the face, never only by it, by a code to the phone on record, or by staff."""

from __future__ import annotations

from datetime import timedelta

import pytest

from flows.model import effect as fx
from flows.model import event as ev
from flows.model.screen import CheckBody, FormBody, IdentifyBody, NoticeBody
from kiosk.core.audit import AuditKind
from kiosk.core.sensitive import Sensitive
from tests.support.flow_walks import AT, SESSION, ZHANG_WEI, Walk, ready_state
from tests.support.screens_person import SIX, at, go_to


def walk_to(*then: ev.Event) -> Walk:
    walk = Walk()
    at("verified", *then)(walk)
    return walk


def record_of(walk: Walk) -> dict[str, object]:
    assert walk.state.run is not None
    record = walk.state.run.answers.reveal().get("verified", {})
    assert isinstance(record, dict)
    return dict(record)


def fails(walk: Walk, fault: str) -> None:
    walk.take(ev.EffectFailed(operation=walk.operation, fault=fault))


def misses(walk: Walk, left: int = 2, reason: str = "different") -> None:
    walk.take(ev.FaceNotMatched(operation=walk.operation, reason=reason, tries_left=left))


def ways(walk: Walk) -> list[str]:
    body = walk.screen.body
    assert isinstance(body, NoticeBody)
    return [way.arg or way.act for way in body.ways]


def sent(walk: Walk) -> None:
    walk.take(ev.CommandDone(operation=walk.operation, data=Sensitive({"phone": "138****5620", "valid_s": 300})))


def outcome(walk: Walk, outcome: str) -> None:
    walk.take(ev.QueryAnswered(operation=walk.operation, data=Sensitive({"outcome": outcome})))


def key(effect: fx.Effect) -> str:
    assert isinstance(effect, fx.Command)
    return effect.key


def declining() -> Walk:
    walk = Walk()
    at("face", ev.WayChosen("decline"), ev.Continued())(walk)
    return walk


def test_a_face_that_fits_is_enough_and_nothing_of_it_is_kept() -> None:
    walk = walk_to()
    started = walk.started
    assert isinstance(started, fx.VerifyFace)
    assert started.document == ZHANG_WEI
    walk.answer()
    assert walk.step == "check"
    assert record_of(walk) == {
        "verified": True,
        "by": "face",
        "number": ZHANG_WEI.number.reveal(),
        "at": "2026-11-24T09:07:00+08:00",
    }
    assert [each.facts["by"] for each in walk.effects if isinstance(each, fx.RecordAudit)] == ["face"]


def test_without_consent_no_face_is_looked_at() -> None:
    walk = declining()
    assert walk.step == "verified"
    assert walk.effects_of(fx.VerifyFace) == []
    assert walk.screen.title == "按您说的，不看脸"
    assert ways(walk) == ["code", "later", "help"]
    walk.take(ev.WayChosen("face"))
    assert walk.effects_of(fx.VerifyFace) == []


def test_three_tries_then_another_way() -> None:
    walk = walk_to()
    for left in (2, 1):
        misses(walk, left)
        body = walk.screen.body
        assert isinstance(body, IdentifyBody)
        assert body.notice is not None
        assert body.notice.lines == (f"还可以再试 {left} 次",)
        walk.take(ev.Continued())
    misses(walk, 5)
    assert walk.screen.title == "试了三次都没对上，不要紧"
    assert ways(walk) == ["code", "later", "help"]
    assert len(walk.effects_of(fx.VerifyFace)) == 3


def test_the_verifier_may_allow_fewer_tries() -> None:
    walk = walk_to()
    misses(walk, 0)
    assert ways(walk) == ["code", "later", "help"]


def test_where_nothing_verifies_faces_the_other_ways_stand_there_at_once() -> None:
    walk = walk_to()
    fails(walk, "FAC-001")
    assert walk.screen.title == "这台机器不能认脸"
    assert ways(walk) == ["code", "later", "help"]


def test_another_way_stops_the_look() -> None:
    walk = walk_to()
    operation = walk.operation
    walk.take(ev.WayChosen("other"))
    assert fx.StopOperation(operation) in walk.effects
    assert walk.state.pending is None
    walk.take(ev.FaceMatched(operation=operation))
    assert walk.step == "verified", "what was stopped says nothing any more"
    assert ways(walk) == ["code", "face", "later", "help"]
    walk.take(ev.WayChosen("face"))
    assert isinstance(walk.started, fx.VerifyFace)


def test_a_code_to_the_phone_on_record_does_as_well() -> None:
    walk = declining()
    walk.take(ev.WayChosen("code"))
    command = walk.started
    assert isinstance(command, fx.Command)
    assert command.kind == "send-code-on-record"
    assert command.parameters.reveal() == {"name": "张伟", "number": ZHANG_WEI.number.reveal()}
    sent(walk)
    assert fx.SaveDraft() in walk.effects
    body = walk.screen.body
    assert isinstance(body, FormBody)
    assert "138****5620" in walk.screen.hint
    walk.take(SIX, ev.Continued())
    query = walk.started
    assert isinstance(query, fx.Query)
    assert query.parameters.reveal()["code"] == "123456"
    outcome(walk, "right")
    assert walk.step == "check"
    assert (record_of(walk)["by"], record_of(walk)["verified"]) == ("code", True)


def test_fewer_than_six_figures_are_not_sent() -> None:
    walk = declining()
    walk.take(ev.WayChosen("code"))
    sent(walk)
    screen = walk.take(ev.FieldEdited("code", Sensitive("12 3x")), ev.Continued())
    assert walk.started is None
    assert screen.actions.primary is not None
    assert screen.actions.primary.label == "还差 3 位数字"


@pytest.mark.parametrize(("said", "error"), [("wrong", "不对，再看一眼短信"), ("late", "这个验证码过时了")])
def test_a_code_that_is_not_right_is_said_so(said: str, error: str) -> None:
    walk = declining()
    walk.take(ev.WayChosen("code"))
    sent(walk)
    walk.take(SIX, ev.Continued())
    outcome(walk, said)
    body = walk.screen.body
    assert isinstance(body, FormBody)
    assert (body.fields[0].error, body.fields[0].text) == (error, "")
    assert walk.step == "verified"


def test_a_void_code_leads_to_a_new_one_under_a_key_of_its_own() -> None:
    walk = declining()
    walk.take(ev.WayChosen("code"))
    sent(walk)
    walk.take(SIX, ev.Continued())
    outcome(walk, "spent")
    screen = walk.take(ev.Continued())
    assert screen.title == "正在发验证码"
    first, second = walk.effects_of(fx.Command)
    assert isinstance(first, fx.Command)
    assert isinstance(second, fx.Command)
    assert first.key != second.key


def test_a_code_that_nobody_answered_for_is_sent_again_under_its_own_key() -> None:
    walk = declining()
    walk.take(ev.WayChosen("code"))
    fails(walk, "NET-002")
    assert walk.screen.title == "验证码没有发成"
    walk.take(ev.Continued())
    first, second = walk.effects_of(fx.Command)
    assert isinstance(first, fx.Command)
    assert isinstance(second, fx.Command)
    assert first.key == second.key


def test_going_back_and_on_sends_no_second_message_before_the_wait_is_over_and_a_new_one_after() -> None:
    walk = declining()
    walk.take(ev.WayChosen("code"))
    sent(walk)
    walk.take(ev.WentBack())
    screen = walk.take(ev.WayChosen("code"))
    assert len(walk.effects_of(fx.Command)) == 1
    assert fx.StartTimer(session_id=SESSION, timer="resend", seconds=60.0) in walk.effects
    assert "138****5620" in screen.hint, "the message that was sent is still good"
    assert isinstance(screen.body, FormBody)
    assert [(each.label, each.enabled) for each in screen.body.choices] == [("没收到？60 秒后再发", False)]
    screen = walk.take(ev.TimerExpired(SESSION, "resend"))
    assert isinstance(screen.body, FormBody)
    assert [(each.label, each.enabled) for each in screen.body.choices] == [("没收到，再发一次", True)]
    walk.take(ev.WentBack(), ev.WayChosen("code"))
    assert walk.screen.title == "正在发验证码"
    assert len({key(each) for each in walk.effects_of(fx.Command)}) == 2, "a key that was used brings no message"


def test_a_look_and_a_way_back_do_not_bring_an_old_key_again() -> None:
    walk = walk_to(ev.WayChosen("other"), ev.WayChosen("code"))
    sent(walk)
    walk.take(ev.WentBack(), ev.ClockTicked(AT + timedelta(minutes=1)), ev.WayChosen("code"))
    assert len(walk.effects_of(fx.Command)) == 1, "the clock goes by minutes: it may have been a second"
    walk.take(ev.WentBack(), ev.WayChosen("face"), ev.WayChosen("other"))
    walk.take(ev.ClockTicked(AT + timedelta(minutes=2)), ev.WayChosen("code"))
    assert len({key(each) for each in walk.effects_of(fx.Command)}) == 2


def test_a_message_that_nobody_answered_for_keeps_its_key_when_one_goes_back_and_on() -> None:
    walk = declining()
    walk.take(ev.WayChosen("code"))
    fails(walk, "NET-002")
    walk.take(ev.WentBack(), ev.WayChosen("code"))
    first, second = walk.effects_of(fx.Command)
    assert key(first) == key(second), "it may have been sent"


def test_a_refusal_says_why_and_leaves_the_other_ways() -> None:
    walk = declining()
    walk.take(ev.WayChosen("code"))
    refused = ev.CommandRefused(operation=walk.operation, code="no-phone", reason="没有留手机号。", reason_en="None.")
    screen = walk.take(refused)
    assert screen.hint == "没有留手机号。"
    assert ways(walk) == ["later", "help", "report"]
    walk.take(ev.WentBack())
    assert ways(walk) == ["code", "later", "help"]


def test_staff_may_confirm_it_later_where_the_service_allows() -> None:
    walk = declining()
    walk.take(ev.WayChosen("later"))
    assert walk.step == "check"
    assert (record_of(walk)["by"], record_of(walk)["verified"]) == ("staff", False)
    body = walk.screen.body
    assert isinstance(body, CheckBody)
    assert [row.value for row in body.rows if row.label == "本人确认"] == ["由工作人员核实"]


def test_offline_no_code_is_offered() -> None:
    walk = walk_to()
    walk.take(ev.NetworkChanged(online=False, fault="NET-001"))
    fails(walk, "FAC-001")
    body = walk.screen.body
    assert isinstance(body, NoticeBody)
    assert (body.ways[0].arg, body.ways[0].enabled, body.ways[0].warning) == ("code", False, "网络断了，不能用")
    walk.take(ev.WayChosen("code"))
    assert walk.effects_of(fx.Command) == []


def test_the_record_goes_with_the_submission() -> None:
    walk = walk_to()
    go_to(walk, "submit")
    (hand,) = walk.effects_of(fx.Submit)
    assert isinstance(hand, fx.Submit)
    evidence = hand.submission.payload.reveal()["evidence"]
    assert isinstance(evidence, dict)
    assert evidence["verified"] == {"verified": True, "by": "face", "at": "2026-11-24T09:07:00+08:00"}
    audits = [each.kind for each in walk.all_effects if isinstance(each, fx.RecordAudit)]
    assert audits.count(AuditKind.IDENTITY_CHECKED) == 1


def test_who_is_verified_is_not_verified_again_after_a_crash() -> None:
    found = walk_to()
    found.answer()
    walk = Walk(state=ready_state())
    at("identify")(walk)
    walk.answer()
    walk.take(ev.DraftFound(operation=walk.operation, state=found.state))
    assert walk.step == "check"
    walk.take(ev.WentBack())
    assert walk.effects_of(fx.VerifyFace) == []


def test_a_code_that_was_sent_is_not_sent_again_after_a_crash() -> None:
    lost = declining()
    lost.take(ev.WayChosen("code"))
    sent(lost)
    walk = Walk(state=ready_state())
    at("identify")(walk)
    walk.answer()
    walk.take(ev.DraftFound(operation=walk.operation, state=lost.state))
    assert isinstance(walk.screen.body, FormBody)
    assert walk.effects_of(fx.Command) == []
