"""What is true of the place where the terminal stands, in every language. Given by `kiosk.app` to the view; no I/O."""

from __future__ import annotations

from dataclasses import dataclass

from flows.model.text import NOTHING, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """Another place to go. `open` are spans ``("08:30", "12:00")`` of the local day; empty when not known."""

    name: Text
    detail: Text = NOTHING
    aside: Text = NOTHING
    open: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The terminal's place. A number's public page is `verify_url` and ``/s/<number>``; empty: no QR code is shown."""

    brand: Text
    place: Text
    terminal_code: str
    town_code: str
    village_code: str
    hotline: str = "12345"
    counters: tuple[Counter, ...] = ()
    keep_days: int  # how long what was handed in stays here, encrypted, after the platform has it
    verify_url: str = ""
    common: tuple[str, ...] = ()  # ids of the services most often done here; empty: those that the catalogue names
    position: tuple[float, float] | None = None  # latitude and longitude in degrees (WGS 84); else the town's middle
