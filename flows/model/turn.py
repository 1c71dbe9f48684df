"""One turn of the kernel: the state after an event, and what is to be done about it."""

from __future__ import annotations

from dataclasses import dataclass

from flows.model.effect import Effect
from flows.model.values import State


@dataclass(frozen=True, slots=True)
class Turn:
    """The answer to one event."""

    state: State
    effects: tuple[Effect, ...] = ()
