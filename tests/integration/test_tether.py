"""A daemon of the sandbox never outlives the process that started it, however that one ends."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from sandbox.tether import Tethered

pytestmark = pytest.mark.daemon


def runs(pid: int) -> bool:
    """True while the process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_for(program: str, pid: int) -> None:
    """Wait until the daemon itself runs: before that it is the shell that ties it, which nobody pauses."""
    until = time.monotonic() + 5.0
    while Path(f"/proc/{pid}/comm").read_text().strip() != program and time.monotonic() < until:
        time.sleep(0.02)


def gone(pid: int, within_s: float = 5.0) -> bool:
    until = time.monotonic() + within_s
    while runs(pid) and time.monotonic() < until:
        time.sleep(0.02)
    return not runs(pid)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_it_ends_when_it_is_told_to(tmp_path: Path, how: signal.Signals) -> None:
    daemon = Tethered(["sleep", "600"], log=tmp_path / "log")
    assert runs(daemon.pid)
    assert not daemon.ended
    daemon.end(how)
    daemon.end(how)
    assert daemon.ended
    assert gone(daemon.pid)


def test_it_ends_even_while_it_is_paused(tmp_path: Path) -> None:
    daemon = Tethered(["sleep", "600"], log=tmp_path / "log")
    wait_for("sleep", daemon.pid)
    daemon.tell(signal.SIGSTOP)
    daemon.end()
    assert gone(daemon.pid)


def test_it_outlives_the_thread_that_started_it(tmp_path: Path) -> None:
    started: list[Tethered] = []
    thread = threading.Thread(target=lambda: started.append(Tethered(["sleep", "600"], log=tmp_path / "log")))
    thread.start()
    thread.join()
    time.sleep(0.2)
    assert runs(started[0].pid)
    started[0].end()


@pytest.mark.parametrize("paused", [False, True])
def test_it_ends_with_a_process_that_is_killed(tmp_path: Path, paused: bool) -> None:  # noqa: FBT001
    program = textwrap.dedent(
        """
        import pathlib, sys, time
        from sandbox.tether import Tethered
        daemon = Tethered(["sleep", "600"], log=pathlib.Path(sys.argv[1]))
        print(daemon.pid, flush=True)
        time.sleep(600)
        """
    )
    command = [sys.executable, "-c", program, str(tmp_path / "log")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        pid = int(owner.stdout.readline())
        wait_for("sleep", pid)
        assert runs(pid)
        if paused:
            os.kill(pid, signal.SIGSTOP)
        owner.kill()
        assert gone(pid)


def test_what_it_says_is_in_its_log_and_its_environment_is_as_given(tmp_path: Path) -> None:
    log = tmp_path / "log"
    daemon = Tethered(["sh", "-c", 'echo "$COLOUR"; exec sleep 600'], log=log, environment={"COLOUR": "green"})
    until = time.monotonic() + 5
    while log.read_text() != "green\n" and time.monotonic() < until:
        time.sleep(0.02)
    daemon.end()
    assert log.read_text() == "green\n"
