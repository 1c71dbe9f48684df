"""The pages of results, bookings, progress and ratings in every look, upright and wide: text whole, targets sure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication

from flows.model import event as ev
from flows.model.screen import TimelineBody
from tests.support.legibility import labels, target_faults, targets, text_faults
from tests.support.screens import sample
from tests.support.screens_asking import ASKING_SCREENS, asking_sample
from tests.support.stage import LANDSCAPE, PORTRAIT, Stage, settle
from ui.acts import event_of

LOOKS = [("zh-Hans", "light"), ("en", "light"), ("zh-Hans", "care"), ("en", "care"), ("zh-Hant", "contrast")]
OWN = ("Results", "Timeline", "Calendar", "Rate")  # the others are held by the tests of their pages
NAMES = [name for name in ASKING_SCREENS if asking_sample(name).page in OWN]


@pytest.fixture(scope="module", params=[PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def stage(request: pytest.FixtureRequest, qapp: QCoreApplication) -> Iterator[Stage]:
    made = Stage(request.param)
    made.open(sample("attract"))
    yield made
    made.close()


def show(stage: Stage, name: str, language: str = "zh-Hans", look: str = "light") -> None:
    screen = asking_sample(name, language, care="care" in look, contrast="contrast" in look)
    stage.bridge.show(replace(screen, key=f"{name}:{language}:{look}"))  # every page comes in afresh
    settle(18)  # a frame


@pytest.mark.parametrize(("language", "look"), LOOKS)
@pytest.mark.parametrize("name", NAMES)
def test_text_is_whole_and_targets_are_sure(stage: Stage, name: str, language: str, look: str) -> None:
    show(stage, name, language, look)
    assert len(targets(stage)) >= 5
    assert text_faults(stage) == []
    assert target_faults(stage) == []


@pytest.mark.parametrize("name", NAMES)
def test_touching_an_action_is_its_event_and_nothing_else(stage: Stage, name: str) -> None:
    show(stage, name)
    for item in targets(stage):
        found = item.property("action")
        action = dict(found.toVariant() if hasattr(found, "toVariant") else found)
        before = len(stage.events)
        stage.touch(item)
        told = [event for event in stage.events[before:] if not isinstance(event, ev.Touched)]
        assert told == [event_of(action["act"], action["arg"], stage.bridge._make_session)], action


@pytest.mark.parametrize("look", ["light", "care", "contrast"])
def test_every_stage_that_was_reached_stands_with_its_date(stage: Stage, look: str) -> None:
    show(stage, "progress-review", look=look)
    body = asking_sample("progress-review").body
    assert isinstance(body, TimelineBody)
    shown = [item.property("text") for item in labels(stage)]
    reached = [each for each in body.stages if each.when]
    assert len(reached) == 3
    for each in reached:
        assert each.name in shown
        assert each.when in shown
