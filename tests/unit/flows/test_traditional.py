"""简体 to 繁體: by phrases, for readers in Hong Kong and Taiwan, and never a resident's own name."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import flows
from flows.model import event as ev
from flows.model.text import Text, text
from flows.model.traditional import Table, converted, traditional
from flows.model.values import Language
from tests.flows.test_words import ALL
from tests.support.flow_walks import Walk


@pytest.mark.parametrize(
    ("simplified", "expected"),
    [
        ("发证、发票，不是头发，理发店", "發證、發票，不是頭髮，理髮店"),
        ("养老金发放，奖金发到卡里", "養老金發放，獎金發到卡裡"),
        ("不方便签名，不准予，往来台湾", "不方便簽名，不准予，往來臺灣"),
        ("以后，皇后，太后街后面", "以後，皇后，太后街後面"),
        ("家里，公里，里程，三元里", "家裡，公里，里程，三元里"),
        ("台湾居民，平台，柜台，台州，台风", "臺灣居民，平台，櫃檯，台州，颱風"),
        ("面条，方面，页面，面包", "麵條，方面，頁面，麵包"),
        ("干部，干净，若干，干果", "幹部，乾淨，若干，乾果"),
        ("余额，姓余的余屋", "餘額，姓余的余屋"),
        ("征收，征兵，长征", "徵收，徵兵，長征"),
        ("复印件，回复，恢复，重复", "影印本，回覆，恢復，重複"),
        ("签字，签注，抽签", "簽字，簽注，抽籤"),
        ("系统，联系，关系", "系統，聯繫，關係"),
        ("准备，标准，准予", "準備，標準，准予"),
        ("学历，历史，日历", "學歷，歷史，日曆"),
        ("范围，姓范", "範圍，姓范"),
        ("一周，周末，周先生", "一週，週末，周先生"),
        ("只要，只有，一只", "只要，只有，一隻"),
        ("打印，屏幕", "列印，螢幕"),
        ("重签，已签", "重簽，已簽"),
        ("点“提交”才算交", "點「提交」才算交"),
        ("社会保险个人参保证明", "社會保險個人參保證明"),
        ("核对，核发，核准", "核對，核發，核准"),
        ("户口簿，社会保障卡，凭证", "戶口簿，社會保障卡，憑證"),
    ],
)
def test_one_simplified_character_becomes_the_one_that_is_meant(simplified: str, expected: str) -> None:
    assert traditional(simplified) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("厚街镇", "厚街鎮"),
        ("麻涌镇", "麻涌鎮"),
        ("溪头", "溪頭"),
        ("余屋", "余屋"),
        ("冲美村", "沖美村"),
        ("谷吓村", "谷吓村"),
        ("咸西", "咸西"),
        ("斗朗", "斗朗"),
        ("谷涌", "谷涌"),
        ("穗丰年村", "穗豐年村"),
        ("竹溪", "竹溪"),
    ],
)
def test_places_of_dongguan_keep_their_names(name: str, expected: str) -> None:
    assert traditional(name) == expected


def test_no_place_gains_a_character_that_no_place_of_the_city_has() -> None:
    divisions = json.loads((Path(flows.__file__).parent / "reference" / "dongguan-divisions.json").read_text("utf-8"))
    names = [each["name"] for town in divisions["towns"] for each in (town, *town["villages"])]
    made = [(name, traditional(name)) for name in names]
    assert [pair for pair in made if re.search(r"[湧衝餘嚇鹹鬥谿裡麵臺]", pair[1]) and pair[0] != pair[1]] == []


def test_words_keep_their_length_their_line_breaks_and_their_gaps() -> None:
    shorter = {"复印件", "复印"}
    for where, words in ALL:
        simplified = words.of(Language.ZH)
        if any(each in simplified for each in shorter) or Language.ZH_HANT in words.by_language:
            continue
        made = words.of(Language.ZH_HANT)
        assert len(made) == len(simplified), where
        beside = [(each, after) for each, after in zip(simplified, made, strict=True) if not "一" <= each <= "鿿"]
        assert {pair for pair in beside if pair[0] != pair[1]} <= {("“", "「"), ("”", "」")}, where


def test_no_word_of_the_terminal_keeps_a_character_that_is_simplified_alone() -> None:
    """Every character of every wording, looked at for those that traditional Chinese does not have."""
    alone = set(
        "们这个来对为么国时会说过学样开问关东车书长门见现间听话认识请谁应让边远进还运达连选级红经绝给继续线组织练绿"
    )
    alone |= set(
        "发证动头无应与业办务卡报读该试评实审宽宾写农决况净单卖协历压县变号叶吗员听响团园图块坏块处备够妈姐孙宁"
    )
    alone -= set("卡宽况净块个决够妈姐该来")
    found = [(where, words.of(Language.ZH_HANT)) for where, words in ALL]
    assert [pair for pair in found if alone & set(pair[1])] == []


def test_what_is_filled_in_stays_as_it_is() -> None:
    words = text("{name}，您好，马上发证", "Hello {name}")
    assert words.of(Language.ZH_HANT, name="张伟发") == "张伟发，您好，馬上發證"


def test_written_traditional_goes_before_derived() -> None:
    written = Text.parse({"zh-Hans": "出租车", "zh-Hant": "的士", "en": "Taxi"})
    assert written.of(Language.ZH_HANT) == "的士"
    assert Text.parse({"zh-Hans": "出租车", "en": "Taxi"}).of(Language.ZH_HANT) == "出租車"


def test_blank_traditional_is_refused() -> None:
    with pytest.raises(ValueError, match="zh-Hant"):
        Text.parse({"zh-Hans": "出租车", "zh-Hant": " ", "en": "Taxi"})


def test_the_longest_phrase_is_found_first_and_a_shield_holds() -> None:
    table = Table.of({"后": "後", "皇后": "皇后", "后面": "後面", "面": "面"})
    assert converted("皇后面前后面", table) == "皇后面前後面"
    assert converted("", table) == ""


def test_the_map_is_written_in_the_script_of_the_screen() -> None:
    walk = Walk()
    walk.begin("elder-allowance")
    walk.until("village")
    assert "厚街镇" in walk.screen.body.context  # type: ignore[union-attr]
    traditional = walk.take(ev.LanguageChosen(Language.ZH_HANT))
    assert traditional.body.context == "東莞市·厚街鎮"  # type: ignore[union-attr]
    towns = walk.take(ev.WayChosen("town"))
    assert {"莞城街道", "萬江街道", "長安鎮"} & {each.label for each in towns.body.options}  # type: ignore[union-attr]
