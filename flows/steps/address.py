"""In which village? The terminal's own is suggested; any other is found by town, then village, in pages of twelve."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from flows.model.event import Continued, Event, OptionChosen, PageTurned, WayChosen, WentBack
from flows.model.screen import Action, ChooseBody
from flows.model.text import Text
from flows.model.values import Json
from flows.paging import paged, turned
from flows.reference import Town, Village
from flows.steps.here import Here, Seen
from flows.steps.step import Move, Page, Row, Step, primary_missing
from flows.words import steps

PER_PAGE = 12
PER_PAGE_CARE, PER_PAGE_CARE_OWN = 9, 6  # villages in large text: without, and below, the terminal's own


@dataclass(frozen=True, slots=True, kw_only=True)
class Address(Step):
    """The village is `answers.<store>`: code, name on record, short name, and the town's code and name."""

    called: ClassVar[Text] = steps.CALLED_ADDRESS

    title: Text
    hint: Text
    label: Text
    store: str

    def enter(self, here: Here) -> Move:
        """Begin with the town answered before, or the terminal's own."""
        kept = self._kept(here)
        own = here.catalogue.reference.own
        town = kept[:9] or (own[0].code if own else "")
        return here.stay(memory={"town": town, "village": kept or (own[1].code if own else ""), "page": 0})

    def resume(self, here: Here) -> Move:
        """Keep what is chosen."""
        return here.stay() if here.memory else self.enter(here)

    def react(self, here: Here, event: Event) -> Move | None:
        """Choose a town, then a village of it."""
        reference = here.catalogue.reference
        match event:
            case OptionChosen(field="town", value=code) if reference.town(code):
                return here.stay(memory={"town": code, "village": "", "page": 0})
            case OptionChosen(field=name, value=code) if name == self.store and reference.village(code):
                return here.remember(village=code, town=code[:9])
            case WayChosen(way="town"):
                return here.stay(memory={"town": "", "village": "", "page": 0, "from": here.remembered("town")})
            case WentBack() if not here.remembered("town") and here.remembered("from"):
                return here.stay(memory={"town": here.remembered("from"), "village": "", "page": 0})
            case PageTurned(step=step):
                return here.remember(page=turned(here.counted("page"), step, self._count(here), self._per_page(here)))
            case Continued():
                found = reference.village(here.remembered("village"))
                return here.done({self.store: _answer(*found)}) if found else None
            case _:
                return None

    def page(self, here: Seen) -> Page:
        """Show the villages of the town, or the towns."""
        town = here.catalogue.reference.town(here.remembered("town"))
        return self._villages(here, town) if town else self._towns(here)

    def answered(self, here: Here) -> bool:
        """Whether a village of the list is kept."""
        return here.catalogue.reference.village(self._kept(here)) is not None

    def rows(self, here: Here) -> tuple[Row, ...]:
        """Town and village."""
        found = here.catalogue.reference.village(self._kept(here))
        value = f"{found[0].name} {found[1].short}" if found else ""
        return (Row(step_id=self.id, label=self.label, value=value, change=steps.CHANGE),)

    def samples(self) -> tuple[Mapping[str, Json], ...]:
        """A village."""
        village = Village(code="1" * 12, name="某村民委员会", short="某")
        return ({self.store: _answer(Town(code="1" * 9, name="某镇", villages=()), village)},)

    # --- inside -----------------------------------------------------------------------------------------------

    def _villages(self, here: Here, town: Town) -> Page:
        chosen = here.remembered("village")
        own = here.catalogue.reference.own
        at_home = own is not None and own[0].code == town.code
        heading = steps.OTHER_VILLAGES if at_home else steps.VILLAGES
        suggestion = _option(own[1], self.store, chosen) if own and at_home else None
        listed = paged(self._others(here, town), here.counted("page"), self._per_page(here), here.language)
        return Page(
            title=here.say(self.title),
            hint=here.say(self.hint),
            phase=f"{town.code}.{listed.page}",
            body=ChooseBody(
                context=f"{here.catalogue.reference.city}·{town.name}",
                change=Action(label=here.say(steps.CHANGE_TOWN), act="way", arg="town"),
                suggestion_heading=here.say(steps.OWN_VILLAGE) if suggestion else "",
                suggestion=suggestion,
                suggestion_chosen=here.say(steps.CHOSEN) if suggestion and suggestion.chosen else "",
                heading=here.say(heading, town=town.name),
                options=tuple(_option(village, self.store, chosen) for village in listed.items),
                page_text=listed.text,
                previous=listed.previous,
                next=listed.next,
            ),
            actions=here.actions(here.go_on() if chosen else primary_missing(here.say(steps.CHOOSE_FIRST))),
        )

    def _towns(self, here: Here) -> Page:
        towns = paged(here.catalogue.reference.towns, here.counted("page"), self._per_page(here), here.language)
        return Page(
            title=here.say(steps.CHOOSE_TOWN),
            hint=here.say(self.hint),
            phase=f"towns.{towns.page}",
            body=ChooseBody(
                heading=here.say(steps.TOWNS),
                options=tuple(Action(label=each.name, act="choose", arg=f"town={each.code}") for each in towns.items),
                page_text=towns.text,
                previous=towns.previous,
                next=towns.next,
            ),
            actions=here.actions(primary_missing(here.say(steps.CHOOSE_FIRST))),
        )

    def _others(self, here: Here, town: Town) -> tuple[Village, ...]:
        own = here.catalogue.reference.own_village
        return tuple(village for village in town.villages if village.code != own)

    def _count(self, here: Here) -> int:
        reference = here.catalogue.reference
        town = reference.town(here.remembered("town"))
        return len(self._others(here, town)) if town else len(reference.towns)

    def _per_page(self, here: Here) -> int:
        """Return how many choices a page has: in large text a page turns before a choice gets small."""
        town = here.catalogue.reference.town(here.remembered("town"))
        if town is None or not here.state.reading.care:
            return PER_PAGE
        own = here.catalogue.reference.own
        return PER_PAGE_CARE_OWN if own and own[0].code == town.code else PER_PAGE_CARE

    def _kept(self, here: Here) -> str:
        value = here.answers.get(self.store)
        code = value.get("code") if isinstance(value, dict) else None
        return code if isinstance(code, str) else ""


def _option(village: Village, store: str, chosen: str) -> Action:
    return Action(label=village.short, act="choose", arg=f"{store}={village.code}", chosen=village.code == chosen)


def _answer(town: Town, village: Village) -> dict[str, Json]:
    return {
        "code": village.code,
        "name": village.name,
        "short": village.short,
        "town_code": town.code,
        "town": town.name,
    }
