"""One character wrong, missing or too many, against the definition itself."""

from hypothesis import given
from hypothesis import strategies as st

from flows.finding.slips import in_pieces, within_one

LETTERS = st.text("abc", min_size=3, max_size=6)


def distance(one: str, other: str) -> int:
    """How many letters have to be changed, left out or put in."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        previous, row = row, [i]
        for j, b in enumerate(other, 1):
            row.append(min(row[-1] + 1, previous[j] + 1, previous[j - 1] + (a != b)))
    return row[-1]


@given(LETTERS, st.text("abc", max_size=8))
def test_a_slip_is_found_where_the_definition_has_one(typed: str, line: str) -> None:
    near = [
        (begin, end)
        for begin in range(len(line) + 1)
        for end in range(begin, len(line) + 1)
        if distance(typed, line[begin:end]) <= 1
    ]
    found = within_one(typed, line)
    assert (found is not None) == bool(near)
    assert found is None or distance(typed, line[found[0] : found[1]]) <= 1


def test_pieces_have_two_characters_and_all_stand_there() -> None:
    assert in_pieces("社保打印", ("社保证明", "在这里打印"))
    assert not in_pieces("社保打印", ("社保证明", "在这里打", "印"))
    assert in_pieces("社保证打印", ("社保证明", "在这里打印"))
