"""`kioskctl outbox` and `store confirm`: what was accepted, sent again, put aside."""

import re
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from kiosk.app.opening import open_store
from kiosk.config.load import load
from kiosk.core.clock import SystemClock
from kiosk.core.errors import CacheError
from kiosk.core.sensitive import Sensitive
from offline_cache import outbox
from tests.support.settings import write_config
from tests.support.technician import (
    AT,
    CORRECTION,
    RECEIVED,
    WAITING,
    Technician,
    correct,
    in_words,
    table,
    terminal_running,
)

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
