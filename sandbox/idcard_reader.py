"""A virtual identity-card reader: a pseudo-terminal that speaks the SDT protocol, with cards and faults on request.

It stands where the real reader would: the terminal opens the link as any serial port. Independent of the terminal's
code. One thread of its own serves the line; every public method may be called from any thread. What is answered
is `sandbox.idcard_sam`'s business; here are the cable and the faults.
"""

from __future__ import annotations

import os
import select
import threading
import time
import tty
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from sandbox import idcard_wire
from sandbox.idcard_sam import SAM_ID, VirtualSam
from sandbox.idcard_wire import reply
from sandbox.residents import Resident


class FaultKind(StrEnum):
    """What can go wrong on request. `value` of the fault means what stands in brackets."""

    CHECKSUM = "checksum"  # the reply's check byte is wrong
    SHORT = "short"  # the reply stops half way, and nothing follows
    GARBAGE = "garbage"  # noise before the reply [how many bytes; 64]
    SILENCE = "silence"  # no reply
    STATUS = "status"  # the reply is this status word [SW3]
    SLOW = "slow"  # the reply comes late [seconds; 1]
    ENDLESS = "endless"  # noise without end instead of the reply [seconds; 60]
    LIFT = "lift"  # the card is lifted just now; the reader notices
    TEAR = "tear"  # the card is lifted while the reply is under way, which breaks off
    UNPLUG = "unplug"  # the cable is pulled instead of the reply
    UNPLUG_MIDWAY = "unplug_midway"  # the cable is pulled in the middle of the reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault: at the reply to which command (``""``: any), how many times (0: until cleared)."""

    kind: FaultKind
    on: str = ""
    times: int = 1
    value: float = 0.0


