"""The course of one service: begin, step to step, back, change, fail, come back after a crash. Pure; any thread.

`flows.runner` holds the session around it: idle time, sheets, help, language, the end.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias

from flows.catalogue import Catalogue
from flows.expressions import Failed
from flows.held import awaits, has_content, refused
from flows.model.effect import Effect, EndSession, EraseDraft, RecordAudit, SaveDraft, StopOperation
from flows.model.event import (
    ChangeAsked,
    Continued,
    DraftFound,
    DraftSubmitted,
    Event,
    FrameJudged,
    NoDraft,
    Result,
    SubmissionKept,
    SubmissionReceived,
    SubmissionRefused,
    SubmissionsKept,
    SubmissionWaiting,
    WentBack,
)
from flows.model.turn import Turn
from flows.model.values import Reading, Run, State
from flows.service import Service
from flows.steps.bundle import noted
from flows.steps.bundle_receipt import BundleReceipt
from flows.steps.check import Check
from flows.steps.here import Here
from flows.steps.identify import Identify
from flows.steps.paper import PaperStep
from flows.steps.rate import Rate
from flows.steps.start import START
from flows.steps.step import Move, Step, Then, with_run
from flows.steps.submit import Submit
from kiosk.core.audit import AuditKind
from kiosk.core.ids import OperationId
from kiosk.core.sensitive import Sensitive

Effects: TypeAlias = tuple[Effect, ...]


def place(catalogue: Catalogue, state: State) -> tuple[Here, Step] | None:
    """Return where the resident stands in a service; None when its content is no longer known."""
    run = state.run
    service = catalogue.at(run.service) if run else None
    step = (service.step(run.step_id) if run and run.step_id else START) if service else None
    if run is None or service is None or step is None:
        return None
    return Here(catalogue=catalogue, service=service, state=state, run=run), step


def begin(catalogue: Catalogue, state: State, service: Service, reported: dict[str, str] | None = None) -> Turn:
    """Begin a service: first of all look whether the devices that it needs are in order."""
    state = replace(
        state,
        run=Run(service=service.ref, step_id="", reported=reported or {}),
        spots=(),
        typed=Sensitive(""),
        sheet="",
        quality=None,
        revealed=False,
    )
    state, stops = _stopped(state)
    here = _here(catalogue, service, state)
    audit = RecordAudit(AuditKind.SERVICE_STARTED, {"service": service.id})
    return _settled(here, START, START.enter(here), (*stops, audit), entered=True)


def deliver(catalogue: Catalogue, state: State, event: Event) -> Turn:
    """Give an event to the step on screen. An event that means nothing there changes nothing."""
    found = place(catalogue, state)
    if found is None:
        return leave(catalogue, state) if isinstance(event, Continued | WentBack) else Turn(state)
    here, step = found
    if isinstance(event, Result):
        if event.operation != state.pending:
            return _late(here, event)
        if _final(event, here.run):
            here = here.at(replace(state, pending=None))
    if isinstance(event, DraftFound | DraftSubmitted):
        found_again = _restored(here, event) if isinstance(event, DraftFound) else _receipt_of(here, event)
        if found_again:
            return found_again
        event = NoDraft(operation=event.operation)  # of a content that is gone: the next save writes over it
    move = step.react_fault(here, event) if here.run.fault else step.react(here, event)
    if move is not None:
        return _settled(here, step, move)
    match event:
        case WentBack():
            return _back(here, step)
        case ChangeAsked(step_id=step_id) if isinstance(step, Check) and not here.run.fault:
            return _change(here, step_id)
        case _:
            return Turn(here.state)


def leave(catalogue: Catalogue, state: State) -> Turn:
    """Leave the service: to the one that was left for a report, or home with nothing personal held."""
    parting = _parting(catalogue, state)
    state, effects = _stopped(state)
    effects = (*effects, *parting)
    if state.parked:
        return resume_parked(catalogue, state, effects)
    erase: Effects = (EraseDraft(),) if state.document else ()
    state = replace(state, run=None, document=None, quality=None, revealed=False)
    return Turn(state, (*effects, *erase))


def resume_parked(catalogue: Catalogue, state: State, effects: Effects = ()) -> Turn:
    """Come back to the service that was left for a report, exactly where it was."""
    state = replace(state, run=state.parked, parked=None)
    found = place(catalogue, state)
    if found is None or found[0].run.fault:
        return Turn(state, effects)
    here, step = found
    return _settled(here, step, step.resume(here), effects)


def ended(catalogue: Catalogue, state: State) -> Turn:
    """End the session: nothing of the resident is left in the state, and `EndSession` is the last effect."""
    parting = (*_parting(catalogue, state), *_parting(catalogue, replace(state, run=state.parked, parked=None)))
    audit = RecordAudit(AuditKind.SESSION_ENDED)
    return Turn(State(terminal=state.terminal), (*parting, audit, EndSession(state.session_id)))


# --- from step to step ---------------------------------------------------------------------------------------


def _settled(here: Here, step: Step, move: Move, effects: Effects = (), *, entered: bool = False) -> Turn:
    """Follow a move to where the resident has something to do or to wait for."""
    for _ in range(len(here.service.steps) + 2):
        effects = (*effects, *move.effects)
        here = here.at(move.state)
        if move.then is Then.FINISH:
            return _finished(here, effects)
        if move.then is Then.HOME:
            turn = leave(here.catalogue, here.state)
            return Turn(turn.state, (*effects, *turn.effects))
        if move.then is Then.STAY:
            return _stayed(here, move, effects, entered=entered)
        state, stops = _stopped(here.state)
        here, effects = here.at(state), (*effects, *stops)
        onward = _onward(here, step) if move.then is Then.ON else _check_of(here)
        if isinstance(onward, Failed):
            return Turn(with_run(here.state, fault="CNT-003"), effects)
        if onward is None:
            return _finished(here, effects)
        here, step, entered = _entered(here, onward), onward, True
        move = step.enter(here)
    return Turn(with_run(here.state, fault="CNT-001"), effects)  # a circle of steps that ask nothing; lint forbids it


def _stayed(here: Here, move: Move, effects: Effects, *, entered: bool) -> Turn:
    state, start = here.state, move.start
    if start or here.run.fault:
        state, stops = _stopped(state)
        effects = (*effects, *stops)
    if (entered or move.save) and _drafting(here):
        effects = (*effects, SaveDraft())
    if start:
        operation = OperationId(state.session_id, state.counter + 1)
        state = replace(state, counter=operation.counter, pending=operation)
        effects = (*effects, start)
    return Turn(state, effects)


def _finished(here: Here, effects: Effects) -> Turn:
    """The service is over: back to the one left for a report, or the end of the session."""
    if here.state.parked:
        state, stops = _stopped(here.state)
        return resume_parked(here.catalogue, state, (*effects, *stops))
    turn = ended(here.catalogue, here.state)
    return Turn(turn.state, (*effects, *turn.effects))


def _onward(here: Here, step: Step) -> Step | None | Failed:
    """Return the next step. After a change: the next that is not answered, else "check your answers"."""
    if step is START:
        return here.service.steps[0]
    if not here.run.return_to_check:
        return here.following(step)
    path = here.path()
    after = path[path.index(step) + 1 :] if step in path else path
    return next((each for each in after if isinstance(each, Check) or not each.answered(here)), here.following(step))


def _entered(here: Here, step: Step) -> Here:
    """Return the place at the beginning of another step."""
    path = here.path()
    before = path[: path.index(step)] if step in path else ()
    run = replace(
        here.run,
        step_id=step.id,
        memory=Sensitive({}),
        fault="",
        trail=tuple(each.id for each in before if each.counted and not each.settles and each.asks(here)),
        return_to_check=here.run.return_to_check and not isinstance(step, Check),
    )
    return here.at(replace(here.state, run=run, quality=None, revealed=False))


def _back(here: Here, step: Step) -> Turn:
    """返回: answers stay. From a changed answer to "check"; from the first step out of the service."""
    failed_to_hand_in = isinstance(step, Submit) and here.run.fault and not here.run.local_number
    if step.settles and not failed_to_hand_in:
        return Turn(here.state)
    target: Step | None
    if failed_to_hand_in or here.run.return_to_check:
        target = _check_of(here)
    else:
        target = here.service.step(here.run.trail[-1]) if here.run.trail else None
    if target is None:
        if has_content(here.state) and not here.state.parked:
            return Turn(replace(here.state, sheet="end"))
        return leave(here.catalogue, here.state)
    return _to(here, target, return_to_check=False)


def _change(here: Here, step_id: str) -> Turn:
    """更改: to that step, at that part of it, and back here afterwards."""
    step_id, _, part = step_id.partition("/")
    target = next((each for each in here.path() if each.id == step_id and each.counted), None)
    if target is None or isinstance(target, Check):
        return Turn(here.state)
    return _to(here, target, return_to_check=True, part=part)


def _to(here: Here, target: Step, *, return_to_check: bool, part: str = "") -> Turn:
    state, stops = _stopped(with_run(here.state, return_to_check=return_to_check))
    there = _entered(here.at(state), target)
    if part:
        there = there.at(with_run(there.state, memory=Sensitive({"part": part})))
    return _settled(there, target, target.enter(there), stops, entered=True)


def _check_of(here: Here) -> Step | None:
    return next((each for each in here.path() if isinstance(each, Check)), None)


# --- after a crash, and after the answer came late -----------------------------------------------------------


def _restored(here: Here, event: DraftFound) -> Turn | None:
    """Bring the resident back to the screen that was lost; None when its content is no longer known."""
    run = event.state.run
    service = here.catalogue.at(run.service) if run else None
    at = service.step(run.step_id) if service and run else None
    if run is None or service is None or at is None:
        return None
    there = _here(here.catalogue, service, _with_draft(here.state, event.state, replace(run, fault="")))
    hand = next((each for each in service.steps if isinstance(each, Submit)), None)
    if isinstance(at, PaperStep | Rate) and hand and run.submission_key:
        # It stood on its receipt, and is not handed in: refused meanwhile. Handing it in again tells why.
        at, there = hand, _entered(there, hand)
    return _settled(there, at, at.resume(there), (RecordAudit(AuditKind.DRAFT_RESTORED),), entered=True)


def _receipt_of(here: Here, event: DraftSubmitted) -> Turn | None:
    """The draft was handed in before the crash: show its receipt, and hand nothing in again."""
    run = event.state.run
    service = here.catalogue.at(run.service) if run else None
    hand = next((each for each in service.steps if isinstance(each, Submit)), None) if service else None
    if run is None or service is None or hand is None:
        return None
    run = replace(
        run,
        fault="",
        local_number=event.local_number,
        kept_at=event.kept_at,
        kept_digest=event.digest,
        platform_number=event.platform_number,
        received_at=event.received_at,
    )
    there = _here(here.catalogue, service, _with_draft(here.state, event.state, run))
    audit = (RecordAudit(AuditKind.DRAFT_RESTORED),)
    at = service.step(run.step_id)
    if isinstance(at, PaperStep | Rate):
        return _settled(there, at, at.resume(there), audit, entered=True)
    return _settled(there, hand, there.done(), audit)


def _with_draft(state: State, draft: State, run: Run) -> State:
    return replace(
        state,
        run=run,
        document=draft.document or state.document,
        counter=max(state.counter, draft.counter),  # the submission's operation is not given out again
        submissions=max(state.submissions, draft.submissions),
        reading=draft.reading if state.reading == Reading() else state.reading,
        pending=None,
    )


def _late(here: Here, event: Result) -> Turn:
    """An answer that nobody waits for is dropped; only what became of the submission still changes the receipt."""
    parked = here.state.parked
    if parked and not awaits(here.run, event):
        aside = place(here.catalogue, replace(here.state, run=parked, parked=None, pending=None))
        if aside is None or not awaits(parked, event):
            return Turn(here.state)
        turn = _late(aside[0], event)  # it is shown when one comes back to it
        return Turn(replace(here.state, parked=turn.state.run), turn.effects)
    if not awaits(here.run, event):
        return Turn(here.state)
    if here.run.bundle and isinstance(event, SubmissionReceived | SubmissionRefused):
        return _fate(here.at(replace(here.state, run=noted(here.run, event))), event)
    match event:
        case SubmissionReceived(platform_number=number, at=at):
            audit = RecordAudit(AuditKind.SUBMISSION_RECEIVED, {"service": here.service.id})
            return Turn(with_run(here.state, platform_number=number, received_at=at), (audit,))
        case SubmissionRefused():
            hand = next((each for each in here.path() if isinstance(each, Submit)), None)
            if hand is None:
                return Turn(here.state)
            there = _entered(here.at(replace(here.state, pending=None)), hand)
            move = hand.react(there, event)
            return _settled(there, hand, move) if move else Turn(here.state)
        case _:
            return Turn(here.state)


def _fate(here: Here, event: SubmissionReceived | SubmissionRefused) -> Turn:
    """A refusal that comes after a bundle's receipt brings the resident back to it, where it can be mended."""
    step = here.service.step(here.run.step_id)
    receipt = next((each for each in here.path() if isinstance(each, BundleReceipt)), None)
    if (
        isinstance(event, SubmissionReceived)
        or not receipt
        or step is receipt
        or not isinstance(step, PaperStep | Rate)
    ):
        return Turn(here.state)
    there = _entered(here.at(replace(here.state, pending=None)), receipt)
    return _settled(there, receipt, receipt.shown(there), entered=True)


