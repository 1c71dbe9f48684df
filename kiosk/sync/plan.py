"""When to speak to the platform, and with how much at once. Pure: time and chance come in as arguments.

Two things are kept apart. The *line*: while it is not proven, a ping goes first, so that an outage costs one small
request an attempt and no item is blamed for it. The *items*: one that fails alone waits by itself, so that it cannot
hold up the others; a batch that fails is halved until the guilty one is alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

BASE_S = 5.0
CAP_S = 600.0
NO_NETWORK_CAP_S = 30.0  # where nothing answers, trying costs nobody anything, and a line that is back is seen soon
MAX_ASKED_S = 3600.0  # a Retry-After beyond this is taken for a mistake
MAX_ITEMS = 100  # docs/platform-api.yaml, Batch
MAX_BATCH_BYTES = 2 * 1024 * 1024  # a quarter of the contract's limit: on a slow line receipts keep coming
PING_S = 15.0  # how often a quiet line is tried, so that the home screen tells the truth
MAX_SKEW_S = 300.0  # NET-006
SLOWEST_BYTES_PER_S = 8 * 1024  # the slowest village line that a deadline allows for
LARGEST_PIECE = 256 * 1024
SMALLEST_PIECE = 16 * 1024

# An item that fails alone with one of these may be what the platform chokes on. The others are the line's.
_ITEM_FAULTS = frozenset({"NET-002", "NET-003", "NET-004"})
_LINE_FAULTS = frozenset({"NET-001", "NET-002", "NET-005", "NET-006", "NET-007"})


def back_off_s(attempts: int, chance: float, cap_s: float = CAP_S) -> float:
    """How long to wait after so many failed attempts (1 or more): full jitter, base 5 s, cap 10 min.

    `chance` is drawn from 0..1. Source: "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
    """
    return chance * min(cap_s, BASE_S * 2.0 ** min(attempts - 1, 30))


def asked_s(retry_after_s: float | None, wait_s: float) -> float:
    """The wait when the platform named one: never shorter than asked, never absurd, and not all at the same second."""
    if retry_after_s is None:
        return wait_s
    return min(max(retry_after_s, 0.0), MAX_ASKED_S) + min(wait_s, BASE_S)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is known of the line. Times are seconds of the monotonic clock.

    `proven`: the last thing heard from the platform was an answer. `online` and `fault` are what was last published
    (`online` None: nothing yet). `bidden`: the platform asked for the present wait, so waking does not shorten it.
    """

    proven: bool = False
    online: bool | None = None
    fault: str = ""
    skew_s: float = 0.0
    not_before_s: float = 0.0
    bidden: bool = False
    ping_due_s: float = 0.0
    ping_failures: int = 0
    send_failures: int = 0
    batch_limit: int = MAX_ITEMS

    @property
    def failures(self) -> int:
        """Failed calls in a row, pings and sends together."""
        return self.ping_failures + self.send_failures


def woken(line: Line, now_s: float) -> Line:
    """Something new is to be sent, or somebody wants to know: try at once, unless the platform asked for peace."""
    return line if line.bidden else replace(line, not_before_s=min(line.not_before_s, now_s))


def after_ping(line: Line, now_s: float, skew_s: float, chance: float) -> Line:
    """The platform answered. A series of failed sends is not forgotten by that: only a send proves sending."""
    return replace(
        line,
        proven=True,
        online=True,
        fault="NET-006" if abs(skew_s) > MAX_SKEW_S else "",
        skew_s=skew_s,
        bidden=False,
        ping_due_s=now_s + PING_S * (0.75 + chance / 2),
        ping_failures=0,
    )


def after_ping_failed(line: Line, now_s: float, fault: str, retry_after_s: float | None, chance: float) -> Line:
    """No answer: the platform is not reachable, whatever the cause."""
    failed = replace(line, proven=False, online=False, fault=fault, ping_failures=line.ping_failures + 1)
    return _closed(failed, now_s, retry_after_s, chance)


def after_send(line: Line, now_s: float, chance: float) -> Line:
    """A batch was answered, whatever became of its items: the line is well, and batches may grow again."""
    return replace(
        line,
        proven=True,
        online=True,
        fault=line.fault if line.fault == "NET-006" else "",
        bidden=False,
        ping_due_s=now_s + PING_S * (0.75 + chance / 2),
        ping_failures=0,
        send_failures=0,
        batch_limit=min(MAX_ITEMS, line.batch_limit * 2),
    )


def after_send_failed(line: Line, now_s: float, fault: str, retry_after_s: float | None, chance: float) -> Line:
    """A batch came to nothing as a whole. A ping goes before the next one; faults of the line are published now."""
    down = fault in _LINE_FAULTS
    failed = replace(
        line,
        proven=False,
        online=False if down else line.online,
        fault=fault if down else line.fault,
        send_failures=line.send_failures + 1,
        batch_limit=max(1, line.batch_limit // 2) if fault in _ITEM_FAULTS else line.batch_limit,
    )
    return _closed(failed, now_s, retry_after_s, chance)


def _closed(line: Line, now_s: float, retry_after_s: float | None, chance: float) -> Line:
    cap_s = NO_NETWORK_CAP_S if line.fault == "NET-001" else CAP_S
    wait_s = asked_s(retry_after_s, back_off_s(line.failures, chance, cap_s))
    return replace(line, not_before_s=now_s + wait_s, bidden=retry_after_s is not None)


def item_wait_s(*, alone: bool, attempts: int, fault: str, retry_after_s: float | None, chance: float) -> float:
    """How long an item waits after a batch came to nothing: not at all, unless it was alone and may be the cause."""
    if alone and fault in _ITEM_FAULTS:
        return asked_s(retry_after_s, back_off_s(attempts + 1, chance))
    return 0.0


class Sized(Protocol):
    """What `cut` needs to know of an item."""

    @property
    def key(self) -> str:
        """The idempotency key."""
        ...

    @property
    def size_bytes(self) -> int:
        """How much it holds, attachments included."""
        ...


Item = TypeVar("Item", bound=Sized)


def cut(items: Sequence[Item], limit: int) -> tuple[Item, ...]:
    """The next batch, in order, no key twice.

    At least one item, at most `limit`, and not more bytes than `MAX_BATCH_BYTES` unless one item alone has them.
    """
    batch: dict[str, Item] = {}
    total = 0
    for item in items:
        total += item.size_bytes
        if batch and (len(batch) >= limit or total > MAX_BATCH_BYTES):
            break
        batch[item.key] = item
    return tuple(batch.values())


def deadline_s(patience_s: float, body_bytes: int) -> float:
    """How long a call may take in all: its patience, and the time that its body needs on the slowest line."""
    return patience_s + body_bytes / SLOWEST_BYTES_PER_S


def piece_bytes(attempts: int) -> int:
    """How much of a large attachment goes in one request: less after each failed attempt, on a line that breaks."""
    return max(SMALLEST_PIECE, LARGEST_PIECE >> min(attempts, 10))
