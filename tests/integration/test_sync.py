"""The terminal's sync against the sandbox's platform as a process, through a cable that fails, from a sealed store."""

import random
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kiosk.core.clock import SystemClock
from kiosk.core.errors import SyncError
from kiosk.core.sensitive import Sensitive
from kiosk.sync.http_gateway import HttpGateway
from kiosk.sync.http_line import Timeouts
from kiosk.sync.loop import SyncEvent, SyncLoop
from kiosk.sync.values import Accepted, Declined, Deferred, Delivered, Postponed, ReachabilityChanged
from kiosk.sync.wire import encode_submission
from offline_cache.keys import FileKeyProvider
from offline_cache.outbox import Item, ItemState, Outbox, Part
from offline_cache.store import Store
from sandbox.network import NetworkCable
from sandbox.platform.process import PlatformProcess
from tests.support.certificates import make_identity
from tests.support.platform import gateway_to, outgoing, part, recorded_platform

pytestmark = pytest.mark.daemon

HASTY = Timeouts(connect_s=0.5, silence_s=0.5, call_s=0.8)
PATIENCE_S = 30.0


class Impatient(random.Random):
    """Draws the least of every back-off, so that a test need not wait."""

    def random(self) -> float:
        return 0.002


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlatformProcess]:
    with PlatformProcess(tmp_path_factory.mktemp("platform")) as process:
        yield process


@pytest.fixture
def platform(standing: PlatformProcess) -> PlatformProcess:
    """A platform that remembers nothing of the test before."""
    standing.reset()
    return standing


@pytest.fixture
def cable(platform: PlatformProcess) -> Iterator[NetworkCable]:
    with NetworkCable(platform.port) as plugged:
        yield plugged


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    keys = FileKeyProvider(tmp_path / "terminal.key")
    with closing(Store.open(tmp_path / "store", keys, clock=SystemClock())) as store:
        yield store.outbox


def keep(outbox: Outbox, *parts: Part) -> Item:
    at = SystemClock().now()
    content = encode_submission(
        service_id="old-age-allowance", service_digest="5f2c", payload={"phone": "13800005620"}, kept_at=at
    )
    return outbox.put(
        key=str(uuid.uuid4()),
        service_id="old-age-allowance",
        payload=content,
        attachments=parts,
        number_prefix="XT07",
        at=at,
    )


class Running:
    """A sync loop on its thread, and what it has told."""

    def __init__(self, outbox: Outbox, gateway: HttpGateway) -> None:
        self.events: list[SyncEvent] = []
        self._heard = threading.Condition()
        self.loop = SyncLoop(
            outbox=outbox, gateway=gateway, clock=SystemClock(), random=Impatient(), on_event=self._hear
        )

    def _hear(self, event: SyncEvent) -> None:
        with self._heard:
            self.events.append(event)
            self._heard.notify_all()

    def until(self, true: Callable[[], bool]) -> None:
        """Wait until something is true of what was told; fails after 30 s."""
        with self._heard:
            assert self._heard.wait_for(true, PATIENCE_S), f"told: {self.events[-5:]}"

    def until_delivered(self, *keys: str) -> None:
        self.until(lambda: set(keys) <= {event.key for event in self.events if isinstance(event, Delivered)})

    def reachability(self) -> list[tuple[bool, str]]:
        return [(event.online, event.fault) for event in self.events if isinstance(event, ReachabilityChanged)]


@contextmanager
def running(outbox: Outbox, url: str, timeouts: Timeouts = HASTY) -> Iterator[Running]:
    gateway = gateway_to(url, timeouts=timeouts)
    sync = Running(outbox, gateway)
    sync.loop.start()
    try:
        yield sync
    finally:
        stopped = sync.loop.stop(timeout_s=4.0)
        gateway.close()
        assert stopped


# --- each fault its own name ------------------------------------------------------------------------------

FAULTS: list[tuple[str, dict[str, Any], str]] = [
    ("offline", {}, "NET-001"),
    ("slow", {"delay_s": 1}, "NET-002"),
    ("error", {}, "NET-003"),
    ("unavailable", {}, "NET-003"),
    ("portal", {}, "NET-004"),
    ("redirect", {}, "NET-004"),
    ("rate", {}, "NET-008"),
    ("lose_answer", {}, "NET-001"),
]


