"""Electronic certificates (电子证照) of the fictional residents, shown only to who has their consent. Loop thread."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from sandbox.platform.desk import Clerk, Desk
from sandbox.platform.problems import Problem, ProblemError, Reason
from sandbox.platform.queries import find_person
from sandbox.residents import Resident

_TYPES = {
    "birth-certificate": ("出生医学证明", "Birth certificate", "东莞市卫生健康局（演示）", "CS"),
    "household-register": ("居民户口簿", "Household register", "东莞市公安局（演示）", "HK"),
    "residence-permit": ("广东省居住证", "Residence permit", "东莞市公安局（演示）", "JZ"),
}


def certificates(_desk: Desk, parameters: dict[str, Any]) -> dict[str, Any]:
    """The certificates of `types` that the person has. Raises `ProblemError` refused without `consent`."""
    if parameters.get("consent") is not True:
        zh, en = "本人没有同意，不能取电子证照。", "Without the person's consent no certificate is shown."
        raise ProblemError(Problem(name="refused", code="no-consent", reason=Reason(zh=zh, en=en)))
    asked = parameters.get("types")
    types = [str(each) for each in asked] if isinstance(asked, list) else []
    person = find_person({"number": parameters.get("number"), "name": parameters.get("name")})
    if person is None:
        return {"certificates": []}
    held = ["household-register" if person.in_dongguan else "residence-permit"]
    held += ["birth-certificate"] if person.newborn else []
    return {"certificates": [_certificate(person, each) for each in held if each in types]}


def _certificate(person: Resident, kind: str) -> dict[str, Any]:
    title, title_en, issuer, prefix = _TYPES[kind]
    number = f"{prefix}{hashlib.sha256(person.number.encode()).hexdigest()[:12].upper()}"
    return {
        "type": kind,
        "title": {"zh": title, "en": title_en},
        "number": number,
        "issuer": issuer,
        "issued_at": "2021-03-01",
        "valid_until": "",
        "digest": hashlib.sha256(f"{kind} {number}".encode()).hexdigest(),
    }


CLERKS: Mapping[str, Clerk] = {"certificates": certificates}
