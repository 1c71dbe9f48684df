"""Lint finds what would fail in front of a resident, and finds nothing in what is bundled."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from pathlib import Path

import pytest

from flows.catalogue import load_catalogue
from flows.lint import Finding, lint, paths
from kiosk.documents.papers import PAPERS
from tests.support.flow_walks import bundled, service_texts
from tests.support.services import catalogue_of, choose, service_of

TEMPLATES = {name: [each.name for each in fields(paper) if each.default is MISSING] for name, paper in PAPERS.items()}
ICONS = json.loads((Path(__file__).parents[3] / "ui" / "theme" / "icons.json").read_text("utf-8"))["icons"]

CHECK = "  - {id: check, kind: check, note: {zh-Hans: 好, en: Good}}\n"
SUBMIT = "  - {id: submit, kind: submit, payload: {one: answers.one}}\n"
PRINT = (
    "  - {id: print, kind: print, name: {zh-Hans: 证明, en: proof}, template: social-insurance-certificate,"
    " data: answers.one, done: {zh-Hans: 好, en: Good}, done_line: {zh-Hans: 好, en: Good}}\n"
)
RECEIPT = "  - {id: receipt, kind: receipt, received: receipt-received, kept: receipt-kept}\n"
RATE = "  - {id: rate, kind: rate}\n"


def findings(*steps: str) -> list[Finding]:
    return [each for each in lint(catalogue_of(*steps), templates=TEMPLATES) if each.file == "sample.yaml"]


def test_nothing_is_wrong_with_what_is_bundled() -> None:
    assert lint(bundled(), templates=TEMPLATES, icons=ICONS) == ()


def test_a_plain_service_has_no_findings() -> None:
    assert findings(choose("one"), CHECK, SUBMIT, RECEIPT, RATE) == []


@pytest.mark.parametrize(
    ("steps", "line", "message"),
    [
        ([choose("one", next_="[{to: end}]"), choose("two")], 25, "'two' is never reached"),
        ([choose("one", next_="[{to: one}]")], 15, "no way to the end"),
        (
            [choose("one"), choose("two", next_="[{to: one, when: online}, {to: end}]")],
            15,
            "can lead back to itself",
        ),
        ([choose("one"), SUBMIT, RECEIPT], 24, "before a step of kind 'check'"),
        ([choose("one"), PRINT], 24, "nothing may be printed before a step of kind 'check'"),
        ([choose("one"), CHECK, SUBMIT], 25, "after 'submit' a step of kind 'receipt'"),
        ([choose("one"), CHECK, RECEIPT], 25, "needs a step of kind 'submit'"),
        ([choose("one"), CHECK, SUBMIT, RECEIPT, choose("two")], 27, "after the matter is settled"),
        ([choose("one", next_="[{to: end, when: answers.two == 'a'}, {to: end}]")], 15, "cannot be evaluated"),
        ([choose("one", next_="[{to: end, when: answers.one}, {to: end}]")], 15, "cannot be evaluated"),
        ([choose("one", next_="[{to: end, when: true || secret}, {to: end}]")], 15, "not there: secret"),
        (
            [choose("one"), CHECK, SUBMIT.replace("answers.one", "applicant.name"), RECEIPT],
            25,
            "nobody is identified",
        ),
        ([choose("one"), CHECK, SUBMIT, RECEIPT.replace("receipt-kept", "poster")], 26, "no paper 'poster'"),
        ([choose("one").replace("选一个", "'选{one}'"), CHECK, SUBMIT, RECEIPT], 15, "nothing is filled into"),
        (
            [choose("one"), choose("two").replace("store: two", "store: one")],
            24,
            "given by 'one' already",
        ),
    ],
)
def test_what_would_fail_later_is_found_now(steps: list[str], line: int, message: str) -> None:
    found = findings(*steps)
    assert any(message in each.message for each in found), found
    assert line in [each.line for each in found if message in each.message]


def test_a_condition_that_an_optional_answer_breaks_is_found() -> None:
    identify = "  - {id: identify, kind: identify}\n"
    ask = (
        "  - {id: ask, kind: query, ask: x, store: x, parameters: {}, usual_s: 1, offline: skip,"
        " who: {zh-Hans: 局, en: office}, refused: {zh-Hans: 没有, en: 'No'}, example: {fine: true}}\n"
    )
    rule = (
        "  - {id: rule, kind: eligibility, provisional: false, provisional_note: {zh-Hans: 好, en: Good}, rules:"
        " [{must: answers.x.fine, title: {zh-Hans: 不, en: 'No'}, reason: {zh-Hans: 因为, en: Because}}]}\n"
    )
    assert any("cannot be evaluated" in each.message for each in findings(identify, ask, rule))
    guarded = rule.replace("answers.x.fine", "'!has(answers.x) || answers.x.fine'")
    submit = SUBMIT.replace("payload: {", "payload: {applicant: applicant, ")
    assert findings(identify, ask, guarded, choose("one"), CHECK, submit, RECEIPT, RATE) == []


def test_a_paper_that_lacks_what_it_needs_is_found() -> None:
    texts = {
        name: text.replace("data: answers.record\n", "data: \"{'city': 'x'}\"\n")
        for name, text in service_texts().items()
    }
    found = lint(load_catalogue(texts, bundled().reference), templates=TEMPLATES)
    assert any("needs person, as_of" in each.message for each in found)


def test_a_file_that_was_refused_is_a_finding_with_its_line() -> None:
    found = lint(load_catalogue({**service_texts(), "bad.yaml": "id: a\nid: b"}, bundled().reference))
    assert Finding(file="bad.yaml", line=2, message="the key 'id' stands twice") in found


def test_there_must_be_one_service_for_what_could_not_be_done() -> None:
    texts = {name: text for name, text in service_texts().items() if "could-not" not in name}
    assert any("'report'" in each.message for each in lint(load_catalogue(texts, bundled().reference)))


def test_an_unknown_icon_is_found() -> None:
    assert any("no icon" in each.message for each in lint(bundled(), icons=["apply"]))


def test_paths_follow_every_branch() -> None:
    service = service_of(
        choose("one", next_="[{to: three, when: answers.one == 'a'}, {to: two}]"), choose("two"), choose("three")
    )
    assert {tuple(step.id for step in path) for path in paths(service)} == {("one", "three"), ("one", "two", "three")}


REVIEWED = RECEIPT.replace("}\n", ", reviewer: {zh-Hans: 某局, en: office}}\n")
THING = "{when: {zh-Hans: 先核对, en: Check}, what: {zh-Hans: 有事打您电话。, en: You may be called.}}"
PAID = (
    "  - {id: identify, kind: identify, cards: [id_card]}\n",
    CHECK,
    "  - {id: pay, kind: pay, payee: {zh-Hans: 局, en: Office}, charges: []}\n",
    SUBMIT,
)


def happening(count: int, receipt: str = RECEIPT) -> str:
    return receipt.replace("}\n", f", happens: [{', '.join([THING] * count)}]}}\n")


@pytest.mark.parametrize(
    ("steps", "things"),
    [
        ((CHECK, SUBMIT, happening(2)), 0),
        ((CHECK, SUBMIT, happening(3)), 3),
        ((CHECK, SUBMIT, REVIEWED), 0),
        ((CHECK, SUBMIT, happening(1, REVIEWED)), 3),
        ((*PAID, RECEIPT), 0),
        ((*PAID, happening(1)), 3),
        ((*PAID, REVIEWED), 4),
    ],
)
def test_no_more_happens_next_than_the_screen_shows(steps: tuple[str, ...], things: int) -> None:
    said = [each.message for each in findings(choose("one"), *steps, RATE) if "room for" in each.message]
    assert [each.split(" ")[0] for each in said] == ([str(things)] if things else [])
