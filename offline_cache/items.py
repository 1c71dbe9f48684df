"""The values of the outbox: an item and where it stands, what it holds, and what became of sending it. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from kiosk.core.sensitive import Sensitive


class ItemState(StrEnum):
    """Where a submission stands. `RECEIVED` is final; `REFUSED` waits for a person."""

    WAITING = "waiting"
    RECEIVED = "received"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One submission, without its content.

    `attempts` counts tries that ended in an outcome; `fault` is why the last one failed (``NET-001``, ...).
    `platform_number` and `settled_at` are there once the platform has received it, `code`, `reason` and `settled_at`
    once it has refused; `reason_en` is the reason in English, where the platform gave one. Reasons may name personal
    data: they are sealed on disk and left out of `repr`.
    """

    key: str
    local_number: str
    service_id: str
    state: ItemState
    kept_at: datetime
    attempts: int
    due_at: datetime
    fault: str
    platform_number: str
    settled_at: datetime | None
    code: str
    reason: str = field(repr=False)
    reason_en: str = field(default="", repr=False)
    size_bytes: int
    supersedes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One attachment. `name` is the step's id or a page of it; `media_type` such as ``image/jpeg``."""

    name: str
    media_type: str
    data: Sensitive[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What an item holds. The store does not look inside."""

    payload: Sensitive[bytes]
    attachments: tuple[Part, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256, hexadecimal, of the payload and then a line for each attachment: name, media type, its SHA-256."""
        whole = hashlib.sha256(self.payload.reveal())
        for part in self.attachments:
            own = hashlib.sha256(part.data.reveal()).hexdigest()
            whole.update(f"\n{part.name} {part.media_type} {own}".encode())
        return whole.hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Handing:
    """One of several submissions that are accepted together, all or none."""

    key: str
    service_id: str
    payload: Sensitive[bytes]
    attachments: tuple[Part, ...] = ()
    supersedes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many items there are in each state."""

    waiting: int = 0
    received: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """The platform has it, under its own number."""

    key: str
    platform_number: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The platform refused the content. `code` is impersonal; the reasons are for a person and may name one."""

    key: str
    code: str
    reason: str = field(repr=False)
    reason_en: str = field(default="", repr=False)
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Postponed:
    """It could not be delivered now; `fault` says why, `due_at` when to try again."""

    key: str
    fault: str
    due_at: datetime


Outcome = Received | Refused | Postponed
