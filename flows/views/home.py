"""Attract, home, its lists and out of service: what this terminal can do now, and nothing that does not work. Pure."""

from __future__ import annotations

from flows.availability import cause, detail, device, filled, warning
from flows.catalogue import Catalogue
from flows.model.screen import (
    Action,
    Actions,
    AttractBody,
    HomeBody,
    Line,
    ListBody,
    OutOfServiceBody,
    Place,
)
from flows.model.site import Counter, Site
from flows.model.text import Text
from flows.model.values import Language, State, Terminal
from flows.paging import paged
from flows.runner import LIST_ROWS
from flows.service import Service
from flows.steps.step import Page
from flows.words import bars, home
from flows.words.moments import time_of
from kiosk.core.devices import DeviceKind, Health

_WORKS = (
    (DeviceKind.ID_CARD, home.WORKS_ID_CARD, home.DEVICE_ID_CARD),
    (DeviceKind.SOCIAL_CARD, home.WORKS_SOCIAL_CARD, home.DEVICE_SOCIAL_CARD),
    (DeviceKind.DOCUMENT_CAMERA, home.WORKS_CAMERA, home.DEVICE_CAMERA),
    (DeviceKind.PRINTER, home.WORKS_PRINTER, home.DEVICE_PRINTER),
)


def attract(catalogue: Catalogue, state: State) -> Page:
    """Nobody is there."""
    language = state.reading.language
    other = Language.ZH if language is Language.EN else Language.EN
    able = [each for each in catalogue.services if warning(each, state.terminal) is None]
    return Page(
        title=home.ATTRACT_TITLE.of(language),
        hint=home.ATTRACT_HINT.of(language),
        body=AttractBody(
            start=Action(label=home.START.of(language), act="start", icon="hand"),
            start_aside=home.START.of(other),
            able_heading=home.ABLE.of(language) if able else "",
            able=tuple(Line(text=each.head.title.of(language), mark="done") for each in able[:6]),
            notices=_notices(catalogue, state.terminal, language),
        ),
        actions=Actions(),
    )


def home_page(catalogue: Catalogue, state: State, site: Site) -> Page:
    """The entries, what is often done, what works now."""
    language = state.reading.language
    report = catalogue.report
    ask = Action(label=home.ASK.of(language, hotline=site.hotline), act="help", icon="ask")
    cannot = Action(label=home.CANNOT.of(language), act="report", icon="cannot")
    return Page(
        title=home.HOME_TITLE.of(language),
        hint="",
        body=HomeBody(
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
            tiles=(ask, cannot) if report else (ask,),
            common_heading=home.COMMON.of(language),
            all=Action(label=home.ALL.of(language, count=len(catalogue.services)), act="list", arg="all", icon="chev"),
            common=tuple(_row(service, state) for service in catalogue.common[:6]),
            state_heading=home.STATE.of(language),
            works=_works(state.terminal, language),
            notices=_notices(catalogue, state.terminal, language),
        ),
        actions=Actions(),
    )


def list_page(catalogue: Catalogue, state: State) -> Page:
    """The services of one of home's lists."""
    language = state.reading.language
    titles = {"apply": home.APPLY, "print": home.PRINT}
    services = paged(catalogue.section(state.section), state.section_page, LIST_ROWS, language)
    return Page(
        title=titles.get(state.section, home.LIST_ALL).of(language),
        hint="" if services.items else home.LIST_EMPTY.of(language),
        phase=f"{state.section}.{services.page}",
        body=ListBody(
            rows=tuple(_row(service, state) for service in services.items),
            page_text=services.text,
            previous=services.previous,
            next=services.next,
        ),
        actions=Actions(
            left=(
                Action(label=home.TO_HOME.of(language), act="home", icon="back"),
                Action(label=bars.END.of(language), act="end", icon="end"),
            )
        ),
    )


def out_of_service(state: State, site: Site) -> Page:
    """The terminal cannot be used: where to go, and nothing that was not checked."""
    language = state.reading.language
    terminal = state.terminal
    why = cause(terminal.out_of_service).of(language)
    until = home.OUT_CAUSE_UNTIL if terminal.back_at else home.OUT_CAUSE
    return Page(
        title=home.OUT_TITLE.of(language),
        hint="",
        body=OutOfServiceBody(
            lines=(
                until.of(language, cause=why, back_at=terminal.back_at),
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


def _row(service: Service, state: State) -> Action:
    """A service in a list. One that cannot be done stays there, says why, and opens the explanation."""
    language = state.reading.language
    reason = warning(service, state.terminal)
    return Action(
        label=service.head.title.of(language),
        detail=detail(service, state.terminal).of(language),
        act="service" if service.head.section != "report" else "report",
        arg=service.id if service.head.section != "report" else "",
        icon=service.head.icon,
        warning=reason.of(language) if reason else "",
    )


def _works(terminal: Terminal, language: Language) -> tuple[Line, ...]:
    texts = [home.WORKS_NETWORK] if terminal.online and not terminal.network_fault else []
    texts += [works for kind, works, _ in _WORKS if device(terminal, kind).health.usable]
    return tuple(Line(text=each.of(language), mark="done") for each in texts)


def _notices(catalogue: Catalogue, terminal: Terminal, language: Language) -> tuple[Line, ...]:
    notices: list[Text] = []
    stopped = any(step.platform() for service in catalogue.services for step in service.steps)
    if terminal.network_fault in ("NET-001", ""):
        notices += [] if terminal.online else [home.OFFLINE_SOME if stopped else home.OFFLINE]
    else:
        without = home.OFFLINE_OTHER_SOME if stopped else home.OFFLINE_OTHER
        words = home.ONLINE_BUT if terminal.online else without
        notices.append(filled(words, cause=cause(terminal.network_fault)))
    known = {each.kind for each in terminal.devices}
    for kind, _, name in _WORKS:
        health = device(terminal, kind)
        if kind not in known:
            continue  # this terminal has none, or has not looked yet: nothing to announce
        if health.health is Health.WARMING:
            notices.append(filled(home.WARMING, device=name))
        elif health.health is Health.ATTENTION and kind is DeviceKind.PRINTER:
            notices.append(home.PAPER_LOW)
        elif not health.health.usable:
            notices.append(filled(_instead(terminal, kind), cause=cause(health.fault) if health.fault else name))
    said = dict.fromkeys(each.of(language) for each in notices)  # two readers may have one cause
    return tuple(Line(text=each, mark="attention") for each in said)


def _instead(terminal: Terminal, kind: DeviceKind) -> Text:
    """Return what to do without the device."""
    match kind:
        case DeviceKind.PRINTER:
            return home.NO_PRINTER
        case DeviceKind.DOCUMENT_CAMERA:
            return home.NO_CAMERA
        case DeviceKind.ID_CARD:
            return home.NO_ID_CARD if device(terminal, DeviceKind.SOCIAL_CARD).health.usable else home.NO_CARDS
        case DeviceKind.SOCIAL_CARD:
            return home.NO_SOCIAL if device(terminal, DeviceKind.ID_CARD).health.usable else home.NO_CARDS


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
