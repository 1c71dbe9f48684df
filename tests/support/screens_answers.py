"""Screens where answers are typed, chosen and added, by name: made by walking there through a fictional service."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

from flows.model import event as ev
from flows.model.screen import Screen
from flows.model.values import Language, State
from kiosk.core.sensitive import Sensitive
from tests.support.answering import EVERY, AnswersWalk, acted, schools
from tests.support.flow_walks import CHILD_NUMBER, PHONE, SESSION

Go = Callable[[AnswersWalk], None]


def _at(key: str, *then: ev.Event, filled: bool = False) -> Go:
    def go(walk: AnswersWalk) -> None:
        walk.begin(EVERY)
        walk.to_page(f"{EVERY}/{key}")
        if filled:
            walk.take(*acted(walk.screen))
        walk.take(*then)

    return go


def _typed(key: str, *fields: tuple[str, str]) -> Go:
    return _at(key, *(ev.FieldEdited(name, Sensitive(text)) for name, text in fields))


def _code(*codes: str, then: tuple[ev.Event, ...] = ()) -> Go:
    """At the code of the text message, after these were typed and found wrong."""

    def go(walk: AnswersWalk) -> None:
        _typed("phone/.0", ("phone", PHONE))(walk)
        walk.take(ev.Continued())
        walk.answer()
        for code in codes:
            walk.type("code", code)
            walk.take(ev.Continued())
            walk.answer()
        walk.take(*then)

    return go


def _many_schools(*then: ev.Event) -> Go:
    def go(walk: AnswersWalk) -> None:
        walk.begin(EVERY)
        walk.to_page("ask_schools")
        walk.take(ev.QueryAnswered(operation=walk.operation, data=Sensitive({"items": list(schools(40))})))
        walk.take(*then)

    return go


def _family(*names: str, then: tuple[ev.Event, ...] = ()) -> Go:
    def go(walk: AnswersWalk) -> None:
        _at("family/list")(walk)
        for name in names:
            walk.take(ev.WayChosen("add"), ev.FieldEdited("name", Sensitive(name)))
            walk.take(ev.FieldEdited("number", Sensitive(CHILD_NUMBER)), ev.Continued())
            walk.take(ev.OptionChosen("relation", "spouse"), ev.Continued())
        walk.take(*then)

    return go


ANSWER_SCREENS: Mapping[str, Go] = {
    "choose-platform": _at("school/0", filled=True),
    "choose-many": _many_schools(ev.PageTurned(1)),
    "choose-find": _many_schools(ev.WayChosen("find"), ev.FieldEdited("find", Sensitive("第 1"))),
    "choose-nation": _at("nation/0", ev.OptionChosen("nation", "02")),
    "choose-nation-found": _at("nation/0", ev.WayChosen("find"), ev.FieldEdited("find", Sensitive("布"))),
    "choose-nothing-found": _at("nation/0", ev.WayChosen("find"), ev.FieldEdited("find", Sensitive("地球"))),
    "choose-find-empty": _at("nation/0", ev.WayChosen("find")),
    "choose-yes-no": _at("person/.1", filled=True),
    "form-code": _code(),
    "form-code-wrong": _code("111111", then=(ev.TimerExpired(SESSION, "resend"),)),
    "form-code-spent": _code("111111", "222222", "333333", then=(ev.TimerExpired(SESSION, "resend"),)),
    "form-contact": _typed("person/.0", ("contact", "陈小明"), ("contact_number", CHILD_NUMBER[:12])),
    "form-id-wrong": _typed("person/.0", ("contact", "陈小明"), ("contact_number", CHILD_NUMBER[:-1] + "4")),
    "day-decades": _at("person/.2"),
    "day-years": _at("person/.2", ev.OptionChosen("married_on", "198")),
    "day-months": _at("person/.2", *(ev.OptionChosen("married_on", part) for part in ("198", "1983"))),
    "day-days": _at(
        "person/.2", *(ev.OptionChosen("married_on", part) for part in ("198", "1983", "198310", "19831001"))
    ),
    "form-day": _typed("person/.3", ("born", "19510307")),
    "form-day-wrong": _typed("person/.3", ("born", "19510231")),
    "form-money": _typed("money/.0", ("income_fen", "12000.5")),
    "form-money-high": _typed("money/.0", ("income_fen", "120000")),
    "form-area": _typed("money/.2", ("area", "88.5")),
    "form-plate": _typed("money/.4", ("plate", "A12B3")),
    "form-words": _typed("money/.5", ("words", "我住在二楼，走路不方便，来之前请先打电话。")),
    "members-none": _family(),
    "members-some": _family("李秀兰", "陈小明"),
    "members-full": _family("李秀兰", "陈小明", "欧阳文山"),
    "members-remove": _family("李秀兰", "陈小明", then=(ev.WayChosen("remove.1"),)),
    "member": _family("李秀兰", then=(ev.WayChosen("change.0"),)),
    "address": _at("place/441900122"),
    "address-towns": _at("place/441900122", ev.WayChosen("town")),
    "address-found": _at("place/441900122", ev.WayChosen("find"), ev.FieldEdited("find", Sensitive("溪"))),
    "address-line": _at("place/line", ev.FieldEdited("detail", Sensitive("一巷 12 号"))),
}


@cache
def _walked(name: str) -> State:
    walk = AnswersWalk()
    ANSWER_SCREENS[name](walk)
    return walk.state


def answer_sample(name: str, language: str = "zh-Hans", *, care: bool = False, contrast: bool = False) -> Screen:
    """Walk to the screen and look at it, in any look."""
    state = _walked(name)
    reading = replace(state.reading, language=Language(language), care=care, contrast=contrast)
    walk = AnswersWalk(state=replace(state, reading=reading))
    return replace(walk.screen, key=f"answers/{name}")  # a page of its own: the one before keeps what was typed
