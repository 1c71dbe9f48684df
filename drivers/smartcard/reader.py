"""The social card port over PC/SC: waits for a card in any matching reader, reads it, says what came of it.

Asks for presence four times a second instead of blocking in the daemon, so that a cancel is heard at once. A daemon
that restarts or a reader that is plugged in again is a normal day: each failure drops the context and a new one is
opened at the next look, for as long as `PATIENCE_S`; then the fault is raised. A call into a stopped daemon never
returns: the lane's deadline is there for that. Sends no PIN. Runs on the reader's lane.
"""

from __future__ import annotations

from drivers.ports import Cancel
from drivers.smartcard.session import MUTE, read_social_card
from drivers.transport.pcsc import NoConnection, PcscCard, PcscContext
from kiosk.core.clock import Clock, SystemClock
from kiosk.core.devices import (
    CardLifted,
    CardUnreadable,
    CardUnsupported,
    DeviceHealth,
    DeviceKind,
    Health,
    NoCard,
    ReadCancelled,
    SocialCard,
    SocialCardOutcome,
)
from kiosk.core.errors import DeviceError

POLL_S = 0.25
MUTE_S = 1.0  # a card on its way in or out is mute for a moment: pcscd notices within 0.4 s
PATIENCE_S = 3.0  # pcscd is back within a second of a restart (measured); a reader on USB within two

_Seen = SocialCard | CardLifted | CardUnsupported | CardUnreadable


class _Since:
    """How long something has been going on without a break."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._began: float | None = None

    def lasting(self, seconds: float) -> bool:
        """Note that it goes on; True once that has been so for `seconds`."""
        now = self._clock.monotonic()
        self._began = now if self._began is None else self._began
        return now - self._began >= seconds

    def over(self) -> None:
        """Note that it has stopped."""
        self._began = None


class PcscSocialCardReader:
    """Reads social security cards in the PC/SC readers whose name contains `reader_filter` (all when empty).

    Set the filter where a machine has further PC/SC readers, such as a bank's card reader or the SAM slot of an
    ID-card reader: what lies in those would be met as an unsupported card.
    """

    def __init__(self, name: str, reader_filter: str = "", *, clock: Clock | None = None) -> None:
        self._name = name
        self._filter = reader_filter
        self._clock = clock or SystemClock()
        self._context: PcscContext | None = None

    @property
    def name(self) -> str:
        """The name under ``[[devices]]`` in kiosk.toml."""
        return self._name

    def read(self, timeout_s: float, cancel: Cancel) -> SocialCardOutcome:
        """Wait up to `timeout_s` for a card and read it; a card that lies there already counts.

        Raises `DeviceError` SSC-001 (no reader) and SSC-002 (no daemon) when that lasts longer than `PATIENCE_S`,
        or until the deadline.
        """
        deadline = self._clock.monotonic() + timeout_s
        unwell = _Since(self._clock)
        mute = _Since(self._clock)
        try:
            while not cancel.requested:
                try:
                    seen = self._look()
                except DeviceError:
                    self.close()
                    if unwell.lasting(PATIENCE_S) or self._clock.monotonic() >= deadline:
                        raise
                else:
                    unwell.over()
                    match seen:
                        case NoConnection.MUTE:
                            if mute.lasting(MUTE_S):
                                return MUTE
                        case NoConnection.EMPTY:
                            mute.over()
                        case outcome:
                            return outcome
                left = deadline - self._clock.monotonic()
                if left <= 0:
                    return NoCard()
                cancel.wait(min(POLL_S, left))
            return ReadCancelled()
        finally:
            self.close()

    def probe(self) -> DeviceHealth:
        """Ask the daemon for a matching reader: ready, absent (SSC-001), or failed (SSC-002)."""
        try:
            with PcscContext() as context:
                self._matching(context)
        except DeviceError as error:
            health = Health.ABSENT if error.code == "SSC-001" else Health.FAILED
            return DeviceHealth(kind=DeviceKind.SOCIAL_CARD, name=self._name, health=health, fault=error.code)
        return DeviceHealth(kind=DeviceKind.SOCIAL_CARD, name=self._name, health=Health.READY)

    def close(self) -> None:
        """Give the PC/SC context back. Safe to call twice."""
        if self._context is not None:
            self._context.close()
            self._context = None

    def _look(self) -> _Seen | NoConnection:
        """One look at every matching reader: what the first card said that talks, or that there is none."""
        if self._context is None:
            self._context = PcscContext()
        nothing = NoConnection.EMPTY
        for reader in self._matching(self._context):
            if not self._context.card_present(reader):
                continue
            connection = self._context.connect(reader)
            if isinstance(connection, PcscCard):
                with connection as card:
                    return read_social_card(card.transmit)
            if connection is NoConnection.MUTE:
                nothing = NoConnection.MUTE
        return nothing

    def _matching(self, context: PcscContext) -> tuple[str, ...]:
        matching = tuple(reader for reader in context.readers() if self._filter in reader)
        if not matching:
            raise DeviceError("SSC-001", f"no reader named like {self._filter!r}", retryable=True)
        return matching
