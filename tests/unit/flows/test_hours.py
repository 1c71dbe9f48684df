"""Opening hours and quotas: told before anybody begins, with when it opens next."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import given

from flows.availability import warning
from flows.hours import Opening, is_open, opens_next
from flows.model import effect as fx
from flows.model import event as ev
from flows.model.screen import NoticeBody
from flows.model.values import Language, Terminal
from flows.spec import parse_service
from kiosk.core.clock import CHINA
from kiosk.core.errors import ContentError
from tests.support.effects import FOLDER, EffectsWalk, effects_catalogue
from tests.support.flow_walks import AT, SESSION, TOMORROW, ready_state

NUMBER = "counter-number"
HOURS = (
    Opening(days=(1, 2, 3, 4, 5), opens="08:30", closes="12:00"),
    Opening(days=(1, 2, 3, 4), opens="14:30", closes="17:30"),
)
TUESDAY = datetime(2026, 11, 24, tzinfo=CHINA)
FRIDAY = TUESDAY + timedelta(days=3)


def at(day: datetime, hour: int, minute: int = 0) -> datetime:
    return day.replace(hour=hour, minute=minute)


@pytest.mark.parametrize(
    ("now", "holds", "following"),
    [
        (at(TUESDAY, 8, 29), False, at(TUESDAY, 8, 30)),
        (at(TUESDAY, 8, 30), True, at(TUESDAY, 14, 30)),
        (at(TUESDAY, 12), False, at(TUESDAY, 14, 30)),
        (at(TUESDAY, 17, 30), False, at(TUESDAY + timedelta(days=1), 8, 30)),
        (at(FRIDAY, 14, 30), False, at(FRIDAY + timedelta(days=3), 8, 30)),
    ],
)
def test_it_is_open_in_its_ranges_and_opens_next_at_the_following_one(
    now: datetime, following: datetime, *, holds: bool
) -> None:
    assert is_open(HOURS, now) is holds
    assert opens_next(HOURS, now) == following


def test_without_hours_it_is_always_open() -> None:
    assert is_open((), at(TUESDAY, 3))
    assert opens_next((), at(TUESDAY, 3)) is None


@given(st.integers(0, 7 * 24 * 60 * 4), st.integers(1, 7), st.integers(0, 22))
def test_what_is_closed_is_open_at_the_time_that_is_said(minutes: int, day: int, hour: int) -> None:
    hours = (Opening(days=(day,), opens=f"{hour:02d}:00", closes=f"{hour + 1:02d}:00"),)
    now = TUESDAY + timedelta(minutes=minutes)
    opens = opens_next(hours, now)
    assert opens is not None
    assert now < opens <= now + timedelta(days=7)
    assert is_open(hours, opens)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('{days: [8], opens: "08:30", closes: "12:00"}', "days are numbers"),
        ('{days: [1], opens: "8:30", closes: "12:00"}', "in quotes"),
        ('{days: [1], opens: "12:00", closes: "08:30"}', "earlier"),
    ],
)
def test_hours_that_are_none_are_refused_with_a_reason(wrong: str, said: str) -> None:
    text = (FOLDER / "counter-number.yaml").read_text("utf-8")
    text = text.replace('{days: [1, 2, 3, 4, 5], opens: "08:30", closes: "12:00"}', wrong)
    with pytest.raises(ContentError, match=said):
        parse_service("counter-number.yaml", text)


def started(now: datetime, *, online: bool = True) -> EffectsWalk:
    state = ready_state(online=online)
    state = replace(state, terminal=replace(state.terminal, at=now))
    walk = EffectsWalk(catalogue=effects_catalogue(), state=state)
    walk.take(ev.SessionStarted(session_id=SESSION, at=now), ev.ServiceChosen(NUMBER))
    return walk


def said(terminal: Terminal, language: Language = Language.ZH) -> str:
    service = effects_catalogue().newest(NUMBER)
    assert service is not None
    words = warning(service, terminal)
    return words.of(language) if words else ""


def test_outside_its_hours_nothing_is_begun_and_the_time_is_told() -> None:
    walk = started(at(TUESDAY, 13))
    assert isinstance(walk.screen.body, NoticeBody)
    assert walk.screen.hint == "今天 14:30 开始办，到时再来。"
    assert walk.effects_of(fx.CheckDevices, fx.ReadIdCard) == []
    assert said(walk.state.terminal) == "现在没开，今天 14:30 开始办"
    assert said(walk.state.terminal, Language.EN) == "Opens today at 14:30"
    walk.take(ev.Continued())
    assert walk.state.run is None


def test_a_matter_begun_in_time_is_finished_in_peace() -> None:
    walk = started(at(TUESDAY, 11, 59))
    walk.until("check")
    walk.take(ev.ClockTicked(at(TUESDAY, 12, 1)), ev.Continued())
    assert walk.step == "submit"


def test_a_full_day_is_told_at_the_start_and_from_then_on_at_home() -> None:
    walk = started(AT)
    walk.answer()
    asked = walk.started
    assert isinstance(asked, fx.Query)
    assert asked.parameters.reveal() == {"service": NUMBER}
    walk.answered({"left": 0, "again_at": TOMORROW})
    assert walk.screen.title == "今天的名额用完了"
    assert walk.screen.hint == "明天 08:30 再有，到时再来。"
    walk.take(ev.Continued())
    assert said(walk.state.terminal) == "今天的名额用完了，明天 08:30 再有"
    tomorrow = replace(walk.state.terminal, at=at(TUESDAY + timedelta(days=1), 9))
    assert said(tomorrow) == "", "what was said yesterday is not known today"


def test_with_places_left_it_goes_on() -> None:
    walk = started(AT)
    walk.answer()
    walk.answered({"left": 1})
    assert walk.step == "identify"


@pytest.mark.parametrize("data", [{}, {"left": "many"}, {"left": True}])
def test_an_answer_that_says_nothing_is_in_nobodys_way(data: dict[str, object]) -> None:
    walk = started(AT)
    walk.answer()
    walk.answered(data)  # type: ignore[arg-type]
    assert walk.step == "identify"


def test_a_question_without_an_answer_is_in_nobodys_way() -> None:
    walk = started(AT)
    walk.answer()
    walk.fails()
    assert walk.step == "identify"
    offline = started(AT, online=False)
    offline.answer()
    assert offline.step == "identify"
