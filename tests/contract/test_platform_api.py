"""One contract, three parties: the document is valid, and both the terminal and the sandbox keep to it on the wire."""

import base64
import hashlib
import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import requests
from openapi_spec_validator import validate

from flows.steps.slots import read_booking, read_slots
from kiosk.core.errors import SyncError
from kiosk.core.sensitive import Sensitive
from kiosk.sync.http_gateway import HttpGateway
from kiosk.sync.values import Accepted, Answered, Declined, NotThere
from tests.support.openapi import Contract, Exchange
from tests.support.platform import TERMINAL, TOKEN, Recorder, gateway_to, outgoing, part, recorded_platform

ZHANG_WEI = Sensitive({"number": "441900195103071237", "name": "张伟"})
LI_XIULAN = Sensitive({"number": "441900196309150023", "name": "李秀兰"})
CHEN_JIAHAO = Sensitive({"number": "450100195401010034", "name": "陈家豪"})


@pytest.fixture
def contract() -> Contract:
    return Contract.read()


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Recorder]]:
    """One platform for all tests that leave nothing behind at it."""
    with recorded_platform(tmp_path_factory.mktemp("platform")) as running:
        yield running


@pytest.fixture
def platform(tmp_path: Path) -> Iterator[tuple[str, Recorder]]:
    with recorded_platform(tmp_path) as running:
        yield running


def test_the_document_is_valid_openapi(contract: Contract) -> None:
    validate(contract.document)


def test_every_example_matches_its_schema(contract: Contract) -> None:
    examples = contract.document["components"]["responses"]["Refused"]["content"]["application/problem+json"][
        "examples"
    ]
    for example in examples.values():
        assert contract._against({"$ref": "#/components/schemas/Problem"}, example["value"], "example") == []


def asked_of_the_desk(gateway: HttpGateway, kept: Accepted) -> None:
    """Opening hours, progress, slots: each kind once and more."""
    assert isinstance(gateway.query("opening-hours", Sensitive({}), 5.0), Answered)
    digits = {"digits": kept.platform_number.removeprefix("DG"), "phone_tail": "5620"}
    answered = gateway.query("progress", Sensitive(digits), 5.0)
    assert isinstance(answered, Answered)
    assert len(answered.data.reveal()["matters"]) == 1  # type: ignore[arg-type]
    unknown = gateway.query("progress", Sensitive({**digits, "phone_tail": "0000"}), 5.0)
    assert isinstance(unknown, Declined)
    assert unknown.code == "nothing-on-record"

    asks = Sensitive({"topic": "house-transfer", "person": ZHANG_WEI.reveal()})
    free = gateway.query("slots", asks, 5.0)
    assert isinstance(free, Answered)
    slots = read_slots(dict(free.data.reveal()))
    assert slots
    parameters = Sensitive({**asks.reveal(), "slot": slots[0].id})
    key = str(uuid.uuid4())
    booked = [gateway.command("book-slot", key, parameters, 5.0) for _ in range(2)]
    assert isinstance(booked[0], Answered)
    assert booked[0] == booked[1]
    again = gateway.command("book-slot", str(uuid.uuid4()), parameters, 5.0)
    assert isinstance(again, Declined)
    assert again.code == "already-booked"
    mine = gateway.query("slots", asks, 5.0)
    assert isinstance(mine, Answered)
    found = read_booking(mine.data.reveal()["booked"])
    assert found is not None
    number = Sensitive({"number": found[0]})
    assert isinstance(gateway.command("cancel-slot", str(uuid.uuid4()), number, 5.0), Answered)
    assert isinstance(gateway.command("cancel-slot", str(uuid.uuid4()), number, 5.0), Declined)


