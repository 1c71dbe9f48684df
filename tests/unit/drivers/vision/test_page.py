"""The page on the table: found where it is, judged as a person would, straightened."""

from __future__ import annotations

import time
from dataclasses import replace

import cv2
import numpy as np
import pytest

from drivers.vision import page
from drivers.vision.page_vision import DirectPageVision
from kiosk.core.errors import DeviceError
from tests.support.scenes import Scene, page_picture, render

GOOD = Scene()


def error_px(scene: Scene, outline: tuple[tuple[float, float], ...]) -> float:
    """Distance of the worst corner from the truth; the outline may begin at another corner than the truth does."""
    found = np.array(outline) * [scene.width_px, scene.height_px]
    truth = np.array(scene.truth)
    return float(min(np.linalg.norm(np.roll(found, turn, axis=0) - truth, axis=1).max() for turn in range(4)))


@pytest.mark.parametrize(
    "scene",
    [
        GOOD,
        *(Scene(angle_deg=angle, page_height=0.5) for angle in (-89, -45, -20, -3, 5, 30, 44, 60, 90, 180)),
        Scene(tilt=0.2, angle_deg=8),
        Scene(page_height=0.3, centre=(0.3, 0.4)),
        Scene(page_height=0.94, page_aspect=1.6),
        Scene(page_height=0.9, page_aspect=0.707),
        Scene(fall_off=0.55),
        Scene(light=0.6),
        Scene(noise=10),
        Scene(table=110),
        Scene(writing=False),
        Scene(clutter=True, page_height=0.6),
        Scene(glare=(1.0, 0.3, 0.15)),
        Scene(blur_px=4),
        Scene(width_px=640, height_px=480, page_aspect=1.2),
        Scene(width_px=3840, height_px=2160),
    ],
    ids=repr,
)
def test_the_four_corners_are_found_where_they_are(scene: Scene) -> None:
    frame = render(scene)
    quality = page.judge(frame)
    assert quality.corners
    assert error_px(scene, quality.outline) < 0.004 * scene.width_px


@pytest.mark.parametrize("seed", range(12))
def test_any_page_that_is_wholly_in_the_picture_is_found(seed: int) -> None:
    random = np.random.default_rng(seed)
    scene = Scene(
        page_height=random.uniform(0.35, 0.55),
        page_aspect=random.uniform(0.7, 1.5),
        angle_deg=random.uniform(-180, 180),
        centre=(random.uniform(0.42, 0.58), random.uniform(0.48, 0.52)),
        tilt=random.uniform(0, 0.12),
        paper=int(random.uniform(170, 235)),
        table=int(random.uniform(20, 90)),
        fall_off=random.uniform(0, 0.4),
        seed=seed,
    )
    quality = page.judge(render(scene))
    assert quality.corners
    assert quality.sharp
    assert not quality.glare
    assert error_px(scene, quality.outline) < 8


def test_a_good_picture_is_called_good() -> None:
    quality = page.judge(render(GOOD))
    assert (quality.corners, quality.bright, quality.sharp, quality.glare) == (True, True, True, False)


@pytest.mark.parametrize("centre", [(0.75, 0.6), (0.5, 0.7), (0.2, 0.5), (0.5, 0.2)])
def test_a_page_that_is_cut_off_has_not_all_corners_and_no_outline(centre: tuple[float, float]) -> None:
    quality = page.judge(render(replace(GOOD, centre=centre, truth=[])))
    assert not quality.corners
    assert quality.outline == ()
    assert quality.sharp
    assert quality.bright


def test_an_empty_table_is_no_page() -> None:
    assert not page.judge(render(Scene(page_height=0.01))).corners


@pytest.mark.parametrize("shape", ["circle", "triangle"])
def test_what_is_not_a_quadrangle_is_no_page(shape: str) -> None:
    frame = np.full((1080, 1920, 3), 45, np.uint8)
    if shape == "circle":
        cv2.circle(frame, (960, 540), 400, (210, 210, 210), -1)
    else:
        cv2.fillPoly(frame, [np.array([[400, 1000], [960, 60], [1500, 1000]], np.int32)], (210, 210, 210))
    assert not page.judge(frame).corners


@pytest.mark.parametrize(("light", "bright"), [(1.0, True), (0.6, True), (0.4, False), (0.2, False)])
def test_a_dark_picture_is_called_dark(light: float, bright: bool) -> None:  # noqa: FBT001
    assert page.judge(render(Scene(light=light))).bright is bright


@pytest.mark.parametrize("writing", [True, False])
@pytest.mark.parametrize(("blur_px", "sharp"), [(0.5, True), (1.0, True), (1.5, True), (2.4, False), (4.0, False)])
def test_a_blurred_picture_is_called_blurred_written_on_or_not(
    blur_px: float,
    sharp: bool,  # noqa: FBT001
    writing: bool,  # noqa: FBT001
) -> None:
    assert page.judge(render(Scene(blur_px=blur_px, writing=writing))).sharp is sharp


