"""The printer that other tests use keeps the contract of every `Printer`, as far as that needs no daemon."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.core.devices import PrintJob
from kiosk.core.sensitive import Sensitive
from tests.contract.test_printer import (
    test_a_cancelled_job_is_gone_and_the_printer_is_free,
    test_a_job_can_be_taken_back_before_and_after_its_end,
    test_a_job_is_followed_to_its_end_and_the_paper_is_what_was_sent,
    test_a_job_names_its_printer,
    test_a_job_of_another_printer_is_not_taken_for_one_of_this,
    test_a_job_that_the_printer_no_longer_knows_is_unconfirmed,
    test_it_is_a_printer_with_a_name_that_is_well,
    test_jobs_come_out_in_their_order,
    test_nothing_prints_before_the_document_is_sent,
)
from tests.support.printer_of_tests import PrinterOfTests

__all__ = [
    "test_a_cancelled_job_is_gone_and_the_printer_is_free",
    "test_a_job_can_be_taken_back_before_and_after_its_end",
    "test_a_job_is_followed_to_its_end_and_the_paper_is_what_was_sent",
    "test_a_job_names_its_printer",
    "test_a_job_of_another_printer_is_not_taken_for_one_of_this",
    "test_a_job_that_the_printer_no_longer_knows_is_unconfirmed",
    "test_it_is_a_printer_with_a_name_that_is_well",
    "test_jobs_come_out_in_their_order",
    "test_nothing_prints_before_the_document_is_sent",
]


@dataclass
class Machine:
    """The levers of the sandbox's printer, on this one."""

    printer: PrinterOfTests
    spooled: tuple[Path, ...] = ()

    @property
    def printed(self) -> tuple[Path, ...]:
        return self.printer.printed

    def slow_down(self, seconds: float) -> None:
        self.printer.slow_s = seconds

    def recover(self) -> None:
        self.printer.slow_s = 0.0


@dataclass
class Desk:
    printer: PrinterOfTests
    machine: Machine
    uri: str

    def printing(self, document: Sensitive[bytes], title: str = "receipt") -> PrintJob:
        job = self.printer.create_job(title)
        self.printer.send(job, document)
        return job

    def waiting(self) -> list[int]:
        return self.printer.waiting()


@pytest.fixture
def any_desk(tmp_path: Path) -> Desk:
    printer = PrinterOfTests(tmp_path)
    return Desk(printer, Machine(printer), printer.uri)
