"""The list that a field of a form is chosen from: options, a reference list, yes and no, the parts of a day. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flows.fields import days
from flows.fields.field import NO, YES, Field, Option
from flows.fields.lists import entries
from flows.fields.rules import limits, yes_or_no
from flows.model.screen import Action, ChooseBody
from flows.model.text import Text
from flows.steps.here import Here
from flows.steps.listing import Listed, Listing
from flows.words import answers, bars

CALENDAR_COLUMNS = 6


def listing_of(fields: Sequence[Field], here: Here, typed: Mapping[str, str], title: str, hint: str) -> Listing | None:
    """Return the list of the page that asks for these fields; None when they are typed."""
    field = next(iter(fields), None)
    if field is None or field.typing:
        return None
    if field.rule == "date":
        return _day(field, here, typed.get(field.name, ""), title, hint)
    if field.rule == "yes_no":
        items = tuple(Listed(value=value, label=here.say(yes_or_no(field, value))) for value in (YES, NO))
        return Listing(store=field.name, title=title, hint=hint, items=items, columns=1)
    items = listed(here, field.options) if field.options else referenced(here, field.reference)
    return Listing(store=field.name, title=title, hint=hint, items=items, columns=field.columns)


def listed(here: Here, options: Sequence[Option]) -> tuple[Listed, ...]:
    """Return the options of a service file in the resident's language, found under both."""
    return tuple(
        Listed(
            value=option.value,
            label=here.say(option.label),
            detail=here.say(option.detail) if option.detail else "",
            names=_names(option.label),
        )
        for option in options
    )


def referenced(here: Here, name: str) -> tuple[Listed, ...]:
    """Return a reference list in the resident's language, found under all."""
    return tuple(
        Listed(value=each.value, label=here.say(each.label), names=_names(each.label))
        for each in entries(here.catalogue.reference, name)
    )


def _names(label: Text) -> tuple[str, ...]:
    return tuple(dict.fromkeys(label.by_language.values()))


def _day(field: Field, here: Here, so_far: str, title: str, hint: str) -> Listing:
    """Return what comes next of a day: ten years, a year, a month, a day; what is chosen so far stands above."""
    first, last = limits(field, here)
    parts = days.parts(so_far, first, last)
    size = len(parts[0]) if parts else days.DAY
    heading = {
        days.DECADE: answers.WHICH_YEARS,
        days.YEAR: answers.WHICH_YEAR,
        days.MONTH: answers.WHICH_MONTH,
        days.DAY: answers.WHICH_DAY,
    }[size]
    so = so_far[: days.MONTH] if size == days.DAY else so_far
    return Listing(
        store=field.name,
        title=title,
        hint=hint,
        items=tuple(Listed(value=part, label=_part(here, part)) for part in parts),
        columns=CALENDAR_COLUMNS if size == days.DAY else 3,
        body=ChooseBody(
            context=_so_far(here, so),
            change=Action(label=here.say(answers.EARLIER), act="way", arg="earlier") if so else None,
            heading=here.say(heading),
        ),
        searchable=False,
        whole=True,
    )


def _part(here: Here, part: str) -> str:
    match len(part):
        case days.DECADE:
            return here.say(answers.YEARS, first=f"{part}0", last=f"{part}9")
        case days.YEAR:
            return here.say(answers.YEAR, year=part)
        case days.MONTH:
            return here.say(answers.MONTH, month=here.say(bars.MONTHS[int(part[4:]) - 1]))
        case _:
            return str(int(part[6:]))


def _so_far(here: Here, so_far: str) -> str:
    match len(so_far):
        case days.DECADE:
            return here.say(answers.YEARS, first=f"{so_far}0", last=f"{so_far}9")
        case days.YEAR:
            return here.say(answers.YEAR, year=so_far)
        case days.MONTH:
            return here.say(answers.MONTH_YEAR, year=so_far[:4], month=here.say(bars.MONTHS[int(so_far[4:]) - 1]))
        case _:
            return ""
