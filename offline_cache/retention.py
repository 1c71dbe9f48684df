"""Erases what has had its time: received submissions, and prints that ended or never had a job. Any thread.

What waits or was refused stays, for the platform or for a person; a refused item goes once its correction was received.
Erasing overwrites (`secure_delete`) in small transactions, without VACUUM. Deliberately does not decide how many days.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from offline_cache.instants import to_micros
from offline_cache.numbering import note_erased
from offline_cache.writer import Writer

_AT_ONCE = 50  # items a transaction: with their pictures some 20 MB of log
# A correction may have been refused and corrected in turn: what is received speaks for all before it.
_OLD_ITEMS = """
WITH RECURSIVE old (id, supersedes) AS (
    SELECT id, supersedes FROM item WHERE state = 'received' AND settled_at < :before
    UNION
    SELECT refused.id, refused.supersedes FROM old JOIN item AS refused ON refused.key = old.supersedes
     WHERE refused.state = 'refused'
)
SELECT id FROM old
ORDER BY 1 LIMIT :limit
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """How much was erased."""

    items: int
    prints: int


def erase_settled(writer: Writer, now: datetime, keep_for: timedelta) -> Erased:
    """Erase what was received, or printed, longer than `keep_for` ago. Raises `CacheError` STO-001..003."""
    before = to_micros(now - keep_for)
    items = 0
    while True:
        erased = writer.run(lambda cursor: _erase_items(cursor, before))
        items += erased
        if erased < _AT_ONCE:
            break
    prints = writer.run(lambda cursor: _erase_prints(cursor, before))
    if items:
        writer.erase_log()
    return Erased(items=items, prints=prints)


def _erase_items(cursor: sqlite3.Cursor, before: int) -> int:
    # Oldest first: a refused item goes before, or with, the correction that speaks for its going.
    rows = cursor.execute(_OLD_ITEMS, {"before": before, "limit": _AT_ONCE}).fetchall()
    note_erased(cursor, [row[0] for row in rows])
    cursor.executemany("DELETE FROM item WHERE id = ?", rows)
    return len(rows)


def _erase_prints(cursor: sqlite3.Cursor, before: int) -> int:
    cursor.execute(
        "DELETE FROM print_journal WHERE outcome <> '' AND finished_at < ?1"
        # Without a job no printer can be asked about it, and nothing was sent to one.
        " OR outcome = '' AND job_id IS NULL AND intended_at < ?1",
        (before,),
    )
    return cursor.rowcount
