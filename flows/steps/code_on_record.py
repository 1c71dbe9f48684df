"""A one-time code to the phone that the platform has on record of whoever stands here: send it, take it, check it.

The number is the platform's, never typed here: a code to a phone that somebody names proves nothing. Pure; any thread.
Phases in the memory of the step: ``sending``, ``code``, ``checking``, ``unsent``.
"""

from __future__ import annotations

from dataclasses import replace

from flows.availability import cause
from flows.model.effect import Command, Query
from flows.model.event import (
    CommandDone,
    CommandRefused,
    Continued,
    EffectFailed,
    Event,
    FieldEdited,
    QueryAnswered,
    QueryRefused,
    TimerExpired,
)
from flows.model.screen import Action, FormBody, NoticeBody, Panel, ProgressBody
from flows.model.values import Json
from flows.steps import texted
from flows.steps.here import Here, Seen, applicant
from flows.steps.step import Move, Page, primary_missing
from flows.steps.texted import DIGITS, FIELD
from flows.words import failures, identity, steps
from kiosk.core.ids import command_key
from kiosk.core.sensitive import Sensitive

PHASES = ("sending", "code", "checking", "unsent")
_KEPT = ("because", "tries")  # what the step remembers from phase to phase


def send(here: Here, step_id: str) -> Move:
    """Have a code sent, or ask for the one just sent: no other goes out before the wait is over."""
    before = texted.last(here, _whom(here))
    early = texted.waits(here, before)
    if early and before.get("state") == "asked":
        return here.stay(memory={**_kept(here), "phase": "code", "typed": {}}, effects=(texted.timer(here),))
    ordinal = texted.ordinal_of(here, before if early else {})  # whether it was done, the same key finds out
    here = texted.kept(here, _whom(here), texted.sending(here, ordinal))
    command = Command(
        operation=here.operation,
        kind="send-code-on-record",
        key=command_key(here.state.session_id, step_id, ordinal),
        parameters=Sensitive(_person(here)),
    )
    return here.stay(memory={**_kept(here), "phase": "sending"}, start=command)


def resume(here: Here) -> Move:
    """Come back after a crash to where the figures are written; what was being sent is offered again."""
    if here.phase in ("code", "checking"):
        move = here.remember(phase="code")
        return replace(move, effects=(texted.timer(here),))
    return here.remember(phase="unsent", why="NET-002", again=True) if here.phase == "sending" else here.stay()


def right(event: Event) -> bool:
    """Whether the platform says that the code is right."""
    return isinstance(event, QueryAnswered) and event.data.reveal().get("outcome") == "right"


def react(here: Here, event: Event, step_id: str) -> Move | None:
    """Answer what comes of sending and checking, and the figures as they are written."""
    match here.phase, event:
        case "sending", CommandDone(data=data):
            said = data.reveal()
            whom, phone = _whom(here), str(said.get("phone") or "")
            sent: dict[str, Json] = {
                **texted.last(here, whom),
                "state": "asked",
                "phone": phone,
                "minutes": texted.minutes(said),
            }
            here = texted.kept(here, whom, sent)
            memory: dict[str, Json] = {**_kept(here), "phase": "code", "typed": {}}
            move = here.stay(memory=memory, effects=(texted.timer(here),))
            return replace(move, save=True)  # what was sent is not sent twice
        case "sending", CommandRefused(reason=reason, reason_en=reason_en):
            here = texted.forgotten(here, _whom(here))  # nothing was sent: it may be tried again at once
            return here.stay(memory={**_kept(here), "phase": "unsent", "reason": reason, "reason_en": reason_en})
        case "sending", EffectFailed(fault=fault):
            return here.stay(memory={**_kept(here), "phase": "unsent", "why": fault, "again": True})
        case "unsent", Continued() if here.memory.get("again") is True:
            return send(here, step_id)
        case _, TimerExpired(timer=texted.RESEND):
            known = texted.last(here, _whom(here))
            return texted.kept(here, _whom(here), {**known, "again": True}).stay() if known else None
        case "code", Continued() if here.remembered("wrong") in _OVER:
            return send(texted.forgotten(here, _whom(here)), step_id)  # the one before is void: no need to wait
        case "code", FieldEdited(field=name, text=text) if name == FIELD and here.remembered("wrong") not in _OVER:
            return here.remember(typed={FIELD: texted.figures(text.reveal())}, wrong="")
        case "code", Continued() if len(_typed(here)) == DIGITS:
            asked = {**_person(here), "code": _typed(here)}
            query = Query(operation=here.operation, kind="check-code-on-record", parameters=Sensitive(asked))
            move = here.remember(phase="checking", wrong="")
            return Move(state=move.state, start=query)
        case "checking", QueryAnswered(data=data):
            outcome = str(data.reveal().get("outcome"))
            return here.remember(phase="code", wrong=outcome if outcome in _WRONG else "late", typed={})
        case "checking", QueryRefused():
            return here.remember(phase="code", wrong="late", typed={})
        case "checking", EffectFailed(fault=fault):
            return here.remember(phase="code", wrong=fault)
        case _:
            return None


