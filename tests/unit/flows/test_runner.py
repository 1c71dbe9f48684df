"""The session around every service: idle time, sheets, reading, the world, late answers, the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.model import effect as fx
from flows.model import event as ev
from flows.model.screen import Action, AttractBody, HomeBody, ListBody, OutOfServiceBody, Screen
from flows.model.values import Language, Reading, State
from kiosk.core.audit import AuditKind
from kiosk.core.devices import DeviceHealth, DeviceKind, Health, NoCard
from kiosk.core.ids import OperationId
from kiosk.core.sensitive import Sensitive
from tests.support.flow_walks import AT, OTHER_SESSION, SESSION, Walk, bundled


@pytest.fixture
def walk() -> Walk:
    walk = Walk()
    walk.take(ev.SessionStarted(session_id=SESSION, at=AT))
    return walk


def timers(walk: Walk) -> list[tuple[str, float]]:
    return [(each.timer, each.seconds) for each in walk.effects if isinstance(each, fx.StartTimer)]


def silence(walk: Walk, seconds: int) -> None:
    for _ in range(seconds):
        walk.take(ev.TimerExpired(SESSION, "countdown"))


# --- beginning and ending ----------------------------------------------------------------------------------------


def test_a_touch_on_the_attract_screen_opens_home() -> None:
    walk = Walk()
    assert isinstance(walk.screen.body, AttractBody)
    screen = walk.take(ev.SessionStarted(session_id=SESSION, at=AT))
    assert isinstance(screen.body, HomeBody)
    assert timers(walk) == [("idle", 60.0)]
    assert fx.RecordAudit(AuditKind.SESSION_STARTED) in walk.effects


def test_a_second_start_changes_nothing(walk: Walk) -> None:
    walk.take(ev.ListOpened("apply"))
    before = walk.state
    walk.take(ev.SessionStarted(session_id=OTHER_SESSION, at=AT))
    assert walk.state == before


def test_ending_with_nothing_filled_in_asks_nothing(walk: Walk) -> None:
    walk.take(ev.EndAsked())
    assert walk.state == State(terminal=walk.state.terminal)
    assert walk.effects == [fx.RecordAudit(AuditKind.SESSION_ENDED), fx.EndSession(SESSION)]


def test_ending_with_something_filled_in_asks_first(walk: Walk) -> None:
    walk.take(ev.ServiceChosen("elder-allowance"))
    walk.until("phone")
    screen = walk.take(ev.EndAsked())
    assert screen.sheet is not None
    assert (screen.sheet.kind, screen.sheet.left.act, screen.sheet.primary.act) == ("end", "end_confirm", "dismiss")  # type: ignore[union-attr]
    assert walk.take(ev.SheetDismissed()).sheet is None
    walk.take(ev.EndAsked(), ev.EndConfirmed())
    assert walk.state.session_id == ""
    assert walk.effects[-1] == fx.EndSession(SESSION)


def test_after_the_end_the_next_resident_finds_chinese_and_ordinary_size(walk: Walk) -> None:
    walk.take(ev.LanguageChosen(Language.EN), ev.CareToggled(), ev.ContrastToggled(), ev.EndAsked())
    assert walk.state.reading == Reading()


# --- idle ----------------------------------------------------------------------------------------------------------


def test_sixty_seconds_of_quiet_on_home_go_back_to_attract(walk: Walk) -> None:
    walk.take(ev.TimerExpired(SESSION, "idle"))
    assert walk.state.session_id == ""


def test_quiet_inside_a_service_warns_for_45_seconds_then_erases(walk: Walk) -> None:
    walk.take(ev.ServiceChosen("elder-allowance"))
    walk.until("phone")
    screen = walk.take(ev.TimerExpired(SESSION, "idle"))
    assert screen.sheet is not None
    assert (screen.sheet.kind, screen.sheet.seconds, screen.sheet.total) == ("idle", 45, 45)
    assert timers(walk) == [("countdown", 1.0)]
    silence(walk, 44)
    assert walk.screen.sheet is not None
    assert walk.screen.sheet.seconds == 1
    silence(walk, 1)
    assert walk.state == State(terminal=walk.state.terminal)
    assert walk.effects[-1] == fx.EndSession(SESSION)


def test_more_time_is_given_as_often_as_asked(walk: Walk) -> None:
    walk.take(ev.ServiceChosen("elder-allowance"))
    walk.until("phone")
    for _ in range(5):
        walk.take(ev.TimerExpired(SESSION, "idle"))
        silence(walk, 30)
        assert walk.take(ev.MoreTimeAsked()).sheet is None
        assert timers(walk) == [("idle", 60.0)]
        assert fx.StopTimer("countdown") in walk.effects
    assert walk.step == "phone"


def test_care_mode_doubles_all_times(walk: Walk) -> None:
    walk.take(ev.CareToggled())
    assert timers(walk) == [("idle", 120.0)]
    walk.take(ev.ServiceChosen("elder-allowance"))
    walk.until("check")
    walk.take(ev.Revealed())
    assert ("reveal", 20.0) in timers(walk)
    screen = walk.take(ev.TimerExpired(SESSION, "idle"))
    assert screen.sheet is not None
    assert (screen.sheet.seconds, screen.sheet.total) == (90, 90)


def test_the_warning_can_be_read_in_another_language_and_larger(walk: Walk) -> None:
    walk.take(ev.ServiceChosen("elder-allowance"))
    walk.until("phone")
    walk.take(ev.TimerExpired(SESSION, "idle"))
    silence(walk, 40)
    screen = walk.take(ev.LanguageChosen(Language.EN))
    assert screen.sheet is not None
    assert (screen.sheet.kind, screen.sheet.seconds) == ("idle", 45)  # a touch on the tool bar is a sign of life


def test_a_bare_touch_does_not_take_the_warning_from_under_the_finger(walk: Walk) -> None:
    walk.take(ev.ServiceChosen("elder-allowance"))
    walk.until("phone")
    walk.take(ev.TimerExpired(SESSION, "idle"))
    screen = walk.take(ev.Touched())
    assert screen.sheet is not None
    assert screen.sheet.kind == "idle"


def test_a_card_on_the_reader_is_a_sign_of_life(walk: Walk) -> None:
    walk.take(ev.ServiceChosen("elder-allowance"))
    walk.until("identify")
    walk.take(ev.TimerExpired(SESSION, "idle"))
    walk.answer()
    assert walk.screen.sheet is None
    assert ("idle", 60.0) in timers(walk)


def test_a_reader_that_sees_no_card_is_no_sign_of_life(walk: Walk) -> None:
    walk.take(ev.ServiceChosen("elder-allowance"))
    walk.until("identify")
    walk.take(ev.CardNotRead(operation=walk.operation, reason=NoCard()))
    assert timers(walk) == []
    walk.take(ev.TimerExpired(SESSION, "idle"))
    walk.take(ev.CardNotRead(operation=walk.operation, reason=NoCard()))
    assert walk.screen.sheet is not None


def test_the_timer_of_another_session_does_nothing(walk: Walk) -> None:
    before = walk.state
    walk.take(ev.TimerExpired(OTHER_SESSION, "idle"))
    assert (walk.state, walk.effects) == (before, [])


def test_a_language_chosen_on_the_attract_screen_goes_back_by_itself() -> None:
    walk = Walk()
    walk.take(ev.LanguageChosen(Language.EN))
    assert walk.screen.language == "en"
    assert timers(walk) == [("attract", 30.0)]
    walk.take(ev.TimerExpired("", "attract"))
    assert walk.screen.language == "zh-Hans"


def test_a_language_chosen_on_the_attract_screen_is_kept_by_the_session() -> None:
    walk = Walk()
    walk.take(ev.LanguageChosen(Language.EN), ev.SessionStarted(session_id=SESSION, at=AT))
    assert walk.screen.language == "en"
    assert fx.StopTimer("attract") in walk.effects


# --- sheets --------------------------------------------------------------------------------------------------------


def test_under_a_sheet_the_page_is_not_touched(walk: Walk) -> None:
    walk.take(ev.ServiceChosen("could-not-be-done"))
    walk.take(ev.HelpAsked())
    before = walk.state
    walk.take(ev.OptionChosen("reason", "machine"), ev.Continued(), ev.WentBack())
    assert walk.state == before
    walk.take(ev.SheetDismissed(), ev.OptionChosen("reason", "machine"))
    assert walk.state != before


def test_what_is_typed_while_a_sheet_rises_is_not_lost(walk: Walk) -> None:
    walk.take(ev.ServiceChosen("elder-allowance"))
    walk.until("phone")
    walk.take(ev.TimerExpired(SESSION, "idle"))
    screen = walk.take(ev.FieldEdited("phone", Sensitive("138")))
    assert screen.sheet is None
    assert screen.body.fields[0].text == "138"  # type: ignore[union-attr]


def test_help_leads_to_people_and_to_the_report(walk: Walk) -> None:
    screen = walk.take(ev.HelpAsked())
    assert screen.sheet is not None
    assert any("12345" in line for line in screen.sheet.lines)
    assert [row.act for row in screen.sheet.rows] == ["report"]


def test_nobody_can_report_before_a_session(walk: Walk) -> None:
    walk.take(ev.EndAsked())
    screen = walk.take(ev.HelpAsked())
    assert screen.sheet is not None
    assert screen.sheet.rows == ()


# --- home ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("section", "service"), [("apply", "elder-allowance"), ("print", "social-insurance-certificate")]
)
def test_lists_hold_their_section(walk: Walk, section: str, service: str) -> None:
    screen = walk.take(ev.ListOpened(section))
    listed = [row.arg for row in all_rows(walk, screen)]
    assert service in listed
    assert listed == [each.id for each in bundled().section(section)]
    assert isinstance(walk.take(ev.HomeOpened()).body, HomeBody)


def all_rows(walk: Walk, screen: Screen) -> list[Action]:
    """The rows of a list on all its pages."""
    rows: list[Action] = []
    while isinstance(screen.body, ListBody):
        rows += [row for row in screen.body.rows if row.act]
        if screen.body.next is None or not screen.body.next.enabled:
            break
        screen = walk.take(ev.PageTurned(1))
    return rows


def test_an_unknown_list_or_service_is_ignored(walk: Walk) -> None:
    before = walk.state
    walk.take(ev.ListOpened("everything"), ev.ServiceChosen("nothing"))
    assert walk.state == before


# --- the world -----------------------------------------------------------------------------------------------------


def test_the_clock_and_the_network_are_shown(walk: Walk) -> None:
    walk.take(ev.ClockTicked(AT + timedelta(minutes=3)))
    assert walk.screen.top.time == "09:10"
    screen = walk.take(ev.NetworkChanged(online=False, fault="NET-001"))
    assert any("网络断了，有的还能办" in line.text for line in screen.body.notices)  # type: ignore[union-attr]


def test_the_newest_health_of_a_device_counts(walk: Walk) -> None:
    broken = DeviceHealth(kind=DeviceKind.PRINTER, name="printer", health=Health.FAILED, fault="PRN-003")
    screen = walk.take(ev.DeviceChanged(broken))
    assert "打印机没纸了" in repr(screen.body)
    screen = walk.take(ev.DeviceChanged(replace(broken, health=Health.READY, fault="")))
    assert "打印机没纸了" not in repr(screen.body)


def test_out_of_service_ends_the_session_and_says_where_to_go(walk: Walk) -> None:
    walk.take(ev.ServiceChosen("elder-allowance"))
    walk.until("phone")
    screen = walk.take(ev.TakenOutOfService(fault="STO-002"))
    assert isinstance(screen.body, OutOfServiceBody)
    assert "想问交过的申请" in screen.body.lines[1]
    assert "不会丢" not in repr(screen.body)  # whoever is out of service has not read the store
    assert screen.body.places[0].open_now
    assert walk.effects[-1] == fx.EndSession(SESSION)
    walk.take(ev.SessionStarted(session_id=OTHER_SESSION, at=AT))
    assert walk.state.session_id == ""


# --- late answers --------------------------------------------------------------------------------------------------


def test_a_late_answer_of_an_ended_session_is_dropped_and_recorded(walk: Walk) -> None:
    walk.take(ev.ServiceChosen("elder-allowance"))
    walk.until("identify")
    operation = walk.operation
    walk.take(ev.EndAsked())
    before = walk.state
    walk.take(ev.NoDraft(operation=operation))
    assert walk.state == before
    assert walk.effects == [fx.RecordAudit(AuditKind.LATE_RESULT_DROPPED, {"event": "NoDraft"})]


def test_an_answer_that_nobody_waits_for_changes_nothing(walk: Walk) -> None:
    walk.take(ev.ServiceChosen("elder-allowance"))
    walk.until("phone")
    before = walk.state
    walk.take(ev.NoDraft(operation=OperationId(SESSION, 1)))
    assert (walk.state, walk.effects) == (before, [])
