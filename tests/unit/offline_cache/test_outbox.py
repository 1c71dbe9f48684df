import hashlib
import threading
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.core.errors import CacheError
from kiosk.core.sensitive import Sensitive
from offline_cache.crypto import CipherProfile
from offline_cache.outbox import ItemState, Postponed, Received, Refused
from offline_cache.store import Store
from tests.support.stores import NOON, HandClock, bytes_on_disk, photo, put, store_in


def test_a_submission_is_kept_whole_and_numbered(store: Store) -> None:
    item = put(store, "k1", payload=b'{"a":1}', attachments=(photo(), photo(b"sign", "signature")))
    assert (item.local_number, item.state, item.attempts, item.size_bytes) == (
        "XT07-1124-0001",
        ItemState.WAITING,
        0,
        4011,
    )
    assert store.outbox.get("k1") == item
    envelope = store.outbox.envelope("k1")
    assert envelope.payload.reveal() == b'{"a":1}'
    assert envelope.attachments == (photo(), photo(b"sign", "signature"))


@pytest.mark.parametrize("profile", list(CipherProfile))
def test_a_store_opened_again_holds_what_was_kept(folder: Path, profile: CipherProfile) -> None:
    with store_in(folder, profile=profile) as store:
        item = put(store, "k1", payload=b"content", attachments=(photo(),))
    with store_in(folder, profile=profile) as store:
        assert store.outbox.items() == [item]
        assert store.outbox.envelope("k1").attachments == (photo(),)
        assert store.check().whole


def test_a_known_key_gives_the_item_that_is_there(store: Store) -> None:
    first = put(store, "k1", payload=b"first", attachments=(photo(),))
    again = put(store, "k1", payload=b"second", at=NOON + timedelta(hours=1))
    assert again == first
    assert len(store.outbox.items()) == 1
    assert store.outbox.envelope("k1").payload.reveal() == b"first"
    assert put(store, "k2").local_number == "XT07-1124-0002", "no number was lost to the repetition"


def test_a_known_key_gives_the_item_as_it_stands_now(store: Store) -> None:
    put(store, "k1")
    store.outbox.record([Received(key="k1", platform_number="DG-1", at=NOON)])
    assert put(store, "k1").state is ItemState.RECEIVED


def test_numbers_begin_anew_each_day_in_china(store: Store) -> None:
    numbers = [put(store, f"k{hour}", at=NOON + timedelta(hours=hour)).local_number for hour in (0, 1, 11, 12, 13, 2)]
    assert numbers == [f"XT07-{rest}" for rest in ("1124-0001", "1124-0002", "1124-0003", "1125-0001", "1125-0002", "1124-0004")]  # noqa: E501 # fmt: skip


def test_an_item_is_found_by_the_number_on_its_receipt(store: Store) -> None:
    item = put(store, "k1")
    put(store, "k2")
    assert store.outbox.find_number("XT07-1124-0001") == item
    assert store.outbox.find_number("XT08-1124-0001") is None
    assert store.outbox.find_number("XT07-1125-0001") is None
    assert store.outbox.find_number("no number") is None


def test_of_two_years_the_newer_number_is_found(store: Store) -> None:
    put(store, "old", at=NOON.replace(year=2024))
    put(store, "new")
    found = store.outbox.find_number("XT07-1124-0001")
    assert found is not None
    assert found.key == "new"


def test_no_content_and_no_reason_is_readable_on_disk(store: Store, folder: Path) -> None:
    put(
        store,
        "k1",
        payload="张伟 441900195103071237".encode(),
        attachments=(photo(b"PHOTO OF ZHANG WEI", "secretname"),),
    )
    refused = Refused(key="k1", code="NOT-70", reason="张伟未满七十周岁", reason_en="Zhang Wei is not 70", at=NOON)
    store.outbox.record([refused])
    on_disk = bytes_on_disk(folder)
    for personal in (
        "张伟".encode(),
        b"441900195103071237",
        b"PHOTO OF ZHANG WEI",
        b"secretname",
        "七十".encode(),
        b"Zhang",
    ):
        assert personal not in on_disk
    for impersonal in (b"old-age-allowance", b"NOT-70", b"k1"):
        assert impersonal in on_disk


