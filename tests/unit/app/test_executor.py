"""Every effect is answered on the operation that asked, and nothing of an ended session is kept or shown."""

import hashlib
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication

from flows.model import effect as fx
from flows.model import event as ev
from flows.model.values import Attachment, BlobRef, Run, ServiceRef, State, Submission
from flows.runner import advance, initial_state
from kiosk.core.audit import AuditKind
from kiosk.core.devices import (
    CardLifted,
    CardUnreadable,
    DeviceHealth,
    DeviceKind,
    Health,
    NoCard,
    PrintCancelled,
    Printed,
    ReadCancelled,
)
from kiosk.core.errors import CacheError, ContentError, DeviceError, SyncError
from kiosk.core.ids import OperationId, command_key
from kiosk.core.sensitive import Sensitive
from kiosk.sync.values import Answered, Declined
from tests.support.flow_walks import AT, ZHANG_WEI, ZHANG_WEI_SOCIAL, bundled
from tests.support.hands import GOOD, Hands, hands_in, until

pytestmark = pytest.mark.usefixtures("qapp")

SESSION = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
KEY = "00000000-0000-4000-8000-000000000001"
OPERATION = OperationId(SESSION, 5)
OPENING = fx.Command(operation=OPERATION, kind="open-payment", key="k", parameters=Sensitive({}))
STILL = hashlib.sha256(b"fictional jpeg").hexdigest()


@pytest.fixture
def hands(tmp_path: Path) -> Iterator[Hands]:
    with hands_in(tmp_path) as made:
        yield made
        assert made.bugs == []


def state(*, document: bool = False, **run: Any) -> State:
    begun = Run(service=ServiceRef(service_id="elder-allowance", digest="5f2c"), step_id="identify", **run)
    return replace(initial_state(AT), session_id=SESSION, document=ZHANG_WEI if document else None, run=begun)


def submit(operation: OperationId = OPERATION, *attachments: Attachment) -> fx.Submit:
    submission = Submission(
        key=KEY,
        service_id="elder-allowance",
        service_digest="5f2c",
        payload=Sensitive({"phone": "13800005620"}),  # fictional
        attachments=attachments,
    )
    return fx.Submit(operation=operation, submission=submission)


def receipt(operation: OperationId = OPERATION) -> fx.PrintDocument:
    return fx.PrintDocument(
        operation=operation, purpose=f"receipt:{KEY}", again=0, template="receipt-kept", data=Sensitive({})
    )


READ_ID, READ_SOCIAL = (kind(operation=OPERATION, timeout_s=5) for kind in (fx.ReadIdCard, fx.ReadSocialCard))
PREVIEW, TAKE = fx.StartPreview(operation=OPERATION), fx.TakePicture(operation=OPERATION)


# --- cards --------------------------------------------------------------------------------------------------------


def test_an_identity_card_is_read_for_the_operation_that_asked(hands: Hands) -> None:
    hands.id_card.answer = lambda _cancel: ZHANG_WEI
    hands.executor.run(READ_ID, state())
    assert hands.posted.wait(ev.DocumentRead) == ev.DocumentRead(operation=OPERATION, document=ZHANG_WEI)


def test_a_social_card_is_read_by_its_own_reader(hands: Hands) -> None:
    hands.social_card.answer = lambda _cancel: ZHANG_WEI_SOCIAL
    hands.executor.run(READ_SOCIAL, state())
    assert hands.posted.wait(ev.DocumentRead).document == ZHANG_WEI_SOCIAL


@pytest.mark.parametrize("outcome", [NoCard(), CardLifted(), CardUnreadable("IDR-012")])
def test_a_card_that_was_not_read_is_told_with_its_reason(hands: Hands, outcome: NoCard) -> None:
    hands.id_card.answer = lambda _cancel: outcome
    hands.executor.run(READ_ID, state())
    assert hands.posted.wait(ev.CardNotRead) == ev.CardNotRead(operation=OPERATION, reason=outcome)


def test_a_reading_that_is_stopped_says_nothing_and_frees_the_reader(hands: Hands) -> None:
    hands.id_card.answer = lambda cancel: ReadCancelled() if cancel.wait(0.3) else NoCard()
    hands.executor.run(READ_ID, state())
    hands.executor.run(fx.StopOperation(OPERATION), state())
    again = OperationId(SESSION, 6)
    hands.executor.run(fx.ReadIdCard(operation=again, timeout_s=5), state())
    assert hands.posted.wait(ev.CardNotRead).operation == again
    assert hands.posted.events == [ev.CardNotRead(operation=again, reason=NoCard())]


