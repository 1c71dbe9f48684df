"""The pages where something is asked and answered: what was found, how far a matter is, what is free, how it was.

Values, fully worded, like all of `flows.model.screen`, which gives them out.
"""

from __future__ import annotations

from dataclasses import dataclass

from flows.model.parts import Action, Line, Panel


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One thing that was found: the row leads to all that is known of it. `aside` stands at the right (a sum)."""

    open: Action
    aside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsBody:
    """What was found, in pages. `age` says how old a kept answer is, `extra` is one more way on."""

    results: tuple[Result, ...]
    count: str = ""
    age: Line | None = None
    extra: Action | None = None
    page_text: str = ""
    previous: Action | None = None
    next: Action | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage of a matter. `mark`: "done", "now" (it is there), "" (still to come). `who` has it, `when` it came."""

    name: str
    mark: str = ""
    when: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineBody:
    """How far a matter is: which one, its stages in order, and what the resident must do (or that nothing is)."""

    matter: str
    number_label: str
    number: str
    stages: tuple[Stage, ...]
    todo: Panel | None = None
    other: Action | None = None  # look at another


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarBody:
    """Days, or the times of one day, as large tiles: the label, and how many are free under it.

    `context` is what was chosen before, `change` goes back to it. A tile that is not `enabled` says 约满了.
    """

    heading: str
    tiles: tuple[Action, ...]
    context: str = ""
    change: Action | None = None
    page_text: str = ""
    previous: Action | None = None
    next: Action | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RateBody:
    """How was it: five faces with their words, the best first. For the lower two, what was not good."""

    levels: tuple[Action, ...]
    tags_heading: str = ""
    tags: tuple[Action, ...] = ()
    words: Action | None = None
    note: str = ""
