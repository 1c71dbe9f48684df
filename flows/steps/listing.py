"""A list to choose one from: in pages with two large buttons, and found by typing when it is long. Pure; any thread.

Where the resident stands in the list is kept in the step's memory under `PLACE` and `FIND`; what is chosen is kept by
whoever asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flows.model.event import Event, FieldEdited, PageTurned, WayChosen, WentBack
from flows.model.screen import Action, ChooseBody, Field, FindBody
from flows.model.text import Text
from flows.paging import paged, turned
from flows.steps.here import Here, Seen
from flows.steps.step import Move, Page, primary_missing
from flows.words import answers, steps

SEARCHABLE = 12  # what is longer can be found by typing
WHOLE = {1: 7, 2: 12, 3: 12}  # choices on one page that need no turning, by columns; in large text fewer
WHOLE_CARE = {1: 5, 2: 8, 3: 9}
PER_PAGE = {1: 6, 2: 10, 3: 12}
PER_PAGE_CARE = {1: 4, 2: 6, 3: 9}
HITS = {1: 3, 2: 6, 3: 6}  # of a search, above the keyboard
HITS_CARE = {1: 2, 2: 4, 3: 4}
LONGEST = 20  # characters of a search
PLACE, FIND = "list_page", "find"  # in the step's memory; FIND is there while the keyboard stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One choice, worded: `names` are other words by which it is found."""

    value: str
    label: str
    detail: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The list that is on screen. `store` is the field of its choices: they come back as ``store=value``."""

    store: str
    title: str
    hint: str
    items: Sequence[Listed]
    columns: int = 3
    body: ChooseBody = ChooseBody()  # what stands around the choices: context, suggestion, heading
    find_label: Text = answers.FIND
    found_in: Sequence[Listed] = ()  # searched in place of the items, when there is more than they show
    searchable: bool = True

    @property
    def finds(self) -> bool:
        """Whether the list is long enough to be searched."""
        return self.searchable and len(self.searched) > SEARCHABLE

    @property
    def searched(self) -> Sequence[Listed]:
        """What a search goes through."""
        return self.found_in or self.items

    def moved(self, here: Here, event: Event) -> Move | None:
        """Turn the list, open the search, follow what is typed, go back to the list; None for any other event."""
        finding = FIND in here.memory
        match event:
            case PageTurned(step=step) if not finding:
                per = _per_page(here, self.columns, len(self.items), around=_around(self.body))
                return here.remember(**{PLACE: turned(here.counted(PLACE), step, len(self.items), per)})
            case WayChosen(way="find") if self.finds:
                return here.remember(**{FIND: ""})
            case FieldEdited(field="find", text=text) if finding:
                typed = "".join(char for char in text.reveal() if char.isprintable())[:LONGEST]
                return here.remember(**{FIND: typed})
            case WentBack() | WayChosen(way="list") if finding:
                return here.stay(memory={name: value for name, value in here.memory.items() if name != FIND})
            case _:
                return None

    def page(self, here: Seen, chosen: str, primary: Action | None = None) -> Page:
        """Show the list, or the search in it. `primary` is what goes on once something is chosen."""
        go_on = (primary or here.go_on()) if chosen else primary_missing(here.say(steps.CHOOSE_FIRST))
        if FIND in here.memory:
            return Page(
                title=self.title,
                hint=here.say(answers.FIND_HINT),
                phase="find",
                body=self._found(here, chosen),
                actions=here.actions(go_on),
            )
        per = _per_page(here, self.columns, len(self.items), around=_around(self.body))
        shown = paged(self.items, here.counted(PLACE), per, here.language)
        find = Action(label=here.say(self.find_label), act="way", arg="find", icon="search")
        return Page(
            title=self.title,
            hint=self.hint,
            phase=str(shown.page),
            body=replace(
                self.body,
                options=tuple(self._option(each, chosen) for each in shown.items),
                columns=self.columns,
                page_text=shown.text,
                previous=shown.previous,
                next=shown.next,
                find=find if self.finds else None,
            ),
            actions=here.actions(go_on),
        )

    def _found(self, here: Here, chosen: str) -> FindBody:
        typed = here.remembered(FIND)
        most = (HITS_CARE if here.state.reading.care else HITS)[self.columns if self.columns in HITS else 2]
        hits = found(self.searched, typed, most + 1)
        note = ""
        if typed.strip() and not hits:
            note = here.say(answers.FIND_NOTHING)
        elif len(hits) > most:
            note = here.say(answers.FIND_MORE)
        kept = [each for each in self.searched if each.value == chosen] if not typed.strip() else []
        return FindBody(
            field=Field(
                name="find",
                label=here.say(answers.FIND_LABEL),
                text=typed,
                entry="text",
                max_length=LONGEST,
            ),
            clear_label=here.say(steps.CLEAR),
            options=tuple(self._option(each, chosen) for each in (*kept, *hits[:most])),
            columns=1 if self.columns == 1 else 2,
            note=note,
        )

    def _option(self, each: Listed, chosen: str) -> Action:
        return Action(
            label=each.label,
            detail=each.detail,
            act="choose",
            arg=f"{self.store}={each.value}",
            chosen=each.value == chosen,
        )


def found(items: Sequence[Listed], typed: str, limit: int) -> tuple[Listed, ...]:
    """Return what fits what is typed, the best first: at the beginning of a name before inside it."""
    wanted = "".join(typed.split()).casefold()
    if not wanted:
        return ()

    def place(item: Listed) -> int:
        places = [name.casefold().find(wanted) for name in (item.label, *item.names)]
        return min((at for at in places if at >= 0), default=-1)

    fitting = [(place(item), index) for index, item in enumerate(items)]
    return tuple(items[index] for at, index in sorted(fitting) if at >= 0)[:limit]


def _around(body: ChooseBody) -> bool:
    return body.suggestion is not None


def _per_page(here: Here, columns: int, count: int, *, around: bool) -> int:
    """Return how many choices a page has: in large text, and below a suggestion, a page turns before they get small."""
    care = here.state.reading.care
    if columns not in PER_PAGE:
        return max(1, count)  # a calendar's days: always whole
    if not around and count <= (WHOLE_CARE if care else WHOLE)[columns]:
        return max(1, count)
    per = (PER_PAGE_CARE if care else PER_PAGE)[columns]
    return per - columns if around and care else per
