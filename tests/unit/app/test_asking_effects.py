"""Answers about nobody are kept and stand in; what was handed in here is found; a rating is left without a wait."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.model import effect as fx
from flows.model import event as ev
from flows.model.values import State, Submission
from flows.runner import initial_state
from kiosk.core.errors import SyncError
from kiosk.core.ids import OperationId, rating_key
from kiosk.core.sensitive import Sensitive
from kiosk.sync.values import Answered
from offline_cache.outbox import ItemState, Received, Refused
from tests.support.flow_walks import AT
from tests.support.hands import Hands, until

pytestmark = pytest.mark.usefixtures("qapp")

SESSION = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
OPERATION = OperationId(SESSION, 5)
MATTER = "00000000-0000-4000-8000-000000000001"
OTHER = "00000000-0000-4000-8000-000000000002"
NUMBER = "441900195103071237"
HOURS = {"counters": [{"name": "厚街镇政务服务中心"}]}


def state() -> State:
    return initial_state(AT)


def asks(*, offline: bool = False, cached: bool = True, place: str = "") -> fx.Query:
    parameters = Sensitive({"place": place})
    return fx.Query(operation=OPERATION, kind="opening-hours", parameters=parameters, cached=cached, offline=offline)


def submission(key: str, *, service_id: str = "elder-allowance", phone: str = "13800005620") -> Submission:
    payload = {"applicant": {"number": NUMBER, "name": "张伟"}, "phone": phone}
    return Submission(key=key, service_id=service_id, service_digest="5f2c", payload=Sensitive(payload))


def handed_in(hands: Hands, key: str = MATTER, **more: str) -> str:
    hands.executor.run(fx.Submit(operation=OPERATION, submission=submission(key, **more)), state())
    hands.settle()
    item = hands.store.outbox.get(key)
    assert item is not None
    return item.local_number


def found(hands: Hands, *, digits: str = "", tail: str = "", applicant: str = "") -> list[str]:
    before = len(hands.posted.of(ev.HandedInFound))
    hands.executor.run(
        fx.FindHandedIn(operation=OPERATION, digits=digits, phone_tail=Sensitive(tail), applicant=Sensitive(applicant)),
        state(),
    )
    until(lambda: len(hands.posted.of(ev.HandedInFound)) > before)
    return [each.local_number for each in hands.posted.of(ev.HandedInFound)[-1].matters]


# --- answers about nobody -----------------------------------------------------------------------------------------


def test_an_answer_about_nobody_stands_in_with_its_time_when_the_platform_is_gone(hands: Hands) -> None:
    hands.platform.answer = Answered(Sensitive(HOURS))
    hands.executor.run(asks(), state())
    assert hands.posted.wait(ev.QueryAnswered).kept_at is None
    kept_at = hands.clock.now()
    until(lambda: hands.store.references.find(b'["opening-hours", {"place": ""}]'))
    hands.clock.at += timedelta(hours=2)
    hands.platform.answer = SyncError("NET-002", "no answer")
    for effect in (asks(), asks(offline=True)):
        before = len(hands.posted.of(ev.QueryAnswered))
        hands.executor.run(effect, state())
        until(lambda before=before: len(hands.posted.of(ev.QueryAnswered)) > before)  # type: ignore[misc]
        answer = hands.posted.of(ev.QueryAnswered)[-1]
        assert answer.data.reveal() == HOURS
        assert answer.kept_at == kept_at


def test_what_was_not_asked_before_fails_with_its_true_cause(hands: Hands) -> None:
    hands.platform.answer = SyncError("NET-002", "no answer")
    hands.executor.run(asks(place="elsewhere"), state())
    assert hands.posted.wait(ev.EffectFailed).fault == "NET-002"


def test_a_personal_answer_is_never_kept(hands: Hands) -> None:
    hands.platform.answer = Answered(Sensitive(HOURS))
    hands.executor.run(asks(cached=False), state())
    hands.posted.wait(ev.QueryAnswered)
    hands.settle()
    hands.executor.run(asks(offline=True), state())
    hands.posted.wait(ev.EffectFailed)


# --- what was handed in here ---------------------------------------------------------------------------------------


def test_a_matter_is_found_by_its_figures_with_the_end_of_the_telephone_number(hands: Hands) -> None:
    number = handed_in(hands)
    digits = "".join(char for char in number if char.isdigit())
    assert found(hands, digits=digits, tail="5620") == [number]
    assert found(hands, digits=digits, tail="") == found(hands, digits=digits, tail="0000") == []
    assert found(hands, digits=digits[:-1], tail="5620") == []


def test_a_persons_matter_without_a_telephone_number_opens_by_the_card_alone(hands: Hands) -> None:
    number = handed_in(hands, phone="")
    digits = "".join(char for char in number if char.isdigit())
    assert found(hands, digits=digits) == found(hands, digits=digits, tail="5620") == []
    assert found(hands, applicant=NUMBER) == [number]


def test_what_is_about_nobody_opens_by_its_number(hands: Hands) -> None:
    report = replace(submission(MATTER), payload=Sensitive({"words": "打印机没纸了"}))
    hands.executor.run(fx.Submit(operation=OPERATION, submission=report), state())
    hands.settle()
    item = hands.store.outbox.get(MATTER)
    assert item is not None
    digits = "".join(char for char in item.local_number if char.isdigit())
    assert found(hands, digits=digits) == [item.local_number]
    assert found(hands, digits=digits, tail="5620") == []


def test_a_person_finds_what_the_platform_does_not_have(hands: Hands) -> None:
    first, second = handed_in(hands), handed_in(hands, OTHER)
    assert found(hands, applicant=NUMBER) == [second, first]
    assert found(hands, applicant="441900196309150023") == found(hands) == []
    hands.store.outbox.record([Received(key=MATTER, platform_number="DG202611240418", at=hands.clock.now())])
    hands.store.outbox.record([Refused(key=OTHER, code="bank", reason="号码对不上。", at=hands.clock.now())])
    assert found(hands, applicant=NUMBER) == [second]
    (matter,) = hands.posted.of(ev.HandedInFound)[-1].matters
    assert matter.refused.reveal() == "号码对不上。"
    assert found(hands, digits="202611240418", tail="5620") == [first]


# --- ratings ------------------------------------------------------------------------------------------------------


def test_a_rating_is_kept_before_the_session_is_over_and_nobody_is_told(hands: Hands) -> None:
    rating = submission(rating_key(MATTER), service_id="rating")
    hands.executor.run(fx.LeaveSubmission(rating), state())
    hands.executor.run(fx.EndSession(SESSION), state())
    hands.settle()
    item = hands.store.outbox.get(rating.key)
    assert item is not None
    assert (item.service_id, item.state) == ("rating", ItemState.WAITING)
    assert hands.posted.events == []
    assert found(hands, applicant=NUMBER) == [], "a rating is no matter"


def test_a_matter_is_rated_once_and_the_first_word_stands(hands: Hands) -> None:
    rating = submission(rating_key(MATTER), service_id="rating")
    hands.executor.run(fx.LeaveSubmission(rating), state())
    hands.executor.run(fx.LeaveSubmission(submission(rating.key, service_id="rating", phone="1")), state())
    hands.settle()
    assert [item.key for item in hands.store.outbox.items()] == [rating.key]
    assert b"5620" in hands.store.outbox.envelope(rating.key).payload.reveal()
    assert hands.posted.events == []
