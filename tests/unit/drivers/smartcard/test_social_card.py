from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.smartcard.social_card import (
    SocialCardError,
    decode,
    parse_record,
    read_record,
    select_application,
    select_file,
)
from kiosk.core.devices import Sex, SocialCard

ZHANG_WEI = {
    0x01: bytes.fromhex("441900D1560000052019000000000001"),
    0x03: b"2.00",
    0x04: bytes.fromhex("441900000000000000000001"),
    0x06: bytes.fromhex("20290603"),
    0x07: b"E00000101",
    0x08: b"441900195103071237",
    0x09: bytes.fromhex("D5C5CEB0") + bytes(26),
    0x0A: b"1",
    0x0D: bytes.fromhex("19510307"),
}


def test_the_commands_are_the_bytes_of_the_protocol() -> None:
    select = "00 A4 04 00 0F 73 78 31 2E 73 68 2E C9 E7 BB E1 B1 A3 D5 CF"
    assert select_application().encode().hex(" ").upper() == select
    assert select_file(5, 2).encode().hex(" ").upper() == "00 A4 02 00 02 EF 05"
    assert select_file(6, 0).encode().hex(" ").upper() == "00 A4 00 00 02 EF 06"
    assert read_record(1, 5).encode().hex(" ").upper() == "00 B2 01 2C 00"
    assert read_record(4, 6).encode().hex(" ").upper() == "00 B2 04 34 00"
    assert read_record(3).encode().hex(" ").upper() == "00 B2 03 04 00"


def test_a_record_is_tag_length_value_and_padding() -> None:
    assert parse_record(bytes.fromhex("0A 01 31 FF FF")) == (0x0A, b"1")


@pytest.mark.parametrize("record", ["", "0A", "0A 02 31", "09 1E D5C5"])
def test_a_record_that_ends_early_is_refused(record: str) -> None:
    with pytest.raises(SocialCardError):
        parse_record(bytes.fromhex(record))


def test_the_records_make_a_card() -> None:
    card = decode(ZHANG_WEI)
    assert card.name.reveal() == "张伟"
    assert card.citizen_number.reveal() == "441900195103071237"
    assert card.card_number.reveal() == "E00000101"
    assert card.sex is Sex.MALE
    assert card.birth is not None
    assert card.birth.reveal() == date(1951, 3, 7)
    assert card.valid_to == date(2029, 6, 3)
    assert card.issuer == "441900000000000000000001"
    assert card.generation == 2


@pytest.mark.parametrize(
    ("version", "generation"), [(b"1.00", 1), (b"2.00", 2), (b"\x00\x00\x00\x00", 2), (b"3.00", 3), (b"Z", 0)]
)
def test_the_generation_comes_from_the_first_byte_of_the_version(version: bytes, generation: int) -> None:
    assert decode(ZHANG_WEI | {0x03: version}).generation == generation


@pytest.mark.parametrize(
    ("encoded", "extension", "name"),
    [
        ("欧阳".encode("gbk").ljust(30), b"", "欧阳"),
        ("𠮷田".encode("gb18030").ljust(30, b"\0"), b"", "𠮷田"),  # beyond GBK, four bytes
        ("阿卜杜拉·买买提".encode("gbk").ljust(30, b"\0"), bytes(20), "阿卜杜拉·买买提"),
        (("长" * 15).encode("gbk"), "名字".encode("gbk").ljust(20, b"\0"), "长" * 15 + "名字"),
        (b"A" + ("长" * 15).encode("gbk")[:29], ("长" * 15).encode("gbk")[29:] + b"\0", "A" + "长" * 15),
        ("张伟".encode("gbk").ljust(30, b"\0"), b"XX", "张伟"),  # an extension to a name that is not full
    ],
)
def test_names_lose_their_padding_and_keep_every_character(encoded: bytes, extension: bytes, name: str) -> None:
    assert decode(ZHANG_WEI | {0x09: encoded, 0x4E: extension}).name.reveal() == name


@pytest.mark.parametrize("day", [b"", bytes(4), b"\xff\xff\xff\xff"])
def test_dates_may_be_absent(day: bytes) -> None:
    card = decode(ZHANG_WEI | {0x06: day, 0x0D: day})
    assert card.valid_to is None
    assert card.birth is None


@pytest.mark.parametrize(
    ("tag", "value"),
    [
        (0x08, b""),
        (0x08, b"441900195103071238"),  # wrong check character
        (0x08, b"44190019510307123"),
        (0x08, b"441900 95103071237"),
        (0x08, b"\xd5" * 18),
        (0x07, b"E0000010"),
        (0x07, b"E0000010!"),
        (0x09, bytes(30)),
        (0x09, b"\xff" * 30),
        (0x09, b"\x01\x02"),
        (0x0A, b"7"),
        (0x0A, b""),
        (0x03, b""),
        (0x06, bytes.fromhex("20291332")),
        (0x06, bytes.fromhex("2029")),
        (0x06, bytes.fromhex("2029060312")),
        (0x0D, bytes.fromhex("1951AB07")),
    ],
)
def test_what_is_missing_or_malformed_is_refused_without_showing_it(tag: int, value: bytes) -> None:
    with pytest.raises(SocialCardError) as caught:
        decode(ZHANG_WEI | {tag: value})
    assert f"{tag:02X}" in str(caught.value)
    assert "4419" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_foreigners_number_that_begins_with_letters_is_let_through() -> None:
    assert decode(ZHANG_WEI | {0x08: b"FRA000000000000017"}).citizen_number.reveal() == "FRA000000000000017"


def test_a_card_does_not_show_in_text() -> None:
    shown = repr(decode(ZHANG_WEI))
    assert "4419001951" not in shown
    assert "张" not in shown
    assert "E0000" not in shown


@given(st.binary(max_size=80))
def test_any_bytes_are_a_record_or_a_typed_error(record: bytes) -> None:
    try:
        tag, value = parse_record(record)
    except SocialCardError:
        return
    assert record.startswith(bytes((tag, len(value))) + value)


@given(
    st.dictionaries(
        st.sampled_from([0x03, 0x04, 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0D, 0x4E]),
        st.one_of(st.binary(max_size=40), st.text("0123456789X", min_size=18, max_size=18).map(str.encode)),
    )
)
def test_any_records_are_a_card_or_a_typed_error(damage: dict[int, bytes]) -> None:
    try:
        card = decode(ZHANG_WEI | damage)
    except SocialCardError:
        return
    assert isinstance(card, SocialCard)
    assert len(card.citizen_number.reveal()) == 18
