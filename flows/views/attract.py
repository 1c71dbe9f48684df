"""Nobody is there, or nobody can be served: attract and out of service. Pure; any thread."""

from __future__ import annotations

from itertools import chain, islice

from flows.availability import cause, warning
from flows.catalogue import Catalogue
from flows.model.screen import Action, Actions, AttractBody, Line, OutOfServiceBody, Place
from flows.model.site import Counter, Site
from flows.model.values import Language, State, Terminal
from flows.steps.step import Page
from flows.views.condition import notices
from flows.views.hot import hot
from flows.words import home
from flows.words.moments import time_of

ABLE_MOST = 6  # lines on the poster


def attract(catalogue: Catalogue, state: State, site: Site) -> Page:
    """Nobody is there."""
    language = state.reading.language
    other = Language.ZH if language is Language.EN else Language.EN
    first = hot(catalogue, site)
    ids = {each.id for each in first}
    known = chain(first, (each for each in catalogue.services if each.id not in ids))  # looked at until six are found
    able = tuple(islice((each for each in known if warning(each, state.terminal) is None), ABLE_MOST))
    return Page(
        title=home.ATTRACT_TITLE.of(language),
        hint=home.ATTRACT_HINT.of(language),
        body=AttractBody(
            start=Action(label=home.START.of(language), act="start", icon="hand"),
            start_aside=home.START.of(other),
            able_heading=home.ABLE.of(language) if able else "",
            able=tuple(Line(text=each.head.title.of(language), mark="done") for each in able),
            notices=notices(catalogue, state.terminal, language),
        ),
        actions=Actions(),
    )


def out_of_service(state: State, site: Site) -> Page:
    """The terminal cannot be used: where to go, and nothing that was not checked."""
    language = state.reading.language
    terminal = state.terminal
    why = cause(terminal.out_of_service).of(language)
    return Page(
        title=home.OUT_TITLE.of(language),
        hint="",
        body=OutOfServiceBody(
            lines=(
                home.OUT_CAUSE.of(language, cause=why),
                home.OUT_ASK.of(language, hotline=site.hotline),
            ),
            places_heading=home.OUT_PLACES.of(language) if site.counters else "",
            places=tuple(
                _place(counter, terminal, language, first=index == 0) for index, counter in enumerate(site.counters[:3])
            ),
            phone_label=home.OUT_PHONE.of(language),
            phone=site.hotline,
            phone_detail=home.OUT_PHONE_DETAIL.of(language, terminal=site.terminal_code),
            qr="",
            fault_line=home.OUT_FAULT.of(language, terminal=site.terminal_code, fault=terminal.out_of_service),
        ),
        actions=Actions(),
    )


def _place(counter: Counter, terminal: Terminal, language: Language, *, first: bool) -> Place:
    now = time_of(terminal.at)
    is_open = any(opens <= now < closes for opens, closes in counter.open)
    return Place(
        name=counter.name.of(language),
        detail=counter.detail.of(language),
        aside=counter.aside.of(language),
        open_now=home.OUT_OPEN.of(language) if is_open else "",
        first=first,
    )
