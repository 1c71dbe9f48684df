"""The executor and the store, the platform, the clock: kept before it is said, erased at the end."""

import threading
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from flows.model import effect as fx
from flows.model import event as ev
from flows.model.values import Attachment, BlobRef, State
from flows.runner import advance, initial_state
from kiosk.core.audit import AuditKind
from kiosk.core.devices import (
    DeviceKind,
)
from kiosk.core.errors import CacheError, SyncError
from kiosk.core.ids import OperationId, command_key
from kiosk.core.sensitive import Sensitive
from kiosk.sync.values import Answered, Declined
from tests.support.executing import KEY, OPENING, OPERATION, READ_ID, SESSION, STILL, raising, state, submit
from tests.support.flow_walks import AT, ZHANG_WEI, bundled
from tests.support.hands import Hands, hands_in, until

pytestmark = pytest.mark.usefixtures("qapp")


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
    hands.executor.keep_house(raising(CacheError("STO-002", "full", retryable=True)))
    hands.settle()
    assert hands.ended == []
    hands.executor.keep_house(raising(CacheError("STO-001", "the store must be opened anew")))
    hands.settle()
    assert hands.ended == [True]


def test_what_the_store_was_given_before_the_program_ends_is_still_done(tmp_path: Path) -> None:
    with hands_in(tmp_path) as hands:
        hands.executor.run(submit(), state())
        hands.executor.close()
        assert hands.store.outbox.counts().waiting == 1
        assert hands.posted.wait(ev.SubmissionKept).at - hands.clock.now() == timedelta(0)
