"""The invariants of the flow kernel, held over a service that asks for every kind of answer."""

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
from kiosk.core.sensitive import Sensitive
from tests.flows.test_every_service import DEPTHS, FAULTS, TYPED, Kiosk
from tests.support.answering import EVERY, RIGHT_CODE, AnswersWalk, acted, answers_to, every_answer
from tests.support.flow_walks import CHILD_NUMBER, ready_state

STEPS = every_answer().services[0].steps
FIELDS = sorted({field.name for step in STEPS for field in getattr(step, "fields", ())} | {"code", "find", "detail"})
CHOICES = ["place", "town", "school", "nation", *FIELDS]
VALUES = [
    "yes",
    "no",
    "rent",
    "child",
    "s02",
    "56",
    "198",
    "1983",
    "198302",
    "19830229",
    "19830228",
    "441900122015",
    "441900003",
    "?",
    "",
]
WAYS = ["find", "list", "earlier", "resend", "add", "change.0", "remove.0", "remove", "change.9", "town", "retry"]
PARTS = ["person/married", "person/home", "money/bank_account", "family/0", "family/9", "place/detail", "phone", "?/x"]
TEXTS = TYPED | st.sampled_from(["19510307", "1200.5", "..", CHILD_NUMBER, "xit", "溪", RIGHT_CODE, "111111"])
ODD = st.one_of(
    st.builds(ev.FieldEdited, st.sampled_from(FIELDS), TEXTS.map(Sensitive)),
    st.builds(ev.OptionChosen, st.sampled_from(CHOICES), st.sampled_from(VALUES)),
    st.builds(ev.WayChosen, st.sampled_from(WAYS)),
    st.builds(ev.ChangeAsked, st.sampled_from(PARTS)),
    st.builds(ev.PageTurned, st.sampled_from([-1, 1, 9])),
    st.sampled_from([ev.WentBack(), ev.Continued()]),
)
OUTCOMES = st.sampled_from(["right", "wrong", "late", "spent", "?", ""])


class Answering(Kiosk):
    """Anything that can happen, in the sample service alone; its residents mostly know what they want."""

    def __init__(self) -> None:
        super().__init__()
        self.walk = AnswersWalk()

    @initialize(online=st.booleans(), far=st.integers(0, 60))
    def begin(self, far: int, *, online: bool) -> None:
        self.first = self.walk.state = ready_state(online=online)
        self.come_in(EVERY, far)

    @rule(service=st.just(EVERY), far=DEPTHS)
    @precondition(lambda self: not self.walk.state.session_id)
    def come_in(self, service: str, far: int) -> None:
        self.sessions += 1
        session_id = f"6f9619ff-8b86-4d01-b42d-{self.sessions:012d}"
        self.do(ev.SessionStarted(session_id=session_id, at=self.walk.state.terminal.at))
        self.do(ev.ServiceChosen(service))
        for _ in range(far):
            if self.walk.state.run:
                self.go_on()

    @rule(service=st.just(EVERY))
    @precondition(lambda self: self.walk.state.session_id and self.walk.state.run is None)
    def choose_service(self, service: str) -> None:
        self.do(ev.ServiceChosen(service))

    @rule(event=ODD)
    @precondition(lambda self: self.walk.state.run is not None)
    def anything(self, event: ev.Event) -> None:
        self.do(event)

    @rule()
    @precondition(lambda self: self.walk.state.session_id)
    def minute_is_over(self) -> None:
        self.do(ev.TimerExpired(self.walk.state.session_id, "resend"))

    @precondition(lambda self: self.walk.started is not None)
    @rule()
    def fitting_answer(self) -> None:
        started = self.walk.started
        assert started is not None
        for event in answers_to(started, self.walk.card):
            self.do(event)

    @precondition(lambda self: isinstance(self.walk.started, fx.Command))
    @rule(fault=FAULTS, refused=st.booleans())
    def no_message_goes_out(self, fault: str, *, refused: bool) -> None:
        operation = self.walk.operation
        if refused:
            self.do(ev.CommandRefused(operation=operation, code="phone", reason="停机了。", reason_en="Out of use."))
        else:
            self.do(ev.EffectFailed(operation=operation, fault=fault))

    @precondition(lambda self: isinstance(self.walk.started, fx.Query))
    @rule(outcome=OUTCOMES)
    def code_is_judged(self, outcome: str) -> None:
        self.do(ev.QueryAnswered(operation=self.walk.operation, data=Sensitive({"outcome": outcome, "items": []})))

    @precondition(lambda self: self.walk.state.run is not None)
    @rule()
    def fill_in_and_go_on(self) -> None:
        for event in [*acted(self.walk.screen), ev.Continued()]:
            self.do(event)

    def note_drafts(self, effects: list[fx.Effect]) -> None:
        super().note_drafts(effects)
        self.check_commands(effects)

    def check_commands(self, effects: list[fx.Effect]) -> None:
        """A key stands for one content, whatever happens."""
        for each in effects:
            if isinstance(each, fx.Command):
                self.contents: dict[str, Any] = getattr(self, "contents", {})
                content = dict(each.parameters.reveal())
                assert self.contents.setdefault(each.key, content) == content


TestAnswering = pytest.mark.timeout(900)(Answering.TestCase)
TestAnswering.settings = settings(stateful_step_count=40, deadline=None)


@pytest.mark.parametrize("online", [True, False], ids=["online", "offline"])
@pytest.mark.parametrize("language", list(Language))
def test_a_resident_who_goes_on_comes_to_the_end(language: Language, *, online: bool) -> None:
    walk = AnswersWalk(state=ready_state(online=True))
    walk.begin(EVERY)
    walk.to_page("school/")
    walk.take(ev.NetworkChanged(online=online), ev.LanguageChosen(language))
    assert walk.to_the_end(limit=120) < 90
    assert isinstance(walk.all_effects[-1], fx.EndSession)


def test_lint_finds_nothing_wrong_with_it() -> None:
    assert [found for found in lint(every_answer()) if found.file == f"{EVERY}.yaml"] == []
