"""Several of a kind, lists to choose from, and the address: turned page by page, found by typing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from flows.guide import Guide
from flows.model import event as ev
from flows.model.screen import ChooseBody, FindBody, MembersBody, Screen
from flows.steps.listing import Listed, found
from kiosk.app.content import read_lore
from kiosk.core.sensitive import Sensitive
from tests.support.answer_pages import chosen, field_of, label, walk_to
from tests.support.answering import EVERY, AnswersWalk, every_answer, schools
from tests.support.flow_walks import CHILD_NUMBER, XITOU

# --- several of a kind ---------------------------------------------------------------------------------------------


def add(walk: AnswersWalk, name: str) -> Screen:
    walk.take(ev.WayChosen("add"))
    walk.type("name", name)
    walk.type("number", CHILD_NUMBER)
    return walk.take(ev.Continued(), ev.OptionChosen("relation", "other"), ev.Continued())


def members(screen: Screen) -> list[str]:
    assert isinstance(screen.body, MembersBody)
    return [each.value for each in screen.body.members]


def test_members_are_added_changed_and_taken_out() -> None:
    walk = walk_to("family/list")
    assert label(walk.screen) == "还要加 1 位"
    walk.take(ev.Continued())
    assert walk.step == "family"
    assert members(add(walk, "张小红")) == ["张**，别的亲人"]
    add(walk, "李大明")
    screen = add(walk, "王芳")
    assert isinstance(screen.body, MembersBody)
    assert (screen.body.add.enabled, screen.body.add.label) == (False, "最多 3 位")
    assert members(walk.take(ev.WayChosen("add"))) == members(screen)
    walk.take(ev.WayChosen("change.1"))
    assert field_of(walk.screen).text == "李大明"
    walk.type("name", "陈大明")
    walk.take(ev.Continued(), ev.OptionChosen("relation", "spouse"), ev.Continued())
    assert members(walk.screen) == ["张**，别的亲人", "陈**，丈夫或妻子", "王*，别的亲人"]
    screen = walk.take(ev.WayChosen("remove.0"))
    assert screen.title == "要去掉这一位吗？"
    walk.take(ev.Continued())
    assert len(members(walk.screen)) == 3, "the filled button keeps"
    walk.take(ev.WayChosen("remove.0"), ev.WayChosen("remove"))
    assert members(walk.screen) == ["陈**，丈夫或妻子", "王*，别的亲人"]
    assert [each["name"] for each in walk.answers["family"]] == ["陈大明", "王芳"]


def test_a_member_that_is_given_up_is_not_added() -> None:
    walk = walk_to("family/list")
    add(walk, "张小红")
    walk.take(ev.WayChosen("add"))
    walk.type("name", "李大明")
    walk.take(ev.WentBack())
    assert members(walk.screen) == ["张**，别的亲人"]


@pytest.mark.parametrize("way", ["change.7", "remove.1", "change.", "remove.-1", "change.x", "member"])
def test_a_member_that_does_not_exist_is_not_opened(way: str) -> None:
    walk = walk_to("family/list")
    add(walk, "张小红")
    before = walk.state
    walk.take(ev.WayChosen(way))
    assert walk.state == before


# --- lists ---------------------------------------------------------------------------------------------------------


def test_a_list_from_the_platform_is_chosen_from_and_worded() -> None:
    walk = walk_to("school/0")
    screen = walk.take(ev.OptionChosen("school", "s02"))
    assert isinstance(screen.body, ChooseBody)
    assert [(each.label, each.detail) for each in screen.body.options][1] == ("第 2 小学（样例）", "样例路 2 号")
    assert screen.body.find is None, "three need no search"
    walk.take(ev.OptionChosen("school", "s99"))
    assert chosen(walk.screen) == ["school=s02"]
    walk.to_page("check/")
    assert "第 2 小学（样例）" in repr(walk.screen.body)


def test_a_platform_that_has_nothing_to_choose_says_so() -> None:
    walk = AnswersWalk()
    walk.begin(EVERY)
    walk.to_page("ask_schools")
    screen = walk.take(ev.QueryAnswered(operation=walk.operation, data=Sensitive({"items": []})))
    assert screen.body.heading == "现在没有可以选的"  # type: ignore[union-attr]
    assert not screen.actions.primary.enabled  # type: ignore[union-attr]


def test_a_long_list_turns_pages_and_is_found_by_typing() -> None:
    walk = AnswersWalk()
    walk.begin(EVERY)
    walk.to_page("ask_schools")
    walk.take(ev.QueryAnswered(operation=walk.operation, data=Sensitive({"items": list(schools(40))})))
    seen: set[str] = set()
    for _ in range(20):
        body = walk.screen.body
        assert isinstance(body, ChooseBody)
        seen |= {option.arg for option in body.options}
        if body.next is None or not body.next.enabled:
            break
        walk.take(ev.PageTurned(1))
    assert len(seen) == 40
    walk.take(ev.WayChosen("find"))
    screen = walk.type("find", "第37")
    assert isinstance(screen.body, FindBody)
    assert [option.arg for option in screen.body.options] == ["school=s37"]
    screen = walk.take(ev.OptionChosen("school", "s37"))
    assert chosen(screen) == ["school=s37"]
    walk.take(ev.WentBack())
    assert isinstance(walk.screen.body, ChooseBody)
    walk.take(ev.Continued())
    assert walk.answers["school"] == "s37"


def test_a_reference_list_is_found_in_pinyin_initials_and_with_a_slip() -> None:
    walk = walk_to("nation/0")
    guide = Guide(finder=_Finder())
    walk.catalogue = replace(every_answer(), guide=guide) if guide else walk.catalogue
    walk.take(ev.WayChosen("find"))
    for typed, first in (("zhuang", "壮族"), ("tj", "土家族"), ("壮", "壮族"), ("Zhuang", "壮族")):
        body = walk.type("find", typed).body
        assert isinstance(body, FindBody)
        assert first in [option.label for option in body.options], typed


def _Finder() -> Any:  # noqa: N802 - stands for a class
    from flows.finding import Index  # noqa: PLC0415 - only here

    return Index.of([], read_lore())


def test_nothing_found_says_so() -> None:
    walk = walk_to("nation/0")
    walk.take(ev.WayChosen("find"))
    body = walk.type("find", "地球").body
    assert isinstance(body, FindBody)
    assert (body.options, body.note) == ((), "没有找到，换个字试试")


@pytest.mark.parametrize(
    ("typed", "values"),
    [("二", ["2", "12"]), ("十 二", ["12"]), ("TEN", ["10"]), ("", []), ("  ", []), ("百", [])],
)
def test_what_begins_with_what_is_typed_comes_first(typed: str, values: list[str]) -> None:
    items = [
        Listed(value="12", label="十二"),
        Listed(value="10", label="十", names=("ten",)),
        Listed(value="2", label="二"),
    ]
    assert [item.value for item in found(items, typed, 6)] == values


# --- address -------------------------------------------------------------------------------------------------------


def test_a_village_is_found_by_its_name_in_any_town() -> None:
    walk = walk_to("place/")
    walk.take(ev.WayChosen("find"))
    body = walk.type("find", "溪头").body
    assert isinstance(body, FindBody)
    assert ("厚街镇 溪头", f"place={XITOU}") in [(option.label, option.arg) for option in body.options]
    walk.type("find", "周溪")
    other = walk.screen.body.options[0].arg.partition("=")[2]  # type: ignore[union-attr]
    walk.take(ev.OptionChosen("place", other), ev.Continued())
    assert walk.screen.key.endswith("/line")
    walk.type("detail", " 一巷 12 号 ")
    walk.take(ev.Continued())
    assert walk.step == "check"
    assert walk.answers["place"]["code"] == other
    assert walk.answers["place"]["detail"] == "一巷 12 号"
    assert walk.take(ev.ChangeAsked("place/detail")).key.endswith("/line")
    assert field_of(walk.screen).text == "一巷 12 号"


def test_the_line_may_be_left_out_where_the_service_says_so() -> None:
    walk = walk_to("place/line")
    walk.take(ev.Continued())
    assert walk.answers["place"]["detail"] == ""
    walk.take(ev.ChangeAsked("place"), ev.Continued())
    assert walk.screen.key.endswith("/line")
    walk.take(ev.WentBack())
    assert isinstance(walk.screen.body, ChooseBody)
