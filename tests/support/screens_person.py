"""Scenes of the steps that are about a person: notice, consent, for whom, whose face. Walked to in a sample service.

The service is `tests/support/services/for-family.yaml`; it is offered nowhere, and everybody in it is fictional.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from flows.catalogue import Catalogue, load_catalogue
from flows.model import event as ev
from kiosk.core.devices import IdDocument, SocialCard
from kiosk.core.sensitive import Sensitive
from tests.support.flow_walks import CHEN_JIAHAO, LI_XIULAN, ZHANG_WEI, Walk, bundled, filled_in

SAMPLE = "for-family"
FILE = Path(__file__).parent / "services" / f"{SAMPLE}.yaml"


def service_file(name: str = SAMPLE) -> str:
    return (FILE.parent / f"{name}.yaml").read_text("utf-8")


@cache
def sample_catalogue() -> Catalogue:
    """The sample beside the bundled report service, so that failures lead somewhere."""
    return catalogue_of_text(service_file())


def catalogue_of_text(text: str) -> Catalogue:
    report = next(each for each in bundled().services if each.head.section == "report")
    loaded = load_catalogue({FILE.name: text}, bundled().reference)
    return Catalogue(
        services=(*loaded.services, report),
        reference=loaded.reference,
        problems=loaded.problems,
        pace=loaded.pace,
    )


def go_to(walk: Walk, step_id: str, limit: int = 60) -> None:
    """Walk on, agreeing to everything, until that step."""
    for _ in range(limit):
        if walk.step == step_id:
            return
        if walk.started is not None:
            walk.answer()
        elif getattr(walk.screen.body, "agree", None):
            walk.take(ev.WayChosen("agree"))
        else:
            walk.take(*filled_in(walk.screen), ev.Continued())
    raise AssertionError(f"never came to {step_id}; stands at {walk.step}")


def at(step_id: str, *then: ev.Event | Callable[[Walk], ev.Event]) -> Callable[[Walk], None]:
    """Walk there, then take these: an event, or what makes it when its turn has come."""

    def go(walk: Walk) -> None:
        walk.catalogue = sample_catalogue()
        walk.begin(SAMPLE)
        go_to(walk, step_id)
        for each in then:
            walk.take(each(walk) if callable(each) else each)

    return go


def _read(document: IdDocument | SocialCard) -> Callable[[Walk], ev.Event]:
    return lambda walk: ev.DocumentRead(operation=walk.operation, document=document)


def _fault(fault: str) -> Callable[[Walk], ev.Event]:
    return lambda walk: ev.EffectFailed(operation=walk.operation, fault=fault)


def _not_matched(reason: str, left: int) -> Callable[[Walk], ev.Event]:
    return lambda walk: ev.FaceNotMatched(operation=walk.operation, reason=reason, tries_left=left)


def _scanned(walk: Walk) -> ev.Event:
    return ev.CodeScanned(operation=walk.operation, code=Sensitive("ID1.example"))


def _code_refused(walk: Walk) -> ev.Event:
    reason, reason_en = "这个码用过了，刷新一下再出示。", "This code was used. Refresh it."
    return ev.QueryRefused(operation=walk.operation, code="used", reason=reason, reason_en=reason_en)


def _sent(walk: Walk) -> ev.Event:
    data = Sensitive({"phone": "138****5620", "valid_s": 300})
    return ev.CommandDone(operation=walk.operation, data=data)


def _wrong(walk: Walk) -> ev.Event:
    return ev.QueryAnswered(operation=walk.operation, data=Sensitive({"outcome": "wrong"}))


def _not_sent(walk: Walk) -> ev.Event:
    reason, reason_en = "平台没有留您的手机号，可以到人工窗口。", "No phone of yours is on record."
    return ev.CommandRefused(operation=walk.operation, code="no-phone", reason=reason, reason_en=reason_en)


FAMILY = (ev.OptionChosen("whom", "family"), ev.Continued())
MOTHER = (*FAMILY, ev.OptionChosen("whom", "parent"), ev.Continued())
HELPED = (ev.OptionChosen("whom", "assisted"), ev.Continued())
CODE = (_fault("FAC-001"), ev.WayChosen("code"))
SIX = ev.FieldEdited("code", Sensitive("123456"))

PERSON_SCENES: Mapping[str, Callable[[Walk], None]] = {
    "notice": at("told"),
    "consent-means": at("means"),
    "consent-declined": at("means", ev.WayChosen("decline")),
    "consent-share": at("passed_on"),
    "consent-share-declined": at("passed_on", ev.WayChosen("decline")),
    "consent-face": at("face"),
    "identify-ways": at("identify"),
    "identify-residence": at("identify", ev.WayChosen("residence_card")),
    "identify-code": at("identify", ev.WayChosen("qr")),
    "identify-code-used": at("identify", ev.WayChosen("qr"), _scanned, _code_refused),
    "identify-typed": at("identify", ev.WayChosen("typed")),
    "identify-typed-wrong": at(
        "identify",
        ev.WayChosen("typed"),
        ev.FieldEdited("name", Sensitive("李秀兰")),
        ev.FieldEdited("number", Sensitive("441900196309150024")),
    ),
    "whom": at("whom"),
    "whom-relation": at("whom", *FAMILY),
    "whom-card": at("whom", *MOTHER),
    "whom-same-card": at("whom", *MOTHER, _read(ZHANG_WEI)),
    "whom-agree": at("whom", *MOTHER, _read(LI_XIULAN)),
    "whom-denied": at("whom", *MOTHER, _read(LI_XIULAN), ev.WayChosen("decline")),
    "whom-helper-card": at("whom", *HELPED),
    "whom-helped": at("whom", *HELPED, _read(CHEN_JIAHAO)),
    "face": at("verified"),
    "face-again": at("verified", _not_matched("different", 2)),
    "face-thrice": at("verified", _not_matched("different", 0)),
    "face-unable": at("verified", _fault("FAC-001")),
    "code-sending": at("verified", *CODE),
    "code": at("verified", *CODE, _sent),
    "code-wrong": at("verified", *CODE, _sent, SIX, ev.Continued(), _wrong),
    "code-unsent": at("verified", *CODE, _not_sent),
    "code-unsure": at("verified", *CODE, _fault("NET-002")),
    "check-for-family": at("check"),
}
