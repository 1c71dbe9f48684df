"""Named parts in one run of bytes, read where they stand: how a compiled catalogue is kept. Pure; any thread.

A first line that says what it is, eight bytes with the length of the table, the table (JSON: name to begin and end),
the parts. `Sections` takes bytes or a mapped file; only what is asked for is read.
"""

from __future__ import annotations

import json
import mmap
import sys
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from kiosk.core.errors import ContentError

MAGIC = b"GUANJIA CATALOGUE 1\n"
_LENGTH = 8  # bytes of the table's length
Buffer: TypeAlias = "bytes | mmap.mmap"


def bound(parts: Mapping[str, bytes]) -> bytes:
    """Return the parts as one run of bytes."""
    table, at = {}, 0
    for name, part in parts.items():
        table[name] = (at, at + len(part))
        at += len(part)
    written = json.dumps(table).encode()
    return b"".join((MAGIC, len(written).to_bytes(_LENGTH, "little"), written, *parts.values()))


@dataclass(frozen=True, slots=True, eq=False)
class Sections:
    """The parts of a run of bytes."""

    content: Buffer
    table: Mapping[str, tuple[int, int]]  # begin and end in `content`

    @classmethod
    def of(cls, content: Buffer) -> Sections:
        """Return the parts. Raises `ContentError` CNT-001 for what is not such a run of bytes, or is cut short."""
        start = len(MAGIC) + _LENGTH
        if content[: len(MAGIC)] != MAGIC:
            raise ContentError("CNT-001", "it is not a compiled catalogue of this version")
        length = int.from_bytes(content[len(MAGIC) : start], "little")
        try:
            table = json.loads(content[start : start + length])
            placed = {str(name): (start + length + begin, start + length + end) for name, (begin, end) in table.items()}
        except (ValueError, TypeError, AttributeError) as exc:
            raise ContentError("CNT-001", "the compiled catalogue has no table") from exc
        if any(not 0 <= begin <= end <= len(content) for begin, end in placed.values()):
            raise ContentError("CNT-001", "the compiled catalogue is cut short")
        return cls(content, placed)

    def read(self, name: str, begin: int = 0, end: int | None = None) -> bytes:
        """Return a part, or what stands in it from `begin` to `end`. Raises `ContentError` CNT-001 where it is not."""
        if name not in self.table:
            raise ContentError("CNT-001", f"the compiled catalogue has no {name!r}")
        first, last = self.table[name]
        return self.content[first + begin : last if end is None else min(last, first + end)]

    def text(self, name: str) -> str:
        """Return a part that is text. Raises `ContentError` CNT-001."""
        try:
            return self.read(name).decode()
        except UnicodeDecodeError as exc:
            raise ContentError("CNT-001", f"{name!r} of the compiled catalogue is not text") from exc

    def numbers(self, name: str) -> array[int]:
        """Return a part that is whole numbers below 2**32. Raises `ContentError` CNT-001."""
        found = array("I")
        try:
            found.frombytes(self.read(name))
        except ValueError as exc:
            raise ContentError("CNT-001", f"{name!r} of the compiled catalogue is cut short") from exc
        if sys.byteorder == "big":
            found.byteswap()
        return found


def written(numbers: Iterable[int]) -> bytes:
    """Return whole numbers below 2**32 as a part."""
    found = array("I", numbers)
    if sys.byteorder == "big":
        found.byteswap()
    return found.tobytes()
