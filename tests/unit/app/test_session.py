"""One event, one turn, its effects in order, the screen last; nothing re-enters, and a crash forgets."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest

from flows.model import effect as fx
from flows.model import event as ev
from flows.model.screen import Screen
from flows.model.values import Language, State
from kiosk.app.session import SessionLoop
from kiosk.core.devices import DeviceKind
from tests.support.flow_walks import AT, SESSION, SITE, ZHANG_WEI, bundled, devices, ready_state


@dataclass
class Stage:
    """Where a session plays: what is carried out and shown, in order, and what an effect answers at once."""

    answer: Callable[[fx.Effect], ev.Event | None] = lambda _effect: None
    happened: list[str] = field(default_factory=list)
    states: list[State] = field(default_factory=list)
    screens: list[Screen] = field(default_factory=list)
    loop: SessionLoop = field(init=False)

    def __post_init__(self) -> None:
        self.loop = SessionLoop(catalogue=bundled(), site=SITE, state=ready_state(), executor=self, show=self._show)

    def run(self, effect: fx.Effect, state: State) -> None:
        self.happened.append(type(effect).__name__)
        self.states.append(state)
        event = self.answer(effect)
        if event is not None:
            before = len(self.happened)
            self.loop.post(event)
            assert len(self.happened) == before, "the kernel was entered again"

    def _show(self, screen: Screen) -> None:
        self.happened.append(f"shown {screen.page}")
        self.screens.append(screen)


STARTED = ev.SessionStarted(session_id=SESSION, at=AT)


def test_an_event_is_one_turn_its_effects_in_order_and_then_the_screen() -> None:
    stage = Stage()
    stage.loop.post(STARTED)
    assert stage.loop.state.session_id == SESSION
    assert stage.happened[-1] == "shown Home"
    assert stage.happened.count("shown Home") == 1
    assert "RecordAudit" in stage.happened
    assert all(state == stage.loop.state for state in stage.states)


def test_an_effect_that_answers_at_once_waits_for_its_turn_to_end() -> None:
    def answer(effect: fx.Effect) -> ev.Event | None:
        match effect:
            case fx.CheckDevices(operation=operation):
                return ev.DevicesChecked(operation=operation, devices=devices())
            case _:
                return None

    stage = Stage(answer)
    stage.loop.post(STARTED)
    stage.happened.clear()
    stage.loop.post(ev.ServiceChosen("elder-allowance"))
    shown = [what for what in stage.happened if what.startswith("shown")]
    assert len(shown) == 1, "only where all of it led is shown"
    assert stage.loop.state.run is not None


def test_events_that_arrive_during_a_turn_keep_their_order() -> None:
    stage = Stage()
    arriving = [ev.LanguageChosen(language) for language in (Language.EN, Language.ZH, Language.EN)]

    def answer(effect: fx.Effect) -> ev.Event | None:
        while arriving:
            stage.loop.post(arriving.pop(0))
        return None

    stage.answer = answer
    stage.loop.post(STARTED)
    assert stage.loop.state.reading.language is Language.EN
    assert stage.happened[-1] == "shown Home"


def test_each_effect_is_given_the_state_of_its_own_turn() -> None:
    stage = Stage()
    stage.loop.post(STARTED)
    stage.loop.post(ev.ServiceChosen("elder-allowance"))
    begun = [state for state in stage.states if state.run is not None]
    assert begun
    assert begun[-1] == stage.loop.state


def test_without_an_executor_the_screen_turns_and_nothing_is_carried_out() -> None:
    shown: list[Screen] = []
    loop = SessionLoop(catalogue=bundled(), site=SITE, state=ready_state(), executor=None, show=shown.append)
    loop.post(ev.TakenOutOfService(fault="STO-003"))
    loop.post(STARTED)
    assert loop.state.session_id == ""
    assert {screen.page for screen in shown} == {"OutOfService"}


def test_a_crash_forgets_the_resident_and_carries_nothing_out_any_more() -> None:
    stage = Stage()
    stage.loop.post(STARTED)
    stage.loop._state = replace(stage.loop.state, document=ZHANG_WEI)
    carried_out = len(stage.states)
    stage.loop.crash("SYS-001")
    assert stage.loop.state == State(terminal=replace(ready_state().terminal, at=AT, out_of_service="SYS-001"))
    assert stage.happened[-1] == "shown OutOfService"
    stage.loop.post(STARTED)
    stage.loop.post(ev.DeviceChanged(devices()[0]))
    assert len(stage.states) == carried_out
    assert stage.screens[-1].page == "OutOfService"
    assert "张伟" not in repr(stage.screens[-1])


def test_a_crash_in_the_middle_of_a_turn_drops_what_was_waiting() -> None:
    stage = Stage()

    def fail(_effect: fx.Effect) -> ev.Event | None:
        stage.loop.post(ev.ServiceChosen("elder-allowance"))
        raise ZeroDivisionError

    stage.answer = fail
    with pytest.raises(ZeroDivisionError):
        stage.loop.post(STARTED)
    stage.loop.crash("SYS-001")
    stage.loop.post(ev.ClockTicked(AT))
    assert stage.loop.state.run is None
    assert not stage.loop._waiting
    assert stage.screens[-1].page == "OutOfService"


def test_a_device_that_comes_and_goes_is_shown_at_once() -> None:
    stage = Stage()
    stage.loop.post(ev.DeviceChanged(replace(devices()[2], fault="PRN-003")))
    assert stage.happened == ["shown Attract"]
    (printer,) = [each for each in stage.loop.state.terminal.devices if each.kind is DeviceKind.PRINTER]
    assert printer.fault == "PRN-003"
