"""A certificate printed from what the platform answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from flows.expressions import Expression, Failed
from flows.model.screen import Actions, NextStep, Panel, ProgressBody, ReceiptBody
from flows.model.text import Text
from flows.model.values import Json
from flows.steps.here import Here, Seen
from flows.steps.paper import PaperStep
from flows.steps.step import Failure, Need, Page
from flows.words import booking, steps
from flows.words.numbers import by_four
from kiosk.core.devices import DeviceKind

BOOKING_SLIP = "booking-slip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Print(PaperStep):
    """Prints `template` set from `data`, an expression that gives all that the template needs."""

    called: ClassVar[Text] = steps.CALLED_PRINT

    name: Text
    template: str
    data: Expression
    usual_s: int = 10
    done: Text
    done_line: Text

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
                next=(
                    NextStep(when=here.say(steps.PRINT_TAKE), what=here.say(steps.PRINT_TAKE_WHAT)),
                    NextStep(when=here.say(steps.PRINT_USE), what=here.say(steps.PRINT_USE_WHAT)),
                    NextStep(when=here.say(steps.PRINT_MORE), what=here.say(steps.PRINT_MORE_WHAT)),
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
        """Nothing was handed in: the certificate can be had any time. A booking stands without its slip."""
        if self.template == BOOKING_SLIP:
            data = here.evaluate(self.data)
            number = str(data.get("number", "")) if isinstance(data, dict) else ""
            line = here.say(booking.SLIP_MATTER_LINE, number=by_four(number))
            return Panel(kind="done", title=here.say(booking.SLIP_MATTER), lines=(line,))
        line = here.say(steps.CERTIFICATE_MATTER_LINE)
        return Panel(kind="done", title=here.say(steps.CERTIFICATE_MATTER), lines=(line,))

    def needs(self) -> tuple[Need, ...]:
        """A printer."""
        return (Need(any_of=(DeviceKind.PRINTER,), required=True),)
