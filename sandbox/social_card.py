"""Virtual chip cards for the PC/SC daemon's virtual reader (vpcd): social security cards and one of another kind.

Written from the card's side of the wire, and sharing nothing with the terminal's reader: a card that only the
terminal can read would prove nothing. A card answers as a T=0 card does: SELECT with ``61xx``, a wrong Le with
``6Cxx``, a record that is not there with ``6A83``. It lies in a `CardSlot`, which plays it to vpcd from a thread of
its own. All holders are fictional.

vpcd's side of the talk (api.txt of frankmorgner/vsmartcard): a message is a two-byte length and that many bytes;
length 1 is a control byte (0 power off, 1 power on, 2 reset, 4 send the ATR), anything longer is a command APDU.
"""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from sandbox.residents import Resident

POWER_OFF, POWER_ON, RESET, GET_ATR = 0, 1, 2, 4
SSSE_NAME = bytes.fromhex("7378312E73682E C9E7BBE1B1A3D5CF")
UNIONPAY_DEBIT = bytes.fromhex("A000000333010101")
OK = b"\x90\x00"
NO_RECORD = b"\x6a\x83"
NO_FILE = b"\x6a\x82"
CHANGE_S = 1.0


class Card(Protocol):
    """A card on its own: an ATR and an answer to each command."""

    atr: bytes

    def power_up(self) -> None:
        """Forget which file was selected."""
        ...

    def answer(self, apdu: bytes) -> bytes:
        """Answer one command APDU."""
        ...


@dataclass(slots=True, kw_only=True)
class ChipCard:
    """A T=0 card with one application of record files. `files` maps a short id to its records in order.

    `takes_sfi` False refuses READ RECORD with a short file id, as some cards do. `log` keeps every command received.
    """

    application: bytes
    files: Mapping[int, tuple[bytes, ...]]
    atr: bytes = bytes.fromhex("3B 04") + b"SX1 "
    takes_sfi: bool = True
    log: list[bytes] = field(default_factory=list)
    _selected: bool = False
    _file: int = 0
    _waiting: bytes = b""

    def power_up(self) -> None:
        """Forget which file was selected."""
        self._selected, self._file, self._waiting = False, 0, b""

    def answer(self, apdu: bytes) -> bytes:
        """Answer one command APDU."""
        self.log.append(apdu)
        if len(apdu) < 4:
            return b"\x67\x00"
        if apdu[0] != 0x00:
            return b"\x6e\x00"
        waiting, self._waiting = self._waiting, b""
        match apdu[1]:
            case 0xA4:
                return self._select(apdu[2], apdu[5 : 5 + apdu[4]] if len(apdu) > 5 else b"")
            case 0xB2:
                return self._read(apdu[2], apdu[3], apdu[4] if len(apdu) > 4 else 0)
            case 0xC0:
                return self._rest(waiting, apdu[4] if len(apdu) > 4 else 0)
            case 0x20:
                return b"\x63\xc2"  # a PIN was wrong, two tries are left
            case _:
                return b"\x6d\x00"

    def _select(self, p1: int, name: bytes) -> bytes:
        if p1 == 0x04:
            if name != self.application:
                return NO_FILE
            self._selected, self._file = True, 0
            self._waiting = b"\x6f" + bytes((len(name) + 2,)) + b"\x84" + bytes((len(name),)) + name
        else:
            if not self._selected or len(name) != 2 or name[0] != 0xEF or name[1] not in self.files:
                return NO_FILE
            self._file = name[1]
            self._waiting = b"\x6f\x04\x83\x02" + name
        return bytes((0x61, len(self._waiting)))

    def _rest(self, waiting: bytes, wanted: int) -> bytes:
        if not waiting:
            return b"\x69\x85"
        if wanted not in (0, len(waiting)):
            self._waiting = waiting
            return bytes((0x6C, len(waiting)))
        return waiting + OK

    def _read(self, number: int, p2: int, wanted: int) -> bytes:
        sfi = p2 >> 3
        if not self._selected:
            return b"\x69\x85"
        if sfi and not self.takes_sfi:
            return b"\x6a\x86"
        file = self.files.get(sfi or self._file)
        if file is None:
            return NO_FILE
        if p2 & 7 == 4:
            found = file[number - 1] if 1 <= number <= len(file) else None
        else:
            found = next((record for record in file if record[0] == number), None)
        if found is None:
            return NO_RECORD
        return found + OK if wanted == len(found) else bytes((0x6C, len(found)))


def _tlv(tag: int, value: bytes) -> bytes:
    return bytes((tag, len(value))) + value


def _bcd(day: date | None) -> bytes:
    return bytes.fromhex(day.strftime("%Y%m%d")) if day else bytes(4)


