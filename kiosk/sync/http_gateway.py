"""The platform over HTTP: `PlatformGateway` by docs/platform-api.yaml. Blocks; any thread, one connection each.

A submission's large attachments are uploaded before it is handed in, and the platform takes it only with all of them.
An item whose attachment is refused is declined alone; a line that breaks ends the whole call.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from flows.model.values import Json
from kiosk.core.clock import Clock
from kiosk.core.errors import SyncError
from kiosk.core.sensitive import Sensitive
from kiosk.sync import answers, tus, wire
from kiosk.sync.http_line import Credentials, HttpLine, Timeouts
from kiosk.sync.values import (
    Accepted,
    Declined,
    Deferred,
    Outgoing,
    QueryAnswer,
    Reachability,
    StatusAnswer,
    SubmitAnswer,
)

_JSON = {"Content-Type": "application/json", "Accept": "application/json, application/problem+json"}
_ACCEPT = {"Accept": _JSON["Accept"]}
_PING_PATIENCE_S = 10.0
_KIND = re.compile(r"[a-z][a-z0-9-]{0,63}")


class HttpGateway:
    """Speaks to one platform as one terminal."""

    def __init__(
        self, *, base_url: str, credentials: Credentials, clock: Clock, timeouts: Timeouts | None = None
    ) -> None:
        self._line = HttpLine(base_url=base_url, credentials=credentials, clock=clock, timeouts=timeouts)
        self._clock = clock

    def submit(self, batch: Sequence[Outgoing]) -> Sequence[SubmitAnswer]:
        """Hand in 1 to 100 submissions: one answer for each, in the same order. Raises `SyncError`."""
        ready: dict[str, wire.Ready] = {}
        settled: dict[str, SubmitAnswer] = {}
        for item in batch:
            prepared = self._prepare(item)
            if isinstance(prepared, wire.Ready):
                ready[item.key] = prepared
            else:
                settled[item.key] = prepared
        keys = list(ready)
        if len(keys) == 1:
            settled[keys[0]] = self._submit_one(keys[0], ready[keys[0]])
        elif keys:
            body = wire.batch_body(ready)
            answer = self._line.call("POST", "v1/submissions:batch", headers=_JSON, body=body)
            settled |= zip(keys, answers.batch_submitted(answer, keys), strict=True)
        return [self._compared(settled[item.key]) for item in batch]

    def query(self, kind: str, parameters: Sensitive[Mapping[str, Json]], timeout_s: float) -> QueryAnswer:
        """Ask about a person. Raises `SyncError`; `ValueError` when `kind` is no name of a query."""
        if not _KIND.fullmatch(kind):
            raise ValueError("a query's kind is lower-case words with hyphens")
        body = wire.query_body(parameters)
        answer = self._line.call("POST", f"v1/queries/{kind}", headers=_JSON, body=body, patience_s=timeout_s)
        return answers.query_answered(answer, kind)

    def command(self, kind: str, key: str, parameters: Sensitive[Mapping[str, Json]], timeout_s: float) -> QueryAnswer:
        """Have something done once per key. Raises `SyncError`; `ValueError` when `kind` is no name of a command."""
        if not _KIND.fullmatch(kind):
            raise ValueError("a command's kind is lower-case words with hyphens")
        headers = {**_JSON, "Idempotency-Key": f'"{key}"'}
        body = wire.query_body(parameters)
        answer = self._line.call("POST", f"v1/commands/{kind}", headers=headers, body=body, patience_s=timeout_s)
        return answers.query_answered(answer, kind)

    def status(self, key: str) -> StatusAnswer:
        """Ask what became of a submission. Raises `SyncError`."""
        answer = self._line.call("GET", f"v1/submissions/{quote(key, safe='')}", headers=_ACCEPT)
        return answers.status_told(answer, key)

    def ping(self) -> Reachability:
        """Ask for the platform's time. Raises `SyncError`. The skew is right to half the time that the answer took."""
        started = self._clock.monotonic()
        answer = self._line.call("GET", "v1/ping", headers=_ACCEPT, patience_s=_PING_PATIENCE_S)
        theirs = wire.read_pong(answers.require_json(answer))
        travelled_s = self._clock.monotonic() - started
        return Reachability(skew_s=(self._clock.now() - theirs).total_seconds() - travelled_s / 2)

    def close(self) -> None:
        """End all calls now. From any thread."""
        self._line.close()

    def _submit_one(self, key: str, ready: wire.Ready) -> SubmitAnswer:
        headers = {**_JSON, "Idempotency-Key": f'"{key}"'}  # a structured-field string: RFC 8941, 3.3.3
        answer = self._line.call("POST", "v1/submissions", headers=headers, body=wire.single_body(ready))
        return answers.submitted(answer, key)

    def _compared(self, answer: SubmitAnswer) -> SubmitAnswer:
        """Find out what the platform has under a key that it holds in other words, so that a person can compare.

        It is not taken for received: whether the two say the same is not for a terminal to judge.
        """
        if not (isinstance(answer, Declined) and answer.code == "key-reused"):
            return answer
        try:
            held = self.status(answer.key)
        except SyncError as exc:
            return Deferred(key=answer.key, fault=exc.code)  # sent again, it is refused again, and asked after again
        return answers.held_otherwise(held) if isinstance(held, Accepted) else answer

    def _prepare(self, item: Outgoing) -> wire.Ready | Declined | Deferred:
        """Upload what is too large to travel inside, and write the submission."""
        uploads: dict[str, str] = {}
        try:
            for part in item.attachments:
                if not wire.travels_inside(part):
                    uploads[part.name] = tus.upload(self._line, part, key=item.key, attempts=item.attempts)
            return wire.prepare(item, uploads)
        except tus.AttachmentDeclinedError as exc:
            return Declined(key=item.key, code=exc.code, reason=exc.reason, reason_en=exc.reason_en)
        except (tus.PieceLostError, wire.UnreadableError) as exc:
            return Deferred(key=item.key, fault=exc.code)
