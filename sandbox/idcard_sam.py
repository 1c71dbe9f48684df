"""What the security module of a virtual card reader answers to each command, given the card that lies there.

A plain state machine without line, thread or fault. It models what public drivers tell of real readers: after one
whole read, a card that is left lying answers *find* with 80 until it is lifted, and yet can be read again.
"""

from __future__ import annotations

from sandbox import idcard_text, idcard_wire
from sandbox.idcard_wire import Received, reply
from sandbox.residents import Resident

SAM_ID = b"".join(
    (
        (5).to_bytes(2, "little"),
        (1).to_bytes(2, "little"),
        (20240601).to_bytes(4, "little"),
        (7).to_bytes(4, "little"),
        (5620).to_bytes(4, "little"),
    )
)
SAM_ID_TEXT = "05.01-20240601-0000000007-0000005620"


class VirtualSam:
    """One security module, with a card on it or without. `fingerprint` is the block of the longest read."""

    def __init__(self, sam_id: bytes = SAM_ID, *, fingerprint: bytes = b"") -> None:
        self._sam_id = sam_id
        self._fingerprint = fingerprint
        self._card: Resident | None = None
        self._selected = False
        self._read_once = False

    def put_card(self, person: Resident) -> None:
        """Lay a person's card on the reader."""
        self._card, self._selected, self._read_once = person, False, False

    def lift(self) -> None:
        """Take the card away."""
        self._card, self._selected, self._read_once = None, False, False

    def answer(self, received: Received) -> bytes:
        """Return the reply to one command, as a frame."""
        if received.refusal:
            return reply(received.refusal)
        card = self._card
        match received.name:
            case "find":
                fresh = card is not None and not self._read_once
                return reply(idcard_wire.FOUND, bytes(4)) if fresh else reply(idcard_wire.NOT_FOUND)
            case "select":
                self._selected = card is not None and not self._read_once
                return reply(idcard_wire.OK, bytes(8)) if self._selected else reply(idcard_wire.NOT_SELECTED)
            case "read_base" | "read_fingerprint" | "newest_address":
                if card is None or not (self._selected or self._read_once):
                    return reply(idcard_wire.NOT_READ)
                return self._read(received.name, card)
            case "sam_id":
                return reply(idcard_wire.OK, self._sam_id)
            case _:
                return reply(idcard_wire.OK)

    def _read(self, name: str, card: Resident) -> bytes:
        if name == "newest_address":
            address = idcard_text.newest_address(card)
            return reply(idcard_wire.OK, address) if address else reply(idcard_wire.NOTHING_THERE)
        self._read_once = True
        text, photo = idcard_text.card_text(card), idcard_text.card_photo(card)
        blocks = (text, photo) if name == "read_base" else (text, photo, self._fingerprint)
        sizes = b"".join(len(block).to_bytes(2, "big") for block in blocks)
        return reply(idcard_wire.OK, sizes + b"".join(blocks))
