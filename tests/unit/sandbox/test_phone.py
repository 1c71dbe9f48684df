"""What a phone can do at the sandbox's platform: pay, go on; and quotas and electronic certificates beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests

from kiosk.core.errors import SyncError
from kiosk.core.sensitive import Sensitive
from kiosk.sync.values import Answered
from sandbox.platform import handoffs, payments, quotas
from sandbox.platform.app import CHINA
from sandbox.platform.certificates import Signer
from sandbox.platform.desk import Desk
from sandbox.platform.electronic_certificates import certificates
from sandbox.platform.problems import ProblemError
from sandbox.platform.store import PlatformStore
from tests.support.platform import gateway_to, recorded_platform

KEY = "00000000-0000-4000-8000-000000000001"
ORDER: dict[str, Any] = {
    "payment": KEY,
    "service": "water-bill",
    "payee": "水务",
    "amount_fen": 5000,
    "items": [{"name": "水费", "fen": 3580}, {"name": "污水处理费", "fen": 1420}],
}
ZHANG: dict[str, Any] = {"number": "441900195103071237", "name": "张伟"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = PlatformStore(tmp_path)
    now = datetime(2026, 11, 24, 9, 7, tzinfo=CHINA)
    yield Desk(store=store, signer=Signer(tmp_path), now=now, base_url="http://platform.example")
    store.close()


def status(desk: Desk) -> str:
    return str(payments.payment(desk, {"payment": KEY})["status"])


def test_an_order_is_unknown_then_open_then_paid(desk: Desk) -> None:
    assert status(desk) == "none"
    opened = payments.open_payment(desk, ORDER)
    assert status(desk) == "open"
    assert payments.settle(desk.store, opened["qr"].rpartition("/")[2], "pay", desk.now)
    found = payments.payment(desk, {"payment": KEY})
    assert (found["status"], found["amount_fen"], bool(found["paid_at"])) == ("paid", 5000, True)


def test_an_order_runs_out_by_itself_and_is_not_paid_afterwards(desk: Desk) -> None:
    opened = payments.open_payment(desk, ORDER)
    late = replace(desk, now=desk.now + payments.VALID + timedelta(seconds=1))
    assert status(late) == "expired"
    payments.settle(late.store, opened["order"], "pay", late.now)
    assert status(late) == "expired"


def test_what_is_closed_can_never_be_paid_nor_opened(desk: Desk) -> None:
    opened = payments.open_payment(desk, ORDER)
    assert payments.close_payment(desk, {"payment": KEY})["status"] == "closed"
    payments.settle(desk.store, opened["order"], "pay", desk.now)
    assert status(desk) == "closed"
    with pytest.raises(ProblemError):
        payments.open_payment(desk, ORDER)


def test_what_is_paid_is_not_closed(desk: Desk) -> None:
    opened = payments.open_payment(desk, ORDER)
    payments.settle(desk.store, opened["order"], "pay", desk.now)
    assert payments.close_payment(desk, {"payment": KEY})["status"] == "paid"


def test_an_order_that_was_closed_before_it_came_is_never_opened(desk: Desk) -> None:
    assert payments.close_payment(desk, {"payment": KEY})["status"] == "closed"
    with pytest.raises(ProblemError):
        payments.open_payment(desk, ORDER)


@pytest.mark.parametrize(
    "change",
    [{"amount_fen": 4999}, {"amount_fen": 0, "items": []}, {"items": "x"}, {"amount_fen": 9_000_000_000}],
)
def test_a_sum_that_is_not_right_is_refused(desk: Desk, change: dict[str, Any]) -> None:
    with pytest.raises(ProblemError):
        payments.open_payment(desk, {**ORDER, **change})
    assert status(desk) == "none"


def test_a_link_opens_once_and_brings_what_the_phone_sent(desk: Desk) -> None:
    made = handoffs.open_handoff(desk, {"handoff": KEY, "page": "upload-photo"})
    token = made["link"].rpartition("/")[2]
    opened = handoffs.enter(desk.store, token, desk.now)
    assert opened is not None
    assert handoffs.enter(desk.store, token, desk.now) is None, "the link is used up"
    assert handoffs.handoff(desk, {"handoff": KEY})["status"] == "opened"
    assert handoffs.finish(desk.store, opened["token"], desk.now)
    found = handoffs.handoff(desk, {"handoff": KEY})
    assert found["status"] == "done"
    assert found["result"]["files"]


def test_a_link_runs_out(desk: Desk) -> None:
    made = handoffs.open_handoff(desk, {"handoff": KEY, "page": "upload-photo"})
    late = replace(desk, now=desk.now + handoffs.VALID + timedelta(seconds=1))
    assert handoffs.handoff(late, {"handoff": KEY})["status"] == "expired"
    assert handoffs.enter(late.store, made["link"].rpartition("/")[2], late.now) is None


def test_a_day_is_full_when_the_lever_says_so(desk: Desk) -> None:
    assert quotas.quota(desk, {"service": "x"})["left"] > 0
    quotas.set_left(desk.store, "x", 0)
    found = quotas.quota(desk, {"service": "x"})
    assert found["left"] == 0
    assert datetime.fromisoformat(found["again_at"]) > desk.now


def test_electronic_certificates_are_shown_only_by_consent(desk: Desk) -> None:
    asked = {**ZHANG, "types": ["household-register"], "consent": True}
    (found,) = certificates(desk, asked)["certificates"]
    assert found["type"] == "household-register"
    assert len(found["digest"]) == 64
    assert certificates(desk, {**asked, "types": ["residence-permit"]})["certificates"] == []
    with pytest.raises(ProblemError):
        certificates(desk, {**asked, "consent": False})


def test_a_terminal_opens_one_order_however_often_it_asks_and_a_phone_pays_it(tmp_path: Path) -> None:
    with recorded_platform(tmp_path) as (url, _):
        gateway = gateway_to(url)
        answers = [gateway.command("open-payment", KEY, Sensitive(ORDER), 5.0) for _ in range(3)]
        first = answers[0]
        assert isinstance(first, Answered)
        assert all(isinstance(each, Answered) and each.data.reveal() == first.data.reveal() for each in answers)
        page = str(first.data.reveal()["qr"])
        shown = requests.get(page, timeout=5)
        assert "50.00 元" in shown.text
        assert "付好了" in requests.post(f"{page}/pay", timeout=5).text
        found = gateway.query("payment", Sensitive({"payment": KEY}), 5.0)
        assert isinstance(found, Answered)
        assert found.data.reveal()["status"] == "paid"
        sheets = requests.get(f"{url}/sandbox/sheets/payment", timeout=5).json()
        assert len(sheets) == 1
        lever = requests.post(f"{url}/sandbox/payments/{first.data.reveal()['order']}/refuse", timeout=5).json()
        assert lever["status"] == "paid", "what is paid stays paid"
        gateway.close()


def test_a_phone_opens_the_link_and_sends(tmp_path: Path) -> None:
    with recorded_platform(tmp_path) as (url, _):
        gateway = gateway_to(url)
        made = gateway.command("open-handoff", KEY, Sensitive({"handoff": KEY, "page": "upload-photo"}), 5.0)
        assert isinstance(made, Answered)
        link = str(made.data.reveal()["link"])
        text = requests.get(link, timeout=5).text
        assert requests.get(link, timeout=5).status_code == 410
        action = text.partition('action="')[2].partition('"')[0]
        assert "传好了" in requests.post(f"{url}{action}", timeout=5).text
        found = gateway.query("handoff", Sensitive({"handoff": KEY}), 5.0)
        assert isinstance(found, Answered)
        assert found.data.reveal()["status"] == "done"
        gateway.close()


def test_a_platform_that_cannot_be_asked_leaves_the_payment_unknown(tmp_path: Path) -> None:
    with recorded_platform(tmp_path) as (url, _):
        gateway = gateway_to(url)
        gateway.command("open-payment", KEY, Sensitive(ORDER), 5.0)
    with pytest.raises(SyncError):
        gateway.query("payment", Sensitive({"payment": KEY}), 2.0)
    gateway.close()
