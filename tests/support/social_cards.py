"""A private PC/SC daemon with a virtual slot for the tests, and the check that nothing of it is left running.

The client library reads the socket's path once in the life of a process, so all daemons of one test run use one
folder, one after the other.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from drivers.smartcard.reader import PcscSocialCardReader
from sandbox.pcscd import PrivatePcscd
from sandbox.social_card import CardSlot

FOLDER = Path(tempfile.gettempdir()) / f"guanjia-pcscd-{os.getpid()}"


@dataclass(slots=True, kw_only=True)
class CardDesk:
    """A reader as the terminal has it, the daemon behind it and the slot in which cards are put."""

    reader: PcscSocialCardReader
    daemon: PrivatePcscd
    slot: CardSlot


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def card_desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[CardDesk]:
    daemon = PrivatePcscd(FOLDER)
    for name, value in daemon.environment.items():
        monkeypatch.setenv(name, value)
    slot = CardSlot(daemon.card_port)
    reader = PcscSocialCardReader("social-card", "Virtual PCD")
    try:
        daemon.start()
        yield CardDesk(reader=reader, daemon=daemon, slot=slot)
    finally:
        slot.remove()
        reader.close()
        pid = daemon.pid
        daemon.stop()
        shutil.rmtree(FOLDER)
    assert not slot.occupied
    assert pid == 0 or not is_running(pid)
