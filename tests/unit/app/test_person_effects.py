"""Codes and faces are looked for on the lane of the camera, or honestly not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.model import effect as fx
from flows.model import event as ev
from flows.model.values import State
from flows.runner import initial_state
from kiosk.core.devices import NamedPerson
from kiosk.core.ids import OperationId
from kiosk.core.sensitive import Sensitive
from tests.support.flow_walks import AT, SESSION, ZHANG_WEI
from tests.support.hands import Hands

pytestmark = pytest.mark.usefixtures("qapp")

OPERATION = OperationId(SESSION, 5)


def state() -> State:
    return replace(initial_state(AT), session_id=SESSION)


def test_a_scan_looks_through_the_camera_and_gives_up_in_time(hands: Hands) -> None:
    hands.executor.run(fx.ScanCode(operation=OPERATION, timeout_s=0), state())
    assert hands.posted.wait(ev.NoCode) == ev.NoCode(operation=OPERATION)
    assert hands.camera.on_frame is not None


def test_no_face_is_compared_as_long_as_nothing_here_can(hands: Hands) -> None:
    hands.executor.run(fx.VerifyFace(operation=OPERATION, document=ZHANG_WEI, timeout_s=20), state())
    assert hands.posted.wait(ev.EffectFailed) == ev.EffectFailed(operation=OPERATION, fault="FAC-001")


def test_whom_the_platform_vouches_for_has_the_draft_of_their_card(hands: Hands) -> None:
    by_card = fx.FindDraft(operation=OPERATION, document=ZHANG_WEI)
    hands.executor.run(by_card, state())
    hands.posted.wait(ev.NoDraft)
    begun = replace(state(), document=ZHANG_WEI)
    hands.executor.run(fx.SaveDraft(), begun)
    person = NamedPerson(name=ZHANG_WEI.name, number=ZHANG_WEI.number, vouched=True)
    again = OperationId(SESSION, 6)
    hands.executor.run(fx.FindDraft(operation=again, document=person), state())
    found = hands.posted.wait(ev.DraftFound)
    assert found.operation == again


def test_no_draft_is_looked_for_by_a_typed_number(hands: Hands) -> None:
    person = NamedPerson(name=Sensitive("张伟"), number=ZHANG_WEI.number, vouched=False)
    hands.executor.run(fx.FindDraft(operation=OPERATION, document=person), state())
    assert hands.posted.wait(ev.EffectFailed) == ev.EffectFailed(operation=OPERATION, fault="CNT-003")
