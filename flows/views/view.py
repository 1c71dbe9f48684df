"""The one function from a state to a screen. Pure and total; any thread."""

from __future__ import annotations

from flows.availability import cause
from flows.browsing import LISTS
from flows.catalogue import Catalogue
from flows.course import place
from flows.model.screen import Action, Actions, NoticeBody, Panel, Screen, StepLine
from flows.model.site import Site
from flows.model.values import Spot, State
from flows.steps.here import Here, Seen
from flows.steps.step import Page, Step
from flows.views import attract, frame, home
from flows.views.about import about_page, answer_page, places_page
from flows.views.lists import list_page
from flows.views.search import search_page
from flows.words import bars, failures


def view(catalogue: Catalogue, state: State, site: Site) -> Screen:
    """Return the whole screen, fully worded in the resident's language, with personal data masked."""
    steps: StepLine | None = None
    if state.terminal.out_of_service:
        key, page = "out", attract.out_of_service(state, site)
    elif not state.session_id:
        key, page = "attract", attract.attract(catalogue, state, site)
    elif state.run is None:
        key, page = _outside(catalogue, state, site)
    else:
        found = place(catalogue, state)
        key, page = _run(found, state, site)
        steps = frame.step_line(*found) if found else None
    return Screen(
        key=f"{key}/{page.phase}",
        language=state.reading.language.value,
        care=state.reading.care,
        contrast=state.reading.contrast,
        top=frame.top_bar(state, site),
        tools=frame.tools(state),
        title=page.title,
        hint=page.hint,
        body=page.body,
        steps=steps,
        actions=page.actions,
        sheet=frame.sheet(catalogue, state, site),
    )


def _outside(catalogue: Catalogue, state: State, site: Site) -> tuple[str, Page]:
    """Home, or the page that stands on it. One whose content is gone since it was opened gives way to home."""
    spot = state.spots[-1] if state.spots else Spot("home")
    service, answer = catalogue.newest(spot.of), catalogue.guide.answers.get(spot.of)
    match spot.kind:
        case "search":
            return spot.kind, search_page(catalogue, state, site)
        case "about" if service:
            return spot.kind, about_page(catalogue, state, site, service)
        case "places" if service:
            return spot.kind, places_page(catalogue, state, site, service)
        case "answer" if answer:
            return spot.kind, answer_page(catalogue, state, site, answer)
        case _ if spot.kind in LISTS:
            return "list", list_page(catalogue, state, spot)
        case _:
            return "home", home.home_page(catalogue, state, site)


def _run(found: tuple[Here, Step] | None, state: State, site: Site) -> tuple[str, Page]:
    if found is None:
        return "gone", _gone(state)
    here, step = frame.seen(found[0], site), found[1]
    place_key = f"{here.service.id}/{step.id or 'start'}"
    if here.run.fault:
        return f"{place_key}/fault/{here.run.fault}", _failure(here, step)
    return place_key, step.page(here)


def _failure(here: Seen, step: Step) -> Page:
    """Three sentences: what happened, what it means for the matter, what can be done. The number last and small."""
    failure = step.failure(here)
    left = (here.back(), here.end()) if failure.back else (here.end(),)
    return Page(
        title=failure.title or here.say(cause(here.run.fault)),
        hint=failure.hint,
        body=NoticeBody(
            icon=failure.icon,
            tone=failure.tone,
            matter=failure.matter,
            ways_heading=failure.ways_heading or here.say(failures.WAYS),
            card=failure.card,
            ways=(*failure.ways, *here.people()),
            fault_line=here.say(failures.FAULT_LINE, fault=here.run.fault),
        ),
        actions=Actions(left=left, primary=failure.primary or here.go_on(bars.RETRY, "redo")),
    )


def _gone(state: State) -> Page:
    """The running content of the service is no longer known here. Does not happen while content is kept beside."""
    language = state.reading.language
    return Page(
        title=failures.UNAVAILABLE_TITLE.of(language),
        hint="",
        body=NoticeBody(
            icon="warn",
            tone="attention",
            matter=Panel(
                kind="info",
                title=failures.MATTER_NOT_BEGUN.of(language),
                lines=(failures.MATTER_NOT_BEGUN_LINE.of(language),),
            ),
            fault_line=failures.FAULT_LINE.of(language, fault="CNT-001"),
        ),
        actions=Actions(
            left=(Action(label=bars.END.of(language), act="end", icon="end"),),
            primary=Action(label=failures.TO_START.of(language), act="continue", icon="next"),
        ),
    )
