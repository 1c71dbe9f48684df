"""Words in every language of the screen, side by side, so that none can be forgotten. Pure values; any thread.

Simplified Chinese and English are always written. Traditional Chinese may be; else it is derived from the simplified.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flows.model.traditional import traditional
from flows.model.values import Language

if TYPE_CHECKING:
    from pydantic_core import CoreSchema

WRITTEN = (Language.ZH, Language.EN)  # what nobody may leave out


@dataclass(frozen=True, slots=True)
class Text:
    """One piece of wording. ``{name}`` in it is filled from the values given to `of`; line breaks are by meaning."""

    by_language: Mapping[Language, str]

    def of(self, language: Language, **values: str | int) -> str:
        """Return the wording in `language`. A placeholder without a value stays as it is: nothing raises here."""
        words = self.by_language.get(language)
        if words is None:  # only 繁體 may be unwritten
            words = traditional(self.by_language[Language.ZH])
        for name, value in values.items():
            words = words.replace("{" + name + "}", str(value))
        return words

    @classmethod
    def parse(cls, value: object) -> Text:
        """Return the text written in a service file as a mapping of language tag to words. Raises ValueError."""
        if not isinstance(value, Mapping):
            raise ValueError("words must be given per language, as in {zh-Hans: 您好, en: Hello}")  # noqa: TRY004
        unknown = [str(tag) for tag in value if tag not in set(Language)]
        if unknown:
            raise ValueError(f"unknown language {', '.join(unknown)}")
        if not all(isinstance(words, str) for words in value.values()):
            raise ValueError("words must be text; put them in quotes")
        missing = [tag.value for tag in WRITTEN if not value.get(tag, "").strip()]
        missing += [tag for tag in value if tag not in WRITTEN and not value[tag].strip()]
        if missing:
            raise ValueError(f"words missing in {', '.join(missing)}")
        return cls({Language(tag): words for tag, words in value.items()})

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> CoreSchema:
        """Let pydantic read service files into this class; imported only then, because it is slow to load."""
        from pydantic_core import core_schema  # noqa: PLC0415

        return core_schema.no_info_plain_validator_function(cls.parse)


def text(zh_hans: str, en: str) -> Text:
    """Return a fixed wording: the written languages."""
    return Text({Language.ZH: zh_hans, Language.EN: en})


NOTHING = text("", "")
