"""The index of all documents and the search in it: the obvious first. Pure values and functions; any thread.

Documents are numbered by their worth: weight, then the shorter title. Every tier of `Index.find` yields them in that
order, so weight breaks ties without anything being sorted, and the search stops as soon as it has enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Literal, TypeAlias, cast

from flows.finding import slips
from flows.finding.lines import BREAK, Lines
from flows.finding.lore import NO_LORE, Lore, is_han
from flows.finding.marks import Marker
from flows.finding.sounds import Sounds, bits

Kind: TypeAlias = Literal["service", "answer"]
Tier: TypeAlias = tuple[int, Iterator[int]]

LEAST = 2  # characters or letters before anything is looked for
LEAST_WITH_SLIP = 3  # characters
LEAST_LETTERS_WITH_SLIP = 5  # fewer letters with one of them wrong are found everywhere
LONGEST_SHORTENED = 12  # letters; nobody shortens so much of a name
LONGEST = 40  # what is typed further changes nothing
FEW = 3  # with as many found, nobody is taken to have typed it wrong
SLIP = 30  # the score of what is found only if something was typed wrong
HAN = "zh-Hans"
_FIELD = "\x1f"  # ASCII's unit separator


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Something to be found: a service, or an answer of the hotline's knowledge base."""

    id: str
    kind: Kind
    title: Mapping[str, str]  # language tag to words
    names: tuple[str, ...] = ()  # other names, in any language
    keywords: tuple[str, ...] = ()
    weight: int = 0  # how often it is wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A document found. `marked` are spans of its title in `language` that show why; none when a name did."""

    id: str
    kind: Kind
    score: int
    marked: tuple[tuple[int, int], ...] = ()
    language: str = HAN


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Index:
    """All that is searched. Built by `of`, or read back by `flows.finding.shelf`."""

    cards: Lines  # a line a document: id, kind, then language and title in turns
    titles: Lines  # titles with Chinese in them, folded
    names: Lines  # and keywords
    latin: Lines  # titles and names without Chinese, folded
    title_sounds: Sounds
    name_sounds: Sounds
    characters: Mapping[str, int]  # the documents that have this Chinese character, as bits
    lore: Lore = NO_LORE

    @classmethod
    def of(cls, documents: Iterable[Document], lore: Lore = NO_LORE) -> Index:
        """Return the index of these documents."""
        ranked = sorted(documents, key=lambda each: (-each.weight, len(each.title.get(HAN, "")), each.kind, each.id))
        titles = [(n, each) for n, document in enumerate(ranked) for each in dict.fromkeys(document.title.values())]
        names = [(n, each) for n, document in enumerate(ranked) for each in (*document.names, *document.keywords)]
        # once each: a traditional title is the simplified one, folded
        in_titles, in_names = (dict.fromkeys((n, lore.fold(each)) for n, each in lines) for lines in (titles, names))
        return cls(
            cards=Lines.of((n, _card(document)) for n, document in enumerate(ranked)),
            titles=Lines.of(each for each in in_titles if _has_han(each[1])),
            names=Lines.of(each for each in in_names if _has_han(each[1])),
            latin=Lines.of(
                sorted((each for each in (*in_titles, *in_names) if not _has_han(each[1])), key=lambda each: each[0])
            ),
            title_sounds=_sounds(titles, lore),
            name_sounds=_sounds(names, lore),
            characters=_characters((*in_titles, *in_names)),
            lore=lore,
        )

    def find(self, typed: str, limit: int = 8) -> tuple[Hit, ...]:
        """Return what was meant, the obvious first, at most `limit`; nothing below two characters."""
        folded = self.lore.fold(typed)[:LONGEST]
        if len(folded) < LEAST or not self.cards.starts:
            return ()
        tiers = self._characters(folded) if _has_han(folded) else self._letters(folded)
        found: dict[int, int] = {}
        for score, documents in tiers:
            if score <= SLIP and len(found) >= FEW:
                break
            for document in documents:
                found.setdefault(document, score)
                if len(found) >= limit:
                    break
            if len(found) >= limit:
                break
        marker = Marker.of(self.lore, typed)
        return tuple(self._hit(document, score, marker) for document, score in found.items())

    # --- Chinese ---------------------------------------------------------------------------------------------

    def _characters(self, typed: str) -> Iterator[Tier]:
        written = self._written(typed, 100)
        yield from islice(written, 1)  # a title that is just this
        for official in self.lore.everyday.get(typed, ()):
            if typed not in official:  # else it stands in titles by itself
                yield 97, self.titles.found(official)
                yield 96, self.names.found(official)
        yield from written
        meant = self.lore.meant(typed)
        for each in meant:
            yield from self._written(each, 64)
        if len(typed) >= 2 * LEAST:
            for score, each in ((52, typed), *((50, each) for each in meant)):
                yield score, self._pieces(each)
        syllables = "".join(each for each, _, _ in self.lore.tokens(typed))
        readable = all(each.isascii() or each in self.lore.readings for each in typed)
        if readable:
            for sounds, score in ((self.title_sounds, 46), (self.name_sounds, 44)):
                yield score, sounds.spelled(syllables).whole()
        if readable and any(map(str.isascii, typed)):  # 社bao, 津t
            for sounds, score in ((self.title_sounds, 42), (self.name_sounds, 40)):
                yield score, sounds.shortened(syllables)
        if len(typed) >= LEAST_WITH_SLIP and sum(map(is_han, typed)) >= LEAST:
            yield SLIP, self._slipped(typed)
        for each in self.lore.about(typed):
            yield from self._written(each, 20)

    def _written(self, typed: str, best: int) -> Iterator[Tier]:
        """Yield the tiers of what stands so in titles, names and keywords; `best` is the score of the first."""
        if not self._having(typed, most_missing=0):
            return
        step = 1 if best < 100 else 5
        line, begin = BREAK + typed + BREAK, BREAK + typed
        for number, (lines, needle) in enumerate(
            (
                (self.titles, line),
                (self.names, line),
                (self.titles, begin),
                (self.names, begin),
                (self.titles, typed),
                (self.names, typed),
            )
        ):
            yield best - step * number, lines.found(needle)

    def _pieces(self, typed: str) -> Iterator[int]:
        return self._checked(typed, 0, lambda lines: slips.in_pieces(typed, lines))

    def _slipped(self, typed: str) -> Iterator[int]:
        return self._checked(typed, 1, lambda lines: any(slips.within_one(typed, line) for line in lines))

    def _checked(self, typed: str, missing: int, fits: Callable[[tuple[str, ...]], bool]) -> Iterator[int]:
        for document in bits(self._having(typed, most_missing=missing)):
            if fits(tuple(each for lines in self._texts for each in lines.of_document(document))):
                yield document

    @property
    def _texts(self) -> tuple[Lines, Lines]:
        return self.titles, self.names

    def _having(self, typed: str, *, most_missing: int) -> int:
        """Return the documents that have all Chinese characters of `typed`, or all but one, as bits."""
        every = (1 << len(self.cards.starts)) - 1
        all_of_them, all_but_one = every, every
        for each in set(filter(is_han, typed)):
            here = self.characters.get(each, 0)
            all_but_one = (all_but_one & here) | all_of_them
            all_of_them &= here
        return all_but_one if most_missing else all_of_them

    # --- letters ---------------------------------------------------------------------------------------------

    def _letters(self, typed: str) -> Iterator[Tier]:
        texts = (self.latin, *self._texts)
        for lines in texts:
            yield 100, lines.found(BREAK + typed + BREAK)
        ours, theirs = self.title_sounds, self.name_sounds
        in_titles, in_names = ours.spelled(typed), theirs.spelled(typed)
        yield 90, in_titles.leading()
        yield 80, in_names.leading()
        yield 75, in_titles.anywhere()
        yield 70, in_names.anywhere()
        yield 65, ours.initials.found(BREAK + typed)
        yield 62, theirs.initials.found(BREAK + typed)
        for everyday in self.lore.sounding(typed):
            for each in (everyday, *self.lore.everyday[everyday]):
                yield from self._written(each, 60)
        yield 52, ours.initials.found(typed)
        yield 50, theirs.initials.found(typed)
        for lines in texts:
            yield 46, lines.found(typed)
        if len(typed) <= LONGEST_SHORTENED:
            yield 40, ours.shortened(typed)
            yield 38, theirs.shortened(typed)
        if len(typed) >= LEAST_LETTERS_WITH_SLIP:
            yield SLIP, ours.misspelled(typed)
            yield SLIP, theirs.misspelled(typed)

    # --- what is shown ---------------------------------------------------------------------------------------

    def _hit(self, document: int, score: int, marker: Marker) -> Hit:
        name, kind, *parts = next(self.cards.of_document(document)).split(_FIELD)
        titles = dict(zip(parts[::2], parts[1::2], strict=True))
        language, spans = marker.marked(titles, slip=score == SLIP)
        return Hit(id=name, kind=cast("Kind", kind), score=score, marked=spans, language=language or HAN)


def _has_han(folded: str) -> bool:
    return any(map(is_han, folded))


def _card(document: Document) -> str:
    parts = [document.id, document.kind, *(part for pair in document.title.items() for part in pair)]
    return _FIELD.join(part.replace(_FIELD, " ").replace(BREAK, " ") for part in parts)


def _sounds(lines: Iterable[tuple[int, str]], lore: Lore) -> Sounds:
    spoken = ((number, tuple(token for token, _, _ in lore.tokens(line))) for number, line in lines)
    return Sounds.of(dict.fromkeys(spoken))


def _characters(lines: Iterable[tuple[int, str]]) -> dict[str, int]:
    having: dict[str, bytearray] = {}
    for number, line in lines:
        for each in set(filter(is_han, line)):
            places = having.setdefault(each, bytearray())
            if len(places) <= number // 8:
                places.extend(bytes(number // 8 + 1 - len(places)))
            places[number // 8] |= 1 << number % 8
    return {each: int.from_bytes(places, "little") for each, places in having.items()}
