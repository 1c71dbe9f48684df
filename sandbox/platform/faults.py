"""Faults on request: the platform misbehaves as it is told to. An ASGI layer on the server's loop thread.

| kind | what happens to a request under `path` |
|---|---|
| offline | its connection is closed without an answer |
| slow | it waits `delay_s` before anything is done |
| stall | a submission is taken, and waits `delay_s` before it is committed; its key is in progress meanwhile |
| error | 500, `fault` |
| unavailable | 503, with Retry-After |
| rate | 429, with Retry-After |
| lose_answer | everything is done and committed, then the connection is closed without an answer |
| portal | 200 and an HTML page: somebody else's network answers |
| redirect | 302 to a sign-in page |
| refuse | the next submissions are refused with `code` and `reason` (counted by submission, not by request) |

Each lasts for `times`, or until it is taken back. Everything under /sandbox stays well.
"""

from __future__ import annotations

import asyncio
from enum import StrEnum
from typing import Annotated, Protocol

from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandbox.platform.problems import Problem, Reason

_SUBMISSIONS = "/v1/submissions"
_PORTAL = """<!doctype html><html lang="zh"><title>欢迎使用无线网络</title>
<h1>欢迎使用示范咖啡馆无线网络</h1><form><button>同意并上网</button></form></html>"""


class FaultKind(StrEnum):
    """What can be asked for."""

    OFFLINE = "offline"
    SLOW = "slow"
    STALL = "stall"
    ERROR = "error"
    UNAVAILABLE = "unavailable"
    RATE = "rate"
    LOSE_ANSWER = "lose_answer"
    PORTAL = "portal"
    REDIRECT = "redirect"
    REFUSE = "refuse"


class ReasonMessage(BaseModel):
    """A reason for the resident."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    zh: str = "您填的号码和登记的对不上，请核对后再交。"
    en: str = "The number does not match what is registered. Please check it and submit again."


class FaultRequest(BaseModel):
    """A fault as it is asked for at /sandbox/faults. `times` None: until it is taken back."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: FaultKind
    times: Annotated[int, Field(ge=1)] | None = None
    path: str = "/v1/"
    delay_s: Annotated[float, Field(ge=0, le=600)] = 5.0
    retry_after_s: Annotated[int, Field(ge=0)] = 2
    code: str = "number-mismatch"
    reason: ReasonMessage = ReasonMessage()


class Severer(Protocol):
    """Closes the connection that a request came over."""

    def sever(self, client: tuple[str, int]) -> None:
        """Close it now, without an answer."""
        ...


class Faults:
    """The faults in force. At most one of each kind; the newest stands."""

    def __init__(self) -> None:
        self._active: dict[FaultKind, FaultRequest] = {}

    def ask(self, fault: FaultRequest) -> None:
        """Put a fault in force."""
        self._active[fault.kind] = fault

    def clear(self, kind: FaultKind | None = None) -> None:
        """Take one back, or all."""
        if kind is None:
            self._active.clear()
        else:
            self._active.pop(kind, None)

    def active(self) -> list[FaultRequest]:
        """What is in force."""
        return list(self._active.values())

    def take(self, kind: FaultKind, path: str) -> FaultRequest | None:
        """The fault of that kind if it meets this path; one of its `times` is spent."""
        fault = self._active.get(kind)
        if fault is None or not path.startswith(fault.path):
            return None
        if fault.times == 1:
            del self._active[kind]
        elif fault.times is not None:
            self._active[kind] = fault.model_copy(update={"times": fault.times - 1})
        return fault

    def refusal(self) -> Problem | None:
        """The problem that the next submission meets, if any."""
        fault = self.take(FaultKind.REFUSE, _SUBMISSIONS)
        if fault is None:
            return None
        return Problem(name="refused", code=fault.code, reason=Reason(zh=fault.reason.zh, en=fault.reason.en))

    async def stall(self) -> None:
        """Wait as long as a stall asks for."""
        fault = self.take(FaultKind.STALL, _SUBMISSIONS)
        if fault is not None:
            await asyncio.sleep(fault.delay_s)


class FaultLayer:
    """Stands before the application and applies the faults that concern whole requests."""

    def __init__(self, app: ASGIApp, *, faults: Faults, severer: Severer) -> None:
        self._app = app
        self._faults = faults
        self._severer = severer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        path = str(scope.get("path", ""))
        if scope["type"] != "http" or path.startswith("/sandbox"):
            await self._app(scope, receive, send)
            return
        if self._faults.take(FaultKind.OFFLINE, path) is not None:
            await self._sever(scope)
            return
        slow = self._faults.take(FaultKind.SLOW, path)
        if slow is not None:
            receive = await _whole(receive)  # what came is worked on even if the caller has given up meanwhile
            await asyncio.sleep(slow.delay_s)
        answer = self._answer_instead(path)
        if answer is not None:
            await answer(scope, receive, send)
        elif scope["method"] == "POST" and self._faults.take(FaultKind.LOSE_ANSWER, path) is not None:
            await self._app(scope, receive, _swallow)
            await self._sever(scope)
        else:
            await self._app(scope, receive, send)

    async def _sever(self, scope: Scope) -> None:
        self._severer.sever(scope["client"])
        await asyncio.sleep(0)  # the server learns of it in the next round, and then misses no answer

    def _answer_instead(self, path: str) -> Response | None:
        if self._faults.take(FaultKind.ERROR, path) is not None:
            return Problem(name="fault").response()
        closed = self._faults.take(FaultKind.UNAVAILABLE, path)
        if closed is not None:
            return Problem(name="unavailable", retry_after_s=closed.retry_after_s).response()
        rate = self._faults.take(FaultKind.RATE, path)
        if rate is not None:
            return Problem(name="too-many-requests", retry_after_s=rate.retry_after_s).response()
        if self._faults.take(FaultKind.PORTAL, path) is not None:
            return HTMLResponse(_PORTAL)
        if self._faults.take(FaultKind.REDIRECT, path) is not None:
            return RedirectResponse("http://portal.example/sign-in", status_code=302)
        return None


async def _whole(receive: Receive) -> Receive:
    """Take the request's whole body now; return a receive that hands it out."""
    messages = [await receive()]
    while messages[-1].get("more_body"):
        messages.append(await receive())

    async def replay() -> Message:
        return messages.pop(0) if messages else await receive()

    return replay


async def _swallow(_message: Message) -> None:
    """Send nothing."""
