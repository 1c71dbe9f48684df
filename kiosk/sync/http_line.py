"""One HTTP call to the platform: made, ended by its deadline, read up to a limit. Blocks; one session a thread.

Knows methods, headers and bytes, and what a problem document is; knows nothing of submissions.
"""

from __future__ import annotations

import contextlib
import http.client
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import requests
from requests.structures import CaseInsensitiveDict

from kiosk.core.clock import Clock
from kiosk.core.errors import SyncError
from kiosk.core.sensitive import Sensitive
from kiosk.sync.causes import CertificateTimeError, cause_of
from kiosk.sync.deadline import Watch, WatchedSession
from kiosk.sync.plan import MAX_SKEW_S, deadline_s

MAX_ANSWER_BYTES = 4 * 1024 * 1024  # 100 refusals with reasons take a tenth of it
_MAX_IDLE_S = 4.0  # shorter than any server's keep-alive and any router's memory: no call goes out on a dead connection
_READ_BYTES = 65536


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """How patient a call is, in seconds."""

    connect_s: float = 8.0
    silence_s: float = 20.0  # without a byte while an answer is awaited
    call_s: float = 30.0  # for the whole call, beside what its body needs on a slow line


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """Who this terminal is. A token, a client certificate (file, key file), or both."""

    terminal_id: str
    token: Sensitive[str] = Sensitive("")
    ca_file: Path | None = None
    certificate_file: Path | None = None
    key_file: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back, whole."""

    status: int
    headers: CaseInsensitiveDict[str]
    body: bytes = field(repr=False)

    @property
    def media_type(self) -> str:
        """The media type without parameters, lower case; empty when there is none."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()

    @property
    def retry_after_s(self) -> float | None:
        """Retry-After in seconds; None when absent or a date (the contract has seconds)."""
        value = self.headers.get("Retry-After", "").strip()
        return float(value) if value.isascii() and value.isdigit() and len(value) < 10 else None


class _Local(threading.local):
    """The session of each thread. Made at its first call, closed when it has been idle."""

    watch: Watch | None = None
    session: WatchedSession | None = None
    used_at_s = 0.0


class HttpLine:
    """Calls to one platform."""

    def __init__(
        self, *, base_url: str, credentials: Credentials, clock: Clock, timeouts: Timeouts | None = None
    ) -> None:
        self._base_url = base_url.rstrip("/") + "/"
        self._credentials = credentials
        self._clock = clock
        self.timeouts = timeouts or Timeouts()
        self._local = _Local()
        self._lock = threading.Lock()
        self._watches: list[Watch] = []
        self._closed = False

    def call(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: Sensitive[bytes] | None = None,
        patience_s: float | None = None,
    ) -> Answer:
        """Make one call. Raises `SyncError` NET-001, -002, -004, -005, -006; a status is never an error here.

        `path` is relative to the base URL, or a URL on the same host. `patience_s` bounds the whole call, less what
        the body needs on a slow line.
        """
        url = urljoin(self._base_url, path)
        if urlsplit(url)[:2] != urlsplit(self._base_url)[:2]:
            raise SyncError("NET-004", "the platform named a URL on another host")  # credentials stay with the platform
        data = b"" if body is None else body.reveal()
        patience = self.timeouts.call_s if patience_s is None else patience_s
        watch, session = self._session()
        try:
            with watch.deadline(deadline_s(patience, len(data))):
                request = requests.Request(method, url, headers=dict(headers or {}), data=data or None)
                answer = self._exchange(session, request, patience)
        except requests.RequestException as exc:
            self._drop_session()
            raise _ended(watch) or self._named(cause_of(exc)) from exc
        else:
            # A socket that was shut down reads as ended: an answer without a length then looks whole.
            ended = _ended(watch)
            if ended is not None:
                self._drop_session()
                raise ended
            return answer
        finally:
            self._local.used_at_s = time.monotonic()

    def close(self) -> None:
        """End all calls under way and refuse new ones. From any thread."""
        with self._lock:
            self._closed = True
            for watch in self._watches:
                watch.close()
        self._drop_session()

    def _exchange(self, session: WatchedSession, request: requests.Request, patience_s: float) -> Answer:
        timeouts = (min(self.timeouts.connect_s, patience_s), min(self.timeouts.silence_s, patience_s))
        with session.send(session.prepare_request(request), timeout=timeouts, stream=True) as response:
            pieces: list[bytes] = []
            size = 0
            for piece in response.iter_content(_READ_BYTES):
                size += len(piece)
                if size > MAX_ANSWER_BYTES:
                    raise SyncError("NET-004", "the answer does not end")
                pieces.append(piece)
            return Answer(status=response.status_code, headers=response.headers, body=b"".join(pieces))

    # --- sessions -----------------------------------------------------------------------------------------

    def _session(self) -> tuple[Watch, WatchedSession]:
        local = self._local
        if local.watch is None:
            local.watch = Watch()
            with self._lock:
                self._watches.append(local.watch)
        if self._closed:
            raise SyncError("NET-001", "the terminal is closing", retryable=True)
        if local.session is not None and time.monotonic() - local.used_at_s > _MAX_IDLE_S:
            self._drop_session()
        if local.session is None:
            local.session = self._new_session(local.watch)
        return local.watch, local.session

    def _new_session(self, watch: Watch) -> WatchedSession:
        credentials = self._credentials
        session = WatchedSession(watch)
        session.headers.update({"Terminal-Id": credentials.terminal_id, "User-Agent": "guanjia-kiosk"})
        if credentials.token.reveal():
            session.headers["Authorization"] = f"Bearer {credentials.token.reveal()}"
        if credentials.ca_file is not None:
            session.verify = str(credentials.ca_file)
        if credentials.certificate_file is not None and credentials.key_file is not None:
            session.cert = (str(credentials.certificate_file), str(credentials.key_file))
        return session

    def _drop_session(self) -> None:
        session, self._local.session = self._local.session, None
        if session is not None:
            session.close()

    # --- the clock ----------------------------------------------------------------------------------------

    def _named(self, error: SyncError) -> SyncError:
        """Tell an expired certificate from a wrong clock: ask, over TLS that proves nothing, what time it is there."""
        if not isinstance(error, CertificateTimeError):
            return error
        told = self._date_unproven()
        if told is not None and abs((self._clock.now() - told).total_seconds()) > MAX_SKEW_S:
            return SyncError("NET-006", error.detail, retryable=True)
        return SyncError("NET-005", error.detail, retryable=True)

    def _date_unproven(self) -> datetime | None:
        """The Date of whoever answers. No credential is sent and nothing but a fault's name turns on it."""
        parts = urlsplit(self._base_url)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        timeout_s = min(self.timeouts.connect_s, 5.0)
        connection = http.client.HTTPSConnection(parts.hostname or "", parts.port, timeout=timeout_s, context=context)
        with contextlib.closing(connection):
            try:
                connection.request("HEAD", "/v1/ping")
                return parsedate_to_datetime(connection.getresponse().headers.get("Date", ""))
            except (OSError, http.client.HTTPException, ValueError, TypeError):
                return None


def _ended(watch: Watch) -> SyncError | None:
    """Why the call was ended from this side, if it was."""
    if watch.closed:
        return SyncError("NET-001", "the terminal is closing", retryable=True)
    if watch.expired:
        return SyncError("NET-002", "the call took too long", retryable=True)
    return None