def test_a_reading_that_is_stopped_before_its_turn_comes_never_starts(hands: Hands) -> None:
    first, second = OPERATION, OperationId(SESSION, 6)
    hands.executor.run(READ_ID, state())
    hands.executor.run(fx.ReadIdCard(operation=second, timeout_s=5), state())
    hands.executor.run(fx.StopOperation(second), state())
    hands.executor.run(fx.StopOperation(first), state())
    hands.executor.run(fx.CheckDevices(operation=OperationId(SESSION, 7), kinds=(DeviceKind.ID_CARD,)), state())
    hands.posted.wait(ev.DevicesChecked)
    assert len(hands.posted.events) == 1


def test_stopping_what_does_not_run_does_nothing(hands: Hands) -> None:
    hands.executor.run(fx.StopOperation(OPERATION), state())
    assert hands.posted.events == []


# --- faults and defects -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("effect", "kind", "fault"),
    [
        (READ_ID, DeviceKind.ID_CARD, "IDR-001"),
        (READ_SOCIAL, DeviceKind.SOCIAL_CARD, "SSC-001"),
        (PREVIEW, DeviceKind.DOCUMENT_CAMERA, "CAM-001"),
        (TAKE, DeviceKind.DOCUMENT_CAMERA, "CAM-001"),
        (receipt(), DeviceKind.PRINTER, "PRN-001"),
    ],
)
def test_a_device_that_the_terminal_does_not_have_is_a_fault_of_the_operation(
    tmp_path: Path, effect: fx.Effect, kind: DeviceKind, fault: str
) -> None:
    with hands_in(tmp_path, without=(kind,)) as hands:
        hands.executor.run(effect, state())
        assert hands.posted.events == [ev.EffectFailed(operation=OPERATION, fault=fault)]


def _raising(error: Exception) -> Callable[..., Any]:
    def fail(*_: object) -> Any:
        raise error

    return fail


@pytest.mark.parametrize("error", [DeviceError("IDR-002"), ContentError("CNT-004")])
def test_a_fault_on_a_lane_is_told_to_the_operation(hands: Hands, error: DeviceError | ContentError) -> None:
    hands.id_card.answer = _raising(error)
    hands.executor.run(READ_ID, state())
    assert hands.posted.wait(ev.EffectFailed) == ev.EffectFailed(operation=OPERATION, fault=error.code)


def test_a_journal_that_is_lost_is_a_fault_of_the_print_and_the_end_of_the_process(hands: Hands) -> None:
    hands.executor.typeset = _raising(CacheError("STO-001", "the store must be opened anew"))
    hands.executor.run(receipt(), state())
    assert hands.posted.wait(ev.EffectFailed).fault == "STO-001"
    assert hands.ended == [True]


def test_a_paper_that_cannot_be_set_is_a_fault_of_the_print(hands: Hands) -> None:
    hands.executor.typeset = _raising(ContentError("CNT-004", "no such template"))
    hands.executor.run(receipt(), state())
    assert hands.posted.wait(ev.EffectFailed).fault == "CNT-004"


def test_a_typesetter_that_hangs_is_a_fault_of_the_print(hands: Hands) -> None:
    hands.executor.typeset = _raising(DeviceError("DEV-002", "killed", retryable=True))
    hands.executor.run(receipt(), state())
    assert hands.posted.wait(ev.EffectFailed).fault == "DEV-002"


def test_a_journal_that_fails_is_a_fault_of_the_print_and_nothing_prints(hands: Hands) -> None:
    hands.store.close()
    hands.executor.run(receipt(), state())
    assert hands.posted.wait(ev.EffectFailed) == ev.EffectFailed(operation=OPERATION, fault="STO-001")
    assert hands.printer.calls == []


@pytest.mark.parametrize("effect", [submit(), fx.FindDraft(operation=OPERATION, document=ZHANG_WEI)])
def test_a_store_that_fails_is_a_fault_of_the_operation(hands: Hands, effect: fx.Effect) -> None:
    hands.store.close()
    hands.executor.run(effect, state())
    assert hands.posted.wait(ev.EffectFailed) == ev.EffectFailed(operation=OPERATION, fault="STO-001")
    hands.settle()
    assert len(hands.posted.events) == 1


