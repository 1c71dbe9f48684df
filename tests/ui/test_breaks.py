"""Lines break by meaning: after punctuation first, never inside a number or a word, never before a closing mark."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtQml import QJSEngine

SCRIPT = Path(__file__).parents[2] / "ui" / "components" / "breaks.js"
CLOSING = "，。；：？！、）》”"


@pytest.fixture(scope="module")
def engine(qapp: object) -> QJSEngine:
    made = QJSEngine()
    result = made.evaluate(SCRIPT.read_text("utf-8").replace(".pragma library", ""))
    assert not result.isError(), result.toString()
    return made


def fit(engine: QJSEngine, text: str, room_em: float) -> str:
    """Return the text broken for a line of `room_em` em, given its width as the script itself reckons it."""
    natural = "Math.max(...text.split('\\n').map(part => Array.from(part).reduce((sum, c) => sum + em(c), 0)))"
    done = engine.evaluate(f"(text => fit(text, {natural}, {room_em}))({json.dumps(text)})")
    assert not done.isError(), done.toString()
    return done.toString()


@pytest.mark.parametrize(
    ("text", "room", "broken"),
    [
        ("放好不要拿开，听到“嘀”一声再收起来。", 16, "放好不要拿开，\n听到“嘀”一声再收起来。"),
        ("请把身份证平放在读卡区", 10, "请把身份证平放\n在读卡区"),
        ("网络断了。您填的内容已锁好，存在本机。", 14, "网络断了。\n您填的内容已锁好，存在本机。"),
        ("回执还没打出来。09:13 已通知村里来加纸。", 14, "回执还没打出来。\n09:13 已通知村里来加纸。"),
        ("还不到 70 岁，暂时不能领", 9, "还不到 70 岁，\n暂时不能领"),
        ("回到刚才的事", 5, "回到刚才\n的事"),
        ("The printer is out of paper", 9, "The printer is\nout of paper"),
    ],
)
def test_a_break_follows_the_sense(engine: QJSEngine, text: str, room: float, broken: str) -> None:
    assert fit(engine, text, room) == broken


def test_what_fits_is_left_alone(engine: QJSEngine) -> None:
    assert fit(engine, "您还在吗？", 5) == "您还在吗？"


def test_the_writers_own_breaks_are_kept(engine: QJSEngine) -> None:
    assert fit(engine, "时间到了，\n这次办理会结束，您填的内容会清除。", 12).startswith("时间到了，\n")


WORDS = st.lists(
    st.one_of(
        st.text("办事大厅身份证社保平台收到以后再来的了在把", min_size=1, max_size=6),
        st.sampled_from(["，", "。", "？", "、", "（", "）", " 12345 ", "138****5620", " Houjie ", "“嘀”", "09:07"]),
    ),
    min_size=1,
    max_size=12,
).map(lambda parts: re.sub(" +", " ", "".join(parts)).strip())


@given(text=WORDS.filter(bool), room=st.floats(7, 24))
def test_nothing_is_lost_and_no_line_begins_with_a_closing_mark(engine: QJSEngine, text: str, room: float) -> None:
    lines = fit(engine, text, room).split("\n")
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for before, after in pairwise(lines):
        assert after[0] not in CLOSING
        assert before[-1] not in "（“"
        joined = before[-1] + after[0]
        assert not re.fullmatch(r"[0-9A-Za-z*]{2}", joined) or f"{before[-1]} {after[0]}" in text
