"""Ways to break a service file, each as a hurried author would: for proving that lint catches every one.

A breakage takes the file's data and returns it broken, or None where it does not apply to that service. Data, not text:
comments and order of keys do not matter to what is proved.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import yaml

Data = dict[str, Any]
Breakage = Callable[[Data], Data | None]


def load(text: str) -> Data:
    data: Data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - safe, and fast
    return data


def dump(data: Data) -> str:
    return json.dumps(data, ensure_ascii=False, default=str)  # JSON is YAML, and made in no time


def broken(text: str) -> Iterator[tuple[str, str]]:
    """Return every way that applies, by name, with the broken file."""
    whole = load(text)
    for name, breakage in BREAKAGES.items():
        data = breakage(copy.deepcopy(whole))
        if data is not None:
            yield name, dump(data)


# --- tools -------------------------------------------------------------------------------------------------------


def of_kind(data: Data, *kinds: str) -> list[Data]:
    return [step for step in data["steps"] if step["kind"] in kinds]


def texts(value: object) -> Iterator[Data]:
    """Every piece of wording."""
    if isinstance(value, dict):
        if "zh-Hans" in value:
            yield value
        else:
            for item in value.values():
                yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def head_text(key: str) -> Callable[[Data], Data]:
    def act(data: Data) -> Data:
        data["about"][key] = {"zh-Hans": " ", "en": " "}
        return data

    return act


def without_head(key: str) -> Breakage:
    def act(data: Data) -> Data | None:
        return data if data.pop(key, None) is not None else None

    return act


def put(key: str, value: object) -> Breakage:
    def act(data: Data) -> Data:
        data[key] = value
        return data

    return act


def drop_kind(kind: str, *, where: Callable[[Data], bool] = lambda _data: True) -> Breakage:
    """Take the last step of this kind out, with the ways that led to it."""

    def act(data: Data) -> Data | None:
        found = of_kind(data, kind)
        if not found or len(data["steps"]) < 2 or not where(data):
            return None
        index = data["steps"].index(found[-1])
        after = data["steps"][index + 1]["id"] if index + 1 < len(data["steps"]) else "end"
        data["steps"].remove(found[-1])
        for step in data["steps"]:
            for branch in step.get("next", []):
                if branch["to"] == found[-1]["id"]:
                    branch["to"] = after
        return data

    return act


# --- breakages ---------------------------------------------------------------------------------------------------


def misspelt_kind(data: Data) -> Data:
    data["steps"][0]["kind"] += "e"
    return data


def unknown_key_in_step(data: Data) -> Data:
    data["steps"][0]["titel"] = "x"
    return data


def missing_step_id(data: Data) -> Data:
    del data["steps"][0]["id"]
    return data


def same_id_twice(data: Data) -> Data | None:
    if len(data["steps"]) < 2:
        return None
    data["steps"][1]["id"] = data["steps"][0]["id"]
    return data


def branch_to_nowhere(data: Data) -> Data:
    data["steps"][0]["next"] = [{"to": "nowhere"}]
    return data


def never_reached(data: Data) -> Data | None:
    if len(data["steps"]) < 2:
        return None
    data["steps"][0]["next"] = [{"to": "end"}]
    return data


def circle(data: Data) -> Data:
    data["steps"][-1]["next"] = [{"to": data["steps"][0]["id"]}]
    return data


def circle_with_a_way_out(data: Data) -> Data:
    data["steps"][-1]["next"] = [{"to": data["steps"][0]["id"], "when": "online"}, {"to": "end"}]
    return data


def dead_way(data: Data) -> Data:
    after = data["steps"][1]["id"] if len(data["steps"]) > 1 else "end"
    data["steps"][0]["next"] = [{"to": after, "when": "true"}, {"to": "end"}]
    return data


def last_way_has_a_condition(data: Data) -> Data:
    data["steps"][-1]["next"] = [{"to": "end", "when": "online"}]
    return data


def condition_is_no_condition(data: Data) -> Data:
    data["steps"][-1]["next"] = [{"to": "end", "when": "today"}, {"to": "end"}]
    return data


def condition_names_a_misspelt_answer(data: Data) -> Data:
    data["steps"][-1]["next"] = [{"to": "end", "when": "answers.misspelt == 'a'"}, {"to": "end"}]
    return data


def condition_names_what_is_not_there(data: Data) -> Data:
    data["steps"][-1]["next"] = [{"to": "end", "when": "applicants.name == 'a'"}, {"to": "end"}]
    return data


def condition_calls_what_is_not_there(data: Data) -> Data:
    data["steps"][-1]["next"] = [{"to": "end", "when": "age(today) > 70"}, {"to": "end"}]
    return data


def condition_is_no_expression(data: Data) -> Data:
    data["steps"][-1]["next"] = [{"to": "end", "when": "online &&"}, {"to": "end"}]
    return data


def condition_compares_unlike_things(data: Data) -> Data:
    data["steps"][-1]["next"] = [{"to": "end", "when": "today > 70"}, {"to": "end"}]
    return data


def words_missing_in_english(data: Data) -> Data:
    del next(texts(data["steps"]))["en"]
    return data


def words_that_nothing_fills(data: Data) -> Data:
    found = next(texts(data["steps"]))
    found["zh-Hans"] += "{name}"
    return data


def chinese_in_english(data: Data) -> Data:
    data["title"]["en"] = data["title"]["zh-Hans"]
    return data


def submits_what_nobody_asked(data: Data) -> Data | None:
    for step in of_kind(data, "submit"):
        step["payload"]["shoe_size"] = "has(answers.shoe_size) ? answers.shoe_size : ''"
        return data
    return None


def nobodys_matter(data: Data) -> Data | None:
    found = [step for step in of_kind(data, "submit", "bundle") if "applicant" in step["payload"]]
    for step in found:
        del step["payload"]["applicant"]
    return data if found and of_kind(data, "identify") else None


def asks_what_is_never_submitted(data: Data) -> Data | None:
    if not of_kind(data, "submit"):
        return None
    data["steps"].insert(
        0,
        {
            "id": "diary",
            "kind": "form",
            "title": {"zh-Hans": "您昨天做什么了？", "en": "What did you do yesterday?"},
            "hint": {"zh-Hans": "写几个字。", "en": "A few words."},
            "fields": [{"name": "diary", "label": {"zh-Hans": "昨天", "en": "Yesterday"}}],
        },
    )
    whole = [value for step in of_kind(data, "submit", "print") for value in step.get("payload", {}).values()]
    return None if "answers" in whole else data


def anybody_unidentified(data: Data) -> Data | None:
    found = [step for step in of_kind(data, "identify") if "without" not in step]
    for step in found:
        step["without"] = {"zh-Hans": "单子上的编号", "en": "The number on the slip"}
    return data if found else None


def rating_passed_by(data: Data) -> Data | None:
    """A way to the end from the step before it, for some."""
    if len(data["steps"]) < 2 or not of_kind(data, "rate"):
        return None
    data["steps"][-2]["next"] = [{"to": "end", "when": "online"}, {"to": data["steps"][-1]["id"]}]
    return data


def asks_after_it_is_settled(data: Data) -> Data | None:
    if not of_kind(data, "submit", "print"):
        return None
    data["steps"][-1].pop("next", None)
    data["steps"].append(
        {
            "id": "afterwards",
            "kind": "choose",
            "title": {"zh-Hans": "再选一个", "en": "One more"},
            "hint": {"zh-Hans": "选吧。", "en": "Choose."},
            "label": {"zh-Hans": "再选", "en": "More"},
            "store": "afterwards",
            "options": [{"value": "a", "label": {"zh-Hans": "甲", "en": "A"}}],
        }
    )
    return data


def handed_in_twice(data: Data) -> Data | None:
    found = of_kind(data, "submit")
    if not found:
        return None
    index = data["steps"].index(found[-1])
    data["steps"].insert(index + 1, {**copy.deepcopy(found[-1]), "id": "again"})
    return data


def unknown_paper(data: Data) -> Data | None:
    for step in of_kind(data, "receipt", "print"):
        step["kept" if step["kind"] == "receipt" else "template"] = "poster"
        return data
    return None


def paper_without_its_data(data: Data) -> Data | None:
    for step in of_kind(data, "print"):
        if isinstance(step.get("template"), str) and "\n" not in step["template"]:
            step["data"] = "{'nothing': 1}"
            return data
    return None


def materials_not_named(data: Data) -> Data | None:
    if not of_kind(data, "identify", "capture"):
        return None
    data["about"]["materials"] = []
    return data


def other_offline_policy(data: Data) -> Data:
    data["offline"] = "queue" if data.get("offline", "online") != "queue" else "online"
    return data


def answer_given_twice(data: Data) -> Data | None:
    for step in of_kind(data, "choose", "address", "query"):
        index = data["steps"].index(step)
        data["steps"].insert(index + 1, {**copy.deepcopy(step), "id": "once_more"})
        data["steps"][index].pop("next", None)
        return data
    return None


def checked_twice(data: Data) -> Data | None:
    for step in of_kind(data, "check"):
        index = data["steps"].index(step)
        step.pop("next", None)
        data["steps"].insert(index + 1, {**copy.deepcopy(step), "id": "check_again"})
        return data
    return None


def has_submit(data: Data) -> bool:
    return bool(of_kind(data, "submit"))


def one_print_check(data: Data) -> bool:
    return bool(of_kind(data, "submit", "pay")) or (
        bool(of_kind(data, "print")) and not any(step.get("show", {}).get("print") for step in of_kind(data, "query"))
    )


BREAKAGES: Mapping[str, Breakage] = {
    "no title": without_head("title"),
    "no icon": without_head("icon"),
    "unknown key": put("price", 3),
    "unknown section": put("section", "sell"),
    "unknown kind of matter": put("kind", "sale"),
    "unknown department": put("department", "nowhere"),
    "unknown life event": put("life_events", ["nothing"]),
    "unknown icon": put("icon", "unicorn"),
    "nobody may apply": put("audience", []),
    "an id that cannot be one": put("id", "Two Words"),
    "no steps": put("steps", []),
    "words as plain text": put("title", "Sample"),
    "fee not stated": head_text("fee"),
    "limit not stated": head_text("limit"),
    "basis not stated": head_text("basis"),
    "who not stated": head_text("who"),
    "materials not named": materials_not_named,
    "other offline policy": other_offline_policy,
    "misspelt kind of step": misspelt_kind,
    "unknown key in a step": unknown_key_in_step,
    "missing step id": missing_step_id,
    "same id twice": same_id_twice,
    "branch to nowhere": branch_to_nowhere,
    "never reached": never_reached,
    "circle": circle,
    "circle with a way out": circle_with_a_way_out,
    "dead way": dead_way,
    "last way has a condition": last_way_has_a_condition,
    "condition is no condition": condition_is_no_condition,
    "condition names a misspelt answer": condition_names_a_misspelt_answer,
    "condition names what is not there": condition_names_what_is_not_there,
    "condition calls what is not there": condition_calls_what_is_not_there,
    "condition is no expression": condition_is_no_expression,
    "condition compares unlike things": condition_compares_unlike_things,
    "words missing in English": words_missing_in_english,
    "words that nothing fills": words_that_nothing_fills,
    "Chinese in English": chinese_in_english,
    "submits what nobody asked": submits_what_nobody_asked,
    "nobody's matter": nobodys_matter,
    "asks what is never submitted": asks_what_is_never_submitted,
    "asks after it is settled": asks_after_it_is_settled,
    "handed in twice": handed_in_twice,
    "answer given twice": answer_given_twice,
    "checked twice": checked_twice,
    "not checked": drop_kind("check", where=one_print_check),
    "no receipt": drop_kind("receipt", where=has_submit),
    "anybody unidentified": anybody_unidentified,
    "rating removed": drop_kind("rate"),
    "rating passed by": rating_passed_by,
    "not handed in": drop_kind("submit"),
    "unknown paper": unknown_paper,
    "paper without its data": paper_without_its_data,
}
