"""The pages outside any service: how a resident gets from one to the next, and what each lists. Pure; any thread.

Home is the empty list of spots; each page that is opened stands on the one it was opened from, so 返回 always leads
back there. What is written in the search box is kept while that page stands below, and forgotten with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from flows.catalogue import Catalogue
from flows.guide import Answer
from flows.model.event import FieldEdited, HomeOpened, ListOpened, PageOpened, PageTurned, UserEvent, WentBack
from flows.model.values import Language, Spot, State
from flows.paging import turned
from flows.reference import Department, LifeEvent
from flows.service import Service
from kiosk.core.sensitive import Sensitive

LIST_ROWS = 8  # on a page of a list
CARE_LIST_ROWS = 4  # in large text
TYPED_LEAST = 2  # characters or letters, below which nothing is looked for
TYPED_MOST = 30  # characters of a search: longer than any name of a service
FOUND_MOST = 40  # five pages; who has not found it there had better write one more character
SEARCH_FIELD = "search"
PLAIN_LISTS = ("apply", "print", "all", "found", "departments", "life_events")
LISTS = (*PLAIN_LISTS, "department", "life_event")

Entry: TypeAlias = Service | Answer | Department | LifeEvent
Spans: TypeAlias = tuple[tuple[int, int], ...]


def browsed(catalogue: Catalogue, state: State, event: UserEvent) -> State:
    """Return the state after an event outside any service. What means nothing there changes nothing."""
    spots, typed = state.spots, state.typed
    here = spots[-1] if spots else None
    match event:
        case HomeOpened():
            spots = ()
        case WentBack():
            spots = spots[:-1]
        case ListOpened(section=section):
            spots = _opened(catalogue, spots, _list_of(section))
        case PageOpened(page=page, of=of) if page in ("search", "about", "answer", "places"):
            spots = _opened(catalogue, spots, Spot(page, of))
        case PageTurned(step=step) if here and here.kind in LISTS:
            count = len(listed(catalogue, here, typed.reveal()))
            spots = (*spots[:-1], replace(here, page=turned(here.page, step, count, rows_a_page(state))))
        case FieldEdited(field=name, text=text) if name == SEARCH_FIELD and here and here.kind == "search":
            typed = Sensitive(text.reveal()[:TYPED_MOST])
        case _:
            pass
    if not any(each.kind == "search" for each in spots):
        typed = Sensitive("")
    return replace(state, spots=spots, typed=typed)


def rows_a_page(state: State) -> int:
    """Return how many rows of a list stand on a page."""
    return CARE_LIST_ROWS if state.reading.care else LIST_ROWS


def is_reading(state: State) -> bool:
    """Whether somebody may stand there and read or write, who must be asked before the page is taken away."""
    return bool(state.spots) and state.spots[-1].kind not in LISTS


def listed(catalogue: Catalogue, spot: Spot, typed: str) -> Sequence[Entry]:
    """Return everything that a list holds, in its order; it is cut into pages afterwards."""
    match spot.kind:
        case "apply" | "print" | "all":
            return catalogue.section(spot.kind)
        case "found":
            return tuple(entry for entry, _ in found(catalogue, typed, FOUND_MOST))
        case "departments":
            used = catalogue.by_department
            return tuple(each for each in catalogue.reference.departments.values() if each.id in used)
        case "life_events":
            return life_events(catalogue)
        case "department":
            return catalogue.by_department.get(spot.of, ())
        case "life_event":
            return catalogue.by_life_event.get(spot.of, ())
        case _:
            return ()


def life_events(catalogue: Catalogue) -> tuple[LifeEvent, ...]:
    """Return the life events for which there is something to do, in the order of a life."""
    used = catalogue.by_life_event
    return tuple(each for each in catalogue.reference.life_events.values() if each.id in used)


def found(
    catalogue: Catalogue, typed: str, limit: int, language: Language = Language.ZH
) -> tuple[tuple[Service | Answer, Spans], ...]:
    """Return what the typed text may mean, the best first, with the spans of the title in `language` that matched."""
    hits = catalogue.guide.find(typed, limit)
    entries = ((_entry(catalogue, hit.kind, hit.id), hit.marked if hit.language == language else ()) for hit in hits)
    return tuple((entry, marked) for entry, marked in entries if entry is not None)


def _entry(catalogue: Catalogue, kind: str, of: str) -> Service | Answer | None:
    return catalogue.newest(of) if kind == "service" else catalogue.guide.answers.get(of)


def _list_of(section: str) -> Spot | None:
    kind, _, of = section.partition(":")
    if kind in PLAIN_LISTS:
        return Spot(kind)
    return Spot(kind, of) if kind in LISTS else None


def _opened(catalogue: Catalogue, spots: tuple[Spot, ...], spot: Spot | None) -> tuple[Spot, ...]:
    """Open a page on top; one that is open below is come back to instead, so that 返回 never goes in circles."""
    if spot is None or not _known(catalogue, spot):
        return spots
    below = next((index for index, each in enumerate(spots) if (each.kind, each.of) == (spot.kind, spot.of)), None)
    return (*spots, spot) if below is None else spots[: below + 1]


def _known(catalogue: Catalogue, spot: Spot) -> bool:
    match spot.kind:
        case "about" | "places":
            return catalogue.newest(spot.of) is not None
        case "answer":
            return spot.of in catalogue.guide.answers
        case "department":
            return spot.of in catalogue.reference.departments
        case "life_event":
            return spot.of in catalogue.reference.life_events
        case _:
            return True
