"""The pages outside any service as the bundled catalogue fills them: made by going there, in any language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

from flows.catalogue import Catalogue, load_catalogue
from flows.model import event as ev
from flows.model.screen import Screen
from flows.model.values import Language
from kiosk.app.content import read_knowledge, read_lore
from kiosk.core.sensitive import Sensitive
from tests.support.flow_walks import AT, SESSION, Walk, bundled, ready_state, service_texts


@cache
def searchable() -> Catalogue:
    """The bundled catalogue with its search box and the hotline's answers."""
    return load_catalogue(service_texts(), bundled().reference, lore=read_lore(), knowledge=read_knowledge())


def at_home(*, online: bool = True) -> Walk:
    """Return somebody who stands on home."""
    walk = Walk(state=ready_state(online=online), catalogue=searchable())
    walk.take(ev.SessionStarted(session_id=SESSION, at=AT))
    return walk


def _to(*events: ev.Event, online: bool = True) -> Callable[[], Walk]:
    def go() -> Walk:
        walk = at_home(online=online)
        walk.take(*events)
        return walk

    return go


def _typed(text: str) -> tuple[ev.Event, ...]:
    return ev.PageOpened("search"), ev.FieldEdited("search", Sensitive(text))


FINDING_SCREENS: Mapping[str, Callable[[], Walk]] = {
    "found-home": _to(),
    "found-home-offline": _to(online=False),
    "found-apply": _to(ev.ListOpened("apply")),
    "found-all": _to(ev.ListOpened("all"), ev.PageTurned(2)),
    "found-departments": _to(ev.ListOpened("departments")),
    "found-department": _to(ev.ListOpened("departments"), ev.ListOpened("department:rsj")),
    "found-life-events": _to(ev.ListOpened("life_events")),
    "found-life-event": _to(ev.ListOpened("life_event:retirement")),
    "found-search": _to(ev.PageOpened("search")),
    "found-typed": _to(*_typed("社保")),
    "found-initials": _to(*_typed("lrjt")),
    "found-list": _to(*_typed("社保"), ev.ListOpened("found")),
    "found-nothing": _to(*_typed("飞机驾照")),
    "found-about": _to(ev.PageOpened("about", "elder-allowance")),
    "found-about-offline": _to(ev.PageOpened("about", "social-insurance-certificate"), online=False),
    "found-places": _to(ev.PageOpened("places", "social-insurance-certificate"), online=False),
    "found-answer": _to(ev.PageOpened("answer", "q25")),
}


def finding_sample(name: str, language: str, *, care: bool = False, contrast: bool = False) -> Screen:
    """Return the named screen in a language, with care mode and high contrast as asked."""
    return shown(FINDING_SCREENS[name](), language, care=care, contrast=contrast)


def shown(walk: Walk, language: str, *, care: bool = False, contrast: bool = False) -> Screen:
    """Return what stands before somebody, in a look."""
    reading = replace(walk.state.reading, language=Language(language), care=care, contrast=contrast)
    walk.state = replace(walk.state, reading=reading)
    return replace(walk.screen, key=f"{walk.screen.key}:{walk.state.typed.reveal()}")
