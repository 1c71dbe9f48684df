"""What a service says of working offline agrees with its steps. Any thread."""

from __future__ import annotations

from flows.lint.finding import Said
from flows.lint.order import KIND_OF
from flows.service import Service
from flows.steps.step import Step
from flows.steps.submit import Submit


def check_offline(service: Service) -> Said:
    """Say where the policy promises too much, or too little."""
    policy = service.head.offline
    needing = [step for step in service.steps if step.platform()]
    cached = [step for step in service.steps if from_cache(step)]
    hands_in = any(isinstance(step, Submit) for step in service.steps)
    if policy == "online":
        if not needing:
            yield None, "offline is 'online', but no step needs the platform: say 'queue', or 'cache'"
    elif needing:
        needed = ", ".join(repr(step.id) for step in needing)
        yield needing[0], f"offline is {policy!r}, but without the platform these steps cannot be done: {needed}"
    elif policy == "queue" and not hands_in:
        yield None, "offline is 'queue', but nothing is handed in that could be sent later"
    elif policy == "cache" and not cached:
        yield None, "offline is 'cache', but no step can be answered from before"


def from_cache(step: Step) -> bool:
    """Whether the step can be answered from what this terminal has kept."""
    return KIND_OF.get(type(step)) == "progress" or getattr(step, "cached", False) is True
