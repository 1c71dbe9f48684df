"""How many submissions a second the outbox makes durable, sealed, beside queues that seal nothing.

All take the same records of 2 KiB in the same rounds, each round in another order, on the same disk. Keys are made
beforehand, as a flow does. Plain SQLite is used as the standard library's documentation does, ``with connection:``.
``outbox.put`` is one caller after the other; ``outbox.put_group`` is eight at once.
"""

from __future__ import annotations

import itertools
import os
import random
import sqlite3
import statistics
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import persistqueue
from litequeue import LiteQueue

from bench.report import Entry, median_ratio
from kiosk.core.clock import SystemClock
from kiosk.core.sensitive import Sensitive
from offline_cache.keys import FileKeyProvider
from offline_cache.outbox import Outbox
from offline_cache.store import Store

RECORD_BYTES = 2048
ROUNDS = 25
PUTS_A_ROUND = 160
THREADS = 8
TARGET = 0.85
OURS = "outbox.put"
GROUP = "outbox.put_group"
PLAIN = "plain SQLite (WAL, synchronous=FULL)"
KEYED = "the same with a unique key, as an outbox needs it"

Puts = Callable[[], None]


def run() -> list[Entry]:
    """Run the rounds."""
    with tempfile.TemporaryDirectory(prefix=".bench-", dir=Path.cwd()) as folder, ExitStack() as closing_down:
        contestants = {
            OURS: closing_down.enter_context(_outbox(Path(folder), _one_by_one)),
            PLAIN: closing_down.enter_context(_plain_sqlite(Path(folder) / "plain.db", "")),
            KEYED: closing_down.enter_context(_plain_sqlite(Path(folder) / "keyed.db", "key TEXT NOT NULL UNIQUE, ")),
            "persist-queue SQLiteAckQueue": closing_down.enter_context(_persist_queue(Path(folder))),
            "litequeue (default: loses records in a power cut)": closing_down.enter_context(_litequeue(Path(folder))),
            GROUP: closing_down.enter_context(_outbox(Path(folder), _at_once)),
        }
        rates = _race(contestants)
    value = {name: statistics.median(rate) for name, rate in rates.items()}
    ratio = median_ratio(rates[OURS], rates[PLAIN])
    return [
        Entry(
            name=OURS,
            value=value[OURS],
            unit="puts/s",
            compared_to={name: value[name] for name in contestants if name not in (OURS, GROUP)},
            ratio=ratio,
            target=f">= {TARGET} x plain SQLite",
            met=ratio >= TARGET,
        ),
        Entry(
            name=GROUP,
            value=value[GROUP],
            unit="puts/s",
            compared_to={PLAIN: value[PLAIN], OURS: value[OURS]},
            ratio=median_ratio(rates[GROUP], rates[PLAIN]),
        ),
    ]


def _race(contestants: dict[str, Puts]) -> dict[str, list[float]]:
    """Return each contestant's puts a second, round by round; the first round only warms up."""
    rates: dict[str, list[float]] = {name: [] for name in contestants}
    order = list(contestants)
    for number in range(ROUNDS + 1):
        random.shuffle(order)
        for name in order:
            began = time.perf_counter()
            contestants[name]()
            if number:
                rates[name].append(PUTS_A_ROUND / (time.perf_counter() - began))
    return rates


@contextmanager
def _outbox(folder: Path, putting: Callable[[Outbox, list[str]], None]) -> Iterator[Puts]:
    place = folder / putting.__name__
    keys = iter([[str(uuid.uuid4()) for _ in range(PUTS_A_ROUND)] for _ in range(ROUNDS + 1)])
    with closing(Store.open(place, FileKeyProvider(place / "terminal.key"), clock=SystemClock())) as store:
        yield lambda: putting(store.outbox, next(keys))
        report = store.check()
        if not report.whole or report.items != PUTS_A_ROUND * (ROUNDS + 1):
            raise RuntimeError(f"the store is not what was put into it: {report}")


def _one_by_one(outbox: Outbox, keys: list[str]) -> None:
    at = SystemClock().now()
    payload = Sensitive(os.urandom(RECORD_BYTES))
    for key in keys:
        outbox.put(key=key, service_id="old-age-allowance", payload=payload, number_prefix="XT07", at=at)


def _at_once(outbox: Outbox, keys: list[str]) -> None:
    threads = [threading.Thread(target=_one_by_one, args=(outbox, keys[start::THREADS])) for start in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@contextmanager
def _plain_sqlite(database: Path, key_column: str) -> Iterator[Puts]:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"CREATE TABLE queue (id INTEGER PRIMARY KEY, {key_column}record BLOB NOT NULL)")
        keys = (str(uuid.uuid4()) for _ in itertools.count())

        def puts() -> None:
            record = os.urandom(RECORD_BYTES)
            for _ in range(PUTS_A_ROUND):
                with connection:
                    connection.execute("INSERT INTO queue (record) VALUES (?)", (record,))

        def keyed_puts() -> None:
            record = os.urandom(RECORD_BYTES)
            for key in list(itertools.islice(keys, PUTS_A_ROUND)):
                with connection:
                    connection.execute("INSERT INTO queue (key, record) VALUES (?, ?)", (key, record))

        yield keyed_puts if key_column else puts


@contextmanager
def _persist_queue(folder: Path) -> Iterator[Puts]:
    queue = persistqueue.SQLiteAckQueue(str(folder / "persist-queue"), auto_commit=True)

    def puts() -> None:
        record = os.urandom(RECORD_BYTES)
        for _ in range(PUTS_A_ROUND):
            queue.put(record)

    yield puts
    queue.close()


@contextmanager
def _litequeue(folder: Path) -> Iterator[Puts]:
    queue = LiteQueue(str(folder / "litequeue.db"))

    def puts() -> None:
        record = os.urandom(RECORD_BYTES)
        for _ in range(PUTS_A_ROUND):
            queue.put(record)

    yield puts
    queue.close()
