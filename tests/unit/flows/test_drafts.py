"""Drafts: saved at each step, found by the same card after a crash; nothing is done twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.availability import cause
from flows.model import codec
from flows.model import effect as fx
from flows.model import event as ev
from flows.model.screen import ListBody, NoticeBody, ReceiptBody
from flows.model.values import Language, Reading, State
from flows.words.moments import moment_of
from kiosk.core.audit import AuditKind
from kiosk.core.ids import submission_key
from tests.support.flow_walks import (
    ALLOWANCE,
    AT,
    BLOB,
    CERTIFICATE,
    LI_XIULAN,
    OTHER_SESSION,
    PHONE,
    SESSION,
    ZHANG_WEI,
    ZHANG_WEI_SOCIAL,
    Walk,
    devices,
    walk_to,
)

# --- drafts --------------------------------------------------------------------------------------------------------


def saved_draft(walk: Walk) -> State:
    """What the store would hold, as it comes back after a restart."""
    assert walk.effects_of(fx.SaveDraft)
    return codec.decode(codec.encode(walk.state))


def back_again(draft: State, card: object = ZHANG_WEI) -> Walk:
    """A new session after a crash: the same service, the same card."""
    walk = Walk()
    walk.take(ev.SessionStarted(session_id=OTHER_SESSION, at=AT), ev.ServiceChosen(ALLOWANCE))
    walk.until("identify")
    walk.take(ev.DocumentRead(operation=walk.operation, document=card))  # type: ignore[arg-type]
    run = draft.run
    if run and run.local_number:
        walk.take(
            ev.DraftSubmitted(
                operation=walk.operation,
                state=draft,
                local_number=run.local_number,
                platform_number=run.platform_number,
                kept_at=run.kept_at or AT,
                received_at=run.received_at,
                digest=run.kept_digest,
            )
        )
    else:
        walk.take(ev.DraftFound(operation=walk.operation, state=draft))
    return walk


def test_a_draft_is_saved_at_each_step_from_identification_on() -> None:
    walk = walk_to("identify")
    assert walk.effects_of(fx.SaveDraft) == []
    walk.answer()
    assert isinstance(walk.started, fx.FindDraft)
    assert walk.effects_of(fx.SaveDraft) == []
    for step in ("phone", "bank", "village", "household_book", "signature", "check"):
        walk.until(step)
        assert fx.SaveDraft() in walk.effects, step


def storeless(service: str = ALLOWANCE, fault: str = "STO-001") -> Walk:
    """At the moment when the store could not say whether there is a draft."""
    walk = walk_to("identify", service)
    walk.answer()
    walk.take(ev.EffectFailed(operation=walk.operation, fault=fault))
    return walk


@pytest.mark.parametrize("fault", ["STO-001", "STO-002", "STO-003", "STO-007"])
def test_an_application_that_cannot_be_kept_is_told_before_anything_is_filled_in(fault: str) -> None:
    walk = storeless(fault=fault)
    body = walk.screen.body
    assert isinstance(body, NoticeBody)
    assert walk.screen.title == "这台机器现在收不了申请"
    assert cause(fault).of(Language.ZH) in walk.screen.hint
    assert "照样能办" in walk.screen.hint
    assert body.matter.title == "您的事还没开始"
    assert [way.act for way in body.ways] == ["help", "report"]
    assert body.fault_line.endswith(fault)
    assert walk.take(ev.DeviceChanged(devices()[0])).title == "这台机器现在收不了申请", "no card reader is to blame"
    walk.take(ev.Continued())
    assert isinstance(walk.started, fx.FindDraft), "whether it can by now"
    walk.answer()
    assert walk.step == "ask"
    walk.until("phone")
    assert walk.effects_of(fx.SaveDraft)


def test_what_only_prints_goes_on_without_a_store_and_saves_nothing() -> None:
    walk = storeless(CERTIFICATE)
    walk.until("check")
    assert walk.effects_of(fx.SaveDraft) == []


def test_what_cannot_be_kept_is_told_at_the_start_of_the_next_application_too() -> None:
    walk = storeless()
    walk.take(ev.ReportAsked())
    while walk.started:
        walk.answer()
    assert (walk.screen.title, walk.step) == ("这台机器现在收不了申请", ""), "the report is an application as well"
    walk.take(ev.WayChosen("retry"))
    assert walk.step == "reason", "the next try tells"
    walk = storeless()
    walk.take(ev.EndAsked(), ev.EndConfirmed(), ev.SessionStarted(session_id=OTHER_SESSION, at=AT))
    screen = walk.take(ev.ListOpened("all"))
    warned: dict[str, str] = {}
    while isinstance(screen.body, ListBody):
        warned |= {row.arg: row.warning for row in screen.body.rows if row.arg}
        if screen.body.next is None or not screen.body.next.enabled:
            break
        screen = walk.take(ev.PageTurned(1))
    assert (bool(warned[ALLOWANCE]), bool(warned[CERTIFICATE])) == (True, False)
    walk.begin(CERTIFICATE)
    walk.until("ask")  # the store has answered on the way
    assert walk.state.terminal.store_fault == ""


def test_the_receipt_of_a_restored_draft_prints_the_digest_of_what_is_kept() -> None:
    lost = walk_to("submit")
    lost.take(ev.SubmissionKept(operation=lost.operation, local_number="XT07-1124-0031", at=AT, digest="5f" * 32))
    walk = back_again(lost.state)
    assert isinstance(walk.started, fx.PrintDocument)
    assert walk.started.data.reveal()["digest"] == "5f" * 32


def test_a_report_is_never_saved_as_a_draft() -> None:
    walk = walk_to("receipt", "could-not-be-done")
    assert walk.effects_of(fx.SaveDraft) == []


@pytest.mark.parametrize("step", ["phone", "bank", "village", "household_book", "signature", "check"])
def test_the_same_card_returns_to_the_lost_screen(step: str) -> None:
    lost = walk_to(step)
    walk = back_again(saved_draft(lost))
    assert walk.step == step
    assert walk.screen.title == lost.screen.title
    assert fx.RecordAudit(AuditKind.DRAFT_RESTORED) in walk.effects
    walk.to_the_end()


def test_what_was_typed_drawn_and_photographed_is_not_done_twice() -> None:
    lost = walk_to("household_book")
    lost.answer()
    lost.take(ev.Continued())
    lost.answer()
    assert fx.SaveDraft() in lost.effects
    walk = back_again(saved_draft(lost))
    assert walk.screen.body.blob == BLOB.sha256  # type: ignore[union-attr]
    assert walk.effects_of(fx.StartPreview, fx.TakePicture) == []


def test_a_restored_draft_keeps_its_submission_key() -> None:
    lost = walk_to("check")
    walk = back_again(saved_draft(lost))
    walk.take(ev.Continued())
    submitted = walk.effects_of(fx.Submit)[0].submission  # type: ignore[attr-defined]
    assert submitted.key == submission_key(SESSION, 1)


def test_a_print_interrupted_by_a_crash_is_asked_for_under_the_same_purpose() -> None:
    lost = walk_to("receipt")
    first = lost.started
    assert isinstance(first, fx.PrintDocument)
    walk = back_again(saved_draft(lost))
    second = walk.started
    assert isinstance(second, fx.PrintDocument)
    assert (second.purpose, second.again) == (first.purpose, first.again)


def test_a_print_that_had_ended_is_not_asked_for_again() -> None:
    lost = walk_to("receipt")
    lost.answer()
    walk = back_again(saved_draft(lost))
    assert isinstance(walk.screen.body, ReceiptBody)
    assert walk.effects_of(fx.PrintDocument) == []


def test_what_was_handed_in_before_the_crash_shows_its_receipt() -> None:
    lost = walk_to("check")
    walk = Walk()
    walk.take(ev.SessionStarted(session_id=OTHER_SESSION, at=AT), ev.ServiceChosen(ALLOWANCE))
    walk.until("identify")
    walk.answer()
    screen = walk.take(
        ev.DraftSubmitted(
            operation=walk.operation,
            state=saved_draft(lost),
            local_number="XT07-1124-0007",
            platform_number="",
            kept_at=AT - timedelta(days=2),
            received_at=None,
        )
    )
    assert isinstance(screen.body, ReceiptBody)
    assert screen.body.card is not None
    assert screen.body.card.number == "XT07-1124-0007"
    assert "平台已收到" not in repr(screen)
    assert walk.effects_of(fx.Submit) == []
    slip = walk.started
    assert isinstance(slip, fx.PrintDocument)
    assert slip.data.reveal()["kept_at"] == (AT - timedelta(days=2)).isoformat(), "when it was kept, not now"


def test_what_the_platform_refused_after_the_crash_shows_why_and_no_receipt() -> None:
    lost = walk_to("receipt")
    walk = Walk()
    walk.take(ev.SessionStarted(session_id=OTHER_SESSION, at=AT), ev.ServiceChosen(ALLOWANCE))
    walk.until("identify")
    walk.answer()
    walk.take(ev.DraftFound(operation=walk.operation, state=saved_draft(lost)))
    again = walk.started
    assert isinstance(again, fx.Submit)
    assert again.submission.key == submission_key(SESSION, 1), "the same key is never two submissions"
    assert walk.effects_of(fx.PrintDocument) == []
    walk.take(ev.SubmissionKept(operation=walk.operation, local_number="XT07-1124-0007", at=AT))
    screen = walk.take(ev.SubmissionRefused(operation=walk.operation, code="bank", reason="卡号不对。"))
    assert "卡号不对。" in screen.hint


def test_no_operation_after_a_crash_has_the_number_of_the_submission_before_it() -> None:
    lost = walk_to("receipt")
    draft = saved_draft(lost)
    walk = back_again(draft)
    assert draft.run is not None
    assert draft.run.submit_counter > 0
    walk.take(ev.WayChosen(way="again"))
    assert walk.operation.counter > draft.counter


def test_a_receipt_of_before_the_crash_says_when_it_was_received() -> None:
    lost = walk_to("receipt")
    walk = Walk()
    walk.take(ev.SessionStarted(session_id=OTHER_SESSION, at=AT), ev.ServiceChosen(ALLOWANCE))
    walk.until("identify")
    walk.answer()
    assert lost.state.run is not None
    draft = saved_draft(lost)
    assert draft.run is not None
    draft = replace(draft, run=replace(draft.run, received_at=None))
    screen = walk.take(
        ev.DraftSubmitted(
            operation=walk.operation,
            state=draft,
            local_number="XT07-1124-0007",
            platform_number="DG7",
            kept_at=AT - timedelta(days=2),
            received_at=AT - timedelta(days=1),
        )
    )
    assert "平台已收到" in screen.title
    when = moment_of(AT - timedelta(days=1), Language.ZH)
    assert when in " ".join(screen.body.lines)  # type: ignore[union-attr]


def test_a_draft_of_a_content_that_is_gone_is_written_over() -> None:
    lost = walk_to("bank")
    draft = saved_draft(lost)
    assert draft.run is not None
    draft = replace(draft, run=replace(draft.run, service=replace(draft.run.service, digest="gone")))
    walk = back_again(draft)
    walk.until("phone")
    assert fx.SaveDraft() in walk.effects


def test_another_applicant_meets_nothing_of_the_first() -> None:
    walk = walk_to("bank")
    walk.take(ev.WentBack(), ev.WentBack())
    assert walk.step == "identify"
    walk.card = replace(LI_XIULAN, birth=ZHANG_WEI.birth)
    walk.answer()
    assert fx.EraseDraft() in walk.effects
    assert isinstance(walk.started, fx.FindDraft)
    walk.answer()
    walk.until("phone")
    assert walk.screen.body.fields[0].text == ""  # type: ignore[union-attr]


def test_the_same_person_by_another_card_is_the_same_person() -> None:
    walk = walk_to("bank")
    walk.take(ev.WentBack(), ev.WentBack(), ev.WayChosen("social_card"))
    walk.card = ZHANG_WEI_SOCIAL
    walk.answer()
    walk.until("phone")
    assert walk.screen.body.fields[0].text == PHONE  # type: ignore[union-attr]


def test_care_mode_comes_back_with_the_draft() -> None:
    lost = walk_to("bank")
    lost.take(ev.CareToggled())
    assert back_again(saved_draft(lost)).state.reading == Reading(care=True)
