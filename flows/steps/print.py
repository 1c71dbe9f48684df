"""A paper printed from what is known by then: a certificate, the slip of a booking, a result, a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from flows.expressions import Expression, Failed
from flows.model.screen import Actions, NextStep, Panel, ProgressBody, ReceiptBody
from flows.model.text import NOTHING, Text
from flows.model.values import Json
from flows.steps.here import Here, Seen
from flows.steps.paper import PaperStep
from flows.steps.step import Failure, Need, Page
from flows.words import booking, steps
from flows.words.numbers import by_four
from kiosk.core.devices import DeviceKind

Sort = Literal["certificate", "slip", "result", "form"]
SORTS: Mapping[str, Sort] = {"booking-slip": "slip", "query-result": "result"}  # bundled papers that are no certificate


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What is said of one sort of paper: what is done with it, and how the matter stands without it.

    Without `matter` it stands as it stands anyway: handed in or not.
    """

    next: tuple[tuple[Text, Text], ...]
    matter: Text | None = None
    matter_line: Text = NOTHING


_TAKE = (steps.PRINT_TAKE, steps.PRINT_TAKE_WHAT)
_SAID: Mapping[Sort, _Said] = {
    "certificate": _Said(
        matter=steps.CERTIFICATE_MATTER,
        matter_line=steps.CERTIFICATE_MATTER_LINE,
        next=(
            _TAKE,
            (steps.PRINT_USE, steps.PRINT_USE_WHAT),
            (steps.PRINT_MORE, steps.PRINT_MORE_WHAT),
        ),
    ),
    "slip": _Said(
        matter=booking.SLIP_MATTER,
        matter_line=booking.SLIP_MATTER_LINE,
        next=(
            _TAKE,
            (booking.NEXT_GO, booking.SLIP_GO_WHAT),
            (booking.NEXT_AWAY, booking.SLIP_AWAY_WHAT),
        ),
    ),
    "result": _Said(
        matter=steps.RESULT_MATTER,
        matter_line=steps.CERTIFICATE_MATTER_LINE,
        next=(
            _TAKE,
            (steps.RESULT_USE, steps.RESULT_USE_WHAT),
            (steps.PRINT_MORE, steps.RESULT_MORE_WHAT),
        ),
    ),
    "form": _Said(
        next=(
            _TAKE,
            (steps.FORM_USE, steps.FORM_USE_WHAT),
            (steps.PRINT_MORE, steps.FORM_MORE_WHAT),
        ),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Print(PaperStep):
    """Prints `template` set from `data`, an expression that gives all that the template needs.

    `sort` is what the paper is, where the template is the service's own: the words around it follow. Without it,
    a `booking-slip` is a slip, a `query-result` a result, and any other paper a certificate.
    """

    called: ClassVar[Text] = steps.CALLED_PRINT
    papers: ClassVar[tuple[str, ...]] = ("template",)

    name: Text
    template: str
    data: Expression
    usual_s: int = 10
    done: Text
    done_line: Text
    sort: Sort | None = None

    def paper_name(self, here: Here) -> Text:  # noqa: ARG002
        """Return the name in the service file."""
        return self.name

    def document(self, here: Here) -> tuple[str, Mapping[str, Json]] | None:
        """Return the template, and the expression's value."""
        data = here.evaluate(self.data)
        if isinstance(data, Failed) or not isinstance(data, dict):
            return None
        return self.template, {"language": here.language.value, **data}

    def page(self, here: Seen) -> Page:
        """Say that it prints, ask whether it came, or say that it is done."""
        if here.phase == "unsure":
            return self.unsure(here)
        if here.phase == "printing":
            return Page(
                title=here.say(steps.PRINTING, paper=here.say(self.name)),
                hint="",
                phase="printing",
                body=ProgressBody(
                    asking=here.say(steps.PRINTING_LINE),
                    usual_s=self.usual_s,
                    waited=here.say(steps.WAITED),
                    picture="paper",
                ),
                actions=Actions(left=(here.end(),), awaited=here.say(steps.PRINTING_TITLE)),
            )
        return Page(
            title=here.say(steps.PRINT_DONE),
            hint="",
            phase="done",
            body=ReceiptBody(
                kind="done",
                headline=here.say(self.done),
                lines=(here.say(self.done_line),),
                card=None,
                next_heading=here.say(steps.NEXT),
                next=tuple(
                    NextStep(when=here.say(when), what=here.say(what, hotline=here.site.hotline))
                    for when, what in self._said.next
                ),
                picture="paper",
                paper=Panel(
                    kind="quiet",
                    title=here.say(steps.PRINTED_HERE),
                    lines=(here.say(steps.PRINTED_LINE),),
                    icon="printer",
                ),
            ),
            actions=self.end_actions(here),
        )

    def failure(self, here: Seen) -> Failure:
        """The paper did not come; nothing else is lost."""
        return Failure(
            hint=here.say(steps.NOT_PRINTED, paper=here.say(self.name)),
            matter=self.matter(here),
            icon="printer",
            ways=(self.retry_way(here),),
            primary=here.go_on(steps.PRINT_STOP, "check"),
            back=False,
        )

    def matter(self, here: Here) -> Panel:
        """How the matter stands without the paper: a certificate can be had any time, a booking stands all the same."""
        if self._said.matter is None:
            return PaperStep.matter(self, here)
        data = here.evaluate(self.data)
        number = str(data.get("number", "")) if isinstance(data, dict) else ""
        line = here.say(self._said.matter_line, number=by_four(number))
        return Panel(kind="done", title=here.say(self._said.matter), lines=(line,))

    def needs(self) -> tuple[Need, ...]:
        """A printer."""
        return (Need(any_of=(DeviceKind.PRINTER,), required=True),)

    @property
    def _said(self) -> _Said:
        return _SAID[self.sort or SORTS.get(self.template, "certificate")]
