"""The running terminal's report on itself: an impersonal file for `kioskctl`, in the store's folder, renewed in place.

Written on the GUI thread when something changed (a few hundred bytes, not synced); read by `kioskctl`, which takes it
for true only while the process that wrote it lives. A disk that cannot take it keeps the old one.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kiosk.config.settings import Settings
from kiosk.core.clock import Clock
from kiosk.core.devices import DeviceHealth

FILE = "running.json"
_log = logging.getLogger(__name__)


class Report:
    """Writes the report of this process."""

    def __init__(self, folder: Path, *, version: str, clock: Clock) -> None:
        self._file = folder / FILE
        self._clock = clock
        self._facts: dict[str, Any] = {
            "pid": os.getpid(),
            "born": _birth(os.getpid()),
            "version": version,
            "started": self._now(),
            "network": {"online": False, "fault": "", "since": self._now()},
            "devices": {},
        }
        self._write()

    def device(self, health: DeviceHealth) -> None:
        """Note how a device is."""
        found = {"health": health.health, "fault": health.fault, "since": self._now()}
        self._facts["devices"][health.name] = found
        self._write()

    def network(self, *, online: bool, fault: str) -> None:
        """Note whether the platform is reached."""
        self._facts["network"] = {"online": online, "fault": fault, "since": self._now()}
        self._write()

    def remove(self) -> None:
        """Take the report away: the terminal no longer runs."""
        self._file.unlink(missing_ok=True)

    def _now(self) -> str:
        return self._clock.now().isoformat(timespec="seconds")

    def _write(self) -> None:
        fresh = self._file.with_suffix(".new")
        try:
            fresh.write_text(json.dumps(self._facts), encoding="utf-8")
            fresh.replace(self._file)
        except OSError as exc:
            _log.warning("the report for kioskctl is not renewed: %s", exc.strerror)


def read_report(settings: Settings) -> Mapping[str, Any] | None:
    """Return the running terminal's report; None when no terminal runs on this store."""
    try:
        facts: Mapping[str, Any] = json.loads((settings.store.folder / FILE).read_text(encoding="utf-8"))
        return facts if facts["born"] and facts["born"] == _birth(facts["pid"]) else None
    except (OSError, ValueError, KeyError, TypeError):  # any other report is none
        return None


def _birth(pid: int) -> str:
    """Return when the process began, in ticks since the machine did (proc_pid_stat(5)); empty when there is none.

    A process number alone proves nothing: after a power cut another process may have it.
    """
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return stat.rpartition(")")[2].split()[19]
