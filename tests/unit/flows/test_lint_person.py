"""What lint says of services that deal with persons: who they are must be known before it matters."""

from __future__ import annotations

import pytest

from flows.lint.expressions import check_expressions
from flows.lint.order import check_order
from flows.lint.person import check_person
from flows.spec import parse_service
from tests.support.screens_person import sample_catalogue
from tests.support.services import HEAD, choose, service_of, service_text

TYPED = "  - {id: identify, kind: identify, cards: [id_card], others: [typed]}\n"
CARD = "  - {id: identify, kind: identify, cards: [id_card]}\n"
WITHOUT = "  - {id: identify, kind: identify, cards: [id_card], without: {zh-Hans: 编号, en: A number}}\n"
WHOM = "  - {id: whom, kind: act_for}\n"
FACE = "  - {id: face, kind: consent, purpose: face, who: {zh-Hans: 某局, en: Some office}}\n"
SURE = "  - {id: sure, kind: verify_face}\n"
LATER = "  - {id: sure, kind: verify_face, later: true}\n"
ASK = """\
  - id: ask
    kind: query
    ask: something
    store: found
    parameters: {number: applicant.number}
    who: {zh-Hans: 某局, en: Some office}
    usual_s: 3
    offline: stop
    refused: {zh-Hans: 没有, en: Nothing}
    example: {a: 1}
"""
PROGRESS = "  - {id: ask, kind: progress}\n"
BOOK = (
    "  - {id: ask, kind: book, topic: t, store: b, office: {zh-Hans: 大厅, en: Hall},"
    " person: \"{'name': applicant.name, 'number': applicant.number}\"}\n"
)
EITHER = "[{to: whom, when: \"answers.way == 'a'\"}, {to: end}]"


def said(*steps: str) -> list[tuple[str, str]]:
    found = check_person(service_of(*steps))
    return [(step.id if step else "", message.split(":")[0]) for step, message in found]


def test_the_sample_is_as_it_should_be() -> None:
    service = sample_catalogue().services[0]
    assert list(check_person(service)) == []
    assert list(check_order(service)) == []


@pytest.mark.parametrize("step", [WHOM, FACE + SURE])
def test_who_stands_here_is_known_first(step: str) -> None:
    assert said(step)[0][1] == "a step of kind 'identify' without `without` must come first"
    assert said(CARD, step) == []


def test_a_report_asks_nobody_who_they_are_since_it_stands_in_the_middle_of_anothers_matter() -> None:
    assert said(CARD, choose("reason")) == []
    report = parse_service("report.yaml", service_text(CARD, choose("reason"), head=HEAD.replace("apply", "report", 1)))
    assert report.head.section == "report"
    found = [(step.id if step else "", message.split(":")[0]) for step, message in check_person(report)]
    assert found == [("identify", "a report asks nobody who they are")]


def test_a_face_is_looked_at_only_after_a_consent_to_it() -> None:
    assert [message for _, message in check_order(service_of(CARD, SURE))] == [
        "a face is compared only after a step of kind 'consent' that asks for it"
    ]
    assert list(check_order(service_of(CARD, FACE, SURE))) == []


def test_a_consent_to_a_face_that_nobody_looks_at_is_not_asked_for() -> None:
    assert [step for step, _ in said(CARD, FACE)] == ["face"]


@pytest.mark.parametrize("ask", [ASK, PROGRESS, BOOK])
def test_a_typed_number_shows_nothing_on_record(ask: str) -> None:
    assert said(TYPED, ask) == [("ask", "a typed number proves nothing")]
    assert said(TYPED, FACE, LATER, ask) == [("ask", "a typed number proves nothing")]
    assert said(TYPED, FACE, SURE, ask) == []
    assert said(CARD, ask) == []


def test_for_whom_it_is_is_known_before_certificates_are_fetched() -> None:
    wanted = "wanted: [{type: hukou, name: {zh-Hans: 户口簿, en: Register}}], who: {zh-Hans: 某局, en: Some office}"
    certificates = f"  - {{id: papers, kind: certificates, {wanted}}}\n"
    wrong = "for whom it is must be asked before a step of kind 'certificates'"
    assert said(CARD, certificates, WHOM) == [("whom", wrong)]
    assert said(CARD, WHOM, certificates) == []


def test_for_whom_it_is_stands_on_every_path() -> None:
    assert said(CARD, choose("way", next_=EITHER), WHOM) == [("whom", "for whom it is must be asked on every path")]
    assert (
        said(CARD, WHOM, choose("way", next_="[{to: last, when: \"answers.way == 'a'\"}, {to: end}]"), choose("last"))
        == []
    )


