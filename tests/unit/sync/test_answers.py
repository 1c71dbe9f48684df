import json
from typing import Any

import pytest
from requests.structures import CaseInsensitiveDict

from kiosk.core.errors import SyncError
from kiosk.sync import answers
from kiosk.sync.http_line import Answer
from kiosk.sync.values import Accepted, Answered, Declined, Deferred, NotThere, WaitAskedError

KEY = "00000000-0000-4000-8000-000000000001"
OTHER = "00000000-0000-4000-8000-000000000002"
RECEIPT = {"key": KEY, "number": "DG202611240418", "received_at": "2026-11-24T09:12:00+08:00"}


def answer(status: int, body: object, media_type: str = "application/json", **headers: str) -> Answer:
    held = CaseInsensitiveDict(
        {"Content-Type": media_type, **{name.replace("_", "-"): value for name, value in headers.items()}}
    )
    return Answer(status=status, headers=held, body=body if isinstance(body, bytes) else json.dumps(body).encode())


def problem(name: str, status: int, **more: Any) -> dict[str, Any]:
    return {"type": f"https://guanjia.example/problems/{name}", "title": name, "status": status, "code": name, **more}


def troubled(status: int, name: str, **headers: str) -> Answer:
    return answer(status, problem(name, status), "application/problem+json; charset=utf-8", **headers)


REASON = {"zh": "号码对不上", "en": "The number does not match"}


def test_only_201_with_json_is_a_receipt() -> None:
    assert isinstance(answers.submitted(answer(201, RECEIPT), KEY), Accepted)
    for status in (200, 202, 204, 302):
        with pytest.raises(SyncError, match="NET-004"):
            answers.submitted(answer(status, RECEIPT), KEY)
    with pytest.raises(SyncError, match="NET-004"):
        answers.submitted(answer(201, RECEIPT, "text/html"), KEY)


@pytest.mark.parametrize("status", [400, 413, 415, 422])
def test_a_refusal_carries_the_platforms_reason(status: int) -> None:
    body = problem("refused", status, code="number-mismatch", reason=REASON)
    declined = answers.submitted(answer(status, body, "application/problem+json"), KEY)
    assert declined == Declined(key=KEY, code="number-mismatch", reason=REASON["zh"], reason_en=REASON["en"])
    assert "对不上" not in repr(declined)


def test_a_refusal_without_a_reason_still_has_words_for_a_person() -> None:
    declined = answers.submitted(troubled(422, "key-reused"), KEY)
    assert isinstance(declined, Declined)
    assert declined.code == "key-reused"
    assert "key-reused" in declined.reason


def test_a_conflict_is_for_later_and_never_a_dead_end() -> None:
    later = answers.submitted(troubled(409, "in-progress", Retry_After="3"), KEY)
    assert later == Deferred(key=KEY, fault="NET-008", retry_after_s=3.0)
    assert isinstance(answers.submitted(troubled(409, "upload-incomplete"), KEY), Deferred)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (troubled(500, "fault"), "NET-003"),
        (answer(502, b"<html>Bad Gateway</html>", "text/html"), "NET-003"),
        (troubled(401, "unauthenticated"), "NET-007"),
        (troubled(403, "unknown-terminal"), "NET-007"),
        (answer(403, b"<html>Access denied by proxy</html>", "text/html"), "NET-004"),
        (answer(511, b"<html>Sign in</html>", "text/html"), "NET-004"),
        (answer(407, b"", "text/html"), "NET-004"),
        (answer(302, b"", "text/html"), "NET-004"),
        (answer(200, b"<html>Welcome</html>", "text/html"), "NET-004"),
        (answer(404, b"<html>Not found</html>", "text/html"), "NET-004"),
        (answer(422, b"<html>no</html>", "text/html"), "NET-004"),
        (answer(422, {"type": "x"}, "application/problem+json"), "NET-004"),
        (troubled(418, "teapot"), "NET-004"),
        (troubled(429, "too-many-requests"), "NET-008"),
        (answer(429, b"slow down", "text/plain"), "NET-008"),
    ],
)
def test_each_trouble_has_its_own_name(given: Answer, code: str) -> None:
    for read in (
        lambda: answers.submitted(given, KEY),
        lambda: answers.query_answered(given, "household-eligibility"),
        lambda: answers.status_told(given, KEY),
        lambda: answers.require_json(given),
    ):
        with pytest.raises(SyncError) as caught:
            read()
        assert caught.value.code == code


