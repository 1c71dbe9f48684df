"""The platform's answers that are about nobody: guides, opening hours. One a question, for when it does not answer.

Any thread. Only impersonal answers come here; who asks sees to that. The newest answer replaces the one before, and
beyond `MOST` the oldest goes. An answer is no record: one that does not open is as good as none, and the check of the
store names it. Deliberately does not judge how old is too old: whoever shows an answer shows its age.
"""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from kiosk.core.sensitive import Sensitive
from offline_cache.crypto import Sealer
from offline_cache.instants import from_micros, to_micros
from offline_cache.reader import Reader
from offline_cache.writer import Writer

MOST = 500  # answers; a terminal asks some dozens of different questions
TABLE = "reference_answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    """An answer, and when the platform gave it."""

    content: Sensitive[bytes]
    kept_at: datetime


class ReferenceAnswers:
    """All calls raise `CacheError` STO-001..003; `keep` returns once durable."""

    def __init__(self, writer: Writer, reader: Reader, sealer: Sealer) -> None:
        self._writer = writer
        self._reader = reader
        self._sealer = sealer

    def keep(self, question: bytes, content: Sensitive[bytes], at: datetime) -> None:
        """Keep the answer to `question`, in place of an earlier one."""
        name = name_of(question)
        values = (name, to_micros(at), self._sealer.seal(TABLE, name, content.reveal()))

        def work(cursor: sqlite3.Cursor) -> None:
            cursor.execute("INSERT OR REPLACE INTO reference_answer (name, kept_at, sealed) VALUES (?, ?, ?)", values)
            cursor.execute(
                "DELETE FROM reference_answer WHERE name IN"
                " (SELECT name FROM reference_answer ORDER BY kept_at DESC, name LIMIT -1 OFFSET ?)",
                (MOST,),
            )

        self._writer.run(work)

    def find(self, question: bytes) -> KeptAnswer | None:
        """Return what was kept of `question`."""
        name = name_of(question)
        row = self._reader.row("SELECT kept_at, sealed FROM reference_answer WHERE name = ?", (name,))
        if row is None:
            return None
        content = self._sealer.try_open(TABLE, name, row[1])
        return None if content is None else KeptAnswer(content=Sensitive(content), kept_at=from_micros(row[0]))

    def unreadable(self) -> list[str]:
        """Return the names of the answers that do not open, for the check of the store."""
        rows = self._reader.rows("SELECT name, sealed FROM reference_answer ORDER BY name")
        return [name for name, sealed in rows if self._sealer.try_open(TABLE, name, sealed) is None]


def name_of(question: bytes) -> str:
    """Return the name under which the answer to a question is kept: its SHA-256, hexadecimal."""
    return hashlib.sha256(question).hexdigest()
