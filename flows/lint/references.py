"""Everything that a service refers to exists: department, life events, icons, devices, kinds of list. Any thread."""

from __future__ import annotations

import re

from flows.lint.finding import Said, Surroundings
from flows.reference import Reference
from flows.service import Service

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_STEP_ID = re.compile(r"[a-z][a-z0-9_]*")


def check_references(service: Service, *, reference: Reference, around: Surroundings) -> Said:
    """Say what is referred to and is not there."""
    head = service.head
    if not _ID.fullmatch(head.id):
        yield None, f"the id {head.id!r} must be lower-case words joined by hyphens, as in elder-allowance"
    if reference.departments and head.department not in reference.departments:
        yield None, f"there is no department {head.department!r}; known are {', '.join(reference.departments)}"
    if reference.life_events:
        for event in head.life_events:
            if event not in reference.life_events:
                yield None, f"there is no life event {event!r}; known are {', '.join(reference.life_events)}"
    if around.icons is not None and head.icon not in around.icons:
        yield None, f"there is no icon {head.icon!r}"
    for step in service.steps:
        if not _STEP_ID.fullmatch(step.id) or step.id == "end":
            yield step, f"the step id {step.id!r} must be lower-case letters, digits and _, and not 'end'"
