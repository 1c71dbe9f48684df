from datetime import timedelta
from pathlib import Path

from offline_cache.outbox import Postponed, Received, Refused
from offline_cache.store import Store
from tests.support.stores import NOON, bytes_on_disk, photo, put

KEEP = timedelta(days=30)


def keys(store: Store) -> set[str]:
    return {item.key for item in store.outbox.items()}


def test_received_items_are_erased_after_their_time_and_others_stay(store: Store) -> None:
    for key in ("received", "recent", "refused", "postponed", "waiting"):
        put(store, key, attachments=(photo(),))
    store.outbox.record(
        [
            Received(key="received", platform_number="DG-1", at=NOON),
            Received(key="recent", platform_number="DG-2", at=NOON + timedelta(days=2)),
            Refused(key="refused", code="X", reason="no", at=NOON),
            Postponed(key="postponed", fault="NET-001", due_at=NOON),
        ]
    )
    erased = store.erase_settled(NOON + KEEP + timedelta(days=1), KEEP)
    assert erased.items == 1
    assert keys(store) == {"recent", "refused", "postponed", "waiting"}
    assert store.check().attachments == 4


def test_nothing_is_left_of_an_erased_item(store: Store, folder: Path) -> None:
    put(store, "gone", attachments=(photo(),))
    put(store, "stays", attachments=(photo(),))
    sealed = [
        bytes(row[0])
        for row in store._reader.rows(
            "SELECT envelope FROM item WHERE key = 'gone' UNION SELECT sealed FROM attachment WHERE item_id % 10 = 1"
        )
    ]
    store.outbox.record([Received(key="gone", platform_number="DG-1", at=NOON)])
    assert all(record[3:40] in bytes_on_disk(folder) for record in sealed)
    store.erase_settled(NOON + KEEP * 2, KEEP)
    on_disk = bytes_on_disk(folder)
    assert not any(record[3:40] in on_disk or record[-40:] in on_disk for record in sealed)
    assert b"DG-1" not in on_disk
    assert store.outbox.envelope("stays").attachments == (photo(),)


def test_a_number_is_not_given_again_when_its_item_was_erased(store: Store) -> None:
    for number in range(3):
        put(store, f"k{number}")
    store.outbox.record([Received(key=f"k{number}", platform_number=f"DG-{number}", at=NOON) for number in range(3)])
    assert store.erase_settled(NOON + KEEP * 2, KEEP).items == 3
    put(store, "tomorrow", at=NOON + timedelta(days=1))
    assert put(store, "k9").local_number == "XT07-1124-0004", "the clock went back to a day whose items are gone"


def test_a_refused_item_goes_once_its_correction_was_received(store: Store) -> None:
    put(store, "refused")
    store.outbox.record([Refused(key="refused", code="X", reason="no", at=NOON)])
    put(store, "correction", supersedes="refused")
    assert store.erase_settled(NOON + KEEP * 2, KEEP).items == 0
    store.outbox.record([Received(key="correction", platform_number="DG-1", at=NOON)])
    assert store.erase_settled(NOON + KEEP * 2, KEEP).items == 2
    assert keys(store) == set()


def test_what_was_refused_twice_goes_with_the_correction_that_was_received(store: Store) -> None:
    for key, corrected in (("other", ""), ("first", ""), ("second", "first"), ("third", "second")):
        put(store, key, supersedes=corrected)
        if key != "third":
            store.outbox.record([Refused(key=key, code="X", reason="no", at=NOON)])
    assert store.outbox.open_refusals() == 3
    store.outbox.record([Received(key="third", platform_number="DG-1", at=NOON)])
    assert store.outbox.open_refusals() == 1
    assert store.erase_settled(NOON + KEEP * 2, KEEP).items == 3
    assert keys(store) == {"other"}
    assert store.outbox.open_refusals() == 1


def test_many_items_are_erased_in_small_transactions(store: Store) -> None:
    for number in range(120):
        put(store, f"k{number}")
    store.outbox.record([Received(key=f"k{number}", platform_number=f"DG-{number}", at=NOON) for number in range(120)])
    assert store.erase_settled(NOON + KEEP * 2, KEEP).items == 120
    assert keys(store) == set()
    assert store.check().whole


def test_prints_that_never_had_a_job_are_forgotten_after_the_same_days(store: Store) -> None:
    for key in ("old", "asked", "recent"):
        store.journal.intend(key, NOON if key != "recent" else NOON + timedelta(days=2))
    store.journal.bind("asked", "ipp://printer.example/ipp/print", 7)
    assert store.erase_settled(NOON + KEEP, KEEP).prints == 0
    assert store.erase_settled(NOON + KEEP + timedelta(days=1), KEEP).prints == 1
    assert [entry.print_key for entry in store.journal.unfinished()] == ["asked", "recent"]


def test_finished_prints_are_forgotten_and_unfinished_ones_stay(store: Store) -> None:
    for key in ("done", "open"):
        store.journal.intend(key, NOON)
    store.journal.finish("done", "printed:1", NOON)
    store.journal.bind("open", "ipp://printer.example/ipp/print", 7)
    assert store.erase_settled(NOON + KEEP * 2, KEEP).prints == 1
    assert store.journal.get("done") is None
    assert [entry.print_key for entry in store.journal.unfinished()] == ["open"]
