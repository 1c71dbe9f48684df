"""The published schema lets pass what is offered, and refuses what the reader of service files refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from flows.spec import parse_service
from flows.steps.kinds import KINDS
from kiosk.authoring.schema import schema, schema_text
from kiosk.core.errors import ContentError
from tests.support.flow_walks import service_texts
from tests.support.services import choose, service_text

SCHEMA = schema()
VALIDATOR = Draft7Validator(SCHEMA)


def errors(data: object) -> list[str]:
    return [each.message for each in VALIDATOR.iter_errors(data)]


def test_the_schema_is_a_schema() -> None:
    Draft7Validator.check_schema(SCHEMA)
    assert json.loads(schema_text()) == SCHEMA


@pytest.mark.parametrize("name", sorted(service_texts()))
def test_every_bundled_service_fits(name: str) -> None:
    assert errors(yaml.safe_load(service_texts()[name])) == []


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_step_is_in_it_with_its_own_keys(kind: str) -> None:
    keys = SCHEMA["definitions"][f"step:{kind}"]["properties"]
    assert {"id", "kind", "next"} <= set(keys)
    assert all("description" in each for each in keys.values())
    found = errors(yaml.safe_load(service_text(f"  - {{id: a, kind: {kind}, nonsense: 1}}\n")))
    assert any("nonsense" in each for each in found)


def drop(*way: Any) -> Callable[[Any], None]:
    def act(data: Any) -> None:
        for part in way[:-1]:
            data = data[part]
        del data[way[-1]]

    return act


def put(value: object, *way: Any) -> Callable[[Any], None]:
    def act(data: Any) -> None:
        for part in way[:-1]:
            data = data[part]
        data[way[-1]] = value

    return act


@pytest.mark.parametrize(
    "change",
    [
        drop("title"),
        drop("title", "en"),
        drop("about", "fee"),
        drop("steps"),
        drop("steps", 0, "kind"),
        drop("steps", 0, "store"),
        drop("steps", 0, "options", 0, "value"),
        put("Sample", "title"),
        put("sell", "section"),
        put(3, "icon"),
        put(1, "price"),
        put([], "steps"),
        put("chose", "steps", 0, "kind"),
        put("a", "steps", 0, "options"),
        put(["a"], "steps", 0, "next"),
        put([{"to": "end", "when": ["online"]}, {"to": "end"}], "steps", 0, "next"),
        put("two", "steps", 0, "columns"),
    ],
)
def test_what_the_reader_refuses_the_schema_refuses(change: Callable[[Any], None]) -> None:
    data = yaml.safe_load(service_text(choose("one")))
    assert errors(data) == []
    change(data)
    assert errors(data) != []
    with pytest.raises(ContentError):
        parse_service("x.yaml", yaml.safe_dump(data, allow_unicode=True))
