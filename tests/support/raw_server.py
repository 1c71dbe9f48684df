"""A TCP server that reads a request and then says exactly the bytes that a test gives it, in the way it says.

For what no decent server does: half answers, endless ones, garbage, one byte a second.
"""

import contextlib
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Self

Script = Callable[[socket.socket], None]
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


class RawServer:
    """Runs `script` on each connection once a whole request has come. `requests` holds what came."""

    def __init__(self, script: Script, context: ssl.SSLContext | None = None) -> None:
        self.script = script
        self.requests: list[bytes] = []
        self._context = context
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._ended = threading.Event()
        self._threads: list[threading.Thread] = []
        self.port = self._listener.getsockname()[1]
        scheme = "http" if context is None else "https"
        self.url = f"{scheme}://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(self, *_exc: object) -> None:
        self._ended.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(5)

    @property
    def ended(self) -> threading.Event:
        """Set when the server is to end: endless scripts look at it."""
        return self._ended

    def _start(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._ended.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._start(lambda held=connection: self._serve(held))  # type: ignore[misc]

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            connection.settimeout(5)
            with self._secured(connection) as line:
                request = _read_request(line)
                if request:
                    self.requests.append(request)
                    self.script(line)

    @contextmanager
    def _secured(self, connection: socket.socket) -> Iterator[socket.socket]:
        if self._context is None:
            yield connection
        else:
            with self._context.wrap_socket(connection, server_side=True) as line:
                yield line


def _read_request(line: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = line.recv(65536)
        if not piece:
            return data
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    length = _LENGTH.search(head)
    missing = (int(length[1]) if length else 0) - len(body)
    while missing > 0:
        piece = line.recv(65536)
        if not piece:
            break
        data += piece
        missing -= len(piece)
    return data


def saying(data: bytes) -> Script:
    """Say these bytes and close."""
    return lambda line: line.sendall(data)


def answer(status: int, body: bytes = b"", media_type: str = "application/json", *headers: str) -> bytes:
    """A well-formed HTTP answer that ends the connection."""
    lines = [
        f"HTTP/1.1 {status} X",
        f"Content-Length: {len(body)}",
        f"Content-Type: {media_type}",
        "Connection: close",
        *headers,
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
