"""A compiled catalogue is the catalogue, and a damaged one is refused or loses only what is damaged."""

from __future__ import annotations

from dataclasses import fields
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.catalogue import Catalogue, load_catalogue
from flows.compiled import compiled, opened, published
from flows.model.values import ServiceRef
from flows.sections import MAGIC, Sections, bound
from flows.service import Head
from kiosk.app.content import BUNDLED_SERVICES, read_knowledge, service_files
from kiosk.core.errors import ContentError
from tests.support.finding import lore
from tests.support.flow_walks import bundled
from tests.support.services import choose, service_text
from tools.generate_catalogue import generate, steps_of


@cache
def plain() -> Catalogue:
    """The bundled services as they are read from their files."""
    return load_catalogue(service_files(BUNDLED_SERVICES), bundled().reference, lore=lore(), knowledge=read_knowledge())


@cache
def pressed() -> bytes:
    services, problems = published(service_files(BUNDLED_SERVICES))
    assert problems == ()
    return compiled(services, read_knowledge(), lore())


def stored(content: bytes | None = None) -> Catalogue:
    return opened(content or pressed(), bundled().reference, lore=lore(), knowledge=read_knowledge())


def test_every_service_is_the_same_read_either_way() -> None:
    catalogue = stored()
    assert [each.id for each in catalogue.services] == [each.id for each in plain().services]
    for service, other in zip(catalogue.services, plain().services, strict=True):
        assert (service.ref, service.file, service.lines) == (other.ref, other.file, other.lines)
        assert service.steps == other.steps
        for each in fields(Head):
            assert getattr(service.head, each.name) == getattr(other.head, each.name), each.name
        assert (service.platform, service.keeps, service.needs) == (other.platform, other.keeps, other.needs)
        assert service == other
        assert catalogue.at(service.ref) is service
        assert catalogue.newest(service.id) is service


def test_its_lists_and_its_search_are_the_same() -> None:
    catalogue = stored()
    for section in ("apply", "print", "report", "all", "nothing"):
        assert [each.id for each in catalogue.section(section)] == [each.id for each in plain().section(section)]
    assert [each.id for each in catalogue.common] == [each.id for each in plain().common]
    assert catalogue.report == plain().report
    assert catalogue.guide.answers == plain().guide.answers
    for typed in ("老人津贴", "laoren", "lrjt", "社保", "打流水", "shebap", "老人精贴", "elder", "xx"):
        assert catalogue.guide.find(typed, 8) == plain().guide.find(typed, 8)


def test_a_running_session_keeps_its_content_when_either_kind_replaces_the_other() -> None:
    old = load_catalogue({"a.yaml": service_text(choose("one"))}, bundled().reference)
    updated = old.updated(stored())
    assert updated.at(old.services[0].ref) == old.services[0]
    assert updated.services[0].ref == stored().services[0].ref
    back = updated.updated(old)
    assert back.at(stored().services[0].ref) == stored().services[0]


def test_a_paper_travels_with_its_service() -> None:
    folder = "p/"
    name = "rsj/social-insurance-certificate.yaml"
    files = {
        f"{folder}a.yaml": service_files(BUNDLED_SERVICES)[name].replace(
            "template: social-insurance-certificate", "template: mine"
        ),
        f"{folder}mine.typ": "#set page()\nMine",
    }
    read = load_catalogue(files, bundled().reference).services[0]
    services, _ = published(files)
    service = stored(compiled(services, (), lore())).services[0]
    assert service.ref == read.ref
    assert service.steps == read.steps
    assert any("Mine" in str(getattr(step, "template", "")) for step in service.steps)


def test_what_is_published_is_checked_file_by_file() -> None:
    text = service_text(choose("one"))
    services, problems = published({"a.yaml": text, "b.yaml": text, "c.yaml": "id: ["})
    assert [each.service.file for each in services] == ["a.yaml"]
    assert [each.detail.split(":")[0] for each in problems] == ["b.yaml", "c.yaml"]


def test_an_empty_catalogue_is_compiled_and_opened() -> None:
    catalogue = stored(compiled((), (), lore()))
    assert (catalogue.services, catalogue.report) == ((), None)
    assert catalogue.guide.find("老人", 8) == ()


def test_a_service_that_is_damaged_is_not_offered_and_the_others_are() -> None:
    parts = Sections.of(pressed())
    everything = {name: parts.read(name) for name in parts.table}
    end = int(parts.numbers("bodies.ends")[1])
    everything["bodies"] = bytes(end) + everything["bodies"][end:]
    catalogue = stored(bound(everything))
    first, *others = catalogue.services
    assert catalogue.newest(first.id) is None
    assert catalogue.at(first.ref) is None
    assert all(catalogue.newest(each.id) is each for each in others)


def test_an_unknown_content_is_not_there() -> None:
    assert stored().at(ServiceRef(service_id="elder-allowance", digest="0" * 64)) is None
    assert stored().newest("nothing") is None


@pytest.mark.parametrize(
    "content", [b"", b"x" * 100, MAGIC, MAGIC + b"\xff" * 20, MAGIC.replace(b"1", b"2") + b"\0" * 20]
)
def test_what_is_no_compiled_catalogue_is_refused(content: bytes) -> None:
    with pytest.raises(ContentError, match="CNT-001"):
        stored(content or b" ")


@given(st.floats(0, 1, exclude_max=True))
def test_one_that_is_cut_short_is_refused(share: float) -> None:
    with pytest.raises(ContentError, match="CNT-001"):
        stored(pressed()[: int(len(pressed()) * share)] or b" ")


def test_the_same_seed_makes_the_same_catalogue_and_its_services_are_sound() -> None:
    items = generate(40)
    assert items == generate(40)
    assert items != generate(40, seed=1)
    assert len({each.zh for each in generate(20_000)}) == 20_000
    steps = steps_of(service_files(BUNDLED_SERVICES)["mzj/elder-allowance.yaml"])
    services, problems = published({f"{each.id}.yaml": each.text(steps) for each in items[:5]})
    assert problems == ()
    assert [each.service.id for each in services] == [each.id for each in items[:5]]
    assert all(each.service.head.example for each in services)


def test_services_are_grouped_by_department_and_by_life_event() -> None:
    for catalogue in (stored(), plain()):
        for group, of in ((catalogue.by_department, "department"), (catalogue.by_life_event, "life_events")):
            assert group
            for name, services in group.items():
                said = [getattr(each.head, of) for each in catalogue.services]
                assert len(services) == sum(name == each if isinstance(each, str) else name in each for each in said)
