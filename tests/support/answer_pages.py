"""Walking through the form of every answer, and looking at its fields and lists."""

from __future__ import annotations

from typing import Any

from flows.catalogue import load_catalogue
from flows.model.screen import ChooseBody, FindBody, FormBody, Screen
from tests.support.answering import EVERY, AnswersWalk
from tests.support.flow_walks import bundled, ready_state
from tests.support.services import service_text


def walk_to(key: str, *, online: bool = True) -> AnswersWalk:
    """Return a walk that stands at that page of the form."""
    walk = AnswersWalk(state=ready_state(online=online))
    walk.begin(EVERY)
    walk.to_page(f"{EVERY}/{key}")
    return walk


def label(screen: Screen) -> str:
    """Return what the primary button says, or what is awaited."""
    return screen.actions.primary.label if screen.actions.primary else screen.actions.awaited


def field_of(screen: Screen, at: int = 0) -> Any:
    """Return a field of the page."""
    assert isinstance(screen.body, FormBody)
    return screen.body.fields[at]


def chosen(screen: Screen) -> list[str]:
    """Return the options that are chosen."""
    assert isinstance(screen.body, ChooseBody | FindBody)
    return [option.arg for option in screen.body.options if option.chosen]


def problems(step: str) -> str:
    """Return what is refused in a service of this one step."""
    loaded = load_catalogue({"sample.yaml": service_text(step)}, bundled().reference)
    return "\n".join(problem.detail for problem in loaded.problems)


def form(fields: str, more: str = "") -> str:
    """Return a step of kind form with these fields."""
    return (
        "  - id: sample\n    kind: form\n    title: {zh-Hans: 问, en: Question}\n    hint: {zh-Hans: 答, en: Answer}\n"
        f"{more}    fields:\n{fields}"
    )


def field(name: str, more: str) -> str:
    """Return a field of such a step."""
    return f"      - {{name: {name}, label: {{zh-Hans: 标, en: Label}}, {more}}}\n"


WORDS = "title: {zh-Hans: 选, en: C}, hint: {zh-Hans: 选, en: C}, label: {zh-Hans: 选, en: C}"
REPEAT = "store: s, member: {zh-Hans: 人, en: One}, add: {zh-Hans: 加, en: Add}"
TITLE = "title: {zh-Hans: 再问, en: More}"
