"""Traditional characters for a wording that is written in simplified ones only. Pure; any thread.

Phrase by phrase, the longest first, because one simplified character may stand for several: 发 is 發 in 发证 and 髮
in 理发. The table (`flows/reference/traditional.tsv`, made by `tools.build_traditional`) is part of the program as its
code is: read when somebody first chooses 繁體, never changed while the program runs. What a resident is called does not
come through here: names stay as they are on the card.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Table:
    """What becomes what, and how long the longest phrase that begins with a character is."""

    rows: Mapping[str, str]
    longest: Mapping[str, int]

    @classmethod
    def of(cls, rows: Mapping[str, str]) -> Table:
        """Return the table of these rows."""
        longest: dict[str, int] = {}
        for key in rows:
            if len(key) > longest.get(key[0], 0):
                longest[key[0]] = len(key)
        return cls(rows, longest)


def converted(words: str, table: Table) -> str:
    """Return the words in traditional characters. What the table does not have stays as it is."""
    rows, longest = table.rows, table.longest
    made: list[str] = []
    at = 0
    while at < len(words):
        for length in range(longest.get(words[at], 1), 0, -1):
            found = rows.get(words[at : at + length])
            if found is not None:
                made.append(found)
                at += length
                break
        else:
            made.append(words[at])
            at += 1
    return "".join(made)


@lru_cache(maxsize=4_096)  # a screen says the same forty wordings at every turn
def traditional(words: str) -> str:
    """Return the words in traditional characters, by the bundled table."""
    return converted(words, _bundled())


@cache
def _bundled() -> Table:
    lines = resources.files("flows").joinpath("reference", "traditional.tsv").read_text("utf-8").splitlines()
    return Table.of(dict(line.split("\t") for line in lines))
