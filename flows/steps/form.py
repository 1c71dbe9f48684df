"""One question, typed: one to three fields with their own rules. The answers keep what was typed, without spaces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from flows.masking import Mask
from flows.model.event import Continued, Event, FieldEdited, OptionChosen
from flows.model.screen import Action, FormBody
from flows.model.screen import Field as ScreenField
from flows.model.text import Text
from flows.model.values import Json
from flows.steps.here import Here, Seen
from flows.steps.step import Move, Page, Row, Step, primary_missing
from flows.words import steps

PHONE_DIGITS = 11  # 公众移动通信网 numbering: 1 and ten digits
BANK_DIGITS = (16, 19)  # GB/T 14504: 13 to 19; Chinese debit cards have 16 to 19


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field. `rule` decides what is accepted; `mask` how the answer is shown afterwards."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    name: str
    label: Text
    rule: Literal["text", "long_text", "digits", "phone", "bank_account"] = "text"
    hint: Text | None = None
    placeholder: Text | None = None
    required: bool = True
    min_length: int = 1
    max_length: int = 60
    mask: Mask = Mask.NONE
    choices: tuple[Text, ...] = ()  # quick answers above the keyboard

    @property
    def numeric(self) -> bool:
        """Whether only digits are kept."""
        return self.rule in ("digits", "phone", "bank_account")

    @property
    def bounds(self) -> tuple[int, int]:
        """The least and the most characters."""
        match self.rule:
            case "phone":
                return PHONE_DIGITS, PHONE_DIGITS
            case "bank_account":
                return BANK_DIGITS
            case "text" | "long_text" | "digits":
                return self.min_length, self.max_length

    def cleaned(self, typed: str) -> str:
        """Return what is kept of what was typed; one character more than allowed is kept, to be told of it."""
        most = self.bounds[1] + (1 if self.numeric else 0)
        if self.numeric:
            return "".join(char for char in typed if char in "0123456789")[:most]
        return "".join(char for char in typed if char.isprintable())[:most]

    def wrong(self, value: str, here: Here) -> str:
        """Return what is still wrong with `value`, as a sentence; empty when it is right."""
        value = value.strip()
        if not value:
            return here.say(steps.FILL_FIRST, label=here.say(self.label)) if self.required else ""
        least, most = self.bounds
        if self.rule == "phone" and value[0] != "1":
            return here.say(steps.PHONE_WRONG)
        if self.numeric and len(value) < least:
            return here.say(steps.DIGITS_SHORT, count=least - len(value))
        if self.numeric and len(value) > most:
            return here.say(steps.DIGITS_LONG, count=len(value) - most)
        if len(value) > most:
            return here.say(steps.TEXT_LONG, count=most)
        if self.rule == "phone" and value[1] not in "3456789":
            return here.say(steps.PHONE_WRONG)
        if self.rule == "bank_account" and not luhn(value):
            return here.say(steps.BANK_WRONG)
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Step):
    """Asks for `fields` under one title."""

    called: ClassVar[Text] = steps.CALLED_FORM

    title: Text
    hint: Text
    fields: tuple[Field, ...]

    def enter(self, here: Here) -> Move:
        """Show what was answered before, if anything."""
        return here.stay(memory={"typed": {field.name: _kept(here, field.name) for field in self.fields}})

    def resume(self, here: Here) -> Move:
        """Keep what is typed."""
        return here.stay() if here.memory.get("typed") else self.enter(here)

    def react(self, here: Here, event: Event) -> Move | None:
        """Keep what is typed; go on when all of it is right."""
        match event:
            case FieldEdited(field=name, text=text):
                return self._typed(here, name, text.reveal())
            case OptionChosen(field=name, value=value):
                return self._typed(here, name, value)
            case Continued() if self._missing(here):
                return here.remember(asked=True)
            case Continued():
                return here.done({field.name: self._text(here, field).strip() for field in self.fields})
            case _:
                return None

    def page(self, here: Seen) -> Page:
        """Show the fields, and what is missing on the button."""
        missing = self._missing(here)
        return Page(
            title=here.say(self.title),
            hint=here.say(self.hint),
            body=FormBody(
                fields=tuple(self._shown(here, field) for field in self.fields),
                clear_label=here.say(steps.CLEAR),
                choices=tuple(self._choice(here, field, choice) for field in self.fields for choice in field.choices),
            ),
            actions=here.actions(primary_missing(missing) if missing else here.go_on()),
        )

    def answered(self, here: Here) -> bool:
        """Whether every field has a right answer."""
        return all(not field.wrong(_kept(here, field.name), here) for field in self.fields)

    def rows(self, here: Here) -> tuple[Row, ...]:
        """One row a field that was filled in."""
        return tuple(
            Row(
                step_id=self.id,
                label=field.label,
                value=_kept(here, field.name),
                mask=field.mask,
                change=steps.CHANGE,
            )
            for field in self.fields
            if _kept(here, field.name) or field.required
        )

    def samples(self) -> tuple[Mapping[str, Json], ...]:
        """All fields filled in, and only those that have to be."""
        full = {field.name: "1" * field.bounds[0] for field in self.fields}
        return (full, {field.name: full[field.name] if field.required else "" for field in self.fields})

    # --- inside -----------------------------------------------------------------------------------------------

    def _typed(self, here: Here, name: str, text: str) -> Move | None:
        field = next((field for field in self.fields if field.name == name), None)
        if field is None:
            return None
        typed = {each.name: self._text(here, each) for each in self.fields}
        return here.remember(typed={**typed, name: field.cleaned(text)})

    def _text(self, here: Here, field: Field) -> str:
        typed = here.memory.get("typed")
        value = typed.get(field.name) if isinstance(typed, dict) else None
        return value if isinstance(value, str) else ""

    def _missing(self, here: Here) -> str:
        return next((wrong for field in self.fields if (wrong := field.wrong(self._text(here, field), here))), "")

    def _shown(self, here: Here, field: Field) -> ScreenField:
        value = self._text(here, field)
        complete = len(value) >= field.bounds[0] or here.memory.get("asked") is True
        return ScreenField(
            name=field.name,
            label=here.say(field.label),
            text=value,
            entry="digits" if field.numeric else field.rule,
            hint=here.say(field.hint) if field.hint else "",
            error=field.wrong(value, here) if value and complete else "",
            placeholder=here.say(field.placeholder) if field.placeholder else "",
            max_length=field.bounds[1],
            group={"phone": "3-4-4", "bank_account": "4"}.get(field.rule, ""),
        )

    def _choice(self, here: Here, field: Field, choice: Text) -> Action:
        label = here.say(choice)
        return Action(label=label, act="choose", arg=f"{field.name}={label}", chosen=self._text(here, field) == label)


def luhn(number: str) -> bool:
    """Return whether the number's check digit is right (ISO/IEC 7812-1, annex B)."""
    total = 0
    for index, digit in enumerate(reversed([int(char) for char in number])):
        doubled = digit * 2 if index % 2 else digit
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def _kept(here: Here, name: str) -> str:
    value = here.answers.get(name)
    return value if isinstance(value, str) else ""
