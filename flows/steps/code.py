"""A one-time code to a telephone: sent by a command, asked about by a query. Pure; any thread.

What is known of it is kept in the step's memory under `CODE`, and in the run (`flows.steps.texted`): whoever goes back
and on again within the wait finds the page of the same message, and no other is sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from flows.masking import Mask, masked
from flows.model.effect import Command, Query, StartTimer
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
    WayChosen,
    WentBack,
)
from flows.model.screen import FormBody
from flows.model.values import Json
from flows.steps import texted
from flows.steps.here import Here, Seen
from flows.steps.step import Move, Page, primary_missing
from flows.steps.texted import DIGITS, FIELD, USUAL_MINUTES
from flows.words import answers, steps
from kiosk.core.ids import command_key
from kiosk.core.sensitive import Sensitive

CODE = FIELD  # in the step's memory, and the field on screen
TRIES = 3  # of one code, then the platform takes it no more

Ending = Literal["right", "unchecked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeStep:
    """The confirmation of one phone number. `step_id` is part of the keys; `must` says that it cannot be left out."""

    step_id: str
    phone: str
    must: bool

    def begin(self, here: Here) -> Move | Ending:
        """Send a code, or ask for the one just sent; leave it out without a network, where the service allows."""
        if not here.online:
            return self._without(here, here.state.terminal.network_fault or "NET-001")
        before = texted.last(here, self.phone)
        if texted.waits(here, before):
            return self.resume(here.at(self._with(here, _emptied(before)).state))
        return self._send(here, ordinal=here.operation.counter)

    def resume(self, here: Here) -> Move:
        """Go on where a crash or a failure interrupted: what was being sent is sent under the same key."""
        known = _known(here)
        if known.get("state") == "asked":
            return here.stay(effects=(texted.timer(here),))
        if known.get("state") == "checking":
            return self._with(here, {**known, "state": "asked"}, effects=(texted.timer(here),))
        return self._send(here, ordinal=texted.ordinal_of(here, known))

    def react(self, here: Here, event: Event) -> Move | Ending | None:
        """Answer an event while the code is sent, asked for or checked."""
        known = _known(here)
        match known.get("state"), event:
            case "sending", CommandDone(data=data):
                fresh = {
                    **_emptied(known),
                    "state": "asked",
                    "wrong": 0,
                    "minutes": texted.minutes(data.reveal()),
                    "told": "",
                    "again": False,
                }
                return self._with(here, fresh, effects=(texted.timer(here),), save=True)
            case "sending", CommandRefused(reason=reason, reason_en=reason_en):
                memory = {name: value for name, value in here.memory.items() if name != CODE}
                there = texted.forgotten(here, self.phone)  # nothing was sent: it may be tried again at once
                return there.stay(memory={**memory, "refused": reason, "refused_en": reason_en})
            case "checking", QueryAnswered(data=data):
                return self._judged(here, known, str(data.reveal().get("outcome", "")))
            case "checking", QueryRefused(reason=reason):
                return self._with(here, {**_emptied(known), "state": "asked", "told": "refused", "reason": reason})
            case (("sending" | "checking"), EffectFailed(fault=fault)):
                return self._without(here, fault)
            case _, WentBack():
                return here.stay(memory={name: value for name, value in here.memory.items() if name != CODE})
            case "asked", TimerExpired(timer="resend"):
                return self._with(here, {**known, "again": True})
            case "asked", WayChosen(way="resend") if not texted.waits(here, known):
                return self.begin(here)
            case "asked", FieldEdited(field="code", text=text):
                typed = texted.figures(text.reveal())
                told = known.get("told") if _used_up(known) else ""
                return self._with(here, {**known, "typed": typed, "told": told})
            case "asked", Continued() if len(_text(known, "typed")) == DIGITS and not _used_up(known):
                return self._check(here, known)
            case _:
                return None

    def page(self, here: Seen) -> Page:
        """Ask for the code, and say what is being done about it."""
        known = _known(here)
        state = known.get("state")
        minutes = known.get("minutes")
        hint = here.say(
            answers.CODE_HINT,
            phone=masked(Mask.PHONE, self.phone),
            minutes=minutes if isinstance(minutes, int) else USUAL_MINUTES,
        )
        typed = _text(known, "typed")
        if state in ("sending", "checking"):
            doing = here.say(answers.CODE_SENDING if state == "sending" else answers.CODE_CHECKING)
            actions = here.actions(awaited=doing)
        elif _used_up(known):
            actions = here.actions(primary_missing(here.say(answers.CODE_RESEND_FIRST)))
        elif len(typed) < DIGITS:
            missing = here.say(steps.DIGITS_SHORT, count=DIGITS - len(typed))
            actions = here.actions(primary_missing(missing if typed else here.say(answers.CODE_FIRST)))
        else:
            actions = here.actions(here.go_on())
        return Page(
            title=here.say(answers.CODE_TITLE),
            hint="" if state == "sending" else hint,
            phase=f"code.{known.get('round', 0)}",  # an emptied field is a new page: the old one owns its text
            body=FormBody(
                fields=(texted.field(here, answers.CODE_LABEL, typed, self._told(here, known)),),
                clear_label=here.say(steps.CLEAR),
                choices=() if state == "sending" else (texted.resend(here, known, "resend"),),
            ),
            actions=actions,
        )

    # --- inside -----------------------------------------------------------------------------------------------

    def _send(self, here: Here, *, ordinal: int) -> Move:
        command = Command(
            operation=here.operation,
            kind="send-code",
            key=command_key(here.state.session_id, f"{self.step_id}:code", ordinal),
            parameters=Sensitive({"phone": self.phone}),
        )
        return replace(self._with(here, {**_known(here), **texted.sending(here, ordinal)}), start=command)

    def _check(self, here: Here, known: Mapping[str, Json]) -> Move:
        query = Query(
            operation=here.operation,
            kind="check-code",
            parameters=Sensitive({"phone": self.phone, "code": _text(known, "typed")}),
        )
        return replace(self._with(here, {**known, "state": "checking", "told": ""}), start=query)

    def _judged(self, here: Here, known: Mapping[str, Json], outcome: str) -> Move | Ending:
        if outcome == "right":
            return "right"
        wrong = known.get("wrong")
        count = (wrong if isinstance(wrong, int) else 0) + 1
        told = outcome if outcome in ("late", "spent") else "wrong" if count < TRIES else "spent"
        return self._with(here, {**_emptied(known), "state": "asked", "wrong": count, "told": told})

    def _told(self, here: Here, known: Mapping[str, Json]) -> str:
        match known.get("told"):
            case "wrong":
                wrong = known.get("wrong")
                return here.say(answers.CODE_WRONG, count=TRIES - (wrong if isinstance(wrong, int) else 0))
            case "spent":
                return here.say(answers.CODE_SPENT)
            case "late":
                return here.say(answers.CODE_LATE)
            case "refused":
                return _text(known, "reason")
            case _:
                return ""

    def _without(self, here: Here, fault: str) -> Move | Ending:
        return here.fail(fault) if self.must else "unchecked"

    def _with(
        self, here: Here, known: texted.Known, *, effects: tuple[StartTimer, ...] = (), save: bool = False
    ) -> Move:
        there = texted.kept(here, self.phone, known)
        move = there.stay(memory={**here.memory, CODE: dict(known)}, effects=effects)
        return replace(move, save=save)


def under_way(here: Here) -> bool:
    """Whether a code is being sent, asked for or checked."""
    return isinstance(here.memory.get(CODE), dict)


def _known(here: Here) -> Mapping[str, Json]:
    known = here.memory.get(CODE)
    return known if isinstance(known, dict) else {}


def _emptied(known: Mapping[str, Json]) -> dict[str, Json]:
    rounds = known.get("round")
    return {**known, "typed": "", "round": (rounds if isinstance(rounds, int) else 0) + 1}


def _text(known: Mapping[str, Json], name: str) -> str:
    value = known.get(name)
    return value if isinstance(value, str) else ""


def _used_up(known: Mapping[str, Json]) -> bool:
    return known.get("told") in ("spent", "late")
