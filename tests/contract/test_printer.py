"""What every `Printer` does. Run on the one over IPP, with the real ippeveprinter, with and without Create-Job."""

import threading
import time

import pytest

from drivers.ports import Cancel, Printer
from drivers.printer.ipp_client import IppClient
from drivers.printer.ipp_codec import Tag, attribute
from drivers.printer.ipp_printer import GET_JOBS, IppPrinter
from kiosk.core.devices import DeviceKind, Health, PrintCancelled, Printed, PrintJob, PrintUnconfirmed
from kiosk.core.errors import DeviceError
from tests.support.printers import QUICK, PrintDesk, any_desk, machine, pdf

__all__ = ["any_desk", "machine"]

pytestmark = pytest.mark.daemon


def test_it_is_a_printer_with_a_name_that_is_well(any_desk: PrintDesk) -> None:
    printer: Printer = any_desk.printer
    health = printer.probe()
    assert (health.name, health.kind, health.health) == (printer.name, DeviceKind.PRINTER, Health.READY)
    assert health.fault == ""


@pytest.mark.parametrize("pages", [1, 3])
def test_a_job_is_followed_to_its_end_and_the_paper_is_what_was_sent(any_desk: PrintDesk, pages: int) -> None:
    document = pdf(pages)
    job = any_desk.printing(document)
    assert any_desk.printer.follow(job, 30, Cancel()) == Printed(pages=pages)
    (paper,) = any_desk.machine.printed
    assert paper.read_bytes() == document.reveal()
    assert any_desk.waiting() == []


def test_jobs_come_out_in_their_order(any_desk: PrintDesk) -> None:
    documents = [pdf(pages) for pages in (1, 2, 1)]
    for document in documents:
        assert isinstance(any_desk.printer.follow(any_desk.printing(document), 30, Cancel()), Printed)
    assert [paper.read_bytes() for paper in any_desk.machine.printed] == [item.reveal() for item in documents]


def test_nothing_prints_before_the_document_is_sent(any_desk: PrintDesk) -> None:
    job = any_desk.printer.create_job("receipt")
    time.sleep(0.5)
    assert any_desk.machine.printed == ()
    any_desk.printer.send(job, pdf())
    assert any_desk.printer.follow(job, 30, Cancel()) == Printed(pages=1)


def test_a_cancelled_job_is_gone_and_the_printer_is_free(any_desk: PrintDesk) -> None:
    any_desk.machine.slow_down(3)
    cancel = Cancel()
    job = any_desk.printing(pdf(2))
    timer = threading.Timer(0.5, cancel.set)
    timer.start()
    assert any_desk.printer.follow(job, 30, cancel) == PrintCancelled()
    timer.join()
    assert any_desk.waiting() == []
    assert any_desk.machine.spooled == ()
    assert any_desk.machine.printed == ()
    any_desk.machine.recover()
    assert any_desk.printer.follow(any_desk.printing(pdf()), 30, Cancel()) == Printed(pages=1)


def test_a_job_can_be_taken_back_before_and_after_its_end(any_desk: PrintDesk) -> None:
    unsent = any_desk.printer.create_job("receipt")
    any_desk.printer.cancel_job(unsent)
    assert any_desk.waiting() == []
    job = any_desk.printing(pdf())
    assert any_desk.printer.follow(job, 30, Cancel()) == Printed(pages=1)
    any_desk.printer.cancel_job(job)
    assert any_desk.printer.recall(job) == Printed(pages=1)


def test_after_a_crash_the_printer_is_asked_how_the_job_ended(any_desk: PrintDesk) -> None:
    any_desk.machine.slow_down(1.0)
    job = any_desk.printing(pdf())
    restarted: Printer = IppPrinter("printer", any_desk.uri, patience=QUICK)
    assert restarted.recall(job) is None
    assert restarted.follow(job, 30, Cancel()) == Printed(pages=1)
    assert restarted.recall(job) == Printed(pages=1)
    assert len(any_desk.machine.printed) == 1


def test_a_job_that_the_printer_no_longer_knows_is_unconfirmed(any_desk: PrintDesk) -> None:
    for number in (9999, -9999):
        forgotten = PrintJob(printer_uri=any_desk.uri, job_id=number)
        assert any_desk.printer.recall(forgotten) == PrintUnconfirmed()
        assert any_desk.printer.follow(forgotten, 5, Cancel()) == PrintUnconfirmed()
        any_desk.printer.cancel_job(forgotten)


def test_a_job_of_another_printer_is_not_taken_for_one_of_this(any_desk: PrintDesk) -> None:
    job = any_desk.printing(pdf())
    assert any_desk.printer.follow(job, 30, Cancel()) == Printed(pages=1)
    elsewhere = PrintJob(printer_uri="ipp://localhost/printers/before", job_id=job.job_id)
    assert any_desk.printer.recall(elsewhere) == PrintUnconfirmed()


def test_a_printer_that_is_switched_off_is_absent_and_takes_no_job(any_desk: PrintDesk) -> None:
    uri = "ipp://localhost:9/ipp/print"  # the discard port: nobody listens
    printer = IppPrinter("printer", uri)
    began = time.monotonic()
    health = printer.probe()
    assert time.monotonic() - began < 2
    assert (health.health, health.fault) == (Health.ABSENT, "PRN-001")
    for call in (lambda: printer.create_job("receipt"), lambda: printer.recall(PrintJob(printer_uri=uri, job_id=1))):
        with pytest.raises(DeviceError) as caught:
            call()
        assert caught.value.code == "PRN-001"


def test_nothing_that_leaves_the_terminal_names_a_person(any_desk: PrintDesk) -> None:
    job = any_desk.printing(pdf(), title="社保参保证明")
    any_desk.printer.follow(job, 30, Cancel())
    answer = IppClient(any_desk.machine.uri).call(
        GET_JOBS,
        attribute("which-jobs", Tag.KEYWORD, "completed"),
        attribute("requested-attributes", Tag.KEYWORD, "all"),
        timeout_s=5,
    )
    (kept,) = [group for group in answer.groups if group.tag == Tag.JOB]
    assert kept.strings("job-originating-user-name") == ("guanjia-kiosk",)
    assert kept.strings("job-name")[0] in ("社保参保证明", f"guanjia-{-job.job_id:08x}")


def test_a_job_names_its_printer(any_desk: PrintDesk) -> None:
    job = any_desk.printer.create_job("receipt")
    assert job.printer_uri == any_desk.uri
    assert job.job_id != 0
    any_desk.printer.cancel_job(job)
    any_desk.printer.close()
    any_desk.printer.close()
