"""Finds out who it is: by a card, by a code of the phone, or by a number typed where the service allows it.

Never sends a PIN, shows no photograph, and keeps nothing of a card that it does not serve. A typed number proves
nothing: no draft is looked for under it, and none is kept. A face that matches afterwards changes nothing of that: it
opens the step after it, and `vouched` stays false.

Where no later step needs a person, one may go on `without`: then `applicant` is empty, as if nobody had been asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from flows.availability import cause
from flows.masking import Mask
from flows.model.effect import EraseDraft, FindDraft, Query, RecordAudit, ScanCode
from flows.model.event import (
    CodeScanned,
    Continued,
    DeviceChanged,
    DocumentRead,
    EffectFailed,
    Event,
    FieldEdited,
    NoCode,
    NoDraft,
    QueryAnswered,
    QueryRefused,
    TimerExpired,
    WayChosen,
    WentBack,
)
from flows.model.screen import Action, IdentifyBody, Panel
from flows.model.text import Text
from flows.model.values import Json, Run, State
from flows.steps import number_typed, reading
from flows.steps.here import Here, Seen, applicant
from flows.steps.reading import BROKEN, READERS, REREAD, Card
from flows.steps.start import cannot_keep
from flows.steps.step import Failure, HandedIn, Move, Need, Page, Row, Step, lines_of
from flows.words import failures, identity, steps
from kiosk.core.audit import AuditKind
from kiosk.core.devices import DeviceKind, IdDocument, NamedPerson, SocialCard
from kiosk.core.sensitive import Sensitive

SCAN_TIMEOUT_S = 30.0
LONGEST_CODE = 512  # characters; a code is input like any other
Other = Literal["qr", "typed"]
NOBODY: dict[str, Json] = {"card": "", "drafts": False}  # the answer of whoever goes on `without`


@dataclass(frozen=True, slots=True, kw_only=True)
class Identify(Step):
    """Reads one of `cards`, the first that works; `others` are the ways without a card."""

    called: ClassVar[Text] = steps.CALLED_IDENTIFY

    cards: tuple[Card, ...] = ("id_card", "social_card")
    others: tuple[Other, ...] = ()  # `qr`: a code of the phone; `typed`: name and number, which prove nothing
    without: Text | None = None  # what is used in place of a card; one goes on unidentified, if no later step minds

    def enter(self, here: Here) -> Move:
        """Read with the first reader that works; without any, the first way without a card."""
        if not any(here.usable(READERS[card]) for card in self.cards):
            if "qr" in self.others and _scannable(here):
                return self._scan(here)
            if "typed" in self.others:
                return self._type(here)
        return reading.read(here, reading.first(here, self.cards))

    def resume(self, here: Here) -> Move:
        """Who has been identified is not asked again."""
        return here.done() if self._read(here) else self.enter(here)

    def react(self, here: Here, event: Event) -> Move | None:
        """Take the card, the code or the number, or say what was wrong with it and go on looking."""
        match event:
            case NoDraft() if here.phase == "found":
                return here.done({self.id: {"card": self._by(here), "drafts": True}})
            case EffectFailed(fault=fault) if here.phase == "found":
                return self._without_store(here, fault)
            case _ if here.phase == "found":
                return None
            case DocumentRead(document=document) if reading.expired(here, document):
                return reading.pause(here, self._card(here), "expired")
            case DocumentRead(document=document):
                return self._known(here, document)
            case WayChosen(way="id_card" | "residence_card" | "social_card" as way) if way in self.cards:
                return self._way_to(here, way)
            case WayChosen(way="qr") if "qr" in self.others and _scannable(here):
                return self._scan(here)
            case WayChosen(way="typed") if "typed" in self.others:
                return self._type(here)
            case WayChosen(way="without") if self.without:
                return self._nobody(here)
            case Continued() if self._by(here) != "typed" and self._read(here):
                return here.done()
            case _ if here.remembered("by") == "qr":
                return self._react_code(here, event)
            case _ if here.remembered("by") == "typed":
                return self._react_typed(here, event)
            case EffectFailed(fault=fault):
                other = reading.other(here, self.cards, self._card(here))
                return reading.read(here, other, BROKEN + fault) if other else here.fail(fault)
            case _:
                return reading.not_read(here, event, self._card(here))

    def react_fault(self, here: Here, event: Event) -> Move | None:
        """Go on by itself when the reader is found again."""
        match event:
            case Continued() | WayChosen(way="retry") if here.phase == "found" and here.state.document:
                return here.mended().stay(start=FindDraft(operation=here.operation, document=here.state.document))
            case DeviceChanged() | WayChosen() if here.phase == "found":
                return None  # the card was read: no reader is to blame
            case DeviceChanged(device=device) if device.health.usable and device.kind in self._kinds():
                return self.resume(here.mended())
            case WayChosen(way="id_card" | "residence_card" | "social_card" as way) if way in self.cards:
                return self._way_to(here.mended(), way)
            case WayChosen(way="qr") if "qr" in self.others and _scannable(here):
                return self._scan(here.mended())
            case WayChosen(way="typed") if "typed" in self.others:
                return self._type(here.mended())
            case WayChosen(way="without") if self.without:
                return self._nobody(here.mended())
            case _:
                return Step.react_fault(self, here, event)

    def page(self, here: Seen) -> Page:
        """Show where the card goes, what went wrong last time, and what else can be used."""
        by = self._by(here)
        found = here.phase == "found"
        if by == "typed" and not found:
            return number_typed.page(here)
        title, hint = (identity.QR_TITLE, identity.QR_HINT) if by == "qr" else reading.TITLES[self._card(here)]
        awaited = steps.AWAIT_DRAFT if found else self._awaited(here)
        known = self._read(here) and not found
        privacy = steps.PRIVACY if here.site.keep_days else steps.PRIVACY_AT_ONCE
        return Page(
            title=here.say(title),
            hint=here.say(hint),
            phase=by,
            body=IdentifyBody(
                picture="phone" if by == "qr" else reading.PICTURES[self._card(here)],
                notice=self._notice(here),
                ways_heading=here.say(steps.SOCIAL_WAYS if by == "social_card" else steps.ID_WAYS),
                ways=self._ways(here),
                privacy=lines_of(here.say(privacy, days=here.site.keep_days)),
            ),
            actions=here.actions(here.go_on() if known else None, "" if known else here.say(awaited)),
        )

    def failure(self, here: Seen) -> Failure:
        """Offer the other ways that work; without a store, what needs no application."""
        if here.phase == "found":
            return cannot_keep(here, failures.MATTER_CARD_READ_LINE)
        ways = tuple(reading.way(here, card) for card in self.cards if here.usable(READERS[card]))
        others = tuple(each for each in self._others(here) if each.enabled)
        return Failure(matter=here.matter(), icon="idcard", ways=(*ways, *others))

    def answered(self, here: Here) -> bool:
        """Whether somebody is identified, and a draft was looked for; or whether one went on without."""
        return self._read(here) or (self.without is not None and here.answers.get(self.id) == NOBODY)

    def keeps_drafts(self, here: Here) -> bool:
        """Whether the store knows under whose identity the session's draft is saved."""
        answer = here.answers.get(self.id)
        return self._read(here) and isinstance(answer, dict) and answer.get("drafts") is True

    def rows(self, here: Here) -> tuple[Row, ...]:
        """Name and number of whoever stands here."""
        person = applicant(here.state.document)
        if not person:
            return ()
        sources = {"id_card": steps.FROM_ID_CARD, "social_card": steps.FROM_SOCIAL_CARD, "qr": identity.FROM_QR}
        source = sources.get(str(person["card"]))
        change = None if source else steps.CHANGE
        pairs = ((steps.NAME, "name", Mask.NAME), (steps.NUMBER, "number", Mask.NUMBER))
        return tuple(
            Row(step_id=self.id, label=label, value=str(person[key]), mask=mask, source=source, change=change)
            for label, key, mask in pairs
        )

    def handed_in(self, here: Here) -> tuple[HandedIn, ...]:
        """The card that was read, or the code that was shown; nothing for what was typed."""
        match applicant(here.state.document).get("card"):
            case "id_card":
                return (HandedIn(name=steps.WAY_ID, form=steps.FORM_CARD),)
            case "social_card":
                return (HandedIn(name=steps.WAY_SOCIAL, form=steps.FORM_CARD),)
            case "qr":
                return (HandedIn(name=identity.WAY_QR, form=identity.FORM_QR),)
            case _:
                return ()

    def needs(self) -> tuple[Need, ...]:
        """One reader of those named, or the camera for a code; nothing where a number will do."""
        return () if "typed" in self.others or self.without else (Need(any_of=tuple(self._kinds()), required=True),)

    def samples(self) -> tuple[Mapping[str, Json], ...]:
        """How the person was identified; the person is `applicant`."""
        read = dict.fromkeys("social_card" if card == "social_card" else "id_card" for card in self.cards)
        known: tuple[Mapping[str, Json], ...] = tuple(
            {self.id: {"card": by, "drafts": by != "typed"}} for by in (*read, *self.others)
        )
        return (*known, {self.id: NOBODY}) if self.without else known

    # --- moves ------------------------------------------------------------------------------------------------

    def _way_to(self, here: Here, card: Card) -> Move | None:
        if not here.usable(READERS[card]):
            return None
        return reading.read(here, card, "residence" if card == "residence_card" else "")

    def _scan(self, here: Here, notice: str = "", **memory: Json) -> Move:
        scan = ScanCode(operation=here.operation, timeout_s=SCAN_TIMEOUT_S)
        return here.stay(memory={**memory, "by": "qr", "notice": notice}, start=scan)

    def _type(self, here: Here) -> Move:
        return here.stay(memory={"by": "typed"})  # a card may still be put on the reader meanwhile

    def _react_code(self, here: Here, event: Event) -> Move | None:
        """Exchange the code at the platform for a name and a number: no code says them by itself."""
        match event:
            case CodeScanned(code=code) if len(code.reveal()) > LONGEST_CODE or not code.reveal().isprintable():
                return self._no_code(here, "code")
            case CodeScanned(code=code):
                asked = Query(
                    operation=here.operation,
                    kind="identity-code",
                    parameters=Sensitive({"code": code.reveal()}),
                )
                return here.stay(memory={"by": "qr", "phase": "asking"}, start=asked)
            case NoCode():
                return self._scan(here, here.remembered("notice"))
            case QueryAnswered(data=data):
                person = number_typed.person_of(data.reveal(), vouched=True)
                return self._known(here, person) if person else self._no_code(here, "code")
            case QueryRefused(reason=reason, reason_en=reason_en):
                return self._no_code(here, "code", reason=reason, reason_en=reason_en)
            case TimerExpired(timer=name) if name == REREAD and not here.waiting:
                again = {key: here.remembered(key) for key in ("reason", "reason_en")}
                return self._scan(here, here.remembered("notice"), **again)
            case EffectFailed(fault=fault) if here.phase == "asking":
                return self._no_code(here, "unasked: " + fault)
            case EffectFailed(fault=fault):
                card = next((card for card in self.cards if here.usable(READERS[card])), None)
                return reading.read(here, card, BROKEN + fault) if card else here.fail(fault)
            case _:
                return None

    def _no_code(self, here: Here, notice: str, **memory: Json) -> Move:
        return reading.pause(here, self._card(here), notice, {**memory, "by": "qr"})

    def _react_typed(self, here: Here, event: Event) -> Move | None:
        match event:
            case WentBack():
                return self.enter(here) if any(here.usable(READERS[card]) for card in self.cards) else None
            case FieldEdited(field=name, text=text):
                return number_typed.edited(here, name, text.reveal())
            case Continued():
                person = number_typed.finished(here)
                return self._known(here, person) if person else here.remember(asked=True)
            case _:
                return None

    def _known(self, here: Here, document: IdDocument | SocialCard | NamedPerson) -> Move:
        before = applicant(here.state.document).get("number")
        another = before is not None and before != applicant(document)["number"]
        if self._read(here) and not another:
            return here.done()
        state = replace(_anew(here) if another else here.state, document=document)
        by = str(applicant(document)["card"])
        audit = RecordAudit(AuditKind.DOCUMENT_READ, {"card": by})
        effects = (EraseDraft(), audit) if another else (audit,)
        if isinstance(document, NamedPerson) and not document.vouched:
            return here.at(state).done({self.id: {"card": by, "drafts": False}}, effects)
        memory: dict[str, Json] = {"card": self._card(here), "by": by, "phase": "found"}
        return here.at(state).stay(
            memory=memory, start=FindDraft(operation=here.operation, document=document), effects=effects
        )

    def _nobody(self, here: Here) -> Move:
        """Go on unidentified; of a card that was read before, nothing stays."""
        effects = (EraseDraft(),) if here.state.document else ()
        state = replace(_anew(here), document=None) if here.state.document else here.state
        return here.at(state).done({self.id: NOBODY}, effects)

    def _without_store(self, here: Here, fault: str) -> Move:
        """Nothing can be handed in: said before anything is filled in. What only prints has no draft to lose."""
        if any(step.keeps() for step in here.service.steps):
            return here.fail(fault)
        return here.done({self.id: {"card": self._by(here), "drafts": False}})

    # --- what works, and in words -----------------------------------------------------------------------------

    def _read(self, here: Here) -> bool:
        """Whether it is known who stands here, and a draft was looked for."""
        return here.state.document is not None and self.id in here.answers

    def _kinds(self) -> list[DeviceKind]:
        scanner = [DeviceKind.DOCUMENT_CAMERA] if "qr" in self.others else []
        return list(dict.fromkeys([*(READERS[card] for card in self.cards), *scanner]))

    def _card(self, here: Here) -> Card:
        return reading.remembered(here, self.cards)

    def _by(self, here: Here) -> str:
        """Return how the person is, or is being, identified, as the answer says it."""
        card = self._card(here)
        return here.remembered("by") or card

    def _awaited(self, here: Here) -> Text:
        if here.remembered("by") == "qr":
            return identity.AWAIT_PLATFORM if here.phase == "asking" else identity.AWAIT_QR
        return steps.AWAIT_SOCIAL if self._card(here) == "social_card" else steps.AWAIT_CARD

    def _notice(self, here: Seen) -> Panel | None:
        match here.remembered("notice"):
            case "" if self._read(here) and here.phase != "found":
                return Panel(kind="done", title=here.say(steps.READ_BEFORE), lines=(here.say(steps.READ_BEFORE_LINE),))
            case "residence":
                line = here.say(identity.RESIDENCE_NOTE_LINE)
                return Panel(kind="info", title=here.say(identity.RESIDENCE_NOTE), lines=(line,))
            case "code":
                reason = here.remembered("reason_en") if here.language == "en" else ""
                line = reason or here.remembered("reason") or here.say(identity.CODE_REFUSED_LINE)
                return Panel(kind="wait", title=here.say(identity.CODE_REFUSED), lines=(line,))
            case unasked if unasked.startswith("unasked: "):
                title = here.say(cause(unasked.removeprefix("unasked: ")))
                return Panel(kind="wait", title=title, lines=(here.say(identity.CODE_UNASKED_LINE),))
            case _:
                return reading.notice(here)

    def _ways(self, here: Seen) -> tuple[Action, ...]:
        by = here.remembered("by") if here.remembered("by") in self.others else self._card(here)
        cards = tuple(reading.way(here, card) for card in self.cards if card != by)
        person = Action(
            label=here.say(steps.WAY_PERSON), detail=here.say(steps.WAY_PERSON_DETAIL), act="help", icon="helper"
        )
        return (*cards, *(each for each in self._others(here) if each.arg != by), person)

    def _others(self, here: Seen) -> tuple[Action, ...]:
        ways: list[Action] = []
        if "qr" in self.others:
            works, usable = _scannable(here), here.usable(DeviceKind.DOCUMENT_CAMERA)
            warning = "" if works else here.say(identity.NOT_OFFLINE if usable else steps.NOT_NOW)
            label, detail = here.say(identity.WAY_QR), here.say(identity.WAY_QR_DETAIL)
            ways.append(
                Action(label=label, detail=detail, act="way", arg="qr", icon="phoneqr", enabled=works, warning=warning)
            )
        if "typed" in self.others:
            label, detail = here.say(identity.WAY_TYPED), here.say(identity.WAY_TYPED_DETAIL)
            ways.append(Action(label=label, detail=detail, act="way", arg="typed", icon="pen"))
        if self.without:
            ways.append(Action(label=here.say(self.without), act="way", arg="without", icon="paper"))
        return tuple(ways)


def _anew(here: Here) -> State:
    """Return the state with the run begun anew: nobody meets the answers of the person before, or what became of them.

    The step and the way to it stay.
    """
    run = here.run
    fresh = Run(service=run.service, step_id=run.step_id, trail=run.trail, reported=run.reported)
    return replace(here.state, run=fresh)


def _scannable(here: Here) -> bool:
    """Whether a code can be seen, and the platform asked what it stands for."""
    return here.online and here.usable(DeviceKind.DOCUMENT_CAMERA)
