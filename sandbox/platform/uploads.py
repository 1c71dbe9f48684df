"""The upload server: tus 1.0.0 with creation, creation-with-upload and checksum. Runs on the server's loop thread.

A piece is taken whole or not at all, because its checksum is known only at its end.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import secrets
from collections.abc import Mapping

from fastapi import Request
from fastapi.responses import Response

from sandbox.platform.messages import MAX_ATTACHMENT_BYTES
from sandbox.platform.problems import Problem, ProblemError
from sandbox.platform.store import KeptUpload, PlatformStore

TUS_VERSION = "1.0.0"
PIECE_MEDIA_TYPE = "application/offset+octet-stream"  # tus 1.0.0, PATCH
MAX_PIECE_BYTES = 1024 * 1024
_KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class UploadServer:
    """Answers the requests under /v1/uploads."""

    def __init__(self, store: PlatformStore) -> None:
        self._store = store

    @staticmethod
    def abilities() -> Response:
        """OPTIONS."""
        headers = {
            "Tus-Version": TUS_VERSION,
            "Tus-Extension": "creation,creation-with-upload,checksum",
            "Tus-Checksum-Algorithm": "sha256",
            "Tus-Max-Size": str(MAX_ATTACHMENT_BYTES),
        }
        return _answer(204, headers)

    def create(self, terminal: str, request: Request, body: bytes) -> Response:
        """POST: begin an upload or find it, and take the first piece when it is empty. Raises `ProblemError`."""
        _require_tus(request)
        length = _number(request, "upload-length")
        if not 0 < length <= MAX_ATTACHMENT_BYTES:
            raise ProblemError(Problem(name="too-large", detail="Upload-Length"))
        metadata = _metadata(request.headers.get("upload-metadata", ""))
        key, sha256 = metadata.get("key", ""), metadata.get("sha256", "")
        if not (_KEY.fullmatch(key) and _SHA256.fullmatch(sha256)):
            raise ProblemError(Problem(name="invalid-request", detail="Upload-Metadata needs key and sha256"))
        if body:
            _require_piece(request, body)
        wanted = KeptUpload(id=secrets.token_urlsafe(16), terminal=terminal, key=key, sha256=sha256, length=length)
        upload, new = self._store.begin_upload(wanted)
        offset = self._store.upload_offset(upload)
        if body and offset == 0:
            offset = self._append(upload, body)
        headers = {"Location": f"/v1/uploads/{upload.id}", "Upload-Offset": str(offset)}
        return _answer(201 if new else 200, headers)

    def head(self, terminal: str, upload_id: str, request: Request) -> Response:
        """HEAD: how much is there. Raises `ProblemError`."""
        _require_tus(request)
        upload = self._find(terminal, upload_id)
        offset = self._store.upload_offset(upload)
        headers = {"Upload-Offset": str(offset), "Upload-Length": str(upload.length), "Cache-Control": "no-store"}
        return _answer(200, headers)

    def patch(self, terminal: str, upload_id: str, request: Request, body: bytes) -> Response:
        """PATCH: the next piece. Raises `ProblemError`."""
        _require_tus(request)
        upload = self._find(terminal, upload_id)
        if _number(request, "upload-offset") != self._store.upload_offset(upload):
            raise ProblemError(Problem(name="upload-offset", headers={"Tus-Resumable": TUS_VERSION}))
        _require_piece(request, body)
        return _answer(204, {"Upload-Offset": str(self._append(upload, body))})

    def _append(self, upload: KeptUpload, body: bytes) -> int:
        if self._store.upload_offset(upload) + len(body) > upload.length:
            raise ProblemError(Problem(name="invalid-request", detail="the piece goes beyond Upload-Length"))
        return self._store.append(upload, body)

    def _find(self, terminal: str, upload_id: str) -> KeptUpload:
        upload = self._store.find_upload(terminal, upload_id)
        if upload is None:
            raise ProblemError(Problem(name="unknown-upload"))
        return upload


def _answer(status: int, headers: Mapping[str, str]) -> Response:
    return Response(status_code=status, headers={"Tus-Resumable": TUS_VERSION, **headers})


def _require_tus(request: Request) -> None:
    if request.headers.get("tus-resumable") != TUS_VERSION:
        raise ProblemError(Problem(name="tus-version", headers={"Tus-Version": TUS_VERSION}))


def _require_piece(request: Request, body: bytes) -> None:
    if request.headers.get("content-type") != PIECE_MEDIA_TYPE:
        raise ProblemError(Problem(name="media-type", detail=f"a piece is {PIECE_MEDIA_TYPE}"))
    if len(body) > MAX_PIECE_BYTES:
        raise ProblemError(Problem(name="too-large", detail="a piece is up to 1 MiB"))
    algorithm, _, digest = request.headers.get("upload-checksum", "").partition(" ")
    if algorithm != "sha256":
        raise ProblemError(Problem(name="invalid-request", detail="Upload-Checksum with sha256 is required"))
    if digest != base64.b64encode(hashlib.sha256(body).digest()).decode("ascii"):
        raise ProblemError(Problem(name="checksum-mismatch"))


def _number(request: Request, header: str) -> int:
    value = request.headers.get(header, "")
    if not (value.isascii() and value.isdigit()) or len(value) > 15:
        raise ProblemError(Problem(name="invalid-request", detail=header))
    return int(value)


def _metadata(header: str) -> dict[str, str]:
    """Read ``Upload-Metadata``: pairs of a name and a base64 value, with commas between."""
    read: dict[str, str] = {}
    for pair in header.split(","):
        name, _, value = pair.strip().partition(" ")
        try:
            read[name] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError) as exc:
            raise ProblemError(Problem(name="invalid-request", detail="Upload-Metadata")) from exc
    return read
