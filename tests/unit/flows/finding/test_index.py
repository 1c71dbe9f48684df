"""The search box: what people type, and what they mean."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from flows.finding import Document, Index
from flows.finding.index import LONGEST_SHORTENED
from tests.support.finding import document, found, lore, offices


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("老人津贴", "allowance"),
        ("津贴", "allowance"),
        ("老人津贴（高龄老人津贴）申领", "allowance"),
        ("laorenjintie", "allowance"),
        ("jintie", "allowance"),
        ("lrjt", "allowance"),
        ("laorjt", "allowance"),
        ("LAOREN", "allowance"),
        ("长者补贴", "allowance"),
        ("zhangzhebutie", "allowance"),
        ("长寿金", "allowance"),
        ("老人卡", "senior-card"),
        ("laorenka", "senior-card"),
        ("高齡老人津貼", "allowance"),
        ("駕駛證", "licence"),
        ("換駕照", "licence"),
        ("驾照", "licence"),
        ("打流水", "record"),
        ("打流", "record"),
        ("dls", "record"),
        ("怎么打流水", "record"),
        ("社保证明", "certificate"),
        ("社保打印", "certificate"),
        ("社保 打印", "certificate"),
        ("社bao", "certificate"),
        ("参保", "certificate"),
        ("canbao", "certificate"),
        ("交社保", "flexible"),
        ("公积金", "fund"),
        ("就业创业证申领", "job-card"),
        ("12345", "hotline"),
        ("１２３４５", "hotline"),
        ("housing", "fund"),
        ("rent", "rent"),
        ("driving lic", "licence"),
        ("Senior Citizen", "senior-card"),
        ("for the eld", "allowance"),
        # one letter or character wrong, missing or too many
        ("laorenjintia", "allowance"),
        ("laorenjinti", "allowance"),
        ("laorenjjintie", "allowance"),
        ("laorejintie", "allowance"),
        ("老人津帖", "allowance"),
        ("老人金贴", "allowance"),
        ("老人贴", "allowance"),
        ("老人的津贴", "allowance"),
        ("公积斤", "fund"),
        ("housng", "fund"),
        ("licance", "licence"),
    ],
)
def test_what_is_typed_finds_what_is_meant(typed: str, first: str) -> None:
    assert found(typed)[0] == first


@pytest.mark.parametrize("typed", ["", " ", "a", "社", "！？", "xqzv", "龘龘", "\x00\x1f\n", "a\nb", "zzzzzzzz"])
def test_nothing_is_found_by_what_says_nothing(typed: str) -> None:
    assert found(typed) == []


def test_every_letter_on_the_way_leads_there() -> None:
    for word in ("老人津贴", "laorenjintie", "elderly"):
        assert all("allowance" in found(word[:length]) for length in range(2, len(word) + 1))


def test_the_obvious_stands_first() -> None:
    index = Index.of(
        (
            document("inside", "查询公积金提取", weight=9),
            document("slip", "公积分提取", weight=9),
            document("keyword", "住房的钱", keywords=("公积金提取",), weight=9),
            document("begins", "公积金提取进度"),
            document("exact", "公积金提取"),
            document("sound", "公鸡金提取", weight=9),
        ),
        lore(),
    )
    hits = index.find("公积金提取", 9)
    assert [hit.id for hit in hits] == [
        "exact",
        "keyword",
        "begins",
        "inside",
        "sound",
    ]  # and no slip: enough was found
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_weight_decides_between_equals_and_then_the_shorter_title() -> None:
    index = Index.of(
        (document("plain", "居住证补领"), document("long", "居住证签注和补领", weight=1), document("b", "居住证换领")),
        lore(),
    )
    assert found("居住证", index=index) == ["long", "b", "plain"]


def test_no_more_is_returned_than_was_asked_for() -> None:
    index = Index.of((document(f"n{number}", f"居住证{number}号") for number in range(30)), lore())
    assert len(found("居住证", 5, index)) == 5
    assert len(found("juzhuzheng", 5, index)) == 5
    assert len(found("居住正", 40, index)) == 30


@pytest.mark.parametrize(
    ("typed", "language", "shown"),
    [
        ("津贴", "zh-Hans", ["津贴"]),
        ("jintie", "zh-Hans", ["津贴"]),
        ("jt", "zh-Hans", ["津贴"]),
        ("津貼", "zh-Hans", ["津贴"]),
        ("长寿金", "zh-Hans", ["老人津贴"]),
        ("elderly", "en", ["elderly"]),
    ],
)
def test_the_part_of_the_title_that_was_meant_is_marked(typed: str, language: str, shown: list[str]) -> None:
    hit = offices().find(typed)[0]
    title = {"zh-Hans": "老人津贴（高龄老人津贴）申领", "en": "Allowance for the elderly"}[language]
    assert (hit.id, hit.language) == ("allowance", language)
    assert [title[begin:end] for begin, end in hit.marked] == shown


def test_a_name_that_was_meant_marks_nothing() -> None:
    assert offices().find("长者补贴")[0].marked == ()


def test_an_index_of_nothing_finds_nothing() -> None:
    assert Index.of(()).find("老人", 5) == ()


def test_without_lore_characters_are_still_found() -> None:
    assert found("津贴", index=Index.of([document("a", "老人津贴")])) == ["a"]


HAN = st.text(
    st.sampled_from("社会保险老人津贴申领居住证明打印公积金查询缴费登记、（）《》 A1"), min_size=2, max_size=14
)
WORDS = st.lists(HAN, max_size=2).map(tuple)
DOCUMENTS = st.lists(
    st.builds(
        Document,
        id=st.uuids().map(str),
        kind=st.sampled_from(["service", "answer"]),
        title=HAN.map(lambda title: {"zh-Hans": title}),
        names=WORDS,
        keywords=WORDS,
        weight=st.integers(0, 3),
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda each: each.id,
)


@given(DOCUMENTS, st.data())
def test_any_two_characters_of_a_title_a_name_or_a_keyword_find_it(
    documents: list[Document], data: st.DataObject
) -> None:
    wanted = data.draw(st.sampled_from(documents))
    text = data.draw(st.sampled_from([*wanted.title.values(), *wanted.names, *wanted.keywords]))
    start = data.draw(st.integers(0, len(text) - 2))
    typed = text[start : data.draw(st.integers(start + 2, len(text)))]
    assume(len(lore().fold(typed)) >= 2)
    assert wanted.id in found(typed, len(documents), Index.of(documents, lore()))


def slipped(data: st.DataObject, text: str, letters: str) -> str:
    """Change one letter of `text`: another, none, or one more."""
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from(letters))
    return data.draw(
        st.sampled_from([text[:at] + other + text[at + 1 :], text[:at] + text[at + 1 :], text[:at] + other + text[at:]])
    )


TITLES = {"senior-card": "敬老优待卡的核发", "rent": "租房提取住房公积金", "licence": "机动车驾驶证期满换证"}


@given(st.data())
def test_one_slip_in_characters_is_forgiven(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(TITLES)))
    start = data.draw(st.integers(0, len(TITLES[name]) - 4))
    typed = slipped(data, TITLES[name][start : start + data.draw(st.integers(4, 8))], "社年好一")
    assert name in found(typed, 20)


@given(st.data())
def test_one_slip_in_pinyin_is_forgiven(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(TITLES)))
    syllables = [syllable for syllable, _, _ in lore().tokens(TITLES[name])]
    start = data.draw(st.integers(0, len(syllables) - 3))
    whole = "".join(syllables[start:])[: data.draw(st.integers(6, 20))]
    assume(len(whole) >= 6)
    assert name in found(slipped(data, whole, "abcxyzginh"), 20)


@given(st.data())
def test_pinyin_and_initials_find_every_title(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(TITLES)))
    syllables = [syllable for syllable, _, _ in lore().tokens(TITLES[name])]
    start = data.draw(st.integers(0, len(syllables) - 2))
    some = syllables[start : data.draw(st.integers(start + 2, len(syllables)))]
    assert name in found("".join(some), 20)
    assert name in found("".join(syllable[0] for syllable in some), 20)
    shortened = "".join(syllable[: data.draw(st.integers(1, 6))] for syllable in some[:4])
    assume(len(shortened) <= LONGEST_SHORTENED or shortened == "".join(some[:4]))
    assert name in found(shortened, 20)


@given(st.text(max_size=60), st.integers(1, 5))
def test_whatever_is_typed_is_answered(typed: str, limit: int) -> None:
    hits = offices().find(typed, limit)
    assert len(hits) <= limit
    assert len({hit.id for hit in hits}) == len(hits)
