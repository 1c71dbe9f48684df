"""``kioskctl store confirm``: a person says that a damaged store which was put aside is taken care of.

Until then the terminal makes no new store (STO-003), because unsent submissions may lie in the old one. Deletes
nothing: what was put aside stays where it lies.
"""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from kiosk.cli import output
from kiosk.cli.output import Row
from kiosk.config.load import load
from kiosk.core.clock import CHINA
from kiosk.core.errors import CacheError
from offline_cache.premises import Premises
from offline_cache.store import confirm_put_aside

_KEEP = "Submissions that were never sent may lie in it. Keep the folder for the city's operators."
_NOT_CONFIRMED = (
    "Nothing was changed: the terminal stays out of service. Add --yes to say that this is taken care of, and to let it"
    " begin a new store."
)
_CONFIRMED = "Confirmed. The terminal begins a new store within a minute if it runs, else when it starts."


def run_confirm(options: argparse.Namespace) -> int:
    """Say what was put aside and where; confirm it with ``--yes``. Exit code 1 while something waits for that."""
    premises = Premises(load(options.config).settings.store.folder)
    try:
        rows = [_row(folder) for folder in premises.unconfirmed()]
    except OSError as exc:
        raise CacheError("STO-001", f"{premises.folder} cannot be read: {exc.strerror}") from exc
    confirmed = confirm_put_aside(premises.folder) if rows and options.yes else 0
    if options.json:
        output.as_json({"put_aside": rows, "confirmed_count": confirmed})
    elif rows:
        for row in rows:
            when = output.cell(row["at"])
            print(output.folded(f"A damaged store was put aside on {when}, whole, in {row['folder']}:"))
            output.as_table(row["files"], ("file", "size_bytes"))
        print(output.folded(_KEEP) + "\n")
        print(output.folded(_CONFIRMED if confirmed else _NOT_CONFIRMED))
    else:
        print("Nothing that was put aside waits to be confirmed.")
    return 0 if confirmed == len(rows) else 1


def _row(folder: Path) -> Row:
    files = [{"file": file.name, "size_bytes": file.stat().st_size} for file in sorted(folder.iterdir())]
    return {"folder": str(folder), "at": _when(folder.name), "files": files}


def _when(name: str) -> datetime | None:
    """Return the moment that the folder is named after (`Premises.put_aside`)."""
    try:
        return datetime.strptime(name, "%Y%m%dT%H%M%S.%f").replace(tzinfo=CHINA)
    except ValueError:
        return None
