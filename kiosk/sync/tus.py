"""Uploads a large attachment: tus 1.0.0, creation-with-upload and checksum. Blocks; used on the sync thread.

Nothing about an upload is remembered here: creating it again finds it again and tells the offset (the contract's
`createUpload`), so a cut or a restart costs one question, not the bytes that are there already.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

from kiosk.core.errors import SyncError
from kiosk.core.sensitive import Sensitive
from kiosk.sync.answers import refusal_of, trouble_of
from kiosk.sync.http_line import Answer, HttpLine
from kiosk.sync.plan import piece_bytes
from offline_cache.outbox import Part

_VERSION = {"Tus-Resumable": "1.0.0"}
_PIECE = "application/offset+octet-stream"  # tus 1.0.0, PATCH
_UPLOADS = "v1/uploads"
_DONE = {"POST": (200, 201), "PATCH": (204,)}


class PieceLostError(SyncError):
    """A piece was damaged, or the offset was not where it was thought to be: asked again, the upload goes on."""


class AttachmentDeclinedError(Exception):
    """The platform will not have this attachment, however often it is sent."""

    def __init__(self, code: str, reason: str, reason_en: str) -> None:
        super().__init__(code)
        self.code = code
        self.reason = reason
        self.reason_en = reason_en


def upload(line: HttpLine, part: Part, *, key: str, attempts: int) -> str:
    """Upload an attachment, or what is missing of it; return the upload's id for the submission.

    Raises `SyncError` (as `HttpLine.call`, and NET-003, -004, -007, -008 by status) and `AttachmentDeclinedError`.
    """
    data = part.data.reveal()
    size = piece_bytes(attempts)
    created = _send(line, "POST", _UPLOADS, _creation(part, data, key), data[:size])
    location, offset = _location(created), _offset(created, len(data))
    while offset < len(data):
        headers = {"Upload-Offset": str(offset)}
        answer = _send(line, "PATCH", location, headers, data[offset : offset + size])
        reached = _offset(answer, len(data))
        if reached <= offset:
            raise SyncError("NET-004", "an upload does not advance", retryable=True)
        offset = reached
    return urlsplit(location).path.rsplit("/", 1)[-1]


def _creation(part: Part, data: bytes, key: str) -> dict[str, str]:
    facts = {
        "key": key,
        "name": part.name,
        "media_type": part.media_type,
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    metadata = ",".join(f"{name} {base64.b64encode(value.encode()).decode('ascii')}" for name, value in facts.items())
    return {"Upload-Length": str(len(data)), "Upload-Metadata": metadata}


def _send(line: HttpLine, method: str, path: str, headers: Mapping[str, str], piece: bytes) -> Answer:
    checksum = base64.b64encode(hashlib.sha256(piece).digest()).decode("ascii")
    named = {**_VERSION, "Content-Type": _PIECE, "Upload-Checksum": f"sha256 {checksum}", **headers}
    answer = line.call(method, path, headers=named, body=Sensitive(piece))
    if answer.status in _DONE[method] and answer.headers.get("Tus-Resumable") == _VERSION["Tus-Resumable"]:
        return answer
    if answer.status in (404, 409, 410, 460):
        raise PieceLostError("NET-004", f"tus {answer.status}", retryable=True)
    refusal = refusal_of(answer)
    if refusal is not None:
        raise AttachmentDeclinedError(refusal.code, refusal.reason, refusal.reason_en)
    raise trouble_of(answer)


def _location(answer: Answer) -> str:
    location = answer.headers.get("Location", "")
    path = urljoin("/", urlsplit(location).path)
    if "/v1/uploads/" not in path:
        raise SyncError("NET-004", "an upload without a place", retryable=True)
    return location


def _offset(answer: Answer, length: int) -> int:
    value = answer.headers.get("Upload-Offset", "")
    if not (value.isascii() and value.isdigit()) or len(value) > 12 or int(value) > length:
        raise SyncError("NET-004", "an upload without a sensible offset", retryable=True)
    return int(value)
