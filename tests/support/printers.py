"""The real ippeveprinter for the tests, one without Create-Job in front of it, and the check that nothing runs on."""

import io
import os
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from pypdf import PdfWriter

from drivers.printer.ipp_client import IppClient
from drivers.printer.ipp_codec import Attribute, Group, Tag, Value, attribute, decode, encode
from drivers.printer.ipp_printer import (
    CREATE_JOB,
    GET_JOBS,
    GET_PRINTER_ATTRIBUTES,
    SEND_DOCUMENT,
    IppPrinter,
    Patience,
)
from kiosk.core.devices import PrintJob
from kiosk.core.sensitive import Sensitive
from sandbox.printer import SandboxPrinter

QUICK = Patience(poll_s=0.1, obstacle_s=1.0, settle_s=3.0, proof_s=0.5, silence_s=1.0)
OPERATION_NOT_SUPPORTED = 0x0501  # RFC 8011, B.1.5.2


def pdf(pages: int = 1) -> Sensitive[bytes]:
    """A document of blank A4 pages."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    out = io.BytesIO()
    writer.write(out)
    return Sensitive(out.getvalue())


@dataclass(slots=True, kw_only=True)
class PrintDesk:
    """A printer as the terminal has it, and the machine behind it."""

    printer: IppPrinter
    machine: SandboxPrinter
    uri: str

    def printing(self, document: Sensitive[bytes], title: str = "receipt") -> PrintJob:
        job = self.printer.create_job(title)
        self.printer.send(job, document)
        return job

    def waiting(self) -> list[int]:
        """Numbers of the jobs that the machine still has to do."""
        answer = IppClient(self.machine.uri).call(
            GET_JOBS, attribute("which-jobs", Tag.KEYWORD, "not-completed"), timeout_s=5
        )
        return [number for group in answer.groups if (number := group.number("job-id")) is not None]


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def engines_running(folder: Path) -> list[str]:
    """Command lines of paper paths that still work for this folder's printer."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/environ"):
        try:
            environment = entry.read_bytes()
        except OSError:  # it ended while we looked
            continue
        if f"GUANJIA_SANDBOX_PRINTER={folder.resolve()}\0".encode() in environment:
            found.append((entry.parent / "cmdline").read_text())
    return found


@contextmanager
def without_create_job(uri: str) -> Iterator[str]:
    """An old printer: the real one behind a door that knows no Create-Job and no Send-Document."""

    class Door(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            request = decode(body)
            if request.code in (CREATE_JOB, SEND_DOCUMENT):
                answer = encode(replace(request, code=OPERATION_NOT_SUPPORTED, groups=request.groups[:1], document=b""))
            else:
                forward = urllib.request.Request(  # noqa: S310 - always this machine's http
                    "http" + uri.removeprefix("ipp"), body, {"Content-Type": "application/ipp"}
                )
                with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(forward, timeout=10) as response:
                    answer = response.read()
                if request.code == GET_PRINTER_ATTRIBUTES:
                    answer = _less_able(answer)
            self.send_response(200)
            self.send_header("Content-Type", "application/ipp")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("localhost", 0), Door)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"ipp://localhost:{server.server_port}/ipp/print"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _less_able(answer: bytes) -> bytes:
    def able(item: Attribute) -> Attribute:
        missing = (Value(Tag.ENUM, CREATE_JOB), Value(Tag.ENUM, SEND_DOCUMENT))
        if item.name != "operations-supported":
            return item
        return Attribute(item.name, tuple(value for value in item.values if value not in missing))

    message = decode(answer)
    groups = tuple(Group(group.tag, tuple(map(able, group.attributes))) for group in message.groups)
    return encode(replace(message, groups=groups))


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[SandboxPrinter]:
    folder = tmp_path / "printer"
    with SandboxPrinter(folder) as started:
        pids = started.pids
        assert all(map(is_running, pids))
        yield started
    assert not any(map(is_running, pids))
    assert engines_running(folder) == []


@pytest.fixture
def desk(machine: SandboxPrinter) -> PrintDesk:
    return PrintDesk(printer=IppPrinter("printer", machine.uri, patience=QUICK), machine=machine, uri=machine.uri)


@pytest.fixture(params=["ippeveprinter", "without Create-Job"])
def any_desk(request: pytest.FixtureRequest, machine: SandboxPrinter) -> Iterator[PrintDesk]:
    if request.param == "ippeveprinter":
        yield PrintDesk(printer=IppPrinter("printer", machine.uri, patience=QUICK), machine=machine, uri=machine.uri)
        return
    with without_create_job(machine.uri) as uri:
        yield PrintDesk(printer=IppPrinter("printer", uri, patience=QUICK), machine=machine, uri=uri)
