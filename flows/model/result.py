"""What effects came to, in the past tense: each repeats the `OperationId` of its effect. Frozen values; any thread.

A result of an ended session is dropped by `flows.runner`, so that nobody meets the last resident's data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flows.model.values import BlobRef, Json, State
from kiosk.core.devices import DeviceHealth, IdDocument, NotRead, PageQuality, PrintOutcome, SocialCard
from kiosk.core.ids import OperationId
from kiosk.core.sensitive import Sensitive


@dataclass(frozen=True, slots=True, kw_only=True)
class DevicesChecked:
    """Fresh health of the devices that were asked for."""

    operation: OperationId
    devices: tuple[DeviceHealth, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRead:
    """A card was read."""

    operation: OperationId
    document: IdDocument | SocialCard


@dataclass(frozen=True, slots=True, kw_only=True)
class CardNotRead:
    """No document came of it, and why. The effect is over; reading starts again by another effect."""

    operation: OperationId
    reason: NotRead


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeScanned:
    """A QR code was seen: `code` is its text, which is input like any other."""

    operation: OperationId
    code: Sensitive[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoCode:
    """No code was seen before the deadline. The effect is over."""

    operation: OperationId


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceMatched:
    """The face is that of the document. Nothing of it is kept."""

    operation: OperationId


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceNotMatched:
    """It is not known to be the same face. `reason`: ``no_face``, ``several_faces``, ``poor_picture``, ``different``,
    ``not_live``; `tries_left` as far as the verifier allows.
    """

    operation: OperationId
    reason: str
    tries_left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFound:
    """The same card has an unfinished session on this terminal."""

    operation: OperationId
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSubmitted:
    """The draft of this card was submitted already: its receipt is shown instead of the draft."""

    operation: OperationId
    state: State
    local_number: str
    platform_number: str  # empty while the platform has not answered
    kept_at: datetime
    received_at: datetime | None  # None while the platform has not answered
    digest: str = ""  # SHA-256 of what is kept, hexadecimal


@dataclass(frozen=True, slots=True, kw_only=True)
class NoDraft:
    """Nothing unfinished for this card."""

    operation: OperationId


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryAnswered:
    """The platform answered a query; with `kept_at`, it did so then, and this is what was kept of it."""

    operation: OperationId
    data: Sensitive[Mapping[str, Json]]
    kept_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryRefused:
    """The platform understood and said no (nothing on record, not entitled), in words for a person."""

    operation: OperationId
    code: str
    reason: str = field(repr=False)  # may name a person
    reason_en: str = field(default="", repr=False)  # the same in English, where the platform gave it


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptMatter:
    """A matter that this terminal has in its store. Without `platform_number` the platform does not have it.

    `refused` is the platform's reason for not taking it; `fault` says why it is not sent yet.
    """

    service_id: str
    local_number: str
    kept_at: datetime
    platform_number: str = ""
    received_at: datetime | None = None
    refused: Sensitive[str] = Sensitive("")
    refused_en: Sensitive[str] = Sensitive("")
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedInFound:
    """What was handed in here and fits, the newest first; none is an answer too."""

    operation: OperationId
    matters: tuple[KeptMatter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionKept:
    """Durable on this terminal (本机已收下). The platform may or may not have it yet."""

    operation: OperationId
    local_number: str
    at: datetime
    digest: str = ""  # SHA-256 of what is kept, hexadecimal


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptItem:
    """One of several submissions that are kept together."""

    key: str
    local_number: str
    at: datetime
    digest: str = ""  # SHA-256 of what is kept, hexadecimal


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionsKept:
    """All of them are durable on this terminal; what becomes of each follows by its key."""

    operation: OperationId
    kept: tuple[KeptItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionReceived:
    """The platform has it (平台已收到)."""

    operation: OperationId
    platform_number: str
    at: datetime
    key: str = ""  # which of several


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionWaiting:
    """Kept, and not received in the time that a resident waits; `fault` says why."""

    operation: OperationId
    fault: str
    key: str = ""  # which of several; empty: all that are not settled


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionRefused:
    """The platform refused the content, with a reason for a person."""

    operation: OperationId
    code: str
    reason: str = field(repr=False)  # may name a person
    reason_en: str = field(default="", repr=False)  # the same in English, where the platform gave it
    key: str = ""  # which of several


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPrinted:
    """How a print ended."""

    operation: OperationId
    outcome: PrintOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameJudged:
    """The camera's newest frame: what is good and what is not yet. Comes only when the judgement changed."""

    operation: OperationId
    quality: PageQuality


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureTaken:
    """A still was taken and is held by the session under `blob`."""

    operation: OperationId
    blob: BlobRef
    quality: PageQuality


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectFailed:
    """The environment failed while an effect ran; `fault` is a code of `kiosk.core.faults`."""

    operation: OperationId
    fault: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandDone:
    """The platform carried a command out, or had done so before under the same key."""

    operation: OperationId
    data: Sensitive[Mapping[str, Json]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandRefused:
    """The platform understood a command and refused it; nothing was done. `reason` is for the resident."""

    operation: OperationId
    code: str
    reason: str = field(repr=False)  # may name a person
    reason_en: str = field(default="", repr=False)


Result = (
    DevicesChecked
    | DocumentRead
    | CardNotRead
    | CodeScanned
    | NoCode
    | FaceMatched
    | FaceNotMatched
    | DraftFound
    | DraftSubmitted
    | NoDraft
    | QueryAnswered
    | QueryRefused
    | HandedInFound
    | SubmissionKept
    | SubmissionsKept
    | SubmissionReceived
    | SubmissionWaiting
    | SubmissionRefused
    | DocumentPrinted
    | FrameJudged
    | PictureTaken
    | CommandDone
    | CommandRefused
    | EffectFailed
)
