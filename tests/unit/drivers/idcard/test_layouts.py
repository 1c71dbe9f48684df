from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.idcard.codec import BaseContent
from drivers.idcard.layouts import ETHNIC_GROUPS, card_kind, decode_card, number_birth, number_is_valid
from drivers.idcard.photo import NoPhotoDecoder
from kiosk.core.devices import CardUnreadable, CardUnsupported, DocumentKind, IdDocument, Sex
from kiosk.core.sensitive import Sensitive

PHOTO = bytes(range(256)) * 4
RESIDENT = {
    0: "张伟",
    30: "1",
    32: "01",
    36: "19510307",
    52: "广东省东莞市厚街镇溪头社区示范路三巷8号",
    122: "441900195103071237",
    158: "东莞市公安局",
    188: "20060520",
    204: "长期",
}
PERMIT = {
    0: "黄凯怡",
    30: "1",
    36: "19880412",
    52: "广东省东莞市长安镇乌沙社区示范路1号",
    122: "810000198804120030",
    158: "东莞市公安局",
    188: "20230601",
    204: "20280601",
    220: "H00000001",
    238: "01",
    248: "J",
}
FOREIGNER_2017 = {
    0: "EXEMPLE, MARIE CLAIRE",
    120: "2",
    122: "FRA441988041201",
    152: "FRA",
    158: "马丽",
    188: "20190201",
    204: "20290201",
    220: "19880412",
    236: "01",
    240: "4419",
    248: "I",
}
FOREIGNER_2023 = {
    0: "让巴蒂斯特",
    30: "1",
    32: "00",
    36: "19750823",
    52: "EXEMPLE DE LA FONTAINE, JEAN BAPTIS",
    122: "944250197508230019",
    188: "20240315",
    204: "20340315",
    220: "TE MAXIME",
    242: "FRA",
    248: "Y",
    250: "001",
}


def block(*layers: dict[int, str]) -> bytes:
    text = bytearray(" ".encode("utf-16-le") * 128)
    for layer in layers:
        for at, value in layer.items():
            units = value.encode("utf-16-le")
            text[at : at + len(units)] = units
    assert len(text) == 256
    return bytes(text)


def decode(text: bytes, newest: str = "") -> IdDocument | CardUnsupported | CardUnreadable:
    return decode_card(
        BaseContent(text=Sensitive(text), photo=Sensitive(PHOTO)),
        newest_address=Sensitive(newest.ljust(35).encode("utf-16-le") if newest else b""),
        reader_id="05.01-20240601-0000000007-0000005620",
    )


def document(text: bytes, newest: str = "") -> IdDocument:
    decoded = decode(text, newest)
    assert isinstance(decoded, IdDocument)
    return decoded


def test_a_resident_card_is_read_whole() -> None:
    assert document(block(RESIDENT)) == IdDocument(
        kind=DocumentKind.RESIDENT,
        name=Sensitive("张伟"),
        number=Sensitive("441900195103071237"),
        sex=Sex.MALE,
        birth=Sensitive(date(1951, 3, 7)),
        address=Sensitive("广东省东莞市厚街镇溪头社区示范路三巷8号"),
        issuer="东莞市公安局",
        valid_from=date(2006, 5, 20),
        valid_to=None,
        ethnicity="01",
        photo=Sensitive(PHOTO),
        reader_id="05.01-20240601-0000000007-0000005620",
    )


def test_a_residence_permit_carries_its_travel_permit_and_no_ethnicity() -> None:
    card = document(block(PERMIT))
    assert (card.kind, card.permit_number.reveal(), card.ethnicity) == (DocumentKind.HMT_RESIDENCE, "H00000001", "")
    assert (card.number.reveal(), card.valid_to) == ("810000198804120030", date(2028, 6, 1))


def test_a_foreigner_card_of_2017_has_its_fields_elsewhere() -> None:
    card = document(block(FOREIGNER_2017))
    assert card.kind is DocumentKind.FOREIGNER_2017
    assert (card.name.reveal(), card.english_name.reveal()) == ("马丽", "EXEMPLE, MARIE CLAIRE")
    assert (card.number.reveal(), card.nationality, card.issuer) == ("FRA441988041201", "FRA", "4419")
    assert (card.sex, card.birth.reveal(), card.address.reveal()) == (Sex.FEMALE, date(1988, 4, 12), "")


def test_a_foreigner_card_of_2023_joins_the_two_parts_of_the_english_name() -> None:
    card = document(block(FOREIGNER_2023))
    assert card.kind is DocumentKind.FOREIGNER_2023
    assert card.english_name.reveal() == "EXEMPLE DE LA FONTAINE, JEAN BAPTISTE MAXIME"
    assert (card.number.reveal(), card.nationality, card.address.reveal()) == ("944250197508230019", "FRA", "")


def test_a_foreigner_without_a_chinese_name_goes_by_the_english_one() -> None:
    assert document(block(FOREIGNER_2017, {158: " " * 15})).name.reveal() == "EXEMPLE, MARIE CLAIRE"


