"""The virtual reader itself, spoken to with raw bytes: what it says is what the protocol's tables say."""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
import tty
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sandbox.idcard_control import ControlServer
from sandbox.idcard_reader import Fault, FaultKind, VirtualReader
from sandbox.idcard_sam import VirtualSam
from sandbox.idcard_text import card_photo, card_text, newest_address
from sandbox.idcard_wire import Received, take_command
from sandbox.residents import LI_XIULAN, RESIDENTS, ZHANG_WEI

COMMANDS = {
    "reset": "AA AA AA 96 69 00 03 10 FF EC",
    "sam_status": "AA AA AA 96 69 00 03 11 FF ED",
    "sam_id": "AA AA AA 96 69 00 03 12 FF EE",
    "find": "AA AA AA 96 69 00 03 20 01 22",
    "select": "AA AA AA 96 69 00 03 20 02 21",
    "read_base": "AA AA AA 96 69 00 03 30 01 32",
    "read_fingerprint": "AA AA AA 96 69 00 03 30 10 23",
    "newest_address": "AA AA AA 96 69 00 03 30 03 30",
    "rf_frame": "AA AA AA 96 69 00 04 61 FF 50 CA",
}
FOUND = "AAAAAA9669 0008 00009F 00000000 97"
NOT_FOUND = "AAAAAA9669 0004 000080 84"
SELECTED = "AAAAAA9669 000C 000090 0000000000000000 9C"
NOT_SELECTED = "AAAAAA9669 0004 000081 85"
NOT_READ = "AAAAAA9669 0004 000041 45"


class Probe:
    """Opens the line as any program would, and reads what comes within a moment."""

    def __init__(self, link: Path) -> None:
        self.fd = os.open(link, os.O_RDWR | os.O_NOCTTY)
        tty.setraw(self.fd)

    def ask(self, name: str, wait_s: float = 0.3) -> bytes:
        return self.say(bytes.fromhex(COMMANDS[name]), wait_s)

    def say(self, data: bytes, wait_s: float = 0.3) -> bytes:
        os.write(self.fd, data)
        return self.hear(wait_s)

    def hear(self, wait_s: float) -> bytes:
        heard = b""
        while select.select([self.fd], [], [], 0.05 if heard else wait_s)[0]:
            heard += os.read(self.fd, 4096)
        return heard

    def close(self) -> None:
        os.close(self.fd)


@pytest.fixture
def virtual(tmp_path: Path) -> Iterator[VirtualReader]:
    with VirtualReader(tmp_path / "reader") as virtual:
        yield virtual


@pytest.fixture
def probe(virtual: VirtualReader, tmp_path: Path) -> Iterator[Probe]:
    probe = Probe(tmp_path / "reader")
    yield probe
    probe.close()


def test_every_command_is_known_by_its_golden_bytes() -> None:
    for name, data in COMMANDS.items():
        assert take_command(bytearray.fromhex(data)) == Received(name)


def test_without_a_card_nothing_is_found_selected_or_read(probe: Probe) -> None:
    assert probe.ask("find") == bytes.fromhex(NOT_FOUND)
    assert probe.ask("select") == bytes.fromhex(NOT_SELECTED)
    assert probe.ask("read_base") == bytes.fromhex(NOT_READ)


def test_a_card_is_found_selected_and_read(virtual: VirtualReader, probe: Probe) -> None:
    virtual.put_card(LI_XIULAN)
    assert probe.ask("find") == bytes.fromhex(FOUND)
    assert probe.ask("read_base") == bytes.fromhex(NOT_READ)  # not selected yet
    assert probe.ask("select") == bytes.fromhex(SELECTED)
    read = probe.ask("read_base")
    assert len(read) == 1295
    assert read[:14] == bytes.fromhex("AAAAAA9669 0508 000090 0100 0400")
    assert read[14:270] == card_text(LI_XIULAN)
    assert read[270:1294] == card_photo(LI_XIULAN)
    assert probe.ask("newest_address")[10:-1] == newest_address(LI_XIULAN)
    assert virtual.commands == ("find", "read_base", "select", "read_base", "newest_address")


