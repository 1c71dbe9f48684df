"""The keys of service files, read off the dataclasses that the files become. Any thread; reads Python's own sources.

The dataclasses are the only description of a service file. Their fields are its keys; the comment behind a field says
what it holds, else the sentence of the class's docstring that names it, else what the key means everywhere.
"""

from __future__ import annotations

import inspect
import io
import re
import tokenize
import typing
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any

# What a key of one class means, where that is not what it means everywhere.
OF_CLASS: Mapping[tuple[str, str], str] = {
    ("Head", "id"): "its name for good: lower-case words with hyphens; drafts and submissions are kept under it",
    ("Head", "title"): "what it is called on home and at the top",
    (
        "Head",
        "offline",
    ): "without the platform: `queue`, kept and sent later; `cache`, answered from before; `online`, not",
    ("Head", "department"): "the office that it belongs to: an id of flows/reference/departments.json",
    ("Head", "life_events"): "the occasions under which it is listed: ids of flows/reference/life-events.json",
    ("About", "who"): "who may apply",
    ("Field", "name"): "the name under which the answer is kept: `answers.<name>`",
    ("Field", "label"): "what is asked, and what the answer is called on the page 'check your answers'",
    ("Material", "required"): "whether nobody can apply without it",
    ("Branch", "to"): "the id of the step that it leads to, or `end`",
    ("Branch", "when"): "a condition; the way is taken when it holds. The last way has none",
    ("Option", "label"): "the words on the button",
    ("Book", "office"): "where one has to be, in words",
    ("Book", "bring"): "what one has to bring",
    ("Book", "person"): "an expression: for whom, as names with values",
    ("Column", "format"): "how the value is written",
    ("Column", "label"): "what it is called",
    ("Consent", "why"): "why it is needed, in words",
    ("Pay", "payee"): "who gets the money",
    ("Pay", "label"): "what the sum is called",
    ("Handoff", "page_name"): "the page of the platform that opens on the phone",
    ("Opening", "days"): "days of the week, 1 for Monday to 7 for Sunday",
    ("Opening", "closes"): 'when it closes, such as "17:30"; then it is closed',
    ("Opening", "opens"): 'when it opens, such as "08:30"',
    ("Query", "cached"): "whether the terminal keeps the answer and shows it, with its age, without the platform",
    ("Show", "none"): "the title when there is nothing",
    ("Show", "none_hint"): "the sentence under it",
    ("Repeat", "least"): "how many there must be",
    ("Repeat", "most"): "how many there can be",
    ("Field", "unit"): "the words behind a number",
    ("Field", "min"): "the smallest number",
    ("Field", "max"): "the largest number",
    ("Field", "decimals"): "how many figures may stand behind the point",
    ("Field", "min_fen"): "the smallest sum, in fen",
    ("Field", "max_fen"): "the largest sum, in fen",
    ("Field", "earliest"): "the first day: `2026-01-01`, or `today`, `today-18y`, `today+90d`",
    ("Field", "latest"): "the last day, in the same way",
    ("Field", "yes"): "the words on the button for yes",
    ("Field", "no"): "the words on the button for no",
    ("Wanted", "type"): "the type of certificate, as the platform names it",
    ("Rule", "title"): "the title of the page that says no",
    ("Shown", "label"): "what the row is called",
    ("Shown", "value"): "an expression: what stands there",
}

