"""The pages of what a query found, and what a resident does there: turn pages, open one, print, go on. Any thread.

The answer stands in the step's memory until the resident goes on; only then is it an answer of the service.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from flows.model.event import Continued, Event, OptionChosen, PageTurned, WayChosen, WentBack
from flows.model.screen import (
    Action,
    AnswerRow,
    CheckBody,
    Line,
    NoticeBody,
    Panel,
    Result,
    ResultsBody,
)
from flows.model.text import Text
from flows.model.values import Json
from flows.paging import paged, turned
from flows.steps.answer_pages import pages_of
from flows.steps.here import Here, Seen
from flows.steps.onward import onward
from flows.steps.results import Show, age_of
from flows.steps.step import Move, Page, Row
from flows.words import failures, results

PER_PAGE, PER_PAGE_CARE = 6, 4  # rows of the list
RECORD = "record"  # the field that choosing a row answers


def standing(here: Here) -> bool:
    """Whether an answer is on the screen."""
    return isinstance(here.memory.get("data"), dict)


def react(show: Show, here: Here, event: Event, *, step_id: str, store: str, asked: Mapping[str, Json]) -> Move | None:
    """Follow the resident through what was found. `asked` is kept with the answer."""
    records = _records(show, here)
    match event:
        case OptionChosen(field="record", value=value) if value.isdecimal() and int(value) < len(records):
            return here.remember(row=int(value), facts=0)
        case WentBack() if len(records) > 1 and _chosen(show, here) is not None:
            return here.remember(row=-1)
        case PageTurned(step=step) if _chosen(show, here) is not None:
            pages = len(pages_of(here, _rows(show, here)))
            return here.remember(facts=turned(here.counted("facts"), step, pages, 1))
        case PageTurned(step=step):
            return here.remember(page=turned(here.counted("page"), step, len(records), _per_page(here)))
        case Continued():
            return here.done({**_answer(here, store), **asked, step_id: {"print": False, **_paper(show, here)}})
        case WayChosen(way="print") if show.print and records:
            return here.minted().done({**_answer(here, store), **asked, step_id: {"print": True, **_paper(show, here)}})
        case _:
            return None


def page(show: Show, here: Seen, who: Text) -> Page:
    """Show the list, one record, or that there is nothing."""
    records = _records(show, here)
    if not records:
        return _nothing(show, here, who)
    return _list(show, here, records) if _chosen(show, here) is None else _record(show, here)


# --- inside ------------------------------------------------------------------------------------------------------


def _list(show: Show, here: Seen, records: tuple[Json, ...]) -> Page:
    listed = paged(tuple(enumerate(records)), here.counted("page"), _per_page(here), here.language)
    print_ = Action(label=here.say(results.PRINT_ALL), act="way", arg="print", icon="printer")
    return Page(
        title=here.say(show.title),
        hint=here.say(show.hint),
        phase=f"list.{listed.page}",
        body=ResultsBody(
            results=tuple(
                Result(
                    open=Action(
                        label=show.title_of(record, here.language),
                        detail=show.detail_of(record, here.language),
                        act="choose",
                        arg=f"{RECORD}={index}",
                    ),
                    aside=show.aside_of(record, here.language),
                )
                for index, record in listed.items
            ),
            count=here.say(results.COUNT, count=len(records)),
            age=_age(here),
            extra=print_ if show.print else None,
            page_text=listed.text,
            previous=listed.previous,
            next=listed.next,
        ),
        actions=here.actions(onward(here, show.go)),
    )


def _record(show: Show, here: Seen) -> Page:
    facts = paged(pages_of(here, _rows(show, here)), here.counted("facts"), 1, here.language)
    print_ = Action(label=here.say(results.PRINT), act="way", arg="print", icon="printer")
    age = _age(here)
    row = _row(show, here)
    return Page(
        title=here.say(show.record),
        hint="",
        phase=f"record.{row}.{facts.page}",
        body=CheckBody(
            rows=tuple(AnswerRow(label=here.say(each.label), value=each.value) for each in facts.items[0]),
            reveal=print_ if show.print else None,
            note=(age.text,) if age else (here.say(results.MASKED_NOTE),) if _masks(show) else (),
            page_text=facts.text,
            previous=facts.previous,
            next=facts.next,
        ),
        actions=here.actions(onward(here, show.go)),
    )


def _nothing(show: Show, here: Seen, who: Text) -> Page:
    hint = show.none_hint or results.NONE_HINT
    line = here.say(results.NONE_MATTER_LINE, hotline=here.site.hotline)
    age = _age(here)
    lines = (line, age.text) if age else (line,)
    return Page(
        title=here.say(show.none),
        hint=here.say(hint, who=here.say(who)),
        phase="none",
        body=NoticeBody(
            icon="info",
            tone="info",
            matter=Panel(kind="info", title=here.say(results.NONE_MATTER), lines=lines),
            ways_heading=here.say(failures.WAYS),
            ways=here.people(),
        ),
        actions=here.actions(onward(here, show.go)),
    )


def _age(here: Here) -> Line | None:
    kept = here.remembered("kept_at")
    if not kept:
        return None
    return Line(text=age_of(datetime.fromisoformat(kept), here.state.terminal.at, here.language), mark="wait")


def _answer(here: Here, store: str) -> dict[str, Json]:
    data = here.memory.get("data")
    return {store: data if isinstance(data, dict) else {}}


def _paper(show: Show, here: Here) -> dict[str, Json]:
    """Return what stands on the screen as data of a paper; nothing where no paper is offered."""
    if not show.print:
        return {}
    chosen = _chosen(show, here)
    shown = _records(show, here) if chosen is None else (chosen,)
    return {"paper": show.paper(shown, here.service.head.title, here.state.terminal.at, here.language)}


def _records(show: Show, here: Here) -> tuple[Json, ...]:
    data = here.memory.get("data")
    return show.records(data) if isinstance(data, dict) else ()


def _row(show: Show, here: Here) -> int:
    """Return which record is on the screen, -1 for the list; a single one is shown at once."""
    row = here.memory.get("row")
    count = len(_records(show, here))
    if count == 1:
        return 0
    return row if isinstance(row, int) and 0 <= row < count else -1


def _chosen(show: Show, here: Here) -> Json:
    """Return the record on the screen; None for the list. A record is never None: it is a mapping."""
    row = _row(show, here)
    return None if row < 0 else _records(show, here)[row]


def _rows(show: Show, here: Here) -> tuple[Row, ...]:
    facts = show.facts_of(_chosen(show, here), here.language)
    return tuple(Row(step_id="", label=label, value=value) for label, value in facts)


def _masks(show: Show) -> bool:
    return any(each.mask != "none" for each in show.columns)


def _per_page(here: Here) -> int:
    return PER_PAGE_CARE if here.state.reading.care else PER_PAGE
