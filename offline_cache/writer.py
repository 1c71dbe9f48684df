"""The one way to write: group commit. Callers from any thread queue their work, and whoever holds the pen commits for
all who wait.

There is no writer thread of its own. A hand-over to one and back costs two thread switches, a fifth of a durable put
(docs/adr/0012-the-caller-holds-the-pen.md); here a lone caller commits by itself, and while it waits for the disk the
others queue up and are committed together by the next. `run` returns only when its work is durable.

Deliberately knows no table.
"""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections import deque
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, Generic, NoReturn, TypeVar

from kiosk.core.errors import CacheError
from offline_cache.translation import disk_fault, leaves_doubt, sqlite_fault

T = TypeVar("T")

# A disk that has not answered for so long hangs; the resident has been told long before.
PATIENCE_S = 60.0
_ERASE_WAIT_MS = 250  # how long an erasure waits for a reader before it stays owed
_BUSY_WAIT_MS = 10_000  # how long a transaction waits for `kioskctl` in another process
_CLOSED = "the store is closed"


class _Ticket(Generic[T]):
    """One piece of work in the queue, and its result once that is durable."""

    __slots__ = ("done", "result", "work")

    result: T

    def __init__(self, work: Callable[[sqlite3.Cursor], T]) -> None:
        self.work = work
        self.done = False


class Writer:
    """Owns the only connection that writes. Work is run inside a transaction, possibly with that of other callers.

    Work must be repeatable: when a group fails, it is rolled back and each of its members is run again alone.
    """

    def __init__(self, connection: sqlite3.Connection, folder: Path, on_damage: Callable[[], None]) -> None:
        self._connection = connection
        self._cursor = connection.cursor()
        self._cursor.execute(f"PRAGMA busy_timeout = {_BUSY_WAIT_MS}")
        self._folder = folder
        self._on_damage = on_damage
        self._queue: deque[_Ticket[Any]] = deque()
        self._pen = threading.Lock()
        self._refusal: CacheError | None = None
        self._unerased = False

    def run(self, work: Callable[[sqlite3.Cursor], T], *, one_change: bool = False) -> T:
        """Run `work` in a transaction and return its result once that is durable.

        Work that makes `one_change`, with a single statement, is a transaction by itself and saves two statements.
        Raises what `work` raises, with nothing of it kept, and `CacheError` STO-001, STO-002, STO-003; STO-007 when
        the disk hangs and nobody knows whether it was kept. After a failed write or sync every call raises STO-001
        until the store is opened anew.
        """
        if self._queue or not self._pen.acquire(blocking=False):
            ticket = self._queue_up(work)
            if ticket.done:
                return ticket.result
        if self._refusal is not None:
            self._pen.release()
            raise CacheError(self._refusal.code, self._refusal.detail)
        cursor = self._cursor
        try:
            if one_change:
                return work(cursor)
            cursor.execute("BEGIN IMMEDIATE")
            result = work(cursor)
            cursor.execute("COMMIT")
        except sqlite3.Error as exc:
            fault = self._fault(exc)
            if fault is None:
                raise
            raise fault from exc
        else:
            return result
        finally:
            if self._unerased or self._connection.in_transaction:
                self._tidy()
            self._pen.release()

    def require_room(self, room_bytes: int) -> None:
        """Raise `CacheError` STO-002 when the disk has less left, STO-001 when it does not say."""
        try:
            left = shutil.disk_usage(self._folder).free
        except OSError as exc:
            raise disk_fault(exc) from exc
        if left < room_bytes:
            raise CacheError("STO-002", f"{left} bytes left", retryable=True)

    def erase_log(self) -> None:
        """Bring the log home and cut it to nothing, so that no old page outlives an erasure.

        When a reader or the disk is in the way it stays owed, and every later call and `close` tries again: what was
        asked for is durable already, so this never fails the caller.
        """
        with self._pen:
            if self._refusal is None:
                self._unerased = True
                self._truncate_log(wait_ms=_ERASE_WAIT_MS)

    def close(self) -> None:
        """Finish, and close the connection. Safe to call twice; `run` raises STO-001 from then on."""
        with self._pen:
            if self._refusal is None or self._refusal.detail != _CLOSED:
                if self._unerased:
                    self._truncate_log(wait_ms=_ERASE_WAIT_MS)
                self._refusal = CacheError("STO-001", _CLOSED)
                self._cursor.close()  # a cursor that lives keeps a closed connection, and its log, open
                self._connection.close()

    def _withdraw(self, ticket: _Ticket[T]) -> NoReturn:
        """Take the ticket back when the disk hangs; when it is being written just now, its fate is not known."""
        with suppress(ValueError):
            self._queue.remove(ticket)
            raise CacheError("STO-001", "the disk does not answer", retryable=True)
        raise CacheError("STO-007", "it may have written all the same", retryable=True)

    def _queue_up(self, work: Callable[[sqlite3.Cursor], T]) -> _Ticket[T]:
        """Wait for the pen. Return with the work done by whoever held it, or with the pen in hand."""
        ticket = _Ticket(work)
        self._queue.append(ticket)
        if not self._pen.acquire(timeout=PATIENCE_S):
            self._withdraw(ticket)
        with ExitStack() as unless_needed:
            unless_needed.callback(self._pen.release)
            if not ticket.done:
                self._commit_queued()
            if not ticket.done:
                unless_needed.pop_all()
        return ticket

    def _commit_queued(self) -> None:
        """Commit all that is queued in one transaction. The pen is held.

        When that fails nothing of it is kept, and each caller, finding its ticket not done, commits it alone: so a
        failure is raised where it belongs.
        """
        group: list[_Ticket[Any]] = []
        while self._queue:
            group.append(self._queue.popleft())
        if len(group) < 2 or self._refusal is not None:
            return
        cursor = self._cursor
        try:
            cursor.execute("BEGIN IMMEDIATE")
            for ticket in group:
                ticket.result = ticket.work(cursor)
            cursor.execute("COMMIT")
        except sqlite3.Error as exc:
            self._fault(exc)
        except (CacheError, LookupError, ValueError):  # what work may raise without being a defect
            pass
        else:
            for ticket in group:
                ticket.done = True
        finally:
            self._roll_back()

    def _tidy(self) -> None:
        """Leave nothing half done: neither a transaction nor an erasure."""
        self._roll_back()
        if self._unerased:
            self._truncate_log(wait_ms=0)

    def _fault(self, exc: sqlite3.Error) -> CacheError | None:
        """Return the fault that `exc` stands for, and draw its consequences; None for a defect of the program."""
        fault = sqlite_fault(exc, self._folder)
        if fault is not None:
            if leaves_doubt(exc):
                self._refusal = CacheError(fault.code, f"{fault.detail}; the store must be opened anew")
            if fault.code == "STO-003":
                self._on_damage()
        return fault

    def _roll_back(self) -> None:
        """Take back what was not committed, if anything."""
        if self._connection.in_transaction:
            try:
                self._cursor.execute("ROLLBACK")
            except sqlite3.Error:  # the first error is the one that counts
                self._refusal = self._refusal or CacheError("STO-001", "a transaction could not be taken back")

    def _truncate_log(self, *, wait_ms: int) -> None:
        cursor = self._cursor
        cursor.execute(f"PRAGMA busy_timeout = {wait_ms}")
        try:
            self._unerased = bool(cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])
        except sqlite3.Error as exc:
            if self._fault(exc) is None:
                raise
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {_BUSY_WAIT_MS}")
