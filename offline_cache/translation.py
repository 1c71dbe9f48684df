"""The seam where the exceptions of SQLite and of the disk become the store's faults, STO-001 to STO-003. Any thread.

A misuse of SQL is a defect of the program and is deliberately not translated: `sqlite_fault` gives None for it.
"""

from __future__ import annotations

import errno
import shutil
import sqlite3
from pathlib import Path

from kiosk.core.errors import CacheError

# Result codes: sqlite.org/rescode.html. The low byte of an extended code is its primary code.
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_OUT_OF_REACH = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_AUTH,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_PROTOCOL,
}
# After these nobody knows what reached the disk, and the kernel may say "written" of pages it has dropped: the next
# sync proves nothing. https://lwn.net/Articles/752063/
_UNTRUSTED_DISK = {
    sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_DIR_FSYNC,
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_TRUNCATE,
}
_NO_SPACE_BYTES = 256 * 1024  # less than one transaction of a submission with pictures


def sqlite_fault(exc: sqlite3.Error, folder: Path) -> CacheError | None:
    """Return the fault that `exc` stands for, or None when it is a defect of the program."""
    code = _code(exc)
    primary = code & 0xFF
    name = getattr(exc, "sqlite_errorname", "")
    if primary == sqlite3.SQLITE_FULL:
        return CacheError("STO-002", name, retryable=True)
    if primary in _DAMAGED:
        return CacheError("STO-003", name)
    if primary in _BUSY:
        return CacheError("STO-001", name, retryable=True)
    if primary == sqlite3.SQLITE_IOERR or primary in _OUT_OF_REACH:
        return CacheError("STO-002", name, retryable=True) if _full(folder) else CacheError("STO-001", name)
    return None


def leaves_doubt(exc: sqlite3.Error) -> bool:
    """True when a write or a sync failed: nothing more may be called durable until the store was opened anew."""
    return _code(exc) in _UNTRUSTED_DISK


def _code(exc: sqlite3.Error) -> int:
    return getattr(exc, "sqlite_errorcode", 0)


def _full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _NO_SPACE_BYTES
    except OSError:
        return False


def disk_fault(exc: OSError) -> CacheError:
    """Return the fault for a file that cannot be read or written: STO-002 for a full disk, else STO-001."""
    full = exc.errno in (errno.ENOSPC, errno.EDQUOT)
    return CacheError("STO-002" if full else "STO-001", exc.strerror or "", retryable=full)
