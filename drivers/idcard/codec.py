"""Frames of the SAM-A / SDT protocol (GA 467-2012): commands out, replies in. Pure: bytes and values, any thread.

Knows no order of commands (`session`) and not what a card's text means (`layouts`). The bytes were taken from public
implementations of the protocol and agree among them; the original of GA 467 was not at hand.

Command: preamble 5 | LEN 2 | CMD | PARA | DATA n | CHK.      LEN counts CMD..CHK.
Reply:   preamble 5 | LEN 2 | SW1 SW2 SW3 | DATA n | CHK.     LEN counts SW1..CHK.
LEN is big-endian; CHK is the XOR of everything from LEN up to the byte before CHK.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, IntEnum
from functools import reduce
from operator import xor

from kiosk.core.sensitive import Sensitive

PREAMBLE = bytes.fromhex("AAAAAA9669")
_HEADER = len(PREAMBLE) + 2
_MIN_LENGTH = 4  # SW1 SW2 SW3 CHK
MAX_FRAME = 2321  # text, photo and a fingerprint block of 1024 bytes: the longest reply there is
_MAX_LENGTH = MAX_FRAME - _HEADER

TEXT_BYTES = 256
PHOTO_BYTES = 1024
ADDRESS_BYTES = 70
SAM_ID_BYTES = 16


class Command(Enum):
    """Every command that a terminal may send: CMD, PARA, DATA."""

    RESET_SAM = (0x10, 0xFF, b"")  # one public source has 01 FF instead: never sent by `session`
    SAM_STATUS = (0x11, 0xFF, b"")
    SAM_ID = (0x12, 0xFF, b"")
    FIND = (0x20, 0x01, b"")
    SELECT = (0x20, 0x02, b"")
    READ_BASE = (0x30, 0x01, b"")  # text and photo
    READ_WITH_FINGERPRINT = (0x30, 0x10, b"")  # never sent: no service needs a fingerprint
    READ_NEWEST_ADDRESS = (0x30, 0x03, b"")
    SET_RF_FRAME = (0x61, 0xFF, b"\x50")  # at most 80 bytes a radio frame


class StatusWord(IntEnum):
    """SW3, the outcome of a command; SW1 and SW2 are zero."""

    CHECKSUM_ERROR = 0x10  # the reader got our command damaged
    LENGTH_ERROR = 0x11
    COMMAND_ERROR = 0x21
    NO_AUTHORITY = 0x23
    UNRECOGNISED_ERROR = 0x24
    CARD_REJECTS_SAM = 0x31
    SAM_REJECTS_CARD = 0x32
    VERIFICATION_FAILED = 0x33
    UNKNOWN_CARD = 0x40
    READ_FAILED = 0x41
    RANDOM_FAILED = 0x47
    SELF_TEST_FAILED = 0x60
    NOT_AUTHORISED = 0x66
    FIND_FAILED = 0x80
    SELECT_FAILED = 0x81
    SUCCESS = 0x90
    NO_CONTENT = 0x91
    FOUND = 0x9F


@dataclass(frozen=True, slots=True)
class Reply:
    """One whole frame with a right checksum. `status` is None for status words that no source names."""

    status: StatusWord | None
    data: Sensitive[bytes]


class Damage(Enum):
    """Why something that began like a frame was none."""

    LENGTH = "length out of bounds"
    CHECKSUM = "wrong checksum"


def encode(command: Command) -> bytes:
    """Return the frame of a command."""
    cmd, para, data = command.value
    body = (len(data) + 3).to_bytes(2, "big") + bytes((cmd, para)) + data
    return PREAMBLE + body + bytes((reduce(xor, body),))


class ReplyParser:
    """Finds frames in a stream of bytes, whatever lies between them and however they are cut.

    Holds at most one frame's bytes. After damage it looks on right behind the false preamble, so that a wrong LEN
    cannot swallow the good frame that follows it.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()

    @property
    def inside_frame(self) -> bool:
        """True while a frame has begun and is not whole."""
        return self._buffer.startswith(PREAMBLE)

    def feed(self, data: bytes) -> list[Reply | Damage]:
        """Take bytes in; return what they complete, in order."""
        self._buffer += data
        return list(self._complete())

    def _complete(self) -> Iterator[Reply | Damage]:
        while self._skip_to_preamble() and len(self._buffer) >= _HEADER:
            length = int.from_bytes(self._buffer[len(PREAMBLE) : _HEADER], "big")
            if not _MIN_LENGTH <= length <= _MAX_LENGTH:
                yield self._damaged(Damage.LENGTH)
                continue
            end = _HEADER + length
            if len(self._buffer) < end:
                return
            if reduce(xor, self._buffer[len(PREAMBLE) : end]) != 0:  # CHK makes the XOR of all zero
                yield self._damaged(Damage.CHECKSUM)
                continue
            body = bytes(self._buffer[_HEADER : end - 1])
            del self._buffer[:end]
            yield Reply(_status_word(body[:3]), Sensitive(body[3:]))

    def _skip_to_preamble(self) -> bool:
        found = self._buffer.find(PREAMBLE)
        # Without one, the last four bytes may be the beginning of one.
        del self._buffer[: found if found >= 0 else max(0, len(self._buffer) - len(PREAMBLE) + 1)]
        return found >= 0

    def _damaged(self, damage: Damage) -> Damage:
        del self._buffer[: len(PREAMBLE)]
        return damage


def _status_word(words: bytes) -> StatusWord | None:
    if words[:2] != b"\0\0":
        return None
    try:
        return StatusWord(words[2])
    except ValueError:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseContent:
    """DATA of a successful `READ_BASE`: the card's text block and its opaque photo."""

    text: Sensitive[bytes]
    photo: Sensitive[bytes]


def split_base(data: Sensitive[bytes]) -> BaseContent | None:
    """Return the parts of a `READ_BASE` reply; None when its own lengths do not add up.

    DATA is u16be text length | u16be photo length | text | photo. A card without a photo block says 0.
    """
    block = data.reveal()
    text_length, photo_length = int.from_bytes(block[:2], "big"), int.from_bytes(block[2:4], "big")
    if (
        text_length != TEXT_BYTES
        or photo_length not in (0, PHOTO_BYTES)
        or len(block) != 4 + text_length + photo_length
    ):
        return None
    return BaseContent(text=Sensitive(block[4 : 4 + TEXT_BYTES]), photo=Sensitive(block[4 + TEXT_BYTES :]))


def format_sam_id(data: bytes) -> str:
    """Return a SAM id as printed on readers, ``aa.bb-date-cccccccccc-dddddddddd``, from its 16 bytes.

    Little-endian: u16 a | u16 b | u32 date | u32 c | u32 d.
    """
    a, b, date, c, d = (
        int.from_bytes(data[start:end], "little") for start, end in ((0, 2), (2, 4), (4, 8), (8, 12), (12, 16))
    )
    return f"{a:02}.{b:02}-{date:08}-{c:010}-{d:010}"
