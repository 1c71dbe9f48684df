"""The social security card's public records (社会保障卡, application SSSE): commands and content. Pure, any thread.

Every record is one simple TLV, tag(1) length(1) value. They are keyed by tag, never by number: a generation 2 card
has one more record before the sex, so that every number after it has moved (read in two public implementations).
Nothing here asks for a PIN: the records below are free to read, and a PIN that a program guesses burns the card's
retries. What is read without the issuer's key service proves nothing about the card being genuine.

Sources: HD_XJDLL.cpp of a7082633/HDOS_VC6@ea3274c for the tags 08-0D; the lists of tags and lengths agree in two more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from drivers.idcard.layouts import number_is_valid
from drivers.smartcard.apdu import Command
from kiosk.core.devices import Sex, SocialCard
from kiosk.core.sensitive import Sensitive

INS_SELECT = 0xA4  # ISO 7816-4, 11.2.2
INS_READ_RECORD = 0xB2  # ISO 7816-4, 11.4.3
SELECT_BY_DF_NAME = 0x04  # P1
SELECT_CHILD_EF = 0x02  # P1
SELECT_BY_FILE_ID = 0x00  # P1
RECORD_BY_NUMBER = 0x04  # P2, low three bits; the upper five are the SFI, 0 for the current file
WHOLE_RECORD = 256

SSSE = b"sx1.sh." + "社会保障".encode("gbk")  # DF name, 15 bytes
EF05 = 0x05  # about the card
EF06 = 0x06  # about its holder
MOST_RECORDS = 10  # gen 2 has seven in EF06

TAG_VERSION = 0x03
TAG_ISSUER = 0x04
TAG_VALID_TO = 0x06
TAG_CARD_NUMBER = 0x07
TAG_CITIZEN_NUMBER = 0x08
TAG_NAME = 0x09
TAG_SEX = 0x0A
TAG_BIRTH = 0x0D
TAG_NAME_EXTENSION = 0x4E  # gen 2: what of a name goes beyond 30 bytes (not confirmed by a standard's text)

NAME_BYTES = 30
_GENERATIONS = {0x31: 1, 0x32: 2, 0x00: 2, 0x33: 3}  # first byte of the version; 33 is inferred, not documented
_NO_DATE = frozenset({b"\x00" * 4, b"\xff" * 4})


class SocialCardError(ValueError):
    """A record is malformed or missing. Names the tag, never the content."""


def select_application() -> Command:
    """Return SELECT by DF name; it fails on every other card, before anything was read."""
    return Command(ins=INS_SELECT, p1=SELECT_BY_DF_NAME, data=SSSE)


def select_file(ef: int, p1: int) -> Command:
    """Return SELECT of EF05 or EF06; cards differ in whether they take P1 02 or 00."""
    return Command(ins=INS_SELECT, p1=p1, data=bytes((0xEF, ef)))


def read_record(number: int, sfi: int = 0) -> Command:
    """Return READ RECORD of a whole record by number, in the file of the short id, or in the current one."""
    return Command(ins=INS_READ_RECORD, p1=number, p2=sfi << 3 | RECORD_BY_NUMBER, le=WHOLE_RECORD)


def parse_record(record: bytes) -> tuple[int, bytes]:
    """Return tag and value of one record; bytes after the value are padding. Raises `SocialCardError`."""
    if len(record) < 2:
        raise SocialCardError(f"a record of {len(record)} bytes")
    tag, length = record[0], record[1]
    value = record[2 : 2 + length]
    if len(value) < length:
        raise SocialCardError(f"record {tag:02X} ends {length - len(value)} bytes early")
    return tag, value


def decode(records: Mapping[int, bytes]) -> SocialCard:
    """Return the card from its records, keyed by tag.

    Number, citizen number, name, sex and version are required; birth and the last valid day may be absent.
    Raises `SocialCardError` for what is missing or malformed.
    """
    citizen_number = _ascii(records, TAG_CITIZEN_NUMBER)
    if not _plausible(citizen_number):
        raise SocialCardError(f"record {TAG_CITIZEN_NUMBER:02X} is no citizen number")
    card_number = _ascii(records, TAG_CARD_NUMBER)
    if re.fullmatch(r"[0-9A-Z]{9}", card_number) is None:
        raise SocialCardError(f"record {TAG_CARD_NUMBER:02X} is no card number")
    birth = _date(records, TAG_BIRTH)
    return SocialCard(
        card_number=Sensitive(card_number),
        citizen_number=Sensitive(citizen_number),
        name=Sensitive(_name(records)),
        sex=_sex(records),
        birth=None if birth is None else Sensitive(birth),
        issuer=records.get(TAG_ISSUER, b"").hex().upper(),
        generation=_GENERATIONS.get(_required(records, TAG_VERSION)[0], 0),
        valid_to=_date(records, TAG_VALID_TO),
    )


def _required(records: Mapping[int, bytes], tag: int) -> bytes:
    value = records.get(tag, b"")
    if not value:
        raise SocialCardError(f"record {tag:02X} is missing")
    return value


def _ascii(records: Mapping[int, bytes], tag: int) -> str:
    try:
        return _required(records, tag).rstrip(b"\0 ").decode("ascii")
    except UnicodeDecodeError:
        raise SocialCardError(f"record {tag:02X} is not ASCII") from None  # its cause would carry the content


def _name(records: Mapping[int, bytes]) -> str:
    """GBK, padded with NUL or space; neither can be the second byte of a character, so stripping bytes is safe."""
    encoded = _required(records, TAG_NAME)
    if len(encoded.rstrip(b"\0 ")) >= NAME_BYTES:  # a character may even be cut in two
        encoded += records.get(TAG_NAME_EXTENSION, b"")
    try:
        name = encoded.strip(b"\0 ").decode("gb18030")  # GBK and the rare characters beyond it
    except UnicodeDecodeError:
        raise SocialCardError(f"record {TAG_NAME:02X} is not GBK") from None  # as above
    if not name or not name.isprintable():
        raise SocialCardError(f"record {TAG_NAME:02X} holds no name")
    return name


def _sex(records: Mapping[int, bytes]) -> Sex:
    try:
        return Sex(_ascii(records, TAG_SEX))
    except ValueError:
        raise SocialCardError(f"record {TAG_SEX:02X} is no sex of GB/T 2261.1") from None


def _date(records: Mapping[int, bytes], tag: int) -> date | None:
    """BCD YYYYMMDD; absent, all zero or all ones say that there is none."""
    value = records.get(tag, b"")
    if not value or value in _NO_DATE:
        return None
    digits = re.fullmatch(r"(\d{4})(\d\d)(\d\d)", value.hex())
    if digits is None:
        raise SocialCardError(f"record {tag:02X} is no date")
    try:
        return date(*map(int, digits.groups()))
    except ValueError:
        raise SocialCardError(f"record {tag:02X} is no date") from None


def _plausible(number: str) -> bool:
    """Eighteen characters; an ordinary citizen number (17 digits first) must carry its check character.

    Foreigners' social security numbers begin with letters and follow another rule, so they are let through.
    """
    if re.fullmatch(r"[0-9A-Z]{18}", number) is None:
        return False
    return number_is_valid(number) if number[:17].isdecimal() else True
