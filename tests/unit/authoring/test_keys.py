"""Every key of a service file is described, and every description is that of the dataclass."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_type_hints

import pytest

from flows.service import Head
from flows.steps.choose import Choose
from flows.steps.kinds import KINDS
from flows.steps.query import Query
from kiosk.authoring import kinds_page
from kiosk.authoring.keys import description, keys_of, written_as_text


def classes() -> dict[str, type[Any]]:
    """Every dataclass that a service file can be read into."""
    found: dict[str, type[Any]] = {}
    waiting: list[Any] = [Head, *KINDS.values()]
    while waiting:
        each = waiting.pop()
        if isinstance(each, type) and is_dataclass(each) and not written_as_text(each):
            if each.__name__ not in found:
                found[each.__name__] = each
                waiting += (
                    get_type_hints(each).values()
                    if each is Head
                    else [get_type_hints(each)[f.name] for f in fields(each)]
                )
        else:
            waiting += get_args(each)
    return found


def test_the_keys_of_a_class_are_its_fields() -> None:
    for kind in classes().values():
        assert [each.name for each in keys_of(kind)] == [each.name for each in fields(kind) if each.init]


@pytest.mark.parametrize("name", sorted(classes()))
def test_every_key_is_described(name: str) -> None:
    assert [each.name for each in keys_of(classes()[name]) if not each.words] == []


@pytest.mark.parametrize("name", sorted(classes()))
def test_every_class_says_what_it_is(name: str) -> None:
    words = description(classes()[name])
    assert words.endswith((".", ")"))
    assert not words.startswith(f"{name}("), "the docstring that dataclasses make by themselves says nothing"


def test_a_comment_behind_a_field_describes_it() -> None:
    assert {each.name: each.words for each in keys_of(Choose)}["label"] == 'on "check your answers"'


def test_a_key_without_a_default_is_required() -> None:
    required = {each.name for each in keys_of(Query) if each.required}
    assert {"id", "ask", "store"} <= required
    assert "next" not in required


def test_the_page_has_a_chapter_for_every_kind_with_all_its_keys() -> None:
    page = kinds_page.page()
    for name, kind in KINDS.items():
        chapter = page.split(f"\n## {name}\n")[1].split("\n## ")[0]
        for each in keys_of(kind):
            assert f"| {each.name} |" in chapter or f"| **{each.name}** |" in chapter or each.name in ("id", "next")
