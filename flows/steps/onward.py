"""The filled button of a page on which something has ended well: it says what truly comes next. Pure; any thread."""

from __future__ import annotations

from flows.expressions import Failed
from flows.model.screen import Action
from flows.model.text import Text
from flows.steps.here import Here
from flows.steps.rate import Rate
from flows.steps.step import Step
from flows.words import bars, rating


def onward(here: Here, go: Text | None = None) -> Action:
    """Return `go`; else 评一评 where only the rating follows, 继续 where more does, 办完了 at the end."""
    if go is not None:
        return here.go_on(go)
    match _following(here):
        case Rate():
            return here.go_on(rating.GO)
        case Step():
            return here.go_on()
        case _:
            return here.go_on(bars.FINISH, "check")


def end_beside(here: Here) -> tuple[Action, ...]:
    """Return 结束 beside that button; none where the button itself ends the session."""
    return (here.end(),) if isinstance(_following(here), Step) else ()


def _following(here: Here) -> Step | Failed | None:
    step = here.service.step(here.run.step_id)
    return here.following(step) if step else None
