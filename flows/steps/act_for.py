"""For whom is it? For oneself, for family, for another who asked for it, or for oneself with a village helper beside.

The other person's card is read on the same reader, and the statement is agreed to on a page of its own. Afterwards
expressions see whom it is for as `applicant` and who does it as `agent`. The draft stays bound to whoever stands here.
Whether the helper is one of the village's is not looked up here: the record says who it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from flows.masking import Mask
from flows.model.effect import RecordAudit
from flows.model.event import (
    Continued,
    DeviceChanged,
    DocumentRead,
    EffectFailed,
    Event,
    OptionChosen,
    WayChosen,
    WentBack,
)
from flows.model.text import Text
from flows.model.values import Json
from flows.steps import acting_pages, reading
from flows.steps.here import Here, Seen, applicant
from flows.steps.reading import BROKEN, READERS, Card
from flows.steps.step import Failure, HandedIn, Move, Page, Row, Step, Then
from flows.words import acting as words
from flows.words import steps
from kiosk.core.audit import AuditKind
from kiosk.core.devices import IdDocument, SocialCard

Whom = Literal["self", "family", "other", "assisted"]
Relation = Literal["parent", "spouse", "child", "grandparent", "grandchild", "sibling", "relative"]
_RELATIONS: tuple[Relation, ...] = ("parent", "spouse", "child", "grandparent", "grandchild", "sibling", "relative")
_BEFORE = {"relation": "", "agree": "card", "denied": "agree"}  # where 返回 leads inside the step
_SAMPLE: Mapping[str, Json] = {
    "card": "id_card",
    "kind": "resident",
    "name": "李四",
    "number": "441900196309150023",
    "birth": "1963-09-15",
    "sex": "2",
    "address": "广东省东莞市厚街镇",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ActFor(Step):
    """Offers `whom`; a relative is one of `relations`; the other's card is one of `cards`."""

    called: ClassVar[Text] = words.CALLED

    whom: tuple[Whom, ...] = ("self", "family", "other")  # for whom it can be done; `assisted`: a helper is beside
    relations: tuple[Relation, ...] = _RELATIONS  # what a relative can be
    cards: tuple[Card, ...] = ("id_card", "social_card")  # the other person's; the usual one first

    def enter(self, here: Here) -> Move:
        """Ask, with what was chosen before."""
        kept = self._kept(here)
        return here.stay(memory={"whom": kept.get("for", ""), "relation": kept.get("relation", "")})

    def resume(self, here: Here) -> Move:
        """What is agreed is not asked again; a card that was awaited is awaited again."""
        if self.answered(here):
            return here.done()
        if here.phase == "card":
            return self._read(here, reading.remembered(here, self.cards), here.remembered("notice"))
        return here.stay() if here.memory else self.enter(here)

    def react(self, here: Here, event: Event) -> Move | None:
        """Go on inside the step by what is chosen, read and agreed to."""
        match here.phase, event:
            case "", OptionChosen(field=name, value=value) if name == self.id and value in self.whom:
                return here.remember(whom=value)
            case "", Continued():
                return self._chosen(here)
            case "relation", OptionChosen(field=name, value=value) if name == self.id and value in self.relations:
                return here.remember(relation=value)
            case "relation", Continued() if here.remembered("relation") in self.relations:
                return self._read(here, reading.first(here, self.cards))
            case "card", _:
                return self._react_card(here, event)
            case "agree", WayChosen(way="agree"):
                return self._agreed(here)
            case "agree", WayChosen(way="decline"):
                return here.remember(phase="denied")
            case "denied", WayChosen(way="self") if self._alone(here):
                return self._for_self(here)
            case "denied", WayChosen(way="again"):
                return here.stay(memory={})
            case "denied", Continued():
                return here.stay(then=Then.HOME)
            case phase, WentBack() if phase in _BEFORE and phase != "agree":
                return here.remember(phase=_BEFORE[phase])
            case "agree", WentBack():
                return self._read(here, reading.first(here, self.cards))
            case _:
                return None

    def react_fault(self, here: Here, event: Event) -> Move | None:
        """Go on by itself when the reader is found again, or with the other."""
        match event:
            case DeviceChanged(device=device) if device.health.usable and here.phase == "card":
                return self.resume(here.mended())
            case WayChosen(way="id_card" | "residence_card" | "social_card" as way) if self._may_read(here, way):
                return self._read(here.mended(), way)
            case WentBack():
                return here.mended().remember(phase="")
            case _:
                return Step.react_fault(self, here, event)

    def page(self, here: Seen) -> Page:
        """Show the question, the reader, the statement, or what else can be done."""
        match here.phase:
            case "relation":
                return acting_pages.of_relation(here, self.id, self.relations)
            case "card":
                return acting_pages.of_card(here, self.cards)
            case "agree":
                return acting_pages.of_statement(here)
            case "denied":
                return acting_pages.of_denial(here, alone=self._alone(here))
            case _:
                return acting_pages.of_whom(here, self.id, self.whom)

    def failure(self, here: Seen) -> Failure:
        """Offer the cards whose readers work."""
        ways = tuple(reading.way(here, card) for card in self.cards if here.usable(READERS[card]))
        return Failure(matter=here.matter(), icon="idcard", ways=ways)

    def answered(self, here: Here) -> bool:
        """Whether it is said for whom, and agreed where it is for another."""
        kept = self._kept(here)
        return kept.get("for") == "self" or kept.get("agreed") is True

    def parties(self, here: Here) -> Mapping[str, Json]:
        """Return whom it is for and who does it, where these are two people."""
        return parties_of(self._kept(here), applicant(here.state.document))

    def evidence(self, here: Here) -> dict[str, Json]:
        """The record, with the names and numbers of both; nothing where somebody does it for themselves."""
        kept, parties = self._kept(here), self.parties(here)
        if not parties:
            return {}
        people = {"applicant": here.applicant(), "agent": here.agent()}
        named: dict[str, Json] = {
            role: {key: person.get(key, "") for key in ("name", "number", "card")} for role, person in people.items()
        }
        return {**{key: value for key, value in kept.items() if key != "person"}, **named}

    def rows(self, here: Here) -> tuple[Row, ...]:
        """For whom, and who they are."""
        kept = self._kept(here)
        person = kept.get("person")
        if not isinstance(person, dict):
            value = here.say(words.ROW_SELF)
            return (Row(step_id=self.id, label=words.ROW_FOR, value=value, change=steps.CHANGE),)
        name, number = str(person.get("name", "")), str(person.get("number", ""))
        source = steps.FROM_SOCIAL_CARD if person.get("card") == "social_card" else steps.FROM_ID_CARD
        if kept.get("for") == "assisted":
            return (Row(step_id=self.id, label=words.ROW_HELPER, value=name, mask=Mask.NAME, change=steps.CHANGE),)
        relation = words.RELATIONS.get(str(kept.get("relation")), words.ROW_AUTHORISED)
        return (
            Row(step_id=self.id, label=words.ROW_NAME, value=name, mask=Mask.NAME, source=source),
            Row(step_id=self.id, label=words.ROW_NUMBER, value=number, mask=Mask.NUMBER, source=source),
            Row(step_id=self.id, label=words.ROW_RELATION, value=here.say(relation), change=steps.CHANGE),
        )

    def handed_in(self, here: Here) -> tuple[HandedIn, ...]:
        """The card of the other."""
        person = self._kept(here).get("person")
        if not isinstance(person, dict):
            return ()
        name = steps.WAY_SOCIAL if person.get("card") == "social_card" else steps.WAY_ID
        return (HandedIn(name=name, form=steps.FORM_CARD),)

    def samples(self) -> tuple[Mapping[str, Json], ...]:
        """One of each kind that is offered."""
        agreed: dict[str, Json] = {
            "text_sha256": "0" * 64,
            "language": "zh-Hans",
            "at": "2026-02-28T09:00:00+08:00",
            "agreed": True,
        }
        return tuple(
            {self.id: {"for": whom}}
            if whom == "self"
            else {
                self.id: {
                    "for": whom,
                    "relation": self.relations[0] if whom == "family" else "",
                    "person": dict(_SAMPLE),
                    **agreed,
                }
            }
            for whom in self.whom
        )

    # --- moves ------------------------------------------------------------------------------------------------

    def _chosen(self, here: Here) -> Move | None:
        match here.remembered("whom"):
            case "self":
                return self._for_self(here)
            case "family" if "family" in self.whom:
                return here.remember(phase="relation")
            case "other" | "assisted" as whom if whom in self.whom:
                return self._read(here, reading.first(here, self.cards))
            case _:
                return None

    def _for_self(self, here: Here) -> Move:
        return here.done({self.id: {"for": "self"}})

    def _read(self, here: Here, card: Card, notice: str = "") -> Move:
        return reading.read(here, card, notice, self._told(here))

    def _alone(self, here: Here) -> bool:
        """Whether who stands here may do it for themselves after all."""
        return "self" in self.whom or here.remembered("whom") == "assisted"

    def _told(self, here: Here) -> dict[str, Json]:
        return {"phase": "card", **{key: here.remembered(key) for key in ("whom", "relation")}}

    def _may_read(self, here: Here, card: Card) -> bool:
        return card in self.cards and here.usable(READERS[card]) and here.phase == "card"

    def _react_card(self, here: Here, event: Event) -> Move | None:
        card = reading.remembered(here, self.cards)
        match event:
            case DocumentRead(document=document) if reading.expired(here, document):
                return reading.pause(here, card, "expired", self._told(here))
            case DocumentRead(document=document) if self._stands_here(here, document):
                return reading.pause(here, card, "same", self._told(here))
            case DocumentRead(document=document):
                memory: dict[str, Json] = {**self._told(here), "phase": "agree", "person": applicant(document)}
                return here.stay(memory=memory)
            case WayChosen(way="id_card" | "residence_card" | "social_card" as way) if self._may_read(here, way):
                return self._read(here, way)
            case WentBack():
                return here.remember(phase="relation" if here.remembered("whom") == "family" else "", notice="")
            case EffectFailed(fault=fault):
                other = reading.other(here, self.cards, card)
                return self._read(here, other, BROKEN + fault) if other else here.fail(fault)
            case _:
                return reading.not_read(here, event, card, self._told(here))

    def _stands_here(self, here: Here, document: IdDocument | SocialCard) -> bool:
        return applicant(document)["number"] == applicant(here.state.document).get("number")

    def _agreed(self, here: Here) -> Move | None:
        person = here.memory.get("person")
        if not isinstance(person, dict):
            return None
        title, facts = acting_pages.statement(here)
        lines = [title, *(f"{fact.label}\n{fact.lines[0]}" for fact in facts)]
        whom = here.remembered("whom")
        record: dict[str, Json] = {
            "for": whom,
            "relation": here.remembered("relation") if whom == "family" else "",
            "person": person,
            "text_sha256": hashlib.sha256("\n".join(lines).encode()).hexdigest(),
            "language": here.language.value,
            "at": here.state.terminal.at.isoformat(),
            "agreed": True,
        }
        audit = RecordAudit(AuditKind.ACTED_FOR, {"service": here.service.id, "for": whom})
        return here.done({self.id: record}, (audit,))

    def _kept(self, here: Here) -> dict[str, Json]:
        kept = here.answers.get(self.id)
        return dict(kept) if isinstance(kept, dict) else {}


def parties_of(kept: Mapping[str, Json], standing: Mapping[str, Json]) -> dict[str, Json]:
    """Return whom it is for and who does it by the step's answer, where these are two people, `standing` here."""
    person = kept.get("person")
    if not isinstance(person, dict) or kept.get("agreed") is not True:
        return {}
    if kept.get("for") == "assisted":
        return {"agent": {**person, "role": "village_agent", "relation": ""}}
    agent = {**standing, "role": kept.get("for"), "relation": kept.get("relation", "")}
    return {"applicant": person, "agent": agent}
