"""What residents find things by: an index of names and everyday words, and the hotline's answers. Pure; any thread.

Says what the views need of an index and holds none itself; `flows.finding` makes one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from flows.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A question that the hotline is often asked, and what it says."""

    id: str
    question: Text
    answer: Text
    department: str = ""  # an id of flows/reference/departments.json
    services: tuple[str, ...] = ()  # ids of the services that it speaks of
    example: bool = False  # no public source confirms the answer


class Match(Protocol):
    """A service or an answer that was found; `marked` are spans of its title."""

    @property
    def id(self) -> str:
        """Of the service or of the answer."""
        ...

    @property
    def kind(self) -> str:
        """``service`` or ``answer``."""
        ...

    @property
    def language(self) -> str:
        """The language of the title that `marked` speaks of."""
        ...

    @property
    def marked(self) -> tuple[tuple[int, int], ...]:
        """What matched of the title."""
        ...


class Finder(Protocol):
    """Finds by a few typed characters, the best first."""

    def find(self, typed: str, limit: int) -> tuple[Match, ...]:
        """Return at most `limit` matches; none for nothing typed."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """An index, and the answers that it names. Without an index nothing is found."""

    finder: Finder | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)

    def find(self, typed: str, limit: int) -> tuple[Match, ...]:
        """Return what the typed text may mean, the best first."""
        return self.finder.find(typed, limit) if self.finder and typed.strip() else ()
