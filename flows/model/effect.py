"""What is to be done. Imperative values; `kiosk.app.executor` carries them out and answers with events.

Every effect that answers carries the `OperationId` that its results repeat. A flow never meets a driver.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.model.values import Json, Submission
from kiosk.core.audit import AuditKind
from kiosk.core.devices import DeviceKind, IdDocument, NamedPerson, SocialCard
from kiosk.core.ids import OperationId
from kiosk.core.sensitive import Sensitive


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckDevices:
    """Ask the devices afresh, before a resident fills anything in. Answers `DevicesChecked`."""

    operation: OperationId
    kinds: tuple[DeviceKind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadIdCard:
    """Answers `DocumentRead`, `CardNotRead` or `EffectFailed`. Cancelled by `StopOperation`."""

    operation: OperationId
    timeout_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSocialCard:
    """As `ReadIdCard`, over PC/SC."""

    operation: OperationId
    timeout_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanCode:
    """Look for a QR code before the camera. Answers `CodeScanned`, `NoCode` or `EffectFailed`."""

    operation: OperationId
    timeout_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyFace:
    """Compare the face before the camera with the picture of `document`. Never the only way; nothing of it is kept.

    Answers `FaceMatched`, `FaceNotMatched` or `EffectFailed` (FAC-001 where nothing can).
    """

    operation: OperationId
    document: IdDocument | SocialCard | NamedPerson
    timeout_s: float


@dataclass(frozen=True, slots=True)
class StopOperation:
    """Cancel a running effect. Whatever it still answers is dropped."""

    operation: OperationId


@dataclass(frozen=True, slots=True, kw_only=True)
class FindDraft:
    """Look for an unfinished session of this person. Answers `DraftFound`, `DraftSubmitted` or `NoDraft`.

    From here on the session's draft is saved under a key derived from this identity.
    """

    operation: OperationId
    document: IdDocument | SocialCard | NamedPerson


@dataclass(frozen=True, slots=True)
class SaveDraft:
    """Save the state of this turn, sealed. No answer; a later save replaces it."""


@dataclass(frozen=True, slots=True)
class EraseDraft:
    """Erase the session's draft. No answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Ask the platform. Answers `QueryAnswered`, `QueryRefused` or `EffectFailed` (NET-...).

    With `cached` nothing in question or answer is about a person: the answer is kept on this terminal, and the one
    that was kept stands in where the platform does not answer. With `offline` only that one is looked for.
    """

    operation: OperationId
    kind: str
    parameters: Sensitive[Mapping[str, Json]]
    cached: bool = False
    offline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FindHandedIn:
    """Look for what was handed in on this terminal: by the figures of a number and the last four of the telephone
    number given with it, or by the applicant's number. Answers `HandedInFound` or `EffectFailed` (STO-...).
    """

    operation: OperationId
    digits: str = ""
    phone_tail: Sensitive[str] = Sensitive("")
    applicant: Sensitive[str] = Sensitive("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Have the platform do something now: book a slot, open a payment, send a code.

    Answers `CommandDone`, `CommandRefused` or `EffectFailed` (NET-...). After the last nobody knows whether it was
    done: the same `key` is sent again, and the platform does it once.
    """

    operation: OperationId
    kind: str
    key: str
    parameters: Sensitive[Mapping[str, Json]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveCommand:
    """Have the platform do something, like `Command`, and tell nobody: the session ends without waiting."""

    kind: str
    key: str
    parameters: Sensitive[Mapping[str, Json]]


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPreview:
    """Show the document camera on the page. Answers `FrameJudged` now and then, or `EffectFailed`."""

    operation: OperationId


@dataclass(frozen=True, slots=True, kw_only=True)
class TakePicture:
    """Take a still. Answers `PictureTaken` or `EffectFailed`."""

    operation: OperationId


@dataclass(frozen=True, slots=True, kw_only=True)
class Submit:
    """Keep the submission durably and send it. Answers `SubmissionKept` first (or `EffectFailed` STO-...), then one
    of `SubmissionReceived`, `SubmissionRefused`, `SubmissionWaiting`. The draft stays: it leads back to the receipt.
    """

    operation: OperationId
    submission: Submission


@dataclass(frozen=True, slots=True)
class LeaveSubmission:
    """Keep a submission for sending, like `Submit`, and tell nobody: the session goes on, or ends, without waiting."""

    submission: Submission


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitTogether:
    """Keep several submissions durably, all or none, and send each for itself. Answers `SubmissionsKept` first (or
    `EffectFailed` STO-...), then for each by its key one of what `Submit` is answered with.
    """

    operation: OperationId
    submissions: tuple[Submission, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintDocument:
    """Typeset and print. Answers `DocumentPrinted` or `EffectFailed`.

    `purpose` is an impersonal key within the session, the print journal's: the same purpose never prints twice unless
    `again` counts up, which only the resident's own 再打一张 does.
    """

    operation: OperationId
    purpose: str
    again: int
    template: str
    data: Sensitive[Mapping[str, Json]]


@dataclass(frozen=True, slots=True, kw_only=True)
class StartTimer:
    """Start or restart a timer of this session. Answers `TimerExpired` with the same name."""

    session_id: str
    timer: str
    seconds: float


@dataclass(frozen=True, slots=True)
class StopTimer:
    """Stop a timer. Not an error when it is not running."""

    timer: str


@dataclass(frozen=True, slots=True)
class RecordAudit:
    """Record an impersonal fact."""

    kind: AuditKind
    facts: Mapping[str, str | int | float | bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EndSession:
    """The last effect of a session: cancel all operations and timers, erase the draft, the blobs and the memory."""

    session_id: str


Effect = (
    CheckDevices
    | ReadIdCard
    | ReadSocialCard
    | ScanCode
    | VerifyFace
    | StopOperation
    | FindDraft
    | SaveDraft
    | EraseDraft
    | Query
    | FindHandedIn
    | Command
    | StartPreview
    | TakePicture
    | Submit
    | SubmitTogether
    | LeaveCommand
    | LeaveSubmission
    | PrintDocument
    | StartTimer
    | StopTimer
    | RecordAudit
    | EndSession
)
