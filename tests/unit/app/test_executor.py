"""Every effect is answered on the operation that asked, and nothing of an ended session is kept or shown."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from flows.model import effect as fx
from flows.model import event as ev
from flows.model.values import BlobRef
from flows.runner import initial_state
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
from kiosk.core.errors import CacheError, ContentError, DeviceError
from kiosk.core.ids import OperationId
from kiosk.core.sensitive import Sensitive
from tests.support.executing import (
    OPERATION,
    PREVIEW,
    READ_ID,
    READ_SOCIAL,
    SESSION,
    STILL,
    TAKE,
    raising,
    receipt,
    state,
    submit,
)
from tests.support.flow_walks import AT, ZHANG_WEI, ZHANG_WEI_SOCIAL
from tests.support.hands import GOOD, Hands, hands_in, until

pytestmark = pytest.mark.usefixtures("qapp")


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


@pytest.mark.parametrize("error", [DeviceError("IDR-002"), ContentError("CNT-004")])
def test_a_fault_on_a_lane_is_told_to_the_operation(hands: Hands, error: DeviceError | ContentError) -> None:
    hands.id_card.answer = raising(error)
    hands.executor.run(READ_ID, state())
    assert hands.posted.wait(ev.EffectFailed) == ev.EffectFailed(operation=OPERATION, fault=error.code)


def test_a_journal_that_is_lost_is_a_fault_of_the_print_and_the_end_of_the_process(hands: Hands) -> None:
    hands.executor.typeset = raising(CacheError("STO-001", "the store must be opened anew"))
    hands.executor.run(receipt(), state())
    assert hands.posted.wait(ev.EffectFailed).fault == "STO-001"
    assert hands.ended == [True]


def test_a_paper_that_cannot_be_set_is_a_fault_of_the_print(hands: Hands) -> None:
    hands.executor.typeset = raising(ContentError("CNT-004", "no such template"))
    hands.executor.run(receipt(), state())
    assert hands.posted.wait(ev.EffectFailed).fault == "CNT-004"


def test_a_typesetter_that_hangs_is_a_fault_of_the_print(hands: Hands) -> None:
    hands.executor.typeset = raising(DeviceError("DEV-002", "killed", retryable=True))
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
        hands.id_card.answer = raising(defect)
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
