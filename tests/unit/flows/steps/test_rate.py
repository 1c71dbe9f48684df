"""好差评: asked once the matter is done, skipped in one touch, sent once, never waited for."""

from __future__ import annotations

import pytest

from flows.model import codec
from flows.model import effect as fx
from flows.model import event as ev
from flows.model.screen import FormBody, RateBody
from flows.model.values import Submission
from kiosk.core.ids import rating_key
from kiosk.core.sensitive import Sensitive
from tests.support.asking import RATED, AskingWalk
from tests.support.effects import EffectsWalk, effects_catalogue
from tests.support.flow_walks import AT, ready_state

LATER_SESSION = "6f9619ff-8b86-4d01-b42d-00cf4fc964aa"


def at_rating(service: str = RATED) -> AskingWalk:
    walk = AskingWalk()
    walk.begin(service)
    walk.until("rate")
    return walk


def body(walk: AskingWalk) -> RateBody:
    found = walk.screen.body
    assert isinstance(found, RateBody)
    return found


def level(number: int) -> ev.OptionChosen:
    return ev.OptionChosen("level", str(number))


def sent(walk: AskingWalk) -> list[Submission]:
    return [each.submission for each in walk.all_effects if isinstance(each, fx.LeaveSubmission)]


def test_five_levels_with_words_and_faces_of_their_own() -> None:
    levels = body(at_rating()).levels
    assert [each.label for each in levels] == ["非常满意", "满意", "基本满意", "不满意", "非常不满意"]
    assert len({each.icon for each in levels}) == 5


def test_one_touch_skips_it_and_ends_the_session() -> None:
    walk = at_rating()
    assert [each.arg for each in walk.screen.actions.left] == ["skip"]
    walk.take(ev.WayChosen("skip"))
    assert not walk.state.session_id
    assert sent(walk) == []


def test_a_rating_is_left_for_the_outbox_and_the_session_ends_at_once() -> None:
    walk = at_rating()
    assert walk.state.run is not None
    matter = walk.state.run.submission_key
    walk.take(level(5), ev.Continued())
    assert not walk.state.session_id
    (left,) = sent(walk)
    assert (left.service_id, left.key) == ("rating", rating_key(matter))
    assert left.payload.reveal() == {
        "level": 5,
        "service": RATED,
        "number": "DG202611240418",
        "matter": matter,
        "tags": [],
        "words": "",
    }
    assert isinstance(walk.effects[0], fx.LeaveSubmission), "before the end of the session"
    assert "张伟" not in str(left.payload.reveal())


def test_nothing_is_sent_before_a_level_is_chosen() -> None:
    walk = at_rating()
    walk.take(ev.Continued(), level(0), level(6), ev.OptionChosen("level", "x"), ev.Continued())
    assert walk.step == "rate"
    assert walk.screen.actions.primary is not None
    assert not walk.screen.actions.primary.enabled


@pytest.mark.parametrize("chosen", [1, 2, 3, 4, 5])
def test_only_the_lower_two_are_asked_what_was_not_good(chosen: int) -> None:
    walk = at_rating()
    walk.take(level(chosen))
    assert bool(body(walk).tags) == (chosen <= 2)
    assert (body(walk).words is not None) == (chosen <= 2)


def test_what_was_not_good_is_told_and_taken_back_by_another_touch() -> None:
    walk = at_rating()
    slow, papers = ev.OptionChosen("tag", "slow"), ev.OptionChosen("tag", "papers")
    walk.take(level(2), slow, papers, slow, ev.OptionChosen("tag", "?"))
    assert [each.arg for each in body(walk).tags if each.chosen] == ["tag=papers"]
    walk.take(ev.WayChosen("words"))
    assert isinstance(walk.screen.body, FormBody)
    walk.take(ev.FieldEdited("words", Sensitive(" 等了很久 ")), ev.Continued())
    walk.take(ev.Continued())
    (left,) = sent(walk)
    assert left.payload.reveal()["tags"] == ["papers"]
    assert left.payload.reveal()["words"] == "等了很久"


def test_who_thinks_better_of_it_sends_no_reproach() -> None:
    walk = at_rating()
    walk.take(level(1), ev.OptionChosen("tag", "slow"), ev.WayChosen("words"))
    walk.take(ev.FieldEdited("words", Sensitive("慢")), ev.WentBack(), level(4), ev.Continued())
    (left,) = sent(walk)
    assert (left.payload.reveal()["tags"], left.payload.reveal()["words"]) == ([], "")


