"""A world in which the sync loop runs by hand: a clock that stands still, an outbox in memory, a platform of rules.

The outbox keeps to `kiosk.sync.loop.SyncOutbox` and passes the same tests as the real one
(tests/contract/test_sync_outbox.py).
"""

import random
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from flows.model.values import Json
from kiosk.core.clock import CHINA
from kiosk.core.errors import SyncError
from kiosk.core.sensitive import Sensitive
from kiosk.sync.gateway import QueryAnswer, Reachability, StatusAnswer, SubmitAnswer
from kiosk.sync.loop import SyncLoop
from kiosk.sync.values import Accepted, NotThere, Outgoing, SyncEvent
from kiosk.sync.wire import encode_submission
from offline_cache.outbox import FURTHEST_DUE, Envelope, Item, ItemState, Part, Postponed, Received, Refused

START = datetime(2026, 11, 24, 9, 0, tzinfo=CHINA)


class HandClock:
    """Moves only when told to. The wall can be set apart from the monotonic clock."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.wall_offset = timedelta()

    def now(self) -> datetime:
        return START + timedelta(seconds=self.seconds) + self.wall_offset

    def monotonic(self) -> float:
        return 1000.0 + self.seconds


class MemoryOutbox:
    """The outbox without its durability."""

    def __init__(self) -> None:
        self.rows: dict[str, Item] = {}
        self.envelopes: dict[str, Envelope] = {}

    def put(
        self,
        *,
        key: str,
        service_id: str,
        payload: Sensitive[bytes],
        attachments: Sequence[Part],
        number_prefix: str,
        at: datetime,
        supersedes: str = "",
    ) -> Item:
        if key in self.rows:
            return self.rows[key]
        item = Item(
            key=key,
            local_number=f"{number_prefix}-{at:%m%d}-{len(self.rows) + 1:04d}",
            service_id=service_id,
            state=ItemState.WAITING,
            kept_at=at,
            attempts=0,
            due_at=at,
            fault="",
            platform_number="",
            settled_at=None,
            code="",
            reason="",
            size_bytes=len(payload.reveal()) + sum(len(part.data.reveal()) for part in attachments),
            supersedes=supersedes,
        )
        self.rows[key] = item
        self.envelopes[key] = Envelope(payload=payload, attachments=tuple(attachments))
        return item

    def get(self, key: str) -> Item | None:
        return self.rows.get(key)

    def due(self, now: datetime, limit: int) -> list[Item]:
        furthest = now + FURTHEST_DUE
        waiting = [item for item in self.rows.values() if item.state is ItemState.WAITING]
        due = [item for item in waiting if item.due_at <= now or item.due_at > furthest]
        return sorted(due, key=lambda item: item.due_at)[:limit]

    def next_due(self) -> datetime | None:
        return min((item.due_at for item in self.rows.values() if item.state is ItemState.WAITING), default=None)

    def envelope(self, key: str) -> Envelope:
        return self.envelopes[key]

    def record(self, outcomes: Sequence[Received | Refused | Postponed]) -> None:
        for outcome in outcomes:
            item = self.rows[outcome.key]
            match outcome:
                case Received(platform_number=number, at=at):
                    item = replace(item, state=ItemState.RECEIVED, platform_number=number, settled_at=at)
                case Refused(code=code, reason=reason, reason_en=reason_en, at=at):
                    item = replace(
                        item,
                        state=ItemState.REFUSED,
                        code=code,
                        reason=reason,
                        reason_en=reason_en,
                        settled_at=at,
                    )
                case Postponed(fault=fault, due_at=due_at):
                    item = replace(item, attempts=item.attempts + 1, fault=fault, due_at=due_at)
            self.rows[outcome.key] = item


Rule = Callable[[Outgoing], SubmitAnswer]


@dataclass
class RulePlatform:
    """A gateway whose answers are rules. `line` returns the fault of the line now, or None when it is well."""

    clock: HandClock
    line: Callable[[], SyncError | None] = lambda: None
    whole: Callable[[Sequence[Outgoing]], SyncError | None] = lambda _batch: None
    rule: Rule | None = None
    skew_s: float = 0.0
    received: dict[str, str] = field(default_factory=dict)
    batches: list[tuple[str, ...]] = field(default_factory=list)
    pings: list[float] = field(default_factory=list)
    closed: bool = False

    def submit(self, batch: Sequence[Outgoing]) -> Sequence[SubmitAnswer]:
        self.batches.append(tuple(item.key for item in batch))
        fault = self.line() or self.whole(batch)
        if fault is not None:
            raise fault
        return [(self.rule or self.accept)(item) for item in batch]

    def accept(self, item: Outgoing) -> SubmitAnswer:
        number = self.received.setdefault(item.key, f"DG20261124{len(self.received) + 1:04d}")
        return Accepted(key=item.key, platform_number=number, at=self.clock.now())

    def query(self, kind: str, parameters: Sensitive[Mapping[str, Json]], timeout_s: float) -> QueryAnswer:
        raise NotImplementedError

    def command(self, kind: str, key: str, parameters: Sensitive[Mapping[str, Json]], timeout_s: float) -> QueryAnswer:
        raise NotImplementedError

    def status(self, key: str) -> StatusAnswer:
        return NotThere(key=key)

    def ping(self) -> Reachability:
        self.pings.append(self.clock.seconds)
        fault = self.line()
        if fault is not None:
            raise fault
        return Reachability(skew_s=self.skew_s)

    def close(self) -> None:
        self.closed = True


class World:
    """All of it together, run turn by turn."""

    def __init__(self, seed: int = 7) -> None:
        self.clock = HandClock()
        self.outbox = MemoryOutbox()
        self.platform = RulePlatform(clock=self.clock)
        self.events: list[SyncEvent] = []
        self.loop = SyncLoop(
            outbox=self.outbox,
            gateway=self.platform,
            clock=self.clock,
            random=random.Random(seed),
            on_event=self.events.append,
        )

    def keep(self, *, size: int = 10, supersedes: str = "") -> str:
        """Put a submission into the outbox; return its key."""
        key = str(uuid.uuid5(uuid.NAMESPACE_OID, str(len(self.outbox.rows))))
        content = encode_submission(
            service_id="old-age-allowance",
            service_digest="0" * 8,
            payload={"note": "x" * size},
            kept_at=self.clock.now(),
        )
        self.outbox.put(
            key=key,
            service_id="old-age-allowance",
            payload=content,
            attachments=(),
            number_prefix="XT07",
            at=self.clock.now(),
            supersedes=supersedes,
        )
        return key

    def run(self, seconds: float, max_turns: int = 20_000) -> None:
        """Let so much time pass, turn by turn."""
        end = self.clock.seconds + seconds
        for _ in range(max_turns):
            pause_s = self.loop.turn()
            if self.clock.seconds + pause_s > end:
                self.clock.seconds = end
                return
            self.clock.seconds += pause_s
        raise AssertionError(f"more than {max_turns} turns in {seconds} s: the loop spins")

    def run_until_settled(self, within_s: float) -> None:
        """Let time pass until nothing waits any more."""
        end = self.clock.seconds + within_s
        while ItemState.WAITING in self.states():
            assert self.clock.seconds < end, f"something still waits after {within_s} s"
            self.clock.seconds += self.loop.turn()

    def states(self) -> set[ItemState]:
        return {item.state for item in self.outbox.rows.values()}
