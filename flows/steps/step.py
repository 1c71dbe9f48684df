"""What every kind of step is: data with pure methods. Any thread.

A step sees where the resident stands (`Here`) and answers with a `Move`. It never changes the session around it:
idle time, sheets, help, language, back and the end belong to `flows.runner`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, ClassVar

from flows.expressions import Expression
from flows.masking import Mask
from flows.model.effect import Effect
from flows.model.event import Continued, Event, WayChosen
from flows.model.screen import Action, Actions, Body, NumberCard, Panel
from flows.model.text import NOTHING, Text
from flows.model.values import Json, State
from kiosk.core.devices import DeviceKind

if TYPE_CHECKING:
    from flows.steps.here import Here, Seen


class Then(Enum):
    """What happens to the step after a move."""

    STAY = "stay"
    ON = "on"  # the step is answered: the next one
    TO_CHECK = "to_check"  # back to "check your answers", to mend something
    HOME = "home"  # out of the service, with nothing personal held; the session goes on
    FINISH = "finish"  # the session is over


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What a step makes of an event. `start` is an effect that answers under `Here.operation`.

    With `save` the draft is saved even though the step goes on: something was done that must not be done twice.
    """

    state: State
    then: Then = Then.STAY
    start: Effect | None = None
    save: bool = False
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A way on: to the step `to`, or to the end when it is ``end``, if `when` holds."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    to: str
    when: Expression | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Devices of which one must be usable; with `required` false the service can go on without."""

    any_of: tuple[DeviceKind, ...]
    required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One answer for "check your answers"."""

    step_id: str  # where it is changed; ``step/part`` for one page of a step
    label: Text
    value: str
    mask: Mask = Mask.NONE
    source: Text | None = None  # 来自身份证: not to be changed here
    change: Text | None = None  # 更改, 重拍, 重签
    change_icon: str = "pen"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """A paper or card that was given, for the receipt: `form` is how (拍照, 读卡)."""

    name: Text
    form: Text
    pages: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a step shows between the bars; `flows.views` puts the frame around it."""

    title: str
    hint: str
    body: Body
    actions: Actions
    phase: str = ""  # a new phase is a new page


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What a step says of a fault: the second and third of the three sentences. The first is the fault's own."""

    matter: Panel
    hint: str = ""
    title: str = ""  # in place of the fault's own sentence
    icon: str = "warn"
    tone: str = "attention"
    ways: tuple[Action, ...] = ()
    ways_heading: str = ""
    card: NumberCard | None = None
    primary: Action | None = None  # 再试一次 when absent
    back: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a service. Subclasses are the kinds; their fields are the keys of the service file."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}
    counted: ClassVar[bool] = True  # asks something of the resident: counts in 第 3 步，共 8 步, and 返回 stops here
    settles: ClassVar[bool] = False  # once it has begun there is no going back

    called: ClassVar[Text] = NOTHING  # what the kind of step is called on a paper, for 办不成事

    id: str
    next: tuple[Branch, ...] = ()

    def enter(self, here: Here) -> Move:
        """Begin the step."""
        return here.stay()

    def resume(self, here: Here) -> Move:
        """Begin again where a fault, or the loss of the session, interrupted it. What is done is not done twice."""
        return self.enter(here)

    def react(self, here: Here, event: Event) -> Move | None:  # noqa: ARG002
        """Answer an event; None when it means nothing here."""
        return None

    def react_fault(self, here: Here, event: Event) -> Move | None:
        """Answer an event while the failure page stands."""
        match event:
            case Continued() | WayChosen(way="retry"):
                return self.resume(here.mended())
            case _:
                return None

    def page(self, here: Seen) -> Page:
        """Return what to show."""
        raise NotImplementedError

    def failure(self, here: Seen) -> Failure:
        """Return what a fault at this step means for the resident's matter."""
        return Failure(matter=here.matter())

    def asked(self, here: Here) -> Text | None:  # noqa: ARG002
        """Return who was asked about the person by this step, and answered; None for nobody."""
        return None

    def parties(self, here: Here) -> Mapping[str, Json]:  # noqa: ARG002
        """Return ``applicant`` and ``agent`` where this step's answer says that somebody acts for another."""
        return {}

    def evidence(self, here: Here) -> dict[str, Json]:  # noqa: ARG002
        """Return what goes with the submission whatever its service lists; empty for nothing."""
        return {}

    def answered(self, here: Here) -> bool:  # noqa: ARG002
        """Whether nothing more is to be asked here, after something else was changed."""
        return True

    def asks(self, here: Here) -> bool:  # noqa: ARG002
        """Whether the step asks anything under the answers so far: what does not is not counted, nor gone back to."""
        return True

    def rows(self, here: Here) -> tuple[Row, ...]:  # noqa: ARG002
        """Return what "check your answers" shows of this step."""
        return ()

    def over(self, here: Here) -> bool:  # noqa: ARG002
        """Whether what was to be done or seen at this step is done: 结束 need not ask whether it is meant."""
        return False

    def leaving(self, here: Here) -> tuple[Effect, ...]:  # noqa: ARG002
        """Return what is to be done when the resident leaves the service from here and does not come back."""
        return ()

    def leaving_line(self, here: Seen) -> str:  # noqa: ARG002
        """Return what becomes, after that, of what is not erased with the answers; empty for nothing to say."""
        return ""

    def handed_in(self, here: Here) -> tuple[HandedIn, ...]:  # noqa: ARG002
        """Return the papers that the resident gave at this step, for the receipt."""
        return ()

    def needs(self) -> tuple[Need, ...]:
        """Return the devices without which the step is not worth beginning the service."""
        return ()

    def platform(self) -> bool:
        """Whether the step cannot be done without the platform."""
        return False

    def keeps(self) -> bool:
        """Whether the step cannot be done unless this terminal can keep what it hands in."""
        return False

    def mints(self) -> bool:
        """Whether the step mints the key under which what follows is sent or printed once."""
        return False

    def samples(self) -> tuple[Mapping[str, Json], ...]:
        """Return examples of every shape that this step's answers can take, the usual first; for lint."""
        return ({},)

    def within(self) -> tuple[Mapping[str, Json], ...]:
        """Return what expressions under the step's key `fields` see of the step itself, every shape; for lint."""
        return self.samples()

    def names(self) -> frozenset[str]:
        """Return the names under which this step's answers are kept, and those of the one at hand of several."""
        return frozenset(name for shape in (*self.samples(), *self.within()) for name in shape)


def lines_of(text: str) -> tuple[str, ...]:
    """Return a wording's lines, broken by meaning."""
    return tuple(line for line in text.split("\n") if line)


def primary_missing(label: str) -> Action:
    """Return the primary button while an answer is missing: its label says which."""
    return Action(label=label, act="continue", enabled=False)


def with_run(state: State, **changes: object) -> State:
    """Return the state with its run changed; without a run, the state itself."""
    return replace(state, run=replace(state.run, **changes)) if state.run else state  # type: ignore[arg-type]
