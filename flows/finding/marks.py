"""Which part of a title shows why it was found. Pure; any thread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flows.finding.lore import Lore, is_han
from flows.finding.slips import within_one

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Marker:
    """What was typed, in all the shapes in which a title may show it."""

    lore: Lore
    written: str  # folded
    meant: tuple[str, ...]  # with everyday words replaced
    sounds: str

    @classmethod
    def of(cls, lore: Lore, typed: str) -> Marker:
        """Return the marker for what was typed."""
        written = lore.fold(typed)
        if not any(map(is_han, written)):
            return cls(lore, written, (), written)
        sounds = "".join(each for each, _, _ in lore.tokens(written))
        return cls(lore, written, (*lore.meant(written), *lore.about(written)), sounds)

    def marked(self, titles: Mapping[str, str], *, slip: bool) -> tuple[str, Spans]:
        """Return the language of the title that shows it, and begin and end of each part; no language when none does.

        With `slip` the title was found only because one letter or character may be wrong.
        """
        different: dict[str, tuple[str, str]] = {}  # a traditional title is the simplified one, folded
        for language, title in titles.items():
            different.setdefault(self.lore.fold(title), (language, title))
        by_slip = (self._but_for_a_slip,) if self.sounds != self.written else ()  # one in letters shows nothing
        for way in by_slip if slip else (self._as_written, self._as_heard):
            for folded, (language, title) in different.items():
                spans = way(title, folded)
                if spans:
                    return language, spans
        return "", ()

    def _as_written(self, title: str, folded: str) -> Spans:
        for wanted in (self.written, *self.meant):
            at = folded.find(wanted)
            if at >= 0:
                return _spans(place for place, _ in self.lore.folded(title)[at : at + len(wanted)])
        return ()

    def _as_heard(self, title: str, _folded: str) -> Spans:
        tokens = self.lore.tokens(title)
        for begin in range(len(tokens)):
            end = _end(tokens, begin, self.sounds) if tokens[begin][0][0] == self.sounds[:1] else 0
            if end:
                return _spans(place for _, first, last in tokens[begin:end] for place in range(first, last))
        return ()

    def _but_for_a_slip(self, title: str, folded: str) -> Spans:
        near = within_one(self.written, folded)
        return _spans(place for place, _ in self.lore.folded(title)[near[0] : near[1]]) if near else ()


def _end(tokens: Sequence[tuple[str, int, int]], begin: int, sounds: str) -> int:
    """Return the token after the last that `sounds` reaches from `begin`, whole or by first letters; 0 if it fails."""
    reached = {0}  # letters of `sounds` that are used up
    for number in range(begin, len(tokens)):
        token, following = tokens[number][0], set[int]()
        for used in reached:
            for length in range(1, len(token) + 1):
                if not sounds.startswith(token[:length], used):
                    break
                following.add(used + length)
        if len(sounds) in following:
            return number + 1
        reached = following
        if not reached:
            break
    return 0


def _spans(places: Iterable[int]) -> Spans:
    """Return places in rising order as spans without gaps."""
    spans: list[tuple[int, int]] = []
    for place in places:
        if spans and spans[-1][1] == place:
            spans[-1] = (spans[-1][0], place + 1)
        else:
            spans.append((place, place + 1))
    return tuple(spans)
