"""A branch that was answered and then left: nothing of it is handed in, and nothing of it is lost."""

from __future__ import annotations

import pytest

from flows.model import effect as fx
from flows.model import event as ev
from flows.model.values import Json, Submission
from flows.steps.taken import page_name
from tests.support.branches import standing, without_what_was_left
from tests.support.flow_walks import BLOB, Walk, bundled

CARD = "social-card-replace"
COURT = "court-filing"


def at_check_of_a_lost_card() -> Walk:
    walk = Walk()
    walk.begin(CARD)
    walk.until("what")
    walk.take(ev.OptionChosen("what", "lost"), ev.Continued())
    walk.until("pick_up")
    walk.take(ev.OptionChosen("pick_up", "bank"), ev.Continued())
    walk.until("check")
    assert {"photo", "pick_up"} <= set(standing(walk).answers)
    return walk


def change(walk: Walk, step: str, *events: ev.Event) -> None:
    walk.take(ev.ChangeAsked(step))
    assert walk.step == step
    walk.take(*events, ev.Continued())
    walk.until("check")


def handed_in(walk: Walk) -> Submission:
    walk.until("submit")
    started = walk.started
    assert isinstance(started, fx.Submit)
    assert started.submission == without_what_was_left(walk)
    return started.submission


def test_a_card_that_is_only_reported_takes_no_photo_and_no_place_along() -> None:
    walk = at_check_of_a_lost_card()
    change(walk, "what", ev.OptionChosen("what", "report_only"))
    payload = handed_in(walk).payload.reveal()
    assert (payload["what"], payload["photo"], payload["pick_up"]) == ("report_only", {}, "")


def test_what_was_answered_on_a_branch_is_there_again_when_it_is_taken_again() -> None:
    walk = at_check_of_a_lost_card()
    change(walk, "what", ev.OptionChosen("what", "report_only"))
    change(walk, "what", ev.OptionChosen("what", "lost"))
    payload = handed_in(walk).payload.reveal()
    assert payload["pick_up"] == "bank"
    assert payload["photo"]


def test_a_letter_of_authority_is_not_counted_once_one_acts_for_oneself() -> None:
    walk = Walk()
    walk.begin(COURT)
    walk.until("whom")
    there = standing(walk)
    step = there.service.step("authority")
    assert step is not None
    acting: dict[str, Json] = {"whom": dict(there.service.step("whom").samples()[1])["whom"]}  # type: ignore[union-attr]
    walk.state = there.stay(
        answers={**acting, "authority": {"pages": 1}}, blobs={page_name("authority", 1): BLOB}
    ).state
    assert standing(walk).scope()["answers"]["authority"] == {"pages": 1}  # type: ignore[index, call-overload]
    walk.take(ev.OptionChosen("whom", "self"))
    submission = handed_in(walk)
    assert submission.payload.reveal()["authority_pages"] == 0
    assert not [each for each in submission.attachments if each.name.startswith("authority")]


@pytest.mark.parametrize("service", [each.id for each in bundled().services if any(step.next for step in each.steps)])
def test_every_step_of_the_path_sees_the_answers_before_it(service: str) -> None:
    walk = Walk()
    walk.begin(service)
    for _ in range(60):
        if walk.state.run is None or not walk.state.session_id:
            break
        here = standing(walk)
        seen = here.scope()["answers"]
        assert isinstance(seen, dict)
        for step in here.path():
            assert all(seen[name] == value for name, value in here.answers.items() if name in step.names())
        walk.help_on()
