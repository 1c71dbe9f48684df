"""The crossing between threads: every act is its event, every emission arrives on the GUI thread, nothing leaks."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QThread

from flows.model import event as ev
from flows.model.screen import Action
from flows.model.values import Language
from kiosk.core.clock import CHINA
from kiosk.core.sensitive import Sensitive
from tests.support.screens import SCREENS, sample
from ui.acts import ACTS
from ui.bridge import Bridge, plain_map

AT = datetime(2026, 11, 24, 9, 7, tzinfo=CHINA)
EVENTS = {
    ("start", ""): ev.SessionStarted(session_id="s", at=AT),
    ("home", ""): ev.HomeOpened(),
    ("list", "apply"): ev.ListOpened("apply"),
    ("service", "allowance"): ev.ServiceChosen("allowance"),
    ("search", ""): ev.PageOpened("search"),
    ("about", "allowance"): ev.PageOpened("about", "allowance"),
    ("answer", "proof"): ev.PageOpened("answer", "proof"),
    ("places", "allowance"): ev.PageOpened("places", "allowance"),
    ("continue", ""): ev.Continued(),
    ("back", ""): ev.WentBack(),
    ("end", ""): ev.EndAsked(),
    ("end_confirm", ""): ev.EndConfirmed(),
    ("dismiss", ""): ev.SheetDismissed(),
    ("more_time", ""): ev.MoreTimeAsked(),
    ("choose", "village=441900121012=x"): ev.OptionChosen("village", "441900121012=x"),
    ("page", "+1"): ev.PageTurned(1),
    ("page", "-1"): ev.PageTurned(-1),
    ("change", "phone"): ev.ChangeAsked("phone"),
    ("reveal", ""): ev.Revealed(),
    ("way", "social_card"): ev.WayChosen("social_card"),
    ("language", "en"): ev.LanguageChosen(Language.EN),
    ("language", "zh-Hant"): ev.LanguageChosen(Language.ZH_HANT),
    ("languages", ""): ev.LanguagesAsked(),
    ("care", ""): ev.CareToggled(),
    ("contrast", ""): ev.ContrastToggled(),
    ("help", ""): ev.HelpAsked(),
    ("read_aloud", ""): ev.ReadAloudAsked(),
    ("report", ""): ev.ReportAsked(),
    ("clear_signature", ""): ev.SignatureChanged(Sensitive(())),
}


class Watch:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def came() -> list[Any]:
    return []


@pytest.fixture
def bridge(qapp: QCoreApplication, came: list[Any], watch: Watch) -> Bridge:
    return Bridge(on_event=came.append, make_session=lambda: ev.SessionStarted(session_id="s", at=AT), monotonic=watch)


def wait_until(done: Callable[[], bool]) -> None:
    deadline = QDeadlineTimer(20_000)
    while not done():
        assert not deadline.hasExpired()
        QCoreApplication.processEvents()


def test_the_table_of_acts_is_whole() -> None:
    assert {act for act, _ in EVENTS} == ACTS


@pytest.mark.parametrize(("act", "arg"), EVENTS)
def test_every_act_is_one_event(bridge: Bridge, came: list[Any], act: str, arg: str) -> None:
    bridge.act(act, arg)
    assert came == [EVENTS[act, arg]]


def test_an_unknown_act_is_a_defect(bridge: Bridge) -> None:
    with pytest.raises(KeyError):
        bridge.act("dance", "")


def test_every_action_of_every_sample_is_in_the_vocabulary() -> None:
    def acts(value: Any) -> set[str]:
        if isinstance(value, Action):
            return {value.act} - {""}
        if isinstance(value, tuple):
            return set().union(*(acts(item) for item in value))
        if hasattr(value, "__dataclass_fields__"):
            return set().union(*(acts(getattr(value, name)) for name in value.__dataclass_fields__))
        return set()

    found = set().union(*(acts(sample(name)) for name in SCREENS))
    assert len(found) > 15
    assert found <= ACTS


def test_a_second_touch_within_three_tenths_is_ignored(bridge: Bridge, came: list[Any], watch: Watch) -> None:
    bridge.act("back", "")
    watch.seconds += 0.29
    bridge.act("continue", "")
    assert came == [ev.WentBack()]
    watch.seconds += 0.02
    bridge.act("continue", "")
    assert came == [ev.WentBack(), ev.Continued()]


def test_touches_are_told_at_most_once_a_second(bridge: Bridge, came: list[Any], watch: Watch) -> None:
    for _ in range(5):
        bridge.touched()
        watch.seconds += 0.3
    assert came == [ev.Touched(), ev.Touched()]


def test_what_is_written_and_signed_is_sensitive(bridge: Bridge, came: list[Any]) -> None:
    bridge.edit("phone", "13800005620")
    bridge.sign([[[0, 0.5], [1, 0.25]], [[0.1, 0.2]]])
    assert came == [
        ev.FieldEdited("phone", Sensitive("13800005620")),
        ev.SignatureChanged(Sensitive((((0.0, 0.5), (1.0, 0.25)), ((0.1, 0.2),)))),
    ]
    assert "138" not in repr(came)
    assert "0.25" not in repr(came)


def test_events_of_other_threads_arrive_on_the_gui_thread_in_order(bridge: Bridge, came: list[Any]) -> None:
    threads: list[QThread] = []
    bridge._on_event = lambda event: (came.append(event), threads.append(QThread.currentThread()))

    def emit() -> None:
        for minute in range(50):
            bridge.event.emit(ev.ClockTicked(AT.replace(minute=minute)))

    sender = threading.Thread(target=emit)
    sender.start()
    sender.join()
    assert came == []  # nothing arrives before the GUI thread turns to it
    wait_until(lambda: len(came) == 50)
    assert came == [ev.ClockTicked(AT.replace(minute=minute)) for minute in range(50)]
    assert set(map(id, threads)) == {id(QThread.currentThread())}


def test_a_hundred_thousand_emissions_keep_true_false_and_none(bridge: Bridge) -> None:
    """PySide6 6.12 on Python 3.11 drops references of these and aborts: docs/adr/0002-qt-binding.md."""
    count = 0

    def counted(event: Any) -> None:
        nonlocal count
        count += event in (True, False, None)

    bridge._on_event = counted
    before = {value: sys.getrefcount(value) for value in (True, False, None)}
    for turn in range(100_000):
        bridge.event.emit((True, False, None)[turn % 3])
    assert count == 100_000
    after = {value: sys.getrefcount(value) for value in (True, False, None)}
    assert all(after[value] > before[value] - 50 for value in before), (before, after)


def test_the_same_screen_again_is_not_shown_again(bridge: Bridge) -> None:
    shown: list[str] = []
    bridge.screenChanged.connect(lambda: shown.append("again"))
    bridge.show(sample("home"))
    bridge.show(sample("home"))
    assert len(shown) == 1
    bridge.show(replace(sample("home"), title="别的"))
    assert len(shown) == 2


def test_a_screen_becomes_plain_maps() -> None:
    made = plain_map(sample("check"))
    assert made["body"]["rows"][2]["change"]["act"] == "change"
    assert made["sheet"] is None
    assert isinstance(made["tools"], list)
