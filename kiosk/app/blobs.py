"""The pictures and signatures that the running session holds, by their SHA-256. Memory only; cleared at its end.

Used from the GUI thread and from lanes; each call holds the lock for a dictionary access.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping

from flows.model.values import BlobRef
from kiosk.core.sensitive import Sensitive


class SessionBlobs:
    """A small content-addressed store in memory."""

    def __init__(self) -> None:
        self._held: dict[str, Sensitive[bytes]] = {}
        self._lock = threading.Lock()
        self._age = 0

    @property
    def age(self) -> int:
        """Grows with each `clear`: what was asked for before it does not come back after it."""
        with self._lock:
            return self._age

    def add(self, data: Sensitive[bytes], media_type: str) -> BlobRef:
        """Hold `data` and return its reference."""
        content = data.reveal()
        ref = BlobRef(sha256=hashlib.sha256(content).hexdigest(), media_type=media_type, size=len(content))
        with self._lock:
            self._held[ref.sha256] = data
        return ref

    def find(self, sha256: str) -> Sensitive[bytes] | None:
        """Return what is held under this reference; None when the session has none."""
        with self._lock:
            return self._held.get(sha256)

    def restore(self, blobs: Mapping[str, Sensitive[bytes]], age: int) -> None:
        """Take over the blobs of a draft, unless the session that asked at `age` has ended since."""
        with self._lock:
            if age == self._age:
                self._held.update(blobs)

    def all(self) -> dict[str, Sensitive[bytes]]:
        """Return a copy of everything held."""
        with self._lock:
            return dict(self._held)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._held.clear()
            self._age += 1
