"""The shell: pages come and stay, sheets, touch on release, focus, scale and motion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QObject, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from flows.model import event as ev
from flows.model.screen import ProgressBody, Sheet
from kiosk.core.clock import CHINA
from tests.support.legibility import targets, text_faults
from tests.support.screens import EN, sample
from tests.support.stage import LANDSCAPE, PORTRAIT, Stage, box, kind, settle
from ui.bridge import Bridge
from ui.window import open_window


@pytest.fixture
def stage(qapp: QCoreApplication) -> Iterator[Stage]:
    made = Stage(PORTRAIT)
    made.open(sample("home"))
    yield made
    made.close()


def theme(stage: Stage) -> QObject:
    found: QObject = stage.opened.engine.singletonInstance("theme", "Theme")
    return found


def page(stage: Stage) -> QQuickItem:
    found: QQuickItem = stage.find(lambda item: item.objectName() == "page").property("item")
    return found


def labelled(stage: Stage, text: str) -> QQuickItem:
    return next(item for item in targets(stage) if item.property("label") == text)


def told(stage: Stage) -> list[object]:
    return [event for event in stage.events if not isinstance(event, ev.Touched)]


def press(stage: Stage, place: QPointF) -> None:
    window = stage.opened.window
    QTest.mousePress(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place.toPoint())
    settle(5)


def release(stage: Stage, place: QPointF) -> None:
    window = stage.opened.window
    QTest.mouseMove(window, place.toPoint())
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place.toPoint())
    settle(5)


# --- pages ------------------------------------------------------------------------------------------------


def test_the_same_key_keeps_the_page_and_another_key_brings_a_new_one(stage: Stage) -> None:
    first = page(stage)
    stage.show(replace(sample("home"), title="您好"))
    assert page(stage) is first
    assert "您好" in stage.texts()
    stage.show(replace(sample("home"), key="home:2"))
    assert page(stage) is not first


def test_a_minute_that_passes_changes_the_clock_alone(stage: Stage) -> None:
    rows = stage.of("ServiceRow")
    screen = sample("home")
    stage.show(replace(screen, top=replace(screen.top, time="09:08")))
    assert "09:08" in stage.texts()
    assert stage.of("ServiceRow") == rows  # nothing was built anew


def test_nothing_of_a_page_that_has_gone_is_left(stage: Stage) -> None:
    stage.show(sample("check"))
    assert any("4419" in text for text in stage.texts())
    stage.show(sample("attract"))
    everything = stage.opened.window.contentItem().findChildren(QQuickItem)
    left = [item.property("text") for item in everything if "4419" in str(item.property("text"))]
    assert left == []


def test_progress_counts_its_own_seconds_and_names_the_way_out_from_twice_the_usual(stage: Stage) -> None:
    screen = sample("progress")
    body = screen.body
    assert isinstance(body, ProgressBody)
    stage.show(replace(screen, body=replace(body, usual_s=1)))
    deadline = QDeadlineTimer(10_000)
    while not any("可以先返回" in text for text in stage.texts()):
        assert not deadline.hasExpired()
        settle(50)
    assert any(text.startswith("已等 2 秒") for text in stage.texts())


# --- touch ------------------------------------------------------------------------------------------------


def test_touch_acts_on_release_inside(stage: Stage) -> None:
    entry = labelled(stage, "办事")
    press(stage, box(entry).center())
    assert told(stage) == []
    assert entry.property("pressed") is True
    release(stage, box(entry).center())
    assert told(stage) == [ev.ListOpened("apply")]


def test_a_finger_that_slides_off_does_nothing(stage: Stage) -> None:
    press(stage, box(labelled(stage, "办事")).center())
    release(stage, box(labelled(stage, "查询打印")).center())
    assert told(stage) == []


def test_a_finger_that_lands_outside_and_slides_in_does_nothing(stage: Stage) -> None:
    press(stage, QPointF(540, 60))
    release(stage, box(labelled(stage, "办事")).center())
    assert told(stage) == []


def test_any_touch_tells_that_somebody_is_there(stage: Stage) -> None:
    stage.touch_at(QPointF(540, 60))  # where nothing is
    assert stage.events == [ev.Touched()]


def test_under_a_sheet_the_page_is_out_of_reach_and_the_tool_bar_is_not(stage: Stage) -> None:
    places = {item.property("label"): box(item).center() for item in targets(stage)}
    stage.show(sample("sheet-help"))
    stage.touch_at(places["办事"])
    assert told(stage) == []
    stage.touch_at(places["高对比"])
    assert told(stage) == [ev.ContrastToggled()]


def test_a_touch_shows_at_once(stage: Stage) -> None:
    before = stage.opened.window.grabWindow()
    place = box(labelled(stage, "办事")).center()
    press(stage, place)
    corner = box(labelled(stage, "办事")).topLeft().toPoint() + QPoint(200, 20)
    assert stage.opened.window.grabWindow().pixelColor(corner) != before.pixelColor(corner)
    release(stage, place)


# --- keys and screen readers ------------------------------------------------------------------------------


def test_keys_reach_what_touch_reaches_with_a_ring_around_it(stage: Stage) -> None:
    window = stage.opened.window
    seen = []
    for _ in range(20):
        QTest.keyClick(window, Qt.Key.Key_Tab)
        settle(5)
        holder = window.activeFocusItem()
        ring = stage.find(lambda item: kind(item) == "FocusRing")
        assert ring.parentItem() == holder
        seen.append(holder.property("label"))
    assert {item.property("label") for item in targets(stage)} <= set(seen)
    QTest.keyClick(window, Qt.Key.Key_Space)
    assert len(told(stage)) == 1


def test_the_idle_sheet_opens_with_more_time_in_focus_and_the_end_sheet_with_none(stage: Stage) -> None:
    stage.show(sample("sheet-idle"))
    holder = stage.opened.window.activeFocusItem()
    assert holder.property("label") == "我还在，加时间"
    QTest.keyClick(stage.opened.window, Qt.Key.Key_Return)
    assert told(stage) == [ev.MoreTimeAsked()]
    stage.show(sample("sheet-end"))
    assert not [item for item in stage.items() if kind(item) == "FocusRing"]


def test_a_screen_reader_can_press(stage: Stage) -> None:
    spoken = QAccessible.queryAccessibleInterface(labelled(stage, "老人津贴申请"))
    assert spoken.role() == QAccessible.Role.Button
    assert spoken.text(QAccessible.Text.Description) == "约 6 分钟"
    spoken.actionInterface().doAction(spoken.actionInterface().pressAction())
    assert told(stage) == [ev.ServiceChosen("allowance")]


# --- sheets -----------------------------------------------------------------------------------------------


def test_the_countdown_steps_without_building_the_page_anew(stage: Stage) -> None:
    screen = sample("sheet-idle")
    stage.show(screen)
    first, rows = page(stage), stage.of("AnswerRow")
    sheet = screen.sheet
    assert isinstance(sheet, Sheet)
    stage.show(replace(screen, sheet=replace(sheet, seconds=37)))
    assert page(stage) is first
    assert stage.of("AnswerRow") == rows
    assert "37" in stage.texts()


def test_a_sheet_rises_once_and_stands(stage: Stage) -> None:
    theme(stage).setProperty("swift", True)  # noqa: FBT003 - a Qt property
    stage.bridge.show(sample("sheet-end"))
    sheet = stage.find(lambda item: item.objectName() == "sheet").property("item")
    settle(30)
    assert 0 < sheet.property("below") <= 64
    settle(400)
    assert sheet.property("below") == 0
    screen = sample("sheet-idle")
    assert screen.sheet is not None
    stage.bridge.show(replace(sample("sheet-end"), sheet=screen.sheet))
    settle(30)
    assert sheet.property("below") == 0


def test_only_the_way_that_loses_contents_is_red(stage: Stage) -> None:
    stage.show(sample("sheet-end"))
    danger = labelled(stage, "不办了").property("tone").name().upper()
    assert danger == "#A32A1D"
    stage.show(sample("check"))
    assert labelled(stage, "结束").property("tone").name().upper() == "#17211D"


# --- looks, sizes, motion ---------------------------------------------------------------------------------


def test_the_look_changes_at_once_and_back(stage: Stage) -> None:
    stage.show(sample("home", EN, contrast=True))
    assert stage.opened.window.grabWindow().pixelColor(20, 1000).name() == "#000000"
    assert "What do you need today?" in stage.texts()
    stage.show(sample("home"))
    assert stage.opened.window.grabWindow().pixelColor(20, 1000).name().upper() == "#F5F3EC"
    assert "您好，今天想办什么事？" in stage.texts()


def test_a_page_with_a_state_of_its_own_stays_when_the_look_changes(stage: Stage) -> None:
    stage.show(sample("progress"))
    first = page(stage)
    first.setProperty("waited", 7)
    stage.show(sample("progress", EN, care=True))
    assert page(stage) is first
    assert any("Waited 7 s" in text for text in stage.texts())


@pytest.mark.parametrize(
    ("size", "scale"),
    [(QSize(540, 960), 0.5), (QSize(720, 1280), 2 / 3), (QSize(960, 540), 0.5), (QSize(600, 960), 0.5)],
    ids=lambda value: f"{value.width()}x{value.height()}" if isinstance(value, QSize) else "",
)
def test_a_smaller_window_shows_the_same_design_smaller(qapp: QCoreApplication, size: QSize, scale: float) -> None:
    made = Stage(size)
    made.open(sample("home"))
    try:
        design = PORTRAIT if size.height() > size.width() else LANDSCAPE
        tools = made.find(lambda item: item.objectName() == "tools")
        assert box(tools).width() == pytest.approx(design.width() * scale, abs=1)
        assert box(tools).bottom() == pytest.approx((size.height() + design.height() * scale) / 2, abs=1)
        made.touch(labelled(made, "办事"))
        assert told(made) == [ev.ListOpened("apply")]
    finally:
        made.close()


def test_turning_the_window_turns_the_design(stage: Stage) -> None:
    stage.opened.window.resize(LANDSCAPE)
    stage.size = LANDSCAPE
    settle(60)
    assert theme(stage).property("portrait") is False
    assert text_faults(stage) == []


@pytest.mark.parametrize(("care", "contrast"), [(True, False), (False, True)])
def test_care_and_high_contrast_are_still(stage: Stage, care: bool, contrast: bool) -> None:  # noqa: FBT001
    theme(stage).setProperty("swift", True)  # noqa: FBT003 - a Qt property
    assert theme(stage).property("motion") is True
    stage.show(sample("identify", care=care, contrast=contrast))
    assert theme(stage).property("motion") is False
    first = stage.opened.window.grabWindow()
    settle(400)
    assert stage.opened.window.grabWindow() == first


def test_a_page_that_comes_in_moves_and_then_stands(stage: Stage) -> None:
    theme(stage).setProperty("swift", True)  # noqa: FBT003 - a Qt property
    stage.bridge.show(sample("check"))
    loader = stage.find(lambda item: item.objectName() == "page")
    assert loader.x() > 0
    assert 0 < loader.opacity() < 1
    settle(400)
    assert loader.x() == 0
    assert loader.opacity() == 1


def test_the_pointer_is_hidden_in_full_screen(qapp: QCoreApplication) -> None:
    now = datetime(2026, 11, 24, 9, 7, tzinfo=CHINA)
    bridge = Bridge(
        on_event=lambda _: None, make_session=lambda: ev.SessionStarted(session_id="x", at=now), monotonic=lambda: 0.0
    )
    bridge.show(sample("attract"))
    opened = open_window(bridge, size=PORTRAIT, fullscreen=True)
    settle()
    opened.equip()
    assert opened.window.cursor().shape() == Qt.CursorShape.BlankCursor
    opened.window.close()
