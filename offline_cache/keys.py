"""Where the store's data key is kept safe: the key provider wraps it, and the wrapped key lies in the database.

`FileKeyProvider` protects it by a file that only the terminal's user may read: whoever takes the whole disk takes both.
A TPM provider has the same port. Any thread; blocks on the disk.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Protocol

from kiosk.core.errors import CacheError
from kiosk.core.sensitive import Sensitive
from offline_cache.crypto import KEY_BYTES, CipherProfile, Sealer, new_key
from offline_cache.durable import create_durably, make_folder_durably
from offline_cache.translation import disk_fault


class KeyProvider(Protocol):
    """Wraps and unwraps the data key."""

    @property
    def protection(self) -> str:
        """What guards the key, for `kioskctl status`: ``file`` or ``tpm``."""
        ...

    def wrap(self, key: Sensitive[bytes]) -> bytes:
        """Return the key wrapped, making the guard durable on first use. Raises `CacheError` STO-001, STO-002."""
        ...

    def unwrap(self, wrapped: bytes) -> Sensitive[bytes]:
        """Return the key. Raises `CacheError` STO-005 when this provider did not wrap it, STO-001 when unreadable."""
        ...


class FileKeyProvider:
    """A file of 32 random bytes, mode 0600, made on the first `wrap` and never replaced."""

    def __init__(self, path: Path, profile: CipherProfile = CipherProfile.AES_256_GCM) -> None:
        self._path = path
        self._profile = profile

    @property
    def protection(self) -> str:
        """``file``."""
        return "file"

    def wrap(self, key: Sensitive[bytes]) -> bytes:
        """Return the key wrapped; the file is durable before this returns. Raises `CacheError` STO-001, STO-002."""
        try:
            make_folder_durably(self._path.parent)
            create_durably(self._path, new_key().reveal())
        except OSError as exc:
            raise disk_fault(exc) from exc
        return self._sealer().seal("key", "data", key.reveal())

    def unwrap(self, wrapped: bytes) -> Sensitive[bytes]:
        """Return the key. Raises `CacheError` STO-005 for a missing or another file, STO-001 for an unreadable one."""
        key = self._sealer().try_open("key", "data", wrapped)
        if key is None:
            raise CacheError("STO-005", f"{self._path.name} does not belong to this store")
        return Sensitive(key)

    def _sealer(self) -> Sealer:
        try:
            mode = self._path.stat().st_mode
            secret = self._path.read_bytes()
        except FileNotFoundError as exc:
            raise CacheError("STO-005", f"{self._path.name} is missing") from exc
        except OSError as exc:
            raise disk_fault(exc) from exc
        if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise CacheError("STO-001", f"{self._path.name} can be read by others; set its mode to 0600")
        if len(secret) != KEY_BYTES:
            raise CacheError("STO-005", f"{self._path.name} is not a key: it has {len(secret)} bytes")
        return Sealer(Sensitive(secret), self._profile)
