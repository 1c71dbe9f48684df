"""The invariants of the flow kernel, held over paying, going on by phone, certificates, quotas and bundles.

And one of their own: while an order that was shown is neither closed nor paid, no other is opened; once one is paid,
none is opened any more.
"""

from __future__ import annotations

from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from hypothesis.stateful import initialize, precondition, rule

from flows.model import codec
from flows.model import effect as fx
from flows.model import event as ev
from flows.model.values import Json, Language
from kiosk.core.sensitive import Sensitive
from tests.flows.test_every_service import DEPTHS, FAULTS, Kiosk
from tests.support.effects import OPENED, PAID, EffectsWalk, effects_catalogue, willing
from tests.support.flow_walks import AT, REGISTER, SENT, filled_in, ready_state

SERVICES = ["water-bill", "go-on-by-phone", "counter-number", "new-home", "elder-papers"]
OFTEN = st.sampled_from([*SERVICES, "water-bill", "water-bill", "new-home"])
ODD = st.one_of(
    st.builds(
        ev.WayChosen, st.sampled_from(["without", "decline", "leave", "mend:gas", "mend:water", "mend:?", "again"])
    ),
    st.builds(
        ev.OptionChosen, st.sampled_from(["gas", "certificates"]), st.sampled_from(["yes", "no", "HK0123456789AB"])
    ),
    st.builds(ev.ChangeAsked, st.sampled_from(["photo", "gas", "certificates", "household_book", "deed", "pay"])),
    st.builds(ev.PageTurned, st.sampled_from([-1, 1, 9])),
    st.sampled_from([ev.WentBack(), ev.Continued(), ev.NetworkChanged(online=True), ev.ReportAsked()]),
)
STATUSES = st.sampled_from(
    ["none", "open", "opened", "paid", "refused", "cancelled", "expired", "closed", "done", "?", 7]
)
ANSWERS: dict[str, dict[str, Json]] = {
    "payment": {**OPENED, "left_s": 120},
    "handoff": {"result": SENT},  # type: ignore[dict-item]
    "quota": {"left": 0, "again_at": "2026-11-25T08:30:00+08:00"},
    "certificates": {"certificates": [REGISTER]},
    "open-payment": dict(OPENED),
    "open-handoff": {"link": "https://guanjia.example/h/1", "valid_s": 9},
}


class Doing(Kiosk):
    """Anything that can happen while money, phones and several matters are on their way."""

    def __init__(self) -> None:
        super().__init__()
        self.walk = EffectsWalk(catalogue=effects_catalogue())
        self.shown: set[str] = set()  # orders whose code was on the screen, neither closed nor paid
        self.paid = False

    @initialize(service=OFTEN, online=st.integers(0, 9).map(bool), far=DEPTHS)
    def begin(self, service: str, far: int, *, online: bool) -> None:
        self.first = self.walk.state = ready_state(online=online)
        self.come_in(service, far)

    @rule(service=OFTEN, far=DEPTHS)
    @precondition(lambda self: not self.walk.state.session_id)
    def come_in(self, service: str, far: int) -> None:
        self.sessions += 1
        self.shown, self.paid = set(), False
        session_id = f"6f9619ff-8b86-4d01-b42d-{self.sessions:012d}"
        self.do(ev.SessionStarted(session_id=session_id, at=self.walk.state.terminal.at))
        self.do(ev.ServiceChosen(service))
        for _ in range(far):
            stop = self.walk.step in ("pay", "submit", "certificates") and far % 3  # where most can go wrong
            if self.walk.state.run and not stop:
                self.go_on()

    @rule(service=st.sampled_from(SERVICES))
    @precondition(lambda self: self.walk.state.session_id and self.walk.state.run is None)
    def choose_service(self, service: str) -> None:
        self.paid = False  # another matter, which costs something of its own
        self.do(ev.ServiceChosen(service))

    def do(self, event: ev.Event) -> None:
        started = self.walk.started
        mine = getattr(event, "operation", None) == self.walk.state.pending is not None
        match event:
            case ev.DraftFound() | ev.DraftSubmitted():
                self.shown, self.paid = set(), False  # an older draft than the last, which a store never gives
            case ev.CommandDone(data=data) | ev.QueryAnswered(data=data) if mine and isinstance(
                started, fx.Command | fx.Query
            ):
                self.note_order(started, data.reveal())
            case _:
                pass
        super().do(event)

    def note_order(self, started: fx.Command | fx.Query, data: Any) -> None:
        name = str(started.parameters.reveal().get("payment", ""))
        if started.kind not in ("open-payment", "close-payment", "payment"):
            return
        status = data.get("status")
        if status == "paid" and started.kind != "open-payment":
            self.shown.discard(name)
            self.paid = True
        elif status == "closed" and started.kind != "open-payment":
            self.shown.discard(name)
        elif started.kind == "open-payment" and data.get("qr"):
            self.shown.add(name)

    def note_drafts(self, effects: list[fx.Effect]) -> None:
        super().note_drafts(effects)
        for each in effects:
            if isinstance(each, fx.Command):
                self.contents: dict[str, Any] = getattr(self, "contents", {})
                content = dict(each.parameters.reveal())
                assert self.contents.setdefault(each.key, content) == content, "a key stands for one content"
            if isinstance(each, fx.Command) and each.kind == "open-payment":
                assert not self.shown - {each.key}, "an order is open already"
                assert not self.paid, "it is paid already"

    @rule(event=ODD)
    @precondition(lambda self: self.walk.state.run is not None)
    def anything(self, event: ev.Event) -> None:
        self.do(event)

    @rule(timer=st.sampled_from(["payment", "handoff"]))
    @precondition(lambda self: self.walk.state.session_id)
    def time_to_ask(self, timer: str) -> None:
        self.do(ev.TimerExpired(self.walk.state.session_id, timer))

    @precondition(lambda self: self.walk.started is not None)
    @rule()
    def fitting_answer(self) -> None:
        started = self.walk.started
        assert started is not None
        for event in willing(started, self.walk):
            self.do(event)

    @precondition(lambda self: isinstance(self.walk.started, fx.Command | fx.Query))
    @rule(status=STATUSES, fault=FAULTS, kind=st.sampled_from(["done", "done", "done", "refused", "failed", "empty"]))
    def platform_says(self, status: Json, fault: str, kind: str) -> None:
        """Any state of an order or a link, a refusal, no answer, or one that says nothing."""
        self.answer_of_platform(status, fault, kind)

    def answer_of_platform(self, status: Json, fault: str, kind: str) -> None:
        started, operation = self.walk.started, self.walk.operation
        assert isinstance(started, fx.Command | fx.Query)
        data: dict[str, Json] = {} if kind == "empty" else {**ANSWERS.get(started.kind, {}), "status": status}
        if status == "paid" and kind != "empty":
            data |= PAID
        command = isinstance(started, fx.Command)
        if kind == "failed":
            self.do(ev.EffectFailed(operation=operation, fault=fault))
        elif kind == "refused" and command:
            self.do(ev.CommandRefused(operation=operation, code="x", reason="不行。", reason_en="No."))
        elif kind == "refused":
            self.do(ev.QueryRefused(operation=operation, code="x", reason="不行。", reason_en="No."))
        elif command:
            self.do(ev.CommandDone(operation=operation, data=Sensitive(data)))
        else:
            self.do(ev.QueryAnswered(operation=operation, data=Sensitive(data)))

    @precondition(lambda self: self.walk.state.run is not None and self.walk.state.run.bundle)
    @rule(which=st.integers(0, 2), fate=st.sampled_from(["received", "refused", "waiting", "all waiting"]))
    def one_is_decided(self, which: int, fate: str) -> None:
        run = self.walk.state.run
        assert run is not None
        handed = self.walk.effects_of(fx.SubmitTogether)
        if not handed or not run.local_number:
            return
        operation = handed[-1].operation  # type: ignore[union-attr]
        key = run.bundle[which % len(run.bundle)].key
        match fate:
            case "received":
                self.do(ev.SubmissionReceived(operation=operation, key=key, platform_number=f"DG{which}", at=AT))
            case "refused":
                self.do(ev.SubmissionRefused(operation=operation, key=key, code="x", reason="对不上。"))
            case "waiting":
                self.do(ev.SubmissionWaiting(operation=operation, key=key, fault="NET-001"))
            case _:
                self.do(ev.SubmissionWaiting(operation=operation, fault="NET-002"))

    @precondition(lambda self: self.walk.state.run is not None)
    @rule()
    def fill_in_and_go_on(self) -> None:
        chosen = any(each.chosen for each in getattr(self.walk.screen.body, "options", ()))
        for event in [*(() if chosen else filled_in(self.walk.screen)), ev.Continued()]:
            self.do(event)


