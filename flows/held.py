"""What is held of a resident: what would be lost by ending, and whether all is safe or awaited. Pure; any thread."""

from __future__ import annotations

from flows.model.event import Result
from flows.model.values import Run, State


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
    """Whether what the resident filled in is safe, on this terminal or at the platform, and none of it came back."""
    runs = [run for run in (state.run, state.parked) if run]
    return bool(runs) and all((run.local_number or run.platform_number) and not refused(run) for run in runs)


def partly_handed_in(state: State) -> bool:
    """Whether, of several matters handed in together, some are safe and others are not."""
    run = state.run
    return bool(run and refused(run) and any(each.local_number and not each.code for each in run.bundle))


def refused(run: Run) -> bool:
    """Whether the platform refused what was handed in, or a matter of it, and no correction is handed in yet."""
    if any(each.code or (each.supersedes and not each.local_number) for each in run.bundle):
        return True
    told = bool(run.submit_counter) and run.memory.reveal().get("phase") == "refused"
    return told or bool(run.supersedes and not run.local_number)


def awaits(run: Run, event: Result) -> bool:
    """Whether the run's submission is kept here, and this is about it."""
    if run.bundle:
        return any(each.key == getattr(event, "key", "") and not each.platform_number for each in run.bundle)
    return bool(run.local_number) and not run.platform_number and event.operation.counter == run.submit_counter
