"""Finding: from home to search, lists, what is read of a service, and back; nothing of it stays."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from flows.browsing import FOUND_MOST, TYPED_MOST, rows_a_page
from flows.catalogue import Catalogue
from flows.guide import Answer, Guide
from flows.held import has_content, personal
from flows.model import effect as fx
from flows.model import event as ev
from flows.model.screen import (
    AboutBody,
    Action,
    AnswerBody,
    AttractBody,
    HomeBody,
    ListBody,
    PlacesBody,
    Screen,
    SearchBody,
)
from flows.model.text import text
from flows.model.values import Language, Spot
from flows.views import view
from kiosk.core.devices import DeviceKind, Health
from kiosk.core.sensitive import Sensitive
from tests.support.flow_walks import AT, SESSION, SITE, Walk, bundled, devices, ready_state

ALLOWANCE = "elder-allowance"
CERTIFICATE = "social-insurance-certificate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A document found, as an index gives it."""

    id: str
    kind: str = "service"
    language: str = "zh-Hans"
    marked: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """Finds what it was told to find."""

    matches: tuple[Match, ...]

    def find(self, typed: str, limit: int) -> tuple[Match, ...]:
        return self.matches[:limit] if "老" in typed or "lr" in typed else ()


ANSWERS = {
    "card": Answer(
        id="card",
        question=text("老人卡怎么办？", "How do I get a senior card?"),
        answer=text("带身份证来办。\n不收费。", "Bring your ID card.\nIt is free."),
        department="mzj",
        services=(ALLOWANCE, "gone"),
    )
}


def catalogue(*matches: Match) -> Catalogue:
    found = matches or (Match(id=ALLOWANCE, marked=((0, 2),)), Match(id="card", kind="answer"))
    return replace(bundled(), guide=Guide(finder=Told(found), answers=ANSWERS))


@pytest.fixture
def walk() -> Walk:
    made = Walk(catalogue=catalogue())
    made.take(ev.SessionStarted(session_id=SESSION, at=AT))
    return made


def search(walk: Walk, typed: str) -> SearchBody:
    body = walk.take(ev.PageOpened("search"), ev.FieldEdited("search", Sensitive(typed))).body
    assert isinstance(body, SearchBody)
    return body


def primary(screen: Screen) -> Action:
    assert screen.actions.primary is not None
    return screen.actions.primary


def test_home_has_the_box_and_two_taps_lead_to_a_service(walk: Walk) -> None:
    body = walk.screen.body
    assert isinstance(body, HomeBody)
    assert body.search is not None
    assert (body.search.act, body.search.icon) == ("search", "search")
    row = body.common[0]
    assert (row.act, row.arg) == ("about", ALLOWANCE)
    screen = walk.take(ev.PageOpened(row.act, row.arg))
    assert isinstance(screen.body, AboutBody)
    assert (primary(screen).act, primary(screen).arg) == ("service", ALLOWANCE)
    walk.take(ev.ServiceChosen(ALLOWANCE))
    assert walk.state.run is not None


def test_before_the_second_character_stands_what_is_often_done(walk: Walk) -> None:
    for typed in ("", "老", " 老 "):
        body = search(walk, typed)
        assert [row.arg for row in body.rows][:2] == [ALLOWANCE, CERTIFICATE]
        assert body.nothing is None
    assert walk.screen.actions.awaited == "再写一个字"


def test_services_and_answers_stand_in_one_list_with_what_matched(walk: Walk) -> None:
    body = search(walk, "老人")
    assert [(row.act, row.arg) for row in body.rows] == [("about", ALLOWANCE), ("answer", "card")]
    assert body.rows[0].marked == ((0, 2),)
    assert body.heading == "找到 2 个"


def test_marks_of_another_language_are_not_shown(walk: Walk) -> None:
    search(walk, "老人")
    body = walk.take(ev.LanguageChosen(Language.EN)).body
    assert isinstance(body, SearchBody)
    assert [row.marked for row in body.rows] == [(), ()]


