"""Is it really them? By the face where this terminal can and they agreed; by a code to the phone on record, or at the
counter, otherwise. The face is never the only way, and nothing of it is kept but that it fitted.

Whether a face fits is not judged here. Three tries, then another way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from flows.availability import cause
from flows.model import effect as fx
from flows.model.effect import RecordAudit
from flows.model.event import (
    Continued,
    EffectFailed,
    Event,
    FaceMatched,
    FaceNotMatched,
    WayChosen,
    WentBack,
)
from flows.model.screen import Action, IdentifyBody, NoticeBody, Panel
from flows.model.text import Text
from flows.model.values import Json
from flows.steps import code_on_record as code
from flows.steps.consent import Consent
from flows.steps.here import Here, Seen, applicant
from flows.steps.step import Failure, Move, Page, Row, Step
from flows.words import failures, identity
from kiosk.core.audit import AuditKind

TRIES = 3
LOOK_TIMEOUT_S = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyFace(Step):
    """Verifies whoever stands here. With `later`, staff may confirm it after the submission instead."""

    called: ClassVar[Text] = identity.CALLED_FACE

    later: bool = False  # whether one may go on unverified, for staff to confirm it afterwards

    def enter(self, here: Here) -> Move:
        """Look at the face, if its owner agreed to that; else offer the other ways at once."""
        if self._verified(here):
            return here.done()
        if not self._may_look(here):
            return here.stay(memory={"phase": "other", "because": "declined"})
        return self._look(here, 0)

    def resume(self, here: Here) -> Move:
        """Who is verified stays so; a code that was sent is not sent again."""
        if self.answered(here):
            return here.done()
        if here.phase in code.PHASES:
            return code.resume(here)
        if here.phase == "other":
            return here.stay()
        tries = here.counted("tries")
        return self._look(here, tries) if self._may_look(here) and tries < TRIES else self._other(here)

    def react(self, here: Here, event: Event) -> Move | None:
        """Count the tries; take whichever way leads on."""
        match event:
            case FaceMatched() if here.phase == "look":
                return self._verified_by(here, "face")
            case FaceNotMatched(reason=reason, tries_left=left) if here.phase == "look":
                tries = here.counted("tries") + 1
                if left <= 0 or tries >= TRIES:
                    return self._other(here, "thrice", tries)
                return here.stay(memory={"phase": "again", "reason": reason, "tries": tries})
            case EffectFailed(fault=fault) if here.phase == "look":
                return self._other(here, fault)
            case Continued() if here.phase == "again":
                return self._look(here, here.counted("tries"))
            case WayChosen(way="other") if here.phase in ("look", "again"):
                return self._other(here)
            case WayChosen(way="face") if self._face_again(here):
                return self._look(here, here.counted("tries"))
            case WayChosen(way="later") if self.later and here.phase in ("other", *code.PHASES):
                return self._verified_by(here, "staff")
            case WayChosen(way="code") if here.phase in ("other", *code.PHASES) and here.online:
                return code.send(here, self.id)
            case WentBack() if here.phase in code.PHASES:
                return self._other(here)
            case _ if here.phase in code.PHASES:
                return self._verified_by(here, "code") if code.right(event) else code.react(here, event, self.id)
            case _:
                return None

    def page(self, here: Seen) -> Page:
        """Show where to look, the six figures to write, or the ways there are."""
        if here.phase in code.PHASES:
            return code.page(here, self._ways_beside(here))
        if here.phase == "other":
            return self._page_of_ways(here)
        again = here.phase == "again"
        left = TRIES - here.counted("tries")
        reason = identity.FACE_REASONS.get(here.remembered("reason"), identity.FACE_REASONS["poor_picture"])
        notice = Panel(kind="wait", title=here.say(reason), lines=(here.say(identity.FACE_LEFT, count=left),))
        other = Action(
            label=here.say(identity.WAY_CODE),
            detail=here.say(identity.WAY_CODE_DETAIL),
            act="way",
            arg="other",
            icon="sms",
        )
        return Page(
            title=here.say(identity.FACE_AGAIN_TITLE if again else identity.FACE_TITLE),
            hint=here.say(identity.FACE_HINT),
            phase="face",
            body=IdentifyBody(
                picture="face",
                notice=notice if again else None,
                ways_heading=here.say(identity.FACE_OTHER_TITLE),
                ways=(other, _person(here)),
                privacy=(),
            ),
            actions=here.actions(
                here.go_on(identity.LOOK_AGAIN, "redo") if again else None, here.say(identity.FACE_AWAIT)
            ),
        )

    def failure(self, here: Seen) -> Failure:
        """Another way is never a failure; what can fail is only the code."""
        return Failure(matter=_not_sure(here), ways=self._ways(here))

    def answered(self, here: Here) -> bool:
        """Whether it is known who it is, or staff will find out."""
        record = here.answers.get(self.id)
        return self._verified(here) or (self.later and isinstance(record, dict) and record.get("by") == "staff")

    def rows(self, here: Here) -> tuple[Row, ...]:
        """By what it is known."""
        words = {"face": identity.BY_FACE, "code": identity.BY_CODE, "staff": identity.BY_STAFF}
        by = words.get(str(self._record(here).get("by")))
        return (Row(step_id=self.id, label=identity.VERIFIED, value=here.say(by)),) if by else ()

    def evidence(self, here: Here) -> dict[str, Json]:
        """The record: by what, when."""
        return {key: value for key, value in self._record(here).items() if key != "number"}

    def samples(self) -> tuple[Mapping[str, Json], ...]:
        """Each way in which it can be known, and that it is not known yet."""
        record: dict[str, Json] = {"number": "44190019900101001X", "at": "2026-02-28T09:00:00+08:00"}
        ways = ("face", "code", *(("staff",) if self.later else ()))
        return tuple({self.id: {**record, "by": by, "verified": by != "staff"}} for by in ways)

    # --- moves ------------------------------------------------------------------------------------------------

    def _look(self, here: Here, tries: int) -> Move:
        if here.state.document is None:
            return self._other(here)
        look = fx.VerifyFace(operation=here.operation, document=here.state.document, timeout_s=LOOK_TIMEOUT_S)
        return here.stay(memory={"phase": "look", "tries": tries}, start=look)

    def _other(self, here: Here, because: str = "", tries: int | None = None) -> Move:
        count = here.counted("tries") if tries is None else tries
        memory: dict[str, Json] = {"phase": "other", "because": because or here.remembered("because"), "tries": count}
        pending = here.state.pending
        if pending is None:
            return here.stay(memory=memory)
        there = here.at(replace(here.state, pending=None))  # nobody is looked at after they asked for another way
        return there.stay(memory=memory, effects=(fx.StopOperation(pending),))

    def _verified_by(self, here: Here, by: str) -> Move:
        record: dict[str, Json] = {
            "verified": by != "staff",
            "by": by,
            "number": applicant(here.state.document).get("number", ""),
            "at": here.state.terminal.at.isoformat(),
        }
        tries = here.counted("tries")
        facts: dict[str, str | int | float | bool] = {"service": here.service.id, "by": by, "tries": tries}
        return here.done({self.id: record}, (RecordAudit(AuditKind.IDENTITY_CHECKED, facts),))

    # --- what is so -------------------------------------------------------------------------------------------

    def _may_look(self, here: Here) -> bool:
        """Whether the face may be looked at: its owner said so, to a step of this service."""
        asked = [step for step in here.service.steps if isinstance(step, Consent) and step.purpose == "face"]
        records = [here.answers.get(step.id) for step in asked]
        return any(isinstance(record, dict) and record.get("agreed") is True for record in records)

    def _face_again(self, here: Here) -> bool:
        unable = here.remembered("because")
        return here.phase == "other" and self._may_look(here) and not unable

    def _record(self, here: Here) -> dict[str, Json]:
        record = here.answers.get(self.id)
        return dict(record) if isinstance(record, dict) else {}

    def _verified(self, here: Here) -> bool:
        record = self._record(here)
        same = record.get("number") == applicant(here.state.document).get("number")
        return record.get("verified") is True and same

    # --- pages ------------------------------------------------------------------------------------------------

    def _page_of_ways(self, here: Seen) -> Page:
        match here.remembered("because"):
            case "thrice":
                title = here.say(identity.FACE_THRICE)
            case "declined":
                title = here.say(identity.FACE_DECLINED)
            case "":
                title = here.say(identity.FACE_OTHER_TITLE)
            case fault:
                title = here.say(cause(fault))
        return Page(
            title=title,
            hint=here.say(identity.FACE_OTHER_HINT),
            phase="other",
            body=NoticeBody(
                icon="info",
                tone="info",
                matter=_not_sure(here),
                ways_heading=here.say(failures.WAYS),
                ways=(*self._ways(here), *here.people()[:1]),
            ),
            actions=here.actions(awaited=here.say(identity.AWAIT_WAY)),
        )

    def _ways(self, here: Seen) -> tuple[Action, ...]:
        online = here.online
        by_code = Action(
            label=here.say(identity.WAY_CODE),
            detail=here.say(identity.WAY_CODE_DETAIL),
            act="way",
            arg="code",
            icon="sms",
            enabled=online,
            warning="" if online else here.say(identity.NOT_OFFLINE),
        )
        face = Action(
            label=here.say(identity.WAY_FACE),
            detail=here.say(identity.WAY_FACE_DETAIL),
            act="way",
            arg="face",
            icon="eye",
        )
        return (by_code, *((face,) if self._face_again(here) else ()), *self._staff(here))

    def _ways_beside(self, here: Seen) -> tuple[Action, ...]:
        return self._staff(here)

    def _staff(self, here: Seen) -> tuple[Action, ...]:
        if not self.later:
            return ()
        label, detail = here.say(identity.WAY_LATER), here.say(identity.WAY_LATER_DETAIL)
        return (Action(label=label, detail=detail, act="way", arg="later", icon="helper"),)


def _person(here: Seen) -> Action:
    return Action(
        label=here.say(failures.WAY_HELP), detail=here.say(identity.WAY_COUNTER_DETAIL), act="help", icon="helper"
    )


def _not_sure(here: Seen) -> Panel:
    title, line = here.say(identity.NOT_YET_SURE), here.say(identity.NOT_YET_SURE_LINE)
    return Panel(kind="wait", title=title, lines=(line,))
