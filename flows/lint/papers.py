"""Every paper that a service prints exists, is given what it needs, and can be set from sample data. Any thread.

How a paper is set is given from outside: the kernel knows no typesetter.
"""

from __future__ import annotations

from dataclasses import fields

from flows.lint.finding import Said, Surroundings
from flows.lint.receipts import receipts
from flows.lint.samples import usual
from flows.lint.walk import paths
from flows.model.values import Json
from flows.service import Service
from flows.steps.paper import PaperStep
from flows.steps.print import Print
from flows.steps.receipt import Receipt
from flows.steps.step import Step

TEMPLATE_KEYS = ("template", "received", "kept", "paper")  # keys of steps that name a paper


def check_papers(service: Service, *, around: Surroundings) -> Said:
    """Say which papers do not exist, or cannot be set."""
    if around.templates is None:
        return
    for step in service.steps:
        if not isinstance(step, PaperStep):
            continue
        for name in _papers_of(step):
            if _is_source(name):
                continue
            if name not in around.templates:
                yield step, f"there is no paper {name!r}"
        for template, data in _given(service, step):
            missing = [key for key in around.templates.get(template, ()) if key not in data]
            if missing:
                yield step, f"the paper {template!r} needs {', '.join(missing)}, which `data` does not give"
            elif around.typeset and (template in around.templates or _is_source(template)):
                reason = around.typeset(template, data)
                if reason:
                    yield step, f"the paper {_short(template)!r} cannot be set from sample data: {reason}"
                    break  # what it says of the other samples is the same, or waits for this


def _papers_of(step: Step) -> list[str]:
    keys = {each.name for each in fields(step)}
    return [name for key in TEMPLATE_KEYS if key in keys and isinstance(name := getattr(step, key), str) and name]


def _is_source(template: str) -> bool:
    """Whether it is Typst source that travels with the service, not the name of a paper."""
    return "\n" in template


def _short(template: str) -> str:
    return "of the service" if _is_source(template) else template


def _given(service: Service, step: PaperStep) -> list[tuple[str, dict[str, Json]]]:
    """Return the papers to be set, each with sample data. The terminal's own receipts are proven by themselves."""
    path = next((path for path in paths(service) if step in path), None)
    if path is None:
        return []  # there are too many ways to prove, which is said by itself
    seen = usual(path[: path.index(step)])
    if isinstance(step, Print):
        data = step.data.evaluate(seen)
        return [(step.template, data)] if isinstance(data, dict) else []
    if isinstance(step, Receipt):
        own = [key for key in ("received", "kept") if _is_source(getattr(step, key))]
        return [(getattr(step, key), data) for key in own for data in receipts(service, step, key, seen)]
    return []
