"""What every `SocialCardReader` does. Run on the one over PC/SC, with the real daemon and a card at the wire."""

import threading
import time

import pytest

from drivers.ports import Cancel, SocialCardReader
from kiosk.core.devices import (
    CardLifted,
    CardUnsupported,
    DeviceKind,
    Health,
    NoCard,
    ReadCancelled,
    SocialCard,
)
from sandbox.residents import LI_XIULAN, ZHANG_WEI
from sandbox.social_card import bank_card, social_security_card
from tests.support.social_cards import CardDesk, card_desk

__all__ = ["card_desk"]

pytestmark = pytest.mark.daemon


def test_it_is_a_social_card_reader_with_a_name_that_is_well(card_desk: CardDesk) -> None:
    reader: SocialCardReader = card_desk.reader
    health = reader.probe()
    assert (health.name, health.kind, health.health) == (reader.name, DeviceKind.SOCIAL_CARD, Health.READY)
    assert health.fault == ""


def test_a_card_that_lies_there_is_read(card_desk: CardDesk) -> None:
    card_desk.slot.insert(social_security_card(ZHANG_WEI))
    card = card_desk.reader.read(5, Cancel())
    assert isinstance(card, SocialCard)
    assert card.name.reveal() == ZHANG_WEI.name
    assert card.citizen_number.reveal() == ZHANG_WEI.number


def test_a_card_that_comes_later_is_waited_for_and_can_be_read_twice(card_desk: CardDesk) -> None:
    timer = threading.Timer(0.5, card_desk.slot.insert, [social_security_card(LI_XIULAN, generation=1)])
    timer.start()
    first = card_desk.reader.read(10, Cancel())
    timer.join()
    assert isinstance(first, SocialCard)
    assert first.name.reveal() == LI_XIULAN.name
    assert card_desk.reader.read(10, Cancel()) == first


def test_no_card_before_the_deadline_is_no_card(card_desk: CardDesk) -> None:
    began = time.monotonic()
    assert card_desk.reader.read(0.5, Cancel()) == NoCard()
    assert 0.5 <= time.monotonic() - began < 3


def test_a_cancel_is_heard_at_once(card_desk: CardDesk) -> None:
    cancel = Cancel()
    timer = threading.Timer(0.3, cancel.set)
    began = time.monotonic()
    timer.start()
    assert card_desk.reader.read(30, cancel) == ReadCancelled()
    assert time.monotonic() - began < 3
    timer.join()


@pytest.mark.parametrize("command", [1, 2, 9, 25])
def test_a_card_taken_away_while_it_is_read_is_lifted(card_desk: CardDesk, command: int) -> None:
    card_desk.slot.insert(social_security_card(ZHANG_WEI), lift_at=command)
    assert card_desk.reader.read(5, Cancel()) == CardLifted()
    assert card_desk.reader.read(0.5, Cancel()) == NoCard()


def test_any_other_card_is_unsupported_and_nothing_of_it_is_read(card_desk: CardDesk) -> None:
    card = bank_card()
    card_desk.slot.insert(card)
    assert card_desk.reader.read(5, Cancel()) == CardUnsupported()
    assert {apdu[1] for apdu in card.log} == {0xA4}


def test_no_card_is_ever_sent_a_pin(card_desk: CardDesk) -> None:
    card = social_security_card(ZHANG_WEI)
    card_desk.slot.insert(card)
    card_desk.reader.read(5, Cancel())
    assert card.log
    assert 0x20 not in {apdu[1] for apdu in card.log}


def test_closing_twice_is_harmless_and_reading_goes_on(card_desk: CardDesk) -> None:
    card_desk.reader.close()
    card_desk.reader.close()
    assert card_desk.reader.read(0.1, Cancel()) == NoCard()
