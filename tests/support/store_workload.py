"""A program that works on a store until it is killed, and the check of what it leaves behind.

``python -m tests.support.store_workload FOLDER MARKS [ROUNDS [careless]]`` submits, drafts, records and prints from
several threads. After each call has returned it writes one line to MARKS (``-`` is standard output): what was
acknowledged must be there afterwards, whatever happened. Contents follow from keys, so the check needs only the marks.
"""

from __future__ import annotations

import hashlib
import os
import random
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.core.errors import CacheError
from kiosk.core.sensitive import Sensitive
from offline_cache.outbox import ItemState, Part, Received
from offline_cache.store import Store
from tests.support.stores import NOON, ZHANG_WEI, open_store, put

Mark = Callable[..., None]
URI = "ipp://printer.example/ipp/print"


def payload_of(key: str) -> bytes:
    """100 to 4,000 bytes that only this key has."""
    digest = hashlib.sha256(key.encode()).digest()
    return (digest * 130)[: 100 + int.from_bytes(digest[:2]) % 3900]


def attachments_of(key: str) -> tuple[Part, ...]:
    """None, or one of up to 60 KB."""
    digest = hashlib.sha256(b"photo" + key.encode()).digest()
    if digest[0] % 4:
        return ()
    return (Part(name="photo", media_type="image/jpeg", data=Sensitive(digest * (1 + digest[1] * 8))),)


def work(folder: Path, mark: Mark, rounds: int, *, careless: bool = False) -> None:
    """Work from four threads. `careless` never waits for the disk: what a check must be able to find."""
    run = random.randbytes(4).hex()
    store = open_store(folder)
    if careless:
        store._writer._connection.execute("PRAGMA synchronous = OFF")
    jobs = [
        threading.Thread(target=_applicants, args=(store, mark, run, rounds)),
        threading.Thread(target=_submitter, args=(store, mark, f"{run}-a", rounds)),
        threading.Thread(target=_submitter, args=(store, mark, f"{run}-b", rounds)),
        threading.Thread(target=_printer, args=(store, mark, run, rounds)),
    ]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()
    store.close()


def _applicants(store: Store, mark: Mark, run: str, rounds: int) -> None:
    for number in range(rounds):
        session = f"{run}-s{number}"
        mark("beginning", session)
        store.drafts.begin(session, ZHANG_WEI)
        for step in range(3):
            blobs = {part.name: part.data for part in attachments_of(session)}
            store.drafts.save(session, Sensitive(f"{session} {step}".encode()), blobs, NOON)
            mark("draft", session, step)
        if number % 3 != 2:
            _put(store, mark, key_of(session))
        store.drafts.erase(session)
        mark("erased", session)


def _submitter(store: Store, mark: Mark, run: str, rounds: int) -> None:
    for number in range(rounds):
        key = f"{run}-{number}"
        _put(store, mark, key)
        if number % 5 == 0:
            _put(store, mark, key)
        if number % 2:
            store.outbox.record([Received(key=key, platform_number=f"DG-{key}", at=NOON)])
            mark("received", key)


def _printer(store: Store, mark: Mark, run: str, rounds: int) -> None:
    for number in range(rounds):
        key = f"{run}-print-{number}"
        store.journal.intend(key, NOON)
        mark("intended", key)
        store.journal.bind(key, URI, number)
        mark("bound", key, number)
        if number % 2:
            store.journal.finish(key, "printed:1", NOON)
            mark("finished", key)


def _put(store: Store, mark: Mark, key: str) -> None:
    item = put(store, key, payload=payload_of(key), attachments=attachments_of(key))
    mark("put", key, item.local_number)


def key_of(session: str) -> str:
    """The submission that a session ends with."""
    return f"{session}-key"


@dataclass
class Findings:
    """What the check of a store found. `wrong` is empty when everything acknowledged is there, once."""

    wrong: list[str] = field(default_factory=list)
    acknowledged: int = 0
    items: int = 0


def verify(folder: Path, marks: Iterable[str]) -> Findings:
    """Open the store in `folder` and compare it with what was acknowledged. A store that cannot be read is wrong."""
    findings = Findings()
    try:
        with closing(open_store(folder)) as store:
            _compare(store, [line.split() for line in marks], findings)
    except CacheError as fault:
        findings.wrong.append(f"lost: the store cannot be read: {fault}")
    return findings


def _compare(store: Store, said: list[list[str]], findings: Findings) -> None:
    report = store.check()
    findings.wrong += report.problems
    items = {item.key: item for item in store.outbox.items(limit=1_000_000)}
    findings.items = len(items)
    if len({item.local_number for item in items.values()}) != len(items):
        findings.wrong.append("a local number was given twice")
    if report.items != len(items):
        findings.wrong.append(f"{report.items} rows for {len(items)} keys")
    for key in items:
        envelope = store.outbox.envelope(key)
        if envelope.payload.reveal() != payload_of(key) or envelope.attachments != attachments_of(key):
            findings.wrong.append(f"{key} is not what was put in")
    for kind, name, *rest in said:
        findings.acknowledged += 1
        entry = store.journal.get(name) if kind in ("intended", "bound", "finished") else None
        item = items.get(name)
        kept = {
            "put": item is not None and item.local_number == "".join(rest),
            "received": item is not None and item.state is ItemState.RECEIVED,
            "intended": entry is not None,
            "bound": entry is not None and rest == [str(entry.job_id)],
            "finished": entry is not None and entry.outcome == "printed:1",
        }.get(kind, True)
        if not kept:
            findings.wrong.append(f"lost: {kind} {name} {' '.join(rest)}".strip())
    findings.wrong += _wrong_of_draft(store, said)


def _wrong_of_draft(store: Store, said: list[list[str]]) -> list[str]:
    """A draft is there from its first saving until its session ends, and never after that."""
    drafts = [(name, int(rest[0])) for kind, name, *rest in said if kind == "draft"]
    erased = {name for kind, name, *_ in said if kind == "erased"}
    found = store.drafts.find(ZHANG_WEI, NOON)
    wrong = []
    if found is not None:
        session, step = found.state.reveal().decode().split()
        if session in erased:
            wrong.append(f"erased, and still there: draft {session}")
        if drafts and drafts[-1][0] == session and int(step) < drafts[-1][1]:
            wrong.append(f"lost: step {drafts[-1][1]} of draft {session}")
        blobs = {part.name: part.data for part in attachments_of(session)}
        if dict(found.blobs) != blobs:
            wrong.append(f"the blobs of draft {session} are not what was saved")
    elif drafts and drafts[-1][0] not in erased and _last_of(said, "beginning") == drafts[-1][0]:
        # It may go only in the call that ends its session: after its last step, and after its submission if it has one.
        session, step = drafts[-1]
        submits = int(session.rpartition("-s")[2]) % 3 != 2
        if step < 2 or (submits and store.outbox.get(key_of(session)) is None):
            wrong.append(f"lost: draft {session}")
    return wrong


def _last_of(said: list[list[str]], kind: str) -> str:
    return next((words[1] for words in reversed(said) if words[0] == kind), "")


def main() -> None:
    """Work until killed, or for some rounds."""
    folder, marks, *more = sys.argv[1:]
    rounds = int(more[0]) if more else 1_000_000
    sink = 1 if marks == "-" else os.open(marks, os.O_WRONLY)
    one_at_a_time = threading.Lock()

    def mark(*words: object) -> None:
        with one_at_a_time:
            os.write(sink, (" ".join(map(str, words)) + "\n").encode())

    random.seed()
    work(Path(folder), mark, rounds, careless="careless" in more)


if __name__ == "__main__":
    main()
