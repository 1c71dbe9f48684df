"""The session around every service: what must never be forgotten, in one place. Pure and total; runs on any thread.

Idle warning and more time, end, help, language, large text, contrast, devices and network that come and go, the way to
办不成事 from everywhere, late answers dropped, erase at the end. What happens inside a service is `flows.course`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from flows.availability import first_obstacle
from flows.browsing import browsed, is_reading
from flows.catalogue import Catalogue
from flows.course import begin, deliver, ended, over
from flows.held import has_content
from flows.model.effect import RecordAudit, StartTimer, StopTimer
from flows.model.event import (
    CardNotRead,
    CareToggled,
    ClockTicked,
    CodeScanned,
    ContrastToggled,
    DeviceChanged,
    DevicesChecked,
    DocumentRead,
    DraftFound,
    DraftSubmitted,
    EffectFailed,
    EndAsked,
    EndConfirmed,
    Event,
    FaceMatched,
    FaceNotMatched,
    FieldEdited,
    FrameJudged,
    HelpAsked,
    LanguageChosen,
    LanguagesAsked,
    MoreTimeAsked,
    NetworkChanged,
    NoCode,
    NoDraft,
    ReadAloudAsked,
    ReportAsked,
    Result,
    ServiceChosen,
    SessionStarted,
    SheetDismissed,
    SignatureChanged,
    SubmissionKept,
    TakenOutOfService,
    TimerExpired,
    UserEvent,
    WorldEvent,
)
from flows.model.turn import Turn
from flows.model.values import Reading, State, Terminal
from kiosk.core.audit import AuditKind
from kiosk.core.devices import DeviceHealth, NoCard

IDLE = "idle"  # timers
COUNTDOWN = "countdown"
ATTRACT = "attract"
STORE_FAULTS = ("STO-001", "STO-002", "STO-003", "STO-004", "STO-005", "STO-007")  # STO-006 is no fault of the store


def initial_state(at: datetime) -> State:
    """Return the state of a terminal that has just started: nobody there, nothing known of devices and network."""
    return State(terminal=Terminal(at=at))


def advance(catalogue: Catalogue, state: State, event: Event) -> Turn:
    """Return the turn after any event in any state."""
    turn = _turn(catalogue, state, event)
    return _timed(catalogue, state, event, turn)


def _turn(catalogue: Catalogue, state: State, event: Event) -> Turn:
    if isinstance(event, WorldEvent):
        return _world(catalogue, state, event)
    if isinstance(event, TimerExpired):
        return _timer(catalogue, state, event)
    if isinstance(event, Result):
        return _result(catalogue, state, event)
    reading = _reading(state.reading, event)
    if reading is not None:
        answered = state.sheet == "language" and isinstance(event, LanguageChosen)
        return Turn(replace(state, reading=reading, sheet="" if answered else state.sheet))
    if state.terminal.out_of_service:
        return _sheet(state, event) or Turn(state)
    if not state.session_id:
        return _attract(state, event)
    return _session(catalogue, state, event)


# --- the world and what effects came to ------------------------------------------------------------------------


def _world(catalogue: Catalogue, state: State, event: WorldEvent) -> Turn:
    terminal = state.terminal
    match event:
        case DeviceChanged(device=device):
            terminal = replace(terminal, devices=_known(terminal.devices, (device,)))
        case NetworkChanged(online=online, fault=fault):
            terminal = replace(terminal, online=online, network_fault=fault or ("" if online else "NET-001"))
        case ClockTicked(at=at):
            terminal = replace(terminal, at=at)
        case TakenOutOfService(fault=fault):
            terminal = replace(terminal, out_of_service=fault or "SYS-001")
    state = replace(state, terminal=terminal)
    if not state.session_id:
        return Turn(state)
    if terminal.out_of_service:
        return ended(catalogue, state)
    return deliver(catalogue, state, event) if state.run else Turn(state)


def _result(catalogue: Catalogue, state: State, event: Result) -> Turn:
    if event.operation.session_id != state.session_id:
        audit = RecordAudit(AuditKind.LATE_RESULT_DROPPED, {"event": type(event).__name__})
        return Turn(state, (audit,))  # nobody meets the last resident's data
    if isinstance(event, DevicesChecked):
        devices = _known(state.terminal.devices, event.devices)
        state = replace(state, terminal=replace(state.terminal, devices=devices))
    store_fault = _store_fault(event)
    if store_fault is not None:
        state = replace(state, terminal=replace(state.terminal, store_fault=store_fault))
    return deliver(catalogue, state, event) if state.run else Turn(state)


def _store_fault(event: Result) -> str | None:
    """What the result says of the store: its fault, empty when it works, None for nothing."""
    match event:
        case EffectFailed(fault=fault) if fault in STORE_FAULTS:
            return fault
        case NoDraft() | DraftFound() | DraftSubmitted() | SubmissionKept():
            return ""
        case _:
            return None


def _known(before: tuple[DeviceHealth, ...], now: tuple[DeviceHealth, ...]) -> tuple[DeviceHealth, ...]:
    """Return the health of all devices, the newest of each, in a lasting order."""
    latest = {(each.kind, each.name): each for each in (*before, *now)}
    return tuple(latest.values())


# --- time ------------------------------------------------------------------------------------------------------


def _timer(catalogue: Catalogue, state: State, event: TimerExpired) -> Turn:
    if event.session_id != state.session_id:
        return Turn(state)
    match event.timer:
        case "attract" if not state.session_id:
            return Turn(replace(state, reading=Reading(), sheet=""))
        case "idle" if state.session_id and state.sheet != "idle":
            if state.run is None and not has_content(state) and not is_reading(state):
                return ended(catalogue, state)
            return Turn(_warned(catalogue, state), (_second(state),))
        case "countdown" if state.sheet == "idle":
            if state.sheet_seconds <= 1:
                return ended(catalogue, state)
            return Turn(replace(state, sheet_seconds=state.sheet_seconds - 1), (_second(state),))
        case "reveal":
            return Turn(replace(state, revealed=False))
        case _:
            return deliver(catalogue, state, event) if state.run else Turn(state)


def _warned(catalogue: Catalogue, state: State) -> State:
    return replace(state, sheet="idle", sheet_seconds=catalogue.pace.warning_s * slowness(state))


def _second(state: State) -> StartTimer:
    return StartTimer(session_id=state.session_id, timer=COUNTDOWN, seconds=1.0)


def slowness(state: State) -> int:
    """Return by how much all times are longer: care mode doubles them."""
    return 2 if state.reading.care else 1


def _timed(catalogue: Catalogue, before: State, event: Event, turn: Turn) -> Turn:
    """Add what the turn means for the idle time: a sign of life starts it afresh, and takes the warning away."""
    state = turn.state
    if isinstance(event, Result) and event.operation != before.pending:
        return turn  # nobody waits for it: no sign of life, and nothing new to read
    if not state.session_id:
        set_by_hand = isinstance(event, UserEvent) and state != before and not before.session_id
        timer = StartTimer(session_id="", timer=ATTRACT, seconds=float(catalogue.pace.attract_s))
        return replace(turn, effects=(*turn.effects, timer)) if set_by_hand else turn
    idle = StartTimer(session_id=state.session_id, timer=IDLE, seconds=float(catalogue.pace.idle_s * slowness(state)))
    if state.sheet == "idle":
        if before.sheet == "idle" and isinstance(event, LanguageChosen | CareToggled | ContrastToggled):
            return Turn(_warned(catalogue, state), (*turn.effects, _second(state)))
        if not _sign_of_life(event):
            return turn
        state = replace(state, sheet="", sheet_seconds=0)
    stopped = (StopTimer(COUNTDOWN),) if before.sheet == "idle" and state.sheet != "idle" else ()
    fresh = isinstance(event, UserEvent) or (isinstance(event, Result) and _new_page(event))
    return Turn(state, (*turn.effects, *stopped, idle)) if fresh else replace(turn, state=state)


def _sign_of_life(event: Event) -> bool:
    """Whether only somebody who stands there can have caused it. Not `Touched`: it comes before the button's own."""
    match event:
        case DocumentRead() | CodeScanned() | FaceMatched() | FaceNotMatched() | FieldEdited() | SignatureChanged():
            return True
        case CardNotRead(reason=reason):
            return not isinstance(reason, NoCard)
        case _:
            return False


