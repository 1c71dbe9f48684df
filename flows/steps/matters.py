"""A matter as 办件进度 knows it, out of what the platform and this terminal say of it, in words. Pure; any thread.

The platform's stages are its own words; this terminal says only what it knows itself: that it has kept a matter, and
whether the platform has it. What does not fit the contract is left out, never guessed at.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flows.availability import cause
from flows.model.result import KeptMatter
from flows.model.screen import Panel, Stage, TimelineBody
from flows.model.text import Text, text
from flows.model.values import Json
from flows.steps.here import Here
from flows.words import progress, steps
from flows.words.moments import moment_of
from flows.words.numbers import by_four

Matter = dict[str, Json]


def of_platform(answer: Json) -> list[Matter] | None:
    """Return the matters of the platform's answer; None when it is not as the contract says."""
    listed = answer.get("matters") if isinstance(answer, dict) else None
    if not isinstance(listed, list):
        return None
    fit = [each for each in listed if isinstance(each, dict) and _fits(each)]
    return None if len(fit) < len(listed) else [{**each, "from": "platform"} for each in fit]


def of_terminal(kept: Sequence[KeptMatter]) -> list[Matter]:
    """Return what this terminal knows of what it has kept."""
    return [
        {
            "from": "terminal",
            "service_id": each.service_id,
            "number": each.platform_number,
            "local_number": each.local_number,
            "kept_at": each.kept_at.isoformat(),
            "received_at": each.received_at.isoformat() if each.received_at else "",
            "refused": {"zh": each.refused.reveal(), "en": each.refused_en.reveal()},
            "fault": each.fault,
        }
        for each in kept
    ]


def together(platform: Sequence[Matter], terminal: Sequence[Matter]) -> list[Matter]:
    """Return both, the newest first; of what both know, what the platform says."""
    known = {str(each.get(name)) for each in platform for name in ("number", "local_number")} - {"", "None"}
    mine = [each for each in terminal if not {str(each["local_number"]), str(each["number"])} & known]
    return sorted((*platform, *mine), key=_began, reverse=True)


def title_of(matter: Matter, here: Here) -> str:
    """Return what the matter is called."""
    service = here.catalogue.newest(str(matter.get("service_id", "")))
    return here.say(service.head.title) if service else words(matter.get("title"), here) or str(matter["number"])


def began(matter: Matter, here: Here) -> str:
    """Return when it was handed in, day and time."""
    at = _instant(_began(matter))
    return moment_of(at, here.language) if at else ""


def heading(matter: Matter) -> Text:
    """Return how the matter stands, as the title of its page."""
    if matter["from"] == "terminal":
        if _refused(matter):
            return progress.TITLE_REFUSED
        return progress.TITLE_OPEN if matter["number"] else progress.TITLE_WAITS
    if matter.get("closed") is True:
        return progress.TITLE_CLOSED
    return progress.TITLE_TODO if matter.get("todo") else progress.TITLE_OPEN


def standing(matter: Matter, here: Here) -> str:
    """Return in a word where it is, for the list."""
    if matter["from"] == "terminal":
        return here.say(heading(matter))
    stages = _stages(matter)
    now = next((each for each in stages if each.get("state") == "now"), stages[-1])
    return words(now.get("name"), here)


def timeline(matter: Matter, here: Here) -> TimelineBody:
    """Return the page of one matter, but for the ways on."""
    number = str(matter["number"] or matter["local_number"])
    return TimelineBody(
        matter=title_of(matter, here),
        number_label=here.say(steps.CASE_NUMBER if matter["number"] else steps.LOCAL_NUMBER),
        number=by_four(number),
        stages=_of_terminal(matter, here) if matter["from"] == "terminal" else _of_platform(matter, here),
        todo=_todo(matter, here),
    )


def words(value: Json, here: Here) -> str:
    """Return words that the platform gave in both languages; empty when there are none."""
    if not isinstance(value, dict) or not isinstance(value.get("zh"), str):
        return ""
    return here.say(text(str(value["zh"]), str(value.get("en") or value["zh"])))


# --- inside ------------------------------------------------------------------------------------------------------


def _of_platform(matter: Matter, here: Here) -> tuple[Stage, ...]:
    marks = {"done": "done", "now": "now"}
    return tuple(
        Stage(
            name=words(each.get("name"), here),
            mark=marks.get(str(each.get("state")), ""),
            when=moment_of(at, here.language) if (at := _instant(each.get("at"))) else "",
            who=words(each.get("who"), here),
        )
        for each in _stages(matter)
    )


def _of_terminal(matter: Matter, here: Here) -> tuple[Stage, ...]:
    kept, received = _instant(matter["kept_at"]), _instant(matter["received_at"])
    first = Stage(name=here.say(progress.STAGE_KEPT), mark="done", when=moment_of(kept, here.language) if kept else "")
    if received:
        sent = Stage(name=here.say(progress.STAGE_SENT), mark="done", when=moment_of(received, here.language))
    else:
        fault = str(matter["fault"])
        sent = Stage(
            name=here.say(progress.STAGE_SENT_NOT),
            mark="" if _refused(matter) else "now",
            who=here.say(cause(fault)) if fault and not _refused(matter) else "",
        )
    return (first, sent)


def _todo(matter: Matter, here: Here) -> Panel:
    if matter["from"] == "terminal":
        if _refused(matter):
            line = here.say(progress.REFUSED_LINE, reason=words(matter["refused"], here))
            return Panel(kind="failed", title=here.say(progress.REFUSED), lines=(line,))
        if not matter["number"]:
            line = here.say(progress.WAITS_LINE)
            return Panel(kind="wait", title=here.say(progress.WAITS), lines=(line,))
        why = here.say(cause(here.state.terminal.network_fault or "NET-002"))
        line = here.say(progress.NOT_ASKED_LINE, cause=why)
        return Panel(kind="info", title=here.say(progress.NOT_ASKED), lines=(line,))
    if todo := words(matter.get("todo"), here):
        return Panel(kind="attention", title=here.say(progress.TODO), lines=(todo,))
    if matter.get("closed") is True:
        result = words(matter.get("result"), here)
        return Panel(kind="done", title=here.say(progress.CLOSED), lines=(result,) if result else ())
    line = here.say(progress.NOTHING_LINE)
    return Panel(kind="info", title=here.say(progress.NOTHING_TODO), lines=(line,))


def _fits(matter: Matter) -> bool:
    """Whether a matter of the platform is as the contract says, as far as it is read here."""
    stages = matter.get("stages")
    named = isinstance(stages, list) and bool(stages) and all(isinstance(each, dict) for each in stages)
    return named and isinstance(matter.get("number"), str) and _instant(matter.get("received_at")) is not None


def _stages(matter: Matter) -> list[dict[str, Json]]:
    stages = matter["stages"]
    return [each for each in stages if isinstance(each, dict)] if isinstance(stages, list) else []


def _refused(matter: Matter) -> bool:
    refused = matter["refused"]
    return isinstance(refused, dict) and bool(refused.get("zh"))


def _began(matter: Matter) -> str:
    return str(matter.get("kept_at") or matter.get("received_at") or "")


def _instant(value: Json) -> datetime | None:
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
