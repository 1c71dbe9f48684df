"""Looks for what is wrong with services before a resident meets it. Pure: findings are values; any thread.

What a service file cannot even say (missing keys, unknown kinds, words in one language only) `flows.spec` has refused
already; those refusals are findings here too. This module proves the rest: every step is reached, every path ends,
every condition can be evaluated over every shape that the answers can take, and everything referred to exists.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import TypeVar

from flows.catalogue import Catalogue
from flows.expressions import Expression, Failed
from flows.model.text import Text
from flows.model.values import Json
from flows.service import Service
from flows.steps.capture import Capture
from flows.steps.check import Check
from flows.steps.identify import Identify
from flows.steps.paper import PaperStep
from flows.steps.print import Print
from flows.steps.receipt import Receipt
from flows.steps.step import Step
from flows.steps.submit import Submit

_NAMES = {"applicant", "answers", "reported", "today", "online"}  # `Here.scope`
_CONDITIONS = {"when", "must", "provisional"}  # keys that hold true or false
_PLACEHOLDER = re.compile(r"\{\w*\}")
_REFUSAL = re.compile(r"^(?P<file>.+?):(?P<line>\d+): (?P<message>.*)$")
_PEOPLE: tuple[dict[str, Json], ...] = (
    {
        "card": "id_card",
        "kind": "resident",
        "name": "张三",
        "number": "441900195103071237",
        "birth": "1951-03-07",
        "sex": "1",
        "address": "广东省东莞市厚街镇",
    },
    {
        "card": "social_card",
        "kind": "resident",
        "name": "李四",
        "number": "450100195401010034",
        "birth": "1954-01-01",
        "sex": "2",
        "address": "",
    },
    {
        "card": "id_card",
        "kind": "foreigner_2023",
        "name": "EXAMPLE",
        "number": "911234567890123456",
        "birth": "1990-02-28",
        "sex": "1",
        "address": "",
    },
)


Found = TypeVar("Found")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong, and where."""

    file: str
    line: int
    message: str


def lint(
    catalogue: Catalogue,
    *,
    templates: Mapping[str, Collection[str]] | None = None,
    icons: Collection[str] | None = None,
) -> tuple[Finding, ...]:
    """Return what is wrong with the services.

    `templates` are the papers that exist, each with the keys that it cannot do without; `icons` the icons that exist.
    What is not given is not checked.
    """
    findings = [refusal for problem in catalogue.problems for refusal in _refusals(problem.detail)]
    for service in catalogue.services:
        findings += _of_service(service, templates, icons)
    reports = catalogue.section("report")
    if len(reports) != 1:
        names = ", ".join(each.file for each in reports) or "none"
        findings.append(Finding(file=names, line=1, message="exactly one service must stand in the section 'report'"))
    return tuple(findings)


def _refusals(detail: str) -> Iterator[Finding]:
    for line in detail.splitlines():
        found = _REFUSAL.match(line)
        if found:
            yield Finding(file=found["file"], line=int(found["line"]), message=found["message"])
        else:
            yield Finding(file="", line=0, message=line)


def _of_service(
    service: Service, templates: Mapping[str, Collection[str]] | None, icons: Collection[str] | None
) -> list[Finding]:
    def at(step: Step | None, message: str) -> Finding:
        line = service.lines[service.steps.index(step)] if step else 1
        return Finding(file=service.file, line=line, message=message)

    findings = [at(step, message) for step, message in _graph(service)]
    if findings:
        return findings  # over a broken graph nothing else can be said
    findings += [at(step, message) for step, message in _order(service)]
    findings += [at(step, message) for step, message in _expressions(service)]
    findings += [at(step, message) for step, message in _words(service)]
    findings += [at(step, message) for step, message in _templates(service, templates)]
    if icons is not None and service.head.icon not in icons:
        findings.append(at(None, f"there is no icon {service.head.icon!r}"))
    if not service.head.about.materials and any(isinstance(step, Identify | Capture) for step in service.steps):
        findings.append(at(None, "about.materials must name the card or paper that the steps ask for"))
    return findings


# --- the graph ---------------------------------------------------------------------------------------------------


def _ways_on(service: Service, step: Step) -> tuple[Step | None, ...]:
    """Return all steps that can follow; None is the end."""
    if not step.next:
        return (service.after(step),)
    return tuple(None if branch.to == "end" else service.step(branch.to) for branch in step.next)


def paths(service: Service, limit: int = 200) -> tuple[tuple[Step, ...], ...]:
    """Return the paths from the first step to the end, as many as `limit`; a path that comes back to itself is cut."""
    found: list[tuple[Step, ...]] = []
    open_paths: list[tuple[Step, ...]] = [(service.steps[0],)]
    while open_paths and len(found) < limit:
        path = open_paths.pop()
        for step in _ways_on(service, path[-1]):
            if step is None:
                found.append(path)
            elif step not in path:
                open_paths.append((*path, step))
    return tuple(found)


def _graph(service: Service) -> Iterator[tuple[Step, str]]:
    reached = {service.steps[0].id}
    waiting = [service.steps[0]]
    while waiting:
        for step in _ways_on(service, waiting.pop()):
            if step and step.id not in reached:
                reached.add(step.id)
                waiting.append(step)
    for step in service.steps:
        if step.id not in reached:
            yield step, f"the step {step.id!r} is never reached"
    ending: set[str] = set()
    for _ in service.steps:
        ending |= {
            step.id for step in service.steps if any(on is None or on.id in ending for on in _ways_on(service, step))
        }
    for step in service.steps:
        if step.id in reached and step.id not in ending:
            yield step, f"from the step {step.id!r} there is no way to the end"
    for step in service.steps:
        if step.id in ending and _comes_back(service, step):
            yield step, f"the step {step.id!r} can lead back to itself"


