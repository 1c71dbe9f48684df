"""What is held of a resident: whether something would be lost by ending, and whether all is safe. Pure; any thread."""

from __future__ import annotations

from flows.model.values import State


def has_content(state: State) -> bool:
    """Whether something of a resident would be lost by ending now."""
    run = state.run
    if state.document or state.parked:
        return True
    if run is None:
        return False
    memory = run.memory.reveal()
    typed = memory.get("typed")
    written = isinstance(typed, dict) and any(typed.values())
    return bool(run.answers.reveal() or run.blobs or run.local_number or written or memory.get("strokes"))


def personal(state: State) -> bool:
    """Whether anything of a resident is held: what somebody looks for tells of them, though it is no loss."""
    return has_content(state) or bool(state.typed.reveal())


def handed_in(state: State) -> bool:
    """Whether what the resident filled in is safe, on this terminal or at the platform."""
    runs = [run for run in (state.run, state.parked) if run]
    return bool(runs) and all(run.local_number or run.platform_number for run in runs)
