"""Problem documents (RFC 9457) as the contract lists them. Values and one exception; no I/O, any thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fastapi import Request
from fastapi.responses import JSONResponse, Response

TYPE_PREFIX = "https://guanjia.example/problems/"
MEDIA_TYPE = "application/problem+json"  # RFC 9457, 3

# status and title of each type, from the table at the head of docs/platform-api.yaml
_TYPES: Mapping[str, tuple[int, str]] = {
    "invalid-request": (400, "The request does not match the contract"),
    "key-missing": (400, "The Idempotency-Key header is missing or malformed"),
    "unauthenticated": (401, "No credential, or a wrong one"),
    "unknown-terminal": (403, "This terminal is not enrolled"),
    "nothing-on-record": (404, "Nothing is on record"),
    "unknown-submission": (404, "No such submission"),
    "unknown-query": (404, "No such query"),
    "unknown-command": (404, "No such command"),
    "unknown-upload": (404, "No such upload"),
    "not-found": (404, "No such resource"),
    "in-progress": (409, "The same key is being worked on"),
    "upload-incomplete": (409, "A named upload is not there in full"),
    "upload-offset": (409, "The piece does not begin where the upload ends"),
    "tus-version": (412, "Only tus 1.0.0 is spoken here"),
    "too-large": (413, "Too large"),
    "media-type": (415, "Not the media type of the contract"),
    "refused": (422, "Refused"),
    "key-reused": (422, "The key was accepted with other content"),
    "too-many-requests": (429, "Too many requests"),
    "checksum-mismatch": (460, "The piece was damaged on its way"),
    "fault": (500, "The platform failed"),
    "unavailable": (503, "The platform is closed for a while"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What a resident should know, in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One problem. `name` is the last part of its type; `code` says more where there is more to say."""

    name: str
    detail: str = ""
    code: str = ""
    reason: Reason | None = None
    retry_after_s: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """The HTTP status of the type."""
        return _TYPES[self.name][0]

    def body(self) -> dict[str, Any]:
        """The problem document."""
        body: dict[str, Any] = {
            "type": TYPE_PREFIX + self.name,
            "title": _TYPES[self.name][1],
            "status": self.status,
            "code": self.code or self.name,
        }
        if self.detail:
            body["detail"] = self.detail
        if self.reason is not None:
            body["reason"] = {"zh": self.reason.zh, "en": self.reason.en}
        return body

    def response(self) -> Response:
        """The HTTP answer."""
        headers = dict(self.headers)
        if self.retry_after_s is not None:
            headers["Retry-After"] = str(self.retry_after_s)
        return JSONResponse(self.body(), status_code=self.status, headers=headers, media_type=MEDIA_TYPE)


class ProblemError(Exception):
    """Ends a request with a problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.name)
        self.problem = problem


async def answer_problem(_request: Request, exc: Exception) -> Response:
    """Turn a `ProblemError` into its answer (an exception handler of FastAPI)."""
    if not isinstance(exc, ProblemError):
        raise exc
    return exc.problem.response()
