"""A list to choose one from: in pages with two large buttons, and found by typing when it is long. Pure; any thread.

Where the resident stands in the list is kept in the step's memory under `PLACE` and `FIND`; what is chosen is kept by
whoever asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from flows.finding import NO_LORE, Document, Index, Lore
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
PER_PAGE = {1: 5, 2: 10, 3: 12}
PER_PAGE_CARE = {1: 4, 2: 6, 3: 9}
HITS = {1: 3, 2: 6, 3: 6}  # of a search, above the keyboard
HITS_CARE = {1: 2, 2: 4, 3: 4}
HAN = "zh-Hans"
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
    whole: bool = False  # never in pages: the parts of a day

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
                per = self._per_page(here)
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
        per = self._per_page(here)
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
        hits = found(self.searched, typed, most + 1, _lore(here))
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
            note=here.say(answers.FIND_NOTHING) if typed.strip() and not hits else "",
            more=here.say(answers.FIND_MORE),
            rest=max(0, len(hits) - most),
        )

    def _per_page(self, here: Here) -> int:
        """Return how many a page has: in large text, and below a suggestion, a page turns before they get small."""
        care, count = here.state.reading.care, max(1, len(self.items))
        around = self.body.suggestion is not None
        if self.whole or (not around and count <= (WHOLE_CARE if care else WHOLE)[self.columns]):
            return count
        per = (PER_PAGE_CARE if care else PER_PAGE)[self.columns]
        return per - self.columns if around and care else per

    def _option(self, each: Listed, chosen: str) -> Action:
        return Action(
            label=each.label,
            detail=each.detail,
            act="choose",
            arg=f"{self.store}={each.value}",
            chosen=each.value == chosen,
        )


def found(items: Sequence[Listed], typed: str, limit: int, lore: Lore = NO_LORE) -> tuple[Listed, ...]:
    """Return what fits what is typed, the best first: as it is written, then as `flows.finding` understands it.

    One character is enough; the index, which knows pinyin and slips, wants two.
    """
    wanted = lore.fold("".join(typed.split()).casefold())
    if not wanted:
        return ()
    places = (_place(item, wanted, lore) for item in items)
    written = sorted((at, number) for number, at in enumerate(places) if at >= 0)
    numbers = dict.fromkeys(number for _, number in written[:limit])
    if not numbers or (wanted.isascii() and len(numbers) < limit):
        hits = _index(tuple(items), _Lore(lore)).find(wanted, limit) if lore.readings else ()
        numbers |= dict.fromkeys(int(hit.id) for hit in hits)
    return tuple(items[number] for number in numbers)[:limit]


class _Lore:
    """What is known of the language, told apart by being the same one: it is large, and never changes."""

    __slots__ = ("known",)

    def __init__(self, known: Lore) -> None:
        self.known = known

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Lore) and other.known is self.known

    def __hash__(self) -> int:
        return id(self.known)


@lru_cache(maxsize=4)  # making one of 609 villages takes 0.13 s, and it is asked at every key
def _index(items: tuple[Listed, ...], lore: _Lore) -> Index:
    documents = (
        Document(id=str(number), kind="answer", title={HAN: item.label}, names=item.names)
        for number, item in enumerate(items)
    )
    return Index.of(documents, lore.known)


def _place(item: Listed, wanted: str, lore: Lore) -> int:
    names = (lore.fold("".join(name.split()).casefold()) for name in (item.label, *item.names))
    return min((at for name in names if (at := name.find(wanted)) >= 0), default=-1)


def _lore(here: Here) -> Lore:
    finder = here.catalogue.guide.finder
    return finder.lore if isinstance(finder, Index) else NO_LORE
