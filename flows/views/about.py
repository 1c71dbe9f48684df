"""What is read before anything begins: a service, an answer of the hotline, where else to go. Pure; any thread."""

from __future__ import annotations

import re
from datetime import timedelta

from flows.availability import first_obstacle, warning
from flows.catalogue import Catalogue
from flows.guide import Answer
from flows.model.screen import AboutBody, Action, Actions, AnswerBody, Fact, Panel, Place, PlacesBody
from flows.model.site import Site
from flows.model.text import Text
from flows.model.values import Language, State
from flows.places import Nearby, ServicePoint
from flows.service import Service
from flows.steps.step import Page
from flows.views.hot import row
from flows.views.lists import back
from flows.words import bars, finding
from flows.words.moments import time_of, weekday_of

PLACES_MOST = 4
RELATED_MOST = 2
DAY_END = "24:00"


def about_page(catalogue: Catalogue, state: State, site: Site, service: Service) -> Page:
    """A service before it begins: can it be done here now, and what must be known."""
    language = state.reading.language
    near = _near(catalogue, site, service)
    obstacle = first_obstacle(service, state.terminal)
    if obstacle is None or not obstacle.required:
        label, act, icon = finding.ABOUT_BEGIN, "service", "next"
    elif near and not obstacle.store:
        label, act, icon = finding.ABOUT_ELSEWHERE, "places", "pin"
    else:  # whether the store still fails, only the next try tells
        label, act, icon = bars.RETRY, "service", "redo"
    return Page(
        title=service.head.title.of(language),
        hint=catalogue.reference.department(service.head.department).of(language),
        phase=service.id,
        body=AboutBody(
            state=_state(state, site, service, near),
            facts=_facts(service, language),
            more_label=finding.READ_MORE.of(language),
            less_label=finding.READ_LESS.of(language),
        ),
        actions=Actions(
            left=(back(state), _end(language)),
            primary=Action(label=label.of(language), act=act, arg=service.id, icon=icon),
        ),
    )


def answer_page(catalogue: Catalogue, state: State, site: Site, answer: Answer) -> Page:
    """A question that the hotline is often asked: what it says, and where to do it."""
    language = state.reading.language
    services = [service for each in answer.services if (service := catalogue.newest(each))][:RELATED_MOST]
    source = finding.ANSWER_SOURCE_OF if answer.department else finding.ANSWER_SOURCE
    department = catalogue.reference.department(answer.department).of(language)
    said = [source.of(language, hotline=site.hotline, department=department)]
    if answer.example:
        said.append(finding.ANSWER_EXAMPLE.of(language))
    return Page(
        title=answer.question.of(language),
        hint="",
        phase=answer.id,
        body=AnswerBody(
            facts=(
                *(Fact(label="", lines=(each,)) for each in _sentences(answer.answer.of(language))),
                Fact(label=finding.ANSWER_FROM.of(language), lines=tuple(said)),
            ),
            related_heading=finding.ANSWER_RELATED.of(language) if services else "",
            related=tuple(row(each, state) for each in services),
            more_label=finding.READ_MORE.of(language),
            less_label=finding.READ_LESS.of(language),
        ),
        actions=Actions(
            left=(back(state), _end(language)),
            primary=Action(label=finding.ASK.of(language, hotline=site.hotline), act="help", icon="ask"),
        ),
    )


def places_page(catalogue: Catalogue, state: State, site: Site, service: Service) -> Page:
    """Where else the service can be done, the nearest first, and whether it is open."""
    language = state.reading.language
    near = _near(catalogue, site, service)
    note = [finding.PLACES_NOTE.of(language, hotline=site.hotline)]
    if catalogue.reference.places.example:
        note.append(finding.PLACES_EXAMPLE.of(language))
    return Page(
        title=finding.PLACES_TITLE.of(language),
        hint=service.head.title.of(language) if near else finding.PLACES_NONE.of(language, hotline=site.hotline),
        phase=service.id,
        body=PlacesBody(
            places=tuple(_place(each, state, site, first=index == 0) for index, each in enumerate(near)),
            note=tuple(note),
        ),
        actions=Actions(
            left=(back(state), _end(language)),
            primary=Action(label=finding.ASK.of(language, hotline=site.hotline), act="help", icon="ask"),
        ),
    )


