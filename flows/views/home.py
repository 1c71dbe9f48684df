"""Home: one box to search, the entries, what is often done here, life events, and what works now. Pure; any thread."""

from __future__ import annotations

from flows.browsing import life_events
from flows.catalogue import Catalogue
from flows.model.screen import Action, Actions, HomeBody
from flows.model.site import Site
from flows.model.values import State
from flows.steps.step import Page
from flows.views.condition import notices, works
from flows.views.hot import hot, row
from flows.words import finding, home

HOT_MOST = 6  # the page shows as many as it has room for
LIFE_FIRST = ("birth", "school", "work", "retirement", "home", "marriage")  # those that most people come for
LIFE_MOST = 6


def home_page(catalogue: Catalogue, state: State, site: Site) -> Page:
    """The entries, what is often done, what works now."""
    language = state.reading.language
    events = () if state.reading.care else _life(catalogue, state)
    count = len(life_events(catalogue))
    life_all = Action(label=finding.LIFE_ALL.of(language, count=count), act="list", arg="life_events", icon="chev")
    return Page(
        title=home.HOME_TITLE.of(language),
        hint="",
        body=HomeBody(
            search=Action(label=finding.SEARCH_BOX.of(language), act="search", icon="search"),
            entries=(
                Action(
                    label=home.APPLY.of(language),
                    detail=home.APPLY_DETAIL.of(language),
                    act="list",
                    arg="apply",
                    icon="apply",
                ),
                Action(
                    label=home.PRINT.of(language),
                    detail=home.PRINT_DETAIL.of(language),
                    act="list",
                    arg="print",
                    icon="printer",
                ),
            ),
            tiles=_tiles(catalogue, state, site),
            common_heading=home.COMMON.of(language),
            all=Action(label=home.ALL.of(language, count=len(catalogue.services)), act="list", arg="all", icon="chev"),
            common=tuple(row(service, state) for service in hot(catalogue, site)[:HOT_MOST]),
            life_heading=finding.LIFE_HEADING.of(language) if events else "",
            life_all=life_all if count > len(events) > 0 else None,
            life=events,
            state_heading=home.STATE.of(language),
            works=works(state.terminal, language),
            notices=notices(catalogue, state.terminal, language),
        ),
        actions=Actions(),
    )


def _tiles(catalogue: Catalogue, state: State, site: Site) -> tuple[Action, ...]:
    """The other ways on. In large text life events are one of them: they have no room of their own there."""
    language = state.reading.language
    found = []
    if state.reading.care and life_events(catalogue):
        label = finding.LIFE_HEADING.of(language)
        found.append(Action(label=label, act="list", arg="life_events", icon="baby"))
    found.append(Action(label=home.ASK.of(language, hotline=site.hotline), act="help", icon="ask"))
    if catalogue.services and not state.reading.care:
        found.append(Action(label=finding.DEPARTMENTS.of(language), act="list", arg="departments", icon="house"))
    if catalogue.report:
        found.append(Action(label=home.CANNOT.of(language), act="report", icon="cannot"))
    return tuple(found)


def _life(catalogue: Catalogue, state: State) -> tuple[Action, ...]:
    known = {each.id: each for each in life_events(catalogue)}
    ordered = {name: known[name] for name in LIFE_FIRST if name in known} | known
    return tuple(
        Action(
            label=each.name.of(state.reading.language),
            act="list",
            arg=f"life_event:{each.id}",
            icon=each.icon,
            tint=each.tint,
        )
        for each in tuple(ordered.values())[:LIFE_MOST]
    )
