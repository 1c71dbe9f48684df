"""What is free, as the platform says: days with times, each with how many are left. Pure; any thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from flows.model.values import Json

NEAREST = 6  # free times that are offered in place of one that was just taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One time that can be booked. `id` is the platform's name for it; `begins` and `ends` are ``HH:MM``."""

    id: str
    day: date
    begins: str
    ends: str
    free: int

    @property
    def starts(self) -> datetime:
        """Day and time, for comparing."""
        return datetime.combine(self.day, time.fromisoformat(self.begins))

    @property
    def hours(self) -> str:
        """Return ``09:00–09:30``."""
        return f"{self.begins}–{self.ends}"


def read_slots(answer: Json) -> tuple[Slot, ...] | None:
    """Return the slots of the answer to the query ``slots``, in time's order; None when it is not as agreed."""
    days = answer.get("days") if isinstance(answer, dict) else None
    if not isinstance(days, list):
        return None
    slots: list[Slot] = []
    for each in days:
        times = each.get("times") if isinstance(each, dict) else None
        if not isinstance(each, dict) or not isinstance(times, list):
            return None
        for listed in times:
            slot = _slot(each.get("date"), listed)
            if slot is None:
                return None
            slots.append(slot)
    return tuple(sorted(slots, key=lambda slot: (slot.starts, slot.id)))


def read_booking(answer: Json) -> tuple[str, Slot] | None:
    """Return number and slot of the booking that the person has; None for none, or for one not as agreed."""
    if not isinstance(answer, dict) or not isinstance(answer.get("number"), str):
        return None
    slot = _slot(answer.get("date"), {**answer, "id": answer.get("slot"), "free": 0})
    return (str(answer["number"]), slot) if slot else None


def days_of(slots: tuple[Slot, ...]) -> tuple[tuple[date, int], ...]:
    """Return each day with how many are free on it."""
    days: dict[date, int] = {}
    for slot in slots:
        days[slot.day] = days.get(slot.day, 0) + slot.free
    return tuple(days.items())


def nearest(slots: tuple[Slot, ...], wanted: Slot, count: int = NEAREST) -> tuple[Slot, ...]:
    """Return the free slots nearest to one that is gone, in time's order; at equal distance the earlier one."""
    free = [slot for slot in slots if slot.free > 0 and slot.id != wanted.id]
    near = sorted(free, key=lambda slot: (abs(slot.starts - wanted.starts), slot.starts))[:count]
    return tuple(sorted(near, key=lambda slot: slot.starts))


def slot_of(kept: Json) -> Slot | None:
    """Return the slot that `kept_slot` made."""
    return _slot(kept.get("date"), kept) if isinstance(kept, dict) else None


def kept_slot(slot: Slot) -> dict[str, Json]:
    """Return a slot as the session keeps it."""
    return {"date": slot.day.isoformat(), "id": slot.id, "from": slot.begins, "to": slot.ends, "free": slot.free}


def _slot(day: Json, listed: Json) -> Slot | None:
    try:
        match listed:
            case {"id": str(slot_id), "from": str(begins), "to": str(ends), "free": int(free)} if isinstance(day, str):
                for each in (begins, ends):
                    time.fromisoformat(each)
                return Slot(id=slot_id, day=date.fromisoformat(day), begins=begins, ends=ends, free=max(0, free))
            case _:
                return None
    except ValueError:
        return None
