"""Ends an HTTP call by its deadline, whatever the other side does. Used on the calling thread, with a timer beside it.

The timeouts of `requests` bound each read, not the call: a server that sends one byte every few seconds would hold a
thread for hours. Here the socket is shut down when time is up, and the blocked read returns. Before there is a socket,
the resolver's own timeout and the connect timeout hold instead.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests.cookies import RequestsCookieJar
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool


class Watch:
    """Knows the socket of the call under way on one thread, and can end it from another."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sock: socket.socket | None = None
        self._expired = False
        self._closed = False

    @property
    def expired(self) -> bool:
        """True when the last call was ended by its deadline."""
        return self._expired

    @property
    def closed(self) -> bool:
        """True when no call may be made any more."""
        return self._closed

    @contextlib.contextmanager
    def deadline(self, seconds: float) -> Iterator[None]:
        """Shut down the socket of the call inside when it takes longer."""
        with self._lock:
            self._sock, self._expired = None, False
        timer = threading.Timer(seconds, self._expire)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def close(self) -> None:
        """End the call under way, and every later one as soon as it has a connection. From any thread."""
        with self._lock:
            self._closed = True
            _shut_down(self._sock)

    def using(self, sock: socket.socket | None) -> None:
        """The call goes over this socket."""
        with self._lock:
            self._sock = sock
            if self._expired or self._closed:
                _shut_down(sock)

    def _expire(self) -> None:
        with self._lock:
            self._expired = True
            _shut_down(self._sock)


def _shut_down(sock: socket.socket | None) -> None:
    if sock is not None:
        with contextlib.suppress(OSError):
            # The plain socket's method: that of SSLSocket changes the object under the reading thread.
            socket.socket.shutdown(sock, socket.SHUT_RDWR)


class DeadlineAdapter(HTTPAdapter):
    """Shows the watch which socket each call uses."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        super().__init__(pool_connections=1, pool_maxsize=1)

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        """Make the pools from connections that tell the watch of their sockets."""
        super().init_poolmanager(*args, **options)
        watch = self._watch

        class WatchedHttp(HTTPConnection):
            def connect(self) -> None:
                super().connect()
                watch.using(self.sock)

            def request(self, *args: Any, **options: Any) -> None:
                watch.using(self.sock)
                super().request(*args, **options)

        class WatchedHttps(HTTPSConnection):
            def connect(self) -> None:
                super().connect()
                watch.using(self.sock)

            def request(self, *args: Any, **options: Any) -> None:
                watch.using(self.sock)
                super().request(*args, **options)

        class HttpPool(HTTPConnectionPool):
            ConnectionCls = WatchedHttp

        class HttpsPool(HTTPSConnectionPool):
            ConnectionCls = WatchedHttps

        self.poolmanager.pool_classes_by_scheme = {"http": HttpPool, "https": HttpsPool}


class _NoCookies(RequestsCookieJar):
    """Keeps nothing: the platform sets no cookies, and a captive portal's are none of ours."""

    def set_cookie(self, *_args: Any, **_options: Any) -> None:
        """Drop it."""


class WatchedSession(requests.Session):
    """A session that follows no redirect, keeps no cookie and reads no environment."""

    def __init__(self, watch: Watch) -> None:
        super().__init__()
        self.trust_env = False
        self.cookies = _NoCookies()
        adapter = DeadlineAdapter(watch)
        self.mount("https://", adapter)
        self.mount("http://", adapter)

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Return None: a redirect is an answer like any other here, and reading a damaged Location would raise."""