@pytest.mark.parametrize(("motion_px", "sharp"), [(2, True), (7, False), (15, False)])
def test_a_page_that_moves_is_not_sharp_although_it_is_along_its_movement(
    motion_px: int,
    sharp: bool,  # noqa: FBT001
) -> None:
    assert page.judge(render(Scene(motion_px=motion_px))).sharp is sharp


@pytest.mark.parametrize("light", [0.6, 1.0])
def test_sharpness_does_not_depend_on_light_or_noise(light: float) -> None:
    assert page.judge(render(Scene(light=light, noise=9))).sharp
    assert not page.judge(render(Scene(light=light, noise=9, blur_px=4))).sharp


@pytest.mark.parametrize(
    ("glare", "seen"), [((0.7, 0.3, 0.15), True), ((1.0, 0.3, 0.2), True), ((0.5, 0.5, 0.3), True), (None, False)]
)
def test_a_lamp_mirrored_in_the_page_is_glare(glare: tuple[float, float, float] | None, seen: bool) -> None:  # noqa: FBT001
    quality = page.judge(render(Scene(glare=glare)))
    assert quality.glare is seen
    assert quality.corners


@pytest.mark.parametrize("paper", [170, 215, 240])
def test_white_paper_is_not_glare(paper: int) -> None:
    assert not page.judge(render(Scene(paper=paper))).glare


def test_a_burnt_out_page_is_glare() -> None:
    assert page.judge(render(Scene(light=1.6))).glare


@pytest.mark.parametrize("tilt", [0.0, 0.18])
def test_the_straightened_page_is_the_page_that_lay_there(tilt: float) -> None:
    scene = Scene(angle_deg=-7, tilt=tilt, noise=0, blur_px=0.4)
    straight = page.still(render(scene))
    height, width = straight.shape[:2]
    assert width / height == pytest.approx(scene.page_aspect, rel=0.06)
    truth = page_picture(width, height, scene)
    likeness = cv2.matchTemplate(
        cv2.GaussianBlur(straight, (0, 0), 4), cv2.GaussianBlur(truth, (0, 0), 4)[20:-20, 20:-20], cv2.TM_CCOEFF_NORMED
    )
    assert likeness.max() > 0.9


def test_a_page_without_four_corners_is_kept_whole() -> None:
    frame = render(replace(GOOD, centre=(0.75, 0.6), truth=[]))
    assert np.array_equal(page.still(frame), frame)


def test_a_still_is_never_longer_than_its_limit() -> None:
    for scene in (Scene(width_px=3840, height_px=2160), Scene(width_px=3840, height_px=2160, page_height=0.01)):
        assert max(page.still(render(scene)).shape) <= page.STILL_PX


def noise(*channels: int) -> np.ndarray:
    """What compresses worst, as large as a page can be."""
    dots = np.random.default_rng(1).integers(0, 2, (page.STILL_PX, page.STILL_PX, *channels), np.uint8)
    return np.ascontiguousarray(np.broadcast_to(dots * np.uint8(255), (page.STILL_PX, page.STILL_PX, 3)))


@pytest.mark.parametrize("frame", [noise(3), noise(1)], ids=["coloured", "black and white"])
def test_no_page_is_larger_than_four_mebibytes(frame: np.ndarray) -> None:
    """So twenty pages are 80 MiB at most."""
    kept = DirectPageVision().still(frame)
    assert (kept.width_px, kept.height_px) == (page.STILL_PX, page.STILL_PX)
    assert 2 << 20 < len(kept.jpeg.reveal()) <= page.LARGEST_BYTES == 4 << 20


def test_a_page_that_would_be_too_large_is_kept_a_little_coarser(monkeypatch: pytest.MonkeyPatch) -> None:
    frame = noise(3)
    largest = len(page.encoded(frame)) - 1
    monkeypatch.setattr(page, "LARGEST_BYTES", largest)
    jpeg = page.encoded(frame)
    assert largest // 3 < len(jpeg) <= largest
    assert cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR).shape == frame.shape


def test_a_page_that_nothing_makes_small_enough_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "LARGEST_BYTES", 1_000)
    with pytest.raises(DeviceError) as caught:
        DirectPageVision().still(noise(3))
    assert caught.value.code == "CAM-002"


@pytest.mark.parametrize(
    "frame",
    [
        np.zeros((1080, 1920, 3), np.uint8),
        np.full((1080, 1920, 3), 255, np.uint8),
        np.random.default_rng(1).integers(0, 256, (480, 640, 3), np.uint8),
        np.zeros((1, 1, 3), np.uint8),
        np.zeros((3, 5), np.uint8),
        np.full((2, 3000, 3), 200, np.uint8),
    ],
    ids=["black", "white", "noise", "one pixel", "tiny gray", "ribbon"],
)
def test_any_frame_is_judged_and_kept(frame: np.ndarray) -> None:
    assert not page.judge(frame).corners
    assert page.still(frame).size > 0


def test_a_preview_of_fifteen_frames_a_second_can_be_judged() -> None:
    frame = render(GOOD)
    page.judge(frame)
    times = []
    for _ in range(7):
        started = time.process_time()  # what it costs, whatever else the machine does
        page.judge(frame)
        times.append(time.process_time() - started)
    assert min(times) < 1 / 15 / 2
