"""Asks the platform something and keeps the answer under a name. Shows who is asked and how long it usually takes.

With `show` the answer is a page: a list, one record in full, or kindly nothing (`flows.steps.finds`). With `cached` the
answer is about nobody: this terminal keeps it, and shows it with its age while the platform does not answer.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any, ClassVar, Literal

from flows.expressions import Expression, Failed
from flows.model.effect import Query as Ask
from flows.model.event import Continued, EffectFailed, Event, NetworkChanged, QueryAnswered, QueryRefused
from flows.model.screen import NoticeBody, Panel, ProgressBody
from flows.model.text import Text
from flows.model.values import Json, Language
from flows.steps import finds
from flows.steps.here import Here, Seen
from flows.steps.results import Show
from flows.steps.step import Failure, Move, Page, Step
from flows.words import bars, failures, steps
from kiosk.core.sensitive import Sensitive

OFFLINE_FAULT = "NET-001"
_SOME_DAY = datetime(2026, 11, 24, 9, 7, tzinfo=timezone(timedelta(hours=8)))  # of the sample paper
_PERSONAL = {"applicant", "answers", "reported"}  # what an expression may know of a person


@dataclass(frozen=True, slots=True, kw_only=True)
class Query(Step):
    """Asks for `ask` with `parameters`; the answer is `answers.<store>`.

    `offline` says what a missing platform means: ``stop`` for a service that cannot do without, ``skip`` for one that
    goes on provisionally. `refused` is the title when the platform says no, in place of its code.

    With `show` the step also answers `answers.<id>`: ``print``, whether paper was asked for, and with `show.print`
    ``paper``, the data of the bundled template ``query-result``.
    """

    called: ClassVar[Text] = steps.CALLED_QUERY
    counted: ClassVar[bool] = False

    ask: str
    store: str
    parameters: Mapping[str, Expression]
    who: Text
    usual_s: int
    offline: Literal["stop", "skip"] = "stop"
    refused: Text
    example: Mapping[str, Any] = field(default_factory=dict)  # an answer, for lint
    show: Show | None = None  # how the answer is shown; without it the service goes on at once
    cached: bool = False

    def __post_init__(self) -> None:
        """Refuse to keep what may be about a person. Raises ValueError."""
        personal = sorted({name for each in self.parameters.values() for name in each.names & _PERSONAL})
        if self.cached and personal:
            raise ValueError(f"an answer that depends on {', '.join(personal)} is never kept: cached must be false")

    def enter(self, here: Here) -> Move:
        """Ask, unless it is known that nobody can answer and one can go on without."""
        if not here.online and not self.cached:
            return self._without(here, here.state.terminal.network_fault or "NET-001")
        parameters = {name: here.evaluate(each) for name, each in self.parameters.items()}
        if any(isinstance(value, Failed) for value in parameters.values()):
            return here.fail("CNT-003")
        known = {name: value for name, value in parameters.items() if not isinstance(value, Failed)}
        ask = Ask(
            operation=here.operation,
            kind=self.ask,
            parameters=Sensitive(known),
            cached=self.cached,
            offline=not here.online,
        )
        return here.stay(memory={}, start=ask)

    def resume(self, here: Here) -> Move:
        """What was found and stood on the screen is not asked for again."""
        return here.stay() if finds.standing(here) else self.enter(here)

    def react(self, here: Here, event: Event) -> Move | None:
        """Keep the answer and go on."""
        match event:
            case QueryAnswered(data=data, kept_at=kept_at):
                return self._found(here, dict(data.reveal()), kept_at)
            case QueryRefused(reason=reason, reason_en=reason_en):
                return here.stay(memory={"phase": "refused", "reason": reason, "reason_en": reason_en})
            case EffectFailed(fault=fault):
                return self._without(here, fault)
            case Continued() if here.phase == "refused":
                return self.enter(here)
            case _ if self.show is not None and finds.standing(here):
                asked = {self._asked_name: self._question(here)}
                return finds.react(self.show, here, event, step_id=self.id, store=self.store, asked=asked)
            case _:
                return None

    def react_fault(self, here: Here, event: Event) -> Move | None:
        """Ask again by itself when the network is back."""
        match event:
            case NetworkChanged(online=True):
                return self.enter(here.mended())
            case _:
                return Step.react_fault(self, here, event)

    def page(self, here: Seen) -> Page:
        """Say who is asked, or what the answer was."""
        if here.phase == "refused":
            return self._no(here)
        if self.show is not None and finds.standing(here):
            return finds.page(self.show, here, self.who)
        return Page(
            title=here.say(steps.ASKING_TITLE, who=here.say(self.who)),
            hint="",
            body=ProgressBody(
                asking=here.say(steps.USUALLY, seconds=self.usual_s),
                usual_s=self.usual_s,
                waited=here.say(steps.WAITED),
                leave=here.say(steps.MAY_LEAVE),
            ),
            actions=here.actions(awaited=here.say(steps.ASKING_AWAITED)),
        )

    def failure(self, here: Seen) -> Failure:
        """The platform could not be asked."""
        hint = failures.OFFLINE_HINT if here.run.fault == OFFLINE_FAULT else failures.LATER_HINT
        return Failure(matter=here.matter(), icon="nowifi", hint=here.say(hint))

    def over(self, here: Here) -> bool:
        """Once the answer stands on the screen."""
        return finds.standing(here)

    def asked(self, here: Here) -> Text | None:
        """Whoever answered."""
        return self.who if self.answered(here) else None

    def answered(self, here: Here) -> bool:
        """Whether an answer is kept, to what would be asked now: not after an answer before it was changed."""
        return self.store in here.answers and here.answers.get(self._asked_name) == self._question(here)

    def platform(self) -> bool:
        """Whether the service cannot do without the platform: a kept answer stands in for it."""
        return self.offline == "stop" and not self.cached

    def mints(self) -> bool:
        """Paper of what was found needs a key to print once."""
        return self.show is not None and self.show.print

    def samples(self) -> tuple[Mapping[str, Json], ...]:
        """The stored answer, or none where one can go on without."""
        answered: dict[str, Json] = {self.store: dict(self.example)}
        if self.show is not None and self.show.print:
            paper = self.show.paper(self.show.records(self.example), self.who, _SOME_DAY, Language.ZH)
            printed: dict[str, Json] = {"print": True, "paper": paper}
            return ({**answered, self.id: printed}, {**answered, self.id: {**printed, "print": False}})
        if self.show is not None:
            answered[self.id] = {"print": False}
        return (answered, {}) if self.offline == "skip" else (answered,)

    def names(self) -> frozenset[str]:
        """With what was asked."""
        return Step.names(self) | {self._asked_name}

    def _found(self, here: Here, data: dict[str, Json], kept_at: datetime | None) -> Move:
        """Go on with the answer, or put it on the page first. It is no answer of the resident's before they go on."""
        if self.show is None:
            return here.done({self.store: data, self._asked_name: self._question(here)})
        return here.stay(memory={"phase": "list", "data": data, "kept_at": kept_at.isoformat() if kept_at else ""})

    @property
    def _asked_name(self) -> str:
        """Where it is kept what was asked; no expression can name it."""
        return f"{self.id}.asked"

    def _question(self, here: Here) -> str:
        """Return a digest of what is asked, or nothing where that cannot be said."""
        parameters = {name: here.evaluate(each) for name, each in self.parameters.items()}
        if any(isinstance(value, Failed) for value in parameters.values()):
            return ""
        return hashlib.sha256(json.dumps(parameters, sort_keys=True).encode()).hexdigest()

    def _without(self, here: Here, fault: str) -> Move:
        if self.offline == "skip":
            return Move(state=here.stay(memory={}).state, then=here.done().then)
        return here.fail(fault)

    def _no(self, here: Seen) -> Page:
        printing = here.service.head.section == "print"  # nothing is applied for
        return Page(
            title=here.say(self.refused),
            hint=(here.language == "en" and here.remembered("reason_en")) or here.remembered("reason"),
            phase="refused",
            body=NoticeBody(
                icon="info",
                tone="info",
                matter=Panel(
                    kind="info",
                    title=here.say(failures.MATTER_ASKED if printing else failures.MATTER_NOT_SENT),
                    lines=(here.say(steps.ASKED_ONLY, who=here.say(self.who)),),
                ),
                ways_heading=here.say(failures.WAYS),
                ways=here.people(),
            ),
            actions=here.actions(here.go_on(bars.RETRY, "redo")),
        )
