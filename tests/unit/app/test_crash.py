"""The crash guard, tried in a process of its own: what ends a terminal must not end the test run."""

import subprocess
import sys
import textwrap

import pytest

from kiosk.app.crash import EXIT_DEFECT

PREAMBLE = """
import logging, sys, threading
logging.basicConfig(format="%(message)s")
from kiosk.app.crash import CrashGuard
guard = CrashGuard(on_crash=lambda: print("blank", flush=True))
guard.install()
class Fault(Exception):
    pass
def fail():
    secret = "441900195103071237"
    raise Fault("personal words " + secret)
"""

WAYS = {
    "the main thread": "fail()",
    "a thread": "t = threading.Thread(target=fail); t.start(); t.join(); import time; time.sleep(5)",
    "a Qt slot": """
        from PySide6.QtCore import QCoreApplication, QTimer
        app = QCoreApplication([])
        QTimer.singleShot(0, fail)
        app.exec()
    """,
    "a finaliser": """
        class Broken:
            def __del__(self):
                fail()
        Broken()
        import time; time.sleep(5)
    """,
}


@pytest.mark.parametrize("way", WAYS)
def test_a_defect_ends_the_process_blank_and_without_values(way: str) -> None:
    program = PREAMBLE + textwrap.dedent(WAYS[way])
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == EXIT_DEFECT, run.stderr
    assert run.stdout == "blank\n"
    assert "Fault" in run.stderr
    assert " fail" in run.stderr
    assert "441900" not in run.stderr
    assert "personal words" not in run.stderr


def test_a_crash_page_that_fails_still_ends_the_process() -> None:
    program = PREAMBLE.replace('print("blank", flush=True)', "1 / 0") + "fail()"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == EXIT_DEFECT
