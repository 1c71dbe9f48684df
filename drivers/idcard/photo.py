"""Turning a card's opaque photo into a picture: not possible here, and said so.

A card carries its photo in 1024 bytes of WLT, for which only closed vendor libraries exist; none is provisioned, and
which of them may be used commercially is unclear. So the terminal keeps the bytes, and shows no photo. Any thread.
"""

from __future__ import annotations

from kiosk.core.devices import Picture
from kiosk.core.sensitive import Sensitive


class NoPhotoDecoder:
    """The `PhotoDecoder` of a terminal without a vendor's library."""

    def decode(self, wlt: Sensitive[bytes]) -> Picture | None:  # noqa: ARG002 - there is nothing to decode it with
        """Return None."""
        return None
