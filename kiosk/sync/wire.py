"""The messages of docs/platform-api.yaml, as the terminal writes and reads them. Pure; any thread.

pydantic stays inside this module: bytes and plain values come in and go out. What the platform sends is read
leniently where the contract is open (unknown members), strictly in types; nothing of it gets into an error's words.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, JsonValue, ValidationError

from flows.model.values import Json
from kiosk.core.clock import CHINA
from kiosk.core.errors import SyncError
from kiosk.core.sensitive import Sensitive
from kiosk.sync.values import Accepted, Outgoing
from offline_cache.outbox import Part

MAX_INLINE_BYTES = 64 * 1024  # docs/platform-api.yaml, Attachment.data

_Key = Annotated[str, Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]


class _Sent(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class _Heard(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class _Kept(_Sent):
    """What the store holds sealed until it is sent."""

    format: Literal[1] = 1
    service_id: str
    service_digest: str
    kept_at: AwareDatetime
    payload: dict[str, JsonValue]


class _Attachment(_Sent):
    name: str
    media_type: str
    size: int
    sha256: str
    data: str | None = None
    upload: str | None = None


class _Submission(_Sent):
    service_id: str
    service_digest: str
    local_number: str
    kept_at: AwareDatetime
    supersedes: str | None = None
    payload: dict[str, JsonValue]
    attachments: tuple[_Attachment, ...]


class _BatchItem(_Sent):
    key: str
    submission: _Submission


class _Batch(_Sent):
    items: tuple[_BatchItem, ...]


class _Query(_Sent):
    parameters: dict[str, JsonValue]


class _Reason(_Heard):
    zh: str
    en: str


class Problem(_Heard):
    """A problem document (RFC 9457) as the contract closes it. Handed out as it is: it holds no personal data."""

    type: str
    title: str
    status: int
    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,63}$")]
    reason: _Reason | None = None

    @property
    def name(self) -> str:
        """The last part of its type."""
        return self.type.rsplit("/", 1)[-1]


class _Receipt(_Heard):
    key: _Key
    number: Annotated[str, Field(pattern=r"^DG\d{12,16}$")]
    received_at: AwareDatetime


class BatchResult(_Heard):
    """The result of one item of a batch: a receipt or a problem, as `status` says."""

    key: _Key
    status: int
    receipt: _Receipt | None = None
    problem: Problem | None = None
    retry_after_s: Annotated[int, Field(ge=0)] | None = None

    def accepted(self) -> Accepted | None:
        """The acceptance, if it is one."""
        good = self.status == 201 and self.receipt is not None and self.receipt.key == self.key
        return _accepted(self.receipt) if good and self.receipt is not None else None


class _BatchResults(_Heard):
    results: list[BatchResult]


class _Status(_Heard):
    key: _Key
    state: Literal["received", "in_progress"]
    receipt: _Receipt | None = None


class _Pong(_Heard):
    server_time: AwareDatetime


class _QueryAnswer(_Heard):
    kind: str
    data: dict[str, JsonValue]


# --- writing ----------------------------------------------------------------------------------------------


def encode_submission(
    *, service_id: str, service_digest: str, payload: Mapping[str, Json], kept_at: datetime
) -> Sensitive[bytes]:
    """Return what the store seals and keeps of a submission: UTF-8 JSON. Attachments are kept beside it.

    `kept_at` (aware) is when the terminal made it durable. The local number comes from the store, at sending.
    """
    kept = _Kept(service_id=service_id, service_digest=service_digest, kept_at=kept_at, payload=_plain(payload))
    return Sensitive(kept.model_dump_json().encode())


def same_content(one: Sensitive[bytes], other: Sensitive[bytes]) -> bool:
    """Whether two kept submissions say the same, whenever each was kept; False when either cannot be read."""
    try:
        first, second = (_Kept.model_validate_json(each.reveal()) for each in (one, other))
    except ValidationError:
        return False
    return first.model_copy(update={"kept_at": second.kept_at}) == second


def read_kept(content: Sensitive[bytes]) -> Sensitive[Mapping[str, Json]] | None:
    """Return the answers in a kept submission; None when this version cannot read it."""
    try:
        return Sensitive(_Kept.model_validate_json(content.reveal()).payload)
    except ValidationError:
        return None


@dataclass(frozen=True, slots=True)
class Ready:
    """A submission as it goes over the wire, all its attachments inside or named."""

    message: _Submission = field(repr=False)


class UnreadableError(SyncError):
    """What was kept is not of a format that this version reads."""


def prepare(outgoing: Outgoing, uploads: Mapping[str, str]) -> Ready:
    """Write a submission. `uploads` maps names of uploaded attachments to their upload's id.

    Raises `UnreadableError` NET-009.
    """
    try:
        kept = _Kept.model_validate_json(outgoing.content.reveal())
    except ValidationError as exc:
        raise UnreadableError("NET-009", "the content is of another format") from exc
    message = _Submission(
        service_id=kept.service_id,
        service_digest=kept.service_digest,
        local_number=outgoing.local_number,
        kept_at=kept.kept_at,
        supersedes=outgoing.supersedes or None,
        payload=kept.payload,
        attachments=tuple(_attachment(part, uploads.get(part.name)) for part in outgoing.attachments),
    )
    return Ready(message)


def single_body(ready: Ready) -> Sensitive[bytes]:
    """Return the body of `submit`."""
    return _json(ready.message)


def batch_body(ready: Mapping[str, Ready]) -> Sensitive[bytes]:
    """Return the body of `submitBatch`, by key."""
    return _json(_Batch(items=tuple(_BatchItem(key=key, submission=each.message) for key, each in ready.items())))


def query_body(parameters: Sensitive[Mapping[str, Json]]) -> Sensitive[bytes]:
    """Return the body of `query`."""
    return _json(_Query(parameters=_plain(parameters.reveal())))


def travels_inside(part: Part) -> bool:
    """True when the attachment is small enough to travel inside its submission."""
    return len(part.data.reveal()) <= MAX_INLINE_BYTES


def _attachment(part: Part, upload: str | None) -> _Attachment:
    data = part.data.reveal()
    return _Attachment(
        name=part.name,
        media_type=part.media_type,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        data=base64.b64encode(data).decode("ascii") if upload is None else None,
        upload=upload,
    )


def _json(message: BaseModel) -> Sensitive[bytes]:
    return Sensitive(message.model_dump_json(exclude_none=True).encode())


def _plain(values: Mapping[str, Json]) -> dict[str, Any]:
    return dict(values)


# --- reading ----------------------------------------------------------------------------------------------

_Message = TypeVar("_Message", bound=BaseModel)


def read_receipt(body: bytes, key: str) -> Accepted:
    """Read the answer of `submit`. Raises `SyncError` NET-004 when it is not a receipt for this key."""
    receipt = _read(_Receipt, body)
    if receipt.key != key:
        raise SyncError("NET-004", "a receipt for another key", retryable=True)
    return _accepted(receipt)


def read_results(body: bytes) -> tuple[BatchResult, ...]:
    """Read the answer of `submitBatch`. Raises `SyncError` NET-004."""
    return tuple(_read(_BatchResults, body).results)


def read_status(body: bytes, key: str) -> Accepted | None:
    """Read the answer of `submissionStatus`; None while it is in progress. Raises `SyncError` NET-004."""
    status = _read(_Status, body)
    if status.state == "in_progress":
        return None
    if status.receipt is None or status.receipt.key != key:
        raise SyncError("NET-004", "a status without its receipt", retryable=True)
    return _accepted(status.receipt)


def read_pong(body: bytes) -> datetime:
    """Read the answer of `ping`: the platform's time. Raises `SyncError` NET-004."""
    return _read(_Pong, body).server_time


