"""What lint answers with. Pure values; any thread."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from flows.model.values import Json
from flows.steps.step import Step

_REFUSAL = re.compile(r"^(?P<file>.+?):(?P<line>\d+): (?P<message>.*)$")

# What a check says: the step that it is about, none for the service's head, and what is wrong.
Said: TypeAlias = "Iterator[tuple[Step | None, str]]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong, and where."""

    file: str
    line: int
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What exists around services on a terminal. What is None is not checked."""

    templates: Mapping[str, Collection[str]] | None = None  # papers, each with the keys that it cannot do without
    icons: Collection[str] | None = None
    typeset: Callable[[str, Mapping[str, Json]], str] | None = None  # sets a paper; says why not, or nothing


def refusals(detail: str) -> Iterator[Finding]:
    """Return the findings in what `flows.spec` said of a file."""
    for line in detail.splitlines():
        found = _REFUSAL.match(line)
        if found:
            yield Finding(file=found["file"], line=int(found["line"]), message=found["message"])
        else:
            yield Finding(file="", line=0, message=line)
