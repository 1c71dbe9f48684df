"""Every paper that a service prints exists, is given what it needs, and can be set from sample data. Any thread.

How a paper is set is given from outside: the kernel knows no typesetter.
"""

from __future__ import annotations

from flows.lint.finding import Said, Surroundings
from flows.lint.receipts import bundle_receipts, receipts
from flows.lint.samples import usual
from flows.lint.walk import paths
from flows.model.values import Json
from flows.service import Service
from flows.steps.bundle_receipt import BundleReceipt
from flows.steps.paper import PaperStep, is_source
from flows.steps.print import Print
from flows.steps.receipt import Receipt


def check_papers(service: Service, *, around: Surroundings) -> Said:
    """Say which papers do not exist, or cannot be set."""
    if around.templates is None:
        return
    for step in service.steps:
        if not isinstance(step, PaperStep):
            continue
        for name in step.templates().values():
            if not is_source(name) and name not in around.templates:
                yield step, f"there is no paper {name!r}"
        for template, data in _given(service, step):
            missing = [key for key in around.templates.get(template, ()) if key not in data]
            if missing:
                yield step, f"the paper {template!r} needs {', '.join(missing)}, which `data` does not give"
            elif around.typeset and (template in around.templates or is_source(template)):
                reason = around.typeset(template, data)
                if reason:
                    yield step, f"the paper {_short(template)!r} cannot be set from sample data: {reason}"
                    break  # what it says of the other samples is the same, or waits for this


def _short(template: str) -> str:
    return "of the service" if is_source(template) else template


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
        own = {key: paper for key, paper in step.templates().items() if is_source(paper)}
        return [(paper, data) for key, paper in own.items() for data in receipts(service, step, key, seen)]
    if isinstance(step, BundleReceipt) and is_source(step.paper):
        return [(step.paper, data) for data in bundle_receipts()]
    return []
