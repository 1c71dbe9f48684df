"""Booking: a day, a time, a look, the platform's word; never two bookings, whatever fails in between."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.model import codec
from flows.model import effect as fx
from flows.model import event as ev
from flows.model.screen import CalendarBody, CheckBody, NoticeBody, ReceiptBody
from flows.steps.slots import nearest, read_slots
from kiosk.core.devices import Printed, PrintFailed
from kiosk.core.sensitive import Sensitive
from kiosk.documents.papers import PAPERS, parse
from tests.support.asking import BOOKED, FULL, SLOTS, AskingWalk
from tests.support.flow_walks import AT, LI_XIULAN, ready_state

LATER_SESSION = "6f9619ff-8b86-4d01-b42d-00cf4fc964aa"
DAY = ev.OptionChosen("day", "2026-11-26")
TIME = ev.OptionChosen("slot", "2026-11-26.2")


def at_days() -> AskingWalk:
    walk = AskingWalk()
    walk.begin("book-counter")
    walk.until("time")
    walk.answer()
    return walk


def booking() -> AskingWalk:
    walk = at_days()
    walk.take(DAY, TIME, ev.Continued())
    return walk


def booked() -> AskingWalk:
    walk = booking()
    walk.answer()
    return walk


def tiles(walk: AskingWalk) -> list[tuple[str, bool]]:
    body = walk.screen.body
    assert isinstance(body, CalendarBody)
    return [(each.label, each.enabled) for each in body.tiles]


def command(walk: AskingWalk) -> fx.Command:
    started = walk.started
    assert isinstance(started, fx.Command)
    return started


def after_a_power_cut(walk: AskingWalk) -> AskingWalk:
    """The same card at a new session, with the draft that was saved last."""
    draft = codec.decode(codec.encode(walk.state))
    again = AskingWalk(state=ready_state())
    again.take(ev.SessionStarted(session_id=LATER_SESSION, at=AT), ev.ServiceChosen("book-counter"))
    again.answer()
    again.answer()
    again.take(ev.DraftFound(operation=again.operation, state=draft))
    return again


def test_days_say_what_is_free_and_full_ones_take_no_touch() -> None:
    walk = at_days()
    assert tiles(walk)[:2] == [("11 月 25 日 星期三", False), ("11 月 26 日 星期四", True)]
    walk.take(
        ev.OptionChosen("day", "2026-11-25"), ev.OptionChosen("day", "x"), ev.OptionChosen("slot", "2026-11-26.0")
    )
    assert walk.screen.title == "哪一天去？"
    walk.take(DAY)
    assert tiles(walk)[:2] == [("09:00–09:30", True), ("09:30–10:00", False)]
    walk.take(ev.OptionChosen("slot", "2026-11-26.1"))
    assert walk.screen.title == "几点去？", "full"


def test_nothing_is_booked_before_the_button_is_pressed() -> None:
    walk = at_days()
    walk.take(DAY, TIME)
    assert isinstance(walk.screen.body, CheckBody)
    assert [row.value for row in walk.screen.body.rows][1:] == [
        "厚街镇不动产登记窗口",
        "11 月 26 日 星期四",
        "10:00–10:30",
    ]
    assert walk.commands == []
    walk.take(ev.Continued())
    assert command(walk).parameters.reveal() == {
        "topic": "house-transfer",
        "slot": "2026-11-26.2",
        "person": {"name": "张伟", "number": "441900195103071237"},
    }
    assert fx.SaveDraft() in walk.effects, "the key is safe before the platform hears of it"


def test_a_booking_has_a_number_and_a_slip() -> None:
    walk = booked()
    body = walk.screen.body
    assert isinstance(body, ReceiptBody)
    assert body.card is not None
    assert body.card.number == "YY 2026 1124 0007"
    assert fx.SaveDraft() in walk.effects
    walk.take(ev.Continued())
    assert isinstance(walk.started, fx.PrintDocument)
    slip = parse(PAPERS["booking-slip"], walk.started.data.reveal())
    assert slip.number == BOOKED  # type: ignore[attr-defined]
    assert "张伟" not in str(walk.started.data.reveal())


def test_a_slip_that_does_not_print_leaves_the_booking_alone() -> None:
    walk = booked()
    walk.take(ev.Continued())
    walk.take(ev.DocumentPrinted(operation=walk.operation, outcome=PrintFailed(fault="PRN-003")))
    body = walk.screen.body
    assert isinstance(body, NoticeBody)
    assert body.matter.title == "约好了，不受影响"
    assert body.matter.lines == ("没有纸也行，到那天报预约编号 YY 2026 1124 0007。",)


def test_a_printed_slip_is_spoken_of_as_a_slip_and_not_as_a_certificate() -> None:
    walk = booked()
    walk.take(ev.Continued())
    walk.take(ev.DocumentPrinted(operation=walk.operation, outcome=Printed(pages=1)))
    body = walk.screen.body
    assert isinstance(body, ReceiptBody)
    assert [each.when for each in body.next] == ["先拿好", "到那天", "去不了"]
    assert "要看的单位" not in repr(body)
    assert "12345" in body.next[2].what


def test_back_walks_through_choosing() -> None:
    walk = at_days()
    walk.take(DAY, TIME, ev.WentBack())
    assert walk.screen.title == "几点去？"
    walk.take(ev.WentBack())
    assert walk.screen.title == "哪一天去？"
    walk.take(DAY, TIME, ev.WayChosen("days"))
    assert walk.screen.title == "哪一天去？"


def test_while_nobody_knows_the_same_key_asks_again_and_there_is_no_way_back() -> None:
    walk = booking()
    first = command(walk)
    walk.fails()
    assert walk.screen.title == "还不知道约上没有"
    assert [each.act for each in walk.screen.actions.left] == ["end"]
    walk.take(ev.WentBack())
    assert walk.screen.title == "还不知道约上没有"
    for event in (ev.Continued(), ev.NetworkChanged(online=True)):
        walk.take(event)
        assert (command(walk).key, command(walk).parameters) == (first.key, first.parameters)
        walk.take(ev.WentBack())
        assert walk.step == "time"
        walk.fails("NET-001")
    walk.take(ev.Continued())
    walk.answer()
    assert {each.key for each in walk.commands} == {first.key}
    assert walk.screen.title == "约好了"


def test_a_power_cut_while_booking_sends_the_same_key_again() -> None:
    walk = booking()
    again = after_a_power_cut(walk)
    assert command(again).key == command(walk).key
    assert command(again).parameters == command(walk).parameters
    again.answer()
    assert after_a_power_cut(again).screen.title == "约好了"
    assert after_a_power_cut(again).commands == [], "what is booked is not booked again"


def test_who_comes_too_late_is_told_so_and_offered_the_nearest() -> None:
    walk = booking()
    first = command(walk)
    walk.refuse("slot-full")
    assert isinstance(walk.started, fx.Query), "what is free now"
    walk.answer()
    assert walk.screen.title == "刚刚被别人约走了"
    assert [label for label, _ in tiles(walk)][:2] == [
        "11 月 26 日 星期四\n09:00–09:30",
        "11 月 26 日 星期四\n14:30–15:00",
    ]
    walk.take(ev.OptionChosen("slot", "2026-11-26.4"), ev.Continued())
    assert command(walk).key != first.key
    walk.answer()
    assert walk.screen.title == "约好了"


def test_when_all_is_full_it_is_said_and_can_be_looked_at_again() -> None:
    walk = AskingWalk()
    walk.begin("book-counter")
    walk.until("time")
    walk.take(ev.QueryAnswered(operation=walk.operation, data=Sensitive(FULL)))
    assert walk.screen.title == "现在没有能约的时间"
    walk.take(ev.Continued())
    walk.answer()
    assert isinstance(walk.screen.body, CalendarBody)


def test_a_refusal_is_said_in_the_platforms_words() -> None:
    walk = booking()
    walk.refuse("already-booked", "您已经约了别的时间。")
    assert isinstance(walk.screen.body, NoticeBody)
    assert walk.screen.hint == "平台说：您已经约了别的时间。"


def test_a_booking_of_another_day_is_shown_and_can_be_given_back() -> None:
    walk = AskingWalk()
    walk.begin("book-counter")
    walk.until("time")
    mine = {"number": "YY202611230001", "slot": "x", "date": "2026-11-27", "from": "09:00", "to": "09:30"}
    walk.take(ev.QueryAnswered(operation=walk.operation, data=Sensitive({**SLOTS, "booked": mine})))
    assert walk.screen.title == "约好了"
    walk.take(ev.WayChosen("give_back"), ev.WayChosen("give_back"))
    assert (command(walk).kind, command(walk).parameters.reveal()) == ("cancel-slot", {"number": "YY202611230001"})


def test_a_booking_is_given_back_once_and_another_can_be_made() -> None:
    walk = booked()
    walk.take(ev.WayChosen("give_back"))
    assert walk.screen.title == "不去了，退掉预约？"
    walk.take(ev.Continued())
    assert walk.screen.title == "约好了", "kept"
    walk.take(ev.WayChosen("give_back"), ev.WayChosen("give_back"))
    first = command(walk)
    walk.fails()
    assert walk.screen.title == "还不知道退掉没有"
    body = walk.screen.body
    assert isinstance(body, NoticeBody)
    assert body.matter.title == "也许退掉了，也许还约着"
    assert "约成" not in walk.screen.hint, "nothing is being booked"
    walk.take(ev.Continued())
    assert command(walk).key == first.key
    walk.refuse("not-booked")  # the first attempt had done it
    walk.answer()
    assert isinstance(walk.screen.body, CalendarBody)
    walk.take(DAY, TIME, ev.Continued())
    assert command(walk).key not in {each.key for each in walk.commands[:-1]}


def test_a_refusal_to_take_it_back_is_said_and_it_stays_booked() -> None:
    walk = booked()
    walk.take(ev.WayChosen("give_back"), ev.WayChosen("give_back"))
    walk.refuse("too-late", "今天的不能退。")
    assert walk.screen.hint == "平台说：今天的不能退。"
    walk.take(ev.Continued())
    assert walk.screen.title == "约好了"


def test_an_answer_that_is_not_as_agreed_is_a_fault() -> None:
    for answer in (
        {},
        {"days": [{}]},
        {"days": [{"date": "x", "times": [{"id": "a", "from": "9", "to": "1", "free": 1}]}]},
    ):
        walk = AskingWalk()
        walk.begin("book-counter")
        walk.until("time")
        walk.take(ev.QueryAnswered(operation=walk.operation, data=Sensitive(answer)))
        assert walk.state.run is not None
        assert walk.state.run.fault == "NET-004"


def test_the_nearest_are_the_nearest_in_times_order() -> None:
    slots = read_slots(SLOTS)  # type: ignore[arg-type]
    assert slots is not None
    wanted = next(each for each in slots if each.id == "2026-11-26.2")
    near = nearest(slots, wanted, 2)
    assert [each.id for each in near] == ["2026-11-26.0", "2026-11-26.4"]
    assert nearest(tuple(replace(each, free=0) for each in slots), wanted) == ()


@pytest.mark.parametrize("card", [LI_XIULAN])
def test_whoever_is_read_is_booked(card: object) -> None:
    walk = AskingWalk(card=card)  # type: ignore[arg-type]
    walk.begin("book-counter")
    walk.until("time")
    walk.answer()
    walk.take(DAY, TIME, ev.Continued())
    assert command(walk).parameters.reveal()["person"] == {"name": "李秀兰", "number": "441900196309150023"}
