"""Electronic certificates: by consent, in place of a photographed paper, handed in as a reference."""

from __future__ import annotations

import pytest

from flows.model import codec
from flows.model import effect as fx
from flows.model import event as ev
from flows.model.screen import CameraBody, ChooseBody, NoticeBody
from flows.model.values import Json
from kiosk.core.audit import AuditKind
from tests.support.effects import EffectsWalk, effects_catalogue
from tests.support.flow_walks import AT, LI_XIULAN, REGISTER, ZHANG_WEI, ready_state
from tests.support.services import catalogue_of

NUMBER = "HK0123456789AB"


def at_consent(*, online: bool = True) -> EffectsWalk:
    walk = EffectsWalk(catalogue=effects_catalogue(), state=ready_state(online=online))
    walk.begin("elder-papers")
    walk.until("certificates" if online else "household_book")
    return walk


def found() -> EffectsWalk:
    walk = at_consent()
    walk.take(ev.Continued())
    walk.answer()
    return walk


def two_pages(walk: EffectsWalk) -> None:
    for _ in range(2):
        walk.answer()
        walk.take(ev.Continued())
        walk.answer()
        walk.take(ev.WayChosen("more"))
    walk.take(ev.WayChosen("taken"))


def answers(walk: EffectsWalk) -> dict[str, Json]:
    assert walk.state.run is not None
    return dict(walk.state.run.answers.reveal())


def test_nothing_is_asked_of_the_platform_before_the_resident_agrees() -> None:
    walk = at_consent()
    assert isinstance(walk.screen.body, NoticeBody)
    assert walk.effects_of(fx.Query) == []
    walk.take(ev.Continued())
    asked = walk.started
    assert isinstance(asked, fx.Query)
    assert asked.parameters.reveal()["consent"] is True
    assert asked.parameters.reveal()["types"] == ["household-register", "residence-permit"]
    audits = [each.kind for each in walk.all_effects if isinstance(each, fx.RecordAudit)]
    assert AuditKind.CONSENT_ANSWERED in audits


def test_whoever_declines_photographs_the_paper() -> None:
    walk = at_consent()
    walk.take(ev.WayChosen("decline"))
    assert walk.step == "household_book"
    assert walk.effects_of(fx.Query) == []
    assert answers(walk)["certificates"] == {"consent": False, "used": []}


def test_without_a_platform_there_is_no_question() -> None:
    walk = at_consent(online=False)
    assert isinstance(walk.screen.body, CameraBody)


def test_a_certificate_stands_in_for_the_photograph_and_is_handed_in_by_number_and_digest() -> None:
    walk = found()
    body = walk.screen.body
    assert isinstance(body, ChooseBody)
    assert [each.chosen for each in body.options] == [True]
    assert NUMBER not in repr(walk.screen.body.options[0].label)
    walk.take(ev.Continued())
    assert walk.step == "signature", "the paper is not asked for"
    walk.until("submit")
    hand = walk.started
    assert isinstance(hand, fx.Submit)
    payload = hand.submission.payload.reveal()
    (used,) = payload["certificates"]  # type: ignore[misc]
    assert (used["number"], used["digest"]) == (NUMBER, REGISTER["digest"])  # type: ignore[index, call-overload]
    assert payload["household_book_pages"] == 0
    assert hand.submission.attachments == ()


def test_steps_that_ask_nothing_are_not_counted() -> None:
    walk = found()
    walk.take(ev.Continued())
    assert walk.screen.steps is not None
    assert walk.screen.steps.text == "第 3 步，共 4 步"


def test_what_is_not_ticked_is_photographed() -> None:
    walk = found()
    walk.take(ev.OptionChosen("certificates", NUMBER), ev.OptionChosen("certificates", "?"), ev.Continued())
    assert walk.step == "household_book"
    walk.until("check")
    assert answers(walk)["household_book"] == {"pages": 1}


def test_a_change_of_mind_puts_the_picture_away_or_asks_for_it() -> None:
    walk = at_consent()
    walk.take(ev.WayChosen("decline"))
    two_pages(walk)
    walk.until("check")
    assert walk.state.run is not None
    assert list(walk.state.run.blobs) == ["household_book", "household_book-2"]
    walk.take(ev.ChangeAsked("certificates"), ev.Continued())
    walk.answer()
    walk.take(ev.Continued())
    assert walk.step == "check"
    assert walk.state.run.blobs == {}
    assert [row.label for row in walk.screen.body.rows].count("户口本") == 0  # type: ignore[union-attr]
    walk.take(ev.ChangeAsked("certificates"), ev.WayChosen("decline"))
    assert walk.step == "household_book"
    assert isinstance(walk.screen.body, CameraBody)


def test_going_back_passes_over_what_was_not_asked() -> None:
    walk = found()
    walk.take(ev.Continued(), ev.WentBack())
    assert walk.step == "certificates"


