"""Reads the text of a service file into frozen values. The only place where pydantic and YAML meet services.

Reads no file itself; loaded after the first screen stands. What is wrong is said in plain words, with file and line.
The dataclasses of the steps are the schema: there is no second description of a service file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from difflib import get_close_matches
from functools import cache
from typing import Any, cast

import yaml
from pydantic import TypeAdapter, ValidationError
from yaml.nodes import MappingNode, Node, SequenceNode

from flows.complaints import sentence, yaml_sentence
from flows.service import Head, Service
from flows.steps.kinds import KINDS
from flows.steps.step import Step
from kiosk.core.errors import ContentError


@dataclass(frozen=True, slots=True)
class _Where:
    """A part of a file: its name, the file's nodes, and the way to the part."""

    name: str
    root: Node
    place: tuple[str | int, ...] = ()

    def line(self, *further: str | int) -> int:
        """Return the line, from 1, of the deepest part on the way that the file has."""
        node = self.root
        for part in (*self.place, *further):
            found: Node | None = None
            if isinstance(node, MappingNode):
                found = next((value for key, value in node.value if key.value == part), None)
            elif isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.value):
                found = node.value[part]
            if found is None:
                break
            node = found
        return int(node.start_mark.line) + 1


def parse_service(name: str, text: str) -> Service:
    """Return the service in `text`. Raises `ContentError` CNT-001, with all that was found wrong, one a line."""
    root, raw = _read(name, text)
    if not isinstance(raw, dict) or not isinstance(root, MappingNode):
        raise ContentError("CNT-001", f"{name}:1: a service file is a mapping of keys")
    problems: list[str] = []
    steps = _steps(name, root, raw.pop("steps", None), problems)
    head = _validated(Head, raw, _Where(name, root), problems)
    problems += _crossings(name, steps)
    if problems or head is None:
        raise ContentError("CNT-001", "\n".join(problems))
    return Service(
        head=head,
        steps=tuple(step for step, _ in steps),
        digest=hashlib.sha256(text.encode()).hexdigest(),
        file=name,
        lines=tuple(line for _, line in steps),
    )


def raw_service(name: str, text: str) -> dict[str, Any]:
    """Return what a service file says, before it is checked. Raises `ContentError` CNT-001 for what is no mapping."""
    _, raw = _read(name, text)
    if not isinstance(raw, dict):
        raise ContentError("CNT-001", f"{name}:1: a service file is a mapping of keys")
    return raw


def checked_head(name: str, raw: Any) -> Head:
    """Return the head of a service that was checked when it was published. Raises `ContentError` CNT-001."""
    return cast("Head", _rechecked(name, Head, raw))


def checked_steps(name: str, raw: Any) -> tuple[Step, ...]:
    """Return the steps of a service that was checked when it was published. Raises `ContentError` CNT-001."""
    steps = []
    for each in raw:
        if each.get("kind") not in KINDS:
            raise ContentError("CNT-001", f"{name}: there is no kind of step {each.get('kind')!r}")
        fields_of = {key: value for key, value in each.items() if key != "kind"}
        steps.append(cast("Step", _rechecked(name, KINDS[each["kind"]], fields_of)))
    return tuple(steps)


def _rechecked(name: str, target: type[Any], raw: Any) -> Any:
    try:
        return _adapter(target).validate_python(raw)  # type: ignore[arg-type]  # a class is hashable
    except ValidationError as exc:
        error = exc.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in error["loc"])
        raise ContentError("CNT-001", f"{name}: {place}: {error['msg']}") from exc


