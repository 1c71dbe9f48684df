"""Before the first step: is everything that the service needs in order? Found before anything is filled in.

Stands in no service file; every service begins with it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from flows.availability import cause, first_obstacle
from flows.hours import is_open
from flows.model.effect import CheckDevices, Query
from flows.model.event import (
    Continued,
    DevicesChecked,
    EffectFailed,
    Event,
    QueryAnswered,
    QueryRefused,
    WayChosen,
    WentBack,
)
from flows.model.screen import NoticeBody, Panel, ProgressBody
from flows.model.text import Text
from flows.opening import closed, heard
from flows.steps.here import Here, Seen
from flows.steps.step import Failure, Move, Page, Step, Then
from flows.words import failures, hours, steps
from kiosk.core.sensitive import Sensitive


@dataclass(frozen=True, slots=True, kw_only=True)
class Start(Step):
    """Asks the devices afresh."""

    called: ClassVar[Text] = steps.CALLED_START
    counted: ClassVar[bool] = False

    def enter(self, here: Here) -> Move:
        """Look at the hours, then at the devices that the service's steps name; without any, go on at once."""
        if not is_open(here.service.head.hours, here.state.terminal.at):
            return here.stay(memory={"phase": "closed"})
        kinds = tuple(
            dict.fromkeys(kind for step in here.service.steps for need in step.needs() for kind in need.any_of)
        )
        if not kinds:
            return self._judged(here)
        return here.stay(start=CheckDevices(operation=here.operation, kinds=kinds))

    def react(self, here: Here, event: Event) -> Move | None:
        """Go on when nothing stands in the way."""
        match event:
            case DevicesChecked():
                return self._judged(here)
            case QueryAnswered(data=data) if here.phase == "quota":
                quotas = heard(here.state.terminal, here.service, data.reveal())
                terminal = replace(here.state.terminal, quotas=quotas)
                return self._opened(here.at(replace(here.state, terminal=terminal)))
            case QueryRefused() | EffectFailed() if here.phase == "quota":
                return here.done()  # whether there is one left is seen when it is handed in
            case Continued() | WentBack() if here.phase == "closed":
                return here.stay(then=Then.HOME)
            case EffectFailed(fault=fault):
                return here.fail(fault)
            case _:
                return None

    def react_fault(self, here: Here, event: Event) -> Move | None:
        """Go on without what is not essential; check again otherwise."""
        obstacle = first_obstacle(here.service, here.state.terminal)
        match event:
            case Continued() | WayChosen(way="go_on") if obstacle and not obstacle.required:
                return self._asked(here.mended())
            case Continued() | WayChosen(way="retry"):
                terminal = replace(here.state.terminal, store_fault="")  # whether it still fails, the next try tells
                return self.enter(here.at(replace(here.state, terminal=terminal)).mended())
            case _:
                return None

    def page(self, here: Seen) -> Page:
        """Say what is being looked at, or that it is not the time."""
        shut = closed(here.service, here.state.terminal)
        if here.phase == "closed" and shut:
            return self._shut(here, title=here.say(shut.title()), hint=here.say(shut.hint(here.state.terminal.at)))
        if here.phase == "closed":
            return self._shut(here, title=here.say(hours.OPEN_AGAIN), hint="")
        return Page(
            title=here.say(hours.ASKING_TITLE if here.phase == "quota" else steps.STARTING),
            hint="",
            body=ProgressBody(asking=here.say(steps.STARTING_ASKING), usual_s=2, waited=here.say(steps.WAITED)),
            actions=here.actions(awaited=here.say(steps.STARTING_AWAITED)),
        )

    def failure(self, here: Seen) -> Failure:
        """Say what is missing and whether one can go on without it."""
        obstacle = first_obstacle(here.service, here.state.terminal)
        if obstacle is None:
            return Failure(matter=here.matter())
        if obstacle.store:
            return cannot_keep(here, failures.MATTER_NOT_BEGUN_LINE)
        reason = here.say(obstacle.cause)
        if obstacle.offline:
            return Failure(matter=here.matter(), hint=here.say(failures.OFFLINE_HINT), icon="nowifi")
        if not obstacle.printer:
            return Failure(matter=here.matter(), hint=here.say(failures.DEVICE_HINT), icon="idcard")
        hint = failures.BEFORE_PRINTER_NEEDED if obstacle.required else failures.BEFORE_PRINTER_HINT
        return Failure(
            title=here.say(failures.BEFORE_PRINTER_TITLE),
            hint=here.say(hint, cause=reason),
            matter=here.matter(),
            icon="printer",
            primary=None if obstacle.required else here.go_on(failures.BEFORE_PRINTER_GO),
        )

    def _shut(self, here: Seen, *, title: str, hint: str) -> Page:
        panel = Panel(
            kind="info",
            title=here.say(failures.MATTER_NOT_BEGUN),
            lines=(here.say(failures.MATTER_NOT_BEGUN_LINE),),
        )
        return Page(
            title=title,
            hint=hint,
            phase="closed",
            body=NoticeBody(
                icon="clock", tone="info", matter=panel, ways_heading=here.say(failures.WAYS), ways=here.people()
            ),
            actions=here.actions(here.go_on(hours.OTHER)),
        )

    def _judged(self, here: Here) -> Move:
        obstacle = first_obstacle(here.service, here.state.terminal)
        if obstacle:
            return here.fail(obstacle.fault)
        return self._asked(here)

    def _asked(self, here: Here) -> Move:
        """Ask what is left of the quota, where there is one and somebody to ask."""
        if not (here.service.head.quota and here.online):
            return here.done()
        question = Query(operation=here.operation, kind="quota", parameters=Sensitive({"service": here.service.id}))
        return here.stay(memory={"phase": "quota"}, start=question)

    def _opened(self, here: Here) -> Move:
        return here.stay(memory={"phase": "closed"}) if closed(here.service, here.state.terminal) else here.done()


def cannot_keep(here: Seen, line: Text) -> Failure:
    """Say that this terminal can take no application now, and what it still can do. `line` is what was done so far."""
    return Failure(
        title=here.say(failures.CANNOT_KEEP_TITLE),
        hint=here.say(failures.CANNOT_KEEP_HINT, cause=here.say(cause(here.run.fault))),
        matter=Panel(kind="info", title=here.say(failures.MATTER_NOT_BEGUN), lines=(here.say(line),)),
    )


START = Start(id="")
