"""Dongguan's towns and villages as values."""

import pytest

from flows.reference import parse_reference, short_name
from kiosk.core.errors import ContentError
from tests.support.flow_walks import XITOU, bundled


def test_all_towns_and_villages_are_there() -> None:
    towns = bundled().reference.towns
    assert len(towns) == 36
    assert sum(len(town.villages) for town in towns) == 609
    assert bundled().reference.city == "东莞市"


def test_short_names_are_unique_within_a_town() -> None:
    for town in bundled().reference.towns:
        names = [village.short for village in town.villages]
        assert len(names) == len(set(names)), town.name
        assert all(names)


def test_the_terminals_own_village_is_found() -> None:
    own = bundled().reference.own
    assert own is not None
    town, village = own
    assert (town.name, village.short, village.name) == ("厚街镇", "溪头", "溪头社区居民委员会")
    assert bundled().reference.village(XITOU) == own
    assert bundled().reference.village("441900122999") is None
    assert bundled().reference.village("") is None


def test_villages_stand_in_the_order_of_their_sound() -> None:
    own = bundled().reference.own
    assert own is not None
    assert [village.short for village in own[0].villages[:6]] == ["白濠", "宝塘", "宝屯", "陈屋", "赤岭", "大迳"]


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("溪头社区居民委员会", "溪头"),
        ("新围村民委员会", "新围"),
        ("沙角电厂社区", "沙角电厂"),
        ("松山湖虚拟社区", "松山湖"),
        ("黄旗生活区", "黄旗生活区"),
        ("社区", "社区"),
    ],
)
def test_a_village_is_called_as_people_say_it(name: str, short: str) -> None:
    assert short_name(name) == short


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"city": {"name": "东莞市"}, "towns": [{}]}'])
def test_a_list_that_is_not_one_is_refused(text: str) -> None:
    with pytest.raises(ContentError, match="CNT-001"):
        parse_reference(text)
