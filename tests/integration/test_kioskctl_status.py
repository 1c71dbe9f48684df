"""`kioskctl devices` and `status`: the terminal at a glance, also while it runs."""

import json
import os
import re
import socket
from contextlib import ExitStack, closing
from datetime import datetime
from pathlib import Path

import pytest

from kiosk.app.opening import open_store
from kiosk.config.load import load
from kiosk.core.clock import SystemClock
from kiosk.core.sensitive import Sensitive
from offline_cache import outbox
from sandbox.platform.process import DEFAULT_TERMINALS, PlatformProcess
from tests.support.settings import NOBODY, write_config
from tests.support.technician import (
    AT,
    CORRECTION,
    DEVICES,
    REFUSED,
    Technician,
    correct,
    in_words,
    table,
    terminal_running,
)

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
