"""What lint proves of receipts: the papers that a service brings for them can be set, and the others exist."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

import pytest

from flows.catalogue import Catalogue, load_catalogue
from flows.lint import lint
from flows.lint.promised import check_promised
from flows.lint.receipts import bundle_receipts, receipts
from flows.model import effect as fx
from flows.model.values import Json
from flows.service import Service
from flows.steps.bundle_receipt import BundleReceipt
from flows.steps.kinds import KINDS
from flows.steps.paper import PaperStep
from flows.steps.receipt import Receipt
from kiosk.app import stationery
from kiosk.cli.flows import _typeset
from tests.support.effects import FOLDER, EffectsWalk, effects_catalogue
from tests.support.flow_walks import Walk, bundled
from tests.support.services import choose, service_of, service_text
from tests.unit.flows.test_lint_proofs import CHECK, FORM, IDENTIFY, RATE, RECEIPT, submit

OWN = "  - {id: receipt, kind: receipt, received: mine, kept: mine, data: {extra: applicant.name}}\n"
READS = """\
#let data = json(bytes(sys.inputs.data))
#data.service.zh #data.materials.len() #data.extra #data.clock_synced
"""


def paper_and_sample(walk: Walk, service_id: str) -> tuple[Mapping[str, Json], Service, Receipt]:
    """What the service's receipt was given at its end."""
    walk.begin(service_id)
    walk.to_the_end()
    printed = next(each for each in walk.all_effects if isinstance(each, fx.PrintDocument))
    service = next(each for each in walk.catalogue.services if each.id == service_id)
    step = next(each for each in service.steps if isinstance(each, Receipt))
    return {name: each for name, each in printed.data.reveal().items() if name not in step.data}, service, step


@pytest.mark.parametrize(
    ("more", "wrong"), [("", 0), ("#no-such-function()\n", 1), ("#data.materials.first().name.zh\n", 1)]
)
def test_the_paper_that_a_service_brings_for_its_receipt_is_set(more: str, wrong: int) -> None:
    text = service_text(IDENTIFY, choose("one"), CHECK, submit(applicant="applicant", one="answers.one"), OWN, RATE)
    loaded = load_catalogue({"a/sample.yaml": text, "a/mine.typ": READS + more}, bundled().reference)
    found = [each.message for each in lint(loaded, templates={}, typeset=_typeset) if each.file == "a/sample.yaml"]
    assert len({each for each in found if "cannot be set from sample data" in each}) == wrong, found
    assert bool(found) is bool(wrong), found


@pytest.mark.parametrize(
    ("field", "payload", "wrong"),
    [
        ("", {"phone": "answers.phone"}, 0),
        ("", {"all": "answers"}, 0),
        (", required: false", {"phone": "answers.phone"}, 1),
        (", when: online", {"phone": "has(answers.phone) ? answers.phone : ''"}, 1),
        ("", {"note": "'answers.phone'"}, 1),
    ],
)
def test_whoever_is_promised_a_call_has_left_a_number_that_is_sent(
    field: str, payload: dict[str, str], wrong: int
) -> None:
    form = FORM.replace("rule: phone", f"rule: phone{field}")
    reviewed = RECEIPT.replace("kept}", "kept, reviewer: {zh-Hans: 某局, en: office}}")
    assert (form != FORM, reviewed != RECEIPT) == (bool(field), True)

    def said(*steps: str) -> list[str]:
        return [step.id for step, _ in check_promised(service_of(*steps)) if step]

    assert said(form, CHECK, submit(**payload), reviewed) == ["receipt"] * wrong
    assert said(form, CHECK, submit(**payload), RECEIPT) == []
    past = choose("one").rstrip("\n") + "\n    next: [{to: check, when: online}, {to: form}]\n"
    assert said(past, form, CHECK, submit(**payload), reviewed) == ["receipt"], "whoever passes the question by"


@pytest.mark.parametrize("key", ["received", "kept"])
@pytest.mark.parametrize("kind", ["receipt", "report"])
def test_the_sample_of_a_receipt_has_what_receipts_are_given(kind: str, key: str) -> None:
    report = next(each.id for each in bundled().services if each.head.section == "report")
    walk = EffectsWalk(catalogue=effects_catalogue()) if kind == "receipt" else Walk(catalogue=bundled())
    given, service, step = paper_and_sample(walk, "elder-papers" if kind == "receipt" else report)
    for sample in receipts(service, step, key, {}):
        assert sample.keys() - step.data.keys() - stationery.KEYS == given.keys()
    full = receipts(service, step, key, {})[0]
    for name in ("materials", "next"):
        listed = given[name]
        assert not listed or names_in(full[name]) == names_in(listed)


def names_in(value: Json) -> set[str]:
    return {name for each in (value if isinstance(value, list) else []) if isinstance(each, dict) for name in each}


@pytest.mark.parametrize(("more", "wrong"), [("", 0), ("#no-such-function()\n", 1), ("#data.items.at(2).number\n", 1)])
def test_the_paper_that_a_service_brings_for_several_matters_is_set(more: str, wrong: int) -> None:
    text = (FOLDER / "new-home.yaml").read_text("utf-8").replace("quiet: true", "paper: mine")
    reads = "#let data = json(bytes(sys.inputs.data))\n#data.items.first().title.zh #data.phone #data.clock_synced\n"
    loaded = load_catalogue({"a/sample.yaml": text, "a/mine.typ": reads + more}, bundled().reference)
    [step] = [each for each in loaded.services[0].steps if isinstance(each, BundleReceipt)]
    assert step.paper == reads + more, "it travels with the service"
    found = [each.message for each in lint(loaded, templates={}, typeset=_typeset) if "paper" in each.message]
    assert len(found) == wrong, found
    assert all("cannot be set from sample data" in each for each in found)


def test_the_sample_of_several_matters_has_what_their_paper_is_given() -> None:
    walk = EffectsWalk(catalogue=effects_catalogue())
    walk.begin("new-home")
    walk.to_the_end()
    printed = next(each for each in walk.all_effects if isinstance(each, fx.PrintDocument))
    given = printed.data.reveal()
    for sample in bundle_receipts():
        assert sample.keys() - stationery.KEYS == given.keys()
        assert names_in(sample["items"]) == names_in(given["items"])


@pytest.mark.parametrize("kind", [each for each in KINDS.values() if issubclass(each, PaperStep)])
def test_every_kind_that_prints_says_which_of_its_keys_name_a_paper(kind: type[PaperStep]) -> None:
    assert kind.papers
    assert set(kind.papers) <= {each.name for each in fields(kind)}


def test_the_paper_of_several_matters_must_exist() -> None:
    services = tuple(each for each in effects_catalogue().services if each.id == "new-home")
    loaded = Catalogue(services=services, reference=bundled().reference)
    for papers, missing in (({"bundle-receipt": ()}, False), ({}, True)):
        found = [each.message for each in lint(loaded, templates=papers)]
        assert ("there is no paper 'bundle-receipt'" in found) is missing
