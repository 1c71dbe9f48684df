"""What a service file can say, some bundled service says: nothing that the engine can do is left unshown."""

from __future__ import annotations

from typing import Any, get_args, get_type_hints

import pytest

from flows.steps.act_for import ActFor, Whom
from flows.steps.capture import Capture
from flows.steps.form import Form
from flows.steps.handoff import Handoff
from flows.steps.identify import Identify
from flows.steps.kinds import KINDS
from flows.steps.step import Step
from tests.support.flow_walks import bundled

SERVICES = bundled().services
NAMED = {service.id: service for service in SERVICES}
STEPS = [step for service in SERVICES for step in service.steps]


def of_kind(kind: type[Step]) -> list[Any]:
    return [step for step in STEPS if isinstance(step, kind)]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_step_is_in_a_bundled_service(kind: str) -> None:
    assert of_kind(KINDS[kind])


def test_every_way_of_saying_who_one_is_is_offered_somewhere() -> None:
    ways = {way for step in of_kind(Identify) for way in (*step.cards, *step.others)}
    assert ways == {"id_card", "residence_card", "social_card", "qr", "typed"}


def test_a_matter_can_be_done_for_everybody_for_whom_it_can_be_done() -> None:
    assert {whom for step in of_kind(ActFor) for whom in step.whom} == set(get_args(Whom))


@pytest.mark.parametrize("service", ["respect-card", "disability-subsidies", "veteran-card", "court-filing"])
def test_who_acts_for_another_is_named_in_what_is_handed_in(service: str) -> None:
    submit = NAMED[service].step("submit")
    assert "agent" in submit.payload  # type: ignore[union-attr]


def test_residence_cards_open_only_what_is_open_to_people_from_elsewhere() -> None:
    for service in SERVICES:
        if any(isinstance(step, Identify) and "residence_card" in step.cards for step in service.steps):
            assert "outsider" in service.head.audience, service.id


def test_a_service_has_hours_and_a_service_has_so_many_a_day() -> None:
    assert [service.id for service in SERVICES if service.head.hours] == ["helper-visit"]
    assert {service.id for service in SERVICES if service.head.quota} == {"helper-visit", "id-card-appointment"}


def test_a_form_repeats_and_a_phone_number_proves_itself_by_a_code() -> None:
    forms: list[Form] = of_kind(Form)
    assert [form.repeat.store for form in forms if form.repeat] == ["family", "family"]
    codes = {field.code for form in forms for field in form.fields}
    assert codes == set(get_args(get_type_hints(type(forms[0].fields[0]))["code"]))


def test_a_phone_sends_something_here_or_takes_the_matter_over() -> None:
    assert {step.waits for step in of_kind(Handoff)} == {True, False}


def test_a_certificate_stands_in_for_a_photograph() -> None:
    assert {step.instead_of for step in of_kind(Capture)} - {""} == {"birth-certificate", "household-register"}


@pytest.mark.parametrize(("event", "service"), [("birth", "newborn-together"), ("farewell", "farewell-together")])
def test_what_happens_in_a_life_leads_to_all_of_it_at_once(event: str, service: str) -> None:
    assert event in NAMED[service].head.life_events
