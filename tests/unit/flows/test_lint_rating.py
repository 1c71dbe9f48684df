"""Lint asks for 好差评 at the end of every matter, and of nothing else."""

from __future__ import annotations

from flows.lint import lint
from flows.lint.rating import check_rating
from flows.spec import parse_service
from tests.support.flow_walks import bundled
from tests.support.services import HEAD, catalogue_of, choose, service_of, service_text

CHECK = "  - {id: check, kind: check, note: {zh-Hans: 好, en: Good}}\n"
RECEIPT = "  - {id: receipt, kind: receipt, received: receipt-received, kept: receipt-kept}\n"
RATE = "  - {id: rate, kind: rate}\n"
PHONE = (
    "  - {id: phone, kind: handoff, title: {zh-Hans: 手机上办, en: By phone}, hint: {zh-Hans: 扫一扫。, en: Scan it.},"
    " label: {zh-Hans: 手机, en: Phone}, page_name: go-on, parameters: {}, waits: false}\n"
)


def said(*steps: str) -> list[tuple[str, str]]:
    return [(step.id if step else "", message) for step, message in check_rating(service_of(*steps))]


def test_a_service_that_ends_without_a_rating_is_told_the_line_and_what_to_write() -> None:
    (found,) = [each for each in lint(catalogue_of(choose("one"), RECEIPT)) if "好差评" in each.message]
    assert (found.file, found.line) == ("sample.yaml", service_text(choose("one")).count("\n") + 1)
    assert found.message == (
        "after 'receipt' it is over and nobody is asked how it was (好差评):"
        " end with a step of kind 'rate', on every path"
    )


def test_a_path_that_ends_sooner_is_found_at_the_step_that_ends_it() -> None:
    ways = "[{to: end, when: answers.one == 'a'}, {to: two}]"
    assert [step for step, _ in said(choose("one", next_=ways), choose("two"), RATE)] == ["one"]
    assert said(choose("one", next_=ways.replace("end", "rate")), choose("two"), RATE) == []


def test_a_rating_stands_last_and_once() -> None:
    assert [step for step, _ in said(choose("one"), RATE, RECEIPT, RATE.replace("id: rate", "id: again"))] == ["rate"]
    assert said(choose("one"), RECEIPT, RATE) == []


def test_what_goes_on_by_the_phone_for_good_is_rated_there() -> None:
    assert said(choose("one"), PHONE) == []
    assert [step for step, _ in said(choose("one"), PHONE.replace("waits: false", "waits: true"))] == ["phone"]


def test_a_report_of_what_failed_is_not_asked_to_praise_it() -> None:
    report = bundled().report
    assert report is not None
    assert list(check_rating(report)) == []
    head = HEAD.replace("section: apply", "section: report\nkind: report")
    service = parse_service("sample.yaml", service_text(choose("one"), RATE, head=head))
    assert [step.id for step, _ in check_rating(service) if step] == ["rate"]


def test_every_other_bundled_service_ends_with_it() -> None:
    without = {each.id: each.steps[-1].id for each in bundled().services if each.steps[-1].id != "rate"}
    assert without == {"could-not-be-done": "receipt", "medical-code": "phone"}, "a report, and what ends on the phone"
