"""好差评: how it was, in five levels, asked once the matter is done. One touch skips it.

What is chosen goes to the outbox as a submission of its own, under a key that comes of the matter's: so a matter is
rated once, however often somebody tries. Nobody waits for it, and nothing that goes wrong with it is shown: the matter
is what counts. Nothing of the person is in it but what they write themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from flows.model.effect import LeaveSubmission
from flows.model.event import Continued, Event, FieldEdited, OptionChosen, WayChosen, WentBack
from flows.model.screen import Action, Actions, Field, FormBody, RateBody
from flows.model.text import Text
from flows.model.values import Json, Submission
from flows.steps.here import Here, Seen
from flows.steps.step import Move, Page, Step, primary_missing
from flows.words import rating, steps
from kiosk.core.ids import command_key, rating_key
from kiosk.core.sensitive import Sensitive

SERVICE = "rating"  # under which the platform takes ratings
LOW = 2  # from here down one is asked what was not good
LONGEST = 200  # characters
LEVELS: Mapping[int, tuple[Text, str]] = {
    5: (rating.VERY_GOOD, "faceverygood"),
    4: (rating.GOOD, "facegood"),
    3: (rating.FAIR, "faceok"),
    2: (rating.BAD, "facebad"),
    1: (rating.VERY_BAD, "faceverybad"),
}
TAGS: Mapping[str, Text] = {
    "slow": rating.SLOW,
    "hard": rating.HARD,
    "machine": rating.MACHINE,
    "papers": rating.PAPERS,
    "not-done": rating.NOT_DONE,
    "people": rating.PEOPLE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate(Step):
    """Asks for one of five levels; for the lower two also what was not good.

    Every service ends with it, on every path; only the report of what could not be done does not ask.
    """

    called: ClassVar[Text] = rating.CALLED
    counted: ClassVar[bool] = False
    settles: ClassVar[bool] = True

    title: Text = rating.TITLE

    def over(self, here: Here) -> bool:  # noqa: ARG002
        """The matter is done; to rate it is no duty of the resident's."""
        return True

    def enter(self, here: Here) -> Move:
        """Ask afresh."""
        return here.stay(memory={})

    def resume(self, here: Here) -> Move:
        """Keep what is chosen; it is not sent yet."""
        return here.stay()

    def react(self, here: Here, event: Event) -> Move | None:
        """Mark what is chosen; send it or not, and be done."""
        if here.phase == "words":
            return self._writing(here, event)
        match event:
            case OptionChosen(field="level", value=value) if value.isdecimal() and int(value) in LEVELS:
                return here.remember(level=int(value))
            case OptionChosen(field="tag", value=value) if value in TAGS and self._low(here):
                chosen = _tags(here)
                left: list[Json] = [each for each in TAGS if (each in chosen) != (each == value)]
                return here.remember(tags=left)
            case WayChosen(way="words") if self._low(here):
                return here.remember(phase="words")
            case WayChosen(way="skip"):
                return here.done()
            case Continued() if here.counted("level"):
                return here.done(effects=(LeaveSubmission(self._rating(here)),))
            case _:
                return None

    def page(self, here: Seen) -> Page:
        """Show the faces, or the field for words."""
        if here.phase == "words":
            return self._words(here)
        level, chosen, low = here.counted("level"), _tags(here), self._low(here)
        skip = Action(label=here.say(rating.SKIP), act="way", arg="skip", icon="end")
        write = Action(
            label=here.say(rating.WORDS_KEPT if _written(here) else rating.WORDS), act="way", arg="words", icon="pen"
        )
        return Page(
            title=here.say(self.title),
            hint=here.say(rating.HINT),
            body=RateBody(
                levels=tuple(
                    Action(label=here.say(label), act="choose", arg=f"level={each}", icon=icon, chosen=each == level)
                    for each, (label, icon) in LEVELS.items()
                ),
                tags_heading=here.say(rating.TAGS) if low else "",
                tags=tuple(
                    Action(label=here.say(label), act="choose", arg=f"tag={tag}", chosen=tag in chosen)
                    for tag, label in TAGS.items()
                )
                if low
                else (),
                words=write if low else None,
                note=here.say(rating.NOTE),
            ),
            actions=Actions(
                left=(skip,),
                primary=here.go_on(rating.SEND, "check") if level else primary_missing(here.say(rating.FIRST)),
            ),
        )

    # --- inside -----------------------------------------------------------------------------------------------

    def _writing(self, here: Here, event: Event) -> Move | None:
        match event:
            case FieldEdited(field="words", text=words):
                return here.remember(typed={"words": words.reveal()[:LONGEST]})
            case Continued() | WentBack():
                return here.remember(phase="")
            case _:
                return None

    def _words(self, here: Seen) -> Page:
        field = Field(
            name="words",
            label=here.say(rating.WORDS_LABEL),
            text=_written(here),
            entry="long_text",
            max_length=LONGEST,
        )
        return Page(
            title=here.say(rating.WORDS_TITLE),
            hint=here.say(rating.WORDS_HINT),
            phase="words",
            body=FormBody(fields=(field,), clear_label=here.say(steps.CLEAR)),
            actions=Actions(left=(here.back(),), primary=here.go_on(rating.WORDS_DONE, "check")),
        )

    def _low(self, here: Here) -> bool:
        return 0 < here.counted("level") <= LOW

    def _rating(self, here: Here) -> Submission:
        """Return what goes to the platform: of a level that is not low, nothing but the level."""
        run = here.run
        matter = run.submission_key or command_key(here.state.session_id, self.id, 0)
        low = self._low(here)
        payload: dict[str, Json] = {
            "level": here.counted("level"),
            "service": here.service.id,
            "number": run.platform_number or run.local_number,
            "matter": run.submission_key,
            "tags": list(_tags(here)) if low else [],
            "words": _written(here).strip() if low else "",
        }
        return Submission(
            key=rating_key(matter), service_id=SERVICE, service_digest=here.service.digest, payload=Sensitive(payload)
        )


def _tags(here: Here) -> tuple[str, ...]:
    tags = here.memory.get("tags")
    return tuple(str(each) for each in tags) if isinstance(tags, list) else ()


def _written(here: Here) -> str:
    typed = here.memory.get("typed")
    words = typed.get("words") if isinstance(typed, dict) else ""
    return words if isinstance(words, str) else ""
