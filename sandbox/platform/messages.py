"""The contract's messages, read for the platform's side. Values only; any thread.

Written from docs/platform-api.yaml alone. Unknown members are refused where the contract closes an object.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Annotated, Any, Self, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, model_validator

from sandbox.platform.problems import Problem, ProblemError

MAX_BODY_BYTES = 8 * 1024 * 1024
MAX_INLINE_BYTES = 64 * 1024
MAX_ATTACHMENT_BYTES = 20 * 1024 * 1024

Key = Annotated[str, Field(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AttachmentMessage(_Closed):
    """An attachment: its bytes inside, or the upload that holds them."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,63}$")]
    media_type: Annotated[str, Field(pattern=r"^[a-z]+/[a-z0-9.+-]+$")]
    size: Annotated[int, Field(ge=1, le=MAX_ATTACHMENT_BYTES)]
    sha256: Sha256
    data: Annotated[str, Field(max_length=87384)] | None = None
    upload: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")] | None = None

    @model_validator(mode="after")
    def _travels_one_way(self) -> Self:
        if (self.data is None) == (self.upload is None):
            raise ValueError("an attachment carries either data or upload")
        return self


class SubmissionMessage(_Closed):
    """One submission."""

    service_id: Annotated[str, Field(min_length=1, max_length=100)]
    service_digest: Annotated[str, Field(min_length=1, max_length=100)]
    local_number: Annotated[str, Field(pattern=r"^[A-Z0-9]{2,12}-\d{4}-\d{4,}$")]
    kept_at: AwareDatetime
    supersedes: Key | None = None
    payload: dict[str, Any]
    attachments: Annotated[tuple[AttachmentMessage, ...], Field(max_length=20)]

    @model_validator(mode="after")
    def _attachments_have_names_of_their_own(self) -> Self:
        names = [attachment.name for attachment in self.attachments]
        if len(set(names)) != len(names):
            raise ValueError("two attachments have the same name")
        return self

    def fingerprint(self) -> str:
        """Digest of the content that a key stands for: all but the way in which attachments travelled."""
        content = {
            "service": [self.service_id, self.service_digest],
            "local": [self.local_number, self.kept_at.timestamp(), self.supersedes],
            "payload": self.payload,
            "attachments": [[part.name, part.media_type, part.size, part.sha256] for part in self.attachments],
        }
        text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


class BatchItemMessage(_Closed):
    """A submission with its key, in a batch."""

    key: Key
    submission: SubmissionMessage


class BatchMessage(_Closed):
    """Up to 100 submissions."""

    items: Annotated[tuple[BatchItemMessage, ...], Field(min_length=1, max_length=100)]

    @model_validator(mode="after")
    def _keys_are_unique(self) -> Self:
        if len({item.key for item in self.items}) != len(self.items):
            raise ValueError("a key stands twice in the batch")
        return self


class PersonParameters(_Closed):
    """Whom a query asks about."""

    number: Annotated[str, Field(pattern=r"^[A-Z0-9]{15,18}$")]
    name: Annotated[str, Field(min_length=1, max_length=120)]


class QueryMessage(_Closed):
    """A question, or a command. What `parameters` must hold is its kind's own business."""

    parameters: dict[str, Any]


Message = TypeVar("Message", bound=BaseModel)


def parse(model: type[Message], body: bytes) -> Message:
    """Read a JSON body. Raises `ProblemError` invalid-request that names the place, never the value."""
    try:
        return model.model_validate_json(body)
    except ValidationError as exc:
        first = exc.errors(include_input=False, include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "body"
        raise ProblemError(Problem(name="invalid-request", detail=f"{place}: {first['msg']}")) from exc


def instant(at: datetime) -> str:
    """RFC 3339 with milliseconds."""
    return at.isoformat(timespec="milliseconds")


def person_of(parameters: dict[str, Any]) -> PersonParameters:
    """Read whom a query asks about. Raises `ProblemError` invalid-request that names the place, never the value."""
    return parse(PersonParameters, json.dumps(parameters).encode())
