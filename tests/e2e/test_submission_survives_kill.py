"""SIGKILL at any moment between "submit" touched and "received": nothing is lost, and nothing is received twice.

The terminal's own submit path in a process of its own, against the real platform behind a cable that delays, and a
platform that now and then loses its answer after it has committed.
"""

import os
import random
import subprocess
import sys
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sandbox.network import NetworkCable
from sandbox.platform.process import PlatformProcess
from tests.support.stores import store_in

ROOT = Path(__file__).resolve().parent.parent.parent
LOST_ANSWERS = 0.3  # so many of the processes meet one
KILLS = 50 if os.environ.get("HYPOTHESIS_PROFILE") == "ci" else 12  # `make test`


@dataclass
class Said:
    """Everything that the processes said, by key."""

    local: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    platform: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    touched: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))  # resident to keys
    at_death: dict[str, int] = field(default_factory=lambda: defaultdict(int))  # the last word before a kill

    def take(self, resident: int, line: str) -> None:
        word, key, *facts = line.split()
        if word in ("touched", "receipt"):
            self.touched[resident].add(key)
        if word in ("kept", "receipt"):
            self.local[key].add(facts[0])
        if word == "received" or (word == "receipt" and len(facts) > 1):
            self.platform[key].add(facts[-1])


def run_until(store: Path, url: str, resident: int, said: Said, kill_after_s: float) -> bool:
    """Start the process, kill it so long after the first word; True when it had ended by itself before."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.support.one_submission", str(store), url, str(resident)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    with child.stdout:
        first = child.stdout.readline()
        killing = threading.Timer(kill_after_s, child.kill)
        killing.start()
        lines = [first, *child.stdout]
        killing.cancel()
    ended = child.wait(10)
    assert ended in (0, -9), f"the process failed with {ended}"
    whole = [line for line in lines if line.endswith("\n")]
    for line in whole:
        said.take(resident, line)
    if ended:
        said.at_death[whole[-1].split()[0]] += 1
    return ended == 0


@pytest.mark.daemon
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("kills", [KILLS, pytest.param(100, marks=pytest.mark.torture)])
def test_nothing_accepted_is_lost_or_received_twice(tmp_path: Path, kills: int) -> None:
    seed = int.from_bytes(os.urandom(4))
    sys.stdout.write(f"\nseed {seed}\n")
    chance = random.Random(seed)
    said, done, residents = Said(), 0, 0
    began = time.monotonic()
    with PlatformProcess(tmp_path / "platform") as platform, NetworkCable(platform.port) as cable:
        cable.delay(0.02, 0.02)
        while done < kills:
            residents += 1
            finished = False
            while not finished:
                if chance.random() < LOST_ANSWERS:
                    platform.ask("lose_answer", times=1)
                after_s = chance.uniform(0, chance.choice((0.05, 0.6))) if done < kills else 120.0
                finished = run_until(tmp_path / "store", cable.url, residents, said, after_s)
                done += not finished
        received = platform.submissions()
    took_s = time.monotonic() - began
    deaths = ", ".join(f"{count} after {word!r}" for word, count in sorted(said.at_death.items()))
    sys.stdout.write(f"{done} kills ({deaths}), {residents} residents, {took_s:.0f} s\n")

    assert [keys for keys in said.touched.values() if len(keys) != 1] == [], "a resident was given a second key"
    keys = sorted(next(iter(found)) for found in said.touched.values())
    assert sorted(each["key"] for each in received) == keys, "each received once, none missing, none made up"
    assert len({each["number"] for each in received}) == residents
    assert all(len(numbers) == 1 for numbers in said.local.values()), "a key changed its local number"
    assert len({number for numbers in said.local.values() for number in numbers}) == residents
    assert {key: {each["number"]} for each in received for key in [each["key"]]} == said.platform
    assert {key: {each["local_number"]} for each in received for key in [each["key"]]} == said.local
    assert all([part["name"] for part in each["attachments"]] == ["household_book"] for each in received)
    with store_in(tmp_path / "store") as store:
        assert store.check().whole
        counts = store.outbox.counts()
    assert (counts.waiting, counts.refused, counts.received) == (0, 0, residents)
