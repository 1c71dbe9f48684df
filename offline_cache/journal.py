"""The print journal: what was meant to be printed, under which job, so that nothing prints twice unasked. Any thread.

Intent is durable before a job is made, the job's id before a byte is sent. After a crash `unfinished` names what the
printer must be asked about. Deliberately does not know documents, pages or printers.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from offline_cache.instants import from_micros, to_micros
from offline_cache.reader import Reader, Row
from offline_cache.writer import Writer

_SELECT = "SELECT print_key, intended_at, printer_uri, job_id, outcome, finished_at FROM print_journal"


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """One print. `job_id` is None until a job was bound, `outcome` is empty until it ended."""

    print_key: str
    intended_at: datetime
    printer_uri: str
    job_id: int | None
    outcome: str
    finished_at: datetime | None


class PrintJournal:
    """Everything printed or meant to be. All calls raise `CacheError` STO-001..003; each returns once durable."""

    def __init__(self, writer: Writer, reader: Reader) -> None:
        self._writer = writer
        self._reader = reader

    def intend(self, print_key: str, at: datetime) -> JournalEntry:
        """Write down that this is about to be printed. A known key gives the entry that is there, unchanged."""
        intended_at = to_micros(at)

        def work(cursor: sqlite3.Cursor) -> JournalEntry:
            cursor.execute(
                "INSERT INTO print_journal (print_key, intended_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
                (print_key, intended_at),
            )
            return _entry(_row(cursor, print_key))

        return self._writer.run(work)

    def bind(self, print_key: str, printer_uri: str, job_id: int) -> None:
        """Write down the job, before its bytes are sent.

        Raises `LookupError` for an unknown key, `ValueError` when another job is bound to it: that would print twice.
        """

        def work(cursor: sqlite3.Cursor) -> None:
            entry = _entry(_row(cursor, print_key))
            if entry.job_id is None and not entry.outcome:
                cursor.execute(
                    "UPDATE print_journal SET printer_uri = ?, job_id = ? WHERE print_key = ?",
                    (printer_uri, job_id, print_key),
                )
            elif (entry.printer_uri, entry.job_id) != (printer_uri, job_id):
                raise ValueError(f"{print_key} has a job or an end already")

        self._writer.run(work)

    def finish(self, print_key: str, outcome: str, at: datetime) -> None:
        """Write down how it ended; the first word stands. Raises `LookupError` for an unknown key."""
        if not outcome:
            raise ValueError("an end has a name")
        finished_at = to_micros(at)

        def work(cursor: sqlite3.Cursor) -> None:
            if not _entry(_row(cursor, print_key)).outcome:
                cursor.execute(
                    "UPDATE print_journal SET outcome = ?, finished_at = ? WHERE print_key = ?",
                    (outcome, finished_at, print_key),
                )

        self._writer.run(work)

    def get(self, print_key: str) -> JournalEntry | None:
        """Return the entry of that key."""
        row = self._reader.row(f"{_SELECT} WHERE print_key = ?", (print_key,))
        return _entry(row) if row else None

    def unfinished(self) -> list[JournalEntry]:
        """Return what has no end, the oldest first: after a crash, ask the printer about each."""
        rows = self._reader.rows(f"{_SELECT} WHERE outcome = '' ORDER BY intended_at, print_key")
        return [_entry(row) for row in rows]


def _row(cursor: sqlite3.Cursor, print_key: str) -> Row:
    row: Row | None = cursor.execute(f"{_SELECT} WHERE print_key = ?", (print_key,)).fetchone()
    if row is None:
        raise LookupError(f"nothing was to be printed as {print_key}")
    return row


def _entry(row: Row) -> JournalEntry:
    print_key, intended_at, printer_uri, job_id, outcome, finished_at = row
    return JournalEntry(
        print_key=print_key,
        intended_at=from_micros(intended_at),
        printer_uri=printer_uri,
        job_id=job_id,
        outcome=outcome,
        finished_at=None if finished_at is None else from_micros(finished_at),
    )
