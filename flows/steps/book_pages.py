"""What booking shows: days, times, once more to look at, the booking, and what could not be. Pure; any thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from flows.model.screen import (
    Action,
    Actions,
    AnswerRow,
    CalendarBody,
    CheckBody,
    NextStep,
    NoticeBody,
    NumberCard,
    Panel,
    ProgressBody,
    ReceiptBody,
)
from flows.model.text import Text
from flows.model.values import Json, Language
from flows.paging import Paged, paged
from flows.steps.here import Here, Seen
from flows.steps.onward import end_beside, onward
from flows.steps.slots import Slot, days_of, slot_of
from flows.steps.step import Failure, Page, lines_of, primary_missing
from flows.words import booking, failures, steps
from flows.words.moments import date_of, day_of, weekday_of
from flows.words.numbers import by_four

if TYPE_CHECKING:
    from flows.steps.book import Book

PER_PAGE, PER_PAGE_CARE = 10, 6  # tiles


def page(step: Book, here: Seen) -> Page:
    """Return the page of the phase."""
    match here.phase:
        case "asking" | "booking" | "giving_back":
            return _waiting(step, here)
        case "days":
            return _days(here)
        case "times":
            return _times(here)
        case "near":
            return _near(here)
        case "confirm":
            return _confirm(step, here)
        case "booked":
            return _booked(step, here)
        case "give_back":
            return _give_back(step, here)
        case _:
            return _nothing(here)


def failure(step: Book, here: Seen) -> Failure:  # noqa: ARG001 - as the other pages
    """Say that nobody knows whether it was done, when that is so."""
    offline = here.run.fault == "NET-001"
    if here.phase not in ("booking", "giving_back"):
        panel = Panel(kind="info", title=here.say(booking.NONE_PANEL), lines=(here.say(booking.NONE_LINE),))
        hint = failures.OFFLINE_HINT if offline else failures.LATER_HINT
        return Failure(matter=panel, icon="nowifi" if offline else "warn", hint=here.say(hint))
    back = here.phase == "giving_back"
    line = here.say(booking.UNKNOWN_LINE, hotline=here.site.hotline)
    return Failure(
        title=here.say(booking.BACK_UNKNOWN_TITLE if back else booking.UNKNOWN_TITLE),
        hint=here.say(booking.BACK_UNKNOWN_HINT if back else booking.UNKNOWN_HINT),
        matter=Panel(
            kind="wait", title=here.say(booking.BACK_UNKNOWN_PANEL if back else booking.UNKNOWN_PANEL), lines=(line,)
        ),
        icon="nowifi" if offline else "warn",
        primary=here.go_on(booking.ASK_AGAIN, "redo"),
        back=False,
    )


def slots_in(here: Here) -> tuple[Slot, ...]:
    """Return the slots that the platform named."""
    kept = here.memory.get("slots")
    found = (slot_of(each) for each in kept) if isinstance(kept, list) else ()
    return tuple(each for each in found if each is not None)


def times_of(here: Here) -> tuple[Slot, ...]:
    """Return the slots of the day that is looked at."""
    return tuple(each for each in slots_in(here) if each.day.isoformat() == here.remembered("day"))


def chosen(here: Here, name: str) -> Slot | None:
    """Return the slot that the memory holds under this name."""
    return slot_of(here.memory.get(name))


def when(booked: Mapping[str, Json], here: Here) -> str:
    """Return day and hours of a booking."""
    day = date.fromisoformat(str(booked.get("date")))
    return f"{_day(day, here)} {booked.get('from')}–{booked.get('to')}"


def slip(step: Book, here: Here, booked: Mapping[str, Json]) -> dict[str, Json]:
    """Return what the paper ``booking-slip`` says. Nothing of the person but the number of the booking."""
    return slip_of(step.matter or here.service.head.title, step, booked, here.language)


def slip_of(matter: Text, step: Book, booked: Mapping[str, Json], language: Language) -> dict[str, Json]:
    """Return the slip of a booking for `matter`."""
    return {
        "language": language.value,
        "matter": _both(matter),
        "office": _both(step.office),
        "number": str(booked["number"]),
        "day": str(booked["date"]),
        "begins": str(booked["from"]),
        "ends": str(booked["to"]),
        "bring": _both(step.bring or booking.NEXT_BRING_CARD),
    }


def per_page(here: Here) -> int:
    """Return how many tiles a page has in the present look."""
    return PER_PAGE_CARE if here.state.reading.care else PER_PAGE


# --- choosing ----------------------------------------------------------------------------------------------------


def _days(here: Seen) -> Page:
    listed = paged(days_of(slots_in(here)), here.counted("page"), per_page(here), here.language)
    tiles = tuple(
        Action(
            label=_day(day, here),
            detail=_free(free, here),
            act="choose",
            arg=f"day={day.isoformat()}",
            enabled=free > 0,
        )
        for day, free in listed.items
    )
    return Page(
        title=here.say(booking.DAYS_TITLE),
        hint=here.say(booking.DAYS_HINT),
        phase=f"days.{listed.page}",
        body=_calendar(here.say(booking.DAYS_HEADING), tiles, listed),
        actions=here.actions(primary_missing(here.say(booking.CHOOSE_DAY))),
    )


def _times(here: Seen) -> Page:
    listed = paged(times_of(here), here.counted("times_page"), per_page(here), here.language)
    tiles = tuple(_tile(each, here, each.hours) for each in listed.items)
    body = _calendar(here.say(booking.TIMES_HEADING), tiles, listed)
    day = date.fromisoformat(here.remembered("day"))
    return Page(
        title=here.say(booking.TIMES_TITLE),
        hint=here.say(booking.TIMES_HINT),
        phase=f"times.{listed.page}",
        body=replace(body, context=_day(day, here), change=_way(here, booking.OTHER_DAY, "days")),
        actions=here.actions(primary_missing(here.say(booking.CHOOSE_TIME))),
    )


def _near(here: Seen) -> Page:
    wanted = here.memory.get("near")
    ids = wanted if isinstance(wanted, list) else []
    near = [each for each in slots_in(here) if each.id in ids]
    return Page(
        title=here.say(booking.TAKEN_TITLE),
        hint=here.say(booking.TAKEN_HINT),
        phase="near",
        body=CalendarBody(
            heading=here.say(booking.TAKEN_HEADING),
            tiles=tuple(_tile(each, here, f"{_day(each.day, here)}\n{each.hours}") for each in near),
        ),
        actions=here.actions(replace(_way(here, booking.ALL_DAYS, "days"), icon="next")),
    )


def _confirm(step: Book, here: Seen) -> Page:
    slot = chosen(here, "slot")
    day, hours = (_day(slot.day, here), slot.hours) if slot else ("", "")
    rows = (
        AnswerRow(label=here.say(booking.MATTER), value=here.say(step.matter or here.service.head.title)),
        AnswerRow(label=here.say(booking.OFFICE), value=here.say(step.office)),
        AnswerRow(label=here.say(booking.DAY), value=day, change=_change(here, "days")),
        AnswerRow(label=here.say(booking.TIME), value=hours, change=_change(here, "times")),
    )
    return Page(
        title=here.say(booking.CONFIRM_TITLE),
        hint=here.say(booking.CONFIRM_HINT),
        phase="confirm",
        body=CheckBody(rows=rows, reveal=None),
        actions=here.actions(here.go_on(booking.BOOK, "check")),
    )


def _waiting(step: Book, here: Seen) -> Page:
    title = {"booking": booking.BOOKING, "giving_back": booking.GIVING_BACK}.get(here.phase, booking.ASKING)
    sent = here.phase != "asking"
    actions = here.actions(awaited=here.say(steps.ASKING_AWAITED))
    return Page(
        title=here.say(title),
        hint="",
        phase=here.phase,
        body=ProgressBody(
            asking=here.say(booking.BOOKING_LINE if sent else steps.USUALLY, seconds=step.usual_s),
            usual_s=step.usual_s,
            reassurance=here.say(booking.ONCE) if here.phase == "booking" else "",
            waited=here.say(steps.WAITED),
            leave="" if sent else here.say(steps.MAY_LEAVE),
        ),
        actions=replace(actions, left=(here.end(),)) if sent else actions,
    )


# --- what came of it ---------------------------------------------------------------------------------------------


def _booked(step: Book, here: Seen) -> Page:
    kept = here.answers.get(step.store)
    booked = kept if isinstance(kept, dict) else {}
    day = date.fromisoformat(str(booked["date"]))
    hours = f"{booked['from']}–{booked['to']}"
    line = here.say(booking.DONE_LINE, day=_day(day, here), time=hours, office=here.say(step.office))
    return Page(
        title=here.say(booking.DONE_TITLE),
        hint="",
        phase="booked",
        body=ReceiptBody(
            kind="done",
            headline=here.say(booking.DONE_TITLE),
            lines=lines_of(line),
            card=NumberCard(
                label=here.say(booking.NUMBER),
                number=by_four(str(booked["number"])),
                lines=(here.say(booking.NUMBER_LINE),),
            ),
            next_heading=here.say(steps.NEXT),
            next=(
                NextStep(when=here.say(booking.NEXT_GO), what=here.say(booking.NEXT_GO_WHAT)),
                NextStep(when=here.say(booking.NEXT_BRING), what=here.say(step.bring or booking.NEXT_BRING_CARD)),
                NextStep(
                    when=here.say(booking.NEXT_AWAY), what=here.say(booking.NEXT_AWAY_WHAT, hotline=here.site.hotline)
                ),
            ),
        ),
        actions=Actions(left=(_way(here, booking.GIVE_BACK, "give_back"), *end_beside(here)), primary=onward(here)),
    )


def _give_back(step: Book, here: Seen) -> Page:
    kept = here.answers.get(step.store)
    line = when(kept, here) if isinstance(kept, dict) and kept else ""
    back = replace(_way(here, booking.GIVE_BACK, "give_back"), icon="redo")
    return Page(
        title=here.say(booking.GIVE_BACK_TITLE),
        hint=_reason(here) or here.say(booking.GIVE_BACK_HINT),
        phase="give_back",
        body=NoticeBody(
            icon="clock",
            tone="attention",
            matter=Panel(kind="done", title=here.say(booking.GIVE_BACK_PANEL), lines=(line,)),
            ways_heading=here.say(failures.WAYS),
            ways=(back, *here.people()),
        ),
        actions=here.actions(here.go_on(booking.KEEP, "check")),
    )


def _nothing(here: Seen) -> Page:
    """Nothing is free, or the platform said no."""
    none = here.phase == "none"
    return Page(
        title=here.say(booking.NONE_TITLE if none else booking.REFUSED),
        hint=here.say(booking.NONE_HINT) if none else _reason(here),
        phase=here.phase,
        body=NoticeBody(
            icon="info",
            tone="info",
            matter=Panel(kind="info", title=here.say(booking.NONE_PANEL), lines=(here.say(booking.NONE_LINE),)),
            ways_heading=here.say(failures.WAYS),
            ways=here.people(),
        ),
        actions=here.actions(here.go_on(booking.LOOK_AGAIN, "redo")),
    )


# --- parts -------------------------------------------------------------------------------------------------------


def _calendar(heading: str, tiles: tuple[Action, ...], listed: Paged[Slot] | Paged[tuple[date, int]]) -> CalendarBody:
    return CalendarBody(heading=heading, tiles=tiles, page_text=listed.text, previous=listed.previous, next=listed.next)


def _tile(slot: Slot, here: Here, label: str) -> Action:
    return Action(
        label=label, detail=_free(slot.free, here), act="choose", arg=f"slot={slot.id}", enabled=slot.free > 0
    )


def _free(count: int, here: Here) -> str:
    return here.say(booking.FREE, count=count) if count > 0 else here.say(booking.FULL)


def _day(day: date, here: Here) -> str:
    """Return the day with its weekday; with the year where it is another one."""
    same = day.year == here.state.terminal.at.year
    said = day_of(day, here.language) if same else date_of(day, here.language)
    weekday = weekday_of(day, here.language)
    return f"{weekday} {said}" if here.language is Language.EN else f"{said} {weekday}"


def _reason(here: Here) -> str:
    """Return why the platform said no; empty where it did not."""
    english = here.remembered("reason_en") if here.language is Language.EN else ""
    reason = english or here.remembered("reason")
    return here.say(booking.REFUSED_HINT, reason=reason) if reason else ""


def _way(here: Here, label: Text, way: str) -> Action:
    return Action(label=here.say(label), act="way", arg=way)


def _change(here: Here, way: str) -> Action:
    return Action(label=here.say(booking.CHANGE), act="way", arg=way, icon="pen")


def _both(text: Text) -> dict[str, Json]:
    return {"zh": text.of(Language.ZH), "en": text.of(Language.EN)}
