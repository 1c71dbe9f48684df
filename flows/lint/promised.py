"""What a receipt promises can be kept: whoever is to be called has left a number. Any thread."""

from __future__ import annotations

from flows.lint.finding import Said
from flows.lint.privacy import named
from flows.lint.walk import paths
from flows.service import Service
from flows.steps.form import Form
from flows.steps.receipt import Receipt
from flows.steps.step import Step
from flows.steps.submit import Submit


def check_promised(service: Service) -> Said:
    """Say where a call is promised to somebody whose number is not sent."""
    walked = paths(service)
    for step in service.steps:
        if not isinstance(step, Receipt) or step.reviewer is None:
            continue
        before = [path[: path.index(step)] for path in walked if step in path]
        if not all(_called_at(each) for each in before):
            yield (
                step,
                (
                    "'reviewer' promises a call, and not everybody's number is sent: ask for a field of the rule"
                    " 'phone' without `required: false` or `when` and submit it, or say under 'happens' what is true"
                ),
            )


def _called_at(before: tuple[Step, ...]) -> bool:
    """Whether everybody who came this way has left a telephone number that is sent."""
    sent = {
        name
        for step in before
        if isinstance(step, Submit)
        for expression in step.payload.values()
        for name in named(expression)
    }
    return any(
        field.rule == "phone" and field.required and field.when is None and {field.name, "*"} & sent
        for step in before
        if isinstance(step, Form) and step.when is None and step.repeat is None
        for field in step.fields
    )
