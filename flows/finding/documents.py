"""What the search box of a terminal finds: its services and the hotline's answers, in one index. Pure; any thread."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from flows.finding.index import Document, Index
from flows.finding.knowledge import Knowledge
from flows.finding.lore import Lore
from flows.guide import Answer, Guide
from flows.model.text import Text
from flows.service import Head, Service

ANSWER_WEIGHT = -1  # of two that fit as well, what can be done stands before what can be read
MOST_COMMON = 100  # more than there are places under 大家在这里常办
SAYS_SO = 75  # the least score of a service whose title or other name has an item's official title in it


def guide_of(services: Iterable[Service], knowledge: Iterable[Knowledge], lore: Lore) -> Guide:
    """Return the index of services and answers, and the answers with the services that they speak of."""
    known = tuple(knowledge)
    index = Index.of([*(of_service(each.head) for each in services), *map(of_answer, known)], lore)
    return Guide(finder=index, answers=answers_of(known, index))


def answers_of(knowledge: Iterable[Knowledge], index: Index) -> dict[str, Answer]:
    """Return the answers by id, each with the services of the index that have an item's official title."""
    return {each.answer.id: replace(each.answer, services=_services(each, index)) for each in knowledge}


def of_service(head: Head) -> Document:
    """Return a service as it is found."""
    return Document(
        id=head.id,
        kind="service",
        title=_written(head.title),
        names=tuple(dict.fromkeys(words for alias in head.aliases for words in alias.by_language.values())),
        keywords=head.keywords,
        weight=max(1, MOST_COMMON - head.common) if head.common else 0,
    )


def of_answer(known: Knowledge) -> Document:
    """Return an answer as it is found: by its question and by how else people ask."""
    return Document(
        id=known.answer.id,
        kind="answer",
        title=_written(known.answer.question),
        names=known.also,
        weight=ANSWER_WEIGHT,
    )


def _written(text: Text) -> dict[str, str]:
    return {language.value: words for language, words in text.by_language.items()}


def _services(known: Knowledge, index: Index) -> tuple[str, ...]:
    hits = (
        hit for item in known.items for hit in index.find(item, 3) if hit.kind == "service" and hit.score >= SAYS_SO
    )
    return tuple(dict.fromkeys(hit.id for hit in hits))
