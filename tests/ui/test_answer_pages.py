"""The pages where answers are typed, chosen and added, in every look: text whole, targets sure, keys that type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication

from flows.model import event as ev
from tests.support.legibility import labels, target_faults, targets, text_faults
from tests.support.screens import EN, ZH
from tests.support.screens_answers import ANSWER_SCREENS, answer_sample
from tests.support.stage import LANDSCAPE, PORTRAIT, Stage, box, settle

LOOKS = [(language, look) for look in ("light", "care") for language in (ZH, EN)] + [(ZH, "contrast")]


@pytest.fixture(scope="module", params=[PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def stage(request: pytest.FixtureRequest, qapp: QCoreApplication) -> Iterator[Stage]:
    made = Stage(request.param)
    made.open(answer_sample("form-money"))
    yield made
    made.close()


def show(stage: Stage, name: str, language: str = ZH, *, care: bool = False, contrast: bool = False) -> None:
    screen = answer_sample(name, language, care=care, contrast=contrast)
    stage.bridge.show(replace(screen, key=f"{name}:{language}:{care}:{contrast}"))  # every page comes in afresh
    settle(18)  # a frame


def typed(stage: Stage, *keys: str) -> str:
    """Touch the keys; return the text that was told last."""
    for key in keys:
        stage.touch(stage.key(key))
    edits = [event for event in stage.events if isinstance(event, ev.FieldEdited)]
    return edits[-1].text.reveal() if edits else ""


@pytest.mark.parametrize(("language", "look"), LOOKS)
@pytest.mark.parametrize("name", ANSWER_SCREENS)
def test_text_is_whole_and_targets_are_sure(stage: Stage, name: str, language: str, look: str) -> None:
    show(stage, name, language, care=look == "care", contrast=look == "contrast")
    assert len(labels(stage)) >= 8
    assert len(targets(stage)) >= 5
    assert text_faults(stage) == []
    assert target_faults(stage) == []


@pytest.mark.parametrize(
    ("name", "keys", "told"),
    [
        ("form-money", ("退一格", "5", ".", "0"), "12000.5.0"),
        ("form-area", ("退一格", "退一格", "9"), "889"),
        ("form-contact", (), ""),
        ("form-plate", ("Q", "-", "7"), "A12B3Q-7"),
        ("form-code", ("1", "2"), "12"),
        ("form-day", ("退一格", "8"), "19510308"),
    ],
)
def test_each_field_has_the_keys_that_it_needs(stage: Stage, name: str, keys: tuple[str, ...], told: str) -> None:
    show(stage, name)
    stage.events.clear()
    assert typed(stage, *keys) == told


def test_an_identity_number_is_typed_with_its_x_and_with_letters(stage: Stage) -> None:
    show(stage, "form-id-wrong")
    typed(stage, *["退一格"] * 18)
    assert typed(stage, "1", "X") == "1X"
    typed(stage, "退一格", "退一格", "字母")
    assert typed(stage, "U", "S", "A") == "USA"
    assert typed(stage, "数字", "4") == "USA4"


@pytest.mark.parametrize("name", ["choose-find", "address-found", "choose-find-empty"])
@pytest.mark.parametrize("care", [False, True])
def test_what_is_found_is_never_under_the_keyboard(
    stage: Stage,
    name: str,
    care: bool,  # noqa: FBT001 - pytest's own
) -> None:
    show(stage, name, care=care)
    board = box(stage.find(lambda item: item.objectName() == "keyboard"))
    tiles = [box(item) for item in stage.of("ChoiceTile")]
    assert bool(tiles) is (name != "choose-find-empty")
    assert all(not tile.intersects(board) for tile in tiles)
    assert all(tile.height() >= (112 if care else 88) for tile in tiles)


def told_by(stage: Stage, label: str) -> list[Any]:
    """Return the events of touching what has this label, but for news that somebody is there."""
    before = len(stage.events)
    item = next(each for each in targets(stage) if each.property("label") == label)
    stage.touch(item)
    return [event for event in stage.events[before:] if not isinstance(event, ev.Touched)]


def test_members_are_changed_taken_out_and_added(stage: Stage) -> None:
    for label, way in (("更改", "change.0"), ("去掉", "remove.0"), ("加一位家人", "add")):
        show(stage, "members-some")
        assert told_by(stage, label) == [ev.WayChosen(way)]


def test_a_long_list_opens_its_search(stage: Stage) -> None:
    show(stage, "choose-many")
    assert told_by(stage, "打字找") == [ev.WayChosen("find")]
