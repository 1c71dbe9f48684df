"""Tells systemd that the terminal is alive, from a GUI timer: a frozen loop stops feeding, and is restarted.

Does nothing outside systemd (no ``NOTIFY_SOCKET``). The protocol is sd_notify(3): datagrams to a Unix socket.
"""

from __future__ import annotations

import os
import socket


class Watchdog:
    """Sends ``READY=1`` once and ``WATCHDOG=1`` each time it is fed."""

    def __init__(self, environment: dict[str, str] | None = None) -> None:
        found = dict(os.environ) if environment is None else environment
        address = found.get("NOTIFY_SOCKET", "")
        self._address = "\0" + address[1:] if address.startswith("@") else address
        self._interval_us = int(found.get("WATCHDOG_USEC", "0"))

    @property
    def interval_ms(self) -> int:
        """How often to feed: a third of systemd's limit, or 0 when nobody watches."""
        return self._interval_us // 3000 if self._address else 0

    def ready(self) -> None:
        """Say that the first screen stands."""
        self._send(b"READY=1")

    def feed(self) -> None:
        """Say that the loop still turns."""
        self._send(b"WATCHDOG=1")

    def _send(self, message: bytes) -> None:
        if not self._address:
            return
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as line:
            line.sendto(message, self._address)
