"""The outbox: submissions from the moment they are accepted until the platform has them. Any thread.

A submission and its attachments are one unit: one transaction makes them durable. The session's draft stays until the
session ends (docs/adr/0013). Keys are unique: a key that is known gives the item that is there. Content is sealed; the
store deliberately does not know what it says, and deletes nothing that the platform has not answered.
"""

from __future__ import annotations

import json
import sqlite3
import struct
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TypeAlias

from kiosk.core.clock import Clock
from kiosk.core.errors import CacheError
from kiosk.core.sensitive import Sensitive
from offline_cache.crypto import Sealer
from offline_cache.instants import from_micros, to_micros
from offline_cache.items import (
    Counts,
    Envelope,
    Handing,
    Item,
    ItemState,
    Outcome,
    Part,
    Postponed,
    Received,
    Refused,
)
from offline_cache.numbering import DayNumbers, local_number, parse_local_number
from offline_cache.reader import Reader, Row
from offline_cache.writer import Writer

__all__ = [
    "Counts",
    "Envelope",
    "Handing",
    "Item",
    "ItemState",
    "Outbox",
    "Outcome",
    "Part",
    "Postponed",
    "Received",
    "Refused",
]

# Back-off is capped far below this: a time further ahead was computed while the clock was wrong.
FURTHEST_DUE = timedelta(days=1)

# key, number_prefix, service_id, kept_at, size_bytes, supersedes, envelope
_Values: TypeAlias = tuple[str, str, str, int, int, str, bytes]
_LENGTH = struct.Struct(">I")
_COLUMNS = (
    "key, id, number_prefix, service_id, state, kept_at, attempts, due_at, fault, platform_number, settled_at, code,"
    " reason, size_bytes, supersedes, reason_en"
)
_SELECT = f"SELECT {_COLUMNS} FROM item"  # noqa: S608 - constants
_INSERT = (
    "INSERT INTO item (id, key, number_prefix, service_id, state, kept_at, due_at, attempts, size_bytes, supersedes,"
    " envelope) VALUES (?1, ?2, ?3, ?4, 'waiting', ?5, ?5, 0, ?6, ?7, ?8) ON CONFLICT (key) DO NOTHING"
)
# A correction is taken only while what it corrects is refused, and no other correction of that is on its way: both are
# seen in the statement that inserts, so a technician's retry cannot come between.
_INSERT_CORRECTION = (
    "INSERT INTO item (id, key, number_prefix, service_id, state, kept_at, due_at, attempts, size_bytes, supersedes,"
    " envelope) SELECT ?1, ?2, ?3, ?4, 'waiting', ?5, ?5, 0, ?6, ?7, ?8 WHERE NOT EXISTS (SELECT 1 FROM item AS other"
    " WHERE (other.key = ?7 OR other.supersedes = ?7) AND other.state <> 'refused') ON CONFLICT (key) DO NOTHING"
)
_RECEIVE = (
    "UPDATE item SET state = 'received', attempts = attempts + 1, fault = '', platform_number = ?, settled_at = ?,"
    " code = '', reason = NULL, reason_en = NULL WHERE key = ? AND state <> 'received'"
)
_REFUSE = (
    "UPDATE item SET state = 'refused', attempts = attempts + 1, fault = '', code = ?, reason = ?, reason_en = ?,"
    " settled_at = ? WHERE key = ? AND state = 'waiting'"
)
_POSTPONE = "UPDATE item SET attempts = attempts + 1, fault = ?, due_at = ? WHERE key = ? AND state = 'waiting'"
# A correction may have been refused and corrected in turn: what is received speaks for all before it.
_OPEN_REFUSALS = """
WITH RECURSIVE corrected (key) AS (
    SELECT supersedes FROM item WHERE state = 'received' AND supersedes <> ''
    UNION
    SELECT item.supersedes FROM item JOIN corrected ON item.key = corrected.key WHERE item.supersedes <> ''
)
SELECT count(*) FROM item WHERE state = 'refused' AND key NOT IN corrected
"""
_DUE = "state = 'waiting' AND (due_at <= ? OR due_at > ?)"


