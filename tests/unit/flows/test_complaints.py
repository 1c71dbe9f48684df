"""Whatever the checker of types can find wrong in a service file is said in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime
from functools import cache
from typing import Any

import pytest
import yaml
from pydantic import TypeAdapter, ValidationError

from flows.complaints import ELSE, SENTENCES, sentence, yaml_sentence
from flows.service import Head
from flows.spec import parse_service
from flows.steps.kinds import KINDS
from kiosk.core.errors import ContentError
from tests.support.services import choose, service_text

# What each kind of check of pydantic_core can find, by its source (src/validators, 2.x). Those that only pass on what
# another finds have none of their own.
FINDS: dict[str, tuple[str, ...]] = {
    "str": ("string_type", "string_sub_type", "string_unicode"),
    "int": ("int_type", "int_parsing", "int_from_float", "int_parsing_size", "finite_number"),
    "float": ("float_type", "float_parsing", "finite_number"),
    "bool": ("bool_type", "bool_parsing"),
    "literal": ("literal_error",),
    "enum": ("enum",),
    "none": ("none_required",),
    "tuple": ("tuple_type", "iteration_error"),
    "list": ("list_type", "iteration_error"),
    "dict": ("dict_type", "mapping_type"),
    "dataclass": ("dataclass_type", "dataclass_exact_type"),
    "dataclass-args": ("missing", "unexpected_keyword_argument", "unexpected_positional_argument", "invalid_key"),
    "function-plain": ("value_error", "assertion_error"),
    "function-after": ("value_error", "assertion_error"),
    "union": (),
    "nullable": (),
    "default": (),
    "any": (),
    "definitions": (),
    "definition-ref": ("recursion_loop",),
    "dataclass-field": (),
    "lax-or-strict": (),
    "json-or-python": (),
    "chain": (),
    "is-instance": (),
    "custom-error": (),
    "no-info": (),
}
JARGON = re.compile(
    r"Input should|validat|instance|NoneType|pydantic|_type\b|kwarg|argument|dict\b|tuple|str\b|\bint\b|mapping\b"
)
ODD: tuple[Any, ...] = (
    *(None, True, 7, -1, 2.5, float("nan"), float("inf"), 10**30, "", "x", "7", "\ud800", b"x", [], [1], [[]], {}),
    *({1: 2}, {"x": 1}, {"zh-Hans": "x"}, [{}], [None], ["x"], date(2026, 1, 1), datetime(2026, 1, 1), {"x"}, object),  # noqa: DTZ001
)
CLASSES: dict[str, type[Any]] = {"head": Head, **KINDS}


def core_types(schema: Any) -> Iterator[str]:
    """Every kind of check in a core schema."""
    if isinstance(schema, dict):
        if isinstance(schema.get("type"), str):
            yield schema["type"]
        for key, value in schema.items():
            if key not in ("metadata", "serialization", "config", "expected", "members"):
                yield from core_types(value)
    elif isinstance(schema, list | tuple):
        for item in schema:
            yield from core_types(item)


@pytest.mark.parametrize("name", CLASSES)
def test_every_check_that_our_classes_use_is_known_with_all_that_it_can_find(name: str) -> None:
    used = set(core_types(TypeAdapter(CLASSES[name]).core_schema))
    assert used - set(FINDS) == set()
    assert {found for kind in used for found in FINDS[kind]} - set(SENTENCES) == set()


@cache
def reader(target: type[Any]) -> TypeAdapter[Any]:
    """Built once for each kind: it takes longer than all that is read with it."""
    return TypeAdapter(target)


def found_in(target: type[Any], data: dict[str, Any]) -> list[Any]:
    try:
        reader(target).validate_python(data)
    except ValidationError as exc:
        return list(exc.errors(include_url=False, include_input=False))
    return []


@pytest.mark.parametrize("name", CLASSES)
def test_whatever_stands_in_the_place_of_a_key_is_complained_of_in_plain_words(name: str) -> None:
    adapter = CLASSES[name]
    seen = set()
    for key in [*(each.name for each in fields(adapter)), "nonsense", 1]:
        for odd in ODD:
            for error in found_in(adapter, {key: odd}):
                assert error["type"] in SENTENCES, error
                seen.add(error["type"])
                words = sentence(
                    error["type"],
                    ".".join(str(part) for part in error["loc"]),
                    reason=error["msg"],
                    expected=str(error.get("ctx", {}).get("expected", "")),
                )
                key_free = words.split(" ", 1)[1] if " " in words else words
                assert not JARGON.search(key_free), words
                assert "{" not in words.replace("{name: value}", "").replace("{zh-Hans: 您好, en: Hello}", ""), words
    assert {"missing", "unexpected_keyword_argument", "string_type"} <= seen


def test_a_finding_that_nobody_foresaw_is_still_said_in_words() -> None:
    assert sentence("brand_new", "title", reason="Input should be new") == ELSE.format(key="title")


def test_a_likely_misspelling_is_named() -> None:
    text = service_text(choose("one")).replace("store: one", "stor: one")
    with pytest.raises(ContentError) as problem:
        parse_service("x.yaml", text)
    assert "x.yaml:20: stor is not known here; is 'store' meant?" in problem.value.detail
    text = service_text(choose("one")).replace("kind: choose", "kind: chose")
    with pytest.raises(ContentError, match="is 'choose' meant"):
        parse_service("x.yaml", text)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("a: b: c\n", "put the words in quotes"),
        ("a: {zh-Hans: x, en: What?}\n", "put the words in quotes"),
        ("a:\n\tb: 1\n", "tab"),
        ("a: @b\n", "use quotes"),
        ("a: 'b\n", "a quote is not closed"),
        ("a: [1, 2\nb: 3\n", "missing before this"),
        ("a:\n   b: 1\n  c: 2\n", "not set in"),
    ],
)
def test_a_slip_in_yaml_comes_with_what_to_do_about_it(text: str, advice: str) -> None:
    with pytest.raises(yaml.YAMLError) as slip:
        yaml.safe_load(text)
    problem = str(getattr(slip.value, "problem", ""))
    assert advice in yaml_sentence(problem), problem
