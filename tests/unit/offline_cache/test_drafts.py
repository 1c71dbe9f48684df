import threading
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.core.errors import CacheError
from kiosk.core.sensitive import Sensitive
from offline_cache.store import Store
from tests.support.stores import LI_XIULAN, NOON, ZHANG_WEI, HandClock, bytes_on_disk, photo, put, store_in

STATE = Sensitive("张伟 at step 3".encode())
PHOTO = {"sha-photo": Sensitive(b"PHOTO" * 2000)}


def salt_of(store: Store) -> bytes:
    row = store._reader.row("SELECT salt FROM draft_salt")
    assert row is not None
    return bytes(row[0])


def begun(store: Store, session_id: str = "s1") -> None:
    store.drafts.begin(session_id, ZHANG_WEI)
    store.drafts.save(session_id, STATE, PHOTO, NOON)


def test_the_same_card_brings_the_lost_session_back_after_a_crash(folder: Path, clock: HandClock) -> None:
    with store_in(folder, clock) as store:
        begun(store)
    with store_in(folder, clock) as store:
        found = store.drafts.find(ZHANG_WEI, clock.forward(minutes=2))
    assert found is not None
    assert (found.session_id, found.state, dict(found.blobs), found.saved_at) == ("s1", STATE, PHOTO, NOON)


def test_a_store_that_takes_nothing_says_so_when_a_draft_begins(store: Store) -> None:
    store._writer._connection.execute("PRAGMA query_only = ON")
    with pytest.raises(CacheError, match="STO-001"):
        store.drafts.begin("s1", ZHANG_WEI)
    with pytest.raises(LookupError):
        store.drafts.save("s1", STATE, {}, NOON)
    store._writer._connection.execute("PRAGMA query_only = OFF")
    begun(store)


def test_a_found_draft_goes_on_in_its_own_or_in_a_new_session(folder: Path, clock: HandClock) -> None:
    for session_id in ("s1", "s2"):
        with store_in(folder, clock) as store:
            begun(store)
        with store_in(folder, clock) as store:
            assert store.drafts.find(ZHANG_WEI, NOON)
            store.drafts.save(session_id, Sensitive(b"step 4"), PHOTO, NOON)
        with store_in(folder, clock) as store:
            found = store.drafts.find(ZHANG_WEI, NOON)
            assert found is not None
            assert (found.session_id, found.state.reveal()) == (session_id, b"step 4")
            assert dict(found.blobs) == PHOTO
            store.drafts.erase(session_id)


def test_a_later_save_replaces_an_earlier_one(store: Store) -> None:
    begun(store)
    signature = {"sha-signature": Sensitive(b"strokes")}
    store.drafts.save("s1", Sensitive(b"step 4"), PHOTO | signature, NOON + timedelta(minutes=1))
    store.drafts.save("s1", Sensitive(b"step 5"), signature, NOON + timedelta(minutes=2))
    found = store.drafts.find(ZHANG_WEI, NOON)
    assert found is not None
    assert (found.state.reveal(), dict(found.blobs)) == (b"step 5", signature)


def test_a_blob_is_written_once_and_not_at_each_step(store: Store) -> None:
    begun(store)
    before = store._reader.row("SELECT sealed FROM draft_blob")
    for step in range(5):
        store.drafts.save("s1", Sensitive(b"step %d" % step), PHOTO, NOON)
    assert store._reader.row("SELECT sealed FROM draft_blob") == before


def test_another_applicant_erases_the_draft(store: Store, folder: Path) -> None:
    begun(store)
    salt = salt_of(store)
    assert store.drafts.find(LI_XIULAN, NOON) is None
    assert salt not in bytes_on_disk(folder)
    assert store.drafts.find(ZHANG_WEI, NOON) is None


def test_another_applicant_erases_the_draft_even_when_nobody_looked_for_one(store: Store) -> None:
    begun(store)
    store.drafts.begin("s2", LI_XIULAN)
    assert store.drafts.find(ZHANG_WEI, NOON) is None


@pytest.mark.parametrize("minutes", [-16, 16, 60 * 24 * 365])
def test_a_draft_from_another_time_is_erased(store: Store, folder: Path, minutes: int) -> None:
    begun(store)
    salt = salt_of(store)
    assert store.drafts.find(ZHANG_WEI, NOON + timedelta(minutes=minutes)) is None
    assert salt not in bytes_on_disk(folder)


