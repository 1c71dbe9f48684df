"""Serves the platform with uvicorn: in this process until it is told to stop. Owns the loop of the calling thread."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

from sandbox.platform.app import PlatformSettings, create_app


class PlatformServer:
    """One platform on one port of 127.0.0.1. `run` blocks; `stop` may be called from any thread."""

    def __init__(
        self,
        settings: PlatformSettings,
        *,
        port: int = 0,
        on_ready: Callable[[int], None],
        wrap: Callable[[ASGIApp], ASGIApp] | None = None,
        certificate: tuple[str, str] | None = None,
    ) -> None:
        self._app = create_app(settings, self)
        served: ASGIApp = self._app if wrap is None else wrap(self._app)
        keyfile, certfile = (None, None) if certificate is None else (certificate[1], certificate[0])
        config = uvicorn.Config(
            served,
            log_level="warning",
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=1,
            ssl_keyfile=keyfile,
            ssl_certfile=certfile,
        )
        self._port = port
        self._server = _Announcing(config, on_ready)

    def run(self) -> None:
        """Serve until stopped."""
        with socket.create_server(("127.0.0.1", self._port), backlog=128) as listener:
            # asyncio sets this only on sockets that name their protocol; without it each answer waits 40 ms for an ACK
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._server.run(sockets=[listener])
        self._app.state.store.close()

    def stop(self) -> None:
        """Ask the server to end."""
        self._server.should_exit = True

    def sever(self, client: tuple[str, int]) -> None:
        """Close the connection from that address, now and without an answer."""
        for connection in self._server.server_state.connections:
            # uvicorn's protocols carry both; they are no part of its documented surface (seen in 0.54)
            transport = getattr(connection, "transport", None)
            if getattr(connection, "client", None) == client and transport is not None:
                transport.abort()


class _Announcing(uvicorn.Server):
    """Says when it listens, and on which port."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[int], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start listening, then say so."""
        await super().startup(sockets)
        if self.started and sockets:
            self._on_ready(sockets[0].getsockname()[1])
