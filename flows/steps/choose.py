"""Choose one: of options in the service file, of a reference list, or of what the platform answered to a query before.

A list longer than a page turns; one longer than twelve is found by typing as well (`flows.steps.listing`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from flows.expressions import Expression, Failed
from flows.fields.field import Option
from flows.model.event import Continued, Event, OptionChosen
from flows.model.screen import ChooseBody
from flows.model.text import Text
from flows.model.values import Json
from flows.steps.asked import listed, referenced
from flows.steps.here import Here, Seen
from flows.steps.listing import Listed, Listing
from flows.steps.step import Move, Page, Row, Step
from flows.words import answers, steps

COLUMNS = (1, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list from the platform: `among` is an expression that gives it, the rest are the keys of each item."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    among: Expression
    value: str = "value"
    label: str = "label"
    label_en: str = ""  # the same in English, where the platform gives it
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choose(Step):
    """The chosen value is `answers.<store>`. Exactly one of `options`, `reference` and `items` says what there is."""

    called: ClassVar[Text] = steps.CALLED_CHOOSE

    title: Text
    hint: Text
    label: Text  # on "check your answers"
    store: str
    options: tuple[Option, ...] = ()
    reference: str = ""  # a list of `flows.fields.lists`
    items: Items | None = None
    columns: int = 1

    def __post_init__(self) -> None:
        if sum(map(bool, (self.options, self.reference, self.items))) != 1:
            raise ValueError("a choice needs exactly one of options, reference and items")
        if not COLUMNS[0] <= self.columns <= COLUMNS[1]:
            raise ValueError("'columns' must be 1, 2 or 3")

    def enter(self, here: Here) -> Move:
        """Show what was chosen before."""
        if self.items and isinstance(here.evaluate(self.items.among), Failed):
            return here.fail("CNT-003")
        return here.stay(memory={"chosen": self._kept(here)})

    def resume(self, here: Here) -> Move:
        """Keep what is chosen."""
        return here.stay() if here.memory else self.enter(here)

    def react(self, here: Here, event: Event) -> Move | None:
        """Mark the choice; go on with it. Turning and finding belong to the list."""
        match event:
            case OptionChosen(field=name, value=value) if name == self.store and self._item(here, value):
                return here.remember(chosen=value)
            case Continued() if self._item(here, here.remembered("chosen")):
                return here.done({self.store: here.remembered("chosen")})
            case _:
                return self._listing(here).moved(here, event)

    def page(self, here: Seen) -> Page:
        """Show the list."""
        chosen = here.remembered("chosen")
        return self._listing(here).page(here, chosen if self._item(here, chosen) else "")

    def answered(self, here: Here) -> bool:
        """Whether something that can be chosen is kept."""
        return self._item(here, self._kept(here)) is not None

    def rows(self, here: Here) -> tuple[Row, ...]:
        """The choice in words."""
        item = self._item(here, self._kept(here))
        return (Row(step_id=self.id, label=self.label, value=item.label if item else "", change=steps.CHANGE),)

    def samples(self) -> tuple[Mapping[str, Json], ...]:
        """Each option, or some value of a list that is not known here."""
        return tuple({self.store: option.value} for option in self.options) or ({self.store: "1"},)

    # --- inside -----------------------------------------------------------------------------------------------

    def _listing(self, here: Here) -> Listing:
        items = self._items(here)
        return Listing(
            store=self.store,
            title=here.say(self.title),
            hint=here.say(self.hint),
            items=items,
            columns=self.columns,
            body=ChooseBody(heading="" if items else here.say(answers.NOTHING_LISTED)),
        )

    def _items(self, here: Here) -> Sequence[Listed]:
        if self.options:
            return listed(here, self.options)
        if self.items is None:
            return referenced(here, self.reference)
        among = here.evaluate(self.items.among)
        found = among if isinstance(among, list) else []
        return tuple(_of_platform(here, self.items, each) for each in found if isinstance(each, dict))

    def _item(self, here: Here, value: str) -> Listed | None:
        return next((each for each in self._items(here) if each.value == value), None) if value else None

    def _kept(self, here: Here) -> str:
        value = here.answers.get(self.store)
        return value if isinstance(value, str) else ""


def _of_platform(here: Here, items: Items, each: Mapping[str, Json]) -> Listed:
    def said(key: str) -> str:
        value = each.get(key) if key else None
        return "" if value is None or isinstance(value, bool | list | dict) else str(value)

    chinese, english = said(items.label), said(items.label_en)
    return Listed(
        value=said(items.value),
        label=english if english and here.language.value == "en" else chinese,
        detail=said(items.detail),
        names=tuple(name for name in (chinese, english) if name),
    )
