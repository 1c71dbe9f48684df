"""Plain data as typed values and back: dataclasses, dates, tuples, `Sensitive`. Pure; any thread.

Names the first field that does not fit, never its value. Unknown fields are ignored. What is written as a plain text is
read by a class's own ``of_text``, where it has one.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from kiosk.core.clock import CHINA
from kiosk.core.errors import ContentError
from kiosk.core.sensitive import Sensitive

Json: TypeAlias = "str | int | float | bool | None | list[Json] | dict[str, Json]"

FAULT = "CNT-004"


def read(kind: Any, value: object, where: str) -> object:
    """Return `value` as the type `kind`; `where` is the path of fields that led here.

    Raises `ContentError` CNT-004 that names the field, never its value.
    """
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is Sensitive:
        return Sensitive(read(arguments[0], value, where))
    if origin is tuple:
        return tuple(read(arguments[0], item, f"{where}[{index}]") for index, item in enumerate(_list(value, where)))
    if origin in (types.UnionType, typing.Union):  # only X | None is used here
        return None if value is None or value == "" else read(arguments[0], value, where)
    if isinstance(value, str) and hasattr(kind, "of_text"):
        return kind.of_text(value)
    if is_dataclass(kind):
        return _read_fields(kind, value, where)
    if kind in (datetime, date):
        return _moment(kind, value, where)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise _wrong(where, {str: "a text", int: "a whole number", bool: "true or false"}[kind])
    return value


def _read_fields(kind: Any, value: object, where: str) -> object:
    if not isinstance(value, Mapping):
        raise _wrong(where, "a group of fields")
    hints = typing.get_type_hints(kind)
    given: dict[str, object] = {}
    for field in fields(kind):
        inside = f"{where}.{field.name}" if where else field.name
        if field.name in value:
            given[field.name] = read(hints[field.name], value[field.name], inside)
        elif field.default is MISSING:
            raise ContentError(FAULT, f"{_name(kind)}: {inside} is missing")
    made: object = kind(**given)
    return made


def _moment(kind: type[date], value: object, where: str) -> date:
    if isinstance(value, str):
        try:
            read = kind.fromisoformat(value)
        except ValueError:
            pass
        else:
            if isinstance(read, datetime):
                return read.astimezone(CHINA) if read.tzinfo else read.replace(tzinfo=CHINA)
            return read
    raise _wrong(where, "a date and time (ISO 8601)" if kind is datetime else "a date (ISO 8601)") from None


def _list(value: object, where: str) -> Iterable[object]:
    if not isinstance(value, list | tuple):
        raise _wrong(where, "a list")
    return value


def _wrong(where: str, what: str) -> ContentError:
    return ContentError(FAULT, f"{where} is not {what}")


def _name(kind: Any) -> str:
    template: str = getattr(kind, "TEMPLATE", "")
    return template or kind.__name__


def plain(value: object) -> Json:
    """Return a value as JSON can hold it. Raises TypeError for what does not stand on paper."""
    match value:
        case Sensitive():
            return plain(value.reveal())
        case datetime():
            return value.isoformat(timespec="minutes")
        case date():
            return value.isoformat()
        case tuple():
            return [plain(item) for item in value]
        case None | bool() | int() | str():
            return value
        case _ if is_dataclass(value) and not isinstance(value, type):
            return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        case _:
            raise TypeError(f"{type(value).__name__} does not stand on paper")
