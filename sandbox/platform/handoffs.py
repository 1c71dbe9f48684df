"""Matters that go on upon a phone: a link that opens once, a small page, and what the phone sent. Loop thread.

A link is named by the terminal's own key and lies in the cabinet ``handoff``. What the phone sends is invented here.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sandbox.platform.desk import Clerk, Desk
from sandbox.platform.messages import instant
from sandbox.platform.problems import Problem, ProblemError
from sandbox.platform.store import PlatformStore

CABINET = "handoff"
VALID = timedelta(minutes=5)
WORK = timedelta(minutes=15)  # for what is to be done, once the link was opened


def open_handoff(desk: Desk, parameters: dict[str, Any]) -> dict[str, Any]:
    """Make a link for the page `page`."""
    name, page = parameters.get("handoff"), parameters.get("page")
    if not isinstance(name, str) or not isinstance(page, str) or not page:
        raise ProblemError(Problem(name="invalid-request", detail="parameters: handoff, page"))
    sheet = {
        "token": secrets.token_urlsafe(12),
        "page": page,
        "service": str(parameters.get("service", "")),
        "status": "open",
        "until": instant(desk.now + VALID),
        "result": None,
    }
    desk.store.file_sheet(CABINET, name, sheet)
    link = f"{desk.base_url}/h/{sheet['token']}"
    return {"handoff": name, "link": link, "valid_s": int(VALID.total_seconds())}


def handoff(desk: Desk, parameters: dict[str, Any]) -> dict[str, Any]:
    """Say how far the phone is: ``open``, ``opened``, ``done`` with its `result`, or ``expired``."""
    name = str(parameters.get("handoff", ""))
    sheet = desk.store.sheet(CABINET, name)
    if sheet is None:
        return {"handoff": name, "status": "expired"}
    shown = {"handoff": name, "status": _status(sheet, desk.now)}
    return {**shown, "result": sheet["result"]} if shown["status"] == "done" else shown


def enter(store: PlatformStore, token: str, now: datetime) -> dict[str, Any] | None:
    """Open a link for the one phone that comes first. Returns the sheet with a new token; None when it is over."""
    name, sheet = find(store, token)
    if sheet is None or _status(sheet, now) != "open":
        return None
    opened = {**sheet, "status": "opened", "token": secrets.token_urlsafe(12), "until": instant(now + WORK)}
    with store.transaction():
        store.file_sheet(CABINET, name, opened)
    return opened


def finish(store: PlatformStore, token: str, now: datetime) -> bool:
    """Keep what the phone sent. False when it is too late."""
    name, sheet = find(store, token)
    if sheet is None or _status(sheet, now) != "opened":
        return False
    number = f"UP{now:%Y%m%d}{len(store.sheets(CABINET)):04d}"
    digest = hashlib.sha256(number.encode()).hexdigest()
    result = {"files": [{"number": number, "name": "照片.jpg", "media_type": "image/jpeg", "sha256": digest}]}
    with store.transaction():
        store.file_sheet(CABINET, name, {**sheet, "status": "done", "result": result})
    return True


def find(store: PlatformStore, token: str) -> tuple[str, dict[str, Any] | None]:
    """Return name and sheet of a link by its token, or by its own name."""
    for name, sheet in store.sheets(CABINET).items():
        if token in (name, sheet["token"]):
            return name, sheet
    return "", None


def _status(sheet: Mapping[str, Any], now: datetime) -> str:
    status = str(sheet["status"])
    over = status != "done" and datetime.fromisoformat(sheet["until"]) < now
    return "expired" if over else status


CLERKS: Mapping[str, Clerk] = {"handoff": handoff}
COMMANDS: Mapping[str, Clerk] = {"open-handoff": open_handoff}
