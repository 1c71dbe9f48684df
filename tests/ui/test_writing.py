"""Writing with the terminal's own keyboard: what is touched is what the field gets and what the bridge is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from flows.model import event as ev
from flows.model.screen import FormBody, Screen
from flows.model.values import Language
from tests.support.screens_entry import entry_sample, form_phone
from tests.support.stage import PORTRAIT, Stage, kind, settle

SENSITIVE = Qt.InputMethodHint.ImhSensitiveData


@pytest.fixture
def stage(qapp: QCoreApplication) -> Iterator[Stage]:
    made = Stage(PORTRAIT)
    made.open(entry_sample("form-name"))
    yield made
    made.close()


def candidates(stage: Stage) -> list[str]:
    row = stage.find(lambda item: kind(item) == "Candidates")
    return [item.property("text") for item in stage.items(row) if kind(item) == "Label" and item.property("text")]


def with_text(screen: Screen, text: str) -> Screen:
    """Return the screen as flows make it after an edit: the same page with the field's text."""
    body = screen.body
    assert isinstance(body, FormBody)
    return replace(screen, body=replace(body, fields=(replace(body.fields[0], text=text), *body.fields[1:])))


def test_typing_dongguan_offers_the_city_first_and_picking_it_edits_the_field(stage: Stage) -> None:
    stage.type("dongguan")
    assert candidates(stage)[0] == "东莞"
    assert stage.edits() == []  # what is composed is not the answer yet
    stage.touch_label("东莞")
    assert stage.edits() == [("contact", "东莞")]
    assert stage.input().property("text") == "东莞"


@pytest.mark.parametrize(
    ("language", "done", "hint"),
    [
        (Language.ZH, "写好了", "打拼音，再点这里出现的字"),
        (Language.ZH_HANT, "寫好了", "打拼音，再點這裡出現的字"),
        (Language.EN, "Done", "Type pinyin, then touch the characters here"),
    ],
)
def test_the_keyboard_is_written_as_the_screen_is(stage: Stage, language: Language, done: str, hint: str) -> None:
    stage.show(entry_sample("form-name", language))
    assert stage.key(done)
    if language is Language.EN:  # which begins with Latin letters
        stage.touch(stage.key("Chinese or English"))
    assert hint in stage.texts()


def test_candidates_turn_pages(stage: Stage) -> None:
    stage.type("zhi")
    first = candidates(stage)
    stage.touch(stage.key("›"))
    second = candidates(stage)
    assert second
    assert not set(first) & set(second)
    stage.touch(stage.key("‹"))
    assert candidates(stage) == first
    stage.touch_label(first[3])
    assert stage.edits()[-1] == ("contact", first[3])


def test_chinese_and_latin_are_one_key_apart_and_capitals_another(stage: Stage) -> None:
    stage.touch(stage.key("中文或英文"))
    stage.touch(stage.key("大写"))
    stage.touch(stage.key("L"))
    stage.type("i")
    assert stage.edits()[-1] == ("contact", "Li")
    stage.touch(stage.key("中文或英文"))
    stage.type("wei")
    assert candidates(stage)


def test_signs_and_figures_are_behind_123_and_the_way_back_is_there(stage: Stage) -> None:
    stage.touch(stage.key("123"))
    stage.type("7（")
    stage.touch(stage.key("拼音"))
    assert stage.edits()[-1] == ("contact", "7（")
    assert stage.key("q")


def test_the_keyboard_hides_and_comes_back_with_a_touch_on_the_field(stage: Stage) -> None:
    stage.touch(stage.key("收起键盘"))
    assert not stage.of("Keyboard")
    stage.touch(stage.find(lambda item: kind(item) == "TextField"))
    assert stage.of("Keyboard")


def test_what_is_being_composed_is_the_answers_when_the_resident_goes_on(stage: Stage) -> None:
    named = with_text(entry_sample("form-name"), "x")
    stage.show(replace(named, actions=replace(named.actions, primary=form_phone("zh-Hans").actions.primary)))
    stage.type("zhangmin")
    stage.touch_label("继续")
    kinds = [type(event) for event in stage.events if not isinstance(event, ev.Touched)]
    assert stage.edits()[-1] == ("contact", "张敏")
    assert kinds[-2:] == [ev.FieldEdited, ev.Continued]


def test_clearing_empties_field_and_composition(stage: Stage) -> None:
    stage.type("zhangmin")
    stage.touch_label("张敏")
    stage.type("li")
    stage.touch_label("清空")
    assert (stage.input().property("text"), stage.input().property("preeditText")) == ("", "")
    assert stage.edits()[-1] == ("contact", "")
    assert stage.composer().property("composing") is False


