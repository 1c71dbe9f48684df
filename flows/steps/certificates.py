"""Electronic certificates in place of photographed papers: by consent, chosen one by one, handed in as a reference.

Nothing is asked of the platform before the resident agrees, and nobody who declines loses anything: the papers are
photographed then. A capture step that names one in `instead_of` is passed over while that one is chosen. Whoever acts
for another is not asked: their own certificates are of no use there, and the other's are not theirs to fetch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from flows.masking import Mask, masked
from flows.model.effect import Query, RecordAudit
from flows.model.event import Continued, EffectFailed, Event, OptionChosen, QueryAnswered, QueryRefused, WayChosen
from flows.model.screen import Action, ChooseBody, Line, NoticeBody, Panel, ProgressBody
from flows.model.text import Text
from flows.model.values import Json
from flows.steps.capture import Capture
from flows.steps.here import Here, Seen, applicant
from flows.steps.step import HandedIn, Move, Page, Row, Step, with_run
from flows.steps.taken import without_paper
from flows.words import certificates, steps
from kiosk.core.audit import AuditKind
from kiosk.core.sensitive import Sensitive

ASK = "certificates"  # docs/platform-api.yaml
NEEDED = ("type", "number", "digest")  # without which it is no reference
SHOWN = 6  # certificates on the page; a service asks for no more


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One type of certificate that can stand in for a paper."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    type: str
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificates(Step):
    """Asks for `wanted`, unless somebody acts for another.

    `answers.<id>` is ``{consent, used: [{type, number, digest, issuer, issued_at}]}``.
    """

    called: ClassVar[Text] = certificates.CALLED_CERTIFICATES

    wanted: tuple[Wanted, ...]
    who: Text
    usual_s: int = 3

    def enter(self, here: Here) -> Move:
        """Ask whether to; without a platform, or for another, there is nothing to ask."""
        if _for_another(here) or (not here.online and not self.answered(here)):
            return self._finish(here, consent=False, used=())
        return here.stay(memory={"phase": "consent"})

    def resume(self, here: Here) -> Move:
        """Show again what was found; ask again what nobody answered."""
        if _for_another(here):
            return self.enter(here)
        match here.phase:
            case "choose" | "none" | "failed":
                return here.stay()
            case "asking":
                return self._ask(here)
            case _:
                return self.enter(here)

    def react(self, here: Here, event: Event) -> Move | None:
        """Ask, choose, go on."""
        match here.phase, event:
            case "consent", Continued():
                return self._ask(here)
            case (("consent" | "none" | "failed"), WayChosen(way="decline")):
                return self._finish(here, consent=False, used=())
            case "asking", QueryAnswered(data=data):
                found = self._found(data.reveal())
                chosen: list[Json] = [each["number"] for each in found]
                memory: dict[str, Json] = {"phase": "choose", "found": list(found), "chosen": chosen}
                return here.stay(memory=memory if found else {"phase": "none"})
            case "asking", QueryRefused():
                return here.stay(memory={"phase": "none"})
            case "asking", EffectFailed():
                return here.stay(memory={"phase": "failed"})
            case "choose", OptionChosen(value=value):
                return self._turned(here, value)
            case "choose", Continued():
                chosen_ones = _texts(here.memory.get("chosen"))
                used = tuple(each for each in _certificates(here.memory.get("found")) if each["number"] in chosen_ones)
                return self._finish(here, consent=True, used=used)
            case (("none" | "failed"), Continued()):
                return self._finish(here, consent=True, used=())
            case _:
                return None

    def page(self, here: Seen) -> Page:
        """Ask for consent, or show what was found."""
        match here.phase:
            case "choose":
                return self._choice(here)
            case "asking":
                body = ProgressBody(
                    asking=here.say(steps.USUALLY, seconds=self.usual_s),
                    usual_s=self.usual_s,
                    waited=here.say(steps.WAITED),
                    leave=here.say(steps.MAY_LEAVE),
                )
                actions = here.actions(awaited=here.say(steps.ASKING_AWAITED))
                return Page(
                    title=here.say(certificates.ASKING_TITLE), hint="", phase="asking", body=body, actions=actions
                )
            case "none" | "failed":
                return self._without(here)
            case _:
                return self._consent(here)

    def asked(self, here: Here) -> Text | None:
        """Whoever was asked, by consent."""
        return self.who if self._answer(here).get("consent") is True else None

    def answered(self, here: Here) -> bool:
        """Whether it was decided, and not for oneself when it is now for another."""
        return self.id in here.answers and not (self.used(here) and _for_another(here))

    def asks(self, here: Here) -> bool:
        """Whether the person stands here whose certificates they would be."""
        return not _for_another(here)

    def rows(self, here: Here) -> tuple[Row, ...]:
        """Which are used; nothing for another, who was not asked."""
        if _for_another(here):
            return ()
        names = [
            here.say(
                certificates.USED, name=here.say(self._name(each)), number=masked(Mask.NUMBER, str(each["number"]))
            )
            for each in self.used(here)
        ]
        value = here.say(certificates.BETWEEN).join(names) or here.say(certificates.NOT_USED)
        return (Row(step_id=self.id, label=certificates.LABEL, value=value, change=steps.CHANGE),)

    def handed_in(self, here: Here) -> tuple[HandedIn, ...]:
        """Each that is used."""
        return tuple(HandedIn(name=self._name(each), form=certificates.FORM) for each in self.used(here))

    def used(self, here: Here) -> tuple[dict[str, Json], ...]:
        """Return the certificates that stand in for papers."""
        return _certificates(self._answer(here).get("used"))

    def samples(self) -> tuple[Mapping[str, Json], ...]:
        """Each used, or none."""
        used: list[Json] = [
            {
                "type": each.type,
                "number": "HK0123456789AB",
                "digest": "0" * 64,
                "issuer": "某局",
                "issued_at": "2021-03-01",
            }
            for each in self.wanted
        ]
        return ({self.id: {"consent": True, "used": used}}, {self.id: {"consent": False, "used": []}})

    # --- inside -----------------------------------------------------------------------------------------------

    def _ask(self, here: Here) -> Move:
        person = applicant(here.state.document)
        parameters: dict[str, Json] = {
            "number": person.get("number", ""),
            "name": person.get("name", ""),
            "types": [each.type for each in self.wanted],
            "consent": True,
        }
        question = Query(operation=here.operation, kind=ASK, parameters=Sensitive(parameters))
        audit = RecordAudit(AuditKind.CONSENT_ANSWERED, {"to": "certificates", "agreed": True})
        return here.stay(memory={"phase": "asking"}, start=question, effects=(audit,))

    def _found(self, data: Mapping[str, Json]) -> tuple[dict[str, Json], ...]:
        """Return those that were asked for, one of each type."""
        found = {str(each["type"]): each for each in reversed(_certificates(data.get("certificates")))}
        return tuple(found[each.type] for each in self.wanted if each.type in found)[:SHOWN]

    def _turned(self, here: Here, number: str) -> Move:
        known = [each["number"] for each in _certificates(here.memory.get("found"))]
        if number not in known:
            return here.stay()
        chosen = _texts(here.memory.get("chosen"))
        turned: list[Json] = [each for each in chosen if each != number]
        return here.remember(chosen=turned if number in chosen else [*turned, number])

    def _finish(self, here: Here, *, consent: bool, used: tuple[dict[str, Json], ...]) -> Move:
        """Go on: a paper that a certificate stands in for is no longer handed in as a picture, any other is asked."""
        types = {str(each["type"]): str(each["number"]) for each in used}
        answers = dict(here.answers)
        blobs = dict(here.run.blobs)
        for step in here.service.steps:
            if isinstance(step, Capture) and step.instead_of in types:
                answers[step.id] = {"pages": 0, "certificate": types[step.instead_of]}
                blobs = without_paper(blobs, step.id)
            elif isinstance(step, Capture) and step.stood_in(here):
                answers.pop(step.id, None)
        answers[self.id] = {"consent": consent, "used": list(used)}
        state = with_run(here.state, answers=Sensitive(answers), blobs=blobs)
        return here.at(state).done()

    def _answer(self, here: Here) -> Mapping[str, Json]:
        answer = here.answers.get(self.id)
        return answer if isinstance(answer, dict) else {}

    def _name(self, certificate: Mapping[str, Json]) -> Text:
        named = (each.name for each in self.wanted if each.type == certificate["type"])
        return next(named, certificates.LABEL)

    def _decline(self, here: Here) -> Action:
        return Action(
            label=here.say(certificates.DECLINE),
            detail=here.say(certificates.DECLINE_DETAIL),
            act="way",
            arg="decline",
            icon="camera",
        )

    def _consent(self, here: Seen) -> Page:
        panel = Panel(
            kind="info", title=here.say(certificates.CONSENT_PANEL), lines=(here.say(certificates.CONSENT_LINE),)
        )
        return Page(
            title=here.say(certificates.CONSENT_TITLE),
            hint=here.say(certificates.CONSENT_HINT),
            phase="consent",
            body=NoticeBody(
                icon="paper",
                tone="info",
                matter=panel,
                ways_heading=here.say(certificates.WANTED),
                points=tuple(Line(text=here.say(each.name)) for each in self.wanted),
                ways=(self._decline(here),),
            ),
            actions=here.actions(here.go_on(certificates.AGREE, "check")),
        )

    def _choice(self, here: Seen) -> Page:
        chosen = _texts(here.memory.get("chosen"))
        return Page(
            title=here.say(certificates.CHOOSE_TITLE),
            hint=here.say(certificates.CHOOSE_HINT),
            phase="choose",
            body=ChooseBody(
                heading=here.say(certificates.CHOSEN_HEADING),
                options=tuple(
                    Action(
                        label=here.say(
                            certificates.USED,
                            name=here.say(self._name(each)),
                            number=masked(Mask.NUMBER, str(each["number"])),
                        ),
                        act="choose",
                        arg=f"{self.id}={each['number']}",
                        chosen=each["number"] in chosen,
                    )
                    for each in _certificates(here.memory.get("found"))
                ),
                columns=1,
            ),
            actions=here.actions(here.go_on()),
        )

    def _without(self, here: Seen) -> Page:
        none = here.phase == "none"
        return Page(
            title=here.say(certificates.NONE_TITLE if none else certificates.FAILED_TITLE),
            hint=here.say(certificates.NONE_HINT),
            phase=here.phase,
            body=NoticeBody(icon="paper", tone="info", matter=here.matter(), ways=here.people()),
            actions=here.actions(here.go_on(certificates.TAKE_PICTURES, "camera")),
        )


def _for_another(here: Here) -> bool:
    """Whether the matter is for somebody else than who stands here and was identified."""
    return here.applicant().get("number") != applicant(here.state.document).get("number")


def _certificates(value: Json) -> tuple[dict[str, Json], ...]:
    """Return what is a certificate among the values, with what is kept of it."""
    return tuple(
        {key: str(each.get(key, "")) for key in (*NEEDED, "issuer", "issued_at")}
        for each in (value if isinstance(value, list) else [])
        if isinstance(each, dict) and all(isinstance(each.get(key), str) and each[key] for key in NEEDED)
    )


def _texts(value: Json) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
