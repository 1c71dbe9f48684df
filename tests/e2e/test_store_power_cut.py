"""The store survives a power cut at any moment: see `tests.support.powercut` for what a cut is."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.powercut import FLUSH, MARK, WRITE, PowerCuts, Rig, UnavailableError, mounted
from tests.support.store_workload import Findings, verify

ROOT = Path(__file__).resolve().parent.parent.parent
CUTS = 200 if os.environ.get("HYPOTHESIS_PROFILE") == "ci" else 24  # `make test`


def record(rig: Rig, *more: str) -> None:
    """Have the workload work on the rig's disk. Skips where power cannot be cut."""
    try:
        with rig.running():
            subprocess.run(
                [sys.executable, "-m", "tests.support.store_workload", rig.folder / "store", rig.marks, *more],
                cwd=ROOT,
                check=True,
                timeout=600,
            )
    except UnavailableError as exc:
        pytest.skip(f"power cannot be cut on this machine: {exc}")


def cut_and_check(rig: Rig, number: int, seed: int) -> list[Findings]:
    """Cut so often, and check what each cut left."""
    cuts = PowerCuts(rig, random.Random(seed))
    folder = rig.work / "after"
    folder.mkdir()
    found = []
    for cut in cuts(number):
        with mounted(cut.image, folder):
            findings = verify(folder / "store", cut.marks)
        where = f"seed {seed}, cut at {cut.place} with {cut.kept} of {cut.unflushed} blocks: "
        findings.wrong = [where + wrong for wrong in findings.wrong]
        found.append(findings)
    return found


@pytest.mark.timeout(7200)
@pytest.mark.parametrize(("rounds", "cuts"), [(20, CUTS), pytest.param(120, 400, marks=pytest.mark.torture)])
def test_nothing_acknowledged_is_lost_in_a_power_cut(tmp_path: Path, rounds: int, cuts: int) -> None:
    seed = int.from_bytes(os.urandom(4))
    began = time.monotonic()
    rig = Rig(tmp_path)
    record(rig, str(rounds))
    entries = rig.entries()
    found = cut_and_check(rig, cuts, seed)
    kinds = [entry.kind for entry in entries]
    sys.stdout.write(
        f"\n{cuts} power cuts in a log of {kinds.count(WRITE)} writes, {kinds.count(FLUSH)} flushes and "
        f"{kinds.count(MARK)} acknowledgements; {sum(one.acknowledged for one in found)} acknowledgements checked, "
        f"seed {seed}, {time.monotonic() - began:.0f} s\n"
    )
    assert [wrong for one in found for wrong in one.wrong] == []
    assert len(found) == cuts
    assert max(one.items for one in found) > rounds, "the workload hardly worked"


@pytest.mark.timeout(300)
def test_the_rig_finds_a_store_that_does_not_wait_for_the_disk(tmp_path: Path) -> None:
    rig = Rig(tmp_path)
    record(rig, "20", "careless")
    found = cut_and_check(rig, 12, seed=1)
    assert any("lost" in wrong for one in found for wrong in one.wrong)
