"""The words on every screen, as the look asks for them: spoken to a neighbour, in both languages, and true."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

import flows.words
from flows.model import event as ev
from flows.model.screen import Screen
from flows.model.text import NOTHING, Text
from flows.model.values import Language
from kiosk.core.faults import FAULTS
from tests.support.flow_scenes import SCENES, scene
from tests.support.flow_walks import Walk, bundled

ROOT = Path(__file__).parents[2]
BANNED = (
    *("请将", "温馨提示", "系统", "成功", "超时", "网络异常", "失败", "稍后", "参数", "校验", "采集", "比对", "确定"),
    *("取消", "行政区划", "设备故障", "暂停服务", "有效身份证件", "业务办理", "错误代码", "！"),
)
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,.!?:;()]|[,.!?:;()][\u4e00-\u9fff]")
ENGLISH_ALLOWED = re.compile(r"English|EN|PIN|SYS|\{\w+\}")


def texts(value: object, where: str) -> Iterator[tuple[str, Text]]:
    if isinstance(value, Text):
        yield where, value
    elif isinstance(value, tuple | list):
        for index, item in enumerate(value):
            yield from texts(item, f"{where}.{index}")
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from texts(getattr(value, each.name), f"{where}.{each.name}")


def fixed_words() -> Iterator[tuple[str, Text]]:
    for module in pkgutil.iter_modules(flows.words.__path__):
        loaded = importlib.import_module(f"flows.words.{module.name}")
        for name, value in vars(loaded).items():
            yield from texts(value, f"{module.name}.{name}")


def service_words() -> Iterator[tuple[str, Text]]:
    for service in bundled().services:
        yield from texts(service.head, service.id)
        for step in service.steps:
            yield from texts(step, f"{service.id}.{step.id}")


ALL = [*fixed_words(), *service_words()]


def named_in(source: str) -> Iterator[tuple[str, str]]:
    """Every name of a module of words that this source takes, whatever it calls the module."""
    tree = ast.parse(source)
    called: dict[str, str] = {}
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module="flows.words", names=names):
                called.update({each.asname or each.name: each.name for each in names})
            case ast.ImportFrom(module=str(module), names=names) if module.startswith("flows.words."):
                yield from ((module.removeprefix("flows.words."), each.name) for each in names)
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=alias), attr=name) if alias in called:
                yield called[alias], name


def test_every_fixed_word_is_said_somewhere() -> None:
    said = {each for file in (ROOT / "flows").rglob("*.py") for each in named_in(file.read_text("utf-8"))}
    said |= {each for file in (ROOT / "kiosk").rglob("*.py") for each in named_in(file.read_text("utf-8"))}
    for module in pkgutil.iter_modules(flows.words.__path__):
        own = (ROOT / "flows" / "words" / f"{module.name}.py").read_text("utf-8")
        loads = [each for each in ast.walk(ast.parse(own)) if isinstance(each, ast.Name)]
        said |= {(module.name, each.id) for each in loads if isinstance(each.ctx, ast.Load)}
    words = {tuple(where.split(".")[:2]) for where, _ in fixed_words()}
    assert words - said == set()


def test_there_are_words_to_look_at() -> None:
    assert len(ALL) > 250


@pytest.mark.parametrize("language", list(Language))
def test_no_words_are_missing_in_any_language(language: Language) -> None:
    assert [where for where, text in ALL if text != NOTHING and not text.of(language).strip()] == []


def test_placeholders_are_the_same_in_every_language() -> None:
    may_differ = {"failures.WARN_DEVICE", "bars.DATE", "bars.DAY"}  # rows are short in Latin script
    for where, text in ALL:
        found = {language: set(re.findall(r"\{\w*\}", text.of(language))) for language in Language}
        if where not in may_differ:
            assert found[Language.ZH] == found[Language.EN] == found[Language.ZH_HANT], where


def test_no_banned_word_stands_in_chinese() -> None:
    chinese = [(where, text.of(Language.ZH)) for where, text in ALL]
    chinese += [(fault.code, fault.resident_zh) for fault in FAULTS.values()]
    assert [(where, word) for where, words in chinese for word in BANNED if word in words] == []


def test_chinese_has_its_own_punctuation_and_no_english() -> None:
    for where, text in ALL:
        words = text.of(Language.ZH)
        assert not HALF_WIDTH.search(words), (where, words)
        letters = re.findall(r"[A-Za-z]+", ENGLISH_ALLOWED.sub("", words))
        assert not letters or where.endswith(".name.by_language") or "MONTHS" in where, (where, words)


def test_english_has_no_chinese_and_no_curly_quotes() -> None:
    for where, text in ALL:
        words = text.of(Language.EN)
        assert where == "bars.LANGUAGE" or not re.search(r"[\u3000-\u9fff\uff00-\uffef“”‘’]", words), (where, words)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", SCENES)
def test_titles_and_buttons_are_short(name: str, language: Language) -> None:
    screen = scene(name, language)
    longest = 52 if language is Language.EN else 16
    assert all(len(line) <= longest for line in screen.title.split("\n")), screen.title
    buttons = [*screen.actions.left, screen.actions.primary]
    buttons += [screen.sheet.left, screen.sheet.primary] if screen.sheet else []
    for button in buttons:
        if button:
            assert len(button.label) <= (32 if language is Language.EN else 12), button.label
            assert language is not Language.EN or len(button.label.split()) <= 5, button.label


@pytest.mark.parametrize("name", SCENES)
def test_no_screen_pleads(name: str) -> None:
    """请 once a screen at most."""
    lines = {line.replace("申请", "") for line in shown_text(scene(name, Language.ZH))}
    assert sum(line.count("请") for line in lines) <= 1, lines


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", SCENES)
def test_nothing_is_left_unfilled(name: str, language: Language) -> None:
    for line in shown_text(scene(name, language)):
        assert not re.search(r"\{\w+\}", line), line
        assert "None" not in line


@pytest.mark.parametrize("name", SCENES)
@pytest.mark.parametrize("language", [Language.ZH_HANT, Language.EN])
def test_a_screen_says_as_much_in_every_language(name: str, language: Language) -> None:
    chinese, other = scene(name), scene(name, language)
    assert chinese.key == other.key
    assert type(chinese.body) is type(other.body)
    assert len(chinese.actions.left) == len(other.actions.left)
    assert bool(chinese.hint) == bool(other.hint)


def test_the_language_switches_in_the_middle_of_anything() -> None:
    walk = Walk()
    walk.begin("elder-allowance")
    walk.until("bank")
    chinese = walk.screen
    english = walk.take(ev.LanguageChosen(Language.EN))
    assert chinese.key == english.key
    assert chinese.title != english.title
    assert walk.take(ev.LanguageChosen(Language.ZH)) == chinese


def shown_text(value: Any) -> Iterator[str]:
    """Every text of a screen, its keys and acts left out."""
    if isinstance(value, Screen):
        for each in ("title", "hint", "body", "actions", "sheet", "steps", "top"):
            yield from shown_text(getattr(value, each))
    elif isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from shown_text(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            if each.name not in {"act", "arg", "icon", "qr", "blob", "waited"}:
                yield from shown_text(getattr(value, each.name))


def test_the_terminal_promises_no_acceptance_which_is_the_offices_to_give() -> None:
    decisions = ("受理决定书",)  # the office's own paper
    promised = [
        (service.id, result)
        for service in bundled().services
        if "受理" in (result := service.head.about.result.of(Language.ZH)) and not result.startswith(decisions)
    ]
    assert promised == []
