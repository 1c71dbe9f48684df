"""A disk whose power can be cut at any moment, again and again, from the log of one run.

The disk image is served by a small FUSE file system, which writes down every write and every flush in their order; ext4
lies on a loop device above it. Acknowledgements are marks in the same log, because they are written through the same
file system. A cut is any prefix of the log, in which everything before the last flush has reached the disk, and of what
came after it any subset, down to single sectors of a torn block. It needs root, FUSE, loop devices and mkfs.ext4.

``python -m tests.support.powercut MOUNT IMAGE LOG`` is the file system; `Rig` and `PowerCuts` are for the tests.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
import stat
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

ROOT = Path(__file__).resolve().parent.parent.parent
DISK_BYTES = 40 * 1024 * 1024
BLOCK_BYTES = 4096
SECTOR_BYTES = 512
WRITE, FLUSH, MARK = 1, 2, 3
_RECORD = struct.Struct("<BQI")
_DEADLINE_S = 10.0


class UnavailableError(Exception):
    """This machine cannot cut power; the message says what is missing."""


# --- the file system ------------------------------------------------------------------------------------------


def serve(mountpoint: str, image: str, log: str) -> None:
    """Serve two files, ``disk`` and ``marks``, until unmounted."""
    import mfusepy  # noqa: PLC0415

    class RecordingDisk(mfusepy.Operations):  # type: ignore[misc]
        """One thread serves all, so that the log has one order."""

        use_ns = True

        def __init__(self) -> None:
            self.disk = bytearray(Path(image).read_bytes())
            self.marks = bytearray()
            self.log: BinaryIO = Path(log).open("ab", buffering=0)  # noqa: SIM115 - as long as the file system

        def _file(self, path: str) -> bytearray:
            try:
                return {"/disk": self.disk, "/marks": self.marks}[path]
            except KeyError:
                raise mfusepy.FuseOSError(errno.ENOENT) from None

        def _note(self, kind: int, offset: int, data: bytes) -> None:
            self.log.write(_RECORD.pack(kind, offset, len(data)) + data)

        def getattr(self, path: str, _fh: int | None = None) -> dict[str, int]:
            if path == "/":
                return {"st_mode": stat.S_IFDIR | 0o700, "st_nlink": 2}
            return {"st_mode": stat.S_IFREG | 0o600, "st_nlink": 1, "st_size": len(self._file(path))}

        def readdir(self, _path: str, _fh: int) -> list[str]:
            return [".", "..", "disk", "marks"]

        def read(self, path: str, size: int, offset: int, _fh: int) -> bytes:
            return bytes(self._file(path)[offset : offset + size])

        def write(self, path: str, data: bytes, offset: int, _fh: int) -> int:
            self._file(path)[offset : offset + len(data)] = data
            self._note(WRITE if path == "/disk" else MARK, offset, data)
            return len(data)

        def fsync(self, path: str, _datasync: int, _fh: int) -> int:
            if path == "/disk":
                self._note(FLUSH, 0, b"")
            return 0

        def truncate(self, path: str, length: int, _fh: int | None = None) -> int:
            if length != len(self._file(path)):
                raise mfusepy.FuseOSError(errno.EPERM)
            return 0

    mfusepy.FUSE(RecordingDisk(), mountpoint, foreground=True, nothreads=True, fsname="powercut")


# --- one run --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log: a write of the disk, a flush, or a mark."""

    kind: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Rig:
    """A disk under observation. `folder` is where to work on it, `marks` takes acknowledgements."""

    work: Path

    @property
    def folder(self) -> Path:
        """The root of the file system on the disk."""
        return self.work / "mounted"

    @property
    def marks(self) -> Path:
        """The file for acknowledgements."""
        return self.work / "fuse" / "marks"

    @property
    def image(self) -> Path:
        """The disk as it was before the run."""
        return self.work / "disk.img"

    @contextmanager
    def running(self) -> Iterator[None]:
        """Have the disk mounted. Raises `UnavailableError`."""
        if os.geteuid() != 0:
            raise UnavailableError("not root: cannot mount")
        for tool in ("mkfs.ext4", "mount", "umount", "fusermount3"):
            if shutil.which(tool, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin") is None:
                raise UnavailableError(f"{tool} is not installed")
        if not Path("/dev/fuse").exists():
            raise UnavailableError("there is no /dev/fuse")
        for folder in (self.folder, self.work / "fuse"):
            folder.mkdir(parents=True)
        with self.image.open("wb") as file:
            file.truncate(DISK_BYTES)
        run("mkfs.ext4", "-q", "-F", "-J", "size=4", "-E", "lazy_itable_init=0,lazy_journal_init=0", str(self.image))
        server = subprocess.Popen(
            [sys.executable, "-m", "tests.support.powercut", str(self.work / "fuse"), str(self.image), str(self._log)],
            cwd=ROOT,
        )
        try:
            _wait_for(self.marks, server)
            with mounted(self.work / "fuse" / "disk", self.folder):
                yield
        finally:
            _unmount(self.work / "fuse")
            server.wait(_DEADLINE_S)

    def entries(self) -> list[Entry]:
        """Return the log of the run."""
        raw, entries, at = self._log.read_bytes(), [], 0
        while at < len(raw):
            kind, offset, length = _RECORD.unpack_from(raw, at)
            at += _RECORD.size
            entries.append(Entry(kind, offset, raw[at : at + length]))
            at += length
        return entries

    @property
    def _log(self) -> Path:
        return self.work / "disk.log"


@contextmanager
def mounted(image: Path, folder: Path) -> Iterator[None]:
    """Mount an image over a loop device. Raises `UnavailableError`."""
    run("mount", "-o", "loop", "-t", "ext4", str(image), str(folder))
    try:
        yield
    finally:
        run("umount", str(folder))


def run(*command: str) -> None:
    """Run a command. Raises `UnavailableError` with its words when it fails."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, timeout=60, env={**os.environ, "PATH": path}
    )
    if done.returncode:
        raise UnavailableError(f"{command[0]}: {done.stderr.strip() or done.returncode}")


def _unmount(folder: Path) -> None:
    """Unmount the FUSE file system, as soon as the loop device has let go of its file."""
    deadline = time.monotonic() + _DEADLINE_S
    while subprocess.run(["fusermount3", "-u", "-q", str(folder)], check=False, capture_output=True).returncode:
        if not folder.is_mount():
            return
        if time.monotonic() > deadline:
            run("umount", "-l", str(folder))
            return
        time.sleep(0.02)


def _wait_for(path: Path, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _DEADLINE_S
    while not path.exists():
        if server.poll() is not None or time.monotonic() > deadline:
            raise UnavailableError("the FUSE file system did not mount")
        time.sleep(0.02)


# --- cuts -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cut:
    """The disk as a power cut left it, and what had been acknowledged by then."""

    image: Path
    place: int  # how much of the log had happened
    kept: int  # of the writes after the last flush, how many blocks reached the disk
    unflushed: int  # out of so many
    marks: list[str]


class PowerCuts:
    """Makes cuts out of a run's log."""

    def __init__(self, rig: Rig, chance: random.Random) -> None:
        self.entries = rig.entries()
        self._work = rig.work
        self._base = rig.image
        self._chance = chance

    def __call__(self, number: int) -> Iterator[Cut]:
        """Yield `number` cuts, in the order of time.

        Half of them fall right behind an acknowledgement, where most is at stake; the others anywhere.
        """
        behind_marks = [place + 1 for place, entry in enumerate(self.entries) if entry.kind == MARK]
        anywhere = range(len(self.entries) + 1)
        places = sorted(self._chance.choice(behind_marks if index % 2 else anywhere) for index in range(number))
        durable = self._work / "durable.img"
        shutil.copyfile(self._base, durable)
        flushed = 0  # so much of the log is in `durable`
        for place in places:
            last_flush = max(
                (index for index in range(flushed, place) if self.entries[index].kind == FLUSH), default=flushed
            )
            _apply(durable, [entry for entry in self.entries[flushed:last_flush] if entry.kind == WRITE])
            flushed = last_flush
            # Never the same file twice: a loop device lets go of its file some time after the unmounting, and the
            # next mount of that file would find the device again, with old blocks in its cache.
            image = self._work / f"cut-{place}-{self._chance.random()}.img"
            shutil.copyfile(durable, image)
            loose = [entry for entry in self.entries[flushed:place] if entry.kind == WRITE]
            kept, blocks = self._some_of(loose)
            _apply(image, kept)
            marks = b"".join(entry.data for entry in self.entries[:place] if entry.kind == MARK).decode()
            yield Cut(image, place, len(kept), blocks, marks.split("\n")[:-1])
            image.unlink()

    def _some_of(self, writes: list[Entry]) -> tuple[list[Entry], int]:
        """Return a subset of the writes' blocks, one of them torn perhaps, and the number of blocks."""
        blocks = [
            Entry(WRITE, write.offset + start, write.data[start : start + BLOCK_BYTES])
            for write in writes
            for start in range(0, len(write.data), BLOCK_BYTES)
        ]
        share = self._chance.choice((0.0, 0.0, 0.2, 0.5, 0.8, 1.0))
        kept = [block for block in blocks if self._chance.random() < share]
        if kept and self._chance.random() < 0.5:
            torn = self._chance.randrange(len(kept))
            kept[torn : torn + 1] = [
                Entry(WRITE, kept[torn].offset + start, kept[torn].data[start : start + SECTOR_BYTES])
                for start in range(0, len(kept[torn].data), SECTOR_BYTES)
                if self._chance.random() < 0.5
            ]
        return kept, len(blocks)


def _apply(image: Path, writes: list[Entry]) -> None:
    with image.open("r+b") as file:
        for write in writes:
            file.seek(write.offset)
            file.write(write.data)


if __name__ == "__main__":
    serve(*sys.argv[1:])
