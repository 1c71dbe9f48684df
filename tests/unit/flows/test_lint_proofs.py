"""Each proof of lint by itself: privacy, offline policy, stated things, references, papers, order, samples."""

from __future__ import annotations

import pytest

from flows.catalogue import load_catalogue
from flows.expressions import Expression
from flows.lint import Finding, lint
from flows.lint.privacy import named
from flows.lint.samples import edged, scopes
from tests.support.flow_walks import bundled, service_texts
from tests.support.services import HEAD, catalogue_of, choose, service_of, service_text

IDENTIFY = "  - {id: identify, kind: identify}\n"
CHECK = "  - {id: check, kind: check, note: {zh-Hans: 好, en: Good}}\n"
RECEIPT = "  - {id: receipt, kind: receipt, received: receipt-received, kept: receipt-kept}\n"
RATE = "  - {id: rate, kind: rate}\n"
FORM = (
    "  - {id: form, kind: form, title: {zh-Hans: 填, en: Fill}, hint: {zh-Hans: 填, en: Fill},"
    " fields: [{name: phone, label: {zh-Hans: 手机, en: Phone}, rule: phone}]}\n"
)
SIGN = "  - {id: signature, kind: sign, statements: [{zh-Hans: 真的, en: 'It is true'}]}\n"
CAPTURE = (
    "  - {id: paper, kind: capture, title: {zh-Hans: 拍, en: Shoot}, hint: {zh-Hans: 拍, en: Shoot},"
    " label: {zh-Hans: 纸, en: Paper}}\n"
)
PRINT = (
    "  - {id: print, kind: print, name: {zh-Hans: 证明, en: proof}, template: leaflet,"
    " data: \"{'name': applicant.name}\", done: {zh-Hans: 好, en: Good}, done_line: {zh-Hans: 好, en: Good}}\n"
)


def query(offline: str) -> str:
    return (
        f"  - {{id: ask, kind: query, ask: x, store: x, parameters: {{}}, usual_s: 1, offline: {offline},"
        " who: {zh-Hans: 局, en: office}, refused: {zh-Hans: 没有, en: 'No'}, example: {months: 3}}\n"
    )


def submit(**payload: str) -> str:
    inside = ", ".join(f'{name}: "{value}"' for name, value in payload.items())
    return f"  - {{id: submit, kind: submit, payload: {{{inside}}}}}\n"


def findings(*steps: str, head: str = HEAD) -> list[Finding]:
    loaded = load_catalogue({"sample.yaml": service_text(*steps, head=head)}, bundled().reference)
    return [each for each in lint(loaded) if each.file == "sample.yaml"]


def said(*steps: str, head: str = HEAD) -> list[str]:
    """What is found in these steps with a rating after them."""
    return [each.message for each in findings(*steps, RATE, head=head)]


# --- privacy ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("answers.phone", {"phone"}),
        ("answers['phone'] + answers.name", {"phone", "name"}),
        ("answers", {"*"}),
        ("'answers.phone'", set()),
        ("has(answers.a) ? answers.a.b : applicant.name", {"a"}),
        ("today", set()),
    ],
)
def test_the_answers_that_an_expression_names_are_known(source: str, names: set[str]) -> None:
    assert named(Expression.parse(source)) == names


@pytest.mark.parametrize("step", [FORM, SIGN])
def test_what_is_asked_and_not_handed_on_is_found(step: str) -> None:
    assert any(
        "never handed on" in each for each in said(choose("one"), step, CHECK, submit(one="answers.one"), RECEIPT)
    )
    assert said(choose("one"), step, CHECK, submit(all="answers"), RECEIPT) == []


def test_a_picture_goes_along_with_the_submission_by_itself() -> None:
    assert said(choose("one"), CAPTURE, CHECK, submit(one="answers.one"), RECEIPT) == []
    assert any("'paper' is asked for and never handed on" in each for each in said(CAPTURE, choose("one")))


def pages(step_id: str, most: int) -> str:
    return CAPTURE.replace("id: paper", f"id: {step_id}").replace("}}\n", f"}}, most: {most}}}\n")


def test_more_pages_than_the_platform_takes_are_found() -> None:
    rest = (CHECK, submit(applicant="applicant", signature="answers.signature"), RECEIPT)
    assert said(IDENTIFY, pages("a", 8), pages("b", 8), pages("c", 3), SIGN, *rest) == []
    found = said(IDENTIFY, pages("a", 8), pages("b", 8), pages("c", 4), SIGN, *rest)
    assert [each for each in found if "may be handed in" in each] == found
    assert "21 pages and signatures" in found[0]


def test_the_pages_of_a_bundle_are_counted_for_each_matter() -> None:
    def item(name: str, papers: str) -> str:
        words = "title: {zh-Hans: 一件, en: One}"
        return f"{{id: {name}, {words}, service: {name}, payload: {{p: answers.a.pages}}, papers: [{papers}]}}"

    def bundle(*items: str) -> str:
        return f"  - {{id: submit, kind: bundle, bundle: [{', '.join(items)}]}}\n"

    def counted(*items: str) -> list[str]:
        steps = (IDENTIFY, pages("a", 8), pages("b", 8), pages("c", 8), CHECK, bundle(*items))
        return [each for each in said(*steps) if "may be handed in" in each]

    assert counted(item("one", "a, b"), item("two", "c")) == []
    assert len(counted(item("one", "a, b, c"), item("two", "c"))) == 1


