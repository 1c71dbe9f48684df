from dataclasses import replace

import pytest

from drivers.printer.ipp_codec import Group, Tag, attribute
from drivers.printer.job_outcome import JobState, JobStatus, PrinterState, outcome
from kiosk.core.devices import PrintCancelled, Printed, PrintFailed, PrintOutcome, PrintUnconfirmed

DONE = JobStatus(state=JobState.COMPLETED, impressions=2, impressions_done=2)


def test_completed_with_all_pages_counted_is_printed() -> None:
    assert outcome(DONE) == Printed(pages=2)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (replace(DONE, impressions_done=0), PrintUnconfirmed()),
        (replace(DONE, impressions_done=None), PrintUnconfirmed()),
        (replace(DONE, impressions_done=1), PrintUnconfirmed()),
        (replace(DONE, impressions=None, impressions_done=1), Printed(pages=1)),
        (replace(DONE, impressions=0, impressions_done=1), Printed(pages=1)),
        (replace(DONE, impressions_done=0, sheets_done=1), Printed(pages=1)),
        (replace(DONE, impressions_done=None, sheets=2, sheets_done=1), PrintUnconfirmed()),
        (replace(DONE, printer_reasons=("media-empty-report",)), PrintUnconfirmed()),
        (replace(DONE, printer_reasons=("media-low-report",)), Printed(pages=2)),
        (replace(DONE, printer_state=PrinterState.STOPPED), PrintUnconfirmed()),
        (replace(DONE, state=JobState.CANCELED), PrintCancelled()),
        (replace(DONE, state=JobState.ABORTED), PrintFailed(fault="PRN-010")),
        (replace(DONE, state=JobState.ABORTED, printer_reasons=("media-jam",)), PrintFailed(fault="PRN-004")),
    ],
)
def test_completed_is_not_taken_for_paper(status: JobStatus, expected: PrintOutcome) -> None:
    assert outcome(status) == expected


@pytest.mark.parametrize("state", [JobState.PENDING, JobState.HELD, JobState.PROCESSING, JobState.STOPPED])
def test_a_job_that_has_not_ended_has_no_outcome(state: JobState) -> None:
    assert outcome(replace(DONE, state=state)) is None


def test_what_holds_a_job_up_is_named() -> None:
    assert JobStatus(state=JobState.PROCESSING).obstacle == ""
    assert JobStatus(state=JobState.STOPPED).obstacle == "PRN-009"
    assert JobStatus(state=JobState.PROCESSING, printer_state=PrinterState.STOPPED).obstacle == "PRN-009"
    assert JobStatus(state=JobState.STOPPED, printer_reasons=("media-jam-error",)).obstacle == "PRN-004"


def test_a_job_that_waits_for_its_document_is_starved_until_it_ends() -> None:
    status = JobStatus(state=JobState.HELD, reasons=("job-data-insufficient",))
    assert status.starved
    assert not replace(status, reasons=("job-incoming",)).starved
    assert not replace(status, state=JobState.ABORTED).starved


def test_a_status_is_made_of_two_answers() -> None:
    job = Group(
        Tag.JOB,
        (
            attribute("job-state", Tag.ENUM, 5),
            attribute("job-state-reasons", Tag.KEYWORD, "job-printing"),
            attribute("job-impressions", Tag.NO_VALUE, None),
            attribute("job-impressions-completed", Tag.INTEGER, 1),
        ),
    )
    printer = Group(
        Tag.PRINTER,
        (
            attribute("printer-state", Tag.ENUM, 4),
            attribute("printer-state-reasons", Tag.KEYWORD, "cover-open-warning"),
        ),
    )
    assert JobStatus.of(job, printer) == JobStatus(
        state=5, reasons=("job-printing",), impressions_done=1, printer_state=4, printer_reasons=("cover-open-warning",)
    )


def test_a_job_without_a_state_has_not_ended() -> None:
    assert not JobStatus.of(Group(Tag.JOB, ()), Group(Tag.PRINTER, ())).ended
