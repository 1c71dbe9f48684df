"""The curtain: the attract screen as this terminal last showed it, put up at once while everything else wakes.

Kept in the cache folder as plain JSON with the window's size; it holds nothing of a resident, and no time. It is taken
only whole, and for kiosk.toml and the program as they stand: else the first screen is made anew. It makes a start, and
the replacement of the process after each session, about as quick as a bare window. GUI thread.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import flows

_SHAPE = Path(flows.__file__).parent / "model" / "screen.py"


@dataclass(frozen=True, slots=True, kw_only=True)
class Curtain:
    """What the window shows first. `screen` is a screen as the bridge hands it to QML, without time and date."""

    width_px: int
    height_px: int
    fullscreen: bool
    screen: Mapping[str, Any]


def read_curtain(config: Path) -> Curtain | None:
    """Return the curtain that belongs to this settings file and this program, or None."""
    try:
        seal, _, kept = _file_for(config).read_bytes().partition(b"\n")
        if seal != _seal(config, kept):
            return None
    except OSError:
        return None
    return Curtain(**json.loads(kept))


def keep_curtain(config: Path, curtain: Curtain) -> None:
    """Keep the curtain for the next start, without time. A disk that is full is no reason to stop."""
    timeless = replace(curtain, screen=without_time(curtain.screen))
    kept = json.dumps(asdict(timeless), ensure_ascii=False).encode()
    file = _file_for(config)
    fresh = file.with_suffix(".new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(_seal(config, kept) + b"\n" + kept)
        fresh.replace(file)
    except OSError:
        with suppress(OSError):
            fresh.unlink()


def without_time(screen: Mapping[str, Any]) -> dict[str, Any]:
    """Return the screen as it is true at any hour."""
    return {**screen, "top": {**screen["top"], "time": "", "date": ""}}


def first_curtain(config: Path) -> Curtain:
    """Make the curtain of a terminal that has none: the kernel's own attract screen, before any service is loaded.

    Raises `ContentError` CNT-002 for settings that are wrong.
    """
    from kiosk.app.awakening import empty_loop_screen, window_size  # noqa: PLC0415 - loads settings and kernel
    from kiosk.config.load import load  # noqa: PLC0415
    from ui.bridge import plain_screen  # noqa: PLC0415

    settings = load(config).settings
    width_px, height_px = window_size(settings)
    return Curtain(
        width_px=width_px,
        height_px=height_px,
        fullscreen=settings.screen.fullscreen,
        screen=plain_screen(empty_loop_screen(settings)),
    )


def _seal(config: Path, kept: bytes) -> bytes:
    """Return a checksum of everything that the curtain depends on. Raises `OSError`.

    The shape of a screen is part of it: after an update of the program, pages would look in vain for what is new. It
    is to find what has grown old or was torn, not to keep anybody out; a cryptographic hash takes longer to load.
    """
    sums = (zlib.crc32(part) for part in (config.read_bytes(), _SHAPE.read_bytes(), kept))
    return " ".join(f"{each:08x}" for each in sums).encode()


def _file_for(config: Path) -> Path:
    folder = os.environ.get("CACHE_DIRECTORY") or os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    name = f"{zlib.crc32(str(config.resolve()).encode()):08x}"
    return Path(folder) / "guanjia-kiosk" / f"curtain-{name}.json"
