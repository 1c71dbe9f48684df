"""办件进度: how far a matter is, by the number on its receipt or by the card that was read.

This terminal is asked first: what it has kept and the platform does not have is said so, honestly. Then the platform.
A number alone opens nothing of a person's: the last four figures of the telephone number given with the matter go with
it, and a matter of somebody's without one opens by their card alone. Nor do a name and a number that somebody typed,
whether or not a face fitted them since: they are asked for the matter's number like anybody without a card.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from flows.model.effect import FindHandedIn, Query
from flows.model.event import (
    Continued,
    EffectFailed,
    Event,
    FieldEdited,
    HandedInFound,
    NetworkChanged,
    OptionChosen,
    PageTurned,
    QueryAnswered,
    QueryRefused,
    WayChosen,
    WentBack,
)
from flows.model.screen import Action, Field, FormBody, NoticeBody, Panel, ProgressBody, Result, ResultsBody
from flows.model.text import Text
from flows.model.values import Json
from flows.paging import paged, turned
from flows.steps import matters
from flows.steps.here import Here, Seen, applicant
from flows.steps.matters import Matter
from flows.steps.onward import onward
from flows.steps.step import Failure, Move, Page, Step, primary_missing
from flows.words import failures, progress, results, steps
from kiosk.core.devices import NamedPerson
from kiosk.core.sensitive import Sensitive

KIND = "progress"  # the query of the platform's contract
SHORTEST, LONGEST = 8, 16  # figures of a number: those of XT07-1124-0031, and more than DG202611240418 has
TAIL = 4
PER_PAGE, PER_PAGE_CARE = 6, 4
NOTHING_ON_RECORD = "nothing-on-record"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress(Step):
    """Shows one matter's stages. By the card, or code, that was read before, else by number. Answers nothing."""

    called: ClassVar[Text] = progress.CALLED

    title: Text = progress.NUMBER_TITLE
    hint: Text = progress.NUMBER_HINT
    usual_s: int = 3

    def enter(self, here: Here) -> Move:
        """Look for the matters of whoever is surely identified; ask for a number otherwise."""
        return self._search(here, by="card") if _proven(here) else here.stay(memory={"phase": "number"})

    def resume(self, here: Here) -> Move:
        """Show again what stood there; look again where looking was interrupted."""
        if here.phase in ("local", "platform"):
            return self._search(here, by=here.remembered("by"))
        return here.stay() if here.phase else self.enter(here)

    def react(self, here: Here, event: Event) -> Move | None:
        """Follow the resident, and take what is found."""
        match here.phase:
            case "number":
                return self._asked(here, event)
            case "local":
                return self._looked_here(here, event)
            case "platform":
                return self._looked_there(here, event)
            case _:
                return self._shown(here, event)

    def react_fault(self, here: Here, event: Event) -> Move | None:
        """Look again by itself when the network is back; the number can be changed meanwhile."""
        match event:
            case NetworkChanged(online=True):
                return self.resume(here.mended())
            case WentBack() if here.remembered("by") == "number":
                return self._back_to_number(here.mended())
            case _:
                return Step.react_fault(self, here, event)

    def page(self, here: Seen) -> Page:
        """Ask, wait, or show."""
        if here.phase == "number":
            return self._form(here)
        if here.phase in ("local", "platform"):
            return self._waiting(here)
        found = _matters(here)
        if not found:
            return self._none(here)
        at = _row(here)
        return self._list(here, found) if at < 0 else self._timeline(here, found[at])

    def failure(self, here: Seen) -> Failure:
        """It was only a look: no matter is touched by it."""
        line = here.say(progress.NONE_LINE, hotline=here.site.hotline)
        return Failure(
            matter=Panel(kind="info", title=here.say(results.NONE_MATTER), lines=(line,)),
            icon="nowifi" if here.run.fault == "NET-001" else "warn",
            hint=here.say(failures.OFFLINE_HINT if here.run.fault == "NET-001" else failures.LATER_HINT),
        )

    def over(self, here: Here) -> bool:
        """Once it is said how the matter stands."""
        return here.phase == "found"

    def platform(self) -> bool:
        """What this terminal has kept can be shown without it."""
        return False

    # --- asking -----------------------------------------------------------------------------------------------

    def _asked(self, here: Here, event: Event) -> Move | None:
        match event:
            case FieldEdited(field="number" | "tail" as name, text=typed):
                most = LONGEST if name == "number" else TAIL
                digits = "".join(char for char in typed.reveal() if char.isascii() and char.isdigit())[:most]
                return here.remember(typed={**_typed(here), name: digits})
            case Continued() if not _missing(here):
                return self._search(here, by="number")
            case _:
                return None

    def _search(self, here: Here, *, by: str) -> Move:
        """Look on this terminal first."""
        typed = _typed(here)
        find = FindHandedIn(operation=here.operation)
        if by == "card":
            find = replace(find, applicant=Sensitive(str(applicant(here.state.document).get("number", ""))))
        else:
            find = replace(find, digits=typed["number"], phone_tail=Sensitive(typed["tail"]))
        memory: dict[str, Json] = {"phase": "local", "by": by, "typed": dict(typed)}
        return here.stay(memory=memory, start=find)

    def _looked_here(self, here: Here, event: Event) -> Move | None:
        match event:
            case HandedInFound(matters=kept):
                found: list[Json] = list(matters.of_terminal(kept))
                return self._ask_platform(here.at(here.remember(mine=found).state))
            case EffectFailed():  # this terminal cannot read its store now; the platform may know all the same
                return self._ask_platform(here)
            case _:
                return None

    def _ask_platform(self, here: Here) -> Move:
        if not here.online:
            return self._unanswered(here, here.state.terminal.network_fault or "NET-001")
        person = applicant(here.state.document)
        typed = _typed(here)
        asked: dict[str, Json] = {"digits": typed["number"], "phone_tail": typed["tail"]}
        if here.remembered("by") == "card":
            asked = {"number": person.get("number", ""), "name": person.get("name", "")}
        query = Query(operation=here.operation, kind=KIND, parameters=Sensitive(asked))
        return here.stay(memory={**here.memory, "phase": "platform"}, start=query)

    def _looked_there(self, here: Here, event: Event) -> Move | None:
        match event:
            case QueryAnswered(data=data):
                found = matters.of_platform(dict(data.reveal()))
                return here.fail("NET-004") if found is None else self._found(here, found)
            case QueryRefused(code=code) if code == NOTHING_ON_RECORD:
                return self._found(here, [])
            case QueryRefused(reason=reason, reason_en=reason_en):
                return self._found(here.at(here.remember(said={"zh": reason, "en": reason_en}).state), [])
            case EffectFailed(fault=fault):
                return self._unanswered(here, fault)
            case _:
                return None

    def _unanswered(self, here: Here, fault: str) -> Move:
        """Show what this terminal knows; without that there is nothing to show."""
        return self._found(here, []) if _mine(here) else here.fail(fault)

    def _found(self, here: Here, platform: list[Matter]) -> Move:
        both: list[Json] = list(matters.together(platform, _mine(here)))
        return here.stay(memory={**here.memory, "phase": "found", "matters": both, "row": -1, "page": 0})

    # --- showing ----------------------------------------------------------------------------------------------

    def _shown(self, here: Here, event: Event) -> Move | None:
        found, at = _matters(here), _row(here)
        match event:
            case OptionChosen(field="matter", value=value) if value.isdecimal() and int(value) < len(found):
                return here.remember(row=int(value))
            case PageTurned(step=step) if at < 0:
                return here.remember(page=turned(here.counted("page"), step, len(found), _per_page(here)))
            case WentBack() | WayChosen(way="all") if at >= 0 and len(found) > 1:
                return here.remember(row=-1)
            case WentBack() if here.remembered("by") == "number":
                return self._back_to_number(here)
            case WayChosen(way="number"):
                return here.stay(memory={"phase": "number"})
            case Continued() if not found and here.remembered("by") == "number":
                return self._back_to_number(here)
            case Continued():
                return here.done()
            case _:
                return None

    def _back_to_number(self, here: Here) -> Move:
        return here.stay(memory={"phase": "number", "typed": dict(_typed(here))})

    def _form(self, here: Seen) -> Page:
        typed = _typed(here)
        missing = _missing(here)
        number = Field(
            name="number",
            label=here.say(progress.NUMBER),
            text=typed["number"],
            entry="digits",
            max_length=LONGEST,
            group="4",
        )
        tail = Field(
            name="tail",
            label=here.say(progress.TAIL),
            text=typed["tail"],
            entry="digits",
            hint=here.say(progress.TAIL_HINT),
            max_length=TAIL,
        )
        return Page(
            title=here.say(self.title),
            hint=here.say(self.hint),
            phase="number",
            body=FormBody(fields=(number, tail), clear_label=here.say(steps.CLEAR)),
            actions=here.actions(primary_missing(missing) if missing else here.go_on(progress.LOOK, "search")),
        )

    def _waiting(self, here: Seen) -> Page:
        local = here.phase == "local"
        return Page(
            title=here.say(progress.ASKING),
            hint="",
            phase="asking",
            body=ProgressBody(
                asking=here.say(progress.LOCAL_ASKING if local else steps.USUALLY, seconds=self.usual_s),
                usual_s=self.usual_s,
                waited=here.say(steps.WAITED),
                leave=here.say(steps.MAY_LEAVE),
            ),
            actions=here.actions(awaited=here.say(steps.ASKING_AWAITED)),
        )

    def _list(self, here: Seen, found: tuple[Matter, ...]) -> Page:
        listed = paged(tuple(enumerate(found)), here.counted("page"), _per_page(here), here.language)
        return Page(
            title=here.say(progress.LIST_TITLE),
            hint=here.say(progress.LIST_HINT),
            phase=f"list.{listed.page}",
            body=ResultsBody(
                results=tuple(
                    Result(
                        open=Action(
                            label=matters.title_of(each, here),
                            detail=matters.began(each, here),
                            act="choose",
                            arg=f"matter={index}",
                        ),
                        aside=matters.standing(each, here),
                    )
                    for index, each in listed.items
                ),
                count=here.say(results.COUNT, count=len(found)),
                extra=_way(here, progress.BY_NUMBER, "number"),
                page_text=listed.text,
                previous=listed.previous,
                next=listed.next,
            ),
            actions=here.actions(onward(here)),
        )

    def _timeline(self, here: Seen, matter: Matter) -> Page:
        several = len(_matters(here)) > 1
        other = _way(here, progress.ALL, "all") if several else _way(here, progress.OTHER, "number")
        return Page(
            title=here.say(matters.heading(matter)),
            hint="",
            phase=f"matter.{_row(here)}",
            body=replace(matters.timeline(matter, here), other=other),
            actions=here.actions(onward(here)),
        )

    def _none(self, here: Seen) -> Page:
        by_card = here.remembered("by") == "card"
        said = matters.words(here.memory.get("said"), here)
        line = here.say(progress.NONE_LINE, hotline=here.site.hotline)
        ways = (replace(_way(here, progress.BY_NUMBER, "number"), icon="search"),) if by_card else ()
        return Page(
            title=here.say(progress.NONE_CARD if by_card else progress.NONE),
            hint=said or here.say(progress.NONE_CARD_HINT if by_card else progress.NONE_HINT),
            phase="none",
            body=NoticeBody(
                icon="info",
                tone="info",
                matter=Panel(kind="info", title=here.say(progress.NONE_PANEL), lines=(line,)),
                ways_heading=here.say(failures.WAYS),
                ways=(*ways, *here.people()),
            ),
            actions=here.actions(onward(here) if by_card else here.go_on(progress.AGAIN, "redo")),
        )


