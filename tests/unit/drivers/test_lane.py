import queue
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from drivers.lane import Done, Failed, Lane, Stuck
from kiosk.core.errors import ContentError, DeviceError

SOON_S = 5.0


class Desk:
    """A lane, with its results and its crashes in queues that are waited for with a deadline."""

    def __init__(self) -> None:
        self.results: queue.Queue[Any] = queue.Queue()
        self.crashes: queue.Queue[Exception] = queue.Queue()
        self.lane = Lane("test", on_crash=self.crashes.put)
        self.release = threading.Event()

    def submit(self, call: Callable[[], Any], deadline_s: float | None = SOON_S) -> None:
        self.lane.submit(call, deadline_s=deadline_s, on_done=self.results.put)

    def result(self) -> Any:
        return self.results.get(timeout=SOON_S)

    def hang(self) -> str:
        assert self.release.wait(60)
        return "too late"


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.release.set()
    desk.lane.close(SOON_S)
    assert desk.crashes.empty()


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SOON_S
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_calls_run_one_after_another_on_the_lanes_own_thread(desk: Desk) -> None:
    for _ in range(5):
        desk.submit(lambda: threading.current_thread().name)
    assert [desk.result() for _ in range(5)] == [Done("lane test")] * 5
    until(lambda: desk.lane.idle)


def test_a_device_fault_is_a_result_and_the_lane_goes_on(desk: Desk) -> None:
    fault = DeviceError("IDR-001", retryable=True)

    def fails() -> None:
        raise fault

    desk.submit(fails)
    desk.submit(lambda: 7)
    assert desk.result() == Failed(fault)
    assert desk.result() == Done(7)


def test_a_call_past_its_deadline_is_stuck_and_so_is_the_lane_for_good(desk: Desk) -> None:
    desk.submit(desk.hang, 0.05)
    desk.submit(lambda: 1)
    began = time.monotonic()
    assert [desk.result(), desk.result()] == [Stuck(), Stuck()]
    assert time.monotonic() - began < 1.0
    assert desk.lane.stuck
    assert not desk.lane.idle
    desk.submit(lambda: 2)
    assert desk.result() == Stuck()


def test_the_late_end_of_a_stuck_call_is_never_heard_of_and_nothing_runs_after_it(desk: Desk) -> None:
    touched = threading.Event()
    desk.submit(desk.hang, 0.05)
    assert desk.result() == Stuck()
    desk.submit(touched.set)
    assert desk.result() == Stuck()
    desk.release.set()
    until(lambda: not desk.lane._thread.is_alive())
    assert desk.results.empty()
    assert not touched.is_set()
    assert desk.lane.close(0.1, last=touched.set)
    assert not touched.is_set()


def test_a_deadline_that_strikes_as_the_call_returns_changes_nothing(desk: Desk) -> None:
    jobs = []
    desk.submit(lambda: jobs.append(desk.lane._running))
    assert desk.result() == Done(None)
    (job,) = jobs
    assert job is not None
    desk.lane._overrun(job)
    assert not desk.lane.stuck
    desk.submit(lambda: 3)
    assert desk.result() == Done(3)
    assert desk.results.empty()


def test_a_call_without_a_deadline_may_take_its_time(desk: Desk) -> None:
    desk.submit(desk.hang, None)
    assert not desk.lane.idle
    desk.release.set()
    assert desk.result() == Done("too late")


@pytest.mark.parametrize("defect", [ZeroDivisionError(), ContentError("CNT-001")])
def test_a_defect_goes_to_the_crash_guard_and_is_no_result(defect: Exception) -> None:
    desk = Desk()

    def breaks() -> None:
        raise defect

    desk.submit(breaks)
    assert desk.crashes.get(timeout=SOON_S) is defect
    assert desk.results.empty()
    desk.submit(lambda: 1)
    assert desk.result() == Done(1)
    assert desk.lane.close(SOON_S)


def test_a_defect_in_a_callback_goes_to_the_crash_guard_too() -> None:
    desk = Desk()

    def breaks(_result: object) -> None:
        raise ZeroDivisionError

    desk.lane.submit(lambda: 1, deadline_s=SOON_S, on_done=breaks)
    assert isinstance(desk.crashes.get(timeout=SOON_S), ZeroDivisionError)
    desk.lane.submit(desk.hang, deadline_s=0.05, on_done=breaks)
    assert isinstance(desk.crashes.get(timeout=SOON_S), ZeroDivisionError)
    desk.release.set()


def test_closing_lets_the_running_call_end_drops_the_others_and_closes_the_device_last(desk: Desk) -> None:
    happened: list[str] = []
    desk.submit(desk.hang)
    until(lambda: desk.lane._running is not None)
    desk.submit(lambda: happened.append("dropped"))
    threading.Timer(0.05, desk.release.set).start()
    assert desk.lane.close(SOON_S, last=lambda: happened.append(threading.current_thread().name))
    assert desk.result() == Done("too late")
    assert happened == ["lane test"]
    desk.submit(lambda: happened.append("after the end"))
    assert desk.lane.close(SOON_S, last=lambda: happened.append("twice"))
    assert happened == ["lane test"]
    assert desk.results.empty()


def test_closing_has_a_deadline(desk: Desk) -> None:
    desk.submit(desk.hang)
    until(lambda: desk.lane._running is not None)
    began = time.monotonic()
    assert not desk.lane.close(0.1)
    assert time.monotonic() - began < 2.0


def test_closing_a_stuck_lane_does_not_wait_for_it(desk: Desk) -> None:
    desk.submit(desk.hang, 0.05)
    assert desk.result() == Stuck()
    began = time.monotonic()
    assert not desk.lane.close(30.0)
    assert time.monotonic() - began < 1.0
