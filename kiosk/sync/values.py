"""What goes to the platform, what comes back, and what the sync thread tells the rest. Plain values; any thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flows.model.values import Json
from kiosk.core.errors import SyncError
from kiosk.core.sensitive import Sensitive
from offline_cache.outbox import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One submission on its way. `content` is what `kiosk.sync.wire.encode_submission` made; `attempts` so far."""

    key: str
    local_number: str
    content: Sensitive[bytes]
    attachments: tuple[Part, ...] = ()
    supersedes: str = ""
    attempts: int = 0


# --- answers of the platform ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """The platform has it and keeps it (平台已收到). `at` is the platform's time, in China Standard Time."""

    key: str
    platform_number: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """The platform understood and refused; a person has to look. `key` is empty for a query.

    `code` is the platform's own; `reason` (Chinese) and `reason_en` are words for the resident.
    """

    key: str
    code: str
    reason: str = field(repr=False)
    reason_en: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deferred:
    """Not now: to be sent again with the same key, not before `retry_after_s`; `fault` says why."""

    key: str
    fault: str
    retry_after_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotThere:
    """The platform has not accepted this key."""

    key: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A query's answer."""

    data: Sensitive[Mapping[str, Json]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reachability:
    """The platform is there. `skew_s`: how far this terminal's clock is ahead of the platform's, in seconds."""

    skew_s: float


SubmitAnswer = Accepted | Declined | Deferred
StatusAnswer = Accepted | Deferred | NotThere
QueryAnswer = Answered | Declined


class WaitAskedError(SyncError):
    """The platform asked to be left alone for a while (429, or 503 with Retry-After)."""

    def __init__(self, code: str, detail: str, *, retry_after_s: float) -> None:
        super().__init__(code, detail, retryable=True)
        self.retry_after_s = retry_after_s


# --- what the sync thread tells ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """A submission is on record at the platform, and here with the platform's number."""

    key: str
    platform_number: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Postponed:
    """An attempt came to nothing; it is made again. `fault` says why."""

    key: str
    fault: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachabilityChanged:
    """The platform became reachable or not. Online with fault NET-006: work goes on, but this clock is wrong."""

    online: bool
    fault: str
    skew_s: float


SyncEvent = Delivered | Declined | Postponed | ReachabilityChanged
