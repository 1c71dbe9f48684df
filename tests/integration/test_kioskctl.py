"""`kioskctl` as a technician runs it over SSH: the real command on a real store, platform and devices."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import flows
from kiosk.app.opening import open_store
from kiosk.config.load import load
from kiosk.core.clock import SystemClock
from kiosk.core.errors import CacheError
from kiosk.core.sensitive import Sensitive
from kiosk.sync.wire import encode_submission
from offline_cache import outbox
from offline_cache.store import Store
from sandbox.platform.process import DEFAULT_TERMINALS, PlatformProcess
from tests.support.settings import NOBODY, write_config
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


@pytest.fixture
def technician(tmp_path: Path) -> Technician:
    """At a terminal that holds three submissions; its platform and its devices are out of reach."""
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
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line)


def table(text: str) -> list[list[str]]:
    """The cells of an aligned table: two blanks or more stand between columns."""
    return [re.split(r"\s{2,}", line.strip()) for line in text.split("\n\n", maxsplit=1)[0].splitlines()]


# --- outbox -------------------------------------------------------------------------------------------------------


def test_the_list_shows_what_the_platform_has_not_received(technician: Technician) -> None:
    text, facts = technician.both("outbox", "list")
    assert table(text) == [
        ["number", "state", "accepted", "tries", "fault", "next try"],
        ["XT07-1124-0003", "waiting", "2026-11-24 09:12", "1", "NET-001", "2036-11-24 09:12"],
        ["XT07-1124-0002", "refused", "2026-11-24 09:12", "1", "-", "-"],
    ]
    assert "NET-001  The platform cannot be reached" in text
    assert [(each["number"], each["state"], each["tries"], each["fault"]) for each in facts] == [
        ("XT07-1124-0003", "waiting", 1, "NET-001"),
        ("XT07-1124-0002", "refused", 1, None),
    ]
    assert {each["accepted"] for each in facts} == {"2026-11-24T09:12:00+08:00"}


def test_the_list_shows_received_ones_on_demand(technician: Technician) -> None:
    text, facts = technician.both("outbox", "list", "--all")
    assert [line[-1] for line in table(text)] == ["next try/received as", "2036-11-24 09:12", "-", "DG2611240017"]
    assert [each["platform_number"] for each in facts] == [None, None, "DG2611240017"]


def test_a_list_too_wide_for_the_screen_becomes_one_block_a_submission(technician: Technician) -> None:
    with closing(open_store(load(technician.config).settings, SystemClock())) as store:
        store.outbox.put(key=CORRECTION, service_id="s", payload=Sensitive(b"{}"), number_prefix="HOUJIEXITOU7", at=AT)
    text, _ = technician.both("outbox", "list")
    first, second, *_ = text.split("\n\n")
    assert re.search(r"^number +HOUJIEXITOU7-1124-0004$", first, re.MULTILINE)
    assert re.search(r"^next try +2036-11-24 09:12$", second, re.MULTILINE)


def test_columns_stand_under_their_heads(technician: Technician) -> None:
    head, *lines = technician.run("outbox", "list", "--all").out.split("\n\n")[0].splitlines()
    starts = [match.start() for match in re.finditer(r"(?<=\s\s)\S|^\S", head)]
    for line in lines:
        assert [at for at in starts if line[at : at + 1].strip() == ""] == []
        assert all(line[at - 2 : at] == "  " for at in starts[1:])


def test_an_empty_outbox_says_so(tmp_path: Path) -> None:
    config = write_config(tmp_path)
    with closing(open_store(load(config).settings, SystemClock())):
        pass
    text, facts = Technician(config).both("outbox", "list")
    assert text == "Nothing waits and nothing was refused; no received one is on record.\n"
    assert facts == []


def test_an_outbox_of_received_ones_says_how_many(tmp_path: Path) -> None:
    config = write_config(tmp_path)
    with closing(open_store(load(config).settings, SystemClock())) as store:
        store.outbox.put(key=RECEIVED, service_id="s", payload=Sensitive(b"{}"), number_prefix="XT07", at=AT)
        store.outbox.record([outbox.Received(key=RECEIVED, platform_number="DG2611240017", at=AT)])
    text, _ = Technician(config).both("outbox", "list")
    assert text == "Nothing waits and nothing was refused; 1 received (--all lists them).\n"


@pytest.mark.parametrize("number", ["XT07-1124-0001", "xt07-1124-0001", "DG2611240017", "dg2611240017", RECEIVED])
def test_one_is_found_by_its_number_here_its_number_there_and_its_key(technician: Technician, number: str) -> None:
    _, facts = technician.both("outbox", "show", number)
    assert (facts["key"], facts["number"], facts["platform_number"]) == (RECEIVED, "XT07-1124-0001", "DG2611240017")
    said = technician.run("outbox", "retry", number)
    assert said.out == "XT07-1124-0001 was not sent again: the platform has it as DG2611240017.\n"


@pytest.mark.parametrize("number", ["XT07-1124-0003", WAITING])
def test_one_is_shown_by_its_number_or_its_key_without_what_it_holds(technician: Technician, number: str) -> None:
    text, facts = technician.both("outbox", "show", number)
    assert facts["key"] == WAITING
    assert facts["next_try"] == "2036-11-24T09:12:00+08:00"
    assert (facts["fault"], facts["tries"]) == ("NET-001", 1)
    assert facts["size_bytes"] > 4000
    assert "next try         2036-11-24 09:12" in text
    assert "Check router and cable" in text
    assert "Check router and cable" in facts["remedy"]


def test_a_refusal_shows_the_platforms_words_only_on_demand(technician: Technician) -> None:
    text, facts = technician.both("outbox", "show", "XT07-1124-0002")
    assert facts["platform_code"] == "bank"
    assert (facts["platform_reason"], facts["platform_reason_withheld"]) == (None, True)
    assert facts["platform_reason_en"] is None
    assert "Zhang Wei" not in text
    assert re.search(r"platform reason +not shown", text)
    assert "platform reason en" not in text
    command = [sys.executable, "-m", "kiosk.cli.main", "outbox", "show", "XT07-1124-0002", "--reason", "--config"]
    shown = subprocess.run([*command, str(technician.config)], capture_output=True, text=True, check=True, timeout=60)
    assert re.search(r"platform reason +这张卡不是张伟本人的", shown.stdout)
    assert re.search(r"platform reason en +Not the card of Zhang Wei", shown.stdout)
    assert "withheld" not in shown.stdout


def test_retrying_a_refused_one_makes_it_wait_and_due_now(technician: Technician) -> None:
    said = technician.run("outbox", "retry", "XT07-1124-0002")
    assert (said.code, said.err) == (0, "")
    assert said.out == "XT07-1124-0002 is due now. The terminal sends it when it runs; it does not run now.\n"
    facts = technician.run("outbox", "show", "XT07-1124-0002", "--json").facts
    assert facts["state"] == "waiting"
    assert datetime.fromisoformat(facts["next_try"]) <= SystemClock().now()
    assert (facts["platform_reason"], facts["platform_reason_withheld"]) == (None, False)


def test_retrying_what_was_corrected_changes_nothing_and_names_the_correction(technician: Technician) -> None:
    correct(technician)
    said = technician.run("outbox", "retry", "XT07-1124-0002")
    assert (said.code, said.err) == (0, "")
    assert said.out == "XT07-1124-0002 was not sent again: it was corrected by XT07-1124-0004.\n"
    facts = technician.run("outbox", "retry", "XT07-1124-0002", "--json").facts
    assert (facts["state"], facts["corrected_by"]) == ("refused", "XT07-1124-0004")
    assert technician.run("outbox", "show", "XT07-1124-0002", "--json").facts["corrected_by"] == "XT07-1124-0004"
    assert technician.run("outbox", "show", "XT07-1124-0004", "--json").facts["corrects"] == "XT07-1124-0002"


def test_retrying_for_programs_tells_where_it_stands(technician: Technician) -> None:
    said = technician.run("outbox", "retry", "XT07-1124-0003", "--json")
    assert said.code == 0
    assert (said.facts["number"], said.facts["state"]) == ("XT07-1124-0003", "waiting")


def test_retrying_what_the_platform_has_changes_nothing(technician: Technician) -> None:
    said = technician.run("outbox", "retry", "XT07-1124-0001")
    assert said.code == 0
    assert said.out == "XT07-1124-0001 was not sent again: the platform has it as DG2611240017.\n"
    assert technician.run("outbox", "retry", "XT07-1124-0001", "--json").facts["state"] == "received"


@pytest.mark.parametrize("action", ["show", "retry"])
def test_a_number_that_nobody_knows_is_said_plainly(technician: Technician, action: str) -> None:
    said = technician.run("outbox", action, "XT07-1124-9999")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("unknown  There is no submission XT07-1124-9999 on this terminal.\n")
    error = technician.run("outbox", action, "XT07-1124-9999", "--json").facts["error"]
    assert (error["code"], error["message"]) == (
        "unknown",
        "There is no submission XT07-1124-9999 on this terminal.",
    )


def test_it_works_while_the_terminal_holds_the_store(technician: Technician) -> None:
    with terminal_running(technician.config) as process:
        assert len(technician.run("outbox", "list", "--json").facts) == 2
        said = technician.run("outbox", "retry", "XT07-1124-0002")
        assert said.out == "XT07-1124-0002 is due now. The terminal sends it within a minute.\n"
        found, _ = process.communicate(timeout=20)
        assert found == "2\n", "the terminal sees what was retried beside it"


# --- devices and status -------------------------------------------------------------------------------------------


def test_devices_are_asked_afresh_and_each_fault_is_explained(technician: Technician) -> None:
    text, facts = technician.both("devices", code=1)
    assert table(text) == [
        ["device", "health", "fault"],
        ["id-card-reader", "absent", "IDR-001"],
        ["sdt-serial at /dev/serial/by-id/nothing"],
        ["printer", "absent", "PRN-001"],
        ["ipp at ipp://localhost:9/ipp/print"],
    ]
    for row in facts:
        assert row["meaning"] in in_words(text)
        assert row["remedy"] in in_words(text)
    assert [row["fault"] for row in facts] == ["IDR-001", "PRN-001"]


def test_devices_of_a_running_terminal_are_those_that_it_reports(technician: Technician) -> None:
    with terminal_running(technician.config):
        text, facts = technician.both("devices", code=1)
    reader, printer = facts
    assert (reader["health"], printer["health"], printer["fault"]) == ("warming", "failed", "PRN-003")
    since = datetime.fromisoformat(printer["since"])
    assert 0 <= (SystemClock().now() - since).total_seconds() < 60
    assert f"printer         failed   PRN-003  {since:%Y-%m-%d %H:%M}" in text
    assert "(as the running terminal reports them)" in text
    assert "Load paper" in text


def test_a_device_whose_settings_are_wrong_says_what_is_wrong(tmp_path: Path) -> None:
    device = '[[devices]]\nname = "reader"\nkind = "id_card"\ndriver = "telepathy"\naddress = "-"\n'
    text, facts = Technician(write_config(tmp_path, more=device)).both("devices", code=1)
    assert facts[0]["fault"] == "CNT-002"
    assert "there is no driver 'telepathy'" in facts[0]["detail"]
    assert facts[0]["detail"] in in_words(text)


def test_a_terminal_without_devices_is_well(tmp_path: Path) -> None:
    text, facts = Technician(write_config(tmp_path)).both("devices")
    assert (text, facts) == ("kiosk.toml names no devices\n", [])


def test_status_is_the_terminal_at_a_glance(technician: Technician) -> None:
    text, facts = technician.both("status", code=1)
    assert text.splitlines()[:8] == [
        "terminal  XT07 厚街镇·溪头村便民服务站",
        "running   no",
        "store     found whole; its key is kept in a file",
        "outbox    1 waiting, 1 refused, 1 received",
        "prints    1 without an end",
        "platform  not reached: NET-001",
        f"address   {NOBODY}/ (kiosk.toml, line 9)",
        "well      no",
    ]
    assert (facts["terminal"], facts["running"], facts["well"]) == ("XT07", False, False)
    assert [facts["store"][name] for name in ("whole", "waiting", "refused", "received", "open_prints")] == [
        True,
        1,
        1,
        1,
        1,
    ]
    assert (facts["platform"]["reached"], facts["platform"]["fault"]) == (False, "NET-001")
    assert [row["fault"] for row in facts["devices"]] == ["IDR-001", "PRN-001"]


def test_status_of_a_running_terminal_says_since_when(technician: Technician) -> None:
    with terminal_running(technician.config):
        text, facts = technician.both("status", code=1)
    assert re.search(r"^running   yes since \d{4}-\d\d-\d\d \d\d:\d\d, version 0\.1\.0$", text, re.MULTILINE)
    assert re.search(r"^platform  not reached since \d{4}-\d\d-\d\d \d\d:\d\d: NET-001$", text, re.MULTILINE)
    assert facts["running"] is True
    assert facts["devices"][1]["fault"] == "PRN-003"


@pytest.mark.daemon
def test_status_of_a_terminal_that_is_well(tmp_path: Path) -> None:
    token = DEFAULT_TERMINALS["XT07"]
    (tmp_path / "token").write_text(token)
    with PlatformProcess(tmp_path / "platform") as platform:
        config = write_config(tmp_path, base_url=platform.url, platform='token_file = "token"')
        with closing(open_store(load(config).settings, SystemClock())):
            pass
        text, facts = Technician(config).both("status")
        assert "well      yes" in text
        clock = r"the clocks agree|this terminal's clock is 0\.[1-9] s (ahead|behind)"
        assert re.search(rf"^platform  reached; ({clock})$", text, re.MULTILINE)
        assert (facts["well"], facts["platform"]["reached"]) == (True, True)
        assert token not in text + json.dumps(facts)
        (tmp_path / "token").write_text("of another terminal")
        text, facts = Technician(config).both("status", code=1)
        assert facts["platform"]["fault"] == "NET-007"
        assert "Check the terminal id and its credentials" in in_words(text)


@pytest.mark.daemon
def test_status_is_well_again_once_the_correction_of_what_was_refused_was_received(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(DEFAULT_TERMINALS["XT07"])
    with PlatformProcess(tmp_path / "platform") as platform:
        technician = Technician(write_config(tmp_path, base_url=platform.url, platform='token_file = "token"'))
        with closing(open_store(load(technician.config).settings, SystemClock())) as store:
            store.outbox.put(
                key=REFUSED, service_id="elder-allowance", payload=Sensitive(b"{}"), number_prefix="XT07", at=AT
            )
            store.outbox.record([outbox.Refused(key=REFUSED, code="bank", reason="", at=AT)])
        text, facts = technician.both("status", code=1)
        assert "outbox    0 waiting, 1 refused, 0 received" in text
        assert (facts["store"]["refused"], facts["store"]["open_refusals"], facts["well"]) == (1, 1, False)
        correct(technician, outbox.Received(key=CORRECTION, platform_number="DG2611240018", at=AT))
        text, facts = technician.both("status")
        assert "outbox    0 waiting, 1 refused (1 of them corrected and received), 1 received" in text
        assert (facts["store"]["refused"], facts["store"]["open_refusals"], facts["well"]) == (1, 0, True)


def test_status_comes_within_seconds_when_nothing_answers(tmp_path: Path) -> None:
    with ExitStack() as undo:
        silent = [undo.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(2)]
        ports = [line.getsockname()[1] for line in silent]
        reader, reader_address = os.openpty()
        undo.callback(os.close, reader)
        undo.callback(os.close, reader_address)
        more = DEVICES.replace(":9/", f":{ports[0]}/").replace("/dev/serial/by-id/nothing", os.ttyname(reader_address))
        config = write_config(tmp_path, base_url=f"http://127.0.0.1:{ports[1]}", more=more)
        with closing(open_store(load(config).settings, SystemClock())):
            pass
        said = Technician(config).run("status", "--json")
    assert said.code == 1
    assert said.facts["platform"]["fault"] == "NET-002"
    assert [row["fault"] for row in said.facts["devices"]] == ["IDR-002", "PRN-001"]
    assert said.seconds < 8


def test_status_shows_the_rest_when_the_store_cannot_be_opened(technician: Technician) -> None:
    (technician.config.parent / "store" / "terminal.key").write_bytes(bytes(32))
    text, facts = technician.both("status", code=1)
    assert facts["store"]["fault"] == "STO-005"
    assert facts["store"]["waiting"] is None
    assert len(facts["devices"]) == 2
    assert "store     STO-005: terminal.key does not belong to this store" in text
    assert "outbox    not known" in text
    assert "Restore the key file that belongs to this store." in text


def test_looking_makes_no_store(tmp_path: Path) -> None:
    technician = Technician(write_config(tmp_path))
    _, facts = technician.both("status", code=1)
    assert facts["store"]["fault"] == "STO-001"
    said = technician.run("outbox", "list")
    assert said.code == 1
    assert "the terminal makes it when it starts" in said.err
    assert not (tmp_path / "store").exists()


# --- a store that was put aside -----------------------------------------------------------------------------------


@pytest.fixture
def put_aside(technician: Technician) -> Path:
    """The store was damaged, and put aside by the terminal as it started; return where it lies."""
    database = technician.config.parent / "store" / "terminal.db"
    database.write_bytes(b"\0" * 4096 + database.read_bytes()[4096:])
    with pytest.raises(CacheError, match="STO-003"):
        open_store(load(technician.config).settings, SystemClock())
    (folder,) = (technician.config.parent / "store" / "put-aside").iterdir()
    return folder


def test_a_store_put_aside_is_shown_and_nothing_changes_without_a_yes(technician: Technician, put_aside: Path) -> None:
    listed = technician.run("outbox", "list")
    assert (listed.code, "`kioskctl store confirm`" in listed.err) == (1, True)
    size_bytes = (put_aside / "terminal.db").stat().st_size
    text, facts = technician.both("store", "confirm", code=1)
    assert f"whole, in {put_aside}:" in in_words(text)
    assert re.search(rf"^terminal\.db +{size_bytes}$", text, re.MULTILINE)
    assert "Nothing was changed" in text
    assert facts["confirmed_count"] == 0
    (found,) = facts["put_aside"]
    assert found["folder"] == str(put_aside)
    assert {"file": "terminal.db", "size_bytes": size_bytes} in found["files"]
    assert 0 <= (SystemClock().now() - datetime.fromisoformat(found["at"])).total_seconds() < 60
    assert technician.run("outbox", "list").code == 1


@pytest.mark.parametrize("words", [("--yes",), ("--yes", "--json")])
def test_a_yes_lets_the_terminal_begin_a_new_store_and_keeps_the_old_one(
    technician: Technician, put_aside: Path, words: tuple[str, ...]
) -> None:
    damaged = (put_aside / "terminal.db").read_bytes()
    said = technician.run("store", "confirm", *words)
    assert (said.code, said.err) == (0, "")
    if "--json" in words:
        assert (said.facts["confirmed_count"], len(said.facts["put_aside"])) == (1, 1)
    else:
        assert "Confirmed." in said.out
    assert (put_aside / "terminal.db").read_bytes() == damaged
    with closing(open_store(load(technician.config).settings, SystemClock())) as store:
        assert store.outbox.items() == []
    assert technician.both("store", "confirm") == (
        "Nothing that was put aside waits to be confirmed.\n",
        {"put_aside": [], "confirmed_count": 0},
    )


# --- settings and words -------------------------------------------------------------------------------------------

EVERY = (
    ("status",),
    ("devices",),
    ("outbox", "list"),
    ("outbox", "show", "x"),
    ("outbox", "retry", "x"),
    ("store", "confirm"),
)


@pytest.mark.parametrize("words", EVERY)
def test_settings_that_are_missing_are_said_plainly(tmp_path: Path, words: tuple[str, ...]) -> None:
    missing = tmp_path / "kiosk.toml"
    said = Technician(missing).run(*words)
    assert (said.code, said.out) == (2, "")
    assert (
        in_words(said.err) == f"CNT-002 There is no kiosk.toml. {missing} does not exist Say with --config where it is."
    )
    programs = Technician(missing).run(*words, "--json")
    assert programs.code == 2
    assert programs.facts == {
        "error": {
            "code": "CNT-002",
            "message": "There is no kiosk.toml.",
            "detail": f"{missing} does not exist",
            "remedy": "Say with --config where it is.",
        }
    }


def test_settings_that_are_wrong_name_the_line_of_each_mistake(tmp_path: Path) -> None:
    config = write_config(tmp_path, more='[screen]\nwidth = 1080\n\n[log]\nlevel = "loud"\n')
    lines = config.read_text().splitlines()
    said = Technician(config).run("status")
    assert said.code == 2
    assert f"{config}, line {lines.index('width = 1080') + 1}: screen.width is not a setting" in in_words(said.err)
    assert f"{config}, line {len(lines)}: log.level" in in_words(said.err)
    assert "The message names file, line and reason." in said.err


@pytest.mark.parametrize("words", [(), ("statuss",), ("outbox",), ("outbox", "show"), ("status", "--loud")])
def test_a_command_line_that_is_wrong_is_told_so(tmp_path: Path, words: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "kiosk.cli.main", *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("usage: kioskctl")
    programs = subprocess.run([*command, "--json"], capture_output=True, text=True, timeout=60, check=False)
    assert (programs.returncode, programs.stderr[:16]) == (2, "usage: kioskctl ")
    error = json.loads(programs.stdout)["error"]
    assert (error["code"], error["detail"], error["remedy"]) == ("usage", None, None)
    assert error["message"]


@pytest.mark.parametrize("words", [(), *((*words[:2], "--help") for words in EVERY), ("flows", "lint", "--help")])
def test_help_fits_the_screen_and_says_where_the_settings_are(words: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "kiosk.cli.main", *(words or ("--help",))]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=True, env=os.environ | {"COLUMNS": "80"}
    )
    assert [line for line in done.stdout.splitlines() if columns(line) > 80] == []
    assert "--config FILE" in done.stdout


@pytest.mark.parametrize("words", EVERY)
def test_programs_read_lower_case_names_and_null_for_what_is_empty(
    technician: Technician, words: tuple[str, ...]
) -> None:
    found = technician.run(*(RECEIVED if word == "x" else word for word in words), "--json").facts

    def look(value: object) -> None:
        if isinstance(value, dict):
            assert [name for name in value if not re.fullmatch(r"[a-z][a-z_]*", name)] == []
        for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            assert each not in ("", "yes", "no", "-")
            look(each)

    look(found)


def test_an_old_terminal_emulator_gets_signs_instead_of_a_crash(technician: Technician) -> None:
    said = technician.run("status", PYTHONIOENCODING="ascii")
    assert said.code == 1
    assert said.out.startswith("terminal  XT07 \\u539a")


def test_who_reads_only_the_first_lines_gets_no_complaint(technician: Technician) -> None:
    command = f"{sys.executable} -m kiosk.cli.main status --config {technician.config} | head -c 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout, done.stderr) == ("t", "")


@pytest.mark.parametrize("words", [*EVERY, ("flows", "lint")])
def test_it_never_loads_qt(technician: Technician, words: tuple[str, ...]) -> None:
    program = (
        "import sys; from kiosk.cli.main import main\n"
        "main(sys.argv[1:])\n"
        "print('\\n', sorted(name for name in sys.modules if name.startswith(('PySide6', 'shiboken6'))))"
    )
    command = [sys.executable, "-c", program, *words, "--config", str(technician.config)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.splitlines()[-1].strip() == "[]"


def test_the_installed_command_is_this_one(technician: Technician) -> None:
    installed = Path(sys.executable).with_name("kioskctl")
    done = subprocess.run([installed, "--version"], capture_output=True, text=True, timeout=60, check=True)
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", done.stdout)


# --- flows lint ---------------------------------------------------------------------------------------------------


WHOLE = f"{len(list((Path(flows.__file__).parent / 'services').rglob('*.yaml')))} service files, no findings\n"


@pytest.fixture
def service(tmp_path: Path) -> Path:
    """A copy of a bundled service that is in order."""
    bundled = Path(flows.__file__).parent / "services" / "rsj" / "social-insurance-certificate.yaml"
    file = tmp_path / "services" / bundled.name
    file.parent.mkdir()
    file.write_text(bundled.read_text(encoding="utf-8"), encoding="utf-8")
    return file


def line_of(file: Path, words: str) -> int:
    return next(number for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1) if words in line)


def spoil(file: Path, pattern: str, words: str) -> None:
    text, count = re.subn(pattern, words, file.read_text("utf-8"), count=1)
    assert count == 1
    file.write_text(text, encoding="utf-8")


def test_services_in_order_are_found_in_order(technician: Technician, service: Path) -> None:
    text, facts = technician.both("flows", "lint", str(service))
    assert (text, facts) == ("1 service file, no findings\n", [])
    text, facts = technician.both("flows", "lint")
    assert (text, facts) == (WHOLE, [])


def test_without_files_the_terminals_own_services_are_checked(tmp_path: Path, service: Path) -> None:
    spoil(service, r"template: \S+", "template: no-such-paper")
    config = write_config(tmp_path, more='[content]\nservices_folder = "services"\n')
    text, facts = Technician(config).both("flows", "lint", code=1)
    assert facts[0]["file"] == str(service)
    assert facts[1] == {
        "file": str(service.parent),
        "line": None,
        "reason": "exactly one service must stand in the section 'report'",
    }
    assert f"{service.parent}: exactly one service" in text


def test_a_machine_without_settings_checks_the_bundled_services(tmp_path: Path) -> None:
    text, _ = Technician(tmp_path / "missing.toml").both("flows", "lint")
    assert text == WHOLE


@pytest.mark.parametrize("how", ["broken YAML", "an unknown key", "a broken expression", "an unknown template"])
def test_what_is_wrong_is_named_by_file_line_and_reason(technician: Technician, service: Path, how: str) -> None:
    at = 0
    match how:
        case "broken YAML":
            spoil(service, r"(?m)^steps:", "steps: [")
        case "an unknown key":
            spoil(service, r"(?m)^id: ", "colour: red\nid: ")
            at = line_of(service, "colour: red")
        case "a broken expression":
            spoil(service, r"number: applicant.number", "number: applicant.number +* 2")
            at = line_of(service, "+* 2")
        case _:
            spoil(service, r"template: \S+", "template: no-such-paper")
            at = line_of(service, "    kind: print") - 1  # where its step begins
    text, facts = technician.both("flows", "lint", str(service), code=1)
    assert {each["file"] for each in facts} == {str(service)}
    assert all(each["line"] > 0 and each["reason"] for each in facts)
    if at:
        assert at in {each["line"] for each in facts}
    *lines, summary = text.splitlines()
    assert lines == [f"{each['file']}:{each['line']}: {each['reason']}" for each in facts]
    assert summary == f"1 service file, {len(facts)} finding{'' if len(facts) == 1 else 's'}"


@pytest.mark.parametrize(("name", "words"), [("missing.yaml", "No such file"), ("", "there are no service files in")])
def test_files_that_are_not_there_are_said_plainly(
    technician: Technician, tmp_path: Path, name: str, words: str
) -> None:
    (tmp_path / "empty").mkdir()
    said = technician.run("flows", "lint", str(tmp_path / "empty" / name))
    assert (said.code, said.out) == (2, "")
    assert words in said.err
