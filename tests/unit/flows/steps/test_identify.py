"""Who it is, without a resident's card: another document, a code of the phone, a typed number."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.model import effect as fx
from flows.model import event as ev
from flows.model.screen import CheckBody, FormBody, IdentifyBody
from kiosk.core.devices import DeviceKind, DocumentKind, Health
from kiosk.core.sensitive import Sensitive
from tests.support.flow_walks import AT, LI_XIULAN, SESSION, ZHANG_WEI, Walk, bundled, devices
from tests.support.screens_person import at, go_to
from tests.support.services import catalogue_of, choose

NUMBER = LI_XIULAN.number.reveal()


def walk_to(*then: ev.Event) -> Walk:
    walk = Walk()
    at("identify", *then)(walk)
    return walk


def ways(walk: Walk) -> dict[str, bool]:
    body = walk.screen.body
    assert isinstance(body, IdentifyBody)
    return {way.arg or way.act: way.enabled for way in body.ways}


def notice(walk: Walk) -> str:
    body = walk.screen.body
    assert isinstance(body, IdentifyBody)
    return body.notice.title if body.notice else ""


def answer_of(walk: Walk) -> dict[str, object]:
    assert walk.state.run is not None
    answer = walk.state.run.answers.reveal()["identify"]
    assert isinstance(answer, dict)
    return dict(answer)


def scan(walk: Walk, code: str = "ID1.example") -> None:
    walk.take(ev.CodeScanned(operation=walk.operation, code=Sensitive(code)))


def answered(walk: Walk, **data: str) -> None:
    walk.take(ev.QueryAnswered(operation=walk.operation, data=Sensitive(data)))


def typed(walk: Walk, name: str, number: str) -> None:
    walk.take(ev.FieldEdited("name", Sensitive(name)), ev.FieldEdited("number", Sensitive(number)))


def test_every_way_that_the_service_allows_stands_there() -> None:
    assert ways(walk_to()) == {"residence_card": True, "social_card": True, "qr": True, "typed": True, "help": True}


def test_a_service_that_names_no_other_way_has_none() -> None:
    walk = Walk(catalogue=bundled())
    walk.begin("elder-allowance")
    walk.until("identify")
    assert ways(walk) == {"social_card": True, "help": True}
    walk.take(ev.WayChosen("qr"), ev.WayChosen("typed"), ev.WayChosen("residence_card"))
    assert isinstance(walk.started, fx.ReadIdCard)
    assert ways(walk) == {"social_card": True, "help": True}


# --- the other documents ----------------------------------------------------------------------------------------


def test_residence_documents_go_on_the_same_reader_and_travel_permits_do_not() -> None:
    walk = walk_to(ev.WayChosen("residence_card"))
    assert isinstance(walk.started, fx.ReadIdCard)
    assert notice(walk) == "来往内地的通行证，这里读不了"
    assert walk.screen.hint == "港澳台居民居住证、外国人永久居留身份证都行。"


@pytest.mark.parametrize("kind", [DocumentKind.HMT_RESIDENCE, DocumentKind.FOREIGNER_2017, DocumentKind.FOREIGNER_2023])
def test_each_of_the_other_layouts_identifies(kind: DocumentKind) -> None:
    walk = walk_to(ev.WayChosen("residence_card"))
    document = replace(ZHANG_WEI, kind=kind)
    walk.take(ev.DocumentRead(operation=walk.operation, document=document))
    assert isinstance(walk.started, fx.FindDraft)
    walk.answer()
    assert answer_of(walk) == {"card": "id_card", "drafts": True}


# --- a code of the phone ------------------------------------------------------------------------------------------


def test_a_code_is_exchanged_at_the_platform_and_the_draft_is_the_cards() -> None:
    walk = walk_to(ev.WayChosen("qr"))
    assert isinstance(walk.started, fx.ScanCode)
    scan(walk)
    query = walk.started
    assert isinstance(query, fx.Query)
    assert (query.kind, query.parameters.reveal()) == ("identity-code", {"code": "ID1.example"})
    answered(walk, name="李秀兰", number=NUMBER)
    found = walk.started
    assert isinstance(found, fx.FindDraft)
    assert found.document.number == LI_XIULAN.number  # type: ignore[union-attr]
    walk.answer()
    assert answer_of(walk) == {"card": "qr", "drafts": True}
    assert fx.SaveDraft() in walk.effects


def test_a_used_code_is_said_so_and_the_next_is_looked_for() -> None:
    walk = walk_to(ev.WayChosen("qr"))
    scan(walk)
    walk.take(ev.QueryRefused(operation=walk.operation, code="used", reason="这个码用过了。", reason_en="Used."))
    body = walk.screen.body
    assert isinstance(body, IdentifyBody)
    assert body.notice is not None
    assert (body.notice.title, body.notice.lines) == ("这个码用不了", ("这个码用过了。",))
    walk.take(ev.TimerExpired(SESSION, "reread"))
    assert isinstance(walk.started, fx.ScanCode)
    assert notice(walk) == "这个码用不了"


@pytest.mark.parametrize("code", ["x" * 513, "a\nb"])
def test_what_cannot_be_a_code_is_not_sent_anywhere(code: str) -> None:
    walk = walk_to(ev.WayChosen("qr"))
    scan(walk, code)
    assert walk.started is None
    assert notice(walk) == "这个码用不了"


@pytest.mark.parametrize("number", ["441900196309150024", "", "4419"])
def test_a_platform_that_answers_nonsense_identifies_nobody(number: str) -> None:
    walk = walk_to(ev.WayChosen("qr"))
    scan(walk)
    answered(walk, name="李秀兰", number=number)
    assert walk.state.document is None
    assert notice(walk) == "这个码用不了"


def test_a_platform_that_cannot_be_asked_uses_no_code_up() -> None:
    walk = walk_to(ev.WayChosen("qr"))
    scan(walk)
    walk.take(ev.EffectFailed(operation=walk.operation, fault="NET-002"))
    body = walk.screen.body
    assert isinstance(body, IdentifyBody)
    assert body.notice is not None
    assert body.notice.lines == ("码没有用掉，可以再试，也可以用证件。",)


def test_no_code_in_sight_is_no_matter() -> None:
    walk = walk_to(ev.WayChosen("qr"))
    first = walk.operation
    walk.take(ev.NoCode(operation=first))
    assert isinstance(walk.started, fx.ScanCode)
    assert walk.operation != first


def test_a_broken_camera_leads_back_to_the_card() -> None:
    walk = walk_to(ev.WayChosen("qr"))
    walk.take(ev.EffectFailed(operation=walk.operation, fault="CAM-001"))
    assert isinstance(walk.started, fx.ReadIdCard)
    assert notice(walk) != ""


def test_offline_or_without_a_camera_a_code_cannot_be_shown() -> None:
    walk = walk_to()
    walk.take(ev.NetworkChanged(online=False, fault="NET-001"))
    assert ways(walk)["qr"] is False
    walk.take(ev.WayChosen("qr"))
    assert walk.effects_of(fx.ScanCode) == []


# --- a typed number ---------------------------------------------------------------------------------------------


def test_a_typed_number_identifies_without_a_draft() -> None:
    walk = walk_to(ev.WayChosen("typed"))
    typed(walk, "李秀兰", NUMBER)
    walk.take(ev.Continued())
    assert walk.step == "whom"
    assert answer_of(walk) == {"card": "typed", "drafts": False}
    assert walk.effects_of(fx.FindDraft) == []
    assert walk.effects_of(fx.SaveDraft) == []
    go_to(walk, "check")
    assert walk.effects_of(fx.SaveDraft) == []
    body = walk.screen.body
    assert isinstance(body, CheckBody)
    rows = {row.label: row for row in body.rows}
    assert (rows["身份证号"].value, rows["身份证号"].source) == ("4419**********0023", "")
    assert rows["身份证号"].change is not None


@pytest.mark.parametrize(
    ("name", "number", "label"),
    [
        ("", "", "先填姓名"),
        ("李秀兰", "", "先填身份证号"),
        ("李秀兰", "441900196309150024", "号码不对"),
        ("李秀兰", "441900196313150020", "号码不对"),
    ],
)
def test_a_mistake_is_said_before_anybody_goes_on(name: str, number: str, label: str) -> None:
    walk = walk_to(ev.WayChosen("typed"))
    typed(walk, name, number)
    screen = walk.take(ev.Continued())
    assert walk.state.document is None
    assert walk.step == "identify"
    assert screen.actions.primary is not None
    assert screen.actions.primary.label == label


def test_a_small_x_is_as_good_as_a_large_one() -> None:
    walk = walk_to(ev.WayChosen("typed"))
    typed(walk, "王五", "11010119900307001x")
    body = walk.screen.body
    assert isinstance(body, FormBody)
    assert body.fields[1].text.endswith("X")


def test_a_card_put_on_the_reader_meanwhile_counts() -> None:
    walk = walk_to(ev.WayChosen("typed"))
    walk.answer()  # the reader is still waiting
    assert isinstance(walk.started, fx.FindDraft)
    walk.answer()
    assert answer_of(walk) == {"card": "id_card", "drafts": True}


def test_back_from_typing_is_the_card_again() -> None:
    walk = walk_to(ev.WayChosen("typed"))
    walk.take(ev.WentBack())
    assert walk.step == "identify"
    assert isinstance(walk.screen.body, IdentifyBody)
    assert isinstance(walk.started, fx.ReadIdCard)


def test_without_any_reader_the_first_way_without_a_card_stands_there() -> None:
    walk = Walk()
    at("told")(walk)
    broken = tuple(
        replace(each, health=Health.ABSENT, fault="IDR-001")
        if each.kind in (DeviceKind.ID_CARD, DeviceKind.SOCIAL_CARD)
        else each
        for each in devices()
    )
    walk.state = replace(walk.state, terminal=replace(walk.state.terminal, devices=broken, at=AT))
    walk.take(ev.Continued())
    assert walk.step == "identify"
    assert isinstance(walk.started, fx.ScanCode)
    walk.take(ev.EffectFailed(operation=walk.operation, fault="CAM-001"))
    assert walk.state.run is not None
    assert walk.state.run.fault == "CAM-001"
    walk.take(ev.WayChosen("typed"))
    assert isinstance(walk.screen.body, FormBody)


WITHOUT = (
    "  - {id: identify, kind: identify, cards: [id_card],"
    " without: {zh-Hans: 单子上的编号, en: The number on the slip}}\n"
)


def at_without() -> Walk:
    walk = Walk(catalogue=catalogue_of(WITHOUT, choose("one"), choose("two")))
    walk.begin("sample")
    walk.until("identify")
    return walk


def test_one_goes_on_unidentified_where_the_service_says_what_is_used_instead() -> None:
    walk = at_without()
    walk.take(ev.WayChosen("without"))
    assert (walk.step, walk.state.document, walk.state.pending) == ("one", None, None)
    assert answer_of(walk) == {"card": "", "drafts": False}
    assert walk.effects_of(fx.StopOperation), "the reader is let go"
    assert not walk.effects_of(fx.FindDraft, fx.SaveDraft)


def test_without_the_service_saying_so_nobody_goes_on_unidentified() -> None:
    walk = walk_to()
    walk.take(ev.WayChosen("without"))
    assert walk.step == "identify"


def test_who_goes_on_unidentified_after_all_leaves_nothing_of_the_card_behind() -> None:
    walk = at_without()
    walk.until("two")
    assert walk.state.document is not None
    walk.take(ev.WentBack(), ev.WentBack(), ev.WayChosen("without"))
    assert walk.state.run is not None
    assert (walk.step, walk.state.document) == ("one", None)
    assert walk.state.run.answers.reveal() == {"identify": {"card": "", "drafts": False}}
    assert any(isinstance(each, fx.EraseDraft) for each in walk.effects)


def test_no_reader_is_needed_where_one_may_go_on_without_and_its_failure_offers_the_way() -> None:
    catalogue = catalogue_of(WITHOUT, choose("one"))
    assert next(each for each in catalogue.services if each.id == "sample").step("identify").needs() == ()  # type: ignore[union-attr]
    walk = Walk(catalogue=catalogue)
    broken = next(each for each in devices() if each.kind is DeviceKind.ID_CARD)
    walk.take(ev.SessionStarted(session_id=SESSION, at=AT))
    walk.take(ev.DeviceChanged(replace(broken, health=Health.FAILED, fault="IDR-001")), ev.ServiceChosen("sample"))
    while walk.state.pending and not isinstance(walk.started, fx.ReadIdCard):
        walk.answer()
    if walk.state.pending:
        walk.take(ev.EffectFailed(operation=walk.operation, fault="IDR-001"))
    assert walk.state.run is not None
    assert walk.state.run.fault == "IDR-001"
    assert "without" in [each.arg for each in getattr(walk.screen.body, "ways", ())]
    walk.take(ev.WayChosen("without"))
    assert (walk.step, walk.state.run.fault if walk.state.run else "") == ("one", "")
