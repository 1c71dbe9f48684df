"""The published JSON Schema of service files, for editors and for other programs. Any thread.

Draft 7, which the YAML extensions of editors know best. It says what may stand in a file; that a service makes sense
is proved by `kioskctl flows lint`.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Mapping
from dataclasses import is_dataclass
from enum import Enum
from typing import Any, Literal, TypeAlias

from flows.expressions import LONGEST, Expression
from flows.model.text import Text
from flows.model.values import Language
from flows.service import Head
from flows.steps.kinds import KINDS
from flows.steps.step import Step
from kiosk.authoring.keys import Key, description, keys_of, written_as_text

Schema: TypeAlias = dict[str, Any]
WRITTEN = ("zh-Hans", "en")  # languages that every wording has; others may be written, else they are derived
FILE = "docs/service.schema.json"


def schema_text() -> str:
    """Return the schema as the text of its file."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def schema() -> Schema:
    """Return the schema."""
    definitions: dict[str, Schema] = {"text": _text(), "expression": _expression()}
    head = _object(Head, definitions)
    for name, kind in KINDS.items():
        definitions[f"step:{name}"] = _step(name, kind, definitions)
    branches = [
        {
            "if": {"properties": {"kind": {"const": name}}, "required": ["kind"]},
            "then": {"$ref": f"#/definitions/step:{name}"},
        }
        for name in KINDS
    ]
    kinds = {
        "type": "string",
        "enum": list(KINDS),
        "description": "The kind of step. It decides which other keys there are.",
    }
    head["properties"]["steps"] = {
        "type": "array",
        "minItems": 1,
        "description": "The steps, in order. The first is where the service begins.",
        "items": {
            "type": "object",
            "required": ["id", "kind"],
            "properties": {"kind": kinds, "id": {"type": "string"}},
            "allOf": branches,
        },
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A service of the self-service terminal",
        **head,
        "required": [*head["required"], "steps"],
        "definitions": dict(sorted(definitions.items())),
    }


def _step(name: str, kind: type[Step], definitions: dict[str, Schema]) -> Schema:
    made = _object(kind, definitions)
    own = {"const": name, "description": description(kind)}
    return {**made, "properties": {"kind": own, **made["properties"]}, "required": ["kind", *made["required"]]}


def _object(kind: type[Any], definitions: dict[str, Schema]) -> Schema:
    keys = keys_of(kind)
    return {
        "type": "object",
        "description": description(kind),
        "properties": {each.name: _property(each, definitions) for each in keys},
        "required": [each.name for each in keys if each.required],
        "additionalProperties": False,
    }


def _property(key: Key, definitions: dict[str, Schema]) -> Schema:
    made = _of(key.type, definitions)
    if "$ref" in made or "description" in made:  # in draft 7 whatever stands beside a reference is not read
        made = {"allOf": [made]}
    words = {"description": key.words} if key.words else {}
    default = key.default.value if isinstance(key.default, Enum) else key.default
    plain = not key.required and isinstance(default, bool | int | str)
    return {**made, **words, **({"default": default} if plain else {})}


def _of(hint: Any, definitions: dict[str, Schema]) -> Schema:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin is tuple:
        return {"type": "array", "items": _of(arguments[0], definitions)}
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _of(arguments[1], definitions)}
    if origin in (types.UnionType, typing.Union):
        several = [_of(each, definitions) for each in arguments if each is not type(None)]
        return several[0] if len(several) == 1 else {"anyOf": several}
    return _plain(hint, definitions)


def _plain(hint: Any, definitions: dict[str, Schema]) -> Schema:
    if hint is Any:
        return {}
    if hint is Text:
        return {"$ref": "#/definitions/text"}
    if hint is Expression:
        return {"$ref": "#/definitions/expression"}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": [each.value for each in hint]}
    if written_as_text(hint):
        return {"type": "string", "description": description(hint)}
    if is_dataclass(hint):
        name = hint.__name__  # type: ignore[union-attr]
        if name not in definitions:
            definitions[name] = {}  # one that holds itself finds its own name
            definitions[name] = _object(hint, definitions)  # type: ignore[arg-type]
        return {"$ref": f"#/definitions/{name}"}
    return {"type": {str: "string", bool: "boolean", int: "integer", float: "number"}[hint]}


def _text() -> Schema:
    return {
        "type": "object",
        "description": "Words in every language of the screen. Chinese first, as one speaks to a neighbour.",
        "properties": {language.value: {"type": "string", "minLength": 1} for language in Language},
        "required": list(WRITTEN),
        "additionalProperties": False,
    }


def _expression() -> Schema:
    return {
        "type": ["string", "boolean", "integer"],
        "maxLength": LONGEST,
        "description": (
            "An expression (CEL) over `answers`, `applicant`, `today`, `online` and `reported`; "
            "with the functions years(birth, day) and plus_months(day, months)."
        ),
    }
