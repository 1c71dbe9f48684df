"""A service as data: what it is, whom it is for, and the graph of its steps. Frozen values; any thread.

Parsed from a service file by `flows.spec`, checked by `flows.lint`. Adding a service adds no Python.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from flows.hours import Opening
from flows.model.text import Text
from flows.model.values import ServiceRef
from flows.steps.step import Need, Step

CHECKED: dict[str, str] = {"extra": "forbid"}  # pydantic's settings for the dataclasses of a service file


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A paper or card that the resident needs."""

    __pydantic_config__: ClassVar[dict[str, str]] = CHECKED

    name: Text
    required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What must be stated before anybody begins."""

    __pydantic_config__: ClassVar[dict[str, str]] = CHECKED

    who: Text
    materials: tuple[Material, ...]
    fee: Text
    limit: Text
    basis: Text
    result: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Everything of a service but its steps."""

    __pydantic_config__: ClassVar[dict[str, str]] = CHECKED

    id: str
    department: str  # an id of flows/reference/departments.json
    section: Literal["apply", "print", "report"]
    kind: Literal["query", "print", "apply", "book", "pay", "certify", "report"] = "apply"
    icon: str
    title: Text
    detail: Text  # how long it takes, on home
    common: int = 0  # its place under 大家在这里常办; 0: not there
    codes: tuple[str, ...] = ()  # its numbers in other catalogues: opaque, never taken apart
    aliases: tuple[Text, ...] = ()  # other names of the same item
    keywords: tuple[str, ...] = ()  # what people say when they mean it
    audience: tuple[Literal["resident", "outsider", "company"], ...] = ("resident",)
    life_events: tuple[str, ...] = ()  # ids of flows/reference/life-events.json
    offline: Literal["queue", "cache", "online"] = "online"  # kept and sent later; answered from before; not at all
    hours: tuple[Opening, ...] = ()  # when it can be begun; empty: at any time
    quota: bool = False  # the platform is asked at the start how many are left today
    example: bool = False  # no public source confirms that this item is offered like this
    about: About


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One service at one exact content."""

    head: Head
    steps: tuple[Step, ...]
    digest: str
    file: str
    lines: tuple[int, ...] = ()  # the line of the file where each step begins

    @property
    def id(self) -> str:
        """The service's stable name."""
        return self.head.id

    @property
    def ref(self) -> ServiceRef:
        """How a running session names this content."""
        return ServiceRef(service_id=self.head.id, digest=self.digest)

    @property
    def whole(self) -> bool:
        """Whether it can be read to its end; one that cannot is not offered."""
        return True

    @property
    def platform(self) -> bool:
        """Whether a step of it cannot be done without the platform."""
        return any(step.platform() for step in self.steps)

    @property
    def keeps(self) -> bool:
        """Whether a step of it cannot be done unless this terminal can keep what it hands in."""
        return any(step.keeps() for step in self.steps)

    @property
    def needs(self) -> tuple[Need, ...]:
        """The devices that its steps need, what is essential first."""
        needs = dict.fromkeys(need for step in self.steps for need in step.needs())
        return tuple(sorted(needs, key=lambda need: not need.required))

    def step(self, step_id: str) -> Step | None:
        """Return the step with this id."""
        return next((step for step in self.steps if step.id == step_id), None)

    def after(self, step: Step) -> Step | None:
        """Return the step that stands after this one in the file, the way on when no branch says otherwise."""
        index = self.steps.index(step)
        return self.steps[index + 1] if index + 1 < len(self.steps) else None