def _comes_back(service: Service, step: Step) -> bool:
    seen: set[str] = set()
    waiting = [each for each in _ways_on(service, step) if each]
    while waiting:
        each = waiting.pop()
        if each == step:
            return True
        if each.id not in seen:
            seen.add(each.id)
            waiting += [on for on in _ways_on(service, each) if on]
    return False


def _order(service: Service) -> Iterator[tuple[Step, str]]:
    """What must come before what, on every path."""
    said: set[tuple[str, str]] = set()
    for path in paths(service):
        for index, step in enumerate(path):
            before = path[:index]
            wrong = ""
            if isinstance(step, Submit) and not any(isinstance(each, Check) for each in before):
                wrong = "nothing may be sent before a step of kind 'check': it mints the submission's key"
            elif isinstance(step, Print) and not any(isinstance(each, Check) for each in before):
                wrong = "nothing may be printed before a step of kind 'check': it mints the key that prints once"
            elif isinstance(step, Receipt) and not any(isinstance(each, Submit) for each in before):
                wrong = "a receipt needs a step of kind 'submit' before it"
            elif isinstance(step, Submit) and not any(isinstance(each, PaperStep) for each in path[index:]):
                wrong = "after 'submit' a step of kind 'receipt' must say what became of it"
            elif step.counted and any(each.settles for each in before):
                wrong = f"the step {step.id!r} asks something after the matter is settled"
            if wrong and (step.id, wrong) not in said:
                said.add((step.id, wrong))
                yield step, wrong
    given: dict[str, str] = {}
    for step in service.steps:
        for name in step.samples()[0]:
            if given.setdefault(name, step.id) != step.id:
                yield step, f"the answer {name!r} is given by {given[name]!r} already"


# --- expressions -------------------------------------------------------------------------------------------------


def _expressions(service: Service) -> Iterator[tuple[Step, str]]:
    said: set[str] = set()
    for path in paths(service):
        for index, step in enumerate(path):
            before, after = _scopes(path[:index]), _scopes(path[: index + 1])
            for where, expression in _found(step, Expression, step.id):
                unknown = sorted(expression.names - _NAMES)
                scopes = after if where.startswith(f"{step.id}.next") else before
                failing = next((scope for scope in scopes if _fails(expression, scope, where)), None)
                if where in said or (failing is None and not unknown):
                    continue
                said.add(where)
                if unknown:
                    yield step, f"{where}: {expression.source!r} names what is not there: {', '.join(unknown)}"
                elif failing:
                    yield step, f"{where}: {expression.source!r} cannot be evaluated {_shape(failing)}"


def _fails(expression: Expression, scope: Mapping[str, Json], where: str) -> bool:
    condition = where.rsplit(".", 1)[-1] in _CONDITIONS
    return isinstance(expression.holds(scope) if condition else expression.evaluate(scope), Failed)


def _scopes(path: tuple[Step, ...]) -> list[dict[str, Json]]:
    """Return what expressions see at the end of the path: the usual answers, and each other shape of each step."""
    usual: dict[str, Json] = {}
    for step in path:
        usual |= step.samples()[0]
    variants = [usual]
    last: dict[str, Json] = {}
    for step in path:
        shapes = step.samples()
        rest = {name: value for name, value in usual.items() if name not in shapes[0]}
        variants += [{**rest, **shape} for shape in shapes[1:]]
        last |= shapes[-1]
    variants.append(last)
    people = _PEOPLE if any(isinstance(step, Identify) for step in path) else ({},)
    return [
        {
            "applicant": dict(person),
            "answers": answers,
            "reported": {},
            "today": "2026-02-28",
            "online": online,
        }
        for person in people
        for answers in variants
        for online in (True, False)
    ]


def _shape(scope: Mapping[str, Json]) -> str:
    answers = scope["answers"]
    names = ", ".join(answers) if isinstance(answers, dict) and answers else "none"
    return f"when the answers are: {names}" + ("" if scope["applicant"] else "; nobody is identified")


# --- words, templates --------------------------------------------------------------------------------------------


def _words(service: Service) -> Iterator[tuple[Step | None, str]]:
    for step in (None, *service.steps):
        for where, text in _found(step or service.head, Text, step.id if step else ""):
            for language, words in text.by_language.items():
                known = {"{value}"} if where.endswith(".wording") else set()
                if set(_PLACEHOLDER.findall(words)) - known:
                    yield step, f"{where}: {language.value}: nothing is filled into a service's words: {words!r}"


def _templates(service: Service, templates: Mapping[str, Collection[str]] | None) -> Iterator[tuple[Step, str]]:
    if templates is None:
        return
    for step in service.steps:
        names = [step.template] if isinstance(step, Print) else []
        names += [step.received, step.kept] if isinstance(step, Receipt) else []
        for name in names:
            if name not in templates:
                yield step, f"there is no paper {name!r}"
        if isinstance(step, Print) and step.template in templates:
            path = next(path for path in paths(service) if step in path)
            data = step.data.evaluate(_scopes(path[: path.index(step)])[0])
            missing = [key for key in templates[step.template] if not isinstance(data, dict) or key not in data]
            if missing:
                yield step, f"the paper {step.template!r} needs {', '.join(missing)}, which `data` does not give"


def _found(value: object, kind: type[Found], where: str) -> Iterator[tuple[str, Found]]:
    """Return every value of this kind inside a service's data, with the way to it."""
    if isinstance(value, kind):
        yield where, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _found(item, kind, f"{where}.{key}")
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _found(item, kind, f"{where}.{index}")
    elif is_dataclass(value):
        for each in fields(value):
            yield from _found(getattr(value, each.name), kind, f"{where}.{each.name}")
