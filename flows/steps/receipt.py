"""The end of an application: what was handed in, under which number, what happens next; and the receipt on paper.

平台已收到 and 本机已收下 stand on different receipts, on the screen and on paper, by what is true at that moment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import ClassVar

from flows.availability import cause
from flows.expressions import Expression, Failed
from flows.masking import Mask, masked
from flows.model.screen import NextStep, NumberCard, ReceiptBody
from flows.model.text import Text
from flows.model.values import Json, Language
from flows.steps.here import Here, Seen
from flows.steps.paper import PaperStep
from flows.steps.pay import Pay
from flows.steps.step import Failure, Move, Need, Page, lines_of
from flows.words import steps
from flows.words.moments import day_of, moment_of
from flows.words.numbers import by_four
from kiosk.core.devices import DeviceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NextThing:
    """One thing that happens next."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    when: Text
    what: Text


MOST_THINGS = 2  # on the screen; the third says whom to call when nothing comes
_PAID = (
    NextThing(when=steps.NOW, what=steps.PAID_WHAT),
    NextThing(when=steps.INVOICE, what=steps.INVOICE_WHAT),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt(PaperStep):
    """Prints `received` or `kept`; after `chase_days` one asks about a kept one.

    On a received one stands what happens next: of the money by itself, where some was paid; that the `reviewer` checks
    the papers and the result is told by phone, so that a phone must be asked for and sent; and what `happens` besides.
    Two such things have room.
    """

    called: ClassVar[Text] = steps.CALLED_RECEIPT
    papers: ClassVar[tuple[str, ...]] = ("received", "kept")

    received: str
    kept: str
    reviewer: Text | None = None
    happens: tuple[NextThing, ...] = ()
    chase_days: int = 3
    data: Mapping[str, Expression] = field(default_factory=dict)  # what else the paper says
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
        data = self._data(here)
        template = self.received if here.run.platform_number else self.kept
        return None if data is None else (template, data)

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
        card, paper = self._card(here), here.say(self.paper_name(here))
        return Failure(
            hint=here.say(steps.NOT_PRINTED, paper=paper),
            matter=here.matter(),
            icon="printer",
            card=card if card and card.qr else None,
            ways=(self.retry_way(here),),
            ways_heading=here.say(steps.RECEIPT_WAYS, paper=paper),
            primary=here.go_on(steps.PRINT_SKIP, "check"),
            back=False,
        )

    def needs(self) -> tuple[Need, ...]:
        """A printer, which one can do without."""
        return () if self.quiet else (Need(any_of=(DeviceKind.PRINTER,), required=False),)

    def things(self, *, paid: bool) -> tuple[NextThing, ...]:
        """Return what happens once the platform has it; lint refuses more than `MOST_THINGS`."""
        return (*(_PAID if paid else ()), *(_reviewed(self.reviewer) if self.reviewer else ()), *self.happens)

    # --- inside -----------------------------------------------------------------------------------------------

    def _lines(self, here: Here) -> tuple[str, ...]:
        run = here.run
        title = here.say(here.service.head.title)
        if run.received_at:
            when = moment_of(run.received_at, here.language)
            lines = lines_of(here.say(steps.RECEIVED_LINE, service=title, when=when))
        else:
            reason = here.say(cause(run.waiting_fault or "NET-002"))
            later = steps.KEPT_LATER if _by_network(run.waiting_fault) else steps.KEPT_LATER_OTHER
            lines = (here.say(steps.KEPT_CAUSE, cause=reason), here.say(later))
        return lines

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
            number=by_four(number),
            lines=(*lines, here.say(steps.KEEP_NUMBER)),
            qr=f"{here.site.verify_url}/s/{number}" if here.site.verify_url else "",
        )

    def _next(self, here: Seen) -> tuple[NextStep, ...]:
        note = self._provisional(here)
        if here.run.platform_number:
            ask = NextStep(
                when=here.say(steps.NO_RESULT), what=here.say(steps.NO_RESULT_WHAT, hotline=here.site.hotline)
            )
            mine = [
                NextStep(when=here.say(each.when), what=here.say(each.what))
                for each in self.things(paid=bool(_paid(here)))
            ]
            if note:  # judged without the platform, before the network came back
                mine[:1] = [NextStep(when=here.say(steps.CHECKED_FIRST), what=here.say(note))]
            return (*mine[:MOST_THINGS], ask)
        at = here.run.kept_at or here.state.terminal.at
        able = steps.ONLINE_AGAIN if _by_network(here.run.waiting_fault) else steps.ABLE_AGAIN
        day = day_of(at.date() + timedelta(days=self.chase_days), here.language)
        return (
            NextStep(when=here.say(steps.NOW), what=here.say(steps.NOW_KEEP)),
            NextStep(when=here.say(able), what=here.say(note or steps.ONLINE_AGAIN_WHAT)),
            NextStep(
                when=here.say(steps.NO_NEWS, day=day), what=here.say(steps.NO_NEWS_WHAT, hotline=here.site.hotline)
            ),
        )

    def _data(self, here: Here) -> dict[str, Json] | None:
        """Return what `kiosk.documents.papers` reads; it ignores what a paper has no place for."""
        run = here.run
        further = {name: here.evaluate(each) for name, each in self.data.items()}
        if any(isinstance(value, Failed) for value in further.values()):
            return None
        kept_at = run.kept_at or here.state.terminal.at
        note = self._provisional(here)
        return {
            "language": here.language.value,
            "service": wording(here.service.head.title),
            "applicant": self._masked(here, Mask.NAME),
            "id_number": self._masked(here, Mask.NUMBER),
            "phone": self._masked(here, Mask.PHONE),
            "materials": [
                {"name": wording(each.name), "form": wording(each.form), "pages": each.pages}
                for step in here.path()
                for each in step.handed_in(here)
            ],
            "paid": [_payment(each, here) for each in _paid(here)],
            "note": wording(note) if note else "",
            "number": run.platform_number,
            "local_number": run.local_number,
            "at": (run.received_at or kept_at).isoformat(),
            "received_at": run.received_at.isoformat() if run.received_at else "",
            "kept_at": kept_at.isoformat(),
            "digest": run.kept_digest,
            "cause": wording(cause(run.waiting_fault)) if run.waiting_fault else "",
            "news_by": (kept_at.date() + timedelta(days=self.chase_days)).isoformat(),
            "next": [
                {"when": wording(each.when), "what": wording(each.what)} for each in self.things(paid=bool(_paid(here)))
            ],
            **(_reported(here) if here.service == here.catalogue.report else {}),
            **{name: value for name, value in further.items() if not isinstance(value, Failed)},
        }

    def _masked(self, here: Here, mask: Mask) -> str:
        """Return the first answer of this kind, masked: paper lies about as well."""
        return masked(mask, here.first_answer(mask))