def test_all_that_the_terminal_says_and_hears_keeps_to_the_contract(
    contract: Contract, platform: tuple[str, Recorder]
) -> None:
    url, recorder = platform
    gateway = gateway_to(url)
    lever(url, kind="refuse", times=1)
    assert isinstance(gateway.submit([outgoing(1)])[0], Declined)
    photo, signature = part("photo", 700_000), part("signature", 9_000, "image/png")
    assert isinstance(gateway.submit([outgoing(1, photo, signature)])[0], Accepted)
    assert isinstance(gateway.submit([outgoing(2, supersedes=outgoing(1).key)])[0], Accepted)
    lever(url, kind="refuse", times=1)
    answers = gateway.submit([outgoing(number) for number in range(2, 7)])
    assert [type(answer) for answer in answers] == [Declined, Declined, Accepted, Accepted, Accepted]
    held = gateway.status(outgoing(1).key)
    assert isinstance(held, Accepted)
    for batch in ([outgoing(1)], [outgoing(1), outgoing(3)]):  # without its attachments it is another content
        refused = gateway.submit(batch)[0]
        assert isinstance(refused, Declined)
        assert refused.code == "key-reused"
        assert held.platform_number in refused.reason
        assert held.platform_number in refused.reason_en
    assert isinstance(gateway.status(str(uuid.uuid4())), NotThere)
    gateway.ping()
    for person in (ZHANG_WEI, LI_XIULAN, CHEN_JIAHAO):
        assert isinstance(gateway.query("household-eligibility", person, 5.0), Answered)
    assert isinstance(gateway.query("social-insurance-record", ZHANG_WEI, 5.0), Answered)
    assert isinstance(gateway.query("social-insurance-record", CHEN_JIAHAO, 5.0), Declined)
    phone, key = Sensitive({"phone": "13800005620"}), str(uuid.uuid4())
    sent = [gateway.command("send-code", key, phone, 5.0) for _ in range(2)]
    assert sent[0] == sent[1] == Answered(Sensitive({"phone": "13800005620", "valid_s": 300}))
    assert len(requests.get(url + "/sandbox/sheets/code", timeout=10).json()) == 1
    asked_of_the_desk(gateway, kept=held)
    with pytest.raises(SyncError, match="key-reused"):
        gateway.command("send-code", key, Sensitive({"phone": "13800005621"}), 5.0)
    assert isinstance(gateway.command("send-code", str(uuid.uuid4()), Sensitive({"phone": "1"}), 5.0), Declined)
    with pytest.raises(SyncError, match="NET-004"):
        gateway.command("send-money", str(uuid.uuid4()), phone, 5.0)
    for kind in ("error", "unavailable", "rate"):
        lever(url, kind=kind, times=1)
        with pytest.raises(SyncError):
            gateway.ping()
    with pytest.raises(SyncError, match="NET-007"):
        gateway_to(url, token=Sensitive("wrong")).ping()
    gateway.close()

    said = [exchange for exchange in recorder.exchanges if not exchange.path.startswith("/sandbox")]
    assert [complaint for exchange in said for complaint in contract.complaints(exchange)] == []
    assert contract.seen == {
        ("submit", 201),
        ("submit", 422),
        ("submitBatch", 200),
        ("submissionStatus", 200),
        ("submissionStatus", 404),
        ("createUpload", 201),
        ("appendToUpload", 204),
        ("query", 200),
        ("query", 404),
        ("command", 200),
        ("command", 404),
        ("command", 422),
        ("ping", 200),
        ("ping", 401),
        ("ping", 429),
        ("ping", 500),
        ("ping", 503),
    }


