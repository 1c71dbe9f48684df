"""The course of a service: start, back, change, failure, report, draft, receipt."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.availability import cause
from flows.course import place
from flows.model import codec
from flows.model import effect as fx
from flows.model import event as ev
from flows.model.screen import CheckBody, IdentifyBody, ListBody, NoticeBody, ReceiptBody
from flows.model.values import Json, Language, Reading, State
from flows.words.moments import moment_of
from kiosk.core.audit import AuditKind
from kiosk.core.devices import DeviceHealth, DeviceKind, Health, Printed, PrintFailed
from kiosk.core.ids import OperationId, submission_key
from kiosk.core.sensitive import Sensitive
from tests.support.flow_walks import (
    AT,
    BLOB,
    HOUSEHOLD,
    LI_XIULAN,
    OTHER_SESSION,
    PHONE,
    SESSION,
    ZHANG_WEI,
    ZHANG_WEI_SOCIAL,
    Walk,
    devices,
    ready_state,
)

ALLOWANCE = "elder-allowance"
CERTIFICATE = "social-insurance-certificate"


def walk_to(step: str, service: str = ALLOWANCE, *, online: bool = True) -> Walk:
    walk = Walk(state=ready_state(online=online))
    walk.begin(service)
    walk.until(step)
    return walk


def without(kind: DeviceKind, fault: str) -> tuple[DeviceHealth, ...]:
    return tuple(replace(each, health=Health.FAILED, fault=fault) if each.kind is kind else each for each in devices())


# --- before anything is filled in ----------------------------------------------------------------------------------


def test_a_service_asks_the_devices_first() -> None:
    walk = Walk()
    walk.begin(ALLOWANCE)
    asked = walk.effects_of(fx.CheckDevices)[0]
    assert asked.kinds == (DeviceKind.ID_CARD, DeviceKind.SOCIAL_CARD, DeviceKind.PRINTER)  # type: ignore[attr-defined]
    assert walk.effects_of(fx.ReadIdCard) == []
    assert fx.RecordAudit(AuditKind.SERVICE_STARTED, {"service": ALLOWANCE}) in walk.effects


def test_out_of_paper_is_found_before_a_resident_has_filled_in_a_form() -> None:
    walk = Walk()
    walk.begin(ALLOWANCE)
    screen = walk.take(ev.DevicesChecked(operation=walk.operation, devices=without(DeviceKind.PRINTER, "PRN-003")))
    assert screen.title == "现在打不了纸"
    assert isinstance(screen.body, NoticeBody)
    assert screen.body.matter.title == "您的事还没开始"
    assert screen.body.fault_line.endswith("PRN-003")
    assert isinstance(walk.take(ev.Continued()).body, IdentifyBody)


def test_a_certificate_without_a_printer_cannot_be_begun() -> None:
    walk = Walk()
    walk.begin(CERTIFICATE)
    walk.take(ev.DevicesChecked(operation=walk.operation, devices=without(DeviceKind.PRINTER, "PRN-004")))
    screen = walk.take(ev.Continued())  # 再试一次
    assert isinstance(walk.started, fx.CheckDevices)
    screen = walk.answer()
    assert isinstance(screen.body, IdentifyBody)


def test_one_broken_reader_is_no_obstacle_two_are() -> None:
    walk = Walk()
    walk.begin(ALLOWANCE)
    one = without(DeviceKind.ID_CARD, "IDR-002")
    screen = walk.take(ev.DevicesChecked(operation=walk.operation, devices=one))
    assert isinstance(screen.body, IdentifyBody)
    assert screen.body.picture == "social_card"
    walk = Walk()
    walk.begin(ALLOWANCE)
    both = tuple(
        replace(each, health=Health.STUCK, fault="SSC-002") if each.kind is DeviceKind.SOCIAL_CARD else each
        for each in one
    )
    screen = walk.take(ev.DevicesChecked(operation=walk.operation, devices=both))
    assert screen.title == "读卡器没有反应"


def test_a_service_that_needs_the_platform_is_not_begun_offline() -> None:
    walk = Walk(state=ready_state(online=False))
    walk.begin(CERTIFICATE)
    screen = walk.answer()
    assert screen.title == "网络断了"
    assert walk.effects_of(fx.ReadIdCard) == []


def test_a_report_needs_no_device_at_all() -> None:
    walk = Walk()
    walk.state = replace(walk.state, terminal=replace(walk.state.terminal, devices=(), online=False))
    walk.begin("could-not-be-done")
    assert walk.step == "reason"


# --- forwards, back, change ----------------------------------------------------------------------------------------


def test_back_keeps_the_answers() -> None:
    walk = walk_to("bank")
    screen = walk.take(ev.WentBack())
    assert walk.step == "phone"
    assert screen.body.fields[0].text == PHONE  # type: ignore[union-attr]


def test_back_passes_over_what_asks_nothing() -> None:
    walk = walk_to("phone")
    walk.take(ev.WentBack())
    assert walk.step == "identify"
    screen = walk.screen
    assert screen.actions.primary is not None  # who is known may go on without the card
    walk.take(ev.Continued())
    walk.until("phone")


def test_back_from_the_first_step_goes_home_and_forgets() -> None:
    walk = walk_to("identify")
    walk.take(ev.WentBack())
    assert walk.state.run is None
    assert any(isinstance(each, fx.StopOperation) for each in walk.effects)


def test_back_from_the_first_step_asks_when_something_would_be_lost() -> None:
    walk = walk_to("phone")
    walk.take(ev.WentBack())
    screen = walk.take(ev.WentBack())
    assert screen.sheet is not None
    assert screen.sheet.kind == "end"


def test_a_change_leads_back_to_the_check() -> None:
    walk = walk_to("check")
    walk.take(ev.ChangeAsked("phone"))
    assert walk.step == "phone"
    walk.take(ev.FieldEdited("phone", Sensitive("13900001111")), ev.Continued())
    assert walk.step == "check"
    assert "139****1111" in repr(walk.screen.body)


def test_a_change_can_be_left_by_back() -> None:
    walk = walk_to("check")
    walk.take(ev.ChangeAsked("phone"), ev.FieldEdited("phone", Sensitive("13900001111")), ev.WentBack())
    assert walk.step == "check"
    assert "138****5620" in repr(walk.screen.body)


@pytest.mark.parametrize("step", ["ask", "entitled", "submit", "receipt", "check", "nowhere"])
def test_only_what_was_asked_can_be_changed(step: str) -> None:
    walk = walk_to("check")
    before = walk.state
    walk.take(ev.ChangeAsked(step))
    assert walk.state == before


def test_a_second_continue_while_something_is_pending_is_ignored() -> None:
    walk = walk_to("submit")
    before = walk.state
    walk.take(ev.Continued(), ev.Continued())
    assert walk.state == before
    assert len(walk.effects_of(fx.Submit)) == 1


# --- failures and the report ---------------------------------------------------------------------------------------


def test_a_reader_that_is_found_again_goes_on_by_itself() -> None:
    walk = walk_to("identify")
    walk.take(ev.DeviceChanged(DeviceHealth(kind=DeviceKind.SOCIAL_CARD, name="social_card", health=Health.ABSENT)))
    screen = walk.take(ev.EffectFailed(operation=walk.operation, fault="IDR-001"))
    assert screen.title == "读卡器没有连上"
    found = DeviceHealth(kind=DeviceKind.ID_CARD, name="id_card", health=Health.READY)
    assert isinstance(walk.take(ev.DeviceChanged(found)).body, IdentifyBody)
    assert isinstance(walk.started, fx.ReadIdCard)


def test_a_reader_that_fails_hands_over_to_the_other() -> None:
    walk = walk_to("identify")
    screen = walk.take(ev.EffectFailed(operation=walk.operation, fault="IDR-002"))
    assert isinstance(screen.body, IdentifyBody)
    assert screen.body.picture == "social_card"
    assert screen.body.notice is not None
    assert isinstance(walk.started, fx.ReadSocialCard)


def test_a_network_that_comes_back_is_asked_again() -> None:
    walk = walk_to("ask", CERTIFICATE)
    walk.take(ev.EffectFailed(operation=walk.operation, fault="NET-001"))
    assert walk.screen.title == "网络断了"
    walk.take(ev.NetworkChanged(online=True))
    assert isinstance(walk.started, fx.Query)


def test_a_report_carries_where_it_happened_and_leads_back_there() -> None:
    walk = walk_to("ask", CERTIFICATE)
    screen = walk.take(ev.EffectFailed(operation=walk.operation, fault="NET-003"))
    assert any(way.act == "report" for way in screen.body.ways)  # type: ignore[union-attr]
    walk.take(ev.ReportAsked())
    walk.until("receipt")
    submitted = walk.effects_of(fx.Submit)[-1].submission  # type: ignore[attr-defined]
    payload = submitted.payload.reveal()
    assert payload["reported"] == {"service": CERTIFICATE, "step": "ask", "fault": "NET-003"}
    assert submitted.service_id == "could-not-be-done"
    printed = walk.started
    assert isinstance(printed, fx.PrintDocument)
    assert printed.data.reveal()["fault"] == "NET-003"
    assert printed.data.reveal()["service"] == {"zh": "社保参保证明打印", "en": "Social insurance proof"}
    screen = walk.answer()
    assert screen.actions.primary is not None
    assert screen.actions.primary.label == "回到刚才的事"
    screen = walk.take(ev.Continued())
    assert screen.title == "平台那边出了故障"
    assert walk.state.parked is None


def test_a_report_knows_nothing_of_the_person_whose_matter_was_left_for_it() -> None:
    walk = walk_to("bank")
    assert "张伟" in repr(seen_by_expressions(walk))
    walk.take(ev.ReportAsked())
    assert walk.step == "reason"
    assert seen_by_expressions(walk)["applicant"] == {}
    assert "张伟" not in repr(seen_by_expressions(walk))
    walk.take(ev.WentBack())
    assert "张伟" in repr(seen_by_expressions(walk)), "the matter is whose it was"


def seen_by_expressions(walk: Walk) -> dict[str, Json]:
    found = place(walk.catalogue, walk.state)
    assert found is not None
    return found[0].scope()


def test_a_report_can_be_left_for_where_one_was() -> None:
    walk = walk_to("bank")
    walk.take(ev.HelpAsked(), ev.ReportAsked())
    assert walk.step == "reason"
    walk.take(ev.WentBack())
    assert walk.step == "bank"


def test_ending_after_a_report_still_warns_of_what_was_left_unsent() -> None:
    walk = walk_to("bank")
    walk.take(ev.ReportAsked())
    walk.until("receipt")
    walk.answer()
    screen = walk.take(ev.EndAsked())
    assert screen.sheet is not None
    assert "会清除" in " ".join(screen.sheet.lines)


def test_a_report_inside_a_report_is_no_second_one() -> None:
    walk = walk_to("words", "could-not-be-done")
    before = walk.state
    walk.take(ev.HelpAsked(), ev.ReportAsked())
    assert walk.state == before


def test_drafts_are_not_saved_from_a_report_in_between() -> None:
    walk = walk_to("bank")
    walk.take(ev.ReportAsked())
    saved = len(walk.effects_of(fx.SaveDraft))
    walk.until("check")
    assert len(walk.effects_of(fx.SaveDraft)) == saved


def test_a_content_that_is_gone_leads_home() -> None:
    walk = walk_to("phone")
    assert walk.state.run is not None
    gone = replace(walk.state.run, service=replace(walk.state.run.service, digest="0"))
    walk.state = replace(walk.state, run=gone)
    assert walk.screen.title == "这项服务暂时不能办"
    walk.take(ev.OptionChosen("phone", "1"), ev.Continued())
    assert walk.state.run is None
    assert walk.state.document is None


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
