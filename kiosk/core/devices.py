"""Device values that flows, drivers and screens share: what a card says, how a print ended, how a device is.

Values only; ports live in `drivers.ports`. Outcomes are frozen unions, matched exhaustively.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kiosk.core.sensitive import Sensitive


class DeviceKind(StrEnum):
    """The kinds of device that a service may need."""

    ID_CARD = "id_card"
    SOCIAL_CARD = "social_card"
    PRINTER = "printer"
    DOCUMENT_CAMERA = "document_camera"


class Health(StrEnum):
    """How a device is right now. `ATTENTION` still works (paper low); the three last do not."""

    WARMING = "warming"
    READY = "ready"
    ATTENTION = "attention"
    FAILED = "failed"
    STUCK = "stuck"
    ABSENT = "absent"

    @property
    def usable(self) -> bool:
        """True when a resident can start a service that needs the device."""
        return self in (Health.READY, Health.ATTENTION)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceHealth:
    """Health of one device with its cause: a fault code from `kiosk.core.faults`, empty when well."""

    kind: DeviceKind
    name: str
    health: Health
    fault: str = ""


# --- documents --------------------------------------------------------------------------------------------


class DocumentKind(StrEnum):
    """The four cards that an ID-card reader reads, by the type flag at offset 248 (GA 490)."""

    RESIDENT = "resident"  # ' '
    HMT_RESIDENCE = "hmt_residence"  # 'J', Hong Kong, Macao and Taiwan residence permit
    FOREIGNER_2017 = "foreigner_2017"  # 'I'
    FOREIGNER_2023 = "foreigner_2023"  # 'Y'


class Sex(StrEnum):
    """GB/T 2261.1."""

    UNKNOWN = "0"
    MALE = "1"
    FEMALE = "2"
    NOT_STATED = "9"


@dataclass(frozen=True, slots=True, kw_only=True)
class IdDocument:
    """What an identity card said. Absent fields are empty; `valid_to` None means long-term (长期)."""

    kind: DocumentKind
    name: Sensitive[str]
    number: Sensitive[str]
    sex: Sex
    birth: Sensitive[date]
    address: Sensitive[str]
    issuer: str
    valid_from: date
    valid_to: date | None
    ethnicity: str = ""  # GB/T 3304 two-digit code
    nationality: str = ""  # ISO 3166 alpha-3
    english_name: Sensitive[str] = Sensitive("")
    permit_number: Sensitive[str] = Sensitive("")  # travel-permit number of a 'J' card
    photo: Sensitive[bytes] = Sensitive(b"")  # 1024 bytes WLT, opaque
    reader_id: str = ""  # SAM id: which reader read this card


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialCard:
    """What a social security card said, without any PIN."""

    card_number: Sensitive[str]
    citizen_number: Sensitive[str]
    name: Sensitive[str]
    sex: Sex
    birth: Sensitive[date] | None
    issuer: str
    generation: int
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPerson:
    """Who somebody is without a card, by name and number (GB 11643).

    `vouched`: the platform gave them for a code of the person's phone; otherwise they were typed, and nobody has
    looked whether they are true.
    """

    name: Sensitive[str]
    number: Sensitive[str]
    vouched: bool


# --- outcomes of reading ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NoCard:
    """Nothing was presented before the deadline."""


@dataclass(frozen=True, slots=True)
class CardLifted:
    """The card was taken away while it was being read. Ask for it again."""


@dataclass(frozen=True, slots=True)
class CardUnsupported:
    """A card is there, but it is not one that this reader serves. Nothing of it was read."""


@dataclass(frozen=True, slots=True)
class CardUnreadable:
    """The right kind of card, but its content does not read; `fault` is a code such as ``IDR-012``."""

    fault: str


@dataclass(frozen=True, slots=True)
class ReadCancelled:
    """The resident chose another way; the reader is free again."""


NotRead = NoCard | CardLifted | CardUnsupported | CardUnreadable
IdCardOutcome = IdDocument | NoCard | CardLifted | CardUnsupported | CardUnreadable | ReadCancelled
SocialCardOutcome = SocialCard | NoCard | CardLifted | CardUnsupported | CardUnreadable | ReadCancelled


# --- printing ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """A job that a printer knows. `uri` and `job_id` find it again after a crash."""

    printer_uri: str
    job_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """The printer says that the job ended well and that `pages` sheets came out."""

    pages: int


@dataclass(frozen=True, slots=True)
class PrintUnconfirmed:
    """The job ended, but nothing proves that paper came out. The resident is asked; nothing prints again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintFailed:
    """No paper, or not all of it; `fault` says why (paper out ``PRN-003``, jam ``PRN-004``, ...)."""

    fault: str


@dataclass(frozen=True, slots=True)
class PrintCancelled:
    """The job was taken back and is gone from the printer's queue."""


PrintOutcome = Printed | PrintUnconfirmed | PrintFailed | PrintCancelled


# --- pictures ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One still picture, JPEG."""

    jpeg: Sensitive[bytes]
    width_px: int
    height_px: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PageQuality:
    """What can be said of a page in the picture, for the resident to mend. None means not judged yet."""

    corners: bool  # all four corners of the page are in the picture
    bright: bool
    sharp: bool
    glare: bool  # True is bad
    outline: tuple[tuple[float, float], ...] = ()  # found corners, 0..1 of width and height
