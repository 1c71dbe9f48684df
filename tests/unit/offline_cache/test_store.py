import shutil
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.core.errors import CacheError
from offline_cache.crypto import CipherProfile
from offline_cache.store import APPLICATION_ID, PAGE_BYTES, Store, confirm_put_aside
from tests.support.stores import NOON, HandClock, open_store, photo, put, store_in


def fault_of(opening: Callable[[], Store]) -> CacheError:
    with pytest.raises(CacheError) as caught:
        opening().close()
    return caught.value


def filled(folder: Path, items: int = 40) -> bytes:
    with store_in(folder) as store:
        for number in range(items):
            put(store, f"k{number}", payload=b"x" * 3000, attachments=(photo(),))
    return (folder / "terminal.db").read_bytes()


def put_aside(folder: Path) -> list[Path]:
    return sorted((folder / "put-aside").glob("*"))


def test_a_new_store_is_made_for_its_user_alone(store: Store, folder: Path) -> None:
    assert store.owner
    assert store.check().whole
    assert folder.stat().st_mode & 0o777 == 0o700
    for name in ("terminal.db", "terminal.key"):
        assert (folder / name).stat().st_mode & 0o777 == 0o600


def test_the_database_is_kept_as_the_design_says(store: Store) -> None:
    def pragma(name: str) -> object:
        return store._writer.run(lambda cursor: cursor.execute(f"PRAGMA {name}").fetchone()[0])

    assert pragma("journal_mode") == "wal"
    assert pragma("synchronous") == 2, "FULL"
    assert pragma("secure_delete") == 1
    assert pragma("foreign_keys") == 1
    assert pragma("page_size") == PAGE_BYTES
    assert pragma("application_id") == APPLICATION_ID


def test_a_closed_store_is_one_file_and_can_be_opened_again(folder: Path) -> None:
    store = open_store(folder)
    put(store, "k1")
    store.check()
    store.close()
    store.close()
    assert sorted(path.name for path in folder.iterdir()) == ["in-use", "terminal.db", "terminal.key"]
    with store_in(folder) as again:
        assert len(again.outbox.items()) == 1


def test_a_closed_store_says_so(folder: Path) -> None:
    store = open_store(folder)
    store.close()
    for call in (lambda: put(store, "k1"), store.outbox.items, store.check):
        with pytest.raises(CacheError, match="STO-001: the store is closed"):
            call()


