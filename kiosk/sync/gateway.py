"""The port to the central platform. Calls block, with a deadline; each thread may use the same gateway."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from flows.model.values import Json
from kiosk.core.sensitive import Sensitive
from kiosk.sync.values import (
    Accepted,
    Answered,
    Declined,
    Deferred,
    NotThere,
    Outgoing,
    QueryAnswer,
    Reachability,
    StatusAnswer,
    SubmitAnswer,
)

__all__ = [
    "Accepted",
    "Answered",
    "Declined",
    "Deferred",
    "NotThere",
    "Outgoing",
    "PlatformGateway",
    "QueryAnswer",
    "Reachability",
    "StatusAnswer",
    "SubmitAnswer",
]


class PlatformGateway(Protocol):
    """What the terminal asks of the platform.

    Every call raises `SyncError` when the call as a whole came to nothing, named by its cause: NET-001 no network,
    NET-002 no answer in time, NET-003 the platform failed, NET-004 not the contract, NET-005 TLS, NET-006 TLS because
    this clock is wrong, NET-007 the platform does not know this terminal, NET-008 too busy (`WaitAskedError`). After
    such an error nobody knows whether the platform took what was sent: it is sent again with the same key.
    """

    def submit(self, batch: Sequence[Outgoing]) -> Sequence[SubmitAnswer]:
        """Hand in 1 to 100 submissions with their attachments: one answer for each, in the same order."""
        ...

    def query(self, kind: str, parameters: Sensitive[Mapping[str, Json]], timeout_s: float) -> QueryAnswer:
        """Ask about a person. `Declined` carries the platform's reason, such as that nothing is on record."""
        ...

    def command(self, kind: str, key: str, parameters: Sensitive[Mapping[str, Json]], timeout_s: float) -> QueryAnswer:
        """Have something done now. The same key is done once, and answered the same, however often it is sent."""
        ...

    def status(self, key: str) -> StatusAnswer:
        """Ask what became of a submission."""
        ...

    def ping(self) -> Reachability:
        """Ask whether the platform is there and knows this terminal, and what time it is there."""
        ...

    def close(self) -> None:
        """End all calls now; those under way raise NET-001. For the end of the program, from any thread."""
        ...