def test_each_fault_of_the_platform_has_its_own_name(platform: PlatformProcess, cable: NetworkCable) -> None:
    gateway = gateway_to(cable.url, timeouts=HASTY)
    for kind, details, code in FAULTS:
        platform.ask(kind, times=1, **details)
        with pytest.raises(SyncError) as caught:
            gateway.submit([outgoing(1)])
        assert (kind, caught.value.code) == (kind, code)
    assert isinstance(gateway.submit([outgoing(1)])[0], Accepted)
    gateway.close()
    deadline = time.monotonic() + 10  # the slow one is still on its way; it must not fall into the next test
    while platform.submissions()[0]["arrivals"] < 3 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [each["arrivals"] for each in platform.submissions()] == [3]


def test_each_fault_of_the_network_has_its_own_name(cable: NetworkCable) -> None:
    gateway = gateway_to(cable.url, timeouts=HASTY)
    for way, code in ((cable.cut, "NET-001"), (cable.drop, "NET-001"), (cable.black_hole, "NET-002")):
        gateway.ping()
        way()
        with pytest.raises(SyncError) as caught:
            gateway.ping()
        assert caught.value.code == code
        cable.plug()
    gateway.ping()
    gateway.close()


def test_a_terminal_that_the_platform_does_not_know_is_told_so(cable: NetworkCable) -> None:
    with pytest.raises(SyncError, match="NET-007"):
        gateway_to(cable.url, token=Sensitive("somebody else's")).submit([outgoing(1)])


def test_the_platform_is_reached_over_tls_and_only_over_the_right_one(tmp_path: Path) -> None:
    identity = make_identity(tmp_path / "tls")
    files = (str(identity.certificate_file), str(identity.key_file))
    with PlatformProcess(tmp_path / "platform", arguments=("--certificate", *files)) as secured:
        url = f"https://127.0.0.1:{secured.port}"
        trusting = gateway_to(url, ca_file=identity.certificate_file)
        assert isinstance(trusting.submit([outgoing(1, part("photo", 300_000))])[0], Accepted)
        trusting.close()
        with pytest.raises(SyncError, match="NET-005"):
            gateway_to(url).ping()


# --- once and only once -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["lose_answer", "slow", "stall"])
def test_what_the_platform_took_without_our_knowing_is_received_once(
    platform: PlatformProcess, cable: NetworkCable, outbox: Outbox, kind: str
) -> None:
    items = [keep(outbox) for _ in range(3)]
    platform.ask(kind, times=1, path="/v1/submissions", delay_s=1.2)
    with running(outbox, cable.url) as sync:
        sync.until_delivered(*(item.key for item in items))
    # The copy that was given up may come later than the one that was answered: it must not be taken for another.
    keys = sorted(item.key for item in items)
    deadline = time.monotonic() + 10
    while True:
        received = [each for each in platform.submissions() if each["key"] in keys]
        if all(each["arrivals"] >= 2 for each in received) or time.monotonic() > deadline:
            break
        time.sleep(0.05)
    assert sorted(each["key"] for each in received) == keys
    assert all(each["arrivals"] >= 2 for each in received)
    told = [event.key for event in sync.events if isinstance(event, Delivered)]
    assert len(told) == len(set(told)) == 3
    numbers = {each["key"]: each["number"] for each in received}
    for item in items:
        kept = outbox.get(item.key)
        assert kept is not None
        assert (kept.state, kept.platform_number) == (ItemState.RECEIVED, numbers[item.key])


def test_in_progress_is_told_and_repeated(platform: PlatformProcess, cable: NetworkCable, outbox: Outbox) -> None:
    item = keep(outbox)
    platform.ask("stall", times=1, delay_s=1.5)
    with running(outbox, cable.url) as sync:
        sync.until_delivered(item.key)
    faults = [event.fault for event in sync.events if isinstance(event, Postponed)]
    assert faults[0] == "NET-002"
    assert "NET-008" in faults
    assert [each["arrivals"] for each in platform.submissions()] == [2]


