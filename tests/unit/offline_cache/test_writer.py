import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from kiosk.core.errors import CacheError
from offline_cache.writer import Writer


class Counting:
    """Counts the transactions that were committed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.commits = 0
        connection.set_trace_callback(self.heard)

    def heard(self, statement: str) -> None:
        self.commits += statement == "COMMIT"


@pytest.fixture
def connection(tmp_path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(tmp_path / "w.db", isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE t (name TEXT PRIMARY KEY)")
    return connection


@pytest.fixture
def writer(connection: sqlite3.Connection, tmp_path: Path) -> Iterator[Writer]:
    writer = Writer(connection, tmp_path, lambda: None)
    yield writer
    writer.close()


def insert(cursor: sqlite3.Cursor, name: str) -> str:
    cursor.execute("INSERT INTO t VALUES (?)", (name,))
    return name


def names(path: Path) -> list[str]:
    other = sqlite3.connect(path / "w.db")
    try:
        return [row[0] for row in other.execute("SELECT name FROM t ORDER BY name")]
    finally:
        other.close()


def together(writer: Writer, connection: sqlite3.Connection, wanted: list[str]) -> tuple[int, dict[str, object]]:
    """Hold the pen until all callers are queued, then let go; return the commits, and what each caller got."""
    counting = Counting(connection)
    results: dict[str, object] = {}

    def call(name: str) -> None:
        try:
            results[name + str(threading.get_ident())] = writer.run(lambda cursor: insert(cursor, name))
        except (sqlite3.Error, CacheError) as exc:
            results[name + str(threading.get_ident())] = exc

    threads = [threading.Thread(target=call, args=(name,)) for name in wanted]
    with writer._pen:
        for thread in threads:
            thread.start()
        deadline = threading.Event()
        for _ in range(1000):
            if len(writer._queue) == len(wanted):
                break
            deadline.wait(0.01)
        assert len(writer._queue) == len(wanted)
    for thread in threads:
        thread.join(10)
    return counting.commits, results


def test_work_of_many_callers_is_committed_together(
    writer: Writer, connection: sqlite3.Connection, tmp_path: Path
) -> None:
    wanted = [f"n{number:02}" for number in range(20)]
    commits, results = together(writer, connection, wanted)
    assert commits == 1
    assert sorted(map(str, results.values())) == wanted == names(tmp_path)


def test_one_callers_failure_is_its_own(writer: Writer, connection: sqlite3.Connection, tmp_path: Path) -> None:
    commits, results = together(writer, connection, ["a", "b", "b", "c"])
    assert commits == 3, "the group fails as a whole, and each is committed alone"
    failed = [result for result in results.values() if isinstance(result, sqlite3.IntegrityError)]
    assert len(failed) == 1
    assert names(tmp_path) == ["a", "b", "c"]


def test_failed_work_leaves_nothing_and_the_writer_goes_on(writer: Writer, tmp_path: Path) -> None:
    def fail(cursor: sqlite3.Cursor) -> None:
        insert(cursor, "gone")
        raise LookupError("no")

    with pytest.raises(LookupError):
        writer.run(fail)
    assert writer.run(lambda cursor: insert(cursor, "kept")) == "kept"
    assert names(tmp_path) == ["kept"]


def test_a_defect_in_the_work_is_raised_as_it_is(writer: Writer, tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        writer.run(lambda cursor: (insert(cursor, "gone"), 1 // 0))
    assert names(tmp_path) == []
    with pytest.raises(sqlite3.OperationalError):
        writer.run(lambda cursor: cursor.execute("SELEKT"))


def test_a_defect_in_one_callers_work_stops_nobody_else(
    writer: Writer, connection: sqlite3.Connection, tmp_path: Path
) -> None:
    defects: list[BaseException] = []

    def defective() -> None:
        with pytest.raises(ZeroDivisionError) as caught:
            writer.run(lambda cursor: (insert(cursor, "gone"), 1 // 0))
        defects.append(caught.value)

    def sound() -> None:
        with suppress(ZeroDivisionError):  # who holds the pen meets the defect of the group
            writer.run(lambda cursor: insert(cursor, "kept"))

    with writer._pen:
        threads = [threading.Thread(target=target) for target in (defective, sound)]
        for thread in threads:
            thread.start()
        while len(writer._queue) < 2:
            threads[0].join(0.001)
    for thread in threads:
        thread.join(10)
    assert len(defects) == 1
    assert writer.run(lambda cursor: insert(cursor, "later")) == "later", "the pen was given back"
    assert "gone" not in names(tmp_path)


def test_a_hanging_disk_is_told_and_the_work_is_withdrawn(
    writer: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("offline_cache.writer.PATIENCE_S", 0.05)
    with writer._pen, pytest.raises(CacheError, match="does not answer"):
        writer.run(lambda cursor: insert(cursor, "withdrawn"))
    writer.run(lambda cursor: insert(cursor, "later"))
    assert names(tmp_path) == ["later"]


def test_work_that_is_being_written_when_patience_ends_is_not_called_lost(
    writer: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("offline_cache.writer.PATIENCE_S", 0.5)
    faults: list[CacheError] = []

    def wait_in_vain() -> None:
        try:
            writer.run(lambda cursor: insert(cursor, "slow"))
        except CacheError as exc:
            faults.append(exc)

    waiting = threading.Thread(target=wait_in_vain)
    with writer._pen:  # as the one who commits for all, while the disk hangs
        waiting.start()
        deadline = time.monotonic() + 5
        while not writer._queue:
            assert time.monotonic() < deadline
        ticket = writer._queue.popleft()
        waiting.join(5)
        ticket.work(writer._cursor)
    assert [(fault.code, fault.retryable) for fault in faults] == [("STO-007", True)]
    assert names(tmp_path) == ["slow"]


def test_after_a_failed_sync_nothing_more_is_called_durable(
    writer: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(cursor: sqlite3.Cursor) -> None:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
        raise error

    with pytest.raises(CacheError, match="STO-001"):
        writer.run(fail)
    with pytest.raises(CacheError, match="opened anew"):
        writer.run(lambda cursor: insert(cursor, "later"))
    assert names(tmp_path) == []


def test_damage_is_passed_on(connection: sqlite3.Connection, tmp_path: Path) -> None:
    damaged: list[bool] = []
    writer = Writer(connection, tmp_path, lambda: damaged.append(True))

    def fail(cursor: sqlite3.Cursor) -> None:
        error = sqlite3.DatabaseError("malformed")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT_INDEX
        raise error

    with pytest.raises(CacheError, match="STO-003"):
        writer.run(fail)
    writer.close()
    assert damaged == [True]
