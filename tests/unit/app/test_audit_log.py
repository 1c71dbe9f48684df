import json
import logging
from datetime import datetime
from pathlib import Path

import pytest

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


def test_a_line_that_finds_no_room_is_lost_and_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "audit.jsonl").symlink_to("/dev/full")
    log = AuditLog(tmp_path)
    with caplog.at_level(logging.ERROR):
        log.record(AuditEvent(kind=AuditKind.PRINT_ENDED, at=datetime.now(CHINA), session_id="s", facts={}))
    log.close()
    assert caplog.messages == ["an audit line is lost: No space left on device"]