def read_query_answer(body: bytes, kind: str) -> Sensitive[Mapping[str, Json]]:
    """Read the answer of `query`. Raises `SyncError` NET-004, also when it answers another kind."""
    answer = _read(_QueryAnswer, body)
    if answer.kind != kind:
        raise SyncError("NET-004", "an answer to another question", retryable=True)
    return Sensitive(_plain(answer.data))


def read_problem(body: bytes) -> Problem | None:
    """Read a problem document; None when it is not one."""
    try:
        return Problem.model_validate_json(body)
    except ValidationError:
        return None


def _read(model: type[_Message], body: bytes) -> _Message:
    try:
        return model.model_validate_json(body)
    except ValidationError as exc:
        first = exc.errors(include_input=False, include_url=False, include_context=False)[0]
        place = ".".join(str(part) for part in first["loc"] if isinstance(part, int) or part in _NAMES)
        detail = f"{model.__name__.lstrip('_')} {place}: {first['type']}"
        raise SyncError("NET-004", detail, retryable=True) from exc


# Only the contract's own names may stand in an error: other members may carry a person's data in their name.
_NAMES = frozenset(
    name
    for model in (_Receipt, BatchResult, _BatchResults, _Status, _Pong, _QueryAnswer, Problem, _Reason)
    for name in model.model_fields
)


def _accepted(receipt: _Receipt) -> Accepted:
    at = receipt.received_at.astimezone(CHINA)
    return Accepted(key=receipt.key, platform_number=receipt.number, at=at)
