"""A service file that is wrong is refused with file, line and reason; a right one becomes frozen values."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from flows.catalogue import load_catalogue
from flows.service import Service
from flows.spec import parse_service
from flows.steps.choose import Choose
from kiosk.core.errors import ContentError
from tests.support.flow_walks import bundled, service_texts
from tests.support.services import HEAD, choose, service_of, service_text


def refusal(text: str) -> str:
    with pytest.raises(ContentError) as found:
        parse_service("x.yaml", text)
    assert found.value.code == "CNT-001"
    return found.value.detail


def test_a_right_file_becomes_a_service() -> None:
    service = service_of(choose("one"), choose("two"))
    assert service.id == "sample"
    assert [type(step) for step in service.steps] == [Choose, Choose]
    assert service.steps[0].options[1].value == "b"  # type: ignore[attr-defined]
    assert service.lines == (15, 24)
    assert service.after(service.steps[0]) == service.steps[1]
    assert service.after(service.steps[1]) is None


def test_the_digest_follows_the_content() -> None:
    one, same, other = (service_of(choose(each)) for each in ("one", "one", "other"))
    assert one.digest == same.digest != other.digest
    assert len(one.digest) == 64


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "empty"),
        ("[1, 2]", 1, "mapping"),
        ("a: [", 1, "not YAML"),
        ("id: a\nid: b\n", 2, "'id' stands twice"),
        ("[" * 100_000, 1, "recursion"),
        ("id: 2026-13-45", 1, "month must be"),
        ("id: !new {}", 1, "could not determine a constructor"),
        ("a: &x {b: 1}\nc: *x\n", 1, "aliases"),
        (service_text(choose("one")).replace("section: apply", "section: sell"), 3, "section"),
        (service_text(choose("one")).replace("icon: apply\n", ""), 1, "icon is missing"),
        (service_text(choose("one")).replace("icon: apply", "icon: 7"), 4, "icon must be text"),
        (service_text(choose("one")) + "price: 3\n", 24, "price is not known here"),
        (service_text(choose("one")).replace(", en: Sample", ""), 5, "words missing in en"),
        (service_text(choose("one")).replace("en: Sample", "fr: Exemple"), 5, "unknown language fr"),
        (service_text(choose("one")).replace("en: Sample", "en: 7"), 5, "words must be text"),
        (service_text(choose("one")).replace("en: Sample", "en: No"), 5, "put them in quotes"),
        (service_text(choose("one")).replace("kind: choose", "kind: chose"), 15, "a step needs a kind"),
        (service_text(choose("one")).replace("store: one", "stores: one"), 20, "stores is not known here"),
        (service_text(choose("one"), choose("one")), 24, "'one' is used twice"),
        (service_text(choose("one", next_="[{to: two}]")), 15, "leads to 'two', which does not exist"),
        (service_text(choose("one", next_="[{to: end, when: online}]")), 15, "must have no condition"),
        (service_text(choose("one", next_="[{to: end, when: 1 +}]")), 24, "not an expression"),
        (HEAD + "steps: []\n", 14, "list of at least one step"),
        (HEAD, 1, "list of at least one step"),
        (service_text("  - 7\n"), 15, "a step needs a kind"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text: str, line: int, reason: str) -> None:
    detail = refusal(text)
    assert reason in detail
    assert f"x.yaml:{line}: " in detail


def test_all_that_is_wrong_is_said_at_once() -> None:
    detail = refusal(service_text(choose("one")).replace("icon: apply\n", "").replace("store: one", "stores: one"))
    assert len(detail.splitlines()) == 3  # the icon, `store`, `stores`


@given(st.text(max_size=200))
def test_no_text_brings_the_reader_down(text: str) -> None:
    with pytest.raises(ContentError, match="CNT-001"):
        parse_service("x.yaml", text)


@given(st.sampled_from(sorted(service_texts())), st.data())
def test_a_damaged_file_is_refused_or_read(name: str, data: st.DataObject) -> None:
    text = service_texts()[name]
    start = data.draw(st.integers(0, len(text)))
    damaged = text[:start] + data.draw(st.text(max_size=5)) + text[start + data.draw(st.integers(0, 40)) :]
    try:
        found: object = parse_service(name, damaged)
    except ContentError as problem:
        found = problem
    assert isinstance(found, Service) or (isinstance(found, ContentError) and found.code == "CNT-001")


def test_a_broken_file_takes_away_its_own_service_only() -> None:
    texts = {"good.yaml": service_text(choose("one")), "bad.yaml": "id: ["}
    catalogue = load_catalogue(texts, bundled().reference)
    assert [service.id for service in catalogue.services] == ["sample"]
    assert [problem.detail.split(":")[0] for problem in catalogue.problems] == ["bad.yaml"]


def test_the_same_service_twice_is_a_problem() -> None:
    text = service_text(choose("one"))
    catalogue = load_catalogue({"a.yaml": text, "b.yaml": text}, bundled().reference)
    assert len(catalogue.services) == 1
    assert "b.yaml" in catalogue.problems[0].detail


def test_a_running_session_keeps_the_content_that_it_began_with() -> None:
    old = load_catalogue({"a.yaml": service_text(choose("one"))}, bundled().reference)
    new = load_catalogue({"a.yaml": service_text(choose("two"))}, bundled().reference)
    updated = old.updated(new)
    assert updated.newest("sample") == new.services[0]
    assert updated.at(old.services[0].ref) == old.services[0]
    assert updated.at(new.services[0].ref) == new.services[0]
    assert new.at(old.services[0].ref) is None


def test_the_bundled_services_can_all_be_read() -> None:
    assert bundled().problems == ()
    assert len({service.id for service in bundled().services}) == len(bundled().services)
    assert [service.id for service in bundled().common] == [
        "elder-allowance",
        "social-insurance-certificate",
        "my-progress",
        "could-not-be-done",
    ]
