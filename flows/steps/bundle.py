"""Several matters from one set of answers and papers (一件事), handed in together and each for itself.

All are kept on this terminal in one transaction, each under a key of its own; from then on each has its own fate. One
that the platform refuses is corrected alone, under a new key, while the others stay what they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from flows.expressions import Expression, Failed
from flows.model.effect import RecordAudit, SubmitTogether
from flows.model.event import (
    EffectFailed,
    Event,
    SubmissionReceived,
    SubmissionRefused,
    SubmissionsKept,
    SubmissionWaiting,
    WayChosen,
)
from flows.model.screen import ProgressBody
from flows.model.text import Text
from flows.model.values import BundleItem, Run, Submission
from flows.steps.here import Here, Seen
from flows.steps.step import Move, Page, with_run
from flows.steps.submit import SLOW_FAULT, Submit, submission_of
from flows.words import bundle
from kiosk.core.audit import AuditKind
from kiosk.core.ids import item_key
from kiosk.core.sensitive import Sensitive


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One matter of the bundle: `service` is its name at the platform, `when` whether it applies at all.

    `papers` are the capture steps whose pictures belong to it; all of them where nothing is said.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    id: str
    title: Text
    service: str
    payload: Mapping[str, Expression]
    when: Expression | None = None
    papers: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle(Submit):
    """Hands in every matter of `bundle` that applies. Followed by a step of kind ``bundle_receipt``."""

    payload: Mapping[str, Expression] = field(default_factory=dict)  # what all matters have in common
    bundle: tuple[Item, ...]

    def enter(self, here: Here) -> Move:
        """Send what was not kept yet; what was is left to its fate."""
        if not here.run.submission_key:
            return here.fail("CNT-003")
        items = self._items(here)
        if items is None:
            return here.fail("CNT-003")
        submissions: list[Submission] = []
        matters = {each.id: each for each in self.bundle}
        for each in items:
            if each.local_number:
                continue
            submission = self._submission(here, matters[each.item], each)
            if submission is None:
                return here.fail("CNT-003")
            submissions.append(submission)
        here = here.at(with_run(here.state, bundle=items))
        if not submissions:
            return here.done()
        effect = SubmitTogether(operation=here.operation, submissions=tuple(submissions))
        move = here.stay(memory={"phase": "sending"}, start=effect)
        return replace(move, state=with_run(move.state, submit_counter=here.operation.counter))

    def resume(self, here: Here) -> Move:
        """Hand in again, under the same keys, what has no number of the platform and is not set aside."""
        items = tuple(each if each.settled else replace(each, local_number="") for each in here.run.bundle)
        return self.enter(here.at(with_run(here.state, bundle=items)))

    def react(self, here: Here, event: Event) -> Move | None:
        """Note each fate; go on once there is nothing more to wait for."""
        match event:
            case SubmissionsKept() | SubmissionReceived() | SubmissionRefused():
                return self._noted(here, event)
            case SubmissionWaiting(fault=fault) if here.run.local_number:
                return self._left(here, event.key, fault)
            case WayChosen(way="leave") if here.phase == "kept":
                return self._left(here, "", SLOW_FAULT)
            case EffectFailed(fault=fault):
                return here.fail(fault)
            case _:
                return None

    def page(self, here: Seen) -> Page:
        """As one matter, with how many there are."""
        page = Submit.page(self, here)
        asking = here.say(bundle.SENDING_ASKING, count=len(here.run.bundle), seconds=self.usual_s)
        return replace(page, body=replace(page.body, asking=asking)) if isinstance(page.body, ProgressBody) else page

    # --- inside -----------------------------------------------------------------------------------------------

    def _items(self, here: Here) -> tuple[BundleItem, ...] | None:
        """Return the matters that apply now, each with its key; those that were kept stay, whatever applies now."""
        known = {each.item: each for each in here.run.bundle}
        found: list[BundleItem] = []
        for item in self.bundle:
            before = known.get(item.id)
            holds = item.when.holds(here.scope()) if item.when else True
            if isinstance(holds, Failed):
                return None
            if before and (before.local_number or before.supersedes):
                tries = before.tries
                key = before.key or item_key(here.run.submission_key, item.id, tries)
                found.append(replace(before, key=key))
            elif holds:
                found.append(BundleItem(item=item.id, key=item_key(here.run.submission_key, item.id, 0)))
        return tuple(found)

    def _submission(self, here: Here, item: Item, entry: BundleItem) -> Submission | None:
        payload = {**self.payload, **item.payload}
        return submission_of(here, item.service, entry.key, payload, supersedes=entry.supersedes, papers=item.papers)

    def _noted(self, here: Here, event: SubmissionsKept | SubmissionReceived | SubmissionRefused) -> Move:
        run = noted(here.run, event)
        audits = tuple(_audit(here, event))
        here = here.at(replace(here.state, run=run))
        if isinstance(event, SubmissionsKept):
            return here.stay(memory={"phase": "kept"}, effects=audits)
        if all(each.settled or each.fault for each in run.bundle):
            return here.done(effects=audits)
        return here.stay(effects=audits)

    def _left(self, here: Here, key: str, fault: str) -> Move:
        """Go on without the platform's word: on all of them, or on this one when it was the last."""
        items = tuple(
            each if each.settled or (key and each.key != key) else replace(each, fault=fault)
            for each in here.run.bundle
        )
        here = here.at(with_run(here.state, bundle=items, waiting_fault=fault))
        return here.done() if all(each.settled or each.fault for each in items) else here.stay()


