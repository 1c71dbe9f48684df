"""Finds the page on the camera's dark table, judges the picture for the resident, and straightens the page.

Pure functions over frames; no device, no file. They are native code underneath (OpenCV) and can therefore run in the
worker process (`drivers.vision.job`). Any thread. Deliberately no reading of what stands on the page.

A page is the bright quadrangle that stands out best with dark on all four sides. Its sides are fitted to the outline as
lines and the corners are where these meet, so that a rounded or dog-eared corner is found where it would be.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from drivers.ports import Frame
from kiosk.core.devices import PageQuality
from kiosk.core.errors import DeviceError

Gray: TypeAlias = NDArray[np.uint8]  # (height, width)
Mask: TypeAlias = NDArray[np.uint8]  # (height, width), 0 or 255
Corners: TypeAlias = NDArray[
    np.float32
]  # (4, 2): x, y in pixels; clockwise on the screen from the one nearest top left
Outline: TypeAlias = tuple[tuple[float, float], ...]

FOUND_AT_PX = 640  # long side on which the page is looked for
JUDGED_AT_PX = 1280  # long side on which sharpness is judged: half the work of 1920, and blur still shows
STILL_PX = 2000  # long side of a straightened page: 170 dpi on A4, enough to read and to archive
STILL_QUALITIES = (85, 70, 55, 40, 25)  # the first; the others where a page would be larger than it may be
LARGEST_BYTES = 4 << 20  # of a page as JPEG, as docs/platform-api.yaml promises; writing on paper takes a tenth

# The figures below were chosen on rendered scenes (tests/unit/drivers/vision) and on pages between 8 % and 90 % of the
# picture. Brightness is 0..255 after the camera's own gamma.
MIN_PAGE_SHARE = 0.06
MIN_FILL = 0.88  # how much of its quadrangle a page fills
MIN_STEP = 18.0  # how much brighter a page is than the table beside it, on its faintest side
CLEAR_STEP = 70.0  # nothing is gained by looking further: white paper on a dark table has 100 and more
EDGE_MARGIN_PX = 2  # of FOUND_AT_PX: closer to the picture's edge is cut off
MIN_PAPER = 105.0  # a white page darker than this prints grey and noisy
MIN_SHARPNESS = 0.22  # steepest steps over 2 px, as a share of the contrast: a Gaussian blur of 1.5 px there
GLARE_LEVEL = 250  # a lamp's reflection saturates the sensor; paper that the camera exposes well does not
GLARE_OVER_PAPER = 8.0
MIN_GLARE_SHARE = 0.004  # of the page: about the size of one form field


@dataclass(frozen=True, slots=True)
class _Page:
    """What was found, in pixels of the frame it was looked for in."""

    mask: Mask  # the page's surface as far as it is in the picture
    corners: Corners | None  # None: cut off


def judge(frame: Frame) -> PageQuality:
    """Say how good the picture is. Takes (h, w, 3) BGR or (h, w) gray, any size.

    About 12 ms of processor time at 1920 x 1080.
    """
    gray = for_judging(frame)
    small = at_most(gray, FOUND_AT_PX)
    page = _find(small)
    mask = np.full_like(small, 255) if page is None else page.mask
    paper = float(np.median(small[mask > 0])) if page else float(np.percentile(small, 95))
    return PageQuality(
        corners=page is not None and page.corners is not None,
        bright=paper >= MIN_PAPER,
        sharp=_sharpness(gray, mask) >= MIN_SHARPNESS,
        glare=page is not None and _glare(small, mask, paper),
        outline=() if page is None or page.corners is None else _outline(page.corners, small),
    )


def for_judging(frame: Frame) -> Gray:
    """Return what `judge` looks at of a frame: brightness alone, no larger than it needs."""
    return at_most(_gray(frame), JUDGED_AT_PX)


def find_outline(frame: Frame) -> Outline:
    """Return the page's four corners, 0..1 of width and height, clockwise from top left; empty when not all are in."""
    small = at_most(_gray(frame), FOUND_AT_PX)
    page = _find(small)
    return () if page is None or page.corners is None else _outline(page.corners, small)


def straighten(frame: Frame, outline: Outline) -> Frame:
    """Return the page alone, its perspective taken away, at its own resolution but no more than `STILL_PX` long."""
    import cv2  # noqa: PLC0415 - heavy

    height, width = frame.shape[:2]
    corners = np.array(outline, np.float32) * np.array([width, height], np.float32)
    lengths = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1)  # top, right, bottom, left
    page_width, page_height = max(lengths[0], lengths[2]), max(lengths[1], lengths[3])
    scale = min(1.0, STILL_PX / max(page_width, page_height))
    size = max(1, round(page_width * scale)), max(1, round(page_height * scale))
    flat = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, flat)
    return cast(
        "Frame", cv2.warpPerspective(frame, matrix, size, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE)
    )


def still(frame: Frame) -> Frame:
    """Return what is kept of a frame: the page alone where its corners are found, else all; within `STILL_PX`."""
    outline = find_outline(frame)
    return straighten(frame, outline) if outline else at_most(frame, STILL_PX)


