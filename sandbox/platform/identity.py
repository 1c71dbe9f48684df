"""Who somebody is without a card: a code of their phone, exchanged once; a code by message to the phone on record.

A code of the phone says nothing by itself. It is good for two minutes and for one exchange, whoever makes it. The phone
itself is `/sandbox/identity-codes`: it shows a fresh code of a fictional resident. Loop thread.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from fastapi import FastAPI
from fastapi.responses import JSONResponse, Response

from sandbox.platform.codes import check_code, send_code
from sandbox.platform.desk import Clerk, Desk
from sandbox.platform.messages import instant
from sandbox.platform.problems import Problem, ProblemError, Reason
from sandbox.platform.queries import find_person
from sandbox.platform.store import PlatformStore
from sandbox.residents import RESIDENTS, Resident

VALID = timedelta(minutes=2)
CABINET = "identity-code"


def fresh_code(store: PlatformStore, person: Resident, now: datetime) -> dict[str, Any]:
    """Return a new code of this person, as their phone shows it."""
    code = "ID1." + secrets.token_urlsafe(24)
    store.file_sheet(CABINET, code, {"number": person.number, "until": instant(now + VALID), "used": False})
    return {"code": code, "valid_s": int(VALID.total_seconds())}


def exchange(desk: Desk, parameters: dict[str, Any]) -> dict[str, Any]:
    """Say whose the `code` is, once. Raises `ProblemError` refused: not a code, used, or late."""
    code = str(parameters.get("code", ""))
    with desk.store.transaction():
        sheet = desk.store.sheet(CABINET, code)
        if sheet is None:
            raise _refused("unknown", "这不是身份码，要用政务小程序里的身份码。", "This is not an identity code.")
        if sheet["used"]:
            raise _refused("used", "这个码用过了，刷新一下再出示。", "This code was used. Refresh it.")
        if datetime.fromisoformat(sheet["until"]) < desk.now:
            raise _refused("late", "这个码过时了，刷新一下再出示。", "This code has run out. Refresh it.")
        desk.store.file_sheet(CABINET, code, {**sheet, "used": True})
    person = next(each for each in RESIDENTS if each.number == sheet["number"])
    return {"name": person.name, "number": person.number}


def send_on_record(desk: Desk, parameters: dict[str, Any]) -> dict[str, Any]:
    """Send a code to the phone on record of `name` and `number`, and say which, masked. Raises `ProblemError`."""
    phone = _phone_of(parameters)
    sent = send_code(desk, {"phone": phone})
    return {"phone": f"{phone[:3]}****{phone[-4:]}", "valid_s": sent["valid_s"]}


def check_on_record(desk: Desk, parameters: dict[str, Any]) -> dict[str, Any]:
    """Say whether `code` is the one that went there: as ``check-code`` does."""
    return check_code(desk, {"phone": _phone_of(parameters), "code": parameters.get("code", "")})


def add_identity_levers(app: FastAPI, store: PlatformStore, now: Callable[[], datetime]) -> None:
    """Offer the resident's phone: POST ``/sandbox/identity-codes/{resident}`` shows a fresh code."""

    @app.post("/sandbox/identity-codes/{resident}")
    async def show(resident: str) -> Response:
        person = next((each for each in RESIDENTS if each.id == resident), None)
        if person is None:
            raise ProblemError(Problem(name="not-found"))
        return JSONResponse(fresh_code(store, person, now()))


def _phone_of(parameters: dict[str, Any]) -> str:
    person = find_person({"name": parameters.get("name"), "number": parameters.get("number")})
    if person is None or not person.phone:
        raise _refused("no-phone", "平台没有留您的手机号，可以到人工窗口。", "No phone of yours is on record.")
    return person.phone


def _refused(code: str, zh: str, en: str) -> ProblemError:
    return ProblemError(Problem(name="refused", code=code, reason=Reason(zh=zh, en=en)))


CLERKS: Mapping[str, Clerk] = {"identity-code": exchange, "check-code-on-record": check_on_record}
COMMANDS: Mapping[str, Clerk] = {"send-code-on-record": send_on_record}
