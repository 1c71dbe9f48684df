"""What every paper says of the terminal that printed it (`kiosk.documents.papers.Paper`). Pure; any thread."""

from __future__ import annotations

from datetime import datetime

from flows.model.values import Json
from kiosk.config.settings import TerminalSettings

KEYS = frozenset({"brand", "place", "terminal", "hotline", "specimen", "printed_at", "clock_synced", "progress_url"})


def stationery(
    terminal: TerminalSettings, public_url: str, number: Json, at: datetime, *, clock_synced: bool
) -> dict[str, Json]:
    """Return exactly `KEYS`. `number` is the platform's; with one, ``progress_url`` leads to its public page."""
    return {
        "progress_url": f"{public_url}/s/{number}" if number else "",
        "brand": {"zh": terminal.brand, "en": terminal.brand_en},
        "place": {"zh": terminal.place, "en": terminal.place_en},
        "terminal": terminal.code,
        "hotline": terminal.hotline,
        "specimen": terminal.specimen,
        "printed_at": at.isoformat(timespec="seconds"),
        "clock_synced": clock_synced,
    }