def _new_page(event: Result) -> bool:
    """Whether there is something new to read on the screen."""
    match event:
        case FrameJudged() | NoCode() | CardNotRead(reason=NoCard()):
            return False
        case _:
            return True


# --- what the resident did -------------------------------------------------------------------------------------


def _reading(reading: Reading, event: UserEvent) -> Reading | None:
    match event:
        case LanguageChosen(language=language):
            return replace(reading, language=language)
        case CareToggled():
            return replace(reading, care=not reading.care)
        case ContrastToggled():
            return replace(reading, contrast=not reading.contrast)
        case _:
            return None


def _sheet(state: State, event: UserEvent) -> Turn | None:
    match event:
        case LanguagesAsked():
            return Turn(replace(state, sheet="language", sheet_seconds=0))
        case HelpAsked():
            return Turn(replace(state, sheet="help", sheet_seconds=0))
        case ReadAloudAsked():
            return Turn(replace(state, sheet="read_aloud", sheet_seconds=0))
        case SheetDismissed() | MoreTimeAsked():
            return Turn(replace(state, sheet="", sheet_seconds=0))
        case _:
            return None


def _attract(state: State, event: UserEvent) -> Turn:
    match event:
        case SessionStarted(session_id=session_id, at=at) if session_id:
            terminal = replace(state.terminal, at=at)
            state = State(terminal=terminal, session_id=session_id, reading=state.reading)
            return Turn(state, (StopTimer(ATTRACT), RecordAudit(AuditKind.SESSION_STARTED)))
        case _:
            return _sheet(state, event) or Turn(state)


