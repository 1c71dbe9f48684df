"""The running terminal's report on itself: an impersonal file for `kioskctl`, in the store's folder, renewed in place.

Written on the GUI thread when something changed (a few hundred bytes, not synced); read by `kioskctl`, which takes it
for true only while the process that wrote it lives.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from kiosk.config.settings import Settings
from kiosk.core.devices import DeviceHealth

FILE = "running.json"
_log = logging.getLogger(__name__)


class Report:
    """Writes the report of this process."""

    def __init__(self, folder: Path, *, version: str, started: datetime) -> None:
        self._file = folder / FILE
        self._facts: dict[str, Any] = {
            "pid": os.getpid(),
            "version": version,
            "started": started.isoformat(timespec="seconds"),
            "online": False,
            "network_fault": "",
            "devices": {},
        }
        self._write()

    def device(self, health: DeviceHealth) -> None:
        """Note how a device is."""
        self._facts["devices"][health.name] = {"health": health.health, "fault": health.fault}
        self._write()

    def network(self, *, online: bool, fault: str) -> None:
        """Note whether the platform is reached."""
        self._facts |= {"online": online, "network_fault": fault}
        self._write()

    def remove(self) -> None:
        """Take the report away: the terminal no longer runs."""
        self._file.unlink(missing_ok=True)

    def _write(self) -> None:
        fresh = self._file.with_suffix(".new")
        try:
            fresh.write_text(json.dumps(self._facts), encoding="utf-8")
            fresh.replace(self._file)
        except OSError as exc:  # a full disk is no reason to stop serving; the last report stands
            _log.warning("the report is not renewed: %s", exc.strerror)


def read_report(settings: Settings) -> Mapping[str, Any] | None:
    """Return the running terminal's report; None when no terminal runs on this store."""
    try:
        facts: Mapping[str, Any] = json.loads((settings.store.folder / FILE).read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    return facts if _lives(int(facts["pid"])) else None


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # under another user
        return True
    return True
