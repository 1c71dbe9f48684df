"""The invariants of the flow kernel, held over results, bookings, progress and ratings; and never two bookings."""

from __future__ import annotations

from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import initialize, precondition, rule

from flows.lint import lint
from flows.model import effect as fx
from flows.model import event as ev
from flows.model.values import Language
from kiosk.app import stationery
from kiosk.core.sensitive import Sensitive
from kiosk.documents.papers import PAPERS, needed_keys
from tests.flows.test_every_service import DEPTHS, FAULTS, TYPED, Kiosk
from tests.support.asking import (
    BOOKED,
    FULL,
    HOURS,
    KEPT_AT,
    NAMES,
    RATED,
    RECEIVED,
    REFUSED,
    SLOTS,
    WAITING,
    AskingWalk,
    asking_catalogue,
    matter,
)
from tests.support.flow_walks import ready_state

SERVICES = [*NAMES, RATED]
MINE = {"number": BOOKED, "slot": "x", "date": "2026-11-27", "from": "09:00", "to": "09:30"}
ANSWERS = st.sampled_from(
    [
        {},
        {"payments": []},
        {"payments": [{"month": 3}, None, "x"]},
        HOURS,
        SLOTS,
        FULL,
        {**SLOTS, "booked": MINE},
        {**SLOTS, "booked": {"number": 1}},
        {"days": [{"date": "x"}]},
        {"matters": []},
        {"matters": [matter(), matter("DG202610080007", reached=3)]},
        {"matters": [{"number": "1"}]},
    ]
)
CODES = st.sampled_from(["slot-full", "already-booked", "not-booked", "nothing-on-record", "?"])
ODD = st.one_of(
    st.builds(ev.OptionChosen, st.just("record"), st.sampled_from(["0", "3", "9", "99", "x", ""])),
    st.builds(ev.OptionChosen, st.just("matter"), st.sampled_from(["0", "1", "99", "x"])),
    st.builds(ev.OptionChosen, st.just("day"), st.sampled_from(["2026-11-25", "2026-11-26", "2026-13-01", ""])),
    st.builds(ev.OptionChosen, st.just("slot"), st.sampled_from(["2026-11-26.0", "2026-11-26.1", "2026-11-27.3", ""])),
    st.builds(ev.OptionChosen, st.just("level"), st.sampled_from(["0", "1", "2", "5", "6", "x"])),
    st.builds(ev.OptionChosen, st.just("tag"), st.sampled_from(["slow", "papers", "?"])),
    st.builds(ev.FieldEdited, st.sampled_from(["number", "tail", "words"]), TYPED.map(Sensitive)),
    st.builds(
        ev.WayChosen,
        st.sampled_from(["print", "days", "times", "give_back", "all", "number", "skip", "words", "again"]),
    ),
    st.builds(ev.PageTurned, st.sampled_from([-1, 1, 9])),
    st.sampled_from([ev.WentBack(), ev.Continued(), ev.NetworkChanged(online=True)]),
)


class Asking(Kiosk):
    """Anything that can happen, in the sample services."""

    def __init__(self) -> None:
        super().__init__()
        self.walk: AskingWalk = AskingWalk()
        self.unsure = ""  # the key of a booking of which nobody knows whether it was made
        self.contents: dict[str, Any] = {}

    @initialize(service=st.sampled_from(SERVICES), online=st.booleans(), far=DEPTHS)
    def begin(self, service: str, far: int, *, online: bool) -> None:
        self.first = self.walk.state = ready_state(online=online)
        self.come_in(service, far)

    @rule(service=st.sampled_from(SERVICES), far=DEPTHS)
    @precondition(lambda self: not self.walk.state.session_id)
    def come_in(self, service: str, far: int) -> None:
        self.sessions += 1
        session_id = f"6f9619ff-8b86-4d01-b42d-{self.sessions:012d}"
        self.do(ev.SessionStarted(session_id=session_id, at=self.walk.state.terminal.at))
        self.do(ev.ServiceChosen(service))
        for _ in range(far):
            if self.walk.state.run:
                self.go_on()

    @rule(service=st.sampled_from(SERVICES))
    @precondition(lambda self: self.walk.state.session_id and self.walk.state.run is None)
    def choose_service(self, service: str) -> None:
        self.do(ev.ServiceChosen(service))

    def do(self, event: ev.Event) -> None:
        if isinstance(event, ev.DraftFound | ev.DraftSubmitted | ev.SessionStarted | ev.ServiceChosen):
            self.unsure = ""  # another session: what it may not do twice stands in its own draft
        if isinstance(event, ev.CommandDone | ev.CommandRefused) and event.operation == self.walk.state.pending:
            self.unsure = ""
        super().do(event)
        for each in self.walk.effects:
            if isinstance(each, fx.Command):
                self.check_command(each)

    def check_command(self, command: fx.Command) -> None:
        """A key stands for one content; while nobody knows, nothing but the same is sent."""
        content = dict(command.parameters.reveal())
        assert self.contents.setdefault(command.key, content) == content
        assert self.unsure in ("", command.key), "that might be a second booking"
        self.unsure = command.key

    @rule(event=ODD)
    @precondition(lambda self: self.walk.state.run is not None)
    def anything(self, event: ev.Event) -> None:
        self.do(event)

    @precondition(lambda self: self.walk.started is not None)
    @rule()
    def fitting_answer(self) -> None:
        started = self.walk.started
        assert started is not None
        for event in self.walk.fitting(started):
            self.do(event)

    @precondition(lambda self: isinstance(self.walk.started, fx.Query))
    @rule(answer=ANSWERS, kept=st.sampled_from([None, KEPT_AT]))
    def odd_answer(self, answer: Any, kept: Any) -> None:
        self.do(ev.QueryAnswered(operation=self.walk.operation, data=Sensitive(answer), kept_at=kept))

    @precondition(lambda self: isinstance(self.walk.started, fx.Query | fx.Command))
    @rule(code=CODES)
    def refused(self, code: str) -> None:
        self.walk_refuses(code)

    def walk_refuses(self, code: str) -> None:
        kind = ev.CommandRefused if isinstance(self.walk.started, fx.Command) else ev.QueryRefused
        self.do(kind(operation=self.walk.operation, code=code, reason="平台说不行。", reason_en="No."))

    @precondition(lambda self: isinstance(self.walk.started, fx.Command))
    @rule(fault=FAULTS)
    def nobody_knows(self, fault: str) -> None:
        self.do(ev.EffectFailed(operation=self.walk.operation, fault=fault))

    @precondition(lambda self: isinstance(self.walk.started, fx.FindHandedIn))
    @rule(found=st.lists(st.sampled_from([WAITING, REFUSED, RECEIVED]), max_size=3, unique=True))
    def found_here(self, found: Any) -> None:
        self.do(ev.HandedInFound(operation=self.walk.operation, matters=tuple(found)))


TestAsking = pytest.mark.timeout(900)(Asking.TestCase)
TestAsking.settings = settings(stateful_step_count=40, deadline=None)


def test_the_sample_services_lint_clean() -> None:
    templates = {name: needed_keys(paper) - stationery.KEYS for name, paper in PAPERS.items()}
    findings = lint(asking_catalogue(), templates=templates)
    assert [each for each in findings if each.file.startswith("asking/") or RATED in each.file] == []


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("language", list(Language))
def test_a_resident_who_goes_on_comes_to_the_end(service: str, language: Language) -> None:
    walk = AskingWalk()
    walk.begin(service)
    walk.take(ev.LanguageChosen(language))
    assert walk.to_the_end() < 30
    assert isinstance(walk.all_effects[-1], fx.EndSession)
