"""The end of an application: what was handed in, under which number, what happens next; and the receipt on paper.

平台已收到 and 本机已收下 stand on different receipts, on the screen and on paper, by what is true at that moment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from flows.availability import cause
from flows.expressions import Expression
from flows.model.screen import NextStep, NumberCard, ReceiptBody
from flows.model.text import Text
from flows.model.values import Json
from flows.steps.here import Here, Seen
from flows.steps.paper import PaperStep
from flows.steps.step import Failure, Move, Need, Page, lines_of
from flows.words import steps
from flows.words.moments import day_of, moment_of
from kiosk.core.devices import DeviceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NextThing:
    """One thing that happens next."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    when: Text
    what: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt(PaperStep):
    """Prints `received` or `kept`. `happens` follows a received one; after `chase_days` one asks about a kept one."""

    received: str
    kept: str
    happens: tuple[NextThing, ...] = ()
    chase_days: int = 3
    quiet: bool = False  # a missing printer is not worth a question before the service begins
    provisional: Expression | None = None
    provisional_note: Text | None = None

    def paper_name(self, here: Here) -> Text:
        """A receipt, or only a slip while the platform does not have it."""
        return steps.PAPER_RECEIPT if here.run.platform_number else steps.PAPER_SLIP

    def enter(self, here: Here) -> Move:
        """Print where that is possible; the number on the screen is enough where it is not."""
        if not here.usable(DeviceKind.PRINTER):
            return here.stay(memory={"phase": "none"})
        return PaperStep.enter(self, here)

    def document(self, here: Here) -> tuple[str, Mapping[str, Json]] | None:
        """Return the paper that is true now."""
        received = bool(here.run.platform_number)
        return (self.received if received else self.kept), self._data(here)

    def page(self, here: Seen) -> Page:
        """Show the receipt."""
        if here.phase == "unsure":
            return self.unsure(here)
        received = bool(here.run.platform_number)
        headline = here.say(steps.RECEIVED_HEADLINE if received else steps.KEPT_HEADLINE)
        return Page(
            title=headline,
            hint="",
            phase="received" if received else "kept",
            body=ReceiptBody(
                kind="done" if received else "wait",
                headline=headline,
                lines=self._lines(here),
                card=self._card(here),
                next_heading=here.say(steps.NEXT),
                next=self._next(here),
                paper=self.panel(here),
            ),
            actions=self.end_actions(here),
        )

    def failure(self, here: Seen) -> Failure:
        """No paper; the matter is safe all the same."""
        card = self._card(here)
        return Failure(
            hint=here.say(steps.NOT_PRINTED, paper=here.say(self.paper_name(here))),
            matter=here.matter(),
            icon="printer",
            card=card if card and card.qr else None,
            ways=(self.retry_way(here),),
            ways_heading=here.say(steps.RECEIPT_WAYS),
            primary=here.go_on(steps.PRINT_SKIP, "check"),
            back=False,
        )

    def needs(self) -> tuple[Need, ...]:
        """A printer, which one can do without."""
        return () if self.quiet else (Need(any_of=(DeviceKind.PRINTER,), required=False),)

    # --- inside -----------------------------------------------------------------------------------------------

    def _lines(self, here: Here) -> tuple[str, ...]:
        run = here.run
        title = here.say(here.service.head.title)
        if run.platform_number and run.received_at:
            when = moment_of(run.received_at, here.language)
            lines = lines_of(here.say(steps.RECEIVED_LINE, service=title, when=when))
        elif run.platform_number:  # handed in before a crash: when it arrived is not known here
            lines = lines_of(here.say(steps.RECEIVED_SOMETIME, service=title))
        else:
            reason = here.say(cause(run.waiting_fault or "NET-002"))
            lines = (here.say(steps.KEPT_CAUSE, cause=reason), here.say(steps.KEPT_LATER))
        note = self._provisional(here)
        return (*lines, here.say(note)) if note else lines

    def _provisional(self, here: Here) -> Text | None:
        holds = self.provisional is not None and self.provisional.holds(here.scope()) is True
        return self.provisional_note if holds else None

    def _card(self, here: Seen) -> NumberCard | None:
        run = here.run
        number = run.platform_number or run.local_number
        scan = steps.SCAN_PROGRESS if run.platform_number else steps.SCAN_ARRIVED
        lines = (here.say(scan),) if here.site.verify_url else ()
        return NumberCard(
            label=here.say(steps.CASE_NUMBER if run.platform_number else steps.LOCAL_NUMBER),
            number=number,
            lines=(*lines, here.say(steps.KEEP_NUMBER)),
            qr=f"{here.site.verify_url}{number}" if here.site.verify_url else "",
        )

    def _next(self, here: Seen) -> tuple[NextStep, ...]:
        if here.run.platform_number:
            ask = NextStep(
                when=here.say(steps.NO_RESULT), what=here.say(steps.NO_RESULT_WHAT, hotline=here.site.hotline)
            )
            mine = tuple(NextStep(when=here.say(each.when), what=here.say(each.what)) for each in self.happens)
            return (*mine[:2], ask)
        at = here.run.kept_at or here.state.terminal.at
        day = day_of(at.date() + timedelta(days=self.chase_days), here.language)
        return (
            NextStep(when=here.say(steps.NOW), what=here.say(steps.NOW_KEEP)),
            NextStep(when=here.say(steps.ONLINE_AGAIN), what=here.say(steps.ONLINE_AGAIN_WHAT)),
            NextStep(
                when=here.say(steps.NO_NEWS, day=day), what=here.say(steps.NO_NEWS_WHAT, hotline=here.site.hotline)
            ),
        )

    def _data(self, here: Here) -> dict[str, Json]:
        run = here.run
        return {
            "service": here.say(here.service.head.title),
            "number": run.platform_number,
            "local_number": run.local_number,
        }
