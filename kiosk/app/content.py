"""Reads the files that `flows` parses: services, reference lists, and the terminal's place. `flows` reads none itself.

Runs at start, off the GUI thread. A service file that is not valid is left out and reported; the others go on.
"""

from __future__ import annotations

import mmap
from pathlib import Path

import flows
from flows.finding import Lore, parse_lore
from flows.finding.knowledge import Knowledge, parse_knowledge
from flows.model.site import Counter, Site
from flows.model.text import NOTHING, Text, text
from flows.reference import Reference, parse_reference
from kiosk.config.settings import PlaceSettings, Settings
from kiosk.core.errors import ContentError

BUNDLED_SERVICES = Path(flows.__file__).parent / "services"
REFERENCE = Path(flows.__file__).parent / "reference"
COMPILED = "services.catalogue"  # what `kioskctl flows compile` writes beside, or instead of, the service files


def service_files(folder: Path) -> dict[str, str]:
    """Return the text of every service file and paper below `folder`, by its path. Raises `ContentError` CNT-001."""
    found = {}
    for file in sorted((*folder.rglob("*.yaml"), *folder.rglob("*.typ"))):
        try:
            found[str(file.relative_to(folder))] = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as exc:
            raise ContentError("CNT-001", f"{file} cannot be read: {exc}") from exc
    if not found:
        raise ContentError("CNT-001", f"there are no service files in {folder}")
    return found


def mapped_catalogue(folder: Path) -> mmap.mmap | None:
    """Return the compiled catalogue in `folder`, mapped and not read; None without one. Raises `ContentError` CNT-001.

    One that is older than a service file beside it is none. A file that replaces it by its name leaves the mapped one
    as it is, for as long as somebody stands on it.
    """
    path = folder / COMPILED
    if not path.exists():
        return None
    made = path.stat().st_mtime_ns
    if any(file.stat().st_mtime_ns > made for file in (*folder.rglob("*.yaml"), *folder.rglob("*.typ"))):
        return None
    try:
        with path.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as exc:  # an empty file cannot be mapped
        raise ContentError("CNT-001", f"{path} cannot be read: {exc}") from exc


def read_reference(own_village: str = "") -> Reference:
    """Return the lists that services refer to. Raises `ContentError` CNT-001."""

    def read(name: str) -> str:
        return (REFERENCE / name).read_text(encoding="utf-8")

    return parse_reference(
        read("dongguan-divisions.json"),
        own_village=own_village,
        departments=read("departments.json"),
        life_events=read("life-events.json"),
        places=read("places.json"),
        lists=read("lists.json"),
    )


def read_lore() -> Lore:
    """Return what the search box knows of the language. Raises `ContentError` CNT-001."""
    names = ("readings", "simplified", "synonyms")
    return parse_lore(**{name: (REFERENCE / f"{name}.tsv").read_text(encoding="utf-8") for name in names})


def read_knowledge() -> tuple[Knowledge, ...]:
    """Return the hotline's questions and answers. Raises `ContentError` CNT-001."""
    return parse_knowledge((REFERENCE / "knowledge.json").read_text(encoding="utf-8"))


def site_of(settings: Settings) -> Site:
    """Return what the screens say of this terminal's place."""
    terminal = settings.terminal
    return Site(
        brand=text(terminal.brand, terminal.brand_en),
        place=text(terminal.place, terminal.place_en),
        terminal_code=terminal.code,
        town_code=terminal.town_code,
        village_code=terminal.village_code,
        hotline=terminal.hotline,
        counters=tuple(_counter(place) for place in terminal.elsewhere),
        keep_days=settings.store.keep_received_days,
        verify_url=public_url_of(settings),
        common=settings.site.common,
        position=settings.site.position,
    )


def public_url_of(settings: Settings) -> str:
    """Return where numbers have their public pages, without a slash at the end."""
    return str(settings.platform.public_url or settings.platform.base_url).rstrip("/")


def _counter(place: PlaceSettings) -> Counter:
    return Counter(
        name=text(place.name, place.name_en),
        detail=_both(place.detail, place.detail_en),
        aside=_both(place.aside, place.aside_en),
        open=place.open,
    )


def _both(zh: str, en: str) -> Text:
    return text(zh, en) if zh and en else NOTHING
