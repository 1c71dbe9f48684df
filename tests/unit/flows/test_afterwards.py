"""After handing in: late answers, refusals, corrections, no paper; and what is said of the matter."""

from __future__ import annotations

import pytest

from flows.model import effect as fx
from flows.model import event as ev
from flows.model.screen import CheckBody, NoticeBody, ReceiptBody
from kiosk.core.audit import AuditKind
from kiosk.core.devices import Printed, PrintFailed
from kiosk.core.ids import OperationId
from kiosk.core.sensitive import Sensitive
from tests.support.flow_walks import (
    ALLOWANCE,
    AT,
    CERTIFICATE,
    HOUSEHOLD,
    LI_XIULAN,
    Walk,
    ready_state,
    walk_to,
)

# --- the receipt ---------------------------------------------------------------------------------------------------


def test_an_answer_that_comes_late_still_changes_the_receipt() -> None:
    walk = walk_to("submit")
    operation = walk.operation
    walk.take(
        ev.SubmissionKept(operation=operation, local_number="XT07-1124-0031", at=AT),
        ev.SubmissionWaiting(operation=operation, fault="NET-002"),
    )
    assert "平台还没收到" in walk.screen.title
    walk.take(ev.SubmissionReceived(operation=operation, platform_number="DG202611240418", at=AT))
    assert "平台已收到" in walk.screen.title
    walk.take(ev.DocumentPrinted(operation=walk.operation, outcome=Printed(pages=1)))
    walk.take(ev.WayChosen("again"))
    again = walk.started
    assert isinstance(again, fx.PrintDocument)
    assert (again.template, again.again) == ("receipt-received", 1)


def test_a_refusal_that_comes_late_is_shown_all_the_same() -> None:
    walk = walk_to("submit")
    operation = walk.operation
    walk.take(
        ev.SubmissionKept(operation=operation, local_number="XT07-1124-0031", at=AT),
        ev.SubmissionWaiting(operation=operation, fault="NET-002"),
        ev.SubmissionRefused(operation=operation, code="bank", reason="号码对不上。"),
    )
    assert walk.screen.title == "没有送成"
    assert "号码对不上" in walk.screen.hint


def reporting_while_one_waits() -> tuple[Walk, OperationId]:
    """A report is open over the receipt of what the platform does not have yet."""
    walk = walk_to("submit")
    operation = walk.operation
    walk.take(
        ev.SubmissionKept(operation=operation, local_number="XT07-1124-0031", at=AT),
        ev.SubmissionWaiting(operation=operation, fault="NET-002"),
        ev.HelpAsked(),
        ev.ReportAsked(),
    )
    walk.until("words")
    return walk, operation


def test_what_is_received_while_a_report_is_open_is_on_the_receipt_afterwards() -> None:
    walk, operation = reporting_while_one_waits()
    walk.take(ev.SubmissionReceived(operation=operation, platform_number="DG202611240418", at=AT))
    assert walk.step == "words", "the report goes on"
    assert AuditKind.SUBMISSION_RECEIVED in [each.kind for each in walk.effects if isinstance(each, fx.RecordAudit)]
    walk.take(ev.WentBack(), ev.WentBack())
    assert walk.state.parked is None
    assert "平台已收到" in walk.screen.title
    assert walk.state.run is not None
    assert (walk.state.run.platform_number, walk.state.run.received_at) == ("DG202611240418", AT)


def test_what_is_refused_while_a_report_is_open_is_shown_when_one_comes_back() -> None:
    walk, operation = reporting_while_one_waits()
    walk.take(ev.SubmissionRefused(operation=operation, code="bank", reason="号码对不上。"))
    assert walk.step == "words", "the report goes on"
    assert walk.effects_of(fx.EndSession) == []
    screen = walk.take(ev.WentBack(), ev.WentBack())
    assert (screen.title, walk.step) == ("没有送成", "submit")
    assert "号码对不上" in screen.hint
    assert isinstance(walk.take(ev.Continued()).body, CheckBody), "it can be corrected"


