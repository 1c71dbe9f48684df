"""Every page in every look, three languages, upright and wide: text whole, targets sure, each touch its event."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtQuick import QQuickItem

from flows.model import event as ev
from tests.support.legibility import labels, on_top, target_faults, targets, text_faults
from tests.support.screens import EN, SCREENS, ZH, ZH_HANT, sample
from tests.support.stage import LANDSCAPE, PORTRAIT, Stage, box, kind, settle
from ui.acts import event_of

LOOKS = [(language, look) for look in ("light", "care") for language in (ZH, ZH_HANT, EN)] + [(ZH, "contrast")]


def too_much(stage: Stage, name: str, language: str, *, care: bool) -> bool:
    """Tell the one case that no screen holds: many English answers in large text, wide. The flow turns pages there."""
    return name.startswith("check") and language == EN and care and stage.size == LANDSCAPE


@pytest.fixture(scope="module", params=[PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def stage(request: pytest.FixtureRequest, qapp: QCoreApplication) -> Iterator[Stage]:
    made = Stage(request.param)
    made.open(sample("attract"))
    yield made
    made.close()


def show(stage: Stage, name: str, language: str = ZH, *, care: bool = False, contrast: bool = False) -> None:
    screen = sample(name, language, care=care, contrast=contrast)
    stage.bridge.show(replace(screen, key=f"{name}:{language}:{care}:{contrast}"))  # every page comes in afresh
    settle(18)  # a frame


def told_by(stage: Stage, item: QQuickItem) -> list[Any]:
    """Return the events of touching the item, but for news that somebody is there."""
    before = len(stage.events)
    stage.touch(item)
    return [event for event in stage.events[before:] if not isinstance(event, ev.Touched)]


@pytest.mark.parametrize(("language", "look"), LOOKS)
@pytest.mark.parametrize("name", SCREENS)
def test_text_is_whole_and_targets_are_sure(stage: Stage, name: str, language: str, look: str) -> None:
    care, contrast = "care" in look, "contrast" in look
    if too_much(stage, name, language, care=care):
        pytest.skip("eight English answers in large text want two pages, which the flow turns")
    show(stage, name, language, care=care, contrast=contrast)
    assert len(labels(stage)) >= 8
    assert len(targets(stage)) >= 5
    assert text_faults(stage) == []
    assert target_faults(stage) == []


@pytest.mark.parametrize("name", SCREENS)
def test_the_screen_stays_whole_when_its_look_changes(stage: Stage, name: str) -> None:
    key = f"{name}:looks"
    for language, care, contrast in ((ZH, False, False), (EN, False, True), (ZH, True, False), (ZH, False, False)):
        stage.bridge.show(replace(sample(name, language, care=care, contrast=contrast), key=key))
        settle(18)
        assert text_faults(stage) == []
        assert target_faults(stage) == []


def action_of(item: QQuickItem) -> dict[str, Any]:
    action = item.property("action")
    return dict(action.toVariant() if hasattr(action, "toVariant") else action)


@pytest.mark.parametrize("name", SCREENS)
def test_touching_an_action_is_its_event_and_nothing_else(stage: Stage, name: str) -> None:
    show(stage, name)
    for item in targets(stage):
        action = action_of(item)
        expected = event_of(action["act"], action["arg"], stage.bridge._make_session)
        assert told_by(stage, item) == [expected], action


@pytest.mark.parametrize("name", SCREENS)
def test_what_cannot_be_used_takes_no_touch(stage: Stage, name: str) -> None:
    show(stage, name)
    dead = [item for item in on_top(stage) if item.property("available") is False and item.property("action")]
    for item in dead:
        assert told_by(stage, item) == []


@pytest.mark.parametrize("care", [False, True])
def test_the_action_line_and_the_tool_bar_never_move(stage: Stage, care: bool) -> None:  # noqa: FBT001 - pytest's own
    lines, bars = set(), set()
    for name in SCREENS:
        show(stage, name, care=care)
        for item in stage.items():
            if item.objectName() == "tools":
                bars.add((box(item).y(), box(item).height()))
            if kind(item) in {"PrimaryButton", "SecondaryButton"} and item.property("action"):
                parent = item.parentItem()
                inside = kind(parent) == "ActionBar" or kind(parent.parentItem()) == "ActionBar"
                lines |= {(box(item).y(), box(item).height())} if inside else set()
    assert len(bars) == 1
    assert len(lines) == 1


def test_one_filled_button_a_screen(stage: Stage) -> None:
    for name in SCREENS:
        show(stage, name)
        filled = [item for item in on_top(stage) if kind(item) == "PrimaryButton"]
        assert len(filled) <= 1, name


def test_the_upper_bar_holds_nothing_to_touch(stage: Stage) -> None:
    for name in SCREENS:
        if name != "attract" and not name.startswith("sheet"):  # there the whole page is one target
            show(stage, name)
            assert min(box(item).y() for item in targets(stage)) >= (128 if stage.size == PORTRAIT else 120)


def test_the_code_on_a_receipt_is_at_least_65_millimetres(stage: Stage) -> None:
    for name in ("receipt-done", "receipt-wait", "receipt-print", "notice-paper", "out-of-service"):
        for care in (False, True):
            show(stage, name, care=care)
            code = stage.find(lambda item: kind(item) == "QrCode")
            image = next(item for item in stage.items(code))
            assert image.width() >= 240  # whole modules within 264 at least
            assert code.width() - image.width() >= 8 * image.width() / 33  # four modules clear on each side
