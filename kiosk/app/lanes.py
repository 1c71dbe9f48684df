"""The devices as the executor uses them: calls on their lanes, each with a token to cancel it, answers as events.

Called on the GUI thread, which never waits; `post` is called from the lanes. Knows no effect: what a call does with its
device is given to it. A fault of any kind becomes `EffectFailed`; a defect goes to the lane's `on_crash`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from drivers.health import Watched, health_of
from drivers.lane import Done, Failed, LaneResult, Stuck
from drivers.ports import Cancel
from flows.availability import MISSING_FAULTS
from flows.model.event import DevicesChecked, EffectFailed, Event
from kiosk.core.devices import DeviceHealth, DeviceKind, Health
from kiosk.core.errors import ContentError
from kiosk.core.ids import OperationId

PROBE_S = 10.0  # probes promise two seconds
STUCK = "DEV-001"

Work = Callable[[Any, Cancel], Event | None]  # the device comes as its port; None is no answer


@dataclass
class DeviceLanes:
    """The devices of the terminal, one of each kind at most."""

    devices: Mapping[DeviceKind, Watched]
    post: Callable[[Event], None]
    _cancels: dict[OperationId, Cancel] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self, kind: DeviceKind, operation: OperationId, work: Work, deadline_s: float | None) -> None:
        """Do `work` with the device of that kind and post what it returns; no deadline when it lasts until stopped."""
        found = self.devices.get(kind)
        if found is None:
            self.post(EffectFailed(operation=operation, fault=MISSING_FAULTS[kind]))
            return
        cancel = Cancel()
        with self._lock:
            self._cancels[operation] = cancel

        def guarded() -> Event | None:
            try:
                return work(found.device, cancel)
            except ContentError as exc:  # the lane knows only faults of its device
                return EffectFailed(operation=operation, fault=exc.code)

        found.lane.submit(guarded, deadline_s=deadline_s, on_done=partial(self._done, operation))

    def stop(self, operation: OperationId) -> None:
        """Cancel one operation; not an error when it does not run."""
        with self._lock:
            cancel = self._cancels.pop(operation, None)
        if cancel:
            cancel.set()

    def stop_all(self) -> None:
        """Cancel everything that runs or waits."""
        with self._lock:
            running, self._cancels = self._cancels, {}
        for cancel in running.values():
            cancel.set()

    def check(self, operation: OperationId, kinds: tuple[DeviceKind, ...]) -> None:
        """Ask the devices of these kinds how they are; post `DevicesChecked` when all have answered."""
        asked = {kind: self.devices[kind] for kind in kinds if kind in self.devices}
        answers = {kind: DeviceHealth(kind=kind, name="", health=Health.ABSENT) for kind in kinds if kind not in asked}

        def complete() -> None:
            devices = tuple(answers[kind] for kind in kinds)
            self.post(DevicesChecked(operation=operation, devices=devices))

        def probed(item: Watched, result: LaneResult[DeviceHealth]) -> None:
            with self._lock:
                answers[item.kind] = health_of(item, result)
                last = len(answers) == len(set(kinds))
            if last:
                complete()

        for item in asked.values():
            item.lane.submit(item.device.probe, deadline_s=PROBE_S, on_done=partial(probed, item))
        if not asked:
            complete()

    def _done(self, operation: OperationId, result: LaneResult[Event | None]) -> None:
        with self._lock:
            self._cancels.pop(operation, None)
        match result:
            case Done(event):
                if event is not None:
                    self.post(event)
            case Failed(fault):
                self.post(EffectFailed(operation=operation, fault=fault.code))
            case Stuck():
                self.post(EffectFailed(operation=operation, fault=STUCK))
