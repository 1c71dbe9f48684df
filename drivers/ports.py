"""The ports of the device layer: what the terminal asks of a device, whatever make it is.

Every call that waits takes a deadline and a `Cancel` token, returns an outcome value for what people cause, and
raises `DeviceError` for what the environment causes. Calls block; each device is used from its own lane only.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kiosk.core.devices import (
    DeviceHealth,
    IdCardOutcome,
    PageQuality,
    Picture,
    PrintJob,
    PrintOutcome,
    SocialCardOutcome,
)
from kiosk.core.sensitive import Sensitive

Frame: TypeAlias = NDArray[np.uint8]  # (height, width, 3), BGR


@dataclass(frozen=True, slots=True)
class Cancel:
    """Asks a waiting call to come back early. Set from any thread, once."""

    _event: threading.Event = field(default_factory=threading.Event)

    def set(self) -> None:
        """Ask the call to return as soon as it can."""
        self._event.set()

    @property
    def requested(self) -> bool:
        """True once `set` was called."""
        return self._event.is_set()

    def wait(self, seconds: float) -> bool:
        """Sleep up to `seconds`; return True at once when cancelled."""
        return self._event.wait(seconds)


class Device(Protocol):
    """What every device offers, used by the registry and by `kioskctl devices`."""

    @property
    def name(self) -> str:
        """The name under ``[[devices]]`` in kiosk.toml."""
        ...

    def probe(self) -> DeviceHealth:
        """Ask the device how it is, within two seconds. Never raises: a fault is the answer."""
        ...

    def close(self) -> None:
        """Release the line. Safe to call twice, and while the device is gone."""
        ...


class IdCardReader(Device, Protocol):
    """Reads the four identity cards."""

    def read(self, timeout_s: float, cancel: Cancel) -> IdCardOutcome:
        """Wait for a card and read it, the newest address included.

        Raises `DeviceError` IDR-001..004 when the reader, not the card, is at fault.
        """
        ...


class SocialCardReader(Device, Protocol):
    """Reads a social security card over PC/SC. Never sends a PIN."""

    def read(self, timeout_s: float, cancel: Cancel) -> SocialCardOutcome:
        """Wait for a card and read its public records. Raises `DeviceError` SSC-001, SSC-002."""
        ...


class Printer(Device, Protocol):
    """Prints PDF documents and follows each to its end.

    Creating a job and sending its bytes are two calls, so that the job's id is on record before anything can print.
    """

    def create_job(self, title: str) -> PrintJob:
        """Open a job under an impersonal title. Nothing prints yet. Raises `DeviceError` PRN-001, PRN-002."""
        ...

    def send(self, job: PrintJob, pdf: Sensitive[bytes]) -> None:
        """Send the document. Raises `DeviceError` PRN-001, PRN-002."""
        ...

    def follow(self, job: PrintJob, timeout_s: float, cancel: Cancel) -> PrintOutcome:
        """Wait for the job's end. A stopped job is cancelled and taken out of the queue before this returns."""
        ...

    def recall(self, job: PrintJob) -> PrintOutcome | None:
        """After a crash: how the job ended. None when the printer still works on it or never got its bytes."""
        ...

    def cancel_job(self, job: PrintJob) -> None:
        """Take the job back. Not an error when it has ended."""
        ...


class Camera(Device, Protocol):
    """A document camera: a stream of frames, judged, and one still."""

    def preview(self, on_frame: Callable[[Frame, PageQuality], None], cancel: Cancel) -> None:
        """Deliver frames until cancelled. `on_frame` must be quick; a slow one loses frames, not time.

        Raises `DeviceError` CAM-001, CAM-002.
        """
        ...

    def take(self) -> Picture:
        """Return one still: the page cut out and straightened where its corners were found. Raises as `preview`."""
        ...


class CodeScanner(Protocol):
    """Finds QR and bar codes in a picture."""

    def decode(self, frame: Frame) -> tuple[Sensitive[str], ...]:
        """Return the texts of the codes in the frame; empty when there is none."""
        ...


class PhotoDecoder(Protocol):
    """Turns a card's 1024 opaque photo bytes into a picture. Only closed vendor libraries do it."""

    def decode(self, wlt: Sensitive[bytes]) -> Picture | None:
        """Return the picture, or None where no library is provisioned. Raises `DeviceError` DEV-002."""
        ...
