"""Writes audit events as JSON lines: kinds, codes, counts and durations, never what people chose or are called.

Called on the GUI thread; a line is small and goes to the page cache, so it never waits for a disk to sync. A line that
finds no room on a full disk is lost, and the log says so: a terminal that serves matters more than its account of it.
"""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path

from kiosk.core.audit import AuditEvent

_log = logging.getLogger(__name__)


class AuditLog:
    """Appends to ``audit.jsonl`` in a folder. Opens it with the first event."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "audit.jsonl"
        self._descriptor: int | None = None
        self._torn = False

    def record(self, event: AuditEvent) -> None:
        """Append one event."""
        facts = {"at": event.at.isoformat(), "kind": event.kind, "session": event.session_id[:8], **event.facts}
        line = b"\n" * self._torn + json.dumps(facts, ensure_ascii=False).encode() + b"\n"
        try:
            self._torn = os.write(self._open(), line) < len(line)
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
