"""The lists that home opens, page by page: services, departments, life events, what was found. Pure; any thread."""

from __future__ import annotations

from flows.browsing import Entry, found, listed, rows_a_page
from flows.catalogue import Catalogue
from flows.guide import Answer
from flows.model.screen import Action, Actions, ListBody
from flows.model.text import Text
from flows.model.values import Language, Spot, State
from flows.paging import paged
from flows.reference import Department, LifeEvent
from flows.service import Service
from flows.steps.step import Page
from flows.views.hot import row
from flows.words import bars, finding, home

CITY = ("东莞市", "東莞市", "Dongguan ")
_TITLES = {
    "apply": home.APPLY,
    "print": home.PRINT,
    "all": home.LIST_ALL,
    "found": finding.FOUND_TITLE,
    "departments": finding.DEPARTMENTS_TITLE,
    "life_events": finding.LIFE_TITLE,
}


def list_page(catalogue: Catalogue, state: State, spot: Spot) -> Page:
    """One page of a list, and the search box a touch away."""
    language = state.reading.language
    entries = paged(listed(catalogue, spot, state.typed.reveal()), spot.page, rows_a_page(state), language)
    return Page(
        title=_title(catalogue, spot).of(language),
        hint="" if entries.items else home.LIST_EMPTY.of(language),
        phase=f"{spot.kind}.{spot.of}.{entries.page}",
        body=ListBody(
            rows=tuple(entry_row(catalogue, state, each) for each in entries.items),
            page_text=entries.text,
            previous=entries.previous,
            next=entries.next,
        ),
        actions=Actions(
            left=(back(state), Action(label=bars.END.of(language), act="end", icon="end")),
            primary=Action(label=finding.SEARCH_AGAIN.of(language), act="search", icon="search"),
        ),
    )


def back(state: State) -> Action:
    """回首页 from what home itself opened, 返回 from what stands on another page."""
    language = state.reading.language
    if len(state.spots) == 1:
        return Action(label=home.TO_HOME.of(language), act="home", icon="back")
    return Action(label=bars.BACK.of(language), act="back", icon="back")


def entry_row(catalogue: Catalogue, state: State, entry: Entry, marked: tuple[tuple[int, int], ...] = ()) -> Action:
    """Whatever a list holds, as a row to touch."""
    language = state.reading.language
    match entry:
        case Service():
            return row(entry, state, marked)
        case Answer():
            return Action(
                label=entry.question.of(language),
                detail=finding.ANSWER_ROW.of(language),
                act="answer",
                arg=entry.id,
                icon="ask",
                marked=marked,
            )
        case Department():
            return _group(
                _said(entry.name, language),
                entry.icon,
                f"department:{entry.id}",
                _count(catalogue, Spot("department", entry.id)),
                language,
            )
        case LifeEvent():
            return _group(
                entry.name.of(language),
                entry.icon,
                f"life_event:{entry.id}",
                _count(catalogue, Spot("life_event", entry.id)),
                language,
            )


def found_rows(catalogue: Catalogue, state: State, limit: int) -> tuple[Action, ...]:
    """Return what the typed text may mean, the best first, as rows of one list."""
    hits = found(catalogue, state.typed.reveal(), limit, state.reading.language)
    return tuple(entry_row(catalogue, state, entry, marked) for entry, marked in hits)


def _group(label: str, icon: str, section: str, count: int, language: Language) -> Action:
    detail = finding.COUNT.of(language, count=count)
    return Action(label=label, detail=detail, act="list", arg=section, icon=icon)


def _said(name: Text, language: Language) -> str:
    """Return a department's name as people say it: all of them are the city's."""
    said = name.of(language)
    for city in CITY:
        said = said.removeprefix(city)
    return said


def _count(catalogue: Catalogue, spot: Spot) -> int:
    return len(listed(catalogue, spot, ""))


def _title(catalogue: Catalogue, spot: Spot) -> Text:
    if spot.kind == "department":
        return catalogue.reference.department(spot.of)
    if spot.kind == "life_event":
        return catalogue.reference.life_events[spot.of].name
    return _TITLES[spot.kind]
