"""QR codes: what goes in comes out, on screen and on paper."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.vision.codes import ZxingCodeScanner
from kiosk.documents.qr import qr_matrix, qr_svg


def scanned(matrix: tuple[tuple[bool, ...], ...]) -> list[str]:
    modules = np.pad(np.where(np.array(matrix), 0, 255).astype(np.uint8), 4, constant_values=255)
    return [text.reveal() for text in ZxingCodeScanner().decode(np.kron(modules, np.ones((5, 5), np.uint8)))]


@pytest.mark.parametrize("text", ["XT07-1124-0031", "https://guanjia.example/p/DG202611240418", "厚街镇溪头村 𠮷"])
def test_a_code_says_what_was_put_in(text: str) -> None:
    assert scanned(qr_matrix(text)) == [text]


@given(st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
def test_any_text_comes_back(text: str) -> None:
    assert scanned(qr_matrix(text)) == [text]


def test_the_matrix_has_no_quiet_zone_and_is_square() -> None:
    matrix = qr_matrix("XT07-1124-0031")
    assert all(len(row) == len(matrix) for row in matrix)
    assert all(matrix[0][:7])
    assert len(matrix) == 21


def test_the_picture_draws_each_dark_module_once_inside_a_quiet_zone() -> None:
    matrix = qr_matrix("办件编号")
    svg = ET.fromstring(qr_svg("办件编号"))  # noqa: S314 - our own
    side = len(matrix) + 8
    assert svg.get("viewBox") == f"0 0 {side} {side}"
    path = svg[1].get("d") or ""
    drawn = np.zeros((side, side), int)
    for run in path.strip("M").split("M"):
        start, _, rest = run.partition("h")
        x, y = map(int, start.split())
        length = int(rest.partition("v")[0])
        drawn[y, x : x + length] += 1
    assert np.array_equal(drawn, np.pad(np.array(matrix, int), 4))


def test_a_text_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        qr_matrix("x" * 5000)
