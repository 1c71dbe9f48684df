"""One-time codes by text message: what is known of the last one to each phone, so that none is sent again at once.

It stands in the run, not in the memory of a step: going back forgets no message. A new message takes a new key (the
counter of its operation, which is never given out twice); one that nobody answered for is tried again under its own.
Pure; any thread.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from flows.model.effect import StartTimer
from flows.model.screen import Action, Field
from flows.model.text import Text
from flows.model.values import Json
from flows.steps.here import Here, Seen
from flows.steps.step import with_run
from flows.words import answers
from kiosk.core.sensitive import Sensitive

FIELD = "code"
DIGITS = 6
AGAIN_S = 60  # before another message may be asked for
RESEND = "resend"  # the timer
USUAL_MINUTES = 5
_SURE = timedelta(seconds=2 * AGAIN_S)  # the time of the terminal goes by minutes: so much later, 60 s are over

Known = Mapping[str, Json]


def last(here: Here, whom: str) -> Known:
    """Return what is known of the last message to `whom`; empty when there was none."""
    known = here.run.messages.reveal().get(whom)
    return known if isinstance(known, dict) else {}


def kept(here: Here, whom: str, known: Known) -> Here:
    """Return the same place, knowing this of the last message to `whom`."""
    messages = {**here.run.messages.reveal(), whom: {**known, "typed": ""}}
    return here.at(with_run(here.state, messages=Sensitive(messages)))


def forgotten(here: Here, whom: str) -> Here:
    """Return the same place, without a message to `whom`: it was refused, or its code is void."""
    messages = {each: known for each, known in here.run.messages.reveal().items() if each != whom}
    return here.at(with_run(here.state, messages=Sensitive(messages)))


def sending(here: Here, ordinal: int) -> dict[str, Json]:
    """Return what is known of a message that goes out now."""
    return {"state": "sending", "ordinal": ordinal, "at": here.state.terminal.at.isoformat(), "again": False}


def ordinal_of(here: Here, known: Known) -> int:
    """Return the number in the key: that of the message nobody answered for, or a new one."""
    ordinal = known.get("ordinal")
    return ordinal if isinstance(ordinal, int) else here.operation.counter


def waits(here: Here, known: Known) -> bool:
    """Whether it is too early for another message after this one."""
    at = known.get("at")
    if known.get("again") is True or not isinstance(at, str):
        return False
    return here.state.terminal.at - datetime.fromisoformat(at) < _SURE


def timer(here: Here) -> StartTimer:
    """Begin the wait; shown again, it begins anew, for how much of it is over is known to the minute only."""
    return StartTimer(session_id=here.state.session_id, timer=RESEND, seconds=float(AGAIN_S))


def figures(text: str) -> str:
    """Return what was typed, without all that no code has."""
    return "".join(char for char in text if char in "0123456789")[:DIGITS]


def minutes(data: Known) -> int:
    """Return for how long the code is good, as the platform says."""
    valid_s = data.get("valid_s")
    return valid_s // 60 if isinstance(valid_s, int) and valid_s >= 60 else USUAL_MINUTES


def field(here: Seen, label: Text, typed: str, error: str) -> Field:
    """Return the field of the six figures."""
    return Field(
        name=FIELD, label=here.say(label), text=typed, entry="digits", error=error, max_length=DIGITS, group="3"
    )


def resend(here: Seen, known: Known, way: str) -> Action:
    """Return the button for another message: not before the wait is over."""
    again = not waits(here, known)
    label = here.say(answers.CODE_AGAIN) if again else here.say(answers.CODE_WAIT, seconds=AGAIN_S)
    return Action(label=label, act="way", arg=way, icon="redo", enabled=again)
