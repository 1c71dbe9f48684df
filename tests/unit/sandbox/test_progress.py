import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sandbox.platform.app import CHINA
from sandbox.platform.certificates import Signer
from sandbox.platform.desk import Desk
from sandbox.platform.problems import ProblemError
from sandbox.platform.progress import progress
from sandbox.platform.store import KeptSubmission, PlatformStore

NOW = datetime(2026, 11, 24, 9, 7, tzinfo=CHINA)
ZHANG = {"number": "441900195103071237", "name": "张伟"}


def kept(key: str, number: str, payload: dict[str, Any], service_id: str = "elder-allowance") -> KeptSubmission:
    return KeptSubmission(
        terminal="XT07",
        key=key,
        number=number,
        fingerprint="",
        service_id=service_id,
        service_digest="",
        local_number=f"XT07-1124-{number[-4:]}",
        kept_at=NOW.isoformat(),
        supersedes=None,
        received_at=NOW.isoformat(),
        payload=json.dumps(payload),
    )


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = PlatformStore(tmp_path)
    mine = {"applicant": ZHANG, "phone": "13800005620", "household_book_pages": 0}
    with store.transaction():
        store.keep(kept("a", "DG202611240001", mine), [])
        store.keep(kept("b", "DG202611240002", {"reason": "machine"}, "could-not-be-done"), [])
        store.keep(kept("c", "DG202611240003", {"level": 5}, "rating"), [])
    yield Desk(store=store, signer=Signer(tmp_path), now=NOW, base_url="http://platform.example")
    store.close()


def states(desk: Desk, minutes: int) -> list[str]:
    later = replace(desk, now=NOW + timedelta(minutes=minutes))
    return [each["state"] for each in progress(later, ZHANG)["matters"][0]["stages"]]


def test_a_matter_goes_from_received_to_closed(desk: Desk) -> None:
    assert states(desk, 0) == ["now", "next", "next", "next"]
    assert states(desk, 1) == ["done", "now", "next", "next"]
    assert states(desk, 4) == ["done", "done", "now", "next"]
    assert states(desk, 11) == ["done", "done", "done", "done"]


def test_under_review_the_resident_is_told_what_is_missing(desk: Desk) -> None:
    at = {minutes: replace(desk, now=NOW + timedelta(minutes=minutes)) for minutes in (0, 4, 11)}
    matter = {minutes: progress(each, ZHANG)["matters"][0] for minutes, each in at.items()}
    assert matter[0]["todo"] is None
    assert "户口本" in matter[4]["todo"]["zh"]
    assert matter[11]["closed"]
    assert matter[11]["result"]["en"]


@pytest.mark.parametrize("digits", ["202611240001", "0711240001"])
def test_a_number_opens_with_the_end_of_the_telephone_number_alone(desk: Desk, digits: str) -> None:
    found = progress(desk, {"digits": digits, "phone_tail": "5620"})
    assert [each["number"] for each in found["matters"]] == ["DG202611240001"]
    for tail in ("", "5621"):
        with pytest.raises(ProblemError) as caught:
            progress(desk, {"digits": digits, "phone_tail": tail})
        assert caught.value.problem.name == "nothing-on-record"


def test_what_is_about_nobody_opens_by_its_number(desk: Desk) -> None:
    assert len(progress(desk, {"digits": "202611240002", "phone_tail": ""})["matters"]) == 1


def test_ratings_are_no_matters(desk: Desk) -> None:
    with pytest.raises(ProblemError):
        progress(desk, {"digits": "202611240003", "phone_tail": ""})


def test_a_persons_matter_without_a_telephone_number_opens_by_their_card_alone(desk: Desk) -> None:
    with desk.store.transaction():
        desk.store.keep(kept("d", "DG202611240004", {"applicant": ZHANG}, "pension-face"), [])
    for tail in ("", "5620"):
        with pytest.raises(ProblemError) as caught:
            progress(desk, {"digits": "202611240004", "phone_tail": tail})
        assert caught.value.problem.name == "nothing-on-record"
    assert "DG202611240004" in [each["number"] for each in progress(desk, ZHANG)["matters"]]
