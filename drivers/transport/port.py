"""The transport port: bytes out, bytes in, every wait bounded. Implementations live beside it.

A transport knows no frame and no protocol, and it does not reconnect: a line that vanished stays dead, and whoever
opened it opens another. Used from one thread at a time, the lane of its device.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeAlias


class Transport(Protocol):
    """One open line to one device."""

    def write(self, data: bytes) -> bool:
        """Send all of `data`; False when the line did not take it in time, and then an unknown part has gone out.

        Raises `DeviceError` when the line is gone.
        """
        ...

    def read(self, timeout_s: float) -> bytes:
        """Return what has come in, at least one byte, or empty once `timeout_s` has passed in silence.

        Raises `DeviceError` when the line is gone.
        """
        ...

    def discard_input(self) -> None:
        """Forget what has come in so far. Returns soon even while the other end never stops sending.

        Raises `DeviceError` when the line is gone.
        """
        ...

    def close(self) -> None:
        """Release the line. Safe to call twice, and after the line has gone."""
        ...


OpenTransport: TypeAlias = Callable[[], Transport]
"""Opens a fresh line; raises `DeviceError` when that cannot be done. What a driver reconnects with."""