def test_a_refused_submission_is_corrected_by_a_new_one() -> None:
    walk = walk_to("submit")
    operation = walk.operation
    walk.take(
        ev.SubmissionKept(operation=operation, local_number="XT07-1124-0031", at=AT),
        ev.SubmissionRefused(operation=operation, code="bank", reason="号码对不上。"),
    )
    assert isinstance(walk.take(ev.Continued()).body, CheckBody)
    walk.take(ev.Continued())
    first, second = (each.submission for each in walk.effects_of(fx.Submit))  # type: ignore[attr-defined]
    assert second.key != first.key
    assert second.supersedes == first.key


def test_out_of_paper_after_submitting_leaves_the_matter_safe() -> None:
    walk = walk_to("receipt")
    screen = walk.take(ev.DocumentPrinted(operation=walk.operation, outcome=PrintFailed(fault="PRN-003")))
    assert screen.title == "打印机没纸了"
    assert isinstance(screen.body, NoticeBody)
    assert (screen.body.matter.kind, screen.body.matter.title) == ("done", "您的申请已经交好，不受影响")
    assert screen.body.card is not None
    assert [way.act for way in screen.body.ways] == ["way", "help", "report"]
    walk.take(ev.WayChosen("again"))
    again = walk.started
    assert isinstance(again, fx.PrintDocument)
    assert again.again == 1
    walk.take(ev.DocumentPrinted(operation=walk.operation, outcome=PrintFailed(fault="PRN-003")), ev.Continued())
    assert walk.step == "rate"


# --- what is said of the matter ------------------------------------------------------------------------------------


def test_who_is_not_entitled_reads_who_was_asked_and_that_nothing_was_applied_for() -> None:
    walk = walk_to("ask")
    household = {**HOUSEHOLD, "in_city": False}
    screen = walk.take(ev.QueryAnswered(operation=walk.operation, data=Sensitive(household)))
    assert isinstance(screen.body, NoticeBody)
    assert screen.body.matter.title == "没有提交任何申请"
    assert "只向民政局查过您的资料" in screen.body.matter.lines[0]
    assert "没有送出" not in repr(screen)


def test_who_is_not_entitled_without_a_query_reads_of_none() -> None:
    walk = Walk(state=ready_state(online=False), card=LI_XIULAN)
    walk.begin(ALLOWANCE)
    walk.until("entitled")
    assert isinstance(walk.screen.body, NoticeBody)
    assert walk.screen.body.matter.title == "没有提交任何申请"
    assert "查过" not in repr(walk.screen)


@pytest.mark.parametrize(
    ("service", "title", "who"),
    [(ALLOWANCE, "申请还没交", "民政局"), (CERTIFICATE, "什么都没有少，随时可以再来", "社保局")],
)
def test_a_query_that_found_nothing_says_who_was_asked(service: str, title: str, who: str) -> None:
    walk = walk_to("ask", service)
    screen = walk.take(ev.QueryRefused(operation=walk.operation, code="nothing-on-record", reason="没有查到。"))
    assert isinstance(screen.body, NoticeBody)
    assert screen.body.matter.title == title
    assert f"只向{who}查过您的资料" in screen.body.matter.lines[0]


@pytest.mark.parametrize("service", [ALLOWANCE, CERTIFICATE])
def test_nothing_after_a_query_says_that_nothing_was_sent(service: str) -> None:
    walk = walk_to("check", service)
    screen = walk.take(ev.EndAsked())
    assert screen.sheet is not None
    assert "送出" not in repr(screen)
    assert "送出" not in repr(walk.take(ev.SheetDismissed()).body)


@pytest.mark.parametrize(
    ("fault", "later", "able"),
    [
        ("NET-001", "网络一通就自动送出，您不用再来。", "网络恢复后"),
        ("NET-002", "网络一通就自动送出，您不用再来。", "网络恢复后"),
        ("NET-003", "平台能收了就自动送出，您不用再来。", "平台能收后"),
        ("NET-007", "平台能收了就自动送出，您不用再来。", "平台能收后"),
    ],
)
def test_what_waits_is_sent_when_its_own_cause_is_over(fault: str, later: str, able: str) -> None:
    walk = walk_to("submit")
    operation = walk.operation
    screen = walk.take(
        ev.SubmissionKept(operation=operation, local_number="XT07-1124-0031", at=AT),
        ev.SubmissionWaiting(operation=operation, fault=fault),
    )
    assert isinstance(screen.body, ReceiptBody)
    assert screen.body.lines[-1] == later
    assert screen.body.next[1].when == able
