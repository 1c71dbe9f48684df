"""The hotline's knowledge base: questions as people ask them, with short answers. Pure; any thread.

Parsed from `flows/reference/knowledge.json`. An answer that no public source confirms is marked so.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from flows.guide import Answer
from flows.model.text import Text
from kiosk.core.errors import ContentError


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """An answer, how else people ask for it, and the services that it speaks of by their official titles."""

    answer: Answer
    also: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


def parse_knowledge(text: str) -> tuple[Knowledge, ...]:
    """Return the questions and answers of `knowledge.json`. Raises `ContentError` CNT-001."""
    try:
        found = tuple(
            Knowledge(
                answer=Answer(
                    id=str(each["id"]),
                    question=Text.parse(each["question"]),
                    answer=Text.parse(each["answer"]),
                    department=str(each["department"]),
                    example=not each["confirmed"],
                ),
                also=tuple(map(str, each["also"])),
                items=tuple(map(str, each["items"])),
            )
            for each in json.loads(text)
        )
    except (ValueError, LookupError, TypeError) as exc:
        raise ContentError("CNT-001", f"the knowledge base is not readable: {exc}") from exc
    if not found or len({each.answer.id for each in found}) != len(found):
        raise ContentError("CNT-001", "the knowledge base is empty, or has an id twice")
    return found
