"""Stores for tests: one in a folder, a clock that a test sets, and the residents' fictional content."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from kiosk.core.clock import CHINA
from kiosk.core.sensitive import Sensitive
from offline_cache.crypto import CipherProfile
from offline_cache.items import Item, Part
from offline_cache.keys import FileKeyProvider
from offline_cache.store import Store

NOON = datetime(2025, 11, 24, 12, 0, tzinfo=CHINA)
ZHANG_WEI = Sensitive("resident:441900195103071237")  # fictional
LI_XIULAN = Sensitive("resident:441900196309150023")  # fictional


@dataclass
class HandClock:
    """A clock that stands still until a test moves it."""

    at: datetime = NOON
    _began: float = field(default_factory=time.monotonic)

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return time.monotonic() - self._began

    def forward(self, **by: float) -> datetime:
        self.at += timedelta(**by)
        return self.at


def open_store(
    folder: Path, clock: HandClock | None = None, profile: CipherProfile = CipherProfile.AES_256_GCM
) -> Store:
    keys = FileKeyProvider(folder / "terminal.key", profile)
    return Store.open(folder, keys, clock=clock or HandClock(), profile=profile)


@contextmanager
def store_in(
    folder: Path, clock: HandClock | None = None, profile: CipherProfile = CipherProfile.AES_256_GCM
) -> Iterator[Store]:
    store = open_store(folder, clock, profile)
    try:
        yield store
    finally:
        store.close()


def put(
    store: Store,
    key: str,
    *,
    payload: bytes = b"{}",
    attachments: tuple[Part, ...] = (),
    at: datetime = NOON,
    supersedes: str = "",
) -> Item:
    return store.outbox.put(
        key=key,
        service_id="old-age-allowance",
        payload=Sensitive(payload),
        attachments=attachments,
        number_prefix="XT07",
        at=at,
        supersedes=supersedes,
    )


def photo(content: bytes = b"JPEG" * 1000, name: str = "photo") -> Part:
    return Part(name=name, media_type="image/jpeg", data=Sensitive(content))


def bytes_on_disk(folder: Path) -> bytes:
    """Everything that the database's files hold at this moment."""
    return b"".join(path.read_bytes() for path in sorted(folder.glob("terminal.db*")))
