"""How long 1,000 kept submissions take to reach the platform, over a line that delays each request by 40 ms.

From the start of the sync thread, with nothing connected yet, to the last receipt durable in the outbox. Everything is
real: the sealed store, HTTP, the sandbox's platform as a process of its own, the delay in a relay between the two. The
peer hands in the same content one request at a time over one `requests.Session`, and keeps no receipt.
``sync.drain_1000_each_way`` is the same with 40 ms each way, so twice as much a request.
"""

from __future__ import annotations

import os
import random
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import requests

from bench.report import Entry
from flows.model.values import Json
from kiosk.core.clock import SystemClock
from kiosk.core.sensitive import Sensitive
from kiosk.sync.http_gateway import HttpGateway
from kiosk.sync.http_line import Credentials
from kiosk.sync.loop import SyncEvent, SyncLoop
from kiosk.sync.values import Delivered
from kiosk.sync.wire import encode_submission
from offline_cache.keys import FileKeyProvider
from offline_cache.outbox import Outbox
from offline_cache.store import Store
from sandbox.network import NetworkCable
from sandbox.platform.process import DEFAULT_TERMINALS, PlatformProcess

SUBMISSIONS = 1000
PAYLOAD_BYTES = 2048
DELAY_S = 0.04
TARGET_S = 2.0
PATIENCE_S = 120.0
PEER_SUBMISSIONS = 50  # the peer's time is scaled up from these: it grows with their number and nothing else
PEER = f"one request each, requests.Session (scaled from {PEER_SUBMISSIONS})"
TERMINAL = "XT07"


def run() -> list[Entry]:
    """Drain twice, each time over a fresh store and a fresh platform."""
    taken_s, peer_s = _measure(delay_down_s=0.0)
    far_s, far_peer_s = _measure(delay_down_s=DELAY_S)
    return [
        Entry(
            name="sync.drain_1000",
            value=taken_s,
            unit="s",
            compared_to={PEER: peer_s},
            ratio=taken_s / peer_s,
            target=f"<= {TARGET_S:g} s at {DELAY_S * 1000:g} ms a request",
            met=taken_s <= TARGET_S,
        ),
        Entry(
            name="sync.drain_1000_each_way",
            value=far_s,
            unit="s",
            compared_to={PEER: far_peer_s},
            ratio=far_s / far_peer_s,
        ),
    ]


def _measure(*, delay_down_s: float) -> tuple[float, float]:
    """Return how long the terminal takes, and the peer, in seconds."""
    with (
        tempfile.TemporaryDirectory(prefix=".bench-", dir=Path.cwd()) as folder,
        PlatformProcess(Path(folder) / "platform") as platform,
        NetworkCable(platform.port) as cable,
        _kept(Path(folder) / "store") as outbox,
    ):
        cable.delay(DELAY_S, delay_down_s)
        taken_s = _drain(outbox, cable.url)
        received = platform.submissions()
        if len(received) != SUBMISSIONS or {each["arrivals"] for each in received} != {1}:
            raise RuntimeError(f"the platform has {len(received)} submissions, or some of them twice")
        return taken_s, _one_by_one(cable.url) * SUBMISSIONS / PEER_SUBMISSIONS


def _drain(outbox: Outbox, url: str) -> float:
    last, delivered = threading.Event(), [0]

    def heard(event: SyncEvent) -> None:
        if isinstance(event, Delivered):
            delivered[0] += 1
            if delivered[0] == SUBMISSIONS:
                last.set()

    clock = SystemClock()
    credentials = Credentials(terminal_id=TERMINAL, token=Sensitive(DEFAULT_TERMINALS[TERMINAL]))
    gateway = HttpGateway(base_url=url, credentials=credentials, clock=clock)
    loop = SyncLoop(outbox=outbox, gateway=gateway, clock=clock, random=random.Random(1), on_event=heard)
    began = time.perf_counter()
    loop.start()
    done = last.wait(PATIENCE_S)
    taken_s = time.perf_counter() - began
    loop.stop(timeout_s=5.0)
    if not done or outbox.counts().received != SUBMISSIONS:
        raise RuntimeError(f"{delivered[0]} of {SUBMISSIONS} submissions were delivered in {PATIENCE_S} s")
    return taken_s


def _one_by_one(url: str) -> float:
    headers = {"Terminal-Id": TERMINAL, "Authorization": f"Bearer {DEFAULT_TERMINALS[TERMINAL]}"}
    submission = {
        "service_id": "old-age-allowance",
        "service_digest": "bench",
        "local_number": f"{TERMINAL}-1124-0001",
        "kept_at": SystemClock().now().isoformat(),
        "payload": _payload(),
        "attachments": [],
    }
    with requests.Session() as session:
        session.trust_env = False
        session.headers.update(headers)
        began = time.perf_counter()
        for _ in range(PEER_SUBMISSIONS):
            key = {"Idempotency-Key": f'"{uuid.uuid4()}"'}
            session.post(f"{url}/v1/submissions", json=submission, headers=key, timeout=10).raise_for_status()
        return time.perf_counter() - began


@contextmanager
def _kept(folder: Path) -> Iterator[Outbox]:
    """A store that holds the submissions."""
    clock = SystemClock()
    with closing(Store.open(folder, FileKeyProvider(folder / "terminal.key"), clock=clock)) as store:
        for _ in range(SUBMISSIONS):
            at = clock.now()
            content = encode_submission(
                service_id="old-age-allowance", service_digest="bench", payload=_payload(), kept_at=at
            )
            store.outbox.put(
                key=str(uuid.uuid4()), service_id="old-age-allowance", payload=content, number_prefix=TERMINAL, at=at
            )
        yield store.outbox


def _payload() -> Mapping[str, Json]:
    return {"phone": "13800005620", "note": os.urandom(PAYLOAD_BYTES // 2).hex()}
