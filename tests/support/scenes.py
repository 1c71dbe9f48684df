"""Rendered scenes for the document camera: a page with writing on a dark table, as badly as one likes.

Ground truth is exact: the corners are where this module put them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

Frame = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything that can be varied. Lengths are shares of the picture's height unless named otherwise."""

    width_px: int = 1920
    height_px: int = 1080
    page_height: float = 0.7
    page_aspect: float = 1.4  # width by height
    angle_deg: float = 0.0
    centre: tuple[float, float] = (0.5, 0.5)  # of width and height
    tilt: float = 0.0  # perspective: how much narrower the far side is
    paper: int = 205
    table: int = 48
    writing: bool = True
    light: float = 1.0  # exposure
    fall_off: float = 0.0  # how much darker the right edge of the scene is, 0..1
    blur_px: float = 0.7  # sigma of the lens
    motion_px: int = 0  # horizontal movement during the exposure
    noise: float = 2.5
    glare: tuple[float, float, float] | None = None  # x, y of the page 0..1, radius as a share of the page's height
    clutter: bool = False
    seed: int = 7
    truth: list[tuple[float, float]] = field(default_factory=list, compare=False)


def page_picture(width: int, height: int, scene: Scene) -> Frame:
    """Return the flat page: lines of writing and a ruled table on paper."""
    random = np.random.default_rng(scene.seed)
    page = np.full((height, width, 3), scene.paper, np.uint8)
    if not scene.writing:
        return page
    ink = (52, 48, 44)
    for row in range(8):
        y = int(height * (0.18 + row * 0.095))
        cv2.line(page, (int(width * 0.06), y), (int(width * 0.94), y), (120, 140, 118), max(1, height // 400))
        text = "".join(random.choice(list("ABDEGHKMNPRSTUXYZ0123456789 ")) for _ in range(34))
        cv2.putText(page, text, (int(width * 0.08), y - height // 60), 0, height / 850, ink, max(1, height // 420), 16)
    cv2.rectangle(page, (int(width * 0.06), int(height * 0.08)), (int(width * 0.94), int(height * 0.86)), ink, 2)
    return page


def render(scene: Scene) -> Frame:
    """Return the frame, (height, width, 3) BGR, and put the page's true corners into `scene.truth` (pixels)."""
    random = np.random.default_rng(scene.seed)
    height, width = scene.height_px, scene.width_px
    page_height = scene.page_height * height
    page_width = page_height * scene.page_aspect
    flat = page_picture(round(page_width), round(page_height), scene)
    if scene.glare:
        _shine(flat, scene.glare)

    half = np.array([page_width, page_height]) / 2
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], float) * half
    corners[:2, 0] *= 1 - scene.tilt
    turn = np.deg2rad(scene.angle_deg)
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    corners = corners @ rotation.T + np.array(scene.centre) * [width, height]
    scene.truth[:] = [(float(x), float(y)) for x, y in corners]

    table = np.full((height, width, 3), scene.table, np.float32)
    grain = random.normal(0, 1, (height, 1, 1)).astype(np.float32)
    table += cv2.GaussianBlur(grain, (1, 31), 6).reshape(height, 1, 1) * 12
    if scene.clutter:
        cv2.rectangle(table, (30, 40), (170, 130), (190.0, 180.0, 170.0), -1)  # an ID card beside the page
        cv2.circle(table, (width - 90, height - 80), 30, (220.0, 220.0, 220.0), -1)
    source = np.array([[0, 0], [flat.shape[1], 0], [flat.shape[1], flat.shape[0]], [0, flat.shape[0]]], np.float32)
    matrix = cv2.getPerspectiveTransform(source, corners.astype(np.float32))
    page = cv2.warpPerspective(flat, matrix, (width, height), flags=cv2.INTER_AREA).astype(np.float32)
    alpha = cv2.warpPerspective(np.ones(flat.shape[:2], np.float32), matrix, (width, height))[..., None]
    frame = table * (1 - alpha) + page * alpha
    frame *= np.linspace(1, 1 - scene.fall_off, width, dtype=np.float32)[None, :, None] * scene.light
    if scene.blur_px > 0:
        frame = cv2.GaussianBlur(frame, (0, 0), scene.blur_px).astype(np.float32)
    if scene.motion_px > 1:
        frame = cv2.blur(frame, (scene.motion_px, 1)).astype(np.float32)
    frame += random.normal(0, scene.noise, frame.shape)
    return np.clip(frame, 0, 255).astype(np.uint8)


def _shine(flat: Frame, glare: tuple[float, float, float]) -> None:
    height, width = flat.shape[:2]
    x, y, radius = glare
    yy, xx = np.mgrid[0:height, 0:width]
    distance = np.hypot((xx - x * width) / (radius * height), (yy - y * height) / (radius * height * 0.6))
    lamp = np.clip(1.35 - distance, 0, 1)[..., None]
    flat[:] = np.clip(flat * (1 - lamp) + 262 * lamp, 0, 255).astype(np.uint8)
