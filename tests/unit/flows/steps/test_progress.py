"""办件进度: this terminal first, then the platform; what is not sent yet is said so; a number alone opens nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.model import codec
from flows.model import effect as fx
from flows.model import event as ev
from flows.model.screen import FormBody, IdentifyBody, NoticeBody, ResultsBody, TimelineBody
from kiosk.core.devices import NamedPerson
from kiosk.core.sensitive import Sensitive
from tests.support.asking import RECEIVED, REFUSED, WAITING, AskingWalk, matter, typed_number
from tests.support.flow_walks import ZHANG_WEI, ready_state
from tests.support.services import catalogue_of, choose


def at_number(*, online: bool = True) -> AskingWalk:
    walk = AskingWalk(state=ready_state(online=online), here=(), there=())
    walk.begin("matter-progress")
    walk.until("progress")
    return walk


def looked(walk: AskingWalk, *typed: ev.Event) -> AskingWalk:
    walk.take(*(typed or typed_number()), ev.Continued())
    walk.answer()
    if walk.state.pending:
        walk.answer()
    return walk


def timeline(walk: AskingWalk) -> TimelineBody:
    body = walk.screen.body
    assert isinstance(body, TimelineBody), walk.screen
    return body


def test_letters_and_dashes_of_the_number_are_not_needed() -> None:
    walk = at_number()
    walk.take(*typed_number("XT07-1124-0031", ""))
    assert isinstance(walk.screen.body, FormBody)
    assert walk.screen.body.fields[0].text == "0711240031"
    walk.take(ev.Continued())
    started = walk.started
    assert isinstance(started, fx.FindHandedIn)
    assert (started.digits, started.phone_tail.reveal(), started.applicant.reveal()) == ("0711240031", "", "")


@pytest.mark.parametrize(
    ("number", "tail", "label"),
    [("", "", "先写编号"), ("1234567", "", "编号还差几位"), ("12345678", "56", "手机号还差 2 位")],
)
def test_the_button_says_what_is_missing(number: str, tail: str, label: str) -> None:
    walk = at_number()
    walk.take(*typed_number(number, tail), ev.Continued())
    assert walk.screen.actions.primary is not None
    assert (walk.screen.actions.primary.label, walk.screen.actions.primary.enabled) == (label, False)
    assert walk.started is None


def test_the_stages_stand_with_dates_and_who_has_it() -> None:
    walk = at_number()
    walk.there = (matter(todo=True),)
    body = timeline(looked(walk))
    assert [each.name for each in body.stages] == ["收到", "受理", "审核", "办结"]
    assert [each.mark for each in body.stages] == ["done", "done", "now", ""]
    assert body.stages[2].when == "11 月 22 日 10:12"
    assert body.stages[2].who == "厚街镇政务服务中心"
    assert body.todo is not None
    assert (body.todo.kind, body.todo.lines) == ("attention", ("把户口本带到村里的窗口，补拍一页。",))
    assert (body.matter, body.number) == ("老人津贴申请", "DG 2026 1124 0418")


def test_what_the_platform_does_not_have_is_said_so() -> None:
    walk = at_number(online=False)
    walk.here = (WAITING,)
    body = timeline(looked(walk))
    assert walk.effects_of(fx.Query) == [], "nobody can be asked"
    assert [each.name for each in body.stages] == ["本机已收下", "平台还没收到"]
    assert body.todo is not None
    assert body.todo.title == "本机已收下，平台还没收到"


def test_what_the_platform_refused_is_said_with_its_reason() -> None:
    walk = at_number(online=False)
    walk.here = (REFUSED,)
    body = timeline(looked(walk))
    assert body.todo is not None
    assert (body.todo.kind, body.todo.lines) == ("failed", ("平台说：银行卡号对不上。",))


def test_what_the_platform_has_but_cannot_be_asked_about_is_said_so() -> None:
    walk = at_number()
    walk.here = (RECEIVED,)
    walk.take(*typed_number(), ev.Continued())
    walk.answer()
    walk.fails("NET-002")
    body = timeline(walk)
    assert [each.mark for each in body.stages] == ["done", "done"]
    assert body.todo is not None
    assert body.todo.title == "后面的步骤现在问不到"


def test_of_what_both_know_the_platform_speaks() -> None:
    walk = at_number()
    walk.here, walk.there = (RECEIVED,), (matter(),)
    assert len(timeline(looked(walk)).stages) == 4


def test_without_the_platform_and_with_nothing_here_the_cause_is_said_and_it_is_asked_again() -> None:
    walk = at_number()
    walk.take(*typed_number(), ev.Continued())
    walk.answer()
    walk.fails("NET-001")
    assert walk.screen.title == "网络断了"
    walk.there = (matter(),)
    walk.take(ev.NetworkChanged(online=True))
    walk.answer()
    walk.answer()
    assert timeline(walk).number == "DG 2026 1124 0418"


def test_a_number_or_telephone_that_is_wrong_leads_back_to_what_was_typed() -> None:
    walk = at_number()
    walk.take(*typed_number(tail="0000"), ev.Continued())
    walk.answer()
    walk.refuse("nothing-on-record")
    assert isinstance(walk.screen.body, NoticeBody)
    assert walk.screen.title == "没有查到这件事"
    walk.take(ev.Continued())
    assert isinstance(walk.screen.body, FormBody)
    assert [each.text for each in walk.screen.body.fields] == ["202611240418", "0000"]


def test_the_card_finds_all_matters_of_a_person_and_each_opens() -> None:
    walk = AskingWalk(here=(WAITING, REFUSED), there=(matter(), matter("DG202610080007", reached=3)))
    walk.begin("my-matters")
    walk.until("progress")
    started = walk.started
    assert isinstance(started, fx.FindHandedIn)
    assert started.applicant.reveal() == "441900195103071237"
    walk.answer()
    asked = walk.started
    assert isinstance(asked, fx.Query)
    assert asked.parameters.reveal() == {"number": "441900195103071237", "name": "张伟"}
    walk.answer()
    body = walk.screen.body
    assert isinstance(body, ResultsBody)
    assert [each.aside for each in body.results] == ["还没送到平台", "平台没有收", "审核", "办结"]
    walk.take(ev.OptionChosen("matter", "3"))
    assert walk.screen.title == "这件事办完了"
    walk.take(ev.WentBack())
    assert isinstance(walk.screen.body, ResultsBody)
    walk.take(ev.WayChosen("number"))
    assert isinstance(walk.screen.body, FormBody)


@pytest.mark.parametrize("vouched", [False, True])
def test_a_name_and_number_that_were_only_typed_find_nothing_of_their_owner(vouched: bool) -> None:  # noqa: FBT001
    number = "441900196309150023"
    person = NamedPerson(name=Sensitive("李秀兰"), number=Sensitive(number), vouched=vouched)
    walk = AskingWalk(catalogue=catalogue_of(choose("one"), "  - {id: progress, kind: progress}\n"))
    walk.begin("sample")
    walk.until("one")
    walk.state = replace(walk.state, document=person)
    walk.until("progress")
    asked = walk.effects_of(fx.FindHandedIn)
    assert [each.applicant.reveal() for each in asked if isinstance(each, fx.FindHandedIn)] == [number] * vouched
    assert isinstance(walk.screen.body, FormBody) is not vouched
    if not vouched:
        walk.take(*typed_number(), ev.Continued())
        walk.answer()
        query = walk.started
        assert isinstance(query, fx.Query)
        assert query.parameters.reveal() == {"digits": "202611240418", "phone_tail": "5620"}


def test_a_store_that_cannot_be_read_does_not_stand_in_the_way_of_the_platform() -> None:
    walk = at_number()
    walk.there = (matter(),)
    walk.take(*typed_number(), ev.Continued())
    walk.fails("STO-001")
    walk.answer()
    assert timeline(walk).number == "DG 2026 1124 0418"


@pytest.mark.parametrize("answer", [{}, {"matters": [{}]}, {"matters": [{**matter(), "stages": []}]}, {"matters": 3}])
def test_an_answer_that_is_not_as_agreed_is_a_fault(answer: dict[str, object]) -> None:
    walk = at_number()
    walk.take(*typed_number(), ev.Continued())
    walk.answer()
    walk.take(ev.QueryAnswered(operation=walk.operation, data=Sensitive(answer)))  # type: ignore[arg-type]
    assert walk.state.run is not None
    assert walk.state.run.fault == "NET-004"


def test_what_stands_there_is_of_the_session_and_comes_back_after_a_report() -> None:
    walk = at_number()
    walk.there = (matter(),)
    looked(walk)
    before = walk.screen
    assert codec.decode(codec.encode(walk.state), walk.state.terminal) == walk.state
    walk.take(ev.ReportAsked(), ev.WentBack())
    assert walk.screen == before


def test_who_has_no_card_looks_it_up_by_number_and_who_has_one_after_all_goes_back_for_it() -> None:
    walk = AskingWalk(here=(), there=(matter(),))
    walk.begin("my-progress")
    walk.until("identify")
    body = walk.screen.body
    assert isinstance(body, IdentifyBody)
    assert [(each.arg or each.act, each.label) for each in body.ways] == [
        ("without", "回执上的编号"),
        ("help", "都没带"),
    ]
    walk.take(ev.WayChosen("without"))
    assert (walk.step, walk.state.document) == ("progress", None)
    assert not walk.effects_of(fx.FindDraft, fx.SaveDraft)
    assert isinstance(walk.screen.body, FormBody)
    looked(walk)
    query = walk.effects_of(fx.Query)[-1]
    assert isinstance(query, fx.Query)
    assert query.parameters.reveal() == {"digits": "202611240418", "phone_tail": "5620"}
    assert timeline(walk).number == "DG 2026 1124 0418"
    walk.take(ev.WentBack(), ev.WentBack())
    assert walk.step == "identify"
    while walk.step == "identify":
        walk.answer()
    found = walk.started
    assert isinstance(found, fx.FindHandedIn)
    assert found.applicant.reveal() == ZHANG_WEI.number.reveal(), "by the card this time"


def test_a_face_that_fits_a_typed_number_makes_nobody_of_it_who_was_identified() -> None:
    steps = (
        "  - {id: identify, kind: identify, cards: [id_card], others: [typed]}\n",
        "  - {id: face, kind: consent, purpose: face, who: {zh-Hans: 某局, en: Some office}}\n",
        "  - {id: sure, kind: verify_face}\n",
        "  - {id: progress, kind: progress}\n",
    )
    walk = AskingWalk(catalogue=catalogue_of(*steps))
    walk.begin("sample")
    walk.until("identify")
    name, number = (
        ev.FieldEdited("name", Sensitive("李秀兰")),
        ev.FieldEdited("number", Sensitive("441900196309150023")),
    )
    walk.take(ev.WayChosen("typed"), name, number, ev.Continued())
    walk.until("progress")
    assert isinstance(walk.state.document, NamedPerson)
    assert not walk.state.document.vouched
    assert walk.effects_of(fx.VerifyFace)
    assert not walk.effects_of(fx.FindHandedIn, fx.FindDraft, fx.SaveDraft)
    assert isinstance(walk.screen.body, FormBody)
