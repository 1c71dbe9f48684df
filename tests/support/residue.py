"""Looks for a resident's words where none may be: in files, and in the memory of a process."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

ENCODINGS = ("utf-8", "utf-16-le", "utf-32-le", "gbk")  # UCS-4 is how Python holds what is beyond ASCII
_CHUNK, _PAGE = 1 << 20, 4096
_EMPTY = bytes(_PAGE)


def needles(words: Iterable[str]) -> dict[bytes, str]:
    """How each word may lie there, to its name; digits are the same bytes in two of the encodings."""
    return {word.encode(encoding): f"{word} in {encoding}" for word in words for encoding in reversed(ENCODINGS)}


def found_in_files(folder: Path, words: Iterable[str], *, but: Iterable[str] = ()) -> list[str]:
    """Return every file below `folder` that holds a word, except below those of its parts named in `but`."""
    wanted, apart = needles(words), set(but)
    found = []
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.is_symlink() and file.relative_to(folder).parts[0] not in apart:
            data = file.read_bytes()
            found += [f"{file.relative_to(folder)}: {name}" for needle, name in wanted.items() if needle in data]
    return found


def found_in_memory(pid: int, words: Iterable[str]) -> list[str]:
    """Return which words lie in the memory of a process: in all that it can write to, and all that is no file's."""
    wanted = needles(words)
    found: set[bytes] = set()
    for data in _memory(pid):
        found |= {needle for needle in wanted.keys() - found if needle in data}
    return sorted(wanted[needle] for needle in found)


def family(pid: int) -> list[int]:
    """Return the process and all that it started, as long as they live."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError):
            continue
    found = [pid]
    for each in found:
        found += [child for child, parent in parents.items() if parent == each]
    return found


def _memory(pid: int) -> Iterator[bytes]:
    maps = Path(f"/proc/{pid}/maps").read_text()
    memory = os.open(f"/proc/{pid}/mem", os.O_RDONLY)
    try:
        for line in maps.splitlines():
            span = re.match(r"([0-9a-f]+)-([0-9a-f]+) r(.)\S+ \S+ \S+ (\d+)", line)
            if span and (span[3] == "w" or span[4] == "0") and not line.endswith(("[vvar]", "[vsyscall]")):
                yield _region(memory, int(span[1], 16), int(span[2], 16))
    finally:
        os.close(memory)


def _region(memory: int, start: int, end: int) -> bytes:
    """The bytes of one region in one piece, so that no word lies across two; without its empty pages, for speed."""
    pages = []
    for at in range(start, end, _CHUNK):
        try:
            data = os.pread(memory, min(_CHUNK, end - at), at)
        except OSError:  # not all of a region need be there
            break
        pages += [page for n in range(0, len(data), _PAGE) if (page := data[n : n + _PAGE]) != _EMPTY]
    return b"".join(pages)