def test_a_choice_may_decide_the_way_and_nothing_else() -> None:
    deciding = choose("one", next_="[{to: check, when: answers.one == 'a'}, {to: two}]")
    assert said(deciding, choose("two"), CHECK, submit(two="has(answers.two) ? answers.two : ''"), RECEIPT) == []
    found = said(choose("one"), choose("two"), CHECK, submit(two="answers.two"), RECEIPT)
    assert found == ["the answer 'one' is asked for and decides nothing: do not ask, or submit it"]


def test_what_was_never_asked_is_not_submitted() -> None:
    found = said(
        choose("one"), CHECK, submit(one="answers.one", income="has(answers.income) ? answers.income : 0"), RECEIPT
    )
    assert found == ["submit.payload.income: the answer 'income' is used, and no step asks for it"]


# --- offline ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("policy", "offline", "message"),
    [
        ("queue", "stop", "offline is 'queue', but without the platform these steps cannot be done: 'ask'"),
        ("cache", "stop", "offline is 'cache', but without the platform"),
        ("online", "skip", "offline is 'online', but no step needs the platform"),
        ("cache", "skip", "offline is 'cache', but no step can be answered from before"),
        ("queue", "skip", ""),
        ("online", "stop", ""),
    ],
)
def test_the_offline_policy_agrees_with_the_steps(policy: str, offline: str, message: str) -> None:
    head = HEAD.replace("offline: queue", f"offline: {policy}")
    found = said(query(offline), choose("one"), CHECK, submit(one="answers.one"), RECEIPT, head=head)
    assert [each for each in found if each.startswith("offline")] == ([found[0]] if message else [])
    assert not message or message in found[0]


def test_what_hands_nothing_in_cannot_be_sent_later() -> None:
    assert any("nothing is handed in that could be sent later" in each for each in said(choose("one")))


# --- order ------------------------------------------------------------------------------------------


def test_nothing_is_handed_in_twice_on_one_path() -> None:
    again = submit(one="answers.one").replace("id: submit", "id: again")
    found = said(choose("one"), CHECK, submit(one="answers.one"), again, RECEIPT)
    assert any("nothing is handed in twice" in each for each in found)


def test_a_check_that_leads_to_nothing_is_found() -> None:
    assert any("after 'check' something must be handed in or printed" in each for each in said(choose("one"), CHECK))


def test_what_is_handed_in_on_one_path_only_is_fine_on_the_other() -> None:
    way = choose("one", next_="[{to: rate, when: answers.one == 'b'}, {to: check}]")
    assert said(way, CHECK, submit(one="answers.one"), RECEIPT) == []


def branching(count: int) -> tuple[str, ...]:
    """The text of a service with 2 ** `count` ways to 'check' and one past it; a paper is on the half walked last."""
    ways = [
        choose(f"c{at}", next_=f"[{{to: d{at}, when: answers.c{at} == 'a'}}, {{to: c{at + 1}}}]") for at in range(count)
    ]
    past = choose("c", next_="[{to: submit, when: answers.c == 'a'}, {to: c0}]")
    steps = [each for at, way in enumerate(ways) for each in (way, choose(f"d{at}"), *([PRINT] if at == 0 else []))]
    return (IDENTIFY, past, *steps, choose(f"c{count}"), CHECK, submit(all="answers"), RECEIPT)


def test_what_is_too_much_to_prove_is_said_and_not_passed_over() -> None:
    few, many = (
        [each.message for each in lint(catalogue_of(*branching(count)), templates={"leaflet": ()})] for count in (3, 9)
    )
    assert any("nothing may be sent before" in each for each in few)
    assert [each for each in few if "more than 200 ways" in each] == []
    assert any("more than 200 ways" in each for each in many)


# --- expressions ------------------------------------------------------------------------------------------


def check_shown(value: str) -> str:
    return CHECK.replace("note:", f'shown: [{{label: {{zh-Hans: 数, en: Number}}, value: "{value}"}}], note:')


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("100 / answers.x.months", "cannot be evaluated"),  # none at all is a number of months too
        ("answers.x", "must give a text or a number"),
        ("answers.x.months > 1", "must give a text or a number"),
        ("years(applicant.birth, today)", "cannot be evaluated"),  # nobody is identified
        ("answers.x.month", "cannot be evaluated"),
        ("size(answers.x.months)", "cannot be evaluated"),
    ],
)
def test_an_expression_is_tried_over_edges_and_its_value_has_the_right_type(value: str, message: str) -> None:
    head = HEAD.replace("offline: queue", "offline: online")
    steps = (query("stop"), choose("one"), check_shown(value), submit(one="answers.one"), RECEIPT)
    assert any(message in each for each in said(*steps, head=head)), said(*steps, head=head)


