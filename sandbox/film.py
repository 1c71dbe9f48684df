"""The camera film: what a document camera would see, drawn. `python -m sandbox.film --out DIR --variant good`.

A page of a fictional household register lies on a dark table: well, under a lamp's reflection, cut off, out of focus,
in the dark, or not at all. The pictures shake and rustle as a camera's do. Written as a folder of JPEG pictures (what
an MJPEG camera delivers) or as an AVI, by Typst and OpenCV. Knows nothing of who looks at it.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import cv2
import numpy as np
import typst
from numpy.typing import NDArray

Picture = NDArray[np.uint8]  # (height, width, 3), BGR
Light = NDArray[np.float32]  # the same, before it is clipped to a sensor's range

PAGE_MM = (143.0, 105.0)  # an opened page of a household register
PAGE_SHARE = 0.70  # of the picture's height
FRAMES = 8
FPS = 15.0
JPEG_QUALITY = 88


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """How the page lies and how it is lit. Shares are of the picture's width and height."""

    page: bool = True
    angle_deg: float = -2.4
    centre: tuple[float, float] = (0.5, 0.52)
    exposure: float = 1.0
    blur_px: float = 0.8  # at 1080 lines
    glare: bool = False


VARIANTS = {
    "good": Variant(),
    "glare": Variant(glare=True),
    "cut-off": Variant(centre=(0.78, 0.56), angle_deg=-6.0),
    "blurred": Variant(blur_px=5.0),
    "dark": Variant(exposure=0.36),
    "empty": Variant(page=False),
}


def frames(variant: Variant, width_px: int = 1920, height_px: int = 1080, count: int = FRAMES) -> Iterator[Picture]:
    """Yield `count` frames of one loop, (height, width, 3) BGR."""
    random = np.random.default_rng(20261124)
    table = _table(width_px, height_px, random)
    page = _page(round(height_px * PAGE_SHARE * PAGE_MM[0] / PAGE_MM[1]), random)
    lamp = _lamp(width_px, height_px)
    for index in range(count):
        phase = 2 * np.pi * index / count
        shake = np.array([np.sin(phase), np.cos(2 * phase)]) * 0.35 * height_px / 1080
        scene = _lay(page, table, variant, shake) if variant.page else table
        scene = scene * lamp * variant.exposure
        scene = np.asarray(cv2.GaussianBlur(scene, (0, 0), variant.blur_px * height_px / 1080), np.float32)
        noise = random.normal(0, 1, (height_px, width_px, 3)).astype(np.float32)
        noise = np.asarray(cv2.GaussianBlur(noise, (0, 0), 0.7), np.float32)  # demosaicing ties neighbours together
        yield np.clip(scene + noise * (2.2 + 14 / np.sqrt(scene + 9)), 0, 255).astype(np.uint8)


def make_film(folder: Path, variant: str = "good", *, width_px: int = 1920, height_px: int = 1080) -> Path:
    """Draw one of `VARIANTS` into a folder; return its address for the camera, which may be looking meanwhile."""
    return write(folder, frames(VARIANTS[variant], width_px, height_px))


def write(folder: Path, pictures: Iterator[Picture], *, avi: bool = False) -> Path:
    """Write the film in place of an older one; return its address for the camera: the folder, or the AVI in it."""
    folder.mkdir(parents=True, exist_ok=True)
    new = folder / "new"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    if avi:
        film = folder / "film.avi"
        _write_avi(new / film.name, pictures)
        (new / film.name).replace(film)
        new.rmdir()
        return film
    for index, picture in enumerate(pictures):
        cv2.imwrite(str(new / f"{index:03}.jpg"), picture, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    made = {picture.name for picture in new.iterdir()}
    for name in made:
        (new / name).replace(folder / name)
    for old in folder.glob("[0-9][0-9][0-9].jpg"):
        if old.name not in made:
            old.unlink()
    new.rmdir()
    return folder


def _write_avi(path: Path, pictures: Iterator[Picture]) -> None:
    writer: cv2.VideoWriter | None = None
    for picture in pictures:
        if writer is None:
            size = (picture.shape[1], picture.shape[0])
            writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), FPS, size)
        writer.write(picture)
    if writer is not None:
        writer.release()


# --- the parts of the scene -------------------------------------------------------------------------------


def _page(width_px: int, random: np.random.Generator) -> Light:
    """Return the page as paper under even light, with the spine's shade on its left."""
    source = resources.files("sandbox").joinpath("film-page.typ").read_bytes()
    png = typst.compile(source, format="png", ppi=width_px / PAGE_MM[0] * 25.4)
    drawn = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR)
    page = np.asarray(drawn, np.float32) * 0.86  # white paper, as a camera exposes it
    height, width = page.shape[:2]
    fibres = random.normal(0, 1, (height, width)).astype(np.float32)
    page *= 1 + 0.018 * np.asarray(cv2.GaussianBlur(fibres, (0, 0), 1.4), np.float32)[..., None]
    across = np.linspace(0, 1, width, dtype=np.float32)
    spine = 1 - 0.20 * np.exp(-across / 0.035) + 0.02 * np.sin(across * np.pi)
    return np.asarray(page * spine[None, :, None], np.float32)


