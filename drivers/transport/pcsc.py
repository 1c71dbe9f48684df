"""PC/SC: bytes to and from a smart card through the PC/SC daemon, every handle released by hand.

Built on pyscard's `smartcard.scard`, the plain calls of the standard with their return codes, not on its objects:
those keep one context for the whole process and give handles back in ``__del__``, and after pcscd restarts that
context is dead for good (0x8010001D, later 0x80100003; tried with pcscd 1.9.9). Here a `PcscContext` is one
conversation with the daemon: when a call says that the daemon is gone, close it and open a new one.

What a person does is a value (no card, a card lifted in the middle, a card that says nothing); what the environment
does is `DeviceError`: ``SSC-001`` the reader is gone, ``SSC-002`` the daemon is. Nothing is retried here. A stopped
daemon blocks a call for ever (tried), without holding the interpreter lock: the device's lane has the deadline.
Runs on the lane of the card reader.
"""

from __future__ import annotations

from enum import Enum, auto
from types import TracebackType
from typing import Self

from smartcard import scard

from kiosk.core.errors import DeviceError

# Return codes, PC/SC part 5 (pcsclite.h); pyscard gives some of them as negative numbers.
_SUCCESS = 0x00000000
_GONE_CARD = frozenset({0x80100069, 0x80100068, 0x8010000C})  # REMOVED_CARD, RESET_CARD, NO_SMARTCARD
_MUTE_CARD = frozenset({0x80100066, 0x80100067, 0x80100065, 0x8010000F})  # UNRESPONSIVE, UNPOWERED, UNSUPPORTED, PROTO
_GONE_READER = frozenset({0x80100009, 0x80100017, 0x8010002E})  # UNKNOWN_READER, READER_UNAVAILABLE, NO_READERS
_NO_READERS_AVAILABLE = 0x8010002E
_TIMEOUT = 0x8010000A
_BROKEN_EXCHANGE = frozenset({0x80100016, 0x8010002F})  # NOT_TRANSACTED, COMM_ERROR
_NOTICED_S = 1.0  # pcscd asks a reader that cannot tell by itself every 0.4 s (PCSCLITE_STATUS_POLL_RATE)


class NoConnection(Enum):
    """Why a reader gives no card to talk to."""

    EMPTY = auto()
    """No card lies in the reader."""
    MUTE = auto()
    """Something lies in it that does not answer the reset: turned the wrong way, damaged, or no chip card."""


def _code(result: int) -> int:
    return result & 0xFFFFFFFF


def _fault(call: str, code: int) -> DeviceError:
    """Translate a return code that nobody caused by handling a card."""
    name = "SSC-001" if code in _GONE_READER else "SSC-002"
    return DeviceError(name, f"{call}: 0x{code:08X}", retryable=True)


class PcscContext:
    """One conversation with the PC/SC daemon. Close it, or use it in a ``with`` block."""

    def __init__(self) -> None:
        """Greet the daemon. Raises `DeviceError` SSC-002 when there is none."""
        result, handle = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
        if _code(result) != _SUCCESS:  # the handle is then not valid, whatever its value
            raise _fault("SCardEstablishContext", _code(result))
        self._handle: int | None = handle

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def readers(self) -> tuple[str, ...]:
        """Return the names of the readers that the daemon sees; empty when there is none. Raises SSC-002."""
        result, names = scard.SCardListReaders(self._open(), [])
        if _code(result) == _NO_READERS_AVAILABLE:
            return ()
        if _code(result) != _SUCCESS:
            raise _fault("SCardListReaders", _code(result))
        return tuple(names)

    def card_present(self, reader: str) -> bool:
        """Return whether a card lies in the reader right now. Raises `DeviceError` SSC-001, SSC-002."""
        state = (reader, scard.SCARD_STATE_UNAWARE)
        result, states = scard.SCardGetStatusChange(self._open(), 0, [state])
        if _code(result) != _SUCCESS:
            raise _fault("SCardGetStatusChange", _code(result))
        return bool(states[0][1] & scard.SCARD_STATE_PRESENT)

    def card_lifted(self, reader: str, timeout_s: float) -> bool:
        """Return whether the card is gone, giving the reader up to `timeout_s` to notice. Raises as `card_present`."""
        state = (reader, scard.SCARD_STATE_PRESENT)
        result, states = scard.SCardGetStatusChange(self._open(), round(timeout_s * 1000), [state])
        if _code(result) == _TIMEOUT:
            return False
        if _code(result) != _SUCCESS:
            raise _fault("SCardGetStatusChange", _code(result))
        return not states[0][1] & scard.SCARD_STATE_PRESENT

    def connect(self, reader: str) -> PcscCard | NoConnection:
        """Power the card up and hold the reader alone, so that nobody selects another file in between.

        Raises `DeviceError` SSC-001, SSC-002 (0x8010000B in the detail: another program holds the reader).
        """
        result, handle, protocol = scard.SCardConnect(
            self._open(), reader, scard.SCARD_SHARE_EXCLUSIVE, scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
        )
        code = _code(result)
        if code in _GONE_CARD:
            return NoConnection.EMPTY
        if code in _MUTE_CARD:
            return NoConnection.MUTE
        if code != _SUCCESS:
            raise _fault("SCardConnect", code)
        return PcscCard(self, reader, handle, protocol)

    def close(self) -> None:
        """Give the context back. Safe to call twice, and after the daemon has died."""
        if self._handle is not None:
            scard.SCardReleaseContext(self._handle)  # its result says only that the daemon is gone too
            self._handle = None

    def _open(self) -> int:
        if self._handle is None:
            raise DeviceError("SSC-002", "the context is closed", retryable=True)
        return self._handle


class PcscCard:
    """A powered card. Close it, or use it in a ``with`` block: closing takes its power away."""

    def __init__(self, context: PcscContext, reader: str, handle: int, protocol: int) -> None:
        self._context = context
        self._reader = reader
        self._handle: int | None = handle
        self._pci = scard.SCARD_PCI_T1 if protocol == scard.SCARD_PROTOCOL_T1 else scard.SCARD_PCI_T0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def transmit(self, apdu: bytes) -> bytes | None:
        """Send one command APDU and return the answer.

        None when the card is no longer there; ``b""`` when it is there and said nothing that a reader could pass on.
        Raises `DeviceError` SSC-001, SSC-002.
        """
        if self._handle is None:
            return None
        result, answer = scard.SCardTransmit(self._handle, self._pci, list(apdu))
        code = _code(result)
        if code in _GONE_CARD:
            return None
        if code in _BROKEN_EXCHANGE or (code == _SUCCESS and not answer):
            # what readers report for a card pulled during the exchange, before they have noticed that it is gone
            return None if self._context.card_lifted(self._reader, _NOTICED_S) else b""
        if code != _SUCCESS:
            raise _fault("SCardTransmit", code)
        return bytes(answer)

    def close(self) -> None:
        """Take the power away and let the reader go. Safe to call twice, and after card or daemon have gone."""
        if self._handle is not None:
            scard.SCardDisconnect(self._handle, scard.SCARD_UNPOWER_CARD)
            self._handle = None
