"""Whether a service is open now, by its hours and by what the platform said is left of its quota. Pure; any thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.hours import is_open, opens_next
from flows.model.text import Text
from flows.model.values import Json, Language, Quota, Terminal
from flows.service import Service
from flows.words import hours
from flows.words.moments import time_of, weekday_and_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """The service cannot be begun now: it is `full`, or outside its hours; `again` is when that changes, if known."""

    full: bool
    again: datetime | None

    def warning(self, now: datetime) -> Text:
        """Say it in a row of a list."""
        if self.again is None:
            return hours.WARN_FULL
        return _filled(hours.WARN_FULL_UNTIL if self.full else hours.WARN_CLOSED, self.again, now)

    def title(self) -> Text:
        """Say what is."""
        return hours.FULL_TITLE if self.full else hours.CLOSED_TITLE

    def hint(self, now: datetime) -> Text:
        """Say when to come again."""
        if self.again is None:
            return hours.FULL_UNKNOWN_HINT
        return _filled(hours.FULL_HINT if self.full else hours.CLOSED_HINT, self.again, now)


def closed(service: Service, terminal: Terminal) -> Closed | None:
    """Return why the service cannot be begun now; None when it can, as far as is known."""
    if not is_open(service.head.hours, terminal.at):
        return Closed(full=False, again=opens_next(service.head.hours, terminal.at))
    quota = next((each for each in terminal.quotas if each.service_id == service.id), None)
    if quota is None or quota.left > 0 or quota.at.date() != terminal.at.date():
        return None  # what was said on another day is no longer known
    if quota.again_at and quota.again_at <= terminal.at:
        return None
    return Closed(full=True, again=quota.again_at)


def heard(terminal: Terminal, service: Service, data: Mapping[str, Json]) -> tuple[Quota, ...]:
    """Return what is known of quotas after the platform's answer ``{left, again_at}``; as before if it says nothing."""
    left, again = data.get("left"), data.get("again_at")
    if not isinstance(left, int) or isinstance(left, bool):
        return terminal.quotas
    said = Quota(service_id=service.id, left=left, at=terminal.at, again_at=_instant(again))
    return (*(each for each in terminal.quotas if each.service_id != service.id), said)


def _instant(value: Json) -> datetime | None:
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return at if at and at.tzinfo else None


def _filled(words: Text, again: datetime, now: datetime) -> Text:
    return Text({each: words.of(each, when=_when(again.astimezone(now.tzinfo), now, each)) for each in Language})


def _when(again: datetime, now: datetime, language: Language) -> str:
    time = time_of(again)
    if again.date() == now.date():
        return hours.TODAY.of(language, time=time)
    if again.date() == now.date() + timedelta(days=1):
        return hours.TOMORROW.of(language, time=time)
    return hours.ON_DAY.of(language, day=weekday_and_day(again.date(), language), time=time)