def test_a_reason_is_not_shown_by_repr(store: Store) -> None:
    put(store, "k1")
    refusal = Refused(key="k1", code="X", reason="张伟未满七十周岁", reason_en="Zhang Wei is not 70", at=NOON)
    store.outbox.record([refusal])
    shown = repr(refusal) + repr(store.outbox.get("k1"))
    assert "张伟" not in shown
    assert "Zhang" not in shown


def test_waiting_items_become_due_and_are_postponed(store: Store, clock: HandClock) -> None:
    put(store, "k1")
    put(store, "k2", at=NOON + timedelta(seconds=1))
    assert [item.key for item in store.outbox.due(NOON, 10)] == ["k1"]
    clock.forward(seconds=1)
    assert [item.key for item in store.outbox.due(clock.now(), 10)] == ["k1", "k2"]
    assert [item.key for item in store.outbox.due(clock.now(), 1)] == ["k1"]
    later = clock.now() + timedelta(minutes=5)
    store.outbox.record([Postponed(key="k1", fault="NET-001", due_at=later)])
    assert [item.key for item in store.outbox.due(clock.now(), 10)] == ["k2"]
    item = store.outbox.get("k1")
    assert item is not None
    assert (item.attempts, item.fault, item.due_at) == (1, "NET-001", later)
    assert store.outbox.next_due() == NOON + timedelta(seconds=1)
    store.outbox.record([Received(key="k2", platform_number="DG-2", at=NOON)])
    assert store.outbox.next_due() == later


def test_nothing_waiting_means_no_next_time(store: Store) -> None:
    assert store.outbox.next_due() is None
    assert store.outbox.due(NOON, 10) == []


def test_a_time_computed_while_the_clock_was_wrong_is_due_now(store: Store, clock: HandClock) -> None:
    put(store, "k1", at=NOON + timedelta(days=3650))
    assert [item.key for item in store.outbox.due(clock.now(), 10)] == ["k1"]
    assert store.outbox.next_due() == clock.now()


def test_what_the_platform_received_stays_received(store: Store) -> None:
    put(store, "k1")
    store.outbox.record([Received(key="k1", platform_number="DG-1", at=NOON)])
    late = NOON + timedelta(hours=1)
    store.outbox.record(
        [
            Postponed(key="k1", fault="NET-002", due_at=late),
            Refused(key="k1", code="X", reason="late", at=late),
            Received(key="k1", platform_number="DG-9", at=late),
        ]
    )
    item = store.outbox.retry("k1")
    assert (item.state, item.platform_number, item.settled_at, item.attempts) == (ItemState.RECEIVED, "DG-1", NOON, 1)


def test_a_refused_item_is_kept_with_its_reason_until_a_person_acts(store: Store, clock: HandClock) -> None:
    put(store, "k1", payload=b"content")
    store.outbox.record([Refused(key="k1", code="NOT-70", reason="未满七十周岁", reason_en="Not 70", at=NOON)])
    item = store.outbox.get("k1")
    assert item is not None
    assert (item.state, item.code, item.settled_at) == (ItemState.REFUSED, "NOT-70", NOON)
    assert (item.reason, item.reason_en) == ("未满七十周岁", "Not 70")
    assert store.outbox.due(clock.now() + timedelta(days=1), 10) == []
    clock.forward(hours=2)
    again = store.outbox.retry("k1")
    assert (again.state, again.due_at, again.code) == (ItemState.WAITING, clock.now(), "")
    assert (again.reason, again.reason_en) == ("", "")
    assert [due.key for due in store.outbox.due(clock.now(), 10)] == ["k1"]


def test_what_was_not_received_is_found_behind_any_number_of_newer_received_ones(store: Store) -> None:
    put(store, "refused")
    put(store, "waiting")
    store.outbox.record([Refused(key="refused", code="X", reason="wrong", at=NOON)])
    newer = [f"k{number}" for number in range(1001)]
    for key in newer:
        put(store, key)
    store.outbox.record([Received(key=key, platform_number=f"DG-{key}", at=NOON) for key in newer])
    assert {item.state for item in store.outbox.items()} == {ItemState.RECEIVED}, "the newest thousand"
    assert [item.key for item in store.outbox.not_received()] == ["waiting", "refused"]


