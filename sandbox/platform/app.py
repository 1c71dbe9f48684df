"""The platform as an ASGI application: routes, who may call, and the sandbox's own levers.

Runs on the server's loop thread. Handlers block on SQLite: this platform is small on purpose.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.requests import ClientDisconnect

from sandbox.platform import (
    codes,
    electronic_certificates,
    handoffs,
    identity,
    payments,
    progress,
    queries,
    quotas,
    records,
    reference,
    slots,
)
from sandbox.platform.certificates import Signer
from sandbox.platform.desk import Clerk, Desk, ask, command
from sandbox.platform.faults import FaultKind, FaultLayer, FaultRequest, Faults, Severer
from sandbox.platform.messages import (
    MAX_BODY_BYTES,
    BatchMessage,
    QueryMessage,
    SubmissionMessage,
    instant,
    parse,
)
from sandbox.platform.pages import progress_page, verification_page
from sandbox.platform.phone_pages import add_phone_pages
from sandbox.platform.problems import Problem, ProblemError, answer_problem
from sandbox.platform.store import KeptAttachment, KeptSubmission, PlatformStore
from sandbox.platform.submissions import Intake, key_of_header
from sandbox.platform.uploads import UploadServer

CHINA = timezone(timedelta(hours=8), "CST")
QUERIES: Mapping[str, Clerk] = {
    **identity.CLERKS,
    **queries.CLERKS,
    **records.CLERKS,
    **codes.CLERKS,
    **payments.CLERKS,
    **handoffs.CLERKS,
    **quotas.CLERKS,
    **electronic_certificates.CLERKS,
    **progress.CLERKS,
    **slots.CLERKS,
    **reference.CLERKS,
}
COMMANDS: Mapping[str, Clerk] = {
    **identity.COMMANDS,
    **codes.COMMANDS,
    **payments.COMMANDS,
    **handoffs.COMMANDS,
    **slots.COMMANDS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformSettings:
    """How this platform is set up. `terminals` maps codes to tokens; `public_url` "" means: as it was called."""

    folder: Path
    terminals: Mapping[str, str]
    public_url: str = ""
    clock_offset_s: float = 0.0  # the platform's clock runs ahead by this much

    def now(self) -> datetime:
        """The platform's time."""
        return datetime.now(CHINA) + timedelta(seconds=self.clock_offset_s)

    def base_url(self, request: Request) -> str:
        """Where the public pages are."""
        return self.public_url or str(request.base_url).rstrip("/")


def create_app(settings: PlatformSettings, severer: Severer) -> FastAPI:
    """Build the application. `app.state.store` is to be closed by whoever serves it."""
    store = PlatformStore(settings.folder)
    faults = Faults()
    signer = Signer(settings.folder)
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.state.store = store
    app.add_middleware(FaultLayer, faults=faults, severer=severer)
    app.add_exception_handler(ProblemError, answer_problem)
    app.add_exception_handler(404, _not_found)
    _add_submissions(app, settings, Intake(store=store, faults=faults, now=settings.now))
    _add_uploads(app, settings, UploadServer(store))
    _add_desk(app, settings, store, signer)
    _add_pages(app, store)
    add_phone_pages(app, store, settings.now)
    _add_levers(app, store, faults)
    identity.add_identity_levers(app, store, settings.now)
    return app


async def _not_found(_request: Request, _exc: Exception) -> Response:
    return Problem(name="not-found").response()


