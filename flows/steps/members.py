"""Several of a kind: the page between, where they are listed, added, changed and taken out. Pure; any thread.

Which one is being written is in the step's memory under `MEMBER`, which one is about to go under `REMOVE`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from flows.fields.questions import Questions
from flows.fields.rules import worded
from flows.masking import masked
from flows.model.event import Continued, Event, PageTurned, WayChosen, WentBack
from flows.model.screen import Action, Member, MembersBody, NoticeBody, Panel
from flows.model.text import Text
from flows.model.values import Json
from flows.paging import paged, turned
from flows.steps.here import Here, Seen
from flows.steps.step import Move, Page, primary_missing
from flows.words import answers

MEMBER, REMOVE = "member", "remove"
PLACE = "list_page"
PER_PAGE, PER_PAGE_CARE = 5, 3
MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """The form's fields are asked once for each of several; `answers.<store>` is the list of their answers.

    `member` is what one of them is called (家人), `add` the button (加一位家人), `shown` the fields by which one is
    told apart on the list: the first when none is named.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    store: str
    member: Text
    add: Text
    least: int = 0
    most: int = 8
    shown: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.least <= self.most <= MOST or self.most < 1:
            raise ValueError(f"'least' and 'most' count members: 0 <= least <= most, {MOST} at most")

    def kept(self, here: Here) -> list[dict[str, Json]]:
        """Return the members so far."""
        value = here.answers.get(self.store)
        return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []

    def listing(self, here: Here) -> bool:
        """Whether the list is on screen, not one of them."""
        return not isinstance(here.memory.get(MEMBER), int)

    def opened(self, here: Here, questions: Questions, number: int) -> Move:
        """Begin to write a member: an old one with its answers, or a new one."""
        kept = self.kept(here)
        values = kept[number] if number < len(kept) else {}
        opened = here.stay(
            memory={MEMBER: min(number, len(kept)), "typed": dict[str, Json](questions.typed(values)), "page": 0}
        )
        return replace(opened, save=True)

    def written(self, here: Here, member: dict[str, Json]) -> Move:
        """Keep a member that is whole, and go back to the list."""
        kept = self.kept(here)
        number = here.counted(MEMBER)
        members: list[Json] = [*kept[:number], member, *kept[number + 1 :]]
        return replace(here.stay(memory={}, answers={self.store: members}), save=True)

    def react(self, here: Here, questions: Questions, event: Event) -> Move | None:
        """Answer an event on the list, or on the page that asks before one is taken out."""
        kept = self.kept(here)
        removing = here.memory.get(REMOVE)
        if isinstance(removing, int):
            match event:
                case WayChosen(way="remove"):
                    rest: list[Json] = [*kept[:removing], *kept[removing + 1 :]]
                    return replace(here.stay(memory={}, answers={self.store: rest}), save=True)
                case Continued() | WentBack():
                    return here.stay(memory={})
                case _:
                    return None
        match event:
            case WayChosen(way="add") if len(kept) < self.most:
                return self.opened(here, questions, len(kept))
            case WayChosen(way=way) if (number := _number(way, "change", len(kept))) is not None:
                return self.opened(here, questions, number)
            case WayChosen(way=way) if (number := _number(way, "remove", len(kept))) is not None:
                return here.stay(memory={REMOVE: number})
            case PageTurned(step=step):
                return here.remember(**{PLACE: turned(here.counted(PLACE), step, len(kept), _per_page(here))})
            case Continued() if len(kept) >= self.least:
                return here.done({self.store: list[Json](kept)})
            case _:
                return None

    def page(self, here: Seen, questions: Questions, title: str, hint: str) -> Page:
        """Show the list, or ask before one is taken out."""
        removing = here.memory.get(REMOVE)
        kept = self.kept(here)
        if isinstance(removing, int) and removing < len(kept):
            return self._removal(here, removing)
        short = self.least - len(kept)
        full = len(kept) >= self.most
        shown = paged(list(enumerate(kept)), here.counted(PLACE), _per_page(here), here.language)
        none = here.say(answers.MEMBERS_NONE) + ("" if self.least else here.say(answers.MEMBERS_NONE_MAY))
        missing = primary_missing(here.say(answers.MEMBERS_LEAST, count=short))
        return Page(
            title=title,
            hint=here.say(answers.MEMBERS_SOME) if kept and short <= 0 else hint,
            phase=f"list.{shown.page}",
            body=MembersBody(
                members=tuple(self._member(here, questions, number, each) for number, each in shown.items),
                add=Action(
                    label=here.say(answers.MEMBERS_FULL, count=self.most) if full else here.say(self.add),
                    act="way",
                    arg="add",
                    icon="" if full else "plus",
                    enabled=not full,
                ),
                none="" if kept else none,
                page_text=shown.text,
                previous=shown.previous,
                next=shown.next,
            ),
            actions=here.actions(missing if short > 0 else here.go_on()),
        )

    def _removal(self, here: Seen, number: int) -> Page:
        return Page(
            title=here.say(answers.REMOVE_TITLE),
            hint=f"{here.say(self.member)} · {here.say(answers.MEMBER, count=number + 1)}",
            phase=f"remove.{number}",
            body=NoticeBody(
                icon="warn",
                tone="attention",
                matter=Panel(
                    kind="wait",
                    title=here.say(answers.REMOVE_MATTER),
                    lines=(here.say(answers.REMOVE_MATTER_LINE),),
                ),
                ways_heading=here.say(answers.REMOVE_WAYS),
                ways=(
                    Action(
                        label=here.say(answers.REMOVE_GO),
                        detail=here.say(answers.REMOVE_GO_DETAIL),
                        act="way",
                        arg="remove",
                        icon="trash",
                    ),
                ),
            ),
            actions=here.actions(here.go_on(answers.REMOVE_KEEP, "check")),
        )

    def _member(self, here: Here, questions: Questions, number: int, values: dict[str, Json]) -> Member:
        typed = questions.typed(values)
        names = self.shown or (questions.fields[0].name,)
        said = [
            masked(field.shown_by, worded(field, typed[field.name], here))
            for field in questions.fields
            if field.name in names and typed[field.name]
        ]
        return Member(
            label=here.say(answers.MEMBER, count=number + 1),
            value=("，" if here.language.value.startswith("zh") else ", ").join(said),
            change=Action(label=here.say(answers.MEMBER_CHANGE), act="way", arg=f"change.{number}", icon="pen"),
            remove=Action(label=here.say(answers.MEMBER_REMOVE), act="way", arg=f"remove.{number}", icon="trash"),
        )


def _number(way: str, verb: str, count: int) -> int | None:
    """Return the member that ``change.2`` means; None when there is none."""
    found, _, number = way.partition(".")
    known = found == verb and number.isascii() and number.isdecimal() and int(number) < count
    return int(number) if known else None


def _per_page(here: Here) -> int:
    return PER_PAGE_CARE if here.state.reading.care else PER_PAGE
