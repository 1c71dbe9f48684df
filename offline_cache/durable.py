"""Files that survive a power cut: written aside, synced, put in place, and their folder synced. Any thread; blocks.

Deliberately leaves a file that is already there alone.
"""

from __future__ import annotations

import os
from pathlib import Path


def create_durably(path: Path, data: bytes, *, mode: int) -> bool:
    """Create `path` with `data`, whole or not at all. Return False, changing nothing, when it exists.

    Raises `OSError`.
    """
    aside = path.with_name(f"{path.name}.{os.getpid()}.new")
    aside.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(aside, path)  # unlike a rename it never replaces
        except FileExistsError:
            return False
    finally:
        aside.unlink(missing_ok=True)
    sync_folder(path.parent)
    return True


def sync_folder(folder: Path) -> None:
    """Make the folder's entries durable. Raises `OSError`."""
    if os.name != "posix":  # NTFS journals its entries, and a folder cannot be opened there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
