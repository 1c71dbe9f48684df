"""A `Printer` in memory, for tests that need a printer and not IPP: it prints into a folder, and fails when told to.

What it promises is the contract's: tests/contract/test_printer_of_tests.py runs those of its tests that need no daemon.
"""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from pypdf import PdfReader

from drivers.ports import Cancel
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

LOOK_S = 0.01


class PowerCut(BaseException):
    """The process ends here: nothing below may catch it."""


@dataclass
class _Job:
    title: str
    document: bytes = b""
    ready_at: float = 0.0
    end: PrintOutcome | None = None


@dataclass
class PrinterOfTests:
    """Public fields are levers: `obstacle` stops jobs with that fault, `gone` unplugs it, `cut_before` kills there."""

    folder: Path
    uri: str = "ipp://localhost/printer-of-tests"
    name: str = "printer"
    obstacle: str = ""
    gone: bool = False
    slow_s: float = 0.0
    cut_before: str = ""
    calls: list[str] = field(default_factory=list)
    on_call: Callable[[str], None] = lambda _name: None
    _jobs: dict[int, _Job] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    # --- the port -----------------------------------------------------------------------------------------

    def probe(self) -> DeviceHealth:
        fault = "PRN-001" if self.gone else self.obstacle
        health = Health.ABSENT if self.gone else Health.FAILED if fault else Health.READY
        return DeviceHealth(kind=DeviceKind.PRINTER, name=self.name, health=health, fault=fault)

    def close(self) -> None:
        pass

    def create_job(self, title: str) -> PrintJob:
        self._called("create_job")
        with self._lock:
            number = len(self._jobs) + 1
            self._jobs[number] = _Job(title)
        return PrintJob(printer_uri=self.uri, job_id=number)

    def send(self, job: PrintJob, pdf: Sensitive[bytes]) -> None:
        self._called("send")
        with self._lock:
            known = self._jobs[job.job_id]
            known.document, known.ready_at = pdf.reveal(), time.monotonic() + self.slow_s

    def follow(self, job: PrintJob, timeout_s: float, cancel: Cancel) -> PrintOutcome:
        self._called("follow")
        give_up_at = time.monotonic() + timeout_s
        while True:
            outcome = self._ended(job)
            if outcome is not None:
                return outcome
            if cancel.requested or not self._jobs[job.job_id].document:
                return self._end(job, PrintCancelled())
            if self.obstacle or time.monotonic() >= give_up_at:
                return self._end(job, PrintFailed(fault=self.obstacle or "PRN-008"))
            cancel.wait(LOOK_S)

    def recall(self, job: PrintJob) -> PrintOutcome | None:
        self._called("recall")
        return self._ended(job)

    def cancel_job(self, job: PrintJob) -> None:
        self._called("cancel_job")
        if self._ended(job) is None:
            self._end(job, PrintCancelled())

    # --- what tests look at -------------------------------------------------------------------------------

    @property
    def printed(self) -> tuple[Path, ...]:
        """The papers, oldest first."""
        with self._lock:
            for number in self._jobs:
                self._ended(PrintJob(printer_uri=self.uri, job_id=number))
        return tuple(sorted(self.folder.glob("*.pdf")))

    @property
    def titles(self) -> list[str]:
        return [job.title for job in self._jobs.values()]

    def waiting(self) -> list[int]:
        """Numbers of the jobs that are still to be done."""
        jobs = (PrintJob(printer_uri=self.uri, job_id=number) for number in list(self._jobs))
        return [job.job_id for job in jobs if self._ended(job) is None]

    # --- inside -------------------------------------------------------------------------------------------

    def _called(self, name: str) -> None:
        if self.cut_before == name:
            raise PowerCut(name)
        self.calls.append(name)
        self.on_call(name)
        if self.gone and name != "follow":
            raise DeviceError("PRN-001", "unplugged", retryable=True)

    def _ended(self, job: PrintJob) -> PrintOutcome | None:
        with self._lock:
            known = self._jobs.get(job.job_id) if job.printer_uri == self.uri else None
            if known is None:
                return PrintUnconfirmed()
            due = known.document and not self.obstacle and time.monotonic() >= known.ready_at
            if known.end is None and due:
                (self.folder / f"{job.job_id:04d}.pdf").write_bytes(known.document)
                known.end = Printed(pages=len(PdfReader(io.BytesIO(known.document)).pages))
            return known.end

    def _end(self, job: PrintJob, outcome: PrintOutcome) -> PrintOutcome:
        with self._lock:
            known = self._jobs[job.job_id]
            known.end = known.end or outcome
            return known.end