def test_what_cannot_be_done_now_stays_in_the_list_and_says_why() -> None:
    state = ready_state(online=False)
    walk = Walk(state=state, catalogue=catalogue(Match(id=CERTIFICATE)))
    walk.take(ev.SessionStarted(session_id=SESSION, at=AT))
    assert search(walk, "老人").rows[0].warning == "网络断了，暂时不能办"


def test_nothing_found_leads_on_and_to_a_person(walk: Walk) -> None:
    body = search(walk, "飞机驾照怎么考试报名")
    assert body.rows == ()
    assert body.nothing is not None
    assert body.nothing.title == "没找到“飞机驾照怎么考试…”"
    assert [(way.act, way.arg) for way in body.ways] == [("list", "departments"), ("list", "all")]
    assert primary(walk.screen).act == "help"


def test_more_than_there_is_room_for_is_read_page_by_page_and_the_box_keeps_its_text() -> None:
    ids = [service.id for service in bundled().services] * 12
    walk = Walk(catalogue=catalogue(*(Match(id=each) for each in ids[: FOUND_MOST + 5])))
    walk.take(ev.SessionStarted(session_id=SESSION, at=AT))
    body = search(walk, "老人")
    assert len(body.rows) == 4
    more = primary(walk.screen)
    assert (more.act, more.arg) == ("list", "found")
    listed = walk.take(ev.ListOpened("found"))
    assert isinstance(listed.body, ListBody)
    assert len(listed.body.rows) == 8
    second = walk.take(ev.PageTurned(1))
    assert second.key != listed.key
    back = walk.take(ev.WentBack()).body
    assert isinstance(back, SearchBody)
    assert back.field.text == "老人"


def test_what_was_looked_for_is_forgotten_with_the_page(walk: Walk) -> None:
    search(walk, "老人")
    walk.take(ev.PageOpened("about", ALLOWANCE))
    assert walk.state.typed.reveal() == "老人"
    walk.take(ev.HomeOpened())
    assert walk.state.typed.reveal() == ""
    search(walk, "老人")
    walk.take(ev.WentBack())
    assert (walk.state.typed.reveal(), walk.state.spots) == ("", ())
    search(walk, "老人")
    walk.take(ev.ServiceChosen(ALLOWANCE))
    assert (walk.state.typed.reveal(), walk.state.spots) == ("", ())


def test_what_was_looked_for_is_erased_at_the_end_and_is_no_loss(walk: Walk) -> None:
    search(walk, "老人")
    assert not has_content(walk.state)
    assert personal(walk.state)
    assert "老人" not in repr(walk.state)
    walk.take(ev.EndAsked())
    assert walk.effects[-1] == fx.EndSession(SESSION)
    assert walk.state.typed.reveal() == ""


def test_what_is_typed_is_cut_at_its_longest_and_only_on_its_page(walk: Walk) -> None:
    walk.take(ev.FieldEdited("search", Sensitive("老人")))
    assert walk.state.typed.reveal() == ""
    search(walk, "老" * 80)
    assert walk.state.typed.reveal() == "老" * TYPED_MOST
    walk.take(ev.FieldEdited("phone", Sensitive("1380000")))
    assert walk.state.typed.reveal() == "老" * TYPED_MOST


def test_whoever_reads_or_writes_is_asked_before_the_page_is_taken_away(walk: Walk) -> None:
    search(walk, "老人")
    walk.take(ev.TimerExpired(SESSION, "idle"))
    assert walk.state.sheet == "idle"
    walk.take(ev.FieldEdited("search", Sensitive("老人卡")))
    assert (walk.state.sheet, walk.state.typed.reveal()) == ("", "老人卡")
    walk.take(ev.HomeOpened(), ev.TimerExpired(SESSION, "idle"))
    assert walk.state.session_id == ""


