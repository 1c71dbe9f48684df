"""What a receipt could be given, for setting the papers that a service brings for it. Pure; any thread.

The keys are those of `flows.steps.receipt` and `bundle_receipt`, and a test holds them to it; each receipt is set full
and as bare as it can be. What the terminal adds to every paper and no template's own type has stands here as well.
"""

from __future__ import annotations

from collections.abc import Mapping

from flows.expressions import Failed
from flows.lint.samples import REPORTED
from flows.model.values import Json
from flows.service import Service
from flows.steps.receipt import Receipt

_WORDING: dict[str, Json] = {"zh": "样例", "en": "A sample"}
_OF_THE_TERMINAL: dict[str, Json] = {"progress_url": "", "clock_synced": True}
_BARE: dict[str, Json] = {
    "language": "zh-Hans",
    "service": _WORDING,
    "applicant": "",
    "id_number": "",
    "phone": "",
    "materials": [],
    "paid": [],
    "note": "",
    "number": "",
    "local_number": "XT07-1124-0031",
    "at": "2026-02-28T09:00:00+08:00",
    "received_at": "",
    "kept_at": "2026-02-28T09:00:00+08:00",
    "digest": "",
    "cause": "",
    "news_by": "2026-03-03",
    "next": [],
}
_FULL: dict[str, Json] = {
    **_BARE,
    "language": "en",
    "applicant": "*三",
    "id_number": "4419**********1237",
    "phone": "138****5678",
    "materials": [{"name": _WORDING, "form": _WORDING, "pages": 2}],
    "paid": [{"payee": _WORDING, "amount_fen": 1000, "order": "P1", "paid_at": "2026-02-28T09:00:00+08:00"}],
    "note": _WORDING,
    "digest": "0" * 64,
    "next": [{"when": _WORDING, "what": _WORDING}],
}
_RECEIVED: dict[str, Json] = {"number": "DG202611240418", "received_at": "2026-02-28T09:00:00+08:00"}
_KEPT: dict[str, Json] = {"cause": _WORDING}
_FAILED: dict[str, Json] = {
    "service": _WORDING,
    "step": _WORDING,
    "fault": REPORTED["fault"],
    "fault_meaning": _WORDING,
    "calls_back": _WORDING,
}
_UNKNOWN: dict[str, Json] = {**dict.fromkeys(_FAILED, ""), "calls_back": _WORDING}  # it began at no failure


_MATTERS: list[Json] = [
    {"title": _WORDING, "state": "received", "number": "DG202611240418", "reason": ""},
    {"title": _WORDING, "state": "kept", "number": "XT07-1124-0031", "reason": ""},
    {"title": _WORDING, "state": "refused", "number": "XT07-1124-0032", "reason": _WORDING},
]
_OF_A_BUNDLE = ("language", "service", "applicant", "id_number", "phone", "materials", "at")  # as of any receipt


def bundle_receipts() -> list[dict[str, Json]]:
    """Return what the paper of several matters could be given: every fate, and the least that there can be."""
    shared = [{key: each[key] for key in _OF_A_BUNDLE} for each in (_FULL, _BARE)]
    return [
        {**each, "items": items, **_OF_THE_TERMINAL}
        for each, items in zip(shared, (_MATTERS, _MATTERS[1:2]), strict=True)
    ]


def receipts(service: Service, step: Receipt, key: str, seen: Mapping[str, Json]) -> list[dict[str, Json]]:
    """Return what the receipt's paper under `key` could be given, where expressions see `seen`."""
    further = {name: value for name, each in step.data.items() if not isinstance(value := each.evaluate(seen), Failed)}
    standing = _RECEIVED if key == "received" else _KEPT
    reports = (_FAILED, _UNKNOWN) if service.head.section == "report" else ({}, {})
    full = {**_FULL, **standing, **reports[0]}
    bare = {**_BARE, **(standing if key == "received" else {}), **reports[1]}
    return [{**each, **further, **_OF_THE_TERMINAL} for each in (full, bare)]
