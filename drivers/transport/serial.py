"""A serial line by pyserial: RS-232, a USB serial converter, or a pseudo-terminal.

Does not know what is sent over it and does not reconnect. Runs on the lane of its device. The timeouts of pyserial
are set once, at opening: changing one later reconfigures the whole port.
"""

from __future__ import annotations

import sys
import time

import serial

from kiosk.core.errors import DeviceError

if sys.platform == "win32":
    _LINE_ERRORS: tuple[type[Exception], ...] = (OSError,)
else:
    import termios

    # termios.error is no OSError: a line that vanishes while it is being configured raises it.
    _LINE_ERRORS = (OSError, termios.error)

BAUD_RATES = frozenset(serial.Serial.BAUDRATES)

_SLICE_S = 0.02  # how far a read may overrun its deadline
_WRITE_LIMIT_S = 1.0  # without flow control a write never waits, unless a USB converter has died
_DISCARD_LIMIT_BYTES = 65_536
_CHUNK_BYTES = 4_096


class SerialTransport:
    """An open serial line, 8N1, without flow control. `fault` is the code under which its loss is reported."""

    def __init__(self, address: str, *, baud_rate: int, fault: str) -> None:
        """Open `address`, a device path (by-id links survive replugging) or port name, for this process alone.

        Raises `DeviceError` under `fault` when it cannot be opened, or another process holds it.
        """
        self._fault = fault
        self._address = address
        try:
            self._port = serial.Serial(
                address,
                baudrate=baud_rate,
                timeout=_SLICE_S,
                write_timeout=_WRITE_LIMIT_S,
                exclusive=True,
            )
        except _LINE_ERRORS as exc:
            raise self._lost("cannot be opened") from exc

    def write(self, data: bytes) -> bool:
        """Send all of `data`; False when the line did not take it within a second."""
        try:
            self._port.write(data)
        except serial.SerialTimeoutException:
            return False
        except _LINE_ERRORS as exc:
            raise self._lost("vanished while writing") from exc
        return True

    def read(self, timeout_s: float) -> bytes:
        """Return what has come in (up to 4 KiB), or empty after `timeout_s` of silence."""
        deadline = time.monotonic() + timeout_s
        try:
            while True:
                first = self._port.read(1)
                if first:
                    return bytes(first + self._port.read(min(self._port.in_waiting, _CHUNK_BYTES)))
                if time.monotonic() >= deadline:
                    # A pseudo-terminal that is closed at the other end can look silent to a read; this asks.
                    _ = self._port.in_waiting
                    return b""
        except _LINE_ERRORS as exc:
            raise self._lost("vanished while reading") from exc

    def discard_input(self) -> None:
        """Read away what has come in, at most 64 KiB, so that an endless sender cannot hold the caller."""
        discarded = 0
        try:
            while discarded < _DISCARD_LIMIT_BYTES and (waiting := self._port.in_waiting):
                discarded += len(self._port.read(min(waiting, _CHUNK_BYTES)))
        except _LINE_ERRORS as exc:
            raise self._lost("vanished") from exc

    def close(self) -> None:
        """Release the line."""
        try:
            self._port.close()
        except _LINE_ERRORS:
            return  # it is gone already, which is all that closing wants

    def _lost(self, what: str) -> DeviceError:
        return DeviceError(self._fault, f"{self._address} {what}", retryable=True)
