"""The card reader through the bad days of the PC/SC daemon: restarted, killed, stopped, missing, without a reader."""

import threading
import time

import pytest

from drivers.ports import Cancel
from drivers.smartcard.reader import PATIENCE_S, PcscSocialCardReader
from drivers.transport.pcsc import PcscCard, PcscContext
from kiosk.core.devices import Health, SocialCard
from kiosk.core.errors import DeviceError
from sandbox.residents import ZHANG_WEI
from sandbox.social_card import social_security_card
from tests.support.social_cards import CardDesk, card_desk

__all__ = ["card_desk"]

pytestmark = pytest.mark.daemon


@pytest.mark.parametrize("ending", ["stop", "kill"])
def test_a_daemon_that_restarts_between_two_reads_is_not_noticed(card_desk: CardDesk, ending: str) -> None:
    card_desk.slot.insert(social_security_card(ZHANG_WEI))
    before = card_desk.reader.read(5, Cancel())
    getattr(card_desk.daemon, ending)()
    card_desk.daemon.start()
    after = card_desk.reader.read(5, Cancel())
    assert isinstance(before, SocialCard)
    assert after == before


def test_a_daemon_that_restarts_while_a_card_is_waited_for_is_not_noticed(card_desk: CardDesk) -> None:
    def restart() -> None:
        card_desk.daemon.stop()
        time.sleep(0.5)  # the daemon is away for this long
        card_desk.daemon.start()
        card_desk.slot.insert(social_security_card(ZHANG_WEI))

    timer = threading.Timer(0.5, restart)
    timer.start()
    assert isinstance(card_desk.reader.read(10, Cancel()), SocialCard)
    timer.join()


def test_a_daemon_killed_in_the_middle_of_a_read_costs_only_that_read(card_desk: CardDesk) -> None:
    def crash() -> None:
        card_desk.daemon.kill()
        card_desk.daemon.start()

    card = social_security_card(ZHANG_WEI)
    card_desk.slot.insert(card, delay_s=0.05)
    timer = threading.Timer(1.0, crash)
    timer.start()
    assert isinstance(card_desk.reader.read(15, Cancel()), SocialCard)
    timer.join()
    assert sum(apdu[1:3] == b"\xa4\x04" for apdu in card.log) == 2  # it was begun twice


def test_old_handles_are_dead_after_a_restart_and_say_so(card_desk: CardDesk) -> None:
    card_desk.slot.insert(social_security_card(ZHANG_WEI))
    assert isinstance(card_desk.reader.read(5, Cancel()), SocialCard)  # the card is in
    with PcscContext() as context:
        card = context.connect(context.readers()[0])
        assert isinstance(card, PcscCard)
        card_desk.daemon.kill()
        card_desk.daemon.start()
        for call in (context.readers, lambda: card.transmit(b"\x00\xa4\x04\x00")):
            with pytest.raises(DeviceError) as caught:
                call()
            assert caught.value.code == "SSC-002"
            assert caught.value.retryable
        card.close()
        card.close()
    assert card.transmit(b"\x00\xa4\x04\x00") is None


def test_a_daemon_that_stays_away_is_a_fault_with_its_own_code(card_desk: CardDesk) -> None:
    card_desk.daemon.stop()
    health = card_desk.reader.probe()
    assert (health.health, health.fault) == (Health.FAILED, "SSC-002")
    began = time.monotonic()
    with pytest.raises(DeviceError) as caught:
        card_desk.reader.read(30, Cancel())
    assert caught.value.code == "SSC-002"
    assert PATIENCE_S <= time.monotonic() - began < PATIENCE_S + 2


def test_the_deadline_comes_before_patience(card_desk: CardDesk) -> None:
    card_desk.daemon.stop()
    began = time.monotonic()
    with pytest.raises(DeviceError):
        card_desk.reader.read(0.5, Cancel())
    assert time.monotonic() - began < 3


def test_a_machine_without_such_a_reader_says_so(card_desk: CardDesk) -> None:
    reader = PcscSocialCardReader("social-card", "Another Make")
    health = reader.probe()
    assert (health.health, health.fault) == (Health.ABSENT, "SSC-001")
    with pytest.raises(DeviceError) as caught:
        reader.read(0.2, Cancel())
    assert caught.value.code == "SSC-001"


def test_a_stopped_daemon_blocks_its_own_thread_alone(card_desk: CardDesk) -> None:
    """Why a lane of its own is enough: the call hangs, the rest of the process goes on."""
    done = threading.Event()

    def ask() -> None:
        card_desk.reader.probe()
        done.set()

    card_desk.daemon.pause()
    lane = threading.Thread(target=ask)
    lane.start()
    began = time.monotonic()
    assert not done.wait(1.0)
    assert time.monotonic() - began < 3
    card_desk.daemon.resume()
    assert done.wait(5)
    lane.join()
