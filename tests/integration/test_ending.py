"""The real program is told to end: at any moment of its start it does, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.app.opening import open_store
from kiosk.app.report import read_report
from kiosk.config.load import load
from kiosk.core.clock import SystemClock
from tests.support.settings import write_config

PATIENCE_S = 20.0


@pytest.mark.parametrize("after_s", [0.3, 0.5, 0.7, 1.0, 2.0])
def test_a_terminal_ends_when_it_is_told_to_however_early(tmp_path: Path, after_s: float) -> None:
    config = write_config(tmp_path)
    environment = os.environ | {"CACHE_DIRECTORY": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "kiosk", "--config", str(config)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        time.sleep(after_s)
        process.send_signal(signal.SIGTERM)
        try:
            _, said = process.communicate(timeout=PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
    assert process.returncode in (0, -signal.SIGTERM), said  # the latter before it could listen
    assert "defect" not in said


def test_a_terminal_that_ends_closes_its_store_and_takes_its_report_away(tmp_path: Path) -> None:
    config = write_config(tmp_path)
    settings = load(config).settings
    environment = os.environ | {"CACHE_DIRECTORY": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "kiosk", "--config", str(config)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        give_up_at = time.monotonic() + PATIENCE_S
        while read_report(settings) is None and time.monotonic() < give_up_at:
            time.sleep(0.05)
        assert read_report(settings) is not None, "the terminal did not come up"
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, "defect" in said) == (0, False), said
    assert read_report(settings) is None
    assert not (settings.store.folder / "terminal.db-wal").exists()
    with closing(open_store(settings, SystemClock())) as store:
        assert store.owner
        assert store.check().whole
