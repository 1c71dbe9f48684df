"""Composing: what each key does to the field, told by the events that the field gets."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent

from ui.keyboard.composer import Composer
from ui.keyboard.pinyin import MOST_LETTERS

LATIN = False  # the value of `Composer.han`


class Field(QObject):
    """Stands for a text input: keeps what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.preedit = ""

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QInputMethodEvent):
            self.preedit = event.preeditString()
            self.text += event.commitString()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            assert event.key() == Qt.Key.Key_Backspace
            self.text = self.text[:-1]
            return True
        return super().event(event)


@pytest.fixture
def field(qapp: QCoreApplication) -> Field:
    return Field()


@pytest.fixture
def composer(field: Field) -> Composer:
    made = Composer()
    made.setProperty("target", field)
    return made


def typed(composer: Composer, keys: str) -> None:
    for key in keys:
        composer.type(key)


def offered(composer: Composer) -> list[str]:
    return composer.property("candidates")


def test_letters_stand_in_the_field_as_syllables_until_a_candidate_is_picked(field: Field, composer: Composer) -> None:
    typed(composer, "dongguan")
    assert (field.text, field.preedit) == ("", "dong guan")
    assert offered(composer)[0] == "东莞"
    composer.pick(0)
    assert (field.text, field.preedit, offered(composer)) == ("东莞", "", [])


def test_what_a_pick_does_not_cover_is_picked_next(field: Field, composer: Composer) -> None:
    typed(composer, "xitoucun")
    composer.pick(offered(composer).index("溪头"))
    assert field.preedit == "溪头cun"
    composer.pick(offered(composer).index("村"))
    assert field.text == "溪头村"


def test_space_takes_the_first_candidate_and_writes_a_space_only_when_nothing_is_composed(
    field: Field, composer: Composer
) -> None:
    typed(composer, "zhangmin")
    composer.space()
    assert field.text == "张敏"
    composer.space()
    assert field.text == "张敏 "


def test_backspace_takes_back_letters_then_picks_then_text(field: Field, composer: Composer) -> None:
    composer.type("1")
    typed(composer, "xitoucun")
    composer.pick(offered(composer).index("溪头"))
    for _ in "cun":
        composer.backspace()
    assert field.preedit == "溪头"
    composer.backspace()
    assert field.preedit == "xi tou"
    for _ in "xitou":
        composer.backspace()
    assert (field.text, field.preedit) == ("1", "")
    composer.backspace()
    assert field.text == ""


def test_a_sign_settles_what_is_composed_first(field: Field, composer: Composer) -> None:
    typed(composer, "houjie，")
    assert field.text == "厚街，"


def test_letters_that_mean_nothing_go_in_as_they_are(field: Field, composer: Composer) -> None:
    typed(composer, "vvv")
    composer.settle()
    assert field.text == "vvv"


def test_in_latin_letters_go_straight_in(field: Field, composer: Composer) -> None:
    composer.setProperty("han", LATIN)
    typed(composer, "O'Neil")
    assert (field.text, field.preedit, offered(composer)) == ("O'Neil", "", [])


def test_changing_to_latin_settles_what_is_composed(field: Field, composer: Composer) -> None:
    typed(composer, "houjie")
    composer.setProperty("han", LATIN)
    assert field.text == "厚街"


def test_another_field_gets_nothing_of_what_was_composed_for_the_first(field: Field, composer: Composer) -> None:
    typed(composer, "houjie")
    other = Field()
    composer.setProperty("target", other)
    assert (field.text, other.text, other.preedit) == ("厚街", "", "")


def test_dropping_leaves_nothing(field: Field, composer: Composer) -> None:
    typed(composer, "houjie")
    composer.drop()
    assert (field.text, field.preedit, composer.property("composing")) == ("", "", False)


def test_without_a_field_keys_do_nothing() -> None:
    composer = Composer()
    typed(composer, "a1")
    composer.backspace()
    composer.space()
    assert composer.property("composing") is False


def test_a_row_of_letters_has_an_end(field: Field, composer: Composer) -> None:
    typed(composer, "a" * (MOST_LETTERS + 5))
    assert len(field.preedit.replace(" ", "")) == MOST_LETTERS


def test_picking_what_is_not_there_does_nothing(field: Field, composer: Composer) -> None:
    typed(composer, "a")
    composer.pick(-1)
    composer.pick(10_000)
    assert field.text == ""
