"""What the sync thread expects of an outbox, held against the real one and the one of the loop's unit tests."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.core.sensitive import Sensitive
from kiosk.sync.loop import SyncOutbox
from offline_cache.keys import FileKeyProvider
from offline_cache.outbox import ItemState, Outbox, Part, Postponed, Received, Refused
from offline_cache.store import Store
from tests.support.sync_world import START, HandClock, MemoryOutbox

PHOTO = Part(name="photo", media_type="image/jpeg", data=Sensitive(b"jpeg"))


@pytest.fixture(params=["in memory", "sealed on disk"])
def outbox(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MemoryOutbox | Outbox]:
    if request.param == "in memory":
        yield MemoryOutbox()
        return
    keys = FileKeyProvider(tmp_path / "terminal.key")
    with closing(Store.open(tmp_path / "store", keys, clock=HandClock())) as store:
        yield store.outbox


@pytest.fixture
def put(outbox: MemoryOutbox | Outbox) -> Callable[..., str]:
    def putting(after_s: float = 0.0, supersedes: str = "") -> str:
        key = str(uuid.uuid4())
        outbox.put(
            key=key,
            service_id="old-age-allowance",
            payload=Sensitive(b"content"),
            attachments=[PHOTO],
            number_prefix="XT07",
            at=START + timedelta(seconds=after_s),
            supersedes=supersedes,
        )
        return key

    return putting


def test_the_longest_due_come_first_and_no_more_than_asked(outbox: SyncOutbox, put: Callable[..., str]) -> None:
    keys = [put(after_s) for after_s in (3, 1, 2)]
    due = outbox.due(START + timedelta(seconds=2), 10)
    assert [item.key for item in due] == [keys[1], keys[2]]
    assert [item.key for item in outbox.due(START + timedelta(days=1), 1)] == [keys[1]]


def test_an_item_says_what_the_platform_is_to_be_told(outbox: SyncOutbox, put: Callable[..., str]) -> None:
    first = put()
    outbox.record([Refused(key=first, code="number-mismatch", reason="号码对不上", at=START)])
    item = outbox.get(put(supersedes=first))
    assert item is not None
    assert (item.local_number, item.supersedes, item.attempts) == ("XT07-1124-0002", first, 0)
    assert item.size_bytes == len(b"content") + len(b"jpeg")
    envelope = outbox.envelope(item.key)
    assert (envelope.payload.reveal(), envelope.attachments) == (b"content", (PHOTO,))
    assert outbox.get(str(uuid.uuid4())) is None


def test_each_outcome_settles_or_postpones_its_item(outbox: SyncOutbox, put: Callable[..., str]) -> None:
    received, refused, postponed = put(), put(), put()
    later = START + timedelta(seconds=30)
    outbox.record(
        [
            Received(key=received, platform_number="DG202611240418", at=START),
            Refused(key=refused, code="number-mismatch", reason="号码对不上", reason_en="No match", at=START),
            Postponed(key=postponed, fault="NET-001", due_at=later),
        ]
    )
    states = [(item.state, item.fault) for key in (received, refused, postponed) if (item := outbox.get(key))]
    assert states == [(ItemState.RECEIVED, ""), (ItemState.REFUSED, ""), (ItemState.WAITING, "NET-001")]
    reasons = [(item.reason, item.reason_en) for key in (received, refused) if (item := outbox.get(key))]
    assert reasons == [("", ""), ("号码对不上", "No match")]
    assert outbox.due(later - timedelta(seconds=1), 10) == []
    assert [item.key for item in outbox.due(later, 10)] == [postponed]
    assert outbox.next_due() == later


def test_nothing_is_due_next_when_nothing_waits(outbox: SyncOutbox, put: Callable[..., str]) -> None:
    assert outbox.next_due() is None
    key = put(after_s=5)
    assert outbox.next_due() == START + timedelta(seconds=5)
    outbox.record([Received(key=key, platform_number="DG202611240418", at=START)])
    assert outbox.next_due() is None


def test_a_time_that_a_wrong_clock_computed_holds_nothing_back(outbox: SyncOutbox, put: Callable[..., str]) -> None:
    key = put()
    outbox.record([Postponed(key=key, fault="NET-001", due_at=START + timedelta(days=1500))])
    assert [item.key for item in outbox.due(START, 10)] == [key]
