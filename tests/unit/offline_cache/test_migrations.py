import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.core.errors import CacheError
from offline_cache.items import Refused
from offline_cache.migrations import Migration, bundled_migrations, migrate, schema_version
from tests.support.stores import NOON, put, store_in

NEXT = Migration(version=bundled_migrations()[-1].version + 1, sql="ALTER TABLE item ADD COLUMN more TEXT;")


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as opened:
        yield opened


def test_the_bundled_migrations_are_numbered_without_a_gap() -> None:
    versions = [migration.version for migration in bundled_migrations()]
    assert versions == list(range(1, len(versions) + 1))


def test_a_database_is_brought_forward_and_only_once(connection: sqlite3.Connection) -> None:
    assert migrate(connection, bundled_migrations()) == schema_version(connection) == NEXT.version - 1
    migrate(connection, bundled_migrations())
    connection.execute("INSERT INTO meta VALUES ('kept', 1)")
    assert migrate(connection, (*bundled_migrations(), NEXT)) == NEXT.version
    assert connection.execute("SELECT value FROM meta WHERE name = 'kept'").fetchone() == (1,)
    assert connection.execute("SELECT count(more) FROM item").fetchone() == (0,)


def test_a_newer_database_is_refused(connection: sqlite3.Connection) -> None:
    migrate(connection, (*bundled_migrations(), NEXT))
    with pytest.raises(CacheError, match="STO-004"):
        migrate(connection, bundled_migrations())


def test_a_step_that_fails_leaves_nothing_of_itself(connection: sqlite3.Connection) -> None:
    broken = Migration(version=NEXT.version, sql="CREATE TABLE half (a); INSERT INTO nowhere VALUES (1);")
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, (*bundled_migrations(), broken))
    assert schema_version(connection) == NEXT.version - 1
    assert connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").fetchone() == (0,)
    assert migrate(connection, (*bundled_migrations(), NEXT)) == NEXT.version


def test_a_refusal_of_before_the_english_reason_keeps_its_own_and_takes_one_from_now_on(folder: Path) -> None:
    with store_in(folder) as store:
        put(store, "old")
        store.outbox.record([Refused(key="old", code="X", reason="不对", at=NOON)])
    with closing(sqlite3.connect(folder / "terminal.db")) as connection:
        connection.execute("ALTER TABLE item DROP COLUMN reason_en")
        connection.execute("DROP TABLE reference_answer")
        connection.execute("PRAGMA user_version = 1")
    with store_in(folder) as store:
        put(store, "new")
        store.outbox.record([Refused(key="new", code="X", reason="不对", reason_en="Wrong", at=NOON)])
        found = {item.key: (item.reason, item.reason_en) for item in store.outbox.items()}
        assert found == {"old": ("不对", ""), "new": ("不对", "Wrong")}
        assert store.check().whole
