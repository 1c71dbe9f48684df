"""What is handed in and what comes out: pictures, the submission, certificate and receipt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.model import effect as fx
from flows.model import event as ev
from flows.model.screen import CameraBody, ReceiptBody
from kiosk.core.devices import (
    DeviceKind,
    Health,
    PageQuality,
    PrintCancelled,
    Printed,
    PrintUnconfirmed,
)
from kiosk.documents.papers import PAPERS, parse
from tests.support.flow_walks import (
    ALLOWANCE,
    AT,
    CERTIFICATE,
    GOOD,
    devices,
    walk_to,
)

# --- capture -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quality", "marks", "advice"),
    [
        (GOOD, ["done", "done", "done"], ""),
        (PageQuality(corners=False, bright=True, sharp=True, glare=False), ["attention", "done", "done"], "四个角"),
        (PageQuality(corners=True, bright=False, sharp=True, glare=False), ["done", "attention", "done"], "光"),
        (PageQuality(corners=True, bright=True, sharp=True, glare=True), ["done", "done", "attention"], "反光"),
        (PageQuality(corners=True, bright=True, sharp=False, glare=False), ["done", "done", "attention"], "放平"),
    ],
)
def test_what_is_good_of_a_picture_is_told_and_what_to_mend(
    quality: PageQuality, marks: list[str], advice: str
) -> None:
    walk = walk_to("household_book")
    screen = walk.take(ev.FrameJudged(operation=walk.operation, quality=quality))
    assert isinstance(screen.body, CameraBody)
    assert [line.mark for line in screen.body.checks] == marks
    assert advice in screen.body.advice
    assert screen.actions.primary is not None
    assert screen.actions.primary.enabled  # a poor picture may be taken all the same


def test_a_picture_is_taken_looked_at_and_kept() -> None:
    walk = walk_to("household_book")
    preview = walk.operation
    walk.answer()
    walk.take(ev.Continued())
    assert fx.StopOperation(preview) in walk.effects
    assert isinstance(walk.started, fx.TakePicture)
    walk.take(ev.Continued())
    assert len(walk.effects_of(fx.TakePicture)) == 1
    screen = walk.answer()
    assert not screen.body.live  # type: ignore[union-attr]
    walk.take(ev.WayChosen("retake"))
    assert walk.screen.body.live  # type: ignore[union-attr]
    walk.answer()
    walk.take(ev.Continued())
    walk.answer()
    walk.take(ev.Continued())
    assert walk.step == "signature"
    walk.until("submit")
    attachments = walk.effects_of(fx.Submit)[0].submission.attachments  # type: ignore[attr-defined]
    assert [each.name for each in attachments] == ["household_book"]


def test_without_the_paper_one_goes_on_and_the_submission_says_so() -> None:
    walk = walk_to("household_book")
    walk.answer()
    walk.take(ev.Continued())
    walk.answer()
    walk.take(ev.WentBack(), ev.Continued(), ev.WayChosen("retake"), ev.WayChosen("without"))
    assert walk.step == "signature"
    walk.until("submit")
    submission = walk.effects_of(fx.Submit)[0].submission  # type: ignore[attr-defined]
    assert submission.attachments == ()
    assert submission.payload.reveal()["household_book_pages"] == 0


def test_a_camera_that_is_gone_leaves_the_way_without() -> None:
    walk = walk_to("household_book")
    screen = walk.take(ev.EffectFailed(operation=walk.operation, fault="CAM-001"))
    assert [way.arg for way in screen.body.ways if way.act == "way"] == ["without"]  # type: ignore[union-attr]
    walk.take(ev.WayChosen("without"))
    assert walk.step == "signature"


# --- submit --------------------------------------------------------------------------------------------------------


def test_what_is_handed_in_is_what_was_answered() -> None:
    walk = walk_to("submit")
    submission = walk.effects_of(fx.Submit)[0].submission  # type: ignore[attr-defined]
    payload = submission.payload.reveal()
    assert submission.service_digest == walk.catalogue.newest(ALLOWANCE).digest  # type: ignore[union-attr]
    assert payload["applicant"]["number"] == "441900195103071237"
    assert payload["phone"] == "13800005620"
    assert payload["village"]["name"] == "溪头社区居民委员会"
    assert payload["provisional"] is False
    assert "***" in repr(submission)


def test_before_it_is_kept_nothing_says_that_it_is() -> None:
    walk = walk_to("submit")
    assert "本机已收下" not in repr(walk.screen)
    assert [action.act for action in walk.screen.actions.left] == ["end"]
    screen = walk.take(ev.SubmissionKept(operation=walk.operation, local_number="XT07-1124-0031", at=AT))
    assert "本机已收下" in repr(screen)
    assert "平台已收到" not in repr(screen)


def test_patience_that_ends_before_it_is_kept_does_not_lose_it() -> None:
    walk = walk_to("submit")
    operation = walk.operation
    walk.take(ev.SubmissionWaiting(operation=operation, fault="NET-002"))
    assert walk.step == "submit"
    walk.take(ev.SubmissionKept(operation=operation, local_number="XT07-1124-0031", at=AT))
    walk.take(ev.WayChosen("leave"))
    assert walk.step == "receipt"
    assert "平台还没收到" in walk.screen.title


def test_a_full_disk_loses_nothing_and_is_tried_again_under_the_same_key() -> None:
    walk = walk_to("submit")
    screen = walk.take(ev.EffectFailed(operation=walk.operation, fault="STO-002"))
    assert screen.title == "这台机器的硬盘满了"
    assert screen.body.matter.title == "还没交，填的都在"  # type: ignore[union-attr]
    walk.take(ev.Continued())
    first, second = (each.submission for each in walk.effects_of(fx.Submit))  # type: ignore[attr-defined]
    assert first == second
    walk.take(ev.EffectFailed(operation=walk.operation, fault="STO-002"), ev.WentBack())
    assert walk.step == "check"


def test_an_earlier_version_that_stands_is_told_and_nothing_is_said_to_be_lost() -> None:
    walk = walk_to("submit")
    screen = walk.take(ev.EffectFailed(operation=walk.operation, fault="STO-006"))
    assert screen.title == "您先前交的那份还算数"
    assert screen.body.matter.title == "改过的这份没有收"  # type: ignore[union-attr]
    assert {"help", "report"} <= {way.act for way in screen.body.ways}  # type: ignore[union-attr]


def test_of_a_disk_that_hangs_nothing_is_said_that_nobody_knows() -> None:
    walk = walk_to("submit")
    screen = walk.take(ev.EffectFailed(operation=walk.operation, fault="STO-007"))
    assert "没有收下" not in repr(screen.body)
    assert "不会交成两份" in repr(screen.body)
    walk.take(ev.Continued())
    first, second = (each.submission for each in walk.effects_of(fx.Submit))  # type: ignore[attr-defined]
    assert first == second


def test_the_slip_carries_the_digest_of_what_is_kept_also_when_it_is_printed_again() -> None:
    walk = walk_to("submit")
    kept = ev.SubmissionKept(operation=walk.operation, local_number="XT07-1124-0031", at=AT, digest="5f" * 32)
    walk.take(kept, ev.SubmissionWaiting(operation=walk.operation, fault="NET-001"))
    first = walk.started
    walk.answer()
    walk.take(ev.WayChosen("again"))
    again = walk.started
    assert isinstance(first, fx.PrintDocument)
    assert isinstance(again, fx.PrintDocument)
    assert (first.template, again.again) == ("receipt-kept", 1)
    for printed in (first, again):
        paper = parse(PAPERS["receipt-kept"], {**printed.data.reveal(), "clock_synced": True})
        assert paper.derived()["serial_qr"] == f"XT07-1124-0031 {'5f' * 32}"


# --- paper ---------------------------------------------------------------------------------------------------------


def test_the_certificate_is_set_from_the_platforms_word() -> None:
    walk = walk_to("print", CERTIFICATE)
    printed = walk.started
    assert isinstance(printed, fx.PrintDocument)
    assert printed.template == "social-insurance-certificate"
    assert parse(PAPERS[printed.template], printed.data.reveal()).language == "zh-Hans"
    screen = walk.answer()
    assert isinstance(screen.body, ReceiptBody)
    assert screen.body.card is None


@pytest.mark.parametrize("online", [True, False])
def test_the_receipts_hold_what_their_papers_need(*, online: bool) -> None:
    walk = walk_to("submit", online=online)
    operation = walk.operation
    walk.take(ev.SubmissionKept(operation=operation, local_number="XT07-1124-0031", at=AT))
    if online:
        walk.take(ev.SubmissionReceived(operation=operation, platform_number="DG202611240418", at=AT))
    else:
        walk.take(ev.SubmissionWaiting(operation=operation, fault="NET-001"))
    printed = walk.started
    assert isinstance(printed, fx.PrintDocument)
    assert printed.template == ("receipt-received" if online else "receipt-kept")
    paper = parse(PAPERS[printed.template], {**printed.data.reveal(), "clock_synced": online})
    assert (paper.applicant, paper.id_number, paper.phone) == ("张*", "4419**********1237", "138****5620")  # type: ignore[attr-defined]
    assert [material.name.zh for material in paper.materials] == ["身份证", "户口本", "签名"]  # type: ignore[attr-defined]
    assert "张伟" not in repr(printed.data.reveal())


def test_the_report_receipt_holds_what_its_paper_needs() -> None:
    walk = walk_to("receipt", "could-not-be-done")
    printed = walk.started
    assert isinstance(printed, fx.PrintDocument)
    paper = parse(PAPERS[printed.template], printed.data.reveal())
    assert paper.words.reveal() == "打印机一直没有纸"  # type: ignore[attr-defined]


def test_paper_that_nobody_can_confirm_is_asked_for() -> None:
    walk = walk_to("receipt")
    screen = walk.take(ev.DocumentPrinted(operation=walk.operation, outcome=PrintUnconfirmed()))
    assert screen.title == "纸出来了吗？"
    assert walk.effects_of(fx.PrintDocument)[1:] == []
    walk.take(ev.Continued())
    assert isinstance(walk.screen.body, ReceiptBody)
    assert "打好了" in walk.screen.body.paper.title  # type: ignore[union-attr]


def test_paper_that_did_not_come_is_printed_again_on_the_residents_word_alone() -> None:
    walk = walk_to("receipt")
    walk.take(ev.DocumentPrinted(operation=walk.operation, outcome=PrintUnconfirmed()), ev.WayChosen("again"))
    first, second = walk.effects_of(fx.PrintDocument)
    assert first.purpose == second.purpose  # type: ignore[attr-defined]
    assert (first.again, second.again) == (0, 1)  # type: ignore[attr-defined]
    walk.take(ev.WayChosen("again"))  # still printing
    assert len(walk.effects_of(fx.PrintDocument)) == 2


def test_one_more_copy_counts_up() -> None:
    walk = walk_to("receipt")
    for again in (1, 2, 3):
        walk.take(ev.DocumentPrinted(operation=walk.operation, outcome=Printed(pages=1)), ev.WayChosen("again"))
        printed = walk.started
        assert isinstance(printed, fx.PrintDocument)
        assert printed.again == again


def test_a_cancelled_job_is_told_and_the_matter_is_safe() -> None:
    walk = walk_to("receipt")
    screen = walk.take(ev.DocumentPrinted(operation=walk.operation, outcome=PrintCancelled()))
    assert screen.title == "打印机停了"
    assert screen.body.matter.kind == "done"  # type: ignore[union-attr]


def test_without_a_printer_the_receipt_stands_on_the_screen() -> None:
    walk = walk_to("submit")
    broken = next(each for each in devices() if each.kind is DeviceKind.PRINTER)
    walk.take(ev.DeviceChanged(replace(broken, health=Health.FAILED, fault="PRN-003")))
    walk.answer()
    body = walk.screen.body
    assert isinstance(body, ReceiptBody)
    assert body.paper is not None
    assert body.paper.title == "打印机没纸了"
    assert walk.effects_of(fx.PrintDocument) == []
    assert [(each.act, each.enabled) for each in walk.screen.actions.left] == [("way", False), ("end", True)]
    walk.take(ev.Continued())
    assert walk.step == "rate"


def test_the_receipt_tells_what_happens_next_and_by_when_to_ask() -> None:
    walk = walk_to("submit", online=False)
    operation = walk.operation
    walk.take(
        ev.SubmissionKept(operation=operation, local_number="XT07-1124-0031", at=AT),
        ev.SubmissionWaiting(operation=operation, fault="NET-001"),
    )
    body = walk.screen.body
    assert isinstance(body, ReceiptBody)
    assert (body.kind, len(body.next)) == ("wait", 3)
    assert body.next[2].when == "11 月 27 日前没有消息"
    assert body.card is not None
    assert body.card.qr == "https://guanjia.example/s/XT07-1124-0031"
