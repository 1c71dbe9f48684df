"""A signature as a picture."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage

from ui import signature
from ui.signature import ASPECT, THICK, THIN, pen_widths, render_signature

points = st.tuples(st.floats(0, 1), st.floats(0, 1))
strokes = st.lists(st.lists(points, min_size=1, max_size=12), max_size=4)
SLOW = [(0.2 + 0.004 * n, 0.5) for n in range(30)]
FAST = [(0.2 + 0.06 * n, 0.5) for n in range(10)]


def picture(drawn: list[list[tuple[float, float]]], width: int = 492, height: int = 348) -> QImage:
    image = QImage.fromData(render_signature(drawn, width, height), "PNG")
    assert (image.width(), image.height()) == (width, height)
    return image


def ink_height(image: QImage, x: int) -> int:
    return sum(image.pixelColor(x, y).lightness() < 128 for y in range(image.height()))


def test_no_strokes_are_a_white_picture() -> None:
    image = picture([])
    assert all(image.pixelColor(x, y).lightness() == 255 for x in range(0, 492, 13) for y in range(0, 348, 13))


def test_a_slow_finger_draws_thicker_than_a_fast_one() -> None:
    assert ink_height(picture([SLOW]), 140) > ink_height(picture([FAST]), 280) > 0


def test_a_touch_is_a_dot() -> None:
    image = picture([[(0.5, 0.5)]])
    assert image.pixelColor(246, 174).lightness() < 128
    assert image.pixelColor(266, 174).lightness() == 255


def test_ink_goes_through_the_ends_of_a_stroke() -> None:
    image = picture([FAST])
    for x, y in (FAST[0], FAST[-1]):
        assert image.pixelColor(round(x * 492), round(y * 348)).lightness() < 128


@given(st.lists(points, min_size=1, max_size=30))
def test_the_pen_is_never_thicker_or_thinner_than_it_may_be(stroke: list[tuple[float, float]]) -> None:
    widths = pen_widths(stroke)
    assert len(widths) == len(stroke)
    assert all(THIN - 1e-9 <= width <= THICK + 1e-9 for width in widths)


@given(strokes)
def test_the_same_strokes_are_the_same_bytes(drawn: list[list[tuple[float, float]]]) -> None:
    assert render_signature(drawn, 98, 70) == render_signature(drawn, 98, 70)


def test_no_application_is_needed() -> None:
    program = "from ui.signature import render_signature as r; print(len(r([[(.1,.1),(.5,.5),(.9,.2)]], 984, 696)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert int(done.stdout) > 1_000


def test_the_page_draws_with_the_same_numbers() -> None:
    page = (Path(signature.__file__).parent / "pages" / "InkBox.qml").read_text("utf-8")
    for name, value in (
        ("thick", THICK),
        ("thin", THIN),
        ("fast", signature.FAST),
        ("ease", signature.EASE),
        ("aspect", ASPECT),
    ):
        found = re.search(rf"readonly property real {name}: ([0-9.]+)(?: / ([0-9.]+))?$", page, re.MULTILINE)
        assert found, name
        assert float(found[1]) / float(found[2] or 1) == value, name
