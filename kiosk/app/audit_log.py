"""Writes audit events as JSON lines: kinds, codes, counts and durations, never what people chose or are called.

Called on the GUI thread; a line is small and goes to the page cache, so it never waits for a disk to sync. A disk that
takes no line is no reason to serve nobody: the line is dropped, and the log says so once.
"""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path

from kiosk.core.audit import AuditEvent
from kiosk.core.errors import ContentError

_log = logging.getLogger(__name__)


class AuditLog:
    """Appends to ``audit.jsonl`` in a folder."""

    def __init__(self, folder: Path) -> None:
        """Open it. Raises `ContentError` CNT-002 when the folder cannot be written to."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file = os.open(folder / "audit.jsonl", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
        except OSError as exc:
            raise ContentError("CNT-002", f"log.folder {folder} cannot be written to: {exc.strerror}") from exc
        self._torn = False

    def record(self, event: AuditEvent) -> None:
        """Append one event."""
        facts = {"at": event.at.isoformat(), "kind": event.kind, "session": event.session_id[:8], **event.facts}
        line = json.dumps(facts, ensure_ascii=False).encode() + b"\n"
        try:
            written = os.write(self._file, b"\n" + line if self._torn else line)
        except OSError as exc:
            written = 0
            if not self._torn:
                _log.error("audit lines are lost: %s", exc.strerror)
        self._torn = written < len(line)

    def close(self) -> None:
        """Close the file. What is recorded afterwards is lost."""
        os.close(self._file)
        self._file = -1
