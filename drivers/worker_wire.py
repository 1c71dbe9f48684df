"""The bytes between the terminal and its worker process: plain values in length-prefixed frames.

Pure; runs on any thread and in both processes. A frame is ``GJW1``, the body's length (32 bits, big endian) and the
body; a body is the length of a JSON head, the head, then the raw bytes that the head refers to. Deliberately not
pickle: a process that went wrong must not be able to make its parent run anything.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

Plain: TypeAlias = "None | bool | int | float | str | bytes | Sequence[Plain] | Mapping[str, Plain]"
Read: TypeAlias = Callable[[int], bytes]

MAGIC = b"GJW1"
MAX_BODY_BYTES = 64 * 1024 * 1024  # a 4K frame of raw BGR is 25 MB

_HEADER = struct.Struct(">4sI")
_LENGTH = struct.Struct(">I")
_BLOB = "$bytes"


class WireError(Exception):
    """The other side sent what is not a frame. Never carries what was sent."""


def frame(value: Plain) -> bytes:
    """Return the frame of a plain value. Tuples arrive as lists.

    Raises `TypeError` or `ValueError` for what is not plain: a defect of the caller, not of the line.
    """
    blobs: list[bytes] = []
    tree = _without_blobs(value, blobs)
    head = json.dumps({"value": tree, "blobs": [len(blob) for blob in blobs]}, allow_nan=False, ensure_ascii=False)
    encoded = head.encode("utf-8", "surrogatepass")
    body = b"".join((_LENGTH.pack(len(encoded)), encoded, *blobs))
    if len(body) > MAX_BODY_BYTES:
        raise ValueError(f"a frame holds {MAX_BODY_BYTES} bytes, not {len(body)}")
    return _HEADER.pack(MAGIC, len(body)) + body


def read_frame(read: Read) -> Plain:
    """Read one frame by `read(count)`, which returns fewer bytes only at the end of the line.

    Raises `EOFError` when the line ended, `WireError` when it brought something else.
    """
    header = read(_HEADER.size)
    if len(header) < _HEADER.size:
        raise EOFError
    magic, length = _HEADER.unpack(header)
    if magic != MAGIC or length > MAX_BODY_BYTES:
        raise WireError("not a frame")
    body = read(length)
    if len(body) < length:
        raise EOFError
    return _parse(body)


def _parse(body: bytes) -> Plain:
    try:
        (head_length,) = _LENGTH.unpack_from(body)
        start = _LENGTH.size + head_length
        if start > len(body):
            raise WireError("the head is cut off")
        head = json.loads(body[_LENGTH.size : start].decode("utf-8", "surrogatepass"))
        value, lengths = head["value"], head["blobs"]
        blobs = []
        for length in lengths:
            if not isinstance(length, int) or length < 0:
                raise WireError("a length is not a length")
            blobs.append(body[start : start + length])
            start += length
        if start != len(body):
            raise WireError("lengths do not add up")
        return _with_blobs(value, blobs)
    except (struct.error, ValueError, KeyError, IndexError, TypeError, RecursionError) as exc:
        raise WireError(f"the frame does not parse ({type(exc).__name__})") from None


def _without_blobs(value: Plain, blobs: list[bytes]) -> object:
    if isinstance(value, bytes):
        blobs.append(value)
        return {_BLOB: len(blobs) - 1}
    if isinstance(value, Mapping):
        if _BLOB in value:
            raise ValueError(f"{_BLOB} is not a key for plain values")
        if not all(isinstance(key, str) for key in value):
            raise TypeError("the keys of plain values are texts")
        return {key: _without_blobs(item, blobs) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_without_blobs(item, blobs) for item in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise TypeError(f"{type(value).__name__} is not a plain value")


def _with_blobs(value: object, blobs: list[bytes]) -> Plain:
    if isinstance(value, dict):
        if _BLOB in value:
            return blobs[value[_BLOB]]
        return {key: _with_blobs(item, blobs) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_blobs(item, blobs) for item in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise TypeError(f"{type(value).__name__} in JSON")  # pragma: no cover - json.loads makes nothing else
