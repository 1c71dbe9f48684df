"""One-time codes by text message: sent by a command, asked about by a query. Loop thread.

Nothing is sent: the code lies in the cabinet ``code``, which the sandbox shows at ``/sandbox/sheets/code``.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sandbox.platform.desk import Clerk, Desk
from sandbox.platform.messages import instant
from sandbox.platform.problems import Problem, ProblemError, Reason

VALID = timedelta(minutes=5)
TRIES = 3
_PHONE = re.compile(r"1[3-9]\d{9}")


def send_code(desk: Desk, parameters: dict[str, Any]) -> dict[str, Any]:
    """Send a code of six digits to `phone`; a newer one takes the place of the older."""
    phone = str(parameters.get("phone", ""))
    if not _PHONE.fullmatch(phone):
        zh, en = "这个手机号不对，请再看一遍。", "This is no mobile number. Please look again."
        raise ProblemError(Problem(name="refused", code="phone", reason=Reason(zh=zh, en=en)))
    sheet = {"code": f"{secrets.randbelow(1_000_000):06d}", "until": instant(desk.now + VALID), "tries": 0}
    desk.store.file_sheet("code", phone, sheet)
    return {"phone": phone, "valid_s": int(VALID.total_seconds())}


def check_code(desk: Desk, parameters: dict[str, Any]) -> dict[str, Any]:
    """Say whether `code` is the one that went to `phone`: ``right``, ``wrong``, ``late``, or ``spent`` by tries."""
    phone, code = str(parameters.get("phone", "")), str(parameters.get("code", ""))
    sheet = desk.store.sheet("code", phone)
    if sheet is None:
        return {"outcome": "late"}
    if sheet["tries"] >= TRIES:
        return {"outcome": "spent"}
    if datetime.fromisoformat(sheet["until"]) < desk.now:
        return {"outcome": "late"}
    if secrets.compare_digest(sheet["code"], code):
        return {"outcome": "right"}
    with desk.store.transaction():
        desk.store.file_sheet("code", phone, {**sheet, "tries": sheet["tries"] + 1})
    return {"outcome": "wrong"}


CLERKS: Mapping[str, Clerk] = {"check-code": check_code}
COMMANDS: Mapping[str, Clerk] = {"send-code": send_code}
