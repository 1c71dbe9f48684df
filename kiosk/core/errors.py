"""Faults: the environment failed. Outcomes that people normally cause are values, not these.

A fault carries a stable code from `kiosk.core.faults`, whether trying again can help, and never personal data.
It is translated once, at the seam where a library's exception enters, with ``raise ... from exc``.
"""

from __future__ import annotations


class KioskError(Exception):
    """A failure of the environment, named by a stable code such as ``PRN-003``."""

    def __init__(self, code: str, detail: str = "", *, retryable: bool = False) -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail
        self.retryable = retryable


class DeviceError(KioskError):
    """A device, its line or its daemon failed."""


class CacheError(KioskError):
    """The terminal's own store failed."""


class SyncError(KioskError):
    """The central platform could not be reached, or answered what cannot be understood."""


class ContentError(KioskError):
    """A service file, template, setting or reference list is wrong."""
