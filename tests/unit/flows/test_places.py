"""Where else a service can be done: the nearest first, and only what can do it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest

from flows.places import distance_m, parse_places
from flows.service import Service
from kiosk.core.clock import CHINA
from kiosk.core.devices import DeviceKind
from kiosk.core.errors import ContentError
from tests.support.flow_walks import XITOU, bundled

HOUJIE = (22.943, 113.671)


def service(name: str) -> Service:
    found = bundled().newest(name)
    assert found is not None
    return found


def places(**changes: Any) -> str:
    place = {
        "id": "a",
        "kind": "terminal",
        "town": "441900122",
        "name": {"zh-Hans": "甲", "en": "A"},
        "address": {"zh-Hans": "甲路 1 号", "en": "1 A Road"},
        "position": [22.95, 113.67],
        "open": {"mon-fri": ["08:30-12:00", "14:00-17:30"], "sun": ["09:00-24:00"]},
        "devices": ["id_card"],
    }
    return json.dumps({"places": [place | changes]})


def test_a_degree_of_latitude_is_a_hundred_and_eleven_kilometres() -> None:
    assert distance_m((22.0, 113.0), (23.0, 113.0)) == pytest.approx(111_195, abs=1)
    assert distance_m(HOUJIE, HOUJIE) == 0
    assert distance_m((23.0, 113.0), (23.0, 114.0)) == pytest.approx(102_357, abs=60)


def test_the_bundled_places_cover_every_town_where_people_live() -> None:
    found = bundled().reference.places
    special = {"441900402", "441900403", "441900404"}  # a port and two development areas
    assert {town.code for town in bundled().reference.towns} - special == set(found.towns)
    assert {point.town_code for point in found.points} == set(found.towns)
    assert found.example, "made-up places say so"
    assert len({point.id for point in found.points}) == len(found.points)


def test_places_lie_in_the_town_that_they_name() -> None:
    found = bundled().reference.places
    for point in found.points:
        assert distance_m(point.position, found.towns[point.town_code]) < 3_000, point.id


def test_the_nearest_comes_first_and_each_can_do_it() -> None:
    found = bundled().reference.places
    near = found.nearest(service("elder-allowance"), found.towns[XITOU[:9]], 4)
    assert [each.distance_m for each in near] == sorted(each.distance_m for each in near)
    assert near[0].point.town_code == XITOU[:9]
    assert all(each.point.can_do(service("elder-allowance")) for each in near)
    assert all(each.point.kind != "bank" for each in near), "a bank has nothing to do with civil affairs"


def test_a_terminal_needs_the_devices_and_a_counter_none() -> None:
    text = places(devices=["id_card"])
    terminal = parse_places(text).points[0]
    assert not terminal.can_do(service("social-insurance-certificate")), "it cannot print"
    printing = parse_places(places(devices=["id_card", "printer"])).points[0]
    assert printing.can_do(service("social-insurance-certificate"))
    assert printing.devices == {DeviceKind.ID_CARD, DeviceKind.PRINTER}
    counter = parse_places(places(kind="counter", devices=[], departments=["rsj"])).points[0]
    assert counter.can_do(service("social-insurance-certificate"))
    assert not counter.can_do(service("elder-allowance"))


def test_without_a_position_no_place_is_near() -> None:
    assert bundled().reference.places.nearest(service("elder-allowance"), None, 4) == ()


def test_hours_are_those_of_the_day() -> None:
    point = parse_places(places()).points[0]
    tuesday = datetime(2026, 11, 24, 9, 7, tzinfo=CHINA)
    assert point.spans(tuesday) == (("08:30", "12:00"), ("14:00", "17:30"))
    assert point.spans(tuesday.replace(day=28)) == ()
    assert point.spans(tuesday.replace(day=29)) == (("09:00", "24:00"),)


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "shop"},
        {"position": [113.67, 22.95]},
        {"position": [22.95]},
        {"open": {"monday": ["08:30-12:00"]}},
        {"open": {"mon": ["12:00-08:30"]}},
        {"devices": ["telephone"]},
        {"name": {"zh-Hans": "甲"}},
        {"departments": "rsj"},
    ],
)
def test_a_list_that_is_not_right_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ContentError, match="CNT-001"):
        parse_places(places(**changes))
