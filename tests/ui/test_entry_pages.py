"""The pages where something is entered, in every look: nothing is cut off, nothing overlaps, nothing moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtQuick import QQuickItem

from tests.support.household_page import household_frame
from tests.support.screens_entry import CORNERS, ENTRY_SCREENS, LANGUAGES, entry_sample
from tests.support.stage import LANDSCAPE, PORTRAIT, Stage, box, kind, settle

LOOKS = {"light": (False, False), "care": (True, False), "contrast": (False, True)}
HOLDERS = {
    "ChoiceTile",
    "SecondaryButton",
    "PrimaryButton",
    "Key",
    "CheckChip",
    "FormRow",
    "WayButton",
    "Candidates",
    "InkBox",
}
TOUCHED = HOLDERS - {"CheckChip", "Candidates"}


@pytest.fixture(scope="module", params=[PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def stage(request: pytest.FixtureRequest, qapp: QCoreApplication) -> Iterator[Stage]:
    made = Stage(request.param)
    made.open(entry_sample("form-name"))
    yield made
    made.close()


@pytest.fixture(params=sorted(LOOKS))
def look(request: pytest.FixtureRequest) -> tuple[bool, bool]:
    return LOOKS[request.param]


def show(stage: Stage, name: str, language: str, look: tuple[bool, bool]) -> None:
    care, contrast = look
    screen = entry_sample(name, language, care=care, contrast=contrast)
    stage.show(replace(screen, key=f"{screen.key}:{language}:{look}"))  # every page comes in afresh
    if name == "camera-live":
        stage.preview.put(household_frame(CORNERS), 960, 720)
        settle()


def glyphs(label: QQuickItem) -> QRectF:
    """Return where the label's glyphs stand: its lines, less what is leading."""
    whole = box(label)
    leading = (label.property("line") - label.property("size")) / 2
    return whole.adjusted(2, leading, -2, -leading)


def holder(label: QQuickItem) -> QQuickItem | None:
    parent = label.parentItem()
    while parent is not None and kind(parent) not in HOLDERS:
        parent = parent.parentItem()
    return parent


def text_is_whole(stage: Stage) -> None:
    """Assert that no text is cut off and that none lies on another."""
    labels = [label for label in stage.of("Label") if label.property("text")]
    assert len(labels) > 8
    window = QRectF(0, 0, stage.size.width(), stage.size.height())
    for label in labels:
        text = label.property("text")
        assert window.contains(glyphs(label)), text
        assert label.property("contentWidth") <= label.width() + 1, text
        around = holder(label)
        assert around is None or box(around).contains(glyphs(label)), text
    for at, one in enumerate(labels):
        for other in labels[at + 1 :]:
            assert not glyphs(one).intersects(glyphs(other)), (one.property("text"), other.property("text"))


def touch_is_sure(stage: Stage) -> None:
    """Assert that nothing that is touched lies on anything else that is touched."""
    touched = [item for item in stage.items() if kind(item) in TOUCHED and item.isEnabled()]
    assert len(touched) >= 3
    for at, one in enumerate(touched):
        for other in touched[at + 1 :]:
            both = box(one).intersected(box(other))
            assert both.width() <= 1 or both.height() <= 1, (kind(one), kind(other))


def field_is_seen(stage: Stage) -> None:
    """Assert that nothing that is written into, or says what is wrong, is under the keyboard."""
    board = box(stage.find(lambda item: item.objectName() == "keyboard"))
    written = [stage.input(), *stage.of("FormRow"), *stage.of("FieldRemark")]
    assert all(not box(item).intersects(board) for item in written)
    assert box(stage.input()).bottom() + 4 <= board.top()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(ENTRY_SCREENS))
def test_in_every_look_text_is_whole_touch_is_sure_and_fields_are_seen(
    stage: Stage, name: str, language: str, look: tuple[bool, bool]
) -> None:
    show(stage, name, language, look)
    text_is_whole(stage)
    touch_is_sure(stage)
    if name.startswith("form"):
        field_is_seen(stage)


def primary(stage: Stage) -> QRectF:
    return box(stage.find(lambda item: kind(item) == "PrimaryButton"))


@pytest.mark.parametrize("care", [False, True])
def test_the_filled_button_never_moves(stage: Stage, care: bool) -> None:  # noqa: FBT001 - pytest's own
    places = set()
    for name in sorted(ENTRY_SCREENS):
        show(stage, name, "zh-Hans", (care, False))
        where = primary(stage)
        places.add((where.x(), where.y(), where.width(), where.height()))
    show(stage, "form-name", "zh-Hans", (care, False))
    stage.touch(stage.key("收起键盘"))
    where = primary(stage)
    places.add((where.x(), where.y(), where.width(), where.height()))
    assert len(places) == 1


def test_keys_are_as_large_as_a_finger(stage: Stage, look: tuple[bool, bool]) -> None:
    show(stage, "form-name", "zh-Hans", look)
    for key in stage.of("Key"):
        assert key.width() >= 104
        assert key.height() >= (110 if stage.size == PORTRAIT else 80)


def test_every_key_and_every_choice_tells_a_screen_reader_what_it_is(stage: Stage) -> None:
    show(stage, "form-name", "zh-Hans", (False, False))
    assert all(key.property("name") for key in stage.of("Key"))


def test_the_keyboard_opens_above_the_action_line(stage: Stage) -> None:
    show(stage, "form-name", "zh-Hans", (False, False))
    board = box(stage.find(lambda item: item.objectName() == "keyboard"))
    assert board.bottom() == (1592 if stage.size == PORTRAIT else 784)
    assert board.width() == (1080 if stage.size == PORTRAIT else 1120)
