"""The store survives the death of its process at any moment: SIGKILL, again and again, on one and the same store."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.store_workload import verify

ROOT = Path(__file__).resolve().parent.parent.parent


def kill_and_check(folder: Path, marks: list[str], delay_s: float) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.support.store_workload", str(folder), "-"], cwd=ROOT, stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    first = child.stdout.readline()
    time.sleep(delay_s)
    child.kill()
    rest = child.stdout.read()
    child.stdout.close()
    assert child.wait(10) == -9, "it ended by itself"
    lines = (first + rest).decode().split("\n")
    marks += lines[:-1]  # the last is empty, or cut off
    findings = verify(folder, marks)
    assert findings.wrong == []


@pytest.mark.parametrize("kills", [8, pytest.param(200, marks=pytest.mark.torture)])
@pytest.mark.timeout(3600)
def test_nothing_acknowledged_is_lost_when_the_process_is_killed(tmp_path: Path, kills: int) -> None:
    seed = int.from_bytes(os.urandom(4))
    chance = random.Random(seed)
    folder, marks = tmp_path / "store", list[str]()
    total = 0
    began = time.monotonic()
    for number in range(kills):
        if number % 25 == 0:  # a fresh store now and then, so that checking it stays quick
            folder, marks = tmp_path / f"store{number}", []
        before = len(marks)
        kill_and_check(folder, marks, chance.uniform(0, 0.25))
        total += len(marks) - before
    took_s = time.monotonic() - began
    sys.stdout.write(f"\n{kills} kills, {total} acknowledgements, seed {seed}, {took_s:.0f} s\n")
    assert total > kills * 5, "the child hardly worked"
