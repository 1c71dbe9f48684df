"""The four 256-byte card texts (GA 490) as `IdDocument`. Pure: bytes in, values out, any thread.

Decodes and checks; it does not judge: whether a card is out of date or a person entitled is a service's business.
All text is UTF-16LE padded with spaces. Fields are cut as bytes before they are decoded, because a name outside the
Basic Multilingual Plane takes two units a character.

Field offsets: the resident card agrees in three public implementations; J, I and Y rest on one, whose four layouts
each sum to 256 bytes with the type flag at offset 248.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from drivers.idcard.codec import BaseContent
from kiosk.core.devices import CardUnreadable, CardUnsupported, DocumentKind, IdDocument, Sex
from kiosk.core.sensitive import Sensitive

LONG_TERM = "长期"
_FLAG = slice(248, 250)

_KINDS = {
    " ": DocumentKind.RESIDENT,
    "J": DocumentKind.HMT_RESIDENCE,
    "I": DocumentKind.FOREIGNER_2017,
    "Y": DocumentKind.FOREIGNER_2023,
}

# field -> offset and length in bytes; the English name of a Y card lies in two places
_WITH_ADDRESS: Mapping[str, tuple[int, ...]] = {
    "name": (0, 30),
    "sex": (30, 2),
    "birth": (36, 16),
    "address": (52, 70),
    "number": (122, 36),
    "issuer": (158, 30),
    "valid_from": (188, 16),
    "valid_to": (204, 16),
}
_FIELDS: Mapping[DocumentKind, Mapping[str, tuple[int, ...]]] = {
    DocumentKind.RESIDENT: {**_WITH_ADDRESS, "ethnicity": (32, 4)},
    DocumentKind.HMT_RESIDENCE: {**_WITH_ADDRESS, "permit_number": (220, 18)},
    DocumentKind.FOREIGNER_2017: {
        "english_name": (0, 120),
        "sex": (120, 2),
        "number": (122, 30),
        "nationality": (152, 6),
        "name": (158, 30),
        "valid_from": (188, 16),
        "valid_to": (204, 16),
        "birth": (220, 16),
        "issuer": (240, 8),
    },
    DocumentKind.FOREIGNER_2023: {
        "name": (0, 30),
        "sex": (30, 2),
        "birth": (36, 16),
        "english_name": (52, 70, 220, 22),
        "number": (122, 36),
        "valid_from": (188, 16),
        "valid_to": (204, 16),
        "nationality": (242, 6),
    },
}

CARRIES_ADDRESS = frozenset({DocumentKind.RESIDENT, DocumentKind.HMT_RESIDENCE})

ETHNIC_GROUPS: Mapping[str, str] = {  # GB/T 3304
    "01": "汉",
    "02": "蒙古",
    "03": "回",
    "04": "藏",
    "05": "维吾尔",
    "06": "苗",
    "07": "彝",
    "08": "壮",
    "09": "布依",
    "10": "朝鲜",
    "11": "满",
    "12": "侗",
    "13": "瑶",
    "14": "白",
    "15": "土家",
    "16": "哈尼",
    "17": "哈萨克",
    "18": "傣",
    "19": "黎",
    "20": "傈僳",
    "21": "佤",
    "22": "畲",
    "23": "高山",
    "24": "拉祜",
    "25": "水",
    "26": "东乡",
    "27": "纳西",
    "28": "景颇",
    "29": "柯尔克孜",
    "30": "土",
    "31": "达斡尔",
    "32": "仫佬",
    "33": "羌",
    "34": "布朗",
    "35": "撒拉",
    "36": "毛南",
    "37": "仡佬",
    "38": "锡伯",
    "39": "阿昌",
    "40": "普米",
    "41": "塔吉克",
    "42": "怒",
    "43": "乌孜别克",
    "44": "俄罗斯",
    "45": "鄂温克",
    "46": "德昂",
    "47": "保安",
    "48": "裕固",
    "49": "京",
    "50": "塔塔尔",
    "51": "独龙",
    "52": "鄂伦春",
    "53": "赫哲",
    "54": "门巴",
    "55": "珞巴",
    "56": "基诺",
    "97": "其他",
    "98": "外国血统中国籍人士",
}

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643, ISO 7064 MOD 11-2
_CHECK_CHARACTERS = "10X98765432"

INCOMPLETE = CardUnreadable("IDR-010")


class _Malformed(Exception):  # noqa: N818 - never leaves this module
    """A field that cannot be what it should be. Carries nothing of the card."""


@dataclass(frozen=True, slots=True)
class _Text:
    """The fields of one text block, by name."""

    block: bytes
    fields: Mapping[str, tuple[int, ...]]

    def field(self, name: str) -> str:
        spans = self.fields.get(name, ())
        raw = b"".join(self.block[at : at + size] for at, size in zip(spans[::2], spans[1::2], strict=True))
        return _decode(raw)

    def required(self, name: str) -> str:
        if not (value := self.field(name)):
            raise _Malformed
        return value

    def date(self, name: str) -> date:
        return _parse_date(self.field(name))


def card_kind(text: Sensitive[bytes]) -> DocumentKind | None:
    """Return which of the four cards a text block is of; None for a flag that no source names."""
    return _KINDS.get(text.reveal()[_FLAG].decode("utf-16-le", errors="replace"))


def decode_card(
    content: BaseContent, *, newest_address: Sensitive[bytes], reader_id: str
) -> IdDocument | CardUnsupported | CardUnreadable:
    """Return the document on a card. `content.text` is 256 bytes, `newest_address` 70 or none.

    The newest address (追加住址) wins over the printed one. A card whose number, dates or sex cannot be right gives
    ``IDR-010``. Birth is held against the number and the issue date, never against the terminal's clock, which may
    be wrong. Digit 17 of the number is not held against the sex: registers know people for whom they differ.
    """
    kind = card_kind(content.text)
    if kind is None:
        return CardUnsupported()
    text = _Text(content.text.reveal(), _FIELDS[kind])
    try:
        return _document(kind, text, _decode(newest_address.reveal()), content.photo, reader_id)
    except _Malformed:
        return INCOMPLETE


def _document(
    kind: DocumentKind, text: _Text, newest_address: str, photo: Sensitive[bytes], reader_id: str
) -> IdDocument:
    english_name = text.field("english_name")
    name = text.field("name") or english_name
    number, birth = text.required("number"), text.date("birth")
    valid_from = text.date("valid_from")
    valid_to = None if text.field("valid_to") == LONG_TERM else text.date("valid_to")
    dates = (birth, valid_from) if valid_to is None else (birth, valid_from, valid_to)
    if not name or any(later < earlier for earlier, later in pairwise(dates)):
        raise _Malformed
    if kind is not DocumentKind.FOREIGNER_2017 and not (number_is_valid(number) and number_birth(number) == birth):
        raise _Malformed
    try:
        sex = Sex(text.field("sex"))
    except ValueError as exc:
        raise _Malformed from exc
    ethnicity = text.field("ethnicity")
    return IdDocument(
        kind=kind,
        name=Sensitive(name),
        number=Sensitive(number),
        sex=sex,
        birth=Sensitive(birth),
        address=Sensitive((newest_address if kind in CARRIES_ADDRESS else "") or text.field("address")),
        issuer=text.field("issuer"),
        valid_from=valid_from,
        valid_to=valid_to,
        ethnicity=ethnicity if ethnicity in ETHNIC_GROUPS else "",  # some makers invent codes past 56
        nationality=text.field("nationality"),
        english_name=Sensitive(english_name),
        permit_number=Sensitive(text.field("permit_number")),
        photo=photo,
        reader_id=reader_id,
    )


def number_is_valid(number: str) -> bool:
    """Return whether an 18-character number carries its check character (GB 11643)."""
    if len(number) != 18 or not (number[:17].isascii() and number[:17].isdecimal()):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return number[17] == _CHECK_CHARACTERS[total % 11]


def number_birth(number: str) -> date | None:
    """Return the birth date inside an 18-character number; None where there is none."""
    try:
        return _parse_date(number[6:14])
    except _Malformed:
        return None


def _decode(raw: bytes) -> str:
    try:
        value = raw.decode("utf-16-le").strip("\0 \u3000")
    except UnicodeDecodeError as exc:
        raise _Malformed from exc
    # Private-use and unassigned characters stay: rare names are written with them, and with newer Unicode than ours.
    if any(unicodedata.category(character) == "Cc" for character in value):
        raise _Malformed
    return value


def _parse_date(value: str) -> date:
    if len(value) != 8 or not (value.isascii() and value.isdecimal()):
        raise _Malformed
    try:
        return date(int(value[:4]), int(value[4:6]), int(value[6:]))
    except ValueError as exc:
        raise _Malformed from exc