def test_a_draft_that_cannot_be_saved_is_logged_and_the_session_goes_on(
    hands: Hands, caplog: pytest.LogCaptureFixture
) -> None:
    hands.executor.run(fx.FindDraft(operation=OPERATION, document=ZHANG_WEI), state())
    hands.posted.wait(ev.NoDraft)
    hands.store.close()
    hands.executor.run(fx.SaveDraft(), state(document=True))
    hands.settle()
    assert "STO-001" in caplog.text
    assert hands.posted.of(ev.EffectFailed) == []


@pytest.mark.parametrize("effect", [READ_ID, fx.Query(operation=OPERATION, kind="household", parameters=Sensitive({}))])
def test_a_defect_reaches_the_crash_guard_and_is_no_event(tmp_path: Path, effect: fx.Effect) -> None:
    defect = ZeroDivisionError("a defect")
    with hands_in(tmp_path) as hands:
        hands.id_card.answer = _raising(defect)
        hands.platform.answer = defect
        hands.executor.run(effect, state())
        until(lambda: hands.bugs)
        assert hands.bugs == [defect]
        assert hands.posted.events == []


def test_a_defect_in_the_stores_work_reaches_the_crash_guard(tmp_path: Path) -> None:
    with hands_in(tmp_path) as hands:
        hands.executor.run(fx.SaveDraft(), state())  # nobody is known: the flow must not ask for it
        until(lambda: hands.bugs)
        assert isinstance(hands.bugs[0], LookupError)


# --- devices together ---------------------------------------------------------------------------------------------


def test_all_devices_that_a_service_needs_are_asked_and_answer_together(hands: Hands) -> None:
    hands.camera.fault = "CAM-002"
    hands.executor.run(fx.CheckDevices(operation=OPERATION, kinds=tuple(DeviceKind)), state())
    checked = hands.posted.wait(ev.DevicesChecked)
    assert checked.operation == OPERATION
    assert [(each.kind, each.name, each.fault) for each in checked.devices] == [
        (DeviceKind.ID_CARD, "id-card-reader", ""),
        (DeviceKind.SOCIAL_CARD, "social-card-reader", ""),
        (DeviceKind.PRINTER, "printer", ""),
        (DeviceKind.DOCUMENT_CAMERA, "document-camera", "CAM-002"),
    ]


def test_devices_that_answer_at_the_same_moment_are_told_once(hands: Hands) -> None:
    for counter in range(50):
        hands.executor.run(fx.CheckDevices(operation=OperationId(SESSION, counter), kinds=tuple(DeviceKind)), state())
    until(lambda: len(hands.posted.events) >= 50)
    assert [event.operation.counter for event in hands.posted.of(ev.DevicesChecked)] == list(range(50))


def test_a_device_that_is_not_there_is_absent_among_those_that_are(tmp_path: Path) -> None:
    with hands_in(tmp_path, without=(DeviceKind.PRINTER,)) as hands:
        hands.executor.run(
            fx.CheckDevices(operation=OPERATION, kinds=(DeviceKind.PRINTER, DeviceKind.ID_CARD)), state()
        )
        printer, reader = hands.posted.wait(ev.DevicesChecked).devices
        assert printer == DeviceHealth(kind=DeviceKind.PRINTER, name="", health=Health.ABSENT)
        assert reader.health is Health.READY


@pytest.mark.parametrize("kinds", [(), (DeviceKind.PRINTER,)])
def test_a_service_that_finds_no_device_is_answered_at_once(tmp_path: Path, kinds: tuple[DeviceKind, ...]) -> None:
    with hands_in(tmp_path, without=(DeviceKind.PRINTER,)) as hands:
        hands.executor.run(fx.CheckDevices(operation=OPERATION, kinds=kinds), state())
        (checked,) = hands.posted.of(ev.DevicesChecked)
        assert len(checked.devices) == len(kinds)


