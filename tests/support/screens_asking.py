"""Screens of results, bookings, progress and ratings, by walking there. For the gallery and the tests of `ui`.

The services are in `tests/support/services`; everybody in them is fictional.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flows.model import event as ev
from flows.model.screen import Screen
from flows.model.values import Language
from kiosk.core.sensitive import Sensitive
from tests.support.asking import (
    FULL,
    HOURS,
    KEPT_AT,
    RATED,
    RECEIVED,
    REFUSED,
    WAITING,
    AskingWalk,
    matter,
    typed_number,
)
from tests.support.flow_walks import ready_state

Go = Callable[[AskingWalk], None]


def _at(service: str, step: str) -> Go:
    def go(walk: AskingWalk) -> None:
        walk.begin(service)
        walk.until(step)

    return go


def _then(first: Go, *events: ev.Event) -> Go:
    def go(walk: AskingWalk) -> None:
        first(walk)
        walk.take(*events)

    return go


def _payments(walk: AskingWalk) -> None:
    _at("fund-payments", "look")(walk)
    walk.answer()


def _no_payments(walk: AskingWalk) -> None:
    _at("fund-payments", "look")(walk)
    walk.take(ev.QueryAnswered(operation=walk.operation, data=Sensitive({"payments": []})))


def _hours_kept(walk: AskingWalk) -> None:
    walk.state = replace(walk.state, terminal=ready_state(online=False).terminal)
    _at("counter-hours", "hours")(walk)
    walk.take(ev.QueryAnswered(operation=walk.operation, data=Sensitive(HOURS), kept_at=KEPT_AT))


def _days(walk: AskingWalk) -> None:
    _at("book-counter", "time")(walk)
    walk.answer()


_times = _then(_days, ev.OptionChosen("day", "2026-11-26"))
_confirm = _then(_times, ev.OptionChosen("slot", "2026-11-26.2"))
_booking = _then(_confirm, ev.Continued())


def _taken(walk: AskingWalk) -> None:
    _booking(walk)
    walk.refuse("slot-full")
    walk.answer()


def _booked_already(walk: AskingWalk) -> None:
    _booking(walk)
    walk.refuse("already-booked", "您已经约了 11 月 27 日 09:00，编号 YY202611240003。要换时间，先退掉那一个。")


def _booking_unknown(walk: AskingWalk) -> None:
    _booking(walk)
    walk.fails()


def _booked(walk: AskingWalk) -> None:
    _booking(walk)
    walk.answer()


def _all_full(walk: AskingWalk) -> None:
    _at("book-counter", "time")(walk)
    walk.take(ev.QueryAnswered(operation=walk.operation, data=Sensitive(FULL)))


def _number(walk: AskingWalk) -> None:
    _at("matter-progress", "progress")(walk)


def _found(*there: dict[str, object], here: tuple[object, ...] = ()) -> Go:
    def go(walk: AskingWalk) -> None:
        walk.here, walk.there = here, there  # type: ignore[assignment]
        _number(walk)
        walk.take(*typed_number(), ev.Continued())
        walk.answer()
        walk.answer()

    return go


def _unreached(here: tuple[object, ...]) -> Go:
    def go(walk: AskingWalk) -> None:
        walk.here = here  # type: ignore[assignment]
        walk.state = replace(walk.state, terminal=ready_state(online=False).terminal)
        _number(walk)
        walk.take(*typed_number(), ev.Continued())
        walk.answer()

    return go


def _mine(walk: AskingWalk) -> None:
    walk.here, walk.there = (WAITING, REFUSED), (matter(), matter("DG202610080007", reached=3))
    _at("my-matters", "progress")(walk)
    walk.answer()
    walk.answer()


def _rate(walk: AskingWalk) -> None:
    _at(RATED, "rate")(walk)


ASKING_SCREENS: dict[str, Go] = {
    "results": _payments,
    "result": _then(_payments, ev.OptionChosen("record", "7")),
    "results-none": _no_payments,
    "results-kept": _hours_kept,
    "book-days": _days,
    "book-times": _times,
    "book-confirm": _confirm,
    "book-taken": _taken,
    "book-refused": _booked_already,
    "book-unknown": _booking_unknown,
    "book-full": _all_full,
    "booked": _booked,
    "book-give-back": _then(_booked, ev.WayChosen("give_back")),
    "progress-number": _number,
    "progress-review": _found(matter(todo=True)),
    "progress-closed": _found(matter(reached=3)),
    "progress-waiting": _unreached((WAITING,)),
    "progress-refused": _unreached((REFUSED,)),
    "progress-received": _unreached((RECEIVED,)),
    "progress-none": _found(),
    "progress-list": _mine,
    "rate": _rate,
    "rate-good": _then(_rate, ev.OptionChosen("level", "5")),
    "rate-bad": _then(_rate, ev.OptionChosen("level", "2"), ev.OptionChosen("tag", "slow")),
    "rate-words": _then(_rate, ev.OptionChosen("level", "1"), ev.WayChosen("words")),
}


def asking_sample(name: str, language: str = "zh-Hans", *, care: bool = False, contrast: bool = False) -> Screen:
    """Walk to the named screen and look at it in a language, with care mode and high contrast as asked."""
    walk = AskingWalk()
    reading = replace(walk.state.reading, language=Language(language), care=care, contrast=contrast)
    ASKING_SCREENS[name](walk)
    walk.state = replace(walk.state, reading=reading)
    return walk.screen
