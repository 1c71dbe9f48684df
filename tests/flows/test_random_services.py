"""The invariants of the kernel hold for services that nobody has written: any graph that lint lets pass."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from hypothesis.stateful import initialize, precondition, rule

from flows.catalogue import Catalogue, load_catalogue
from flows.lint import lint, paths
from flows.model import effect as fx
from flows.model import event as ev
from flows.steps.submit import Submit
from kiosk.documents.papers import PAPERS, needed_keys
from tests.flows.test_every_service import DEPTHS, Kiosk
from tests.support.flow_walks import Walk, bundled, ready_state
from tests.support.random_services import SERVICE_ID, reports, services, text_of

TEMPLATES = {name: needed_keys(paper) for name, paper in PAPERS.items()}


def catalogue_of(service: dict[str, Any]) -> Catalogue:
    """The service beside the one to which failures lead."""
    loaded = load_catalogue({"random.yaml": text_of(service)}, bundled().reference)
    assert loaded.problems == ()
    return replace(loaded, services=(*loaded.services, *reports()))


@given(services())
def test_lint_finds_nothing_in_them(service: dict[str, Any]) -> None:
    found = lint(catalogue_of(service), templates=TEMPLATES)
    assert found == ()


@given(services())
def test_one_submission_on_every_path_at_most(service: dict[str, Any]) -> None:
    for path in paths(catalogue_of(service).services[0]):
        assert sum(isinstance(step, Submit) for step in path) <= 1


@settings(deadline=None)
@given(services(), st.booleans())
def test_a_resident_who_goes_on_comes_to_the_end(service: dict[str, Any], online: bool) -> None:  # noqa: FBT001
    walk = Walk(catalogue=catalogue_of(service), state=ready_state(online=online))
    walk.begin(SERVICE_ID)
    if walk.state.run is None or walk.state.run.fault:  # it needs the platform, and says so
        assert not online
        return
    for _ in range(80):
        if not walk.state.session_id or (walk.state.run and walk.state.run.fault):
            break
        walk.help_on()
    run = walk.state.run
    assert run is None or (run.fault.startswith("NET") and not online), run.fault
    assert len(walk.effects_of(fx.Submit)) <= 1
    assert run or isinstance(walk.all_effects[-1], fx.EndSession)


class AnyService(Kiosk):
    """Anything that can happen, in a service that nobody has written."""

    @initialize(service=services(), online=st.booleans(), far=DEPTHS)
    def begin(self, service: dict[str, Any], far: int, *, online: bool) -> None:
        self.walk.catalogue = catalogue_of(service)
        self.first = self.walk.state = ready_state(online=online)
        self.come_in_here(far)

    def enter(self, far: int) -> None:
        self.do(ev.ServiceChosen(SERVICE_ID))
        for _ in range(far):
            if self.walk.state.run:
                self.go_on()

    @rule(far=DEPTHS)
    @precondition(lambda self: not self.walk.state.session_id)
    def come_in_here(self, far: int) -> None:
        self.sessions += 1
        session_id = f"6f9619ff-8b86-4d01-b42d-{self.sessions:012d}"
        self.do(ev.SessionStarted(session_id=session_id, at=self.walk.state.terminal.at))
        self.enter(far)

    @rule(far=DEPTHS)
    @precondition(lambda self: self.walk.state.session_id and self.walk.state.run is None)
    def choose_it(self, far: int) -> None:
        self.enter(far)


TestAnyService = pytest.mark.timeout(900)(AnyService.TestCase)
TestAnyService.settings = settings(stateful_step_count=30, deadline=None)
