"""Codes in pictures: any direction, Chinese texts in either character set, and never a text in a log."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import qrcode

from drivers.ports import Frame
from drivers.vision.codes import ZxingCodeScanner

CHINESE = "办件编号：DG202611240418 老人津贴申请"


def code(data: str | bytes, module_px: int = 6) -> Frame:
    maker = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=4)
    maker.add_data(data)
    matrix = np.where(np.array(maker.get_matrix()), 15, 235).astype(np.uint8)
    gray = np.kron(matrix, np.ones((module_px, module_px), np.uint8))
    return cv2.cvtColor(gray, cv2.COLOR_GRAY2BGR)


def on_table(codes: list[Frame], angle_deg: float = 0.0, blur_px: float = 0.0) -> Frame:
    frame = np.full((720, 1280, 3), 70, np.uint8)
    x = 60
    for picture in codes:
        height, width = picture.shape[:2]
        frame[200 : 200 + height, x : x + width] = picture
        x += width + 80
    matrix = cv2.getRotationMatrix2D((640, 360), angle_deg, 1)
    turned = cv2.warpAffine(frame, matrix, (1280, 720), borderValue=(70, 70, 70))
    return cv2.GaussianBlur(turned, (0, 0), blur_px) if blur_px else turned


def texts(frame: Frame) -> list[str]:
    return [text.reveal() for text in ZxingCodeScanner().decode(frame)]


@pytest.mark.parametrize("angle_deg", [0, 17, 45, 90, 180, 271])
@pytest.mark.parametrize("text", ["https://guanjia.example/v/7KQ4-M2XD", CHINESE, "莞"])
def test_a_code_is_read_in_any_direction(text: str, angle_deg: float) -> None:
    picture = code(text)
    frame = np.full((720, 1280, 3), 70, np.uint8)
    height, width = picture.shape[:2]
    frame[360 - height // 2 : 360 - height // 2 + height, 640 - width // 2 : 640 - width // 2 + width] = picture
    matrix = cv2.getRotationMatrix2D((640, 360), angle_deg, 1)
    assert texts(cv2.warpAffine(frame, matrix, (1280, 720), borderValue=(70, 70, 70))) == [text]


@pytest.mark.parametrize("text", [CHINESE, "厚街", "张", "村", "东莞市厚街镇溪头村便民服务站", "𠮷"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_chinese_text_comes_out_right_in_either_character_set(text: str, encoding: str) -> None:
    assert texts(on_table([code(text.encode(encoding))])) == [text]


def test_a_blurred_code_is_read() -> None:
    assert texts(on_table([code(CHINESE)], angle_deg=5, blur_px=2.0)) == [CHINESE]


def test_all_codes_of_a_picture_are_read_and_the_same_text_only_once() -> None:
    found = texts(on_table([code("one"), code("two"), code("one")]))
    assert sorted(found) == ["one", "two"]


def test_a_gray_frame_and_a_mirrored_view_are_frames_too() -> None:
    frame = on_table([code(CHINESE)])
    assert texts(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY)) == [CHINESE]
    assert texts(frame[:, ::-1]) == [CHINESE]


def test_a_picture_without_a_code_has_no_texts() -> None:
    assert texts(np.random.default_rng(3).integers(0, 256, (480, 640, 3), np.uint8)) == []


def test_a_text_cannot_be_printed_by_accident() -> None:
    assert "441900195103071237" not in repr(ZxingCodeScanner().decode(code("441900195103071237")))
