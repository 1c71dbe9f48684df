"""Lines of syllables and words, searched by letters for all places at once. Pure values; any thread.

A line is its tokens written together: ``shehuibaoxian``. A whole number stands for a set of places, one bit each, so
that one operation of the processor moves 64 places: Shift-And of Baeza-Yates and Gonnet (1992), and with one mistake
Wu and Manber (1992), turned by a quarter: over the places of the text, not over the letters of the pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flows.finding.lines import BREAK, Lines

_SOME_BIT = re.compile(rb"[^\0]")
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


@dataclass(frozen=True, slots=True, eq=False)
class Sounds:
    """Lines of letters, the places where a token and where a line begins, and where each letter stands."""

    lines: Lines
    initials: Lines
    begins: int  # a token begins here
    breaks: int  # a line ends here
    letters: dict[str, int]

    @classmethod
    def of(cls, lines: Iterable[tuple[int, Sequence[str]]]) -> Sounds:
        """Return the lines, each given as its document and its tokens, documents in rising order."""
        kept = [(document, tokens) for document, tokens in lines if tokens]
        text = Lines.of((document, "".join(tokens)) for document, tokens in kept)
        begins = bytearray(len(text.text))
        for start, (_, tokens) in zip(text.starts, kept, strict=True):
            at = start
            for token in tokens:
                begins[at] = 1
                at += len(token)
        written = text.text.encode("ascii")
        return cls(
            lines=text,
            initials=Lines.of((document, "".join(token[0] for token in tokens)) for document, tokens in kept),
            begins=_places(bytes(begins), 1),
            breaks=_places(written, ord(BREAK)),
            letters={each: places for each in LETTERS if (places := _places(written, ord(each)))},
        )

    def spelled(self, typed: str) -> int:
        """Return the places after `typed` where it begins with a token."""
        places = self.begins
        for letter in typed:
            places = (places & self.letters.get(letter, 0)) << 1
            if not places:
                break
        return places

    def whole(self, places: int) -> int:
        """Return those places that are the end of a token."""
        return places & (self.begins | self.breaks)

    def leading(self, places: int, length: int) -> int:
        """Return those places that are `length` letters after a line's begin."""
        return places & (self.breaks << (length + 1))

    def shortened(self, typed: str) -> int:
        """Return the places after `typed` where it is the first letters, one or more, of tokens that follow each other.

        What remains of a token is skipped by a carry: added to the places inside of tokens, a place runs up to the next
        begin.
        """
        inside = ((1 << len(self.lines.text)) - 1) & ~(self.begins | self.breaks)
        places = self.begins
        for number, letter in enumerate(typed):
            if number:
                places |= ((places & inside) + inside) & self.begins
            places = (places & self.letters.get(letter, 0)) << 1
            if not places:
                break
        return places

    def misspelled(self, typed: str) -> int:
        """Return the places after `typed` where one letter of it is wrong, missing or too many; exact ones too."""
        exact, slipped = self.begins, self.begins << 1
        within = ((1 << len(self.lines.text)) - 1) & ~self.breaks
        for letter in typed:
            here = self.letters.get(letter, 0)
            following = (exact & here) << 1
            # the letter fits; or another stands in its place; or one is missing before the next; or it is too many
            slipped = ((((slipped & here) | exact | following) & within) << 1) | exact
            exact = following
        return exact | slipped

    def documents(self, places: int) -> Iterator[int]:
        """Yield the documents of these places, in rising order."""
        last = -1
        content = places.to_bytes((places.bit_length() + 7) // 8, "little")
        for found in _SOME_BIT.finditer(content):
            byte, at = content[found.start()], found.start() * 8
            while byte:
                low = byte & -byte
                byte ^= low
                document = self.lines.at(at + low.bit_length() - 2)  # the letter before the place
                if document != last:
                    last = document
                    yield document


def _places(content: bytes, value: int) -> int:
    """Return the places of a byte, as bits."""
    table = bytes(0x31 if each == value else 0x30 for each in range(256))
    return int(content.translate(table)[::-1] or b"0", 2)
