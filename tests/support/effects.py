"""Services that pay, hand over and bundle, from files beside this module, and a willing resident to walk them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flows.catalogue import Catalogue, load_catalogue
from flows.model import effect as fx
from flows.model import event as ev
from flows.model.screen import Screen
from flows.model.values import Json
from kiosk.core.sensitive import Sensitive
from tests.support.flow_walks import Walk, bundled, good_answers

FOLDER = Path(__file__).parent / "services"
FILES = (
    "water-bill.yaml",
    "go-on-by-phone.yaml",
    "counter-number.yaml",
    "new-home.yaml",
    "elder/elder-papers.yaml",
    "elder/elder-application.typ",
)
CODE = "https://guanjia.example/pay/Zk3vTq8LmW0yRn5c"
ORDER = "JF202611240007"
PAID: dict[str, Json] = {"status": "paid", "order": ORDER, "paid_at": "2026-11-24T09:12:00+08:00"}
OPENED: dict[str, Json] = {"order": ORDER, "status": "open", "qr": CODE, "valid_s": 300}


@cache
def effects_catalogue() -> Catalogue:
    """The services of this topic beside the bundled ones."""
    files = {name: (FOLDER / name).read_text("utf-8") for name in FILES}
    loaded = load_catalogue(files, bundled().reference)
    assert loaded.problems == (), loaded.problems
    report = next(each for each in bundled().services if each.head.section == "report")
    return Catalogue(services=(*loaded.services, report), reference=loaded.reference, pace=loaded.pace)


@dataclass
class EffectsWalk(Walk):
    """A walk in which the platform does what it is told."""

    def answer(self) -> Screen:
        started = self.started
        assert started is not None
        return self.take(*willing(started, self))

    def done(self, data: dict[str, Json]) -> Screen:
        """The platform carried the pending command out."""
        return self.take(ev.CommandDone(operation=self.operation, data=Sensitive(data)))

    def answered(self, data: dict[str, Json]) -> Screen:
        """The platform answered the pending query."""
        return self.take(ev.QueryAnswered(operation=self.operation, data=Sensitive(data)))

    def fails(self, fault: str = "NET-001") -> Screen:
        """The pending effect failed."""
        return self.take(ev.EffectFailed(operation=self.operation, fault=fault))

    def tick(self, timer: str) -> Screen:
        """A timer of the session ran out."""
        return self.take(ev.TimerExpired(self.state.session_id, timer))

    @property
    def commands(self) -> list[fx.Command]:
        """Every command that was given so far."""
        return [each for each in self.all_effects if isinstance(each, fx.Command)]


def willing(effect: fx.Effect, walk: Walk) -> Sequence[ev.Event]:
    match effect:
        case fx.Command(operation=operation, kind="open-payment"):
            return (ev.CommandDone(operation=operation, data=Sensitive(OPENED)),)
        case fx.Command(operation=operation, kind="close-payment"):
            return (ev.CommandDone(operation=operation, data=Sensitive({"status": "closed"})),)
        case fx.Query(operation=operation, kind="payment"):
            return (ev.QueryAnswered(operation=operation, data=Sensitive(PAID)),)
        case _:
            return good_answers(effect, walk.card)
