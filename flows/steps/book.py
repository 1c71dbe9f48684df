"""A time is booked: a day, a time, once more to look at, then the platform's word. And given back, if need be.

The platform books once per key. While nobody knows whether it did, the same key with the same slot is all that this
step sends, and there is no way back to choose another: so never two bookings. What was just taken is said, with the
nearest that are free. The pages stand in `flows.steps.book_pages`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import ClassVar

from flows.expressions import Expression, Failed
from flows.model.effect import Command, Query
from flows.model.event import (
    CommandDone,
    CommandRefused,
    Continued,
    EffectFailed,
    Event,
    NetworkChanged,
    OptionChosen,
    PageTurned,
    QueryAnswered,
    QueryRefused,
    WayChosen,
    WentBack,
)
from flows.model.text import Text
from flows.model.values import Json, Language
from flows.paging import turned
from flows.steps import book_pages as pages
from flows.steps.book_pages import chosen, slots_in
from flows.steps.here import Here, Seen
from flows.steps.slots import Slot, days_of, kept_slot, nearest, read_booking, read_slots
from flows.steps.step import Failure, Move, Page, Row, Step
from flows.words import booking, steps
from kiosk.core.ids import command_key
from kiosk.core.sensitive import Sensitive

SLOTS, BOOK, GIVE_BACK = "slots", "book-slot", "cancel-slot"  # of the platform's contract
TAKEN = "slot-full"  # the refusal after which another time is offered
NOT_BOOKED = "not-booked"  # there is nothing to give back: as good as given back
SENT = ("booking", "giving_back")  # phases in which the platform may have done it already


@dataclass(frozen=True, slots=True, kw_only=True)
class Book(Step):
    """Books a slot of `topic` for `person`, an expression that gives a mapping (name, number, phone ...).

    `answers.<store>` is ``{number, slot, date, from, to, office, slip}``; `slip` is what a paper of the booking says.
    """

    called: ClassVar[Text] = booking.CALLED

    topic: str  # what is booked, as the platform names it
    store: str
    office: Text
    person: Expression
    parameters: Mapping[str, Expression] = field(default_factory=dict)  # what else finds the slots
    matter: Text | None = None  # what it is booked for; the service's title otherwise
    bring: Text | None = None
    usual_s: int = 3

    def enter(self, here: Here) -> Move:
        """Show the booking that was made, now or some other day; else what is free."""
        return here.stay(memory={"phase": "booked"}) if self.answered(here) else self._look(here)

    def resume(self, here: Here) -> Move:
        """Send again, under the same key, what may have been done; show again what stood there."""
        if here.phase in SENT:
            return self._send(here)
        return self._look(here) if here.phase in ("", "asking") and not self.answered(here) else here.stay()

    def react(self, here: Here, event: Event) -> Move | None:
        """Follow the resident, and what the platform says."""
        match here.phase:
            case "asking":
                return self._looked(here, event)
            case "booking" | "giving_back":
                return self._answered(here, event)
            case "booked" | "give_back":
                return self._booked(here, event)
            case "none" | "refused":
                return self._look(here) if isinstance(event, Continued) else None
            case _:
                return self._choosing(here, event)

    def react_fault(self, here: Here, event: Event) -> Move | None:
        """Ask again when told to or when the network is back. While nobody knows, there is no way back."""
        match event:
            case NetworkChanged(online=True):
                return self.resume(here.mended())
            case WentBack() if here.phase in SENT:
                return here.stay()
            case _:
                return Step.react_fault(self, here, event)

    def page(self, here: Seen) -> Page:
        """Show where it stands."""
        return pages.page(self, here)

    def failure(self, here: Seen) -> Failure:
        """Say that nobody knows whether it was booked, when that is so; else that nothing is."""
        return pages.failure(self, here)

    def platform(self) -> bool:
        """Nothing can be booked without it."""
        return True

    def mints(self) -> bool:
        """The slip needs a key to print once."""
        return True

    def over(self, here: Here) -> bool:
        """Once the time is booked."""
        return here.phase == "booked"

    def answered(self, here: Here) -> bool:
        """Whether a booking stands."""
        kept = here.answers.get(self.store)
        return isinstance(kept, dict) and bool(kept.get("number"))

    def rows(self, here: Here) -> tuple[Row, ...]:
        """The booked time."""
        kept = here.answers.get(self.store)
        value = pages.when(kept, here) if isinstance(kept, dict) and self.answered(here) else ""
        return (Row(step_id=self.id, label=booking.DONE_TITLE, value=value, change=steps.CHANGE),)

    def samples(self) -> tuple[Mapping[str, Json], ...]:
        """A booking."""
        booked: dict[str, Json] = {
            "number": "YY202611250007",
            "slot": "s-1",
            "date": "2026-11-25",
            "from": "09:00",
            "to": "09:30",
            "office": self.office.of(Language.ZH),
        }
        booked["slip"] = pages.slip_of(self.matter or self.office, self, booked, Language.ZH)
        return ({self.store: booked},)

    # --- what is free -----------------------------------------------------------------------------------------

    def _look(self, here: Here, taken: Slot | None = None) -> Move:
        """Ask what is free; after a slot was taken by another, to offer the nearest."""
        further = {name: here.evaluate(each) for name, each in self.parameters.items()}
        if any(isinstance(value, Failed) for value in further.values()):
            return here.fail("CNT-003")
        person = here.evaluate(self.person)
        if isinstance(person, Failed) or not isinstance(person, dict):
            return here.fail("CNT-003")
        known = {name: value for name, value in further.items() if not isinstance(value, Failed)}
        asked: dict[str, Json] = {"topic": self.topic, "person": person, **known}
        query = Query(operation=here.operation, kind=SLOTS, parameters=Sensitive(asked))
        memory: dict[str, Json] = {"phase": "asking", "taken": kept_slot(taken) if taken else None}
        return here.stay(memory=memory, start=query)

    def _looked(self, here: Here, event: Event) -> Move | None:
        match event:
            case QueryAnswered(data=data):
                answer = dict(data.reveal())
                slots = read_slots(answer)
                if slots is None:
                    return here.fail("NET-004")
                mine = read_booking(answer.get("booked"))
                return self._done(here, *mine) if mine else self._offer(here, slots)
            case QueryRefused(reason=reason, reason_en=reason_en):
                return here.stay(memory={"phase": "refused", "reason": reason, "reason_en": reason_en})
            case EffectFailed(fault=fault):
                return here.fail(fault)
            case _:
                return None

    def _offer(self, here: Here, slots: tuple[Slot, ...]) -> Move:
        kept: list[Json] = [kept_slot(each) for each in slots]
        taken = chosen(here, "taken")
        near = nearest(slots, taken) if taken else ()
        phase = "none" if not any(each.free for each in slots) else "near" if near else "days"
        memory: dict[str, Json] = {"phase": phase, "slots": kept, "page": 0}
        return here.stay(memory={**memory, "near": [each.id for each in near]})

    # --- choosing ---------------------------------------------------------------------------------------------

    def _choosing(self, here: Here, event: Event) -> Move | None:
        match event, here.phase:
            case OptionChosen(field="day", value=value), "days" if _free_on(here, value):
                return here.remember(phase="times", day=value, times_page=0)
            case OptionChosen(field="slot", value=value), "times" | "near":
                slot = next((each for each in slots_in(here) if each.id == value and each.free), None)
                return here.remember(phase="confirm", slot=kept_slot(slot), was=here.phase) if slot else None
            case (WayChosen(way="days"), _) | (WentBack(), "times" | "near"):
                return here.remember(phase="days")
            case WayChosen(way="times"), "confirm":
                return here.remember(phase="times", day=str(_kept(here, "slot").get("date", "")), times_page=0)
            case WentBack(), "confirm":
                return here.remember(phase=here.remembered("was"))
            case PageTurned(step=step), "days" | "times":
                name = "page" if here.phase == "days" else "times_page"
                count = len(days_of(slots_in(here)) if here.phase == "days" else pages.times_of(here))
                return here.remember(**{name: turned(here.counted(name), step, count, pages.per_page(here))})
            case Continued(), "confirm":
                return self._send(here.at(here.remember(phase="booking", key=self._key(here)).state))
            case _:
                return None

    # --- the platform's word ----------------------------------------------------------------------------------

    def _key(self, here: Here) -> str:
        """Mint a key for something new: the counter of operations never goes back, not even over a crash."""
        return command_key(here.state.session_id, self.id, here.operation.counter)

    def _send(self, here: Here) -> Move:
        """Send what the memory says, under its key; the draft has both before the platform hears of it."""
        parameters = self._parameters(here)
        if parameters is None:
            return here.fail("CNT-003")
        kind = BOOK if here.phase == "booking" else GIVE_BACK
        command = Command(
            operation=here.operation, kind=kind, key=here.remembered("key"), parameters=Sensitive(parameters)
        )
        return replace(here.mended().stay(start=command), save=True)

    def _parameters(self, here: Here) -> dict[str, Json] | None:
        if here.phase == "giving_back":
            return {"number": str(_answer(here, self.store).get("number", ""))}
        person = here.evaluate(self.person)
        slot = chosen(here, "slot")
        if isinstance(person, Failed) or not isinstance(person, dict) or slot is None:
            return None
        return {"topic": self.topic, "slot": slot.id, "person": person}

    def _answered(self, here: Here, event: Event) -> Move | None:
        giving_back = here.phase == "giving_back"
        match event:
            case CommandDone() if giving_back:
                return self._given_back(here)
            case CommandRefused(code=code) if giving_back and code == NOT_BOOKED:
                return self._given_back(here)
            case CommandDone(data=data):
                number = data.reveal().get("number")
                slot = chosen(here, "slot")
                return self._done(here, number, slot) if isinstance(number, str) and slot else here.fail("NET-004")
            case CommandRefused(code=code) if code == TAKEN and not giving_back:
                return self._look(here, chosen(here, "slot"))
            case CommandRefused(reason=reason, reason_en=reason_en):
                phase = "give_back" if giving_back else "refused"
                return here.stay(memory={"phase": phase, "reason": reason, "reason_en": reason_en})
            case EffectFailed(fault=fault):
                return here.fail(fault)
            case WentBack():  # it may be done already: there is no other time to choose before that is known
                return here.stay()
            case _:
                return None

    def _done(self, here: Here, number: str, slot: Slot) -> Move:
        booked: dict[str, Json] = {
            "number": number,
            "slot": slot.id,
            "date": slot.day.isoformat(),
            "from": slot.begins,
            "to": slot.ends,
            "office": here.say(self.office),
        }
        booked["slip"] = pages.slip(self, here, booked)
        move = here.minted().stay(memory={"phase": "booked"}, answers={self.store: booked})
        return replace(move, save=True)

    def _given_back(self, here: Here) -> Move:
        move = here.stay(memory={}, answers={self.store: {}})
        return replace(self._look(here.at(move.state)), save=True)

    def _booked(self, here: Here, event: Event) -> Move | None:
        match event, here.phase:
            case WayChosen(way="give_back"), "booked":
                return here.stay(memory={"phase": "give_back"})
            case (Continued() | WentBack(), "give_back"):
                return here.stay(memory={"phase": "booked"})
            case WayChosen(way="give_back"), "give_back":
                return self._send(here.at(here.remember(phase="giving_back", key=self._key(here)).state))
            case Continued(), "booked":
                return here.done()
            case WentBack(), "booked":  # what it was booked by changes only once it is given back
                return here.stay()
            case _:
                return None


def _kept(here: Here, name: str) -> Mapping[str, Json]:
    value = here.memory.get(name)
    return value if isinstance(value, dict) else {}


def _answer(here: Here, store: str) -> Mapping[str, Json]:
    value = here.answers.get(store)
    return value if isinstance(value, dict) else {}


def _free_on(here: Here, value: str) -> bool:
    try:
        wanted = date.fromisoformat(value)
    except ValueError:
        return False
    return any(each.day == wanted and each.free for each in slots_in(here))
