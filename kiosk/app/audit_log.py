"""Writes audit events as JSON lines: kinds, codes, counts and durations, never what people chose or are called.

Called on the GUI thread; a line is small and written at once, so it never waits for a disk to sync. A line that finds
no room on a full disk is lost, and the log says so: a terminal that serves matters more than its account of it.
"""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path

from kiosk.core.audit import AuditEvent

_log = logging.getLogger(__name__)


class AuditLog:
    """Appends to ``audit.jsonl`` in a folder."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "audit.jsonl"
        self._descriptor: int | None = None

    def record(self, event: AuditEvent) -> None:
        """Append one event."""
        line = {"at": event.at.isoformat(), "kind": event.kind, "session": event.session_id[:8], **event.facts}
        try:
            os.write(self._open(), (json.dumps(line, ensure_ascii=False) + "\n").encode())
        except OSError as exc:
            _log.error("an audit line is lost: %s", exc.strerror)

    def close(self) -> None:
        """Close the file."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _open(self) -> int:
        if self._descriptor is None:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._descriptor = os.open(self._file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o640)
        return self._descriptor
