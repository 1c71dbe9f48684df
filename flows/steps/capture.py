"""A paper photographed by the document camera: live picture, still, and a way on without the paper.

A paper may have several pages, each taken, looked at, taken again or removed by itself. Every page is saved when it is
taken: whoever comes back after a crash finds those that were, and goes on with the next.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from flows.model.effect import StartPreview, StopOperation, TakePicture
from flows.model.event import (
    Continued,
    DeviceChanged,
    EffectFailed,
    Event,
    FrameJudged,
    PictureTaken,
    WayChosen,
    WentBack,
)
from flows.model.text import Text
from flows.model.values import BlobRef, Json
from flows.steps import capture_pages
from flows.steps.here import Here, Seen
from flows.steps.step import Failure, HandedIn, Move, Page, Row, Step
from flows.steps.taken import pages_of, with_page, without_page, without_paper
from flows.words import steps
from kiosk.core.devices import DeviceKind

MOST = 8  # pages of one paper: as many as stand side by side on the page, each large enough for a finger


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture(Step):
    """The picture is the attachment `<id>`, a second page `<id>-2`; `answers.<id>.pages` counts them, 0 when the paper
    was not brought.
    """

    called: ClassVar[Text] = steps.CALLED_CAPTURE

    title: Text
    hint: Text
    label: Text
    without: Text | None = None  # the way on without the paper; absent: the paper is essential
    instead_of: str = ""  # the type of certificate that stands in for the paper, where a step before asks for one
    most: int = 1  # how many pages the paper may have, up to 8

    def __post_init__(self) -> None:
        """Raise ValueError for a paper of no page, or of more than fit."""
        if not 1 <= self.most <= MOST:
            raise ValueError(f"'most' counts pages: from 1 to {MOST}")

    def enter(self, here: Here) -> Move:
        """Show the pages taken before, or the live picture; nothing where a certificate stands in for the paper."""
        if self.stood_in(here):
            return here.done()
        taken = len(self.pages(here))
        return self._still(here, taken) if taken else self._live(here, 1)

    def react(self, here: Here, event: Event) -> Move | None:
        """Judge, take, look, take again, take the next, remove, or go on."""
        match event:
            case FrameJudged(quality=quality) if here.phase == "live":
                return Move(state=replace(here.state, quality=quality))
            case Continued() if here.phase == "live":
                taking = here.stay(
                    memory={**here.memory, "phase": "taking"}, start=TakePicture(operation=here.operation)
                )
                return replace(taking, state=replace(taking.state, quality=here.state.quality))
            case PictureTaken(blob=blob, quality=quality):
                return self._taken(here.at(replace(here.state, quality=quality)), blob)
            case Continued() if here.phase == "still" and self.pages(here):
                return self._gone(here.done({self.id: {"pages": len(self.pages(here))}}))
            case WentBack() if here.phase == "taking":
                return here.stay()
            case EffectFailed(fault=fault):
                return self._gone(here.fail(fault))
            case WayChosen(way="retake") if here.phase == "still":
                return self._live(here, self.page_shown(here))
            case WayChosen(way="without") if here.phase != "taking" and self.may_go_without(here):
                return self._without(here)
            case _ if self.most > 1:
                return self._react_to_pages(here, event)
            case _:
                return None

    def react_fault(self, here: Here, event: Event) -> Move | None:
        """Go on by itself when the camera is found again; or with the pages that were taken, or without the paper."""
        match event:
            case DeviceChanged(device=device) if device.kind is DeviceKind.DOCUMENT_CAMERA and device.health.usable:
                return self.resume(here.mended())
            case WayChosen(way="taken") if self.most > 1 and self.pages(here):
                return self.resume(here.mended())
            case WayChosen(way="without") if self.may_go_without(here):
                return self._without(here.mended())
            case _:
                return Step.react_fault(self, here, event)

    def page(self, here: Seen) -> Page:
        """Show the picture and what is good and not yet good of it."""
        return capture_pages.page(self, here)

    def failure(self, here: Seen) -> Failure:
        """Go on without the picture, where the service allows it, or with those that were taken."""
        return Failure(matter=here.matter(), icon="camera", ways=capture_pages.ways_past(self, here))

    def stood_in(self, here: Here) -> bool:
        """Whether an electronic certificate was chosen in place of the paper."""
        answer = here.answers.get(self.id)
        return isinstance(answer, dict) and bool(answer.get("certificate"))

    def pages(self, here: Here) -> tuple[BlobRef, ...]:
        """Return the pages that were taken."""
        return pages_of(here.run.blobs, self.id)

    def page_shown(self, here: Here) -> int:
        """Return which page is on the screen, from 1."""
        return here.counted("page") or 1

    def may_go_without(self, here: Here) -> bool:
        """Whether the paper may be left out now: of several pages none is lost by that, they are removed before."""
        return self.without is not None and (self.most == 1 or not self.pages(here))

    def may_remove(self, here: Here) -> bool:
        """Whether the page shown may be removed: not the only one of a paper that is essential."""
        return self.most > 1 and len(self.pages(here)) > (0 if self.without else 1)

    def asks(self, here: Here) -> bool:
        """Whether the paper itself is asked for."""
        return not self.stood_in(here)

    def answered(self, here: Here) -> bool:
        """Whether a picture is held, or its absence was chosen."""
        return self.id in here.run.blobs or self.id in here.answers

    def rows(self, here: Here) -> tuple[Row, ...]:
        """How many pictures; nothing where a certificate stands in, which has a row of its own."""
        if self.stood_in(here):
            return ()
        taken = len(self.pages(here))
        said = steps.TAKEN_PAGES if taken > 1 else steps.TAKEN
        value = here.say(said, count=taken) if taken else here.say(steps.NOT_TAKEN)
        change = steps.RETAKE if self.most == 1 else steps.CHANGE
        return (Row(step_id=self.id, label=self.label, value=value, change=change, change_icon="camera"),)

    def handed_in(self, here: Here) -> tuple[HandedIn, ...]:
        """The paper, if it was photographed."""
        taken = len(self.pages(here))
        return (HandedIn(name=self.label, form=steps.FORM_PICTURE, pages=taken),) if taken else ()

    def samples(self) -> tuple[Mapping[str, Json], ...]:
        """How many pages were photographed."""
        counts = (1, *((self.most,) if self.most > 1 else ()), *((0,) if self.without else ()))
        return tuple({self.id: {"pages": count}} for count in counts)

    # --- inside -----------------------------------------------------------------------------------------------

    def _react_to_pages(self, here: Here, event: Event) -> Move | None:
        """Answer what only a paper of several pages asks. No page is lost by one touch."""
        taken, shown = len(self.pages(here)), self.page_shown(here)
        match here.phase, event:
            case "still", WayChosen(way="more") if taken < self.most:
                return self._live(here, taken + 1)
            case "still", WayChosen(way="remove") if self.may_remove(here):
                return self._gone(here.stay(memory={"phase": "remove", "page": shown}))
            case "remove", Continued() | WentBack():
                return self._still(here, shown)
            case "remove", WayChosen(way="removed") if self.may_remove(here):
                removed = self._hold(here, without_page(here.run.blobs, self.id, shown), page=min(shown, taken - 1))
                return replace(removed if taken > 1 else self._live(here.at(removed.state), 1), save=True)
            case "live", WentBack() | WayChosen(way="taken") if taken:
                return self._still(here, min(shown, taken))
            case (("still" | "live"), WayChosen(way=way)) if way in {f"page:{page}" for page in range(1, taken + 1)}:
                return self._still(here, int(way.removeprefix("page:")))
            case _:
                return None

    def _taken(self, here: Here, blob: BlobRef) -> Move:
        page = self.page_shown(here)
        return replace(self._hold(here, with_page(here.run.blobs, self.id, page, blob), page=page), save=True)

    def _hold(self, here: Here, blobs: Mapping[str, BlobRef], *, page: int) -> Move:
        """Show a page of what is held now. An answer given before counts anew: one may leave by 返回."""
        answers: dict[str, Json] = {}
        if self.id in here.answers:
            answers = {self.id: {"pages": len(pages_of(blobs, self.id))}}
        return here.stay(memory={"phase": "still", "page": page}, blobs=blobs, answers=answers)

    def _live(self, here: Here, page: int) -> Move:
        start = StartPreview(operation=here.operation)
        return self._gone(here.stay(memory={"phase": "live", "page": page}, start=start))

    def _still(self, here: Here, page: int) -> Move:
        """Show a page that was taken; the live picture ends."""
        pending = here.state.pending
        effects = (StopOperation(pending),) if pending else ()
        there = here.at(replace(here.state, pending=None, quality=None))
        return there.stay(memory={"phase": "still", "page": page}, effects=effects)

    def _without(self, here: Here) -> Move:
        blobs = without_paper(here.run.blobs, self.id)
        return self._gone(here.at(here.stay(blobs=blobs).state).done({self.id: {"pages": 0}}))

    def _gone(self, move: Move) -> Move:
        """Forget the judgement of a picture that is no longer on the screen."""
        return replace(move, state=replace(move.state, quality=None))