def test_a_card_that_was_read_is_not_found_again_until_it_is_lifted(virtual: VirtualReader, probe: Probe) -> None:
    virtual.put_card(ZHANG_WEI)
    for name in ("find", "select", "read_base"):
        probe.ask(name)
    assert probe.ask("find") == bytes.fromhex(NOT_FOUND)
    assert len(probe.ask("read_base")) == 1295
    assert probe.ask("newest_address") == bytes.fromhex("AAAAAA9669 0004 000091 95")
    virtual.lift()
    assert probe.ask("read_base") == bytes.fromhex(NOT_READ)
    virtual.put_card(ZHANG_WEI)
    assert probe.ask("find") == bytes.fromhex(FOUND)


def test_the_module_answers_for_itself(probe: Probe) -> None:
    assert probe.ask("sam_status") == bytes.fromhex("AAAAAA9669 0004 000090 94")
    assert probe.ask("reset") == probe.ask("rf_frame") == probe.ask("sam_status")
    assert len(probe.ask("sam_id")) == 10 + 16 + 1


def test_replies_with_a_fingerprint_have_their_lengths() -> None:
    for size, total in ((1024, 2321), (512, 1809), (0, 1297)):
        sam = VirtualSam(fingerprint=bytes(size))
        sam.put_card(ZHANG_WEI)
        sam.answer(Received("select"))
        assert len(sam.answer(Received("read_fingerprint"))) == total


def test_bad_commands_are_turned_down(probe: Probe) -> None:
    assert probe.say(bytes.fromhex("AAAAAA9669 0003 2001 23"))[9] == 0x10
    assert probe.say(bytes.fromhex("AAAAAA9669 0001 2001 22"))[9] == 0x11
    assert probe.say(bytes.fromhex("AAAAAA9669 0003 2009 2A"))[9] == 0x21
    assert probe.say(b"noise" + bytes.fromhex(COMMANDS["find"])) == bytes.fromhex(NOT_FOUND)


def test_each_fault_does_what_it_says(virtual: VirtualReader, probe: Probe) -> None:
    right = bytes.fromhex(NOT_FOUND)
    wanted = {
        FaultKind.CHECKSUM: right[:-1] + bytes([right[-1] ^ 0xFF]),
        FaultKind.SHORT: right[:5],
        FaultKind.SILENCE: b"",
    }
    for kind, answer in wanted.items():
        virtual.fault(Fault(kind=kind, on="find"))
        assert probe.ask("select") == bytes.fromhex(NOT_SELECTED)
        assert probe.ask("find") == answer
        assert probe.ask("find") == right
    virtual.fault(Fault(kind=FaultKind.STATUS, value=0x66))
    assert probe.ask("find")[9] == 0x66
    virtual.fault(Fault(kind=FaultKind.GARBAGE, value=40))
    noisy = probe.ask("find")
    assert (len(noisy), noisy[40:]) == (40 + len(right), right)
    virtual.fault(Fault(kind=FaultKind.SLOW, value=0.2))
    began = time.monotonic()
    assert probe.ask("find", 2.0) == right
    assert time.monotonic() - began >= 0.2


def test_a_lasting_fault_lasts_until_it_is_cleared(virtual: VirtualReader, probe: Probe) -> None:
    virtual.fault(Fault(kind=FaultKind.STATUS, value=0x24, times=0))
    assert [probe.ask("find")[9] for _ in range(3)] == [0x24] * 3
    virtual.clear()
    assert probe.ask("find") == bytes.fromhex(NOT_FOUND)
    virtual.fault(Fault(kind=FaultKind.STATUS, value=0x24, times=2))
    assert [probe.ask("find")[9] for _ in range(3)] == [0x24, 0x24, 0x80]


