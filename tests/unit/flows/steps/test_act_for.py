"""Doing something for oneself, for family, for another, or with a village helper beside."""

from __future__ import annotations

import pytest

from flows.model import codec
from flows.model import effect as fx
from flows.model import event as ev
from flows.model.screen import CheckBody, ChooseBody, ConsentBody, IdentifyBody, NoticeBody
from flows.steps.here import Here
from kiosk.core.audit import AuditKind
from kiosk.core.devices import CardLifted, CardUnsupported, NoCard
from tests.support.flow_walks import CHEN_JIAHAO, LI_XIULAN, ZHANG_WEI, Walk
from tests.support.screens_person import HELPED, MOTHER, at, go_to


def walk_to(*then: ev.Event) -> Walk:
    walk = Walk()
    at("whom", *then)(walk)
    return walk


def read(walk: Walk, document: object) -> None:
    walk.take(ev.DocumentRead(operation=walk.operation, document=document))  # type: ignore[arg-type]


def scope(walk: Walk) -> dict[str, object]:
    run = walk.state.run
    assert run is not None
    service = walk.catalogue.services[0]
    return dict(Here(catalogue=walk.catalogue, service=service, state=walk.state, run=run).scope())


def person(walk: Walk, role: str) -> dict[str, object]:
    found = scope(walk)[role]
    assert isinstance(found, dict)
    return found


def test_for_oneself_there_is_no_agent() -> None:
    walk = walk_to(ev.OptionChosen("whom", "self"), ev.Continued())
    assert walk.step == "means"
    assert person(walk, "agent") == {}
    assert person(walk, "applicant")["number"] == ZHANG_WEI.number.reveal()


def test_without_a_choice_nothing_goes_on() -> None:
    walk = walk_to()
    screen = walk.take(ev.Continued())
    assert isinstance(screen.body, ChooseBody)
    assert screen.actions.primary is not None
    assert (screen.actions.primary.label, screen.actions.primary.enabled) == ("先选一个", False)


def test_for_family_the_other_is_the_applicant_and_who_stands_here_the_agent() -> None:
    walk = walk_to(*MOTHER)
    read(walk, LI_XIULAN)
    assert person(walk, "agent") == {}, "not before it is agreed to"
    walk.take(ev.WayChosen("agree"))
    assert walk.step == "means"
    assert person(walk, "applicant")["number"] == LI_XIULAN.number.reveal()
    agent = person(walk, "agent")
    assert (agent["number"], agent["role"], agent["relation"]) == (ZHANG_WEI.number.reveal(), "family", "parent")
    audits = [each for each in walk.effects if isinstance(each, fx.RecordAudit)]
    assert [(each.kind, each.facts["for"]) for each in audits if each.kind is AuditKind.ACTED_FOR] == [
        (AuditKind.ACTED_FOR, "family")
    ]


def test_the_draft_stays_with_whoever_stands_here() -> None:
    walk = walk_to(*MOTHER)
    read(walk, LI_XIULAN)
    walk.take(ev.WayChosen("agree"))
    assert walk.state.document == ZHANG_WEI
    assert fx.SaveDraft() in walk.effects
    assert len(walk.effects_of(fx.FindDraft)) == 1
    assert codec.decode(codec.encode(walk.state), walk.state.terminal) == walk.state


def test_a_helper_is_the_agent_and_the_resident_consents() -> None:
    walk = walk_to(*HELPED)
    read(walk, CHEN_JIAHAO)
    body = walk.screen.body
    assert isinstance(body, ConsentBody)
    assert (walk.screen.title, walk.screen.hint) == ("同意帮办员帮您办吗？", "这一页请本人来看、本人来选。")
    walk.take(ev.WayChosen("agree"))
    assert person(walk, "applicant")["number"] == ZHANG_WEI.number.reveal()
    agent = person(walk, "agent")
    assert (agent["number"], agent["role"]) == (CHEN_JIAHAO.number.reveal(), "village_agent")


def test_who_was_the_agent_goes_with_the_submission() -> None:
    walk = walk_to(*MOTHER)
    read(walk, LI_XIULAN)
    walk.take(ev.WayChosen("agree"))
    go_to(walk, "submit")
    (hand,) = walk.effects_of(fx.Submit)
    assert isinstance(hand, fx.Submit)
    evidence = hand.submission.payload.reveal()["evidence"]
    assert isinstance(evidence, dict)
    record = evidence["whom"]
    assert isinstance(record, dict)
    assert record["agent"] == {"name": "张伟", "number": ZHANG_WEI.number.reveal(), "card": "id_card"}
    assert record["applicant"] == {"name": "李秀兰", "number": LI_XIULAN.number.reveal(), "card": "id_card"}
    assert (record["for"], record["relation"], record["agreed"]) == ("family", "parent", True)
    assert len(str(record["text_sha256"])) == 64


