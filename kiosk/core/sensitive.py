"""Personal data that cannot be printed by accident.

`Sensitive` keeps a value out of logs, exceptions and `repr`; reading it is one explicit word, `reveal()`.
It does not erase memory: Python cannot wipe a `str`, so the process is replaced after each session.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Sensitive(Generic[T]):
    """A value of personal data. Equal to another by value; shown as ``***`` everywhere."""

    _value: T = field(repr=False)

    def reveal(self) -> T:
        """Return the value itself. Every call is a place to look at in a review."""
        return self._value

    def __repr__(self) -> str:
        return "***"

    __str__ = __repr__

    def __format__(self, format_spec: str) -> str:
        return "***"
