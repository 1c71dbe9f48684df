"""Services that pay, hand over and bundle, from files beside this module, and a willing resident to walk them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flows.catalogue import Catalogue, load_catalogue
from flows.model import effect as fx
from flows.model import event as ev
from flows.model.result import KeptItem
from flows.model.screen import Screen
from flows.model.values import Json, Submission
from kiosk.core.sensitive import Sensitive
from tests.support.flow_walks import AT, Walk, bundled, filled_in, good_answers

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
LINK = "https://guanjia.example/h/Qw7nB2xKpD4sVt6e"
ORDER = "JF202611240007"
TOMORROW = "2026-11-25T08:30:00+08:00"
PAID: dict[str, Json] = {"status": "paid", "order": ORDER, "paid_at": "2026-11-24T09:12:00+08:00"}
OPENED: dict[str, Json] = {"order": ORDER, "status": "open", "qr": CODE, "valid_s": 300}
REGISTER: dict[str, Json] = {
    "type": "household-register",
    "title": {"zh": "居民户口簿", "en": "Household register"},
    "number": "HK0123456789AB",
    "issuer": "东莞市公安局（演示）",
    "issued_at": "2021-03-01",
    "valid_until": "",
    "digest": "ab" * 32,
}
SENT: dict[str, Json] = {"files": [{"number": "UP202611240001", "name": "照片.jpg"}]}


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

    def help_on(self) -> Screen:
        """As `Walk.help_on`; what is polled comes by its timer."""
        if self.state.pending is not None and not isinstance(self.started, fx.StartPreview):
            return self.answer()
        if self.screen.page == "Scan" and self.screen.actions.primary is None:
            return self.take(ev.TimerExpired(self.state.session_id, "handoff"))
        if isinstance(self.started, fx.StartPreview) and self.state.quality is None:
            return self.answer()
        chosen = any(each.chosen for each in getattr(self.screen.body, "options", ()))
        return self.take(*(() if chosen else filled_in(self.screen)), ev.Continued())

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


def kept_items(submissions: Sequence[Submission]) -> tuple[KeptItem, ...]:
    """Each kept under a number of its own."""
    return tuple(
        KeptItem(key=each.key, local_number=f"XT07-1124-{number:04d}", at=AT)
        for number, each in enumerate(submissions, start=31)
    )


def willing(effect: fx.Effect, walk: Walk) -> Sequence[ev.Event]:
    match effect:
        case fx.Command(operation=operation, kind="open-payment"):
            return (ev.CommandDone(operation=operation, data=Sensitive(OPENED)),)
        case fx.Command(operation=operation, kind="close-payment"):
            return (ev.CommandDone(operation=operation, data=Sensitive({"status": "closed"})),)
        case fx.Command(operation=operation, kind="open-handoff"):
            data: dict[str, Json] = {"link": LINK, "valid_s": 300}
            return (ev.CommandDone(operation=operation, data=Sensitive(data)),)
        case fx.SubmitTogether(operation=operation, submissions=submissions):
            return (
                ev.SubmissionsKept(operation=operation, kept=kept_items(submissions)),
                *(
                    ev.SubmissionReceived(
                        operation=operation, key=each.key, platform_number=f"DG20261124{number:04d}", at=AT
                    )
                    for number, each in enumerate(submissions, start=418)
                ),
            )
        case fx.Query(operation=operation, kind="quota"):
            return (ev.QueryAnswered(operation=operation, data=Sensitive({"left": 12, "again_at": TOMORROW})),)
        case fx.Query(operation=operation, kind="certificates"):
            return (ev.QueryAnswered(operation=operation, data=Sensitive({"certificates": [REGISTER]})),)
        case fx.Query(operation=operation, kind="payment"):
            return (ev.QueryAnswered(operation=operation, data=Sensitive(PAID)),)
        case fx.Query(operation=operation, kind="handoff"):
            sent: dict[str, Json] = {"status": "done", "result": SENT}
            return (ev.QueryAnswered(operation=operation, data=Sensitive(sent)),)
        case _:
            return good_answers(effect, walk.card)
