"""Nothing is asked that is not handed on, and nothing is handed on that was not asked. Any thread.

Personal data are what a resident types, writes, photographs or chooses as an address. They are handed on by the steps
that send or print: their expressions name the answer. A picture goes with the submission by itself. A choice may
also only decide the way.
"""

from __future__ import annotations

import re

from flows.expressions import Expression
from flows.fields.questions import VERIFIED
from flows.lint.expressions import CONDITIONS
from flows.lint.finding import Said
from flows.lint.order import KIND_OF
from flows.lint.walk import inside, paths
from flows.service import Service
from flows.steps.capture import Capture
from flows.steps.step import Step
from flows.steps.submit import Submit

ASKING = {"form", "address", "sign", "capture", "handoff"}  # kinds whose answers are about a person
CHOOSING = {"choose"}  # kinds whose answers may also only decide the way
SHOWING = {"check", "eligibility"}  # kinds whose expressions hand nothing on
_ANSWER = re.compile(r"\banswers(?:\.(\w+)|\[\s*['\"](\w+)['\"]\s*\])?")
_QUOTED = re.compile(r"(?<!\[)'[^']*'|(?<!\[)\"[^\"]*\"")


def named(expression: Expression) -> set[str]:
    """Return the answers that the expression names; ``*`` when it takes them all."""
    source = _QUOTED.sub("''", expression.source)
    return {first or second or "*" for first, second in _ANSWER.findall(source)}


def check_privacy(service: Service) -> Said:
    """Say what is asked for nothing, and what is handed on that nobody was asked for."""
    given = {name for step in service.steps for sample in step.samples() for name in sample}
    handed, decided = _used(service)
    for step in service.steps:
        kind = KIND_OF.get(type(step), "")
        for name in sorted({name for sample in step.samples() for name in sample}):
            if name.endswith(VERIFIED):
                continue  # whether a code was right is for the terminal to know
            useless = not {name, "*"} & handed
            if kind in ASKING and useless and not _goes_along(service, step):
                yield step, f"the answer {name!r} is asked for and never handed on: do not ask, or submit it"
            elif kind in CHOOSING and useless and name not in decided:
                yield step, f"the answer {name!r} is asked for and decides nothing: do not ask, or submit it"
        for where, expression in inside(step, Expression, step.id):
            own = {name for sample in step.within() for name in sample} if ".fields." in where else set[str]()
            never = sorted(named(expression) - given - own - {"*"})
            if never:
                yield step, f"{where}: the answer {never[0]!r} is used, and no step asks for it"


def _used(service: Service) -> tuple[set[str], set[str]]:
    """Return the answers that are handed on, and those that decide something."""
    handed, decided = set[str](), set[str]()
    for step in service.steps:
        for where, expression in inside(step, Expression, step.id):
            condition = where.rsplit(".", 1)[-1] in CONDITIONS
            showing = KIND_OF.get(type(step), "") in SHOWING
            (decided if condition or showing else handed).update(named(expression))
    return handed, decided


def _goes_along(service: Service, step: Step) -> bool:
    """Whether a picture is handed in by itself, on some path."""
    return isinstance(step, Capture) and any(
        step in path and any(isinstance(each, Submit) for each in path) for path in paths(service)
    )
