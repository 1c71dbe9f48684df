"""What the platform keeps: submissions, uploads, certificates, in SQLite and a folder.

Runs on the server's loop thread. An acceptance is committed before it is answered. Not built for load: calls block, one
after another.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

_SCHEMA = """
CREATE TABLE IF NOT EXISTS submission (
    terminal TEXT NOT NULL, key TEXT NOT NULL, number TEXT NOT NULL UNIQUE, fingerprint TEXT NOT NULL,
    service_id TEXT NOT NULL, service_digest TEXT NOT NULL, local_number TEXT NOT NULL, kept_at TEXT NOT NULL,
    supersedes TEXT, received_at TEXT NOT NULL, payload TEXT NOT NULL, arrivals INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (terminal, key));
CREATE INDEX IF NOT EXISTS submission_local_number ON submission (local_number);
CREATE TABLE IF NOT EXISTS attachment (
    terminal TEXT NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL, media_type TEXT NOT NULL, sha256 TEXT NOT NULL,
    data BLOB NOT NULL, PRIMARY KEY (terminal, key, name),
    FOREIGN KEY (terminal, key) REFERENCES submission (terminal, key) ON DELETE CASCADE);
CREATE TABLE IF NOT EXISTS upload (
    id TEXT PRIMARY KEY, terminal TEXT NOT NULL, key TEXT NOT NULL, sha256 TEXT NOT NULL, length INTEGER NOT NULL,
    UNIQUE (terminal, key, sha256, length));
