"""Many short lines of text as one string, searched at the speed of `str.find`. Pure values; any thread.

Lines stand in the order of their documents, and documents in the order of their worth: the first finds are the best
ones, and a search stops as soon as it has enough.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

BREAK = "\n"


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Lines, each of a document: `text` is all of them with a break before, between and after."""

    text: str
    starts: array[int]  # where each line begins in `text`
    documents: array[int]  # whose line it is; never falling

    @classmethod
    def of(cls, lines: Iterable[tuple[int, str]]) -> Lines:
        """Return the lines, given with their documents in rising order; empty lines are left out."""
        starts, documents, parts, at = array("I"), array("I"), [""], 1
        for document, line in lines:
            if line:
                starts.append(at)
                documents.append(document)
                parts.append(line)
                at += len(line) + 1
        return cls(BREAK.join([*parts, ""]), starts, documents)

    def found(self, needle: str) -> Iterator[int]:
        """Yield the documents that have `needle` in a line, in rising order. A break in it is a line's begin or end."""
        led = needle.startswith(BREAK)
        at = self.text.find(needle)
        while at >= 0 and self.starts:
            line = bisect_right(self.starts, at + led) - 1
            document = self.documents[line]
            yield document
            following = bisect_right(self.documents, document, lo=line)
            if following == len(self.starts):
                return
            at = self.text.find(needle, self.starts[following] - 1)

    def at(self, place: int) -> int:
        """Return the document at this place of `text`."""
        return self.documents[bisect_right(self.starts, place) - 1]

    def of_document(self, document: int) -> Iterator[str]:
        """Yield the lines of a document."""
        line = bisect_right(self.documents, document - 1) if document else 0
        while line < len(self.documents) and self.documents[line] == document:
            end = self.starts[line + 1] - 1 if line + 1 < len(self.starts) else len(self.text) - 1
            yield self.text[self.starts[line] : end]
            line += 1
