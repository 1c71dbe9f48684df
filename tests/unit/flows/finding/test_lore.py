"""Readings, simplified characters and everyday words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.finding import parse_lore
from kiosk.core.errors import ContentError
from tests.support.finding import lore


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("银行", "yin hang"),
        ("行驶证", "xing shi zheng"),
        ("重新", "chong xin"),
        ("会计", "kuai ji"),
        ("参保", "can bao"),
        ("东莞长安", "dong guan chang an"),
        ("老人津贴", "lao ren jin tie"),
        ("女", "nv"),
        ("社会保险（社保）", "she hui bao xian she bao"),
        ("Social insurance 2026", "social insurance 2026"),
        ("12345热线", "12345 re xian"),
        ("駕駛證", "jia shi zheng"),
    ],
)
def test_words_are_read_as_people_read_them(written: str, read: str) -> None:
    assert " ".join(syllable for syllable, _, _ in lore().tokens(written)) == read


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("《就业创业证》 申领", "就业创业证申领"),
        ("Ａbc１２３", "abc123"),
        ("駕駛證、戶口簿", "驾驶证户口簿"),
        ("Café", "cafe"),
        ("①㈠", "1一"),
        ("\x00\x1f \n", ""),
    ],
)
def test_what_makes_no_difference_is_folded_away(written: str, folded: str) -> None:
    assert lore().fold(written) == folded


@given(st.text())
def test_folding_keeps_the_place_of_what_it_keeps(text: str) -> None:
    folded = lore().folded(text)
    assert "".join(each for _, each in folded) == lore().fold(text)
    assert [place for place, _ in folded] == sorted(place for place, _ in folded)
    assert all(0 <= begin < end <= len(text) for _, begin, end in lore().tokens(text))


def test_everyday_words_are_replaced_within_what_was_typed() -> None:
    assert "最低生活保障申请" in lore().meant("低保申请")
    assert lore().about("怎么吃低保啊")[0] == "最低生活保障"
    assert "打流水" in lore().sounding("dls")


@pytest.mark.parametrize(
    ("files", "where"),
    [
        ({"readings": "yin 银"}, "readings.tsv:1"),
        ({"readings": "yin\t银\n银行\tyin"}, "readings.tsv:2"),
        ({"simplified": "駕駛\n驾"}, "simplified.tsv:2"),
        ({"synonyms": "打流水"}, "synonyms.tsv:1"),
    ],
)
def test_a_broken_file_names_its_line(files: dict[str, str], where: str) -> None:
    with pytest.raises(ContentError, match=where):
        parse_lore(**{"readings": "", "simplified": "", "synonyms": "", **files})
