"""The sandbox's printer: the real ippeveprinter of CUPS with a paper path of our own, and faults on request.

ippeveprinter wants a system D-Bus even with its announcements off ("Unable to initialize DNS-SD"; tried), so it gets
a private one, and the machine's own is neither needed nor touched. What it prints lies in ``printed/``, in the order
of the jobs. Faults show at once, whether a job is on or not:

- an empty tray is set through ippeveprinter's web form ``/media`` (trays 1 and 3, ``level`` 0);
- ippeveprinter takes all other reasons only from the command of a running job. While one is on, its engine sees the
  changed settings; while none is, a job named ``sandbox-control`` runs, which says the reasons and prints nothing.

Limits of ippeveprinter 2.4.2: one job at a time, any further one is refused as busy; ended jobs are forgotten after a
minute; `printer-state` is never stopped; a job sent to an empty tray waits inside, cannot be taken out before paper
is there, and then ends without a page when it was cancelled. Listens on localhost only.
"""

from __future__ import annotations

import shlex
import socket
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from sandbox.printer_control import (
    CONTROL_JOB,
    FOLDER_VARIABLE,
    GET_PRINTER,
    PRINT_JOB,
    URI_VARIABLE,
    Control,
    ask,
    change_control,
    read_control,
)
from sandbox.socket_folder import socket_folder
from sandbox.tether import Tethered

START_S = 10.0
SHOW_S = 5.0
_BUS = """<busconfig><type>system</type><listen>unix:path={path}</listen>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>
"""
_TRAY = "iso_a4_210x297mm"


