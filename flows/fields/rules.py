"""What is wrong with a field, in words that say what to do, and how it is read back. Pure; any thread."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from flows.fields import days, money
from flows.fields.check_digits import CITIZEN_LENGTH, citizen_right, luhn, permanent_right
from flows.fields.field import DATE_DIGITS, FEWEST_ID, YES, Field
from flows.fields.lists import entry
from flows.model.text import Text
from flows.words import answers, steps
from flows.words.moments import date_of

if TYPE_CHECKING:
    from flows.steps.here import Here


def wrong(field: Field, typed: str, here: Here) -> str:
    """Return what is still wrong with what was typed, as a sentence; empty when it is right."""
    typed = typed.strip()
    if not typed:
        if not field.required:
            return ""
        return here.say(steps.FILL_FIRST, label=here.say(field.label)) if field.typing else here.say(answers.CHOOSE)
    match field.rule:
        case "phone" | "bank_account" | "digits":
            return _digits(field, typed, here)
        case "number":
            return _number(field, typed, here)
        case "money":
            return _money(field, typed, here)
        case "date":
            return _date(field, typed, here)
        case "id_number":
            return _identity(typed, here)
        case "choice" | "yes_no":
            return ""  # only what is offered is taken
        case "text" | "long_text" | "letters":
            least, most = field.bounds
            if len(typed) > most:
                return here.say(steps.TEXT_LONG, count=most)
            return here.say(answers.TEXT_SHORT, count=least) if len(typed) < least else ""


def settled(field: Field, typed: str, here: Here) -> bool:
    """Whether what is typed can be judged although it is still being typed."""
    match field.rule:
        case "number" | "money":
            return _too_much(field, typed) or typed.count(".") > 1 or ("." in typed and not _decimals_fit(field, typed))
        case "id_number":
            return len(typed) >= (FEWEST_ID if typed[:1].isalpha() else CITIZEN_LENGTH)
        case "phone" | "bank_account" | "digits" | "date":
            return len(typed) >= field.bounds[0]
        case _:
            return len(typed) > field.bounds[1] or here.memory.get("asked") is True


def read_back(field: Field, typed: str, here: Here) -> str:
    """Return what was typed as one says it, where figures alone hide a mistake; empty where they do not."""
    match field.rule:
        case "money":
            fen = money.fen_of(typed)
            return here.say(answers.READ, words=money.spoken(fen, here.language)) if fen is not None else ""
        case "date":
            day = days.day_of(typed)
            return date_of(day, here.language) if day else ""
        case _:
            return ""


def worded(field: Field, typed: str, here: Here) -> str:
    """Return a right answer as "check your answers" shows it."""
    if not typed:
        return ""
    match field.rule:
        case "money":
            fen = money.fen_of(typed)
            return here.say(answers.SUM, sum=money.figures(fen)) if fen is not None else ""
        case "number":
            return here.say(answers.WITH_UNIT, number=typed, unit=here.say(field.unit)) if field.unit else typed
        case "date":
            return read_back(field, typed, here)
        case "yes_no":
            return here.say(yes_or_no(field, typed))
        case "choice":
            option = next((each.label for each in field.options if each.value == typed), None)
            label = option or entry(here.catalogue.reference, field.reference, typed)
            return here.say(label) if label else typed
        case _:
            return typed


def yes_or_no(field: Field, typed: str) -> Text:
    """Return the words of this answer."""
    return (field.yes or answers.YES) if typed == YES else (field.no or answers.NO)


def limits(field: Field, here: Here) -> tuple[date, date]:
    """Return the first and the last day that a date may be."""
    today = here.state.terminal.at.date()
    first = field.earliest.on(today) if field.earliest else date.min
    return first, field.latest.on(today) if field.latest else date.max


# --- rule by rule ----------------------------------------------------------------------------------------------


def _digits(field: Field, typed: str, here: Here) -> str:
    least, most = field.bounds
    if field.rule == "phone" and typed[0] != "1":
        return here.say(steps.PHONE_WRONG)
    if len(typed) < least:
        return here.say(steps.DIGITS_SHORT, count=least - len(typed))
    if len(typed) > most:
        return here.say(steps.DIGITS_LONG, count=len(typed) - most)
    if field.rule == "phone" and typed[1] not in "3456789":
        return here.say(steps.PHONE_WRONG)
    if field.rule == "bank_account" and not luhn(typed):
        return here.say(steps.BANK_WRONG)
    return ""


def _number(field: Field, typed: str, here: Here) -> str:
    if not re.fullmatch(r"[0-9]+(\.[0-9]*)?", typed):
        return here.say(answers.NUMBER_WRONG)
    if not _decimals_fit(field, typed):
        return here.say(answers.NUMBER_POINT, count=field.decimals)
    if _too_much(field, typed) and field.max is not None:
        return here.say(answers.NUMBER_HIGH, most=_with_unit(field, field.max, here))
    if field.min is not None and float(typed) < field.min:
        return here.say(answers.NUMBER_LOW, least=_with_unit(field, field.min, here))
    return ""


def _money(field: Field, typed: str, here: Here) -> str:
    fen = money.fen_of(typed)
    if fen is None:
        return here.say(answers.MONEY_WRONG)
    if field.max_fen is not None and fen > field.max_fen:
        return here.say(answers.NUMBER_HIGH, most=here.say(answers.SUM, sum=money.figures(field.max_fen)))
    if field.min_fen is not None and fen < field.min_fen:
        return here.say(answers.NUMBER_LOW, least=here.say(answers.SUM, sum=money.figures(field.min_fen)))
    return ""


def _date(field: Field, typed: str, here: Here) -> str:
    if field.by == "choosing" and len(typed) < DATE_DIGITS:
        return here.say(answers.CHOOSE)
    if len(typed) < DATE_DIGITS:
        return here.say(answers.DATE_SHORT, count=DATE_DIGITS - len(typed))
    day = days.day_of(typed)
    if day is None:
        return here.say(answers.DATE_WRONG)
    first, last = limits(field, here)
    if day < first:
        return here.say(answers.DATE_EARLY, day=date_of(first, here.language))
    return here.say(answers.DATE_LATE, day=date_of(last, here.language)) if day > last else ""


def _identity(typed: str, here: Here) -> str:
    length = FEWEST_ID if typed[0].isalpha() else CITIZEN_LENGTH
    if len(typed) < length:
        return here.say(answers.ID_SHORT, count=length - len(typed))
    right = permanent_right(typed) if typed[0].isalpha() else citizen_right(typed)
    return "" if right else here.say(answers.ID_WRONG)


def _decimals_fit(field: Field, typed: str) -> bool:
    places = 2 if field.rule == "money" else field.decimals
    return len(typed.partition(".")[2]) <= places


def _too_much(field: Field, typed: str) -> bool:
    if field.rule == "money":
        fen = money.fen_of(typed)
        return fen is not None and field.max_fen is not None and fen > field.max_fen
    figures = re.fullmatch(r"[0-9]+(\.[0-9]*)?", typed)
    return bool(figures) and field.max is not None and float(typed) > field.max


def _with_unit(field: Field, number: int, here: Here) -> str:
    return here.say(answers.WITH_UNIT, number=number, unit=here.say(field.unit)) if field.unit else str(number)
