"""The printer port over IPP: any IPP printer that takes PDF, and any CUPS queue. Follows every job to its end.

A job is created and sent in two operations, so that its number is on record before a byte can print (Create-Job,
Send-Document; RFC 8011, 4.2.4 and 4.3.1). A printer without Create-Job gives a number only together with the
document: for it `create_job` draws a name instead, kept as a negative `job_id`; `send` prints under that name with
Print-Job, and from then on the job is found by its name among the printer's jobs, after a crash too.

The job's title is impersonal, and so is the user's name. Nothing is ever sent twice. Runs on the printer's lane.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass

from drivers.ports import Cancel
from drivers.printer.ipp_client import IppClient, IppStatusError
from drivers.printer.ipp_codec import Attribute, Group, Tag, attribute
from drivers.printer.job_outcome import JobStatus, PrinterState, outcome
from drivers.printer.reasons import STOPPED, blocking_fault, low_fault
from kiosk.core.devices import (
    DeviceHealth,
    DeviceKind,
    Health,
    PrintCancelled,
    Printed,
    PrintFailed,
    PrintJob,
    PrintOutcome,
    PrintUnconfirmed,
)
from kiosk.core.errors import DeviceError
from kiosk.core.sensitive import Sensitive

# Operations, RFC 8011, 5.4.15
PRINT_JOB = 0x0002
CREATE_JOB = 0x0005
SEND_DOCUMENT = 0x0006
CANCEL_JOB = 0x0008
GET_JOB_ATTRIBUTES = 0x0009
GET_JOBS = 0x000A
GET_PRINTER_ATTRIBUTES = 0x000B
# Statuses, RFC 8011, B.1
NOT_POSSIBLE = 0x0404
NOT_FOUND = 0x0406
GONE = 0x0407

PDF = "application/pdf"
A4 = "iso_a4_210x297mm"  # PWG 5101.1
TITLE_OCTETS = 255  # name syntax, RFC 8011, 5.1.3
NO_PDF = "PRN-013"
TOO_LATE = "PRN-008"
_JOB_FACTS = (
    "job-id",
    "job-name",
    "job-state",
    "job-state-reasons",
    "job-impressions",
    "job-impressions-completed",
    "job-media-sheets",
    "job-media-sheets-completed",
)
_PRINTER_FACTS = (
    "printer-state",
    "printer-state-reasons",
    "printer-is-accepting-jobs",
    "operations-supported",
    "document-format-supported",
    "media-supported",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long the printer is waited for, in seconds."""

    answer_s: float = 5.0  # one IPP operation
    document_s: float = 60.0  # sending the document
    probe_s: float = 1.8  # the port promises an answer within two
    poll_s: float = 0.5  # vxsuite's figure
    obstacle_s: float = 7.0  # a jam that lasts this long is a jam (vxsuite's figure); so with any other obstacle
    settle_s: float = 5.0  # from Cancel-Job to the job's end
    proof_s: float = 2.0  # from "completed" to the page count
    silence_s: float = 15.0  # a printer that was there and answers no more


