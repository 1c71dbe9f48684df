"""What the disk can do to the store besides losing power: be full, be read-only, fail a sync. All with real mounts."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.core.errors import CacheError
from offline_cache.outbox import Received
from offline_cache.store import Store
from tests.support.store_workload import attachments_of, payload_of
from tests.support.stores import NOON, ZHANG_WEI, open_store, put, store_in

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 600 KB."""
    if os.geteuid() != 0:
        pytest.skip("not root: cannot mount a small disk")
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=600k", "none", str(folder)], check=False, capture_output=True, text=True
    )
    if done.returncode:
        pytest.skip(f"cannot mount a small disk: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def remount(disk: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", str(disk)], check=True)


def fill(store: Store) -> tuple[list[str], CacheError]:
    """Put until the disk is full; return what was acknowledged, and the fault."""
    kept: list[str] = []
    for number in range(10_000):
        key = f"k{number}"
        try:
            put(store, key, payload=payload_of(key), attachments=attachments_of(key))
        except CacheError as exc:
            return kept, exc
        kept.append(key)
    raise AssertionError("the disk never became full")


def holds(store: Store, keys: list[str]) -> bool:
    return all(
        (envelope := store.outbox.envelope(key)).payload.reveal() == payload_of(key)
        and envelope.attachments == attachments_of(key)
        for key in keys
    )


def test_a_full_disk_is_told_and_nothing_accepted_is_lost(disk: Path) -> None:
    store = open_store(disk / "store")
    kept, fault = fill(store)
    assert (fault.code, fault.retryable) == ("STO-002", True)
    assert len(kept) > 10
    assert holds(store, kept), "what was accepted can be read while the disk is full"
    assert store.outbox.get(f"k{len(kept)}") is None
    with pytest.raises(CacheError, match="STO-002"):
        store.outbox.record([Received(key=key, platform_number="DG-" + key * 50, at=NOON) for key in kept])
    remount(disk, "size=4m")
    again = put(store, f"k{len(kept)}")
    assert len({item.local_number for item in store.outbox.items()}) == len(kept) + 1, "numbers stay apart"
    assert again.key == f"k{len(kept)}"
    assert store.check().whole
    store.close()
    with store_in(disk / "store") as opened:
        assert holds(opened, kept)


def test_a_store_on_a_full_disk_opens_again_with_all_it_has(disk: Path) -> None:
    store = open_store(disk / "store")
    kept, _ = fill(store)
    store.close()
    with (disk / "ballast").open("wb", buffering=0) as ballast:
        while shutil.disk_usage(disk).free:
            ballast.write(b"x" * min(4096, shutil.disk_usage(disk).free))
    try:
        store = open_store(disk / "store")
    except CacheError as exc:
        assert exc.code == "STO-002"  # noqa: PT017 - either is right, with or without room for the shared memory
    else:
        assert holds(store, kept)
        store.close()
    assert not (disk / "store" / "put-aside").exists(), "a full disk is no damage"
    (disk / "ballast").unlink()
    with store_in(disk / "store") as opened:
        assert holds(opened, kept)


def test_a_draft_that_does_not_fit_is_told_and_the_last_one_stays(disk: Path) -> None:
    from kiosk.core.sensitive import Sensitive  # noqa: PLC0415

    with store_in(disk / "store") as store:
        store.drafts.begin("s1", ZHANG_WEI)
        store.drafts.save("s1", Sensitive(b"step 1"), {}, NOON)
        with pytest.raises(CacheError, match="STO-002"):
            store.drafts.save("s1", Sensitive(b"step 2"), {"photo": Sensitive(bytes(2_000_000))}, NOON)
        store.drafts.save("s1", Sensitive(b"step 3"), {}, NOON)
        found = store.drafts.find(ZHANG_WEI, NOON)
        assert found is not None
        assert found.state.reveal() == b"step 3"


def test_a_disk_too_full_to_begin_on_is_told_and_used_once_there_is_room(disk: Path) -> None:
    (disk / "ballast").write_bytes(bytes(580_000))
    with pytest.raises(CacheError, match="STO-002"):
        open_store(disk / "store")
    (disk / "ballast").unlink()
    with store_in(disk / "store") as store:
        put(store, "k1")
        assert store.check().whole


def test_a_read_only_disk_is_a_store_out_of_reach(disk: Path) -> None:
    with store_in(disk / "store") as store:
        put(store, "k1")
    remount(disk, "ro")
    with pytest.raises(CacheError, match="STO-001"):
        open_store(disk / "store")
    remount(disk, "rw")
    with store_in(disk / "store") as store:
        assert store.outbox.get("k1") is not None


@pytest.mark.parametrize(
    "failing",
    [
        pytest.param("fdatasync,fsync:error=EIO:when=40", id="one sync fails"),
        pytest.param("fdatasync,fsync:error=EIO:when=40+", id="all syncs fail from then on"),
        pytest.param("pwrite64:error=EIO:when=200", id="one write fails"),
        pytest.param("pwrite64:error=ENOSPC:when=200+", id="no room from then on"),
    ],
)
def test_after_a_failed_sync_or_write_nothing_unsafe_is_acknowledged(tmp_path: Path, failing: str) -> None:
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed: cannot make a sync fail")
    folder = tmp_path / "store"
    with store_in(folder):
        pass
    child = subprocess.run(
        [
            *("strace", "-f", "-qqq", "-o", tmp_path / "trace", "-e", "trace=fdatasync,fsync,pwrite64"),
            *("-e", f"inject={failing}", sys.executable, "-m", "tests.support.store_putter", folder, "120"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    if "ptrace" in child.stderr:
        pytest.skip(f"strace may not trace here: {child.stderr.strip()}")
    assert child.returncode == 0, child.stderr
    said = [line.split() for line in child.stdout.splitlines()]
    kept = [words[1] for words in said if words[0] == "kept"]
    faults = [words[1] for words in said if words[0] == "fault"]
    assert re.search(r"INJECTED", (tmp_path / "trace").read_text())
    assert kept
    if "ENOSPC" in failing:
        assert set(faults) == {"STO-002"}
    else:
        assert set(faults) == {"STO-001"}
        assert [words[0] for words in said] == ["kept"] * len(kept) + ["fault"] * len(faults), "it went on regardless"
    with store_in(folder) as store:
        assert store.check().whole
        assert holds(store, kept)
        put(store, "later")
