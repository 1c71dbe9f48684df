"""The bars around every page, and the sheets over it. Pure; any thread."""

from __future__ import annotations

from dataclasses import replace

from flows.catalogue import Catalogue
from flows.course import place
from flows.held import handed_in, partly_handed_in
from flows.model.screen import Action, Sheet, StepLine, TopBar
from flows.model.site import Site
from flows.model.values import Language, State
from flows.runner import slowness
from flows.steps.here import Here, Seen
from flows.steps.start import START
from flows.steps.step import Step, lines_of
from flows.words import bars, sheets
from flows.words.moments import time_of, weekday_and_day, weekday_of

_IDLE_LINES = {False: sheets.IDLE_LINES, True: sheets.IDLE_LINES_SOME}  # where not all is handed in: whether some is
_END_LINES = {False: sheets.END_LINES, True: sheets.END_LINES_SOME}


def top_bar(state: State, site: Site) -> TopBar:
    """Brand, place, time and date; in large text the weekday alone, so that the place stays whole."""
    language = state.reading.language
    at = state.terminal.at
    day = at.date()
    return TopBar(
        brand=site.brand.of(language),
        place=site.place.of(language),
        time=time_of(at),
        date=weekday_of(day, language) if state.reading.care else weekday_and_day(day, language),
    )


def tools(state: State) -> tuple[Action, ...]:
    """The five tools at the bottom edge of every screen."""
    reading = state.reading
    language = reading.language
    return (
        Action(label=bars.LANGUAGE.of(language), act="languages", icon="globe", chosen=state.sheet == "language"),
        Action(label=bars.CARE.of(language), act="care", icon="care", chosen=reading.care),
        Action(label=bars.CONTRAST.of(language), act="contrast", icon="contrast", chosen=reading.contrast),
        Action(label=bars.READ_ALOUD.of(language), act="read_aloud", icon="listen", chosen=state.sheet == "read_aloud"),
        Action(label=bars.HELP.of(language), act="help", icon="help", chosen=state.sheet == "help"),
    )


def step_line(here: Here, step: Step) -> StepLine | None:
    """第 3 步，共 8 步: only steps that ask something are counted."""
    if step is START or step.settles or here.run.fault:
        return None
    path = here.path()
    counted = [each for each in path if each.counted and each.asks(here)]
    until = path[: path.index(step) + 1] if step in path else ()
    done = max(1, sum(1 for each in until if each in counted))
    return StepLine(
        service=here.say(here.service.head.title),
        text=here.say(bars.STEP, done=done, total=max(done, len(counted))),
        done=done,
        total=max(done, len(counted)),
    )


def seen(here: Here, site: Site) -> Seen:
    """Return where the resident stands, as it is shown at this place."""
    return Seen(catalogue=here.catalogue, service=here.service, state=here.state, run=here.run, site=site)


def sheet(catalogue: Catalogue, state: State, site: Site) -> Sheet | None:
    """The sheet over the page."""
    language = state.reading.language
    match state.sheet:
        case "idle":
            sent = handed_in(state)
            return Sheet(
                kind="idle",
                title=sheets.IDLE_TITLE.of(language),
                lines=(
                    *lines_of((sheets.IDLE_LINES_SENT if sent else _IDLE_LINES[partly_handed_in(state)]).of(language)),
                    *_leaving(catalogue, state, site),
                ),
                aside=sheets.IDLE_ASIDE.of(language),
                seconds=state.sheet_seconds,
                total=max(catalogue.pace.warning_s * slowness(state), state.sheet_seconds),
                unit=sheets.IDLE_UNIT.of(language),
                left=Action(
                    label=(bars.FINISH if sent else sheets.IDLE_STOP).of(language), act="end_confirm", icon="end"
                ),
                primary=Action(label=sheets.IDLE_MORE.of(language), act="more_time", icon="check"),
            )
        case "end":
            sent = handed_in(state)
            return Sheet(
                kind="end",
                title=sheets.END_TITLE.of(language),
                lines=(
                    *lines_of((sheets.END_LINES_SENT if sent else _END_LINES[partly_handed_in(state)]).of(language)),
                    *_leaving(catalogue, state, site),
                ),
                left=Action(
                    label=(bars.FINISH if sent else sheets.END_CONFIRM).of(language), act="end_confirm", icon="end"
                ),
                primary=Action(label=sheets.END_STAY.of(language), act="dismiss", icon="check"),
            )
        case "language":
            return _languages(language)
        case "help":
            return _help(catalogue, state, site)
        case "read_aloud":
            return Sheet(
                kind="read_aloud",
                title=sheets.READ_TITLE.of(language),
                lines=lines_of(sheets.READ_LINES.of(language, hotline=site.hotline)),
                primary=Action(label=sheets.HELP_BACK.of(language), act="dismiss", icon="check"),
            )
        case _:
            return None


def _leaving(catalogue: Catalogue, state: State, site: Site) -> tuple[str, ...]:
    """What the steps say to whoever is about to end: of this service, and of the one that was left for a report."""
    runs = (state, replace(state, run=state.parked, parked=None))
    found = [seen(at[0], site) for each in runs if (at := place(catalogue, each))]
    return tuple(line for here in found for step in here.service.steps for line in lines_of(step.leaving_line(here)))


def _languages(now: Language) -> Sheet:
    """Each language in its own words, so that whoever cannot read this page finds theirs; the one in use is named."""
    rows = tuple(
        Action(
            label=bars.LANGUAGES[each],
            detail=bars.LANGUAGE_NOW.of(each) if each is now else "",
            act="language",
            arg=each.value,
            icon="okc" if each is now else "globe",
            chosen=each is now,
        )
        for each in Language
    )
    return Sheet(
        kind="language",
        title=bars.LANGUAGE_TITLE.of(now),
        lines=(),
        rows=rows,
        primary=Action(label=bars.LANGUAGE_KEEP.of(now), act="dismiss", icon="check"),
    )


def _help(catalogue: Catalogue, state: State, site: Site) -> Sheet:
    language = state.reading.language
    counters = tuple(sheets.HELP_COUNTER.of(language, name=counter.name.of(language)) for counter in site.counters[:1])
    phone = sheets.HELP_PHONE.of(language, hotline=site.hotline, terminal=site.terminal_code)
    found = place(catalogue, state)
    reporting = found is not None and found[0].service == catalogue.report
    report = Action(
        label=sheets.HELP_REPORT.of(language),
        detail=sheets.HELP_REPORT_DETAIL.of(language),
        act="report",
        icon="cannot",
    )
    offered = state.session_id and catalogue.report and not reporting
    return Sheet(
        kind="help",
        title=sheets.HELP_TITLE.of(language),
        lines=(*counters, phone),
        rows=(report,) if offered else (),
        primary=Action(label=sheets.HELP_BACK.of(language), act="dismiss", icon="check"),
    )
