"""Identifiers: made from randomness at the edge, or derived purely from one made there."""

from __future__ import annotations

import uuid
from dataclasses import dataclass


def new_session_id() -> str:
    """Return a fresh random session id (UUID 4, canonical text)."""
    return str(uuid.uuid4())


def submission_key(session_id: str, ordinal: int) -> str:
    """Return the idempotency key of the session's n-th submission (UUID 5 under the session id).

    Derived, not drawn: a replay of the same events gives the same key, so a key is minted without
    randomness inside the pure flow.
    """
    return str(uuid.uuid5(uuid.UUID(session_id), f"submission:{ordinal}"))


def command_key(session_id: str, step_id: str, ordinal: int) -> str:
    """Return the idempotency key of a step's n-th command to the platform (UUID 5 under the session id)."""
    return str(uuid.uuid5(uuid.UUID(session_id), f"command:{step_id}:{ordinal}"))


def rating_key(matter_key: str) -> str:
    """Return the idempotency key under which a matter is rated (UUID 5 under the matter's own): once for good."""
    return str(uuid.uuid5(uuid.UUID(matter_key), "rating"))


def item_key(submission: str, item: str, tries: int) -> str:
    """Return the idempotency key of one of several matters handed in together (UUID 5 under the submission's key)."""
    return str(uuid.uuid5(uuid.UUID(submission), f"item:{item}:{tries}"))


@dataclass(frozen=True, slots=True)
class OperationId:
    """Names one effect and the events that answer it. A late answer of an ended session is dropped by it."""

    session_id: str
    counter: int

    def __str__(self) -> str:
        return f"{self.session_id}/{self.counter}"
