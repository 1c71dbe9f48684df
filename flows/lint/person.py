"""What is owed to a person: who they are is known before it matters, and nobody meets another's data. Any thread.

That a face is looked at only after a consent to it says `flows.lint.order`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from flows.expressions import Expression, Failed
from flows.lint.finding import Said
from flows.lint.samples import answers_in, scopes
from flows.lint.walk import inside, paths
from flows.model.values import Json
from flows.service import Service
from flows.steps.act_for import ActFor
from flows.steps.book import Book
from flows.steps.bundle import Bundle
from flows.steps.certificates import Certificates
from flows.steps.consent import Consent
from flows.steps.identify import NOBODY, Identify
from flows.steps.print import Print
from flows.steps.progress import Progress
from flows.steps.query import Query
from flows.steps.step import Step
from flows.steps.submit import Submit
from flows.steps.verify_face import VerifyFace

_SIZE = re.compile(r"\bsize\(\s*applicant\s*\)|\bapplicant\.size\(\)")
_WHOLE = re.compile(r"\bapplicant\b(?!\s*[.\[])")  # what is taken of a person, or asked of them, is not the whole

TELLING = Query | Print | Certificates | Progress | Book  # kinds that show what is on record of a person


def check_person(service: Service) -> Said:
    """Say where somebody is acted for, verified or shown their data before it is known who they are."""
    said: set[tuple[str, str]] = set()
    walked = paths(service)
    for path in walked:
        for index, step in enumerate(path):
            wrong = _wrong(step, path[:index], path[index + 1 :])
            if wrong and (step.id, wrong) not in said:
                said.add((step.id, wrong))
                yield step, wrong
    for step in service.steps:
        if isinstance(step, Identify) and service.head.section == "report":
            yield (
                step,
                (
                    "a report asks nobody who they are: it is made in the middle of another matter, which is somebody's"
                    " already"
                ),
            )
        if isinstance(step, ActFor) and not all(step in path for path in walked):
            yield step, "for whom it is must be asked on every path: an answer from another path would count as well"


def _wrong(step: Step, before: tuple[Step, ...], after: tuple[Step, ...]) -> str:
    match step:
        case ActFor() | VerifyFace() | Certificates() if not known(before):
            return "a step of kind 'identify' without `without` must come first: who stands here is not known yet"
        case Identify() if any(isinstance(each, Identify) for each in before):
            return "on one path one person is identified: there is a step of kind 'identify' before this"
        case ActFor() if any(isinstance(each, Certificates) for each in before):
            return "for whom it is must be asked before a step of kind 'certificates': nobody's are fetched for another"
        case _ if _perhaps_nobody(before) and (where := _handed_on(step, before)):
            return (
                f"{where} hands on the applicant, and one may have gone on without being identified:"
                " say what then, `size(applicant) > 0 ? ... : ...`"
            )
        case Consent(purpose="face") if not any(isinstance(each, VerifyFace) for each in after):
            return "a consent to look at the face is asked for nothing: no step of kind 'verify_face' follows"
        case Submit() if _identified(before) and not _whose(step):
            return (
                "somebody is identified before, and the matter is handed in as nobody's, so that its number alone opens"
                " it: add `applicant: applicant` to the payload"
            )
        case _ if isinstance(step, TELLING) and _only_typed(before):
            return (
                "a typed number proves nothing: before anything on record is shown or printed, a step of kind"
                " 'verify_face' without `later` must make sure who it is"
            )
        case _:
            return ""


def known(before: tuple[Step, ...]) -> bool:
    """Whether it is known who stands there: somebody was identified, and could not go on without."""
    return any(isinstance(each, Identify) and each.without is None for each in before)


def _identified(before: tuple[Step, ...]) -> bool:
    return any(isinstance(each, Identify) for each in before)


def _whose(step: Submit) -> bool:
    """Whether everything that the step hands in says under `applicant` whose it is."""
    items = step.bundle if isinstance(step, Bundle) else ()
    payloads = [{**step.payload, **each.payload} for each in items] or [dict(step.payload)]
    return all("applicant" in payload and "applicant" in payload["applicant"].names for payload in payloads)


def _perhaps_nobody(before: tuple[Step, ...]) -> bool:
    return any(isinstance(each, Identify) and each.without for each in before)


def _handed_on(step: Step, before: tuple[Step, ...]) -> str:
    """Return where the step takes the whole of a person who is not there; what it takes of them fails by itself.

    Tried over every shape of the other answers: any of them may lead to it.
    """
    gone: dict[str, Json] = {each.id: NOBODY for each in before if isinstance(each, Identify) and each.without}
    nobody = [{**each, "applicant": {}, "answers": {**answers_in(each), **gone}} for each in scopes(before)]
    for where, expression in inside(step, Expression, step.id):
        if _WHOLE.search(_SIZE.sub("", expression.source)) and any(_takes(expression, each) for each in nobody):
            return where
    return ""


def _takes(expression: Expression, nobody: Mapping[str, Json]) -> bool:
    """Whether nobody themselves are in the value. An empty mapping that the expression says itself stays the same."""
    value = expression.evaluate(nobody)
    return _empty(value) and expression.evaluate({**nobody, "applicant": []}) != value


def _empty(value: Json | Failed) -> bool:
    """Whether an empty mapping is, or is in, the value."""
    match value:
        case dict():
            return not value or any(_empty(each) for each in value.values())
        case list():
            return any(_empty(each) for each in value)
        case _:
            return False


def _only_typed(before: tuple[Step, ...]) -> bool:
    """Whether somebody could stand here who has only typed a number."""
    typed = any(isinstance(each, Identify) and "typed" in each.others for each in before)
    sure = any(isinstance(each, VerifyFace) and not each.later for each in before)
    return typed and not sure
