"""The invariants of the kernel, held over the steps that are about a person: consent, identity, acting for another."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import initialize, invariant, precondition, rule

from flows.catalogue import Catalogue
from flows.lint import lint
from flows.model import effect as fx
from flows.model import event as ev
from flows.model.screen import FormBody
from flows.model.values import Language
from kiosk.core.sensitive import Sensitive
from tests.flows.test_every_service import DEPTHS, FAULTS, PEOPLE, Kiosk
from tests.support.flow_walks import AT, SESSION, Walk, ready_state
from tests.support.screens_person import SAMPLE, go_to, sample_catalogue

WAYS = st.sampled_from(
    ["agree", "decline", "again", "qr", "typed", "residence_card", "other", "code", "face", "later", "self", "id_card"]
)
WHOM = st.sampled_from(["self", "family", "other", "assisted", "parent", "child", "?"])
CODES = st.sampled_from(["123456", "12", "x", "44190019630915002X", "李秀兰"])
OUTCOMES = st.sampled_from(["right", "wrong", "late", "spent", "?"])


class PersonKiosk(Kiosk):
    """Anything that can happen, in the sample service alone."""

    def __init__(self) -> None:
        super().__init__()
        self.walk = Walk(catalogue=sample_catalogue())

    @initialize(online=st.booleans(), far=DEPTHS)
    def begin(self, far: int, *, online: bool) -> None:
        self.first = self.walk.state = ready_state(online=online)
        self.come_in(SAMPLE, far)

    @rule(service=st.just(SAMPLE), far=DEPTHS)
    @precondition(lambda self: not self.walk.state.session_id)
    def come_in(self, service: str, far: int) -> None:
        self.sessions += 1
        session_id = f"6f9619ff-8b86-4d01-b42d-{self.sessions:012d}"
        self.do(ev.SessionStarted(session_id=session_id, at=self.walk.state.terminal.at))
        self.do(ev.ServiceChosen(service))
        for _ in range(far):
            if self.walk.state.run:
                self.go_on()

    @rule(service=st.just(SAMPLE))
    @precondition(lambda self: self.walk.state.session_id and self.walk.state.run is None)
    def choose_service(self, service: str) -> None:
        self.do(ev.ServiceChosen(service))

    @rule(way=WAYS)
    @precondition(lambda self: self.walk.state.run is not None)
    def way(self, way: str) -> None:
        self.do(ev.WayChosen(way))

    @rule(value=WHOM)
    @precondition(lambda self: self.walk.step == "whom")
    def whom(self, value: str) -> None:
        self.do(ev.OptionChosen("whom", value))

    @rule(field=st.sampled_from(["code", "name", "number"]), text=CODES)
    @precondition(lambda self: self.walk.state.run is not None)
    def write(self, field: str, text: str) -> None:
        self.do(ev.FieldEdited(field, Sensitive(text)))

    @rule(data=st.data())
    @precondition(lambda self: self.walk.started is not None)
    def person_answer(self, data: st.DataObject) -> None:
        """What can come of a scan, a look, a code, a card."""
        named: Any = {"operation": st.just(self.walk.operation)}
        match self.walk.started:
            case fx.ScanCode():
                codes = st.sampled_from([Sensitive("ID1.example"), Sensitive("x" * 600)])
                answer = st.builds(ev.NoCode, **named) | st.builds(ev.CodeScanned, **named, code=codes)
            case fx.VerifyFace():
                reasons = st.sampled_from(["no_face", "several_faces", "different", "?"])
                answer = st.builds(ev.FaceNotMatched, **named, reason=reasons, tries_left=st.integers(0, 3))
            case fx.Command():
                answer = st.builds(ev.CommandRefused, **named, code=st.just("no-phone"), reason=st.just("没有。"))
            case fx.Query():
                said = OUTCOMES.map(lambda outcome: Sensitive({"outcome": outcome}))
                answer = st.builds(ev.QueryAnswered, **named, data=said)
            case fx.ReadIdCard() | fx.ReadSocialCard():
                answer = st.builds(ev.DocumentRead, **named, document=PEOPLE)
            case _:
                answer = st.builds(ev.EffectFailed, **named, fault=FAULTS)
        self.do(data.draw(answer))

    @invariant()
    def names_and_numbers_are_masked(self) -> None:
        body = self.walk.screen.body
        if isinstance(body, FormBody):
            return  # whoever types their number sees it
        super().names_and_numbers_are_masked()

    @invariant()
    def the_others_card_is_masked_too(self) -> None:
        run = self.walk.state.run
        if run is None or self.walk.state.revealed or isinstance(self.walk.screen.body, FormBody):
            return
        for held in (run.memory.reveal().get("person"), (run.answers.reveal().get("whom") or {})):
            person = held.get("person", held) if isinstance(held, dict) else {}
            number = person.get("number") if isinstance(person, dict) else None
            assert not number or str(number) not in repr(self.walk.screen)

    @invariant()
    def no_face_is_looked_at_without_a_yes(self) -> None:
        if isinstance(self.walk.started, fx.VerifyFace):
            assert self.walk.state.run is not None
            record = self.walk.state.run.answers.reveal()["face"]
            assert isinstance(record, dict)
            assert record["agreed"] is True

    @invariant()
    def nothing_is_handed_in_for_another_without_their_agent(self) -> None:
        started = self.walk.started
        if isinstance(started, fx.Submit) and started.submission.service_id == SAMPLE:  # and no report of a problem
            payload = started.submission.payload.reveal()
            applicant, agent = payload["applicant"], payload["agent"]
            assert isinstance(applicant, dict)
            assert isinstance(agent, dict)
            assert applicant["number"] != agent.get("number")
            evidence = payload["evidence"]
            assert isinstance(evidence, dict)
            assert {"told", "means", "passed_on", "face", "verified"} <= set(evidence)
            assert bool(agent) == ("whom" in evidence)


TestPersonKiosk = pytest.mark.timeout(900)(PersonKiosk.TestCase)
TestPersonKiosk.settings = settings(stateful_step_count=40, deadline=None)


@pytest.mark.parametrize("language", list(Language))
def test_a_resident_who_agrees_comes_to_the_end(language: Language) -> None:
    walk = Walk(catalogue=sample_catalogue())
    walk.begin(SAMPLE)
    walk.take(ev.LanguageChosen(language))
    go_to(walk, "check")
    assert walk.to_the_end() < 30
    assert isinstance(walk.all_effects[-1], fx.EndSession)


def test_who_says_no_to_everything_that_may_be_refused_comes_to_the_end_too() -> None:
    walk = Walk(catalogue=sample_catalogue(), state=replace(ready_state(), session_id=""))
    walk.take(ev.SessionStarted(session_id=SESSION, at=AT), ev.ServiceChosen(SAMPLE))
    go_to(walk, "passed_on")
    walk.take(ev.WayChosen("decline"), ev.Continued())
    assert walk.step == "face"
    walk.take(ev.WayChosen("decline"), ev.Continued())
    assert walk.step == "verified"
    walk.take(ev.WayChosen("later"))
    assert walk.to_the_end() < 20
    assert walk.effects_of(fx.VerifyFace) == []


def test_the_sample_lints_clean() -> None:
    catalogue: Catalogue = sample_catalogue()
    assert [str(found) for found in lint(catalogue)] == []