class SandboxPrinter:
    """One printer. Start and stop it, set faults, look at what came out; use it in a ``with`` block."""

    def __init__(self, folder: Path, port: int | None = None) -> None:
        self._folder = folder.resolve()
        self._port = port or _free_port()
        self._processes: list[Tethered] = []

    @property
    def uri(self) -> str:
        """The printer's address for the terminal."""
        return f"ipp://localhost:{self._port}/ipp/print"

    @property
    def certificate(self) -> Path:
        """The certificate of the printer's own making, for `ipps`. There after the first such connection."""
        return self._folder / "keys" / "localhost.crt"

    @property
    def pids(self) -> tuple[int, ...]:
        """Process ids of what runs: the bus and the printer."""
        return tuple(process.pid for process in self._processes)

    @property
    def printed(self) -> tuple[Path, ...]:
        """The PDFs that came out, oldest first."""
        return tuple(sorted((self._folder / "printed").glob("*.pdf")))

    @property
    def spooled(self) -> tuple[Path, ...]:
        """Documents that the printer still keeps."""
        return tuple(sorted((self._folder / "spool").iterdir()))

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start bus and printer and wait until it answers. Raises `RuntimeError` when it does not."""
        for part in ("spool", "printed", "keys"):
            (self._folder / part).mkdir(parents=True, exist_ok=True)
        bus = socket_folder(self._folder) / "bus"
        bus.parent.mkdir(exist_ok=True)
        bus.unlink(missing_ok=True)
        (self._folder / "bus.conf").write_text(_BUS.format(path=bus), encoding="utf-8")
        self._run(["dbus-daemon", f"--config-file={self._folder}/bus.conf", "--nofork", "--nopidfile"], [])
        self._wait(bus.exists)
        command = self._folder / "engine"
        root = Path(__file__).resolve().parent.parent
        command.write_text(
            f"#!/bin/sh\ncd {shlex.quote(str(root))}\n"
            f'exec {shlex.quote(sys.executable)} -m sandbox.printer_engine "$@"\n',
            encoding="utf-8",
        )
        command.chmod(0o755)
        port, folder = str(self._port), str(self._folder)
        self._run(
            ["ippeveprinter", "-r", "off", "-n", "localhost", "-p", port, "-f", "application/pdf"],
            ["-d", f"{folder}/spool", "-D", "file:///dev/null", "-K", f"{folder}/keys", "-c", str(command), "Sandbox"],
            DBUS_SYSTEM_BUS_ADDRESS=f"unix:path={bus}",
            **{FOLDER_VARIABLE: folder, URI_VARIABLE: self.uri},
        )
        self._wait(self._answers)
        self._show(read_control(self._folder))

    def stop(self) -> None:
        """Switch the printer off, in the middle of a page if need be. Safe to call twice."""
        while self._processes:
            self._processes.pop().end()

    # --- faults -------------------------------------------------------------------------------------------

    def fail(self, *reasons: str) -> None:
        """Set exactly these printer-state-reasons (keywords without suffix); they show before this returns."""
        self._show(change_control(self._folder, lambda now: replace(now, reasons=reasons)))

    def recover(self) -> None:
        """Mend everything: no reasons, a full tray, the usual speed, an honest count."""
        self._show(change_control(self._folder, lambda _: Control()))

    def set_sheets(self, sheets: int | None) -> None:
        """Put that many sheets into the tray; the printer runs out of paper after the last one."""
        self._change(sheets=sheets)

    def slow_down(self, seconds_per_page: float) -> None:
        """Let each page take this long, the one under way included."""
        self._change(seconds_per_page=seconds_per_page)

    def swallow(self) -> None:
        """Say "completed" of the next jobs, and print nothing."""
        self._change(swallows=True)

    def stop_counting(self) -> None:
        """Print, but keep no count of the pages, as some queues do."""
        self._change(counts_pages=False)

    def _change(self, **settings: object) -> None:
        change_control(self._folder, lambda now: replace(now, **settings))  # type: ignore[arg-type]

    def _show(self, control: Control) -> None:
        """Bring what the printer reports in line with the settings."""
        wanted = set(control.reasons)
        until = time.monotonic() + SHOW_S
        while True:
            status, facts = ask(self.uri, GET_PRINTER)
            reasons = {str(value).rsplit("-", 1)[0] for value in facts["printer-state-reasons"]} - {"none"}
            if reasons - {"media-needed"} == wanted - {"media-needed"}:
                return
            if time.monotonic() > until:
                raise RuntimeError(f"the printer shows {sorted(reasons)} instead of {sorted(wanted)} ({status:04X})")
            if ("media-empty" in reasons) != ("media-empty" in wanted):
                self._fill_tray(0 if "media-empty" in wanted else 250)
            elif facts["queued-job-count"] == [0]:
                self._run_control_job(tray_empty="media-empty" in reasons)
            time.sleep(0.05)

    def _run_control_job(self, *, tray_empty: bool) -> None:
        if tray_empty:  # or the job would wait for paper
            self._fill_tray(250)
        ask(self.uri, PRINT_JOB, job_name=CONTROL_JOB, document=b"%PDF-1.4\n")
        until = time.monotonic() + SHOW_S
        while ask(self.uri, GET_PRINTER)[1]["queued-job-count"] != [0] and time.monotonic() < until:
            time.sleep(0.02)

    def _fill_tray(self, sheets: int) -> None:
        """The form sets all trays at once: the by-pass tray (3) stays filled, or it alone would raise media-empty."""
        levels = {"size1": _TRAY, "type1": "stationery", "level1": sheets}
        levels |= {"size3": _TRAY, "type3": "stationery", "level3": 25}
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"http://localhost:{self._port}/media?{urllib.parse.urlencode(levels)}", timeout=5) as page:
            page.read()

    # --- processes ----------------------------------------------------------------------------------------

    def _run(self, command: list[str], arguments: list[str], **environment: str) -> None:
        log = self._folder / "printer.log"
        self._processes.append(Tethered(command + arguments, log=log, environment=environment))

    def _answers(self) -> bool:
        try:
            ask(self.uri, GET_PRINTER)
        except OSError:
            return False
        return True

    def _wait(self, ready: Callable[[], bool]) -> None:
        until = time.monotonic() + START_S
        while not ready():
            if time.monotonic() > until or any(process.ended for process in self._processes):
                self.stop()
                raise RuntimeError(f"the printer did not start: {(self._folder / 'printer.log').read_text()[-500:]}")
            time.sleep(0.02)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])
