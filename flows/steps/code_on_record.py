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
)
from flows.model.screen import Action, Field, FormBody, NoticeBody, Panel, ProgressBody
from flows.model.values import Json
from flows.steps.here import Here, Seen, applicant
from flows.steps.step import Move, Page, primary_missing
from flows.words import failures, identity, steps
from kiosk.core.ids import command_key
from kiosk.core.sensitive import Sensitive

PHASES = ("sending", "code", "checking", "unsent")
DIGITS = 6
FIELD = "code"
_KEPT = ("because", "tries", "sent", "phone", "minutes")  # what the step remembers from phase to phase


def send(here: Here, step_id: str) -> Move:
    """Have a code sent. Each is a command of its own; one that nobody answered is sent again under its own key."""
    unknown = here.phase == "sending"  # interrupted: whether it was done, the same key finds out
    ordinal = here.counted("sent") + (0 if unknown else 1)
    command = Command(
        operation=here.operation,
        kind="send-code-on-record",
        key=command_key(here.state.session_id, step_id, ordinal),
        parameters=Sensitive(_person(here)),
    )
    return here.stay(memory={**_kept(here), "phase": "sending", "sent": ordinal}, start=command)


def resume(here: Here) -> Move:
    """Come back after a crash to where the figures are written; what was being sent is offered again."""
    if here.phase in ("code", "checking"):
        return here.remember(phase="code")
    return here.remember(phase="unsent", why="NET-002", again=True) if here.phase == "sending" else here.stay()


def right(event: Event) -> bool:
    """Whether the platform says that the code is right."""
    return isinstance(event, QueryAnswered) and event.data.reveal().get("outcome") == "right"


def react(here: Here, event: Event, step_id: str) -> Move | None:
    """Answer what comes of sending and checking, and the figures as they are written."""
    match here.phase, event:
        case "sending", CommandDone(data=data):
            said = data.reveal()
            phone, valid_s = said.get("phone"), said.get("valid_s")
            minutes = max(1, valid_s // 60) if isinstance(valid_s, int) else 5
            memory: dict[str, Json] = {"phase": "code", "phone": str(phone or ""), "minutes": minutes, "typed": {}}
            return replace(here.stay(memory={**_kept(here), **memory}), save=True)  # what was sent is not sent twice
        case "sending", CommandRefused(reason=reason, reason_en=reason_en):
            return here.stay(memory={**_kept(here), "phase": "unsent", "reason": reason, "reason_en": reason_en})
        case "sending", EffectFailed(fault=fault):
            return here.stay(memory={**_kept(here), "phase": "unsent", "why": fault, "again": True})
        case "unsent", Continued() if here.memory.get("again") is True:
            return send(here.at(here.remember(phase="sending").state), step_id)
        case "code", Continued() if here.remembered("wrong") in _OVER:
            return send(here, step_id)
        case "code", FieldEdited(field=name, text=text) if name == FIELD and here.remembered("wrong") not in _OVER:
            figures = "".join(char for char in text.reveal() if char in "0123456789")[:DIGITS]
            return here.remember(typed={FIELD: figures}, wrong="")
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
    resend = Action(label=here.say(identity.WAY_RESEND), act="way", arg="code", icon="redo")
    return Page(
        title=here.say(identity.CODE_TITLE),
        hint=here.say(identity.CODE_HINT, phone=here.remembered("phone"), minutes=here.counted("minutes")),
        phase="code",
        body=FormBody(
            fields=(
                Field(
                    name=FIELD,
                    label=here.say(identity.CODE_LABEL),
                    text=typed,
                    entry="digits",
                    error=error,
                    max_length=DIGITS,
                    group="3",
                ),
            ),
            clear_label=here.say(steps.CLEAR),
            choices=() if typed or wrong else (resend,),
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


def _typed(here: Here) -> str:
    typed = here.memory.get("typed")
    value = typed.get(FIELD) if isinstance(typed, dict) else None
    return value if isinstance(value, str) else ""


def _kept(here: Here) -> dict[str, Json]:
    return {key: here.memory[key] for key in _KEPT if key in here.memory}