def encoded(kept: Frame) -> bytes:
    """Return a still as JPEG, no more than `LARGEST_BYTES`: at the best quality that fits.

    Raises `DeviceError` CAM-002 where none does.
    """
    import cv2  # noqa: PLC0415 - heavy

    for quality in STILL_QUALITIES:
        _, jpeg = cv2.imencode(".jpg", kept, [cv2.IMWRITE_JPEG_QUALITY, quality])
        if len(jpeg) <= LARGEST_BYTES:
            return jpeg.tobytes()
    raise DeviceError("CAM-002", f"a picture of {kept.shape[1]} x {kept.shape[0]} is over {LARGEST_BYTES} bytes")


def at_most(image: Frame, long_side_px: int) -> Frame:
    """Return the picture made smaller, never larger, so that its long side fits."""
    import cv2  # noqa: PLC0415 - heavy

    scale = long_side_px / max(image.shape[:2])
    if scale >= 1:
        return image
    size = max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale))
    return cast("Frame", cv2.resize(image, size, interpolation=cv2.INTER_AREA))


# --- finding ----------------------------------------------------------------------------------------------


def _find(gray: Gray) -> _Page | None:
    """Look for the page at several thresholds and keep the candidate that stands out best from the table."""
    import cv2  # noqa: PLC0415 - heavy

    smooth = np.asarray(cv2.GaussianBlur(gray, (5, 5), 0), np.uint8)
    otsu, _ = cv2.threshold(smooth, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    best: _Page | None = None
    best_score = 0.0
    cut: _Page | None = None
    for level in (otsu, otsu * 0.75, otsu + (255 - otsu) * 0.25):  # light falls off over a page
        for contour, mask in _bright_areas(smooth, level):
            if _touches_edge(contour, smooth):
                cut = cut or _Page(mask, None)
                continue
            corners = _corners(contour)
            if corners is None:
                continue
            step = min(_steps(smooth, corners))
            score = step * float(np.sqrt(cv2.contourArea(corners)))
            if score > best_score and step >= MIN_STEP:
                best, best_score = _Page(mask, corners), score
            if step >= CLEAR_STEP:
                return best
    return best or cut


def _bright_areas(smooth: Gray, level: float) -> list[tuple[NDArray[np.int32], Mask]]:
    """Return outline and filled mask of what is brighter than `level` and large enough to be a page."""
    import cv2  # noqa: PLC0415 - heavy

    _, bright = cv2.threshold(smooth, level, 255, cv2.THRESH_BINARY)
    bright = cv2.morphologyEx(bright, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))  # cuts reflections on the table off
    contours, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    found = []
    for contour in sorted(contours, key=cv2.contourArea, reverse=True)[:3]:
        if cv2.contourArea(contour) < MIN_PAGE_SHARE * smooth.size:
            break
        mask = np.zeros_like(smooth)
        cv2.drawContours(mask, [contour], -1, 255, cv2.FILLED)
        found.append((cast("NDArray[np.int32]", contour.reshape(-1, 2)), mask))
    return found


def _touches_edge(contour: NDArray[np.int32], gray: Gray) -> bool:
    height, width = gray.shape
    x, y = contour[:, 0], contour[:, 1]
    margin = EDGE_MARGIN_PX
    outside = (x < margin) | (y < margin) | (x >= width - margin) | (y >= height - margin)
    return int(np.count_nonzero(outside)) > 2


def _corners(contour: NDArray[np.int32]) -> Corners | None:
    """Return the quadrangle that the contour is, or None when it is something else."""
    import cv2  # noqa: PLC0415 - heavy

    hull = cv2.convexHull(contour)
    perimeter = cv2.arcLength(hull, closed=True)
    shapes = (cv2.approxPolyDP(hull, share * perimeter, closed=True) for share in (0.01, 0.02, 0.03, 0.05, 0.07))
    rough = next((shape for shape in shapes if len(shape) == 4), None)
    if rough is None:
        return None
    corners = _fitted(contour, _ordered(rough.reshape(4, 2).astype(np.float32)))
    fill = cv2.contourArea(contour) / max(cv2.contourArea(corners), 1.0)
    return corners if MIN_FILL <= fill <= 1 / MIN_FILL and cv2.isContourConvex(corners) else None


def _ordered(corners: Corners) -> Corners:
    """Order four corners clockwise on the screen, beginning with the one nearest the top left."""
    centre = corners.mean(axis=0)
    clockwise = corners[np.argsort(np.arctan2(corners[:, 1] - centre[1], corners[:, 0] - centre[0]))]
    return np.roll(clockwise, -int(np.argmin(clockwise.sum(axis=1))), axis=0)


