"""The sandbox's platform in this process, with every exchange written down; and a gateway and submissions for it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kiosk.core.clock import Clock, SystemClock
from kiosk.core.sensitive import Sensitive
from kiosk.sync.http_gateway import HttpGateway
from kiosk.sync.http_line import Credentials, Timeouts
from kiosk.sync.values import Outgoing
from kiosk.sync.wire import encode_submission
from offline_cache.outbox import Part
from sandbox.platform.app import PlatformSettings
from sandbox.platform.process import DEFAULT_TERMINALS
from sandbox.platform.server import PlatformServer
from tests.support.openapi import Exchange

TERMINAL = "XT07"
TOKEN = Sensitive(DEFAULT_TERMINALS[TERMINAL])
QUICK = Timeouts(connect_s=2.0, silence_s=2.0, call_s=3.0)
KEPT_AT = datetime.fromisoformat("2026-11-24T09:12:00+08:00")


def gateway_to(
    url: str,
    *,
    timeouts: Timeouts = QUICK,
    token: Sensitive[str] = TOKEN,
    ca_file: Path | None = None,
    clock: Clock | None = None,
) -> HttpGateway:
    credentials = Credentials(terminal_id=TERMINAL, token=token, ca_file=ca_file)
    return HttpGateway(base_url=url, credentials=credentials, clock=clock or SystemClock(), timeouts=timeouts)


def outgoing(number: int = 1, *parts: Part, attempts: int = 0, supersedes: str = "") -> Outgoing:
    """A submission of a fictional resident, the same for the same number."""
    return Outgoing(
        key=f"00000000-0000-4000-8000-{number:012d}",
        local_number=f"XT07-1124-{number:04d}",
        content=encode_submission(
            service_id="old-age-allowance",
            service_digest="5f2c",
            payload={"name": "张伟", "number": "441900195103071237", "phone": "13800005620"},
            kept_at=KEPT_AT,
        ),
        attachments=parts,
        supersedes=supersedes,
        attempts=attempts,
    )


def part(name: str, size: int, media_type: str = "image/jpeg") -> Part:
    """An attachment of that size; its bytes follow from its name."""
    return Part(name=name, media_type=media_type, data=Sensitive((name.encode() * (size // len(name) + 1))[:size]))


class Recorder:
    """An ASGI layer that writes every exchange down."""

    def __init__(self) -> None:
        self.exchanges: list[Exchange] = []

    def wrap(self, app: ASGIApp) -> ASGIApp:
        async def recording(scope: Scope, receive: Receive, send: Send) -> None:
            asked, answered = bytearray(), bytearray()
            started: list[Message] = []

            async def listening() -> Message:
                message = await receive()
                asked.extend(message.get("body", b""))
                return message

            async def speaking(message: Message) -> None:
                if message["type"] == "http.response.start":
                    started.append(message)
                answered.extend(message.get("body", b""))
                if message["type"] == "http.response.body" and not message.get("more_body"):
                    # before it is sent, so that whoever has the answer finds it written down
                    self.exchanges.append(_exchange(scope, bytes(asked), started[0], bytes(answered)))
                await send(message)

            await app(scope, listening, speaking)

        return recording


def _exchange(scope: Scope, asked: bytes, started: Message, answered: bytes) -> Exchange:
    def plain(headers: list[tuple[bytes, bytes]]) -> dict[str, str]:
        return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in headers}

    return Exchange(
        method=scope["method"],
        path=scope["path"],
        request_headers=plain(scope["headers"]),
        request_body=asked,
        status=started["status"],
        answer_headers=plain(started["headers"]),
        answer_body=answered if scope["method"] != "HEAD" else b"",
    )


@contextmanager
def recorded_platform(folder: Path) -> Iterator[tuple[str, Recorder]]:
    """A platform on a thread of this process; its base URL, and what went over the wire."""
    recorder, ready, port = Recorder(), threading.Event(), [0]

    def announce(listening: int) -> None:
        port[0] = listening
        ready.set()

    settings = PlatformSettings(folder=folder, terminals=DEFAULT_TERMINALS)
    server = PlatformServer(settings, on_ready=announce, wrap=recorder.wrap)
    thread = threading.Thread(target=server.run, name="platform", daemon=True)
    thread.start()
    try:
        assert ready.wait(10), "the platform did not start"
        yield f"http://127.0.0.1:{port[0]}", recorder
    finally:
        server.stop()
        thread.join(10)
        assert not thread.is_alive()
