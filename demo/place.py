"""The folder that a demonstration leaves its pictures and papers in: its own, and never at the cost of a former one."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

LOCK = "running.lock"


class InUseError(Exception):
    """Another demonstration runs in that folder."""


@contextmanager
def place_in(folder: Path) -> Iterator[Path | None]:
    """Make `folder` new for as long as it is used. What stood there is renamed, not erased; yields its new name.

    Raises `InUseError` while another process uses it.
    """
    kept = None
    if folder.exists():
        _refuse_while_used(folder / LOCK)
        kept = next(each for number in count(1) if not (each := folder.with_name(f"{folder.name}.{number}")).exists())
        folder.rename(kept)
    folder.mkdir(parents=True)
    with (folder / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # ends with the process, however that ends
        yield kept
        (folder / LOCK).unlink()


def _refuse_while_used(lock: Path) -> None:
    if lock.exists():
        with lock.open() as there:
            try:
                fcntl.flock(there, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as exc:
                raise InUseError(f"A demonstration is running in {lock.parent}; end that one first.") from exc
