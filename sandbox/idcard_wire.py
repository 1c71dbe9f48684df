"""The reader's side of the SAM-A / SDT protocol (GA 467): commands in, replies out. Pure, and the sandbox's own.

Written from the protocol's tables, independently of the terminal's codec, so that no mistake is made twice. Knows
no card and no state: `sandbox.idcard_reader` decides what is answered.
"""

from __future__ import annotations

from dataclasses import dataclass

HEAD = b"\xaa\xaa\xaa\x96\x69"

# (CMD, PARA) -> the name under which a command is known in the sandbox
COMMANDS = {
    (0x10, 0xFF): "reset",
    (0x11, 0xFF): "sam_status",
    (0x12, 0xFF): "sam_id",
    (0x20, 0x01): "find",
    (0x20, 0x02): "select",
    (0x30, 0x01): "read_base",
    (0x30, 0x10): "read_fingerprint",
    (0x30, 0x03): "newest_address",
    (0x61, 0xFF): "rf_frame",
}

OK = 0x90
FOUND = 0x9F
NOTHING_THERE = 0x91
BAD_CHECKSUM = 0x10
BAD_LENGTH = 0x11
BAD_COMMAND = 0x21
NOT_READ = 0x41
NOT_FOUND = 0x80
NOT_SELECTED = 0x81


@dataclass(frozen=True, slots=True)
class Received:
    """One command as it came in: its name, or the status word with which it is turned down."""

    name: str
    refusal: int = 0


def check_byte(data: bytes) -> int:
    """Return the XOR of all bytes."""
    value = 0
    for byte in data:
        value ^= byte
    return value


def reply(status: int, data: bytes = b"") -> bytes:
    """Return a reply frame with SW3 `status`."""
    inner = bytes([0, 0, status]) + data
    counted = (len(inner) + 1).to_bytes(2, "big") + inner
    return HEAD + counted + bytes([check_byte(counted)])


def take_command(pending: bytearray) -> Received | None:
    """Take the next command off the front of `pending`; None while it is not whole. Noise before it is dropped."""
    at = pending.find(HEAD)
    if at < 0:
        del pending[: max(0, len(pending) - 4)]
        return None
    del pending[:at]
    if len(pending) < 7:
        return None
    length = pending[5] << 8 | pending[6]
    if not 3 <= length <= 64:
        del pending[:7]
        return Received("", BAD_LENGTH)
    if len(pending) < 7 + length:
        return None
    frame = bytes(pending[: 7 + length])
    del pending[: 7 + length]
    if check_byte(frame[5:]) != 0:
        return Received("", BAD_CHECKSUM)
    name = COMMANDS.get((frame[7], frame[8]))
    return Received(name) if name else Received("", BAD_COMMAND)
