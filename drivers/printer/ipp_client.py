"""IPP over HTTP: one request, one answer, within one deadline.

Every request has its own connection: a printer that slept or was replaced never meets a stale one, and a job is never
created twice by a silent retry. The deadline covers the whole exchange, however slowly the other end drips: when it
passes, the connection is cut. Proxies and certificates from the environment are ignored (``trust_env``).

Translates every failure to `DeviceError`: ``PRN-001`` the printer cannot be reached or went away, ``PRN-002`` it
answered, but not well, ``PRN-014`` its certificate is not trusted. Runs on the printer's lane; the cut comes from a
timer thread.
"""

from __future__ import annotations

import itertools
import socket
import threading
import time
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError

from drivers.printer.ipp_codec import Attribute, Group, IppSyntaxError, Message, Tag, attribute, decode, encode
from kiosk.core.errors import ContentError, DeviceError
from kiosk.core.sensitive import Sensitive

IPP_PORT = 631  # RFC 8010, 4
REQUESTING_USER = "guanjia-kiosk"  # the same for every job: a printer's log tells nothing of who stood there
MOST_ANSWER_BYTES = 4 * 1024 * 1024  # the largest Get-Printer-Attributes answers are some 100 KiB
FIRST_ERROR_STATUS = 0x0100  # RFC 8011, 4.1.6: below are the successful ones


class IppStatusError(DeviceError):
    """The printer refused an operation; `status` is the IPP status code."""

    def __init__(self, operation: int, status: int) -> None:
        super().__init__("PRN-002", f"operation 0x{operation:04X} answered status 0x{status:04X}", retryable=True)
        self.status = status


class IppClient:
    """Speaks to one printer or queue.

    `uri` is ``ipp://host[:port]/path`` or ``ipps://...`` (TLS, checked against `ca_file`, or the bundled roots when
    that is empty). A printer: ``ipp://192.168.1.9/ipp/print``. A CUPS queue: ``ipp://localhost/printers/NAME``.
    Raises `ContentError` CNT-002 for any other kind of address.
    """

    def __init__(self, uri: str, *, ca_file: str = "") -> None:
        parts = urlsplit(uri)
        scheme = {"ipp": "http", "ipps": "https"}.get(parts.scheme)
        if scheme is None or not parts.hostname:
            raise ContentError("CNT-002", f"a printer's address is ipp://host/path or ipps://host/path, not {uri!r}")
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        self.uri = uri
        self._url = f"{scheme}://{host}:{parts.port or IPP_PORT}{parts.path or '/'}"
        self._verify: str | bool = ca_file or True
        self._request_ids = itertools.count(1)

    def call(
        self,
        operation: int,
        *extra: Attribute,
        timeout_s: float,
        job: tuple[Attribute, ...] = (),
        document: Sensitive[bytes] | None = None,
    ) -> Message:
        """Send one operation on this printer and return its answer.

        `extra` are operation attributes after the target (``job-id`` first), `job` is the job group. Raises
        `DeviceError` PRN-001, PRN-002, PRN-014; `IppStatusError` (PRN-002) with the status that the printer gave.
        """
        target = (
            attribute("attributes-charset", Tag.CHARSET, "utf-8"),
            attribute("attributes-natural-language", Tag.LANGUAGE, "zh-cn"),
            attribute("printer-uri", Tag.URI, self.uri),
        )
        targeted, others = extra[:1], extra[1:]
        if targeted and targeted[0].name != "job-id":
            targeted, others = (), extra
        user = attribute("requesting-user-name", Tag.NAME, REQUESTING_USER)
        groups = [Group(Tag.OPERATION, (*target, *targeted, user, *others))]
        if job:
            groups.append(Group(Tag.JOB, job))
        request = Message(code=operation, request_id=next(self._request_ids), groups=tuple(groups))
        answer = self._exchange(encode(request) + (document.reveal() if document else b""), timeout_s)
        if answer.request_id != request.request_id:
            raise DeviceError("PRN-002", "the answer belongs to another request")
        if answer.code >= FIRST_ERROR_STATUS:
            raise IppStatusError(operation, answer.code)
        return answer

    def _exchange(self, body: bytes, timeout_s: float) -> Message:
        with closing(_Deadline(timeout_s)) as deadline, requests.Session() as session:
            session.trust_env = False
            session.mount("http://", _DeadlineAdapter(deadline))
            session.mount("https://", _DeadlineAdapter(deadline))
            try:
                answer = session.post(
                    self._url,
                    data=body,
                    headers={"Content-Type": "application/ipp", "Connection": "close", "Accept-Encoding": "identity"},
                    timeout=timeout_s,
                    verify=self._verify,
                    allow_redirects=False,
                    stream=True,
                )
                with answer:
                    if answer.status_code != requests.codes.ok:
                        raise DeviceError("PRN-002", f"HTTP {answer.status_code}", retryable=True)
                    return decode(_read(answer, deadline))
            except IppSyntaxError as exc:
                raise DeviceError("PRN-002", f"no IPP answer: {exc}", retryable=True) from exc
            except requests.exceptions.SSLError as exc:
                raise DeviceError("PRN-014", "TLS was refused", retryable=True) from exc
            except (requests.RequestException, HTTPError, OSError) as exc:
                # the kind only: a library's words may quote what was sent
                raise DeviceError("PRN-001", type(exc).__name__, retryable=True) from exc


def _read(answer: requests.Response, deadline: _Deadline) -> bytes:
    """Return the body. Piece by piece as it comes, so that the deadline and the size are watched between pieces."""
    body = bytearray()
    while piece := answer.raw.read1(65536):
        body += piece
        if len(body) > MOST_ANSWER_BYTES:
            raise DeviceError("PRN-002", "the answer does not end")
        if deadline.passed:
            break
    if deadline.passed:
        raise DeviceError("PRN-001", "the answer did not come in time", retryable=True)
    return bytes(body)


class _Deadline:
    """Cuts the connection when the time is up: socket timeouts alone start anew with every byte that drips in."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self._timer.start()

    @property
    def passed(self) -> bool:
        return time.monotonic() >= self._until

    def watch(self, line: socket.socket) -> socket.socket:
        """Watch a fresh connection, by a copy of its handle: TLS wraps the original into another object."""
        self._sockets.append(line.dup())
        if self.passed:  # the cut may have come while the name was looked up
            raise TimeoutError
        return line

    def close(self) -> None:
        self._timer.cancel()
        self._timer.join()
        for line in self._sockets:
            line.close()

    def _cut(self) -> None:
        for line in tuple(self._sockets):
            with closing(line):
                try:
                    line.shutdown(socket.SHUT_RDWR)
                except OSError:  # it has ended by itself
                    continue


class _DeadlineAdapter(HTTPAdapter):
    """An adapter all of whose connections are watched by one deadline."""

    def __init__(self, deadline: _Deadline) -> None:
        self._deadline = deadline
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        deadline = self._deadline

        class Plain(HTTPConnection):
            def _new_conn(self) -> socket.socket:
                return deadline.watch(super()._new_conn())

        class Secured(HTTPSConnection):
            def _new_conn(self) -> socket.socket:
                return deadline.watch(super()._new_conn())

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = Plain

        class SecuredPool(HTTPSConnectionPool):
            ConnectionCls = Secured

        self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecuredPool}
