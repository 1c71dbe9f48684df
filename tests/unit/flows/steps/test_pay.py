"""Paying by phone: an order is asked about before another is opened, whatever happened in between."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.model import codec
from flows.model import effect as fx
from flows.model import event as ev
from flows.model.screen import NoticeBody, ScanBody
from flows.model.values import Json
from flows.steps.pay import MISSES
from kiosk.core.audit import AuditKind
from kiosk.core.sensitive import Sensitive
from tests.support.effects import CODE, OPENED, ORDER, PAID, EffectsWalk, effects_catalogue
from tests.support.flow_walks import AT, LI_XIULAN, SESSION, Walk, ready_state

LATER_SESSION = "6f9619ff-8b86-4d01-b42d-00cf4fc964aa"


def at_payment(*, shown: bool = True) -> EffectsWalk:
    walk = EffectsWalk(catalogue=effects_catalogue())
    walk.begin("water-bill")
    walk.until("pay")
    if shown:
        walk.done(OPENED)
    return walk


def record(walk: EffectsWalk) -> dict[str, Json]:
    assert walk.state.run is not None
    known = walk.state.run.answers.reveal()["pay"]
    assert isinstance(known, dict)
    return known


def opened(walk: EffectsWalk) -> list[fx.Command]:
    return [each for each in walk.commands if each.kind == "open-payment"]


def after_a_power_cut(walk: EffectsWalk) -> EffectsWalk:
    """The same card at a new session, with the draft that was saved last."""
    draft = codec.decode(codec.encode(walk.state))
    again = EffectsWalk(catalogue=effects_catalogue(), state=ready_state())
    again.take(ev.SessionStarted(session_id=LATER_SESSION, at=AT), ev.ServiceChosen("water-bill"))
    again.answer()
    again.answer()
    assert isinstance(again.started, fx.FindDraft)
    again.take(ev.DraftFound(operation=again.operation, state=draft))
    return again


def asks(walk: EffectsWalk) -> str:
    started = walk.started
    assert isinstance(started, fx.Query)
    assert started.kind == "payment"
    return str(started.parameters.reveal()["payment"])


def test_the_sum_is_of_whole_fen_and_itemised() -> None:
    walk = at_payment(shown=False)
    started = walk.started
    assert isinstance(started, fx.Command)
    parameters = started.parameters.reveal()
    assert parameters["amount_fen"] == 5000
    assert parameters["items"] == [{"name": "水费", "fen": 3580}, {"name": "污水处理费", "fen": 1420}]
    assert parameters["payment"] == started.key


def test_what_costs_nothing_is_not_listed() -> None:
    walk = EffectsWalk(catalogue=effects_catalogue(), card=LI_XIULAN)
    walk.begin("water-bill")
    walk.until("pay")
    walk.done(OPENED)
    body = walk.screen.body
    assert isinstance(body, ScanBody)
    assert [row.value for row in body.rows] == ["35.80 元", "35.80 元"]


def test_the_page_shows_the_code_the_sum_and_whom_it_is_paid_to() -> None:
    screen = at_payment().screen
    assert isinstance(screen.body, ScanBody)
    assert screen.body.qr == CODE
    assert screen.body.rows[-1].value == "50.00 元"
    assert screen.body.rows[-1].total
    assert "东莞市水务集团" in screen.hint


def test_the_key_is_in_the_draft_before_the_platform_hears_of_it_and_the_order_before_the_code_is_seen() -> None:
    walk = at_payment(shown=False)
    kinds = [type(each) for each in walk.effects]
    assert kinds.index(fx.SaveDraft) < kinds.index(fx.Command)
    assert record(walk)["key"] == walk.commands[-1].key
    walk.done(OPENED)
    assert fx.SaveDraft() in walk.effects
    assert record(walk)["order"] == ORDER


def test_it_is_asked_by_itself_and_goes_on_when_it_is_paid() -> None:
    walk = at_payment()
    walk.tick("payment")
    walk.answered({"status": "open"})
    assert walk.screen.page == "Scan"
    walk.tick("payment")
    walk.answered(PAID)
    assert walk.step == "submit"
    assert record(walk)["status"] == "paid"
    submit = walk.started
    assert isinstance(submit, fx.Submit)
    assert submit.submission.payload.reveal()["payment"] == record(walk)
    audits = [each.kind for each in walk.all_effects if isinstance(each, fx.RecordAudit)]
    assert audits.count(AuditKind.PAYMENT_PAID) == 1


def test_no_second_question_runs_beside_the_first() -> None:
    walk = at_payment()
    walk.tick("payment")
    before = walk.state
    walk.tick("payment")
    walk.take(ev.Continued())
    assert walk.state.pending == before.pending


@pytest.mark.parametrize("status", ["expired", "refused", "cancelled"])
def test_a_new_order_is_opened_only_once_the_old_one_is_closed(status: str) -> None:
    walk = at_payment()
    walk.tick("payment")
    walk.answered({"status": status})
    assert [each.kind for each in walk.commands][-1] == "close-payment"
    walk.take(ev.Continued())
    assert len(opened(walk)) == 1, "not before the answer"
    walk.done({"status": "closed"})
    assert isinstance(walk.screen.body, NoticeBody)
    assert walk.screen.body.matter.title == "没有收您的钱"
    walk.take(ev.Continued())
    assert len(opened(walk)) == 2
    assert opened(walk)[0].key != opened(walk)[1].key


def test_an_order_that_was_paid_while_it_was_being_closed_is_paid() -> None:
    walk = at_payment()
    walk.take(ev.WentBack())
    walk.done(PAID)
    assert walk.step == "submit"
    assert len(opened(walk)) == 1


def test_going_back_closes_the_order_and_leads_to_the_answers() -> None:
    walk = at_payment()
    walk.take(ev.WentBack())
    assert walk.commands[-1].kind == "close-payment"
    walk.done({"status": "closed"})
    assert walk.step == "check"
    walk.take(ev.Continued())
    assert len(opened(walk)) == 2


def test_what_runs_out_without_a_word_from_the_platform_is_closed() -> None:
    walk = at_payment()
    for _ in range(200):
        if walk.commands[-1].kind == "close-payment":
            break
        walk.tick("payment")
        walk.answered({"status": "open"})
    assert walk.commands[-1].kind == "close-payment"


def test_without_an_answer_the_page_says_that_it_is_not_known_and_gives_the_number() -> None:
    walk = at_payment()
    for _ in range(MISSES):
        assert walk.screen.page == "Scan"
        walk.tick("payment")
        walk.fails()
    body = walk.screen.body
    assert isinstance(body, NoticeBody)
    assert body.card is not None
    assert body.card.number == "JF 2026 1124 0007"
    assert any(way.act == "help" for way in body.ways)
    assert walk.state.pending is None, "nothing keeps the session alive for nobody"
    walk.take(ev.WentBack())
    assert len(opened(walk)) == 1
    walk.take(ev.Continued())
    asks(walk)
    walk.answered(PAID)
    assert walk.step == "submit"
    assert len(opened(walk)) == 1


def test_it_asks_again_when_the_network_is_back() -> None:
    walk = at_payment()
    walk.take(ev.WentBack())
    walk.fails("NET-002")
    assert walk.screen.key.endswith("unsure")
    walk.take(ev.NetworkChanged(online=True))
    asks(walk)


@pytest.mark.parametrize("status", ["none", "open", "paid"])
def test_after_a_power_cut_the_same_order_is_asked_about_first(status: str) -> None:
    before = at_payment(shown=status != "none")
    key = record(before)["key"]
    walk = after_a_power_cut(before)
    assert walk.step == "pay"
    assert asks(walk) == key
    assert opened(walk) == []
    walk.answered({"status": status, "order": ORDER, "qr": CODE, "left_s": 200, "paid_at": "2026-11-24"})
    match status:
        case "none":
            assert [each.key for each in opened(walk)] == [key], "the same key, which the platform does once"
        case "open":
            assert walk.screen.page == "Scan"
            assert opened(walk) == []
        case _:
            assert walk.step == "submit"
            assert opened(walk) == []


def test_after_a_power_cut_without_a_platform_nothing_is_opened() -> None:
    walk = after_a_power_cut(at_payment())
    walk.fails()
    body = walk.screen.body
    assert isinstance(body, NoticeBody)
    assert body.card is not None
    assert opened(walk) == []


def test_an_opening_without_an_answer_is_asked_about_before_it_is_tried_again() -> None:
    walk = at_payment(shown=False)
    key = walk.commands[-1].key
    walk.fails("NET-002")
    assert isinstance(walk.screen.body, NoticeBody)
    assert "没有收钱" in walk.screen.body.matter.lines[0]
    walk.take(ev.Continued())
    assert asks(walk) == key
    walk.answered({"status": "none"})
    assert walk.commands[-1].key == key


def test_an_order_that_the_platform_refuses_to_open_says_why() -> None:
    walk = at_payment(shown=False)
    walk.take(ev.CommandRefused(operation=walk.operation, code="amount", reason="一次最多能付 50000 元。"))
    assert "50000" in walk.screen.hint
    walk.take(ev.WentBack())
    assert walk.step == "check"


def test_what_is_paid_is_never_paid_again_after_a_refused_submission() -> None:
    walk = at_payment()
    walk.tick("payment")
    walk.answered(PAID)
    kept = ev.SubmissionKept(operation=walk.operation, local_number="XT07-1124-0001", at=AT)
    walk.take(kept, ev.SubmissionRefused(operation=walk.operation, code="x", reason="号码对不上。"))
    walk.take(ev.Continued())
    assert walk.step == "check"
    shown = repr(walk.screen.body)
    assert "50.00 元（已付）" in shown
    walk.take(ev.Continued())
    assert walk.step == "submit"
    assert len(opened(walk)) == 1


def test_a_parked_payment_is_asked_about_when_one_comes_back() -> None:
    walk = at_payment()
    walk.take(ev.ReportAsked())
    for _ in range(20):
        if walk.step == "pay":
            break
        walk.help_on()
    asks(walk)
    assert len(opened(walk)) == 1


def test_an_answer_that_is_not_the_contract_shows_no_code() -> None:
    walk = at_payment(shown=False)
    walk.done({"order": ORDER})
    assert walk.state.run is not None
    assert walk.state.run.fault == "NET-004"


def test_a_code_is_no_longer_on_a_screen_after_the_end() -> None:
    walk = at_payment()
    walk.tick("payment")
    late = ev.QueryAnswered(operation=walk.operation, data=Sensitive(PAID))
    walk.take(ev.EndAsked(), ev.EndConfirmed())
    assert walk.state == replace(ready_state(), terminal=walk.state.terminal)
    assert CODE not in repr(walk.screen)
    walk.take(late)
    assert walk.step == ""


def test_the_receipt_says_what_was_paid_to_whom_under_which_number() -> None:
    walk = Walk()
    walk.begin("traffic-fine")
    walk.until("receipt")
    printed = walk.effects_of(fx.PrintDocument)[-1]
    assert isinstance(printed, fx.PrintDocument)
    (paid,) = printed.data.reveal()["paid"]  # type: ignore[misc]
    assert paid == {
        "payee": {"zh": "东莞市公安局交通警察支队（演示）", "en": "Dongguan Traffic Police (demo)"},
        "amount_fen": 20_000,
        "order": "JF202611240007",
        "paid_at": "2026-11-24T09:12:00+08:00",
    }


def test_a_receipt_announces_nothing_of_money_where_none_was_paid() -> None:
    for items, said in (([], []), ([{"name": "罚款", "fen": 20_000}], ["现在", "要发票"])):
        walk = Walk()
        walk.begin("traffic-fine")
        while not (isinstance(walk.started, fx.Query) and walk.started.kind != "payment"):
            walk.help_on()
        bill: dict[str, Json] = {"name": "张伟", "period": "2026-11-03", "items": items}  # type: ignore[dict-item]
        walk.take(ev.QueryAnswered(operation=walk.operation, data=Sensitive(bill)))
        walk.until("receipt")
        printed = walk.effects_of(fx.PrintDocument)[-1]
        assert isinstance(printed, fx.PrintDocument)
        announced = printed.data.reveal()["next"]
        assert isinstance(announced, list)
        assert [each["when"]["zh"] for each in announced] == said  # type: ignore[index, call-overload]


def test_leaving_while_the_code_shows_closes_the_order() -> None:
    walk = Walk()
    walk.begin("traffic-fine")
    walk.until("pay")
    while walk.screen.title != "用手机扫码付钱":
        walk.help_on()
    (opened,) = walk.effects_of(fx.Command)
    assert isinstance(opened, fx.Command)
    walk.take(ev.EndAsked(), ev.EndConfirmed())
    (closing,) = walk.effects_of(fx.LeaveCommand)
    assert isinstance(closing, fx.LeaveCommand)
    assert (closing.kind, closing.parameters.reveal()) == ("close-payment", {"payment": opened.key})
    assert isinstance(walk.effects[-1], fx.EndSession), "the end is the last that is done"


def end_sheet(walk: Walk) -> str:
    walk.take(ev.EndAsked())
    assert walk.screen.sheet is not None
    return "".join(walk.screen.sheet.lines)


def test_before_the_end_one_hears_what_becomes_of_the_open_order() -> None:
    walk = at_payment()
    assert "缴费码也作废，不要再付。要是已经付了，一天后原路退给您。" in end_sheet(walk)
    walk.take(ev.SheetDismissed())
    for _ in range(MISSES):
        walk.tick("payment")
        walk.fails()
    assert "还不知道" in walk.screen.title
    assert "缴费码也作废" in end_sheet(walk)
    walk.take(ev.SheetDismissed(), ev.TimerExpired(SESSION, "idle"))
    assert walk.screen.sheet is not None
    assert walk.screen.sheet.kind == "idle"
    assert "缴费码也作废" in "".join(walk.screen.sheet.lines), "time that runs out closes it just the same"


def test_before_a_code_was_shown_the_end_takes_no_money() -> None:
    assert "没有收您的钱。" in end_sheet(at_payment(shown=False))


def test_an_order_that_is_closed_or_was_never_opened_is_not_spoken_of_at_the_end() -> None:
    walk = at_payment()
    walk.tick("payment")
    walk.answered({"status": "refused"})
    walk.done({"status": "closed"})
    assert "付" not in end_sheet(walk)
    before = EffectsWalk(catalogue=effects_catalogue())
    before.begin("water-bill")
    before.until("check")
    assert "付" not in end_sheet(before)


def test_what_was_paid_and_not_handed_in_is_said_to_come_back() -> None:
    walk = at_payment()
    walk.tick("payment")
    walk.answered(PAID)
    walk.fails("STO-002")
    assert walk.step == "submit"
    assert "您付的 50.00 元，一天后原路退给您。" in end_sheet(walk)


def test_what_was_paid_and_handed_in_does_not_come_back() -> None:
    walk = at_payment()
    walk.tick("payment")
    walk.answered(PAID)
    walk.take(ev.SubmissionKept(operation=walk.operation, local_number="XT07-1124-0001", at=AT))
    assert "退" not in end_sheet(walk)


def handing_in() -> EffectsWalk:
    walk = at_payment()
    walk.tick("payment")
    walk.answered(PAID)
    assert walk.step == "submit"
    return walk


def turned_down() -> EffectsWalk:
    walk = handing_in()
    kept = ev.SubmissionKept(operation=walk.operation, local_number="XT07-1124-0001", at=AT)
    walk.take(kept, ev.SubmissionRefused(operation=walk.operation, code="account", reason="户号对不上。"))
    assert walk.screen.title == "没有送成"
    return walk


def test_while_it_is_not_known_whether_it_was_kept_the_money_comes_back_only_if_it_was_not() -> None:
    sending = handing_in()
    assert "要是没交成，钱一天后原路退给您。" in end_sheet(sending)
    unknown = handing_in()
    unknown.fails("STO-007")
    assert "要是没交成，钱一天后原路退给您。" in end_sheet(unknown)
    unknown.take(ev.SheetDismissed(), ev.WentBack())
    assert unknown.step == "check"
    assert "要是没交成，钱一天后原路退给您。" in end_sheet(unknown), "going back tells nothing of the disk"


def test_where_an_earlier_one_counts_its_money_is_not_spoken_of() -> None:
    first = handing_in()
    first.fails("STO-006")
    assert "退" not in end_sheet(first)
    corrected = turned_down()
    corrected.take(ev.Continued())
    corrected.until("submit")
    corrected.fails("STO-006")
    assert "退" not in end_sheet(corrected)


def test_what_was_paid_and_refused_is_not_said_to_be_safe_and_its_order_is_named() -> None:
    walk = turned_down()
    money = "您付的 50.00 元，单号 JF 2026 1124 0007。没办成会退；要接着办，一天内打 12345 报单号。"
    for _ in range(2):
        said = end_sheet(walk)
        assert money in said
        assert "不受影响" not in said
        assert walk.screen.sheet is not None
        assert walk.screen.sheet.left is not None
        assert walk.screen.sheet.left.label == "不办了"
        walk.take(ev.SheetDismissed(), ev.Continued())
    walk.until("receipt")
    assert "退" not in end_sheet(walk), "the correction is handed in"


def test_the_money_of_a_matter_left_for_a_report_is_not_forgotten_at_the_end() -> None:
    walk = at_payment()
    walk.take(ev.ReportAsked())
    assert walk.step != "pay"
    assert "缴费码也作废" in end_sheet(walk)
    walk.take(ev.EndConfirmed())
    assert len(walk.effects_of(fx.LeaveCommand)) == 1


def test_leaving_after_it_was_paid_closes_nothing() -> None:
    walk = Walk()
    walk.begin("traffic-fine")
    walk.until("receipt")
    walk.to_the_end()
    assert walk.effects_of(fx.LeaveCommand) == []


def test_a_bill_is_asked_for_again_when_its_account_was_changed() -> None:
    walk = Walk()
    walk.begin("electricity-bill")
    walk.until("check")
    asked = len(walk.effects_of(fx.Query))
    walk.take(ev.ChangeAsked("account"), ev.FieldEdited("account", Sensitive("222222222222")), ev.Continued())
    assert walk.step == "ask", "the old bill is of another account"
    newest = walk.started
    assert isinstance(newest, fx.Query)
    assert newest.parameters.reveal() == {"account": "222222222222"}
    other = {"name": "李秀兰", "period": "2026-10", "items": [{"name": "电费", "fen": 4_200}]}
    walk.take(ev.QueryAnswered(operation=walk.operation, data=Sensitive(other)))
    assert walk.step == "check"
    walk.take(ev.Continued())
    opened = walk.started
    assert isinstance(opened, fx.Command)
    assert opened.parameters.reveal()["amount_fen"] == 4_200
    assert len(walk.effects_of(fx.Query)) == asked + 1


def test_a_bill_is_not_asked_for_again_when_nothing_was_changed() -> None:
    walk = Walk()
    walk.begin("electricity-bill")
    walk.until("check")
    walk.take(ev.ChangeAsked("account"), ev.Continued())
    assert walk.step == "check"
