"""What the resident sees of a step that photographs a paper: the live picture, the pages taken, what is not yet good.

Pure; any thread. Decides nothing: what may be done now is asked of the step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.model.screen import Action, CameraBody, Line, PageTaken
from flows.steps.step import Page
from flows.words import steps
from kiosk.core.devices import PageQuality

if TYPE_CHECKING:
    from flows.steps.capture import Capture
    from flows.steps.here import Here, Seen


def page(step: Capture, here: Seen) -> Page:
    """Return the page: live, or one that was taken."""
    match here.phase:
        case "still" if step.pages(here):
            return _still(step, here)
        case "remove" if step.pages(here):
            return _removing(step, here)
        case _:
            return _live(step, here)


def ways_past(step: Capture, here: Here) -> tuple[Action, ...]:
    """Return the ways on when there is no live picture: with the pages that were taken, or without the paper."""
    taken = len(step.pages(here))
    with_taken = Action(label=here.say(steps.WITH_TAKEN, count=taken), act="way", arg="taken")
    without = (Action(label=here.say(step.without), act="way", arg="without"),) if step.without else ()
    return (
        *((with_taken,) if step.most > 1 and taken else ()),
        *(without if step.may_go_without(here) else ()),
    )


# --- the pages ------------------------------------------------------------------------------------------------


def _live(step: Capture, here: Seen) -> Page:
    live, quality, shown = here.phase == "live", here.state.quality, step.page_shown(here)
    several, follows = step.most > 1, 0 < len(step.pages(here)) < shown
    take = Action(label=here.say(steps.TAKE_PAGE if several else steps.TAKE, page=shown), act="continue", icon="camera")
    awaited = here.say(steps.AWAIT_CAMERA if live else steps.AWAIT_PICTURE)
    return Page(
        title=here.say(step.title),
        hint=here.say(steps.NEXT_PAGE_HINT if follows else step.hint),
        phase="live",
        body=CameraBody(
            caption=here.say(steps.LIVE if live else steps.TAKING),
            live=True,
            quality=quality,
            checks=_checks(here, quality),
            advice=_advice(here, quality),
            pages=_pages(step, here, open_to=live),
            other=ways_past(step, here) if live else (),
        ),
        actions=here.actions(take if live and quality else None, awaited),
    )


def _still(step: Capture, here: Seen) -> Page:
    quality = here.state.quality
    hint, primary = here.say(steps.STILL_HINT), here.go_on()
    if step.most > 1:
        taken = len(step.pages(here))
        hint = here.say(steps.PAGES_HINT if taken < step.most else steps.PAGES_FULL_HINT, most=step.most)
        primary = Action(label=here.say(steps.PAGES_DONE, count=taken), act="continue", icon="next")
    return Page(
        title=here.say(step.title),
        hint=hint,
        phase="still",
        body=CameraBody(
            caption=_caption(step, here),
            live=False,
            blob=step.pages(here)[step.page_shown(here) - 1].sha256,
            quality=quality,
            checks=_checks(here, quality),
            advice=_advice(here, quality),
            pages=_pages(step, here, open_to=True),
            other=_about_this(step, here),
        ),
        actions=here.actions(primary),
    )


def _removing(step: Capture, here: Seen) -> Page:
    shown = step.page_shown(here)
    remove = Action(label=here.say(steps.REMOVE_YES, page=shown), act="way", arg="removed", icon="trash")
    return Page(
        title=here.say(steps.REMOVE_TITLE, page=shown),
        hint=here.say(steps.REMOVE_HINT),
        phase="remove",
        body=CameraBody(
            caption=here.say(steps.PAGE_OF, page=shown, count=len(step.pages(here))),
            live=False,
            blob=step.pages(here)[shown - 1].sha256,
            other=(remove,),
        ),
        actions=here.actions(here.go_on(steps.REMOVE_NO, "check")),
    )


# --- their parts ----------------------------------------------------------------------------------------------


def _caption(step: Capture, here: Here) -> str:
    taken = len(step.pages(here))
    return here.say(steps.PAGE_OF, page=step.page_shown(here), count=taken) if taken > 1 else here.say(steps.STILL)


def _pages(step: Capture, here: Here, *, open_to: bool) -> tuple[PageTaken, ...]:
    """Return the pages taken, to be looked at; a paper of one page has none beside the picture itself."""
    if step.most == 1:
        return ()
    chosen = step.page_shown(here) if here.phase == "still" else 0
    return tuple(
        PageTaken(
            number=str(page),
            blob=blob.sha256,
            look=Action(
                label=here.say(steps.PAGE, page=page),
                act="way",
                arg=f"page:{page}",
                enabled=open_to,
                chosen=page == chosen,
            ),
        )
        for page, blob in enumerate(step.pages(here), 1)
    )


def _about_this(step: Capture, here: Here) -> tuple[Action, ...]:
    """Return what can be done beside going on: with this page, and one page more."""
    if step.most == 1:
        return (Action(label=here.say(steps.TAKE_AGAIN), act="way", arg="retake", icon="redo"),)
    taken = len(step.pages(here))
    more = Action(label=here.say(steps.MORE_PAGES), act="way", arg="more", icon="plus")
    again = Action(label=here.say(steps.TAKE_PAGE_AGAIN), act="way", arg="retake", icon="redo")
    remove = Action(label=here.say(steps.REMOVE), act="way", arg="remove", icon="trash")
    return (*((more,) if taken < step.most else ()), again, *((remove,) if step.may_remove(here) else ()))


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
