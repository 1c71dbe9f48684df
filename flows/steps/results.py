"""What a query found, as the service file words it: a list, one record in full, nothing, and the same for paper.

Labels, columns and wordings are data; money comes in fen, dates as ISO 8601. Names and numbers are masked on screen and
paper alike. Knows neither how the answer came nor what happens next: `flows.steps.query` does. Pure; any thread.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar, Literal

from flows.masking import Mask, masked
from flows.model.text import NOTHING, Text
from flows.model.values import Json, Language
from flows.words import bars, results
from flows.words.moments import date_of, day_of, time_of
from flows.words.money import yuan
from flows.words.numbers import by_four

Format = Literal["text", "money", "date", "month", "moment", "number"]
Shown = Literal["title", "line", "aside", "record"]
MONTH = len("2026-11")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One thing that is said of each record. `path` leads to it in the record, through mappings by dots.

    `shown` is its place in the list (a record shows all): ``title`` is what the row is called, ``aside`` stands at its
    right, ``line`` under it. `words` are what codes of the platform mean; `wording` stands around ``{value}``.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    label: Text
    path: str
    format: Format = "text"
    mask: Mask = Mask.NONE
    words: Mapping[str, Text] = field(default_factory=dict)
    wording: Text | None = None
    shown: Shown = "record"

    def said(self, record: Json, language: Language) -> str:
        """Return the record's value in words; empty when it has none."""
        value = found(record, self.path)
        if value is None or value == "":
            return ""
        known = self.words.get(str(value))
        words = known.of(language) if known else masked(self.mask, _formatted(self.format, value, language))
        return self.wording.of(language, value=words) if self.wording else words


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """How an answer is shown. `rows` leads to a list of records, or to a single one; empty: the answer is the record.

    With `print` what is shown may be put on paper: the step answers ``print``, whether that is wanted, and ``paper``.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    title: Text
    rows: str = ""
    hint: Text = results.OPEN_HINT
    record: Text = results.ONE_TITLE  # the title over one record
    none: Text = results.NONE
    none_hint: Text | None = None
    columns: tuple[Column, ...]  # what is said of each record
    go: Text | None = None  # the filled button
    print: bool = False

    def __post_init__(self) -> None:
        """Refuse what could not be shown. Raises ValueError."""
        if not self.columns:
            raise ValueError("something must be shown: columns has none")
        if sum(each.shown == "title" for each in self.columns) > 1 or sum(e.shown == "aside" for e in self.columns) > 1:
            raise ValueError("one column can be the title of a row, and one can stand aside")

    def records(self, answer: Mapping[str, Json]) -> tuple[Json, ...]:
        """Return the records of the answer, in its order."""
        value = found(dict(answer), self.rows)
        return tuple(value) if isinstance(value, list) else (value,) if isinstance(value, dict) and value else ()

    def title_of(self, record: Json, language: Language) -> str:
        """Return what the record is called in the list."""
        titled = next((each for each in self.columns if each.shown == "title"), self.columns[0])
        return titled.said(record, language) or titled.label.of(language)

    def detail_of(self, record: Json, language: Language) -> str:
        """Return the second line of the record in the list."""
        lines = (each.said(record, language) for each in self.columns if each.shown == "line")
        return (" · " if language is Language.EN else "，").join(line for line in lines if line)

    def aside_of(self, record: Json, language: Language) -> str:
        """Return what stands at the right of the record in the list."""
        return next((each.said(record, language) for each in self.columns if each.shown == "aside"), "")

    def facts_of(self, record: Json, language: Language) -> tuple[tuple[Text, str], ...]:
        """Return all that is known of the record, label and value."""
        return tuple((each.label, said) for each in self.columns if (said := each.said(record, language)))

    def paper(self, records: tuple[Json, ...], service: Text, at: datetime, language: Language) -> dict[str, Json]:
        """Return the data of the paper ``query-result``: what is shown, worded and masked as it is shown."""
        heading = self.title if len(records) > 1 else self.record
        return {
            "language": language.value,
            "service": _both(service),
            "title": _both(heading),
            "at": at.isoformat(),
            "records": [
                [{"label": _both(label), "value": said} for label, said in self.facts_of(record, language)]
                for record in records
            ],
        }


def found(value: Json, path: str) -> Json:
    """Return what `path` leads to, names joined by dots; None where it leads nowhere."""
    for name in path.split(".") if path else ():
        value = value.get(name) if isinstance(value, dict) else None
    return value


def age_of(kept_at: datetime, now: datetime, language: Language) -> str:
    """Say how old a kept answer is: 网络断了。这是 2 小时前查到的（11 月 24 日 07:05）."""
    minutes = max(0, int((now - kept_at).total_seconds() // 60))
    if minutes < 1:
        ago = results.AGO_NOW.of(language)
    elif minutes < 60:
        ago = results.AGO_MINUTES.of(language, count=minutes)
    elif minutes < 24 * 60:
        ago = results.AGO_HOURS.of(language, count=minutes // 60)
    else:
        ago = results.AGO_DAYS.of(language, count=minutes // (24 * 60))
    return results.KEPT_AGO.of(language, ago=ago, when=_moment(kept_at, language, now.year))


# --- inside ------------------------------------------------------------------------------------------------------


def _formatted(form: Format, value: Json, language: Language) -> str:
    """Return the value in words; what does not fit its form is said as it is, never hidden."""
    match form, value:
        case _, bool():
            return (results.YES if value else results.NO).of(language)
        case "money", int():
            return yuan(value, language)
        case "date", str() if (day := _day(value)) is not None:
            return date_of(day, language)
        case "month", str() if len(value) == MONTH and (day := _day(f"{value}-01")) is not None:
            return _month(day, language)
        case "moment", str() if (at := _instant(value)) is not None:
            return _moment(at, language, None)
        case "number", str() | int():
            return by_four(str(value))
        case _, str() | int() | float():
            return str(value)
        case _:
            return ""


def _month(day: date, language: Language) -> str:
    name = bars.MONTHS[day.month - 1].of(language)
    return f"{name} {day.year}" if language is Language.EN else f"{day.year} 年 {name} 月"


def _moment(at: datetime, language: Language, year: int | None) -> str:
    """Return day and time; without the year where it is the present one."""
    day = day_of(at.date(), language) if at.year == year else date_of(at.date(), language)
    return f"{day} {time_of(at)}"


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _instant(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def _both(text: Text) -> dict[str, Json]:
    return {"zh": text.of(Language.ZH), "en": text.of(Language.EN)} if text != NOTHING else {"zh": "", "en": ""}
