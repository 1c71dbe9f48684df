"""The page that lists every kind of step with all its keys, for docs/service-files.md. Any thread."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from enum import Enum
from typing import Any, Literal

from flows.expressions import Expression
from flows.model.text import Text
from flows.service import Head
from flows.steps.kinds import KINDS
from flows.steps.step import Step
from kiosk.authoring.keys import Key, description, keys_of, written_as_text

_HEAD = """\
# Service files, key by key

Generated from the classes of the steps by `make docs`; do not edit here. How a service is written step by step is in
[authoring.md](authoring.md). An editor that knows YAML offers the same from
[service.schema.json](service.schema.json).

A **bold** key cannot be left out. *words* are given per language, `{zh-Hans: 您好, en: Hello}`. An *expression* is CEL
over `answers`, `applicant`, `today`, `online` and `reported`, with `years(birth, day)` and `plus_months(day, months)`.
"""
_COLUMNS = "\n| key | holds | meaning |\n|---|---|---|\n"


def page() -> str:
    """Return docs/service-files.md."""
    told: set[type[Any]] = set()
    parts = [_HEAD, "\n## The head\n", *_section(Head, told)]
    parts += ["\n## Every step\n", *_section(Step, told)]
    for name, kind in KINDS.items():
        parts += [f"\n## {name}\n", *_section(kind, told)]
    return "".join(parts)


def _section(kind: type[Any], told: set[type[Any]]) -> Iterator[str]:
    """Return the table of a class, then those of the classes inside it, each once."""
    told.add(kind)
    common = {"kind", *(each.name for each in keys_of(Step))} if issubclass(kind, Step) and kind is not Step else set()
    keys = [each for each in keys_of(kind) if each.name not in common]
    words = (
        description(kind) if kind is not Step else "Keys of steps of every kind; `kind` is one of the chapters below."
    )
    yield f"\n{words}\n" + (_COLUMNS if keys else "")
    for each in keys:
        yield _row(each)
    for inner in (inner for each in keys for inner in _inside(each.type)):
        if inner not in told:
            yield f"\n### {inner.__name__}\n"
            yield from _section(inner, told)


def _row(key: Key) -> str:
    name = f"**{key.name}**" if key.required else key.name
    default = "" if key.required else _default(key.default)
    words = key.words.replace("|", "\\|")
    return f"| {name} | {_called(key.type)}{default} | {words} |\n"


def _default(value: object) -> str:
    if isinstance(value, Enum):
        return f"; else {value.value or 'none'}"
    if isinstance(value, bool):
        return f"; else {str(value).lower()}"
    if isinstance(value, int | str) and value != "":
        return f"; else {value}"
    return ""


def _called(hint: Any) -> str:
    """Return what a type is called to whoever writes the file."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is Literal:
        return " or ".join(f"`{each}`" for each in arguments)
    if origin is tuple:
        return f"list of {_called(arguments[0])}"
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return f"names with {_called(arguments[1])}"
    if origin in (types.UnionType, typing.Union):
        return " or ".join(_called(each) for each in arguments if each is not type(None))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return " or ".join(f"`{each.value}`" for each in hint)
    if is_dataclass(hint) and not written_as_text(hint):
        return f"*{hint.__name__}*"  # type: ignore[union-attr]
    known = {Text: "*words*", Expression: "*expression*", str: "text", int: "number", bool: "true or false"}
    return {**known, float: "number", Any: "anything"}.get(hint, "text")


def _inside(hint: Any) -> Iterator[type[Any]]:
    if is_dataclass(hint) and not written_as_text(hint):
        yield hint  # type: ignore[misc]
    for each in typing.get_args(hint):
        yield from _inside(each)
