"""Check your answers: everything once more, masked, each with a way to change it.

Opening it mints the key of the submission, which belongs to the draft from then on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from flows.expressions import Expression, Failed
from flows.masking import Mask, masked
from flows.model.effect import StartTimer
from flows.model.event import Continued, Event, PageTurned, Revealed
from flows.model.screen import Action, AnswerRow, CheckBody
from flows.model.text import Text
from flows.model.values import Json
from flows.paging import paged, turned
from flows.steps.answer_pages import pages_of
from flows.steps.here import Here, Seen
from flows.steps.step import Move, Page, Row, Step, lines_of
from flows.words import bars, steps
from flows.words.moments import date_of
from flows.words.numbers import by_four, grouped

ISO_DAY = len("2026-11-24")
REVEAL = "reveal"  # the timer; its end masks again, whatever is on the screen then


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A row that is no answer but comes from the platform, such as what a certificate will say."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    label: Text
    value: Expression
    wording: Text | None = None  # what stands around ``{value}``
    mask: Mask = Mask.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Step):
    """Shows the rows of all steps on the path, then `shown`. `go` is the filled button, `note` what it does."""

    called: ClassVar[Text] = steps.CALLED_CHECK

    title: Text = steps.CHECK_TITLE
    hint: Text = steps.CHECK_HINT
    go: Text = bars.SUBMIT
    note: Text
    provisional: Expression | None = None  # when it holds, `provisional_note` stands in place of the note
    provisional_note: Text | None = None
    shown: tuple[Shown, ...] = ()

    def enter(self, here: Here) -> Move:
        """Mint the key of what is about to be sent or printed, once for this draft."""
        here = here.minted()
        if any(isinstance(here.evaluate(each.value), Failed) for each in self.shown):
            return here.fail("CNT-003")
        return here.stay(memory={"page": 0})

    def react(self, here: Here, event: Event) -> Move | None:
        """Turn pages, show names and numbers for a while, go on."""
        match event:
            case Continued():
                return here.done()
            case PageTurned(step=step):
                return here.remember(page=turned(here.counted("page"), step, len(pages_of(here, self._rows(here))), 1))
            case Revealed():
                timer = StartTimer(session_id=here.state.session_id, timer=REVEAL, seconds=self._seconds(here))
                return Move(state=replace(here.state, revealed=True), effects=(timer,))
            case _:
                return None

    def mints(self) -> bool:
        """The key belongs to the draft from here on."""
        return True

    def page(self, here: Seen) -> Page:
        """Show the rows."""
        rows = paged(pages_of(here, self._rows(here)), here.counted("page"), 1, here.language)
        note = self.provisional_note if self.provisional_note and self._provisional(here) else self.note
        reveal = Action(
            label=here.say(steps.REVEAL, seconds=self._seconds(here)), act="reveal", icon="eye", enabled=True
        )
        return Page(
            title=here.say(self.title),
            hint=here.say(steps.CHECK_SHOWN if here.state.revealed else self.hint),
            phase=str(rows.page),
            body=CheckBody(
                rows=tuple(self._row(here, row) for row in rows.items[0]),
                reveal=None if here.state.revealed else reveal,
                note=lines_of(here.say(note)),
                page_text=rows.text,
                previous=rows.previous,
                next=rows.next,
            ),
            actions=here.actions(here.go_on(self.go, "check")),
        )

    def _rows(self, here: Here) -> tuple[Row, ...]:
        own = tuple(
            Row(
                step_id=self.id,
                label=each.label,
                value=_worded(here, each),
                mask=each.mask,
                source=steps.FROM_PLATFORM,
            )
            for each in self.shown
        )
        return (*here.rows(), *own)

    def _row(self, here: Here, row: Row) -> AnswerRow:
        change = None
        if row.change:
            change = Action(label=here.say(row.change), act="change", arg=row.step_id, icon=row.change_icon)
        from_card = row.source in (steps.FROM_ID_CARD, steps.FROM_SOCIAL_CARD)
        return AnswerRow(
            label=here.say(row.label),
            value=_legible(row) if here.state.revealed else masked(row.mask, row.value),
            source=here.say(row.source) if row.source else "",
            source_icon="idcard" if from_card else "",
            change=change,
        )

    def _provisional(self, here: Here) -> bool:
        return self.provisional is not None and self.provisional.holds(here.scope()) is True

    def _seconds(self, here: Here) -> int:
        return here.catalogue.pace.reveal_s * (2 if here.state.reading.care else 1)


def _worded(here: Here, shown: Shown) -> str:
    value = here.evaluate(shown.value)
    said = date_of(day, here.language) if (day := _day(value)) else str(value)
    return here.say(shown.wording, value=said) if shown.wording else said


def _day(value: Json | Failed) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == ISO_DAY else None
    except ValueError:
        return None


def _legible(row: Row) -> str:
    """Return a value in full, long numbers in groups: an identity number by region, birth and serial."""
    match row.mask:
        case Mask.NUMBER:
            return grouped(row.value, 6, 8, 4)
        case Mask.PHONE:
            return grouped(row.value, 3, 4)
        case Mask.BANK:
            return by_four(row.value)
        case _:
            return row.value
