"""The reference lists that a choice may be taken from, by the name that service files use. Pure; any thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from flows.model.text import Text, text
from flows.reference import Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One of a list: what is kept of it, and how it is called."""

    value: str
    label: Text


def entries(reference: Reference, name: str) -> tuple[Entry, ...]:
    """Return the list with this name, in its order; empty when there is none, which `flows.lint` reports."""
    known = _LISTS.get(name)
    pairs = known(reference) if known else reference.lists.get(name, {}).items()
    return tuple(Entry(value=value, label=label) for value, label in pairs)


def entry(reference: Reference, name: str, value: str) -> Text | None:
    """Return what an entry is called; None when the list has none with this value."""
    return next((each.label for each in entries(reference, name) if each.value == value), None)


def names(reference: Reference) -> frozenset[str]:
    """Return the names of all lists that there are."""
    return frozenset({*_LISTS, *reference.lists})


def _same(name: str) -> Text:
    return text(name, name)


def _villages(reference: Reference) -> Iterable[tuple[str, Text]]:
    for town in reference.towns:
        for village in town.villages:
            yield village.code, _same(f"{town.name} {village.short}")


_LISTS: Mapping[str, Callable[[Reference], Iterable[tuple[str, Text]]]] = {
    "towns": lambda reference: ((town.code, _same(town.name)) for town in reference.towns),
    "villages": _villages,
    "departments": lambda reference: ((each.id, each.name) for each in reference.departments.values()),
    "life_events": lambda reference: ((each.id, each.name) for each in reference.life_events.values()),
}