def _end(language: Language) -> Action:
    return Action(label=bars.END.of(language), act="end", icon="end")


def _state(state: State, site: Site, service: Service, near: tuple[Nearby, ...]) -> Panel:
    """Whether it can be done here now; if not, why, and the nearest place that can."""
    language = state.reading.language
    reason = warning(service, state.terminal)
    if reason is None:
        whole = first_obstacle(service, state.terminal) is None
        title = finding.ABOUT_HERE if whole else finding.ABOUT_PAPERLESS
        return Panel(
            kind="done" if whole else "wait", title=title.of(language), lines=(service.head.detail.of(language),)
        )
    line = finding.ABOUT_ASK.of(language, hotline=site.hotline)
    if near:
        name = near[0].point.name.of(language)
        line = finding.ABOUT_NEAREST.of(language, place=name, distance=_far(near[0], site, language))
    return Panel(kind="wait", title=reason.of(language), lines=(line,))


def _facts(service: Service, language: Language) -> tuple[Fact, ...]:
    head, about = service.head, service.head.about
    materials = tuple(
        each.name.of(language)
        if each.required or each.name.of(language).endswith(("）", ")"))
        else finding.ABOUT_OPTIONAL.of(language, name=each.name.of(language))
        for each in about.materials
    )
    facts: list[tuple[Text, tuple[str, ...]]] = [
        (finding.ABOUT_WHO, (about.who.of(language),)),
        (finding.ABOUT_MATERIALS, materials),
        (finding.ABOUT_FEE, (about.fee.of(language),)),
        (finding.ABOUT_LIMIT, (about.limit.of(language),)),
        (finding.ABOUT_RESULT, (about.result.of(language),)),
        (finding.ABOUT_BASIS, (about.basis.of(language),)),
        (finding.ABOUT_CODES, head.codes),
        (finding.ABOUT_REMARK, (finding.ABOUT_EXAMPLE.of(language),) if head.example else ()),
    ]
    return tuple(Fact(label=label.of(language), lines=lines) for label, lines in facts if lines)


def _sentences(words: str) -> tuple[str, ...]:
    """Return a long answer in sentences, so that it is read in steps and turns pages between them."""
    return tuple(each.strip() for each in re.split(r"(?<=[。！？\n])|(?<=\. )", words) if each.strip())


def _near(catalogue: Catalogue, site: Site, service: Service) -> tuple[Nearby, ...]:
    places = catalogue.reference.places
    return places.nearest(service, site.position or places.towns.get(site.town_code), PLACES_MOST)


def _place(near: Nearby, state: State, site: Site, *, first: bool) -> Place:
    language = state.reading.language
    is_open, words = _hours(near.point, state, language)
    return Place(
        name=near.point.name.of(language),
        detail=near.point.address.of(language),
        aside=_far(near, site, language),
        open_now=words if is_open else "",
        closed="" if is_open else words,
        first=first,
    )


def _far(near: Nearby, site: Site, language: Language) -> str:
    """Return the distance as people say it: 约 800 米, 约 3 公里. Where in the town this stands may not be known."""
    if site.position is None and near.point.town_code == site.town_code:
        return finding.IN_TOWN.of(language)
    if near.distance_m < 950:  # what rounds to less than a kilometre
        return finding.METRES.of(language, distance=max(1, round(near.distance_m / 100)) * 100)
    return finding.KILOMETRES.of(language, distance=round(near.distance_m / 1000))


def _hours(point: ServicePoint, state: State, language: Language) -> tuple[bool, str]:
    """Return whether it is open, and until when, or when it opens next."""
    at = state.terminal.at
    now = time_of(at)
    for opens, closes in point.spans(at):
        if opens <= now < closes:
            always = (opens, closes) == ("00:00", DAY_END)
            return True, (finding.OPEN_ALWAYS if always else finding.OPEN_UNTIL).of(language, time=closes)
        if now < opens:
            return False, finding.OPENS_TODAY.of(language, time=opens)
    for days in range(1, 8):
        then = at + timedelta(days=days)
        spans = point.spans(then)
        if spans:
            words = finding.OPENS_TOMORROW if days == 1 else finding.OPENS_ON
            return False, words.of(language, time=spans[0][0], day=weekday_of(then.date(), language))
    return False, ""
