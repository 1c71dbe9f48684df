"""The executor with real lanes, store, journal, timers and an outbox that is not drained; devices and platform obey."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from drivers.health import Watched
from drivers.lane import Lane
from drivers.ports import Cancel, Device, Frame
from flows.model.event import Event
from kiosk.app.blobs import SessionBlobs
from kiosk.app.executor import Executor
from kiosk.app.keeping import Keeper
from kiosk.app.lanes import DeviceLanes
from kiosk.app.pictures import Pictures
from kiosk.app.timers import SessionTimers
from kiosk.core.audit import AuditEvent
from kiosk.core.devices import DeviceHealth, DeviceKind, Health, PageQuality, Picture, ReadCancelled
from kiosk.core.errors import SyncError
from kiosk.core.sensitive import Sensitive
from kiosk.sync.loop import SyncLoop
from kiosk.sync.values import Answered, Outgoing, QueryAnswer, Reachability, StatusAnswer, SubmitAnswer
from offline_cache.store import Store
from tests.support.printer_of_tests import PrinterOfTests
from tests.support.printers import pdf
from tests.support.stores import HandClock, store_in

PATIENCE_S = 10.0
Wanted = TypeVar("Wanted")


class Posted:
    """What was posted, from whatever thread; calling it posts."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._changed = threading.Condition()

    def __call__(self, event: Event) -> None:
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()

    def wait(self, kind: type[Wanted]) -> Wanted:
        """Return the first event of that kind, waiting for it."""
        with self._changed:
            assert self._changed.wait_for(lambda: self.of(kind), PATIENCE_S), f"no {kind.__name__} in {self.events}"
            return self.of(kind)[0]

    def of(self, kind: type[Wanted]) -> list[Wanted]:
        return [event for event in self.events if isinstance(event, kind)]


def until(holds: Callable[[], object]) -> None:
    """Wait until it holds."""
    give_up_at = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < give_up_at, "it never came true"
        time.sleep(0.005)


@dataclass
class Obedient:
    """A device that does what a test gives it. `answer` is called with the cancel token, on the lane."""

    kind: DeviceKind
    name: str
    answer: Callable[[Cancel], Any] = lambda cancel: ReadCancelled() if cancel.wait(PATIENCE_S) else None
    fault: str = ""
    closed: bool = False

    def probe(self) -> DeviceHealth:
        health = Health.FAILED if self.fault else Health.READY
        return DeviceHealth(kind=self.kind, name=self.name, health=health, fault=self.fault)

    def close(self) -> None:
        self.closed = True

    def read(self, timeout_s: float, cancel: Cancel) -> Any:
        assert timeout_s > 0
        return self.answer(cancel)


GOOD = PageQuality(corners=True, bright=True, sharp=True, glare=False, outline=((0.1, 0.1), (0.9, 0.9)))


@dataclass
class CameraOfTests(Obedient):
    """Delivers `film` and then waits to be cancelled."""

    film: Sequence[PageQuality] = (GOOD,)
    jpeg: bytes = b"fictional jpeg"
    on_take: Callable[[], None] = lambda: None
    on_frame: Callable[[Frame, PageQuality], None] | None = None
    showing: threading.Event = field(default_factory=threading.Event)

    def preview(self, on_frame: Callable[[Frame, PageQuality], None], cancel: Cancel) -> None:
        self.on_frame = on_frame
        for quality in self.film:
            on_frame(np.zeros((2, 3, 3), np.uint8), quality)
        self.showing.set()
        assert cancel.wait(PATIENCE_S)

    def take(self) -> Picture:
        self.on_take()
        return Picture(jpeg=Sensitive(self.jpeg), width_px=3, height_px=2)