def _table(width_px: int, height_px: int, random: np.random.Generator) -> Light:
    """Return dark walnut: boards with grain that runs along them and winds a little."""
    fine = _cloud(width_px, height_px, (0.03, 0.0016), random)
    broad = _cloud(width_px, height_px, (0.12, 0.012), random)
    winding = _cloud(width_px, height_px, (0.10, 0.06), random)
    wood = 1 + 0.07 * fine + 0.10 * broad
    y, x = np.mgrid[0:height_px, 0:width_px].astype(np.float32)
    wound = y + 0.012 * height_px * winding
    wood = np.asarray(cv2.remap(wood, x, wound, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT), np.float32)
    rows = np.arange(height_px)
    board = height_px / 3.4
    seam = np.exp(-(((rows % board) - board / 2) ** 2) / (2 * (height_px / 700) ** 2)).astype(np.float32)
    tone = 1 + 0.06 * np.sin(np.floor((rows + board / 2) / board) * 2.1).astype(np.float32)
    wood = wood * (tone * (1 - 0.5 * seam))[:, None]
    return np.asarray(np.clip(wood, 0.2, 2)[..., None] * np.array([40, 47, 54], np.float32), np.float32)


def _cloud(width_px: int, height_px: int, reach: tuple[float, float], random: np.random.Generator) -> Light:
    """Return smooth noise of mean 0 and deviation 1 that changes over `reach` (shares of width and height)."""
    small = (
        max(1, round(reach[0] * width_px / 4)),
        max(1, round(reach[1] * height_px / 1.5)),
    )  # drawn small: 50 x faster
    noise = random.normal(0, 1, (height_px // small[1] + 1, width_px // small[0] + 1)).astype(np.float32)
    smooth = np.asarray(cv2.GaussianBlur(noise, (0, 0), sigmaX=4, sigmaY=1.5), np.float32)
    cloud = np.asarray(cv2.resize(smooth, (width_px, height_px), interpolation=cv2.INTER_CUBIC), np.float32)
    return np.asarray((cloud - cloud.mean()) / cloud.std(), np.float32)


def _lamp(width_px: int, height_px: int) -> Light:
    """Return the light of the camera's own lamp: brightest above the middle, falling off to the corners."""
    y, x = np.mgrid[0:height_px, 0:width_px].astype(np.float32)
    distance = np.hypot((x / width_px - 0.47) * 1.3, y / height_px - 0.42)
    return np.asarray((1.06 - 0.42 * distance**1.6)[..., None], np.float32)


def _lay(page: Light, table: Light, variant: Variant, shake: NDArray[np.float64]) -> Light:
    """Return the table with the page on it, its shadow under it and, if so, the lamp mirrored in it."""
    height, width = table.shape[:2]
    page_height, page_width = page.shape[:2]
    corners = np.array([[0, 0], [page_width, 0], [page_width, page_height], [0, page_height]], np.float32)
    centred = (corners - [page_width / 2, page_height / 2]) * np.array([[0.985], [0.985], [1.0], [1.0]])  # seen aslant
    turn = np.deg2rad(variant.angle_deg)
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    placed = (centred @ rotation.T + np.array(variant.centre) * [width, height] + shake).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(corners, placed)
    surface = _shine(page) if variant.glare else page
    cover = _warp(np.ones((page_height, page_width), np.float32), matrix, width, height)
    drop = np.array([[1, 0, 0.006 * height], [0, 1, 0.011 * height]], np.float64)
    shadow = np.asarray(cv2.warpAffine(cover, drop, (width, height)), np.float32)
    shadow = np.asarray(cv2.GaussianBlur(shadow, (0, 0), 0.009 * height), np.float32)
    shaded = table * (1 - 0.62 * shadow[..., None])
    return np.asarray(shaded * (1 - cover[..., None]) + _warp(surface, matrix, width, height) * cover[..., None])


def _warp(image: Light, matrix: cv2.typing.MatLike, width: int, height: int) -> Light:
    return np.asarray(cv2.warpPerspective(image, matrix, (width, height), flags=cv2.INTER_AREA), np.float32)


def _shine(page: Light) -> Light:
    """Return the page with a ceiling lamp mirrored where name and date of birth stand."""
    height, width = page.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    turn = np.deg2rad(-14)
    right, down = x - 0.74 * width, y - 0.30 * height
    along = (right * np.cos(turn) - down * np.sin(turn)) / (0.17 * width)
    across = (right * np.sin(turn) + down * np.cos(turn)) / (0.085 * height)
    reach = np.maximum(np.abs(along) ** 2.6 + np.abs(across) ** 2.6, 1e-6)
    core = np.clip(1.25 - 0.8 * reach, 0, 1)
    halo = 0.38 * np.exp(-reach / 4)
    return np.asarray(page + (300 - page) * np.maximum(core, halo)[..., None], np.float32)


def main() -> None:
    """Write one film, or every one of them into folders of their names."""
    parser = argparse.ArgumentParser(prog="python -m sandbox.film", description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--variant", choices=[*VARIANTS, "all"], default="good")
    parser.add_argument("--size", default="1920x1080", help="width x height in pixels")
    parser.add_argument("--frames", type=int, default=FRAMES)
    parser.add_argument("--avi", action="store_true", help="write film.avi (MJPEG) instead of pictures")
    asked = parser.parse_args()
    width_px, height_px = (int(part) for part in asked.size.lower().split("x"))
    for name in VARIANTS if asked.variant == "all" else [asked.variant]:
        folder = asked.out / name if asked.variant == "all" else asked.out
        print(write(folder, frames(VARIANTS[name], width_px, height_px, asked.frames), avi=asked.avi))


if __name__ == "__main__":
    main()
