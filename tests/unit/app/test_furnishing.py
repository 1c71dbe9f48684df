"""Built whole, closed whole; what cannot be built leaves nothing open behind it."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from flows.catalogue import Pace
from flows.model import event as ev
from kiosk.app.content import COMPILED
from kiosk.app.furnishing import Edges, Furnishing, furnish
from kiosk.app.opening import open_store
from kiosk.app.report import read_report
from kiosk.app.timers import SessionTimers
from kiosk.config.settings import Settings
from kiosk.core.devices import DeviceHealth, DeviceKind, Health, PrintFailed
from kiosk.core.errors import CacheError, ContentError
from kiosk.core.ids import OperationId
from kiosk.core.sensitive import Sensitive
from offline_cache import outbox
from tests.support.hands import Posted, until
from tests.support.settings import settings_in
from tests.support.stores import ZHANG_WEI, HandClock, put

pytestmark = pytest.mark.usefixtures("qapp")

NO_PRINTER = """
[[devices]]
name = "printer"
kind = "printer"
driver = "ipp"
address = "ipp://localhost:9/ipp/print"

[[devices]]
name = "nothing"
kind = "id_card"
driver = "telepathy"
address = "-"
"""


def edges(posted: Posted, bugs: list[BaseException]) -> Edges:
    return Edges(
        post=posted,
        timers=SessionTimers(posted),
        show_frame=lambda *_: None,
        clear_frames=lambda: None,
        replace_soon=lambda: None,
        on_bug=bugs.append,
    )


def made(settings: Settings, posted: Posted, bugs: list[BaseException]) -> Furnishing:
    return furnish(settings, clock=HandClock(), pace=Pace(), edges=edges(posted, bugs))


@contextmanager
def furnished(settings: Settings) -> Iterator[tuple[Furnishing, Posted]]:
    posted, bugs = Posted(), list[BaseException]()
    with closing(made(settings, posted, bugs)) as furnishing:
        furnishing.start()
        yield furnishing, posted
    assert bugs == []


def open_files() -> int:
    """Count what this process has open; not the compiled catalogue, mapped for as long as somebody stands on it.

    Nor the folder that is being listed.
    """
    listed = list(Path("/proc/self/fd").iterdir())
    open_still = [each.readlink().name for each in listed if each.exists() or each.is_symlink()]
    return sum(each != COMPILED for each in open_still)


def test_it_starts_says_how_devices_and_platform_are_and_ends_without_a_trace(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before, files = threading.active_count(), open_files()
    settings = settings_in(tmp_path, more=NO_PRINTER)
    with furnished(settings) as (furnishing, posted):
        assert posted.wait(ev.DeviceChanged).device.fault == "PRN-001"
        assert posted.wait(ev.NetworkChanged) == ev.NetworkChanged(online=False, fault="NET-001")
        for event in list(posted.events):
            furnishing.note(event)
        report: Any = read_report(settings)
        assert report["devices"]["printer"]["fault"] == "PRN-001"
        assert report["network"]["fault"] == "NET-001"
        assert set(furnishing.devices) == {DeviceKind.PRINTER}
        assert "a device is left out" in caplog.text
    assert read_report(settings) is None
    until(lambda: threading.active_count() <= before)  # one of an earlier test may end meanwhile
    assert open_files() == files


@pytest.mark.parametrize(
    "failed",
    [
        ev.EffectFailed(operation=OperationId("s", 1), fault="IDR-002"),
        ev.DocumentPrinted(operation=OperationId("s", 1), outcome=PrintFailed(fault="PRN-003")),
    ],
)
def test_devices_are_asked_at_once_when_one_has_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failed: ev.Event
) -> None:
    asked = threading.Semaphore(0)

    def probe() -> DeviceHealth:
        asked.release()
        return DeviceHealth(kind=DeviceKind.PRINTER, name="printer", health=Health.READY)

    with closing(made(settings_in(tmp_path, more=NO_PRINTER), Posted(), [])) as furnishing:
        monkeypatch.setattr(furnishing.watch, "_period_s", 600.0)
        monkeypatch.setattr(furnishing.devices[DeviceKind.PRINTER].device, "probe", probe)
        furnishing.watch.start()
        assert asked.acquire(timeout=5), "as every watch begins"
        until(lambda: furnishing.idle)
        furnishing.note(ev.EffectFailed(operation=OperationId("s", 1), fault="NET-002"))
        assert not asked.acquire(timeout=0.1), "the network is no device"
        furnishing.note(failed)
        assert asked.acquire(timeout=1.0)


def test_a_store_that_was_opened_is_closed_again_when_the_rest_cannot_be_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ContentError("CNT-002", "for the test")

    settings = settings_in(tmp_path, more=NO_PRINTER)
    monkeypatch.setattr("kiosk.app.furnishing.HealthWatch", fail)
    before = threading.active_count()
    with pytest.raises(ContentError):
        made(settings, Posted(), [])
    until(lambda: threading.active_count() <= before)  # one of an earlier test may end meanwhile
    assert read_report(settings) is None
    with closing(open_store(settings, HandClock())) as store:
        assert store.owner, "somebody still holds the folder"


@pytest.mark.parametrize(
    ("platform", "more", "code"),
    [
        ('token_file = "missing"', "", "CNT-002"),
        ("", '[content]\nservices_folder = "missing"\n', "CNT-001"),
    ],
)
def test_what_makes_a_terminal_useless_is_a_fault(tmp_path: Path, platform: str, more: str, code: str) -> None:
    with pytest.raises(ContentError) as caught:
        made(settings_in(tmp_path, platform=platform, more=more), Posted(), [])
    assert caught.value.code == code


def test_a_store_that_cannot_be_opened_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file, not a folder")
    with pytest.raises(CacheError) as caught:
        made(settings_in(tmp_path), Posted(), [])
    assert caught.value.code == "STO-001"


def test_it_keeps_house_drafts_by_the_minute_and_received_submissions_by_the_day(tmp_path: Path) -> None:
    with furnished(settings_in(tmp_path)) as (furnishing, _posted):
        store, clock = furnishing.store, HandClock()
        put(store, "k1")
        store.outbox.record([outbox.Received(key="k1", platform_number="DG1", at=clock.now())])
        store.drafts.begin("a", ZHANG_WEI)
        store.drafts.save("a", Sensitive(b"fictional"), {}, clock.now())
        furnishing.note(ev.ClockTicked(clock.forward(minutes=14)))
        until(lambda: store.check().drafts == 1)
        furnishing.note(ev.ClockTicked(clock.forward(minutes=2)))
        until(lambda: store.check().drafts == 0)
        assert store.outbox.counts().received == 1
        furnishing.note(ev.ClockTicked(clock.at + timedelta(days=31)))
        until(lambda: store.outbox.counts().received == 0)


def test_an_interrupted_print_does_not_keep_a_terminal_from_starting(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = settings_in(tmp_path, more=NO_PRINTER)
    with closing(open_store(settings, HandClock())) as store:
        store.journal.intend("receipt:1/0", HandClock().now())
        store.journal.bind("receipt:1/0", "ipp://localhost:9/ipp/print", 7)
    with furnished(settings) as (furnishing, posted):
        posted.wait(ev.DeviceChanged)
        until(lambda: "interrupted prints stay open" in caplog.text)
        assert len(furnishing.store.journal.unfinished()) == 1


def test_a_store_that_fails_while_prints_are_settled_is_no_defect(
    tmp_path: Path, monkeypatch: Any, caplog: Any
) -> None:
    def fail(**_: object) -> int:
        raise CacheError("STO-002", "full", retryable=True)

    monkeypatch.setattr("kiosk.app.furnishing.settle_unfinished", fail)
    with furnished(settings_in(tmp_path, more=NO_PRINTER)):
        until(lambda: "interrupted prints stay open: STO-002" in caplog.text)
