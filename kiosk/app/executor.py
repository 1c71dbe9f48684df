"""Carries effects out: each on the lane or thread that owns what it touches, answering later with events.

`run` is called on the GUI thread and never waits. Results come back through `post`, which is safe from any thread.
Every operation has a cancel token; ending the session sets them all. This is dispatch only: what an effect does stands
in `kiosk.app.keeping`, `paper`, `pictures`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from drivers.health import Watched
from drivers.lane import Done, Failed, LaneResult, Stuck
from drivers.ports import Camera, Cancel, IdCardReader, Printer, SocialCardReader
from flows.model import effect as fx
from flows.model import event as ev
from flows.model.values import State
from kiosk.app.blobs import SessionBlobs
from kiosk.app.keeping import PATIENCE_S, Keeper
from kiosk.app.paper import FOLLOW_S, Typeset, print_document
from kiosk.app.pictures import Pictures
from kiosk.app.timers import SessionTimers
from kiosk.core.audit import AuditEvent
from kiosk.core.clock import Clock
from kiosk.core.devices import (
    CardLifted,
    CardUnreadable,
    CardUnsupported,
    DeviceHealth,
    DeviceKind,
    Health,
    IdDocument,
    NoCard,
    ReadCancelled,
    SocialCard,
)
from kiosk.core.errors import CacheError, ContentError, KioskError
from kiosk.core.ids import OperationId
from kiosk.sync.gateway import PlatformGateway
from kiosk.sync.values import Answered, Declined

_log = logging.getLogger(__name__)

QUERY_TIMEOUT_S = 15.0
READ_GRACE_S = 10.0  # a lane's own deadline lies this much behind the driver's
PRINT_LANE_S = FOLLOW_S + 60.0


@dataclass
class Executor:
    """The terminal's hands. Everything concrete is given by the composition root."""

    devices: Mapping[DeviceKind, Watched]
    keeper: Keeper
    gateway: PlatformGateway
    blobs: SessionBlobs
    timers: SessionTimers
    clock: Clock
    typeset: Typeset
    show_frame: Callable[[bytes, int, int], None]
    show_still: Callable[[str, bytes], None]
    clear_frames: Callable[[], None]
    post: Callable[[ev.Event], None]
    audit: Callable[[AuditEvent], None]
    session_ended: Callable[[bool], None]  # True when the session held personal data
    on_bug: Callable[[BaseException], None]
    _cancels: dict[OperationId, Cancel] = field(default_factory=dict)
    _cache: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "cache"))
    _network: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(2, "query"))
    _personal: bool = False

    def run(self, effect: fx.Effect, state: State) -> None:
        """Start one effect of the turn that led to `state`."""
        match effect:
            case fx.CheckDevices():
                self._check_devices(effect)
            case fx.ReadIdCard(operation=operation, timeout_s=timeout_s):
                self._read(DeviceKind.ID_CARD, operation, timeout_s)
            case fx.ReadSocialCard(operation=operation, timeout_s=timeout_s):
                self._read(DeviceKind.SOCIAL_CARD, operation, timeout_s)
            case fx.StopOperation(operation):
                self._stop(operation)
            case fx.FindDraft():
                self._personal = True
                self._on_cache(effect.operation, lambda: self.keeper.find_draft(effect, state))
            case fx.SaveDraft():
                self._on_cache(None, partial(self.keeper.save_draft, state, self.blobs.all()))
            case fx.EraseDraft():
                self._on_cache(None, lambda: self.keeper.erase_draft(state.session_id))
            case fx.Query():
                self._query(effect)
            case fx.StartPreview(operation=operation):
                self._preview(operation)
            case fx.TakePicture(operation=operation):
                self._take(operation)
            case fx.Submit():
                self._personal = True
                self.timers.call_after(PATIENCE_S, partial(self.keeper.lose_patience, effect.operation))
                self._on_cache(effect.operation, partial(self.keeper.submit, effect, self.blobs.all()))
            case fx.PrintDocument():
                self._print(effect)
            case fx.StartTimer(session_id=session_id, timer=timer, seconds=seconds):
                self.timers.start(session_id, timer, seconds)
            case fx.StopTimer(timer):
                self.timers.stop(timer)
            case fx.RecordAudit(kind, facts):
                self.audit(AuditEvent(kind=kind, at=self.clock.now(), session_id=state.session_id, facts=facts))
            case fx.EndSession(session_id):
                self._end(session_id)

    def keep_house(self, work: Callable[[], object]) -> None:
        """Do something for the store between sessions' work, on the cache thread."""

        def tidy() -> None:
            work()

        self._on_cache(None, tidy)

    def close(self) -> None:
        """Stop the threads of this executor; what is queued for the store is still done."""
        for cancel in self._cancels.values():
            cancel.set()
        self._network.shutdown(wait=False, cancel_futures=True)
        self._cache.shutdown(wait=True)

    # --- devices ------------------------------------------------------------------------------------------

    def _check_devices(self, effect: fx.CheckDevices) -> None:
        answers: dict[DeviceKind, DeviceHealth] = {}

        def keep(kind: DeviceKind, health: DeviceHealth) -> None:
            answers[kind] = health
            if len(answers) == len(effect.kinds):
                devices = tuple(answers[wanted] for wanted in effect.kinds)
                self.post(ev.DevicesChecked(operation=effect.operation, devices=devices))

        for kind in effect.kinds:
            found = self.devices.get(kind)
            if found is None:
                keep(kind, DeviceHealth(kind=kind, name="", health=Health.ABSENT))
                continue

            def probed(result: LaneResult[DeviceHealth], kind: DeviceKind = kind) -> None:
                match result:
                    case Done(health):
                        keep(kind, health)
                    case Failed(fault):
                        keep(kind, DeviceHealth(kind=kind, name="", health=Health.FAILED, fault=fault.code))
                    case Stuck():
                        keep(kind, DeviceHealth(kind=kind, name="", health=Health.STUCK, fault="DEV-001"))

            found.lane.submit(found.device.probe, deadline_s=READ_GRACE_S, on_done=probed)
        if not effect.kinds:
            self.post(ev.DevicesChecked(operation=effect.operation, devices=()))

    def _read(self, kind: DeviceKind, operation: OperationId, timeout_s: float) -> None:
        cancel = self._cancel_of(operation)

        def read(device: IdCardReader | SocialCardReader) -> ev.Event | None:
            outcome = device.read(timeout_s, cancel)
            match outcome:
                case IdDocument() | SocialCard():
                    return ev.DocumentRead(operation=operation, document=outcome)
                case NoCard() | CardLifted() | CardUnsupported() | CardUnreadable():
                    return ev.CardNotRead(operation=operation, reason=outcome)
                case ReadCancelled():
                    return None

        self._on_lane(kind, operation, read, timeout_s + READ_GRACE_S)

    def _preview(self, operation: OperationId) -> None:
        cancel = self._cancel_of(operation)
        self._on_lane(
            DeviceKind.DOCUMENT_CAMERA,
            operation,
            lambda camera: self._pictures(camera).preview(operation, cancel),
            deadline_s=None,  # it lasts as long as its page
        )

    def _take(self, operation: OperationId) -> None:
        self._on_lane(
            DeviceKind.DOCUMENT_CAMERA, operation, lambda camera: self._pictures(camera).take(operation), READ_GRACE_S
        )

    def _print(self, effect: fx.PrintDocument) -> None:
        cancel = self._cancel_of(effect.operation)

        def work(printer: Printer) -> ev.Event:
            outcome = print_document(
                effect,
                printer=printer,
                journal=self.keeper.store.journal,
                typeset=self.typeset,
                clock=self.clock,
                cancel=cancel,
            )
            return ev.DocumentPrinted(operation=effect.operation, outcome=outcome)

        self._on_lane(DeviceKind.PRINTER, effect.operation, work, PRINT_LANE_S)

    def _on_lane(
        self,
        kind: DeviceKind,
        operation: OperationId,
        work: Callable[[Any], ev.Event | None],
        deadline_s: float | None,
    ) -> None:
        found = self.devices.get(kind)
        if found is None:
            self.post(ev.EffectFailed(operation=operation, fault=_ABSENT[kind]))
            return

        def done(result: LaneResult[ev.Event | None]) -> None:
            self._cancels.pop(operation, None)
            match result:
                case Done(event):
                    if event is not None:
                        self.post(event)
                case Failed(fault):
                    self.post(ev.EffectFailed(operation=operation, fault=fault.code))
                case Stuck():
                    self.post(ev.EffectFailed(operation=operation, fault="DEV-001"))

        def guarded() -> ev.Event | None:
            try:
                return work(found.device)
            except (ContentError, CacheError) as exc:  # the lane knows only faults of its device
                return ev.EffectFailed(operation=operation, fault=exc.code)

        found.lane.submit(guarded, deadline_s=deadline_s, on_done=done)

    def _pictures(self, camera: Camera) -> Pictures:
        return Pictures(
            camera=camera,
            blobs=self.blobs,
            show_frame=self.show_frame,
            show_still=self.show_still,
            post=self.post,
        )

    # --- store and platform -------------------------------------------------------------------------------

    def _query(self, effect: fx.Query) -> None:
        def ask() -> ev.Event:
            answer = self.gateway.query(effect.kind, effect.parameters, QUERY_TIMEOUT_S)
            match answer:
                case Answered(data):
                    return ev.QueryAnswered(operation=effect.operation, data=data)
                case Declined(code=code, reason=reason, reason_en=reason_en):
                    return ev.QueryRefused(operation=effect.operation, code=code, reason=reason, reason_en=reason_en)

        self._watch(effect.operation, self._network.submit(ask))

    def _on_cache(self, operation: OperationId | None, work: Callable[[], None]) -> None:
        self._watch(operation, self._cache.submit(work))

    def _watch(self, operation: OperationId | None, future: Future[Any]) -> None:
        def done(future: Future[Any]) -> None:
            error = future.exception()
            match error:
                case None:
                    event = future.result()
                    if event is not None:
                        self.post(event)
                case KioskError() if operation is not None:
                    self.post(ev.EffectFailed(operation=operation, fault=error.code))
                case KioskError():
                    _log.error("the store failed beside a session: %s", error)
                case _:
                    self.on_bug(error)

        future.add_done_callback(done)

    # --- the session --------------------------------------------------------------------------------------

    def _cancel_of(self, operation: OperationId) -> Cancel:
        return self._cancels.setdefault(operation, Cancel())

    def _stop(self, operation: OperationId) -> None:
        cancel = self._cancels.pop(operation, None)
        if cancel:
            cancel.set()

    def _end(self, session_id: str) -> None:
        for cancel in self._cancels.values():
            cancel.set()
        self._cancels.clear()
        self.timers.stop_all()
        self.blobs.clear()
        self.clear_frames()
        self._on_cache(None, lambda: self.keeper.end_session(session_id))
        personal, self._personal = self._personal, False
        self.session_ended(personal)


_ABSENT = {
    DeviceKind.ID_CARD: "IDR-001",
    DeviceKind.SOCIAL_CARD: "SSC-001",
    DeviceKind.PRINTER: "PRN-001",
    DeviceKind.DOCUMENT_CAMERA: "CAM-001",
}