def test_a_platform_that_dies_in_the_middle_gets_everything_once(
    platform: PlatformProcess, cable: NetworkCable, outbox: Outbox
) -> None:
    items = [keep(outbox) for _ in range(350)]
    with running(outbox, cable.url) as sync:
        sync.until(lambda: sum(isinstance(event, Delivered) for event in sync.events) >= 100)
        platform.kill()
        keep(outbox)
        sync.loop.wake()
        sync.until(lambda: any(not online for online, _ in sync.reachability()))
        platform.start()
        sync.loop.wake()
        sync.until_delivered(*(item.key for item in items))
    received = [each["key"] for each in platform.submissions()]
    assert len(received) == len(set(received)) == 351


def test_the_network_goes_and_comes_and_what_was_kept_meanwhile_arrives(
    platform: PlatformProcess, cable: NetworkCable, outbox: Outbox
) -> None:
    with running(outbox, cable.url) as sync:
        sync.until(lambda: sync.reachability() == [(True, "")])
        cable.cut()
        item = keep(outbox)
        sync.loop.wake(item.key)
        sync.until(lambda: Postponed(key=item.key, fault="NET-001") in sync.events)
        kept = outbox.get(item.key)
        assert kept is not None
        assert (kept.state, kept.fault) == (ItemState.WAITING, "NET-001")
        cable.plug()
        sync.until_delivered(item.key)
    assert sync.reachability() == [(True, ""), (False, "NET-001"), (True, "")]


# --- refusals ---------------------------------------------------------------------------------------------


def test_one_refusal_in_a_batch_is_kept_with_its_reason_and_may_be_sent_again(
    platform: PlatformProcess, cable: NetworkCable, outbox: Outbox
) -> None:
    items = [keep(outbox) for _ in range(3)]
    platform.ask("refuse", times=1, code="number-mismatch", reason={"zh": "号码对不上。", "en": "No match."})
    with running(outbox, cable.url) as sync:
        sync.until(lambda: len(sync.events) >= 4)
        refused = outbox.get(items[0].key)
        assert refused is not None
        assert (refused.state, refused.code, refused.reason) == (ItemState.REFUSED, "number-mismatch", "号码对不上。")
        assert any(isinstance(event, Declined) and event.key == refused.key for event in sync.events)
        assert len(platform.submissions()) == 2
        outbox.retry(refused.key)
        sync.loop.wake(refused.key)
        sync.until_delivered(*(item.key for item in items))


def test_an_item_that_spoils_its_batch_is_found_and_kept_for_a_person(
    platform: PlatformProcess, cable: NetworkCable, outbox: Outbox
) -> None:
    items = [keep(outbox) for _ in range(20)]
    spoiled = keep(outbox, part("Not A Name", 10))
    with running(outbox, cable.url) as sync:
        sync.until_delivered(*(item.key for item in items))
        sync.until(lambda: any(isinstance(event, Declined) for event in sync.events))
    kept = outbox.get(spoiled.key)
    assert kept is not None
    assert (kept.state, kept.code) == (ItemState.REFUSED, "invalid-request")
    assert len(platform.submissions()) == 20


def test_a_wrong_clock_is_measured_and_told_while_work_goes_on(tmp_path: Path, outbox: Outbox) -> None:
    item = keep(outbox)
    with (
        PlatformProcess(tmp_path / "ahead", arguments=("--clock-offset", "86400")) as ahead,
        running(outbox, ahead.url) as sync,
    ):
        sync.until_delivered(item.key)
    first = sync.events[0]
    assert isinstance(first, ReachabilityChanged)
    assert (first.online, first.fault) == (True, "NET-006")
    assert -86_401 < first.skew_s < -86_398


# --- attachments ------------------------------------------------------------------------------------------


def test_a_broken_upload_goes_on_where_it_was(tmp_path: Path) -> None:
    photo = part("photo", 1_000_000)
    with recorded_platform(tmp_path) as (url, recorder), NetworkCable(int(url.rsplit(":", 1)[1])) as cable:
        gateway = gateway_to(cable.url)
        cable.break_after(700_000)
        with pytest.raises(SyncError, match="NET-001"):
            gateway.submit([outgoing(1, photo)])
        cable.break_after(None)
        assert isinstance(gateway.submit([outgoing(1, photo, attempts=1)])[0], Accepted)
        gateway.close()
    steps = [
        (each.method, each.status, each.answer_headers.get("upload-offset"))
        for each in recorder.exchanges
        if each.path.startswith("/v1/uploads")
    ]
    assert steps == [
        ("POST", 201, "262144"),
        ("PATCH", 204, "524288"),
        ("PATCH", 400, None),  # the piece that was cut: nothing of it was taken
        ("POST", 200, "524288"),  # after it: the upload is found again, smaller pieces go on from there
        ("PATCH", 204, "655360"),
        ("PATCH", 204, "786432"),
        ("PATCH", 204, "917504"),
        ("PATCH", 204, "1000000"),
    ]


