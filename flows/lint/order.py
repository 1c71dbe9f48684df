"""What must come before what, on every path. Pure; any thread."""

from __future__ import annotations

from flows.lint.finding import Said
from flows.lint.person import known
from flows.lint.walk import paths
from flows.service import Service
from flows.steps.check import Check
from flows.steps.kinds import KINDS
from flows.steps.paper import PaperStep
from flows.steps.pay import Pay
from flows.steps.print import Print
from flows.steps.rate import Rate
from flows.steps.receipt import MOST_THINGS, Receipt
from flows.steps.step import Step
from flows.steps.submit import Submit

KIND_OF = {kind: name for name, kind in KINDS.items()}


def check_order(service: Service) -> Said:
    """Say what comes too early, too late or twice, once for each step."""
    said: set[tuple[str, str]] = set()
    for path in paths(service):
        for index, step in enumerate(path):
            wrong = _wrong(step, path[:index], path[index + 1 :])
            if wrong and (step.id, wrong) not in said:
                said.add((step.id, wrong))
                yield step, wrong
    given: dict[str, str] = {}
    for step in service.steps:
        for name in step.samples()[0]:
            if given.setdefault(name, step.id) != step.id:
                yield step, f"the answer {name!r} is given by {given[name]!r} already"


def _wrong(step: Step, before: tuple[Step, ...], after: tuple[Step, ...]) -> str:
    checked = _has(before, Check)
    minted = checked or any(each.mints() for each in before)
    if isinstance(step, Submit):
        if not checked:
            return "nothing may be sent before a step of kind 'check': it mints the submission's key"
        if _has(before, Submit):
            return "on one path nothing is handed in twice: there is a step of kind 'submit' before this"
        if not _has(after, PaperStep):
            return "after 'submit' a step of kind 'receipt' must say what became of it"
    elif isinstance(step, Check) and checked:
        return "on one path the answers are checked once: there is a step of kind 'check' before this"
    elif isinstance(step, Print) and not minted:
        return "nothing may be printed before a step of kind 'check': it mints the key that prints once"
    elif isinstance(step, Receipt):
        if not _has(before, Submit):
            return "a receipt needs a step of kind 'submit' before it"
        things = len(step.things(paid=_has(before, Pay)))
        if things > MOST_THINGS:
            return (
                f"{things} things happen next and the screen has room for {MOST_THINGS}: a payment takes two,"
                " `reviewer` two, each of `happens` one"
            )
    elif _kind(step) == "pay" and not minted:
        return "nothing may be paid before a step of kind 'check': it mints the key that pays once"
    elif _kind(step) == "pay" and not known(before):
        return (
            "nothing may be paid before a step of kind 'identify' without `without`:"
            " a power cut would lose the order with its draft"
        )
    elif _kind(step) == "verify_face" and not any(_asks_for_face(each) for each in before):
        return "a face is compared only after a step of kind 'consent' that asks for it"
    if step.counted and any(each.settles for each in before):
        return f"the step {step.id!r} asks something after the matter is settled"
    if isinstance(step, Check) and all(isinstance(each, Rate) for each in after):
        return "after 'check' something must be handed in or printed"
    return ""


def _has(steps: tuple[Step, ...], kind: type[Step]) -> bool:
    return any(isinstance(each, kind) for each in steps)


def _kind(step: Step) -> str:
    return KIND_OF.get(type(step), "")


def _asks_for_face(step: Step) -> bool:
    return _kind(step) == "consent" and getattr(step, "purpose", "") == "face"
