"""The store's folder: which files belong to it, who holds it, and what was put aside. Runs where the store is opened.

A damaged database is put aside whole and stays a reproach: the store does not open again until a person has confirmed
it, because unsent submissions may lie in it. Deliberately never deletes a database.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from offline_cache.durable import create_durably, make_folder_durably, sync_folder
from offline_cache.translation import disk_fault

_SUFFIXES = ("", "-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Premises:
    """The folder of one store."""

    folder: Path

    @property
    def database(self) -> Path:
        """The database file."""
        return self.folder / "terminal.db"

    @property
    def database_in_the_making(self) -> Path:
        """A database that is not whole yet."""
        return self.folder / "terminal.db.new"

    @property
    def suspicion(self) -> Path:
        """A mark that damage was met: the next opening looks closely."""
        return self.folder / "suspect"

    @property
    def _aside(self) -> Path:
        return self.folder / "put-aside"

    def prepare(self) -> None:
        """Make the folder, for the terminal's user alone. Raises `CacheError` STO-001, STO-002."""
        try:
            make_folder_durably(self.folder)
        except OSError as exc:
            raise disk_fault(exc) from exc

    def hold(self) -> sqlite3.Connection | None:
        """Hold the folder until the returned connection is closed; None when another process holds it.

        SQLite's own file lock on a small file: the same on every system, and gone with the process. Raises
        `sqlite3.Error`.
        """
        lock = sqlite3.connect(self.folder / "in-use", isolation_level=None, check_same_thread=False, timeout=0)
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as exc:
            lock.close()
            if exc.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                return None
            raise
        return lock

    def suspect(self) -> None:
        """Leave the mark. A disk that cannot take it is bad enough to be noticed anyway."""
        try:
            create_durably(self.suspicion, b"")
        except OSError:
            return

    def has_orphaned_log(self) -> bool:
        """True when the log of a database is there without the database."""
        log = self.folder / "terminal.db-wal"
        return not self.database.exists() and log.exists() and log.stat().st_size > 0

    def put_aside(self, now: datetime) -> Path:
        """Move the database and its log, untouched, to a folder of their own. Raises `CacheError` STO-001, STO-002."""
        aside = self._aside / now.strftime("%Y%m%dT%H%M%S.%f")
        try:
            make_folder_durably(aside)
            for suffix in _SUFFIXES:
                file = self.folder / f"terminal.db{suffix}"
                if file.exists():
                    file.rename(aside / file.name)
            self.suspicion.unlink(missing_ok=True)
            for folder in (aside, self.folder):
                sync_folder(folder)
        except OSError as exc:
            raise disk_fault(exc) from exc
        return aside

    def put_aside_before(self) -> list[Path]:
        """Return what was ever put aside, the oldest first."""
        return sorted(folder for folder in self._aside.glob("*") if folder.is_dir())

    def unconfirmed(self) -> list[Path]:
        """Return what was put aside and no person has confirmed."""
        return [folder for folder in self.put_aside_before() if not (folder / "confirmed").exists()]

    def confirm(self) -> int:
        """A person says: what was put aside is taken care of. Return how many there were. Raises `CacheError`."""
        folders = self.unconfirmed()
        try:
            for folder in folders:
                create_durably(folder / "confirmed", b"")
        except OSError as exc:
            raise disk_fault(exc) from exc
        return len(folders)

    def put_in_place(self) -> None:
        """Give the finished database its name, durably. Raises `OSError`."""
        self.database_in_the_making.replace(self.database)
        sync_folder(self.folder)
