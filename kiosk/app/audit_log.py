"""Writes audit events as JSON lines: kinds, codes, counts and durations, never what people chose or are called.

Called on the GUI thread; a line is small and the file is line-buffered, so it never waits for a disk to sync.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TextIO

from kiosk.core.audit import AuditEvent


class AuditLog:
    """Appends to ``audit.jsonl`` in a folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._stream: TextIO = (folder / "audit.jsonl").open("a", buffering=1, encoding="utf-8")

    def record(self, event: AuditEvent) -> None:
        """Append one event."""
        line = {"at": event.at.isoformat(), "kind": event.kind, "session": event.session_id[:8], **event.facts}
        self._stream.write(json.dumps(line, ensure_ascii=False) + "\n")

    def close(self) -> None:
        """Close the file."""
        self._stream.close()
