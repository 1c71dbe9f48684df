"""A paper photographed by the document camera: live picture, still, and a way on without the paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from flows.model.effect import StartPreview, TakePicture
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
from flows.model.screen import Action, CameraBody, Line
from flows.model.text import Text
from flows.model.values import Json
from flows.steps.here import Here, Seen
from flows.steps.step import Failure, HandedIn, Move, Page, Row, Step
from flows.words import steps
from kiosk.core.devices import DeviceKind, PageQuality


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture(Step):
    """The picture is the attachment `<id>`; `answers.<id>.pages` is 1, or 0 when the paper was not brought."""

    called: ClassVar[Text] = steps.CALLED_CAPTURE

    title: Text
    hint: Text
    label: Text
    without: Text | None = None  # the way on without the paper; absent: the paper is essential
    instead_of: str = ""  # the type of certificate that stands in for the paper, where a step before asks for one

    def enter(self, here: Here) -> Move:
        """Show the picture taken before, or the live one; nothing where a certificate stands in for the paper."""
        if self.stood_in(here):
            return here.done()
        return self._still(here) if self.id in here.run.blobs else self._live(here)

    def react(self, here: Here, event: Event) -> Move | None:
        """Judge, take, look, take again, or go on."""
        match event:
            case FrameJudged(quality=quality) if here.phase == "live":
                return Move(state=replace(here.state, quality=quality))
            case Continued() if here.phase == "live":
                taking = here.stay(memory={"phase": "taking"}, start=TakePicture(operation=here.operation))
                return replace(taking, state=replace(taking.state, quality=here.state.quality))
            case PictureTaken(blob=blob, quality=quality):
                here = here.at(replace(here.state, quality=quality))
                move = here.stay(memory={"phase": "still"}, blobs={**here.run.blobs, self.id: blob})
                return replace(move, save=True)
            case Continued() if here.phase == "still" and self.id in here.run.blobs:
                return self._gone(here.done({self.id: {"pages": 1}}))
            case WayChosen(way="retake") if here.phase == "still":
                return self._live(here)
            case WentBack() if here.phase == "taking":
                return here.stay()
            case EffectFailed(fault=fault):
                return self._gone(here.fail(fault))
            case WayChosen(way="without") if self.without and here.phase != "taking":
                return self._without(here)
            case _:
                return None

    def react_fault(self, here: Here, event: Event) -> Move | None:
        """Go on by itself when the camera is found again, or without the paper."""
        match event:
            case DeviceChanged(device=device) if device.kind is DeviceKind.DOCUMENT_CAMERA and device.health.usable:
                return self.resume(here.mended())
            case WayChosen(way="without") if self.without:
                return self._without(here.mended())
            case _:
                return Step.react_fault(self, here, event)

    def page(self, here: Seen) -> Page:
        """Show the picture and what is good and not yet good of it."""
        still = here.phase == "still" and self.id in here.run.blobs
        quality = here.state.quality
        if still:
            primary, awaited = here.go_on(), ""
        elif here.phase == "live" and quality:
            primary, awaited = here.go_on(steps.TAKE, "camera"), ""
        elif here.phase == "live":
            primary, awaited = None, here.say(steps.AWAIT_CAMERA)
        else:
            primary, awaited = None, here.say(steps.AWAIT_PICTURE)
        caption = steps.STILL if still else steps.LIVE if here.phase == "live" else steps.TAKING
        return Page(
            title=here.say(self.title),
            hint=here.say(steps.STILL_HINT if still else self.hint),
            phase="still" if still else "live",
            body=CameraBody(
                caption=here.say(caption),
                live=not still,
                blob=here.run.blobs[self.id].sha256 if still else "",
                quality=quality,
                checks=_checks(here, quality),
                advice=_advice(here, quality),
                other=self._other(here, still=still),
            ),
            actions=here.actions(primary, awaited),
        )

    def failure(self, here: Seen) -> Failure:
        """Go on without the picture, where the service allows it."""
        ways = (self._way_without(here, self.without),) if self.without else ()
        return Failure(matter=here.matter(), icon="camera", ways=ways)

    def stood_in(self, here: Here) -> bool:
        """Whether an electronic certificate was chosen in place of the paper."""
        answer = here.answers.get(self.id)
        return isinstance(answer, dict) and bool(answer.get("certificate"))

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
        taken = self.id in here.run.blobs
        value = here.say(steps.TAKEN, count=1) if taken else here.say(steps.NOT_TAKEN)
        return (Row(step_id=self.id, label=self.label, value=value, change=steps.RETAKE, change_icon="camera"),)

    def handed_in(self, here: Here) -> tuple[HandedIn, ...]:
        """The paper, if it was photographed."""
        taken = self.id in here.run.blobs
        return (HandedIn(name=self.label, form=steps.FORM_PICTURE),) if taken else ()

    def samples(self) -> tuple[Mapping[str, Json], ...]:
        """How many pages were photographed."""
        return ({self.id: {"pages": 1}}, {self.id: {"pages": 0}}) if self.without else ({self.id: {"pages": 1}},)

    # --- inside -----------------------------------------------------------------------------------------------

    def _live(self, here: Here) -> Move:
        move = here.stay(memory={"phase": "live"}, start=StartPreview(operation=here.operation))
        return self._gone(move)

    def _still(self, here: Here) -> Move:
        return here.stay(memory={"phase": "still"})

    def _without(self, here: Here) -> Move:
        blobs = {name: blob for name, blob in here.run.blobs.items() if name != self.id}
        return self._gone(here.at(here.stay(blobs=blobs).state).done({self.id: {"pages": 0}}))

    def _gone(self, move: Move) -> Move:
        """Forget the judgement of a picture that is no longer on the screen."""
        return replace(move, state=replace(move.state, quality=None))

    def _other(self, here: Here, *, still: bool) -> tuple[Action, ...]:
        if still:
            return (Action(label=here.say(steps.TAKE_AGAIN), act="way", arg="retake", icon="redo"),)
        return (self._way_without(here, self.without),) if self.without and here.phase == "live" else ()

    def _way_without(self, here: Here, without: Text) -> Action:
        return Action(label=here.say(without), act="way", arg="without")


def _checks(here: Here, quality: PageQuality | None) -> tuple[Line, ...]:
    if quality is None:
        return ()
    third = (
        Line(text=here.say(steps.GLARE_NO), mark="attention")
        if quality.glare
        else _marked(good=quality.sharp, yes=here.say(steps.CLEAR_YES), no=here.say(steps.SHARP_NO))
    )
    return (
        _marked(good=quality.corners, yes=here.say(steps.CORNERS_YES), no=here.say(steps.CORNERS_NO)),
        _marked(good=quality.bright, yes=here.say(steps.BRIGHT_YES), no=here.say(steps.BRIGHT_NO)),
        third,
    )


def _advice(here: Here, quality: PageQuality | None) -> str:
    if quality is None:
        return ""
    if not quality.corners:
        return here.say(steps.ADVICE_CORNERS)
    if not quality.bright:
        return here.say(steps.ADVICE_BRIGHT)
    if quality.glare:
        return here.say(steps.ADVICE_GLARE)
    return "" if quality.sharp else here.say(steps.ADVICE_SHARP)


def _marked(*, good: bool, yes: str, no: str) -> Line:
    return Line(text=yes if good else no, mark="done" if good else "attention")
