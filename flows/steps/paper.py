"""What the two steps that print have in common: a purpose prints once, and nothing is guessed.

The print journal knows purposes, so a step that begins again after a crash asks for the same purpose and nothing
prints twice; only the resident's own 再打一张 counts up. Whether paper came out is asked, where the printer cannot say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from flows.availability import cause
from flows.model.effect import PrintDocument, RecordAudit
from flows.model.event import Continued, DocumentPrinted, EffectFailed, Event, WayChosen
from flows.model.screen import Action, Actions, NoticeBody, Panel
from flows.model.text import Text
from flows.model.values import Json
from flows.steps.here import Here, Seen
from flows.steps.onward import end_beside, onward
from flows.steps.step import Move, Page, Step, with_run
from flows.words import failures, steps
from kiosk.core.audit import AuditKind
from kiosk.core.devices import DeviceKind, PrintCancelled, Printed, PrintFailed, PrintUnconfirmed
from kiosk.core.sensitive import Sensitive

CANCELLED_FAULT = "PRN-009"


def is_source(template: str) -> bool:
    """Whether it is Typst source that travels with the service, which has no name."""
    return "\n" in template


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperStep(Step):
    """Prints, and follows the paper to its end. `phase`: printing, printed, unsure, failed, none."""

    counted: ClassVar[bool] = False
    settles: ClassVar[bool] = True
    papers: ClassVar[tuple[str, ...]]  # the keys of the service file that name a paper

    def templates(self) -> dict[str, str]:
        """Return the papers that the service file names, by its keys."""
        return {key: getattr(self, key) for key in self.papers}

    def paper_name(self, here: Here) -> Text:
        """Return what the paper is called."""
        raise NotImplementedError

    def document(self, here: Here) -> tuple[str, Mapping[str, Json]] | None:
        """Return template and data of the paper; None when the data cannot be worked out."""
        raise NotImplementedError

    def over(self, here: Here) -> bool:
        """Whatever becomes of the paper, the matter itself is done."""
        return not here.waiting

    def enter(self, here: Here) -> Move:
        """Print."""
        return self.print(here, again=0)

    def resume(self, here: Here) -> Move:
        """Ask for what was being printed once more: the journal answers, and prints nothing twice."""
        if here.phase in ("", "printing"):
            return self.print(here, again=here.counted("again"))
        return here.stay()

    def react(self, here: Here, event: Event) -> Move | None:
        """Follow the paper; print again when asked; finish."""
        match event:
            case DocumentPrinted(outcome=Printed()):
                return self._ended(here, "printed")
            case DocumentPrinted(outcome=PrintUnconfirmed()):
                return self._ended(here, "unsure")
            case DocumentPrinted(outcome=PrintFailed(fault=fault)):
                return self._failed(here, fault)
            case DocumentPrinted(outcome=PrintCancelled()):
                return self._failed(here, CANCELLED_FAULT)
            case EffectFailed(fault=fault):
                return self._failed(here, fault)
            case WayChosen(way="again") if not here.waiting:
                return self.print(here, again=here.counted("again") + 1)
            case WayChosen(way="got") | Continued() if here.phase == "unsure":
                return self._ended(here, "printed")
            case Continued() if not here.waiting:
                return here.done()
            case _:
                return None

    def react_fault(self, here: Here, event: Event) -> Move | None:
        """Print once more when asked, or finish without paper."""
        match event:
            case WayChosen(way="again" | "retry"):
                return self.print(here.mended(), again=here.counted("again") + 1)
            case Continued():
                return here.done()
            case _:
                return None

    def print(self, here: Here, *, again: int) -> Move:
        """Start printing under this step's purpose, named by the key that "check your answers" minted."""
        document = self.document(here)
        if document is None or not here.run.submission_key:
            return here.fail("CNT-003")
        template, data = document
        effect = PrintDocument(
            operation=here.operation,
            purpose=self.purpose(here),
            again=again,
            template=template,
            data=Sensitive(data),
        )
        named = "own" if is_source(template) else template
        audit = RecordAudit(AuditKind.PRINT_STARTED, {"template": named, "again": again})
        return here.stay(memory={"phase": "printing", "again": again}, start=effect, effects=(audit,))

    def purpose(self, here: Here) -> str:
        """Return the print journal's key: the same one never prints twice."""
        return f"{self.id}:{here.run.submission_key}"

    def unsure(self, here: Seen) -> Page:
        """Ask whether paper came out."""
        again = Action(label=here.say(steps.UNSURE_AGAIN), act="way", arg="again", icon="printer")
        return Page(
            title=here.say(steps.UNSURE_TITLE),
            hint=here.say(steps.UNSURE_HINT),
            phase="unsure",
            body=NoticeBody(
                icon="printer",
                tone="attention",
                matter=self.matter(here),
                ways_heading=here.say(failures.WAYS),
                ways=(again, *here.people()),
                fault_line=here.say(failures.FAULT_LINE, fault="PRN-007"),
            ),
            actions=Actions(left=(here.end(),), primary=here.go_on(steps.UNSURE_GOT, "check")),
        )

    def matter(self, here: Here) -> Panel:
        """Say how the resident's matter stands, whatever the printer does."""
        return here.matter()

    def panel(self, here: Here) -> Panel:
        """Say how the paper stands, on the page at the end."""
        name = here.say(self.paper_name(here))
        match here.phase:
            case "printing":
                title, line = here.say(steps.PRINTING, paper=name), here.say(steps.PRINTING_LINE)
            case "printed":
                title, line = here.say(steps.PRINTED, paper=name), here.say(steps.PRINTED_LINE)
            case "none":
                fault = here.device(DeviceKind.PRINTER).fault
                title = here.say(cause(fault)) if fault else here.say(steps.NO_PAPER)
                line = here.say(steps.NO_PAPER_LINE)
            case _:
                title, line = here.say(steps.NO_PAPER), here.say(steps.NO_PAPER_LINE)
        return Panel(kind="quiet", title=title, lines=(line,), icon="printer")

    def end_actions(self, here: Here) -> Actions:
        """再打一张, 结束, and what comes next; while it prints, what is awaited; after a report, the way back."""
        if here.waiting:
            return Actions(left=(here.end(),), awaited=here.say(steps.PRINTING_TITLE))
        again = Action(
            label=here.say(steps.PRINT_AGAIN),
            act="way",
            arg="again",
            icon="printer",
            enabled=here.usable(DeviceKind.PRINTER),
        )
        if here.state.parked:
            return Actions(left=(again, here.end()), primary=here.go_on(steps.BACK_TO_BEFORE))
        return Actions(left=(again, *end_beside(here)), primary=onward(here))

    def retry_way(self, here: Here) -> Action:
        """等加纸再打."""
        return Action(
            label=here.say(steps.PRINT_RETRY),
            detail=here.say(steps.PRINT_RETRY_DETAIL),
            act="way",
            arg="again",
            icon="clock",
        )

    def _ended(self, here: Here, phase: str) -> Move:
        audit = RecordAudit(AuditKind.PRINT_ENDED, {"outcome": phase})
        return here.stay(memory={**here.memory, "phase": phase}, effects=(audit,))

    def _failed(self, here: Here, fault: str) -> Move:
        audit = RecordAudit(AuditKind.PRINT_ENDED, {"outcome": "failed", "fault": fault})
        move = here.stay(memory={**here.memory, "phase": "failed"}, effects=(audit,))
        return replace(move, state=with_run(move.state, fault=fault))
