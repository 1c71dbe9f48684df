"""The matter goes on upon the resident's own phone: a code that works once and for a short while.

With `waits` the session here waits for what the phone sends and goes on with it; without, it ends here. After a crash
the link is asked about under the key that the draft holds: what the phone has sent already is not asked for twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from flows.expressions import Expression, Failed
from flows.model.effect import Command, Query, StartTimer
from flows.model.event import (
    CommandDone,
    CommandRefused,
    Continued,
    EffectFailed,
    Event,
    NetworkChanged,
    QueryAnswered,
    QueryRefused,
    TimerExpired,
    WayChosen,
)
from flows.model.screen import Action, Line, NoticeBody, ProgressBody, ScanBody
from flows.model.text import Text
from flows.model.values import Json
from flows.steps.here import Here, Seen
from flows.steps.step import Failure, Move, Page, Row, Step, Then
from flows.words import bars, failures, handing_over, steps
from kiosk.core.ids import command_key
from kiosk.core.sensitive import Sensitive

TIMER = "handoff"
POLL_S = 3
OPEN, ASK = "open-handoff", "handoff"  # docs/platform-api.yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Handoff(Step):
    """Opens the platform's page `page` for a phone, with `parameters`.

    With `waits` what the phone sends is `answers.<id>`; `without` is the way on for whoever has no phone, and leaves it
    empty. Without `waits` the step is the last one of its path.
    """

    called: ClassVar[Text] = handing_over.CALLED_HANDOFF

    title: Text
    hint: Text
    label: Text
    page_name: str
    parameters: Mapping[str, Expression] = field(default_factory=dict)
    waits: bool = True
    without: Text | None = None
    usual_s: int = 2
    example: Mapping[str, Any] = field(default_factory=dict)  # what the phone sends, for lint

    def enter(self, here: Here) -> Move:
        """Open a link: always a new one, because the last may have been used."""
        return self._open(here, command_key(here.state.session_id, self.id, here.state.counter))

    def resume(self, here: Here) -> Move:
        """Ask what became of the link that was shown; open it if nobody knows of it."""
        key = here.remembered("key")
        return self._open(here, key) if key else self.enter(here)

    def react(self, here: Here, event: Event) -> Move | None:
        """Follow the phone, or leave it to it."""
        match event:
            case CommandDone(data=data) if here.phase == "opening":
                return self._shown(here, data.reveal())
            case CommandRefused(reason=reason, reason_en=reason_en) if here.phase == "opening":
                return here.remember(phase="refused", reason=reason, reason_en=reason_en)
            case QueryAnswered(data=data) if here.phase == "open":
                return self._heard(here, data.reveal())
            case QueryRefused() | EffectFailed() if here.phase == "open":
                return self._still(here, here.remembered("state"), missed=True)
            case EffectFailed(fault=fault):
                return here.fail(fault)
            case TimerExpired(timer="handoff") if here.phase == "open" and self.waits and not here.waiting:
                question = Query(
                    operation=here.operation, kind=ASK, parameters=Sensitive({"handoff": here.remembered("key")})
                )
                return here.stay(start=question)
            case Continued() if here.phase == "open" and not self.waits:
                return here.stay(then=Then.FINISH)
            case Continued() if here.phase in ("gone", "refused"):
                return self.enter(here)
            case WayChosen(way="without") if self.without:
                return here.done({self.id: {}})
            case _:
                return None

    def react_fault(self, here: Here, event: Event) -> Move | None:
        """Try again, by itself when the network is back; or go on without a phone."""
        match event:
            case NetworkChanged(online=True):
                return self.resume(here.mended())
            case WayChosen(way="without") if self.without:
                return here.mended().done({self.id: {}})
            case _:
                return Step.react_fault(self, here, event)

    def page(self, here: Seen) -> Page:
        """Show the code and what will happen here."""
        match here.phase:
            case "open":
                return self._code(here)
            case "gone" | "refused":
                return self._over(here)
            case _:
                body = ProgressBody(
                    asking=here.say(handing_over.OPENING_ASKING), usual_s=self.usual_s, waited=here.say(steps.WAITED)
                )
                actions = here.actions(awaited=here.say(steps.ASKING_AWAITED))
                return Page(title=here.say(handing_over.OPENING), hint="", phase="opening", body=body, actions=actions)

    def failure(self, here: Seen) -> Failure:
        """No link could be made."""
        return Failure(
            matter=here.matter(), icon="nowifi", hint=here.say(failures.LATER_HINT), ways=self._ways(here, icon="next")
        )

    def over(self, here: Here) -> bool:
        """Whether the phone has taken over for good: nothing is left here to lose."""
        return not self.waits and here.phase == "open"

    def answered(self, here: Here) -> bool:
        """Whether the phone has sent something, or it was done without."""
        return self.id in here.answers

    def rows(self, here: Here) -> tuple[Row, ...]:
        """Whether something came from the phone."""
        if not self.waits or self.id not in here.answers:
            return ()
        came = handing_over.RECEIVED if here.answers[self.id] else handing_over.NOT_RECEIVED
        return (Row(step_id=self.id, label=self.label, value=here.say(came), change=steps.CHANGE),)

    def platform(self) -> bool:
        """Whether the service cannot do without it."""
        return self.without is None

    def samples(self) -> tuple[Mapping[str, Json], ...]:
        """What the phone sends, or nothing where one can do without."""
        if not self.waits:
            return ({},)
        sent: dict[str, Json] = {self.id: dict(self.example)}
        return (sent, {self.id: {}}) if self.without else (sent,)

    # --- inside -----------------------------------------------------------------------------------------------

    def _open(self, here: Here, key: str) -> Move:
        """Have a link made; under a known key it is the same link."""
        values = {name: here.evaluate(each) for name, each in self.parameters.items()}
        if any(isinstance(value, Failed) for value in values.values()):
            return here.fail("CNT-003")
        parameters: dict[str, Json] = {
            "handoff": key,
            "service": here.service.id,
            "page": self.page_name,
            "about": {name: value for name, value in values.items() if not isinstance(value, Failed)},
        }
        command = Command(operation=here.operation, kind=OPEN, key=key, parameters=Sensitive(parameters))
        return replace(here.stay(memory={"phase": "opening", "key": key}, start=command), save=True)

    def _shown(self, here: Here, data: Mapping[str, Json]) -> Move:
        link, valid_s = data.get("link"), data.get("valid_s")
        if not isinstance(link, str) or not link or not isinstance(valid_s, int) or valid_s <= 0:
            return here.fail("NET-004")
        memory: dict[str, Json] = {**here.memory, "phase": "open", "link": link, "valid_s": valid_s, "left_s": valid_s}
        return here.stay(memory=memory, effects=(self._later(here),) if self.waits else ())

    def _heard(self, here: Here, data: Mapping[str, Json]) -> Move:
        """Go on with what the phone sent; an unknown state is no answer."""
        state, sent = data.get("status"), data.get("result")
        match state:
            case "done" if isinstance(sent, dict):
                return replace(here.done({self.id: sent}), save=True)
            case "open" | "opened":
                return self._still(here, state, missed=False)
            case "expired":
                return here.remember(phase="gone")
            case _:
                return self._still(here, here.remembered("state"), missed=True)

    def _still(self, here: Here, state: str, *, missed: bool) -> Move:
        """Wait on, as long as the link can still be used."""
        left = here.counted("left_s") - POLL_S
        if left <= 0 and state != "opened":
            return here.remember(phase="gone")
        if left <= -here.counted("valid_s"):  # opened, and never finished
            return here.remember(phase="gone")
        memory: dict[str, Json] = {**here.memory, "state": state, "missed": missed, "left_s": left}
        return here.stay(memory=memory, effects=(self._later(here),))

    def _later(self, here: Here) -> StartTimer:
        return StartTimer(session_id=here.state.session_id, timer=TIMER, seconds=float(POLL_S))

    def _code(self, here: Seen) -> Page:
        if here.memory.get("missed"):
            state, mark = handing_over.NOT_HEARD, "attention"
        else:
            state, mark = (
                (handing_over.OPENED, "done")
                if here.remembered("state") == "opened"
                else (handing_over.WAITING, "wait")
            )
        if not self.waits:
            state, mark = handing_over.ENDS, "info"
        minutes = max(1, here.counted("valid_s") // 60)
        happens = handing_over.STAYS if self.waits else handing_over.ENDS_HERE
        primary = None if self.waits else here.go_on(bars.FINISH, "check")
        return Page(
            title=here.say(self.title),
            hint=here.say(self.hint),
            phase="open",
            body=ScanBody(
                qr=here.remembered("link"),
                caption=here.say(handing_over.CAPTION),
                state=Line(text=here.say(state), mark=mark),
                lines=(here.say(handing_over.HOLDS, minutes=minutes), here.say(happens)),
                ways=self._ways(here),
            ),
            actions=here.actions(primary, "" if primary else here.say(handing_over.AWAITED)),
        )

    def _over(self, here: Seen) -> Page:
        refused = here.phase == "refused"
        reason = (here.language == "en" and here.remembered("reason_en")) or here.remembered("reason")
        return Page(
            title=here.say(handing_over.REFUSED_TITLE if refused else handing_over.GONE_TITLE),
            hint=reason if refused else here.say(handing_over.GONE_HINT),
            phase=here.phase,
            body=NoticeBody(
                icon="phoneqr",
                tone="info" if refused else "attention",
                matter=here.matter(),
                ways_heading=here.say(failures.WAYS),
                ways=(*self._ways(here, icon="next"), *here.people()),
            ),
            actions=here.actions(here.go_on(handing_over.NEW_CODE, "redo")),
        )

    def _ways(self, here: Here, icon: str = "") -> tuple[Action, ...]:
        return (Action(label=here.say(self.without), act="way", arg="without", icon=icon),) if self.without else ()
