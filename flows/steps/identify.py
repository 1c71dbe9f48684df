"""Who is it? Reads an identity card or a social security card, and looks for a draft of the same person.

Never sends a PIN, shows no photograph, and keeps nothing of a card that it does not serve.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from flows.availability import cause
from flows.masking import Mask
from flows.model.effect import EraseDraft, FindDraft, ReadIdCard, ReadSocialCard, RecordAudit, StartTimer
from flows.model.event import (
    CardNotRead,
    Continued,
    DeviceChanged,
    DocumentRead,
    EffectFailed,
    Event,
    NoDraft,
    TimerExpired,
    WayChosen,
)
from flows.model.screen import Action, IdentifyBody, Panel
from flows.model.text import Text
from flows.model.values import Json
from flows.steps.here import Here, Seen, applicant
from flows.steps.start import cannot_keep
from flows.steps.step import Failure, HandedIn, Move, Need, Page, Row, Step, lines_of, with_run
from flows.words import failures, steps
from kiosk.core.audit import AuditKind
from kiosk.core.devices import (
    CardLifted,
    CardUnreadable,
    CardUnsupported,
    DeviceKind,
    IdDocument,
    NoCard,
    SocialCard,
)
from kiosk.core.sensitive import Sensitive

READ_TIMEOUT_S = 30.0
PAUSE_S = 2.0  # a card that is not served is still lying there: look again after a moment, not at once
REREAD = "reread"
_BROKEN = "broken: "  # begins a notice: not the card but its reader failed
CLOCK_FAULT = "NET-006"

Card = Literal["id_card", "social_card"]
_KINDS: Mapping[Card, DeviceKind] = {"id_card": DeviceKind.ID_CARD, "social_card": DeviceKind.SOCIAL_CARD}


@dataclass(frozen=True, slots=True, kw_only=True)
class Identify(Step):
    """Reads one of `cards`, the first that works."""

    called: ClassVar[Text] = steps.CALLED_IDENTIFY

    cards: tuple[Card, ...] = ("id_card", "social_card")

    def enter(self, here: Here) -> Move:
        """Read with the first reader that works."""
        return self._read(here, self._first(here))

    def resume(self, here: Here) -> Move:
        """Who has been identified is not asked again."""
        return here.done() if self.answered(here) else self.enter(here)

    def react(self, here: Here, event: Event) -> Move | None:
        """Take the card, or say what was wrong with it and read again."""
        match event:
            case DocumentRead(document=document):
                return self._read_well(here, document)
            case CardNotRead(reason=NoCard()):
                return self._read(here, self._card(here), here.remembered("notice"))
            case CardNotRead(reason=CardLifted()):
                return self._read(here, self._card(here), "lifted")
            case CardNotRead(reason=CardUnsupported()):
                return self._pause(here, "unsupported")
            case CardNotRead(reason=CardUnreadable(fault=fault)):
                return self._pause(here, fault)
            case TimerExpired(timer=name) if name == REREAD and not here.waiting:
                return self._read(here, self._card(here), here.remembered("notice"))
            case NoDraft() if here.phase == "found":
                return here.done({self.id: {"card": self._card(here), "drafts": True}})
            case EffectFailed(fault=fault) if here.phase == "found":
                return self._without_store(here, fault)
            case EffectFailed(fault=fault):
                other = self._other_working(here)
                return self._read(here, other, _BROKEN + fault) if other else here.fail(fault)
            case WayChosen(way="id_card" | "social_card" as way) if way in self.cards and here.phase != "found":
                return self._read(here, way) if here.usable(_KINDS[way]) else None
            case Continued() if self.answered(here) and here.phase != "found":
                return here.done()
            case _:
                return None

    def react_fault(self, here: Here, event: Event) -> Move | None:
        """Go on by itself when the reader is found again."""
        match event:
            case Continued() | WayChosen(way="retry") if here.phase == "found" and here.state.document:
                return here.mended().stay(start=FindDraft(operation=here.operation, document=here.state.document))
            case DeviceChanged() | WayChosen() if here.phase == "found":
                return None  # the card was read: no reader is to blame
            case DeviceChanged(device=device) if device.health.usable and device.kind in self._kinds():
                return self.resume(here.mended())
            case WayChosen(way="id_card" | "social_card" as way) if way in self.cards and here.usable(_KINDS[way]):
                return self._read(here.mended(), way)
            case _:
                return Step.react_fault(self, here, event)

    def page(self, here: Seen) -> Page:
        """Show where the card goes, what went wrong last time, and what else can be used."""
        card = self._card(here)
        found = here.phase == "found"
        awaited = steps.AWAIT_DRAFT if found else steps.AWAIT_CARD if card == "id_card" else steps.AWAIT_SOCIAL
        known = self.answered(here) and not found
        privacy = steps.PRIVACY if here.site.keep_days else steps.PRIVACY_AT_ONCE
        return Page(
            title=here.say(steps.ID_TITLE if card == "id_card" else steps.SOCIAL_TITLE),
            hint=here.say(steps.ID_HINT if card == "id_card" else steps.SOCIAL_HINT),
            phase=card,
            body=IdentifyBody(
                picture=card,
                notice=self._notice(here),
                ways_heading=here.say(steps.ID_WAYS if card == "id_card" else steps.SOCIAL_WAYS),
                ways=self._ways(here, card),
                privacy=lines_of(here.say(privacy, days=here.site.keep_days)),
            ),
            actions=here.actions(here.go_on() if known else None, "" if known else here.say(awaited)),
        )

    def failure(self, here: Seen) -> Failure:
        """Offer the other card when its reader works; without a store, what needs no application."""
        if here.phase == "found":
            return cannot_keep(here, failures.MATTER_CARD_READ_LINE)
        ways = tuple(self._way(here, card) for card in self.cards if here.usable(_KINDS[card]))
        return Failure(matter=here.matter(), icon="idcard", ways=ways)

    def answered(self, here: Here) -> bool:
        """Whether somebody is identified, and a draft was looked for."""
        return here.state.document is not None and self.id in here.answers

    def keeps_drafts(self, here: Here) -> bool:
        """Whether the store knows under whose identity the session's draft is saved."""
        answer = here.answers.get(self.id)
        return self.answered(here) and isinstance(answer, dict) and answer.get("drafts") is True

    def rows(self, here: Here) -> tuple[Row, ...]:
        """Name and number, from the card."""
        person = applicant(here.state.document)
        if not person:
            return ()
        source = steps.FROM_ID_CARD if person["card"] == "id_card" else steps.FROM_SOCIAL_CARD
        return (
            Row(step_id=self.id, label=steps.NAME, value=str(person["name"]), mask=Mask.NAME, source=source),
            Row(step_id=self.id, label=steps.NUMBER, value=str(person["number"]), mask=Mask.NUMBER, source=source),
        )

    def handed_in(self, here: Here) -> tuple[HandedIn, ...]:
        """The card that was read."""
        person = applicant(here.state.document)
        name = steps.WAY_SOCIAL if person.get("card") == "social_card" else steps.WAY_ID
        return (HandedIn(name=name, form=steps.FORM_CARD),) if person else ()

    def needs(self) -> tuple[Need, ...]:
        """One reader of those named."""
        return (Need(any_of=tuple(self._kinds()), required=True),)

    # --- moves ------------------------------------------------------------------------------------------------

    def _read(self, here: Here, card: Card, notice: str = "") -> Move:
        effect = ReadIdCard if card == "id_card" else ReadSocialCard
        return here.stay(
            memory={"card": card, "notice": notice}, start=effect(operation=here.operation, timeout_s=READ_TIMEOUT_S)
        )

    def _pause(self, here: Here, notice: str) -> Move:
        timer = StartTimer(session_id=here.state.session_id, timer=REREAD, seconds=PAUSE_S)
        return here.stay(memory={"card": self._card(here), "notice": notice}, effects=(timer,))

    def _read_well(self, here: Here, document: IdDocument | SocialCard) -> Move:
        clock_wrong = here.state.terminal.network_fault == CLOCK_FAULT  # then no date can be judged here
        expired = document.valid_to is not None and document.valid_to < here.state.terminal.at.date()
        if expired and not clock_wrong:
            return self._pause(here, "expired")
        before = applicant(here.state.document).get("number")
        another = before is not None and before != applicant(document)["number"]
        if self.answered(here) and not another:
            return here.done()
        state = replace(here.state, document=document)
        if another:  # nobody meets the answers of the person before
            state = with_run(state, answers=Sensitive({}), blobs={}, submission_key="", supersedes="")
        return here.at(state).stay(
            memory={"card": self._card(here), "phase": "found"},
            start=FindDraft(operation=here.operation, document=document),
            effects=(
                *((EraseDraft(),) if another else ()),
                RecordAudit(AuditKind.DOCUMENT_READ, {"card": str(applicant(document)["card"])}),
            ),
        )

    def _without_store(self, here: Here, fault: str) -> Move:
        """Nothing can be handed in: said before anything is filled in. What only prints has no draft to lose."""
        if any(step.keeps() for step in here.service.steps):
            return here.fail(fault)
        return here.done({self.id: {"card": self._card(here), "drafts": False}})

    # --- what works -------------------------------------------------------------------------------------------

    def _kinds(self) -> list[DeviceKind]:
        return [_KINDS[card] for card in self.cards]

    def _first(self, here: Here) -> Card:
        working = [card for card in self.cards if here.usable(_KINDS[card])]
        return (working or list(self.cards))[0]

    def _card(self, here: Here) -> Card:
        remembered = here.remembered("card")
        return next((card for card in self.cards if card == remembered), self.cards[0])

    def _other_working(self, here: Here) -> Card | None:
        present = self._card(here)
        return next((card for card in self.cards if card != present and here.usable(_KINDS[card])), None)

    # --- words ------------------------------------------------------------------------------------------------

    def _notice(self, here: Here) -> Panel | None:
        match here.remembered("notice"):
            case "" if self.answered(here) and here.phase != "found":
                return Panel(kind="done", title=here.say(steps.READ_BEFORE), lines=(here.say(steps.READ_BEFORE_LINE),))
            case "":
                return None
            case "lifted":
                return Panel(kind="info", title=here.say(steps.LIFTED), lines=(here.say(steps.LIFTED_LINE),))
            case "unsupported":
                return Panel(kind="wait", title=here.say(steps.UNSUPPORTED), lines=(here.say(steps.UNSUPPORTED_LINE),))
            case "expired":
                return Panel(kind="wait", title=here.say(steps.EXPIRED), lines=(here.say(steps.EXPIRED_LINE),))
            case broken if broken.startswith(_BROKEN):
                fault = broken.removeprefix(_BROKEN)
                return Panel(kind="wait", title=here.say(cause(fault)), lines=(here.say(steps.OTHER_CARD_LINE),))
            case fault:
                return Panel(kind="wait", title=here.say(cause(fault)), lines=(here.say(steps.UNREADABLE_LINE),))

    def _ways(self, here: Here, present: Card) -> tuple[Action, ...]:
        others = tuple(self._way(here, card) for card in self.cards if card != present)
        person = Action(
            label=here.say(steps.WAY_PERSON), detail=here.say(steps.WAY_PERSON_DETAIL), act="help", icon="helper"
        )
        return (*others, person)

    def _way(self, here: Here, card: Card) -> Action:
        usable = here.usable(_KINDS[card])
        return Action(
            label=here.say(steps.WAY_ID if card == "id_card" else steps.WAY_SOCIAL),
            detail=here.say(steps.WAY_ID_DETAIL if card == "id_card" else steps.WAY_SOCIAL_DETAIL),
            act="way",
            arg=card,
            icon="idcard" if card == "id_card" else "sscard",
            enabled=usable,
            warning="" if usable else here.say(steps.NOT_NOW),
        )

    def samples(self) -> tuple[Mapping[str, Json], ...]:
        """Which card was read; the person is `applicant`."""
        return tuple({self.id: {"card": card, "drafts": True}} for card in self.cards)
