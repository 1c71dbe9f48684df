"""Payments by phone: an order with a code, a public page to pay it on, and levers. Loop thread.

An order is named by the terminal's own key and lies in the cabinet ``payment``. Money does not exist here: whoever
opens the page says whether it was paid. A closed order can never be paid.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sandbox.platform.desk import Clerk, Desk
from sandbox.platform.messages import instant
from sandbox.platform.problems import Problem, ProblemError, Reason
from sandbox.platform.store import PlatformStore

CABINET = "payment"
VALID = timedelta(minutes=5)
LARGEST_FEN = 5_000_000


def open_payment(desk: Desk, parameters: dict[str, Any]) -> dict[str, Any]:
    """Open an order of `amount_fen`, the sum of its `items`."""
    name, amount, items = parameters.get("payment"), parameters.get("amount_fen"), parameters.get("items")
    sums = [each.get("fen") if isinstance(each, dict) else None for each in items] if isinstance(items, list) else []
    fens = [fen for fen in sums if isinstance(fen, int)]
    if not isinstance(name, str) or not isinstance(amount, int) or len(fens) < len(sums):
        raise ProblemError(Problem(name="invalid-request", detail="parameters: payment, amount_fen, items"))
    if amount <= 0 or sum(fens) != amount:
        raise ProblemError(Problem(name="invalid-request", detail="amount_fen is not the sum of items"))
    if amount > LARGEST_FEN:
        zh, en = "一次最多能付 50000 元。", "At most 50,000 yuan can be paid at once."
        raise ProblemError(Problem(name="refused", code="amount", reason=Reason(zh=zh, en=en)))
    if desk.store.sheet(CABINET, name) is not None:
        raise ProblemError(Problem(name="key-reused"))
    sheet = {
        "order": desk.store.next_number("JF", desk.now),
        "token": secrets.token_urlsafe(12),
        "status": "open",
        "amount_fen": amount,
        "items": items,
        "payee": str(parameters.get("payee", "")),
        "until": instant(desk.now + VALID),
        "paid_at": "",
    }
    desk.store.file_sheet(CABINET, name, sheet)
    return {**_shown(desk, name, sheet), "valid_s": int(VALID.total_seconds())}


def payment(desk: Desk, parameters: dict[str, Any]) -> dict[str, Any]:
    """Say what became of an order: ``none``, ``open``, ``paid``, ``refused``, ``expired`` or ``closed``."""
    name = str(parameters.get("payment", ""))
    sheet = desk.store.sheet(CABINET, name)
    return {"payment": name, "status": "none"} if sheet is None else _shown(desk, name, sheet)


def close_payment(desk: Desk, parameters: dict[str, Any]) -> dict[str, Any]:
    """Close an order, unless it is paid. What is closed can never be paid."""
    name = str(parameters.get("payment", ""))
    sheet = desk.store.sheet(CABINET, name)
    if sheet is None:
        sheet = {"order": "", "token": "", "status": "closed", "amount_fen": 0, "items": [], "payee": "", "paid_at": ""}
        desk.store.file_sheet(CABINET, name, sheet)  # so that one still on its way is not opened afterwards
    elif sheet["status"] != "paid":
        sheet = {**sheet, "status": "closed"}
        desk.store.file_sheet(CABINET, name, sheet)
    return _shown(desk, name, sheet)


def settle(store: PlatformStore, order: str, outcome: str, now: datetime) -> dict[str, Any] | None:
    """Let the payer's bank say ``pay``, ``refuse`` or ``expire``. None for no such order; what is over stays."""
    name, sheet = find(store, order)
    if sheet is None:
        return None
    if sheet["status"] in ("open", "refused"):
        late = datetime.fromisoformat(sheet["until"]) < now
        changes: dict[str, Any] = {}
        if outcome == "pay" and not late:
            changes = {"status": "paid", "paid_at": instant(now)}
        elif outcome == "refuse":
            changes = {"status": "refused"}
        elif outcome == "expire":
            changes = {"until": instant(now - timedelta(seconds=1))}
        sheet = {**sheet, **changes}
        with store.transaction():
            store.file_sheet(CABINET, name, sheet)
    return sheet


def find(store: PlatformStore, order: str) -> tuple[str, dict[str, Any] | None]:
    """Return name and sheet of an order, by its number or the token of its page."""
    for name, sheet in store.sheets(CABINET).items():
        if order and order in (sheet["order"], sheet["token"]):
            return name, sheet
    return "", None


def status_of(sheet: Mapping[str, Any], now: datetime) -> str:
    """Return an order's state, which changes by itself when its time is over."""
    status = str(sheet["status"])
    return "expired" if status == "open" and datetime.fromisoformat(sheet["until"]) < now else status


def _shown(desk: Desk, name: str, sheet: Mapping[str, Any]) -> dict[str, Any]:
    status = status_of(sheet, desk.now)
    shown = {
        "payment": name,
        "order": sheet["order"],
        "status": status,
        "amount_fen": sheet["amount_fen"],
        "paid_at": sheet["paid_at"],
    }
    if status == "open":
        shown["qr"] = f"{desk.base_url}/pay/{sheet['token']}"
        left = datetime.fromisoformat(sheet["until"]) - desk.now
        shown["left_s"] = max(1, int(left.total_seconds()))
    return shown


CLERKS: Mapping[str, Clerk] = {"payment": payment}
COMMANDS: Mapping[str, Clerk] = {"open-payment": open_payment, "close-payment": close_payment}
