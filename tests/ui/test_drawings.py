"""Icons, pictures and codes: drawn as asked, in the colours asked for, once."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pytest
import zxingcpp
from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QImage

from flows.model.screen import ReceiptBody
from tests.support.screens import ZH, sample
from tests.support.stage import LANDSCAPE, PORTRAIT, Stage
from ui.icons import IconProvider, LiftProvider, load_icons
from ui.pictures import FOLDER, PictureProvider, as_lines
from ui.qr import QUIET_MODULES, QrProvider, qr_matrix

ICONS = sorted(load_icons()["icons"])
PICTURES = sorted(path.stem for path in FOLDER.glob("*.svg"))
pytestmark = pytest.mark.usefixtures("qapp")


def pixels(image: QImage) -> np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]:
    """Return height x width x RGBA, not premultiplied."""
    plain = image.convertToFormat(QImage.Format.Format_RGBA8888)
    return np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.width(), 4).copy()


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_is_drawn_within_its_grid(name: str) -> None:
    drawn = pixels(IconProvider().draw(name, "0B5B4B", "E2EEE8", "FFFFFF", side=96))
    alpha = drawn[:, :, 3]
    assert alpha.max() == 255
    edge = np.concatenate([alpha[0], alpha[-1], alpha[:, 0], alpha[:, -1]])
    assert edge.max() < 40, "the icon leaves its grid"


def test_an_icon_wears_the_colours_asked_for() -> None:
    drawn = pixels(IconProvider().draw("printer", "FF0000", "00FF00", "0000FF", side=96))
    solid = {tuple(int(part) for part in row[:3]) for row in drawn[drawn[:, :, 3] == 255]}
    assert {(255, 0, 0), (0, 255, 0), (0, 0, 255)} <= solid


def test_in_high_contrast_nothing_is_filled() -> None:
    drawn = pixels(IconProvider().draw("idcard", "FFE14D", "none", "000000", side=96))
    assert drawn[70, 80, 3] == 0  # within the card's body


def test_an_icon_is_drawn_once() -> None:
    provider = IconProvider()
    first = provider.requestImage("back/000000/none/FFFFFF/1", QSize(), QSize(48, 48))
    again = provider.requestImage("back/000000/none/FFFFFF/1", QSize(), QSize(48, 48))
    assert first.cacheKey() == again.cacheKey()


def test_an_unknown_icon_is_a_defect() -> None:
    with pytest.raises(KeyError, match="no-such"):
        IconProvider().draw("no-such", "000000", "none", "FFFFFF", side=48)


def test_every_icon_that_qml_names_exists() -> None:
    named = set()
    for path in Path(FOLDER).parent.parent.rglob("*.qml"):
        named |= set(re.findall(r'\b(?:name|icon): "([a-z]+)"', path.read_text("utf-8")))
    assert len(named) >= 5
    assert named <= set(ICONS) | set(PICTURES)


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("look", ["flat", "line"])
def test_every_picture_is_drawn_whole_at_the_size_asked_for(name: str, look: str) -> None:
    size = QSize()
    image = PictureProvider().requestImage(f"{name}/{look}", size, QSize(200, 200))
    assert max(image.width(), image.height()) == 200
    assert (size.width(), size.height()) == (image.width(), image.height())
    assert pixels(image)[:, :, 3].max() == 255


@pytest.mark.parametrize("name", PICTURES)
def test_a_line_drawing_is_black_white_and_yellow_alone(name: str) -> None:
    lines = as_lines((FOLDER / f"{name}.svg").read_text("utf-8"))
    assert set(re.findall(r"#[0-9A-F]{6}", lines)) <= {"#000000", "#FFFFFF", "#FFE14D"}


def test_the_lift_is_empty_where_the_card_is_not_and_dark_below_it() -> None:
    alpha = pixels(LiftProvider().requestImage("20/0610231b", QSize(), QSize()))[:, :, 3]
    assert alpha[0, 0] == 0
    assert 0 < alpha[-4, 38] < alpha[-8, 38] < 40


@pytest.mark.parametrize("text", ["https://example.invalid/p/DG202611240418?a=1&b=%20", "本机编号 XT07-1124-0031"])
def test_a_code_holds_the_text_and_nothing_of_its_address(text: str) -> None:
    size = QSize()
    image = QrProvider().requestImage(quote(text, safe=""), size, QSize(280, 280))
    modules = len(qr_matrix(text))
    assert image.width() == size.width() == modules * (280 // modules), "whole pixels a module"
    quiet = QUIET_MODULES * (280 // modules)
    page = np.full((image.height() + 2 * quiet, image.width() + 2 * quiet), 255, np.uint8)
    page[quiet:-quiet, quiet:-quiet] = pixels(image)[:, :, 0]
    assert [code.text for code in zxingcpp.read_barcodes(page)] == [text]


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize("name", ["receipt-done", "receipt-wait", "receipt-print"])
def test_a_phone_reads_the_code_off_the_screen(qapp: QCoreApplication, name: str, size: QSize) -> None:
    screen = sample(name, ZH)
    stage = Stage(size)
    stage.open(screen)
    shown = pixels(stage.opened.window.grabWindow())[:, :, :3].copy()
    stage.close()
    assert isinstance(screen.body, ReceiptBody)
    assert screen.body.card
    assert [code.text for code in zxingcpp.read_barcodes(shown)] == [screen.body.card.qr]
