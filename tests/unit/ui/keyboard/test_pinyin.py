"""What typed letters may mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.keyboard.lexicon import BUNDLED, Lexicon
from ui.keyboard.pinyin import LETTERS, MOST_LETTERS, SEPARATOR, candidates, spaced
from ui.keyboard.syllables import BEGINNINGS, SYLLABLES, heard

LEXICON = Lexicon()
letters = st.text(alphabet=sorted(LETTERS), max_size=MOST_LETTERS)


def best(typed: str, most: int = 1) -> list[str]:
    return [candidate.text for candidate in candidates(LEXICON, typed)[:most]]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dongguan", "东莞"),
        ("houjie", "厚街"),
        ("xitou", "溪头"),
        ("houjiezhenxitoucun", "厚街镇溪头村"),
        ("laorenjintie", "老人津贴"),
        ("hukouben", "户口本"),
        ("shenfenzheng", "身份证"),
        ("shebaoka", "社保卡"),
        ("meiyoubancheng", "没有办成"),
        ("dayinjimeizhi", "打印机没纸"),
        ("wodeshenfenzhengdubuchulai", "我的身份证读不出来"),
        ("zhangmin", "张敏"),
        ("zhangwei", "张伟"),
        ("lixiulan", "李秀兰"),
        ("wangfang", "王芳"),
        ("xi'an", "西安"),
        ("nvren", "女人"),
    ],
)
def test_what_people_write_here_is_offered_first(typed: str, meant: str) -> None:
    assert best(typed) == [meant]


def test_a_name_that_no_word_list_has_is_among_the_first() -> None:
    assert "陈家豪" in best("chenjiahao", 3)


def test_every_village_and_town_of_dongguan_is_found_by_its_reading() -> None:
    assert best("sangyuan", 3)[0]
    for typed, meant in (("santunshequ", "三屯社区"), ("zhangmutouzhen", "樟木头镇"), ("aozhitang", "鳌峙塘")):
        assert meant in best(typed, 3)


@pytest.mark.parametrize(
    ("as_heard", "meant"),
    [
        ("sangtunshequ", "三屯社区"),
        ("zangmin", "张敏"),
        ("senfenzeng", "身份证"),
        ("lainai", "奶奶"),
        ("lanlin", "南宁"),
    ],
)
def test_syllables_that_southern_ears_confuse_are_found_too(as_heard: str, meant: str) -> None:
    assert meant in best(as_heard, 80)


def test_other_vowels_are_other_syllables() -> None:
    assert "奶奶" not in best("neinei", 80)


def test_what_is_spelled_exactly_comes_before_what_is_confused() -> None:
    assert best("san")[0] == "三"
    assert best("shan")[0] == "山"


def test_a_word_appears_before_its_last_syllable_is_finished() -> None:
    assert "东莞" in best("donggu", 3)
    assert "身份证" in best("shenfenzh", 3)


def test_a_part_can_be_picked_and_the_rest_stays() -> None:
    parts = {candidate.text: candidate.letters for candidate in candidates(LEXICON, "dongguanxitou")}
    assert parts["东莞"] == len("dongguan")


def test_letters_that_mean_nothing_offer_nothing() -> None:
    assert candidates(LEXICON, "vvv") == []
    assert candidates(LEXICON, "") == []


@given(letters)
def test_any_letters_get_an_answer_that_covers_a_beginning_of_them(typed: str) -> None:
    offered = candidates(LEXICON, typed)
    assert all(0 < candidate.letters <= len(typed) and candidate.text for candidate in offered)
    assert len({candidate.text for candidate in offered}) == len(offered)


@given(letters)
def test_the_same_letters_mean_the_same_however_often_they_are_asked(typed: str) -> None:
    assert candidates(LEXICON, typed) == candidates(LEXICON, typed)


@given(letters)
def test_spacing_keeps_every_letter(typed: str) -> None:
    assert spaced(typed).replace(" ", "") == typed.replace(SEPARATOR, "")


@pytest.mark.parametrize("syllable", sorted(SYLLABLES))
def test_every_syllable_has_a_character_of_its_own(syllable: str) -> None:
    assert candidates(LEXICON, syllable + SEPARATOR + "a"), "not taken for the beginning of a longer one"


@given(st.lists(st.sampled_from(sorted(SYLLABLES)), min_size=1, max_size=6))
def test_syllables_with_separators_are_always_understood(syllables: list[str]) -> None:
    assert candidates(LEXICON, SEPARATOR.join(syllables))


def test_every_line_of_the_lexicon_is_found_by_its_own_key() -> None:
    lines = BUNDLED.read_text("utf-8").splitlines()
    assert lines == sorted(lines)
    for line in lines[::97]:
        kind, _, key = line.partition("\t")[0].partition(" ")
        assert LEXICON.find(kind, key)


def test_every_reading_in_the_lexicon_is_made_of_syllables_and_heard_as_its_key() -> None:
    for line in BUNDLED.read_text("utf-8").splitlines()[::41]:
        kind, _, key = line.partition("\t")[0].partition(" ")
        for entry in LEXICON.find(kind, key):
            syllables = entry.reading.split(" ")
            assert " ".join(map(heard, syllables)) == key
            assert len(syllables) == len(entry.text)


def test_what_is_not_in_the_lexicon_is_not_found() -> None:
    assert LEXICON.find("1", "zzz") == []
    assert LEXICON.find("9", "") == []
    assert LEXICON.begin("1", "~", 5) == []


def test_beginnings_are_beginnings() -> None:
    assert "zhuang" in SYLLABLES
    assert "zhu" in BEGINNINGS
    assert "v" not in BEGINNINGS
