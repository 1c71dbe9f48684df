"""A technician who works over SSH: `kioskctl` run as a process, on a terminal that holds three submissions."""

import json
import os
import re
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kiosk.app.opening import open_store
from kiosk.config.load import load
from kiosk.core.clock import SystemClock
from kiosk.core.sensitive import Sensitive
from kiosk.sync.wire import encode_submission
from offline_cache import outbox
from offline_cache.store import Store
from tests.support.settings import write_config
from tests.support.stores import photo

AT = datetime.fromisoformat("2026-11-24T09:12:00+08:00")
WAITING, REFUSED, RECEIVED, CORRECTION = (f"00000000-0000-4000-8000-00000000000{number}" for number in (1, 2, 3, 4))
PERSONAL = ("张伟", "Zhang Wei", "441900195103071237", "13800005620")  # fictional
DEVICES = """
[[devices]]
name = "id-card-reader"
kind = "id_card"
driver = "sdt-serial"
address = "/dev/serial/by-id/nothing"

[[devices]]
name = "printer"
kind = "printer"
driver = "ipp"
address = "ipp://localhost:9/ipp/print"
"""
TERMINAL = """
import sys
from contextlib import closing
from pathlib import Path
from kiosk.app.opening import open_store
from kiosk.app.report import Report
from kiosk.config.load import load
from kiosk.core.clock import SystemClock
from kiosk.core.devices import DeviceHealth, DeviceKind, Health
settings = load(Path(sys.argv[1])).settings
with closing(open_store(settings, SystemClock())) as store:
    assert store.owner
    report = Report(settings.store.folder, version="0.1.0", clock=SystemClock())
    report.device(DeviceHealth(kind=DeviceKind.PRINTER, name="printer", health=Health.FAILED, fault="PRN-003"))
    report.network(online=False, fault="NET-001")
    print("holding", flush=True)
    sys.stdin.read()
    print(store.outbox.counts().waiting, flush=True)
    report.remove()
"""


@dataclass(frozen=True)
class Said:
    """What one run of the command said."""

    code: int
    out: str
    err: str
    seconds: float

    @property
    def facts(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Technician:
    config: Path

    def run(self, *words: str, config: Path | None = None, **environment: str) -> Said:
        command = [sys.executable, "-m", "kiosk.cli.main", *words, "--config", str(config or self.config)]
        began = time.monotonic()
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=60, check=False, env=os.environ | environment
        )
        said = Said(done.returncode, done.stdout, done.stderr, time.monotonic() - began)
        assert "Traceback" not in said.err, said.err
        assert not any(secret in said.out + said.err for secret in PERSONAL)
        return said

    def both(self, *words: str, code: int = 0, config: Path | None = None) -> tuple[str, Any]:
        """Run it for people and for programs; return the lines and the facts."""
        text, facts = self.run(*words, config=config), self.run(*words, "--json", config=config)
        assert (text.code, facts.code) == (code, code), (text, facts)
        assert (text.err, facts.err) == ("", "")
        assert words[0] == "flows" or too_long(text.out) == [], "lines like file:7: reason are not broken"
        return text.out, facts.facts


def fill(store: Store) -> None:
    """Three submissions: one waits, one was refused in words that name a person, one was received."""
    for key in (RECEIVED, REFUSED, WAITING):
        store.outbox.put(
            key=key,
            service_id="elder-allowance",
            payload=encode_submission(
                service_id="elder-allowance",
                service_digest="5f2c",
                payload={"name": "张伟", "number": "441900195103071237", "phone": "13800005620"},
                kept_at=AT,
            ),
            attachments=[photo(name="household_book")],
            number_prefix="XT07",
            at=AT,
        )
    store.outbox.record(
        [
            outbox.Received(key=RECEIVED, platform_number="DG2611240017", at=AT),
            outbox.Refused(
                key=REFUSED, code="bank", reason="这张卡不是张伟本人的", reason_en="Not the card of Zhang Wei", at=AT
            ),
            outbox.Postponed(key=WAITING, fault="NET-001", due_at=datetime.fromisoformat("2036-11-24T09:12:00+08:00")),
        ]
    )
    store.journal.intend("receipt:1/0", AT)
    store.journal.bind("receipt:1/0", "ipp://localhost:9/ipp/print", 7)


def at_a_terminal(tmp_path: Path) -> Technician:
    """Return one at a terminal that holds three submissions; its platform and its devices are out of reach."""
    config = write_config(tmp_path, more=DEVICES)
    with closing(open_store(load(config).settings, SystemClock())) as store:
        fill(store)
    return Technician(config)


def correct(technician: Technician, *more: outbox.Outcome) -> None:
    """The resident corrects the refused one; it is the fourth of the day."""
    with closing(open_store(load(technician.config).settings, SystemClock())) as store:
        store.outbox.put(
            key=CORRECTION,
            service_id="elder-allowance",
            payload=Sensitive(b"{}"),
            number_prefix="XT07",
            at=AT,
            supersedes=REFUSED,
        )
        store.outbox.record(more)


@contextmanager
def terminal_running(config: Path) -> Iterator[subprocess.Popen[str]]:
    """Run a terminal that holds the store, beside whoever works at it."""
    command = [sys.executable, "-c", TERMINAL, str(config)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "holding\n"
        yield process
        if process.stdin is not None and not process.stdin.closed:
            process.stdin.close()
        assert process.wait(20) == 0


def in_words(text: str) -> str:
    """What is said, wherever its lines end."""
    return " ".join(text.split())


def too_long(text: str) -> list[str]:
    """Lines that run over the edge of 80 columns although they could have been broken."""
    return [line for line in text.splitlines() if columns(line) > 80 and len(line.split()) > 1]


def columns(line: str) -> int:
    """Return how wide a line stands on the screen."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line)


def table(text: str) -> list[list[str]]:
    """The cells of an aligned table: two blanks or more stand between columns."""
    return [re.split(r"\s{2,}", line.strip()) for line in text.split("\n\n", maxsplit=1)[0].splitlines()]
