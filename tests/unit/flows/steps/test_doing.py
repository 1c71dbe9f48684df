"""The steps before anything is filled in: identify, query, eligibility."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from flows.model import effect as fx
from flows.model import event as ev
from flows.model.screen import HomeBody, IdentifyBody, NoticeBody, ProgressBody
from kiosk.core.devices import (
    CardLifted,
    CardUnreadable,
    CardUnsupported,
    DeviceKind,
    Health,
    NoCard,
)
from kiosk.core.sensitive import Sensitive
from tests.support.flow_walks import (
    AT,
    CERTIFICATE,
    CHEN_JIAHAO,
    HOUSEHOLD,
    LI_XIULAN,
    SESSION,
    ZHANG_WEI,
    ZHANG_WEI_SOCIAL,
    Walk,
    devices,
    walk_to,
)

# --- identify ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reason", "title", "at_once"),
    [
        (NoCard(), None, True),
        (CardLifted(), "拿早了，再放一次", True),
        (CardUnsupported(), "这张卡这里读不了", False),
        (CardUnreadable("IDR-012"), "这张证件读不出来", False),
        (CardUnreadable("IDR-010"), "这张证件的内容读不全", False),
    ],
)
def test_what_was_wrong_with_a_card_is_said_and_reading_goes_on(reason: object, title: str, *, at_once: bool) -> None:
    walk = walk_to("identify")
    screen = walk.take(ev.CardNotRead(operation=walk.operation, reason=reason))  # type: ignore[arg-type]
    assert isinstance(screen.body, IdentifyBody)
    assert (screen.body.notice.title if screen.body.notice else None) == title
    assert isinstance(walk.started, fx.ReadIdCard) is at_once
    if not at_once:  # the card still lies there: look again after a moment
        assert fx.StartTimer(session_id=SESSION, timer="reread", seconds=2.0) in walk.effects
        screen = walk.take(ev.TimerExpired(SESSION, "reread"))
        assert isinstance(walk.started, fx.ReadIdCard)
        assert screen.body.notice is not None  # type: ignore[union-attr]


def test_an_expired_card_is_not_taken() -> None:
    walk = walk_to("identify")
    expired = replace(ZHANG_WEI, valid_to=AT.date() - timedelta(days=1))
    screen = walk.take(ev.DocumentRead(operation=walk.operation, document=expired))
    assert screen.body.notice.title == "这张证件过期了"  # type: ignore[union-attr]
    assert walk.state.document is None


def test_a_card_is_good_until_its_last_day() -> None:
    walk = walk_to("identify")
    walk.take(ev.DocumentRead(operation=walk.operation, document=replace(ZHANG_WEI, valid_to=AT.date())))
    assert isinstance(walk.started, fx.FindDraft)


def test_a_clock_that_is_wrong_judges_no_card() -> None:
    walk = walk_to("identify")
    walk.take(ev.NetworkChanged(online=True, fault="NET-006"))
    walk.take(ev.DocumentRead(operation=walk.operation, document=replace(ZHANG_WEI, valid_to=date(1990, 1, 1))))
    assert isinstance(walk.started, fx.FindDraft)


def test_the_other_card_is_a_way_while_its_reader_works() -> None:
    walk = walk_to("identify")
    way = walk.screen.body.ways[0]  # type: ignore[union-attr]
    assert (way.act, way.arg, way.enabled) == ("way", "social_card", True)
    screen = walk.take(ev.WayChosen("social_card"))
    assert screen.body.picture == "social_card"  # type: ignore[union-attr]
    assert isinstance(walk.started, fx.ReadSocialCard)
    assert any(isinstance(each, fx.StopOperation) for each in walk.effects)


def test_a_way_whose_reader_is_broken_is_shown_with_its_reason_and_does_nothing() -> None:
    walk = walk_to("identify")
    broken = next(each for each in devices() if each.kind is DeviceKind.SOCIAL_CARD)
    walk.take(ev.DeviceChanged(replace(broken, health=Health.FAILED, fault="SSC-001")))
    way = walk.screen.body.ways[0]  # type: ignore[union-attr]
    assert (way.enabled, way.warning) == (False, "在修，不能用")
    before = walk.state
    walk.take(ev.WayChosen("social_card"))
    assert walk.state == before


def test_nobody_leaves_while_the_draft_is_looked_for() -> None:
    walk = walk_to("identify")
    walk.answer()
    before = walk.state
    walk.take(ev.Continued(), ev.WayChosen("social_card"))
    assert walk.state == before


# --- query ---------------------------------------------------------------------------------------------------------


def test_a_query_says_whom_it_asks_and_how_long_that_takes() -> None:
    walk = walk_to("ask", CERTIFICATE)
    assert walk.screen.title == "正在问社保局"
    assert isinstance(walk.screen.body, ProgressBody)
    assert (walk.screen.body.asking, walk.screen.body.usual_s) == ("平时 3 秒", 3)
    asked = walk.started
    assert isinstance(asked, fx.Query)
    assert (asked.kind, asked.parameters.reveal()) == (
        "social-insurance-record",
        {"number": "441900195103071237", "name": "张伟"},
    )


def test_a_query_can_be_left() -> None:
    walk = walk_to("ask", CERTIFICATE)
    operation = walk.operation
    walk.take(ev.WentBack())
    assert fx.StopOperation(operation) in walk.effects
    assert walk.step == "identify"


def test_a_refusal_is_shown_in_the_platforms_own_words() -> None:
    walk = walk_to("ask", CERTIFICATE, card=CHEN_JIAHAO)
    screen = walk.take(
        ev.QueryRefused(
            operation=walk.operation, code="nothing-on-record", reason="没有您的记录。", reason_en="Nothing on record."
        )
    )
    assert (screen.title, screen.hint) == ("没有查到您的参保记录", "没有您的记录。")
    assert isinstance(screen.body, NoticeBody)
    assert screen.body.tone == "info"


@pytest.mark.parametrize("fault", ["NET-001", "NET-002", "NET-003", "NET-005", "NET-006"])
def test_each_cause_has_its_own_title(fault: str) -> None:
    walk = walk_to("ask", CERTIFICATE)
    screen = walk.take(ev.EffectFailed(operation=walk.operation, fault=fault))
    others = set()
    for other in {"NET-001", "NET-002", "NET-003", "NET-005", "NET-006"} - {fault}:
        twin = walk_to("ask", CERTIFICATE)
        others.add(twin.take(ev.EffectFailed(operation=twin.operation, fault=other)).title)
    assert screen.title not in others
    assert fault in screen.body.fault_line  # type: ignore[union-attr]


def test_a_query_that_may_be_skipped_is_skipped() -> None:
    walk = walk_to("ask")
    walk.take(ev.EffectFailed(operation=walk.operation, fault="NET-002"))
    assert walk.screen.title == "照现在看，可以申请"


# --- eligibility ---------------------------------------------------------------------------------------------------


def judged(card: object, household: dict[str, object] | None) -> Walk:
    walk = walk_to("ask", card=card) if household is not None else walk_to("entitled", online=False, card=card)
    if household is not None:
        walk.take(ev.QueryAnswered(operation=walk.operation, data=Sensitive({**HOUSEHOLD, **household})))  # type: ignore[arg-type]
    return walk


@pytest.mark.parametrize(
    ("card", "household", "title"),
    [
        (ZHANG_WEI, {}, "您的手机号是多少？"),
        (ZHANG_WEI, None, "照现在看，可以申请"),
        (ZHANG_WEI_SOCIAL, None, "照现在看，可以申请"),
        (LI_XIULAN, {}, "还不到 70 岁，暂时不能领"),
        (LI_XIULAN, None, "还不到 70 岁，暂时不能领"),
        (CHEN_JIAHAO, {"in_city": False}, "户口不在东莞，这里不能领"),
        (CHEN_JIAHAO, None, "户口不在东莞，这里不能领"),
        (ZHANG_WEI, {"in_city": False}, "户口不在东莞，这里不能领"),
        (ZHANG_WEI, {"already_receiving": True}, "您已经在领老人津贴了"),
    ],
)
def test_who_is_entitled(card: object, household: dict[str, object] | None, title: str) -> None:
    assert judged(card, household).screen.title == title


@pytest.mark.parametrize(
    ("birth", "entitled"),
    [(date(1956, 12, 24), True), (date(1956, 12, 25), False), (date(1956, 11, 24), True), (date(1926, 1, 1), True)],
)
def test_one_may_apply_from_one_month_before_the_seventieth_birthday(birth: date, *, entitled: bool) -> None:
    walk = judged(replace(ZHANG_WEI, birth=Sensitive(birth)), {})
    assert (walk.step == "phone") is entitled


def test_a_plain_no_tells_what_can_be_done_and_leads_back_to_the_other_services() -> None:
    walk = judged(LI_XIULAN, {})
    body = walk.screen.body
    assert isinstance(body, NoticeBody)
    assert (body.tone, body.matter.kind, body.fault_line) == ("info", "info", "")
    assert [way.act for way in body.ways] == ["help", "report"]
    walk.take(ev.Continued())
    assert isinstance(walk.screen.body, HomeBody)
    assert (walk.state.session_id, walk.state.run, walk.state.document) == (SESSION, None, None)
    assert fx.EraseDraft() in walk.effects


def test_a_provisional_yes_says_so_on_the_screen_and_on_paper() -> None:
    walk = walk_to("check", online=False)
    assert any("平台核对户口" in line for line in walk.screen.body.note)  # type: ignore[union-attr]
    walk.take(ev.Continued())
    operation = walk.operation
    walk.take(
        ev.SubmissionKept(operation=operation, local_number="XT07-1124-0031", at=AT),
        ev.SubmissionWaiting(operation=operation, fault="NET-001"),
    )
    assert "平台核对户口" in repr(walk.screen.body)
    printed = walk.started
    assert isinstance(printed, fx.PrintDocument)
    assert "核对户口" in printed.data.reveal()["note"]["zh"]  # type: ignore[index, call-overload]


def test_a_rule_that_cannot_be_evaluated_is_a_fault_of_the_service() -> None:
    walk = walk_to("ask")
    screen = walk.take(ev.QueryAnswered(operation=walk.operation, data=Sensitive({"in_city": "yes"})))
    assert screen.title == "这项服务的规则算不出来"
    assert screen.body.fault_line.endswith("CNT-003")  # type: ignore[union-attr]