def _steps(name: str, root: MappingNode, raw: Any, problems: list[str]) -> list[tuple[Step, int]]:
    if not isinstance(raw, list) or not raw:
        problems.append(f"{name}:{_Where(name, root).line('steps')}: steps must be a list of at least one step")
        return []
    steps: list[tuple[Step, int]] = []
    for index, each in enumerate(raw):
        where = _Where(name, root, ("steps", index))
        line = where.line()
        kind = str(each.pop("kind", None)) if isinstance(each, dict) else None
        if kind is None or kind not in KINDS:
            known = ", ".join(KINDS)
            close = get_close_matches(str(kind), KINDS, n=1)
            meant = f"; is {close[0]!r} meant?" if close else ""
            problems.append(f"{name}:{line}: a step needs a kind, one of {known}; here it is {kind!r}{meant}")
            continue
        step = _validated(KINDS[kind], each, where, problems)
        if step is not None:
            steps.append((step, line))
    return steps


def _validated(target: type[Any], raw: Any, where: _Where, problems: list[str]) -> Any:
    try:
        return _adapter(target).validate_python(raw)  # type: ignore[arg-type]  # a class is hashable
    except ValidationError as exc:
        known = [each.name for each in fields(target)]
        for error in exc.errors(include_url=False, include_input=False):
            place = error["loc"]
            message = sentence(
                error["type"],
                ".".join(str(part) for part in place) or "this",
                reason=error["msg"],
                expected=str(error.get("ctx", {}).get("expected", "")),
                known=known if len(place) == 1 else (),
            )
            problem = f"{where.name}:{where.line(*place)}: {message}"
            if problem not in problems:  # a value that fits none of several types is complained of once
                problems.append(problem)
        return None


@cache
def _adapter(target: type[Any]) -> TypeAdapter[Any]:
    """Return the checker of a class; making one takes longer than checking with it."""
    return TypeAdapter(target)


def _crossings(name: str, steps: Sequence[tuple[Step, int]]) -> list[str]:
    """Return what is wrong between steps: ids used twice, branches to nowhere."""
    problems: list[str] = []
    ids = [step.id for step, _ in steps]
    for step, line in steps:
        if ids.count(step.id) > 1:
            problems.append(f"{name}:{line}: the step id {step.id!r} is used twice")
        problems += [
            f"{name}:{line}: the step {step.id!r} leads to {branch.to!r}, which does not exist"
            for branch in step.next
            if branch.to != "end" and branch.to not in ids
        ]
        if step.next and step.next[-1].when is not None:
            problems.append(f"{name}:{line}: the last way on of {step.id!r} must have no condition")
    return problems


def _read(name: str, text: str) -> tuple[Node, Any]:
    """Return the file's nodes, which know their lines, and what they stand for.

    Not the faster loader in C: brackets nested deeply enough bring that one down with the whole process.
    """
    try:
        loader = yaml.SafeLoader(text)
        node = loader.get_single_node()
        if node is None:
            raise ContentError("CNT-001", f"{name}:1: the file is empty")
        _refuse_duplicate_keys(name, node)
        return node, loader.construct_document(node)
    except yaml.YAMLError as exc:
        mark = getattr(exc, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        reason = getattr(exc, "problem", None) or "it cannot be read"
        raise ContentError("CNT-001", f"{name}:{line}: not YAML: {yaml_sentence(reason)}") from exc
    except (ValueError, RecursionError) as exc:  # 2026-13-45, or brackets without end
        raise ContentError("CNT-001", f"{name}:1: not YAML: {exc}") from exc


def _refuse_duplicate_keys(name: str, root: Node) -> None:
    """Refuse what YAML lets pass: the same key twice, where the last one silently wins; and aliases."""
    stack, seen = [root], set[int]()
    while stack:
        node = stack.pop()
        if id(node) in seen:
            raise ContentError("CNT-001", f"{name}:{node.start_mark.line + 1}: aliases are not used in service files")
        seen.add(id(node))
        if isinstance(node, MappingNode):
            keys: set[str] = set()
            for key, value in node.value:
                if key.value in keys:
                    line = key.start_mark.line + 1
                    raise ContentError("CNT-001", f"{name}:{line}: the key {key.value!r} stands twice")
                keys.add(str(key.value))
                stack.append(value)
        elif isinstance(node, SequenceNode):
            stack.extend(node.value)