def test_the_platforms_wish_to_wait_is_heard() -> None:
    for given in (
        troubled(503, "unavailable", Retry_After="120"),
        troubled(429, "too-many-requests", Retry_After="120"),
    ):
        with pytest.raises(WaitAskedError) as caught:
            answers.require_json(given)
        assert caught.value.retry_after_s == 120.0
    for absurd in ("-1", "soon", "1e9", "", "9" * 40, "١٢"):
        assert troubled(503, "unavailable", Retry_After=absurd).retry_after_s is None


def result(key: str, status: int, **more: Any) -> dict[str, Any]:
    return {"key": key, "status": status, **more}


def test_each_item_of_a_batch_has_its_own_answer() -> None:
    keys = [f"00000000-0000-4000-8000-{number:012d}" for number in range(1, 9)]
    results = [
        result(keys[0], 201, receipt=RECEIPT),
        result(keys[1], 422, problem=problem("refused", 422, reason=REASON)),
        result(keys[2], 409, problem=problem("in-progress", 409), retry_after_s=7),
        result(keys[3], 500, problem=problem("fault", 500)),
        result(keys[4], 201, receipt=RECEIPT),  # somebody else's receipt
        result(keys[5], 201),
        result(keys[6], 204, problem=problem("fault", 500)),
    ]
    told = answers.batch_submitted(answer(200, {"results": results}), keys)
    assert [type(each) for each in told] == [Accepted, Declined, *[Deferred] * 6]
    faults = [each.fault for each in told if isinstance(each, Deferred)]
    assert faults == ["NET-008", "NET-003", "NET-004", "NET-004", "NET-004", "NET-004"]
    assert told[2] == Deferred(key=keys[2], fault="NET-008", retry_after_s=7)


def test_results_are_matched_by_key_not_by_place_and_strangers_are_ignored() -> None:
    results = [result(OTHER, 500, problem=problem("fault", 500)), result(KEY, 201, receipt=RECEIPT)]
    assert isinstance(answers.batch_submitted(answer(200, {"results": results}), [KEY])[0], Accepted)
    twice = [result(KEY, 201, receipt=RECEIPT), result(KEY, 500, problem=problem("fault", 500))]
    with pytest.raises(SyncError, match="twice"):
        answers.batch_submitted(answer(200, {"results": twice}), [KEY])


def test_a_batch_that_is_refused_as_a_whole_is_a_fault_so_that_it_is_cut_smaller() -> None:
    for status in (400, 413, 415, 422):
        with pytest.raises(SyncError, match="NET-004"):
            answers.batch_submitted(troubled(status, "too-large"), [KEY, OTHER])


def test_a_status_is_known_unknown_or_under_way() -> None:
    assert isinstance(
        answers.status_told(answer(200, {"key": KEY, "state": "received", "receipt": RECEIPT}), KEY), Accepted
    )
    assert answers.status_told(answer(200, {"key": KEY, "state": "in_progress"}), KEY) == Deferred(
        key=KEY, fault="NET-008"
    )
    assert answers.status_told(troubled(404, "unknown-submission"), KEY) == NotThere(key=KEY)
    with pytest.raises(SyncError, match="NET-004"):
        answers.status_told(troubled(404, "not-found"), KEY)
    with pytest.raises(SyncError, match="NET-004"):
        answers.status_told(answer(200, {"key": KEY, "state": "received"}), KEY)


def test_nothing_on_record_is_an_answer_and_an_unknown_question_is_a_fault() -> None:
    nothing = answer(404, problem("nothing-on-record", 404, reason=REASON), "application/problem+json")
    assert answers.query_answered(nothing, "social-insurance-record") == Declined(
        key="", code="nothing-on-record", reason=REASON["zh"], reason_en=REASON["en"]
    )
    with pytest.raises(SyncError, match="NET-004"):
        answers.query_answered(troubled(404, "unknown-query"), "weather")
    known = answers.query_answered(answer(200, {"kind": "weather", "data": {"sun": True}}), "weather")
    assert isinstance(known, Answered)
    assert known.data.reveal() == {"sun": True}