def test_a_name_outside_the_basic_plane_survives_in_surrogate_pairs() -> None:
    # U+20BB7 and U+21A38 of CJK Extension B take two units each
    assert document(block(RESIDENT, {0: "𠮷𡨸"})).name.reveal() == "𠮷𡨸"
    full = "𠮷" * 7 + "伟"
    assert document(block(RESIDENT, {0: full})).name.reveal() == full


def test_half_of_a_surrogate_pair_is_an_incomplete_card_and_no_crash() -> None:
    text = bytearray(block(RESIDENT))
    text[0:2] = b"\x42\xd8"
    assert decode(bytes(text)) == CardUnreadable("IDR-010")


def test_a_private_use_character_in_a_name_is_kept() -> None:
    assert document(block(RESIDENT, {0: "张\ue863"})).name.reveal() == "张\ue863"


def test_the_newest_address_wins_over_the_printed_one() -> None:
    assert (
        document(block(RESIDENT), "广东省东莞市石碣镇水南村示范街12号")
        .address.reveal()
        .startswith("广东省东莞市石碣镇")
    )
    assert document(block(RESIDENT), " " * 35).address.reveal().startswith("广东省东莞市厚街镇")
    assert document(block(FOREIGNER_2023), "广东省").address.reveal() == ""


def test_padding_by_nul_and_by_wide_spaces_is_stripped() -> None:
    assert document(block(RESIDENT, {0: "张伟\0\0\u3000"})).name.reveal() == "张伟"


def test_an_unknown_type_flag_is_an_unsupported_card() -> None:
    assert decode(block(RESIDENT, {248: "Z"})) == CardUnsupported()
    assert card_kind(Sensitive(b"")) is None


def test_an_invented_ethnic_code_is_left_out() -> None:
    assert document(block(RESIDENT, {32: "58"})).ethnicity == ""
    assert document(block(RESIDENT, {32: "46"})).ethnicity == "46"
    assert (ETHNIC_GROUPS["46"], ETHNIC_GROUPS["08"], len(ETHNIC_GROUPS)) == ("德昂", "壮", 58)


@pytest.mark.parametrize(
    "spoilt",
    [
        {0: " " * 15},  # no name
        {0: "张\n伟"},  # control character
        {30: "3"},  # no such sex
        {30: " "},
        {36: "19510308"},  # not the birth date of the number
        {36: "19510230"},  # no such day
        {36: "        "},
        {36: "１９５１０３０７"},  # full-width digits
        {122: "441900195103071238"},  # wrong check character
        {122: "44190019510307123 "},  # a space for the check character
        {188: "2006052x"},
        {188: "19500101"},  # issued before birth
        {204: "        "},
        {204: "20050520"},  # ended before it began
    ],
)
def test_a_card_that_cannot_be_right_is_incomplete(spoilt: dict[int, str]) -> None:
    assert decode(block(RESIDENT, spoilt)) == CardUnreadable("IDR-010")


def test_check_characters_follow_the_standard() -> None:
    valid = ("11010519491231002X", "440524188001010014", "441900199003071238", "44190019900101001X")
    assert all(number_is_valid(number) for number in valid)
    wrong = (
        "441900199003071231",
        "440524188001010011",
        "441900199001010011",
        "44190019900101001x",
        "44190019900101001",
    )
    assert not any(number_is_valid(number) for number in wrong)
    assert not number_is_valid("４41900199003071238")
    assert number_birth("11010519491231002X") == date(1949, 12, 31)
    assert number_birth("110105194913310020") is None


def test_nothing_of_a_document_shows() -> None:
    shown = repr(document(block(RESIDENT)))
    for word in ("张伟", "441900195103071237", "1951", "溪头"):
        assert word not in shown


def test_without_a_vendor_library_no_photo_is_shown() -> None:
    assert NoPhotoDecoder().decode(Sensitive(PHOTO)) is None


@given(st.binary(min_size=256, max_size=256), st.sampled_from(" JIYx"), st.binary(max_size=71))
def test_any_256_bytes_give_an_outcome(raw: bytes, flag: str, newest: bytes) -> None:
    text = raw[:248] + flag.encode("utf-16-le") + raw[250:]
    outcome = decode_card(
        BaseContent(text=Sensitive(text), photo=Sensitive(b"")), newest_address=Sensitive(newest), reader_id=""
    )
    assert isinstance(outcome, IdDocument | CardUnsupported | CardUnreadable)


@given(st.sampled_from([RESIDENT, PERMIT, FOREIGNER_2017, FOREIGNER_2023]), st.data())
def test_a_true_card_with_one_spoilt_byte_gives_an_outcome(fields: dict[int, str], draw: st.DataObject) -> None:
    text = bytearray(block(fields))
    text[draw.draw(st.integers(0, 255))] = draw.draw(st.integers(0, 255))
    outcome = decode(bytes(text), "广东省东莞市")
    assert isinstance(outcome, IdDocument | CardUnsupported | CardUnreadable)
    assert isinstance(decode(block(fields)), IdDocument)
