"""The sandbox's platform answers whatever the bundled catalogue asks, in the shape that its services show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.steps.print import Print
from flows.steps.query import Query
from kiosk.core.clock import SystemClock
from kiosk.documents.typeset import typeset
from sandbox.platform.app import COMMANDS, QUERIES
from sandbox.platform.certificates import Signer
from sandbox.platform.desk import Desk, ask
from sandbox.platform.problems import ProblemError
from sandbox.platform.records import BILLS, CERTIFICATES, LISTS
from sandbox.platform.store import PlatformStore
from tests.support.flow_walks import bundled
from tests.support.paper_samples import STATIONERY
from tests.support.printed import text_of

ZHANG_WEI = {"number": "441900195103071237", "name": "张伟"}
CHEN_JIAHAO = {"number": "450100195401010034", "name": "陈家豪"}
ASKED = {step.ask: step for each in bundled().services for step in each.steps if isinstance(step, Query)}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = PlatformStore(tmp_path)
    yield Desk(store=store, signer=Signer(tmp_path), now=SystemClock().now(), base_url="https://guanjia.example")
    store.close()


def test_every_kind_that_the_catalogue_asks_is_answered() -> None:
    assert set(ASKED) <= set(QUERIES)
    assert {"open-payment", "close-payment", "book-slot", "cancel-slot"} <= set(COMMANDS)


def test_nothing_is_answered_that_no_service_asks() -> None:
    assert {*LISTS, *BILLS, *CERTIFICATES} <= set(ASKED)


@pytest.mark.parametrize("kind", sorted({*LISTS, *BILLS, *CERTIFICATES}))
def test_an_answer_has_the_shape_of_the_services_own_example(kind: str, desk: Desk) -> None:
    answer = ask(QUERIES, kind, desk, {**ZHANG_WEI, "account": "12345678", "ticket": "12345678"})
    example = ASKED[kind].example
    assert set(answer) == set(example)
    for name in set(answer) & {"records", "items"}:
        assert {key for each in answer[name] for key in each} == {key for each in example[name] for key in each}


@pytest.mark.parametrize("kind", sorted({*LISTS, *CERTIFICATES}))
def test_of_somebody_who_is_not_on_record_nothing_is_said(kind: str, desk: Desk) -> None:
    with pytest.raises(ProblemError) as caught:
        ask(QUERIES, kind, desk, dict(CHEN_JIAHAO))
    assert caught.value.problem.name == "nothing-on-record"


def test_an_account_that_does_not_exist_has_no_bill(desk: Desk) -> None:
    with pytest.raises(ProblemError):
        ask(QUERIES, "water-bill", desk, {"account": "00000012"})


@pytest.mark.parametrize("kind", sorted(CERTIFICATES))
def test_a_certificate_of_the_sandbox_is_a_paper(kind: str, desk: Desk) -> None:
    record: dict[str, Any] = ask(QUERIES, kind, desk, dict(ZHANG_WEI))
    printing = next(
        step
        for each in bundled().services
        if ASKED[kind] in each.steps
        for step in each.steps
        if isinstance(step, Print)
    )
    said = text_of(typeset(printing.template, {**STATIONERY, **record}))
    assert CERTIFICATES[kind]["title"] in said
    assert record["certificate"]["verification_code"] in said
    assert "441900195103071237" in said
