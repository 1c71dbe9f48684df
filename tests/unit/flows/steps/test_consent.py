"""The step that tells what is done with somebody's data, and asks for a yes."""

from __future__ import annotations

import hashlib

import pytest

from flows.model import effect as fx
from flows.model import event as ev
from flows.model.screen import CheckBody, ConsentBody, NoticeBody
from flows.model.values import Language
from flows.words import consent as words
from kiosk.core.audit import AuditKind
from kiosk.core.errors import ContentError
from tests.support.flow_walks import SESSION, Walk
from tests.support.screens_person import SAMPLE, at, catalogue_of_text, go_to, sample_catalogue, service_file
from tests.support.services import service_of

WHO = "who: {zh-Hans: 某局, en: Some office}"


def walk_to(step: str) -> Walk:
    walk = Walk()
    at(step)(walk)
    return walk


def record_of(walk: Walk, step: str) -> dict[str, object]:
    assert walk.state.run is not None
    record = walk.state.run.answers.reveal()[step]
    assert isinstance(record, dict)
    return dict(record)


def test_nothing_is_chosen_beforehand_and_no_button_goes_on_by_itself() -> None:
    screen = walk_to("means").screen
    assert isinstance(screen.body, ConsentBody)
    assert screen.body.agree is not None
    assert screen.body.decline is not None
    assert not screen.body.agree.chosen
    assert not screen.body.decline.chosen
    assert screen.body.agree.icon == screen.body.decline.icon
    assert (screen.actions.primary, screen.actions.awaited) == (None, "等您选")


def test_going_on_without_an_answer_is_no_answer() -> None:
    walk = walk_to("means")
    walk.take(ev.Continued())
    assert walk.step == "means"
    assert walk.state.run is not None
    assert "means" not in walk.state.run.answers.reveal()


@pytest.mark.parametrize("language", list(Language))
def test_what_is_kept_is_the_hash_of_what_stood_on_the_page(language: Language) -> None:
    walk = walk_to("means")
    screen = walk.take(ev.LanguageChosen(language))
    assert isinstance(screen.body, ConsentBody)
    shown = [screen.title, *(f"{fact.label}\n{fact.lines[0]}" for fact in screen.body.facts)]
    walk.take(ev.WayChosen("agree"))
    assert record_of(walk, "means") == {
        "purpose": "check-means",
        "text_sha256": hashlib.sha256("\n".join(shown).encode()).hexdigest(),
        "language": language.value,
        "at": "2026-11-24T09:07:00+08:00",
        "agreed": True,
    }


def test_a_yes_is_audited_without_a_name() -> None:
    walk = walk_to("means")
    walk.take(ev.WayChosen("agree"))
    (audit,) = [each for each in walk.effects if isinstance(each, fx.RecordAudit)]
    assert audit.kind is AuditKind.CONSENT_ANSWERED
    assert dict(audit.facts) == {
        "service": SAMPLE,
        "purpose": "check-means",
        "text_sha256": record_of(walk, "means")["text_sha256"],
        "language": "zh-Hans",
        "agreed": True,
    }


def test_a_no_leads_to_other_ways_and_back_to_the_question() -> None:
    walk = walk_to("means")
    screen = walk.take(ev.WayChosen("decline"))
    assert isinstance(screen.body, NoticeBody)
    assert [way.act for way in screen.body.ways] == ["way", "help", "report"]
    assert record_of(walk, "means")["agreed"] is False
    assert isinstance(walk.take(ev.WayChosen("again")).body, ConsentBody)
    walk.take(ev.WayChosen("agree"))
    assert record_of(walk, "means")["agreed"] is True
    assert walk.step == "passed_on"


def test_a_no_that_stops_the_service_leaves_nothing_behind() -> None:
    walk = walk_to("means")
    walk.take(ev.WayChosen("decline"), ev.Continued())
    assert walk.state.run is None
    assert walk.state.document is None
    assert fx.EraseDraft() in walk.effects


def test_a_no_to_what_is_optional_goes_on_and_stands_among_the_answers() -> None:
    walk = walk_to("passed_on")
    screen = walk.take(ev.WayChosen("decline"))
    assert screen.actions.primary is not None
    assert screen.actions.primary.label == "接着办"
    screen = walk.take(ev.Continued())
    go_to(walk, "check")
    body = walk.screen.body
    assert isinstance(body, CheckBody)
    assert [row.value for row in body.rows if row.label == "转给别的单位"] == ["不同意"]


def test_what_was_agreed_goes_with_the_submission_though_the_service_does_not_list_it() -> None:
    walk = walk_to("submit")
    (hand,) = walk.effects_of(fx.Submit)
    assert isinstance(hand, fx.Submit)
    evidence = hand.submission.payload.reveal()["evidence"]
    assert isinstance(evidence, dict)
    assert {"told", "means", "passed_on"} <= set(evidence)
    assert evidence["means"] == record_of(walk, "means")


def test_who_comes_back_after_a_crash_is_not_asked_again() -> None:
    lost = walk_to("passed_on").state
    walk = walk_to("identify")
    walk.answer()  # the card
    walk.take(ev.DraftFound(operation=walk.operation, state=lost))
    assert walk.step == "passed_on"
    assert isinstance(walk.screen.body, ConsentBody)
    assert record_of(walk, "means")["agreed"] is True


def test_who_goes_back_sees_it_again_with_nothing_chosen() -> None:
    walk = walk_to("passed_on")
    walk.take(ev.WentBack())
    assert walk.step == "means"
    body = walk.screen.body
    assert isinstance(body, ConsentBody)
    assert body.agree is not None
    assert not body.agree.chosen


@pytest.mark.parametrize("purpose", ["sensitive", "share"])
def test_a_consent_says_what_it_is_about(purpose: str) -> None:
    with pytest.raises(ContentError, match=r"must say what"):
        service_of(f"  - id: a\n    kind: consent\n    purpose: {purpose}\n    {WHO}\n")


@pytest.mark.parametrize("purpose", sorted(words.SAID))
@pytest.mark.parametrize("language", list(Language))
def test_every_purpose_says_who_and_what_happens_after_a_no(purpose: str, language: Language) -> None:
    more = "what: {zh-Hans: 病历, en: Records}\n    to: {zh-Hans: 某会, en: Somebody}"
    step = f"  - id: a\n    kind: consent\n    purpose: {purpose}\n    {WHO}\n    {more}\n"
    head = sample_catalogue().services[0]
    walk = Walk(catalogue=catalogue_of_text(_with_head(step)))
    walk.take(ev.SessionStarted(session_id=SESSION, at=walk.state.terminal.at), ev.LanguageChosen(language))
    screen = walk.take(ev.ServiceChosen(head.id))
    body = screen.body
    assert isinstance(body, ConsentBody)
    said = {fact.label: fact.lines[0] for fact in body.facts}
    assert all(said.values())
    assert len(said) >= 5
    assert (purpose == "notice") == (words.NO.of(language) not in said)
    assert "{" not in "".join(said.values())


def _with_head(step: str) -> str:

    return service_file().split("steps:\n", 1)[0] + "steps:\n" + step
