"""The session loop: one event in, one turn of the pure kernel, its effects out, the new screen shown.

Runs on the GUI thread only. Decides nothing: `flows.runner` does. Events that arrive while a turn is being carried out
wait in order, so an effect that answers at once cannot re-enter the kernel.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from flows.catalogue import Catalogue
from flows.model.effect import Effect
from flows.model.event import Event
from flows.model.screen import Screen
from flows.model.site import Site
from flows.model.values import State
from flows.runner import advance
from flows.views import view


class Executor(Protocol):
    """Carries one effect out, without waiting; answers later with events."""

    def run(self, effect: Effect, state: State) -> None:
        """Start `effect` of the turn that led to `state`."""
        ...


class SessionLoop:
    """Holds the state between turns. Without an executor it serves nobody: effects are not carried out."""

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        site: Site,
        state: State,
        executor: Executor | None,
        show: Callable[[Screen], None],
    ) -> None:
        self._catalogue = catalogue
        self._site = site
        self._state = state
        self._executor = executor
        self._show = show
        self._waiting: deque[Event] = deque()
        self._turning = False

    @property
    def state(self) -> State:
        """The state after the last turn."""
        return self._state

    def post(self, event: Event) -> None:
        """Take one event through the kernel, then whatever arrived meanwhile, and show where it led."""
        self._waiting.append(event)
        if self._turning:
            return
        self._turning = True
        try:
            while self._waiting:
                turn = advance(self._catalogue, self._state, self._waiting.popleft())
                self._state = turn.state
                if self._executor is not None:
                    for effect in turn.effects:
                        self._executor.run(effect, turn.state)
        finally:
            self._turning = False
        self.show()

    def show(self) -> None:
        """Show the present state."""
        self._show(view(self._catalogue, self._state, self._site))

    def crash(self, fault: str) -> None:
        """Forget the session and show that the terminal is out of service. No effect is carried out any more."""
        self._executor = None
        self._waiting.clear()
        terminal = replace(self._state.terminal, out_of_service=fault)
        self._state = State(terminal=terminal)
        self.show()