def test_silence_ends_it_without_a_rating() -> None:
    walk = at_rating()
    walk.take(level(3), ev.TimerExpired(walk.state.session_id, "idle"))
    while walk.state.session_id:
        walk.take(ev.TimerExpired(walk.state.session_id, "countdown"))
    assert sent(walk) == []


def test_after_a_power_cut_it_is_asked_again_under_the_same_key() -> None:
    walk = at_rating()
    walk.take(level(5))
    draft = codec.decode(codec.encode(walk.state))
    again = AskingWalk(state=ready_state())
    again.take(ev.SessionStarted(session_id=LATER_SESSION, at=AT), ev.ServiceChosen(RATED))
    again.answer()
    again.answer()
    again.take(
        ev.DraftSubmitted(
            operation=again.operation,
            state=draft,
            local_number="XT07-1124-0031",
            platform_number="DG202611240418",
            kept_at=AT,
            received_at=AT,
        )
    )
    assert again.step == "rate"
    assert not again.effects_of(fx.PrintDocument), "the receipt is not printed again"
    again.take(level(5), ev.Continued())
    walk.take(ev.Continued())
    assert sent(again)[0].key == sent(walk)[0].key


def test_what_had_no_submission_is_rated_too() -> None:
    walk = at_rating("fund-payments")
    walk.take(level(4), ev.Continued())
    (left,) = sent(walk)
    assert left.payload.reveal()["matter"] == ""
    assert left.key


@pytest.mark.parametrize(
    ("service", "step"),
    [
        (RATED, "receipt"),
        ("social-insurance-certificate", "print"),
        ("new-home", "receipt"),
        ("book-counter", "time"),
        ("fund-payments", "look"),
    ],
)
def test_nobody_is_held_up_by_it_the_page_before_has_an_end_that_ends_at_once(service: str, step: str) -> None:
    walk = EffectsWalk(catalogue=effects_catalogue()) if service == "new-home" else AskingWalk()
    walk.begin(service)
    walk.until(step)
    while walk.state.pending:
        walk.help_on()
    while walk.step == step and not walk.screen.body.__class__.__name__.startswith(("Receipt", "Fates", "Results")):
        walk.help_on()
    assert walk.step == step
    assert "end" in [each.act for each in walk.screen.actions.left]
    walk.take(ev.EndAsked())
    assert not walk.state.session_id
    assert isinstance(walk.all_effects[-1], fx.EndSession)


def test_the_page_before_it_promises_no_end_and_names_what_comes() -> None:
    walk = AskingWalk()
    walk.begin(RATED)
    walk.until("receipt")
    assert walk.take(ev.EndAsked()).sheet is not None, "while the receipt is printing one is asked"
    walk.take(ev.SheetDismissed())
    walk.answer()
    assert walk.screen.actions.primary is not None
    assert walk.screen.actions.primary.label == "评一评"
    assert [each.label for each in walk.screen.actions.left] == ["再打一张", "结束"]
    walk.take(ev.Continued())
    assert isinstance(walk.screen.body, RateBody)


@pytest.mark.parametrize("step", ["receipt", "rate"])
def test_whoever_walks_away_from_the_end_is_forgotten_all_the_same(step: str) -> None:
    walk = AskingWalk()
    walk.begin(RATED)
    walk.until(step)
    if step == "receipt":
        walk.answer()
    walk.take(ev.TimerExpired(walk.state.session_id, "idle"))
    assert walk.screen.sheet is not None
    while walk.state.session_id:
        walk.take(ev.TimerExpired(walk.state.session_id, "countdown"))
    assert walk.state.document is None
    assert walk.state.run is None
    assert isinstance(walk.all_effects[-1], fx.EndSession)
    assert sent(walk) == []


def test_from_a_report_one_goes_back_to_the_matter_that_failed_and_is_not_asked_to_rate_it() -> None:
    walk = AskingWalk()
    walk.begin(RATED)
    walk.until("phone")
    walk.take(ev.ReportAsked())
    walk.until("receipt")
    walk.answer()
    assert walk.screen.actions.primary is not None
    assert walk.screen.actions.primary.label == "回到刚才的事"
    assert walk.take(ev.EndAsked()).sheet is not None, "the matter itself is not done"
    walk.take(ev.SheetDismissed(), ev.Continued())
    assert walk.step == "phone"
    assert sent(walk) == []
