"""Every expression can be evaluated over everything that it could see, and gives what its key needs. Any thread.

CEL's own compiler knows the syntax only: an unknown function, an unknown name and a text in the place of a number all
compile. So each expression is run here over every shape of the answers before it, as `flows.lint.samples` has them.
"""

from __future__ import annotations

from collections.abc import Mapping

from flows.expressions import Expression, Failed
from flows.lint.finding import Said
from flows.lint.samples import scopes, within
from flows.lint.walk import inside, paths
from flows.model.values import Json
from flows.service import Service

NAMES = {"applicant", "agent", "answers", "reported", "today", "online"}  # `Here.scope`
CONDITIONS = {"when", "must", "provisional"}  # keys that hold true or false
WORDS = {"value"}  # keys whose value stands on a screen: a text or a number
GROUPS = {("Print", "data")}  # keys that hold names with values, by kind of step
AMOUNTS = {"fen"}  # keys that hold money, in fen
LISTS = {"listed"}  # keys that hold a list
PEOPLE = {"person"}  # keys that hold names with values


def check_expressions(service: Service) -> Said:
    """Say which expressions fail, over which answers, once each."""
    said: set[str] = set()
    report = service.head.section == "report"
    for path in paths(service):
        for index, step in enumerate(path):
            found = list(inside(step, Expression, step.id))
            if all(where in said for where, _ in found):
                continue
            before = scopes(path[:index], report=report)
            after = scopes(path[: index + 1], report=report)
            own = within(path[:index], step, report=report)
            for where, expression in found:
                if where in said:
                    continue
                ways = {f"{step.id}.next": after, f"{step.id}.fields": own}
                seen = next((each for start, each in ways.items() if where.startswith(start)), before)
                wrong = _wrong(expression, seen, where, type(step).__name__)
                if wrong:
                    said.add(where)
                    yield step, f"{where}: {expression.source!r} {wrong}"


def _wrong(expression: Expression, seen: list[dict[str, Json]], where: str, kind: str) -> str:
    unknown = sorted(expression.names - NAMES)
    if unknown:
        return f"names what is not there: {', '.join(unknown)}"
    key = where.rsplit(".", 1)[-1]
    for scope in seen:
        value = expression.evaluate(scope)
        if isinstance(value, Failed):
            return f"cannot be evaluated {_shape(scope)}"
        needed = _needed(key, kind, value)
        if needed:
            return f"must give {needed}, and cannot be evaluated to that {_shape(scope)}"
    return ""


def _needed(key: str, kind: str, value: Json) -> str:
    """Return what the key needs when `value` is not that; else nothing."""
    if key in CONDITIONS:
        return "" if isinstance(value, bool) else "true or false"
    if key in AMOUNTS:
        return "" if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else "a whole number of fen"
    if key in LISTS:
        return "" if isinstance(value, list) else "a list"
    if (kind, key) in GROUPS or key in PEOPLE:
        return "" if isinstance(value, dict) else "names with values"
    if key in WORDS:
        return "" if isinstance(value, str | int | float) and not isinstance(value, bool) else "a text or a number"
    return ""


def _shape(scope: Mapping[str, Json]) -> str:
    answers = scope["answers"]
    names = ", ".join(answers) if isinstance(answers, dict) and answers else "none"
    return f"when the answers are: {names}" + ("" if scope["applicant"] else "; nobody is identified")
