import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.errors import SyncError
from kiosk.core.sensitive import Sensitive
from kiosk.sync import wire
from tests.support.platform import KEPT_AT, outgoing, part

KEY = "00000000-0000-4000-8000-000000000001"


def test_what_is_kept_of_a_submission_is_these_bytes() -> None:
    kept = wire.encode_submission(
        service_id="old-age-allowance",
        service_digest="5f2c",
        payload={"phone": "13800005620", "n": [1, None, 2.5]},
        kept_at=KEPT_AT,
    )
    assert kept.reveal().decode() == (
        '{"format":1,"service_id":"old-age-allowance","service_digest":"5f2c","kept_at":"2026-11-24T09:12:00+08:00",'
        '"payload":{"phone":"13800005620","n":[1,null,2.5]}}'
    )
    assert "13800005620" not in repr(kept)


def test_a_single_submission_goes_over_the_wire_as_these_bytes() -> None:
    body = wire.single_body(wire.prepare(outgoing(31, part("sig", 6, "image/png")), {}))
    assert body.reveal().decode() == (
        '{"service_id":"old-age-allowance","service_digest":"5f2c","local_number":"XT07-1124-0031",'
        '"kept_at":"2026-11-24T09:12:00+08:00",'
        '"payload":{"name":"张伟","number":"441900195103071237","phone":"13800005620"},'
        '"attachments":[{"name":"sig","media_type":"image/png","size":6,'
        '"sha256":"2f84977eb5f3e5d573fba185d63fe3eb950bb8012fc0ba931390d5d630577d63","data":"c2lnc2ln"}]}'
    )


def test_an_uploaded_attachment_is_named_and_a_correction_names_what_it_corrects() -> None:
    sent = outgoing(2, part("photo", 3), supersedes=KEY)
    body = json.loads(wire.batch_body({KEY: wire.prepare(sent, {"photo": "u1"})}).reveal())
    submission = body["items"][0]["submission"]
    assert body["items"][0]["key"] == KEY
    assert submission["supersedes"] == KEY
    assert submission["attachments"][0]["upload"] == "u1"
    assert "data" not in submission["attachments"][0]


def test_content_of_another_format_is_named_and_not_shown() -> None:
    strange = outgoing(1)
    for content in (b'{"format":2,"secret":"13800005620"}', b"\xff", b""):
        object.__setattr__(strange, "content", Sensitive(content))
        with pytest.raises(wire.UnreadableError) as caught:
            wire.prepare(strange, {})
        assert caught.value.code == "NET-009"
        assert "13800005620" not in str(caught.value) + str(caught.value.__cause__)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(), JSON, max_size=5))
def test_a_payload_arrives_as_it_was_given(payload: dict[str, object]) -> None:
    sent = outgoing(1)
    kept = wire.encode_submission(service_id="s", service_digest="d", payload=payload, kept_at=KEPT_AT)  # type: ignore[arg-type]
    object.__setattr__(sent, "content", kept)
    body = json.loads(wire.single_body(wire.prepare(sent, {})).reveal())
    assert body["payload"] == json.loads(json.dumps(payload))


RECEIPT = f'{{"key":"{KEY}","number":"DG202611240418","received_at":"2026-11-24T01:12:00Z","more":1}}'.encode()


def test_a_receipt_is_read_into_the_terminals_time() -> None:
    accepted = wire.read_receipt(RECEIPT, KEY)
    assert (accepted.platform_number, accepted.at.isoformat()) == ("DG202611240418", "2026-11-24T09:12:00+08:00")


@pytest.mark.parametrize(
    "body",
    [
        RECEIPT.replace(b"DG", b"XX"),
        RECEIPT.replace(b"0418", b""),
        RECEIPT.replace(b"Z", b""),
        RECEIPT.replace(b"0001", b"0002"),
        RECEIPT[:-1],
        b"[]",
        b"",
        b"\xff\xfe",
    ],
)
def test_what_is_no_receipt_for_this_key_is_not_taken_for_one(body: bytes) -> None:
    with pytest.raises(SyncError, match="NET-004"):
        wire.read_receipt(body, KEY)


def test_an_error_about_an_answer_says_where_and_never_what() -> None:
    body = b'{"kind":"household-eligibility","data":["13800005620"]}'
    with pytest.raises(SyncError) as caught:
        wire.read_query_answer(body, "household-eligibility")
    assert str(caught.value) == "NET-004: QueryAnswer data: dict_type"
    assert "13800005620" not in str(caught.value.__cause__)


def test_an_answer_to_another_question_is_no_answer() -> None:
    with pytest.raises(SyncError, match="another question"):
        wire.read_query_answer(b'{"kind":"weather","data":{}}', "household-eligibility")


def test_the_platforms_time_keeps_its_zone() -> None:
    assert wire.read_pong(b'{"server_time":"2026-11-24T01:12:00.5Z"}') == datetime(2026, 11, 24, 1, 12, 0, 500_000, UTC)


def test_up_to_64_kib_travel_inside() -> None:
    assert wire.travels_inside(part("a", 65_536))
    assert not wire.travels_inside(part("a", 65_537))
