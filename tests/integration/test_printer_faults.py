"""The printer through its bad days, on the real ippeveprinter: no paper, jams, covers, slowness, silence, lies."""

import threading
import time
from collections.abc import Callable

import pytest

from drivers.ports import Cancel
from drivers.printer.ipp_client import IppClient, IppStatusError
from drivers.printer.ipp_codec import Tag, decode, encode
from drivers.printer.ipp_printer import GET_PRINTER_ATTRIBUTES, IppPrinter
from kiosk.core.devices import Health, PrintCancelled, Printed, PrintFailed, PrintUnconfirmed
from kiosk.core.errors import DeviceError
from sandbox.printer import SandboxPrinter
from tests.support.printers import QUICK, PrintDesk, desk, machine, pdf

__all__ = ["desk", "machine"]

pytestmark = pytest.mark.daemon


def later(seconds: float, act: Callable[[], None]) -> threading.Timer:
    timer = threading.Timer(seconds, act)
    timer.start()
    return timer


@pytest.mark.parametrize(
    ("reason", "fault"),
    [
        ("media-empty", "PRN-003"),
        ("input-tray-missing", "PRN-003"),
        ("media-jam", "PRN-004"),
        ("cover-open", "PRN-005"),
        ("toner-empty", "PRN-006"),
        ("marker-supply-empty", "PRN-006"),
        ("paused", "PRN-009"),
    ],
)
def test_what_would_stop_a_print_is_found_while_the_printer_is_idle(desk: PrintDesk, reason: str, fault: str) -> None:
    desk.machine.fail(reason)
    health = desk.printer.probe()
    assert (health.health, health.fault) == (Health.FAILED, fault)
    desk.machine.recover()
    assert desk.printer.probe().health is Health.READY


@pytest.mark.parametrize(("reason", "fault"), [("media-low", "PRN-011"), ("toner-low", "PRN-012")])
def test_what_runs_low_asks_for_attention_and_prints(desk: PrintDesk, reason: str, fault: str) -> None:
    desk.machine.fail(reason)
    health = desk.printer.probe()
    assert (health.health, health.fault) == (Health.ATTENTION, fault)
    assert health.health.usable
    assert desk.printer.follow(desk.printing(pdf()), 30, Cancel()) == Printed(pages=1)


def test_paper_that_runs_out_in_the_middle_fails_the_job_and_clears_the_queue(desk: PrintDesk) -> None:
    desk.machine.set_sheets(1)
    job = desk.printing(pdf(2))
    assert desk.printer.follow(job, 30, Cancel()) == PrintFailed(fault="PRN-003")
    assert desk.waiting() == []
    assert [paper.name.split(".", 1)[1] for paper in desk.machine.printed] == ["1-of-2.pdf"]
    assert desk.printer.probe().fault == "PRN-003"
    desk.machine.recover()
    time.sleep(0.5)
    assert len(desk.machine.printed) == 1  # the rest does not come out when paper is loaded


@pytest.mark.parametrize(("reason", "fault"), [("media-jam", "PRN-004"), ("cover-open", "PRN-005")])
def test_a_printer_that_stops_in_the_middle_fails_the_job_after_its_grace(
    desk: PrintDesk, reason: str, fault: str
) -> None:
    desk.machine.slow_down(0.8)
    job = desk.printing(pdf(2))
    timer = later(0.3, lambda: desk.machine.fail(reason))
    began = time.monotonic()
    assert desk.printer.follow(job, 30, Cancel()) == PrintFailed(fault=fault)
    assert 1.3 <= time.monotonic() - began < 10
    timer.join()
    assert desk.waiting() == []
    assert desk.machine.printed == ()


def test_a_jam_that_is_cleared_within_its_grace_costs_nothing(desk: PrintDesk) -> None:
    desk.machine.slow_down(0.4)
    job = desk.printing(pdf(2))
    jam = later(0.2, lambda: desk.machine.fail("media-jam"))
    cleared = later(0.8, desk.machine.fail)
    assert desk.printer.follow(job, 30, Cancel()) == Printed(pages=2)
    jam.join()
    cleared.join()