@pytest.mark.parametrize("way", ["none", "failed", "refused"])
def test_when_none_comes_the_paper_is_photographed(way: str) -> None:
    walk = at_consent()
    walk.take(ev.Continued())
    if way == "none":
        walk.answered({"certificates": []})
    elif way == "failed":
        walk.fails()
    else:
        walk.take(ev.QueryRefused(operation=walk.operation, code="no-consent", reason="没有同意。"))
    assert isinstance(walk.screen.body, NoticeBody)
    walk.take(ev.Continued())
    assert walk.step == "household_book"


@pytest.mark.parametrize(
    "junk", [{}, {"certificates": "x"}, {"certificates": [{"type": "household-register"}, 7]}, {"certificates": [{}]}]
)
def test_what_is_no_certificate_is_none(junk: dict[str, Json]) -> None:
    walk = at_consent()
    walk.take(ev.Continued())
    walk.answered(junk)
    assert isinstance(walk.screen.body, NoticeBody)


@pytest.mark.parametrize("answered", [True, False])
def test_after_a_power_cut_consent_is_not_asked_for_twice(*, answered: bool) -> None:
    before = found() if answered else at_consent()
    if not answered:
        before.take(ev.Continued())
    draft = codec.decode(codec.encode(before.state))
    walk = EffectsWalk(catalogue=effects_catalogue(), state=ready_state())
    walk.take(ev.SessionStarted(session_id="6f9619ff-8b86-4d01-b42d-00cf4fc964aa", at=AT))
    walk.take(ev.ServiceChosen("elder-papers"))
    walk.answer()
    walk.answer()
    walk.take(ev.DraftFound(operation=walk.operation, state=draft))
    if answered:
        assert isinstance(walk.screen.body, ChooseBody)
    else:
        assert isinstance(walk.started, fx.Query)


ACTING = """\
  - {id: identify, kind: identify, cards: [id_card]}
  - {id: whom, kind: act_for, whom: [self, other, assisted]}
  - id: papers
    kind: certificates
    wanted: [{type: household-register, name: {zh-Hans: 户口簿, en: Register}}]
    who: {zh-Hans: 某局, en: Some office}
  - id: book
    kind: capture
    title: {zh-Hans: 拍, en: Shoot}
    hint: {zh-Hans: 拍, en: Shoot}
    label: {zh-Hans: 户口本, en: Book}
    instead_of: household-register
  - {id: check, kind: check, note: {zh-Hans: 好, en: Good}}
  - {id: submit, kind: submit, payload: {applicant: applicant, papers: answers.papers.used}}
  - {id: receipt, kind: receipt, received: receipt-received, kept: receipt-kept}
"""


def acting() -> EffectsWalk:
    walk = EffectsWalk(catalogue=catalogue_of(ACTING))
    walk.begin("sample")
    walk.until("whom")
    return walk


def for_whom(walk: EffectsWalk, whom: str) -> None:
    walk.take(ev.OptionChosen("whom", whom), ev.Continued())
    if whom != "self":
        walk.take(ev.DocumentRead(operation=walk.operation, document=LI_XIULAN), ev.WayChosen("agree"))


def test_for_another_no_certificates_are_asked_for_and_the_paper_is_photographed() -> None:
    walk = acting()
    for_whom(walk, "other")
    assert walk.step == "book"
    assert walk.effects_of(fx.Query) == []
    assert answers(walk)["papers"] == {"consent": False, "used": []}
    walk.take(ev.WentBack())
    assert walk.step == "whom", "nor is there a page to go back to"


@pytest.mark.parametrize("whom", ["self", "assisted"])
def test_those_for_whom_it_is_are_asked_themselves(whom: str) -> None:
    walk = acting()
    for_whom(walk, whom)
    assert walk.step == "papers"
    walk.take(ev.Continued())
    asked = walk.started
    assert isinstance(asked, fx.Query)
    assert asked.parameters.reveal()["number"] == ZHANG_WEI.number.reveal()


def test_ones_own_certificates_are_put_away_when_it_turns_out_to_be_for_another() -> None:
    walk = acting()
    for_whom(walk, "self")
    walk.take(ev.Continued())
    walk.answer()
    walk.take(ev.Continued())
    assert walk.step == "check"
    assert answers(walk)["papers"] != {"consent": False, "used": []}
    walk.take(ev.ChangeAsked("whom"))
    for_whom(walk, "other")
    assert walk.step == "book"
    assert answers(walk)["papers"] == {"consent": False, "used": []}
    walk.until("check")
    labels = [row.label for row in walk.screen.body.rows]  # type: ignore[union-attr]
    assert "户口本" in labels
    assert "电子证照" not in labels, "there is nothing to change"
