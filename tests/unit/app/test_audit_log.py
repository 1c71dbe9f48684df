import json
import os
from datetime import datetime
from pathlib import Path

import pytest

from kiosk.app.audit_log import AuditLog
from kiosk.core.audit import AuditEvent, AuditKind
from kiosk.core.clock import CHINA

AT = datetime(2026, 11, 24, 9, 7, tzinfo=CHINA)
EVENT = AuditEvent(kind=AuditKind.PRINT_ENDED, at=AT, session_id="0123456789abcdef", facts={"pages": 1})


def test_each_event_is_one_line_with_codes_and_figures(tmp_path: Path) -> None:
    log = AuditLog(tmp_path / "log")
    log.record(EVENT)
    log.close()
    line = json.loads((tmp_path / "log" / "audit.jsonl").read_text())
    assert line == {"at": "2026-11-24T09:07:00+08:00", "kind": "print_ended", "session": "01234567", "pages": 1}


def test_a_log_goes_on_where_the_process_before_ended(tmp_path: Path) -> None:
    for _ in range(2):
        log = AuditLog(tmp_path)
        log.record(EVENT)
        log.close()
    assert len((tmp_path / "audit.jsonl").read_text().splitlines()) == 2


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs the full device of Linux")  # noqa: PTH110
def test_a_line_that_finds_no_room_is_lost_and_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "audit.jsonl").symlink_to("/dev/full")
    log = AuditLog(tmp_path)
    log.record(EVENT)
    log.close()
    assert caplog.messages == ["an audit line is lost: No space left on device"]


def test_a_line_after_one_that_was_torn_stands_on_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = AuditLog(tmp_path)
    whole = os.write
    monkeypatch.setattr("kiosk.app.audit_log.os.write", lambda file, data: whole(file, data[:10]))
    log.record(EVENT)
    monkeypatch.setattr("kiosk.app.audit_log.os.write", whole)
    log.record(EVENT)
    log.record(EVENT)
    log.close()
    torn, *lines = (tmp_path / "audit.jsonl").read_text().splitlines()
    assert len(torn) == 10
    assert [json.loads(line)["kind"] for line in lines] == ["print_ended", "print_ended"]


def test_a_folder_that_cannot_be_made_stops_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "log").write_text("a file, not a folder", encoding="utf-8")
    log = AuditLog(tmp_path / "log")
    log.record(EVENT)
    log.close()
    assert caplog.messages == ["an audit line is lost: File exists"]
