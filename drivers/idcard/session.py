"""The sequence of a read: find, select, read, newest address; what is tried again, and why. One lane.

Sits between the codec and the port adapter: it owns one open line and knows no reconnecting, waiting for a card or
decoding of texts. Every call returns within a bound, whatever comes in.

A reader answers *find* with 80 for a card that it has read once and that still lies there, as public drivers know:
they ignore what find and select say and read anyway. So does this. Only a read that fails is weighed against them:
when neither saw a card there is none, and when an earlier round did, it was lifted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from drivers.idcard.codec import (
    ADDRESS_BYTES,
    SAM_ID_BYTES,
    BaseContent,
    Command,
    Reply,
    ReplyParser,
    StatusWord,
    encode,
    format_sam_id,
    split_base,
)
from drivers.idcard.layouts import CARRIES_ADDRESS, INCOMPLETE, card_kind
from drivers.transport.port import Transport
from kiosk.core.clock import Clock
from kiosk.core.devices import CardLifted, CardUnreadable, CardUnsupported, NoCard
from kiosk.core.errors import DeviceError
from kiosk.core.sensitive import Sensitive

ATTEMPTS = 3
_NO_NEW_ATTEMPT_AFTER_S = 5.0  # a reader that is slow and fails as well must not hold its lane
REPLY_LIMIT_S: Mapping[Command, float] = {  # as public drivers have them
    Command.SAM_STATUS: 0.3,
    Command.SAM_ID: 0.3,
    Command.FIND: 0.1,
    Command.SELECT: 0.1,
    Command.READ_BASE: 2.0,
    Command.READ_NEWEST_ADDRESS: 1.5,
}
_QUIET_S = 0.25  # a frame that stops for so long (a thousand byte times), or that came spoilt, is not awaited further

# Which outcomes can answer which command. What cannot is the late answer to an earlier one, and is passed over.
_ONLY_FOR: Mapping[StatusWord, frozenset[Command]] = {
    StatusWord.FOUND: frozenset({Command.FIND}),
    StatusWord.FIND_FAILED: frozenset({Command.FIND}),
    StatusWord.SELECT_FAILED: frozenset({Command.SELECT}),
    StatusWord.READ_FAILED: frozenset({Command.READ_BASE, Command.READ_NEWEST_ADDRESS}),
    StatusWord.NO_CONTENT: frozenset({Command.READ_BASE, Command.READ_NEWEST_ADDRESS}),
}
_SUCCESS_BYTES: Mapping[Command, range] = {
    Command.SAM_STATUS: range(1),
    Command.SAM_ID: range(SAM_ID_BYTES, SAM_ID_BYTES + 1),
    Command.SELECT: range(1, SAM_ID_BYTES),  # 8 in every sample
    Command.READ_BASE: range(SAM_ID_BYTES * 2, 65_536),
    Command.READ_NEWEST_ADDRESS: range(ADDRESS_BYTES, ADDRESS_BYTES + 1),
}

_REFUSED = CardUnreadable("IDR-011")
_WORN = CardUnreadable("IDR-012")

# What a failed read means at once. The status words that are not here are tried again.
_CARD_OUTCOMES: Mapping[StatusWord | None, CardUnsupported | CardUnreadable] = {
    StatusWord.UNKNOWN_CARD: CardUnsupported(),
    StatusWord.CARD_REJECTS_SAM: _REFUSED,
    StatusWord.SAM_REJECTS_CARD: _REFUSED,  # a false card does this: it must not put the reader out of service
    StatusWord.VERIFICATION_FAILED: _REFUSED,
    StatusWord.NO_CONTENT: INCOMPLETE,
}
_READER_FAULTS = frozenset({StatusWord.SELF_TEST_FAILED, StatusWord.NOT_AUTHORISED, StatusWord.NO_AUTHORITY})
_LINE_FAULTS = frozenset({StatusWord.CHECKSUM_ERROR, StatusWord.LENGTH_ERROR, StatusWord.COMMAND_ERROR})
_TRY_AGAIN = _LINE_FAULTS | {StatusWord.UNRECOGNISED_ERROR, StatusWord.RANDOM_FAILED, None}
# The card has no newest address (91: the normal answer), or the reader, asked three times, cannot ask for one (21, 23).
# Nothing else may bring back the address printed on the card: it may be an old one.
_NO_NEWEST_ADDRESS = frozenset({StatusWord.NO_CONTENT, StatusWord.COMMAND_ERROR, StatusWord.NO_AUTHORITY})


@dataclass(frozen=True, slots=True, kw_only=True)
class RawCard:
    """What a card gave: its text and photo, and 70 bytes of newest address or none."""

    content: BaseContent
    newest_address: Sensitive[bytes]


@dataclass(frozen=True, slots=True)
class _NoReply:
    """No usable answer in time. `heard` tells noise from silence."""

    heard: bool


Attempt: TypeAlias = RawCard | NoCard | CardLifted | CardUnsupported | CardUnreadable


class SdtSession:
    """Speaks to the reader at the other end of one open line."""

    def __init__(self, line: Transport, *, clock: Clock) -> None:
        self._line = line
        self._clock = clock

    def check(self) -> None:
        """Ask the security module how it is. Raises `DeviceError` IDR-001..004 when it is not well."""
        reply = self._ask(Command.SAM_STATUS)
        if reply.status is not StatusWord.SUCCESS:
            raise _unwell(reply)

    def sam_id(self) -> str:
        """Return the security module's id as printed on readers; empty when the reader will not say.

        Raises `DeviceError` IDR-001..003.
        """
        reply = self._ask(Command.SAM_ID)
        return format_sam_id(reply.data.reveal()) if reply.status is StatusWord.SUCCESS else ""

    def attempt(self) -> Attempt:
        """Read the card that lies there now, if one does. Raises `DeviceError` IDR-001..004.

        Takes 0.2 s at 115200 baud, without a card much less, and at worst 8.5 s: three rounds and one newest address.
        """
        started = self._clock.monotonic()
        seen = False
        last: Reply | _NoReply = _NoReply(heard=False)
        for _ in self._attempts(started):
            sighted, anything = self._sight()
            last = self._exchange(Command.READ_BASE)
            if isinstance(last, _NoReply):
                if not (last.heard or anything):
                    break  # nothing at all in two seconds: asking on would only keep the resident waiting
            elif last.status is StatusWord.SUCCESS:
                return self._with_address(last, started)
            elif (outcome := _CARD_OUTCOMES.get(last.status)) is not None:
                return outcome
            elif last.status in _READER_FAULTS:
                raise _unwell(last)
            elif last.status not in _LINE_FAULTS and not sighted:
                return CardLifted() if seen else NoCard()
            seen = seen or sighted
        return self._given_up(last)

    def _sight(self) -> tuple[bool, bool]:
        """Find and select. Returns whether either saw a card, and whether anything was heard at all."""
        found = self._exchange(Command.FIND)
        selected = self._exchange(Command.SELECT)
        sighted = (isinstance(found, Reply) and found.status is StatusWord.FOUND) or (
            isinstance(selected, Reply) and selected.status is StatusWord.SUCCESS
        )
        return sighted, any(isinstance(reply, Reply) or reply.heard for reply in (found, selected))

    def _given_up(self, last: Reply | _NoReply) -> CardUnreadable:
        if isinstance(last, _NoReply):
            raise _mute(last)
        if last.status in _LINE_FAULTS or last.status is StatusWord.RANDOM_FAILED:
            raise _unwell(last)
        return _WORN

    def _with_address(self, reply: Reply, started: float) -> Attempt:
        content = split_base(reply.data)
        if content is None:
            return INCOMPLETE
        if card_kind(content.text) not in CARRIES_ADDRESS:
            return RawCard(content=content, newest_address=Sensitive(b""))
        answer = self._ask(Command.READ_NEWEST_ADDRESS, started)
        if answer.status is StatusWord.SUCCESS:
            return RawCard(content=content, newest_address=answer.data)
        if answer.status in _NO_NEWEST_ADDRESS:
            return RawCard(content=content, newest_address=Sensitive(b""))
        if answer.status is StatusWord.READ_FAILED:
            return CardLifted()  # it read well a moment ago
        if answer.status in _READER_FAULTS:
            raise _unwell(answer)
        return _CARD_OUTCOMES.get(answer.status) or self._given_up(answer)

    def _attempts(self, started: float) -> Iterator[int]:
        """Count attempts: three, and always one, but none begins late."""
        for number in range(ATTEMPTS):
            if number and self._clock.monotonic() - started > _NO_NEW_ATTEMPT_AFTER_S:
                return
            yield number

    def _ask(self, command: Command, started: float | None = None) -> Reply:
        """Send a command until it is answered, at most three times."""
        last: Reply | _NoReply = _NoReply(heard=False)
        for _ in self._attempts(self._clock.monotonic() if started is None else started):
            last = self._exchange(command)
            if isinstance(last, Reply) and last.status not in _TRY_AGAIN:
                return last
        if isinstance(last, _NoReply):
            raise _mute(last)
        return last

    def _exchange(self, command: Command) -> Reply | _NoReply:
        self._line.discard_input()
        if not self._line.write(encode(command)):
            raise DeviceError("IDR-002", "takes no bytes", retryable=True)
        parser = ReplyParser()
        heard = False
        deadline = self._clock.monotonic() + REPLY_LIMIT_S[command]
        while (left := deadline - self._clock.monotonic()) > 0:
            chunk = self._line.read(min(left, _QUIET_S) if parser.inside_frame else left)
            if not chunk:
                break
            heard = True
            for item in parser.feed(chunk):
                if isinstance(item, Reply):
                    if _can_answer(command, item):
                        return item
                else:
                    deadline = min(deadline, self._clock.monotonic() + _QUIET_S)
        return _NoReply(heard=heard)


def _can_answer(command: Command, reply: Reply) -> bool:
    if reply.status is StatusWord.SUCCESS:
        return len(reply.data.reveal()) in _SUCCESS_BYTES.get(command, ())
    return reply.status is None or command in _ONLY_FOR.get(reply.status, (command,))


def _mute(last: _NoReply) -> DeviceError:
    if last.heard:
        return DeviceError("IDR-003", "no valid frame", retryable=True)
    return DeviceError("IDR-002", "no answer", retryable=True)


def _unwell(reply: Reply) -> DeviceError:
    shown = "unknown status word" if reply.status is None else f"SW3 {reply.status:02X}"
    if reply.status in _LINE_FAULTS:
        return DeviceError("IDR-003", shown, retryable=True)
    return DeviceError("IDR-004", shown)
