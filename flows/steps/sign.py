"""A signature with a finger, kept as strokes; and a way for those who cannot sign."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from flows.model.event import Continued, Event, SignatureChanged, WayChosen
from flows.model.screen import Action, SignatureBody
from flows.model.text import Text
from flows.model.values import Json
from flows.steps.here import Here, Seen
from flows.steps.step import HandedIn, Move, Page, Row, Step, primary_missing
from flows.words import steps

MOST_POINTS = 6000  # a long name written slowly at 60 points a second for 100 s; more is a hand resting on the glass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign(Step):
    """The signature is `answers.<id>`: way ``signed`` with strokes (points 0..1 of the box), or ``declined``."""

    called: ClassVar[Text] = steps.CALLED_SIGN

    statements: tuple[Text, ...]

    def enter(self, here: Here) -> Move:
        """Show an empty box, or say that it is signed already."""
        kept = here.answers.get(self.id)
        strokes = kept.get("strokes") if isinstance(kept, dict) else None
        return here.stay(memory={"strokes": strokes if isinstance(strokes, list) else []})

    def resume(self, here: Here) -> Move:
        """Keep the strokes."""
        return here.stay() if here.memory else self.enter(here)

    def react(self, here: Here, event: Event) -> Move | None:
        """Keep the strokes; go on with them, or without."""
        match event:
            case SignatureChanged(strokes=strokes):
                drawn = strokes.reveal()
                if sum(len(stroke) for stroke in drawn) > MOST_POINTS:
                    return None
                return here.stay(
                    memory={"strokes": [[[round(x, 4), round(y, 4)] for x, y in stroke] for stroke in drawn if stroke]}
                )
            case Continued() if here.memory.get("strokes"):
                return here.done({self.id: {"way": "signed", "strokes": here.memory["strokes"]}})
            case WayChosen(way="decline"):
                return here.done({self.id: {"way": "declined"}})
            case _:
                return None

    def page(self, here: Seen) -> Page:
        """Show the box and what the signature means."""
        signed = bool(here.memory.get("strokes"))
        first = here.say(steps.SIGN_FIRST)
        return Page(
            title=here.say(steps.SIGN_TITLE),
            hint=here.say(steps.SIGN_HINT),
            body=SignatureBody(
                heading=here.say(steps.SIGN_HEADING),
                statements=tuple(here.say(statement) for statement in self.statements),
                baseline=here.say(steps.SIGN_LINE),
                signed=signed,
                clear=Action(label=here.say(steps.SIGN_AGAIN), act="clear_signature", icon="redo", enabled=signed),
                decline=Action(label=here.say(steps.SIGN_DECLINE), act="way", arg="decline", icon="help"),
            ),
            actions=here.actions(here.go_on(steps.SIGN_DONE, "check") if signed else primary_missing(first)),
        )

    def answered(self, here: Here) -> bool:
        """Whether it is signed, or declined."""
        return self.id in here.answers

    def rows(self, here: Here) -> tuple[Row, ...]:
        """Signed or not."""
        value = here.say(steps.SIGNED if self._signed(here) else steps.NOT_SIGNED)
        return (Row(step_id=self.id, label=steps.SIGNATURE, value=value, change=steps.RESIGN),)

    def handed_in(self, here: Here) -> tuple[HandedIn, ...]:
        """The signature, if there is one."""
        return (HandedIn(name=steps.SIGNATURE, form=steps.FORM_SIGNED),) if self._signed(here) else ()

    def samples(self) -> tuple[Mapping[str, Json], ...]:
        """A signature."""
        return ({self.id: {"way": "signed", "strokes": []}}, {self.id: {"way": "declined"}})

    def _signed(self, here: Here) -> bool:
        kept = here.answers.get(self.id)
        return isinstance(kept, dict) and kept.get("way") == "signed"
