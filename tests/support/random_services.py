"""Builds services that nobody thought of: valid by construction, with branches, skipped answers and every plain kind.

A service is built as the data of its file, so that what is proved holds for the file as well: it is read, linted and
walked like any other. Names of fields are those that the walk of a willing resident can fill in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import hypothesis.strategies as st
import yaml

from flows.model.values import Json
from flows.steps.kinds import KINDS
from tests.support.flow_walks import bundled, query_answer

Data = dict[str, Any]
SERVICE_ID = "random-service"
FIELDS: Mapping[str, Data] = {  # the fields that `flow_walks.filled_in` knows
    "phone": {"rule": "phone", "mask": "phone"},
    "bank_account": {"rule": "bank_account", "mask": "bank"},
    "words": {"rule": "text"},
}
QUERIES = ("household-eligibility", "social-insurance-record")  # what the bundled services ask


def words(zh: str, en: str) -> Data:
    return {"zh-Hans": zh, "en": en}


def form(names: tuple[str, ...], *, required: bool) -> Data:
    return {
        "id": f"form_{names[0]}",
        "kind": "form",
        "title": words("请填一下", "Please fill in"),
        "hint": words("填吧。", "Go on."),
        "fields": [
            {"name": name, "label": words("填的", "Filled in"), "required": required, **FIELDS[name]} for name in names
        ],
    }


def choose(number: int, options: int) -> Data:
    return {
        "id": f"choose_{number}",
        "kind": "choose",
        "title": words("选一个", "Choose"),
        "hint": words("选吧。", "Choose one."),
        "label": words("选的", "Chosen"),
        "store": f"choice_{number}",
        "options": [{"value": f"v{each}", "label": words("选项", "Option")} for each in range(options)],
    }


def address() -> Data:
    return {
        "id": "address",
        "kind": "address",
        "title": words("住在哪里？", "Where do you live?"),
        "hint": words("选吧。", "Choose one."),
        "label": words("住址", "Address"),
        "store": "village",
    }


def capture(number: int, *, without: bool, most: int) -> Data:
    step: Data = {
        "id": f"paper_{number}",
        "kind": "capture",
        "title": words("拍一张", "Photograph it"),
        "hint": words("放平。", "Lay it flat."),
        "label": words("材料", "Paper"),
        "most": most,
    }
    return {**step, "without": words("没带，先继续", "Not with me")} if without else step


SIGN: Data = {"id": "signature", "kind": "sign", "statements": [words("是真的", "It is true")]}


def query(kind: str, *, offline: str, identified: bool) -> Data:
    return {
        "id": "ask",
        "kind": "query",
        "ask": kind,
        "store": "record",
        "parameters": {"number": "applicant.number"} if identified else {},
        "who": words("某局", "the office"),
        "usual_s": 2,
        "offline": offline,
        "refused": words("没有查到", "Nothing was found"),
        "example": query_answer(kind),
    }


ELIGIBILITY: Data = {
    "id": "entitled",
    "kind": "eligibility",
    "rules": [
        {
            "must": "years(applicant.birth, today) >= 18",
            "title": words("还不到 18 岁", "Under 18"),
            "reason": words("满 18 岁再来。", "Come back then."),
        }
    ],
    "provisional": "!online",
    "provisional_note": words("先按证件看。", "By your card."),
}


def names_of(step: Data) -> list[str]:
    """The answers that the step gives."""
    match step["kind"]:
        case "form":
            return [each["name"] for each in step["fields"]]
        case "choose" | "address" | "query":
            return [step["store"]]
        case _:
            return [step["id"]]


def condition(step: Data) -> str:
    """A condition over the step's answer that holds for some answers, and can be told even when it was skipped."""
    name = names_of(step)[0]
    match step["kind"]:
        case "choose":
            return f"has(answers.{name}) && answers.{name} == 'v0'"
        case "form":
            return f"has(answers.{name}) && answers.{name} != ''"
        case "capture":
            return f"has(answers.{name}) && answers.{name}.pages > {step['most'] - 1}"
        case "sign":
            return f"has(answers.{name}) && answers.{name}.way == 'declined'"
        case _:
            return f"!has(answers.{name}) || online"


