"""What stands at the head of a service: beside the steps, everything by which it is listed and found."""

from __future__ import annotations

import pytest

from flows.catalogue import load_catalogue
from flows.lint import lint
from flows.model.values import Language
from flows.reference import parse_reference
from flows.spec import parse_service
from kiosk.core.errors import ContentError
from tests.support.flow_walks import bundled
from tests.support.services import HEAD, choose, service_text

WHOLE = (
    HEAD.replace("offline: queue\n", "")
    + """\
kind: book
codes: ["440100000000012345X", "0007"]
aliases: [{zh-Hans: 别名, en: Alias}]
keywords: [打流水]
audience: [outsider, company]
life_events: [birth]
offline: cache
example: true
"""
)


def test_a_file_that_says_nothing_of_it_still_parses() -> None:
    text = service_text(choose("one")).replace("offline: queue\n", "")
    head = parse_service("sample.yaml", text).head
    assert (head.codes, head.aliases, head.keywords, head.life_events) == ((), (), (), ())
    assert (head.kind, head.audience, head.offline, head.example) == ("apply", ("resident",), "online", False)


def test_codes_stay_as_they_are_written() -> None:
    head = parse_service("sample.yaml", service_text(choose("one"), head=WHOLE)).head
    assert head.codes == ("440100000000012345X", "0007")
    assert head.aliases[0].of(Language.EN) == "Alias"
    assert (head.kind, head.audience, head.offline) == ("book", ("outsider", "company"), "cache")


def test_a_code_that_yaml_takes_for_a_number_is_refused() -> None:
    with pytest.raises(ContentError, match=r"codes"):
        parse_service("sample.yaml", service_text(choose("one"), head=WHOLE.replace('"0007"', "7")))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("department: nowhere", "there is no department 'nowhere'"),
        ("life_events: [nothing]", "there is no life event 'nothing'"),
    ],
)
def test_lint_knows_the_departments_and_life_events(line: str, reason: str) -> None:
    key = line.partition(":")[0]
    head = "".join(f"{line}\n" if each.startswith(f"{key}:") else each for each in WHOLE.splitlines(keepends=True))
    catalogue = load_catalogue({"sample.yaml": service_text(choose("one"), head=head)}, bundled().reference)
    assert any(each.message.startswith(reason) for each in lint(catalogue))


def test_there_are_departments_and_life_events_in_their_order() -> None:
    reference = bundled().reference
    assert len(reference.departments) >= 15
    assert reference.department("mzj").of(Language.EN) == "Dongguan Civil Affairs Bureau"
    assert next(iter(reference.life_events)) == "birth"
    assert reference.department("nowhere").of(Language.ZH) == "nowhere"


@pytest.mark.parametrize("broken", ["[]", '{"a": {}}', '{"a": {"name": {"en": "A"}, "icon": "x"}}', "{"])
def test_a_broken_list_of_departments_is_named(broken: str) -> None:
    with pytest.raises(ContentError) as caught:
        parse_reference('{"city": {"name": "x"}, "towns": []}', departments=broken)
    assert caught.value.code == "CNT-001"
