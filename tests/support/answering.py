"""Walks through a service that asks for every kind of answer: a willing resident types, chooses and adds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from flows.catalogue import Catalogue, load_catalogue
from flows.model import effect as fx
from flows.model import event as ev
from flows.model.screen import ChooseBody, Field, FindBody, FormBody, MembersBody, Screen
from kiosk.core.sensitive import Sensitive
from tests.support.flow_walks import BANK_ACCOUNT, CHILD_NUMBER, PHONE, Walk, bundled, filled_in, good_answers

EVERY = "every-answer"
FILE = Path(__file__).parent / "services" / f"{EVERY}.yaml"
RIGHT_CODE = "246810"
TYPED = {"3-4-4": PHONE, "4": BANK_ACCOUNT, "4-2-2": "19510307", "6-8-4": CHILD_NUMBER}


@cache
def every_answer() -> Catalogue:
    """The sample beside the bundled services."""
    loaded = load_catalogue({FILE.name: FILE.read_text("utf-8")}, bundled().reference)
    assert loaded.problems == (), loaded.problems
    return Catalogue(
        services=(*loaded.services, *bundled().services), reference=bundled().reference, pace=bundled().pace
    )


def typed_into(each: Field) -> str:
    """What a willing resident types into a field."""
    if each.name == "code":
        return RIGHT_CODE
    if each.group:
        return TYPED.get(each.group, "1" * each.max_length)
    return {"decimal": "1200.5", "latin": "A12B34", "digits": "1" * each.max_length}.get(each.entry, "陈小明")


def acted(screen: Screen) -> Sequence[ev.Event]:
    """What a resident does on the page before pressing its button."""
    body = screen.body
    match body:
        case FormBody() if body.choices and body.choices[0].act == "choose":
            name, _, value = body.choices[0].arg.partition("=")
            return [ev.OptionChosen(name, value)]
        case FormBody():
            return [ev.FieldEdited(each.name, Sensitive(typed_into(each))) for each in body.fields]
        case ChooseBody() if any(each.chosen for each in body.options) or not body.options:
            return []
        case FindBody():
            return [ev.WentBack()]
        case MembersBody() if not body.members:
            return [ev.WayChosen("add")]
        case _:
            return filled_in(screen)


@dataclass
class AnswersWalk(Walk):
    """A walk in which texts are sent and codes are right."""

    catalogue: Catalogue = field(default_factory=every_answer)

    def answer(self) -> Screen:
        started = self.started
        assert started is not None
        return self.take(*answers_to(started, self.card))

    def help_on(self) -> Screen:
        if self.state.pending is not None and not isinstance(self.started, fx.StartPreview):
            return self.answer()
        if isinstance(self.started, fx.StartPreview) and self.state.quality is None:
            return self.answer()
        self.take(*acted(self.screen))
        primary = self.screen.actions.primary
        return self.take(ev.Continued()) if primary and primary.enabled else self.screen

    def to_page(self, key: str, limit: int = 120) -> Screen:
        """Walk on until the screen's key contains `key`."""
        for _ in range(limit):
            if key in self.screen.key:
                return self.screen
            self.help_on()
        raise AssertionError(f"never came to {key}; stands at {self.screen.key}")

    def type(self, name: str, text: str) -> Screen:
        return self.take(ev.FieldEdited(name, Sensitive(text)))

    @property
    def answers(self) -> dict[str, Any]:
        assert self.state.run is not None
        return dict(self.state.run.answers.reveal())


def answers_to(effect: fx.Effect, card: Any) -> Sequence[ev.Event]:
    match effect:
        case fx.Command(operation=operation, kind="send-code", parameters=parameters):
            sent = {"phone": parameters.reveal()["phone"], "valid_s": 300}
            return (ev.CommandDone(operation=operation, data=Sensitive(sent)),)
        case fx.Query(operation=operation, kind="check-code", parameters=parameters):
            outcome = "right" if parameters.reveal()["code"] == RIGHT_CODE else "wrong"
            return (ev.QueryAnswered(operation=operation, data=Sensitive({"outcome": outcome})),)
        case fx.Query(operation=operation, kind="sample-schools"):
            return (ev.QueryAnswered(operation=operation, data=Sensitive({"items": list(schools(3))})),)
        case _:
            return good_answers(effect, card)


def schools(count: int) -> tuple[dict[str, str], ...]:
    """So many fictional schools, as the platform lists them."""
    return tuple(
        {
            "code": f"s{number:02d}",
            "name": f"第 {number} 小学（样例）",
            "name_en": f"Primary School {number} (sample)",
            "place": f"样例路 {number} 号",
        }
        for number in range(1, count + 1)
    )