@pytest.mark.parametrize(
    ("document", "title"), [(LI_XIULAN, "请看看，是不是这样？"), (CHEN_JIAHAO, "请看看，是不是这样？")]
)
def test_the_other_is_shown_masked(document: object, title: str) -> None:
    walk = walk_to(*MOTHER)
    read(walk, document)
    shown = repr(walk.screen)
    assert walk.screen.title == title
    assert document.number.reveal() not in shown  # type: ignore[attr-defined]
    assert document.name.reveal() not in shown  # type: ignore[attr-defined]


def test_ones_own_card_is_not_taken_for_the_others() -> None:
    walk = walk_to(*MOTHER)
    read(walk, ZHANG_WEI)
    body = walk.screen.body
    assert isinstance(body, IdentifyBody)
    assert body.notice is not None
    assert body.notice.title == "这是刚才那张证件"
    walk.take(ev.TimerExpired(walk.state.session_id, "reread"))
    assert isinstance(walk.started, fx.ReadIdCard)


@pytest.mark.parametrize("reason", [NoCard(), CardLifted()])
def test_the_card_is_looked_for_again(reason: NoCard | CardLifted) -> None:
    walk = walk_to(*MOTHER)
    walk.take(ev.CardNotRead(operation=walk.operation, reason=reason))
    assert isinstance(walk.started, fx.ReadIdCard)
    assert walk.state.run is not None
    assert walk.state.run.memory.reveal()["relation"] == "parent"


def test_a_card_that_is_not_served_is_said_so() -> None:
    walk = walk_to(*MOTHER)
    walk.take(ev.CardNotRead(operation=walk.operation, reason=CardUnsupported()))
    body = walk.screen.body
    assert isinstance(body, IdentifyBody)
    assert body.notice is not None


def test_a_reader_that_breaks_gives_way_to_the_other() -> None:
    walk = walk_to(*MOTHER)
    walk.take(ev.EffectFailed(operation=walk.operation, fault="IDR-001"))
    assert isinstance(walk.started, fx.ReadSocialCard)
    walk.take(ev.EffectFailed(operation=walk.operation, fault="SSC-001"))
    assert isinstance(walk.started, fx.ReadIdCard)


def test_a_no_leads_to_other_ways_oneself_among_them() -> None:
    walk = walk_to(*MOTHER)
    read(walk, LI_XIULAN)
    screen = walk.take(ev.WayChosen("decline"))
    assert isinstance(screen.body, NoticeBody)
    assert [way.arg or way.act for way in screen.body.ways] == ["self", "again", "help", "report"]
    walk.take(ev.WayChosen("self"))
    assert walk.step == "means"
    assert person(walk, "agent") == {}


def test_back_leads_from_question_to_question() -> None:
    walk = walk_to(*MOTHER)
    read(walk, LI_XIULAN)
    assert isinstance(walk.screen.body, ConsentBody)
    assert isinstance(walk.take(ev.WentBack()).body, IdentifyBody)
    assert walk.take(ev.WentBack()).title == "对方是您的什么人？"
    assert walk.take(ev.WentBack()).title == "您给谁办？"
    walk.take(ev.WentBack())
    assert walk.step == "identify"


def test_check_your_answers_names_both_and_who_they_are_to_each_other() -> None:
    walk = walk_to(*MOTHER)
    read(walk, LI_XIULAN)
    walk.take(ev.WayChosen("agree"))
    go_to(walk, "check")
    body = walk.screen.body
    assert isinstance(body, CheckBody)
    rows = {row.label: row.value for row in body.rows}
    assert rows["替谁办"] == "李**"
    assert rows["对方的证件号"] == "4419**********0023"
    assert rows["对方是您的"] == "父亲或母亲"


def test_a_lost_session_comes_back_to_the_reader_or_past_it() -> None:
    lost = walk_to(*MOTHER).state
    walk = Walk()
    at("identify")(walk)
    walk.answer()
    walk.take(ev.DraftFound(operation=walk.operation, state=lost))
    assert walk.step == "whom"
    assert isinstance(walk.started, fx.ReadIdCard)
    read(walk, LI_XIULAN)
    walk.take(ev.WayChosen("agree"))
    assert walk.step == "means"


def test_the_receipt_names_whom_it_is_for() -> None:
    walk = walk_to(*MOTHER)
    read(walk, LI_XIULAN)
    walk.take(ev.WayChosen("agree"))
    go_to(walk, "receipt")
    printed = walk.started
    assert isinstance(printed, fx.PrintDocument)
    data = printed.data.reveal()
    assert (data["applicant"], data["id_number"]) == ("李**", "4419**********0023")
