"""The ways to read: connections of their own, so that no reader waits for a writer. Any thread; blocks on the disk.

A connection is lent to one caller at a time and kept for the next. Deliberately cannot write (`query_only`).
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from kiosk.core.errors import CacheError
from offline_cache.translation import sqlite_fault

Row: TypeAlias = tuple[Any, ...]


class Reader:
    """Lends reading connections."""

    def __init__(self, connect: Callable[[], sqlite3.Connection], folder: Path, on_damage: Callable[[], None]) -> None:
        self._connect = connect
        self._folder = folder
        self._on_damage = on_damage
        self._idle: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._closed = False

    def rows(self, sql: str, parameters: tuple[object, ...] = ()) -> list[Row]:
        """Return all rows. Raises `CacheError` STO-001..003."""
        with self.lent() as connection:
            return connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: tuple[object, ...] = ()) -> Row | None:
        """Return the first row, or None. Raises `CacheError` STO-001..003."""
        rows = self.rows(sql, parameters)
        return rows[0] if rows else None

    @contextmanager
    def lent(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection. Raises `CacheError` STO-001..003 for what SQLite raises meanwhile."""
        with self._lock:
            if self._closed:
                raise CacheError("STO-001", "the store is closed")
            connection = self._idle.pop() if self._idle else None
        try:
            connection = connection or self._connect()
            yield connection
        except sqlite3.Error as exc:
            fault = sqlite_fault(exc, self._folder)
            if fault is None:
                raise
            if fault.code == "STO-003":
                self._on_damage()
            raise fault from exc
        finally:
            if connection is not None:
                self._give_back(connection)

    def close(self) -> None:
        """Close all connections that are not lent; a lent one is closed when it comes back. Safe to call twice."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with self._lock:
            if not self._closed:
                self._idle.append(connection)
                return
        connection.close()