def test_back_leads_to_where_one_came_from_and_never_in_circles(walk: Walk) -> None:
    walk.take(ev.ListOpened("departments"), ev.ListOpened("department:mzj"), ev.PageOpened("about", ALLOWANCE))
    assert [spot.kind for spot in walk.state.spots] == ["departments", "department", "about"]
    assert walk.screen.actions.left[0].act == "back"
    walk.take(ev.WentBack())
    assert walk.screen.title == "东莞市民政局"
    walk.take(ev.WentBack())
    assert walk.screen.actions.left[0].act == "home"
    walk.take(ev.PageOpened("about", ALLOWANCE), ev.ListOpened("departments"))
    assert walk.state.spots == (Spot("departments"),)


def test_a_page_of_a_list_is_come_back_to() -> None:
    ids = [service.id for service in bundled().services] * 12
    walk = Walk(catalogue=catalogue(*(Match(id=each) for each in ids[:FOUND_MOST])))
    walk.take(ev.SessionStarted(session_id=SESSION, at=AT))
    search(walk, "老人")
    walk.take(ev.ListOpened("found"), ev.PageTurned(1), ev.PageOpened("about", ALLOWANCE), ev.WentBack())
    assert walk.state.spots[-1] == Spot("found", page=1)
    walk.take(ev.CareToggled())
    assert rows_a_page(walk.state) == 4
    assert isinstance(walk.screen.body, ListBody)
    assert len(walk.screen.body.rows) == 4


def test_departments_and_life_events_list_only_what_has_something_to_do(walk: Walk) -> None:
    body = walk.take(ev.ListOpened("departments")).body
    assert isinstance(body, ListBody)
    used = {service.head.department for service in walk.catalogue.services}
    assert all(row.arg.removeprefix("department:") in used for row in body.rows)
    assert all(row.detail.endswith(" 项") for row in body.rows)
    for event in {event for service in walk.catalogue.services for event in service.head.life_events}:
        listed = walk.take(ev.ListOpened(f"life_event:{event}")).body
        assert isinstance(listed, ListBody)
        assert listed.rows


@pytest.mark.parametrize(
    "event",
    [
        ev.PageOpened("about", "nothing"),
        ev.PageOpened("answer", "nothing"),
        ev.PageOpened("places", "nothing"),
        ev.PageOpened("settings"),
        ev.ListOpened("department:nothing"),
        ev.ListOpened("life_event:nothing"),
        ev.PageTurned(1),
        ev.OptionChosen("a", "b"),
        ev.Continued(),
    ],
)
def test_what_is_not_there_is_ignored(walk: Walk, event: ev.Event) -> None:
    before = walk.state
    walk.take(event)
    assert walk.state == before


def test_a_service_says_all_that_must_be_known_before_it_begins(walk: Walk) -> None:
    screen = walk.take(ev.PageOpened("about", ALLOWANCE))
    body = screen.body
    assert isinstance(body, AboutBody)
    labels = [fact.label for fact in body.facts]
    assert labels[:6] == ["谁能办", "要带什么", "收费", "多久办好", "办完得到", "依据"]
    assert screen.hint == "东莞市民政局"
    assert body.state.kind == "done"
    materials = dict(zip(labels, body.facts, strict=True))["要带什么"].lines
    assert materials[-1].endswith("的要带）"), "it says by itself when it is needed"


def test_without_paper_a_service_that_can_do_without_says_so() -> None:
    found = tuple(
        replace(each, health=Health.FAILED, fault="PRN-003") if each.kind is DeviceKind.PRINTER else each
        for each in devices()
    )
    state = ready_state()
    walk = Walk(state=replace(state, terminal=replace(state.terminal, devices=found)), catalogue=catalogue())
    walk.take(ev.SessionStarted(session_id=SESSION, at=AT))
    screen = walk.take(ev.PageOpened("about", ALLOWANCE))
    assert isinstance(screen.body, AboutBody)
    assert (screen.body.state.kind, primary(screen).act) == ("wait", "service")
    screen = walk.take(ev.PageOpened("about", CERTIFICATE))
    assert isinstance(screen.body, AboutBody)
    assert screen.body.state.title == "打印机没纸了，暂时不能办"
    assert screen.body.state.lines[0].startswith("最近能办的：厚街")
    assert primary(screen).act == "places"
    places = walk.take(ev.PageOpened("places", CERTIFICATE)).body
    assert isinstance(places, PlacesBody)
    assert len(places.places) == 4
    assert [place.first for place in places.places] == [True, False, False, False]
    assert all(place.open_now or place.closed for place in places.places)
    assert places.note[-1] == "这些地方是示例。"


