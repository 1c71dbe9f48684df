from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sandbox.platform.app import CHINA
from sandbox.platform.certificates import Signer
from sandbox.platform.codes import TRIES, VALID, check_code, send_code
from sandbox.platform.desk import Desk, command
from sandbox.platform.problems import ProblemError
from sandbox.platform.store import PlatformStore

PHONE = {"phone": "13800005620"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = PlatformStore(tmp_path)
    now = datetime(2026, 11, 24, 9, 7, tzinfo=CHINA)
    yield Desk(store=store, signer=Signer(tmp_path), now=now, base_url="http://platform.example")
    store.close()


def sent(desk: Desk) -> dict[str, str]:
    send_code(desk, PHONE)
    sheet = desk.store.sheet("code", PHONE["phone"])
    assert sheet is not None
    return {**PHONE, "code": sheet["code"]}


def outcome(desk: Desk, code: dict[str, str]) -> str:
    return str(check_code(desk, code)["outcome"])


def test_a_code_is_right_until_it_is_late(desk: Desk) -> None:
    code = sent(desk)
    assert outcome(desk, code) == "right"
    assert outcome(replace(desk, now=desk.now + VALID + timedelta(seconds=1)), code) == "late"
    assert outcome(desk, {"phone": "13900000000", "code": code["code"]}) == "late"


def test_a_code_is_spent_by_wrong_tries(desk: Desk) -> None:
    code = sent(desk)
    wrong = {**PHONE, "code": f"{(int(code['code']) + 1) % 1_000_000:06d}"}
    assert [outcome(desk, wrong) for _ in range(TRIES)] == ["wrong"] * TRIES
    assert outcome(desk, code) == "spent"


def test_a_key_stands_for_one_command(desk: Desk) -> None:
    clerks = {"send-code": send_code}
    first = command(clerks, "send-code", desk, PHONE, terminal="XT07", key="k")
    code = desk.store.sheet("code", PHONE["phone"])
    assert command(clerks, "send-code", desk, PHONE, terminal="XT07", key="k") == first
    assert desk.store.sheet("code", PHONE["phone"]) == code, "it was not sent again"
    for terminal, key, phone, problem in (
        ("XT07", "k", "13800005621", "key-reused"),
        ("XT07", "another", "1", "refused"),
    ):
        with pytest.raises(ProblemError) as caught:
            command(clerks, "send-code", desk, {"phone": phone}, terminal=terminal, key=key)
        assert caught.value.problem.name == problem
    assert desk.store.find_command("XT07", "another") is None, "a refusal binds nothing"
