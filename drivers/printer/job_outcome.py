"""How a print job stands, and what that means for the resident. Pure, any thread.

"Completed" is the printer's word that it has finished with the job, not that paper came out: ippeveprinter says it of
a job that met an empty tray (tried), and a CUPS queue says it once the last byte has left. So a job counts as printed
only when the printer has counted an impression or a sheet, all of them where it said how many there are, and nothing
keeps it from printing. Everything else that ended well is unconfirmed: the resident is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from drivers.printer.ipp_codec import Group
from drivers.printer.reasons import STOPPED, blocking_fault
from kiosk.core.devices import PrintCancelled, Printed, PrintFailed, PrintOutcome, PrintUnconfirmed

ABORTED = "PRN-010"
WAITING_FOR_DOCUMENT = "job-data-insufficient"  # RFC 8011, 5.3.8: created, and more data is awaited


class JobState(IntEnum):
    """RFC 8011, 5.3.7."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9


class PrinterState(IntEnum):
    """RFC 8011, 5.4.11."""

    IDLE = 3
    PROCESSING = 4
    STOPPED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class JobStatus:
    """One look at a job and at the printer that has it. Counts are None where the printer does not keep them."""

    state: int
    impressions: int | None = None
    impressions_done: int | None = None
    sheets: int | None = None
    sheets_done: int | None = None
    reasons: tuple[str, ...] = ()
    printer_state: int = PrinterState.IDLE
    printer_reasons: tuple[str, ...] = ()

    @classmethod
    def of(cls, job: Group, printer: Group) -> JobStatus:
        """Return what both answers say. A job without a state counts as pending."""
        return cls(
            state=job.number("job-state") or JobState.PENDING,
            impressions=job.number("job-impressions"),
            impressions_done=job.number("job-impressions-completed"),
            sheets=job.number("job-media-sheets"),
            sheets_done=job.number("job-media-sheets-completed"),
            reasons=job.strings("job-state-reasons"),
            printer_state=printer.number("printer-state") or PrinterState.IDLE,
            printer_reasons=printer.strings("printer-state-reasons"),
        )

    @property
    def ended(self) -> bool:
        """True in a state that a job never leaves."""
        return self.state >= JobState.CANCELED

    @property
    def obstacle(self) -> str:
        """The fault code of what keeps the job from going on, "" when nothing does."""
        fault = blocking_fault(self.printer_reasons)
        if not fault and (self.state == JobState.STOPPED or self.printer_state == PrinterState.STOPPED):
            return STOPPED
        return fault

    @property
    def starved(self) -> bool:
        """True while the printer waits for a document that has not come."""
        return not self.ended and WAITING_FOR_DOCUMENT in self.reasons

    @property
    def pages_proven(self) -> int:
        """How many pages came out by the printer's own count, 0 when it proves none or not all."""
        for done, total in ((self.impressions_done, self.impressions), (self.sheets_done, self.sheets)):
            if done and done >= (total or 0):
                return done
        return 0


def outcome(status: JobStatus) -> PrintOutcome | None:
    """Return how the job ended; None while it has not."""
    if not status.ended:
        return None
    if status.state == JobState.CANCELED:
        return PrintCancelled()
    if status.state == JobState.ABORTED:
        return PrintFailed(fault=blocking_fault(status.printer_reasons) or ABORTED)
    if status.pages_proven and not status.obstacle:
        return Printed(pages=status.pages_proven)
    return PrintUnconfirmed()
