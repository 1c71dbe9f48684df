"""The running terminal's report on itself."""

import json
import logging
from datetime import datetime
from pathlib import Path

import pytest

from kiosk.app.report import FILE, Report
from kiosk.core.clock import CHINA
from kiosk.core.devices import DeviceHealth, DeviceKind, Health

AT = datetime(2026, 11, 24, 9, 7, tzinfo=CHINA)


def test_it_says_how_devices_and_network_are_and_goes_with_the_process(tmp_path: Path) -> None:
    report = Report(tmp_path, version="1", started=AT)
    report.device(DeviceHealth(kind=DeviceKind.PRINTER, name="printer", health=Health.FAILED, fault="PRN-003"))
    report.network(online=True, fault="NET-006")
    facts = json.loads((tmp_path / FILE).read_text())
    assert facts["devices"] == {"printer": {"health": "failed", "fault": "PRN-003"}}
    assert (facts["online"], facts["network_fault"]) == (True, "NET-006")
    report.remove()
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_last_report_and_the_terminal_going(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    report = Report(tmp_path, version="1", started=AT)
    (tmp_path / "running.new").symlink_to("/dev/full")
    with caplog.at_level(logging.WARNING):
        report.network(online=True, fault="")
    assert json.loads((tmp_path / FILE).read_text())["online"] is False
    assert caplog.messages == ["the report is not renewed: No space left on device"]