class VirtualReader:
    """The reader. `link` is the path at which the terminal opens it, as a by-id link stands for a real one."""

    def __init__(self, link: Path, *, sam_id: bytes = SAM_ID) -> None:
        self._link = link
        self._sam = VirtualSam(sam_id)
        self._lock = threading.Lock()
        self._faults: list[Fault] = []
        self._commands: list[str] = []
        self._hush = threading.Event()
        self._thread: threading.Thread | None = None
        self._wake = -1

    @property
    def commands(self) -> Sequence[str]:
        """The names of the commands received so far."""
        with self._lock:
            return tuple(self._commands)

    @property
    def plugged(self) -> bool:
        """True while the line exists."""
        thread = self._thread
        return thread is not None and thread.is_alive()

    def put_card(self, person: Resident) -> None:
        """Lay a person's card on the reader."""
        with self._lock:
            self._sam.put_card(person)

    def lift(self) -> None:
        """Take the card away."""
        with self._lock:
            self._sam.lift()

    def fault(self, fault: Fault) -> None:
        """Ask for a fault. Faults wait in line; the first that fits a reply spoils it."""
        with self._lock:
            self._faults.append(fault)

    def clear(self) -> None:
        """Forget the faults that still wait, and end a noise without end."""
        self._hush.set()
        with self._lock:
            self._faults.clear()

    def plug(self) -> None:
        """Connect the cable: a new line appears at the link. Nothing happens while one is there."""
        if self.plugged:
            return
        self.unplug()
        line, far_end = os.openpty()
        tty.setraw(far_end)
        os.set_blocking(line, False)
        wake_read, self._wake = os.pipe()
        self._link.unlink(missing_ok=True)
        self._link.symlink_to(os.ttyname(far_end))
        # The far end stays open here too, so that the line outlives a terminal that closes it.
        self._thread = threading.Thread(
            target=self._serve, args=(line, far_end, wake_read), name="virtual-reader", daemon=True
        )
        self._thread.start()

    def unplug(self) -> None:
        """Pull the cable: the line is gone at once, and so is the link."""
        if self._thread is None:
            return
        os.close(self._wake)  # the thread sees the end of the pipe
        self._thread.join()
        self._thread = None

    def __enter__(self) -> VirtualReader:  # noqa: PYI034 - not made to be subclassed
        """Plug in."""
        self.plug()
        return self

    def __exit__(self, *_: object) -> None:
        """Unplug."""
        self.unplug()

    def _serve(self, line: int, far_end: int, wake: int) -> None:
        wire = _Wire(line, wake)
        pending = bytearray()
        try:
            while data := wire.receive():
                pending += data
                while (received := idcard_wire.take_command(pending)) is not None:
                    if not self._respond(wire, received):
                        return
        finally:
            self._link.unlink(missing_ok=True)
            for fd in (line, far_end, wake):
                os.close(fd)

    def _respond(self, wire: _Wire, received: idcard_wire.Received) -> bool:
        """Answer one command. Returns False when the line ends with it."""
        with self._lock:
            self._commands.append(received.name)
            fault = self._due_fault(received.name)
            kind = fault.kind if fault else None
            if kind is FaultKind.SILENCE:
                return True  # the command went by unheard
            if kind is FaultKind.LIFT:
                self._sam.lift()
            if fault is not None and kind is FaultKind.STATUS:
                frame = reply(int(fault.value))  # and the card was not read
            else:
                frame = self._sam.answer(received)
            if kind is FaultKind.TEAR:
                self._sam.lift()
        return self._send(wire, frame, fault)

    def _send(self, wire: _Wire, frame: bytes, fault: Fault | None) -> bool:
        value = fault.value if fault else 0.0
        match fault.kind if fault else None:
            case FaultKind.CHECKSUM:
                return wire.send(frame[:-1] + bytes([frame[-1] ^ 0xFF]))
            case FaultKind.SHORT | FaultKind.TEAR:
                return wire.send(frame[: len(frame) // 2])
            case FaultKind.GARBAGE:
                return wire.send(_noise(int(value or 64)) + frame)
            case FaultKind.SLOW:
                return wire.sleep(value or 1.0) and wire.send(frame)
            case FaultKind.ENDLESS:
                end = time.monotonic() + (value or 60.0)
                self._hush.clear()
                while time.monotonic() < end and not self._hush.is_set():
                    if not wire.send(_noise(256)):
                        return False
                return True
            case FaultKind.UNPLUG:
                return False
            case FaultKind.UNPLUG_MIDWAY:
                wire.send(frame[: len(frame) // 2])
                wire.sleep(0.05)
                return False
            case FaultKind.LIFT | FaultKind.STATUS | FaultKind.SILENCE | None:
                return wire.send(frame)

    def _due_fault(self, name: str) -> Fault | None:
        for at, fault in enumerate(self._faults):
            if fault.on in ("", name):
                if fault.times == 1:
                    del self._faults[at]
                elif fault.times > 1:
                    self._faults[at] = replace(fault, times=fault.times - 1)
                return fault
        return None


class _Wire:
    """The reader's end of the line, which ends when the wake pipe does."""

    def __init__(self, line: int, wake: int) -> None:
        self._line = line
        self._wake = wake

    def receive(self) -> bytes:
        """Wait for bytes; empty when the line ends."""
        while True:
            ready, _, _ = select.select([self._line, self._wake], [], [])
            if self._wake in ready:
                return b""
            try:
                return os.read(self._line, 4096)
            except BlockingIOError:
                continue

    def send(self, data: bytes) -> bool:
        """Send all of `data`; False when the line ends meanwhile."""
        left = memoryview(data)
        while left:
            woken, ready, _ = select.select([self._wake], [self._line], [])
            if woken:
                return False
            if ready:
                try:
                    left = left[os.write(self._line, left) :]
                except BlockingIOError:
                    continue
        return True

    def sleep(self, seconds: float) -> bool:
        """Wait; False when the line ends meanwhile."""
        woken, _, _ = select.select([self._wake], [], [], seconds)
        return not woken


def _noise(size: int) -> bytes:
    """Return bytes that hold no frame but look like the beginning of one now and then."""
    return (b"\xaa\xaa\x96\x00\x69\xaa\xaa\xaa\x96" * (size // 9 + 1))[:size]
