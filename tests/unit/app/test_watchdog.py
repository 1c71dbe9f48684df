import socket
from pathlib import Path

from kiosk.app.watchdog import Watchdog


def test_it_tells_systemd_that_the_terminal_is_ready_and_alive(tmp_path: Path) -> None:
    address = tmp_path / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(str(address))
        watchdog = Watchdog({"NOTIFY_SOCKET": str(address), "WATCHDOG_USEC": "30000000"})
        watchdog.ready()
        watchdog.feed()
        assert [line.recv(64), line.recv(64)] == [b"READY=1", b"WATCHDOG=1"]
        assert watchdog.interval_ms == 10_000


def test_outside_systemd_it_is_silent() -> None:
    watchdog = Watchdog({})
    watchdog.ready()
    watchdog.feed()
    assert watchdog.interval_ms == 0
