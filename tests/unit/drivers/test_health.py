import queue
import threading
from collections.abc import Iterator

import pytest

from drivers.health import HealthWatch, Watched
from drivers.lane import Lane
from kiosk.core.devices import DeviceHealth, DeviceKind, Health
from kiosk.core.errors import DeviceError

SOON_S = 5.0


class Gadget:
    """A device whose health the test decides. Counts how often it was asked, and notes on which thread."""

    def __init__(self) -> None:
        self.name = "gadget"
        self.health: Health | DeviceError = Health.READY
        self.asked = threading.Semaphore(0)
        self.threads: set[str] = set()

    def probe(self) -> DeviceHealth:
        self.threads.add(threading.current_thread().name)
        self.asked.release()
        if isinstance(self.health, DeviceError):
            raise self.health
        fault = "" if self.health is Health.READY else "IDR-001"
        return DeviceHealth(kind=DeviceKind.ID_CARD, name=self.name, health=self.health, fault=fault)

    def close(self) -> None:
        """Nothing to release."""


class Ward:
    """A watch over one gadget that asks every 10 ms."""

    def __init__(self) -> None:
        self.gadget = Gadget()
        self.lane = Lane("gadget", on_crash=self.crashed)
        self.changes: queue.Queue[DeviceHealth] = queue.Queue()
        watched = Watched(kind=DeviceKind.ID_CARD, device=self.gadget, lane=self.lane)
        self.watch = HealthWatch([watched], self.changes.put, period_s=0.01)

    def crashed(self, defect: Exception) -> None:
        raise defect

    def change(self) -> tuple[Health, str]:
        health = self.changes.get(timeout=SOON_S)
        return health.health, health.fault

    def asked(self, times: int) -> None:
        for _ in range(times):
            assert self.gadget.asked.acquire(timeout=SOON_S)


@pytest.fixture
def ward() -> Iterator[Ward]:
    ward = Ward()
    yield ward
    assert ward.watch.stop(SOON_S)
    ward.lane.close(SOON_S)


def test_only_changes_are_told_and_the_device_is_asked_on_its_lane(ward: Ward) -> None:
    ward.watch.start()
    assert ward.change() == (Health.READY, "")
    ward.asked(5)
    assert ward.changes.empty()
    ward.gadget.health = Health.ABSENT
    assert ward.change() == (Health.ABSENT, "IDR-001")
    ward.gadget.health = Health.READY
    assert ward.change() == (Health.READY, "")
    assert ward.gadget.threads == {"lane gadget"}


def test_a_busy_lane_is_not_disturbed(ward: Ward) -> None:
    release, done = threading.Event(), threading.Event()
    ward.lane.submit(lambda: release.wait(SOON_S), deadline_s=SOON_S, on_done=lambda _result: done.set())
    ward.watch.start()
    assert not ward.gadget.asked.acquire(timeout=0.1)
    assert not ward.lane._line  # nor does a question wait for its end, in the resident's way
    release.set()
    assert done.wait(SOON_S)
    ward.asked(1)
    assert ward.change() == (Health.READY, "")


def test_a_probe_that_raises_is_a_failed_device(ward: Ward) -> None:
    ward.gadget.health = DeviceError("IDR-003")
    ward.watch.start()
    assert ward.change() == (Health.FAILED, "IDR-003")


def test_a_stuck_lane_is_a_stuck_device_and_is_told_once(ward: Ward) -> None:
    release = threading.Event()
    ward.watch.start()
    assert ward.change() == (Health.READY, "")
    ward.lane.submit(lambda: release.wait(SOON_S), deadline_s=0.02, on_done=lambda _result: None)
    assert ward.change() == (Health.STUCK, "DEV-001")
    ward.watch.wake()
    release.set()
    assert ward.watch.stop(SOON_S)
    assert ward.changes.empty()


def test_waking_the_watch_asks_at_once() -> None:
    ward = Ward()
    ward.watch._period_s = 60.0
    ward.watch.start()
    assert ward.change() == (Health.READY, "")
    ward.gadget.health = Health.ABSENT
    ward.watch.wake()
    assert ward.change() == (Health.ABSENT, "IDR-001")
    assert ward.watch.stop(SOON_S)
    assert ward.lane.close(SOON_S)


def test_nothing_is_told_after_the_stop() -> None:
    ward = Ward()
    ward.watch.start()
    assert ward.change() == (Health.READY, "")
    assert ward.watch.stop(SOON_S)
    ward.gadget.health = Health.ABSENT
    done = threading.Event()
    ward.lane.submit(lambda: None, deadline_s=SOON_S, on_done=lambda _result: done.set())
    assert done.wait(SOON_S)
    assert ward.changes.empty()
    assert ward.lane.close(SOON_S)


def test_a_watch_that_never_began_can_be_stopped() -> None:
    assert HealthWatch([], lambda _health: None).stop(SOON_S)