class IppPrinter:
    """Prints PDF on one printer or queue; `uri` and `ca_file` as for `IppClient`.

    A printer that lists no ``application/pdf`` is used through a CUPS queue, which converts; directly it is reported
    as failed with PRN-013.
    """

    def __init__(self, name: str, uri: str, *, ca_file: str = "", patience: Patience | None = None) -> None:
        self._name = name
        self._client = IppClient(uri, ca_file=ca_file)
        self._patience = patience or Patience()
        self._numbers: dict[int, int] = {}  # drawn names of this process's jobs -> the printer's numbers

    @property
    def name(self) -> str:
        """The name under ``[[devices]]`` in kiosk.toml."""
        return self._name

    def probe(self) -> DeviceHealth:
        """Ask the printer how it is. What would stop a print now is a failure, even in state idle."""
        try:
            printer = self._printer(self._patience.probe_s)
        except DeviceError as error:
            health = Health.ABSENT if error.code == "PRN-001" else Health.FAILED
            return self._health(health, error.code)
        reasons = printer.strings("printer-state-reasons")
        fault = blocking_fault(reasons)
        if not fault and (
            printer.number("printer-state") == PrinterState.STOPPED
            or printer.contents("printer-is-accepting-jobs")[:1] == (False,)
        ):
            fault = STOPPED
        formats = printer.strings("document-format-supported")
        if not fault and formats and PDF not in formats:
            fault = NO_PDF
        if fault:
            return self._health(Health.FAILED, fault)
        low = low_fault(reasons)
        return self._health(Health.ATTENTION if low else Health.READY, low)

    def close(self) -> None:
        """Nothing is held between calls."""

    def create_job(self, title: str) -> PrintJob:
        """Open a job under an impersonal title. Nothing prints yet. Raises `DeviceError` PRN-001, PRN-002."""
        printer = self._printer(self._patience.answer_s)
        if not {CREATE_JOB, SEND_DOCUMENT} <= set(printer.contents("operations-supported")):
            return PrintJob(printer_uri=self._client.uri, job_id=-1 - secrets.randbelow(2**31 - 1))
        answer = self._client.call(
            CREATE_JOB,
            attribute("job-name", Tag.NAME, title.encode()[:TITLE_OCTETS].decode(errors="ignore")),
            timeout_s=self._patience.answer_s,
            job=_paper(printer),
        )
        number = answer.group(Tag.JOB).number("job-id")
        if number is None or number < 1:
            raise DeviceError("PRN-002", "a job without a number")
        return PrintJob(printer_uri=self._client.uri, job_id=number)

    def send(self, job: PrintJob, pdf: Sensitive[bytes]) -> None:
        """Send the document. Raises `DeviceError` PRN-001, PRN-002; whether it prints is then not known."""
        document_format = attribute("document-format", Tag.MIME_TYPE, PDF)
        if job.job_id > 0:
            self._client.call(
                SEND_DOCUMENT,
                attribute("job-id", Tag.INTEGER, self._number(job)),
                document_format,
                attribute("last-document", Tag.BOOLEAN, True),  # noqa: FBT003 - the value on the wire
                timeout_s=self._patience.document_s,
                document=pdf,
            )
            return
        answer = self._client.call(
            PRINT_JOB,
            attribute("job-name", Tag.NAME, _drawn_name(job)),
            document_format,
            timeout_s=self._patience.document_s,
            job=_paper(self._printer(self._patience.answer_s)),
            document=pdf,
        )
        number = answer.group(Tag.JOB).number("job-id")
        if number is not None:
            self._numbers[job.job_id] = number

    def follow(self, job: PrintJob, timeout_s: float, cancel: Cancel) -> PrintOutcome:
        """Wait for the job's end. A job that is stuck, late or cancelled is taken back before this returns.

        `PrintCancelled` too for a job whose document never came (its sender died in between), `PrintUnconfirmed` when
        the printer falls silent or forgets the job. Does not raise. Returns within `timeout_s` and a few seconds; 40 s
        more when the printer lets every question wait until its deadline.
        """
        deadline = time.monotonic() + timeout_s
        stuck_since: float | None = None
        heard = time.monotonic()
        while True:
            try:
                status = self._status(job)
            except DeviceError as error:
                if _forgotten(error) or time.monotonic() - heard >= self._patience.silence_s:
                    return PrintUnconfirmed()
                status = None
            now = time.monotonic()
            if status is not None:
                heard = now
                if status.ended:
                    return self._proven(job, status)
                if not status.obstacle and not status.starved:
                    stuck_since = None
                elif stuck_since is None:
                    stuck_since = now
            if cancel.requested:
                return self._take_back(job, PrintCancelled())
            obstacle = status.obstacle if status is not None else ""
            if status is not None and stuck_since is not None and now - stuck_since >= self._patience.obstacle_s:
                return self._take_back(job, PrintFailed(fault=obstacle) if obstacle else PrintCancelled())
            if now >= deadline:
                return self._take_back(job, PrintFailed(fault=obstacle or TOO_LATE))
            cancel.wait(min(self._patience.poll_s, deadline - now))

    def recall(self, job: PrintJob) -> PrintOutcome | None:
        """After a crash: how the job ended; None when it has not. Raises `DeviceError` PRN-001, PRN-002.

        A job that the printer no longer knows is unconfirmed: printers forget ended jobs, some within a minute.
        """
        try:
            return outcome(self._status(job))
        except DeviceError as error:
            if _forgotten(error):
                return PrintUnconfirmed()
            raise

    def cancel_job(self, job: PrintJob) -> None:
        """Take the job back and wait for its end. Not an error when it has ended. Raises PRN-001, PRN-002."""
        try:
            number = self._number(job)
            self._client.call(CANCEL_JOB, attribute("job-id", Tag.INTEGER, number), timeout_s=self._patience.answer_s)
            self._settled(job)
        except IppStatusError as error:
            if error.status != NOT_POSSIBLE and not _forgotten(error):
                raise

    # --- inside -------------------------------------------------------------------------------------------

    def _health(self, health: Health, fault: str) -> DeviceHealth:
        return DeviceHealth(kind=DeviceKind.PRINTER, name=self._name, health=health, fault=fault)

    def _printer(self, timeout_s: float) -> Group:
        wanted = attribute("requested-attributes", Tag.KEYWORD, *_PRINTER_FACTS)
        return self._client.call(GET_PRINTER_ATTRIBUTES, wanted, timeout_s=timeout_s).group(Tag.PRINTER)

    def _status(self, job: PrintJob) -> JobStatus:
        """Look at the printer first: an obstacle that appears in between is then met at the next look."""
        printer = self._printer(self._patience.answer_s)
        answer = self._client.call(
            GET_JOB_ATTRIBUTES,
            attribute("job-id", Tag.INTEGER, self._number(job)),
            attribute("requested-attributes", Tag.KEYWORD, *_JOB_FACTS),
            timeout_s=self._patience.answer_s,
        )
        return JobStatus.of(answer.group(Tag.JOB), printer)

    def _number(self, job: PrintJob) -> int:
        """Return the printer's number of the job; a drawn name is looked up.

        Raises `IppStatusError` for an unknown one, and for a job of another printer: this one has its number too.
        """
        if job.printer_uri != self._client.uri:
            raise IppStatusError(GET_JOB_ATTRIBUTES, NOT_FOUND)
        if job.job_id > 0:
            return job.job_id
        if job.job_id in self._numbers:
            return self._numbers[job.job_id]
        for which in ("not-completed", "completed"):
            answer = self._client.call(
                GET_JOBS,
                attribute("which-jobs", Tag.KEYWORD, which),
                attribute("requested-attributes", Tag.KEYWORD, "job-id", "job-name"),
                timeout_s=self._patience.answer_s,
            )
            for group in answer.groups:
                number = group.number("job-id")
                if number is not None and _drawn_name(job) in group.strings("job-name"):
                    self._numbers[job.job_id] = number
                    return number
        raise IppStatusError(GET_JOBS, NOT_FOUND)

    def _proven(self, job: PrintJob, status: JobStatus) -> PrintOutcome:
        """Judge an ended job, giving a printer a moment that says "completed" before it has counted."""
        until = time.monotonic() + self._patience.proof_s
        while True:
            judged = outcome(status)
            if judged is None or not isinstance(judged, PrintUnconfirmed) or time.monotonic() >= until:
                return judged or PrintUnconfirmed()
            time.sleep(self._patience.poll_s)
            try:
                status = self._status(job)
            except DeviceError:
                return judged

    def _take_back(self, job: PrintJob, otherwise: PrintOutcome) -> PrintOutcome:
        """Cancel the job and return `otherwise`, or the job's own good end where that came first.

        Unconfirmed when the printer could not be told: it may print yet.
        """
        try:
            self.cancel_job(job)
            judged = outcome(self._status(job))
        except DeviceError as error:
            return otherwise if _forgotten(error) else PrintUnconfirmed()
        return judged if isinstance(judged, Printed | PrintUnconfirmed) else otherwise

    def _settled(self, job: PrintJob) -> None:
        """Wait until the job has ended; a printer may go on to a stopping point (RFC 8011, 5.3.8)."""
        until = time.monotonic() + self._patience.settle_s
        while not self._status(job).ended and time.monotonic() < until:
            time.sleep(self._patience.poll_s)


def _forgotten(error: DeviceError) -> bool:
    return isinstance(error, IppStatusError) and error.status in (NOT_FOUND, GONE)


def _drawn_name(job: PrintJob) -> str:
    return f"guanjia-{-job.job_id:08x}"


def _paper(printer: Group) -> tuple[Attribute, ...]:
    """A4, one-sided: what every document is set for. Left out where the printer says that it has no A4."""
    media = printer.strings("media-supported")
    sides = attribute("sides", Tag.KEYWORD, "one-sided")
    return (attribute("media", Tag.KEYWORD, A4), sides) if not media or A4 in media else (sides,)
