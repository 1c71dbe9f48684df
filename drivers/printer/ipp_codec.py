"""IPP messages as bytes: encoder and parser of RFC 8010 (versions 1.1 to 2.x). Pure, any thread.

A message is a version, a code (operation or status), a request id, groups of attributes and a document. Knows syntax
only: which attributes mean what is `ipp_printer`'s business. Text in a damaged encoding is replaced, not refused,
because a printer's model name must not stop a print; damaged structure is always `IppSyntaxError`.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TypeAlias

DEEPEST_COLLECTION = 8  # of printers seen, none goes beyond 3


class IppSyntaxError(ValueError):
    """The bytes are no IPP message. Carries positions and tags, never content."""


class Tag(IntEnum):
    """Delimiter and value tags, RFC 8010 sections 3.5.1 and 3.5.2."""

    OPERATION = 0x01
    JOB = 0x02
    END = 0x03
    PRINTER = 0x04
    UNSUPPORTED_GROUP = 0x05
    UNSUPPORTED = 0x10
    UNKNOWN = 0x12
    NO_VALUE = 0x13
    INTEGER = 0x21
    BOOLEAN = 0x22
    ENUM = 0x23
    OCTETS = 0x30
    DATE_TIME = 0x31
    RESOLUTION = 0x32
    RANGE = 0x33
    BEGIN_COLLECTION = 0x34
    TEXT_LANGUAGE = 0x35
    NAME_LANGUAGE = 0x36
    END_COLLECTION = 0x37
    TEXT = 0x41
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    URI_SCHEME = 0x46
    CHARSET = 0x47
    LANGUAGE = 0x48
    MIME_TYPE = 0x49
    MEMBER_NAME = 0x4A


_LAST_DELIMITER = 0x0F
_LAST_OUT_OF_BAND = 0x1F
_NUMBERS = frozenset({Tag.INTEGER, Tag.ENUM})
_WITH_LANGUAGE = frozenset({Tag.TEXT_LANGUAGE, Tag.NAME_LANGUAGE})
_STRINGS = frozenset(
    {Tag.TEXT, Tag.NAME, Tag.KEYWORD, Tag.URI, Tag.URI_SCHEME, Tag.CHARSET, Tag.LANGUAGE, Tag.MIME_TYPE}
)


@dataclass(frozen=True, slots=True)
class Range:
    """rangeOfInteger, both ends included."""

    lower: int
    upper: int


@dataclass(frozen=True, slots=True)
class Resolution:
    """Dots across and along the feed; `units` 3 is per inch, 4 per centimetre."""

    across: int
    along: int
    units: int


@dataclass(frozen=True, slots=True)
class WithLanguage:
    """Text or name that brings its language."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Collection:
    """A value made of attributes."""

    members: tuple[Attribute, ...]


Content: TypeAlias = int | bool | str | bytes | Range | Resolution | WithLanguage | Collection | None
"""None for the out-of-band values (unsupported, unknown, no-value); bytes for octets, dates and unknown tags."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value with its tag; the values of one attribute may differ in tag (keyword or name)."""

    tag: int
    content: Content


