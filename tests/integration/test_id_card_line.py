"""The card reader over a pseudo-terminal: the cable pulled at every step, and noise of all kinds."""

import os
import queue
import threading
import time
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drivers.idcard.reader import LINE_LOST, OVERRUN_S, SdtIdCardReader
from drivers.lane import Done, Failed, Lane, LaneResult
from drivers.ports import Cancel
from drivers.transport.serial import SerialTransport
from kiosk.core.devices import (
    CardLifted,
    CardUnreadable,
    CardUnsupported,
    Health,
    IdCardOutcome,
    IdDocument,
    NoCard,
)
from kiosk.core.errors import DeviceError
from sandbox.idcard_reader import Fault, FaultKind, VirtualReader
from sandbox.residents import LI_XIULAN

STEPS = ("sam_id", "find", "select", "read_base", "newest_address")
FAULTS = {"IDR-001", "IDR-002", "IDR-003", "IDR-004"}


@pytest.fixture
def virtual(tmp_path: Path) -> Iterator[VirtualReader]:
    with VirtualReader(tmp_path / "reader") as virtual:
        yield virtual


def over(link: Path, *, grace_s: float) -> SdtIdCardReader:
    return SdtIdCardReader(
        "reader",
        lambda: SerialTransport(str(link), baud_rate=115_200, fault=LINE_LOST),
        poll_s=0.02,
        grace_s=grace_s,
    )


@pytest.mark.parametrize("kind", [FaultKind.UNPLUG, FaultKind.UNPLUG_MIDWAY])
@pytest.mark.parametrize("step", STEPS)
def test_a_cable_pulled_at_any_step_is_named_and_the_reader_comes_back(
    virtual: VirtualReader, tmp_path: Path, step: str, kind: FaultKind
) -> None:
    reader = over(tmp_path / "reader", grace_s=0.1)
    virtual.put_card(LI_XIULAN)
    virtual.fault(Fault(kind=kind, on=step))
    began = time.monotonic()
    with pytest.raises(DeviceError, match="IDR-001"):
        reader.read(5.0, Cancel())
    assert time.monotonic() - began < 2.0
    assert reader.probe().health is Health.ABSENT
    virtual.plug()
    assert isinstance(reader.read(5.0, Cancel()), IdDocument)
    reader.close()


@pytest.mark.parametrize("step", STEPS)
def test_a_cable_that_comes_back_at_once_costs_the_resident_nothing(
    virtual: VirtualReader, tmp_path: Path, step: str
) -> None:
    reader = over(tmp_path / "reader", grace_s=3.0)
    virtual.put_card(LI_XIULAN)
    virtual.fault(Fault(kind=FaultKind.UNPLUG_MIDWAY, on=step))

    def replug() -> None:
        deadline = time.monotonic() + 5
        while virtual.plugged:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        virtual.plug()

    hand = threading.Thread(target=replug)
    hand.start()
    assert isinstance(reader.read(10.0, Cancel()), IdDocument)
    hand.join()
    reader.close()


class Desk:
    """A lane with a reader on it, and the one result that a test waits for."""

    def __init__(self, reader: SdtIdCardReader) -> None:
        self.reader = reader
        self.lane = Lane("reader", on_crash=lambda defect: pytest.fail(repr(defect)))
        self._results: queue.Queue[LaneResult[IdCardOutcome]] = queue.Queue()

    def read(self, timeout_s: float) -> None:
        self.lane.submit(
            lambda: self.reader.read(timeout_s, Cancel()),
            deadline_s=timeout_s + OVERRUN_S,
            on_done=self._results.put,
        )

    def result(self) -> LaneResult[IdCardOutcome]:
        result = self._results.get(timeout=10)
        assert self.lane.close(5, last=self.reader.close)
        return result


def test_a_wait_for_a_card_survives_a_pulled_cable(virtual: VirtualReader, tmp_path: Path) -> None:
    desk = Desk(over(tmp_path / "reader", grace_s=3.0))
    desk.read(10.0)
    for _ in range(2):
        time.sleep(0.1)
        virtual.unplug()
        time.sleep(0.1)
        virtual.plug()
    virtual.put_card(LI_XIULAN)
    result = desk.result()
    assert isinstance(result, Done)
    assert isinstance(result.value, IdDocument)


def test_a_reader_that_is_not_there_is_a_result_on_its_lane(tmp_path: Path) -> None:
    desk = Desk(over(tmp_path / "nothing", grace_s=0.05))
    desk.read(1.0)
    result = desk.result()
    assert isinstance(result, Failed)
    assert result.fault.code == "IDR-001"


def test_noise_without_end_is_a_fault_in_time(virtual: VirtualReader, tmp_path: Path) -> None:
    reader = over(tmp_path / "reader", grace_s=0.1)
    virtual.put_card(LI_XIULAN)
    virtual.fault(Fault(kind=FaultKind.ENDLESS, on="find", value=30))
    began = time.monotonic()
    with pytest.raises(DeviceError, match="IDR-003"):
        reader.read(1.0, Cancel())
    assert time.monotonic() - began < 1.0 + OVERRUN_S
    virtual.clear()
    assert isinstance(reader.read(5.0, Cancel()), IdDocument)
    reader.close()


@contextmanager
def answering(answers: list[bytes]) -> Iterator[str]:
    """A far end that answers each thing it hears with the next of `answers`, then with nothing."""
    far, near = os.openpty()
    tty.setraw(near)
    waiting = iter(answers)
    stop = threading.Event()
    os.set_blocking(far, False)

    def serve() -> None:
        while not stop.wait(0.002):
            try:
                if os.read(far, 256):
                    os.write(far, next(waiting, b""))
            except BlockingIOError:
                continue

    server = threading.Thread(target=serve)
    server.start()
    try:
        yield os.ttyname(near)
    finally:
        stop.set()
        server.join()
        os.close(far)
        os.close(near)


FRAME = bytes.fromhex("AAAAAA9669")


@settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.one_of(
            st.binary(max_size=200),
            st.builds(lambda tail: FRAME + tail, st.binary(max_size=60)),
            st.just(bytes.fromhex("AAAAAA9669 0004 000041 45")),
            st.just(bytes.fromhex("AAAAAA9669 0004 000060 64")),
            st.just(b"\xaa" * 3000),
        ),
        min_size=3,
        max_size=12,
    )
)
def test_whatever_a_line_says_there_is_an_outcome_in_time(answers: list[bytes]) -> None:
    with answering(answers) as address:
        reader = SdtIdCardReader(
            "reader", lambda: SerialTransport(address, baud_rate=115_200, fault=LINE_LOST), poll_s=0.01, grace_s=0.1
        )
        began = time.monotonic()
        outcome: object
        try:
            outcome = reader.read(0.2, Cancel())
        except DeviceError as fault:
            outcome = fault.code
        assert time.monotonic() - began < 0.2 + OVERRUN_S
        reader.close()
    wanted = IdDocument | NoCard | CardLifted | CardUnsupported | CardUnreadable
    assert isinstance(outcome, wanted) or outcome in FAULTS
