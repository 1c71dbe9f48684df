"""From letters to Han: what a row of typed pinyin may mean. A pure function over a lexicon; any thread.

Nothing is learned, nothing is kept between two calls: whoever comes next meets the same candidates in the same order.
Syllables that southern ears confuse are found too, after the exact ones. Names of people are composed of surnames and
characters of given names, because forms ask for names and no word list has them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ui.keyboard.lexicon import Entry, Lexicon
from ui.keyboard.syllables import BEGINNINGS, LONGEST, SYLLABLES, heard

SEPARATOR = "'"  # xi'an
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz" + SEPARATOR)
MOST_LETTERS = 48  # of one composition; the keyboard takes no more

_SYLLABLES_A_WORD = 6
_CONFUSED = 400  # the cost of each syllable that is spelled otherwise: about 1 in 55
_UNFINISHED = 300  # the cost of taking a whole syllable for the beginning of a longer one
_A_NAME = 250  # the cost of taking syllables for somebody's name: about 1 in 12
_ANOTHER_WORD = 150  # the cost of each word after the first: short words are commoner than sentences of them
_SURNAMES, _GIVEN = 4, 8  # how many of each a name is composed from
_SENTENCES = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the first `letters` letters may mean."""

    text: str
    letters: int


@dataclass(frozen=True, slots=True)
class _Span:
    """Syllables from one place to `end`; the last may be only begun."""

    syllables: tuple[str, ...]
    end: int
    begun: bool


@dataclass(frozen=True, slots=True)
class _Guess:
    cost: int
    text: str
    end: int


def candidates(lexicon: Lexicon, typed: str, most: int = 80) -> list[Candidate]:
    """Return what `typed` (small letters and separators) may mean, likeliest first, whole readings before parts."""
    return _Reading(lexicon, typed).candidates(most)


def spaced(typed: str) -> str:
    """Return `typed` with a space between syllables, as few of them as can be: what the field shows while composing."""
    best: dict[int, tuple[float, str]] = {0: (0, "")}
    for end in range(1, len(typed) + 1):
        options = [
            (count + _oddness(piece, last=end == len(typed)), f"{text} {piece}")
            for start in range(max(0, end - LONGEST), end)
            for count, text in [best[start]]
            for piece in [typed[start:end]]
            if SEPARATOR not in piece
        ]
        best[end] = best[end - 1] if typed[end - 1] == SEPARATOR else min(options)
    return best[len(typed)][1].strip()


def _oddness(piece: str, *, last: bool) -> float:
    return 1 if piece in SYLLABLES else 1.5 if last and piece in BEGINNINGS else 9


class _Reading:
    """One call's work; its look-ups are remembered for the length of the call only."""

    def __init__(self, lexicon: Lexicon, typed: str) -> None:
        self._lexicon = lexicon
        self._typed = typed
        self._found: dict[tuple[str, str, bool], list[Entry]] = {}

    def candidates(self, most: int) -> list[Candidate]:
        end = len(self._typed)
        first = sorted([*self._words(0), *self._names()], key=lambda guess: (-guess.end, guess.cost))
        whole = [guess for guess in first if guess.end == end] + self._sentences()
        ordered = sorted(whole, key=lambda guess: guess.cost) + [guess for guess in first if guess.end < end]
        texts: dict[str, Candidate] = {}
        for guess in ordered:
            texts.setdefault(guess.text, Candidate(guess.text, guess.end))
        return list(texts.values())[:most]

    def _sentences(self) -> list[_Guess]:
        """Return the likeliest ways to read everything as words in a row (Viterbi, from the end)."""
        end = len(self._typed)
        tails: dict[int, list[_Guess]] = {end: [_Guess(0, "", end)]}
        for start in range(end - 1, -1, -1):
            rows = [
                _Guess(word.cost + tail.cost + (_ANOTHER_WORD if tail.text else 0), word.text + tail.text, end)
                for word in self._words(start, best=3)
                for tail in tails.get(word.end, ())
            ]
            tails[start] = sorted(rows, key=lambda guess: guess.cost)[:_SENTENCES]
        return tails[0] if end else []

    def _words(self, start: int, best: int = 250) -> Iterator[_Guess]:
        for span in self._spans(start):
            key = " ".join(map(heard, span.syllables))
            guesses = []
            for entry in self._look_up(str(len(span.syllables)), key, begun=span.begun):
                cost = entry.cost + _deviation(span, entry.reading)
                guesses.append(_Guess(cost, entry.text, span.end))
            yield from sorted(guesses, key=lambda guess: guess.cost)[:best]

    def _names(self) -> Iterator[_Guess]:
        """Take all that is typed for a name of two or three characters."""
        for span in self._spans(0):
            if len(span.syllables) not in (2, 3) or span.begun or span.end < len(self._typed):
                continue
            parts = [self._characters(syllable, i) for i, syllable in enumerate(span.syllables)]
            names = [_Guess(_A_NAME, "", span.end)]
            for part in parts:
                names = [_Guess(name.cost + c.cost, name.text + c.text, span.end) for name in names for c in part]
            yield from sorted(names, key=lambda guess: guess.cost)[:_GIVEN]

    def _characters(self, syllable: str, place: int) -> list[Entry]:
        """Return the likeliest characters of a name for a syllable, as surname (place 0) or given name."""
        kind, most = ("g", _GIVEN) if place else ("s", _SURNAMES)
        found = self._look_up(kind, heard(syllable), begun=False)
        costed = [replace(e, cost=e.cost + (_CONFUSED if e.reading != syllable else 0)) for e in found]
        return sorted(costed, key=lambda entry: entry.cost)[:most]

    def _spans(self, start: int) -> Iterator[_Span]:
        """Yield every row of syllables that begins at `start`."""
        rows: list[tuple[tuple[str, ...], int]] = [((), start)]
        while rows:
            syllables, at = rows.pop()
            at += self._typed[at : at + 1] == SEPARATOR
            for stop in range(at + 1, min(at + LONGEST, len(self._typed)) + 1):
                piece = self._typed[at:stop]
                after = stop + (self._typed[stop:] == SEPARATOR)  # a separator at the very end belongs to the last
                if piece in SYLLABLES:
                    yield _Span((*syllables, piece), after, begun=False)
                    if len(syllables) + 1 < _SYLLABLES_A_WORD:
                        rows.append(((*syllables, piece), stop))
                if stop == len(self._typed) and piece in BEGINNINGS:
                    yield _Span((*syllables, piece), after, begun=True)

    def _look_up(self, kind: str, key: str, *, begun: bool) -> list[Entry]:
        asked = (kind, key, begun)
        if asked not in self._found:
            self._found[asked] = self._lexicon.begin(kind, key, 40) if begun else self._lexicon.find(kind, key)
        return self._found[asked]


def _deviation(span: _Span, reading: str) -> int:
    """Return what it costs that `reading` is not quite what was typed."""
    syllables = reading.split(" ")
    cost = 0
    for typed, meant in zip(span.syllables, syllables, strict=True):
        if typed != meant and not (span.begun and meant is syllables[-1] and meant.startswith(typed)):
            cost += _CONFUSED
    return cost + (_UNFINISHED if span.begun and span.syllables[-1] in SYLLABLES else 0)
