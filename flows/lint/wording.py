"""The words of a service: complete in every language, and nothing in them waits to be filled in. Any thread.

That no words are missing in a language `flows.model.text` refuses when the file is read.
"""

from __future__ import annotations

import re

from flows.lint.finding import Said
from flows.lint.walk import inside
from flows.model.text import NOTHING, Text
from flows.model.values import Language
from flows.service import Service

_PLACEHOLDER = re.compile(r"\{\w*\}")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")


def check_wording(service: Service) -> Said:
    """Say which words are in the wrong language or hold what nothing fills in."""
    for step in (None, *service.steps):
        for where, text in inside(step or service.head, Text, step.id if step else ""):
            if text == NOTHING:
                continue
            place = where.lstrip(".")
            known = {"{value}"} if where.endswith(".wording") else set()
            for language, words in text.by_language.items():
                if not words.strip():
                    yield step, f"{place}: {language.value}: words are missing"
                if set(_PLACEHOLDER.findall(words)) - known:
                    yield step, f"{place}: {language.value}: nothing is filled into a service's words: {words!r}"
            english, chinese = text.by_language.get(Language.EN, ""), text.by_language.get(Language.ZH, "")
            if _HAN.search(english):
                yield step, f"{place}: en: Chinese stands in the English words: {english!r}"
            if _LATIN.search(_PLACEHOLDER.sub("", chinese)) and not _HAN.search(chinese):
                yield step, f"{place}: zh-Hans: there is no Chinese in the Chinese words: {chinese!r}"