def _terminal(request: Request, terminals: Mapping[str, str]) -> str:
    """Which terminal calls. Raises `ProblemError` unauthenticated or unknown-terminal."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or token not in terminals.values():
        raise ProblemError(Problem(name="unauthenticated", headers={"WWW-Authenticate": "Bearer"}))
    terminal = request.headers.get("terminal-id", "")
    if terminals.get(terminal) != token:
        raise ProblemError(Problem(name="unknown-terminal"))
    return terminal


async def _body(request: Request) -> bytes:
    """The body, whole. Raises `ProblemError` too-large before more than the limit is held."""
    pieces: list[bytes] = []
    size = 0
    try:
        async for piece in request.stream():
            size += len(piece)
            if size > MAX_BODY_BYTES:
                raise ProblemError(Problem(name="too-large", detail="body over 8 MiB"))
            pieces.append(piece)
    except ClientDisconnect as exc:
        raise ProblemError(Problem(name="invalid-request", detail="the body ended early")) from exc
    return b"".join(pieces)


async def _json_body(request: Request) -> bytes:
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise ProblemError(Problem(name="media-type"))
    return await _body(request)


def _add_submissions(app: FastAPI, settings: PlatformSettings, intake: Intake) -> None:
    @app.get("/v1/ping")
    async def ping(request: Request) -> Response:
        _terminal(request, settings.terminals)
        return JSONResponse({"server_time": instant(settings.now())})

    @app.post("/v1/submissions")
    async def submit(request: Request) -> Response:
        terminal = _terminal(request, settings.terminals)
        key = key_of_header(request.headers.get("idempotency-key"))
        message = parse(SubmissionMessage, await _json_body(request))
        return JSONResponse(await intake.take(terminal, key, message, settings.base_url(request)), status_code=201)

    @app.post("/v1/submissions:batch")
    async def submit_batch(request: Request) -> Response:
        terminal = _terminal(request, settings.terminals)
        batch = parse(BatchMessage, await _json_body(request))
        return JSONResponse(await intake.take_batch(terminal, batch, settings.base_url(request)))

    @app.get("/v1/submissions/{key}")
    async def status(request: Request, key: str) -> Response:
        terminal = _terminal(request, settings.terminals)
        return JSONResponse(intake.status(terminal, key, settings.base_url(request)))


def _add_uploads(app: FastAPI, settings: PlatformSettings, uploads: UploadServer) -> None:
    @app.options("/v1/uploads")
    async def abilities() -> Response:
        return uploads.abilities()

    @app.post("/v1/uploads")
    async def create(request: Request) -> Response:
        return uploads.create(_terminal(request, settings.terminals), request, await _body(request))

    @app.head("/v1/uploads/{upload_id}")
    async def head(request: Request, upload_id: str) -> Response:
        return uploads.head(_terminal(request, settings.terminals), upload_id, request)

    @app.patch("/v1/uploads/{upload_id}")
    async def patch(request: Request, upload_id: str) -> Response:
        return uploads.patch(_terminal(request, settings.terminals), upload_id, request, await _body(request))


def _add_desk(app: FastAPI, settings: PlatformSettings, store: PlatformStore, signer: Signer) -> None:
    def desk(request: Request) -> Desk:
        return Desk(store=store, signer=signer, now=settings.now(), base_url=settings.base_url(request))

    def answered(kind: str, data: dict[str, Any]) -> Response:
        return JSONResponse({"kind": kind, "answered_at": instant(settings.now()), "data": data})

    @app.post("/v1/queries/{kind}")
    async def query(request: Request, kind: str) -> Response:
        _terminal(request, settings.terminals)
        parameters = parse(QueryMessage, await _json_body(request)).parameters
        return answered(kind, ask(QUERIES, kind, desk(request), parameters))

    @app.post("/v1/commands/{kind}")
    async def carry_out(request: Request, kind: str) -> Response:
        terminal = _terminal(request, settings.terminals)
        key = key_of_header(request.headers.get("idempotency-key"))
        parameters = parse(QueryMessage, await _json_body(request)).parameters
        return answered(kind, command(COMMANDS, kind, desk(request), parameters, terminal=terminal, key=key))

    @app.get("/.well-known/jwks.json")
    async def key_set() -> Response:
        return JSONResponse(signer.key_set())


def _add_pages(app: FastAPI, store: PlatformStore) -> None:
    @app.get("/s/{number}")
    async def progress(number: str) -> Response:
        return HTMLResponse(progress_page(number, store.find_number(number)))

    @app.get("/verify/{number}")
    async def verification(number: str, code: str = "") -> Response:
        certificate = store.find_certificate(number)
        return HTMLResponse(verification_page(number, code.strip().upper(), certificate))


def _add_levers(app: FastAPI, store: PlatformStore, faults: Faults) -> None:
    """What the sandbox offers beside the contract."""

    def show() -> list[dict[str, Any]]:
        return [fault.model_dump(mode="json") for fault in faults.active()]

    @app.get("/sandbox/sheets/{cabinet}")
    async def sheets(cabinet: str) -> Response:
        return JSONResponse(store.sheets(cabinet))

    @app.get("/sandbox/faults")
    async def active() -> Response:
        return JSONResponse(show())

    @app.post("/sandbox/faults")
    async def ask(request: Request) -> Response:
        faults.ask(parse(FaultRequest, await request.body()))
        return JSONResponse(show())

    @app.delete("/sandbox/faults")
    async def clear(kind: FaultKind | None = None) -> Response:
        faults.clear(kind)
        return JSONResponse(show())

    @app.get("/sandbox/submissions")
    async def submissions() -> Response:
        return JSONResponse([_shown(kept, parts) for kept, parts in store.submissions()])

    @app.post("/sandbox/reset")
    async def reset() -> Response:
        faults.clear()
        store.reset()
        return JSONResponse({})


def _shown(kept: KeptSubmission, parts: list[KeptAttachment]) -> dict[str, Any]:
    return {
        "terminal": kept.terminal,
        "key": kept.key,
        "number": kept.number,
        "service_id": kept.service_id,
        "service_digest": kept.service_digest,
        "local_number": kept.local_number,
        "kept_at": kept.kept_at,
        "received_at": kept.received_at,
        "supersedes": kept.supersedes,
        "arrivals": kept.arrivals,
        "payload": json.loads(kept.payload),
        "attachments": [
            {"name": part.name, "media_type": part.media_type, "size": len(part.data), "sha256": part.sha256}
            for part in parts
        ],
    }
