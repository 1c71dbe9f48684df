"""The network cable: a TCP relay between terminal and platform that can be pulled, slowed, silenced or made to break.

Runs an asyncio loop on a thread of its own; its methods are called from any other thread and return when in force.
It knows bytes only, so TLS passes through untouched. Faults of the network come from here, faults of the platform
from its own levers.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from dataclasses import dataclass, replace
from enum import StrEnum
from types import TracebackType
from typing import Any, Self

_CHUNK_BYTES = 65536
_CALL_DEADLINE_S = 5.0
_NO_LINGER = struct.pack("ii", 1, 0)  # socket(7), SO_LINGER: on, 0 seconds


class CableState(StrEnum):
    """What the cable does with connections."""

    PLUGGED = "plugged"
    CUT = "cut"  # nobody listens: connection refused; what was open is reset
    DROPPING = "dropping"  # connections are taken and closed at once
    BLACK_HOLE = "black_hole"  # connections are taken, and nothing ever comes through


@dataclass(frozen=True, slots=True, kw_only=True)
class CableQuality:
    """How well bytes pass. Delays are one way; `break_after_bytes` breaks each connection after so many upward."""

    delay_up_s: float = 0.0
    delay_down_s: float = 0.0
    break_after_bytes: int | None = None


class NetworkCable:
    """A relay on a local port to a fixed target. The port stays the same while the cable is cut."""

    def __init__(self, target_port: int, *, target_host: str = "127.0.0.1", port: int = 0) -> None:
        self._target = (target_host, target_port)
        self.port = port
        self._state = CableState.CUT
        self._quality = CableQuality()
        self._listener: socket.socket | None = None
        self._relays: set[asyncio.Task[None]] = set()
        self._writers: set[asyncio.StreamWriter] = set()
        self._pumps: set[asyncio.Task[None]] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="network-cable", daemon=True)

    @property
    def url(self) -> str:
        """Base URL of an HTTP server behind the cable."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def state(self) -> CableState:
        """What it does now."""
        return self._state

    def start(self) -> Self:
        """Start relaying."""
        self._thread.start()
        self.plug()
        return self

    def stop(self) -> None:
        """End the relay and its thread."""
        self._call(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_CALL_DEADLINE_S)
        self._loop.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()

    def plug(self) -> None:
        """Let everything through again."""
        self._call(self._become(CableState.PLUGGED))

    def cut(self) -> None:
        """Pull the cable: new connections are refused, open ones are reset."""
        self._call(self._become(CableState.CUT))

    def drop(self) -> None:
        """Take connections and close them at once; open ones are reset."""
        self._call(self._become(CableState.DROPPING))

    def black_hole(self) -> None:
        """Swallow everything, in open connections too."""
        self._call(self._become(CableState.BLACK_HOLE))

    def delay(self, up_s: float, down_s: float = 0.0) -> None:
        """Delay bytes by so much on their way up (to the platform) and down."""
        self._quality = replace(self._quality, delay_up_s=up_s, delay_down_s=down_s)

    def break_after(self, up_bytes: int | None) -> None:
        """Reset each new connection once so many bytes went up; None: no more."""
        self._quality = replace(self._quality, break_after_bytes=up_bytes)

    # --- on the loop's thread -----------------------------------------------------------------------------

    def _call(self, coroutine: Coroutine[Any, Any, None]) -> None:
        done: Future[None] = asyncio.run_coroutine_threadsafe(coroutine, self._loop)
        done.result(_CALL_DEADLINE_S)

    async def _become(self, state: CableState) -> None:
        before, self._state = self._state, state
        if state is CableState.CUT:
            self._stop_listening()
        elif self._listener is None:
            self._listen()
        if state in (CableState.CUT, CableState.DROPPING) or before is CableState.BLACK_HOLE:
            self._reset_all()

    async def _close(self) -> None:
        await self._become(CableState.CUT)
        while self._relays:
            self._reset_all()
            await asyncio.wait(self._relays, timeout=0.1)
        await asyncio.sleep(0)  # the transports close their sockets in the next round

    def _listen(self) -> None:
        # Not asyncio.Server: one that is closed just when a connection comes leaks it (Python 3.11).
        listener = socket.create_server(("127.0.0.1", self.port), backlog=128)  # sets SO_REUSEADDR
        listener.setblocking(False)  # noqa: FBT003 - the library's own name
        self.port = listener.getsockname()[1]
        self._listener = listener
        self._loop.add_reader(listener, self._accept, listener)

    def _stop_listening(self) -> None:
        if self._listener is not None:
            self._loop.remove_reader(self._listener)
            self._listener.close()
            self._listener = None

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(BlockingIOError, ConnectionAbortedError):
            connection, _ = listener.accept()
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # asyncio leaves it off here
            relay = self._loop.create_task(self._relay(connection))
            self._relays.add(relay)
            relay.add_done_callback(self._relays.discard)

    def _reset_all(self) -> None:
        for pump in self._pumps:
            pump.cancel()
        for writer in self._writers:
            _reset(writer)

    async def _relay(self, connection: socket.socket) -> None:
        reader, writer = await asyncio.open_connection(sock=connection)
        self._writers.add(writer)
        try:
            if self._state is CableState.DROPPING:
                return
            with contextlib.suppress(OSError):
                far_reader, far_writer = await asyncio.open_connection(*self._target)
                self._writers.add(far_writer)
                try:
                    if self._state is not CableState.CUT:  # it may have been cut meanwhile
                        await self._join(reader, writer, far_reader, far_writer)
                finally:
                    self._writers.discard(far_writer)
                    _reset(far_writer)
        finally:
            self._writers.discard(writer)
            _reset(writer)

    async def _join(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        far_reader: asyncio.StreamReader,
        far_writer: asyncio.StreamWriter,
    ) -> None:
        up = asyncio.create_task(self._pump(reader, far_writer, up=True))
        down = asyncio.create_task(self._pump(far_reader, writer, up=False))
        self._pumps |= {up, down}
        done, _ = await asyncio.wait({up, down}, return_when=asyncio.FIRST_COMPLETED)
        whole = not up.cancelled() and self._quality.break_after_bytes is None
        if up in done and whole and up.exception() is None:
            await asyncio.wait({down})  # the near side has said all; the answer may still be on its way
        for pump in (up, down):
            pump.cancel()
        await asyncio.gather(up, down, return_exceptions=True)
        self._pumps -= {up, down}

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, up: bool) -> None:
        """Carry bytes one way. Later bytes are not delayed by earlier ones: delay is not rate."""
        loop = asyncio.get_running_loop()
        line: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        carrier = asyncio.create_task(_deliver(line, writer))
        carried, limit = 0, self._quality.break_after_bytes if up else None
        try:
            while not carrier.done():
                data = await reader.read(_CHUNK_BYTES)
                if self._state is CableState.BLACK_HOLE and data:
                    continue
                carried += len(data)
                if limit is not None and carried > limit:
                    data = data[: len(data) - (carried - limit)]
                delay_s = self._quality.delay_up_s if up else self._quality.delay_down_s
                line.put_nowait((loop.time() + delay_s, data))
                if not data or (limit is not None and carried >= limit):
                    line.put_nowait((loop.time() + delay_s, b""))
                    break
            await carrier
        finally:
            carrier.cancel()
            await asyncio.gather(carrier, return_exceptions=True)


def _reset(writer: asyncio.StreamWriter) -> None:
    """Close a connection at once and without a word of farewell: the other end sees a reset, not an end."""
    held: socket.socket | None = writer.get_extra_info("socket")
    if held is not None and held.fileno() != -1:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
    writer.transport.abort()


async def _deliver(line: asyncio.Queue[tuple[float, bytes]], writer: asyncio.StreamWriter) -> None:
    loop = asyncio.get_running_loop()
    while True:
        due, data = await line.get()
        if due > loop.time():
            await asyncio.sleep(due - loop.time())
        if not data:
            return
        writer.write(data)
        await writer.drain()
