"""Before the first step: is everything that the service needs in order? Found before anything is filled in.

Stands in no service file; every service begins with it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from flows.availability import cause, first_obstacle
from flows.model.effect import CheckDevices
from flows.model.event import Continued, DevicesChecked, EffectFailed, Event, WayChosen
from flows.model.screen import Panel, ProgressBody
from flows.model.text import Text
from flows.steps.here import Here, Seen
from flows.steps.step import Failure, Move, Page, Step
from flows.words import failures, steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Start(Step):
    """Asks the devices afresh."""

    called: ClassVar[Text] = steps.CALLED_START
    counted: ClassVar[bool] = False

    def enter(self, here: Here) -> Move:
        """Check the devices that the service's steps name; without any, go on at once."""
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
            case EffectFailed(fault=fault):
                return here.fail(fault)
            case _:
                return None

    def react_fault(self, here: Here, event: Event) -> Move | None:
        """Go on without what is not essential; check again otherwise."""
        obstacle = first_obstacle(here.service, here.state.terminal)
        match event:
            case Continued() | WayChosen(way="go_on") if obstacle and not obstacle.required:
                return here.mended().done()
            case Continued() | WayChosen(way="retry"):
                terminal = replace(here.state.terminal, store_fault="")  # whether it still fails, the next try tells
                return self.enter(here.at(replace(here.state, terminal=terminal)).mended())
            case _:
                return None

    def page(self, here: Seen) -> Page:
        """Say what is being looked at."""
        return Page(
            title=here.say(steps.STARTING),
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

    def _judged(self, here: Here) -> Move:
        obstacle = first_obstacle(here.service, here.state.terminal)
        return here.fail(obstacle.fault) if obstacle else here.done()


def cannot_keep(here: Seen, line: Text) -> Failure:
    """Say that this terminal can take no application now, and what it still can do. `line` is what was done so far."""
    return Failure(
        title=here.say(failures.CANNOT_KEEP_TITLE),
        hint=here.say(failures.CANNOT_KEEP_HINT, cause=here.say(cause(here.run.fault))),
        matter=Panel(kind="info", title=here.say(failures.MATTER_NOT_BEGUN), lines=(here.say(line),)),
    )


START = Start(id="")