def test_a_new_screen_of_the_same_page_never_fights_the_cursor(stage: Stage) -> None:
    stage.type("zhangmin")
    stage.touch_label("张敏")
    field = stage.input()
    field.setProperty("cursorPosition", 1)
    for stale in ("", "张", "张敏"):  # late screens of earlier edits
        stage.show(with_text(entry_sample("form-name"), stale))
    assert stage.input() is field
    assert (field.property("text"), field.property("cursorPosition")) == ("张敏", 1)


def test_a_screen_while_composing_leaves_the_composition_alone(stage: Stage) -> None:
    stage.type("zhangm")
    stage.show(replace(entry_sample("form-name"), title="有急事时，打给谁？"))
    assert stage.input().property("preeditText") == "zhang m"
    stage.type("in")
    stage.touch_label("张敏")
    assert stage.edits() == [("contact", "张敏")]


def test_figures_have_a_pad_are_grouped_and_told_without_spaces(stage: Stage) -> None:
    stage.show(entry_sample("form-phone"))
    stage.type("5620")
    assert stage.input().property("text") == "138 0001 5620"
    assert stage.edits()[-1] == ("phone", "13800015620")
    stage.type("9")  # no room for a twelfth
    assert stage.edits()[-1] == ("phone", "13800015620")


def test_a_figure_goes_with_each_step_back_and_a_gap_costs_none(stage: Stage) -> None:
    stage.show(form_phone("zh-Hans", text="13800"))
    for left in ("1380", "138", "13"):
        stage.touch(stage.key("退一格"))
        assert stage.edits()[-1] == ("phone", left)
    field = stage.input()
    stage.type("80056")
    field.setProperty("cursorPosition", 4)  # behind the gap
    stage.touch(stage.key("退一格"))
    assert stage.edits()[-1] == ("phone", "130056")
    assert (field.property("text"), field.property("cursorPosition")) == ("130 056", 2)


def test_letters_from_another_keyboard_do_not_get_into_a_field_of_figures(stage: Stage) -> None:
    stage.show(form_phone("zh-Hans", text=""))
    for key in "1a3b8-":
        QTest.keyClick(stage.input_window(), key)
    settle()
    assert stage.edits()[-1] == ("phone", "138")


def test_next_goes_to_the_next_field_and_a_touch_to_any(stage: Stage) -> None:
    stage.show(entry_sample("form-bank"))
    bank = stage.input()
    stage.touch(stage.key("下一格"))
    assert stage.input() is not bank
    stage.type("6")
    assert stage.edits()[-1] == ("account", "62303331006")
    assert stage.input().property("text") == "6230 3331 006"
    stage.touch(bank)
    stage.type("dongguan")
    stage.touch_label("东莞")
    assert stage.edits()[-1] == ("bank", "东莞银行东莞")


def test_what_has_just_been_found_wrong_is_brought_up_once(stage: Stage) -> None:
    stage.show(entry_sample("form-bank"))
    screen = entry_sample("form-bank")
    body = screen.body
    assert isinstance(body, FormBody)
    wrong = replace(
        screen, body=replace(body, fields=(*body.fields[:2], replace(body.fields[2], error="还差 6 位数字")))
    )
    first = stage.input()
    stage.show(wrong)
    assert stage.input() is not first
    assert "还差 6 位数字" in stage.texts()
    stage.touch_label("开户银行")
    stage.show(replace(wrong, hint="要用您本人的卡。"))
    assert stage.input() is first


def test_long_text_takes_lines_and_no_more_than_it_may(stage: Stage) -> None:
    stage.show(entry_sample("form-report"))
    field = stage.input()
    field.setProperty("text", "很" * 250)
    settle()
    assert stage.edits()[-1] == ("what", "很" * 200)


@pytest.mark.parametrize("name", ["form-name", "form-phone", "form-bank", "form-report"])
def test_every_field_tells_input_methods_that_its_text_is_sensitive(stage: Stage, name: str) -> None:
    stage.show(entry_sample(name))
    assert Qt.InputMethodHint(stage.input().property("inputMethodHints")) & SENSITIVE


def test_a_page_that_is_left_takes_its_composition_with_it(stage: Stage) -> None:
    stage.type("zhangmin")
    stage.show(entry_sample("choose-town"))
    composer = stage.composer()
    assert (composer.property("composing"), composer.property("target")) == (False, None)


def test_the_keyboard_speaks_the_language_of_the_screen(stage: Stage) -> None:
    stage.show(entry_sample("form-name", "en"))
    stage.type("ann")
    assert stage.edits()[-1] == ("contact", "ann")
    assert stage.key("Space")
