"""What stands outside any service, in every look, both languages, upright and wide; and writing in the search box."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtQuick import QQuickItem

from flows.model import event as ev
from flows.model.screen import HomeBody, SearchBody
from tests.support.legibility import labels, target_faults, targets, text_faults
from tests.support.screens import EN, ZH, sample
from tests.support.screens_home import HOME_SCREENS, home_sample
from tests.support.stage import LANDSCAPE, PORTRAIT, Stage, kind, settle
from ui.acts import event_of

LOOKS = [(ZH, "light"), (EN, "light"), (ZH, "care"), (EN, "care"), (ZH, "contrast")]


@pytest.fixture(scope="module", params=[PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def stage(request: pytest.FixtureRequest, qapp: QCoreApplication) -> Iterator[Stage]:
    made = Stage(request.param)
    made.open(sample("attract"))
    yield made
    made.close()


def show(stage: Stage, name: str, language: str = ZH, *, care: bool = False, contrast: bool = False) -> None:
    screen = home_sample(name, language, care=care, contrast=contrast)
    stage.bridge.show(replace(screen, key=f"{name}:{language}:{care}:{contrast}"))
    settle(30)


def action_of(item: QQuickItem) -> dict[str, Any] | None:
    action = item.property("action")
    found = action.toVariant() if hasattr(action, "toVariant") else action
    return dict(found) if found else None


@pytest.mark.parametrize(("language", "look"), LOOKS)
@pytest.mark.parametrize("name", HOME_SCREENS)
def test_text_is_whole_and_targets_are_sure(stage: Stage, name: str, language: str, look: str) -> None:
    show(stage, name, language, care=look == "care", contrast=look == "contrast")
    assert len(labels(stage)) >= 8
    assert len(targets(stage)) >= 5
    assert text_faults(stage) == []
    assert target_faults(stage) == []


@pytest.mark.parametrize("name", HOME_SCREENS)
def test_touching_an_action_is_its_event_and_nothing_else(stage: Stage, name: str) -> None:
    show(stage, name)
    for item in targets(stage):
        action = action_of(item)
        if action is None:
            continue  # turns to what is below; the screen's own affair
        expected = event_of(action["act"], action["arg"], stage.bridge._make_session)
        before = len(stage.events)
        stage.touch(item)
        assert [each for each in stage.events[before:] if not isinstance(each, ev.Touched)] == [expected], action


def test_home_shows_as_many_services_as_there_is_room_for_and_every_life_event(stage: Stage) -> None:
    show(stage, "home-whole")
    body = home_sample("home-whole").body
    assert isinstance(body, HomeBody)
    shown = [each.label for each in body.common if each.label in stage.texts()]
    assert shown == [each.label for each in body.common][: len(shown)]
    assert len(shown) >= 4
    assert {each.label for each in body.life} <= set(stage.texts())


def test_what_is_written_is_told_at_every_letter_also_before_it_is_chosen(stage: Stage) -> None:
    show(stage, "search-empty")
    before = len(stage.events)
    stage.type("la")
    told = [each.text.reveal() for each in stage.events[before:] if isinstance(each, ev.FieldEdited)]
    assert told[-1] == "la"
    assert [each.field for each in stage.events[before:] if isinstance(each, ev.FieldEdited)] == ["search"] * len(told)
    stage.touch_label(stage.composer().property("candidates")[1])
    told = [each.text.reveal() for each in stage.events[before:] if isinstance(each, ev.FieldEdited)]
    assert told[-1] == stage.input().property("text") != "la"


def test_the_text_under_the_cursor_stays_while_results_come(stage: Stage) -> None:
    show(stage, "search-empty")
    key = stage.bridge.plain["key"]
    stage.type("laoren")
    found = home_sample("search-found")
    stage.show(replace(found, key=key))
    assert stage.input().property("preeditText").replace(" ", "") == "laoren"
    assert "老人津贴申请" in stage.texts()
    stage.composer().drop()  # type: ignore[attr-defined]


def test_the_keyboard_put_away_comes_back_with_a_touch_of_the_box(stage: Stage) -> None:
    show(stage, "search-found")
    stage.touch(stage.key("收起键盘"))
    assert stage.of("Keyboard") == []
    stage.touch(stage.find(lambda item: kind(item) == "TextField"))
    assert len(stage.of("Keyboard")) == 1


def test_what_does_not_fit_is_read_on_the_next_page_and_back(stage: Stage) -> None:
    show(stage, "about", care=True)
    body = home_sample("about").body
    seen = set(stage.texts())
    first = set(seen)
    for _ in body.facts:  # type: ignore[union-attr]
        more = stage.find(lambda item: kind(item) == "SecondaryButton" and item.property("label") == "往下看")
        if not more.property("available"):
            break
        stage.touch(more)
        seen |= set(stage.texts())
    assert {fact.label for fact in body.facts} <= seen  # type: ignore[union-attr]
    assert not {fact.label for fact in body.facts} <= first, "it turned pages"  # type: ignore[union-attr]
    stage.touch_label("往上看")


def test_the_reason_why_not_is_never_left_out(stage: Stage) -> None:
    for look in (False, True):
        show(stage, "search-found", care=look)
        body = home_sample("search-found", care=look).body
        assert isinstance(body, SearchBody)
        marks = [item for item in stage.of("StateMark") if item.property("kind") == "attention"]
        assert len(marks) == sum(1 for row in body.rows if row.warning)
