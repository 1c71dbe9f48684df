"""Who somebody is, asked over the wire: the terminal and the sandbox keep to the contract."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
import requests

from kiosk.core.sensitive import Sensitive
from kiosk.sync.values import Answered, Declined
from tests.support.openapi import Contract
from tests.support.platform import gateway_to, recorded_platform

ZHANG_WEI = Sensitive({"number": "441900195103071237", "name": "张伟"})
NOBODY = Sensitive({"number": "110101199003070134", "name": "王五"})


def test_codes_of_the_phone_and_codes_to_the_phone_keep_to_the_contract(tmp_path: Path) -> None:
    with recorded_platform(tmp_path) as (url, recorder):
        gateway = gateway_to(url)
        shown = requests.post(url + "/sandbox/identity-codes/zhang-wei", timeout=10).json()
        assert requests.post(url + "/sandbox/identity-codes/nobody", timeout=10).status_code == 404
        recorder.exchanges.clear()  # the phone is no part of the contract
        code = Sensitive({"code": shown["code"]})
        assert gateway.query("identity-code", code, 5.0) == Answered(ZHANG_WEI)
        used = gateway.query("identity-code", code, 5.0)
        assert isinstance(used, Declined)
        assert (used.code, used.reason) == ("used", "这个码用过了，刷新一下再出示。")

        key = str(uuid.uuid4())
        sent = [gateway.command("send-code-on-record", key, ZHANG_WEI, 5.0) for _ in range(2)]
        assert sent[0] == sent[1] == Answered(Sensitive({"phone": "138****5620", "valid_s": 300}))
        unsent = gateway.command("send-code-on-record", str(uuid.uuid4()), NOBODY, 5.0)
        assert isinstance(unsent, Declined)
        assert unsent.code == "no-phone"
        sheets = requests.get(url + "/sandbox/sheets/code", timeout=10).json()
        asked = Sensitive({**ZHANG_WEI.reveal(), "code": sheets["13800005620"]["code"]})
        assert gateway.query("check-code-on-record", asked, 5.0) == Answered(Sensitive({"outcome": "right"}))

        contract = Contract.read()
        exchanges = [each for each in recorder.exchanges if not each.path.startswith("/sandbox")]
        assert len(exchanges) == 6
        assert [fault for each in exchanges for fault in contract.complaints(each)] == []


@pytest.mark.parametrize("path", ["queries/identity-code", "queries/check-code-on-record"])
def test_without_a_terminals_token_nobody_is_told_anything(tmp_path: Path, path: str) -> None:
    with recorded_platform(tmp_path) as (url, _):
        answer = requests.post(f"{url}/v1/{path}", json={"parameters": {}}, timeout=10)
        assert answer.status_code == 401
