"""The curtain: the attract screen as this terminal last showed it, put up at once while everything else wakes.

Kept in the cache folder as plain JSON with the window's size; it holds nothing of a resident, and no time. It is taken
only for kiosk.toml as it stands: with another content of that file the first screen is made anew. It makes a start, and
the replacement of the process after each session, about as quick as a bare window. GUI thread.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Curtain:
    """What the window shows first. `screen` is a screen as the bridge hands it to QML, without time and date."""

    width_px: int
    height_px: int
    fullscreen: bool
    screen: Mapping[str, Any]


def digest_of(config: Path) -> str:
    """Return the SHA-256 of the settings file; empty when it cannot be read."""
    try:
        return hashlib.sha256(config.read_bytes()).hexdigest()
    except OSError:
        return ""


def read_curtain(config: Path) -> Curtain | None:
    """Return the curtain that belongs to this settings file, or None."""
    file = _file_for(config)
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        if kept["config"] != digest_of(config):
            return None
        return Curtain(
            width_px=kept["width_px"], height_px=kept["height_px"], fullscreen=kept["fullscreen"], screen=kept["screen"]
        )
    except (OSError, ValueError, KeyError, TypeError):  # any other curtain is no curtain
        return None


def keep_curtain(config: Path, curtain: Curtain) -> None:
    """Keep the curtain for the next start. A disk that is full is no reason to stop."""
    screen = dict(curtain.screen)
    screen["top"] = {**screen["top"], "time": "", "date": ""}
    kept = {
        "config": digest_of(config),
        "width_px": curtain.width_px,
        "height_px": curtain.height_px,
        "fullscreen": curtain.fullscreen,
        "screen": screen,
    }
    file = _file_for(config)
    fresh = file.with_suffix(".new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        fresh.replace(file)
    except OSError:
        fresh.unlink(missing_ok=True)


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


def _file_for(config: Path) -> Path:
    folder = os.environ.get("CACHE_DIRECTORY") or os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    name = hashlib.sha256(str(config.resolve()).encode()).hexdigest()[:16]
    return Path(folder) / "guanjia-kiosk" / f"curtain-{name}.json"