CREATE TABLE IF NOT EXISTS sequence (name TEXT PRIMARY KEY, last INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS certificate (
    number TEXT PRIMARY KEY, code TEXT NOT NULL, issued_at TEXT NOT NULL, record TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS command (
    terminal TEXT NOT NULL, key TEXT NOT NULL, fingerprint TEXT NOT NULL, answer TEXT NOT NULL,
    PRIMARY KEY (terminal, key));
CREATE TABLE IF NOT EXISTS sheet (cabinet TEXT NOT NULL, id TEXT NOT NULL, content TEXT NOT NULL,
    PRIMARY KEY (cabinet, id));
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAttachment:
    """An attachment with its bytes."""

    name: str
    media_type: str
    sha256: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSubmission:
    """A submission that the platform has accepted."""

    terminal: str
    key: str
    number: str
    fingerprint: str
    service_id: str
    service_digest: str
    local_number: str
    kept_at: str
    supersedes: str | None
    received_at: str
    payload: str  # JSON
    arrivals: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptUpload:
    """An upload: to which attachment it belongs and how long it will be. Its bytes lie in a file."""

    id: str
    terminal: str
    key: str
    sha256: str
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCertificate:
    """A certificate that was issued; `record` is all that stands on it."""

    number: str
    code: str
    issued_at: str
    record: dict[str, Any]


_SUBMISSION_COLUMNS = ", ".join(KeptSubmission.__slots__)


class PlatformStore:
    """The platform's memory in one folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._uploads = folder / "uploads"
        self._uploads.mkdir(exist_ok=True)
        self._db = sqlite3.connect(folder / "platform.sqlite", isolation_level=None, check_same_thread=False)
        self._db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;" + _SCHEMA)

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All inside is committed together, or not at all."""
        with self._db:  # commits at the end, rolls back when something was raised
            self._db.execute("BEGIN IMMEDIATE")
            yield

    def reset(self) -> None:
        """Forget everything."""
        with self.transaction():
            for table in ("attachment", "submission", "upload", "sequence", "certificate", "command", "sheet"):
                self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - the names stand in the line above
        for file in self._uploads.iterdir():
            file.unlink()

    def next_number(self, prefix: str, at: datetime) -> str:
        """The next number of that day, such as DG202611240418."""
        name = f"{prefix}{at:%Y%m%d}"
        row = self._db.execute(
            "INSERT INTO sequence VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET last = last + 1 RETURNING last",
            (name,),
        ).fetchone()
        return f"{name}{row[0]:04d}"

    # --- submissions --------------------------------------------------------------------------------------

    def find(self, terminal: str, key: str) -> KeptSubmission | None:
        """The submission that the terminal's key stands for."""
        row = self._db.execute(
            f"SELECT {_SUBMISSION_COLUMNS} FROM submission WHERE terminal = ? AND key = ?",  # noqa: S608
            (terminal, key),
        ).fetchone()
        return None if row is None else _submission(row)

    def find_number(self, number: str) -> KeptSubmission | None:
        """The submission of a number: the platform's, or the terminal's own."""
        row = self._db.execute(
            f"SELECT {_SUBMISSION_COLUMNS} FROM submission WHERE number = ? OR local_number = ? LIMIT 1",  # noqa: S608
            (number, number),
        ).fetchone()
        return None if row is None else _submission(row)

    def submissions(self) -> list[tuple[KeptSubmission, list[KeptAttachment]]]:
        """All that was accepted, oldest first, with attachments."""
        rows = self._db.execute(f"SELECT {_SUBMISSION_COLUMNS} FROM submission ORDER BY rowid").fetchall()  # noqa: S608
        return [(kept, self._attachments(kept)) for kept in map(_submission, rows)]

    def keep(self, kept: KeptSubmission, attachments: list[KeptAttachment]) -> None:
        """Keep a submission with its attachments. Call inside `transaction`."""
        values = [getattr(kept, name) for name in KeptSubmission.__slots__]
        marks = ", ".join("?" * len(values))
        self._db.execute(f"INSERT INTO submission ({_SUBMISSION_COLUMNS}) VALUES ({marks})", values)  # noqa: S608
        self._db.executemany(
            "INSERT INTO attachment VALUES (?, ?, ?, ?, ?, ?)",
            [(kept.terminal, kept.key, part.name, part.media_type, part.sha256, part.data) for part in attachments],
        )

    def count_arrival(self, kept: KeptSubmission) -> None:
        """The same submission came once more."""
        self._db.execute(
            "UPDATE submission SET arrivals = arrivals + 1 WHERE terminal = ? AND key = ?", (kept.terminal, kept.key)
        )

    def _attachments(self, kept: KeptSubmission) -> list[KeptAttachment]:
        rows = self._db.execute(
            "SELECT name, media_type, sha256, data FROM attachment WHERE terminal = ? AND key = ? ORDER BY rowid",
            (kept.terminal, kept.key),
        ).fetchall()
        return [KeptAttachment(name=row[0], media_type=row[1], sha256=row[2], data=row[3]) for row in rows]

    # --- uploads ------------------------------------------------------------------------------------------

    def begin_upload(self, upload: KeptUpload) -> tuple[KeptUpload, bool]:
        """Begin an upload, or find the one that exists; True when it is new."""
        row = self._db.execute(
            "SELECT id, terminal, key, sha256, length FROM upload"
            " WHERE terminal = ? AND key = ? AND sha256 = ? AND length = ?",
            (upload.terminal, upload.key, upload.sha256, upload.length),
        ).fetchone()
        if row is not None:
            return _upload(row), False
        self._file(upload.id).touch()
        self._db.execute(
            "INSERT INTO upload VALUES (?, ?, ?, ?, ?)",
            (upload.id, upload.terminal, upload.key, upload.sha256, upload.length),
        )
        return upload, True

    def find_upload(self, terminal: str, upload_id: str) -> KeptUpload | None:
        """The terminal's upload of that id."""
        row = self._db.execute(
            "SELECT id, terminal, key, sha256, length FROM upload WHERE id = ? AND terminal = ?", (upload_id, terminal)
        ).fetchone()
        return None if row is None else _upload(row)

    def upload_offset(self, upload: KeptUpload) -> int:
        """How many bytes are there."""
        return self._file(upload.id).stat().st_size

    def append(self, upload: KeptUpload, piece: bytes) -> int:
        """Add a piece at the end; return the new offset."""
        with self._file(upload.id).open("ab") as file:
            file.write(piece)
        return self.upload_offset(upload)

    def uploaded(self, upload: KeptUpload) -> bytes:
        """The bytes that are there."""
        return self._file(upload.id).read_bytes()

    def drop_upload(self, upload: KeptUpload) -> None:
        """Forget an upload; its submission holds the bytes now, or they were damaged."""
        self._db.execute("DELETE FROM upload WHERE id = ?", (upload.id,))
        self._file(upload.id).unlink(missing_ok=True)

    def _file(self, upload_id: str) -> Path:
        return self._uploads / upload_id

    # --- certificates -------------------------------------------------------------------------------------

    def keep_certificate(self, certificate: KeptCertificate) -> None:
        """Keep a certificate, for whoever verifies it."""
        record = json.dumps(certificate.record, ensure_ascii=False)
        self._db.execute(
            "INSERT INTO certificate VALUES (?, ?, ?, ?)",
            (certificate.number, certificate.code, certificate.issued_at, record),
        )

    def find_certificate(self, number: str) -> KeptCertificate | None:
        """The certificate of that number."""
        row = self._db.execute(
            "SELECT number, code, issued_at, record FROM certificate WHERE number = ?", (number,)
        ).fetchone()
        if row is None:
            return None
        return KeptCertificate(number=row[0], code=row[1], issued_at=row[2], record=json.loads(row[3]))

    # --- what is done at once -----------------------------------------------------------------------------

    def find_command(self, terminal: str, key: str) -> tuple[str, dict[str, Any]] | None:
        """The fingerprint and the answer of a command that was carried out."""
        row = self._db.execute(
            "SELECT fingerprint, answer FROM command WHERE terminal = ? AND key = ?", (terminal, key)
        ).fetchone()
        return None if row is None else (row[0], json.loads(row[1]))

    def keep_command(self, terminal: str, key: str, fingerprint: str, answer: dict[str, Any]) -> None:
        """Keep what a command was answered. Call inside `transaction`."""
        values = (terminal, key, fingerprint, json.dumps(answer, ensure_ascii=False))
        self._db.execute("INSERT INTO command VALUES (?, ?, ?, ?)", values)

    def sheet(self, cabinet: str, sheet_id: str) -> dict[str, Any] | None:
        """One sheet of a cabinet: a booked slot, a payment, a code that was sent."""
        row = self._db.execute("SELECT content FROM sheet WHERE cabinet = ? AND id = ?", (cabinet, sheet_id)).fetchone()
        return None if row is None else json.loads(row[0])

    def sheets(self, cabinet: str) -> dict[str, dict[str, Any]]:
        """All sheets of a cabinet by id, oldest first."""
        rows = self._db.execute("SELECT id, content FROM sheet WHERE cabinet = ? ORDER BY rowid", (cabinet,))
        return {row[0]: json.loads(row[1]) for row in rows.fetchall()}

    def file_sheet(self, cabinet: str, sheet_id: str, content: dict[str, Any]) -> None:
        """Put a sheet into a cabinet, in place of an earlier one of that id."""
        text = json.dumps(content, ensure_ascii=False)
        self._db.execute("INSERT OR REPLACE INTO sheet VALUES (?, ?, ?)", (cabinet, sheet_id, text))


def _submission(row: tuple[Any, ...]) -> KeptSubmission:
    return KeptSubmission(**dict(zip(KeptSubmission.__slots__, row, strict=True)))


def _upload(row: tuple[Any, ...]) -> KeptUpload:
    return KeptUpload(**dict(zip(KeptUpload.__slots__, row, strict=True)))