def test_a_job_sent_to_an_empty_tray_fails_and_never_prints(desk: PrintDesk) -> None:
    """The check before comes first; this is what happens when the paper runs out after it."""
    job = desk.printer.create_job("receipt")
    desk.machine.fail("media-empty")
    desk.printer.send(job, pdf())
    assert desk.printer.follow(job, 30, Cancel()) == PrintFailed(fault="PRN-003")
    desk.machine.recover()
    deadline = time.monotonic() + 5
    while desk.waiting() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert desk.waiting() == []
    assert desk.machine.printed == ()


def test_a_job_whose_document_never_comes_is_taken_back_long_before_the_deadline(desk: PrintDesk) -> None:
    job = desk.printer.create_job("receipt")
    began = time.monotonic()
    assert desk.printer.follow(job, 60, Cancel()) == PrintCancelled()
    assert time.monotonic() - began < 10
    assert desk.waiting() == []
    assert desk.printer.follow(desk.printing(pdf()), 30, Cancel()) == Printed(pages=1)


def test_a_job_that_is_late_is_taken_back(desk: PrintDesk) -> None:
    desk.machine.slow_down(20)
    job = desk.printing(pdf())
    began = time.monotonic()
    assert desk.printer.follow(job, 1, Cancel()) == PrintFailed(fault="PRN-008")
    assert time.monotonic() - began < 10
    assert desk.waiting() == []


@pytest.mark.parametrize("lie", [SandboxPrinter.swallow, SandboxPrinter.stop_counting])
def test_completed_without_a_counted_page_is_unconfirmed(
    desk: PrintDesk, lie: Callable[[SandboxPrinter], None]
) -> None:
    lie(desk.machine)
    assert desk.printer.follow(desk.printing(pdf()), 30, Cancel()) == PrintUnconfirmed()


def test_a_second_job_is_refused_while_one_is_on_and_says_why(desk: PrintDesk) -> None:
    desk.machine.slow_down(5)
    job = desk.printing(pdf())
    with pytest.raises(IppStatusError) as caught:
        desk.printer.create_job("receipt")
    assert (caught.value.code, caught.value.status) == ("PRN-002", 0x0507)  # server-error-busy
    assert caught.value.retryable
    desk.printer.cancel_job(job)
    assert desk.printer.recall(job) == PrintCancelled()


def test_a_printer_that_goes_off_in_the_middle_leaves_the_job_unconfirmed(desk: PrintDesk) -> None:
    desk.machine.slow_down(2)
    job = desk.printing(pdf())
    timer = later(0.3, desk.machine.stop)
    began = time.monotonic()
    assert desk.printer.follow(job, 30, Cancel()) == PrintUnconfirmed()
    assert time.monotonic() - began < 10
    timer.join()


def test_a_printer_that_comes_back_has_forgotten_the_job(desk: PrintDesk) -> None:
    job = desk.printing(pdf())
    assert desk.printer.follow(job, 30, Cancel()) == Printed(pages=1)
    desk.machine.stop()
    assert desk.printer.probe().health is Health.ABSENT
    desk.machine.start()
    assert desk.printer.probe().health is Health.READY
    assert desk.printer.recall(job) == PrintUnconfirmed()


def test_a_printer_behind_tls_is_trusted_by_its_certificate_alone(machine: SandboxPrinter) -> None:
    uri = machine.uri.replace("ipp:", "ipps:")
    stranger = IppPrinter("printer", uri, patience=QUICK).probe()
    assert (stranger.health, stranger.fault) == (Health.FAILED, "PRN-014")
    printer = IppPrinter("printer", uri, ca_file=str(machine.certificate), patience=QUICK)
    assert printer.probe().health is Health.READY
    job = printer.create_job("receipt")
    printer.send(job, pdf())
    assert printer.follow(job, 30, Cancel()) == Printed(pages=1)


def test_everything_that_the_printer_says_of_itself_survives_the_codec(machine: SandboxPrinter) -> None:
    everything = IppClient(machine.uri).call(GET_PRINTER_ATTRIBUTES, timeout_s=5)
    printer = everything.group(Tag.PRINTER)
    assert len(printer.attributes) > 100
    assert decode(encode(everything)) == everything


def test_a_path_that_is_no_printer_is_an_answer_not_a_silence(machine: SandboxPrinter) -> None:
    elsewhere = IppPrinter("printer", machine.uri.replace("/ipp/print", "/elsewhere"))
    health = elsewhere.probe()
    assert (health.health, health.fault) == (Health.FAILED, "PRN-002")
    with pytest.raises(DeviceError):
        elsewhere.create_job("receipt")
