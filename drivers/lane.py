"""A lane: the one thread that touches one device. Calls wait in line; what comes of them comes back as values.

A call that overruns its deadline is reported `Stuck`, and with it the lane: nothing more is run on it, because no
second thread may touch a device whose first one never came back. The process is replaced in the end; until then the
rest of the terminal goes on. A `DeviceError` is a result. Anything else that a call raises is a defect of the program
and is handed on to `on_crash`; this is one of the two modules that catch everything, so that no defect dies silently
with its thread.

`on_done` runs on the lane's thread, or for `Stuck` on a watching one, or on the submitting one when the lane is stuck
already. It must be quick. What still waits when the lane is closed is dropped without a word: nobody is there to
hear it.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeAlias, TypeVar

from kiosk.core.errors import DeviceError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """The call returned `value`."""

    value: T


@dataclass(frozen=True, slots=True)
class Failed:
    """The device failed, not the card or the paper."""

    fault: DeviceError


@dataclass(frozen=True, slots=True)
class Stuck:
    """The call, or one before it, never came back: DEV-001. It will not be heard of again."""


LaneResult: TypeAlias = Done[T] | Failed | Stuck


@dataclass(slots=True, eq=False)
class _Job:
    """One call in line. `settled` is set, under the lane's lock, by whoever reports its result."""

    run: Callable[[], Any]
    deadline_s: float | None
    on_done: Callable[[Any], None]
    settled: bool = field(default=False)


class Lane:
    """Runs calls one after another on a thread of its own. Public methods may be called from any thread."""

    def __init__(self, name: str, *, on_crash: Callable[[Exception], None]) -> None:
        """Start the lane. `on_crash` gets what no call should raise; it ends the program."""
        self.name = name
        self._on_crash = on_crash
        self._changed = threading.Condition()
        self._line: deque[_Job] = deque()
        self._running: _Job | None = None
        self._closing = False
        self._stuck = False
        # A daemon: a device that never answers must not keep the process from ending.
        self._thread = threading.Thread(target=self._run, name=f"lane {name}", daemon=True)
        self._thread.start()

    @property
    def idle(self) -> bool:
        """True when nothing runs and nothing waits."""
        with self._changed:
            return self._running is None and not self._line and not self._stuck

    @property
    def stuck(self) -> bool:
        """True once a call has overrun its deadline. Never false again."""
        with self._changed:
            return self._stuck

    def submit(
        self, call: Callable[[], T], *, deadline_s: float | None, on_done: Callable[[LaneResult[T]], None]
    ) -> None:
        """Put `call` in line; `on_done` gets its result once. The deadline runs from the call's own start.

        None is for a call that goes on until it is cancelled and bounds its own waits: a camera's preview.
        """
        with self._changed:
            refused = self._stuck
            if not refused and not self._closing:
                self._line.append(_Job(call, deadline_s, on_done))
                self._changed.notify_all()
        if refused:
            on_done(Stuck())

    def close(self, timeout_s: float, *, last: Callable[[], None] | None = None) -> bool:
        """End the lane: what waits is dropped, what runs may finish, and `last` (the device's `close`) runs after it.

        Cancel what runs first. Returns False when it took longer than `timeout_s`; the thread is then left behind and
        the device as it is. Safe to call twice.
        """
        with self._changed:
            if not self._closing:
                self._closing = True
                self._line.clear()
                if last is not None and not self._stuck:
                    self._line.append(_Job(last, timeout_s, lambda _result: None))
                self._changed.notify_all()
        self._thread.join(0.0 if self.stuck else timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (job := self._next()) is not None:
            watch = self._watch(job)
            result: LaneResult[Any]
            try:
                result = Done(job.run())
            except DeviceError as fault:
                result = Failed(fault)
            except Exception as defect:  # noqa: BLE001 - whatever it is, the crash guard must hear of it
                self._settle(job)
                self._on_crash(defect)
                continue
            finally:
                if watch is not None:
                    watch.cancel()
            if self._settle(job):
                self._report(job, result)

    def _watch(self, job: _Job) -> threading.Timer | None:
        if job.deadline_s is None:
            return None
        watch = threading.Timer(job.deadline_s, self._overrun, (job,))
        watch.daemon = True
        watch.start()
        return watch

    def _next(self) -> _Job | None:
        with self._changed:
            while not self._line and not self._closing and not self._stuck:
                self._changed.wait()
            self._running = self._line.popleft() if self._line else None
            return self._running

    def _settle(self, job: _Job) -> bool:
        """Claim the right to report a job's result. False when the other side was first."""
        with self._changed:
            claimed = not job.settled
            job.settled = True
            self._running = None
            return claimed

    def _overrun(self, job: _Job) -> None:
        with self._changed:
            if job.settled:
                return
            job.settled = True
            self._stuck = True
            abandoned = [job, *self._line]
            self._line.clear()
            self._changed.notify_all()
        for each in abandoned:
            self._report(each, Stuck())

    def _report(self, job: _Job, result: LaneResult[Any]) -> None:
        try:
            job.on_done(result)
        except Exception as defect:  # noqa: BLE001 - as above
            self._on_crash(defect)