def social_security_card(holder: Resident, *, generation: int = 2, takes_sfi: bool = True) -> ChipCard:
    """Return the holder's card. Generation 2 has one more record before the sex, so all after it move by one."""
    about_card = (
        _tlv(0x01, bytes.fromhex("441900D1560000052019000000000001")),
        _tlv(0x02, b"1"),
        _tlv(0x03, {1: b"1.00", 2: b"2.00", 3: b"3.00"}[generation]),
        _tlv(0x04, bytes.fromhex("441900000000000000000001")),
        _tlv(0x05, _bcd(date(2019, 6, 3))),
        _tlv(0x06, _bcd(date(2029, 6, 3))),
        _tlv(0x07, (holder.social_card or "E00000000").encode("ascii")),
    )
    name = holder.name.encode("gb18030")
    padding = b"\0" if generation == 1 else b" "
    about_holder = [
        _tlv(0x08, holder.number.encode("ascii")),
        _tlv(0x09, name[:30].ljust(30, padding)),
        _tlv(0x4E, name[30:].ljust(20, padding)),
        _tlv(0x0A, holder.sex.encode("ascii")),
        _tlv(0x0B, bytes.fromhex(holder.ethnicity or "00")),
        _tlv(0x0C, bytes.fromhex((holder.household or "000000")[:6])),
        _tlv(0x0D, _bcd(holder.birth)),
    ]
    if generation == 1:
        del about_holder[2]
    files = {5: about_card, 6: tuple(about_holder)}
    return ChipCard(application=SSSE_NAME, files=files, takes_sfi=takes_sfi)


def bank_card() -> ChipCard:
    """Return a card of another kind: a bank's, with its number in a record that nobody here should read."""
    record = bytes.fromhex("70 0C 5A 0A 6200000000000000001F")
    return ChipCard(
        application=UNIONPAY_DEBIT, files={1: (record,), 2: (record,)}, atr=bytes.fromhex("3B 04") + b"BANK"
    )


class CardSlot:
    """One slot of the virtual reader, which vpcd opens on `port`. Insert a card, take it out again.

    A card that is in stays in while the daemon restarts: the slot connects again until the card is taken out. No
    hand changes cards faster than `CHANGE_S`: pcscd looks every 0.4 s, and a change in between would confuse it.
    """

    def __init__(self, port: int, host: str = "127.0.0.1") -> None:
        self._address = (host, port)
        self._out = threading.Event()
        self._thread: threading.Thread | None = None
        self._emptied = 0.0

    def insert(self, card: Card, *, lift_at: int | None = None, delay_s: float = 0.0) -> None:
        """Put a card in. `lift_at` takes it out again instead of answering its n-th command (from 1); `delay_s` is
        how long each answer takes.
        """
        self.remove()
        self._out = threading.Event()
        arguments = (card, self._out, lift_at, delay_s)
        self._thread = threading.Thread(target=self._play, args=arguments, name="virtual card", daemon=True)
        self._thread.start()

    def remove(self) -> None:
        """Take the card out; nothing happens when there is none."""
        self._out.set()
        if self._thread is not None:
            if self._thread.is_alive():
                self._emptied = time.monotonic()
            self._thread.join(timeout=5)
            self._thread = None

    @property
    def occupied(self) -> bool:
        """True while a card lies in the slot."""
        return self._thread is not None and self._thread.is_alive()

    def _play(self, card: Card, out: threading.Event, lift_at: int | None, delay_s: float) -> None:
        commands = 0
        out.wait(self._emptied + CHANGE_S - time.monotonic())
        while not out.is_set():
            try:
                with socket.create_connection(self._address, timeout=0.05) as line:
                    while not out.is_set():
                        message = _receive(line, out)
                        if message == bytes((GET_ATR,)):
                            line.sendall(_framed(card.atr))
                        elif len(message) == 1:
                            card.power_up()
                        else:
                            commands += 1
                            if commands == lift_at:
                                self._emptied = time.monotonic()
                                return
                            time.sleep(delay_s)
                            line.sendall(_framed(card.answer(message)))
            except OSError:  # the daemon is not there (yet): the card lies still
                out.wait(0.1)


def _framed(message: bytes) -> bytes:
    return struct.pack(">H", len(message)) + message


def _receive(line: socket.socket, out: threading.Event) -> bytes:
    """Return the next message; raises `ConnectionError` when vpcd has closed the line or the card is taken out."""
    wanted, received = 2, b""
    while len(received) < wanted:
        try:
            chunk = line.recv(wanted - len(received))
        except TimeoutError:
            if out.is_set():
                raise ConnectionAbortedError from None
            continue
        # vpcd sends length and message apart; a delayed acknowledgement would cost 40 ms at each command
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        if not chunk:
            raise ConnectionResetError
        received += chunk
        if len(received) == 2 and wanted == 2:
            wanted += struct.unpack(">H", received)[0]
    return received[2:]
