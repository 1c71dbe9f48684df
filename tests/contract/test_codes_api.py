"""One-time codes to a phone that was typed, over the wire: the terminal and the sandbox keep to the contract."""

from __future__ import annotations

import uuid
from pathlib import Path

import requests

from kiosk.core.sensitive import Sensitive
from kiosk.sync.values import Answered, Declined
from tests.support.flow_walks import PHONE
from tests.support.openapi import Contract
from tests.support.platform import gateway_to, recorded_platform


def test_a_code_is_sent_once_a_key_and_wears_out_after_three_wrong_tries(tmp_path: Path) -> None:
    with recorded_platform(tmp_path) as (url, recorder):
        gateway = gateway_to(url)
        key, phone = str(uuid.uuid4()), Sensitive({"phone": PHONE})
        sent = gateway.command("send-code", key, phone, 5.0)
        assert sent == Answered(Sensitive({"phone": PHONE, "valid_s": 300}))
        code = requests.get(url + "/sandbox/sheets/code", timeout=10).json()[PHONE]["code"]
        assert gateway.command("send-code", key, phone, 5.0) == sent
        assert requests.get(url + "/sandbox/sheets/code", timeout=10).json()[PHONE]["code"] == code, "sent once"
        unsent = gateway.command("send-code", str(uuid.uuid4()), Sensitive({"phone": "123"}), 5.0)
        assert isinstance(unsent, Declined)
        assert unsent.code == "phone"

        def outcome(typed: str) -> object:
            answer = gateway.query("check-code", Sensitive({"phone": PHONE, "code": typed}), 5.0)
            assert isinstance(answer, Answered)
            return answer.data.reveal()["outcome"]

        assert outcome(code) == "right"
        wrong = f"{(int(code) + 1) % 1_000_000:06d}"
        assert [outcome(wrong) for _ in range(4)] == ["wrong", "wrong", "wrong", "spent"]
        assert outcome(code) == "spent", "the right one too"
        nobody = gateway.query("check-code", Sensitive({"phone": "13900005620", "code": code}), 5.0)
        assert nobody == Answered(Sensitive({"outcome": "late"}))

        contract = Contract.read()
        exchanges = [each for each in recorder.exchanges if not each.path.startswith("/sandbox")]
        assert len(exchanges) == 10
        assert [fault for each in exchanges for fault in contract.complaints(each)] == []
