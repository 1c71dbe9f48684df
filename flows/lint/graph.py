"""Every step is reached, every path ends, none leads back to itself, and all can be walked. Pure; any thread."""

from __future__ import annotations

from flows.lint.finding import Said
from flows.lint.walk import MOST_PATHS, paths, ways_on
from flows.service import Service
from flows.steps.step import Branch, Step


def check_graph(service: Service) -> Said:
    """Say what is wrong with the graph."""
    reached = {service.steps[0].id}
    waiting = [service.steps[0]]
    while waiting:
        for step in ways_on(service, waiting.pop()):
            if step and step.id not in reached:
                reached.add(step.id)
                waiting.append(step)
    for step in service.steps:
        if step.id not in reached:
            yield step, f"the step {step.id!r} is never reached"
    ending: set[str] = set()
    for _ in service.steps:
        ending |= {
            step.id for step in service.steps if any(on is None or on.id in ending for on in ways_on(service, step))
        }
    for step in service.steps:
        if step.id in reached and step.id not in ending:
            yield step, f"from the step {step.id!r} there is no way to the end"
    for step in service.steps:
        if step.id in ending and _comes_back(service, step):
            yield step, f"the step {step.id!r} can lead back to itself"
        for index, branch in enumerate(step.next[:-1]):
            if _always(branch):
                ignored = ", ".join(repr(each.to) for each in step.next[index + 1 :])
                yield step, f"after {step.id!r} the way to {branch.to!r} always holds: {ignored} is never taken"


def check_ways(service: Service) -> Said:
    """Say when there are more ways through a service than are walked: of the others nothing would be proven."""
    if len(paths(service, MOST_PATHS + 1)) > MOST_PATHS:
        many = f"there are more than {MOST_PATHS} ways through this service, too many to prove"
        yield None, f"{many}: ask on one page with `when`, let branches meet earlier, or make several services of it"


def _comes_back(service: Service, step: Step) -> bool:
    seen: set[str] = set()
    waiting = [each for each in ways_on(service, step) if each]
    while waiting:
        each = waiting.pop()
        if each == step:
            return True
        if each.id not in seen:
            seen.add(each.id)
            waiting += [on for on in ways_on(service, each) if on]
    return False


def _always(branch: Branch) -> bool:
    return branch.when is None or branch.when.source.strip() == "true"
