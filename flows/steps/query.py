"""Asks the platform something and keeps the answer under a name. Shows who is asked and how long it usually takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from flows.expressions import Expression, Failed
from flows.model.effect import Query as Ask
from flows.model.event import Continued, EffectFailed, Event, NetworkChanged, QueryAnswered, QueryRefused
from flows.model.screen import NoticeBody, Panel, ProgressBody
from flows.model.text import Text
from flows.model.values import Json
from flows.steps.here import Here, Seen
from flows.steps.step import Failure, Move, Page, Step
from flows.words import bars, failures, steps
from kiosk.core.sensitive import Sensitive

OFFLINE_FAULT = "NET-001"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query(Step):
    """Asks for `ask` with `parameters`; the answer is `answers.<store>`.

    `offline` says what a missing platform means: ``stop`` for a service that cannot do without, ``skip`` for one that
    goes on provisionally. `refused` is the title when the platform says no, in place of its code.
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

    def enter(self, here: Here) -> Move:
        """Ask, unless it is known that nobody can answer and one can go on without."""
        if not here.online:
            return self._without(here, here.state.terminal.network_fault or "NET-001")
        parameters = {name: here.evaluate(each) for name, each in self.parameters.items()}
        if any(isinstance(value, Failed) for value in parameters.values()):
            return here.fail("CNT-003")
        known = {name: value for name, value in parameters.items() if not isinstance(value, Failed)}
        return here.stay(memory={}, start=Ask(operation=here.operation, kind=self.ask, parameters=Sensitive(known)))

    def react(self, here: Here, event: Event) -> Move | None:
        """Keep the answer and go on."""
        match event:
            case QueryAnswered(data=data):
                return here.done({self.store: dict(data.reveal())})
            case QueryRefused(reason=reason, reason_en=reason_en):
                return here.stay(memory={"phase": "refused", "reason": reason, "reason_en": reason_en})
            case EffectFailed(fault=fault):
                return self._without(here, fault)
            case Continued() if here.phase == "refused":
                return self.enter(here)
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

    def asked(self, here: Here) -> Text | None:
        """Whoever answered."""
        return self.who if self.answered(here) else None

    def answered(self, here: Here) -> bool:
        """Whether an answer is kept."""
        return self.store in here.answers

    def platform(self) -> bool:
        """Whether the service cannot do without the answer."""
        return self.offline == "stop"

    def samples(self) -> tuple[Mapping[str, Json], ...]:
        """The stored answer, or none where one can go on without."""
        answered: dict[str, Json] = {self.store: dict(self.example)}
        return (answered, {}) if self.offline == "skip" else (answered,)

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
