"""One field of a form: its keys in a service file, its rule, what is kept of what is typed. Frozen values; any thread.

What is typed is always text; `answer` makes the value of it that expressions and the platform see, `typed` the way
back. What is wrong is said by `flows.fields.rules`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from flows.expressions import Expression
from flows.fields import days, money
from flows.fields.check_digits import CITIZEN_LENGTH
from flows.fields.days import Limit
from flows.masking import Mask
from flows.model.text import Text
from flows.model.values import Json

Rule = Literal[
    "text",
    "long_text",
    "letters",
    "digits",
    "number",
    "money",
    "date",
    "phone",
    "id_number",
    "bank_account",
    "choice",
    "yes_no",
]
PHONE_DIGITS = 11  # 公众移动通信网 numbering: 1 and ten digits
BANK_DIGITS = (16, 19)  # GB/T 14504: 13 to 19; Chinese debit cards have 16 to 19
DATE_DIGITS = 8  # GB/T 7408: year, month, day
SUM_LENGTH = 12  # 999999999.99
FEWEST_ID = 15  # a foreigner's card of 2017
YES, NO = "yes", "no"  # what is kept of a yes or no
_MASKS: Mapping[str, Mask] = {"phone": Mask.PHONE, "id_number": Mask.NUMBER, "bank_account": Mask.BANK}
_FIGURES = "0123456789"
_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_KEPT: Mapping[str, str] = {
    "digits": _FIGURES,
    "phone": _FIGURES,
    "bank_account": _FIGURES,
    "date": _FIGURES,
    "number": _FIGURES + ".",
    "money": _FIGURES + ".",
    "id_number": _FIGURES + _LATIN,
    "letters": _FIGURES + _LATIN + "-",
}
_ENTRY: Mapping[str, str] = {
    "digits": "digits",
    "phone": "digits",
    "bank_account": "digits",
    "date": "digits",
    "money": "decimal",
    "id_number": "id",
    "letters": "latin",
    "long_text": "long_text",
}
_GROUP: Mapping[str, str] = {"phone": "3-4-4", "bank_account": "4", "date": "4-2-2", "id_number": "6-8-4"}
_ONLY_FOR: Mapping[str, tuple[str, ...]] = {
    "unit": ("number",),
    "min": ("number",),
    "max": ("number",),
    "decimals": ("number",),
    "min_fen": ("money",),
    "max_fen": ("money",),
    "earliest": ("date",),
    "latest": ("date",),
    "code": ("phone",),
    "options": ("choice",),
    "reference": ("choice",),
    "yes": ("yes_no",),
    "no": ("yes_no",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    value: str
    label: Text
    detail: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field. `rule` decides what is accepted; `mask` how the answer is shown afterwards.

    A `title` begins a page of its own, with `hint` as the page's; the typed fields that follow without one stand on
    the same page, three at most. `when` says under which answers it is asked at all.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    name: str
    label: Text
    rule: Rule = "text"
    title: Text | None = None
    hint: Text | None = None
    placeholder: Text | None = None
    required: bool = True
    when: Expression | None = None
    min_length: int = 1
    max_length: int = 60
    mask: Mask | None = None  # by the rule when not given
    choices: tuple[Text, ...] = ()  # quick answers above the keyboard
    unit: Text | None = None
    min: int | None = None
    max: int | None = None
    decimals: int = 0
    min_fen: int | None = None
    max_fen: int | None = None
    earliest: Limit | None = None
    latest: Limit | None = None
    by: Literal["typing", "choosing"] = "typing"  # of a date: eight figures, or year, month and day one after another
    code: Literal["no", "online", "always"] = "no"  # of a phone: "online" leaves the one-time code out without network
    options: tuple[Option, ...] = ()
    reference: str = ""  # a list of `flows.reference`, in place of options
    columns: int = 1
    yes: Text | None = None
    no: Text | None = None

    def __post_init__(self) -> None:
        for key, rules in _ONLY_FOR.items():
            given = getattr(self, key) not in (None, (), "", 0, "no")
            if given and self.rule not in rules:
                raise ValueError(f"{key!r} is only for a field with the rule {' or '.join(rules)}")
        if self.rule == "choice" and bool(self.options) == bool(self.reference):
            raise ValueError("a choice needs either options or a reference list")
        if self.by == "choosing" and self.rule != "date":
            raise ValueError("'by' is only for a field with the rule date")
        if self.by == "choosing" and (self.earliest is None or self.latest is None):
            raise ValueError("a date that is chosen needs 'earliest' and 'latest'")

    @property
    def typing(self) -> bool:
        """Whether the keyboard writes it; otherwise it is chosen, on a page of its own."""
        return self.rule not in ("choice", "yes_no") and self.by == "typing"

    @property
    def numeric(self) -> bool:
        """Whether only digits are kept."""
        return self.entry == "digits"

    @property
    def entry(self) -> str:
        """Which keyboard it takes."""
        if self.rule == "number":
            return "decimal" if self.decimals else "digits"
        return _ENTRY.get(self.rule, "text")

    @property
    def group(self) -> str:
        """How figures are grouped while they are typed."""
        return _GROUP.get(self.rule, "")

    @property
    def shown_by(self) -> Mask:
        """How the answer is masked."""
        return self.mask or _MASKS.get(self.rule, Mask.NONE)

    @property
    def bounds(self) -> tuple[int, int]:
        """The least and the most characters."""
        match self.rule:
            case "phone":
                return PHONE_DIGITS, PHONE_DIGITS
            case "bank_account":
                return BANK_DIGITS
            case "date":
                return DATE_DIGITS, DATE_DIGITS
            case "id_number":
                return FEWEST_ID, CITIZEN_LENGTH
            case "number" | "money":
                return 1, SUM_LENGTH
            case _:
                return self.min_length, self.max_length

    def cleaned(self, typed: str) -> str:
        """Return what is kept of what was typed; one digit more than allowed is kept, to be told of it."""
        if not self.typing:
            return typed[:60]
        most = self.bounds[1] + (1 if self.numeric else 0)
        kept = _FIGURES if self.numeric else _KEPT.get(self.rule)
        if kept is None:
            return "".join(char for char in typed if char.isprintable())[:most]
        return "".join(char for char in typed.upper() if char in kept)[:most]

    # --- between what is typed and what is answered -----------------------------------------------------------

    @property
    def blank(self) -> Json:
        """The answer when nothing was asked or filled in."""
        return None if self.rule in ("number", "money", "yes_no") else ""

    def answer(self, typed: str) -> Json:
        """Return the value of what was typed and is right."""
        typed = typed.strip()
        if not typed:
            return self.blank
        match self.rule:
            case "number":
                return float(typed) if self.decimals else int(Decimal(typed))
            case "money":
                return money.fen_of(typed)
            case "date":
                day = days.day_of(typed)
                return day.isoformat() if day else ""
            case "yes_no":
                return typed == YES
            case _:
                return typed

    def typed(self, answer: Json) -> str:
        """Return what would be typed for this answer."""
        match self.rule, answer:
            case "yes_no", bool():
                return YES if answer else NO
            case "money", int() if not isinstance(answer, bool):
                return money.typed_of(answer)
            case "number", int() | float() if not isinstance(answer, bool):
                return f"{Decimal(str(answer)):f}".removesuffix(".0")
            case "date", str():
                return days.typed_of(answer)
            case (("number" | "money" | "yes_no"), _):
                return ""
            case _, str():
                return answer
            case _:
                return ""

    def sample(self) -> Json:
        """Return an answer of the usual shape, for lint."""
        match self.rule:
            case "number":
                least = self.min or 0
                return float(least) if self.decimals else least
            case "money":
                return self.min_fen or 0
            case "date":
                return "2026-02-28"
            case "yes_no":
                return True
            case "choice":
                return self.options[0].value if self.options else "1"
            case "id_number":
                return "44190019900101001X"
            case _:
                return "1" * max(1, self.bounds[0])

    def shapes(self) -> tuple[Json, ...]:
        """Return every kind of answer that there can be, the usual first: options, yes and no, nothing at all."""
        usual: tuple[Json, ...] = (self.sample(),)
        if self.rule == "choice":
            usual = tuple(option.value for option in self.options) or usual
        if self.rule == "yes_no":
            usual = (True, False)
        may_be_blank = not self.required or self.when is not None
        return (*usual, self.blank) if may_be_blank else usual
