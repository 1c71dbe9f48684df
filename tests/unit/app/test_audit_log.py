import json
from datetime import datetime
from pathlib import Path

from kiosk.app.audit_log import AuditLog
from kiosk.core.audit import AuditEvent, AuditKind
from kiosk.core.clock import CHINA


def test_each_event_is_one_line_with_codes_and_figures(tmp_path: Path) -> None:
    log = AuditLog(tmp_path / "log")
    at = datetime(2026, 11, 24, 9, 7, tzinfo=CHINA)
    log.record(AuditEvent(kind=AuditKind.PRINT_ENDED, at=at, session_id="0123456789abcdef", facts={"pages": 1}))
    log.close()
    line = json.loads((tmp_path / "log" / "audit.jsonl").read_text())
    assert line == {"at": "2026-11-24T09:07:00+08:00", "kind": "print_ended", "session": "01234567", "pages": 1}
