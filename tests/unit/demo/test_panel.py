"""The control panel ends in order, so that the world beside it ends too."""

import signal
import subprocess
import sys

import pytest

PROGRAM = """
import sys
from demo import panel

class World:
    def switches(self):
        return {"reader": {"put": lambda: None}}
    def summary(self):
        print("shown", flush=True)
        return "as it stands"

code = panel.show_panel(World(), beside=0, ended=lambda: "ended" in sys.argv)
print("in order", flush=True)
sys.exit(code)
"""


@pytest.mark.parametrize(
    ("words", "number", "code"), [((), signal.SIGTERM, 143), ((), signal.SIGINT, 130), (("ended",), None, 0)]
)
def test_it_ends_in_order_by_a_signal_and_with_the_terminal(
    words: tuple[str, ...], number: signal.Signals | None, code: int
) -> None:
    command = [sys.executable, "-c", PROGRAM, *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "shown\n"
            if number is not None:
                process.send_signal(number)
            said, _ = process.communicate(timeout=30)
        finally:
            process.kill()
    assert (said.splitlines()[-1], process.returncode) == ("in order", code)