GOOD = Exchange(
    method="POST",
    path="/v1/submissions",
    request_headers={
        "terminal-id": "XT07",
        "authorization": "Bearer x",
        "content-type": "application/json",
        "idempotency-key": '"00000000-0000-4000-8000-000000000001"',
    },
    request_body=json.dumps(
        {
            "service_id": "old-age-allowance",
            "service_digest": "5f2c",
            "local_number": "XT07-1124-0031",
            "kept_at": "2026-11-24T09:12:00+08:00",
            "payload": {},
            "attachments": [],
        }
    ).encode(),
    status=201,
    answer_headers={"content-type": "application/json"},
    answer_body=json.dumps(
        {
            "key": "00000000-0000-4000-8000-000000000001",
            "number": "DG202611240418",
            "received_at": "2026-11-24T09:12:01.000+08:00",
        }
    ).encode(),
)
BREACHES = [
    {"path": "/v1/elsewhere"},
    {"method": "PUT"},
    {"status": 202},
    {"request_headers": {}},
    {"request_headers": {**GOOD.request_headers, "idempotency-key": "x"}},
    {"request_headers": {**GOOD.request_headers, "content-type": "text/plain"}},
    {"request_body": b""},
    {"request_body": GOOD.request_body.replace(b"XT07-1124", b"no number")},
    {"request_body": GOOD.request_body.replace(b"+08:00", b"")},
    {"answer_headers": {"content-type": "text/html"}},
    {"answer_body": GOOD.answer_body.replace(b"DG", b"XX")},
    {"answer_body": b"{}"},
    {"status": 422},
]


def test_an_exchange_by_the_contract_is_let_pass(contract: Contract) -> None:
    assert contract.complaints(GOOD) == []


@pytest.mark.parametrize("breach", BREACHES, ids=[f"{n}-{next(iter(breach))}" for n, breach in enumerate(BREACHES)])
def test_a_breach_of_the_contract_is_found(contract: Contract, breach: dict[str, Any]) -> None:
    assert contract.complaints(replace(GOOD, **breach))


# --- what a terminal never says, the platform answers by the contract as well --------------------------------

SUBMISSION = {
    "service_id": "old-age-allowance",
    "service_digest": "5f2c",
    "local_number": "XT07-1124-0031",
    "kept_at": "2026-11-24T09:12:00+08:00",
    "payload": {"phone": "13800005620"},
    "attachments": [],
}
KEY = "00000000-0000-4000-8000-000000000001"
HEADERS = {"Terminal-Id": TERMINAL, "Authorization": f"Bearer {TOKEN.reveal()}", "Content-Type": "application/json"}
QUOTED = {**HEADERS, "Idempotency-Key": f'"{KEY}"'}
TUS = {**HEADERS, "Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream"}


def b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def checksum(piece: bytes) -> dict[str, str]:
    return {"Upload-Checksum": "sha256 " + base64.b64encode(hashlib.sha256(piece).digest()).decode()}


def creation(data: bytes) -> dict[str, str]:
    metadata = {"key": KEY, "name": "photo", "media_type": "image/jpeg", "sha256": hashlib.sha256(data).hexdigest()}
    pairs = ",".join(f"{name} {b64(value)}" for name, value in metadata.items())
    return {**TUS, "Upload-Length": str(len(data)), "Upload-Metadata": pairs}


def attached(**attachment: Any) -> bytes:
    return json.dumps({**SUBMISSION, "attachments": [attachment]}).encode()


