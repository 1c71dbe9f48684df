"""Walks over a service: its paths, and every value of one kind inside its data. Pure; any thread."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import TypeVar

from flows.service import Service
from flows.steps.step import Step

Found = TypeVar("Found")
MOST_PATHS = 200


def ways_on(service: Service, step: Step) -> tuple[Step | None, ...]:
    """Return all steps that can follow; None is the end."""
    if not step.next:
        return (service.after(step),)
    return tuple(None if branch.to == "end" else service.step(branch.to) for branch in step.next)


def paths(service: Service, limit: int = MOST_PATHS) -> tuple[tuple[Step, ...], ...]:
    """Return the paths from the first step to the end, as many as `limit`; a path that comes back to itself is cut.

    Where there are more than `MOST_PATHS`, `flows.lint.graph` says so: nothing is proven of the others.
    """
    found: list[tuple[Step, ...]] = []
    open_paths: list[tuple[Step, ...]] = [(service.steps[0],)]
    while open_paths and len(found) < limit:
        path = open_paths.pop()
        for step in ways_on(service, path[-1]):
            if step is None:
                found.append(path)
            elif step not in path:
                open_paths.append((*path, step))
    return tuple(found)


def inside(value: object, kind: type[Found], where: str) -> Iterator[tuple[str, Found]]:
    """Return every value of this kind inside a service's data, with the way to it."""
    if isinstance(value, kind):
        yield where, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from inside(item, kind, f"{where}.{key}")
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from inside(item, kind, f"{where}.{index}")
    elif is_dataclass(value):
        for each in fields(value):
            yield from inside(getattr(value, each.name), kind, f"{where}.{each.name}")
