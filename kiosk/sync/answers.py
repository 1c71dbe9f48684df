"""What an HTTP answer of the platform means: accepted, declined, later, or a fault with its cause. Pure; any thread.

A success is exactly the status and media type of the contract; a page of somebody else's network is never one.
"""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.core.errors import SyncError
from kiosk.sync.http_line import Answer
from kiosk.sync.values import (
    Accepted,
    Answered,
    Declined,
    Deferred,
    NotThere,
    QueryAnswer,
    StatusAnswer,
    SubmitAnswer,
    WaitAskedError,
)
from kiosk.sync.wire import (
    BatchResult,
    Problem,
    read_problem,
    read_query_answer,
    read_receipt,
    read_results,
    read_status,
)

_JSON = "application/json"
_PROBLEM_JSON = "application/problem+json"  # RFC 9457, 3
_REFUSALS = frozenset({400, 413, 415, 422})  # sending the same again does not help
_LATER = frozenset({408, 409, 423, 425, 429})


def refusal_of(answer: Answer, key: str = "") -> Declined | None:
    """The platform's refusal of what was sent, if the answer is one."""
    problem = _problem(answer)
    if problem is None or answer.status not in _REFUSALS:
        return None
    return _declined(problem, key)


def trouble_of(answer: Answer) -> SyncError:
    """The fault that an answer amounts to which is neither a success nor a refusal."""
    status, problem = answer.status, _problem(answer)
    detail = f"HTTP {status}" + (f" {problem.code}" if problem else f" {answer.media_type}")
    if status in (401, 403) and problem is not None:
        return SyncError("NET-007", detail, retryable=True)
    if status == 429 or (status in _LATER and problem is not None):
        return WaitAskedError("NET-008", detail, retry_after_s=answer.retry_after_s or 0.0)
    if 500 <= status <= 599 and status != 511:  # 511: a captive portal says so itself (RFC 6585, 6)
        if answer.retry_after_s is not None:
            return WaitAskedError("NET-003", detail, retry_after_s=answer.retry_after_s)
        return SyncError("NET-003", detail, retryable=True)
    return SyncError("NET-004", detail, retryable=True)


def submitted(answer: Answer, key: str) -> SubmitAnswer:
    """What became of a single submission. Raises `SyncError`."""
    if answer.status == 201 and answer.media_type == _JSON:
        return read_receipt(answer.body, key)
    refusal = refusal_of(answer, key)
    if refusal is not None:
        return refusal
    problem = _problem(answer)
    if answer.status == 409 and problem is not None:
        return Deferred(key=key, fault="NET-008", retry_after_s=answer.retry_after_s)
    raise trouble_of(answer)


def batch_submitted(answer: Answer, keys: Sequence[str]) -> list[SubmitAnswer]:
    """What became of each submission of a batch. Raises `SyncError`.

    A batch that is refused as a whole (413, 400) is a fault, NET-004: in smaller batches the guilty item is found.
    """
    if answer.status != 200 or answer.media_type != _JSON:
        if answer.status in _REFUSALS:
            raise SyncError("NET-004", f"HTTP {answer.status} for a whole batch", retryable=True)
        raise trouble_of(answer)
    results = read_results(answer.body)
    found = {result.key: result for result in results}
    if len(found) != len(results):
        raise SyncError("NET-004", "a key stands twice among the results", retryable=True)
    return [_result(key, found.get(key)) for key in keys]


def status_told(answer: Answer, key: str) -> StatusAnswer:
    """What the platform says of a key. Raises `SyncError`."""
    if answer.status == 200 and answer.media_type == _JSON:
        return read_status(answer.body, key) or Deferred(key=key, fault="NET-008")
    problem = _problem(answer)
    if answer.status == 404 and problem is not None and problem.name == "unknown-submission":
        return NotThere(key=key)
    raise trouble_of(answer)


def query_answered(answer: Answer, kind: str) -> QueryAnswer:
    """What the platform says of a person. Raises `SyncError`."""
    if answer.status == 200 and answer.media_type == _JSON:
        return Answered(read_query_answer(answer.body, kind))
    problem = _problem(answer)
    if problem is not None and problem.reason is not None and answer.status in (404, 422):
        return _declined(problem, "")
    raise trouble_of(answer)


def require_json(answer: Answer) -> bytes:
    """The body of a plain success. Raises `SyncError`."""
    if answer.status != 200 or answer.media_type != _JSON:
        raise trouble_of(answer)
    return answer.body


def _result(key: str, result: BatchResult | None) -> SubmitAnswer:
    if result is None:
        return Deferred(key=key, fault="NET-004")
    accepted: Accepted | None = result.accepted()
    if accepted is not None:
        return accepted
    problem, status = result.problem, result.status
    if problem is None or not 400 <= status <= 599:
        return Deferred(key=key, fault="NET-004")
    if status in _REFUSALS:
        return _declined(problem, key)
    fault = "NET-003" if status >= 500 else "NET-008" if status in _LATER else "NET-004"
    return Deferred(key=key, fault=fault, retry_after_s=result.retry_after_s)


def _declined(problem: Problem, key: str) -> Declined:
    """The words for a person. A problem without a reason is the terminal's own fault, and says so plainly."""
    if problem.reason is None:
        zh = f"平台说这份材料的格式不对（{problem.code}），要请工作人员来看。"
        en = f"The platform says the format is wrong ({problem.code}); a member of staff has to look at it."
        return Declined(key=key, code=problem.code, reason=zh, reason_en=en)
    return Declined(key=key, code=problem.code, reason=problem.reason.zh, reason_en=problem.reason.en)


def held_otherwise(held: Accepted) -> Declined:
    """The refusal of a key under which the platform has accepted other content, with the number of what it has."""
    number = held.platform_number
    zh = f"平台已经收到过这份申请，办件编号 {number}，内容和这次的不一样，要请工作人员来看。"
    en = f"The platform already has this under case number {number}, in other words; staff have to look at it."
    return Declined(key=held.key, code="key-reused", reason=zh, reason_en=en)


def _problem(answer: Answer) -> Problem | None:
    return read_problem(answer.body) if answer.media_type == _PROBLEM_JSON else None
