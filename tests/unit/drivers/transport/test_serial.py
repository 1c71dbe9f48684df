import os
import threading
import time
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.transport.serial import SerialTransport
from kiosk.core.errors import DeviceError


class Cable:
    """A pseudo-terminal: what the far end writes, the transport reads."""

    def __init__(self) -> None:
        self.far, self._near = os.openpty()
        tty.setraw(self._near)
        self.path = os.ttyname(self._near)

    def cut(self) -> None:
        for fd in (self.far, self._near):
            if fd >= 0:
                os.close(fd)
        self.far = self._near = -1

    def open(self) -> SerialTransport:
        return SerialTransport(self.path, baud_rate=115_200, fault="IDR-001")


@pytest.fixture
def cable() -> Iterator[Cable]:
    cable = Cable()
    yield cable
    cable.cut()


@pytest.fixture
def line(cable: Cable) -> Iterator[SerialTransport]:
    line = cable.open()
    yield line
    line.close()


def test_bytes_go_out_and_come_in_as_they_are(cable: Cable, line: SerialTransport) -> None:
    everything = bytes(range(256))
    assert line.write(everything)
    assert os.read(cable.far, 512) == everything
    os.write(cable.far, everything)
    assert line.read(1.0) == everything


def test_silence_ends_at_the_deadline(line: SerialTransport) -> None:
    began = time.monotonic()
    assert line.read(0.1) == b""
    assert 0.09 <= time.monotonic() - began < 0.5


def test_a_read_returns_as_soon_as_something_is_there(cable: Cable, line: SerialTransport) -> None:
    began = time.monotonic()
    timer = threading.Timer(0.05, os.write, (cable.far, b"x"))
    timer.start()
    assert line.read(5.0) == b"x"
    assert time.monotonic() - began < 2.0
    timer.join()


def test_what_came_in_can_be_forgotten(cable: Cable, line: SerialTransport) -> None:
    os.write(cable.far, b"old")
    time.sleep(0.02)
    line.discard_input()
    assert line.read(0.05) == b""


def test_an_endless_sender_holds_neither_read_nor_discard(cable: Cable, line: SerialTransport) -> None:
    stop = threading.Event()
    os.set_blocking(cable.far, False)

    def send() -> None:
        while not stop.is_set():
            try:
                os.write(cable.far, b"\xaa" * 512)
            except BlockingIOError:
                stop.wait(0.001)

    sender = threading.Thread(target=send)
    sender.start()
    began = time.monotonic()
    for _ in range(5):
        line.discard_input()
        assert 0 < len(line.read(0.5)) <= 4097
    stop.set()
    sender.join()
    assert time.monotonic() - began < 5.0


def test_a_sender_that_is_always_faster_cannot_hold_a_discard(line: SerialTransport) -> None:
    class Flood:
        in_waiting = 4096
        reads = 0

        def read(self, size: int) -> bytes:
            self.reads += 1
            assert self.reads < 1000
            return bytes(size)

    port, flood = line._port, Flood()
    line._port = flood  # type: ignore[assignment]
    line.discard_input()
    line._port = port
    assert flood.reads == 16


def test_a_line_that_does_not_exist_is_a_device_fault(tmp_path: Path) -> None:
    with pytest.raises(DeviceError, match="IDR-001") as caught:
        SerialTransport(str(tmp_path / "nothing"), baud_rate=115_200, fault="IDR-001")
    assert caught.value.retryable


def test_a_file_that_is_no_line_is_a_device_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for path in (tmp_path / "file", tmp_path):
        with pytest.raises(DeviceError, match="IDR-001"):
            SerialTransport(str(path), baud_rate=115_200, fault="IDR-001")


def test_a_line_that_another_one_holds_is_a_device_fault(cable: Cable, line: SerialTransport) -> None:
    with pytest.raises(DeviceError, match="IDR-001"):
        cable.open()
    assert line.read(0.01) == b""


@pytest.mark.parametrize("step", ["write", "read", "discard_input"])
def test_a_pulled_cable_is_a_device_fault_at_every_call(cable: Cable, line: SerialTransport, step: str) -> None:
    calls = {"write": lambda: line.write(b"x"), "read": lambda: line.read(0.2), "discard_input": line.discard_input}
    cable.cut()
    with pytest.raises(DeviceError, match="IDR-001"):
        calls[step]()


def test_a_cable_pulled_while_a_read_waits_ends_the_read(cable: Cable, line: SerialTransport) -> None:
    timer = threading.Timer(0.05, cable.cut)
    timer.start()
    began = time.monotonic()
    with pytest.raises(DeviceError, match="IDR-001"):
        line.read(5.0)
    assert time.monotonic() - began < 2.0
    timer.join()


def test_a_far_end_that_takes_nothing_is_told_from_one_that_is_gone(line: SerialTransport) -> None:
    while line.write(b"\xaa" * 8192):  # nobody reads: in the end the line is full
        pass
    assert line.read(0.01) == b""


def test_closing_twice_and_after_the_cable_was_pulled_is_no_error(cable: Cable, line: SerialTransport) -> None:
    cable.cut()
    line.close()
    line.close()
    with pytest.raises(DeviceError, match="IDR-001"):
        line.read(0.01)


@settings(max_examples=25)
@given(st.lists(st.binary(min_size=1, max_size=300), max_size=8))
def test_any_bytes_in_any_pieces_arrive_whole_and_in_order(pieces: list[bytes]) -> None:
    cable = Cable()
    line = cable.open()
    for piece in pieces:
        os.write(cable.far, piece)
    wanted = b"".join(pieces)
    got = b""
    while len(got) < len(wanted):
        chunk = line.read(1.0)
        assert chunk
        got += chunk
    assert got == wanted
    assert line.read(0.0) == b""
    line.close()
    cable.cut()
