"""The picture of a service has all its steps and ways, and no line crosses a step."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from flows.model.values import Language
from kiosk.authoring.graph import MARGIN, WIDTH, graph_svg
from tests.support.flow_walks import bundled
from tests.support.services import choose, service_of

SVG = "{http://www.w3.org/2000/svg}"
BRANCHED = service_of(
    choose("one", next_="[{to: three, when: answers.one == 'a'}, {to: end, when: online}, {to: two}]"),
    choose("two", next_="[{to: four}]"),
    choose("three", next_="[{to: four}]"),
    choose("four"),
)


def drawn(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - our own text


def words(svg: str) -> list[str]:
    return [each.text or "" for each in drawn(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("service", bundled().services, ids=lambda each: each.id)
def test_every_bundled_service_can_be_drawn(service: object) -> None:
    for language in Language:
        svg = graph_svg(service, language)  # type: ignore[arg-type]
        assert len(list(drawn(svg).iter(f"{SVG}rect"))) == len(service.steps) + 2  # type: ignore[attr-defined]


def test_conditions_stand_beside_the_ways_that_they_open() -> None:
    said = words(graph_svg(BRANCHED))
    assert "answers.one == 'a'" in said
    assert "online" in said
    last = service_of(choose("one", next_="[{to: two, when: online}, {to: end}]"), choose("two"))
    assert "else" in words(graph_svg(last))


def test_no_line_crosses_a_step() -> None:
    root = drawn(graph_svg(BRANCHED))
    boxes = list(root.iter(f"{SVG}rect"))[1:]
    for path in root.iter(f"{SVG}path"):
        x, y, across, down = re.match(r"M(\d+) (\d+)(?:H(\d+))?(?:V(\d+))?", path.get("d", "")).groups()  # type: ignore[union-attr]
        lane = int(across or x)
        if down is None:
            continue
        for box in boxes:
            left, right = int(box.get("x", "0")), int(box.get("x", "0")) + int(box.get("width", "0"))
            top, bottom = int(box.get("y", "0")), int(box.get("y", "0")) + int(box.get("height", "0"))
            beside = not left < lane < right
            assert beside or not (min(int(y), int(down)) < top and bottom < max(int(y), int(down)))


def test_ways_that_run_beside_each_other_have_lanes_of_their_own() -> None:
    root = drawn(graph_svg(BRANCHED))
    found = [re.match(r"^M\d+ (\d+)H(\d+)V(\d+)", path.get("d", "")) for path in root.iter(f"{SVG}path")]
    lanes = [(int(each[2]), *sorted((int(each[1]), int(each[3])))) for each in found if each]
    assert len(lanes) == 3
    for index, (x, top, bottom) in enumerate(lanes):
        assert x > MARGIN + WIDTH
        for other, above, below in lanes[index + 1 :]:
            assert x != other or bottom <= above or below <= top


def test_a_service_that_goes_in_a_circle_is_drawn_all_the_same() -> None:
    service = service_of(choose("one"), choose("two", next_="[{to: one, when: online}, {to: end}]"))
    assert len(list(drawn(graph_svg(service)).iter(f"{SVG}rect"))) == 4


def test_words_are_written_so_that_the_picture_stays_well_formed() -> None:
    service = service_of(choose("one", next_="[{to: end, when: \"1 < 2 && 'a' != '&'\"}, {to: end}]"))
    assert "1 < 2 && 'a' != '&'" in words(graph_svg(service))
