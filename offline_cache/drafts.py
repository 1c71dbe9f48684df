"""The draft of the running session: what a crash or a power cut must not take from a resident. Any thread.

Sealed under HKDF(terminal key, identity read from the card, 32-byte salt). The salt has a slot of its own; writing
over it, and cutting the database's log, erases the draft. The terminal serves one applicant at a time, so there is one
draft: another applicant, the end of the session or 15 minutes erase it. Without a TPM, whoever takes the disk during a
session is deliberately not resisted.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from kiosk.core.sensitive import Sensitive
from offline_cache.crypto import SALT_BYTES, Sealer
from offline_cache.instants import from_micros, to_micros
from offline_cache.reader import Reader
from offline_cache.writer import Writer

LIFETIME = timedelta(minutes=15)
_NO_SALT = bytes(SALT_BYTES)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDraft:
    """A draft that the identity opened. `blobs` are what `save` was given under the same names."""

    session_id: str
    state: Sensitive[bytes]
    blobs: Mapping[str, Sensitive[bytes]] = field(default_factory=dict)
    saved_at: datetime


@dataclass(slots=True)
class _Applicant:
    """Whose drafts are being saved, while the session runs. `session_id` is empty until a found draft goes on."""

    identity: Sensitive[str]
    session_id: str
    salt: bytes = _NO_SALT
    sealer: Sealer | None = field(default=None, repr=False)
    saved: set[str] = field(default_factory=set)  # blobs that are on disk under this salt


class Drafts:
    """The one draft. All calls raise `CacheError` STO-001..003; each returns once its effect is durable."""

    def __init__(self, writer: Writer, reader: Reader, sealer: Sealer) -> None:
        self._writer = writer
        self._reader = reader
        self._root = sealer
        self._applicant: _Applicant | None = None
        self._lock = threading.Lock()

    def begin(self, session_id: str, identity: Sensitive[str]) -> None:
        """From now on save the drafts of `session_id` under this identity. A draft of anyone else is erased.

        It writes: a disk that takes nothing is found out here, before anything is filled in.
        """
        with self._lock:
            found = self._applicant
            if found is None or found.session_id or found.identity != identity:
                self._erase()
                found = _Applicant(identity=identity, session_id=session_id)
            found.session_id = session_id
            self._writer.run(_write_salt)
            self._applicant = found

    def save(
        self, session_id: str, state: Sensitive[bytes], blobs: Mapping[str, Sensitive[bytes]], at: datetime
    ) -> None:
        """Save the session's state and the blobs that it refers to, in place of what was saved before.

        A blob's name stands for its content (a SHA-256): one that is saved already is not written again, one that is
        no longer named is deleted. Raises `LookupError` when the session has not begun.
        """
        with self._lock:
            applicant = self._applicant_of(session_id)
            if not self._update(applicant, state, blobs, to_micros(at)):
                self._replace(applicant, state, blobs, to_micros(at))
            applicant.saved = set(blobs)

    def find(self, identity: Sensitive[str], now: datetime) -> FoundDraft | None:
        """Return the draft that this identity opens; `save` then goes on with it, under its session or a new one.

        A draft that it does not open is another applicant's, one older than 15 minutes is nobody's: both are erased.
        """
        with self._lock:
            self._applicant = None
            found = self._open(identity, now)
            if found is None:
                self._erase()
            return found

    def erase(self, session_id: str) -> None:
        """Erase the session's draft and forget the applicant. Not an error when there is none."""
        with self._lock:
            if self._applicant is not None and self._applicant.session_id in ("", session_id):
                self._applicant = None
                self._erase()
            elif self._writer.run(lambda cursor: _delete_draft_of(cursor, session_id)):
                self._writer.erase_log()

    def expire(self, now: datetime) -> int:
        """Erase the draft when it is older than 15 minutes; return how many were erased.

        A draft from the future is erased too: it was saved while the clock was wrong.
        """
        with self._lock:
            row = self._reader.row("SELECT saved_at FROM draft")
            if row is None or not _expired(row[0], now):
                return 0
            self._erase()
            return 1

    def _applicant_of(self, session_id: str) -> _Applicant:
        applicant = self._applicant
        if applicant is not None and not applicant.session_id:
            applicant.session_id = session_id  # a found draft goes on
        if applicant is None or applicant.session_id != session_id:
            raise LookupError("drafts of this session have not begun")
        return applicant

    def _update(
        self, applicant: _Applicant, state: Sensitive[bytes], blobs: Mapping[str, Sensitive[bytes]], saved_at: int
    ) -> bool:
        """Write over the draft under the salt in use; False when that was erased or belongs to another session."""
        sealer = applicant.sealer
        if sealer is None:
            return False
        session_id, salt = applicant.session_id, applicant.salt
        sealed = sealer.seal("draft", session_id, state.reveal())
        new = [
            (name, sealer.seal("draft_blob", name, data.reveal()))
            for name, data in blobs.items()
            if name not in applicant.saved
        ]
        gone = [(name,) for name in applicant.saved - set(blobs)]

        def work(cursor: sqlite3.Cursor) -> bool:
            cursor.execute(
                "UPDATE draft SET sealed = ?, saved_at = ? WHERE session_id = ?"
                " AND EXISTS (SELECT 1 FROM draft_salt WHERE salt = ?)",
                (sealed, saved_at, session_id, salt),
            )
            if not cursor.rowcount:
                return False
            cursor.executemany("DELETE FROM draft_blob WHERE name = ?", gone)
            cursor.executemany("INSERT INTO draft_blob (name, sealed) VALUES (?, ?)", new)
            return True

        return self._writer.run(work)

    def _replace(
        self, applicant: _Applicant, state: Sensitive[bytes], blobs: Mapping[str, Sensitive[bytes]], saved_at: int
    ) -> None:
        """Begin a draft under a fresh salt; whatever was there is erased."""
        salt = os.urandom(SALT_BYTES)
        sealer = self._root.derived(applicant.identity, salt)
        sealed = sealer.seal("draft", applicant.session_id, state.reveal())
        sealed_blobs = [(name, sealer.seal("draft_blob", name, data.reveal())) for name, data in blobs.items()]

        def work(cursor: sqlite3.Cursor) -> bool:
            there_was_one = _delete_draft(cursor)
            cursor.execute("UPDATE draft_salt SET salt = ?", (salt,))
            cursor.execute(
                "INSERT INTO draft (slot, session_id, saved_at, sealed) VALUES (1, ?, ?, ?)",
                (applicant.session_id, saved_at, sealed),
            )
            cursor.executemany("INSERT INTO draft_blob (name, sealed) VALUES (?, ?)", sealed_blobs)
            return there_was_one

        if self._writer.run(work):
            self._writer.erase_log()
        applicant.salt, applicant.sealer = salt, sealer

    def _open(self, identity: Sensitive[str], now: datetime) -> FoundDraft | None:
        rows = self._reader.rows(
            "SELECT session_id, saved_at, draft.sealed, salt, name, draft_blob.sealed"
            " FROM draft JOIN draft_salt LEFT JOIN draft_blob"
        )
        if not rows:
            return None
        session_id, saved_at, sealed, salt = rows[0][:4]
        sealed_blobs = [(name, sealed_blob) for *_, name, sealed_blob in rows if name is not None]
        if _expired(saved_at, now):
            return None
        sealer = self._root.derived(identity, salt)
        state = sealer.try_open("draft", session_id, sealed)
        blobs = {name: sealer.try_open("draft_blob", name, sealed_blob) for name, sealed_blob in sealed_blobs}
        whole = {name: Sensitive(data) for name, data in blobs.items() if data is not None}
        if state is None or len(whole) != len(blobs):
            return None
        self._applicant = _Applicant(identity=identity, session_id="", salt=salt, sealer=sealer, saved=set(whole))
        return FoundDraft(session_id=session_id, state=Sensitive(state), blobs=whole, saved_at=from_micros(saved_at))

    def _erase(self) -> None:
        if self._applicant is not None:
            self._applicant.sealer = None
        if self._writer.run(_delete_draft):
            self._writer.erase_log()


def _delete_draft_of(cursor: sqlite3.Cursor, session_id: str) -> bool:
    """Inside a transaction: erase the draft of that session; True when there was one, and the log must be cut."""
    row = cursor.execute("SELECT session_id FROM draft").fetchone()
    return row is not None and row[0] == session_id and _delete_draft(cursor)


def _write_salt(cursor: sqlite3.Cursor) -> None:
    """Inside a transaction: a salt that no draft is sealed under yet. The first save takes a fresh one."""
    cursor.execute("UPDATE draft_salt SET salt = ? WHERE NOT EXISTS (SELECT 1 FROM draft)", (os.urandom(SALT_BYTES),))


def _delete_draft(cursor: sqlite3.Cursor) -> bool:
    cursor.execute("UPDATE draft_salt SET salt = ? WHERE salt <> ?", (_NO_SALT, _NO_SALT))
    cursor.execute("DELETE FROM draft_blob")
    cursor.execute("DELETE FROM draft")
    return bool(cursor.rowcount)


def _expired(saved_at: int, now: datetime) -> bool:
    return abs(now - from_micros(saved_at)) > LIFETIME
