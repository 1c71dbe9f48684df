"""The matcher of letters, against a slow one that is plainly right."""

import re

from hypothesis import given
from hypothesis import strategies as st

from flows.finding.sounds import BLOCK, Sounds, bits
from tests.unit.flows.finding.test_slips import distance

TOKENS = st.lists(st.text("ab", min_size=1, max_size=3), min_size=1, max_size=4)
LINES = st.lists(st.tuples(st.integers(0, 9), TOKENS), max_size=8).map(
    lambda lines: sorted(lines, key=lambda each: each[0])
)
TYPED = st.text("abc", min_size=2, max_size=5)


def tails(tokens: list[str]) -> list[list[str]]:
    return [tokens[begin:] for begin in range(len(tokens))]


@given(LINES, TYPED)
def test_what_is_spelled_begins_with_a_token(lines: list[tuple[int, list[str]]], typed: str) -> None:
    spelling = Sounds.of(lines).spelled(typed)
    right = [n for n, tokens in lines if any("".join(tail).startswith(typed) for tail in tails(tokens))]
    assert list(spelling.anywhere()) == list(dict.fromkeys(right))
    right = [n for n, tokens in lines if "".join(tokens).startswith(typed)]
    assert list(spelling.leading()) == list(dict.fromkeys(right))
    ends = [["".join(tail[:end]) for end in range(1, len(tail) + 1)] for _, tokens in lines for tail in tails(tokens)]
    whole = any(typed in each for each in ends)
    assert bool(list(spelling.whole())) == whole


@given(LINES, TYPED)
def test_what_is_shortened_has_a_letter_of_every_token(lines: list[tuple[int, list[str]]], typed: str) -> None:
    def shortens(tokens: list[str]) -> bool:
        pattern = ""
        for token in reversed(tokens):  # one letter or more of each, until what was typed is used up
            first = "|".join(token[:length] for length in range(len(token), 0, -1))
            pattern = f"(?:{first})(?:$|{pattern})" if pattern else f"(?:{first})$"
        return bool(re.match(pattern, typed))

    right = [n for n, tokens in lines if any(shortens(tail) for tail in tails(tokens))]
    assert list(Sounds.of(lines).shortened(typed)) == list(dict.fromkeys(right))


@given(LINES, TYPED)
def test_what_is_misspelled_is_one_letter_off(lines: list[tuple[int, list[str]]], typed: str) -> None:
    def near(tail: str) -> bool:
        return any(distance(typed, tail[:end]) <= 1 for end in range(1, len(tail) + 1))

    right = [n for n, tokens in lines if any(near("".join(tail)) for tail in tails(tokens))]
    assert list(Sounds.of(lines).misspelled(typed)) == list(dict.fromkeys(right))


def test_documents_of_all_blocks_are_found_in_their_order() -> None:
    sounds = Sounds.of((number, ("ab", "c")) for number in range(0, 3 * BLOCK, BLOCK // 2))
    assert list(sounds.spelled("abc").anywhere()) == list(range(0, 3 * BLOCK, BLOCK // 2))
    assert len(sounds.blocks) == 3


@given(st.sets(st.integers(0, 5000)))
def test_bits_are_told_in_their_order(places: set[int]) -> None:
    assert list(bits(sum(1 << place for place in places))) == sorted(places)
