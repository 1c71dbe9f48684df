"""Scenes of the steps that are about a person: notice, consent, for whom, whose face. Walked to in a sample service.

The service is `tests/support/services/for-family.yaml`; it is offered nowhere, and everybody in it is fictional.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from flows.catalogue import Catalogue, load_catalogue
from flows.model import event as ev
from tests.support.flow_walks import Walk, bundled, filled_in

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


def agreeing(walk: Walk) -> list[ev.Event]:
    """What a resident who agrees does on the page."""
    body = walk.screen.body
    if getattr(body, "agree", None):
        return [ev.WayChosen("agree")]
    return [*filled_in(walk.screen), ev.Continued()]


def go_to(walk: Walk, step_id: str, limit: int = 60) -> None:
    """Walk on, agreeing to everything, until that step."""
    for _ in range(limit):
        if walk.step == step_id:
            return
        if walk.started is not None:
            walk.answer()
        else:
            walk.take(*agreeing(walk))
    raise AssertionError(f"never came to {step_id}; stands at {walk.step}")


def at(step_id: str, *events: ev.Event) -> Callable[[Walk], None]:
    def go(walk: Walk) -> None:
        walk.catalogue = sample_catalogue()
        walk.begin(SAMPLE)
        go_to(walk, step_id)
        for event in events:
            walk.take(event)

    return go


PERSON_SCENES: Mapping[str, Callable[[Walk], None]] = {
    "notice": at("told"),
    "consent-means": at("means"),
    "consent-declined": at("means", ev.WayChosen("decline")),
    "consent-share": at("passed_on"),
    "consent-share-declined": at("passed_on", ev.WayChosen("decline")),
}
