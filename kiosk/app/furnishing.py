"""Everything slow that a terminal needs: services, store, devices on their lanes, network. Built off the GUI thread.

`furnish` builds; `Furnishing.start` sets the threads going once the kernel can hear from them; `close` ends them.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from importlib.metadata import version
from random import Random
from typing import Any

from drivers.health import HealthWatch, Watched
from drivers.lane import Failed, Lane, LaneResult
from drivers.ports import Printer
from drivers.registry import DeviceSetting, build
from drivers.vision.page_vision import WorkerPageVision
from drivers.worker import Worker
from flows.catalogue import Catalogue, Pace, load_catalogue
from flows.compiled import opened
from flows.model import event as ev
from kiosk.app.audit_log import AuditLog
from kiosk.app.blobs import SessionBlobs
from kiosk.app.content import (
    BUNDLED_SERVICES,
    mapped_catalogue,
    public_url_of,
    read_knowledge,
    read_lore,
    read_reference,
    service_files,
)
from kiosk.app.executor import Executor
from kiosk.app.keeping import Keeper
from kiosk.app.lanes import DeviceLanes
from kiosk.app.opening import gateway_of, open_store
from kiosk.app.paper import TYPESET_S, Typeset, settle_unfinished
from kiosk.app.pictures import Pictures
from kiosk.app.report import Report
from kiosk.app.stationery import stationery
from kiosk.app.timers import SessionTimers
from kiosk.config.settings import Settings
from kiosk.core.clock import Clock
from kiosk.core.devices import DeviceKind, PrintFailed
from kiosk.core.errors import CacheError, ContentError
from kiosk.sync.loop import SyncLoop
from kiosk.sync.values import ReachabilityChanged, SyncEvent
from offline_cache.store import Store

SETTLE_S = 60.0
CLOSE_S = 3.0
_DEVICE_FAULTS = ("IDR", "SSC", "PRN", "CAM", "DEV")  # families of `kiosk.core.faults`
_log = logging.getLogger(__name__)


@dataclass
class Furnishing:
    """What was built, and its end."""

    catalogue: Catalogue
    executor: Executor
    blobs: SessionBlobs
    store: Store
    sync: SyncLoop
    watch: HealthWatch
    devices: Mapping[DeviceKind, Watched]
    report: Report
    clock: Clock
    keep_received: timedelta
    ends: ExitStack
    _tidied: date | None = None

    def start(self) -> None:
        """Set the threads going."""
        printer = self.devices.get(DeviceKind.PRINTER)
        if printer:
            settle = partial(self._settle_prints, printer.device)
            printer.lane.submit(settle, deadline_s=SETTLE_S, on_done=_prints_settled)
        self.watch.start()
        self.sync.start()

    def note(self, event: ev.Event) -> None:
        """Keep the report on this process true and the store tidy, and look again at devices once one has failed.

        Called on the GUI thread with every event.
        """
        match event:
            case ev.ClockTicked(at):
                self._tidy(at)
            case ev.DeviceChanged(health):
                self.report.device(health)
            case ev.NetworkChanged(online, fault):
                self.report.network(online=online, fault=fault)
            case ev.EffectFailed(fault=fault) if fault.partition("-")[0] in _DEVICE_FAULTS:
                self.watch.wake()
            case ev.DocumentPrinted(outcome=PrintFailed()):
                self.watch.wake()
            case _:
                pass

    @property
    def idle(self) -> bool:
        """True when no device is at work, so that the process may be replaced."""
        return all(found.lane.idle or found.lane.stuck for found in self.devices.values())

    def close(self) -> None:
        """End everything; what was accepted is durable already."""
        self.ends.close()

    def _tidy(self, at: datetime) -> None:
        self.executor.keep_house(partial(self.store.drafts.expire, at))
        if at.date() != self._tidied:
            self._tidied = at.date()
            self.executor.keep_house(partial(self.store.erase_settled, at, self.keep_received))

    def _settle_prints(self, printer: Any) -> None:
        device: Printer = printer
        try:
            settle_unfinished(printer=device, journal=self.store.journal, clock=self.clock)
        except CacheError as exc:  # the lane knows only faults of its device
            _log.error("interrupted prints stay open: %s", exc)


def _prints_settled(result: LaneResult[None]) -> None:
    if isinstance(result, Failed):
        _log.warning("interrupted prints stay open until the next start: %s", result.fault)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edges:
    """What the furnishing needs of the GUI thread. `post` is safe from any thread; so is what shows frames."""

    post: Callable[[ev.Event], None]
    timers: SessionTimers
    show_frame: Callable[[bytes, int, int], None]
    clear_frames: Callable[[], None]
    replace_soon: Callable[[], None]
    on_bug: Callable[[BaseException], None]


def furnish(settings: Settings, *, clock: Clock, pace: Pace, edges: Edges) -> Furnishing:
    """Build everything. Raises `CacheError` STO-... or `ContentError` CNT-... when the terminal cannot serve at all."""
    catalogue = read_catalogue(settings, pace)
    for problem in catalogue.problems:
        _log.error("a service is left out: %s", problem)
    gateway = gateway_of(settings, clock)
    with ExitStack() as undo:  # what was built is closed again in the opposite order, now or by `Furnishing.close`
        store = undo.enter_context(closing(open_store(settings, clock)))
        report = Report(settings.store.folder, version=version("guanjia-kiosk"), clock=clock)
        undo.callback(report.remove)
        audit = undo.enter_context(closing(AuditLog(settings.log.folder or settings.store.folder / "log")))
        worker = undo.enter_context(closing(Worker(preload=("kiosk.documents.job",))))
        devices = build_devices(settings, worker, edges.on_bug)
        for found in devices.values():
            undo.callback(found.lane.close, CLOSE_S, last=found.device.close)

        clock_compared = threading.Event()
        blobs = SessionBlobs()

        def heard(event: SyncEvent) -> None:
            if isinstance(event, ReachabilityChanged):
                if event.online and not event.fault:
                    clock_compared.set()
                edges.post(ev.NetworkChanged(event.online, event.fault))
            else:
                keeper.heard(event)

        sync = SyncLoop(outbox=store.outbox, gateway=gateway, clock=clock, random=Random(), on_event=heard)  # noqa: S311 - jitter
        keeper = Keeper(
            store=store, sync=sync, blobs=blobs, clock=clock, number_prefix=settings.terminal.code, post=edges.post
        )
        executor = Executor(
            lanes=DeviceLanes(devices, edges.post),
            keeper=keeper,
            gateway=gateway,
            pictures=Pictures(
                blobs=blobs,
                show_frame=edges.show_frame,
                clear_frames=edges.clear_frames,
                post=edges.post,
            ),
            timers=edges.timers,
            clock=clock,
            typeset=_typesetter(settings, worker, clock, clock_compared),
            post=edges.post,
            audit=audit.record,
            replace_soon=edges.replace_soon,
            on_bug=edges.on_bug,
        )
        undo.callback(executor.close)
        undo.callback(sync.stop, CLOSE_S)
        watch = HealthWatch(tuple(devices.values()), lambda health: edges.post(ev.DeviceChanged(health)))
        undo.callback(watch.stop, CLOSE_S)
        return Furnishing(
            catalogue=catalogue,
            executor=executor,
            blobs=blobs,
            store=store,
            sync=sync,
            watch=watch,
            devices=devices,
            report=report,
            clock=clock,
            keep_received=timedelta(days=settings.store.keep_received_days),
            ends=undo.pop_all(),
        )


def _typesetter(settings: Settings, worker: Worker, clock: Clock, clock_compared: threading.Event) -> Typeset:
    """Return what makes a PDF of a template and its data, on this terminal's stationery."""

    def typeset(template: str, data: Mapping[str, Any]) -> bytes:
        ours = stationery(
            settings.terminal,
            public_url_of(settings),
            data.get("number"),
            clock.now(),
            clock_synced=clock_compared.is_set(),
        )
        pdf = worker.call("kiosk.documents.job:typeset_job", [template, {**ours, **data}], TYPESET_S)
        if not isinstance(pdf, bytes):
            raise ContentError("CNT-004", f"{template}: the worker gave no document")
        return pdf

    return typeset


