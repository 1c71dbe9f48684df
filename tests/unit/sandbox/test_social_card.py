"""The virtual card answers as the protocol's public descriptions say, without the terminal's reader in between."""

import pytest

from sandbox.residents import RESIDENTS, ZHANG_WEI
from sandbox.social_card import bank_card, social_security_card

SELECT_SSSE = bytes.fromhex("00A404000F 7378312E73682EC9E7BBE1B1A3D5CF")


def test_selecting_the_application_leaves_data_waiting() -> None:
    card = social_security_card(ZHANG_WEI)
    answer = card.answer(SELECT_SSSE)
    assert answer[0] == 0x61
    waiting = card.answer(bytes.fromhex("00C00000") + answer[1:])
    assert waiting[-2:] == b"\x90\x00"
    assert len(waiting) - 2 == answer[1]
    assert card.answer(bytes.fromhex("00C0000000")) == b"\x69\x85"  # nothing waits any more


@pytest.mark.parametrize(("number", "record"), [(1, "0812"), (2, "091E"), (3, "0A01")])
def test_a_first_generation_card_has_the_sex_third(number: int, record: str) -> None:
    card = social_security_card(ZHANG_WEI, generation=1)
    card.answer(SELECT_SSSE)
    wanted = card.answer(bytes((0x00, 0xB2, number, 0x34, 0x00)))
    assert wanted[0] == 0x6C
    read = card.answer(bytes((0x00, 0xB2, number, 0x34, wanted[1])))
    assert read.hex().upper().startswith(record)
    assert len(read) - 2 == wanted[1]


def test_a_second_generation_card_has_the_sex_fourth_and_the_same_tag() -> None:
    card = social_security_card(ZHANG_WEI, generation=2)
    card.answer(SELECT_SSSE)
    by_number = card.answer(bytes.fromhex("00B2043403"))
    card.answer(bytes.fromhex("00A4020002EF06"))
    by_tag = card.answer(bytes.fromhex("00B20A0003"))
    assert by_number == by_tag == bytes.fromhex("0A01319000")


def test_a_record_that_is_not_there_and_a_card_that_is_not_selected_say_so() -> None:
    card = social_security_card(ZHANG_WEI)
    assert card.answer(bytes.fromhex("00B2012C00")) == b"\x69\x85"
    card.answer(SELECT_SSSE)
    assert card.answer(bytes.fromhex("00B20A2C00")) == b"\x6a\x83"
    assert card.answer(bytes.fromhex("00B2017C00")) == b"\x6a\x82"
    card.power_up()
    assert card.answer(bytes.fromhex("00B2012C00")) == b"\x69\x85"


def test_a_card_without_short_file_ids_wants_the_file_selected() -> None:
    card = social_security_card(ZHANG_WEI, takes_sfi=False)
    card.answer(SELECT_SSSE)
    assert card.answer(bytes.fromhex("00B2012C00")) == b"\x6a\x86"
    assert card.answer(bytes.fromhex("00A4000002EF05"))[0] == 0x61
    assert card.answer(bytes.fromhex("00B2010412"))[:2] == bytes.fromhex("0110")


def test_a_guessed_pin_costs_a_try_and_is_on_record() -> None:
    card = social_security_card(ZHANG_WEI)
    assert card.answer(bytes.fromhex("0020000003888888")) == b"\x63\xc2"
    assert card.log == [bytes.fromhex("0020000003888888")]


def test_a_bank_card_does_not_know_the_application() -> None:
    assert bank_card().answer(SELECT_SSSE) == b"\x6a\x82"


@pytest.mark.parametrize("apdu", ["", "00", "00A404", "80CA9F7F00", "00FF000000"])
def test_what_is_no_command_of_its_own_is_refused(apdu: str) -> None:
    assert social_security_card(ZHANG_WEI).answer(bytes.fromhex(apdu)) in {b"\x67\x00", b"\x6e\x00", b"\x6d\x00"}


def test_every_resident_can_have_a_card() -> None:
    for person in RESIDENTS:
        card = social_security_card(person)
        assert all(record[1] == len(record) - 2 for file in card.files.values() for record in file)
