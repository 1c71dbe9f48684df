"""The pages where answers are typed and chosen: fields, choices, what is found in a long list, several of a kind.

Values, fully worded, like all of `flows.model.screen`, which gives them out.
"""

from __future__ import annotations

from dataclasses import dataclass

from flows.model.parts import Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field. `entry` is its keyboard: "text" (pinyin), "digits", "decimal", "id", "latin", "long_text".

    `error` is a sentence, empty when there is none; `said` is what was typed in words, so that a mistake is seen.
    """

    name: str
    label: str
    text: str
    entry: str
    hint: str = ""
    error: str = ""
    placeholder: str = ""
    max_length: int = 60
    group: str = ""  # how digits are grouped on screen: "3-4-4", "4", ""
    source: str = ""  # 来自身份证: no field, only the value
    unit: str = ""  # what stands after the number
    said: str = ""  # 读作一千二百元


@dataclass(frozen=True, slots=True, kw_only=True)
class FormBody:
    """One to three fields; the first has the focus. Opens the keyboard."""

    fields: tuple[Field, ...]
    clear_label: str
    choices: tuple[Action, ...] = ()  # quick answers above the keyboard, when a field has some


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseBody:
    """Choose one. `context` is what was chosen before (东莞市·厚街镇), `change` goes back to it, `find` to typing."""

    context: str = ""
    change: Action | None = None
    suggestion_heading: str = ""
    suggestion: Action | None = None
    suggestion_chosen: str = ""  # 已选
    heading: str = ""
    page_text: str = ""
    options: tuple[Action, ...] = ()
    columns: int = 3
    previous: Action | None = None
    next: Action | None = None
    find: Action | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindBody:
    """A long list, found by typing: what fits best stands between the field and the keyboard."""

    field: Field
    clear_label: str
    options: tuple[Action, ...] = ()
    columns: int = 2
    note: str = ""  # nothing found
    more: str = ""  # said where more is found than the page has room for
    rest: int = 0  # how many more are found than are given here


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One of several of a kind: how it is told apart, and the ways to change it and to take it out."""

    label: str
    value: str
    change: Action
    remove: Action


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersBody:
    """Several of a kind, in pages. `add` is the way to another; disabled, its label says why."""

    members: tuple[Member, ...]
    add: Action
    none: str = ""  # said while there is nobody
    page_text: str = ""
    previous: Action | None = None
    next: Action | None = None
