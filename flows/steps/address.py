"""Where? The terminal's own village is suggested; any other is found by town and village, or by typing its name.

Then, if the service asks for it, the line within the village: street and number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from flows.masking import Mask
from flows.model.event import Continued, Event, FieldEdited, OptionChosen, WayChosen, WentBack
from flows.model.screen import Action, ChooseBody, Field, FormBody
from flows.model.text import Text
from flows.model.values import Json
from flows.reference import Town, Village
from flows.steps.here import Here, Seen
from flows.steps.listing import FIND, PLACE, Listed, Listing
from flows.steps.step import Move, Page, Row, Step, primary_missing
from flows.words import answers, steps

LONGEST = 60  # characters of street and number


@dataclass(frozen=True, slots=True, kw_only=True)
class Address(Step):
    """The place is `answers.<store>`: code, name on record, short name, the town's code and name, and `detail`.

    `detail` says whether street and number are asked for, under `detail_title`; without, the answer has no such key.
    """

    called: ClassVar[Text] = steps.CALLED_ADDRESS

    title: Text
    hint: Text
    label: Text
    store: str
    detail: Literal["no", "optional", "required"] = "no"
    detail_title: Text | None = None

    def __post_init__(self) -> None:
        if (self.detail == "no") != (self.detail_title is None):
            raise ValueError("'detail_title' goes with 'detail': both or neither")

    def enter(self, here: Here) -> Move:
        """Begin with what was answered before, or the terminal's own village."""
        kept = self._kept(here)
        own = here.catalogue.reference.own
        town = kept[:9] or (own[0].code if own else "")
        memory: dict[str, Json] = {"town": town, "village": kept or (own[1].code if own else ""), PLACE: 0}
        if here.remembered("part") == "detail" and kept:
            memory["line"] = self._kept_line(here)
        return here.stay(memory=memory)

    def resume(self, here: Here) -> Move:
        """Keep what is chosen and typed."""
        return here.stay() if here.memory else self.enter(here)

    def react(self, here: Here, event: Event) -> Move | None:
        """Choose a town, then a village of it; or find the village; then write the line."""
        if "line" in here.memory:
            return self._line(here, event)
        moved = self._listing(here).moved(here, event)
        if moved:
            return moved
        reference = here.catalogue.reference
        match event:
            case OptionChosen(field="town", value=code) if reference.town(code):
                return here.stay(memory={"town": code, "village": "", PLACE: 0})
            case OptionChosen(field=name, value=code) if name == self.store and reference.village(code):
                return here.remember(village=code, town=code[:9])
            case WayChosen(way="town"):
                return here.stay(memory={"town": "", "village": "", PLACE: 0, "from": here.remembered("town")})
            case WentBack() if not here.remembered("town") and here.remembered("from"):
                return here.stay(memory={"town": here.remembered("from"), "village": "", PLACE: 0})
            case Continued():
                found = reference.village(here.remembered("village"))
                if found is None:
                    return None
                return here.done({self.store: _answer(*found)}) if self.detail == "no" else self._to_line(here)
            case _:
                return None

    def page(self, here: Seen) -> Page:
        """Show the villages of the town, or the towns, or the line to write."""
        if "line" in here.memory:
            return self._line_page(here)
        town = here.remembered("town")
        page = self._listing(here).page(here, here.remembered("village"))
        return replace(page, phase=f"{town or 'towns'}.{page.phase}")

    def answered(self, here: Here) -> bool:
        """Whether a village of the list is kept, and its line where there must be one."""
        known = here.catalogue.reference.village(self._kept(here)) is not None
        return known and (self.detail != "required" or bool(self._kept_line(here)))

    def rows(self, here: Here) -> tuple[Row, ...]:
        """Town and village, and the line within."""
        found = here.catalogue.reference.village(self._kept(here))
        value = here.named(f"{found[0].name} {found[1].short}") if found else ""
        row = Row(step_id=self.id, label=self.label, value=value, change=steps.CHANGE)
        line = self._kept_line(here)
        if not line:
            return (row,)
        within = replace(row, step_id=f"{self.id}/detail", label=answers.DETAIL_LABEL, value=line, mask=Mask.ADDRESS)
        return (row, within)

    def samples(self) -> tuple[Mapping[str, Json], ...]:
        """A village, with a line where one may be written, and without."""
        village = Village(code="1" * 12, name="某村民委员会", short="某")
        answer = _answer(Town(code="1" * 9, name="某镇", villages=()), village)
        if self.detail == "no":
            return ({self.store: answer},)
        full: dict[str, Json] = {self.store: {**answer, "detail": "某路 1 号"}}
        return (full,) if self.detail == "required" else (full, {self.store: {**answer, "detail": ""}})

    # --- the list ---------------------------------------------------------------------------------------------

    def _listing(self, here: Here) -> Listing:
        reference = here.catalogue.reference
        everywhere = tuple(
            Listed(
                value=village.code,
                label=here.named(f"{town.name} {village.short}"),
                names=(village.short, village.name),
            )
            for town in reference.towns
            for village in town.villages
        )
        if FIND in here.memory:
            return self._list(here, here.say(self.title), everywhere, found_in=everywhere)
        town = reference.town(here.remembered("town"))
        if town is None:
            towns = tuple(
                Listed(value=each.code, label=here.named(each.name), names=(each.name,)) for each in reference.towns
            )
            body = ChooseBody(heading=here.say(steps.TOWNS))
            listing = self._list(here, here.say(steps.CHOOSE_TOWN), towns, body=body, found_in=everywhere)
            return replace(listing, store="town")
        own = reference.own
        at_home = own is not None and own[0].code == town.code
        villages = tuple(
            Listed(value=village.code, label=here.named(village.short), names=(village.short,))
            for village in town.villages
            if village.code != reference.own_village
        )
        return self._list(
            here,
            here.say(self.title),
            villages,
            body=self._around(here, town, own[1] if own and at_home else None),
            found_in=everywhere,
        )

    def _list(
        self,
        here: Here,
        title: str,
        items: tuple[Listed, ...],
        *,
        body: ChooseBody | None = None,
        found_in: tuple[Listed, ...],
    ) -> Listing:
        return Listing(
            store=self.store,
            title=title,
            hint=here.say(self.hint),
            items=items,
            body=body or ChooseBody(),
            find_label=answers.FIND_VILLAGE,
            found_in=found_in,
        )

    def _around(self, here: Here, town: Town, own: Village | None) -> ChooseBody:
        heading = steps.OTHER_VILLAGES if own else steps.VILLAGES
        chosen = own is not None and own.code == here.remembered("village")
        suggestion = (
            Action(label=here.named(own.short), act="choose", arg=f"{self.store}={own.code}", chosen=chosen)
            if own
            else None
        )
        return ChooseBody(
            context=here.named(f"{here.catalogue.reference.city}·{town.name}"),
            change=Action(label=here.say(steps.CHANGE_TOWN), act="way", arg="town"),
            suggestion_heading=here.say(steps.OWN_VILLAGE) if suggestion else "",
            suggestion=suggestion,
            suggestion_chosen=here.say(steps.CHOSEN) if chosen else "",
            heading=here.say(heading, town=here.named(town.name)),
        )

    # --- the line ---------------------------------------------------------------------------------------------

    def _to_line(self, here: Here) -> Move:
        same = here.remembered("village") == self._kept(here)
        memory = {name: value for name, value in here.memory.items() if name != FIND}
        move = here.stay(memory={**memory, "line": self._kept_line(here) if same else ""})
        return replace(move, save=True)

    def _line(self, here: Here, event: Event) -> Move | None:
        line = here.remembered("line")
        match event:
            case FieldEdited(field="detail", text=text):
                typed = "".join(char for char in text.reveal() if char.isprintable())[:LONGEST]
                return here.remember(line=typed)
            case WentBack():
                return here.stay(memory={name: value for name, value in here.memory.items() if name != "line"})
            case Continued() if line.strip() or self.detail == "optional":
                found = here.catalogue.reference.village(here.remembered("village"))
                return here.done({self.store: {**_answer(*found), "detail": line.strip()}}) if found else None
            case _:
                return None

    def _line_page(self, here: Seen) -> Page:
        found = here.catalogue.reference.village(here.remembered("village"))
        line = here.remembered("line")
        label = here.say(answers.DETAIL_LABEL)
        place = (
            here.say(answers.IN_PLACE, town=here.named(found[0].name), village=here.named(found[1].short))
            if found
            else ""
        )
        hint = answers.DETAIL_HINT if self.detail == "optional" else answers.DETAIL_HINT_REQUIRED
        may_go = bool(line.strip()) or self.detail == "optional"
        return Page(
            title=here.say(self.detail_title or self.title),
            hint=here.say(hint),
            phase="line",
            body=FormBody(
                fields=(
                    Field(
                        name="detail",
                        label=f"{place} · {label}" if place else label,
                        text=line,
                        entry="text",
                        max_length=LONGEST,
                    ),
                ),
                clear_label=here.say(steps.CLEAR),
            ),
            actions=here.actions(here.go_on() if may_go else primary_missing(here.say(steps.FILL_FIRST, label=label))),
        )

    def _kept(self, here: Here) -> str:
        return self._of_answer(here, "code")

    def _kept_line(self, here: Here) -> str:
        return self._of_answer(here, "detail")

    def _of_answer(self, here: Here, key: str) -> str:
        value = here.answers.get(self.store)
        part = value.get(key) if isinstance(value, dict) else None
        return part if isinstance(part, str) else ""


def _answer(town: Town, village: Village) -> dict[str, Json]:
    return {
        "code": village.code,
        "name": village.name,
        "short": village.short,
        "town_code": town.code,
        "town": town.name,
    }
