"""Several submissions kept together: all or none in the store, each told about by its own key."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.model import effect as fx
from flows.model import event as ev
from flows.model.result import KeptItem
from kiosk.core.errors import CacheError
from kiosk.core.ids import OperationId
from kiosk.core.sensitive import Sensitive
from kiosk.sync.values import Declined, Delivered, Postponed
from offline_cache.outbox import Handing, Received, Refused
from tests.support.flow_walks import AT
from tests.unit.app.test_keeping import SESSION, Scene, submission

KEYS = tuple(f"00000000-0000-4000-8000-{number:012d}" for number in range(1, 4))
OPERATION = OperationId(SESSION, 7)


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    made = Scene(tmp_path)
    yield made
    made.store.close()


def together(scene: Scene, *keys: str, phone: str = "13800005620", supersedes: str = "") -> list[ev.Event]:
    """Hand in one submission for each key, all at once."""
    scene.posted.events.clear()
    each = tuple(
        submission(key=key, payload=Sensitive({"phone": phone, "matter": key}), supersedes=supersedes) for key in keys
    )
    scene.keeper.submit_together(fx.SubmitTogether(operation=OPERATION, submissions=each), {})
    return list(scene.posted.events)


def test_all_are_durable_before_anything_is_said_and_each_has_its_own_number(scene: Scene) -> None:
    (kept,) = together(scene, *KEYS)
    assert isinstance(kept, ev.SubmissionsKept)
    assert [each.key for each in kept.kept] == list(KEYS)
    assert len({each.local_number for each in kept.kept}) == 3
    assert all(isinstance(each, KeptItem) and len(each.digest) == 64 for each in kept.kept)
    assert scene.store.outbox.counts().waiting == 3


def test_each_fate_is_told_by_its_key(scene: Scene) -> None:
    together(scene, *KEYS)
    scene.posted.events.clear()
    scene.keeper.heard(Delivered(key=KEYS[0], platform_number="DG202611240418", at=AT))
    scene.keeper.heard(Declined(key=KEYS[1], code="account", reason="户号对不上。"))
    scene.keeper.heard(Postponed(key=KEYS[2], fault="NET-002"))
    assert scene.posted.events == [
        ev.SubmissionReceived(operation=OPERATION, platform_number="DG202611240418", at=AT, key=KEYS[0]),
        ev.SubmissionRefused(operation=OPERATION, code="account", reason="户号对不上。", key=KEYS[1]),
        ev.SubmissionWaiting(operation=OPERATION, fault="NET-002", key=KEYS[2]),
    ]


def test_handed_in_again_after_a_crash_nothing_is_kept_twice_and_what_became_of_each_is_told(scene: Scene) -> None:
    together(scene, *KEYS)
    scene.store.outbox.record(
        [
            Received(key=KEYS[0], platform_number="DG1", at=AT),
            Refused(key=KEYS[1], code="account", reason="户号对不上。", at=AT),
        ]
    )
    scene.crash()
    kept, received, refused = together(scene, *KEYS)
    assert isinstance(kept, ev.SubmissionsKept)
    assert isinstance(received, ev.SubmissionReceived)
    assert isinstance(refused, ev.SubmissionRefused)
    assert (received.key, refused.key) == KEYS[:2]
    assert len(scene.store.outbox.items()) == 3


def test_a_key_that_stands_for_other_answers_keeps_what_was_there(scene: Scene) -> None:
    together(scene, KEYS[0])
    scene.clock.forward(minutes=1)
    with pytest.raises(CacheError, match="STO-006"):
        together(scene, KEYS[0], phone="13900000000")
    scene.keeper.heard(Delivered(key=KEYS[0], platform_number="DG1", at=AT))
    assert scene.posted.events == [], "nobody waits for what was not taken"


def test_one_that_cannot_be_kept_keeps_back_the_others(scene: Scene) -> None:
    together(scene, KEYS[0])  # it waits, so that nothing may correct it
    handings = [
        Handing(key=KEYS[1], service_id="a", payload=Sensitive(b"1")),
        Handing(key=KEYS[2], service_id="b", payload=Sensitive(b"2"), supersedes=KEYS[0]),
    ]
    with pytest.raises(CacheError, match="STO-006"):
        scene.store.outbox.put_together(handings, number_prefix="XT07", at=AT)
    assert [each.key for each in scene.store.outbox.items()] == [KEYS[0]]
    kept = scene.store.outbox.put_together(handings[:1], number_prefix="XT07", at=AT)
    assert scene.store.outbox.find_number(kept[0].local_number) == kept[0], "numbers go on after one taken back"
    assert scene.store.check().whole


def test_a_correction_of_one_is_kept_once_it_is_refused(scene: Scene) -> None:
    together(scene, *KEYS[:2])
    scene.store.outbox.record([Refused(key=KEYS[1], code="account", reason="户号对不上。", at=AT)])
    (kept,) = together(scene, KEYS[2], supersedes=KEYS[1])
    assert isinstance(kept, ev.SubmissionsKept)
    item = scene.store.outbox.get(KEYS[2])
    assert item is not None
    assert item.supersedes == KEYS[1]


def test_whoever_has_waited_long_enough_is_told_once_for_all(scene: Scene) -> None:
    together(scene, *KEYS)
    scene.posted.events.clear()
    scene.keeper.lose_patience(OPERATION)
    assert scene.posted.events == [ev.SubmissionWaiting(operation=OPERATION, fault="NET-002")]