def test_a_correction_names_the_item_that_it_supersedes(store: Store) -> None:
    put(store, "k1")
    store.outbox.record([Refused(key="k1", code="X", reason="wrong", at=NOON)])
    put(store, "k2", supersedes="k1")
    correction = store.outbox.get("k2")
    assert correction is not None
    assert correction.supersedes == "k1"
    refused = store.outbox.get("k1")
    assert refused is not None
    assert refused.state is ItemState.REFUSED


def test_a_corrected_item_is_not_sent_again_beside_its_correction(store: Store, clock: HandClock) -> None:
    put(store, "k1")
    store.outbox.record([Refused(key="k1", code="X", reason="wrong", at=NOON)])
    assert store.outbox.correction_of("k1") is None
    put(store, "k2", supersedes="k1")
    again = store.outbox.retry("k1")
    assert (again.state, again.code, again.reason, again.settled_at) == (ItemState.REFUSED, "X", "wrong", NOON)
    assert [item.key for item in store.outbox.due(clock.now(), 10)] == ["k2"]
    correction = store.outbox.correction_of("k1")
    assert correction is not None
    assert correction.key == "k2"
    assert store.outbox.retry("k2").state is ItemState.WAITING, "the correction itself may be sent again"


def test_no_correction_is_kept_beside_an_item_that_a_technician_sends_again(store: Store, clock: HandClock) -> None:
    put(store, "k1")
    refusal = Refused(key="k1", code="X", reason="wrong", at=NOON)
    store.outbox.record([refusal])
    store.outbox.retry("k1")
    with pytest.raises(CacheError, match="STO-006") as caught:
        put(store, "k2", supersedes="k1", attachments=(photo(),))
    assert caught.value.retryable
    assert store.outbox.get("k2") is None
    assert [item.key for item in store.outbox.due(clock.now(), 10)] == ["k1"]
    assert store.check().attachments == 0
    store.outbox.record([refusal])
    assert put(store, "k2", supersedes="k1").local_number == "XT07-1124-0002", "refused again: it may be corrected"
    assert put(store, "k2", supersedes="k1").local_number == "XT07-1124-0002", "the same correction is one item"


def test_no_correction_is_kept_of_what_was_received_or_is_being_corrected_already(store: Store) -> None:
    put(store, "k1")
    store.outbox.record([Received(key="k1", platform_number="DG-1", at=NOON)])
    with pytest.raises(CacheError, match="STO-006"):
        put(store, "k2", supersedes="k1")
    put(store, "k3")
    store.outbox.record([Refused(key="k3", code="X", reason="wrong", at=NOON)])
    put(store, "k4", supersedes="k3")
    with pytest.raises(CacheError, match="STO-006"):
        put(store, "k5", supersedes="k3")
    assert [item.key for item in store.outbox.not_received()] == ["k4", "k3"]


def test_a_retry_and_a_correction_at_the_same_moment_leave_one_to_be_sent(store: Store, clock: HandClock) -> None:
    def correct(number: int) -> None:
        start.wait()
        with suppress(CacheError):
            put(store, f"new{number}", supersedes=f"old{number}")

    def retry(number: int) -> None:
        start.wait()
        store.outbox.retry(f"old{number}")

    pairs = 20
    for number in range(pairs):
        put(store, f"old{number}")
    store.outbox.record([Refused(key=f"old{number}", code="X", reason="wrong", at=NOON) for number in range(pairs)])
    for number in range(pairs):
        start = threading.Barrier(2)
        both = [threading.Thread(target=act, args=(number,)) for act in (correct, retry)]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join()
    due = [item.key[3:] for item in store.outbox.due(clock.now(), 100)]
    assert sorted(due, key=int) == [str(number) for number in range(pairs)]


def test_the_digest_of_an_item_is_that_of_all_it_holds(store: Store) -> None:
    put(store, "k1", payload=b"content", attachments=(photo(b"one"),))
    first = store.outbox.envelope("k1").digest
    lines = f"content\nphoto image/jpeg {hashlib.sha256(b'one').hexdigest()}"
    assert first == hashlib.sha256(lines.encode()).hexdigest()
    for key, payload, parts in (
        ("k2", b"contents", (photo(b"one"),)),
        ("k3", b"content", (photo(b"two"),)),
        ("k4", b"content", (photo(b"one", "other"),)),
        ("k5", b"content", ()),
    ):
        put(store, key, payload=payload, attachments=parts)
        assert store.outbox.envelope(key).digest != first, key


