"""The search page: one box, and services and answers in one list while it is being written. Pure; any thread."""

from __future__ import annotations

from flows.browsing import FOUND_MOST, SEARCH_FIELD, TYPED_LEAST, TYPED_MOST
from flows.catalogue import Catalogue
from flows.model.screen import Action, Actions, Field, Panel, SearchBody
from flows.model.site import Site
from flows.model.values import Language, State
from flows.steps.step import Page
from flows.views.hot import hot, row
from flows.views.lists import back, found_rows
from flows.words import bars, finding, home

ROWS = 4  # beside the keyboard
CARE_ROWS = 3
CARE_LATIN_ROWS = 2  # Latin words need a second line
SAID_MOST = 8  # characters of what was typed that "nothing found" repeats


def search_page(catalogue: Catalogue, state: State, site: Site) -> Page:
    """Before the first character what is often done here; then what is found; else the ways on."""
    language = state.reading.language
    typed = state.typed.reveal().strip()
    most = ROWS if not state.reading.care else CARE_LATIN_ROWS if language is Language.EN else CARE_ROWS
    rows = found_rows(catalogue, state, FOUND_MOST)
    nothing = None
    ways: tuple[Action, ...] = ()
    primary, awaited = None, ""
    if len(typed) < TYPED_LEAST:
        heading, shown = finding.SEARCH_COMMON, tuple(row(each, state) for each in hot(catalogue, site)[:most])
        awaited = (finding.SEARCH_ONE_MORE if typed else finding.SEARCH_AWAITED).of(language)
    elif rows:
        heading, shown = (finding.SEARCH_MANY if len(rows) == FOUND_MOST else finding.SEARCH_FOUND), rows[:most]
        if len(rows) > len(shown):
            label = finding.SEARCH_MORE.of(language)
            primary = Action(label=label, act="list", arg="found", icon="next")
        else:
            awaited = finding.SEARCH_PICK.of(language)
    else:
        heading, shown = None, ()
        said = typed if len(typed) <= SAID_MOST else typed[:SAID_MOST] + "…"
        nothing = Panel(
            kind="info",
            title=finding.SEARCH_NOTHING.of(language, typed=said),
            lines=(finding.SEARCH_NOTHING_LINE.of(language),),
        )
        ways = (
            Action(label=finding.DEPARTMENTS.of(language), act="list", arg="departments", icon="house"),
            Action(label=home.LIST_ALL.of(language), act="list", arg="all", icon="apply"),
        )
        primary = Action(label=finding.ASK.of(language, hotline=site.hotline), act="help", icon="ask")
    return Page(
        title=finding.SEARCH_TITLE.of(language),
        hint="",
        body=SearchBody(
            field=Field(
                name=SEARCH_FIELD,
                label=finding.SEARCH_FIELD.of(language),
                text=state.typed.reveal(),
                entry="text",
                placeholder=finding.SEARCH_PLACEHOLDER.of(language),
                max_length=TYPED_MOST,
            ),
            clear_label=finding.SEARCH_CLEAR.of(language),
            heading=heading.of(language, count=len(rows)) if heading and shown else "",
            rows=shown,
            nothing=nothing,
            ways=ways,
        ),
        actions=Actions(
            left=(back(state), Action(label=bars.END.of(language), act="end", icon="end")),
            primary=primary,
            awaited=awaited,
        ),
    )
