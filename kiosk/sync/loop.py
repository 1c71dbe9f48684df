"""The sync thread: drains the outbox to the platform. Decides nothing itself: `kiosk.sync.plan` does.

One thread, one call at a time, so no key is ever in flight twice. Whatever is not settled by an answer is sent again
with the same key. Deliberately knows no form, no screen and no HTTP.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from kiosk.core.clock import Clock
from kiosk.core.errors import CacheError, SyncError
from kiosk.sync import plan
from kiosk.sync.gateway import PlatformGateway
from kiosk.sync.values import (
    Accepted,
    Declined,
    Deferred,
    Delivered,
    Outgoing,
    Postponed,
    ReachabilityChanged,
    SubmitAnswer,
    SyncEvent,
    WaitAskedError,
)
from offline_cache import outbox as store

__all__ = ["SyncEvent", "SyncLoop", "SyncOutbox"]


class SyncOutbox(Protocol):
    """What of the outbox the sync thread uses."""

    def due(self, now: datetime, limit: int) -> list[store.Item]:
        """Items to be sent, the longest due first."""
        ...

    def next_due(self) -> datetime | None:
        """When the next waiting item becomes due; None when nothing waits."""
        ...

    def get(self, key: str) -> store.Item | None:
        """The item of that key."""
        ...

    def envelope(self, key: str) -> store.Envelope:
        """What the item holds, opened."""
        ...

    def record(self, outcomes: Sequence[store.Received | store.Refused | store.Postponed]) -> None:
        """Make outcomes durable, in one transaction."""
        ...


class SyncLoop:
    """Sends what the outbox holds, whenever it can. `on_event` is called on the sync thread."""

    def __init__(
        self,
        *,
        outbox: SyncOutbox,
        gateway: PlatformGateway,
        clock: Clock,
        random: random.Random,
        on_event: Callable[[SyncEvent], None],
    ) -> None:
        self._outbox = outbox
        self._gateway = gateway
        self._clock = clock
        self._chance = random.random
        self._on_event = on_event
        self._line = plan.Line()
        self._bell = threading.Event()
        self._lock = threading.Lock()
        self._rung = False
        self._awaited: list[str] = []
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)

    def start(self) -> None:
        """Start the thread. Once."""
        self._thread.start()

    def stop(self, timeout_s: float) -> bool:
        """Stop within `timeout_s`; True when the thread has ended.

        A call under way may end by itself for half of that time, then it is cut off: its items stay waiting.
        """
        self._stopping = True
        self._bell.set()
        if not self._thread.is_alive():
            return True
        self._thread.join(timeout_s / 2)
        if self._thread.is_alive():
            self._gateway.close()
            self._thread.join(timeout_s / 2)
        return not self._thread.is_alive()

    def wake(self, key: str = "") -> None:
        """Something new is to be sent, or somebody wants to know whether the platform is there. From any thread.

        The item of `key` goes first, before older ones: a resident is waiting for its answer.
        """
        with self._lock:
            self._rung = True
            if key and key not in self._awaited:
                self._awaited.append(key)
        self._bell.set()

    # --- on the sync thread -------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._stopping:
            self._bell.wait(self.turn())
            self._bell.clear()

    def turn(self) -> float:
        """Do the next thing that is to be done; return for how many seconds nothing is."""
        now_s = self._clock.monotonic()
        with self._lock:
            rung, self._rung = self._rung, False
        if rung:
            self._line = plan.woken(self._line, now_s)
        if now_s < self._line.not_before_s:
            return self._line.not_before_s - now_s
        try:
            return self._work(now_s, ask=rung and not self._awaited)
        except CacheError as exc:
            # The store fails. What the platform took meanwhile is taken under its key; it is asked again.
            with self._lock:
                awaited = list(self._awaited)
            self._tell([Postponed(key=key, fault=exc.code) for key in awaited])
            return plan.back_off_s(1 + self._line.failures, 1.0)

    def _work(self, now_s: float, *, ask: bool) -> float:
        if not self._line.proven:
            self._ping()
            return 0.0
        batch = self._next_batch()
        if batch:
            self._send(batch)
            return 0.0
        if ask or now_s >= self._line.ping_due_s:
            self._ping()
            return 0.0
        return self._quiet_s(now_s)

    def _quiet_s(self, now_s: float) -> float:
        pause_s = self._line.ping_due_s - now_s
        due = self._outbox.next_due()
        if due is not None:
            # No less than a moment: the store may call an item due a little later than its time.
            pause_s = min(pause_s, max((due - self._clock.now()).total_seconds(), 0.05))
        return pause_s

    def _ping(self) -> None:
        try:
            reached = self._gateway.ping()
        except SyncError as exc:
            if self._stopping:
                return
            now_s, chance = self._clock.monotonic(), self._chance()
            self._become(plan.after_ping_failed(self._line, now_s, exc.code, _asked(exc), chance))
            self._postpone_awaited(exc.code)
        else:
            self._become(plan.after_ping(self._line, self._clock.monotonic(), reached.skew_s, self._chance()))

    def _next_batch(self) -> tuple[store.Item, ...]:
        """What a resident waits for goes by itself: nothing old makes it slow or spoils it. Then the others."""
        limit = self._line.batch_limit
        return plan.cut(self._waited_for() or self._outbox.due(self._clock.now(), limit), limit)

    def _send(self, batch: Sequence[store.Item]) -> None:
        items = {item.key: item for item in batch}
        outgoing: list[Outgoing] = []
        damaged: list[SubmitAnswer] = []
        for item in batch:
            try:
                outgoing.append(self._outgoing(item))
            except CacheError as exc:
                damaged.append(Deferred(key=item.key, fault=exc.code))
        self._settle(damaged, items)
        if not outgoing:
            return
        try:
            answers = self._gateway.submit(outgoing)
        except SyncError as exc:
            if not self._stopping:
                self._send_failed(exc, [items[sent.key] for sent in outgoing])
            return
        self._settle(answers, items)
        self._become(plan.after_send(self._line, self._clock.monotonic(), self._chance()))

    def _outgoing(self, item: store.Item) -> Outgoing:
        envelope = self._outbox.envelope(item.key)
        return Outgoing(
            key=item.key,
            local_number=item.local_number,
            content=envelope.payload,
            attachments=envelope.attachments,
            supersedes=item.supersedes,
            attempts=item.attempts,
        )

    def _send_failed(self, exc: SyncError, batch: Sequence[store.Item]) -> None:
        asked_s, now = _asked(exc), self._clock.now()
        outcomes: list[store.Postponed] = []
        for item in batch:
            wait_s = plan.item_wait_s(
                alone=len(batch) == 1,
                attempts=item.attempts,
                fault=exc.code,
                retry_after_s=asked_s,
                chance=self._chance(),
            )
            outcomes.append(store.Postponed(key=item.key, fault=exc.code, due_at=now + timedelta(seconds=wait_s)))
        self._become(plan.after_send_failed(self._line, self._clock.monotonic(), exc.code, asked_s, self._chance()))
        self._outbox.record(outcomes)
        self._tell([Postponed(key=item.key, fault=exc.code) for item in batch])

    def _settle(self, answers: Sequence[SubmitAnswer], items: dict[str, store.Item]) -> None:
        """Make answers durable, then tell them."""
        if not answers:
            return
        now = self._clock.now()
        outcomes: list[store.Received | store.Refused | store.Postponed] = []
        events: list[Delivered | Declined | Postponed] = []
        for answer in answers:
            match answer:
                case Accepted(key=key, platform_number=number, at=at):
                    outcomes.append(store.Received(key=key, platform_number=number, at=at))
                    events.append(Delivered(key=key, platform_number=number, at=at))
                case Declined(key=key, code=code, reason=reason, reason_en=reason_en):
                    outcomes.append(store.Refused(key=key, code=code, reason=reason, reason_en=reason_en, at=now))
                    events.append(answer)
                case Deferred(key=key, fault=fault, retry_after_s=asked_s):
                    wait_s = plan.back_off_s(items[key].attempts + 1, self._chance())
                    due_at = now + timedelta(seconds=plan.asked_s(asked_s, wait_s))
                    outcomes.append(store.Postponed(key=key, fault=fault, due_at=due_at))
                    events.append(Postponed(key=key, fault=fault))
        self._outbox.record(outcomes)
        self._tell(events)

    def _become(self, line: plan.Line) -> None:
        before, self._line = self._line, line
        if line.online is not None and (line.online, line.fault) != (before.online, before.fault):
            self._on_event(ReachabilityChanged(online=line.online, fault=line.fault, skew_s=line.skew_s))

    def _tell(self, events: Sequence[Delivered | Declined | Postponed]) -> None:
        """Tell what an attempt came to. Who waited for it waits no longer."""
        told = {event.key for event in events}
        with self._lock:
            self._awaited = [key for key in self._awaited if key not in told]
        for event in events:
            self._on_event(event)

    def _waited_for(self) -> list[store.Item]:
        """The items that a resident waits for and that are still to be sent."""
        with self._lock:
            awaited = list(self._awaited)
        found = {key: self._outbox.get(key) for key in awaited}
        waiting = [item for item in found.values() if item is not None and item.state is store.ItemState.WAITING]
        settled = set(awaited) - {item.key for item in waiting}
        with self._lock:
            self._awaited = [key for key in self._awaited if key not in settled]
        return waiting

    def _postpone_awaited(self, fault: str) -> None:
        """Nothing could be sent: those that are waited for have had their attempt, and carry its fault."""
        waiting, now = self._waited_for(), self._clock.now()
        if waiting:
            self._outbox.record([store.Postponed(key=item.key, fault=fault, due_at=now) for item in waiting])
            self._tell([Postponed(key=item.key, fault=fault) for item in waiting])


def _asked(exc: SyncError) -> float | None:
    return exc.retry_after_s if isinstance(exc, WaitAskedError) else None