@st.composite
def asking(draw: st.DrawFn) -> list[Data]:
    """Steps that ask something, at least one, no answer given twice."""
    names = draw(st.permutations(list(FIELDS)))
    cut = draw(st.integers(1, len(names)))
    required = draw(st.booleans())
    pool = [form(tuple(names[:cut]), required=required)]
    pool += [form((name,), required=not required) for name in names[cut:]]
    pool += [choose(number, draw(st.integers(1, 9))) for number in range(draw(st.integers(0, 3)))]
    pool += [
        capture(number, without=draw(st.booleans()), most=draw(st.integers(1, 3)))
        for number in range(draw(st.integers(0, 2)))
    ]
    pool += [address()] if draw(st.booleans()) else []
    pool += [SIGN] if draw(st.booleans()) else []
    order = draw(st.permutations(pool))
    return [dict(each) for each in order[: draw(st.integers(1, len(order)))]]


@st.composite
def services(draw: st.DrawFn) -> Data:
    """The data of a service file that lint finds nothing wrong with."""
    identified = draw(st.booleans())
    cards = draw(st.sampled_from([["id_card"], ["social_card"], ["id_card", "social_card"]]))
    before: list[Data] = [{"id": "identify", "kind": "identify", "cards": cards}] if identified else []
    if draw(st.booleans()):
        offline = draw(st.sampled_from(["stop", "skip"]))
        before.append(query(draw(st.sampled_from(QUERIES)), offline=offline, identified=identified))
    if identified and draw(st.booleans()):
        before.append(dict(ELIGIBILITY))
    steps = [*before, *draw(asking())]
    steps.append({"id": "check", "kind": "check", "note": words("点“提交”才算交。", "Press Send to apply.")})
    draw(branches(steps))
    steps.append({"id": "submit", "kind": "submit", "payload": payload(steps, identified=identified)})
    steps.append({"id": "receipt", "kind": "receipt", "received": "receipt-received", "kept": "receipt-kept"})
    steps.append({"id": "rate", "kind": "rate"})
    read = [KINDS["query"] for each in steps if each["kind"] == "query" and each["offline"] == "stop"]
    return {**HEAD, "offline": "online" if read else "queue", "steps": steps}


@st.composite
def branches(draw: st.DrawFn, steps: list[Data]) -> None:
    """Give some steps ways past those that follow, never past the last of `steps`. Every step stays reached."""
    for index, step in enumerate(steps[:-2]):
        if step["kind"] in ("identify", "eligibility") or not draw(st.booleans()):
            continue
        ways = []
        for _ in range(draw(st.integers(1, 2))):
            target = draw(st.sampled_from([*[each["id"] for each in steps[index + 2 :]], "rate"]))
            about = draw(st.sampled_from([each for each in steps[: index + 1] if each["kind"] not in PLAIN]))
            ways.append({"to": target, "when": condition(about)})
        step["next"] = [*ways, {"to": steps[index + 1]["id"]}]


PLAIN = ("identify", "eligibility", "check")  # kinds whose answers decide nothing here


def payload(steps: list[Data], *, identified: bool) -> dict[str, str]:
    """All that is asked, with nothing in the place of what a branch skipped."""
    names = [name for step in steps if step["kind"] not in (*PLAIN, "query") for name in names_of(step)]
    sent = {name: f"has(answers.{name}) ? answers.{name} : ''" for name in names}
    return {**sent, "applicant": "applicant"} if identified else sent


HEAD: Data = {
    "id": SERVICE_ID,
    "department": "zsj",
    "section": "apply",
    "icon": "apply",
    "title": words("随便什么事", "Anything"),
    "detail": words("约 1 分钟", "1 min"),
    "about": {
        "who": words("任何人", "Anyone"),
        "materials": [{"name": words("身份证", "ID card")}],
        "fee": words("不收费", "Free"),
        "limit": words("当场", "At once"),
        "basis": words("某法", "Some law"),
        "result": words("结果", "A result"),
    },
}


def text_of(service: Mapping[str, Json]) -> str:
    return yaml.safe_dump(dict(service), allow_unicode=True, sort_keys=False)


def reports() -> tuple[Any, ...]:
    """The service to which every failure leads."""
    return tuple(each for each in bundled().services if each.head.section == "report")
