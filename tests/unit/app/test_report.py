import json
import os
import subprocess
from pathlib import Path

import pytest

from kiosk.app.report import FILE, Report, read_report
from kiosk.core.devices import DeviceHealth, DeviceKind, Health
from tests.support.settings import settings_in
from tests.support.stores import HandClock

JAMMED = DeviceHealth(kind=DeviceKind.PRINTER, name="printer", health=Health.FAILED, fault="PRN-004")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "store").mkdir()
    return tmp_path


def test_a_running_terminal_reports_itself_its_devices_and_its_network_with_their_times(folder: Path) -> None:
    clock = HandClock()
    report = Report(folder / "store", version="0.1.0", clock=clock)
    clock.forward(minutes=5)
    report.device(JAMMED)
    clock.forward(minutes=5)
    report.network(online=False, fault="NET-005")
    assert read_report(settings_in(folder)) == {
        "pid": os.getpid(),
        "born": json.loads((folder / "store" / FILE).read_text())["born"],
        "version": "0.1.0",
        "started": "2025-11-24T12:00:00+08:00",
        "network": {"online": False, "fault": "NET-005", "since": "2025-11-24T12:10:00+08:00"},
        "devices": {"printer": {"health": "failed", "fault": "PRN-004", "since": "2025-11-24T12:05:00+08:00"}},
    }


def test_a_terminal_that_ended_has_no_report(folder: Path) -> None:
    report = Report(folder / "store", version="0.1.0", clock=HandClock())
    report.remove()
    report.remove()
    assert read_report(settings_in(folder)) is None


def test_the_report_of_a_process_that_died_counts_no_more(folder: Path) -> None:
    Report(folder / "store", version="0.1.0", clock=HandClock())
    process = subprocess.Popen(["true"])
    process.wait()
    _change(folder, pid=process.pid)
    assert read_report(settings_in(folder)) is None


def test_the_report_counts_no_more_when_another_process_has_the_number(folder: Path) -> None:
    Report(folder / "store", version="0.1.0", clock=HandClock())
    _change(folder, pid=1)  # born long before
    assert read_report(settings_in(folder)) is None


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"pid": 1}', '{"pid": "x", "born": ""}', "\x00\xff"])
def test_a_report_that_is_damaged_is_no_report(folder: Path, text: str) -> None:
    (folder / "store" / FILE).write_bytes(text.encode("latin-1"))
    assert read_report(settings_in(folder)) is None


def test_a_disk_that_takes_no_report_stops_nothing(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    report = Report(folder / "store", version="0.1.0", clock=HandClock())
    (folder / "store" / FILE).with_suffix(".new").mkdir()
    report.device(JAMMED)
    assert "not renewed" in caplog.text
    found = read_report(settings_in(folder))
    assert found is not None
    assert found["devices"] == {}


def _change(folder: Path, **facts: object) -> None:
    file = folder / "store" / FILE
    file.write_text(json.dumps({**json.loads(file.read_text()), **facts}), encoding="utf-8")
