"""The mailbox of the document camera's frames."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QBuffer, QSize
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from kiosk.core.sensitive import Sensitive
from ui.preview import Preview

NO_LIMIT = QSize()


def frame(blue: int, green: int, red: int, width: int = 8, height: int = 6) -> bytes:
    return bytes((blue, green, red)) * (width * height)


def picture(blue: int, green: int, red: int, width: int = 8, height: int = 6) -> Sensitive[bytes]:
    """A picture file; its content tells its kind, and PNG keeps colours."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(red, green, blue))
    content = QBuffer()
    content.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(content, "PNG")
    return Sensitive(content.data().data())


def shown(preview: Preview, what: str = "live/1", limit: QSize = NO_LIMIT) -> QImage:
    size = QSize()
    image = preview.requestImage(what, size, limit)
    assert size == image.size()
    return image


def colour(image: QImage) -> tuple[int, int, int]:
    found = QColor(image.pixel(image.width() // 2, image.height() // 2))
    return found.red(), found.green(), found.blue()


def test_the_newest_frame_wins() -> None:
    preview = Preview()
    preview.put(frame(1, 2, 3), 8, 6)
    preview.put(frame(10, 20, 30), 8, 6)
    assert colour(shown(preview)) == (30, 20, 10)


def test_frames_that_nobody_has_drawn_are_announced_once(qtbot: QtBot) -> None:
    preview = Preview()
    producer = threading.Thread(target=lambda: [preview.put(frame(n, n, n), 8, 6) for n in range(50)])
    producer.start()
    producer.join()
    qtbot.waitUntil(lambda: preview.property("serial") > 0, timeout=1_000)
    assert preview.property("serial") == 1
    assert colour(shown(preview)) == (49, 49, 49)
    preview.put(frame(0, 0, 0), 8, 6)
    qtbot.waitUntil(lambda: preview.property("serial") == 2, timeout=1_000)


def test_nothing_is_left_after_clearing() -> None:
    stills = {"ab12": picture(9, 9, 9)}
    preview = Preview(stills.get)
    preview.put(frame(9, 9, 9), 8, 6)
    shown(preview, "still/ab12")
    stills.clear()
    preview.clear()
    for what in ("live/7", "still/ab12"):
        image = shown(preview, what)
        assert (image.width(), QColor.fromRgba(image.pixel(0, 0)).alpha()) == (1, 0)


def test_a_page_that_goes_takes_the_live_picture_and_leaves_the_still_to_the_next() -> None:
    preview = Preview({"ab12": picture(5, 5, 5)}.get)
    preview.put(frame(9, 9, 9), 8, 6)
    preview.clear()
    assert shown(preview, "live/7").width() == 1
    assert colour(shown(preview, "still/ab12")) == (5, 5, 5)


def test_every_picture_of_the_session_is_found_by_its_name() -> None:
    preview = Preview({"one": picture(1, 1, 1), "two": picture(2, 2, 2)}.get)
    assert colour(shown(preview, "still/two")) == (2, 2, 2)
    assert colour(shown(preview, "still/one")) == (1, 1, 1)
    assert shown(preview, "still/three").width() == 1


def test_a_small_picture_of_a_page_does_not_make_the_live_one_small() -> None:
    preview = Preview({"one": picture(1, 1, 1, 96, 72)}.get)
    shown(preview, limit=QSize(96, 72))
    assert shown(preview, "still/one", QSize(12, 100)).size() == QSize(12, 9)
    preview.put(frame(1, 1, 1, 96, 72), 96, 72)
    assert shown(preview, limit=QSize(96, 72)).size() == QSize(96, 72)


def test_what_is_no_picture_is_not_shown() -> None:
    preview = Preview({"one": Sensitive(b"no picture")}.get)
    assert shown(preview, "still/one").width() == 1


def test_a_frame_is_made_as_large_as_the_page_last_asked_for() -> None:
    preview = Preview()
    preview.put(frame(1, 1, 1, 96, 72), 96, 72)
    assert shown(preview, limit=QSize(48, 100)).size() == QSize(48, 36)
    preview.put(frame(1, 1, 1, 96, 72), 96, 72)
    assert shown(preview, limit=QSize(48, 100)).size() == QSize(48, 36)


def test_a_frame_of_another_size_than_said_is_refused() -> None:
    preview = Preview()
    with pytest.raises(ValueError, match="8 x 6"):
        preview.put(b"\0" * 100, 8, 6)


def test_a_frame_outlives_the_bytes_that_it_came_in() -> None:
    preview = Preview()
    data = bytearray(frame(5, 6, 7))
    preview.put(memoryview(data), 8, 6)
    data[:] = b"\0" * len(data)
    assert colour(shown(preview)) == (7, 6, 5)