def _session(catalogue: Catalogue, state: State, event: UserEvent) -> Turn:
    sheet = _sheet(state, event)
    if sheet:
        return sheet
    match event:
        case EndConfirmed():
            return ended(catalogue, state)
        case EndAsked():
            at_once = over(catalogue, state) or not has_content(state)
            return ended(catalogue, state) if at_once else Turn(replace(state, sheet="end", sheet_seconds=0))
        case ReportAsked():
            return _report(catalogue, state)
        case FieldEdited() if not state.run:
            return Turn(browsed(catalogue, state, event))
        case FieldEdited() | SignatureChanged() if state.run:
            return deliver(catalogue, state, event)  # may arrive while a sheet rises; nothing typed is lost
        case _ if state.sheet:
            return Turn(state)  # the page lies under a sheet: what seems to come from it is a stray
        case _ if state.run:
            return deliver(catalogue, state, event)
        case _:
            return _home(catalogue, state, event)


def _home(catalogue: Catalogue, state: State, event: UserEvent) -> Turn:
    match event:
        case ServiceChosen(service_id=service_id):
            service = catalogue.newest(service_id)
            return begin(catalogue, state, service) if service else Turn(state)
        case _:
            return Turn(browsed(catalogue, state, event))


def _report(catalogue: Catalogue, state: State) -> Turn:
    """办不成事, from wherever the resident stands; that place is kept to come back to."""
    service = catalogue.report
    run = state.run
    if service is None or (run and run.service.service_id == service.id):
        return Turn(replace(state, sheet=""))
    if run is None:
        return begin(catalogue, state, service, _read_about(catalogue, state))
    reported = {"service": run.service.service_id, "step": run.step_id or "start", "fault": run.fault}
    return begin(catalogue, replace(state, parked=run), service, reported)


def _read_about(catalogue: Catalogue, state: State) -> dict[str, str] | None:
    """Return which service the resident reads about, and what stands in its way; None on any other page."""
    spot = state.spots[-1] if state.spots else None
    service = catalogue.newest(spot.of) if spot and spot.kind in ("about", "places") else None
    if service is None:
        return None
    obstacle = first_obstacle(service, state.terminal)
    return {"service": service.id, "step": "start", "fault": obstacle.fault if obstacle else ""}
