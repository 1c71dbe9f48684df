"""Conditions of services, in CEL (Common Expression Language), compiled once when the service is loaded. Any thread.

An expression sees `applicant`, `answers`, `today` and `online`, and the functions below; nothing else. A failure at
run time is the value `Failed`, never an exception, and carries no personal data. The functions are total, because a
Python function that raises inside CEL writes its message to standard error.
"""

from __future__ import annotations

import importlib.machinery
import importlib.util
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from flows.model.values import Json

if TYPE_CHECKING:
    from pydantic_core import CoreSchema

LONGEST = 500  # characters; the parser is recursive
_PLACE = re.compile(r"<input>:1:(\d+)")  # line and column, as CEL's parser gives them
_MACRO_VARIABLE = re.compile(r"\.(?:all|exists|exists_one|map|filter)\(\s*(\w+)\s*,")  # CEL specification, Macros


@dataclass(frozen=True, slots=True)
class Failed:
    """The expression cannot be evaluated over these values: the service's fault, CNT-003."""

    source: str


@dataclass(frozen=True, slots=True)
class Expression:
    """One compiled expression. Equal to another by its source."""

    source: str
    _program: Any = field(compare=False, repr=False)

    @classmethod
    def parse(cls, source: object) -> Expression:
        """Compile. Raises ValueError with a reason in words when the source is no expression."""
        if isinstance(source, bool | int):
            source = "true" if source is True else "false" if source is False else str(source)
        if not isinstance(source, str) or not source.strip():
            raise ValueError("an expression must be text")
        if len(source) > LONGEST:
            raise ValueError(f"an expression may have {LONGEST} characters at most")
        try:
            return cls(source, _cel().compile(source))
        except ValueError as exc:
            found = _PLACE.search(str(exc))
            place = f"it cannot be read from character {found[1]} on" if found else "it cannot be read"
            raise ValueError(f"not an expression: {source!r} ({place})") from None

    @property
    def names(self) -> frozenset[str]:
        """The variables that the expression takes from its scope; those of its own macros are not among them."""
        return frozenset(self._program.variables()) - frozenset(_MACRO_VARIABLE.findall(self.source))

    def evaluate(self, scope: Mapping[str, Json]) -> Json | Failed:
        """Return the value over `scope`, or `Failed`."""
        context = _cel().Context(variables=dict(scope), functions=dict(FUNCTIONS))
        try:
            value = self._program.execute(context)
        except (ValueError, TypeError, LookupError, RuntimeError, ArithmeticError):
            return Failed(self.source)
        return _json(value, self.source)

    def holds(self, scope: Mapping[str, Json]) -> bool | Failed:
        """Return the truth over `scope`; anything but true or false is `Failed`."""
        value = self.evaluate(scope)
        return value if isinstance(value, bool | Failed) else Failed(self.source)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> CoreSchema:
        """Let pydantic read service files into this class; imported only then, because it is slow to load."""
        from pydantic_core import core_schema  # noqa: PLC0415

        return core_schema.no_info_plain_validator_function(cls.parse)


# --- functions of expressions: total, null for what cannot be said ---------------------------------------


def years(birth: object, day: object) -> int | None:
    """Return the full years from `birth` to `day`, both ``YYYY-MM-DD``; born on 29 February counts on 1 March."""
    born, then = _date(birth), _date(day)
    if born is None or then is None:
        return None
    return then.year - born.year - ((then.month, then.day) < (born.month, born.day))


def plus_months(day: object, months: object) -> str | None:
    """Return the day so many months later, at most the last of that month."""
    start = _date(day)
    if start is None or not isinstance(months, int) or abs(months) > 12_000:
        return None
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    for last in (start.day, 30, 29, 28):
        shifted = _date(f"{year:04d}-{month + 1:02d}-{min(start.day, last):02d}")
        if shifted:
            return shifted.isoformat()
    return None


FUNCTIONS = {"years": years, "plus_months": plus_months}


def _date(value: object) -> date | None:
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _json(value: object, source: str) -> Json | Failed:
    match value:
        case None | bool() | int() | float() | str():
            return value
        case list():
            items = [_json(item, source) for item in value]
            return Failed(source) if any(isinstance(item, Failed) for item in items) else items  # type: ignore[return-value]
        case dict():
            pairs = {str(key): _json(item, source) for key, item in value.items()}
            return Failed(source) if any(isinstance(item, Failed) for item in pairs.values()) else pairs  # type: ignore[return-value]
        case _:
            return Failed(source)


def _cel() -> Any:
    """Load the extension module alone: the package around it imports a command line (rich, typer), 0.2 s and 20 MB."""
    if "cel.cel" in sys.modules:
        return sys.modules["cel.cel"]
    package = importlib.util.find_spec("cel")
    places = package.submodule_search_locations if package else None
    spec = importlib.machinery.PathFinder.find_spec("cel.cel", places)
    if spec is None or spec.loader is None:
        raise ImportError("common-expression-language is not installed")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.modules["cel.cel"] = module
    return module
