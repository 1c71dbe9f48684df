from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.smartcard.session import read_social_card
from kiosk.core.devices import CardLifted, CardUnreadable, CardUnsupported, SocialCard
from sandbox.residents import LI_XIULAN, ZHANG_WEI
from sandbox.social_card import ChipCard, bank_card, social_security_card


def wired(card: ChipCard, damage: dict[int, bytes | None] | None = None) -> Callable[[bytes], bytes | None]:
    """The card on a wire that carries other answers at the given commands (from 0)."""
    commands = 0

    def send(apdu: bytes) -> bytes | None:
        nonlocal commands
        commands += 1
        answer = card.answer(apdu)
        return (damage or {}).get(commands - 1, answer)

    return send


@pytest.mark.parametrize("generation", [1, 2, 3])
@pytest.mark.parametrize("takes_sfi", [True, False])
def test_every_generation_is_read_by_tag(generation: int, takes_sfi: bool) -> None:  # noqa: FBT001
    card = social_security_card(LI_XIULAN, generation=generation, takes_sfi=takes_sfi)
    read = read_social_card(card.answer)
    assert isinstance(read, SocialCard)
    assert (read.name.reveal(), read.citizen_number.reveal()) == (LI_XIULAN.name, LI_XIULAN.number)
    assert read.card_number.reveal() == LI_XIULAN.social_card
    assert read.generation == generation
    assert read.birth is not None
    assert read.birth.reveal() == LI_XIULAN.birth


def test_nothing_but_select_read_record_and_get_response_is_ever_sent() -> None:
    for card in (social_security_card(ZHANG_WEI), social_security_card(ZHANG_WEI, takes_sfi=False), bank_card()):
        read_social_card(card.answer)
        assert {apdu[1] for apdu in card.log} <= {0xA4, 0xB2, 0xC0}


def test_of_another_card_nothing_is_read() -> None:
    card = bank_card()
    assert read_social_card(card.answer) == CardUnsupported()
    assert [apdu[1] for apdu in card.log] == [0xA4]


@pytest.mark.parametrize("at", [0, 1, 2, 5, 12, 20, 31])
def test_a_card_lifted_at_any_command_is_a_lifted_card(at: int) -> None:
    assert read_social_card(wired(social_security_card(ZHANG_WEI), {at: None})) == CardLifted()


@pytest.mark.parametrize("at", [0, 1, 2, 5, 12, 20, 31])
def test_a_card_that_falls_silent_does_not_respond(at: int) -> None:
    assert read_social_card(wired(social_security_card(ZHANG_WEI), {at: b""})) == CardUnreadable("SSC-011")


def test_a_card_that_wants_a_pin_for_its_holder_is_incomplete_and_gets_none() -> None:
    card = social_security_card(ZHANG_WEI)

    def send(apdu: bytes) -> bytes:
        return b"\x69\x82" if apdu[1] == 0xB2 and apdu[3] >> 3 != 5 else card.answer(apdu)

    assert read_social_card(send) == CardUnreadable("SSC-010")
    assert 0x20 not in {apdu[1] for apdu in card.log}


@given(st.dictionaries(st.integers(0, 40), st.one_of(st.none(), st.binary(max_size=60)), max_size=4))
def test_damaged_answers_end_in_an_outcome(damage: dict[int, bytes | None]) -> None:
    outcome = read_social_card(wired(social_security_card(ZHANG_WEI), damage))
    assert isinstance(outcome, SocialCard | CardLifted | CardUnsupported | CardUnreadable)


@given(st.lists(st.one_of(st.none(), st.binary(max_size=300)), min_size=1, max_size=60))
def test_a_card_of_pure_noise_ends_in_an_outcome(noise: list[bytes | None]) -> None:
    heard = 0

    def send(_: bytes) -> bytes | None:
        nonlocal heard
        heard += 1
        return noise[heard % len(noise)]

    outcome = read_social_card(send)
    assert isinstance(outcome, SocialCard | CardLifted | CardUnsupported | CardUnreadable)
    assert heard < 2_000
