"""What is set at the sandbox's printer, and the few words of IPP that the sandbox itself needs. No threads.

The settings lie in ``control.json`` in the printer's folder, changed under a lock, because the control panel and the
engine that runs inside a job both write it. The IPP here is the sandbox's own: a mistake in the terminal's must not
be made twice.
"""

from __future__ import annotations

import fcntl
import json
import struct
import urllib.request
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

FOLDER_VARIABLE = "GUANJIA_SANDBOX_PRINTER"
URI_VARIABLE = "GUANJIA_SANDBOX_PRINTER_URI"
CONTROL_JOB = "sandbox-control"
ENDED_BY_REQUEST = ("processing-to-stop-point", "job-canceled-by-user")
# Reasons that hold the paper path up; ippeveprinter knows these and a few milder ones (cups/test/ippserver.c).
HALTING = frozenset({"media-empty", "media-needed", "media-jam", "cover-open", "input-tray-missing", "toner-empty"})

PRINT_JOB, CANCEL_JOB, GET_JOB, GET_PRINTER = 0x0002, 0x0008, 0x0009, 0x000B


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """The settings. `sheets` is what lies in the tray, None for a tray that never ends."""

    reasons: tuple[str, ...] = ()
    seconds_per_page: float = 0.2
    sheets: int | None = None
    counts_pages: bool = True  # False: a printer that keeps no job-impressions-completed
    swallows: bool = False  # True: says "completed", and nothing comes out

    @property
    def halted(self) -> bool:
        """True when no page can move."""
        return bool(HALTING & set(self.reasons))


def read_control(folder: Path) -> Control:
    """Return the settings; those of a printer in order when none were written."""
    try:
        stored = json.loads((folder / "control.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Control()
    return Control(**(stored | {"reasons": tuple(stored["reasons"])}))


def change_control(folder: Path, change: Callable[[Control], Control]) -> Control:
    """Read, change and write the settings while nobody else does."""
    with (folder / "control.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        control = change(read_control(folder))
        fresh = folder / "control.tmp"
        fresh.write_text(json.dumps(asdict(control)), encoding="utf-8")
        fresh.replace(folder / "control.json")
    return control


def with_reason(control: Control, reason: str) -> Control:
    """Return the settings with one reason more."""
    return replace(control, reasons=tuple(dict.fromkeys((*control.reasons, reason))))


def ask(
    uri: str, operation: int, job: int = 0, job_name: str = "", document: bytes = b""
) -> tuple[int, dict[str, list[str | int]]]:
    """Send one IPP request; return the status and the answer's plain attributes (numbers, else text)."""
    message = struct.pack(">BBHiB", 1, 1, operation, 1, 0x01)
    message += _attribute(0x47, "attributes-charset", b"utf-8") + _attribute(0x48, "attributes-natural-language", b"en")
    message += _attribute(0x45, "printer-uri", uri.encode())
    if job:
        message += _attribute(0x21, "job-id", struct.pack(">i", job))
    if job_name:
        message += _attribute(0x42, "job-name", job_name.encode()) + _attribute(
            0x49, "document-format", b"application/pdf"
        )
    else:
        wanted = (b"job-state", b"job-state-reasons", b"printer-state-reasons", b"queued-job-count")
        message += b"".join(
            _attribute(0x44, "" if at else "requested-attributes", name) for at, name in enumerate(wanted)
        )
    request = urllib.request.Request(  # noqa: S310 - always this machine's http
        "http" + uri.removeprefix("ipp"), message + b"\x03" + document, {"Content-Type": "application/ipp"}
    )
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=5) as answer:
        return _parse(answer.read())


def job_is_canceled(uri: str, job: int) -> bool:
    """Return whether somebody has taken the job back."""
    _, facts = ask(uri, GET_JOB, job)
    return any(reason in ENDED_BY_REQUEST for reason in facts.get("job-state-reasons", []))


def _attribute(tag: int, name: str, value: bytes) -> bytes:
    return struct.pack(">BH", tag, len(name)) + name.encode() + struct.pack(">H", len(value)) + value


def _parse(answer: bytes) -> tuple[int, dict[str, list[str | int]]]:
    status = struct.unpack(">H", answer[2:4])[0]
    facts: dict[str, list[str | int]] = {}
    at, name = 8, ""
    while answer[at] != 0x03:
        if answer[at] < 0x10:
            at += 1
            continue
        tag, length = struct.unpack(">BH", answer[at : at + 3])
        name = answer[at + 3 : at + 3 + length].decode() or name
        at += 3 + length
        size = struct.unpack(">H", answer[at : at + 2])[0]
        raw = answer[at + 2 : at + 2 + size]
        at += 2 + size
        facts.setdefault(name, []).append(struct.unpack(">i", raw)[0] if tag in (0x21, 0x23) else raw.decode())
    return status, facts
