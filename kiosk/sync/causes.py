"""Names the true cause of a failed HTTP call. Pure; any thread.

`requests` wraps `urllib3`, which wraps `http.client`, `ssl` and `socket`: the cause is looked for along that chain.
"""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Iterator

import requests
import urllib3.exceptions as u3

from kiosk.core.errors import SyncError

_NOT_YET_VALID = 9  # X509_V_ERR_CERT_NOT_YET_VALID, openssl/x509_vfy.h
_EXPIRED = 10  # X509_V_ERR_CERT_HAS_EXPIRED


class CertificateTimeError(SyncError):
    """The certificate is not valid at this terminal's time. Either of the two is wrong; NET-005 until it is known."""


def cause_of(exc: BaseException) -> SyncError:
    """Return the `SyncError` to raise for an exception that `requests` raised."""
    chain = list(_chain(exc))
    for link in chain:
        named = _tls(link) or _time(link) or _garbled(link)
        if named is not None:
            return named
    if any(isinstance(link, requests.ConnectionError | OSError | u3.HTTPError) for link in chain[1:]):
        return SyncError("NET-001", type(chain[-1]).__name__, retryable=True)
    if isinstance(exc, requests.ConnectionError):
        return SyncError("NET-001", type(exc).__name__, retryable=True)
    return SyncError("NET-004", type(exc).__name__, retryable=True)


def _chain(exc: BaseException) -> Iterator[BaseException]:
    """The exception and all that it wraps, outermost first."""
    seen: list[BaseException] = []
    waiting: list[BaseException] = [exc]
    while waiting:
        link = waiting.pop(0)
        if link in seen:
            continue
        seen.append(link)
        yield link
        inner = (*link.args, getattr(link, "reason", None), link.__cause__, link.__context__)
        waiting += [held for held in inner if isinstance(held, BaseException)]


def _tls(link: BaseException) -> SyncError | None:
    match link:
        case ssl.SSLCertVerificationError() if link.verify_code in (_NOT_YET_VALID, _EXPIRED):
            return CertificateTimeError("NET-005", link.verify_message, retryable=True)
        case ssl.SSLCertVerificationError():
            return SyncError("NET-005", link.verify_message, retryable=True)
        case ssl.SSLEOFError() | ssl.SSLZeroReturnError():
            return SyncError("NET-001", "the connection ended inside TLS", retryable=True)
        case ssl.SSLError() if not isinstance(link, TimeoutError):
            return SyncError("NET-005", link.reason or "TLS failed", retryable=True)
        case _:
            return None


def _time(link: BaseException) -> SyncError | None:
    # NewConnectionError is a timeout by inheritance only (urllib3 2); if one is behind it, it comes next in the chain
    if isinstance(link, requests.Timeout | u3.TimeoutError | TimeoutError) and not isinstance(
        link, u3.NewConnectionError
    ):
        return SyncError("NET-002", type(link).__name__, retryable=True)
    return None


def _garbled(link: BaseException) -> SyncError | None:
    """What answered does not speak HTTP."""
    match link:
        case u3.InvalidChunkLength() | u3.DecodeError() | u3.InvalidHeader():
            return SyncError("NET-004", type(link).__name__, retryable=True)
        case http.client.RemoteDisconnected() | http.client.IncompleteRead():
            return None  # it spoke HTTP, and then the connection ended
        case http.client.HTTPException():
            return SyncError("NET-004", type(link).__name__, retryable=True)
        case _:
            return None