# --- inside --------------------------------------------------------------------------------------------------


def over(catalogue: Catalogue, state: State) -> bool:
    """Whether nothing is lost by ending now: the matter is done, and only paper or a rating could follow."""
    found = place(catalogue, state)
    if found is None or state.parked or found[0].run.fault or refused(found[0].run):
        return False  # what was refused can still be mended, also from the rating that follows
    here, step = found
    path = here.path()
    after = path[path.index(step) + 1 :] if step in path else ()
    return step.over(here) and all(isinstance(each, PaperStep | Rate) for each in after)


def _final(event: Result, run: Run) -> bool:
    """Whether the operation answers no more. Before a submission is kept, "the platform has not answered" is no end."""
    match event:
        case FrameJudged() | SubmissionKept() | SubmissionsKept():
            return False
        case SubmissionReceived() | SubmissionRefused() | SubmissionWaiting() if run.bundle:
            return False  # others of the bundle may still be answered
        case SubmissionWaiting():
            return bool(run.local_number)
        case _:
            return True


def _drafting(here: Here) -> bool:
    """Whether the draft is to be saved: somebody is known, and no report has pushed the matter aside."""
    identifies = (step for step in here.service.steps if isinstance(step, Identify))
    return not here.state.parked and any(step.keeps_drafts(here) for step in identifies)


def _parting(catalogue: Catalogue, state: State) -> Effects:
    """Return what leaving the service takes; a step that was gone back from may have something to close as well."""
    found = place(catalogue, state)
    if found is None:
        return ()
    here, _ = found
    return tuple(effect for each in here.service.steps for effect in each.leaving(here))


def _stopped(state: State) -> tuple[State, Effects]:
    if state.pending is None:
        return state, ()
    return replace(state, pending=None), (StopOperation(state.pending),)


def _here(catalogue: Catalogue, service: Service, state: State) -> Here:
    if state.run is None:
        raise ValueError("a service runs only in a state that has a run")
    return Here(catalogue=catalogue, service=service, state=state, run=state.run)