_OVER = ("late", "spent")  # a new one is needed
_WRONG = {"wrong": identity.CODE_WRONG, "late": identity.CODE_LATE, "spent": identity.CODE_SPENT}


def page(here: Seen, ways: tuple[Action, ...]) -> Page:
    """Show what is being sent or checked, or ask for the figures; `ways` stand beside what did not work."""
    match here.phase:
        case "code":
            return _page_of_figures(here)
        case "unsent":
            return _page_unsent(here, ways)
        case _:
            sending = here.phase == "sending"
            return Page(
                title=here.say(identity.CODE_SENDING_TITLE if sending else identity.CODE_CHECKING_TITLE),
                hint="",
                phase=here.phase,
                body=ProgressBody(asking=here.say(identity.CODE_ASKING), usual_s=2, waited=here.say(steps.WAITED)),
                actions=here.actions(awaited=here.say(identity.AWAIT_PLATFORM)),
            )


def _page_of_figures(here: Seen) -> Page:
    typed, wrong = _typed(here), here.remembered("wrong")
    error = here.say(_WRONG.get(wrong) or cause(wrong)) if wrong else ""
    missing = here.say(steps.DIGITS_SHORT, count=DIGITS - len(typed))
    over = wrong in _OVER
    known = texted.last(here, _whom(here))
    phone, minutes = known.get("phone"), known.get("minutes")
    return Page(
        title=here.say(identity.CODE_TITLE),
        hint=here.say(
            identity.CODE_HINT, phone=str(phone), minutes=minutes if isinstance(minutes, int) else texted.USUAL_MINUTES
        ),
        phase="code",
        body=FormBody(
            fields=(texted.field(here, identity.CODE_LABEL, typed, error),),
            clear_label=here.say(steps.CLEAR),
            choices=() if typed or wrong else (texted.resend(here, known, "code"),),
        ),
        actions=here.actions(
            here.go_on(identity.CODE_RESEND, "redo")
            if over
            else here.go_on()
            if len(typed) == DIGITS
            else primary_missing(missing)
        ),
    )


def _page_unsent(here: Seen, ways: tuple[Action, ...]) -> Page:
    """Three sentences: it was not sent and why, that nothing is lost, what else can be done."""
    reason = here.remembered("reason_en") if here.language == "en" else ""
    why = reason or here.remembered("reason") or here.say(cause(here.remembered("why")))
    title, line = here.say(identity.NOT_YET_SURE), here.say(identity.NOT_YET_SURE_LINE)
    again = here.memory.get("again") is True
    return Page(
        title=here.say(identity.CODE_UNSENT),
        hint=why,
        phase="unsent",
        body=NoticeBody(
            icon="sms",
            tone="attention",
            matter=Panel(kind="wait", title=title, lines=(line,)),
            ways_heading=here.say(failures.WAYS),
            ways=(*ways, *here.people()),
            fault_line=here.say(failures.FAULT_LINE, fault=here.remembered("why")) if here.remembered("why") else "",
        ),
        actions=here.actions(here.go_on(identity.CODE_RESEND, "redo") if again else None, here.say(identity.AWAIT_WAY)),
    )


def _person(here: Here) -> dict[str, Json]:
    person = applicant(here.state.document)
    return {"name": person.get("name", ""), "number": person.get("number", "")}


def _whom(here: Here) -> str:
    """Return whose phone it is: the number of the phone is not known here."""
    return f"on record: {applicant(here.state.document).get('number', '')}"


def _typed(here: Here) -> str:
    typed = here.memory.get("typed")
    value = typed.get(FIELD) if isinstance(typed, dict) else None
    return value if isinstance(value, str) else ""


def _kept(here: Here) -> dict[str, Json]:
    return {key: here.memory[key] for key in _KEPT if key in here.memory}
