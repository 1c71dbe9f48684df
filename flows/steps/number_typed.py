"""A name and an identity number, typed or given by the platform: looked at, never proved. Pure; any thread."""

from __future__ import annotations

from collections.abc import Mapping

from flows.fields.check_digits import citizen_right
from flows.fields.field import Field
from flows.fields.rules import settled, wrong
from flows.model.screen import Field as ScreenField
from flows.model.screen import FormBody
from flows.model.values import Json
from flows.steps.here import Here, Seen
from flows.steps.step import Move, Page, primary_missing
from flows.words import identity, steps
from kiosk.core.devices import NamedPerson
from kiosk.core.sensitive import Sensitive

LONGEST_NAME = 50  # characters; names of foreigners are long
NAME = Field(name="name", label=identity.TYPED_NAME, max_length=LONGEST_NAME)
NUMBER = Field(name="number", label=identity.TYPED_NUMBER, rule="id_number")
_FIELDS = (NAME, NUMBER)


def page(here: Seen) -> Page:
    """Ask for both."""
    missing = _missing(here)
    if len(_typed(here, NUMBER)) >= NUMBER.bounds[1] and _wrong(NUMBER, here):
        missing = here.say(identity.TYPED_AGAIN)  # the field says what is wrong; the button has no room for it
    return Page(
        title=here.say(identity.TYPED_TITLE),
        hint=here.say(identity.TYPED_HINT),
        phase="typed",
        body=FormBody(fields=tuple(_shown(here, field) for field in _FIELDS), clear_label=here.say(steps.CLEAR)),
        actions=here.actions(primary_missing(missing) if missing else here.go_on()),
    )


def edited(here: Here, name: str, text: str) -> Move | None:
    """Keep what is typed into one of them."""
    field = next((field for field in _FIELDS if field.name == name), None)
    typed = {each.name: _typed(here, each) for each in _FIELDS}
    return here.remember(typed={**typed, name: field.cleaned(text)}) if field else None


def finished(here: Here) -> NamedPerson | None:
    """Return the person; None while something is missing or wrong."""
    if _missing(here):
        return None
    return person_of({field.name: _typed(here, field).strip() for field in _FIELDS}, vouched=False)


def person_of(data: Mapping[str, Json], *, vouched: bool) -> NamedPerson | None:
    """Return the person of ``name`` and ``number``; None when these are not a name and a right number."""
    name, number = data.get("name"), data.get("number")
    if not isinstance(name, str) or not isinstance(number, str):
        return None
    fits = 0 < len(name) <= LONGEST_NAME and name.isprintable() and citizen_right(number)
    return NamedPerson(name=Sensitive(name), number=Sensitive(number), vouched=vouched) if fits else None


def _missing(here: Here) -> str:
    return next((words for field in _FIELDS if (words := _wrong(field, here))), "")


def _wrong(field: Field, here: Here) -> str:
    typed = _typed(here, field)
    words = wrong(field, typed, here)
    if words or field is NAME or citizen_right(typed):
        return words
    return here.say(identity.TYPED_OTHER)  # a number of another shape: its card can be read, but it is not typed


def _typed(here: Here, field: Field) -> str:
    typed = here.memory.get("typed")
    value = typed.get(field.name) if isinstance(typed, dict) else None
    return value if isinstance(value, str) else ""


def _shown(here: Here, field: Field) -> ScreenField:
    value = _typed(here, field)
    judged = value and (settled(field, value, here) or here.memory.get("asked") is True)
    return ScreenField(
        name=field.name,
        label=here.say(field.label),
        text=value,
        entry=field.entry,
        error=_wrong(field, here) if judged else "",
        max_length=field.bounds[1],
        group=field.group,
    )
