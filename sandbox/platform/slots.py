"""Times that can be booked: what is free, booking, giving back. Loop thread.

Open on workdays for two weeks from the day after, with a quota a slot; who is booked lies in the cabinet ``slot``,
which the sandbox shows at ``/sandbox/sheets/slot``. A person has one booking of a topic: a second is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from sandbox.platform.desk import Clerk, Desk
from sandbox.platform.messages import person_of
from sandbox.platform.problems import Problem, ProblemError, Reason

CABINET = "slot"
QUOTA = 2  # bookings a slot
AHEAD = 14  # days
WEEKEND = 5  # from Saturday on
LONG = timedelta(minutes=30)
BEGIN = (time(9), time(9, 30), time(10), time(10, 30), time(11), time(14, 30), time(15), time(15, 30), time(16))


def free_slots(desk: Desk, parameters: dict[str, Any]) -> dict[str, Any]:
    """The days of ``topic`` with their times, each with how many are free; and what ``person`` has booked of it."""
    topic = _topic(parameters)
    number = _number(parameters) if "person" in parameters else ""
    mine = next((each for each in _bookings(desk, topic) if each["person"] == number), None)
    booked = {name: mine[name] for name in ("number", "slot", "date", "from", "to")} if mine else None
    taken = _taken(desk, topic)
    days = [desk.now.date() + timedelta(days=ahead) for ahead in range(1, AHEAD + 1)]
    return {
        "booked": booked,
        "days": [
            {"date": day.isoformat(), "times": [_time(topic, day, begin, taken) for begin in BEGIN]}
            for day in days
            if day.weekday() < WEEKEND
        ],
    }


def book_slot(desk: Desk, parameters: dict[str, Any]) -> dict[str, Any]:
    """Book ``slot`` of ``topic`` for ``person``. Raises `ProblemError` refused: slot-full, already-booked, no-slot."""
    topic, slot_id = _topic(parameters), str(parameters.get("slot", ""))
    number = _number(parameters)
    slots = {each["id"]: (day["date"], each) for day in free_slots(desk, parameters)["days"] for each in day["times"]}
    if slot_id not in slots:
        raise _refused("no-slot", "这个时间不能约。", "That time cannot be booked.")
    day, found = slots[slot_id]
    mine = [each for each in _bookings(desk, topic) if each["person"] == number]
    if mine:
        zh = f"您已经约了 {mine[0]['date']} {mine[0]['from']}，编号 {mine[0]['number']}。要换时间，先退掉那一个。"
        en = f"You have booked {mine[0]['date']} {mine[0]['from']}, number {mine[0]['number']}. Give that back first."
        raise _refused("already-booked", zh, en)
    if not found["free"]:
        raise _refused("slot-full", "这个时间刚刚约满了。", "That time has just been taken.")
    booking = {"number": desk.store.next_number("YY", desk.now), "topic": topic, "slot": slot_id, "date": day}
    booking |= {"from": found["from"], "to": found["to"]}
    desk.store.file_sheet(CABINET, booking["number"], {**booking, "person": number, "given_back": False})
    return booking


def give_back(desk: Desk, parameters: dict[str, Any]) -> dict[str, Any]:
    """Give the booking ``number`` back. Raises `ProblemError` refused: not-booked."""
    number = str(parameters.get("number", ""))
    sheet = desk.store.sheet(CABINET, number)
    if sheet is None or sheet["given_back"]:
        raise _refused(
            "not-booked", "没有这个预约，或者已经退掉了。", "There is no such booking, or it was given back."
        )
    desk.store.file_sheet(CABINET, number, {**sheet, "given_back": True})
    return {"number": number}


def _time(topic: str, day: date, begin: time, taken: Mapping[str, int]) -> dict[str, Any]:
    slot_id = f"{topic}.{day:%Y%m%d}.{begin:%H%M}"
    ends = (datetime.combine(day, begin) + LONG).time()
    free = max(0, QUOTA - taken.get(slot_id, 0))
    return {"id": slot_id, "from": f"{begin:%H:%M}", "to": f"{ends:%H:%M}", "free": free}


def _taken(desk: Desk, topic: str) -> dict[str, int]:
    taken: dict[str, int] = {}
    for each in _bookings(desk, topic):
        taken[each["slot"]] = taken.get(each["slot"], 0) + 1
    return taken


def _bookings(desk: Desk, topic: str) -> list[dict[str, Any]]:
    sheets = desk.store.sheets(CABINET).values()
    return [each for each in sheets if each["topic"] == topic and not each["given_back"]]


def _number(parameters: dict[str, Any]) -> str:
    """The number of ``person``, who may say more than number and name."""
    person = parameters.get("person")
    named = {name: person.get(name, "") for name in ("number", "name")} if isinstance(person, dict) else {}
    return person_of(named).number


def _topic(parameters: dict[str, Any]) -> str:
    topic = parameters.get("topic")
    if not isinstance(topic, str) or not topic:
        raise ProblemError(Problem(name="invalid-request", detail="topic is missing"))
    return topic


def _refused(code: str, zh: str, en: str) -> ProblemError:
    return ProblemError(Problem(name="refused", code=code, reason=Reason(zh=zh, en=en)))


CLERKS: Mapping[str, Clerk] = {"slots": free_slots}
COMMANDS: Mapping[str, Clerk] = {"book-slot": book_slot, "cancel-slot": give_back}