def test_a_torn_reply_leaves_no_card(virtual: VirtualReader, probe: Probe) -> None:
    virtual.put_card(ZHANG_WEI)
    probe.ask("find")
    probe.ask("select")
    virtual.fault(Fault(kind=FaultKind.TEAR, on="read_base"))
    assert len(probe.ask("read_base")) == 647
    assert probe.ask("find") == bytes.fromhex(NOT_FOUND)


def test_endless_noise_can_be_cleared(virtual: VirtualReader, probe: Probe) -> None:
    virtual.fault(Fault(kind=FaultKind.ENDLESS))
    os.write(probe.fd, bytes.fromhex(COMMANDS["find"]))
    for _ in range(20):
        assert select.select([probe.fd], [], [], 2.0)[0]
        assert os.read(probe.fd, 4096)
    virtual.clear()
    probe.hear(0.1)
    assert probe.ask("find") == bytes.fromhex(NOT_FOUND)


def test_the_line_and_its_link_vanish_with_the_cable(virtual: VirtualReader, probe: Probe, tmp_path: Path) -> None:
    virtual.unplug()
    virtual.unplug()
    assert not virtual.plugged
    assert not (tmp_path / "reader").is_symlink()
    with pytest.raises(OSError, match="Input/output"):
        os.write(probe.fd, b"x")
    virtual.plug()
    virtual.plug()
    again = Probe(tmp_path / "reader")
    assert again.ask("find") == bytes.fromhex(NOT_FOUND)
    again.close()


def test_a_person_who_does_not_fit_on_a_card_is_refused() -> None:
    with pytest.raises(ValueError, match="zhang-wei"):
        card_text(replace(ZHANG_WEI, name="伟" * 16))
    assert {len(card_text(person)) for person in RESIDENTS} == {256}


def ask(path: Path, *requests: object) -> list[dict[str, object]]:
    with socket.socket(socket.AF_UNIX) as control, control.makefile("rw") as lines:
        control.settimeout(5)
        control.connect(str(path))
        answers = []
        for request in requests:
            lines.write((request if isinstance(request, str) else json.dumps(request)) + "\n")
            lines.flush()
            answers.append(json.loads(lines.readline()))
        return answers


def test_a_reader_is_steered_over_its_socket(virtual: VirtualReader, probe: Probe, tmp_path: Path) -> None:
    control = ControlServer(virtual, tmp_path / "control")
    answers = ask(tmp_path / "control", {"do": "put_card", "resident": "zhang-wei"}, {"do": "status"})
    assert answers == [{"ok": True}, {"ok": True, "plugged": True, "commands": []}]
    assert probe.ask("find") == bytes.fromhex(FOUND)
    fault = {"do": "fault", "kind": "status", "on": "find", "value": 0x66}
    assert ask(tmp_path / "control", fault, {"do": "lift"}) == [{"ok": True}] * 2
    assert probe.ask("find")[9] == 0x66
    for wrong in ({"do": "dance"}, {"do": "put_card", "resident": "nobody"}, {}, "no json", "[]", {"do": "fault"}):
        (answer,) = ask(tmp_path / "control", wrong)
        assert answer["ok"] is False
        assert answer["error"]
    assert ask(tmp_path / "control", {"do": "clear"}, {"do": "unplug"}, {"do": "plug"}) == [{"ok": True}] * 3
    control.close()
    assert not (tmp_path / "control").exists()


def test_a_reader_runs_as_a_process_and_leaves_nothing_behind(tmp_path: Path) -> None:
    link, control = tmp_path / "reader", tmp_path / "control"
    command = [sys.executable, "-m", "sandbox.idcard_control", "--link", str(link), "--control", str(control)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        with process.stdout as output:
            assert json.loads(output.readline()) == {"link": str(link), "control": str(control)}
        assert ask(control, {"do": "put_card", "resident": "li-xiulan"}) == [{"ok": True}]
        probe = Probe(link)
        assert probe.ask("find") == bytes.fromhex(FOUND)
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
        probe.close()
    finally:
        process.kill()
        process.wait(10)
    assert not control.exists()
    assert not link.is_symlink()
