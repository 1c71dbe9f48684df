"""What a fictional person's identity card holds, as bytes: the 256-byte text of each of the four layouts (GA 490).

Written from the field tables, independently of the terminal's decoder, so that no mistake is made twice. Pure.
Text is UTF-16LE padded with spaces; the type flag lies at offset 248. Nothing here is a real card's data.
"""

from __future__ import annotations

import hashlib
from datetime import date

from sandbox.residents import CardLayout, Resident

TEXT_BYTES = 256
PHOTO_BYTES = 1024
ADDRESS_BYTES = 70


def card_text(person: Resident) -> bytes:
    """Return the 256 bytes of the person's card. Raises `ValueError` for a person who does not fit on one."""
    text = b"".join(_units(value, width) for value, width in _fields(person))
    if len(text) != TEXT_BYTES:
        raise ValueError(f"{person.id}: a field is longer than the card has room for")
    return text


def card_photo(person: Resident) -> bytes:
    """Return 1024 bytes that stand for the photo: meaningless, the same each time, another for each person."""
    return b"".join(hashlib.sha256(f"{person.id}/{part}".encode()).digest() for part in range(PHOTO_BYTES // 32))


def newest_address(person: Resident) -> bytes:
    """Return the 70 bytes of the newest address (追加住址); empty when the card has none."""
    return _units(person.newest_address, ADDRESS_BYTES // 2) if person.newest_address else b""


def _fields(person: Resident) -> list[tuple[str, int]]:
    """Return the fields of the person's card in order, each with its room in UTF-16 units."""
    day = _day(person.valid_to) if person.valid_to else "长期"
    match person.layout:
        case CardLayout.RESIDENT:
            return [
                (person.name, 15),
                (person.sex, 1),
                (person.ethnicity, 2),
                (_day(person.birth), 8),
                (person.address, 35),
                (person.number, 18),
                (person.issuer, 15),
                (_day(person.valid_from), 8),
                (day, 8),
                ("", 18),
            ]
        case CardLayout.HMT_RESIDENCE:
            return [
                (person.name, 15),
                (person.sex, 1),
                ("", 2),
                (_day(person.birth), 8),
                (person.address, 35),
                (person.number, 18),
                (person.issuer, 15),
                (_day(person.valid_from), 8),
                (day, 8),
                (person.permit_number, 9),
                (f"{person.times_issued:02}", 2),
                ("", 3),
                ("J", 1),
                ("", 3),
            ]
        case CardLayout.FOREIGNER_2017:
            return [
                (person.english_name, 60),
                (person.sex, 1),
                (person.number, 15),
                (person.nationality, 3),
                (person.name, 15),
                (_day(person.valid_from), 8),
                (day, 8),
                (_day(person.birth), 8),
                ("01", 2),
                (person.issuer_code, 4),
                ("I", 1),
                ("", 3),
            ]
        case CardLayout.FOREIGNER_2023:
            return [
                (person.name, 15),
                (person.sex, 1),
                (f"{person.times_issued:02}", 2),
                (_day(person.birth), 8),
                (person.english_name[:35], 35),
                (person.number, 18),
                ("", 15),
                (_day(person.valid_from), 8),
                (day, 8),
                (person.english_name[35:], 11),
                (person.nationality, 3),
                ("Y", 1),
                (person.former_link, 3),
            ]


def _units(value: str, width: int) -> bytes:
    """Encode and pad to `width` UTF-16 units. A rare character takes two."""
    units = value.encode("utf-16-le")
    return units + b"\x20\x00" * (width - len(units) // 2)


def _day(value: date) -> str:
    return f"{value:%Y%m%d}"
