"""Is the applicant entitled, as far as this terminal can tell? The first rule that does not hold is the answer.

Passes without a page when all is certain. When it is not (offline), the page says that it is provisional, and so do
"check your answers" and the paper.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from flows.expressions import Expression, Failed
from flows.model.event import Continued, Event
from flows.model.screen import Line, NoticeBody, Panel
from flows.model.text import Text
from flows.model.values import Json
from flows.steps.here import Here, Seen
from flows.steps.step import Move, Page, Step, Then, lines_of
from flows.words import failures, steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`must` has to hold; otherwise `title` and `reason` say why not, in words for a neighbour."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    must: Expression
    title: Text
    reason: Text
    instead: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Eligibility(Step):
    """Applies `rules` in order. `provisional` says when the yes is not yet certain, `provisional_note` why."""

    called: ClassVar[Text] = steps.CALLED_ELIGIBILITY
    counted: ClassVar[bool] = False

    rules: tuple[Rule, ...]
    provisional: Expression
    provisional_note: Text

    def enter(self, here: Here) -> Move:
        """Judge; stay only to say no, or to say that it is not certain yet."""
        for index, rule in enumerate(self.rules):
            holds = rule.must.holds(here.scope())
            if isinstance(holds, Failed):
                return here.fail("CNT-003")
            if not holds:
                return here.stay(memory={"phase": "no", "rule": index})
        provisional = self.provisional.holds(here.scope())
        if isinstance(provisional, Failed):
            return here.fail("CNT-003")
        answer: dict[str, Json] = {self.id: {"provisional": provisional}}
        if provisional and here.answers.get(self.id) != answer[self.id]:
            return here.stay(memory={"phase": "provisional"})
        return here.done(answer)

    def react(self, here: Here, event: Event) -> Move | None:
        """Go on where it is only provisional."""
        match event:
            case Continued() if here.phase == "provisional":
                return here.done({self.id: {"provisional": True}})
            case Continued() if here.phase == "no":
                return here.stay(then=Then.HOME)
            case _:
                return None

    def page(self, here: Seen) -> Page:
        """Say why not, or what is still to be checked."""
        if here.phase != "no":
            materials = tuple(Line(text=here.say(each.name)) for each in here.service.head.about.materials)
            return Page(
                title=here.say(steps.PROVISIONAL_TITLE),
                hint=here.say(self.provisional_note),
                phase="provisional",
                body=NoticeBody(
                    icon=here.service.head.icon,
                    tone="done",
                    matter=Panel(
                        kind="wait", title=here.say(steps.PROVISIONAL), lines=(here.say(steps.PROVISIONAL_LINE),)
                    ),
                    ways_heading=here.say(steps.PREPARE) if materials else "",
                    points=materials,
                ),
                actions=here.actions(here.go_on()),
            )
        rule = self.rules[min(here.counted("rule"), len(self.rules) - 1)]
        asked = tuple(here.say(steps.ASKED_ONLY, who=here.say(who)) for who in here.asked())
        instead = lines_of(here.say(rule.instead)) if rule.instead else ()
        return Page(
            title=here.say(rule.title),
            hint=here.say(rule.reason),
            phase="no",
            body=NoticeBody(
                icon="info",
                tone="info",
                matter=Panel(
                    kind="info",
                    title=here.say(failures.MATTER_NOT_APPLIED),
                    lines=(*asked, *instead, here.say(steps.NOT_ENTITLED_LINE))[:2],
                ),
                ways_heading=here.say(failures.WAYS),
                ways=here.people(),
            ),
            actions=here.actions(here.go_on(steps.OTHER_SERVICES)),
        )

    def answered(self, here: Here) -> bool:  # noqa: ARG002
        """Never: what was changed may change the judgement."""
        return False

    def samples(self) -> tuple[Mapping[str, Json], ...]:
        """The step's id, with whether the judgement is provisional."""
        return ({self.id: {"provisional": False}}, {self.id: {"provisional": True}})
