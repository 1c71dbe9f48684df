"""What the worker is made to run in tests: one function for each way in which native code goes wrong."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from drivers.worker_wire import MAGIC, Plain, frame
from kiosk.core.errors import ContentError


def echo(value: Plain) -> Plain:
    return value


def process_id() -> int:
    return os.getpid()


def chat() -> str:
    """A native library that prints on its own must not disturb the line."""
    sys.stdout.write("printed by Python\n")
    sys.stdout.flush()
    os.write(1, b"printed by a library\n")
    return "said"


def leave(status: int) -> None:
    os._exit(status)


def fall(number: int) -> None:
    os.kill(os.getpid(), number)
    time.sleep(10)


def hang() -> None:
    threading.Event().wait()


def hang_deaf() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    hang()


def hang_with_child() -> None:
    """Start something that outlives an ordinary kill, tell its number, and hang."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    Path(os.environ["WORKER_TEST_PID_FILE"]).write_text(str(child.pid), encoding="ascii")
    hang()


def _line() -> int:
    """Return the descriptor of the line to the parent: the one pipe that is open for writing besides 1 and 2."""
    for descriptor in range(3, 32):
        try:
            target = str(Path(f"/proc/self/fd/{descriptor}").readlink())
            info = Path(f"/proc/self/fdinfo/{descriptor}").read_text(encoding="ascii")
        except OSError:
            continue
        if target.startswith("pipe:") and int(info.split("flags:")[1].split()[0], 8) & os.O_WRONLY:
            return descriptor
    raise RuntimeError("no line found")


def scribble() -> None:
    os.write(_line(), b"Segmentation fault (core not dumped), retrying..." * 10)
    time.sleep(10)


def scribble_huge() -> None:
    os.write(_line(), MAGIC + b"\xff\xff\xff\xff")
    time.sleep(10)


def answer_another() -> None:
    os.write(_line(), frame({"id": 999_999, "value": "somebody else's"}))
    time.sleep(10)


def answer_twice() -> str:
    os.write(_line(), frame({"id": 1, "value": "early"}))
    return "late"


def return_object() -> object:
    return object()


def refuse(detail: str) -> None:
    raise ContentError("CNT-004", detail, retryable=True)


def fail(secret: str) -> None:
    raise ValueError(secret)
