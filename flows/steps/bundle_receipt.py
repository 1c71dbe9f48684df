"""The end of several matters handed in together: each with its own state and number, on the screen and on paper.

What was refused says why and can be mended alone. The paper says what is true when it is printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from flows.masking import Mask, masked
from flows.model.event import Event, PageTurned, WayChosen
from flows.model.screen import Action, Fate, FatesBody, Panel
from flows.model.text import NOTHING, Text, text
from flows.model.values import BundleItem, Json
from flows.paging import paged, turned
from flows.steps.bundle import Bundle, corrected
from flows.steps.here import Here, Seen
from flows.steps.paper import PaperStep
from flows.steps.receipt import wording
from flows.steps.step import Failure, Move, Need, Page, Then
from flows.words import bundle, steps
from flows.words.numbers import by_four
from kiosk.core.devices import DeviceKind

PER_PAGE, PER_PAGE_CARE = 3, 2  # matters; in large text fewer fit
MEND = "mend:"  # a way: the matter to be mended follows


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleReceipt(PaperStep):
    """Prints `paper`, which is given every matter with its state, number and reason."""

    called: ClassVar[Text] = bundle.CALLED_RECEIPT
    papers: ClassVar[tuple[str, ...]] = ("paper",)

    paper: str = "bundle-receipt"
    quiet: bool = False  # a missing printer is not worth a question before the service begins

    def paper_name(self, here: Here) -> Text:
        """A receipt, or only a slip while the platform does not have all of them."""
        return steps.PAPER_RECEIPT if here.run.platform_number else steps.PAPER_SLIP

    def purpose(self, here: Here) -> str:
        """Another paper after each correction and each refusal: it says something else."""
        tries = sum(each.tries for each in here.run.bundle)
        refused = sum(1 for each in here.run.bundle if each.code)
        return f"{PaperStep.purpose(self, here)}:{tries}" + (f".{refused}" if refused else "")

    def enter(self, here: Here) -> Move:
        """Print where that is possible; the numbers on the screen are enough where it is not."""
        if not here.usable(DeviceKind.PRINTER):
            return self.shown(here)
        return PaperStep.enter(self, here)

    def shown(self, here: Here) -> Move:
        """Show it without printing, to whoever has gone on from it: another paper is theirs to ask for."""
        return here.stay(memory={"phase": "none"})

    def react(self, here: Here, event: Event) -> Move | None:
        """Mend what was refused, and nothing else."""
        match event:
            case WayChosen(way=way) if way.startswith(MEND) and not here.waiting:
                item = way.removeprefix(MEND)
                if not any(each.item == item and each.code for each in here.run.bundle):
                    return here.stay()
                state = replace(here.state, run=corrected(here.run, item))
                return Move(state=state, then=Then.TO_CHECK)
            case PageTurned(step=step):
                page = turned(here.counted("page"), step, len(here.run.bundle), _per_page(here))
                return here.remember(page=page)
            case _:
                return PaperStep.react(self, here, event)

    def document(self, here: Here) -> tuple[str, Mapping[str, Json]] | None:
        """Return the paper with what is true now."""
        at = here.run.kept_at or here.state.terminal.at
        return self.paper, {
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
            "at": at.isoformat(),
            "items": [
                {
                    "title": wording(self._title(here, each)),
                    "state": "received" if each.platform_number else "refused" if each.code else "kept",
                    "number": each.platform_number or each.local_number,
                    "reason": wording(text(each.reason.reveal(), each.reason_en.reveal())) if each.code else "",
                }
                for each in here.run.bundle
            ],
        }

    def page(self, here: Seen) -> Page:
        """Show every matter."""
        if here.phase == "unsure":
            return self.unsure(here)
        headline = self._headline(here)
        first = sorted(here.run.bundle, key=lambda each: not each.code)  # what asks for something stands first
        fates = paged(first, here.counted("page"), _per_page(here), here.language)
        return Page(
            title=headline.title,
            hint="",
            phase=f"{headline.kind}.{fates.page}",
            body=FatesBody(
                headline=headline,
                fates=tuple(self._fate(here, each) for each in fates.items),
                lines=(here.say(bundle.KEEP, hotline=here.site.hotline),),
                page_text=fates.text,
                previous=fates.previous,
                next=fates.next,
                paper=self.panel(here),
            ),
            actions=self.end_actions(here),
        )

    def failure(self, here: Seen) -> Failure:
        """No paper; what is handed in is safe all the same."""
        paper = here.say(self.paper_name(here))
        return Failure(
            hint=here.say(steps.NOT_PRINTED, paper=paper),
            matter=self.matter(here),
            icon="printer",
            ways=(self.retry_way(here),),
            ways_heading=here.say(steps.RECEIPT_WAYS, paper=paper),
            primary=here.go_on(steps.PRINT_SKIP, "check"),
            back=False,
        )

    def matter(self, here: Here) -> Panel:
        """How many are safe."""
        items = here.run.bundle
        safe = sum(1 for each in items if not each.code)
        return Panel(
            kind="done" if safe == len(items) else "wait",
            title=here.say(bundle.MATTER, count=len(items), safe=safe),
            lines=(here.say(bundle.MATTER_LINE),),
        )

    def needs(self) -> tuple[Need, ...]:
        """A printer, which one can do without."""
        return () if self.quiet else (Need(any_of=(DeviceKind.PRINTER,), required=False),)

    # --- inside -----------------------------------------------------------------------------------------------

    def _headline(self, here: Here) -> Panel:
        items = here.run.bundle
        refused = sum(1 for each in items if each.code)
        waiting = sum(1 for each in items if not each.code and not each.platform_number)
        if refused:
            kind, title, line = "failed", bundle.SOME_REFUSED, bundle.SOME_REFUSED_LINE
        elif waiting:
            kind, title, line = "wait", bundle.SOME_WAIT, bundle.SOME_WAIT_LINE
        else:
            kind, title, line = "done", bundle.ALL_RECEIVED, bundle.ALL_RECEIVED_LINE
        values = {"count": len(items), "refused": refused, "others": len(items) - refused, "waiting": waiting}
        return Panel(kind=kind, title=here.say(title, **values), lines=(here.say(line, **values),))

    def _fate(self, here: Here, item: BundleItem) -> Fate:
        title = here.say(self._title(here, item))
        local = here.say(bundle.LOCAL, number=by_four(item.local_number))
        if item.platform_number:
            number = here.say(bundle.CASE, number=by_four(item.platform_number))
            return Fate(title=title, mark="done", state=here.say(bundle.RECEIVED), number=number)
        if not item.code:
            return Fate(title=title, mark="wait", state=here.say(bundle.KEPT), number=local)
        reason = (here.language == "en" and item.reason_en.reveal()) or item.reason.reveal()
        mend = Action(label=here.say(bundle.MEND), act="way", arg=f"{MEND}{item.item}", icon="pen")
        return Fate(
            title=title,
            mark="failed",
            state=here.say(bundle.REFUSED, reason=reason),
            number=local,
            change=None if here.waiting else mend,
        )

    def _title(self, here: Here, item: BundleItem) -> Text:
        matters = (each for step in here.path() if isinstance(step, Bundle) for each in step.bundle)
        return next((each.title for each in matters if each.id == item.item), NOTHING)

    def _masked(self, here: Here, mask: Mask) -> str:
        return masked(mask, here.first_answer(mask))


def _per_page(here: Here) -> int:
    return PER_PAGE_CARE if here.state.reading.care else PER_PAGE
