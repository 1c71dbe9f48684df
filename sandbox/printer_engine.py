"""The paper path of the sandbox's printer: the command that ippeveprinter runs for each document.

Takes the document's file name; its environment names the job (``IPP_JOB_ID``, ...) and the printer's folder. Reads
the folder's ``control.json`` while it works, so that faults come and go in the middle of a page, and tells the
printer on stderr what a real engine would: ``STATE:`` the reasons that hold it up, ``ATTR:`` the pages that came out
(ippeveprinter(1)). A document whose pages all came out lies in ``printed/`` under its job's number; of one that
stopped half way, the name says how far it got.

A process of its own, one a document; it ends early when the job is cancelled.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

from sandbox.printer_control import (
    CONTROL_JOB,
    FOLDER_VARIABLE,
    URI_VARIABLE,
    Control,
    change_control,
    job_is_canceled,
    read_control,
    with_reason,
)

LOOK_S = 0.05
ASK_S = 0.3  # how often the printer is asked whether the job is still wanted


def main() -> None:
    """Print the document named on the command line."""
    folder = Path(os.environ[FOLDER_VARIABLE])
    document = Path(sys.argv[1])
    job, name = int(os.environ.get("IPP_JOB_ID", "0")), os.environ.get("IPP_JOB_NAME", "untitled")
    engine = _Engine(folder=folder, job=job)
    try:
        if name == CONTROL_JOB:
            engine.look()
        else:
            engine.print(document, re.sub(r"[^\w-]+", "_", name)[:60])
    finally:
        document.unlink(missing_ok=True)  # a printer that is done with a document keeps nothing of it


@dataclass(slots=True, kw_only=True)
class _Engine:
    folder: Path
    job: int
    _shown: tuple[str, ...] | None = None
    _asked: float = 0.0

    def say(self, line: str) -> None:
        sys.stderr.write(line + "\n")
        sys.stderr.flush()

    def print(self, document: Path, title: str) -> None:
        """Move all pages through and lay the document into the output tray, as far as it got."""
        pages = _pages(document)
        self.say(f"ATTR: job-impressions={pages}")
        done = 0
        while done < pages and self.feed(done + 1):
            done += 1
        if done == 0 or self.look().swallows:
            return
        part = "" if done == pages else f".{done}-of-{pages}"
        fresh = self.folder / f"{self.job:04d}.tmp"
        shutil.copyfile(document, fresh)
        fresh.replace(self.folder / "printed" / f"{self.job:04d}-{title}{part}.pdf")

    def look(self) -> Control:
        """Read the settings and pass changed reasons on."""
        control = read_control(self.folder)
        if control.reasons != self._shown:
            self.say("STATE: " + (",".join(control.reasons) or "none"))
            self._shown = control.reasons
        return control

    def feed(self, page: int) -> bool:
        """Move one page through; False when the job was cancelled before it was out."""
        moved = 0.0
        while True:
            control = self.look()
            if self._canceled():
                return False
            if control.sheets == 0 and "media-empty" not in control.reasons:
                change_control(self.folder, lambda now: with_reason(now, "media-empty"))
            elif not control.halted:
                if moved >= control.seconds_per_page:
                    break
                moved += LOOK_S
            time.sleep(LOOK_S)
        control = change_control(self.folder, lambda now: replace(now, sheets=now.sheets - 1) if now.sheets else now)
        if control.counts_pages and not control.swallows:
            self.say(f"ATTR: job-impressions-completed={page}")
        return True

    def _canceled(self) -> bool:
        if time.monotonic() - self._asked < ASK_S:
            return False
        self._asked = time.monotonic()
        try:
            return job_is_canceled(os.environ[URI_VARIABLE], self.job)
        except OSError:  # the printer was switched off
            return True


def _pages(document: Path) -> int:
    told = subprocess.run(["pdfinfo", str(document)], capture_output=True, text=True, check=False).stdout
    found = re.search(r"^Pages:\s+(\d+)", told, re.MULTILINE)
    return int(found[1]) if found else 1


if __name__ == "__main__":
    main()