def read_catalogue(settings: Settings, pace: Pace) -> Catalogue:
    """Return the services of the settings' folder, or the bundled ones, compiled where they are. Raises `ContentError`.

    A compiled catalogue that is damaged is reported, and the service files beside it are read instead.
    """
    folder = settings.content.services_folder or BUNDLED_SERVICES
    reference, lore, knowledge = read_reference(settings.terminal.village_code), read_lore(), read_knowledge()
    try:
        content = mapped_catalogue(folder)
        if content is not None:
            return opened(content, reference, pace, lore=lore, knowledge=knowledge)
    except ContentError as exc:
        _log.error("the service files are read instead of the compiled catalogue: %s", exc)
    return load_catalogue(service_files(folder), reference, pace, lore=lore, knowledge=knowledge)


def build_devices(
    settings: Settings, worker: Worker, on_bug: Callable[[BaseException], None]
) -> dict[DeviceKind, Watched]:
    """Return the devices of kiosk.toml, each on its lane. One that cannot be built is left out and logged."""
    vision = WorkerPageVision(worker)
    found: dict[DeviceKind, Watched] = {}
    for device in settings.devices:
        setting = DeviceSetting(
            kind=DeviceKind(device.kind),
            name=device.name,
            driver=device.driver,
            address=device.address,
            options=device.options,
        )
        try:
            built = build(setting, vision=vision)
        except ContentError as exc:
            _log.error("a device is left out: %s", exc)
            continue
        found[setting.kind] = Watched(kind=setting.kind, device=built, lane=Lane(device.name, on_crash=on_bug))
    return found
