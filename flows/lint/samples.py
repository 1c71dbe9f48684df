"""What expressions could see at a point of a service: every shape of every answer, and the edges of each value.

Shapes come from the steps (`Step.samples`): answers that are missing, empty or optional are among them. On top of
them this varies what a step does not decide: the person, the day, the network, and numbers at their edges. Where
somebody may act for another, the samples of that step say who is the applicant and who the agent. Pure; any thread.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import product

from flows.model.values import Json
from flows.steps.act_for import ActFor, parties_of
from flows.steps.identify import Identify
from flows.steps.step import Step

MOST_SHAPES = 96
NUMBERS = (0, 1, 10**9)  # where a whole number from the platform may lie
REPORTED: dict[str, Json] = {"service": "sample", "step": "submit", "fault": "NET-001"}  # as `flows.runner` reports
DAYS = ("2026-02-28", "2028-02-29", "2026-12-31")
PEOPLE: tuple[dict[str, Json], ...] = (
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
        "birth": "1992-02-29",
        "sex": "1",
        "address": "",
    },
    {  # born today
        "card": "id_card",
        "kind": "resident",
        "name": "王",
        "number": "441900202602280014",
        "birth": "2026-02-28",
        "sex": "1",
        "address": "广东省东莞市",
    },
)


def scopes(path: tuple[Step, ...], *, report: bool = False) -> list[dict[str, Json]]:
    """Return what expressions see at the end of the path. The first is the usual case.

    `report`: whether it is the service in which residents report what could not be done. It may be begun from a
    failure, from a page without one, and from the first page.
    """
    shapes = _shapes(path)
    people = _people(path)
    acting = tuple(step for step in path if isinstance(step, ActFor))
    seen = partial(_scope, acting)
    usual = [seen(answers, people[0], online=True) for answers in shapes]
    rest = [seen(shapes[0], person, online=online, today=day) for person, online, day in _around(people)]
    last = [seen(shapes[-1], person, online=False) for person in people]
    edges = [seen(answers, people[0], online=True) for answers in edged(shapes[0])]
    begun = ({**REPORTED}, {**REPORTED, "fault": ""}) if report else ()
    reported = [{**each, "reported": from_} for from_ in begun for each in (usual[0], usual[-1])]
    return [*usual, *rest, *last, *edges, *reported]


def usual(path: tuple[Step, ...]) -> dict[str, Json]:
    """Return what expressions usually see at the end of the path."""
    return scopes(path)[0]


def within(path: tuple[Step, ...], step: Step, *, report: bool = False) -> list[dict[str, Json]]:
    """Return what the conditions of the step's own fields see: what came before, and each shape of the step itself."""
    before = scopes(path, report=report)
    shapes = [{**answers_in(before[0]), **shape} for shape in step.within()]
    return [{**before[0], "answers": shape} for shape in shapes] + [
        {**each, "answers": {**answers_in(each), **step.within()[0]}} for each in before[1:]
    ]


def _people(path: tuple[Step, ...]) -> tuple[dict[str, Json], ...]:
    """Return who may stand there; nobody is last, where one may go on without being identified."""
    identifies = [step for step in path if isinstance(step, Identify)]
    if not identifies:
        return ({},)
    return (*PEOPLE, {}) if any(step.without for step in identifies) else PEOPLE


def answers_in(scope: Mapping[str, Json]) -> dict[str, Json]:
    """Return the answers that expressions see there."""
    answers = scope["answers"]
    return answers if isinstance(answers, dict) else {}


def edged(answers: Mapping[str, Json]) -> Iterator[dict[str, Json]]:
    """Return the answers with all whole numbers at one of their edges."""
    for number in NUMBERS:
        varied = {name: _numbered(value, number) for name, value in answers.items()}
        if varied != answers:
            yield varied


def _shapes(path: tuple[Step, ...]) -> list[dict[str, Json]]:
    """Return every combination of the steps' shapes where they are few; else each alone, and the last of all."""
    samples = [step.samples() for step in path]
    count = 1
    for each in samples:
        count *= len(each)
    if count <= MOST_SHAPES:
        return [_joined(each) for each in product(*samples)]
    first = [each[0] for each in samples]
    alone = [[*first[:index], shape, *first[index + 1 :]] for index, each in enumerate(samples) for shape in each[1:]]
    return [_joined(each) for each in (first, *alone, [each[-1] for each in samples])]


def _joined(shapes: object) -> dict[str, Json]:
    joined: dict[str, Json] = {}
    for shape in shapes:  # type: ignore[attr-defined]
        joined |= shape
    return joined


def _around(people: tuple[dict[str, Json], ...]) -> Iterator[tuple[dict[str, Json], bool, str]]:
    for person in people:
        for online in (True, False):
            yield person, online, DAYS[0]
    for day in DAYS[1:]:
        yield people[0], True, day


def _scope(
    acting: tuple[ActFor, ...],
    answers: dict[str, Json],
    person: dict[str, Json],
    *,
    online: bool,
    today: str = DAYS[0],
) -> dict[str, Json]:
    scope: dict[str, Json] = {
        "applicant": dict(person),
        "agent": {},
        "answers": answers,
        "reported": {},
        "today": today,
        "online": online,
    }
    for step in acting:
        kept = answers.get(step.id)
        scope |= parties_of(kept, person) if isinstance(kept, dict) else {}
    return scope


def _numbered(value: Json, number: int) -> Json:
    match value:
        case bool():
            return value
        case int():
            return number
        case dict():
            return {name: _numbered(item, number) for name, item in value.items()}
        case list():
            return [_numbered(item, number) for item in value]
        case _:
            return value
