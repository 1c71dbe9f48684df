"""Tells what is done with somebody's data, and asks for a yes where the law wants one. Never chosen beforehand.

What was agreed to is an answer: the purpose, the SHA-256 of exactly what stood on the page, its language, the moment.
It goes with the submission by itself and is audited. A no is as good an answer: it leads to other ways, never to a
dead end. Whether a no was a wise one is not this step's business.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from flows.model.effect import RecordAudit
from flows.model.event import Continued, Event, WayChosen
from flows.model.screen import Action, ConsentBody, Fact, NoticeBody
from flows.model.text import Text
from flows.model.values import Json
from flows.steps.here import Here, Seen
from flows.steps.step import Move, Page, Row, Step, Then
from flows.words import consent as words
from flows.words import failures, steps
from kiosk.core.audit import AuditKind

Purpose = Literal["notice", "general", "face", "sensitive", "check-means", "share", "minor"]
_ICONS: Mapping[Purpose, str] = {
    "notice": "info",
    "general": "lock",
    "face": "eye",
    "sensitive": "lock",
    "check-means": "search",
    "share": "sms",
    "minor": "baby",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent(Step):
    """Asks for one `purpose`. `who` handles the data (name, telephone), `what` they are, `use` what for.

    `to` is who else gets them (share), `until` how long a check of means may go on. Where a no does not stop the
    service, `optional` is true; for a face it never does.
    """

    called: ClassVar[Text] = words.CALLED

    purpose: Purpose
    who: Text  # who handles the data: the office and its telephone
    what: Text | None = None  # which data
    use: Text | None = None  # what for
    why: Text | None = None  # why it cannot be done without them
    to: Text | None = None  # who else gets them, and their telephone; of a check of means, who is asked
    until: Text | None = None  # how long a check of means may go on
    optional: bool = False  # whether the service goes on after a no; for a face it always does

    def __post_init__(self) -> None:
        """Refuse a consent that does not say what it is about. Raises ValueError."""
        own = {"what": self.what, "to": self.to}
        missing = [name for name in words.MUST_SAY.get(self.purpose, ()) if own[name] is None]
        if missing:
            raise ValueError(f"a consent of the purpose {self.purpose!r} must say {' and '.join(missing)}")

    @property
    def voluntary(self) -> bool:
        """Whether the service goes on after a no."""
        return self.optional or self.purpose in ("face", "notice")

    def resume(self, here: Here) -> Move:
        """Who has answered is not asked again."""
        if here.phase == "declined":
            return here.stay()
        return here.done() if self.answered(here) else self.enter(here)

    def enter(self, here: Here) -> Move:
        """Ask, with nothing chosen beforehand."""
        return here.stay(memory={})

    def react(self, here: Here, event: Event) -> Move | None:
        """Keep what was answered, and to which words."""
        match event:
            case Continued() if self.purpose == "notice":
                return here.done(*self._record(here, agreed=True))
            case WayChosen(way="agree") if self.purpose != "notice" and here.phase != "declined":
                return here.done(*self._record(here, agreed=True))
            case WayChosen(way="decline") if self.purpose != "notice" and here.phase != "declined":
                answers, audit = self._record(here, agreed=False)
                return here.stay(memory={"phase": "declined"}, answers=answers, effects=audit)
            case WayChosen(way="again") if here.phase == "declined":
                return here.stay(memory={})
            case Continued() if here.phase == "declined":
                return here.done() if self.voluntary else here.stay(then=Then.HOME)
            case _:
                return None

    def page(self, here: Seen) -> Page:
        """Say what is done with the data; after a no, what else can be done."""
        if here.phase == "declined":
            return self._declined(here)
        notice = self.purpose == "notice"
        yes = Action(label=here.say(words.AGREE), act="way", arg="agree")
        no = Action(label=here.say(words.DECLINE), act="way", arg="decline")
        return Page(
            title=here.say(words.TITLES[self.purpose]),
            hint=here.say(words.NOTICE_HINT if notice else words.HINT),
            body=ConsentBody(
                icon=_ICONS[self.purpose],
                facts=tuple(Fact(label=label, lines=(text,)) for label, text in self._said(here)),
                agree=None if notice else yes,
                decline=None if notice else no,
            ),
            actions=here.actions(
                here.go_on(words.UNDERSTOOD, "check") if notice else None, "" if notice else here.say(words.AWAIT)
            ),
        )

    def answered(self, here: Here) -> bool:
        """Whether a yes is kept, or a no that does not stop the service."""
        record = here.answers.get(self.id)
        return isinstance(record, dict) and (record.get("agreed") is True or self.voluntary)

    def rows(self, here: Here) -> tuple[Row, ...]:
        """What was answered."""
        record = here.answers.get(self.id)
        if self.purpose == "notice" or not isinstance(record, dict):
            return ()
        value = here.say(words.AGREED if record.get("agreed") is True else words.DECLINED)
        return (Row(step_id=self.id, label=words.LABELS[self.purpose], value=value, change=steps.CHANGE),)

    def evidence(self, here: Here) -> dict[str, Json]:
        """The record, as it is kept."""
        record = here.answers.get(self.id)
        return dict(record) if isinstance(record, dict) else {}

    def samples(self) -> tuple[Mapping[str, Json], ...]:
        """A yes; a no too where the service goes on after it."""
        yes: dict[str, Json] = {
            "purpose": self.purpose,
            "text_sha256": "0" * 64,
            "language": "zh-Hans",
            "at": "2026-02-28T09:00:00+08:00",
            "agreed": True,
        }
        no = ({self.id: {**yes, "agreed": False}},) if self.voluntary and self.purpose != "notice" else ()
        return ({self.id: yes}, *no)

    # --- inside -----------------------------------------------------------------------------------------------

    def _said(self, here: Here) -> tuple[tuple[str, str], ...]:
        """Return what stands on the page, label and words: all that is agreed to."""
        service = here.say(here.service.head.title)
        own = {"who": self.who, "what": self.what, "use": self.use, "why": self.why, "to": self.to, "until": self.until}
        return tuple(
            (here.say(label), here.say((own[name] if name else None) or usual, service=service))
            for label, name, usual in words.SAID[self.purpose]
            if (name and own[name]) or usual.of(here.language)
        ) + (((here.say(words.NO), here.say(words.NO_SKIP)),) if self._skips() else self._no(here))

    def _skips(self) -> bool:
        return self.optional and self.purpose not in ("face", "notice")

    def _no(self, here: Here) -> tuple[tuple[str, str], ...]:
        no = words.AFTER_NO.get(self.purpose)
        return ((here.say(words.NO), here.say(no)),) if no else ()

    def _record(self, here: Here, *, agreed: bool) -> tuple[dict[str, Json], tuple[RecordAudit, ...]]:
        lines = [here.say(words.TITLES[self.purpose]), *(f"{label}\n{text}" for label, text in self._said(here))]
        digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
        record: dict[str, Json] = {
            "purpose": self.purpose,
            "text_sha256": digest,
            "language": here.language.value,
            "at": here.state.terminal.at.isoformat(),
            "agreed": agreed,
        }
        facts: dict[str, str | int | float | bool] = {
            "service": here.service.id,
            "purpose": self.purpose,
            "text_sha256": digest,
            "language": here.language.value,
            "agreed": agreed,
        }
        return {self.id: record}, (RecordAudit(AuditKind.CONSENT_ANSWERED, facts),)

    def _declined(self, here: Seen) -> Page:
        again = Action(
            label=here.say(words.AGAIN), detail=here.say(words.AGAIN_DETAIL), act="way", arg="again", icon="redo"
        )
        on = words.GO_ON if self.purpose == "face" else words.SKIP
        return Page(
            title=here.say(words.NO_TITLE if self.voluntary else words.NO_TITLE_OTHER),
            hint=here.say(words.NO_HINT if self.voluntary else words.NO_HINT_OTHER),
            phase="declined",
            body=NoticeBody(
                icon="info",
                tone="info",
                matter=here.matter(),
                ways_heading=here.say(failures.WAYS),
                ways=(again, *here.people()),
            ),
            actions=here.actions(here.go_on(on if self.voluntary else steps.OTHER_SERVICES)),
        )
