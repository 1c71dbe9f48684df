"""Transcripts of whole sessions, turn by turn: what came in, what the screen said then, what the terminal was to do.

``python -m tests.support.turns`` writes them anew into `tests/flows/turns/`; read the difference before you keep it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from flows.model.screen import Screen
from tests.support.flow_walks import Walk, ready_state

FOLDER = Path(__file__).parent.parent / "flows" / "turns"
_DIGEST = re.compile(r"\b[0-9a-f]{16,64}\b")
_MEMBER = re.compile(r"<\w+\.(\w+): [^>]*>")
_LONGEST = 96  # characters of a value
_LONGEST_SESSION = 120  # turns


@dataclass(frozen=True, kw_only=True)
class Story:
    """A session that is told: which service, and whether there is a network."""

    service: str
    online: bool = True


STORIES: Mapping[str, Story] = {
    "query-and-print": Story(service="social-insurance-certificate"),
    "apply": Story(service="elder-allowance"),
    "apply-offline": Story(service="elder-allowance", online=False),
    "pay": Story(service="traffic-fine"),
    "book": Story(service="marriage-appointment"),
    "certify": Story(service="pension-face"),
    "report-offline": Story(service="could-not-be-done", online=False),
}


def transcript(story: Story) -> str:
    """Return the whole session as text, a block of lines for each turn."""
    walk = Walk(state=ready_state(online=story.online))
    walk.begin(story.service)
    lines: list[str] = []
    events = effects = 0  # that were told
    for _ in range(_LONGEST_SESSION):
        lines += [f"> {said(each)}" for each in walk.events[events:]]
        lines += [f"  ! {said(each)}" for each in walk.all_effects[effects:]]
        lines += [*(f"  {line}" for line in shown(walk.screen)), ""]
        if not walk.state.session_id:
            return "\n".join(lines)
        events, effects = len(walk.events), len(walk.all_effects)
        walk.help_on()
    raise AssertionError(f"no end in sight at {walk.screen.key}")


def said(value: Any) -> str:
    """Return an event or an effect in one line; what is sensitive says so itself, and digests are left out."""
    parts = ", ".join(
        f"{each.name}={_short(getattr(value, each.name))}"
        for each in fields(value)
        if each.name not in ("operation", "session_id", "at")
    )
    return f"{type(value).__name__}({parts})"


def shown(screen: Screen) -> Iterator[str]:
    """Yield what a resident reads at a glance."""
    yield f"[{screen.page}] {screen.title}"
    if screen.hint:
        yield f"  {screen.hint}"
    if screen.steps:
        yield f"  {screen.steps.text}"
    buttons = [*screen.actions.left, screen.actions.primary]
    named = [f"{each.label}{'' if each.enabled else ' (off)'}" for each in buttons if each]
    if named:
        yield "  " + " | ".join(named)
    if screen.sheet:
        yield f"  sheet: {screen.sheet.title}"


def _short(value: Any) -> str:
    text = _MEMBER.sub(r"\1", _DIGEST.sub("...", repr(value)))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def main() -> None:
    """Write every transcript."""
    FOLDER.mkdir(exist_ok=True)
    for name, story in STORIES.items():
        (FOLDER / f"{name}.txt").write_text(transcript(story), encoding="utf-8")


if __name__ == "__main__":
    main()