class PlatformOfTests:
    """Answers queries with `answer`, or raises it; `hangs` until it is closed."""

    def __init__(self) -> None:
        self.answer: QueryAnswer | Exception = Answered(Sensitive({}))
        self.hangs = False
        self.commanded: list[tuple[str, str]] = []
        self.closed = threading.Event()

    def query(self, kind: str, parameters: Sensitive[Mapping[str, Any]], timeout_s: float) -> QueryAnswer:  # noqa: ARG002
        if self.hangs:
            assert self.closed.wait(PATIENCE_S)
            raise SyncError("NET-001", "closed")
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def command(self, kind: str, key: str, parameters: Sensitive[Mapping[str, Any]], timeout_s: float) -> QueryAnswer:
        self.commanded.append((kind, key))
        return self.query(kind, parameters, timeout_s)

    def submit(self, batch: Sequence[Outgoing]) -> Sequence[SubmitAnswer]:
        raise NotImplementedError

    def status(self, key: str) -> StatusAnswer:
        raise NotImplementedError

    def ping(self) -> Reachability:
        return Reachability(skew_s=0.0)

    def close(self) -> None:
        self.closed.set()


@dataclass
class Hands:
    """The executor and everything around it."""

    executor: Executor
    keeper: Keeper
    posted: Posted
    store: Store
    clock: HandClock
    blobs: SessionBlobs
    platform: PlatformOfTests
    id_card: Obedient
    social_card: Obedient
    printer: PrinterOfTests
    camera: CameraOfTests
    shown: list[str]
    audited: list[AuditEvent]
    ended: list[bool]
    bugs: list[BaseException]

    def settle(self) -> None:
        """Wait until the cache thread has done what it was given."""
        done = threading.Event()
        self.executor.keep_house(done.set)
        assert done.wait(PATIENCE_S)


@contextmanager
def hands_in(folder: Path, *, without: tuple[DeviceKind, ...] = ()) -> Iterator[Hands]:
    """Everything, on real threads; at the end all of them are gone. Needs a QCoreApplication."""
    posted, clock, blobs, platform = Posted(), HandClock(), SessionBlobs(), PlatformOfTests()
    shown: list[str] = []
    audited: list[AuditEvent] = []
    ended: list[bool] = []
    bugs: list[BaseException] = []
    papers = folder / "papers"
    papers.mkdir()
    id_card = Obedient(DeviceKind.ID_CARD, "id-card-reader")
    social_card = Obedient(DeviceKind.SOCIAL_CARD, "social-card-reader")
    printer = PrinterOfTests(papers)
    camera = CameraOfTests(DeviceKind.DOCUMENT_CAMERA, "document-camera")
    table: dict[DeviceKind, Device] = {
        DeviceKind.ID_CARD: id_card,
        DeviceKind.SOCIAL_CARD: social_card,
        DeviceKind.PRINTER: printer,
        DeviceKind.DOCUMENT_CAMERA: camera,
    }
    watched = {
        kind: Watched(kind=kind, device=device, lane=Lane(device.name, on_crash=bugs.append))
        for kind, device in table.items()
        if kind not in without
    }
    with store_in(folder / "store", clock) as store:
        sync = SyncLoop(
            outbox=store.outbox, gateway=platform, clock=clock, random=random.Random(1), on_event=lambda _event: None
        )
        keeper = Keeper(store=store, sync=sync, blobs=blobs, clock=clock, number_prefix="XT07", post=posted)
        executor = Executor(
            lanes=DeviceLanes(watched, posted),
            keeper=keeper,
            gateway=platform,
            pictures=Pictures(
                blobs=blobs,
                show_frame=lambda bgr, width, height: shown.append(f"frame {width}x{height} of {len(bgr)} bytes"),
                clear_frames=lambda: shown.append("clear"),
                post=posted,
            ),
            timers=SessionTimers(posted),
            clock=clock,
            typeset=lambda _template, _data: pdf().reveal(),
            post=posted,
            audit=audited.append,
            replace_soon=lambda: ended.append(True),
            on_bug=bugs.append,
        )
        try:
            yield Hands(
                executor=executor,
                keeper=keeper,
                posted=posted,
                store=store,
                clock=clock,
                blobs=blobs,
                platform=platform,
                id_card=id_card,
                social_card=social_card,
                printer=printer,
                camera=camera,
                shown=shown,
                audited=audited,
                ended=ended,
                bugs=bugs,
            )
        finally:
            executor.timers.stop_all()
            executor.close()
            for found in watched.values():
                assert found.lane.close(PATIENCE_S, last=found.device.close) or found.lane.stuck
