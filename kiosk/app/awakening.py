"""Waking up: settings read, kernel loaded, everything furnished, while the curtain already stands.

Runs on a thread of its own; what it makes is handed to the GUI thread whole.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flows.catalogue import Catalogue, Pace
from flows.model.screen import Screen
from flows.model.site import Site
from flows.reference import Reference
from flows.runner import initial_state
from flows.views import view
from kiosk.app.content import site_of
from kiosk.app.furnishing import Edges, Furnishing, furnish
from kiosk.config.load import load
from kiosk.config.settings import Settings
from kiosk.core.clock import Clock, SystemClock
from kiosk.core.errors import CacheError, ContentError

PORTRAIT, LANDSCAPE = (1080, 1920), (1920, 1080)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Awake:
    """Everything that the session loop needs. Without a furnishing, `fault` says why nobody can be served."""

    catalogue: Catalogue
    site: Site
    furnishing: Furnishing | None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class BadSettings:
    """kiosk.toml is wrong; `detail` says where and why."""

    detail: str


def awaken(config: Path, clock: Clock, edges: Edges, ready: Callable[[Awake | BadSettings], None]) -> None:
    """Read, build, and hand over by `ready`. What is wrong with the settings or the store is handed over as well."""
    try:
        settings = load(config).settings
    except ContentError as exc:
        ready(BadSettings(exc.detail))
        return
    logging.getLogger().setLevel(settings.log.level.upper())
    pace = _pace(settings)
    try:
        furnishing = furnish(settings, clock=clock, pace=pace, edges=edges)
    except (CacheError, ContentError) as exc:
        _log.error("the terminal cannot serve: %s", exc)
        ready(Awake(catalogue=_empty(pace), site=site_of(settings), furnishing=None, fault=exc.code))
        return
    ready(Awake(catalogue=furnishing.catalogue, site=site_of(settings), furnishing=furnishing))


def empty_loop_screen(settings: Settings) -> Screen:
    """Return the attract screen of a terminal that knows no service yet."""
    return view(_empty(_pace(settings)), initial_state(SystemClock().now()), site_of(settings))


def window_size(settings: Settings) -> tuple[int, int]:
    """Return the window's width and height in pixels; the design's own when it fills the screen."""
    screen = settings.screen
    if screen.width_px and screen.height_px:
        return screen.width_px, screen.height_px
    return LANDSCAPE if screen.orientation == "landscape" else PORTRAIT


def _pace(settings: Settings) -> Pace:
    session = settings.session
    return Pace(idle_s=session.idle_s, warning_s=session.warning_s, attract_s=session.attract_s)


def _empty(pace: Pace) -> Catalogue:
    return Catalogue(services=(), reference=Reference(city="", towns=()), pace=pace)
