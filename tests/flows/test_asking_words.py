"""The words on the pages of results, bookings, progress and ratings, as the look asks for them."""

from __future__ import annotations

import re

import pytest

from flows.model.values import Language
from tests.flows.test_words import shown_text
from tests.support.screens_asking import ASKING_SCREENS, asking_sample


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", ASKING_SCREENS)
def test_titles_and_buttons_are_short_and_nothing_is_left_unfilled(name: str, language: Language) -> None:
    screen = asking_sample(name, language.value)
    english = language is Language.EN
    assert all(len(line) <= (52 if english else 16) for line in screen.title.split("\n")), screen.title
    for button in (*screen.actions.left, screen.actions.primary):
        if button:
            assert len(button.label) <= (32 if english else 12), button.label
            assert not english or len(button.label.split()) <= 5, button.label
    for line in shown_text(screen):
        assert not re.search(r"\{\w+\}", line), line
        assert "None" not in line


@pytest.mark.parametrize("name", ASKING_SCREENS)
def test_no_screen_pleads_and_each_says_as_much_in_english(name: str) -> None:
    chinese, english = (asking_sample(name, language) for language in ("zh-Hans", "en"))
    assert sum(line.replace("申请", "").count("请") for line in set(shown_text(chinese))) <= 1
    assert chinese.key == english.key
    assert type(chinese.body) is type(english.body)
    assert len(chinese.actions.left) == len(english.actions.left)
    assert bool(chinese.hint) == bool(english.hint)
