"""The pages outside any service: attract, home, lists, search, what is read before beginning, out of service.

Values, fully worded, like all of `flows.model.screen`, which gives them out.
"""

from __future__ import annotations

from dataclasses import dataclass

from flows.model.answers import Field
from flows.model.parts import Action, Line, Panel, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class AttractBody:
    """Nobody is there. `title` and `hint` of the screen are the poster lines."""

    start: Action
    start_aside: str  # the same in the other language
    able_heading: str
    able: tuple[Line, ...]
    notices: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeBody:
    """The entries, what is often done, and what this terminal can do now."""

    entries: tuple[Action, ...]  # two; the first is filled
    tiles: tuple[Action, ...]  # two to four
    common_heading: str
    all: Action
    common: tuple[Action, ...]  # service rows
    state_heading: str
    works: tuple[Line, ...]
    notices: tuple[Line, ...]
    search: Action | None = None  # looks like a field; its label is what may be written there
    life_heading: str = ""
    life_all: Action | None = None
    life: tuple[Action, ...] = ()  # life events, with the tint of their disc; in large text a tile leads to them


@dataclass(frozen=True, slots=True, kw_only=True)
class ListBody:
    """Services of one section, in pages."""

    rows: tuple[Action, ...]
    page_text: str = ""
    previous: Action | None = None
    next: Action | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchBody:
    """One box, and what it finds while it is being written. `rows` are services and answers in one list."""

    field: Field
    clear_label: str
    heading: str = ""
    rows: tuple[Action, ...] = ()
    nothing: Panel | None = None  # nothing was found: what to try
    ways: tuple[Action, ...] = ()  # other ways on, where there is nothing to list


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something to read, under its label. What does not fit on a page is read on the next."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutBody:
    """A service before it begins: whether it can be done here now, and what must be known."""

    state: Panel
    facts: tuple[Fact, ...]
    more_label: str  # of the buttons that turn to the facts that did not fit
    less_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerBody:
    """A question that the hotline is often asked, its answer, and the services that it speaks of."""

    facts: tuple[Fact, ...]
    related_heading: str
    related: tuple[Action, ...]
    more_label: str
    less_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesBody:
    """Where else a service can be done, the nearest first. Panels, not buttons."""

    places: tuple[Place, ...]
    note: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfServiceBody:
    """The terminal cannot be used: where to go instead. Panels, not buttons."""

    lines: tuple[str, ...]
    places_heading: str
    places: tuple[Place, ...]
    phone_label: str
    phone: str
    phone_detail: str
    qr: str
    fault_line: str