class Outbox:
    """What the terminal has accepted. Every call that changes something returns once that is durable.

    All calls raise `CacheError` STO-001 (disk or store out of reach), STO-002 (disk full), STO-003 (damage).
    """

    def __init__(self, writer: Writer, reader: Reader, sealer: Sealer, clock: Clock, numbers: DayNumbers) -> None:
        self._writer = writer
        self._reader = reader
        self._sealer = sealer
        self._clock = clock
        self._numbers = numbers

    def put(
        self,
        *,
        key: str,
        service_id: str,
        payload: Sensitive[bytes],
        attachments: Sequence[Part] = (),
        number_prefix: str,
        at: datetime,
        supersedes: str = "",
    ) -> Item:
        """Accept a submission with its attachments, in one transaction; give it a local number.

        A known key gives the item that is there, unchanged, and keeps nothing else. `supersedes` is the key of the
        refused item that this one corrects. Raises `CacheError` STO-006, keeping nothing, when that one waits again or
        was received after all, or when another correction of it does: the platform would get both.
        """
        handing = Handing(
            key=key, service_id=service_id, payload=payload, attachments=tuple(attachments), supersedes=supersedes
        )
        values, sealed_parts = self._sealed(handing, number_prefix, at)
        if sealed_parts:
            item_id = self._writer.run(partial(self._insert_whole, values, sealed_parts))
        else:
            item_id = self._writer.run(partial(self._insert, values), one_change=True)
        if not item_id:
            there = self.get(key)
            if there is None:
                raise CacheError("STO-006", "what it corrects is not refused any more", retryable=True)
            return there
        return Item(
            key=key,
            local_number=local_number(number_prefix, item_id),
            service_id=service_id,
            state=ItemState.WAITING,
            kept_at=at,
            attempts=0,
            due_at=at,
            fault="",
            platform_number="",
            settled_at=None,
            code="",
            reason="",
            size_bytes=values[4],
            supersedes=supersedes,
        )

    def put_together(self, handings: Sequence[Handing], *, number_prefix: str, at: datetime) -> list[Item]:
        """Accept several submissions in one transaction, all or none; return their items in the same order.

        A known key gives the item that is there, as with `put`. Raises `CacheError` STO-006 as `put` does, and keeps
        none of them then.
        """
        sealed = [self._sealed(each, number_prefix, at) for each in handings]

        def work(cursor: sqlite3.Cursor) -> None:
            for values, parts in sealed:
                if not self._insert_whole(values, parts, cursor) and not _knows(cursor, values[0]):
                    raise CacheError("STO-006", "what one of them corrects is not refused any more", retryable=True)

        self._writer.run(work)
        return [self._known(each.key) for each in handings]

    def get(self, key: str) -> Item | None:
        """Return the item of that key."""
        return self._one("WHERE key = ?", key)

    def find_number(self, number: str) -> Item | None:
        """Return the newest item of that local number; the number itself does not say the year."""
        parsed = parse_local_number(number)
        if parsed is None:
            return None
        return self._one(
            "WHERE number_prefix = ? AND (id / 10000000) % 10000 = ? AND id % 10000000 = ? ORDER BY id DESC LIMIT 1",
            parsed.prefix,
            parsed.month_day,
            parsed.number,
        )

    def correction_of(self, key: str) -> Item | None:
        """Return the newest item that supersedes the one of that key."""
        return self._one("WHERE supersedes = ? ORDER BY id DESC LIMIT 1", key)

    def items(self, state: ItemState | None = None, limit: int = 1000) -> list[Item]:
        """Return items, the newest first."""
        if state is None:
            return self._many("ORDER BY id DESC LIMIT ?", limit)
        return self._many("WHERE state = ? ORDER BY id DESC LIMIT ?", state, limit)

    def not_received(self) -> list[Item]:
        """Return every item that waits or was refused, the newest first, however many were received since."""
        return self._many("WHERE state <> 'received' ORDER BY id DESC")

    def counts(self) -> Counts:
        """Count the items by state, without reading them: over the indexes alone."""
        rows = self._reader.rows("SELECT state, count(*) FROM item WHERE state <> 'waiting' GROUP BY state")
        settled: dict[str, int] = dict(rows)
        received, refused = settled.get(ItemState.RECEIVED, 0), settled.get(ItemState.REFUSED, 0)
        ((everything,),) = self._reader.rows("SELECT count(*) FROM item")
        return Counts(waiting=everything - received - refused, received=received, refused=refused)

    def open_refusals(self) -> int:
        """Count the refused items that no received correction speaks for: those that still wait for a person."""
        ((count,),) = self._reader.rows(_OPEN_REFUSALS)
        return int(count)

    def envelope(self, key: str) -> Envelope:
        """Return what the item holds. Raises `LookupError` for an unknown key, STO-003 when any part is not whole."""
        rows = self._reader.rows(
            "SELECT envelope, ordinal, sealed FROM item LEFT JOIN attachment ON item_id = id"
            " WHERE key = ? ORDER BY ordinal",
            (key,),
        )
        if not rows:
            raise LookupError(f"no item {key}")
        sealed_parts = [(ordinal, sealed) for _, ordinal, sealed in rows if sealed is not None]
        payload = self._sealer.open("item", f"{key}/{len(sealed_parts)}", rows[0][0])
        parts = [_part(self._sealer.open("attachment", f"{key}/{ordinal}", sealed)) for ordinal, sealed in sealed_parts]
        return Envelope(payload=Sensitive(payload), attachments=tuple(parts))

    def due(self, now: datetime, limit: int) -> list[Item]:
        """Return waiting items whose time has come, the longest due first."""
        return self._many(f"WHERE {_DUE} ORDER BY due_at, id LIMIT ?", *self._due_at(now), limit)

    def next_due(self) -> datetime | None:
        """Return when the next waiting item becomes due; None when nothing waits."""
        now = self._clock.now()
        row = self._reader.row(
            f"SELECT min(iif({_DUE}, 0, due_at)) FROM item WHERE state = 'waiting'",  # noqa: S608 - constants
            self._due_at(now),
        )
        if row is None or row[0] is None:
            return None
        return from_micros(row[0]) if row[0] else now

    def record(self, outcomes: Sequence[Outcome]) -> None:
        """Write down what became of sending, all in one transaction.

        What was received stays received, and a postponement no longer moves what was refused. Raises `LookupError`,
        keeping nothing, when a key is unknown.
        """
        changes = [self._change(outcome) for outcome in outcomes]

        def work(cursor: sqlite3.Cursor) -> None:
            for key, sql, parameters in changes:
                cursor.execute(sql, parameters)
                if not cursor.rowcount and not _knows(cursor, key):
                    raise LookupError(f"no item {key}")

        if changes:
            self._writer.run(work)

    def retry(self, key: str) -> Item:
        """Make an item due now; a refused one waits again. Raises `LookupError`.

        What was received stays, and so does what was corrected: else the platform would get both.
        """
        now = to_micros(self._clock.now())

        def work(cursor: sqlite3.Cursor) -> None:
            cursor.execute(
                "UPDATE item SET state = 'waiting', due_at = ?, settled_at = NULL, code = '', reason = NULL,"
                " reason_en = NULL WHERE key = ? AND state <> 'received'"
                " AND NOT EXISTS (SELECT 1 FROM item AS correction WHERE correction.supersedes = item.key)",
                (now, key),
            )
            if not cursor.rowcount and not _knows(cursor, key):
                raise LookupError(f"no item {key}")

        self._writer.run(work)
        return self._known(key)

    def _sealed(self, handing: Handing, number_prefix: str, at: datetime) -> tuple[_Values, list[tuple[int, bytes]]]:
        """Return the item's columns, and its attachments sealed, each with its ordinal."""
        key, content, sealer = handing.key, handing.payload.reveal(), self._sealer
        envelope = sealer.seal("item", f"{key}/{len(handing.attachments)}", content)
        parts = [
            (ordinal, sealer.seal("attachment", f"{key}/{ordinal}", _described(part)))
            for ordinal, part in enumerate(handing.attachments)
        ]
        size = len(content) + sum(len(part.data.reveal()) for part in handing.attachments)
        return (key, number_prefix, handing.service_id, to_micros(at), size, handing.supersedes, envelope), parts

    def _insert(self, values: _Values, cursor: sqlite3.Cursor) -> int:
        """Return the new item's id, or 0 when the key is known, or what it corrects is on its way."""
        insert = _INSERT_CORRECTION if values[5] else _INSERT
        item_id = self._numbers.next_id(cursor, values[3])
        try:
            cursor.execute(insert, (item_id, *values))
        except sqlite3.IntegrityError:  # the number is taken: another process has given some
            self._numbers.forget()
            item_id = self._numbers.next_id(cursor, values[3])
            cursor.execute(insert, (item_id, *values))
        if cursor.rowcount:
            return item_id
        self._numbers.forget()
        return 0

    def _insert_whole(self, values: _Values, sealed_parts: list[tuple[int, bytes]], cursor: sqlite3.Cursor) -> int:
        """Insert the item with its attachments; return its id, or 0 when the key is known."""
        item_id = self._insert(values, cursor)
        if item_id:
            cursor.executemany(
                "INSERT INTO attachment (item_id, ordinal, sealed) VALUES (?, ?, ?)",
                [(item_id, *part) for part in sealed_parts],
            )
        return item_id

    def _change(self, outcome: Outcome) -> tuple[str, str, tuple[object, ...]]:
        match outcome:
            case Received(key=key, platform_number=number, at=at):
                return (
                    key,
                    _RECEIVE,
                    (number, to_micros(at), key),
                )
            case Refused(key=key, code=code, reason=reason, reason_en=reason_en, at=at):
                sealed = self._sealer.seal("item.reason", key, reason.encode())
                sealed_en = self._sealer.seal("item.reason_en", key, reason_en.encode()) if reason_en else None
                return (
                    key,
                    _REFUSE,
                    (code, sealed, sealed_en, to_micros(at), key),
                )
            case Postponed(key=key, fault=fault, due_at=due_at):
                return (
                    key,
                    _POSTPONE,
                    (fault, to_micros(due_at), key),
                )

    def _known(self, key: str) -> Item:
        item = self.get(key)
        if item is None:
            raise LookupError(f"no item {key}")
        return item

    def _one(self, where: str, *parameters: object) -> Item | None:
        items = self._many(where, *parameters)
        return items[0] if items else None

    def _many(self, where: str, *parameters: object) -> list[Item]:
        return [self._item(row) for row in self._reader.rows(f"{_SELECT} {where}", parameters)]

    def _item(self, row: Row) -> Item:
        (key, item_id, prefix, service_id, state, kept_at, attempts, due_at, fault) = row[:9]
        (platform_number, settled_at, code, reason, size_bytes, supersedes, reason_en) = row[9:]
        return Item(
            key=key,
            local_number=local_number(prefix, item_id),
            service_id=service_id,
            state=ItemState(state),
            kept_at=from_micros(kept_at),
            attempts=attempts,
            due_at=from_micros(due_at),
            fault=fault,
            platform_number=platform_number,
            settled_at=None if settled_at is None else from_micros(settled_at),
            code=code,
            reason="" if reason is None else self._sealer.open("item.reason", key, reason).decode(),
            reason_en="" if reason_en is None else self._sealer.open("item.reason_en", key, reason_en).decode(),
            size_bytes=size_bytes,
            supersedes=supersedes,
        )

    @staticmethod
    def _due_at(now: datetime) -> tuple[int, int]:
        return to_micros(now), to_micros(now + FURTHEST_DUE)


def _knows(cursor: sqlite3.Cursor, key: str) -> bool:
    return cursor.execute("SELECT 1 FROM item WHERE key = ?", (key,)).fetchone() is not None


def _described(part: Part) -> bytes:
    """An attachment as it is sealed: its name and type are before its data."""
    text = json.dumps([part.name, part.media_type], ensure_ascii=False).encode()
    return _LENGTH.pack(len(text)) + text + part.data.reveal()


def _part(plain: bytes) -> Part:
    (length,) = _LENGTH.unpack_from(plain)
    start = _LENGTH.size + length
    name, media_type = json.loads(plain[_LENGTH.size : start])
    return Part(name=name, media_type=media_type, data=Sensitive(plain[start:]))
