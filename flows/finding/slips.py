"""Characters typed with a slip, or in pieces. Pure functions; any thread."""

from __future__ import annotations


def within_one(typed: str, line: str) -> tuple[int, int] | None:
    """Return where `line` has `typed` with at most one character wrong, missing or too many; None where it has not.

    One half of what was typed has no slip in it, so only the places of the halves are looked at.
    """
    middle = len(typed) // 2
    first, second = typed[:middle], typed[middle:]
    at = line.find(first)
    while at >= 0:
        length = _slipped(second, line[at + middle : at + len(typed) + 1])
        if length is not None:
            return at, at + middle + length
        at = line.find(first, at + 1)
    at = line.find(second)
    while at >= 0:
        length = _slipped(first[::-1], line[max(0, at - middle - 1) : at][::-1])
        if length is not None:
            return at - length, at + len(second)
        at = line.find(second, at + 1)
    return None


def _slipped(typed: str, line: str) -> int | None:
    """Return how much of the begin of `line` is `typed` with at most one slip."""
    same = 0
    while same < len(typed) and same < len(line) and typed[same] == line[same]:
        same += 1
    if same == len(typed):
        return same
    if same < len(line) and line[same + 1 :].startswith(typed[same + 1 :]):
        return len(typed)  # wrong
    if line[same:].startswith(typed[same + 1 :]):
        return len(typed) - 1  # too many
    if line[same + 1 :].startswith(typed[same:]):
        return len(typed) + 1  # missing
    return None


def in_pieces(typed: str, lines: tuple[str, ...]) -> bool:
    """Whether `typed` can be cut into pieces of two characters and more that all stand somewhere in `lines`."""
    reached = {0}
    for end in range(2, len(typed) + 1):
        for begin in range(end - 1):
            if begin in reached and any(typed[begin:end] in line for line in lines):
                reached.add(end)
                break
    return len(typed) in reached
