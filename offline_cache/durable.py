"""Files that survive a power cut: written aside, synced, put in place, and their folder synced. Any thread; blocks.

Deliberately leaves a file that is already there alone.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def create_durably(path: Path, data: bytes) -> bool:
    """Create `path` with `data`, mode 0600, whole or not at all. Return False, changing nothing, when it exists.

    Raises `OSError`.
    """
    handle, name = tempfile.mkstemp(prefix=f"{path.name}.", suffix=".new", dir=path.parent)
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        try:
            path.hardlink_to(aside)  # unlike a rename it never replaces
        except FileExistsError:
            return False
    finally:
        aside.unlink()
    sync_folder(path.parent)
    return True


def make_folder_durably(folder: Path) -> None:
    """Make `folder`, mode 0700, and those above it that are missing. Not an error when it exists. Raises `OSError`."""
    if folder.is_dir():
        return
    if not folder.parent.is_dir():
        make_folder_durably(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Make the folder's entries durable. Raises `OSError`."""
    if os.name != "posix":  # NTFS journals its entries, and a folder cannot be opened there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