def facts_of(data: bytes) -> dict[str, Any]:
    return {"name": "photo", "media_type": "image/jpeg", "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def inline(held: bytes, **changes: Any) -> bytes:
    return attached(**{**facts_of(held), "data": base64.b64encode(held).decode(), **changes})


def single(body: bytes, headers: dict[str, str] | None = None) -> tuple[str, str, dict[str, str], bytes]:
    return "POST", "/v1/submissions", headers or QUOTED, body


def batch(*items: dict[str, Any]) -> tuple[str, str, dict[str, str], bytes]:
    return "POST", "/v1/submissions:batch", HEADERS, json.dumps({"items": items}).encode()


def without(headers: dict[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in headers.items() if key != name}


WHOLE = json.dumps(SUBMISSION).encode()
MISUSES = {
    "no key": (single(WHOLE, HEADERS), 400, "key-missing"),
    "a key without quotes": (single(WHOLE, {**HEADERS, "Idempotency-Key": KEY}), 400, "key-missing"),
    "no credential": (single(WHOLE, without(QUOTED, "Authorization")), 401, "unauthenticated"),
    "another's terminal": (single(WHOLE, {**QUOTED, "Terminal-Id": "XT08"}), 403, "unknown-terminal"),
    "not JSON": (single(b"{"), 400, "invalid-request"),
    "a form": (single(b"a=b", {**QUOTED, "Content-Type": "application/x-www-form-urlencoded"}), 415, "media-type"),
    "an unknown member": (single(json.dumps({**SUBMISSION, "more": 1}).encode()), 400, "invalid-request"),
    "a time without a zone": (
        single(json.dumps({**SUBMISSION, "kept_at": "2026-11-24T09:12:00"}).encode()),
        400,
        "invalid-request",
    ),
    "a damaged attachment": (single(inline(b"abc", sha256="0" * 64)), 422, "attachment-damaged"),
    "an attachment that is not base64": (single(inline(b"abc", data="!!!!")), 400, "invalid-request"),
    "an attachment too large to be inside": (single(inline(b"x" * 65_537)), 413, "too-large"),
    "an attachment that travels nowhere": (single(inline(b"abc", data=None)), 400, "invalid-request"),
    "an upload that is not there": (
        single(attached(name="photo", media_type="image/jpeg", size=3, sha256="0" * 64, upload="nowhere")),
        409,
        "upload-incomplete",
    ),
    "a body over the limit": (single(b" " * (8 * 1024 * 1024 + 1)), 413, "too-large"),
    "an empty batch": (batch(), 400, "invalid-request"),
    "a batch of 101": (
        batch(*({"key": f"{KEY[:-3]}{number:03d}", "submission": SUBMISSION} for number in range(101))),
        400,
        "invalid-request",
    ),
    "a key twice in a batch": (batch(*[{"key": KEY, "submission": SUBMISSION}] * 2), 400, "invalid-request"),
    "an unknown query": (("POST", "/v1/queries/weather", HEADERS, b'{"parameters":{}}'), 404, "unknown-query"),
    "a query about another's name": (
        (
            "POST",
            "/v1/queries/household-eligibility",
            HEADERS,
            json.dumps({"parameters": {"number": "441900195103071237", "name": "李秀兰"}}).encode(),
        ),
        422,
        "name-mismatch",
    ),
    "another tus": (("POST", "/v1/uploads", {**creation(b"abc"), "Tus-Resumable": "0.2.2"}, b""), 412, "tus-version"),
    "an upload over the limit": (
        ("POST", "/v1/uploads", {**creation(b"abc"), "Upload-Length": "20971521"}, b""),
        413,
        "too-large",
    ),
    "an upload of nobody": (
        ("POST", "/v1/uploads", {**creation(b"abc"), "Upload-Metadata": "key eA=="}, b""),
        400,
        "invalid-request",
    ),
    "a damaged piece": (
        ("POST", "/v1/uploads", {**creation(b"abc"), **checksum(b"xyz")}, b"abc"),
        460,
        "checksum-mismatch",
    ),
    "a piece of nothing": (
        ("PATCH", "/v1/uploads/nowhere", {**TUS, **checksum(b"a"), "Upload-Offset": "0"}, b"a"),
        404,
        "unknown-upload",
    ),
}


@pytest.mark.parametrize("misuse", MISUSES.values(), ids=MISUSES.keys())
def test_a_misuse_is_answered_by_a_problem_of_the_contract(
    contract: Contract, standing: tuple[str, Recorder], misuse: tuple[tuple[str, str, dict[str, str], bytes], int, str]
) -> None:
    url, recorder = standing
    (method, path, headers, body), status, code = misuse
    answer = requests.request(method, url + path, headers=headers, data=body, timeout=10)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    exchange = recorder.exchanges[-1]
    assert contract._answer(exchange, *_where(contract, exchange)) == []


def _where(contract: Contract, exchange: Exchange) -> tuple[list[str], dict[str, Any]]:
    found = contract._operation(exchange)
    assert found is not None
    return found[0], found[1]


def test_uploads_can_be_asked_for_their_abilities_and_their_offset(
    contract: Contract, platform: tuple[str, Recorder]
) -> None:
    url, recorder = platform
    requests.options(url + "/v1/uploads", timeout=10)
    made = requests.post(
        url + "/v1/uploads", headers={**creation(b"abcdef"), **checksum(b"abc")}, data=b"abc", timeout=10
    )
    again = requests.post(
        url + "/v1/uploads", headers={**creation(b"abcdef"), **checksum(b"abc")}, data=b"abc", timeout=10
    )
    assert (made.status_code, again.status_code) == (201, 200)
    assert made.headers["Location"] == again.headers["Location"]
    assert again.headers["Upload-Offset"] == "3", "the piece was not taken twice"
    place = url + made.headers["Location"]
    head = requests.head(place, headers=without(without(TUS, "Content-Type"), "x"), timeout=10)
    assert (head.headers["Upload-Offset"], head.headers["Upload-Length"]) == ("3", "6")
    wrong = requests.patch(place, headers={**TUS, **checksum(b"f"), "Upload-Offset": "5"}, data=b"f", timeout=10)
    assert wrong.status_code == 409
    requests.get(url + "/.well-known/jwks.json", timeout=10)
    assert [complaint for exchange in recorder.exchanges for complaint in contract.complaints(exchange)] == []
    assert len(contract.seen) == 6


def test_another_terminals_upload_and_another_keys_upload_are_not_there(platform: tuple[str, Recorder]) -> None:
    url, _ = platform
    data = b"x" * 70_000
    made = requests.post(url + "/v1/uploads", headers={**creation(data), **checksum(data)}, data=data, timeout=10)
    upload = made.headers["Location"].rsplit("/", 1)[-1]
    facts = facts_of(data)
    other_key = {**HEADERS, "Idempotency-Key": f'"{uuid.uuid4()}"'}
    refused = requests.post(
        url + "/v1/submissions", headers=other_key, data=attached(**facts, upload=upload), timeout=10
    )
    taken = requests.post(url + "/v1/submissions", headers=QUOTED, data=attached(**facts, upload=upload), timeout=10)
    assert (refused.status_code, taken.status_code) == (409, 201)


def test_a_submission_whose_upload_is_not_whole_waits_for_the_rest_of_it(platform: tuple[str, Recorder]) -> None:
    url, _ = platform
    data = b"x" * 70_000
    first, rest = data[:50_000], data[50_000:]
    made = requests.post(url + "/v1/uploads", headers={**creation(data), **checksum(first)}, data=first, timeout=10)
    place = made.headers["Location"]
    whole = attached(**facts_of(data), upload=place.rsplit("/", 1)[-1])
    early = requests.post(url + "/v1/submissions", headers=QUOTED, data=whole, timeout=10)
    assert (early.status_code, early.json()["code"]) == (409, "upload-incomplete")
    requests.patch(url + place, headers={**TUS, **checksum(rest), "Upload-Offset": "50000"}, data=rest, timeout=10)
    assert requests.post(url + "/v1/submissions", headers=QUOTED, data=whole, timeout=10).status_code == 201


def test_the_same_key_stands_for_one_content_however_its_attachment_travelled(platform: tuple[str, Recorder]) -> None:
    url, _ = platform
    send: Callable[[bytes], requests.Response] = lambda body: requests.post(  # noqa: E731
        url + "/v1/submissions", headers=QUOTED, data=body, timeout=10
    )
    first = send(inline(b"abc"))
    made = requests.post(url + "/v1/uploads", headers={**creation(b"abc"), **checksum(b"abc")}, data=b"abc", timeout=10)
    facts = facts_of(b"abc")
    again = send(attached(**facts, upload=made.headers["Location"].rsplit("/", 1)[-1]))
    assert first.json() == again.json()
    other = send(inline(b"abd"))
    assert (other.status_code, other.json()["code"]) == (422, "key-reused")


def lever(url: str, **fault: Any) -> None:
    requests.post(url + "/sandbox/faults", json=fault, timeout=10).raise_for_status()
