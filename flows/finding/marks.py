"""Which part of a title shows why it was found. Pure; any thread."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flows.finding.lore import Lore, is_han
from flows.finding.slips import within_one

Span = tuple[int, int]


def marked(lore: Lore, title: str, typed: str) -> tuple[Span, ...]:
    """Return the spans of `title`, begin and end, that are what was typed: as written, by sound, or but for a slip."""
    places = list(lore.folded(title))
    folded, wanted = "".join(each for _, each in places), lore.fold(typed)
    at = folded.find(wanted)
    if at >= 0:
        return _spans(place for place, _ in places[at : at + len(wanted)])
    for meant in (*lore.meant(wanted), *lore.about(wanted)):
        at = folded.find(meant)
        if at >= 0:
            return _spans(place for place, _ in places[at : at + len(meant)])
    tokens = lore.tokens(title)
    typed_aloud = any(map(is_han, wanted))
    sounds = "".join(each for each, _, _ in lore.tokens(wanted)) if typed_aloud else wanted
    for begin in range(len(tokens)):
        end = _end(tokens, begin, sounds)
        if end:
            return _spans(place for _, first, last in tokens[begin:end] for place in range(first, last))
    near = within_one(wanted, folded) if typed_aloud and len(wanted) > 2 else None
    return _spans(place for place, _ in places[near[0] : near[1]]) if near else ()


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


def _spans(places: Iterable[int]) -> tuple[Span, ...]:
    """Return places in rising order as spans without gaps."""
    spans: list[Span] = []
    for place in places:
        if spans and spans[-1][1] == place:
            spans[-1] = (spans[-1][0], place + 1)
        else:
            spans.append((place, place + 1))
    return tuple(spans)