def _fitted(contour: NDArray[np.int32], rough: Corners) -> Corners:
    """Replace each side by the line that the contour follows along it, and each corner by where two lines meet."""
    import cv2  # noqa: PLC0415 - heavy

    lines = []
    for start, end in pairwise([*rough, rough[0]]):
        along = (end - start) / max(float(np.linalg.norm(end - start)), 1.0)
        offset = contour - start
        position = offset @ along / max(float(np.linalg.norm(end - start)), 1.0)
        distance = np.abs(offset[:, 0] * along[1] - offset[:, 1] * along[0])
        near = contour[(position > 0.08) & (position < 0.92) & (distance < 8)]
        if len(near) < 8:
            return rough
        lines.append(cv2.fitLine(near.astype(np.float32), cv2.DIST_HUBER, 0, 0.01, 0.01).ravel())
    meetings = [_meeting(lines[index - 1], lines[index]) for index in range(4)]
    fitted = np.array([meeting for meeting in meetings if meeting], np.float32)
    if len(fitted) < 4:
        return rough
    far = float(np.max(np.linalg.norm(fitted - rough, axis=1)))
    return fitted if far < 0.06 * float(np.ptp(contour, axis=0).max()) else rough


def _meeting(one: NDArray[np.float32], other: NDArray[np.float32]) -> tuple[float, float] | None:
    """Return where two lines (direction x, y, point x, y) meet; None for parallels."""
    cross = float(one[0] * other[1] - one[1] * other[0])
    if abs(cross) < 1e-3:
        return None
    along = ((other[2] - one[2]) * other[1] - (other[3] - one[3]) * other[0]) / cross
    return float(one[2] + along * one[0]), float(one[3] + along * one[1])


def _steps(smooth: Gray, corners: Corners) -> list[float]:
    """Return for each side how much brighter it is 5 px inside than 5 px outside."""
    height, width = smooth.shape
    centre = corners.mean(axis=0)
    steps = []
    for start, end in pairwise([*corners, corners[0]]):
        points = start + np.linspace(0.1, 0.9, 24, dtype=np.float32)[:, None] * (end - start)
        side = end - start
        inward = np.array([-side[1], side[0]], np.float32) / max(float(np.linalg.norm(side)), 1.0)
        if float(inward @ (centre - start)) < 0:
            inward = -inward
        values = []
        for offset in (5.0, -5.0):
            x, y = (points + offset * inward).round().astype(int).T
            values.append(smooth[np.clip(y, 0, height - 1), np.clip(x, 0, width - 1)].astype(float))
        steps.append(float(np.median(values[0] - values[1])))
    return steps


# --- judging ----------------------------------------------------------------------------------------------


def _sharpness(gray: Gray, mask: Mask) -> float:
    """Return the steepest steps over two pixels as a share of the contrast: 0.5 for a perfect lens, 0 for fog.

    Taken per direction, the worse one counts: a page that moves is sharp along its movement. The page's own border is
    always such a step, so an empty page is judged as well as a full one.
    """
    import cv2  # noqa: PLC0415 - heavy

    height, width = gray.shape
    region = cv2.dilate(mask, np.ones((7, 7), np.uint8))
    region = cv2.resize(region, (width, height), interpolation=cv2.INTER_NEAREST)
    levels = np.cumsum(cv2.calcHist([gray], [0], region, [256], [0, 256]).ravel())
    low, high = (int(np.searchsorted(levels, share * levels[-1])) for share in (0.01, 0.9))
    if high - low < 10:
        return 0.0
    rank = (
        width + height
    ) // 2  # so many pixels must be that steep: half of the shortest border, and never noise alone
    steepest = []
    for first, last, inside in (
        (gray[:, :-2], gray[:, 2:], region[:, 1:-1]),
        (gray[:-2], gray[2:], region[1:-1]),
    ):
        counts = cv2.calcHist([cv2.absdiff(first, last)], [0], np.ascontiguousarray(inside), [256], [0, 256]).ravel()
        from_top = np.cumsum(counts[::-1])
        steepest.append(255 - int(np.searchsorted(from_top, rank)))
    return max(min(steepest), 0) / 2 / (high - low)


def _glare(gray: Gray, mask: Mask, paper: float) -> bool:
    """True when a lamp mirrors in the page: one spot, saturated and brighter than the paper, that hides something."""
    import cv2  # noqa: PLC0415 - heavy

    inside = cv2.erode(mask, np.ones((5, 5), np.uint8))
    level = max(float(GLARE_LEVEL), paper + GLARE_OVER_PAPER)
    if level > 255:  # the paper itself is burnt out
        return True
    saturated = ((gray >= level) & (inside > 0)).astype(np.uint8)
    spots = cv2.morphologyEx(saturated, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(spots)
    area = int(stats[1:, cv2.CC_STAT_AREA].max()) if count > 1 else 0
    return area >= MIN_GLARE_SHARE * int(np.count_nonzero(mask))


# --- pixels -----------------------------------------------------------------------------------------------


def _gray(frame: Frame) -> Gray:
    import cv2  # noqa: PLC0415 - heavy

    return cast("Gray", frame if frame.ndim == 2 else cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY))


def _outline(corners: Corners, small: Gray) -> Outline:
    height, width = small.shape
    return tuple((float(np.clip(x / width, 0, 1)), float(np.clip(y / height, 0, 1))) for x, y in corners + 0.5)
