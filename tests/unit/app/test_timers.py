"""The session's timers on a real event loop."""

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEventLoop

from flows.model.event import TimerExpired
from kiosk.app.timers import SessionTimers

SESSION = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def posted() -> list[TimerExpired]:
    return []


@pytest.fixture
def timers(posted: list[TimerExpired]) -> SessionTimers:
    return SessionTimers(posted.append)


def turning(seconds: float, until: Callable[[], object] = lambda: False) -> None:
    """Let the event loop turn for so long, or until it holds."""
    give_up_at = time.monotonic() + seconds
    while time.monotonic() < give_up_at and not until():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)
        time.sleep(0.001)


def test_a_timer_tells_its_name_and_its_session_once(timers: SessionTimers, posted: list[TimerExpired]) -> None:
    timers.start(SESSION, "idle", 0.02)
    turning(5, lambda: posted)
    turning(0.05)
    assert posted == [TimerExpired(SESSION, "idle")]


def test_a_timer_does_not_expire_before_its_time(timers: SessionTimers, posted: list[TimerExpired]) -> None:
    began = time.monotonic()
    timers.start(SESSION, "idle", 0.1)
    turning(5, lambda: posted)
    assert time.monotonic() - began >= 0.095


def test_starting_again_begins_anew_and_tells_once(timers: SessionTimers, posted: list[TimerExpired]) -> None:
    timers.start(SESSION, "idle", 0.02)
    timers.start(SESSION, "idle", 0.15)
    turning(0.08)
    assert posted == []
    turning(5, lambda: posted)
    assert posted == [TimerExpired(SESSION, "idle")]


def test_a_timer_that_is_stopped_tells_nothing(timers: SessionTimers, posted: list[TimerExpired]) -> None:
    timers.start(SESSION, "idle", 0.02)
    timers.stop("idle")
    timers.stop("idle")
    timers.stop("never started")
    turning(0.06)
    assert posted == []


def test_a_timer_that_has_run_out_but_was_stopped_before_it_was_heard_tells_nothing(
    timers: SessionTimers, posted: list[TimerExpired]
) -> None:
    timers.start(SESSION, "idle", 0.01)
    time.sleep(0.03)  # the loop does not turn: the time is over and nobody has noticed
    timers.stop("idle")
    turning(0.05)
    assert posted == []


def test_the_end_of_the_session_stops_all(timers: SessionTimers, posted: list[TimerExpired]) -> None:
    called: list[str] = []
    timers.start(SESSION, "idle", 0.02)
    timers.start(SESSION, "reveal", 0.02)
    timers.call_after(0.02, lambda: called.append("patience"))
    timers.stop_all()
    turning(0.06)
    assert (posted, called) == ([], [])


def test_what_is_called_later_is_called_once_and_posts_nothing(
    timers: SessionTimers, posted: list[TimerExpired]
) -> None:
    called: list[str] = []
    timers.call_after(0.02, lambda: called.append("first"))
    timers.call_after(0.01, lambda: called.append("second"))
    turning(5, lambda: len(called) == 2)
    turning(0.05)
    assert called == ["second", "first"]
    assert posted == []


def test_a_timer_may_be_started_again_by_what_it_tells(timers: SessionTimers) -> None:
    told: list[str] = []

    def again(event: TimerExpired) -> None:
        told.append(event.timer)
        if len(told) < 3:
            timers.start(SESSION, event.timer, 0.01)

    timers._post = again
    timers.start(SESSION, "countdown", 0.01)
    turning(5, lambda: len(told) == 3)
    assert told == ["countdown"] * 3