def noted(run: Run, event: SubmissionsKept | SubmissionReceived | SubmissionRefused) -> Run:
    """Return the run with what became of its matters. What is about none of them changes nothing."""
    items = tuple(_noted(each, event) for each in run.bundle)
    local = next((each.local_number for each in items if each.local_number), "")
    kept = next((each.kept_at for each in items if each.kept_at), None)
    received = bool(items) and all(each.platform_number for each in items)
    return replace(
        run,
        bundle=items,
        local_number=local,
        kept_at=kept,
        platform_number=items[0].platform_number if received else "",
        received_at=items[0].received_at if received else None,
    )


def corrected(run: Run, item_id: str) -> Run:
    """Return the run with this refused matter to be handed in anew; the others stay as they are."""
    items: list[BundleItem] = []
    for each in run.bundle:
        if each.item == item_id and each.code:
            items.append(BundleItem(item=each.item, key="", supersedes=each.key, tries=each.tries + 1))
        else:
            items.append(replace(each, aside=True))
    return replace(run, bundle=tuple(items), local_number="", kept_at=None, platform_number="", received_at=None)


def _noted(item: BundleItem, event: SubmissionsKept | SubmissionReceived | SubmissionRefused) -> BundleItem:
    match event:
        case SubmissionsKept(kept=kept):
            found = next((each for each in kept if each.key == item.key), None)
            return (
                replace(item, local_number=found.local_number, kept_at=found.at, digest=found.digest) if found else item
            )
        case SubmissionReceived(key=key, platform_number=number, at=at) if key == item.key:
            unsaid = Sensitive("")
            return replace(
                item, platform_number=number, received_at=at, fault="", code="", reason=unsaid, reason_en=unsaid
            )
        case SubmissionRefused(key=key, code=code, reason=reason, reason_en=reason_en) if key == item.key:
            if item.platform_number:
                return item
            said, said_en = Sensitive(reason), Sensitive(reason_en)
            return replace(item, code=code or "refused", reason=said, reason_en=said_en, fault="")
        case _:
            return item


def _audit(here: Here, event: SubmissionsKept | SubmissionReceived | SubmissionRefused) -> list[RecordAudit]:
    facts: dict[str, str | int | float | bool] = {"service": here.service.id}
    match event:
        case SubmissionsKept(kept=kept):
            return [RecordAudit(AuditKind.SUBMISSION_KEPT, {**facts, "count": len(kept)})]
        case SubmissionReceived():
            return [RecordAudit(AuditKind.SUBMISSION_RECEIVED, facts)]
        case SubmissionRefused(code=code):
            return [RecordAudit(AuditKind.SUBMISSION_REFUSED, {**facts, "code": code})]
