"""What printer-state-reasons mean for the next print: which stop it, under which fault code. Pure, any thread.

A reason is a keyword with or without a suffix for its severity (RFC 8011, 5.4.12). The suffix does not decide here:
ippeveprinter reports an empty tray as ``media-empty-report`` while idle and would take the next job (tried), and a
resident who has filled in a form finds no paper. So the keywords below stop a print whatever their suffix and whatever
the printer's state; a keyword that is not listed stops it only when the printer itself calls it an error.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

PAPER_OUT = "PRN-003"
JAM = "PRN-004"
OPEN = "PRN-005"
INK_OUT = "PRN-006"
STOPPED = "PRN-009"
UNREACHABLE = "PRN-001"

# Keyword -> fault, the most telling first: a jam opens the cover, an open cover hides the tray.
# Keywords: RFC 8011, 5.4.12; PWG 5100.9; `offline` is CUPS's own for a queue whose printer is away.
BLOCKING = {
    "media-jam": JAM,
    "cover-open": OPEN,
    "door-open": OPEN,
    "interlock-open": OPEN,
    "media-empty": PAPER_OUT,
    "media-needed": PAPER_OUT,
    "input-tray-missing": PAPER_OUT,
    "toner-empty": INK_OUT,
    "marker-supply-empty": INK_OUT,
    "marker-supply-missing": INK_OUT,
    "developer-empty": INK_OUT,
    "offline": UNREACHABLE,
    "marker-waste-full": STOPPED,
    "opc-life-over": STOPPED,
    "fuser-over-temp": STOPPED,
    "output-tray-missing": STOPPED,
    "output-area-full": STOPPED,
    "spool-area-full": STOPPED,
    "moving-to-paused": STOPPED,
    "paused": STOPPED,
    "stopping": STOPPED,
    "shutdown": STOPPED,
    "timed-out": STOPPED,
}
PAPER_LOW = "PRN-011"
INK_LOW = "PRN-012"
LOW = {
    "media-low": PAPER_LOW,
    "toner-low": INK_LOW,
    "marker-supply-low": INK_LOW,
    "developer-low": INK_LOW,
    "marker-waste-almost-full": INK_LOW,
    "opc-near-eol": INK_LOW,
}


class Severity(StrEnum):
    """The suffix of a reason; UNSAID when it has none."""

    REPORT = "report"
    WARNING = "warning"
    ERROR = "error"
    UNSAID = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One printer-state-reason without its suffix."""

    keyword: str
    severity: Severity


def parse_reason(value: str) -> Reason:
    """Split a reason into keyword and severity: ``media-empty-warning`` is media-empty, WARNING."""
    keyword, _, suffix = value.strip().lower().rpartition("-")
    if keyword and suffix in (Severity.REPORT, Severity.WARNING, Severity.ERROR):
        return Reason(keyword, Severity(suffix))
    return Reason(value.strip().lower(), Severity.UNSAID)


def blocking_fault(values: Iterable[str]) -> str:
    """Return the fault code for which nothing can be printed now, "" when there is none."""
    reasons = [parse_reason(value) for value in values]
    keywords = {reason.keyword for reason in reasons}
    for keyword, fault in BLOCKING.items():
        if keyword in keywords:
            return fault
    return STOPPED if any(reason.severity is Severity.ERROR and reason.keyword not in LOW for reason in reasons) else ""


def low_fault(values: Iterable[str]) -> str:
    """Return the fault code of what will run out soon, "" when nothing will."""
    keywords = {parse_reason(value).keyword for value in values}
    return next((fault for keyword, fault in LOW.items() if keyword in keywords), "")
