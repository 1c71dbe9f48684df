import base64
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import requests
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.core.sensitive import Sensitive
from kiosk.sync.values import Accepted, Answered
from sandbox.platform.certificates import Signer
from sandbox.platform.problems import ProblemError
from sandbox.platform.queries import age_years, allowance_fen, find_person, household_eligibility, social_insurance
from sandbox.residents import CHEN_JIAHAO, LI_XIULAN, RESIDENTS, ZHANG_WEI
from tests.support.platform import gateway_to, outgoing, recorded_platform

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with recorded_platform(tmp_path_factory.mktemp("platform")) as (running, _):
        yield running


def unpadded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def certified(url: str) -> dict[str, Any]:
    gateway = gateway_to(url)
    answer = gateway.query("social-insurance-record", Sensitive({"number": ZHANG_WEI.number, "name": "张伟"}), 5.0)
    gateway.close()
    assert isinstance(answer, Answered)
    return dict(answer.data.reveal())


def test_a_certificate_carries_the_platforms_signature_over_all_that_it_says(url: str) -> None:
    record = certified(url)
    jws = record["certificate"].pop("signature")
    head, payload, signature = jws.split(".")
    header = json.loads(unpadded(head))
    (key,) = requests.get(url + "/.well-known/jwks.json", timeout=10).json()["keys"]
    assert header == {"alg": "EdDSA", "kid": key["kid"]}
    public = Ed25519PublicKey.from_public_bytes(unpadded(key["x"]))
    public.verify(unpadded(signature), f"{head}.{payload}".encode())
    assert json.loads(unpadded(payload)) == record
    forged = payload[:-4] + ("AAAA" if payload[-4:] != "AAAA" else "BBBB")
    with pytest.raises(InvalidSignature):
        public.verify(unpadded(signature), f"{head}.{forged}".encode())


def test_the_signing_key_outlives_a_restart(tmp_path: Path) -> None:
    assert Signer(tmp_path).key_set() == Signer(tmp_path).key_set()


def test_a_certificate_is_verified_by_its_code_and_shows_nobody_in_full(url: str) -> None:
    paper = certified(url)["certificate"]
    assert paper["verification_url"] == f"{url}/verify/{paper['number']}?code={paper['verification_code']}"
    page = requests.get(paper["verification_url"], timeout=10)
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "这份证明是真的" in page.text
    assert "张*" in page.text
    assert "4419**********1237" in page.text
    for secret in ("张伟", ZHANG_WEI.number):
        assert secret not in page.text
    for unproven in ("", "?code=AAAA-AAAA"):
        guessed = requests.get(f"{url}/verify/{paper['number']}{unproven}", timeout=10).text
        assert "张" not in guessed
        assert "请输入纸上的验证码" in guessed


def test_what_is_asked_for_in_a_page_is_never_taken_for_markup(url: str) -> None:
    for page in ("s", "verify"):
        assert "<script>" not in requests.get(f"{url}/{page}/<script>alert(1)<%2Fscript>", timeout=10).text


def test_progress_is_found_by_either_number_and_an_unknown_one_is_told_how_to_ask(url: str) -> None:
    gateway = gateway_to(url)
    accepted = gateway.submit([outgoing(7)])[0]
    gateway.close()
    assert isinstance(accepted, Accepted)
    for number in (accepted.platform_number, "XT07-1124-0007"):
        page = requests.get(f"{url}/s/{number}", timeout=10).text
        assert "平台已收到" in page
        assert accepted.platform_number in page
        assert "张" not in page
    waiting = requests.get(f"{url}/s/XT07-1124-9999", timeout=10).text
    assert "平台还没收到" in waiting
    assert "12345" in waiting


def test_the_platform_remembers_after_a_restart(tmp_path: Path) -> None:
    numbers = []
    for _ in range(2):
        with recorded_platform(tmp_path) as (running, _recorder):
            gateway = gateway_to(running)
            answer = gateway.submit([outgoing(1)])[0]
            gateway.close()
        assert isinstance(answer, Accepted)
        numbers.append(answer.platform_number)
    assert numbers[0] == numbers[1]


def test_the_agencies_answer_about_each_resident() -> None:
    record = social_insurance(ZHANG_WEI, TODAY)
    assert [total["months"] for total in record["totals"]] == [153, 153, 123]
    assert record["paid_months"] == 153
    with pytest.raises(ProblemError, match="nothing-on-record"):
        social_insurance(CHEN_JIAHAO, TODAY)
    with pytest.raises(ProblemError, match="nothing-on-record"):
        social_insurance(None, TODAY)
    zhang, li, chen = (household_eligibility(person, TODAY) for person in (ZHANG_WEI, LI_XIULAN, CHEN_JIAHAO))
    assert (zhang["in_city"], zhang["age_years"], zhang["monthly_fen"], zhang["town"]) == (True, 75, 10_000, "厚街镇")
    assert (li["in_city"], li["age_years"], li["monthly_fen"]) == (True, 63, 0)
    assert (chen["in_city"], chen["age_years"], chen["monthly_fen"], chen["village_code"]) == (False, 72, 0, "")
    assert household_eligibility(None, TODAY)["in_city"] is False


def test_a_name_that_is_not_the_numbers_is_refused_with_a_reason() -> None:
    with pytest.raises(ProblemError) as caught:
        find_person({"number": ZHANG_WEI.number, "name": "李秀兰"})
    assert caught.value.problem.reason is not None
    assert all(find_person({"number": each.number, "name": each.name}) is each for each in RESIDENTS)


def test_age_counts_completed_years_and_the_allowance_follows_it() -> None:
    born = date(1956, 11, 25)
    assert [age_years(born, date(2026, 11, day)) for day in (24, 25, 26)] == [69, 70, 70]
    assert [allowance_fen(age) for age in (69, 70, 79, 80, 89, 90, 99, 100)] == [
        0, 10_000, 10_000, 15_000, 15_000, 25_000, 25_000, 55_000,
    ]  # fmt: skip