def test_a_store_that_fails_is_tried_again() -> None:
    state = ready_state()
    walk = Walk(state=replace(state, terminal=replace(state.terminal, store_fault="STO-002")), catalogue=catalogue())
    walk.take(ev.SessionStarted(session_id=SESSION, at=AT))
    screen = walk.take(ev.PageOpened("about", ALLOWANCE))
    assert (primary(screen).act, primary(screen).label) == ("service", "再试一次")


def test_hours_are_said_as_they_are_now(walk: Walk) -> None:
    said = {}
    for hour in (7, 9, 13, 23):
        walk.take(ev.HomeOpened(), ev.ClockTicked(AT.replace(hour=hour)))
        body = walk.take(ev.PageOpened("places", ALLOWANCE)).body
        assert isinstance(body, PlacesBody)
        said[hour] = body.places[0].open_now or body.places[0].closed
    assert said == {7: "今天 08:30 开", 9: "现在开着，到 12:00", 13: "今天 14:00 开", 23: "明天 08:30 开"}


def test_an_answer_says_where_to_do_it_and_who_says_so(walk: Walk) -> None:
    search(walk, "老人")
    screen = walk.take(ev.PageOpened("answer", "card"))
    body = screen.body
    assert isinstance(body, AnswerBody)
    assert [(fact.label, *fact.lines) for fact in body.facts] == [
        ("", "带身份证来办。"),
        ("", "不收费。"),
        ("出处", "12345 热线常见问题，东莞市民政局"),
    ]
    assert [row.arg for row in body.related] == [ALLOWANCE]
    walk.take(ev.PageOpened("about", ALLOWANCE), ev.WentBack())
    assert isinstance(walk.screen.body, AnswerBody)


def test_a_site_says_what_is_often_done_there(walk: Walk) -> None:
    site = replace(SITE, common=(CERTIFICATE, "gone"))
    body = view(walk.catalogue, walk.state, site).body
    assert isinstance(body, HomeBody)
    assert [row.arg for row in body.common] == [CERTIFICATE]
    attract = view(walk.catalogue, ready_state(), site).body
    assert isinstance(attract, AttractBody)
    first = bundled().newest(CERTIFICATE)
    assert first is not None
    assert attract.able[0].text == first.head.title.of(Language.ZH)


def test_in_large_text_life_events_are_a_tile(walk: Walk) -> None:
    body = walk.take(ev.CareToggled()).body
    assert isinstance(body, HomeBody)
    assert body.life == ()
    if any(service.head.life_events for service in walk.catalogue.services):
        assert ("list", "life_events") in [(tile.act, tile.arg) for tile in body.tiles]


def test_a_page_whose_content_is_gone_gives_way_to_home(walk: Walk) -> None:
    walk.take(ev.PageOpened("about", ALLOWANCE))
    walk.catalogue = replace(walk.catalogue, services=())
    assert isinstance(walk.screen.body, HomeBody)


def test_a_report_from_the_page_before_a_service_says_which_and_what_stood_in_its_way() -> None:
    walk = Walk(state=ready_state(online=False))
    walk.take(ev.SessionStarted(session_id=SESSION, at=AT), ev.PageOpened("about", CERTIFICATE), ev.ReportAsked())
    assert walk.state.run is not None
    assert walk.state.run.service.service_id == "could-not-be-done"
    assert walk.state.run.reported == {"service": CERTIFICATE, "step": "start", "fault": "NET-001"}