@pytest.mark.parametrize("step", [WHOM, FACE + SURE])
def test_where_one_may_go_on_unidentified_nothing_later_takes_a_person_for_known(step: str) -> None:
    assert said(WITHOUT, step)[0][1] == "a step of kind 'identify' without `without` must come first"
    assert said(WITHOUT, PROGRESS) == []


def test_what_is_paid_is_paid_by_somebody_known() -> None:
    pay = "  - {id: pay, kind: pay, payee: {zh-Hans: 局, en: Office}, charges: []}\n"
    check = "  - {id: check, kind: check, note: {zh-Hans: 好, en: Good}}\n"
    assert any("a power cut would lose" in message for _, message in check_order(service_of(WITHOUT, check, pay)))
    assert not any("a power cut would lose" in message for _, message in check_order(service_of(CARD, check, pay)))


def test_an_expression_over_the_person_is_tried_with_nobody() -> None:
    found = list(check_expressions(service_of(WITHOUT, ASK)))
    assert any("ask.parameters.number" in message for _, message in found)
    careful = ASK.replace("applicant.number", "\"size(applicant) > 0 ? applicant.number : ''\"")
    assert list(check_expressions(service_of(WITHOUT, careful))) == []


def test_nothing_is_handed_in_for_nobody() -> None:
    submit = "  - {id: submit, kind: submit, payload: {applicant: \"{'person': applicant}\"}}\n"
    assert said(CARD, submit) == []
    assert said(WITHOUT, submit) == [
        ("submit", "submit.payload.applicant hands on the applicant, and one may have gone on without being identified")
    ]
    assert said(WITHOUT, submit.replace("applicant}", "size(applicant) > 0 ? applicant.name : ''}")) == []


@pytest.mark.parametrize("second", [CARD, WITHOUT, TYPED])
def test_one_person_is_identified_on_a_path(second: str) -> None:
    twice = [("again", "on one path one person is identified")]
    assert said(CARD, second.replace("id: identify", "id: again")) == twice
    either = choose("way", next_="[{to: identify, when: \"answers.way == 'a'\"}, {to: again}]")
    apart = CARD.replace("}\n", ", next: [{to: end}]}\n")
    assert said(either, apart, second.replace("id: identify", "id: again")) == []
    assert said(CARD, WHOM) == []


def submit(who: str) -> str:
    return f'  - {{id: submit, kind: submit, payload: {{applicant: "{who}"}}}}\n'


@pytest.mark.parametrize("way", ["a", "b"])
def test_nobody_is_handed_in_by_any_answer(way: str) -> None:
    who = f"answers.way == '{way}' ? applicant : {{'name': 'x'}}"
    assert [step for step, _ in said(WITHOUT, choose("way"), submit(who))] == ["submit"]
    assert [step for step, _ in said(WITHOUT, choose("way"), choose("then"), submit(who))] == ["submit"]


@pytest.mark.parametrize(
    "who",
    [
        "size(applicant) > 0 ? applicant : {}",
        "size(applicant) > 0 ? {'name': applicant.name} : {}",
        "has(applicant.name) ? {'name': applicant.name} : {}",
        "answers.identify.card != '' ? applicant : {'name': 'x'}",
    ],
)
def test_nothing_in_place_of_nobody_is_right(who: str) -> None:
    assert said(WITHOUT, choose("way"), submit(who)) == []


@pytest.mark.parametrize("identify", [CARD, WITHOUT])
def test_what_somebody_who_was_identified_hands_in_is_theirs(identify: str) -> None:
    nobodys = "  - {id: submit, kind: submit, payload: {way: answers.way}}\n"
    somebodys = nobodys.replace("{way:", "{applicant: \"size(applicant) > 0 ? applicant : {'name': ''}\", way:")
    claimed = nobodys.replace("{way:", "{applicant: answers.way, way:")
    wrong = "somebody is identified before, and the matter is handed in as nobody's, so that its number alone opens it"
    assert said(identify, choose("way"), nobodys) == [("submit", wrong)]
    assert said(identify, choose("way"), claimed) == [("submit", wrong)]
    assert said(identify, choose("way"), somebodys) == []
    assert said(choose("way"), nobodys) == [], "nobody was asked who they are"


def test_every_matter_of_a_bundle_is_somebodys() -> None:
    def bundle(common: str, own: str) -> str:
        one = f"{{id: one, title: {{zh-Hans: 一, en: One}}, service: one, payload: {{{own}}}}}"
        return f"  - {{id: submit, kind: bundle, payload: {{{common}}}, bundle: [{one}]}}\n"

    assert [step for step, _ in said(CARD, bundle("", ""))] == ["submit"]
    assert said(CARD, bundle("applicant: applicant", "")) == []
    assert said(CARD, bundle("", "applicant: applicant")) == []