STATES: list[Json] = ["open", "open", "open", "expired", "expired", "refused", "closed", "closed", "none", "paid", "?"]
TURNS: list[tuple[str, Json]] = [*(("platform", each) for each in STATES), *[("tick", "")] * 4, *[("go on", "")] * 5]
TURNS += [("back", ""), ("fails", ""), ("refuses", ""), ("power cut", "")]
MOVES = st.lists(st.sampled_from(TURNS), min_size=20, max_size=50)


@given(moves=MOVES)
def test_whatever_becomes_of_an_order_no_other_is_opened_beside_it(moves: list[tuple[str, Json]]) -> None:
    machine = Doing()
    machine.begin("water-bill", 0, online=True)
    machine.walk.until("pay")
    for move, status in moves:
        started, pending = machine.walk.started, machine.walk.state.pending
        platform = started if isinstance(started, fx.Command | fx.Query) and pending else None
        match move:
            case "tick":
                machine.do(ev.TimerExpired(machine.walk.state.session_id, "payment"))
            case "go on" if not platform and machine.walk.step in ("pay", "check"):
                machine.do(ev.Continued())
            case "back" if not platform and machine.walk.step == "pay":
                machine.do(ev.WentBack())
            case "power cut" if machine.walk.step == "pay":
                shown, paid = machine.shown, machine.paid
                machine.do(ev.EndAsked())
                machine.do(ev.EndConfirmed())
                machine.come_in("water-bill", 3)  # as far as the question for a draft
                draft = codec.decode(codec.encode(machine.drafts[-1]))
                machine.do(ev.DraftFound(operation=machine.walk.operation, state=draft))
                machine.shown, machine.paid = shown, paid
            case "platform" | "fails" | "refuses" if platform:
                kind = {"platform": "done", "fails": "failed", "refuses": "refused"}[move]
                machine.answer_of_platform(status, "NET-002", kind)
            case _:
                pass


TestDoing = pytest.mark.timeout(900)(Doing.TestCase)
TestDoing.settings = settings(stateful_step_count=40, deadline=None)


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("language", list(Language))
def test_a_resident_who_goes_on_comes_to_the_end(service: str, language: Language) -> None:
    walk = EffectsWalk(catalogue=effects_catalogue())
    walk.begin(service)
    walk.take(ev.LanguageChosen(language))
    assert walk.to_the_end() < 40
    assert isinstance(walk.all_effects[-1], fx.EndSession)
