"""What the pinyin keyboard knows: words and characters by their readings, looked up in a sorted file.

The file is mapped, not loaded: opening costs nothing, a look-up is a binary search of some 20 steps. Read-only, so
nothing that anybody types can get into it. Runs on any thread.
"""

from __future__ import annotations

import mmap
from dataclasses import dataclass
from pathlib import Path

BUNDLED = Path(__file__).with_name("lexicon.tsv")  # made by tools/build_lexicon.py, which describes its lines


@dataclass(frozen=True, slots=True)
class Entry:
    """A word with its reading, syllables parted by spaces, and its cost in hundredths of a nat: less is likelier."""

    text: str
    reading: str
    cost: int


class Lexicon:
    """The words of one file."""

    def __init__(self, path: Path = BUNDLED) -> None:
        with path.open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def find(self, kind: str, key: str) -> list[Entry]:
        """Return the entries of exactly this key; `kind` and `key` as in the file's description."""
        wanted = f"{kind} {key}\t".encode()
        at = self._first(wanted)
        return _entries(self._line(at)) if self._bytes[at : at + len(wanted)] == wanted else []

    def begin(self, kind: str, key: str, most: int) -> list[Entry]:
        """Return the `most` likeliest entries whose key begins with `key`."""
        wanted = f"{kind} {key}".encode()
        at = self._first(wanted)
        found: list[Entry] = []
        while self._bytes[at : at + len(wanted)] == wanted:
            line = self._line(at)
            found += _entries(line)
            at += len(line) + 1
        return sorted(found, key=_cost)[:most]

    def _first(self, wanted: bytes) -> int:
        """Return where the first line begins that is not less than `wanted`."""
        low, high = 0, len(self._bytes)
        while low < high:
            start = self._bytes.rfind(b"\n", 0, (low + high) // 2) + 1
            if self._bytes[start : start + len(wanted)] < wanted:
                low = self._bytes.find(b"\n", (low + high) // 2) + 1 or high
            else:
                high = start
        return low

    def _line(self, at: int) -> bytes:
        return self._bytes[at : self._bytes.find(b"\n", at)]


def _cost(entry: Entry) -> int:
    return entry.cost


def _entries(line: bytes) -> list[Entry]:
    key, _, rest = line.decode().partition("\t")
    heard = key.partition(" ")[2]
    found = []
    for part in rest.split("|"):
        reading, _, words = part.partition("=")
        flat = words.split(" ")
        found += [Entry(flat[i], reading or heard, int(flat[i + 1])) for i in range(0, len(flat), 2)]
    return found
