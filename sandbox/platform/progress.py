"""How far a matter is (办件进度): over what this platform has received, by number or by person. Loop thread.

Nobody works here, so matters move by the clock: taken on after a minute, under review after three, closed after ten.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sandbox.platform.desk import Clerk, Desk
from sandbox.platform.messages import person_of
from sandbox.platform.problems import Problem, ProblemError, Reason
from sandbox.platform.store import KeptSubmission

RATING = "rating"  # a submission, and no matter
_STAGES = (
    (timedelta(0), "收到", "Received", "政务服务平台", "The service platform"),
    (timedelta(minutes=1), "受理", "Taken on", "厚街镇政务服务中心（演示）", "Houjie service centre (demo)"),
    (timedelta(minutes=3), "审核", "Under review", "承办部门（演示）", "The office in charge (demo)"),
    (timedelta(minutes=10), "办结", "Closed", "承办部门（演示）", "The office in charge (demo)"),
)
_REVIEW = 2


def progress(desk: Desk, parameters: dict[str, Any]) -> dict[str, Any]:
    """The matters of ``digits`` and ``phone_tail``, or of ``number`` and ``name``: the newest first.

    Raises `ProblemError` nothing-on-record, with one wording for a wrong number and a wrong telephone.
    """
    kept = [each for each, _ in desk.store.submissions() if each.service_id != RATING]
    if "digits" in parameters:
        digits, tail = str(parameters["digits"]), str(parameters.get("phone_tail", ""))
        found = [each for each in kept if digits in _digits(each) and _opens(each, tail)]
    else:
        person = person_of(parameters)
        found = [each for each in kept if _applicant(each) == person.number]
    if not found:
        zh, en = "没有查到。编号和手机号后四位，可能有一个不对。", "Nothing was found under these."
        raise ProblemError(Problem(name="nothing-on-record", reason=Reason(zh=zh, en=en)))
    return {"matters": [_matter(each, desk.now) for each in reversed(found)]}


def _matter(kept: KeptSubmission, now: datetime) -> dict[str, Any]:
    received = datetime.fromisoformat(kept.received_at)
    reached = max((index for index, stage in enumerate(_STAGES) if now - received >= stage[0]), default=0)
    closed = reached == len(_STAGES) - 1
    missing = json.loads(kept.payload).get("household_book_pages") == 0
    stages = [
        {
            "name": {"zh": zh, "en": en},
            "state": "done" if index < reached or closed else "now" if index == reached else "next",
            "at": (received + after).isoformat() if index <= reached else None,
            "who": {"zh": who_zh, "en": who_en} if index <= reached else None,
        }
        for index, (after, zh, en, who_zh, who_en) in enumerate(_STAGES)
    ]
    todo = {"zh": "把户口本带到村里的窗口，补拍一页。", "en": "Bring the household book to the village counter."}
    result = {"zh": "批准了。钱按月发到您写的卡上。", "en": "Approved; paid monthly to the card you gave."}
    return {
        "number": kept.number,
        "local_number": kept.local_number,
        "service_id": kept.service_id,
        "received_at": kept.received_at,
        "closed": closed,
        "stages": stages,
        "todo": todo if missing and reached == _REVIEW else None,
        "result": result if closed and kept.service_id == "elder-allowance" else None,
    }


def _opens(kept: KeptSubmission, tail: str) -> bool:
    """Whether a number, with these last four figures of a telephone, opens the matter.

    Numbers follow one another: one alone opens only what is about nobody.
    """
    phone = _phone(kept)
    return tail == phone[-4:] if phone else not (tail or _person(kept))


def _digits(kept: KeptSubmission) -> set[str]:
    return {re.sub(r"\D", "", number) for number in (kept.number, kept.local_number)}


def _phone(kept: KeptSubmission) -> str:
    phone = json.loads(kept.payload).get("phone")
    return phone if isinstance(phone, str) else ""


def _applicant(kept: KeptSubmission) -> str:
    return str(_person(kept).get("number", ""))


def _person(kept: KeptSubmission) -> dict[str, Any]:
    person = json.loads(kept.payload).get("applicant")
    return person if isinstance(person, dict) else {}


CLERKS: Mapping[str, Clerk] = {"progress": progress}