def test_no_submission_is_ever_there_without_its_attachments(
    platform: PlatformProcess, cable: NetworkCable, outbox: Outbox
) -> None:
    """The line breaks after ever more bytes, so once at every stage of a submission with three attachments."""
    parts = [part("photo", 200_000), part("household", 90_000), part("signature", 8_000, "image/png")]
    item = keep(outbox, *parts)
    stages: list[bool] = []
    gateway = gateway_to(cable.url, timeouts=HASTY)
    for up_bytes in range(20_000, 400_000, 20_000):
        cable.break_after(up_bytes)
        cable.cut()
        cable.plug()
        envelope = outbox.envelope(item.key)
        sent = outgoing(1, *envelope.attachments)
        try:
            answer = gateway.submit([sent])[0]
            stages.append(isinstance(answer, Accepted))
        except SyncError:
            stages.append(False)
        for received in platform.submissions():
            assert [(each["name"], each["size"]) for each in received["attachments"]] == [
                ("photo", 200_000),
                ("household", 90_000),
                ("signature", 8_000),
            ]
        if stages[-1]:
            break
    gateway.close()
    assert stages[0] is False
    assert stages[-1] is True
    assert len(platform.submissions()) == 1


def test_the_platform_keeps_every_page_of_a_paper_by_its_name_and_pages_that_look_the_same(
    platform: PlatformProcess, cable: NetworkCable
) -> None:
    blank = part("evidence", 100_000)
    pages = [blank, part("evidence-2", 90_000), replace(blank, name="evidence-3"), part("evidence-4", 8_000)]
    gateway = gateway_to(cable.url)
    assert isinstance(gateway.submit([outgoing(1, *pages)])[0], Accepted)
    gateway.close()
    (received,) = platform.submissions()
    assert [(each["name"], each["size"]) for each in received["attachments"]] == [
        ("evidence", 100_000),
        ("evidence-2", 90_000),
        ("evidence-3", 100_000),
        ("evidence-4", 8_000),
    ]


def test_an_upload_that_the_platform_forgot_is_made_again(platform: PlatformProcess, cable: NetworkCable) -> None:
    gateway = gateway_to(cable.url)
    photo = part("photo", 100_000)
    platform.ask("refuse", times=1)
    assert isinstance(gateway.submit([outgoing(1, photo)])[0], Declined)
    platform.reset()
    assert isinstance(gateway.submit([outgoing(1, photo)])[0], Accepted)
    gateway.close()


def test_the_thread_stops_in_time_in_the_middle_of_a_silent_call(
    platform: PlatformProcess, cable: NetworkCable, outbox: Outbox
) -> None:
    keep(outbox)
    platform.ask("slow", delay_s=60)
    gateway = gateway_to(cable.url, timeouts=Timeouts())
    sync = Running(outbox, gateway)
    sync.loop.start()
    time.sleep(0.3)
    started = time.monotonic()
    assert sync.loop.stop(timeout_s=2.0)
    assert time.monotonic() - started < 2.0
    gateway.close()
    platform.clear()


def test_a_deferred_item_of_a_batch_does_not_hold_up_the_others(platform: PlatformProcess, cable: NetworkCable) -> None:
    """One key is in progress from a call that was given up; the others of the next batch are taken meanwhile."""
    platform.ask("stall", times=1, delay_s=2.0)
    hasty, patient = gateway_to(cable.url, timeouts=HASTY), gateway_to(cable.url)
    with pytest.raises(SyncError, match="NET-002"):
        hasty.submit([outgoing(1)])
    answers = patient.submit([outgoing(1), outgoing(2)])
    assert answers[0] == Deferred(key=outgoing(1).key, fault="NET-008", retry_after_s=1)
    assert isinstance(answers[1], Accepted)
    assert patient.status(outgoing(1).key) == Deferred(key=outgoing(1).key, fault="NET-008")
    hasty.close()
    patient.close()
