"""Taking submissions: one by one and in batches, idempotent by key. Runs on the server's loop thread.

Within one item everything is checked before anything is kept; what is kept is committed before it is answered.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sandbox.platform.faults import Faults
from sandbox.platform.messages import (
    MAX_INLINE_BYTES,
    AttachmentMessage,
    BatchMessage,
    SubmissionMessage,
    instant,
)
from sandbox.platform.problems import Problem, ProblemError, Reason
from sandbox.platform.store import KeptAttachment, KeptSubmission, PlatformStore

_KEY_HEADER = re.compile(r'"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"')


def key_of_header(value: str | None) -> str:
    """The key of an Idempotency-Key header. Raises `ProblemError` key-missing."""
    match = _KEY_HEADER.fullmatch(value or "")
    if match is None:
        raise ProblemError(Problem(name="key-missing"))
    return match[1]


class Intake:
    """Decides on submissions and keeps the accepted ones."""

    def __init__(self, *, store: PlatformStore, faults: Faults, now: Callable[[], datetime]) -> None:
        self._store = store
        self._faults = faults
        self._now = now
        self._in_progress: set[tuple[str, str]] = set()

    async def take(self, terminal: str, key: str, message: SubmissionMessage, base_url: str) -> dict[str, Any]:
        """Accept one submission and return its receipt. Raises `ProblemError`."""
        results = await self._take_all(terminal, [(key, message)], base_url)
        answer = results[0]
        if isinstance(answer, Problem):
            raise ProblemError(answer)
        return answer

    async def take_batch(self, terminal: str, batch: BatchMessage, base_url: str) -> dict[str, Any]:
        """Decide on each item of a batch; return the results in its order."""
        items = [(item.key, item.submission) for item in batch.items]
        answers = await self._take_all(terminal, items, base_url)
        results: list[dict[str, Any]] = []
        for (key, _), answer in zip(items, answers, strict=True):
            if isinstance(answer, Problem):
                results.append({"key": key, "status": answer.status, "problem": answer.body()})
                if answer.retry_after_s is not None:
                    results[-1]["retry_after_s"] = answer.retry_after_s
            else:
                results.append({"key": key, "status": 201, "receipt": answer})
        return {"results": results}

    def status(self, terminal: str, key: str, base_url: str) -> dict[str, Any]:
        """What became of a key. Raises `ProblemError` unknown-submission."""
        if (terminal, key) in self._in_progress:
            return {"key": key, "state": "in_progress"}
        kept = self._store.find(terminal, key)
        if kept is None:
            raise ProblemError(Problem(name="unknown-submission"))
        return {"key": key, "state": "received", "receipt": _receipt(kept, base_url)}

    async def _take_all(
        self, terminal: str, items: list[tuple[str, SubmissionMessage]], base_url: str
    ) -> list[dict[str, Any] | Problem]:
        busy = {key for key, _ in items if (terminal, key) in self._in_progress}
        mine = {(terminal, key) for key, _ in items if key not in busy}
        self._in_progress |= mine
        try:
            await self._faults.stall()
            with self._store.transaction():
                return [
                    Problem(name="in-progress", retry_after_s=1)
                    if key in busy
                    else self._decide(terminal, key, message, base_url)
                    for key, message in items
                ]
        finally:
            self._in_progress -= mine

    def _decide(self, terminal: str, key: str, message: SubmissionMessage, base_url: str) -> dict[str, Any] | Problem:
        kept = self._store.find(terminal, key)
        if kept is not None:
            if kept.fingerprint != message.fingerprint():
                return Problem(name="key-reused")
            self._store.count_arrival(kept)
            return _receipt(kept, base_url)
        refusal = self._faults.refusal()
        if refusal is not None:
            return refusal
        attachments: list[KeptAttachment] = []
        for part in message.attachments:
            read = self._attachment(terminal, key, part)
            if isinstance(read, Problem):
                return read
            attachments.append(read)
        at = self._now()
        kept = KeptSubmission(
            terminal=terminal,
            key=key,
            number=self._store.next_number("DG", at),
            fingerprint=message.fingerprint(),
            service_id=message.service_id,
            service_digest=message.service_digest,
            local_number=message.local_number,
            kept_at=instant(message.kept_at),
            supersedes=message.supersedes,
            received_at=instant(at),
            payload=json.dumps(message.payload, ensure_ascii=False),
        )
        self._store.keep(kept, attachments)
        return _receipt(kept, base_url)

    def _attachment(self, terminal: str, key: str, part: AttachmentMessage) -> KeptAttachment | Problem:
        if part.upload is not None:
            upload = self._store.find_upload(terminal, part.upload)
            if upload is None or upload.key != key or self._store.upload_offset(upload) != upload.length:
                return Problem(name="upload-incomplete", detail=part.name, retry_after_s=0)
            data = self._store.uploaded(upload)
            if hashlib.sha256(data).hexdigest() != upload.sha256:
                self._store.drop_upload(upload)
                return Problem(name="upload-incomplete", detail=f"{part.name}: damaged", retry_after_s=0)
        else:
            try:
                data = base64.b64decode(part.data or "", validate=True)
            except binascii.Error:
                return Problem(name="invalid-request", detail=f"{part.name}: not base64")
            if len(data) > MAX_INLINE_BYTES:
                return Problem(name="too-large", detail=f"{part.name}: over 64 KiB inline")
        if len(data) != part.size or hashlib.sha256(data).hexdigest() != part.sha256:
            zh, en = "有一份材料在路上损坏了，请重新提交。", "An attachment was damaged. Please submit again."
            return Problem(name="refused", code="attachment-damaged", reason=Reason(zh=zh, en=en), detail=part.name)
        return KeptAttachment(name=part.name, media_type=part.media_type, sha256=part.sha256, data=data)


def _receipt(kept: KeptSubmission, base_url: str) -> dict[str, Any]:
    return {
        "key": kept.key,
        "number": kept.number,
        "received_at": kept.received_at,
        "progress_url": f"{base_url}/s/{kept.number}",
    }
