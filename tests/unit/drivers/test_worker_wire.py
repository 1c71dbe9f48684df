"""Frames of plain values, and what is not a frame."""

from __future__ import annotations

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.worker_wire import MAGIC, MAX_BODY_BYTES, WireError, frame, read_frame

plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.binary(max_size=64),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text().filter(lambda k: k != "$bytes"), inner),
    max_leaves=12,
)


@given(plain)
def test_every_plain_value_comes_back(value: object) -> None:
    assert read_frame(io.BytesIO(frame(value)).read) == value  # type: ignore[arg-type]


def value_or_typed_failure(data: bytes) -> object:
    try:
        return read_frame(io.BytesIO(data).read)
    except (EOFError, WireError) as failure:
        return failure


@given(st.binary(max_size=300))
def test_noise_is_a_typed_failure(noise: bytes) -> None:
    for data in (noise, MAGIC + struct.pack(">I", len(noise)) + noise):
        assert isinstance(value_or_typed_failure(data), EOFError | WireError)


def test_a_failure_does_not_repeat_what_was_sent() -> None:
    head = b'{"value": 441900195103071237'
    body = struct.pack(">I", len(head)) + head
    failure = value_or_typed_failure(MAGIC + struct.pack(">I", len(body)) + body)
    assert isinstance(failure, WireError)
    assert "4419" not in repr(failure)


@given(plain, st.data())
def test_a_damaged_frame_is_a_value_or_a_typed_failure(value: object, data: st.DataObject) -> None:
    whole = bytearray(frame(value))  # type: ignore[arg-type]
    position = data.draw(st.integers(0, len(whole) - 1))
    whole[position] ^= data.draw(st.integers(1, 255))
    cut = data.draw(st.integers(0, len(whole)))
    for damaged in (bytes(whole), bytes(whole[:cut])):
        value_or_typed_failure(damaged)  # must return


def test_a_length_beyond_the_limit_is_refused_before_anything_is_read() -> None:
    asked: list[int] = []

    def read(count: int) -> bytes:
        asked.append(count)
        return MAGIC + struct.pack(">I", MAX_BODY_BYTES + 1)

    with pytest.raises(WireError):
        read_frame(read)
    assert asked == [8]


def test_deep_nesting_is_a_typed_failure() -> None:
    head = b'{"value":' + b"[" * 100_000 + b"]" * 100_000 + b',"blobs":[]}'
    body = struct.pack(">I", len(head)) + head
    with pytest.raises(WireError):
        read_frame(io.BytesIO(MAGIC + struct.pack(">I", len(body)) + body).read)


@pytest.mark.parametrize("value", [object(), {1: "a"}, {"x": {2}}, {"$bytes": 0}, float("nan")])
def test_what_is_not_plain_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        frame(value)  # type: ignore[arg-type]