def _by_network(waiting_fault: str) -> bool:
    """Whether it waits for the network: no way to the platform, or no answer from it."""
    return waiting_fault in ("", "NET-001", "NET-002")


def wording(text: Text) -> dict[str, Json]:
    """Return a text as `kiosk.documents.papers.Wording` reads it."""
    return {"zh": text.of(Language.ZH), "en": text.of(Language.EN)}


def _paid(here: Here) -> tuple[Pay, ...]:
    return tuple(each for each in here.path() if isinstance(each, Pay) and each.paid(here))


def _reviewed(by: Text) -> tuple[NextThing, ...]:
    what = Text({each: steps.REVIEW_WHAT.of(each, office=by.of(each)) for each in Language})
    return (
        NextThing(when=steps.REVIEW, what=what),
        NextThing(when=steps.REVIEWED, what=steps.REVIEWED_WHAT),
    )


def _payment(step: Pay, here: Here) -> dict[str, Json]:
    """Return one payment as `kiosk.documents.papers.Payment` reads it."""
    record = step.record(here)
    return {
        "payee": wording(step.payee),
        "amount_fen": record.get("amount_fen"),
        "order": record.get("order"),
        "paid_at": record.get("paid_at") or None,
    }


def _reported(here: Here) -> dict[str, Json]:
    """Return what a report is about: where the resident stood, and what failed there."""
    reported = here.run.reported
    service = here.catalogue.newest(reported.get("service", ""))
    step = service.step(reported.get("step", "")) if service else None
    fault = reported.get("fault", "")
    return {
        "service": wording(service.head.title) if service else "",
        "step": wording(step.called if step else steps.CALLED_START) if service else "",
        "fault": fault,
        "fault_meaning": wording(cause(fault)) if fault else "",
        "calls_back": wording(here.catalogue.reference.department(here.service.head.department)),
    }
