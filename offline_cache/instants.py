"""Times as the store keeps them: whole microseconds since 1970-01-01 UTC. Pure; any thread."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from kiosk.core.clock import CHINA

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_micros(at: datetime) -> int:
    """Return `at` in microseconds, exactly. Raises `TypeError` for a time without a zone."""
    return (at - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """Return the moment, aware, in China Standard Time."""
    return (_EPOCH + timedelta(microseconds=micros)).astimezone(CHINA)
