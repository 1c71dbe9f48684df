"""What is wrong with a part of a service file, in the words of whoever wrote the file. Pure; any thread.

The checker of types has its own names for what it finds; none of them is said here. Every kind of finding that it can
make over our dataclasses has a sentence below, held by a test over the types that the dataclasses use.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches

# By the error types of pydantic_core, https://docs.pydantic.dev/latest/errors/validation_errors/.
# `{expected}` is the list of what may stand there.
SENTENCES: Mapping[str, str] = {
    "missing": "{key} is missing",
    "unexpected_keyword_argument": "{key} is not known here",
    "unexpected_positional_argument": "{key} is not known here",
    "extra_forbidden": "{key} is not known here",
    "invalid_key": "{key} must be text; put it in quotes",
    "string_type": "{key} must be text; put it in quotes",
    "string_sub_type": "{key} must be text; put it in quotes",
    "string_unicode": "{key} has characters that are no text",
    "string_too_short": "{key} is too short",
    "string_too_long": "{key} is too long",
    "string_pattern_mismatch": "{key} has not the form that is asked for",
    "int_type": "{key} must be a whole number, such as 3",
    "int_parsing": "{key} must be a whole number, such as 3",
    "int_from_float": "{key} must be a whole number, such as 3",
    "int_parsing_size": "{key} is too large",
    "float_type": "{key} must be a number, such as 2.5",
    "float_parsing": "{key} must be a number, such as 2.5",
    "finite_number": "{key} must be a number that ends",
    "greater_than": "{key} is too small",
    "greater_than_equal": "{key} is too small",
    "less_than": "{key} is too large",
    "less_than_equal": "{key} is too large",
    "bool_type": "{key} must be true or false",
    "bool_parsing": "{key} must be true or false",
    "literal_error": "{key} must be one of {expected}",
    "enum": "{key} must be one of {expected}",
    "none_required": "{key} must be left out",
    "tuple_type": "{key} must be a list",
    "list_type": "{key} must be a list",
    "set_type": "{key} must be a list",
    "frozen_set_type": "{key} must be a list",
    "iterable_type": "{key} must be a list",
    "iteration_error": "{key} must be a list",
    "too_short": "{key} has too few entries",
    "too_long": "{key} has too many entries",
    "dict_type": "{key} must be keys with values, as in {{name: value}}",
    "mapping_type": "{key} must be keys with values, as in {{name: value}}",
    "dataclass_type": "{key} must be keys with values, as in {{name: value}}",
    "dataclass_exact_type": "{key} must be keys with values, as in {{name: value}}",
    "date_type": "{key} must be a date, such as 2026-11-24",
    "date_parsing": "{key} must be a date, such as 2026-11-24",
    "date_from_datetime_parsing": "{key} must be a date, such as 2026-11-24",
    "time_type": '{key} must be a time, such as "08:30"',
    "time_parsing": '{key} must be a time, such as "08:30"',
    "union_tag_invalid": "{key} must be one of {expected}",
    "union_tag_not_found": "{key} does not say of which kind it is",
    "recursion_loop": "{key} contains itself",
    "value_error": "{key}: {reason}",
    "assertion_error": "{key}: {reason}",
}
ELSE = "{key} does not fit here"  # a finding that no sentence above foresees; a test sees to it that there is none

# What the reader of YAML says, and what the writer of the file can do about it.
_YAML: tuple[tuple[str, str], ...] = (
    ("mapping values are not allowed", "a colon stands in the middle of words: put the words in quotes"),
    ("cannot start any token", "words begin with a character that has a meaning in YAML (a tab, @, %): use quotes"),
    ("could not find expected ':'", "a key is not followed by a colon"),
    ("expected <block end>", "this line is not set in as far as the lines that it belongs to"),
    ("unindent", "this line is not set in as far as the lines that it belongs to"),
    ("but got '?'", "words with a question mark stand in braces: put the words in quotes"),
    ("expected ',' or '}'", "a comma or } is missing before this"),
    ("expected ',' or ']'", "a comma or ] is missing before this"),
    ("unexpected end of stream", "a quote is not closed"),
)


def sentence(kind: str, key: str, *, reason: str, expected: str = "", known: Collection[str] = ()) -> str:
    """Return what is wrong with `key`. `known` are the keys that may stand in its place, for a likely misspelling."""
    said = SENTENCES.get(kind, ELSE).format(
        key=key, reason=reason.removeprefix("Value error, ").removeprefix("Assertion failed, "), expected=expected
    )
    close = get_close_matches(key.rsplit(".", 1)[-1], known, n=1) if "not known here" in said else []
    return f"{said}; is {close[0]!r} meant?" if close else said


def yaml_sentence(problem: str) -> str:
    """Return what the reader of YAML found, with what to do about it where that is known."""
    advice = next((words for found, words in _YAML if found in problem), "")
    plain = re.sub(r"[<>]", "", problem)
    return f"{plain} ({advice})" if advice else plain
