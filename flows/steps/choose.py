"""Choose one of a few. The options stand in the service file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from flows.model.event import Continued, Event, OptionChosen
from flows.model.screen import Action, ChooseBody
from flows.model.text import Text
from flows.model.values import Json
from flows.steps.here import Here, Seen
from flows.steps.step import Move, Page, Row, Step, primary_missing
from flows.words import steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    value: str
    label: Text
    detail: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choose(Step):
    """The chosen value is `answers.<store>`."""

    called: ClassVar[Text] = steps.CALLED_CHOOSE

    title: Text
    hint: Text
    label: Text  # on "check your answers"
    store: str
    options: tuple[Option, ...]
    columns: int = 1

    def enter(self, here: Here) -> Move:
        """Show what was chosen before."""
        return here.stay(memory={"chosen": self._kept(here)})

    def resume(self, here: Here) -> Move:
        """Keep what is chosen."""
        return here.stay() if here.memory else self.enter(here)

    def react(self, here: Here, event: Event) -> Move | None:
        """Mark the choice; go on with it."""
        match event:
            case OptionChosen(field=name, value=value) if name == self.store and self._option(value):
                return here.stay(memory={"chosen": value})
            case Continued() if self._option(here.remembered("chosen")):
                return here.done({self.store: here.remembered("chosen")})
            case _:
                return None

    def page(self, here: Seen) -> Page:
        """Show the options."""
        chosen = here.remembered("chosen")
        return Page(
            title=here.say(self.title),
            hint=here.say(self.hint),
            body=ChooseBody(
                columns=self.columns,
                options=tuple(
                    Action(
                        label=here.say(option.label),
                        detail=here.say(option.detail) if option.detail else "",
                        act="choose",
                        arg=f"{self.store}={option.value}",
                        chosen=option.value == chosen,
                    )
                    for option in self.options
                ),
            ),
            actions=here.actions(here.go_on() if chosen else primary_missing(here.say(steps.CHOOSE_FIRST))),
        )

    def answered(self, here: Here) -> bool:
        """Whether a valid option is kept."""
        return self._option(self._kept(here)) is not None

    def rows(self, here: Here) -> tuple[Row, ...]:
        """The chosen option in words."""
        option = self._option(self._kept(here))
        value = here.say(option.label) if option else ""
        return (Row(step_id=self.id, label=self.label, value=value, change=steps.CHANGE),)

    def samples(self) -> tuple[Mapping[str, Json], ...]:
        """Each option."""
        return tuple({self.store: option.value} for option in self.options)

    def _option(self, value: str) -> Option | None:
        return next((option for option in self.options if option.value == value), None)

    def _kept(self, here: Here) -> str:
        value = here.answers.get(self.store)
        return value if isinstance(value, str) else ""