def test_a_draft_lasts_fifteen_minutes(store: Store) -> None:
    begun(store)
    assert store.drafts.expire(NOON + timedelta(minutes=15)) == 0
    assert store.drafts.find(ZHANG_WEI, NOON + timedelta(minutes=15)) is not None
    assert store.drafts.expire(NOON + timedelta(minutes=15, microseconds=1)) == 1
    assert store.drafts.expire(NOON + timedelta(minutes=16)) == 0
    assert store.drafts.find(ZHANG_WEI, NOON) is None


def test_erasing_leaves_neither_salt_nor_sealed_content_on_disk(store: Store, folder: Path) -> None:
    begun(store)
    salt = salt_of(store)
    sealed = [
        bytes(row[0]) for row in store._reader.rows("SELECT sealed FROM draft UNION SELECT sealed FROM draft_blob")
    ]
    on_disk = bytes_on_disk(folder)
    assert salt in on_disk
    assert all(record[3:40] in on_disk for record in sealed)
    store.drafts.erase("s1")
    on_disk = bytes_on_disk(folder)
    assert salt not in on_disk
    assert not any(record[3:40] in on_disk for record in sealed)
    assert salt_of(store) == bytes(32)


def test_a_submission_leaves_the_draft_until_the_session_ends(store: Store, folder: Path) -> None:
    begun(store)
    salt = salt_of(store)
    put(store, "k1", attachments=(photo(),))
    found = store.drafts.find(ZHANG_WEI, NOON)
    assert found is not None
    assert (found.state, dict(found.blobs)) == (STATE, PHOTO)
    store.drafts.erase("s1")
    assert salt not in bytes_on_disk(folder)
    assert store.drafts.find(ZHANG_WEI, NOON) is None


def test_each_session_has_a_salt_of_its_own(store: Store) -> None:
    salts = set()
    for number in range(20):
        begun(store, f"s{number}")
        salts.add(salt_of(store))
        store.drafts.erase(f"s{number}")
    assert len(salts) == 20


def test_an_ended_session_cannot_save(store: Store) -> None:
    with pytest.raises(LookupError):
        store.drafts.save("s1", STATE, {}, NOON)
    begun(store)
    store.drafts.erase("s1")
    with pytest.raises(LookupError):
        store.drafts.save("s1", STATE, {}, NOON)
    store.drafts.begin("s2", LI_XIULAN)
    with pytest.raises(LookupError):
        store.drafts.save("s1", STATE, {}, NOON)


def test_the_end_of_one_session_leaves_anothers_draft(store: Store) -> None:
    begun(store, "s2")
    store.drafts.erase("s1")
    assert store.drafts.find(ZHANG_WEI, NOON) is not None


def test_erasing_twice_or_nothing_is_no_error(store: Store) -> None:
    store.drafts.erase("none")
    begun(store)
    store.drafts.erase("s1")
    store.drafts.erase("s1")
    assert store.drafts.expire(NOON) == 0


def test_a_damaged_draft_is_no_draft(store: Store) -> None:
    begun(store)
    store._writer.run(lambda cursor: cursor.execute("UPDATE draft_blob SET sealed = zeroblob(100)"))
    assert store.drafts.find(ZHANG_WEI, NOON) is None


def test_an_erasure_waits_out_a_reader_and_is_made_good(store: Store, folder: Path) -> None:
    begun(store)
    salt = salt_of(store)
    with store._reader.lent() as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM item").fetchone()
        store.drafts.erase("s1")
        assert store.drafts.find(ZHANG_WEI, NOON) is None, "gone for every later reader"
        connection.execute("COMMIT")
    put(store, "k1")
    assert salt not in bytes_on_disk(folder)


def test_saving_and_submitting_at_the_same_time_never_leaves_a_mixed_draft(store: Store) -> None:
    store.drafts.begin("s1", ZHANG_WEI)

    def submit() -> None:
        for number in range(30):
            put(store, f"k{number}")

    thread = threading.Thread(target=submit)
    thread.start()
    for step in range(60):
        store.drafts.save("s1", Sensitive(b"%d" % step), {f"blob{step % 3}": Sensitive(b"%d" % (step % 3))}, NOON)
    thread.join(30)
    store.drafts.save("s1", Sensitive(b"last"), {"blob1": Sensitive(b"1")}, NOON)
    found = store.drafts.find(ZHANG_WEI, NOON)
    assert found is not None
    assert (found.state.reveal(), dict(found.blobs)) == (b"last", {"blob1": Sensitive(b"1")})
