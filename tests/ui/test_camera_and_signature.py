"""The document camera's picture on the page, and the one gesture."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QBuffer, QCoreApplication, QPoint, QPointF, QSize
from PySide6.QtGui import QColor, QImage, QPointingDevice
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from flows.model import event as ev
from kiosk.core.sensitive import Sensitive
from tests.support.screens_entry import entry_sample
from tests.support.stage import LANDSCAPE, PORTRAIT, Stage, box, kind, settle

WIDTH, HEIGHT = 960, 720
RED, GREEN = bytes((0, 0, 255)) * (WIDTH * HEIGHT), bytes((0, 160, 0)) * (WIDTH * HEIGHT)


@pytest.fixture(params=[PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def stage(request: pytest.FixtureRequest, qapp: QCoreApplication) -> Iterator[Stage]:
    made = Stage(request.param)
    made.open(entry_sample("camera-live"))
    yield made
    made.close()


def picture_file(bgr: bytes) -> Sensitive[bytes]:
    content = QBuffer()
    content.open(QBuffer.OpenModeFlag.WriteOnly)
    QImage(bgr, WIDTH, HEIGHT, WIDTH * 3, QImage.Format.Format_BGR888).save(content, "PNG")
    return Sensitive(content.data().data())


def table(stage: Stage) -> QQuickItem:
    return stage.find(lambda item: kind(item) == "FoundCorners").parentItem()


def colour(image: QImage, place: QPointF) -> QColor:
    return image.pixelColor(place.toPoint())


def holds(image: QImage, wanted: QColor) -> bool:
    return any(
        image.pixelColor(x, y) == wanted for x in range(0, image.width(), 16) for y in range(0, image.height(), 16)
    )


def test_the_newest_frame_is_what_is_seen(stage: Stage) -> None:
    middle = box(table(stage)).center()
    stage.preview.put(GREEN, WIDTH, HEIGHT)
    stage.preview.put(RED, WIDTH, HEIGHT)
    settle()
    assert colour(stage.opened.window.grabWindow(), middle) == QColor(255, 0, 0)


def test_the_whole_frame_is_seen_in_its_own_shape(stage: Stage) -> None:
    stage.preview.put(RED, WIDTH, HEIGHT)
    settle()
    corners = stage.find(lambda item: kind(item) == "FoundCorners")
    assert corners.width() / corners.height() == pytest.approx(WIDTH / HEIGHT, rel=0.01)
    assert box(table(stage)).contains(box(corners))


def test_the_picture_goes_with_the_page_and_the_still_with_the_session(stage: Stage) -> None:
    stage.preview.put(RED, WIDTH, HEIGHT)
    stage.stills["0" * 64] = picture_file(RED)
    settle()
    assert holds(stage.opened.window.grabWindow(), QColor(255, 0, 0))
    stage.show(entry_sample("choose-few"))
    assert not holds(stage.opened.window.grabWindow(), QColor(255, 0, 0))
    assert stage.preview.requestImage("live/1", QSize(), QSize()).width() == 1
    assert stage.preview.requestImage("still/" + "0" * 64, QSize(), QSize()).width() == WIDTH
    stage.stills.clear()
    assert stage.preview.requestImage("still/" + "0" * 64, QSize(), QSize()).width() == 1


def test_after_the_shot_the_still_is_seen_and_no_corners(stage: Stage) -> None:
    middle = box(table(stage)).center()
    stage.preview.put(GREEN, WIDTH, HEIGHT)
    stage.stills["0" * 64] = picture_file(RED)
    stage.show(entry_sample("camera-still"))
    assert colour(stage.opened.window.grabWindow(), middle) == QColor(255, 0, 0)
    assert not stage.of("FoundCorners")


def test_the_ways_round_the_camera_are_told(stage: Stage) -> None:
    stage.touch(stage.find(lambda item: kind(item) == "WayButton"))
    assert ev.WayChosen("later") in stage.events


def test_every_page_that_was_taken_stands_small_beside_the_others_and_is_shown_when_touched(stage: Stage) -> None:
    stage.stills.update({str(page) * 64: picture_file(RED) for page in (1, 2, 3)})
    stage.show(entry_sample("camera-pages"))
    thumbs = stage.of("PageThumb")
    assert [each.property("number") for each in thumbs] == ["1", "2", "3"]
    assert [each.property("chosen") for each in thumbs] == [False, False, True]
    grabbed = stage.opened.window.grabWindow()
    for each in thumbs:
        assert colour(grabbed, box(each).center() - QPointF(0, 20)) == QColor(255, 0, 0)
        assert min(each.width(), each.height()) >= 96, "large enough for a finger"
    stage.touch(thumbs[1])
    assert ev.WayChosen("page:2") in stage.events


def test_eight_pages_stand_in_one_row(stage: Stage) -> None:
    stage.show(entry_sample("camera-pages-next"))
    thumbs = stage.of("PageThumb")
    assert len({box(each).top() for each in thumbs}) == 1
    room = box(table(stage))
    eighth = box(thumbs[-1]).right() + thumbs[0].width() + 12
    assert eighth <= room.right()


# --- signature --------------------------------------------------------------------------------------------


def ink(stage: Stage) -> QQuickItem:
    stage.show(entry_sample("signature-empty"))
    return stage.find(lambda item: item.objectName() == "ink")


def signatures(stage: Stage) -> list[tuple[tuple[tuple[float, float], ...], ...]]:
    return [event.strokes.reveal() for event in stage.events if isinstance(event, ev.SignatureChanged)]


def line(item: QQuickItem, *shares: tuple[float, float]) -> list[QPoint]:
    return [QPoint(round(x * item.width()), round(y * item.height())) for x, y in shares]


def test_strokes_arrive_in_shares_of_the_box(stage: Stage) -> None:
    place = ink(stage)
    stage.drag(place, line(place, (0.2, 0.3), (0.35, 0.4), (0.5, 0.5)))
    stage.drag(place, line(place, (0.6, 0.2), (0.6, 0.7)))
    first, second = signatures(stage)
    assert len(first) == 1
    assert len(second) == 2
    for told, meant in zip(second[0], ((0.2, 0.3), (0.35, 0.4), (0.5, 0.5)), strict=True):
        assert told == pytest.approx(meant, abs=0.01)


def test_ink_follows_the_finger_and_goes_when_it_is_wiped(stage: Stage) -> None:
    place = ink(stage)
    stage.drag(place, line(place, *((0.2 + 0.02 * n, 0.4) for n in range(30))))
    on_the_way = place.mapToScene(QPointF(0.5 * place.width(), 0.4 * place.height()))
    settle()
    assert colour(stage.opened.window.grabWindow(), on_the_way).lightness() < 80
    stage.touch_label("擦掉重写")
    settle()
    assert colour(stage.opened.window.grabWindow(), on_the_way) == QColor("white")
    assert signatures(stage)[-1] == ()


def test_a_stroke_after_wiping_is_the_only_one(stage: Stage) -> None:
    place = ink(stage)
    stage.drag(place, line(place, (0.2, 0.2), (0.4, 0.4)))
    stage.touch_label("擦掉重写")
    stage.drag(place, line(place, (0.5, 0.2), (0.5, 0.4)))
    assert len(signatures(stage)[-1]) == 1


def test_a_finger_that_leaves_the_box_draws_along_its_edge(stage: Stage) -> None:
    place = ink(stage)
    stage.drag(place, line(place, (0.5, 0.5), (0.5, -0.1), (1.04, 0.5)))
    assert all(0 <= x <= 1 and 0 <= y <= 1 for stroke in signatures(stage)[-1] for x, y in stroke)


def test_a_second_finger_is_not_seen(stage: Stage) -> None:
    place = ink(stage)
    window = stage.opened.window
    screen = QTest.createTouchDevice(QPointingDevice.DeviceType.TouchScreen)
    first, second = line(place, (0.2, 0.5), (0.8, 0.5))
    for step in range(4):
        touches = QTest.touchEvent(window, screen)
        one = place.mapToScene(QPointF(first + QPoint(step * 30, 0))).toPoint()
        other = place.mapToScene(QPointF(second - QPoint(0, step * 30))).toPoint()
        (touches.press if step == 0 else touches.move)(0, one, window)
        if step == 1:
            touches.press(1, other, window)
        elif step > 1:
            touches.move(1, other, window)
        touches.commit()
        settle(10)
    touches = QTest.touchEvent(window, screen)
    touches.release(0, one, window).release(1, other, window)
    touches.commit()
    settle()
    (strokes,) = signatures(stage)
    assert len(strokes) == 1
    assert all(x < 0.5 for x, _ in strokes[0])


def test_the_box_has_the_same_shape_in_every_orientation(stage: Stage) -> None:
    place = ink(stage)
    assert place.width() / place.height() == pytest.approx(984 / 696, rel=0.01)


def test_a_screen_that_says_unsigned_wipes_what_was_signed(stage: Stage) -> None:
    place = ink(stage)
    stage.drag(place, line(place, (0.2, 0.2), (0.4, 0.4)))
    stage.show(entry_sample("signature"))
    stage.show(entry_sample("signature-empty"))
    stage.drag(place, line(place, (0.5, 0.2), (0.5, 0.4)))
    assert len(signatures(stage)[-1]) == 1


def test_choosing_tells_field_and_value(stage: Stage) -> None:
    stage.show(entry_sample("choose-village"))
    stage.touch_label("陈屋")
    assert ev.OptionChosen("village", "陈屋") in stage.events
    stage.touch_label("换一个镇")
    assert ev.ChangeAsked("town") in stage.events
    stage.touch_label("下一页")
    assert ev.PageTurned(1) in stage.events
