"""Carries out `PrintDocument`: typeset, put the job on record, print, follow it to its end. Runs on the printer's lane.

The journal makes printing safe against a crash: the intent is durable before typesetting, the job's id before a byte is
sent. A purpose that has printed is never printed again silently; a purpose that was interrupted asks the printer first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from drivers.ports import Cancel, Printer
from flows.model.effect import PrintDocument
from kiosk.core.clock import Clock
from kiosk.core.devices import PrintCancelled, Printed, PrintFailed, PrintJob, PrintOutcome, PrintUnconfirmed
from kiosk.core.sensitive import Sensitive
from offline_cache.drafts import LIFETIME
from offline_cache.journal import JournalEntry, PrintJournal

TYPESET_S = 20.0
FOLLOW_S = 120.0  # vxsuite gives a job as long
Typeset = Callable[[str, Mapping[str, Any]], bytes]


def print_document(
    effect: PrintDocument,
    *,
    printer: Printer,
    journal: PrintJournal,
    typeset: Typeset,
    clock: Clock,
    cancel: Cancel,
) -> PrintOutcome:
    """Print once. Raises `DeviceError`, `ContentError` or `CacheError`, each with its true cause."""
    key = print_key(effect)
    entry = journal.intend(key, clock.now())
    if entry.outcome:
        return outcome_of(entry)
    outcome: PrintOutcome
    if entry.job_id is not None:
        outcome = recall(entry, printer, cancel)
    else:
        pdf = Sensitive(typeset(effect.template, effect.data.reveal()))
        if cancel.requested:  # the session ended meanwhile: nobody stands there for the paper
            outcome = PrintCancelled()
        else:
            job = printer.create_job(_title(key))
            journal.bind(key, job.printer_uri, job.job_id)
            printer.send(job, pdf)
            outcome = printer.follow(job, FOLLOW_S, cancel)
    journal.finish(key, name_of(outcome), clock.now())
    return outcome


def recall(entry: JournalEntry, printer: Printer, cancel: Cancel) -> PrintOutcome:
    """Ask the printer what became of a job that was begun before; one that never got its bytes is taken back."""
    job = PrintJob(printer_uri=entry.printer_uri, job_id=entry.job_id or 0)
    outcome = printer.recall(job)
    if outcome is None:
        outcome = printer.follow(job, FOLLOW_S, cancel)
    return outcome


def settle_unfinished(*, printer: Printer, journal: PrintJournal, clock: Clock) -> int:
    """After a crash: give every interrupted job an end, without printing. Returns how many there were.

    Nobody stands there for them any more, so what is still in the queue is taken back. What never became a job has put
    nothing on paper: it stays open as long as a draft lives, and is printed for whoever comes back.
    """
    settled = 0
    for entry in journal.unfinished():
        if entry.job_id is None:
            if abs(clock.now() - entry.intended_at) > LIFETIME:  # no draft leads back to it any more
                journal.finish(entry.print_key, name_of(PrintCancelled()), clock.now())
            continue
        settled += 1
        job = PrintJob(printer_uri=entry.printer_uri, job_id=entry.job_id)
        outcome = printer.recall(job)
        if outcome is None:
            printer.cancel_job(job)
            outcome = PrintUnconfirmed()
        journal.finish(entry.print_key, name_of(outcome), clock.now())
    return settled


def print_key(effect: PrintDocument) -> str:
    """Return the journal's key: impersonal, the same when a draft comes back, another for each 再打一张."""
    return f"{effect.purpose}/{effect.again}"


def name_of(outcome: PrintOutcome) -> str:
    """Return the journal's word for an outcome."""
    match outcome:
        case Printed(pages=pages):
            return f"printed:{pages}"
        case PrintUnconfirmed():
            return "unconfirmed"
        case PrintFailed(fault=fault):
            return f"failed:{fault}"
        case PrintCancelled():
            return "cancelled"


def outcome_of(entry: JournalEntry) -> PrintOutcome:
    """Return the outcome that the journal holds."""
    word, _, detail = entry.outcome.partition(":")
    match word:
        case "printed":
            return Printed(pages=int(detail))
        case "failed":
            return PrintFailed(fault=detail)
        case "cancelled":
            return PrintCancelled()
        case _:
            return PrintUnconfirmed()


def _title(key: str) -> str:
    return "guanjia " + key.partition(":")[0]
