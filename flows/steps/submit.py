"""Hands the answers in: kept on this terminal first, then received by the platform, or not yet.

Says 平台已收到 only when the platform has answered, 本机已收下 only when the store has. The same key is never two
submissions, so beginning again after a crash or a full disk is safe.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from flows.expressions import Expression, Failed
from flows.model.effect import RecordAudit
from flows.model.effect import Submit as Hand
from flows.model.event import (
    Continued,
    EffectFailed,
    Event,
    SubmissionKept,
    SubmissionReceived,
    SubmissionRefused,
    SubmissionWaiting,
    WayChosen,
)
from flows.model.screen import Action, Line, NoticeBody, Panel, ProgressBody
from flows.model.text import Text
from flows.model.values import Attachment, Json, Submission
from flows.steps.capture import Capture
from flows.steps.here import Here, Seen
from flows.steps.step import Failure, Move, Page, Step, Then, with_run
from flows.steps.taken import page_name
from flows.words import failures, steps
from kiosk.core.audit import AuditKind
from kiosk.core.sensitive import Sensitive

SLOW_FAULT = "NET-002"


@dataclass(frozen=True, slots=True, kw_only=True)
class Submit(Step):
    """Sends `payload` (names to expressions) and the pictures of all capture steps on the path."""

    called: ClassVar[Text] = steps.CALLED_SUBMIT
    counted: ClassVar[bool] = False
    settles: ClassVar[bool] = True

    payload: Mapping[str, Expression]
    usual_s: int = 3

    def enter(self, here: Here) -> Move:
        """Send under the key that "check your answers" minted."""
        key, supersedes = here.run.submission_key, here.run.supersedes
        submission = submission_of(here, here.service.id, key, self.payload, supersedes=supersedes) if key else None
        if submission is None:
            return here.fail("CNT-003")
        move = here.stay(memory={"phase": "sending"}, start=Hand(operation=here.operation, submission=submission))
        return replace(move, state=with_run(move.state, submit_counter=here.operation.counter))

    def resume(self, here: Here) -> Move:
        """Send again under the same key; what was refused stays refused until it is changed."""
        return here.stay() if here.phase == "refused" else self.enter(here)

    def react(self, here: Here, event: Event) -> Move | None:
        """Keep the numbers; go on once the matter is safe."""
        match event:
            case SubmissionKept(local_number=number, at=at, digest=digest):
                state = with_run(here.state, local_number=number, kept_at=at, kept_digest=digest)
                audit = RecordAudit(AuditKind.SUBMISSION_KEPT, {"service": here.service.id})
                return here.at(state).stay(memory={"phase": "kept"}, effects=(audit,))
            case SubmissionReceived(platform_number=number, at=at):
                state = with_run(here.state, platform_number=number, received_at=at)
                audit = RecordAudit(AuditKind.SUBMISSION_RECEIVED, {"service": here.service.id})
                return here.at(state).done(effects=(audit,))
            case SubmissionWaiting(fault=fault) if here.run.local_number:
                return self._waits(here, fault)
            case WayChosen(way="leave") if here.phase == "kept":
                return self._waits(here, SLOW_FAULT)
            case SubmissionRefused(code=code, reason=reason, reason_en=reason_en):
                memory: dict[str, Json] = {"phase": "refused", "code": code, "reason": reason, "reason_en": reason_en}
                audit = RecordAudit(AuditKind.SUBMISSION_REFUSED, {"service": here.service.id, "code": code})
                return here.stay(memory=memory, effects=(audit,))
            case EffectFailed(fault=fault):
                return here.fail(fault)
            case Continued() if here.phase == "refused":
                return self._corrected(here)
            case _:
                return None

    def page(self, here: Seen) -> Page:
        """Say how far it is, or why it was refused."""
        if here.phase == "refused":
            return self._refused(here)
        kept = here.phase == "kept"
        lines = (
            Line(text=here.say(steps.KEPT if kept else steps.NOT_KEPT_YET), mark="done" if kept else "wait"),
            Line(text=here.say(steps.NOT_RECEIVED_YET), mark="wait" if kept else ""),
        )
        leave = Action(label=here.say(steps.NO_WAIT), act="way", arg="leave", icon="back")
        sending = here.say(steps.SENDING)
        return Page(
            title=here.say(steps.SENDING_TITLE),
            hint="",
            body=ProgressBody(
                asking=here.say(steps.SENDING_ASKING, seconds=self.usual_s),
                usual_s=self.usual_s,
                steps=lines,
                reassurance=here.say(steps.KEPT_LOCKED if kept else steps.KEPT_ALL),
                waited=here.say(steps.WAITED),
                leave=here.say(steps.MAY_LEAVE) if kept else "",
            ),
            actions=replace(here.actions(awaited=sending), left=(leave, here.end()) if kept else (here.end(),)),
        )

    def keeps(self) -> bool:
        """It says 本机已收下 only when that is true."""
        return True

    def failure(self, here: Seen) -> Failure:
        """The terminal could not keep it: nothing is handed in, nothing is lost yet. Or as the fault says otherwise."""
        match here.run.fault:
            case "STO-006":
                kind, title, line = "info", steps.EARLIER_PANEL, steps.EARLIER_LINE
            case "STO-007":
                kind, title, line = "wait", steps.UNKNOWN_PANEL, steps.UNKNOWN_LINE
            case _:
                kind, title, line = "failed", steps.NOT_STORED_PANEL, steps.NOT_STORED_LINE
        panel = Panel(kind=kind, title=here.say(title), lines=(here.say(line),))
        return Failure(matter=panel, tone="failed" if kind == "failed" else "attention")

    def _waits(self, here: Here, fault: str) -> Move:
        return here.at(with_run(here.state, waiting_fault=fault)).done()

    def _corrected(self, here: Here) -> Move:
        """Back to "check your answers" for a new submission that supersedes the refused one."""
        state = with_run(
            here.state,
            supersedes=here.run.submission_key,
            submission_key="",
            local_number="",
            kept_at=None,
            kept_digest="",
            submit_counter=0,
        )
        return Move(state=state, then=Then.TO_CHECK)

    def _refused(self, here: Seen) -> Page:
        reason = here.remembered("reason_en") if here.language == "en" else ""
        panel = Panel(kind="failed", title=here.say(steps.REFUSED_PANEL), lines=(here.say(steps.REFUSED_LINE),))
        return Page(
            title=here.say(steps.REFUSED_TITLE),
            hint=here.say(steps.REFUSED_HINT, reason=reason or here.remembered("reason")),
            phase="refused",
            body=NoticeBody(
                icon="warn",
                tone="failed",
                matter=panel,
                ways_heading=here.say(failures.WAYS),
                ways=here.people(),
                fault_line=here.say(failures.FAULT_LINE, fault="NET-010"),
            ),
            actions=replace(here.actions(here.go_on(steps.REFUSED_CHANGE, "pen")), left=(here.end(),)),
        )


def submission_of(
    here: Here,
    service_id: str,
    key: str,
    payload: Mapping[str, Expression],
    *,
    supersedes: str,
    papers: tuple[str, ...] | None = None,
) -> Submission | None:
    """Return what is handed in under this key: the payload, the evidence, and the pictures of `papers`, or all.

    None where an expression fails. What was consented to, who acted and how one was verified goes with every matter.
    """
    values = {name: here.evaluate(each) for name, each in payload.items()}
    known = {name: value for name, value in values.items() if not isinstance(value, Failed)}
    if len(known) < len(values):
        return None
    evidence = here.evidence()
    if evidence:
        known["evidence"] = evidence
    captures = [step for step in here.path() if isinstance(step, Capture) and (papers is None or step.id in papers)]
    return Submission(
        key=key,
        service_id=service_id,
        service_digest=here.service.digest,
        payload=Sensitive(known),
        attachments=tuple(
            Attachment(name=page_name(step.id, page), blob=blob)
            for step in captures
            for page, blob in enumerate(step.pages(here), 1)
        ),
        supersedes=supersedes,
    )
