"""Lines of syllables and words, searched by letters for all places at once. Pure values; any thread.

A line is its tokens written together: ``shehuibaoxian``. A whole number stands for a set of places, one bit each, so
that one operation of the processor moves 64 places: Shift-And of Baeza-Yates and Gonnet (1992), and with one mistake
Wu and Manber (1992), turned by a quarter: over the places of the text, not over the letters of the pattern.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flows.finding.lines import BREAK, Lines

_ANY = b"\x01"
_SOME_BIT = b"\0" + 255 * _ANY  # a table: 1 for every byte that is not 0
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


BLOCK = 2_500  # documents; their numbers stay in the processor's cache, and a search stops at a block's end


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Lines of letters, the places where a token and where a line begins, and where each letter stands."""

    lines: Lines
    begins: int  # a token begins here
    inside: int  # a letter of a token that is not its first
    breaks: int  # a line ends here
    letters: dict[str, int]

    @classmethod
    def of(cls, kept: Sequence[tuple[int, Sequence[str]]]) -> Block:
        """Return the lines, each given as its document and its tokens, documents in rising order."""
        text = Lines.of((document, "".join(tokens)) for document, tokens in kept)
        begins = bytearray(len(text.text))
        for start, (_, tokens) in zip(text.starts, kept, strict=True):
            at = start
            for token in tokens:
                begins[at] = 1
                at += len(token)
        written = text.text.encode("ascii")
        breaks = _places(written, ord(BREAK))
        first = _places(bytes(begins), 1)
        return cls(
            lines=text,
            begins=first,
            inside=((1 << len(written)) - 1) & ~(first | breaks),
            breaks=breaks,
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
        inside = self.inside
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
        within = self.begins | self.inside
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
        for place in bits(places):
            document = self.lines.at(place - 1)  # the letter before the place
            if document != last:
                last = document
                yield document


@dataclass(frozen=True, slots=True, eq=False)
class Sounds:
    """All lines of letters in blocks of documents, and the first letters of their tokens."""

    blocks: tuple[Block, ...]
    initials: Lines

    @classmethod
    def of(cls, lines: Iterable[tuple[int, Sequence[str]]]) -> Sounds:
        """Return the lines, each given as its document and its tokens, documents in rising order."""
        kept = [(document, tokens) for document, tokens in lines if tokens]
        blocks: list[list[tuple[int, Sequence[str]]]] = []
        for document, tokens in kept:
            while len(blocks) <= document // BLOCK:
                blocks.append([])
            blocks[document // BLOCK].append((document, tokens))
        return cls(
            blocks=tuple(Block.of(each) for each in blocks if each),
            initials=Lines.of((document, "".join(token[0] for token in tokens)) for document, tokens in kept),
        )

    def spelled(self, typed: str) -> Spelling:
        """Return where `typed` stands from the begin of a token on."""
        return Spelling(self.blocks, typed, [])

    def shortened(self, typed: str) -> Iterator[int]:
        """Yield the documents with `typed` as first letters of tokens that follow each other."""
        return (each for block in self.blocks for each in block.documents(block.shortened(typed)))

    def misspelled(self, typed: str) -> Iterator[int]:
        """Yield the documents with `typed` but for one slip."""
        return (each for block in self.blocks for each in block.documents(block.misspelled(typed)))


@dataclass(frozen=True, slots=True, eq=False)
class Spelling:
    """Where letters stand, block by block, looked for once however often it is asked."""

    blocks: tuple[Block, ...]
    typed: str
    _known: list[int]

    def _places(self) -> Iterator[tuple[Block, int]]:
        for number, block in enumerate(self.blocks):
            if number == len(self._known):
                self._known.append(block.spelled(self.typed))
            yield block, self._known[number]

    def anywhere(self) -> Iterator[int]:
        """Yield the documents that have it."""
        return (each for block, places in self._places() for each in block.documents(places))

    def leading(self) -> Iterator[int]:
        """Yield the documents that have it at the begin of a line."""
        length = len(self.typed)
        return (each for block, places in self._places() for each in block.documents(block.leading(places, length)))

    def whole(self) -> Iterator[int]:
        """Yield the documents that have it as whole tokens."""
        return (each for block, places in self._places() for each in block.documents(block.whole(places)))


def bits(number: int) -> Iterator[int]:
    """Yield the places of the bits that are set, from the lowest."""
    content = number.to_bytes((number.bit_length() + 7) // 8, "little")
    some = content.translate(_SOME_BIT)
    at = some.find(_ANY)
    while at >= 0:
        byte = content[at]
        while byte:
            low = byte & -byte
            byte ^= low
            yield at * 8 + low.bit_length() - 1
        at = some.find(_ANY, at + 1)


def _places(content: bytes, value: int) -> int:
    """Return the places of a byte, as bits."""
    table = bytes(0x31 if each == value else 0x30 for each in range(256))
    return int(content.translate(table)[::-1] or b"0", 2)
