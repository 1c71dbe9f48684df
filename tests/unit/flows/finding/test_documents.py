"""Services and the hotline's answers in one search box."""

import json
from collections.abc import Sequence
from functools import cache

import pytest

from flows.finding.documents import guide_of
from flows.finding.knowledge import Knowledge, parse_knowledge
from flows.guide import Guide
from flows.model.values import Language
from flows.service import Service
from kiosk.app.content import read_knowledge
from kiosk.core.errors import ContentError
from tests.support.finding import lore
from tests.support.flow_walks import bundled

ONE = {
    "id": "q1",
    "question": {"zh-Hans": "老人津贴怎么领？", "en": "How is it paid?"},
    "also": ["长者的钱"],
    "answer": {"zh-Hans": "按月发。", "en": "Monthly."},
    "department": "mzj",
    "items": ["老人津贴"],
    "confirmed": False,
}


def guide(knowledge: Sequence[Knowledge], services: Sequence[Service] = ()) -> Guide:
    return guide_of(services or bundled().services, knowledge, lore())


@cache
def everything() -> Guide:
    return guide(read_knowledge())


def found(typed: str) -> list[tuple[str, str]]:
    return [(hit.kind, hit.id) for hit in everything().find(typed, 8)]


@pytest.mark.parametrize("typed", ["老人津贴", "laoren", "lrjt", "长寿金", "高龄津贴", "老龄金"])
def test_a_service_is_found_by_its_titles_and_by_what_people_say(typed: str) -> None:
    assert found(typed)[0] == ("service", "elder-allowance")


@pytest.mark.parametrize("typed", ["冷静期", "离婚", "lihun", "lengjingqi", "divorce"])
def test_an_answer_is_found_by_its_question_and_by_how_else_people_ask(typed: str) -> None:
    assert found(typed)[0] == ("answer", "q34")


def test_an_everyday_word_leads_to_the_service_before_the_answer_that_has_it_too() -> None:
    assert [kind for kind, _ in found("长寿金")][:2] == ["service", "answer"]


def test_what_can_be_done_stands_before_what_can_be_read() -> None:
    kinds = [kind for kind, _ in found("老人津贴")]
    assert kinds == sorted(kinds, reverse=True)
    assert {"service", "answer"} == set(kinds)


def test_the_knowledge_base_has_sixty_questions_and_says_which_are_not_confirmed() -> None:
    known = read_knowledge()
    departments = set(bundled().reference.departments)
    assert len(known) >= 60
    assert {each.answer.department for each in known} <= departments
    assert {each.answer.example for each in known} == {True, False}
    for each in known:
        assert each.answer.question.of(Language.ZH)[-1] not in "。，"
        assert each.answer.answer.of(Language.ZH).endswith("。")
        assert each.answer.answer.of(Language.EN).endswith(".")
        assert 10 <= len(each.answer.answer.of(Language.ZH)) <= 90


def test_every_question_is_found_by_itself() -> None:
    for each in read_knowledge():
        question = each.answer.question.of(Language.ZH)
        assert found(question)[0] == ("answer", each.answer.id), question
        assert all(("answer", each.answer.id) in found(other) for other in each.also)


def test_an_answer_names_the_services_that_it_speaks_of() -> None:
    answers = guide(parse_knowledge(json.dumps([ONE]))).answers
    assert answers["q1"].services == ("elder-allowance",)
    assert guide(parse_knowledge(json.dumps([{**ONE, "items": ["没有的事项"]}]))).answers["q1"].services == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[1]",
        '[{"id": "q1"}]',
        json.dumps([{**ONE, "answer": {"zh-Hans": "只有中文。"}}]),
        json.dumps([ONE, ONE]),
    ],
)
def test_a_broken_knowledge_base_is_refused(text: str) -> None:
    with pytest.raises(ContentError, match="CNT-001"):
        parse_knowledge(text)
