import threading
import time

import pytest

from drivers.idcard.reader import SdtIdCardReader, serial_reader
from drivers.ports import Cancel
from drivers.transport.port import Transport
from kiosk.core.devices import IdDocument, NoCard, ReadCancelled
from kiosk.core.errors import DeviceError
from sandbox.idcard_sam import VirtualSam
from sandbox.idcard_wire import reply, take_command
from sandbox.residents import ZHANG_WEI
from tests.support.lines import AnsweringLine, SteppingClock


class Bench:
    """A reader whose lines lead to one virtual security module; `broken` says how often opening fails first."""

    def __init__(self, *, broken: int = 0, poll_s: float = 0.001, grace_s: float = 2.0) -> None:
        self.clock = SteppingClock()
        self.sam = VirtualSam()
        self.broken = broken
        self.failing_status = 0
        self.lines: list[AnsweringLine] = []
        self.reader = SdtIdCardReader("reader", self.open, clock=self.clock, poll_s=poll_s, grace_s=grace_s)

    def open(self) -> Transport:
        self.clock.seconds += 0.1
        if self.broken:
            self.broken -= 1
            raise DeviceError("IDR-001", retryable=True)
        line = AnsweringLine(self.answer, self.clock, chunk_s=0.05)
        self.lines.append(line)
        return line

    def answer(self, data: bytes) -> tuple[bytes, ...]:
        received = take_command(bytearray(data))
        assert received is not None
        if self.failing_status and received.name == "read_base":
            return (reply(self.failing_status),)
        return (self.sam.answer(received),)


def test_nothing_is_opened_before_it_is_needed() -> None:
    bench = Bench()
    bench.reader.close()
    assert bench.lines == []


def test_one_line_serves_many_reads() -> None:
    bench = Bench()
    bench.sam.put_card(ZHANG_WEI)
    for _ in range(3):
        assert isinstance(bench.reader.read(1.0, Cancel()), IdDocument)
    assert len(bench.lines) == 1
    bench.reader.close()
    assert bench.lines[0].closed
    assert isinstance(bench.reader.read(1.0, Cancel()), IdDocument)
    assert len(bench.lines) == 2


def test_a_line_that_opens_again_within_the_grace_is_no_fault() -> None:
    bench = Bench(broken=5)
    bench.sam.put_card(ZHANG_WEI)
    assert isinstance(bench.reader.read(10.0, Cancel()), IdDocument)


def test_a_line_that_stays_away_is_a_fault_after_the_grace() -> None:
    bench = Bench(broken=10_000)
    with pytest.raises(DeviceError, match="IDR-001"):
        bench.reader.read(30.0, Cancel())
    assert 2.0 <= bench.clock.seconds - 1000.0 < 2.5


def test_a_wait_that_ends_while_the_line_is_away_is_a_fault_and_not_an_absent_card() -> None:
    bench = Bench(broken=10_000)
    with pytest.raises(DeviceError, match="IDR-001"):
        bench.reader.read(0.5, Cancel())
    assert bench.clock.seconds - 1000.0 < 1.0


def test_a_failed_security_module_is_named_at_once() -> None:
    bench = Bench()
    bench.failing_status = 0x60
    with pytest.raises(DeviceError, match="IDR-004"):
        bench.reader.read(30.0, Cancel())
    assert bench.clock.seconds - 1000.0 < 1.0
    assert len(bench.lines) == 1
    assert bench.lines[0].closed


def test_each_trouble_has_a_grace_of_its_own() -> None:
    bench = Bench(grace_s=1.0)
    timer = 0

    def answer(data: bytes) -> tuple[bytes, ...]:
        nonlocal timer
        timer += 1
        if timer % 40 == 0:  # now and then the line vanishes for a moment
            bench.lines[-1].lost = True
        return bench.answer(data)

    bench.reader = SdtIdCardReader("reader", lambda: _with(bench, answer), clock=bench.clock, poll_s=0.001, grace_s=1.0)
    assert bench.reader.read(60.0, Cancel()) == NoCard()
    assert len(bench.lines) > 5


def _with(bench: Bench, answer: object) -> AnsweringLine:
    line = bench.open()
    assert isinstance(line, AnsweringLine)
    line._answer = answer  # type: ignore[assignment]
    return line


def test_a_wait_between_two_looks_can_be_called_off() -> None:
    bench = Bench(poll_s=60.0)
    cancel = Cancel()
    timer = threading.Timer(0.05, cancel.set)
    timer.start()
    began = time.monotonic()
    assert bench.reader.read(1000.0, cancel) == ReadCancelled()
    assert time.monotonic() - began < 5.0
    timer.join()


def test_a_reader_needs_an_address_and_a_rate_that_lines_have() -> None:
    with pytest.raises(ValueError, match="address"):
        serial_reader("reader", "")
    with pytest.raises(ValueError, match="12 baud"):
        serial_reader("reader", "/dev/x", baud_rate=12)
    assert serial_reader("reader", "/dev/x", baud_rate=9600).name == "reader"
