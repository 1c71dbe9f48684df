"""好差评 is asked at the end of every matter, on every path, and of nothing else. Pure; any thread.

Two ends go without, by what they are. What stands in the section `report` settles no matter: it tells of one that
failed, is itself the remark about it, and leads back there. And a matter that is handed off to the phone for good ends
on the phone.
"""

from __future__ import annotations

from flows.lint.finding import Said
from flows.lint.walk import paths
from flows.service import Service
from flows.steps.handoff import Handoff
from flows.steps.rate import Rate
from flows.steps.step import Step


def check_rating(service: Service) -> Said:
    """Say where a resident is not asked how it was, or is asked what is not theirs to judge yet."""
    if service.head.section == "report":
        for rate in service.steps:
            if isinstance(rate, Rate):
                yield rate, "a report of what could not be done settles no matter: take the step of kind 'rate' out"
        return
    last = {path[-1].id: path[-1] for path in paths(service) if not _rated(path[-1])}
    for step in last.values():
        yield (
            step,
            (
                f"after {step.id!r} it is over and nobody is asked how it was (好差评):"
                " end with a step of kind 'rate', on every path"
            ),
        )
    early = {step.id: step for path in paths(service) for step in path[:-1] if isinstance(step, Rate)}
    for step in early.values():
        yield step, "a step of kind 'rate' stands last: it asks how the whole of it was"


def _rated(last: Step) -> bool:
    return isinstance(last, Rate) or (isinstance(last, Handoff) and not last.waits)