def test_a_right_expression_passes_over_every_sample() -> None:
    head = HEAD.replace("offline: queue", "offline: online")
    steps = (IDENTIFY, query("stop"), choose("one"), check_shown("years(applicant.birth, today) + answers.x.months"))
    assert said(*steps, submit(one="answers.one", applicant="applicant"), RECEIPT, head=head) == []


def test_samples_hold_every_option_and_the_edges_of_numbers() -> None:
    path = service_of(choose("one"), choose("two")).steps
    seen = {(each["answers"]["one"], each["answers"]["two"]) for each in scopes(path)}  # type: ignore[index,call-overload]
    assert seen == {("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")}
    assert {each["n"] for each in edged({"n": 3, "yes": True})} == {0, 1, 10**9}
    assert list(edged({"text": "x", "yes": True})) == []


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ("size(agent) > 0 ? agent.nosuch : ''", True),
        ("agent.name", True),  # nobody acts for those who do it themselves
        ("size(agent) > 0 ? agent.role + agent.relation + agent.number : ''", False),
    ],
)
def test_expressions_are_tried_with_somebody_who_acts_for_another(value: str, wrong: bool) -> None:  # noqa: FBT001
    whom = "  - {id: whom, kind: act_for, whom: [self, family, other, assisted]}\n"
    found = said(IDENTIFY, whom, CHECK, submit(applicant="applicant", agent=value, whom="answers.whom"), RECEIPT)
    assert any("submit.payload.agent" in each for each in found) is wrong, found


def test_samples_say_who_is_the_applicant_where_somebody_acts_for_another() -> None:
    whom = "  - {id: whom, kind: act_for, whom: [self, other, assisted]}\n"
    seen = [(each["applicant"], each["agent"]) for each in scopes(service_of(IDENTIFY, whom).steps)[:3]]
    names = [[party.get("name") for party in each if isinstance(party, dict)] for each in seen]
    assert names == [["张三", None], ["李四", "张三"], ["张三", "李四"]]


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ("size(reported) > 0 ? reported.nosuch : ''", True),
        ("reported.fault", True),  # it is begun from the first page as well
        ("size(reported) > 0 ? reported.service + reported.step + reported.fault : ''", False),
    ],
)
def test_expressions_of_a_report_are_tried_with_what_is_reported(value: str, wrong: bool) -> None:  # noqa: FBT001
    head = HEAD.replace("section: apply", "section: report")
    found = said(choose("one"), CHECK, submit(one="answers.one", where=value), RECEIPT, head=head)
    assert any("submit.payload.where" in each for each in found) is wrong, found


# --- references, stated ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("id: sample", "id: Sample_1", "must be lower-case words joined by hyphens"),
        ("department: zsj", "department: xx", "there is no department 'xx'"),
        ("offline: queue", "offline: queue\nlife_events: [party]", "there is no life event 'party'"),
        ("offline: queue", "offline: queue\naudience: []", "audience must say who may apply"),
        ("offline: queue", "offline: queue\nkeywords: [a, a]", "keywords has 'a' twice"),
        ("offline: queue", 'offline: queue\ncodes: [" "]', "codes has an empty entry"),
        ("section: apply", "section: report", "what stands in the section 'report'"),
        ("en: Sample", "en: 样例", "Chinese stands in the English words"),
        ("zh-Hans: 样例", "zh-Hans: Sample", "there is no Chinese in the Chinese words"),
    ],
)
def test_what_the_head_says_is_looked_up(old: str, new: str, message: str) -> None:
    steps = (choose("one"), CHECK, submit(one="answers.one"), RECEIPT)
    assert said(*steps) == []
    assert any(message in each for each in said(*steps, head=HEAD.replace(old, new, 1)))


def test_a_step_id_that_expressions_cannot_name_is_found() -> None:
    assert any(
        "lower-case letters, digits and _" in each for each in said(choose("one").replace("id: one", "id: o-ne"))
    )


# --- papers ------------------------------------------------------------------------------------------


def test_a_paper_is_set_from_sample_data() -> None:
    tried: list[tuple[str, object]] = []

    def typeset(template: str, data: object) -> str:
        tried.append((template, data))
        return "line 3: no such font"

    catalogue = catalogue_of(IDENTIFY, choose("one"), CHECK, PRINT)
    found = lint(catalogue, templates={"leaflet": ["name"], **dict.fromkeys(("report-receipt",), ())}, typeset=typeset)
    assert tried == [("leaflet", {"name": "张三"})]
    assert any("cannot be set from sample data: line 3: no such font" in each.message for each in found)


def test_the_bundled_papers_can_be_set_from_their_services_samples() -> None:
    from kiosk.cli.flows import _typeset  # noqa: PLC0415
    from kiosk.documents.papers import PAPERS, needed_keys  # noqa: PLC0415

    papers = {name: needed_keys(paper) for name, paper in PAPERS.items()}
    found = lint(load_catalogue(service_texts(), bundled().reference), templates=papers, typeset=_typeset)
    assert [each for each in found if "cannot be set" in each.message] == []