def test_closing_waits_for_what_is_being_written(folder: Path) -> None:
    store = open_store(folder)
    kept: list[str] = []
    faults: list[str] = []

    def submit(name: str) -> None:
        for number in range(200):
            try:
                kept.append(put(store, f"{name}{number}").key)
            except CacheError as exc:
                faults.append(exc.code)
                return

    threads = [threading.Thread(target=submit, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    while len(kept) < 20:
        threads[0].join(0.001)
    store.close()
    for thread in threads:
        thread.join(10)
    assert set(faults) <= {"STO-001"}
    with store_in(folder) as again:
        assert {item.key for item in again.outbox.items(limit=1000)} == set(kept)


def test_the_wrong_key_opens_nothing_and_harms_nothing(folder: Path, tmp_path: Path) -> None:
    before = filled(folder)
    right = (folder / "terminal.key").read_bytes()
    with store_in(tmp_path / "other"):
        pass
    shutil.copy(tmp_path / "other" / "terminal.key", folder / "terminal.key")
    assert fault_of(lambda: open_store(folder)).code == "STO-005"
    (folder / "terminal.key").unlink()
    assert fault_of(lambda: open_store(folder)).code == "STO-005"
    assert not (folder / "terminal.key").exists(), "a lost key is not replaced over sealed work"
    assert (folder / "terminal.db").read_bytes() == before
    assert put_aside(folder) == []
    (folder / "terminal.key").write_bytes(right)
    (folder / "terminal.key").chmod(0o600)
    with store_in(folder) as store:
        assert store.check().items == 40


def test_a_newer_schema_is_refused_and_left_alone(folder: Path) -> None:
    filled(folder)
    connection = sqlite3.connect(folder / "terminal.db")
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    before = (folder / "terminal.db").read_bytes()
    fault = fault_of(lambda: open_store(folder))
    assert fault.code == "STO-004"
    assert "999" in fault.detail
    assert (folder / "terminal.db").read_bytes() == before
    assert put_aside(folder) == []


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda _: b"", id="emptied"),
        pytest.param(lambda raw: b"\0" * len(raw), id="zeroed"),
        pytest.param(lambda raw: b"garbage!" * 64 + raw[512:], id="header overwritten"),
        pytest.param(lambda raw: raw[: len(raw) // 2], id="cut in half"),
        pytest.param(lambda raw: raw[:-PAGE_BYTES], id="last page lost"),
        pytest.param(lambda raw: raw[:100] + b"\xff" * PAGE_BYTES + raw[100 + PAGE_BYTES :], id="schema overwritten"),
        pytest.param(lambda raw: raw[:68] + b"\0\0\0\1" + raw[72:], id="another program's database"),
    ],
)
def test_a_damaged_database_is_put_aside_whole_and_not_begun_anew(
    folder: Path, damage: Callable[[bytes], bytes]
) -> None:
    damaged = damage(filled(folder))
    (folder / "terminal.db").write_bytes(damaged)
    fault = fault_of(lambda: open_store(folder))
    assert fault.code == "STO-003"
    (aside,) = put_aside(folder)
    assert str(aside) in fault.detail
    assert (aside / "terminal.db").read_bytes() == damaged
    assert not (folder / "terminal.db").exists()
    for _ in range(2):
        assert fault_of(lambda: open_store(folder)).code == "STO-003", "not begun anew before a person has confirmed it"
    assert not (folder / "terminal.db").exists()


def test_after_a_person_has_confirmed_a_new_store_gives_other_numbers(folder: Path) -> None:
    raw = filled(folder, items=3)
    (folder / "terminal.db").write_bytes(raw[:-PAGE_BYTES])
    fault_of(lambda: open_store(folder))
    assert confirm_put_aside(folder) == 1
    assert confirm_put_aside(folder) == 0
    with store_in(folder) as store:
        assert put(store, "k0").local_number == "XT07-1124-1001"
        assert store.check().whole
    (aside,) = put_aside(folder)
    assert (aside / "terminal.db").exists(), "what was put aside stays"


def test_damage_met_while_running_is_looked_at_when_the_store_opens_next(folder: Path) -> None:
    filled(folder)
    with store_in(folder) as store:
        (root,) = store._reader.rows("SELECT rootpage FROM sqlite_schema WHERE name = 'item'")
        page = root[0] - 1
    with (folder / "terminal.db").open("r+b") as file:
        file.seek(page * PAGE_BYTES)
        file.write(b"\xff" * PAGE_BYTES)
    with store_in(folder) as store:
        with pytest.raises(CacheError, match="STO-003"):
            store.outbox.items()
        with pytest.raises(CacheError, match="STO-003"):
            put(store, "new")
        assert not store.check().whole
    assert fault_of(lambda: open_store(folder)).code == "STO-003"
    assert len(put_aside(folder)) == 1


def test_a_check_that_finds_damage_has_it_looked_at_when_the_store_opens_next(folder: Path) -> None:
    filled(folder)
    with store_in(folder) as store:
        (root,) = store._reader.rows("SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_item_1'")
    with (folder / "terminal.db").open("r+b") as file:
        file.seek((root[0] - 1) * PAGE_BYTES)
        file.write(b"\xff" * PAGE_BYTES)
    with store_in(folder) as store:
        report = store.check()
        assert not report.whole
        assert report.problem
    assert fault_of(lambda: open_store(folder)).code == "STO-003"


def test_a_suspicion_without_damage_goes_away(folder: Path) -> None:
    filled(folder)
    (folder / "suspect").touch()
    with store_in(folder) as store:
        assert store.check().whole
    assert not (folder / "suspect").exists()


def test_a_log_without_its_database_is_put_aside(folder: Path) -> None:
    store = open_store(folder)
    put(store, "k1")
    log = (folder / "terminal.db-wal").read_bytes()
    store.close()
    (folder / "terminal.db").unlink()
    (folder / "terminal.db-wal").write_bytes(log)
    assert fault_of(lambda: open_store(folder)).code == "STO-003"
    assert (put_aside(folder)[0] / "terminal.db-wal").read_bytes() == log


def test_a_store_whose_making_was_cut_off_is_made_again(folder: Path) -> None:
    folder.mkdir()
    (folder / "terminal.db.new").write_bytes(b"half")
    with store_in(folder) as store:
        assert store.check().whole
    assert not (folder / "terminal.db.new").exists()


def test_a_folder_that_cannot_be_made_is_a_store_out_of_reach(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert fault_of(lambda: open_store(tmp_path / "file" / "store")).code == "STO-001"


def test_a_database_that_is_no_file_is_a_store_out_of_reach(folder: Path) -> None:
    filled(folder)
    (folder / "terminal.db").unlink()
    (folder / "terminal.db").mkdir()
    assert fault_of(lambda: open_store(folder)).code == "STO-001"


def test_a_guest_never_mends_what_is_the_owners(store: Store, folder: Path) -> None:
    store._writer.run(lambda cursor: cursor.execute("PRAGMA user_version = 999"))
    assert fault_of(lambda: open_store(folder)).code == "STO-004"
    store._writer.run(lambda cursor: cursor.execute("PRAGMA user_version = 0"))
    assert fault_of(lambda: open_store(folder)).code == "STO-001"
    assert put_aside(folder) == []


def test_the_folder_has_a_new_owner_when_the_old_one_is_gone(folder: Path) -> None:
    first = open_store(folder)
    guest = open_store(folder)
    assert not guest.owner
    first.close()
    guest.close()
    with store_in(folder) as second:
        assert second.owner


def test_a_store_keeps_the_cipher_that_it_was_made_with(folder: Path) -> None:
    with store_in(folder, profile=CipherProfile.SM4_GCM) as store:
        put(store, "k1")
    store = open_store(folder, profile=CipherProfile.AES_256_GCM)
    try:
        put(store, "k2")
        sealed = [row[0][0] for row in store._reader.rows("SELECT envelope FROM item")]
        assert sealed == [2, 2]
        assert store.check().whole
    finally:
        store.close()


def test_a_check_reads_everything_and_says_what_guards_the_key(store: Store) -> None:
    put(store, "k1", attachments=(photo(), photo(b"sign", "signature")))
    store.journal.intend("p", NOON)
    report = store.check()
    assert (report.whole, report.problem, report.items, report.attachments, report.prints) == (True, "", 1, 2, 1)
    assert report.key_protection == "file"


def test_a_check_finds_one_changed_byte_of_one_record(store: Store) -> None:
    put(store, "k1", attachments=(photo(),))
    put(store, "k2", attachments=(photo(),))
    store._writer.run(
        lambda cursor: cursor.execute(
            "UPDATE attachment SET sealed = CAST(substr(sealed, 1, 50) || x'00' || substr(sealed, 52) AS BLOB)"
            " WHERE item_id % 10 = 2"
        )
    )
    report = store.check()
    assert [problem.partition(":")[0] for problem in report.problems] == ["k2"]


def test_the_clock_of_the_store_is_the_one_that_was_given(folder: Path) -> None:
    clock = HandClock()
    with store_in(folder, clock) as store:
        put(store, "k1")
        assert store.outbox.retry("k1").due_at == clock.now()