def _proven(here: Here) -> bool:
    """Whether it is known who stands here: what is only typed could be another's."""
    document = here.state.document
    return document.vouched if isinstance(document, NamedPerson) else document is not None


def _typed(here: Here) -> dict[str, str]:
    typed = here.memory.get("typed")
    kept: Mapping[str, Json] = typed if isinstance(typed, dict) else {}
    return {name: str(kept.get(name) or "") for name in ("number", "tail")}


def _missing(here: Here) -> str:
    """Return what is missing, as the label of the button; empty when nothing is."""
    typed = _typed(here)
    if not typed["number"]:
        return here.say(progress.NUMBER_FIRST)
    if len(typed["number"]) < SHORTEST:
        return here.say(progress.NUMBER_SHORT)
    if typed["tail"] and len(typed["tail"]) < TAIL:
        return here.say(progress.TAIL_SHORT, count=TAIL - len(typed["tail"]))
    return ""


def _listed(here: Here, name: str) -> tuple[Matter, ...]:
    value = here.memory.get(name)
    return tuple(each for each in value if isinstance(each, dict)) if isinstance(value, list) else ()


def _matters(here: Here) -> tuple[Matter, ...]:
    return _listed(here, "matters")


def _mine(here: Here) -> tuple[Matter, ...]:
    return _listed(here, "mine")


def _row(here: Here) -> int:
    """Return which matter is on the screen, -1 for the list; a single one is shown at once."""
    row, count = here.memory.get("row"), len(_matters(here))
    return 0 if count == 1 else row if isinstance(row, int) and 0 <= row < count else -1


def _way(here: Here, label: Text, way: str) -> Action:
    return Action(label=here.say(label), act="way", arg=way)


def _per_page(here: Here) -> int:
    return PER_PAGE_CARE if here.state.reading.care else PER_PAGE
