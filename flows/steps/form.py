"""Questions that are typed or chosen, one a page by the look: fields with their own rules, under conditions, repeated.

What is typed lives in the step's memory; a page that is right becomes answers as it is left, so that going back loses
nothing. A change from "check your answers" becomes answers only when all that it opens is answered. One-time codes
belong to `flows.steps.code`, lists to `flows.steps.listing`, several of a kind to `flows.steps.members`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from flows.availability import filled
from flows.expressions import Expression, Failed
from flows.fields import days
from flows.fields.field import DATE_DIGITS, Field
from flows.fields.questions import VERIFIED, Questions, first_wrong
from flows.fields.rules import limits, read_back, settled, worded, wrong
from flows.masking import Mask
from flows.model.event import Continued, Event, FieldEdited, OptionChosen, WayChosen, WentBack
from flows.model.screen import Action, FormBody
from flows.model.screen import Field as ScreenField
from flows.model.text import Text, text
from flows.model.values import Json
from flows.steps.asked import listing_of
from flows.steps.code import CODE, CodeStep, Ending, under_way
from flows.steps.here import Here, Seen
from flows.steps.listing import FIND, PLACE
from flows.steps.members import MEMBER, Repeat
from flows.steps.step import Failure, Move, Page, Row, Step, primary_missing
from flows.words import answers, steps

LABEL = 12  # Han characters that a button holds (look.md, 9)
LATIN = 0.56  # of the width of a Han character
PLACES = (PLACE, FIND, "asked", "refused", "refused_en", CODE)  # of the memory: what is forgotten with the page


@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Step):
    """Asks for `fields`; those without a title of their own under the form's. With `repeat`, once for each of several.

    `when` says under which answers it is asked at all; otherwise its answers are blank.
    """

    called: ClassVar[Text] = steps.CALLED_FORM

    title: Text
    hint: Text
    fields: tuple[Field, ...]
    repeat: Repeat | None = None
    when: Expression | None = None

    def __post_init__(self) -> None:
        problem = self._questions.problems()
        if problem:
            raise ValueError(problem)

    def enter(self, here: Here) -> Move:
        """Show the page that is to be changed, or where one left off; what was answered is filled in."""
        if self.when and isinstance(self.when.holds(here.scope()), Failed):
            return here.fail("CNT-003")
        if not self.asks(here):
            return here.done(self._blank())
        part = here.remembered("part")
        if self.repeat:
            known = part.isdecimal() and int(part) < len(self.repeat.kept(here))
            return self.repeat.opened(here, self._questions, int(part)) if known else here.stay(memory={})
        typed = self._questions.typed(here.answers)
        pages = self._questions.open_pages(here, typed)
        undone = [page for page in pages if not self._done(here, typed, page)]
        wanted = self._questions.page_of(part)
        page = wanted if wanted in pages and wanted is not None else (*undone, pages[-1])[0]
        return here.stay(memory={"typed": dict[str, Json](typed), "page": page})

    def resume(self, here: Here) -> Move:
        """Keep what is typed, on the page where it was; a code that was under way goes on under its key."""
        if under_way(here) and not here.waiting:
            code = self._code(here)
            return code.resume(here) if code else here.stay()
        return here.stay() if here.memory else self.enter(here)

    def asks(self, here: Here) -> bool:
        """Whether anything is asked under the answers so far."""
        if self.when and self.when.holds(here.scope()) is False:
            return False
        return bool(self.repeat or self._questions.asked(here, self._questions.typed(here.answers)))

    def react(self, here: Here, event: Event) -> Move | None:
        """Keep what is typed and chosen; go on, page by page, when it is right."""
        if self.repeat and self.repeat.listing(here):
            return self.repeat.react(here, self._questions, event)
        if under_way(here):
            code = self._code(here)
            told = code.react(here, event) if code else None
            return self._confirmed(here, told) if isinstance(told, str) else told
        listing = listing_of(self._page_of(here), here, self._texts(here), *self._heads(here))
        moved = listing.moved(here, event) if listing else None
        if moved:
            return moved
        match event:
            case FieldEdited(field=name, text=typed):
                return self._typed(here, name, typed.reveal())
            case OptionChosen(field=name, value=value):
                return self._chosen(here, name, value)
            case WayChosen(way="earlier"):
                return self._earlier(here)
            case WentBack():
                return self._back(here)
            case Continued() if first_wrong(self._page_of(here), self._texts(here), here):
                return here.remember(asked=True)
            case Continued():
                code = self._code(here)
                told = code.begin(here) if code and self._unconfirmed(here) else None
                return self._confirmed(here, told) if told is None or isinstance(told, str) else told
            case _:
                return None

    def page(self, here: Seen) -> Page:
        """Show the page on which the resident stands."""
        title, hint = self._heads(here)
        if self.repeat and self.repeat.listing(here):
            return self.repeat.page(here, self._questions, here.say(self.title), here.say(self.hint))
        code = self._code(here)
        if code and under_way(here):
            return code.page(here)
        fields, typed = self._page_of(here), self._texts(here)
        member = here.memory.get(MEMBER)
        phase = f"{member if isinstance(member, int) else ''}.{here.counted('page')}"
        listing = listing_of(fields, here, typed, title, hint)
        if listing:
            chosen = typed.get(listing.store, "")
            page = listing.page(here, chosen if not first_wrong(fields, typed, here) else "")
            if fields[0].rule == "date":
                page = replace(page, phase=f"{page.phase}.{min(len(chosen), days.MONTH)}")
            if not fields[0].required and not chosen:
                page = replace(page, actions=here.actions(here.go_on()))
            return replace(page, phase=f"{phase}.{page.phase}")
        shown = tuple(self._shown(here, field) for field in fields)
        missing = first_wrong(fields, typed, here)
        if _width(missing) > LABEL and any(each.error == missing for each in shown):
            missing = here.say(answers.CORRECT)  # it stands at the field already
        return Page(
            title=title,
            hint=hint,
            phase=phase,
            body=FormBody(
                fields=shown,
                clear_label=here.say(steps.CLEAR),
                choices=tuple(self._choice(here, field, choice) for field in fields for choice in field.choices),
            ),
            actions=here.actions(primary_missing(missing) if missing else here.go_on()),
        )

    def failure(self, here: Seen) -> Failure:
        """A code could neither be sent nor checked, and the service cannot do without."""
        return Failure(matter=here.matter(), icon="nowifi")

    def answered(self, here: Here) -> bool:
        """Whether every question that is asked has a right answer, and none that is not asked has one left."""
        if not self.asks(here):
            return all(here.answers.get(name) == value for name, value in self._blank().items())
        if self.repeat:
            return len(self.repeat.kept(here)) >= self.repeat.least and self.repeat.store in here.answers
        typed = self._questions.typed(here.answers)
        return all(self._done(here, typed, page) for page in self._questions.open_pages(here, typed))

    def rows(self, here: Here) -> tuple[Row, ...]:
        """One row a field that was filled in; for several of a kind, one a field of each."""
        if not self.asks(here):
            return ()
        if self.repeat is None:
            return self._rows(here, here.answers)
        kept = self.repeat.kept(here)
        nobody = Row(step_id=self.id, label=self.repeat.member, value=here.say(answers.NOBODY), change=steps.CHANGE)
        return tuple(row for number, each in enumerate(kept) for row in self._rows(here, each, number)) or (nobody,)

    def samples(self) -> tuple[Mapping[str, Json], ...]:
        """All fields filled in; each in its other shapes; only those that have to be."""
        shapes: tuple[Mapping[str, Json], ...] = self._questions.samples()
        if self.repeat:
            full: dict[str, Json] = {self.repeat.store: [dict(shapes[0])]}
            rest: tuple[dict[str, Json], ...] = tuple({self.repeat.store: [dict(each)]} for each in shapes[1:])
            shapes = (full, *rest) if self.repeat.least else (full, *rest, {self.repeat.store: []})
        return (*shapes, self._blank()) if self.when and self._blank() not in shapes else shapes

    def within(self) -> tuple[Mapping[str, Json], ...]:
        """Return what the conditions of the fields see of the form itself: of several of a kind, the one at hand."""
        return self._questions.samples()

    def platform(self) -> bool:
        """Whether a code must be sent."""
        return any(field.code == "always" and field.when is None for field in self.fields) and self.when is None

    # --- moves ------------------------------------------------------------------------------------------------

    def _typed(self, here: Here, name: str, typed: str) -> Move | None:
        field = next((field for field in self._page_of(here) if field.name == name and field.typing), None)
        if field is None:
            return None
        memory = {key: value for key, value in here.memory.items() if key not in ("refused", "refused_en")}
        return here.stay(memory={**memory, "typed": {**self._texts(here), name: field.cleaned(typed)}})

    def _chosen(self, here: Here, name: str, value: str) -> Move | None:
        field = next((field for field in self._page_of(here) if field.name == name), None)
        if field is None:
            return None
        if field.typing:
            return self._typed(here, name, value) if value in self._quick(here, field) else None
        listing = listing_of((field,), here, self._texts(here), "", "")
        if listing is None or all(each.value != value for each in listing.searched):
            return None
        onward = field.rule == "date" and len(value) < DATE_DIGITS  # a year is chosen: on to its months
        memory = {key: each for key, each in here.memory.items() if not (onward and key in (PLACE, FIND))}
        return here.stay(memory={**memory, "typed": {**self._texts(here), name: value}})

    def _earlier(self, here: Here) -> Move | None:
        field = next((field for field in self._page_of(here) if field.by == "choosing"), None)
        if field is None:
            return None
        so_far = self._texts(here).get(field.name, "")
        return here.remember(typed={**self._texts(here), field.name: days.shorter(so_far, *limits(field, here))})

    def _back(self, here: Here) -> Move | None:
        before = [page for page in self._pages(here) if page < here.counted("page")]
        if before and not (here.run.return_to_check and not self.repeat):
            return self._turned(here, before[-1])
        return here.stay(memory={}) if self.repeat and not here.run.return_to_check else None

    def _confirmed(self, here: Here, ending: Ending | None) -> Move:
        """Leave a page that is right: to the next that is asked, or to the end of the form."""
        fields, typed = self._page_of(here), self._texts(here)
        coded = next((field for field in fields if field.code != "no"), None)
        proved: dict[str, Json] = {}
        if coded:
            known = here.answers.get(coded.name + VERIFIED) is True and not self._unconfirmed(here)
            proved = {coded.name + VERIFIED: ending == "right" if ending else known}
        at = here.counted("page")
        if here.run.return_to_check and not self.repeat:
            after = [page for page in self._pages(here) if page != at and not self._done(here, typed, page)]
        else:
            after = [page for page in self._pages(here) if page > at]
        if self.repeat:
            if after:
                return self._turned(here, after[0])
            written = self.repeat.written(here, self._questions.answers(here, typed))
            return written if not here.run.return_to_check else replace(written, then=here.done().then)
        values = self._questions.answers(here, typed)
        if not after:
            return here.done({**values, **self._unproved(here, values), **proved})
        if here.run.return_to_check:
            return self._turned(here, after[0], proved)
        kept = {field.name: values[field.name] for field in fields}
        there = here.at(here.stay(answers={**kept, **proved}).state)
        return self._turned(there, after[0])

    def _turned(self, here: Here, page: int, proved: Mapping[str, Json] | None = None) -> Move:
        memory = {key: value for key, value in here.memory.items() if key not in PLACES}
        turned = here.stay(memory={**memory, "page": page}, answers=proved)
        return replace(turned, save=True)

    # --- what is there ----------------------------------------------------------------------------------------

    @property
    def _questions(self) -> Questions:
        return Questions(self.fields)

    def _blank(self) -> dict[str, Json]:
        if self.repeat:
            return {self.repeat.store: []}
        blank: dict[str, Json] = {field.name: field.blank for field in self.fields}
        return blank | {field.name + VERIFIED: False for field in self.fields if field.code != "no"}

    def _texts(self, here: Here) -> dict[str, str]:
        typed = here.memory.get("typed")
        known = typed if isinstance(typed, dict) else {}
        return {field.name: str(known.get(field.name) or "") for field in self.fields}

    def _pages(self, here: Here) -> tuple[int, ...]:
        return self._questions.open_pages(here, self._texts(here))

    def _page_of(self, here: Here) -> tuple[Field, ...]:
        """Return the fields on screen. A page that is passed over meanwhile gives way to the first that is not."""
        typed = self._texts(here)
        fields = self._questions.on_page(here, typed, here.counted("page"))
        first = next(iter(self._questions.open_pages(here, typed)), 0)
        return fields or self._questions.on_page(here, typed, first)

    def _heads(self, here: Here) -> tuple[str, str]:
        first = next(iter(self._page_of(here)), None)
        if first is None or first.title is None:
            return here.say(self.title), here.say(self.hint)
        return here.say(first.title), here.say(first.hint) if first.hint else ""

    def _done(self, here: Here, typed: Mapping[str, str], page: int) -> bool:
        fields = self._questions.on_page(here, typed, page)
        return all(field.name in here.answers for field in fields) and not first_wrong(fields, typed, here)

    def _code(self, here: Here) -> CodeStep | None:
        field = next((field for field in self._page_of(here) if field.code != "no"), None)
        if field is None:
            return None
        return CodeStep(step_id=self.id, phone=self._texts(here)[field.name], must=field.code == "always")

    def _unconfirmed(self, here: Here) -> bool:
        """Whether the phone on this page has still to be confirmed: what was confirmed is not asked again."""
        field = next((field for field in self._page_of(here) if field.code != "no"), None)
        typed = self._texts(here)[field.name] if field else ""
        if field is None or not typed:
            return False
        return here.answers.get(field.name) != typed or here.answers.get(field.name + VERIFIED) is not True

    def _unproved(self, here: Here, values: Mapping[str, Json]) -> dict[str, Json]:
        """Return what is known of the phones of all pages: nothing of one that was changed or is not asked."""
        return {
            field.name + VERIFIED: bool(values[field.name]) and here.answers.get(field.name + VERIFIED) is True
            for field in self.fields
            if field.code != "no"
        }

    # --- words ------------------------------------------------------------------------------------------------

    def _shown(self, here: Here, field: Field) -> ScreenField:
        value = self._texts(here)[field.name]
        said = wrong(field, value, here) if value else ""
        judged = settled(field, value, here) or here.memory.get("asked") is True
        refused = here.remembered("refused") if field.code != "no" else ""
        refused = (here.language.value == "en" and here.remembered("refused_en")) or refused
        return ScreenField(
            name=field.name,
            label=here.say(field.label),
            text=value,
            entry=field.entry,
            hint=here.say(field.hint) if field.hint and not field.title else "",
            error=(said if judged else "") or refused,
            placeholder=here.say(field.placeholder) if field.placeholder else "",
            max_length=field.bounds[1],
            group=field.group,
            unit=here.say(field.unit) if field.unit else here.say(answers.YUAN) if field.rule == "money" else "",
            said=read_back(field, value, here) if not said else "",
        )

    def _choice(self, here: Here, field: Field, choice: Text) -> Action:
        label = here.say(choice)
        return Action(
            label=label, act="choose", arg=f"{field.name}={label}", chosen=self._texts(here)[field.name] == label
        )

    def _quick(self, here: Here, field: Field) -> tuple[str, ...]:
        return tuple(here.say(choice) for choice in field.choices)

    def _rows(self, here: Here, values: Mapping[str, Json], number: int | None = None) -> tuple[Row, ...]:
        typed = self._questions.typed(values)
        seen = here if number is None else here.at(here.stay(answers=values).state)
        rows: list[Row] = []
        for field in self._questions.asked(seen, typed):
            if not typed[field.name] and not field.required:
                continue
            part = field.name if number is None and len(self._questions.pages) > 1 else ""
            part = part if number is None else str(number)
            row = Row(
                step_id=f"{self.id}/{part}" if part else self.id,
                label=field.label if number is None else self._member_label(field, number),
                value=worded(field, typed[field.name], here),
                mask=field.shown_by,
                change=steps.CHANGE,
            )
            rows.append(row)
            if field.code != "no" and typed[field.name] and values.get(field.name + VERIFIED) is not True:
                rows.append(
                    replace(row, label=answers.CODE_LABEL, value=here.say(answers.CODE_NOT_CHECKED), mask=Mask.NONE)
                )
        return tuple(rows)

    def _member_label(self, field: Field, number: int) -> Text:
        member = self.repeat.member if self.repeat else field.label
        count = text(str(number + 1), str(number + 1))
        return filled(answers.MEMBER_FIELD, member=member, count=count, label=field.label)


def _width(words: str) -> float:
    return sum(1 if letter > "\u2e7f" else LATIN for letter in words)
