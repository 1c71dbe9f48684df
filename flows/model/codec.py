"""State to bytes and back, for the draft. Exact: what is decoded equals what was encoded. Pure; any thread.

Follows the annotations of the dataclasses, so a new field needs no code here. What is true of the terminal is not part
of a draft: it is left out, and whoever decodes gives the present one.
"""

from __future__ import annotations

import base64
import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from flows.model.values import State, Terminal
from kiosk.core.errors import ContentError
from kiosk.core.sensitive import Sensitive

FORMAT = 1  # a draft of another format is not read: it is 15 minutes old at most
_UNKNOWN = Terminal(at=datetime(1970, 1, 1, tzinfo=UTC))
_Coded = Any  # what `json` can write


def encode(state: State) -> Sensitive[bytes]:
    """Return the state as JSON text in UTF-8, without the terminal."""
    coded = {each.name: _encode(getattr(state, each.name)) for each in fields(state) if each.name != "terminal"}
    return Sensitive(json.dumps({"format": FORMAT, "state": coded}, ensure_ascii=False).encode())


def decode(data: Sensitive[bytes], terminal: Terminal = _UNKNOWN) -> State:
    """Return the state in `data`. Raises `ContentError` CNT-001 when it is not a state of this format."""
    try:
        outer = json.loads(data.reveal())
        if outer["format"] != FORMAT:
            raise ContentError("CNT-001", "the draft has another format")
        hints = get_type_hints(State)
        values = {name: _decode(hints[name], coded) for name, coded in outer["state"].items()}
        return State(terminal=terminal, **values)
    except (ValueError, TypeError, LookupError, AttributeError) as exc:
        raise ContentError("CNT-001", f"the draft cannot be read ({type(exc).__name__})") from None


def _encode(value: object) -> _Coded:
    match value:
        case Sensitive():
            return _encode(value.reveal())
        case Enum():
            return value.value
        case None | bool() | int() | float() | str():
            return value
        case bytes():
            return base64.b64encode(value).decode()
        case date():  # and datetime, which is one
            return value.isoformat()
        case list() | tuple():
            return [_encode(item) for item in value]
        case Mapping():
            return {str(key): _encode(item) for key, item in value.items()}
        case _ if is_dataclass(value):
            coded = {each.name: _encode(getattr(value, each.name)) for each in fields(value)}
            return {"type": type(value).__name__, **coded}
        case _:
            raise TypeError(f"a state holds no {type(value).__name__}")


def _decode(hint: Any, coded: _Coded) -> Any:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        is_json = any(get_origin(each) is dict for each in arguments)  # the one union here that holds plain JSON
        return coded if is_json else _one_of(arguments, coded)
    if origin is Sensitive:
        return Sensitive(_decode(arguments[0], coded))
    if origin is tuple:
        return tuple(_decode(arguments[0], item) for item in coded)
    if origin is list:
        return [_decode(arguments[0], item) for item in coded]
    if origin is not None and issubclass(origin, Mapping):
        return {key: _decode(arguments[1], item) for key, item in coded.items()}
    if is_dataclass(hint) and isinstance(hint, type):
        hints = get_type_hints(hint)
        return hint(**{name: _decode(hints[name], item) for name, item in coded.items() if name != "type"})
    if hint is bytes:
        return base64.b64decode(coded, validate=True)
    if hint is datetime or hint is date or issubclass(hint, Enum):
        return hint.fromisoformat(coded) if not issubclass(hint, Enum) else hint(coded)
    if not isinstance(coded, hint):
        raise TypeError(f"not {hint.__name__}")
    return coded


def _one_of(hints: tuple[Any, ...], coded: _Coded) -> Any:
    """Decode a union: of dataclasses by their name, of anything and None by absence."""
    if coded is None:
        return None
    name = coded.get("type") if isinstance(coded, dict) else None
    named = [hint for hint in hints if is_dataclass(hint) and getattr(hint, "__name__", "") == name]
    plain = [hint for hint in hints if hint is not type(None)]
    return _decode((named or plain)[0], coded)
