from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sandbox.platform.app import CHINA
from sandbox.platform.certificates import Signer
from sandbox.platform.desk import Desk, command
from sandbox.platform.problems import ProblemError
from sandbox.platform.slots import COMMANDS, QUOTA, free_slots
from sandbox.platform.store import PlatformStore

TOPIC = {"topic": "house-transfer"}
ZHANG = {"number": "441900195103071237", "name": "张伟"}
LI = {"number": "441900196309150023", "name": "李秀兰"}
CHEN = {"number": "450100195401010034", "name": "陈家豪"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = PlatformStore(tmp_path)
    now = datetime(2026, 11, 24, 9, 7, tzinfo=CHINA)
    yield Desk(store=store, signer=Signer(tmp_path), now=now, base_url="http://platform.example")
    store.close()


def times(desk: Desk) -> list[dict[str, Any]]:
    return [each for day in free_slots(desk, TOPIC)["days"] for each in day["times"]]


def book(desk: Desk, person: dict[str, str], key: str, slot: str = "") -> dict[str, Any]:
    parameters = {**TOPIC, "slot": slot or times(desk)[0]["id"], "person": person}
    return command(COMMANDS, "book-slot", desk, parameters, terminal="XT07", key=key)


def refusal(desk: Desk, person: dict[str, str], key: str, slot: str = "") -> str:
    with pytest.raises(ProblemError) as caught:
        book(desk, person, key, slot)
    problem = caught.value.problem
    assert problem.reason is not None
    return problem.code


def test_slots_are_on_workdays_of_the_next_two_weeks(desk: Desk) -> None:
    days = [datetime.fromisoformat(day["date"]) for day in free_slots(desk, TOPIC)["days"]]
    assert len(days) == 10
    assert all(day.weekday() < 5 for day in days)
    assert days[0].date() == desk.now.date() + timedelta(days=1)
    assert {each["free"] for each in times(desk)} == {QUOTA}


def test_the_same_key_books_once_however_often_it_comes(desk: Desk) -> None:
    first = book(desk, ZHANG, "a")
    assert [book(desk, ZHANG, "a") for _ in range(3)] == [first] * 3
    assert times(desk)[0]["free"] == QUOTA - 1
    assert len(desk.store.sheets("slot")) == 1


def test_whoever_comes_too_late_is_told_so_and_nothing_is_booked(desk: Desk) -> None:
    slot = times(desk)[0]["id"]
    book(desk, ZHANG, "a", slot)
    book(desk, LI, "b", slot)
    assert refusal(desk, CHEN, "c", slot) == "slot-full"
    assert times(desk)[0]["free"] == 0
    assert len(desk.store.sheets("slot")) == QUOTA
    book(desk, CHEN, "c", times(desk)[1]["id"])  # a refusal binds nothing: the same key books another time


def test_nobody_is_booked_twice_under_whichever_key(desk: Desk) -> None:
    book(desk, ZHANG, "a")
    assert refusal(desk, ZHANG, "b", times(desk)[3]["id"]) == "already-booked"
    assert refusal(replace(desk, now=desk.now + timedelta(minutes=1)), ZHANG, "c") == "already-booked"


def test_what_is_given_back_is_free_for_another(desk: Desk) -> None:
    booked = book(desk, ZHANG, "a")
    number = {"number": booked["number"]}
    assert command(COMMANDS, "cancel-slot", desk, number, terminal="XT07", key="b") == number
    assert command(COMMANDS, "cancel-slot", desk, number, terminal="XT07", key="b") == number
    assert times(desk)[0]["free"] == QUOTA
    with pytest.raises(ProblemError) as caught:
        command(COMMANDS, "cancel-slot", desk, number, terminal="XT07", key="c")
    assert caught.value.problem.code == "not-booked"
    assert book(desk, ZHANG, "d")["number"] != booked["number"]


def test_a_time_that_is_not_offered_cannot_be_booked(desk: Desk) -> None:
    assert refusal(desk, ZHANG, "a", "house-transfer.20261124.0900") == "no-slot"


def test_whoever_comes_back_is_told_what_they_have_booked(desk: Desk) -> None:
    booked = book(desk, ZHANG, "a")
    told = free_slots(desk, {**TOPIC, "person": ZHANG})["booked"]
    assert told == {name: value for name, value in booked.items() if name != "topic"}
    assert free_slots(desk, {**TOPIC, "person": LI})["booked"] is None
