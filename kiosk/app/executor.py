"""Carries effects out: each on the lane or thread that owns what it touches, answering later with events.

`run` is called on the GUI thread and never waits. Results come back through `post`, which is safe from any thread.
This is dispatch only: what an effect does stands in `kiosk.app.keeping`, `paper`, `pictures`; `lanes` has the devices.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial

from drivers.ports import Camera, Cancel, IdCardReader, Printer, SocialCardReader
from flows.held import personal
from flows.model import effect as fx
from flows.model import event as ev
from flows.model.values import State
from kiosk.app.keeping import PATIENCE_S, Keeper
from kiosk.app.lanes import DeviceLanes
from kiosk.app.paper import FOLLOW_S, TYPESET_S, Typeset, print_document
from kiosk.app.pictures import Pictures
from kiosk.app.scanning import scan_code
from kiosk.app.timers import SessionTimers
from kiosk.core.audit import AuditEvent
from kiosk.core.clock import Clock
from kiosk.core.devices import (
    CardLifted,
    CardUnreadable,
    CardUnsupported,
    DeviceKind,
    IdDocument,
    NoCard,
    ReadCancelled,
    SocialCard,
)
from kiosk.core.errors import CacheError, KioskError, SyncError
from kiosk.core.ids import OperationId
from kiosk.sync.gateway import PlatformGateway
from kiosk.sync.values import Answered, Declined

_log = logging.getLogger(__name__)

QUERY_TIMEOUT_S = 15.0
READ_GRACE_S = 10.0  # a lane's own deadline lies this much behind the driver's
PICTURE_S = 10.0
NO_FACE_CHECK = "FAC-001"
PRINTER_S = 120.0  # for creating, sending and taking back a job, and what `Printer.follow` may overrun
PRINT_LANE_S = TYPESET_S + PRINTER_S + FOLLOW_S


@dataclass
class Executor:
    """The terminal's hands. Everything concrete is given by the composition root."""

    lanes: DeviceLanes
    keeper: Keeper
    gateway: PlatformGateway
    pictures: Pictures
    timers: SessionTimers
    clock: Clock
    typeset: Typeset
    post: Callable[[ev.Event], None]
    audit: Callable[[AuditEvent], None]
    replace_soon: Callable[[], None]  # this process has had its time: another takes its place once it is quiet
    on_bug: Callable[[BaseException], None]
    _cache: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "cache"))
    _network: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(2, "query"))
    _saved: Future[object] | None = None  # the newest draft of this session
    _personal: bool = False  # this process holds, or held, something of a resident

    def run(self, effect: fx.Effect, state: State) -> None:
        """Start one effect of the turn that led to `state`."""
        self._personal = self._personal or personal(state)
        match effect:
            case fx.CheckDevices(operation=operation, kinds=kinds):
                self.lanes.check(operation, kinds)
            case fx.ReadIdCard(operation=operation, timeout_s=timeout_s):
                self._read(DeviceKind.ID_CARD, operation, timeout_s)
            case fx.ReadSocialCard(operation=operation, timeout_s=timeout_s):
                self._read(DeviceKind.SOCIAL_CARD, operation, timeout_s)
            case fx.ScanCode(operation=operation, timeout_s=timeout_s):
                self._scan(operation, timeout_s)
            case fx.VerifyFace(operation=operation):
                self.post(ev.EffectFailed(operation=operation, fault=NO_FACE_CHECK))  # until there are drivers for it
            case fx.StopOperation(operation):
                self.lanes.stop(operation)
            case fx.FindDraft():
                self._on_cache(
                    effect.operation, partial(self.keeper.find_draft, effect, state, self.pictures.blobs.age)
                )
            case fx.SaveDraft():
                self._saved = self._on_cache(None, partial(self.keeper.save_draft, state, self.pictures.blobs.all()))
            case fx.EraseDraft():
                self._on_cache(None, partial(self.keeper.erase_draft, state.session_id))
            case fx.Query(cached=True, offline=True):
                fault = state.terminal.network_fault or "NET-001"
                self._on_cache(effect.operation, partial(self.keeper.answer_from_reference, effect, fault))
            case fx.Query():
                self._watch(effect.operation, self._network.submit(self._ask, effect))
            case fx.FindHandedIn():
                self._on_cache(effect.operation, partial(self.keeper.find_handed_in, effect))
            case fx.Command():
                self._on_cache(effect.operation, partial(self._command_once_saved, effect, self._saved))
            case fx.LeaveCommand():
                self._watch(None, self._network.submit(self._leave_command, effect))
            case fx.StartPreview(operation=operation):
                self._preview(operation)
            case fx.TakePicture(operation=operation):
                self._take(operation)
            case fx.Submit() | fx.SubmitTogether():
                self._submit(effect)
            case fx.LeaveSubmission(submission):
                self._on_cache(None, partial(self.keeper.leave, submission))
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
        self._on_cache(None, work)

    def close(self) -> None:
        """Stop the threads of this executor; what is queued for the store is still done."""
        self.lanes.stop_all()
        self._network.shutdown(wait=False, cancel_futures=True)
        self.gateway.close()  # a query under way comes back at once
        self._cache.shutdown(wait=True)

    # --- devices ------------------------------------------------------------------------------------------

    def _read(self, kind: DeviceKind, operation: OperationId, timeout_s: float) -> None:
        def read(device: IdCardReader | SocialCardReader, cancel: Cancel) -> ev.Event | None:
            outcome = device.read(timeout_s, cancel)
            match outcome:
                case IdDocument() | SocialCard():
                    return ev.DocumentRead(operation=operation, document=outcome)
                case NoCard() | CardLifted() | CardUnsupported() | CardUnreadable():
                    return ev.CardNotRead(operation=operation, reason=outcome)
                case ReadCancelled():
                    return None

        self.lanes.start(kind, operation, read, timeout_s + READ_GRACE_S)

    def _preview(self, operation: OperationId) -> None:
        self.lanes.start(
            DeviceKind.DOCUMENT_CAMERA,
            operation,
            lambda camera, cancel: self.pictures.preview(camera, operation, cancel),
            deadline_s=None,  # it lasts as long as its page
        )

    def _take(self, operation: OperationId) -> None:
        self.lanes.start(
            DeviceKind.DOCUMENT_CAMERA,
            operation,
            lambda camera, cancel: self.pictures.take(camera, operation, cancel),
            PICTURE_S,
        )

    def _scan(self, operation: OperationId, timeout_s: float) -> None:
        def scan(camera: Camera, cancel: Cancel) -> ev.Event | None:
            return scan_code(camera, operation, timeout_s=timeout_s, cancel=cancel, clock=self.clock)

        self.lanes.start(DeviceKind.DOCUMENT_CAMERA, operation, scan, timeout_s + READ_GRACE_S)

    def _print(self, effect: fx.PrintDocument) -> None:
        def work(printer: Printer, cancel: Cancel) -> ev.Event:
            try:
                outcome = print_document(
                    effect,
                    printer=printer,
                    journal=self.keeper.store.journal,
                    typeset=self.typeset,
                    clock=self.clock,
                    cancel=cancel,
                )
            except CacheError as exc:
                self.store_failed(exc)
                return ev.EffectFailed(operation=effect.operation, fault=exc.code)
            return ev.DocumentPrinted(operation=effect.operation, outcome=outcome)

        self.lanes.start(DeviceKind.PRINTER, effect.operation, work, PRINT_LANE_S)

    # --- store and platform -------------------------------------------------------------------------------

    def _ask(self, effect: fx.Query) -> None:
        try:
            answer = self.gateway.query(effect.kind, effect.parameters, QUERY_TIMEOUT_S)
        except SyncError as exc:
            if not effect.cached:
                raise
            self.keeper.answer_from_reference(effect, exc.code)
            return
        match answer:
            case Answered(data):
                self.post(ev.QueryAnswered(operation=effect.operation, data=data))
                if effect.cached:
                    self.keeper.keep_reference(effect, data.reveal())
            case Declined(code=code, reason=reason, reason_en=reason_en):
                refused = ev.QueryRefused(operation=effect.operation, code=code, reason=reason, reason_en=reason_en)
                self.post(refused)

    def _command_once_saved(self, effect: fx.Command, saved: Future[object] | None) -> None:
        """Send it only when its key is in the draft: after a crash the same key is to be asked about, or sent again.

        Runs on the cache thread, after that draft was saved. Raises what kept it from being saved.
        """
        if saved is not None:
            saved.result()
        self._watch(effect.operation, self._network.submit(self._command, effect))

    def _command(self, effect: fx.Command) -> None:
        answer = self.gateway.command(effect.kind, effect.key, effect.parameters, QUERY_TIMEOUT_S)
        match answer:
            case Answered(data):
                self.post(ev.CommandDone(operation=effect.operation, data=data))
            case Declined(code=code, reason=reason, reason_en=reason_en):
                refused = ev.CommandRefused(operation=effect.operation, code=code, reason=reason, reason_en=reason_en)
                self.post(refused)

    def _leave_command(self, effect: fx.LeaveCommand) -> None:
        self.gateway.command(effect.kind, effect.key, effect.parameters, QUERY_TIMEOUT_S)

    def _submit(self, effect: fx.Submit | fx.SubmitTogether) -> None:
        self.timers.call_after(PATIENCE_S, partial(self.keeper.lose_patience, effect.operation))
        held = self.pictures.blobs.all()
        if isinstance(effect, fx.Submit):
            self._on_cache(effect.operation, partial(self.keeper.submit, effect, held))
        else:
            self._on_cache(effect.operation, partial(self.keeper.submit_together, effect, held))

    def _on_cache(self, operation: OperationId | None, work: Callable[[], object]) -> Future[object]:
        future: Future[object] = self._cache.submit(work)
        self._watch(operation, future)
        return future

    def _watch(self, operation: OperationId | None, future: Future[object]) -> None:
        """Tell of a fault: the operation that waits, or the log when nobody does."""

        def done(future: Future[object]) -> None:
            error = None if future.cancelled() else future.exception()
            if isinstance(error, CacheError):
                self.store_failed(error)
            match error:
                case None:
                    pass
                case KioskError() if operation is not None:
                    self.post(ev.EffectFailed(operation=operation, fault=error.code))
                case KioskError():
                    _log.error("what nobody waited for failed: %s", error)
                case _:
                    self.on_bug(error)

        future.add_done_callback(done)

    # --- the session --------------------------------------------------------------------------------------

    def _end(self, session_id: str) -> None:
        self._saved = None
        self.lanes.stop_all()
        self.timers.stop_all()
        self.pictures.clear()
        self._on_cache(None, partial(self.keeper.end_session, session_id))
        if self._personal:
            self.replace_soon()

    def store_failed(self, fault: CacheError) -> None:
        """A store that refuses all work is opened anew by the next process, which says so if it cannot. Any thread."""
        if not fault.retryable:
            self.replace_soon()
