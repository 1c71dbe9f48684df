"""The terminal's encrypted store: opens it, checks it, closes it. Any thread.

One SQLite database (WAL, ``synchronous=FULL``, 2 KiB pages) with sealed records. The first process to open a folder
owns it: it creates, migrates and, when the database is damaged, puts it aside whole. Any other, `kioskctl` beside a
running terminal, is a guest and does none of these. Deliberately knows no form, and never begins anew over a database
that was put aside until a person has confirmed it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kiosk.core.clock import Clock
from kiosk.core.errors import CacheError
from offline_cache.checking import StoreReport, check_store
from offline_cache.crypto import CipherProfile, Sealer, new_key
from offline_cache.drafts import Drafts
from offline_cache.journal import PrintJournal
from offline_cache.keys import KeyProvider
from offline_cache.migrations import bundled_migrations, migrate, schema_version
from offline_cache.numbering import DayNumbers
from offline_cache.outbox import Outbox
from offline_cache.premises import Premises
from offline_cache.reader import Reader
from offline_cache.reference_answers import ReferenceAnswers
from offline_cache.retention import Erased, erase_settled
from offline_cache.translation import disk_fault, sqlite_fault
from offline_cache.writer import Writer

__all__ = ["Store", "StoreReport", "confirm_put_aside"]

APPLICATION_ID = 0x474A4B53  # "GJKS", so that file(1) and a technician know the file
# A put writes whole pages to the log, and flash wears by what is written: 2 KiB pages write 8 KiB for a submission of
# 2 KiB, 8 KiB pages 24 KiB, and take a fifth longer (docs/adr/0012-the-caller-holds-the-pen.md).
PAGE_BYTES = 2048
_LOG_LIMIT_BYTES = 8 * 1024 * 1024  # what a burst of pictures leaves behind is given back
# Numbers begin above all that a lost store can have given on the day it was lost.
_NUMBERS_PER_LOSS = 1000
_READING = (
    "PRAGMA query_only = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA busy_timeout = 5000",
)
_WRITING = (
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA temp_store = MEMORY",
    f"PRAGMA journal_size_limit = {_LOG_LIMIT_BYTES}",
)


class Store:
    """The open store. Its parts may be used from any thread; `close` ends them all."""

    def __init__(self, *, premises: Premises, lock: sqlite3.Connection | None, keys: KeyProvider, clock: Clock) -> None:
        """Internal: use `open`."""
        with _translating(premises.folder), ExitStack() as undo:
            connection = undo.enter_context(closing(_connect(premises.database, _WRITING)))
            facts = _facts(connection)
            profile = CipherProfile(facts["profile"])
            sealer = Sealer(keys.unwrap(facts["wrapped_key"]), profile, schema_version=schema_version(connection))
            undo.pop_all()
        self._lock = lock
        self._premises = premises
        self._protection = keys.protection
        self._writer = Writer(connection, premises.folder, premises.suspect)
        self._reader = Reader(lambda: _connect(premises.database, _READING), premises.folder, premises.suspect)
        self.outbox = Outbox(self._writer, self._reader, sealer, clock, DayNumbers(facts["number_floor"]))
        self.drafts = Drafts(self._writer, self._reader, sealer)
        self.journal = PrintJournal(self._writer, self._reader)
        self.references = ReferenceAnswers(self._writer, self._reader, sealer)

    @classmethod
    def open(
        cls, folder: Path, keys: KeyProvider, *, clock: Clock, profile: CipherProfile = CipherProfile.AES_256_GCM
    ) -> Store:
        """Open the store in `folder`, creating it the first time. `profile` counts for a new store only.

        Raises `CacheError`: STO-001 out of reach, STO-002 disk full, STO-003 damaged (it was put aside whole; every
        further call says so until `confirm_put_aside`), STO-004 newer schema, STO-005 wrong or missing key.
        """
        premises = Premises(folder)
        premises.prepare()
        with ExitStack() as undo:
            with _translating(folder):
                lock = premises.hold()
            if lock is None:
                _expect_present(premises)
            else:
                undo.enter_context(closing(lock))
                _make_ready(premises, keys, clock, profile)
            store = cls(premises=premises, lock=lock, keys=keys, clock=clock)
            undo.pop_all()
        if store.owner:
            store._writer.erase_log()  # an erasure may have been cut off before its log was
        return store

    @property
    def owner(self) -> bool:
        """True in the process that opened the folder first; False for a guest."""
        return self._lock is not None

    def require_room(self, room_bytes: int) -> None:
        """Raise `CacheError` STO-002 when the disk has less left, STO-001 when it does not say."""
        self._writer.require_room(room_bytes)

    def check(self) -> StoreReport:
        """Read everything once and say whether it is whole. Blocks for as long as that takes; other calls go on.

        Raises `CacheError` STO-001 when the store cannot be read at all.
        """
        return check_store(
            self._reader,
            self.outbox,
            self.references,
            key_protection=self._protection,
            on_damage=self._premises.suspect,
        )

    def erase_settled(self, now: datetime, keep_for: timedelta) -> Erased:
        """Erase what the platform received, and prints that ended or never had a job, longer than `keep_for` ago.

        Raises `CacheError` STO-001..003.
        """
        return erase_settled(self._writer, now, keep_for)

    def close(self) -> None:
        """Finish what is being written and close everything. Safe to call twice."""
        self._reader.close()
        self._writer.close()
        if self._lock is not None:
            self._lock.close()


def confirm_put_aside(folder: Path) -> int:
    """A person says that the damaged stores put aside in `folder` are taken care of: a new store may be made.

    Returns how many there were. Raises `CacheError` STO-001, STO-002.
    """
    return Premises(folder).confirm()


def _make_ready(premises: Premises, keys: KeyProvider, clock: Clock, profile: CipherProfile) -> None:
    """As the owner: leave a database of the present schema in place, or raise."""
    if waiting := premises.unconfirmed():
        raise CacheError("STO-003", f"a damaged store was put aside in {waiting[-1]}; a person has to confirm it")
    if premises.has_orphaned_log():
        raise _put_aside(premises, clock)
    if not premises.database.exists():
        _create(premises, keys, profile)
        return
    try:
        _bring_up_to_date(premises)
    except sqlite3.DatabaseError as exc:
        fault = sqlite_fault(exc, premises.folder)
        if fault is None:
            raise
        if fault.code == "STO-003":
            raise _put_aside(premises, clock) from exc
        raise fault from exc
    premises.suspicion.unlink(missing_ok=True)


def _expect_present(premises: Premises) -> None:
    """As a guest: refuse what only the owner may mend."""
    if not premises.database.exists():
        raise CacheError("STO-001", "the terminal is just making its store, or has put it aside", retryable=True)
    with _translating(premises.folder), closing(_connect(premises.database, _READING)) as connection:
        present, known = schema_version(connection), bundled_migrations()[-1].version
    if present > known:
        raise CacheError("STO-004", f"schema {present}; this program knows {known}")
    if present < known:
        raise CacheError("STO-001", f"schema {present} is older than this program; restart the terminal")


def _bring_up_to_date(premises: Premises) -> None:
    """Migrate; raise `sqlite3.DatabaseError` (SQLITE_CORRUPT, SQLITE_NOTADB) when the database is damaged."""
    with closing(_connect(premises.database, _WRITING)) as connection:
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise _damage("this is not the terminal's database")
        migrate(connection, bundled_migrations())
        _facts(connection)
        if _is_short(connection, premises.database):
            raise _damage("the database is cut short")
        if premises.suspicion.exists() and connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise _damage("the database fails its check")


def _facts(connection: sqlite3.Connection) -> dict[str, Any]:
    """What the database knows of itself: the wrapped key, the cipher profile, where numbers begin."""
    facts = dict(connection.execute("SELECT name, value FROM meta"))
    if not {"wrapped_key", "profile", "number_floor"} <= facts.keys():
        raise _damage("the database has lost its own facts")
    return facts


def _is_short(connection: sqlite3.Connection, database: Path) -> bool:
    """True for a file that was cut: found here, and not when its last page is asked for."""
    try:
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError as exc:
        if exc.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
            raise
        busy = 1  # a full disk is no reason to keep a technician from reading
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (page_bytes,) = connection.execute("PRAGMA page_size").fetchone()
    return not busy and database.stat().st_size < pages * page_bytes


def _create(premises: Premises, keys: KeyProvider, profile: CipherProfile) -> None:
    """Make the database aside and give it its name when it is whole and durable."""
    making = premises.database_in_the_making
    making.unlink(missing_ok=True)
    losses = len(premises.put_aside_before())
    facts = {
        "wrapped_key": keys.wrap(new_key()),
        "profile": profile.value,
        "number_floor": losses * _NUMBERS_PER_LOSS,
    }
    try:
        os.close(os.open(making, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with _translating(premises.folder), closing(_connect(making, ("PRAGMA synchronous = EXTRA",))) as connection:
            connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            migrate(connection, bundled_migrations())
            connection.executemany("INSERT INTO meta (name, value) VALUES (?, ?)", facts.items())
            connection.execute("PRAGMA journal_mode = WAL")
        premises.put_in_place()
    except OSError as exc:
        raise disk_fault(exc) from exc


def _put_aside(premises: Premises, clock: Clock) -> CacheError:
    aside = premises.put_aside(clock.now())
    return CacheError("STO-003", f"put aside whole in {aside}; a person has to confirm it")


def _damage(why: str) -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError(why)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def _connect(database: Path, settings: tuple[str, ...]) -> sqlite3.Connection:
    """Connect to a database that exists. Raises `sqlite3.Error`."""
    with ExitStack() as undo:
        connection = sqlite3.connect(
            f"{database.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, check_same_thread=False
        )
        undo.enter_context(closing(connection))
        for setting in settings:
            connection.execute(setting)
        undo.pop_all()
    return connection


@contextmanager
def _translating(folder: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as exc:
        fault = sqlite_fault(exc, folder)
        if fault is None:
            raise
        raise fault from exc