@dataclass(frozen=True, slots=True)
class Attribute:
    """A named set of values, at least one."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Attributes under one delimiter tag. A list of jobs is a sequence of job groups."""

    tag: int
    attributes: tuple[Attribute, ...]

    def contents(self, name: str) -> tuple[Content, ...]:
        """Return the values of an attribute, empty when it is absent."""
        return next(
            (tuple(value.content for value in item.values) for item in self.attributes if item.name == name), ()
        )

    def number(self, name: str) -> int | None:
        """Return the attribute's first value when it is a number."""
        first = next(iter(self.contents(name)), None)
        return first if isinstance(first, int) and not isinstance(first, bool) else None

    def strings(self, name: str) -> tuple[str, ...]:
        """Return the attribute's values that are text, names or keywords."""
        plain = (item.text if isinstance(item, WithLanguage) else item for item in self.contents(name))
        return tuple(item for item in plain if isinstance(item, str))


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A request (`code` is the operation) or an answer (`code` is the status). The document stays out of the repr."""

    code: int
    request_id: int
    groups: tuple[Group, ...] = ()
    version: tuple[int, int] = (1, 1)
    document: bytes = field(default=b"", repr=False)

    def group(self, tag: int) -> Group:
        """Return the first group of the tag, an empty one when there is none."""
        return next((group for group in self.groups if group.tag == tag), Group(tag, ()))


def attribute(name: str, tag: int, *contents: Content) -> Attribute:
    """Return an attribute whose values all have one tag."""
    return Attribute(name, tuple(Value(tag, content) for content in contents))


def encode(message: Message) -> bytes:
    """Return the message's bytes, document included.

    Raises `ValueError` for what the format cannot hold: a number beyond 32 bits, a name or value beyond 64 KiB.
    That a value's tag and its content belong together is the caller's care.
    """
    out = bytearray(struct.pack(">BBHi", *message.version, message.code, message.request_id))
    for group in message.groups:
        out.append(group.tag)
        for item in group.attributes:
            _put_attribute(out, item)
    out.append(Tag.END)
    return bytes(out) + message.document


def decode(data: bytes) -> Message:
    """Return the message. Raises `IppSyntaxError` for anything that is none."""
    reader = _Reader(data)
    major, minor, code, request_id = reader.unpack(">BBHi")
    groups: list[Group] = []
    while (tag := reader.byte()) != Tag.END:
        if tag > _LAST_DELIMITER:
            raise IppSyntaxError(f"value tag {tag:02X} outside a group")
        groups.append(Group(tag, tuple(_take_attributes(reader))))
    return Message(
        code=code, request_id=request_id, groups=tuple(groups), version=(major, minor), document=reader.rest()
    )


# --- encoding ---------------------------------------------------------------------------------------------


def _put(out: bytearray, tag: int, name: bytes, value: bytes) -> None:
    try:
        out += struct.pack(">BH", tag, len(name)) + name + struct.pack(">H", len(value)) + value
    except struct.error as exc:
        raise ValueError(f"too long for tag {tag:02X}") from exc


def _put_attribute(out: bytearray, item: Attribute) -> None:
    if not item.values or not item.name:
        raise ValueError("an attribute needs a name and a value")
    name = item.name.encode()
    for value in item.values:
        _put_value(out, name, value)
        name = b""


def _put_value(out: bytearray, name: bytes, value: Value) -> None:
    if not isinstance(value.content, Collection):
        _put(out, value.tag, name, _plain_bytes(value))
        return
    _put(out, Tag.BEGIN_COLLECTION, name, b"")
    for member in value.content.members:
        _put(out, Tag.MEMBER_NAME, b"", member.name.encode())
        for inner in member.values:
            _put_value(out, b"", inner)
    _put(out, Tag.END_COLLECTION, b"", b"")


def _plain_bytes(value: Value) -> bytes:
    try:
        match value.content:
            case None:
                return b""
            case bool(flag):
                return struct.pack(">?", flag)
            case int(number):
                return struct.pack(">i", number)
            case str(text):
                return text.encode()
            case bytes(octets):
                return octets
            case Range(lower, upper):
                return struct.pack(">ii", lower, upper)
            case Resolution(across, along, units):
                return struct.pack(">iib", across, along, units)
            case WithLanguage(language, text):
                parts = (language.encode(), text.encode())
                return b"".join(struct.pack(">H", len(part)) + part for part in parts)
            case Collection():
                raise ValueError("a collection is no plain value")
    except struct.error as exc:
        raise ValueError(f"does not fit tag {value.tag:02X}") from exc


# --- parsing ----------------------------------------------------------------------------------------------


class _Reader:
    """A position in the bytes; every step beyond the end is a syntax error."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, count: int) -> bytes:
        taken = self._data[self._at : self._at + count]
        if len(taken) < count:
            raise IppSyntaxError(f"ends {count - len(taken)} bytes early")
        self._at += count
        return taken

    def unpack(self, layout: str) -> tuple[int, ...]:
        return struct.unpack(layout, self.take(struct.calcsize(layout)))

    def byte(self) -> int:
        return self.take(1)[0]

    def sized(self) -> bytes:
        return self.take(self.unpack(">H")[0])

    def at_delimiter(self) -> bool:
        return self._data[self._at : self._at + 1] <= bytes((_LAST_DELIMITER,))  # the end counts, and is met next

    def rest(self) -> bytes:
        return self._data[self._at :]


def _take_attributes(reader: _Reader) -> Iterable[Attribute]:
    """Yield the attributes of one group, up to the next delimiter."""
    name, values = "", list[Value]()
    while not reader.at_delimiter():
        tag, given = reader.byte(), reader.sized()
        if given:
            if values:
                yield Attribute(name, tuple(values))
            name, values = _text(given), []
        elif not values:
            raise IppSyntaxError("a further value without an attribute")
        values.append(_take_value(reader, tag, 0))
    if values:
        yield Attribute(name, tuple(values))


def _take_value(reader: _Reader, tag: int, depth: int) -> Value:
    raw = reader.sized()
    if tag == Tag.BEGIN_COLLECTION:
        if depth >= DEEPEST_COLLECTION:
            raise IppSyntaxError("collections too deep")
        return Value(tag, Collection(tuple(_take_members(reader, depth + 1))))
    return Value(tag, _plain_content(tag, raw))


def _take_members(reader: _Reader, depth: int) -> Iterable[Attribute]:
    """Yield the members of a collection, up to and with its end (RFC 8010, 3.1.6)."""
    name, values = "", list[Value]()
    while True:
        tag = reader.byte()
        if reader.sized():
            raise IppSyntaxError("a named value inside a collection")
        if tag in (Tag.MEMBER_NAME, Tag.END_COLLECTION):
            if values:
                yield Attribute(name, tuple(values))
            elif name:
                raise IppSyntaxError("a member without a value")
            name, values = _text(reader.sized()), []
            if tag == Tag.END_COLLECTION:
                return
            if not name:
                raise IppSyntaxError("a member without a name")
        elif tag <= _LAST_DELIMITER or not name:
            raise IppSyntaxError(f"tag {tag:02X} inside a collection")
        else:
            values.append(_take_value(reader, tag, depth))


def _plain_content(tag: int, raw: bytes) -> Content:
    try:
        if tag <= _LAST_OUT_OF_BAND:
            return None
        if tag in _NUMBERS:
            return int(struct.unpack(">i", raw)[0])
        if tag == Tag.BOOLEAN:
            return bool(struct.unpack(">B", raw)[0])
        if tag == Tag.RANGE:
            return Range(*struct.unpack(">ii", raw))
        if tag == Tag.RESOLUTION:
            return Resolution(*struct.unpack(">iib", raw))
    except struct.error as exc:
        raise IppSyntaxError(f"{len(raw)} bytes for tag {tag:02X}") from exc
    if tag in _WITH_LANGUAGE:
        inner = _Reader(raw)
        return WithLanguage(_text(inner.sized()), _text(inner.sized()))
    return _text(raw) if tag in _STRINGS else raw


def _text(raw: bytes) -> str:
    return raw.decode(errors="replace")