def test_outcomes_of_a_batch_are_written_together_or_not_at_all(store: Store) -> None:
    put(store, "k1")
    with pytest.raises(LookupError):
        store.outbox.record(
            [Received(key="k1", platform_number="DG-1", at=NOON), Received(key="none", platform_number="DG-2", at=NOON)]
        )
    item = store.outbox.get("k1")
    assert item is not None
    assert item.state is ItemState.WAITING
    store.outbox.record([])


def test_counts_follow_the_states(store: Store) -> None:
    for number in range(6):
        put(store, f"k{number}")
    store.outbox.record(
        [
            Received(key="k0", platform_number="DG-0", at=NOON),
            Received(key="k1", platform_number="DG-1", at=NOON),
            Refused(key="k2", code="X", reason="no", at=NOON),
        ]
    )
    counts = store.outbox.counts()
    assert (counts.waiting, counts.received, counts.refused) == (3, 2, 1)
    assert [item.key for item in store.outbox.items(ItemState.RECEIVED)] == ["k1", "k0"]
    assert [item.key for item in store.outbox.items(limit=2)] == ["k5", "k4"]


def test_unknown_keys_are_told(store: Store) -> None:
    assert store.outbox.get("none") is None
    with pytest.raises(LookupError):
        store.outbox.envelope("none")
    with pytest.raises(LookupError):
        store.outbox.retry("none")


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(TypeError, match="naive"):
        put(store, "k1", at=NOON.replace(tzinfo=None))
    assert store.outbox.items() == []


def test_two_threads_putting_the_same_key_get_the_same_item(store: Store) -> None:
    gate = threading.Barrier(2)
    items = []

    def submit(payload: bytes) -> None:
        for number in range(40):
            gate.wait(10)
            items.append((number, put(store, f"k{number}", payload=payload, attachments=(photo(payload),))))

    threads = [threading.Thread(target=submit, args=(payload,)) for payload in (b"one", b"two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(items) == 80
    for number in range(40):
        one, two = (item for of, item in items if of == number)
        assert one == two
        envelope = store.outbox.envelope(f"k{number}")
        assert envelope.attachments[0].data == envelope.payload, "the parts of two submissions were mixed"
    assert len(store.outbox.items()) == 40
    assert len({item.local_number for item in store.outbox.items()}) == 40


def test_an_attachment_that_was_taken_away_or_swapped_is_noticed(store: Store) -> None:
    put(store, "k1", attachments=(photo(b"one"), photo(b"two", "signature")))
    put(store, "k2", attachments=(photo(b"three"),))
    store._writer.run(lambda cursor: cursor.execute("DELETE FROM attachment WHERE item_id % 10 = 1 AND ordinal = 1"))
    with pytest.raises(CacheError, match="STO-003"):
        store.outbox.envelope("k1")
    store._writer.run(
        lambda cursor: cursor.execute(
            "UPDATE attachment SET sealed = (SELECT sealed FROM attachment WHERE item_id % 10 = 1)"
            " WHERE item_id % 10 = 2"
        )
    )
    with pytest.raises(CacheError, match="STO-003"):
        store.outbox.envelope("k2")
    report = store.check()
    assert not report.whole
    assert len(report.problems) == 2


def test_a_guest_beside_the_terminal_reads_and_retries(store: Store, folder: Path, clock: HandClock) -> None:
    put(store, "k1")
    store.outbox.record([Refused(key="k1", code="X", reason="不对", at=NOON)])
    with store_in(folder, clock) as guest:
        assert (store.owner, guest.owner) == (True, False)
        assert guest.outbox.retry("k1").state is ItemState.WAITING
        assert put(guest, "k2").local_number == "XT07-1124-0002"
    assert put(store, "k3").local_number == "XT07-1124-0003"
    assert [item.key for item in store.outbox.due(NOON, 10)] == ["k1", "k2", "k3"]


def test_personal_data_is_in_no_value_that_a_log_might_show(store: Store) -> None:
    item = put(store, "k1", payload="张伟".encode(), attachments=(photo("张伟".encode()),))
    shown = repr((item, store.outbox.envelope("k1"), vars(store.outbox), Sensitive("张伟")))
    assert "张伟" not in shown
    assert repr("张伟".encode())[2:-1] not in shown
