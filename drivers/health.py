"""Watches how the devices are, and tells changes only.

One thread wakes every few seconds and asks each device on the device's own lane, and only while that lane is idle:
a reading, a print or a preview is never disturbed, and no second thread touches a device. It decides nothing; which
services a lost device takes away is the flows' business.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from drivers.lane import Done, Failed, Lane, LaneResult, Stuck
from drivers.ports import Device
from kiosk.core.devices import DeviceHealth, DeviceKind, Health

PERIOD_S = 3.0  # so that a pulled or returned device shows on the screen within a few seconds
PROBE_DEADLINE_S = 6.0  # probes promise two seconds; only one that is three times as late is stuck
STUCK = "DEV-001"


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """One device, its kind, and the lane that alone may touch it."""

    kind: DeviceKind
    device: Device
    lane: Lane


class HealthWatch:
    """Polls devices and calls `publish` with every change, from the lanes' threads or the watch's own."""

    def __init__(
        self, watched: Sequence[Watched], publish: Callable[[DeviceHealth], None], *, period_s: float = PERIOD_S
    ) -> None:
        self._watched = tuple(watched)
        self._publish = publish
        self._period_s = period_s
        self._lock = threading.RLock()
        self._known = {
            item.device.name: DeviceHealth(kind=item.kind, name=item.device.name, health=Health.WARMING)
            for item in self._watched
        }
        self._asked: set[str] = set()
        self._wake = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="health", daemon=True)

    def start(self) -> None:
        """Begin: the first answers come at once."""
        self._thread.start()

    def stop(self, timeout_s: float) -> bool:
        """End; False when the thread did not end in time. Nothing is published afterwards."""
        with self._lock:
            self._stopping = True
        self._wake.set()
        if self._thread.ident is not None:
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def wake(self) -> None:
        """Ask all devices now: a call has failed, and the screen is to say within a second how its device is."""
        self._wake.set()

    def _run(self) -> None:
        while not self._stopping:
            for item in self._watched:
                self._look(item)
            self._wake.wait(self._period_s)
            self._wake.clear()

    def _look(self, item: Watched) -> None:
        if item.lane.stuck:
            self._note(health_of(item, Stuck()))
        elif item.lane.idle and self._ask(item.device.name):
            item.lane.submit(
                item.device.probe, deadline_s=PROBE_DEADLINE_S, on_done=lambda result: self._answered(item, result)
            )

    def _ask(self, name: str) -> bool:
        with self._lock:
            if name in self._asked:
                return False
            self._asked.add(name)
            return True

    def _answered(self, item: Watched, result: LaneResult[DeviceHealth]) -> None:
        with self._lock:
            self._asked.discard(item.device.name)
        self._note(health_of(item, result))

    def _note(self, health: DeviceHealth) -> None:
        with self._lock:
            if self._stopping or self._known.get(health.name) == health:
                return
            self._known[health.name] = health
            # Under the lock, so that two changes of one device cannot overtake each other.
            self._publish(health)


def health_of(item: Watched, result: LaneResult[DeviceHealth]) -> DeviceHealth:
    """Return the health that a probe on the device's lane came to."""
    match result:
        case Done(health):
            return health
        case Failed(fault):
            return _unwell(item, Health.FAILED, fault.code)
        case Stuck():
            return _unwell(item, Health.STUCK, STUCK)


def _unwell(item: Watched, health: Health, fault: str) -> DeviceHealth:
    return DeviceHealth(kind=item.kind, name=item.device.name, health=health, fault=fault)
