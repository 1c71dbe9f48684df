"""An SDT identity-card reader behind the `IdCardReader` port: waiting for a card, reconnecting, values out. One lane.

Opens its line when it is first needed and again whenever it was lost; nobody has to tell it that a cable was pulled.
It keeps nothing of a card between two calls.
"""

from __future__ import annotations

from drivers.idcard.layouts import decode_card
from drivers.idcard.session import RawCard, SdtSession
from drivers.ports import Cancel
from drivers.transport.port import OpenTransport, Transport
from drivers.transport.serial import BAUD_RATES, SerialTransport
from kiosk.core.clock import Clock, SystemClock
from kiosk.core.devices import DeviceHealth, DeviceKind, Health, IdCardOutcome, NoCard, ReadCancelled
from kiosk.core.errors import DeviceError

LINE_LOST = "IDR-001"
POLL_S = 0.3  # a round without a card costs the reader some 20 ms
GRACE_S = 2.0  # a USB converter needs about a second to come back; only then is it a fault
OVERRUN_S = 9.5
"""How far `read` may overrun its timeout, to finish the card that was found before it: for the lane's deadline."""


class SdtIdCardReader:
    """A reader at the end of a line that `open_line` opens."""

    def __init__(
        self,
        name: str,
        open_line: OpenTransport,
        *,
        clock: Clock | None = None,
        poll_s: float = POLL_S,
        grace_s: float = GRACE_S,
    ) -> None:
        self._name = name
        self._open_line = open_line
        self._clock = clock or SystemClock()
        self._poll_s = poll_s
        self._grace_s = grace_s
        self._line: Transport | None = None
        self._session: SdtSession | None = None
        self._reader_id = ""

    @property
    def name(self) -> str:
        """The name under ``[[devices]]``."""
        return self._name

    def read(self, timeout_s: float, cancel: Cancel) -> IdCardOutcome:
        """Wait up to `timeout_s` for a card and read it; a card found in time is read to its end.

        A reader that fails is opened anew for `grace_s` before `DeviceError` IDR-001..003 is raised; IDR-004 is
        raised at once.
        """
        deadline = self._clock.monotonic() + timeout_s
        failing_since: float | None = None
        while not cancel.requested:
            try:
                outcome = self._attempt()
            except DeviceError as fault:
                self._drop()
                now = self._clock.monotonic()
                failing_since = now if failing_since is None else failing_since
                if not fault.retryable or now >= min(deadline, failing_since + self._grace_s):
                    raise
            else:
                failing_since = None
                if not isinstance(outcome, NoCard):
                    return outcome
            left = deadline - self._clock.monotonic()
            if left <= 0:
                return NoCard()
            cancel.wait(min(self._poll_s, left))
        return ReadCancelled()

    def probe(self) -> DeviceHealth:
        """Ask the security module how it is: at most a second, and one more where the line must be opened first."""
        try:
            self._open().check()
        except DeviceError as fault:
            self._drop()
            health = Health.ABSENT if fault.code == LINE_LOST else Health.FAILED
            return DeviceHealth(kind=DeviceKind.ID_CARD, name=self._name, health=health, fault=fault.code)
        return DeviceHealth(kind=DeviceKind.ID_CARD, name=self._name, health=Health.READY)

    def close(self) -> None:
        """Release the line. The next call opens it again."""
        self._drop()

    def _attempt(self) -> IdCardOutcome:
        outcome = self._open().attempt()
        if isinstance(outcome, RawCard):
            return decode_card(outcome.content, newest_address=outcome.newest_address, reader_id=self._reader_id)
        return outcome

    def _open(self) -> SdtSession:
        if self._session is None:
            self._line = self._open_line()
            session = SdtSession(self._line, clock=self._clock)
            self._reader_id = session.sam_id()
            self._session = session
        return self._session

    def _drop(self) -> None:
        if self._line is not None:
            self._line.close()
        self._line = self._session = None


def serial_reader(name: str, address: str, *, baud_rate: int = 115_200) -> SdtIdCardReader:
    """Return the reader on the serial line `address`. Opens nothing yet.

    115200 is the rate of the public drivers for serial readers; a USB reader's converter ignores it. Raises
    `ValueError` for a rate that no line has, or an empty address.
    """
    if not address:
        raise ValueError("the address must name a serial line")
    if baud_rate not in BAUD_RATES:
        raise ValueError(f"no line runs at {baud_rate} baud")
    return SdtIdCardReader(name, lambda: SerialTransport(address, baud_rate=baud_rate, fault=LINE_LOST))
