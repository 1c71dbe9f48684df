"""The platform says who somebody is, for a code of their phone; and reaches the phone that it has on record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sandbox.platform.app import CHINA
from sandbox.platform.certificates import Signer
from sandbox.platform.desk import Desk
from sandbox.platform.identity import VALID, check_on_record, exchange, fresh_code, send_on_record
from sandbox.platform.problems import ProblemError
from sandbox.platform.store import PlatformStore
from sandbox.residents import RESIDENTS

ZHANG = next(person for person in RESIDENTS if person.id == "zhang-wei")
PERSON = {"name": ZHANG.name, "number": ZHANG.number}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = PlatformStore(tmp_path)
    now = datetime(2026, 11, 24, 9, 7, tzinfo=CHINA)
    yield Desk(store=store, signer=Signer(tmp_path), now=now, base_url="http://platform.example")
    store.close()


def refusal(desk: Desk, code: str) -> str:
    with pytest.raises(ProblemError) as caught:
        exchange(desk, {"code": code})
    assert caught.value.problem.code is not None
    return caught.value.problem.code


def test_a_code_of_the_phone_is_exchanged_once(desk: Desk) -> None:
    code = fresh_code(desk.store, ZHANG, desk.now)["code"]
    assert exchange(desk, {"code": code}) == PERSON
    assert refusal(desk, code) == "used"


def test_a_code_of_the_phone_runs_out(desk: Desk) -> None:
    code = fresh_code(desk.store, ZHANG, desk.now)["code"]
    assert refusal(replace(desk, now=desk.now + VALID + timedelta(seconds=1)), code) == "late"


def test_what_is_no_code_says_nothing_of_anybody(desk: Desk) -> None:
    assert refusal(desk, ZHANG.number) == "unknown"
    assert ZHANG.number not in fresh_code(desk.store, ZHANG, desk.now)["code"]


def test_the_phone_on_record_gets_the_code_and_is_shown_masked(desk: Desk) -> None:
    assert send_on_record(desk, PERSON) == {"phone": "138****5620", "valid_s": 300}
    sheet = desk.store.sheet("code", ZHANG.phone)
    assert sheet is not None
    assert check_on_record(desk, {**PERSON, "code": sheet["code"]}) == {"outcome": "right"}
    wrong = f"{(int(sheet['code']) + 1) % 1_000_000:06d}"
    assert check_on_record(desk, {**PERSON, "code": wrong}) == {"outcome": "wrong"}


def test_nobody_on_record_gets_no_code(desk: Desk) -> None:
    with pytest.raises(ProblemError) as caught:
        send_on_record(desk, {"name": "王五", "number": "110101199003070134"})
    assert caught.value.problem.code == "no-phone"