# What a key means wherever it stands and its own class does not say otherwise.
EVERYWHERE: Mapping[str, str] = {
    "id": "its name in this file, by which other steps and expressions speak of it",
    "next": "the ways on, tried in order; without any, the next step in the file",
    "title": "the question at the top of the page",
    "hint": "the sentence under the title",
    "label": "what the answer is called on the page 'check your answers'",
    "store": "the name under which the answer is kept: `answers.<store>`",
    "name": "what it is called",
    "value": "what is kept",
    "detail": "a smaller line under the label",
    "to": "the id of the step that it leads to, or `end`",
    "when": "a condition; the way is taken when it holds",
    "who": "who it is, or for whom, in words",
    "usual_s": "how many seconds it usually takes, said to the resident",
    "example": "an answer as the platform gives it, over which expressions are tried before publication",
    "required": "whether it cannot be left out",
    "mask": "how it is shown: hidden in part",
    "provisional": "a condition; when it holds, the page and the paper say that it is provisional",
    "provisional_note": "what is said then",
    "parameters": "what is asked with: names with expressions",
    "data": "an expression that gives what the paper needs",
    "template": "the paper: the name of a bundled one, or Typst source that travels with the service",
    "done": "the heading when it is done",
    "done_line": "the sentence under it",
    "note": "what the filled button does",
    "options": "what can be chosen",
    "fields": "the fields of the page, one to three",
    "department": "the office that it belongs to: an id of the list of departments",
    "section": "the list of the home screen in which it stands",
    "icon": "its picture, by the name of an icon of the look",
    "fee": "what it costs",
    "limit": "how long it takes until there is a result",
    "basis": "the laws and rules that it stands on",
    "result": "what the resident gets in the end",
    "materials": "the cards and papers that are needed",
    "about": "what is stated before anybody begins",
    "kind": "what sort of matter it is",
    "audience": "who may apply",
    "parts": "the parts that it is made of",
    "ask": "the kind of question that the platform is asked",
    "refused": "the title when the platform says no",
    "reason": "the sentence that says why",
    "instead": "what can be done instead",
    "what": "what happens",
    "happens": "what happens next, in order",
    "statements": "what the signature stands for, sentence by sentence",
    "offline": "what a missing platform means",
    "min_length": "the fewest characters",
    "max_length": "the most characters",
    "placeholder": "grey words in the empty field",
    "choices": "quick answers beside the keyboard",
    "rule": "what is accepted",
    "columns": "how many columns the options stand in",
    "go": "the words on the filled button",
    "shown": "rows that are no answers but come from the platform",
    "wording": "the words around `{value}`",
    "payload": "what is sent: names with expressions",
    "cards": "the cards that can be used, the usual one first",
    "rules": "the conditions, in order; the first that does not hold is the answer",
    "must": "a condition that has to hold",
    "without": "the words of the way on without it; absent: it cannot be left out",
    "received": "the paper for what the platform has received",
    "kept": "the paper for what is kept here and not yet received",
    "chase_days": "after how many days one may ask about what was kept",
    "quiet": "whether a missing printer is no reason to ask before the service begins",
    "text": "the words",
    "version": "the number of this wording; a new wording takes a new one",
    "limit_minutes": "how many minutes it may take",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One key: `type` is the annotation with its names resolved, `default` is MISSING where there is none."""

    name: str
    type: Any
    default: object
    words: str

    @property
    def required(self) -> bool:
        """Whether the key cannot be left out."""
        return self.default is MISSING


def written_as_text(kind: object) -> bool:
    """Whether the class is written as a single text, which it takes apart by itself."""
    return hasattr(kind, "__get_pydantic_core_schema__")


def keys_of(kind: type[Any]) -> tuple[Key, ...]:
    """Return the keys of this dataclass, those of its bases first."""
    hints = typing.get_type_hints(kind)
    comments = {name: words for base in reversed(kind.__mro__) for name, words in _comments(base)}
    return tuple(
        Key(
            name=each.name,
            type=hints[each.name],
            default=each.default_factory() if each.default_factory is not MISSING else each.default,
            words=OF_CLASS.get((kind.__name__, each.name)) or comments.get(each.name) or _otherwise(each.name, kind),
        )
        for each in fields(kind)
        if each.init
    )


def description(kind: type[Any]) -> str:
    """Return what the class says of itself, in one paragraph."""
    return " ".join((inspect.getdoc(kind) or "").split())


def _comments(kind: type[Any]) -> Iterator[tuple[str, str]]:
    """Return the comment behind each field of this class's own body."""
    if not kind.__module__.startswith(("flows", "kiosk")):
        return
    source = inspect.getsource(kind)
    indent = None
    for line in _logical_lines(source):
        found = re.match(r"^(\s+)(\w+)\s*:", line.code)
        if found is None or "ClassVar" in line.code:
            continue
        indent = indent or found[1]
        if found[1] == indent and line.comment:
            yield found[2], line.comment


@dataclass(frozen=True, slots=True)
class _Line:
    code: str
    comment: str


def _logical_lines(source: str) -> Iterator[_Line]:
    lines = source.splitlines()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            number, column = token.start
            yield _Line(lines[number - 1][:column].rstrip(), token.string.lstrip("# ").strip())


def _otherwise(name: str, kind: type[Any]) -> str:
    """Return the sentence of the docstring that begins with the key, what it means everywhere, or any that names it."""
    sentences = [each.rstrip(".;") for each in re.split(r"(?<=[.;]) ", description(kind))]
    beginning = next((each for each in sentences if each.startswith(f"`{name}`")), "")
    return beginning or EVERYWHERE.get(name) or next((each for each in sentences if f"`{name}`" in each), "")
