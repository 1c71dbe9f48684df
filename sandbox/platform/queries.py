"""What the agencies behind the platform answer about the fictional residents. Loop thread."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sandbox.platform.certificates import new_code
from sandbox.platform.desk import Clerk, Desk
from sandbox.platform.messages import instant, person_of
from sandbox.platform.problems import Problem, ProblemError, Reason
from sandbox.platform.store import KeptCertificate
from sandbox.residents import RESIDENTS, Resident

ISSUER = "东莞市社会保险基金管理中心（演示）"
PENSION, INJURY, UNEMPLOYMENT = "养老保险", "工伤保险", "失业保险"
_KINDS = (PENSION, INJURY, UNEMPLOYMENT)

# 老人津贴 in Dongguan, fen a month by age, as published for 2023; a fictional platform needs no newer figure
_ALLOWANCE_FEN = ((100, 55_000), (90, 25_000), (80, 15_000), (70, 10_000))


def find_person(parameters: dict[str, Any]) -> Resident | None:
    """The resident of `number` and `name`. Raises `ProblemError` refused when the name is another's."""
    asked = person_of(parameters)
    for person in RESIDENTS:
        if person.number == asked.number:
            if person.name != asked.name:
                zh, en = "姓名和证件号码对不上。", "The name and the number do not belong together."
                raise ProblemError(Problem(name="refused", code="name-mismatch", reason=Reason(zh=zh, en=en)))
            return person
    return None


def social_insurance(person: Resident | None, today: date) -> dict[str, Any]:
    """All that stands on 社会保险个人参保证明 but the certificate itself. Raises `ProblemError` nothing-on-record."""
    if person is None or not person.insurance:
        zh = "社保局没有查到您在东莞参加社会保险的记录。"
        en = "No social insurance record in Dongguan was found for you."
        raise ProblemError(Problem(name="nothing-on-record", reason=Reason(zh=zh, en=en)))
    records = [
        {"kind": paid.kind, "employer": paid.employer, "first": paid.first, "last": paid.last, "months": paid.months}
        for paid in person.insurance
    ]
    totals = {kind: sum(paid.months for paid in person.insurance if paid.kind == kind) for kind in _KINDS}
    return {
        "person": {"name": person.name, "number": person.number, "sex": "男" if person.sex == "1" else "女"},
        "city": "东莞市",
        "as_of": today.isoformat(),
        "records": records,
        "totals": [{"kind": kind, "months": totals[kind]} for kind in _KINDS],
        "paid_months": totals[PENSION],
        "deferred_months": 0,
    }


def household_eligibility(person: Resident | None, today: date) -> dict[str, Any]:
    """What 老人津贴 turns on. Somebody unknown has no household in the city."""
    if person is None or not person.in_dongguan:
        age = 0 if person is None else age_years(person.birth, today)
        return _eligibility(in_city=False, town="", village_code="", age=age)
    town = re.search(r"东莞市(.+?(?:镇|街道))", person.address)
    age = age_years(person.birth, today)
    return _eligibility(in_city=True, town=town[1] if town else "", village_code=person.village, age=age)


def age_years(birth: date, today: date) -> int:
    """Completed years of life."""
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))


def allowance_fen(age: int) -> int:
    """老人津贴 a month at that age, in fen."""
    return next((fen for years, fen in _ALLOWANCE_FEN if age >= years), 0)


def _eligibility(*, in_city: bool, town: str, village_code: str, age: int) -> dict[str, Any]:
    return {
        "in_city": in_city,
        "town": town,
        "village_code": village_code,
        "already_receiving": False,
        "age_years": age,
        "monthly_fen": allowance_fen(age) if in_city else 0,
    }


def _insurance_clerk(desk: Desk, parameters: dict[str, Any]) -> dict[str, Any]:
    """The record, with a certificate that anybody can verify at the platform."""
    record = social_insurance(find_person(parameters), desk.now.date())
    code = new_code()
    with desk.store.transaction():
        number = desk.store.next_number("SB", desk.now)
        record["certificate"] = {
            "number": number,
            "title": "社会保险个人参保证明",
            "issuer": ISSUER,
            "issued_at": instant(desk.now),
            "valid_until": (desk.now.date() + timedelta(days=90)).isoformat(),
            "verification_code": code,
            "verification_url": f"{desk.base_url}/verify/{number}?code={code}",
        }
        record["certificate"]["signature"] = desk.signer.sign(record)
        kept = KeptCertificate(number=number, code=code, issued_at=instant(desk.now), record=record)
        desk.store.keep_certificate(kept)
    return record


def _household_clerk(desk: Desk, parameters: dict[str, Any]) -> dict[str, Any]:
    return household_eligibility(find_person(parameters), desk.now.date())


CLERKS: Mapping[str, Clerk] = {
    "social-insurance-record": _insurance_clerk,
    "household-eligibility": _household_clerk,
}