def test_a_device_that_never_answers_is_stuck_under_its_own_name(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.app.lanes.PROBE_S", 0.05)
    monkeypatch.setattr(hands.id_card, "probe", lambda: until(lambda: hands.posted.events))
    hands.executor.run(fx.CheckDevices(operation=OPERATION, kinds=(DeviceKind.ID_CARD,)), state())
    (stuck,) = hands.posted.wait(ev.DevicesChecked).devices
    assert (stuck.name, stuck.health, stuck.fault) == ("id-card-reader", Health.STUCK, "DEV-001")
    hands.executor.run(READ_ID, state())
    assert hands.posted.wait(ev.EffectFailed).fault == "DEV-001"


# --- pictures -----------------------------------------------------------------------------------------------------


def test_a_picture_is_judged_shown_and_held_with_the_judgement_of_its_preview(hands: Hands) -> None:
    bad = replace(GOOD, sharp=False)
    moved = replace(GOOD, outline=((0.11, 0.1), (0.9, 0.9)))  # by less than a person should be told
    hands.camera.film = (bad, GOOD, moved)
    hands.executor.run(PREVIEW, state())
    assert hands.camera.showing.wait(5)
    hands.executor.run(fx.StopOperation(OPERATION), state())
    shot = OperationId(SESSION, 6)
    hands.executor.run(fx.TakePicture(operation=shot), state())
    taken = hands.posted.wait(ev.PictureTaken)
    assert taken.operation == shot
    assert taken.quality == moved
    assert taken.blob == BlobRef(sha256=STILL, media_type="image/jpeg", size=14)
    assert [event.quality for event in hands.posted.of(ev.FrameJudged)] == [bad, GOOD]
    assert hands.blobs.all() == {STILL: Sensitive(b"fictional jpeg")}
    frame = "frame 3x2 of 18 bytes"
    assert hands.shown == ["clear", frame, frame, frame]


def test_a_frame_that_comes_after_the_session_is_neither_shown_nor_judged(hands: Hands) -> None:
    hands.executor.run(PREVIEW, state())
    assert hands.camera.showing.wait(5)
    hands.executor.run(fx.EndSession(SESSION), initial_state(AT))
    shown, events = list(hands.shown), list(hands.posted.events)
    late = hands.camera.on_frame
    assert late is not None
    late(np.zeros((2, 3, 3), np.uint8), replace(GOOD, glare=True))
    assert (hands.shown, hands.posted.events) == (shown, events)
    assert shown[-1] == "clear"


def test_a_still_that_comes_after_the_session_is_not_held(hands: Hands) -> None:
    hands.camera.on_take = lambda: hands.executor.run(fx.EndSession(SESSION), initial_state(AT))
    hands.executor.run(TAKE, state())
    hands.executor.run(fx.CheckDevices(operation=OPERATION, kinds=(DeviceKind.DOCUMENT_CAMERA,)), state())
    hands.posted.wait(ev.DevicesChecked)
    assert hands.posted.of(ev.PictureTaken) == []
    assert hands.blobs.all() == {}
    assert hands.shown == ["clear"]


# --- paper --------------------------------------------------------------------------------------------------------


def test_a_document_is_printed_and_its_end_is_told(hands: Hands) -> None:
    hands.executor.run(receipt(), state())
    assert hands.posted.wait(ev.DocumentPrinted) == ev.DocumentPrinted(operation=OPERATION, outcome=Printed(pages=1))
    assert len(hands.printer.printed) == 1


def test_a_print_is_taken_back_when_the_session_ends(hands: Hands) -> None:
    hands.printer.slow_s = 30
    hands.executor.run(receipt(), state())
    until(lambda: "follow" in hands.printer.calls)
    hands.executor.run(fx.EndSession(SESSION), initial_state(AT))
    assert hands.posted.wait(ev.DocumentPrinted).outcome == PrintCancelled()
    assert hands.printer.waiting() == []


# --- store and platform -------------------------------------------------------------------------------------------


def test_a_submission_is_kept_before_anything_is_said_and_with_its_pictures(hands: Hands) -> None:
    blob = hands.blobs.add(Sensitive(b"fictional jpeg"), "image/jpeg")
    hands.executor.run(submit(OPERATION, Attachment(name="household_book", blob=blob)), state())
    kept = hands.posted.wait(ev.SubmissionKept)
    assert (kept.operation, kept.local_number) == (OPERATION, "XT07-1124-0001")
    (part,) = hands.store.outbox.envelope(KEY).attachments
    assert (part.name, part.data.reveal()) == ("household_book", b"fictional jpeg")


def test_pictures_that_the_end_of_the_session_erases_still_go_with_a_submission_under_way(hands: Hands) -> None:
    blob = hands.blobs.add(Sensitive(b"fictional jpeg"), "image/jpeg")
    hands.executor.run(submit(OPERATION, Attachment(name="household_book", blob=blob)), state())
    hands.executor.run(fx.EndSession(SESSION), initial_state(AT))
    hands.settle()
    assert len(hands.store.outbox.envelope(KEY).attachments) == 1
    assert hands.blobs.all() == {}


def test_the_same_card_finds_its_draft_and_another_finds_none(hands: Hands) -> None:
    find = fx.FindDraft(operation=OPERATION, document=ZHANG_WEI)
    hands.executor.run(find, state())
    assert hands.posted.wait(ev.NoDraft).operation == OPERATION
    hands.executor.run(fx.SaveDraft(), state(document=True))
    hands.executor.run(find, replace(state(), session_id="another session"))
    assert hands.posted.wait(ev.DraftFound).state.document == ZHANG_WEI
    hands.executor.run(fx.EraseDraft(), state())
    hands.settle()
    assert hands.store.check().drafts == 0


@pytest.mark.parametrize(
    ("answer", "event"),
    [
        (
            Answered(Sensitive({"in_city": True})),
            ev.QueryAnswered(operation=OPERATION, data=Sensitive({"in_city": True})),
        ),
        (
            Declined(key="", code="not-on-record", reason="没有查到", reason_en="Nothing found"),
            ev.QueryRefused(operation=OPERATION, code="not-on-record", reason="没有查到", reason_en="Nothing found"),
        ),
        (SyncError("NET-005"), ev.EffectFailed(operation=OPERATION, fault="NET-005")),
    ],
)
def test_a_query_is_answered_refused_or_failed(hands: Hands, answer: Answered | SyncError, event: ev.Event) -> None:
    hands.platform.answer = answer
    hands.executor.run(fx.Query(operation=OPERATION, kind="household", parameters=Sensitive({})), state())
    until(lambda: hands.posted.events)
    assert hands.posted.events == [event]


@pytest.mark.parametrize(
    ("answer", "event"),
    [
        (Answered(Sensitive({"slot": "a"})), ev.CommandDone(operation=OPERATION, data=Sensitive({"slot": "a"}))),
        (
            Declined(key="", code="full", reason="约满了", reason_en="Full"),
            ev.CommandRefused(operation=OPERATION, code="full", reason="约满了", reason_en="Full"),
        ),
        (SyncError("NET-002"), ev.EffectFailed(operation=OPERATION, fault="NET-002")),
    ],
)
def test_a_command_is_done_refused_or_nobody_knows(hands: Hands, answer: Answered | SyncError, event: ev.Event) -> None:
    hands.platform.answer = answer
    key = command_key(SESSION, "slot", 1)
    hands.executor.run(fx.Command(operation=OPERATION, kind="book", key=key, parameters=Sensitive({})), state())
    until(lambda: hands.posted.events)
    assert hands.posted.events == [event]
    assert hands.platform.commanded == [("book", key)]


def test_a_command_waits_until_its_key_is_in_the_draft(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    slow = threading.Event()

    def save(*_: object) -> None:
        assert slow.wait(5)
        done.append("saved")

    def command(*_: object) -> Answered:
        done.append("sent")
        return Answered(Sensitive({}))

    monkeypatch.setattr(hands.keeper, "save_draft", save)
    monkeypatch.setattr(hands.platform, "command", command)
    hands.executor.run(fx.SaveDraft(), state())
    hands.executor.run(OPENING, state())
    time.sleep(0.1)  # for a command that does not wait
    slow.set()
    until(lambda: hands.posted.events)
    assert done == ["saved", "sent"]


def test_a_command_whose_key_could_not_be_kept_is_not_sent(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    def save(*_: object) -> None:
        raise CacheError("STO-002", "no room", retryable=True)

    monkeypatch.setattr(hands.keeper, "save_draft", save)
    hands.executor.run(fx.SaveDraft(), state())
    hands.executor.run(OPENING, state())
    until(lambda: hands.posted.events)
    assert hands.posted.events == [ev.EffectFailed(operation=OPERATION, fault="STO-002")]
    assert hands.platform.commanded == []


def test_a_command_that_is_left_is_sent_though_the_session_ends(hands: Hands) -> None:
    hands.platform.answer = Answered(Sensitive({}))
    left = fx.LeaveCommand(kind="close-payment", key="k", parameters=Sensitive({}))
    hands.executor.run(left, state())
    hands.executor.run(fx.EndSession(SESSION), state())
    until(lambda: hands.platform.commanded)
    assert hands.platform.commanded == [("close-payment", "k")]
    assert hands.posted.events == []


def test_a_query_under_way_and_those_behind_it_end_with_the_program(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with hands_in(tmp_path) as hands:
        hands.platform.hangs = True
        for counter in range(5):
            query = fx.Query(operation=OperationId(SESSION, counter), kind="household", parameters=Sensitive({}))
            hands.executor.run(query, state())
        hands.executor.close()
        until(lambda: len(hands.posted.events) == 2)
        assert {event.fault for event in hands.posted.of(ev.EffectFailed)} == {"NET-001"}
    assert caplog.text == ""
    assert hands.bugs == []


# --- time, audit, the end -----------------------------------------------------------------------------------------


def test_timers_start_and_stop_by_name(hands: Hands) -> None:
    for name in ("reveal", "idle"):
        hands.executor.run(fx.StartTimer(session_id=SESSION, timer=name, seconds=0.02), state())
    hands.executor.run(fx.StopTimer("reveal"), state())
    until(lambda: QCoreApplication.processEvents() or hands.posted.events)
    assert hands.posted.events == [ev.TimerExpired(SESSION, "idle")]


def test_an_audit_record_has_the_time_and_the_session(hands: Hands) -> None:
    hands.executor.run(fx.RecordAudit(AuditKind.PRINT_ENDED, {"outcome": "printed"}), state())
    (event,) = hands.audited
    assert (event.kind, event.at, event.session_id) == (AuditKind.PRINT_ENDED, hands.clock.now(), SESSION)
    assert event.facts == {"outcome": "printed"}


def test_the_end_of_a_session_cancels_stops_and_forgets_everything(hands: Hands) -> None:
    hands.executor.run(fx.FindDraft(operation=OPERATION, document=ZHANG_WEI), state())
    hands.posted.wait(ev.NoDraft)
    hands.executor.run(fx.SaveDraft(), state(document=True))
    hands.blobs.add(Sensitive(b"fictional jpeg"), "image/jpeg")
    hands.executor.run(READ_ID, state())
    hands.executor.run(fx.StartTimer(session_id=SESSION, timer="idle", seconds=0.02), state())
    hands.executor.run(fx.EndSession(SESSION), initial_state(AT))
    hands.settle()
    hands.executor.run(fx.CheckDevices(operation=OPERATION, kinds=(DeviceKind.ID_CARD,)), initial_state(AT))
    hands.posted.wait(ev.DevicesChecked)
    QCoreApplication.processEvents()
    assert hands.store.check().drafts == 0
    assert hands.blobs.all() == {}
    assert hands.shown == ["clear"]
    assert [type(event) for event in hands.posted.events] == [ev.NoDraft, ev.DevicesChecked]


def test_what_an_ended_session_still_answers_is_dropped_by_the_flow(hands: Hands) -> None:
    hands.executor.run(submit(), state())
    late = hands.posted.wait(ev.SubmissionKept)
    turn = advance(bundled(), initial_state(AT), late)
    assert turn.state == initial_state(AT)
    assert [effect.kind for effect in turn.effects if isinstance(effect, fx.RecordAudit)] == [
        AuditKind.LATE_RESULT_DROPPED
    ]


@pytest.mark.parametrize(
    ("held", "replaced"),
    [
        (state(), False),
        (state(document=True), True),
        (state(memory=Sensitive({"typed": {"words": "a complaint without any card"}})), True),
        (state(blobs={"photo": BlobRef(sha256=STILL, media_type="image/jpeg", size=14)}), True),
    ],
)
def test_a_process_that_held_personal_data_is_to_be_replaced(hands: Hands, held: State, replaced: bool) -> None:  # noqa: FBT001
    hands.executor.run(fx.StopTimer("idle"), held)
    hands.executor.run(fx.EndSession(SESSION), initial_state(AT))
    assert hands.ended == ([True] if replaced else [])


def test_a_process_whose_store_must_be_opened_anew_is_to_be_replaced(hands: Hands) -> None:
    hands.executor.keep_house(_raising(CacheError("STO-002", "full", retryable=True)))
    hands.settle()
    assert hands.ended == []
    hands.executor.keep_house(_raising(CacheError("STO-001", "the store must be opened anew")))
    hands.settle()
    assert hands.ended == [True]


def test_what_the_store_was_given_before_the_program_ends_is_still_done(tmp_path: Path) -> None:
    with hands_in(tmp_path) as hands:
        hands.executor.run(submit(), state())
        hands.executor.close()
        assert hands.store.outbox.counts().waiting == 1
        assert hands.posted.wait(ev.SubmissionKept).at - hands.clock.now() == timedelta(0)
