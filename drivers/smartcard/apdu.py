"""Command and response APDUs of ISO 7816-4, and the two answers that ask for one more command.

Pure: the card is a function from bytes to bytes. Short APDUs only; no secure messaging, no extended length, no
logical channels. Any thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

Send = Callable[[bytes], bytes | None]
"""Carries one command APDU to the card and its answer back; None when the card is gone."""

INS_GET_RESPONSE = 0xC0  # ISO 7816-4, 11.7.1
SW_OK = 0x9000  # ISO 7816-4, 5.6
SW1_MORE_DATA = 0x61  # SW2: bytes that are waiting for GET RESPONSE
SW1_WRONG_LE = 0x6C  # SW2: the Le that the card wants
SHORTEST_ANSWER = 2
MOST_ROUNDS = 32  # of GET RESPONSE: 8 KiB, far above any record; a card that goes on is broken


class ApduError(ValueError):
    """What the card answered is no response APDU, or it never ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command APDU. `le` None asks for no data, 256 for all that there is. The repr leaves the data out."""

    ins: int
    p1: int = 0
    p2: int = 0
    cla: int = 0
    data: bytes = field(default=b"", repr=False)
    le: int | None = None

    def encode(self) -> bytes:
        """Return the bytes: header, Lc and data when there is data, Le when data is asked for."""
        body = bytes((len(self.data),)) + self.data if self.data else b""
        le = b"" if self.le is None else bytes((self.le & 0xFF,))
        return bytes((self.cla, self.ins, self.p1, self.p2)) + body + le


@dataclass(frozen=True, slots=True)
class Response:
    """A response APDU: its data, kept out of the repr, and SW1-SW2 as one number."""

    data: bytes = field(repr=False)
    sw: int

    @classmethod
    def parse(cls, answer: bytes) -> Response:
        """Split an answer. Raises `ApduError` when it is shorter than its status."""
        if len(answer) < SHORTEST_ANSWER:
            raise ApduError(f"an answer of {len(answer)} bytes")
        return cls(answer[:-2], int.from_bytes(answer[-2:], "big"))

    @property
    def ok(self) -> bool:
        """True for 9000."""
        return self.sw == SW_OK


def exchange(send: Send, command: Command) -> Response | None:
    """Send a command and whatever its answer asks for; None when the card went away.

    ``6Cxx`` repeats the command once with Le xx, ``61xx`` fetches the rest by GET RESPONSE (ISO 7816-4, 5.6; under
    T=0 a card can answer in no other way). Raises `ApduError` for an answer that is none, or does not end.
    """
    answer = send(command.encode())
    if answer is None:
        return None
    response = Response.parse(answer)
    if response.sw >> 8 == SW1_WRONG_LE:
        again = Command(
            cla=command.cla, ins=command.ins, p1=command.p1, p2=command.p2, data=command.data, le=response.sw & 0xFF
        )
        answer = send(again.encode())
        if answer is None:
            return None
        response = Response.parse(answer)
    collected = response.data
    for _ in range(MOST_ROUNDS):
        if response.sw >> 8 != SW1_MORE_DATA:
            return Response(collected, response.sw)
        answer = send(Command(cla=command.cla, ins=INS_GET_RESPONSE, le=response.sw & 0xFF).encode())
        if answer is None:
            return None
        response = Response.parse(answer)
        collected += response.data
    raise ApduError("the card's answer does not end")
