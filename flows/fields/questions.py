"""The questions of a form: which stand on a page together, which are asked under the answers so far. Pure; any thread.

What is typed is a mapping of field name to text. Conditions see all answers before the form, and the form's own so
far: blank where nothing right is typed yet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flows.fields.field import Field
from flows.fields.rules import wrong
from flows.model.values import Json

if TYPE_CHECKING:
    from flows.steps.here import Here

MOST_ON_PAGE = 3
VERIFIED = "_verified"  # the answer beside a phone with a one-time code: whether the code was right


@dataclass(frozen=True, slots=True)
class Questions:
    """Fields in their order."""

    fields: tuple[Field, ...]

    @property
    def pages(self) -> tuple[tuple[Field, ...], ...]:
        """The fields, page by page: a title begins one, and what is chosen stands alone."""
        pages: list[tuple[Field, ...]] = []
        for field in self.fields:
            if pages and field.typing and field.title is None and pages[-1][0].typing:
                pages[-1] = (*pages[-1], field)
            else:
                pages.append((field,))
        return tuple(pages)

    def problems(self) -> str:
        """Return what is wrong with the fields together, in words; empty when nothing is."""
        names = [field.name for field in self.fields]
        twice = next((name for name in names if names.count(name) > 1), "")
        if not names:
            return "a form needs at least one field"
        if twice:
            return f"the field {twice!r} stands twice"
        for number, page in enumerate(self.pages):
            if number and page[0].title is None:
                return f"the field {page[0].name!r} begins a page: it needs a title"
            if len(page) > MOST_ON_PAGE or (len(page) > 1 and any(field.rule == "long_text" for field in page)):
                return f"too much on the page of {page[0].name!r}: give a field after it a title"
            if sum(field.code != "no" for field in page) > 1:
                return f"one code a page: give a field after {page[0].name!r} a title"
        return ""

    def typed(self, answers: Mapping[str, Json]) -> dict[str, str]:
        """Return what would be typed for these answers."""
        return {field.name: field.typed(answers.get(field.name)) for field in self.fields}

    def asked(self, here: Here, typed: Mapping[str, str]) -> tuple[Field, ...]:
        """Return the fields that are asked now."""
        scope = here.scope()
        answers = cast("dict[str, Json]", scope["answers"])
        answers |= {field.name: field.blank for field in self.fields}
        asked: list[Field] = []
        for field in self.fields:
            if field.when is None or field.when.holds(scope) is True:
                asked.append(field)
                answers[field.name] = self._value(field, typed, here)
        return tuple(asked)

    def on_page(self, here: Here, typed: Mapping[str, str], page: int) -> tuple[Field, ...]:
        """Return the fields of a page that are asked now; empty when the page is passed over."""
        asked = self.asked(here, typed)
        pages = self.pages
        return tuple(field for field in pages[page] if field in asked) if 0 <= page < len(pages) else ()

    def open_pages(self, here: Here, typed: Mapping[str, str]) -> tuple[int, ...]:
        """Return the numbers of the pages on which something is asked now."""
        asked = self.asked(here, typed)
        return tuple(number for number, page in enumerate(self.pages) if any(field in asked for field in page))

    def page_of(self, name: str) -> int | None:
        """Return the number of the page on which a field stands."""
        return next(
            (number for number, page in enumerate(self.pages) if any(field.name == name for field in page)), None
        )

    def answers(self, here: Here, typed: Mapping[str, str]) -> dict[str, Json]:
        """Return the answers of all fields: blank where nothing is asked."""
        asked = self.asked(here, typed)
        return {field.name: self._value(field, typed, here) if field in asked else field.blank for field in self.fields}

    def samples(self) -> tuple[dict[str, Json], ...]:
        """Return every shape of the answers, the usual first and the barest last."""
        usual: dict[str, Json] = {field.name: field.sample() for field in self.fields}
        usual |= {field.name + VERIFIED: True for field in self.fields if field.code != "no"}
        shapes = [usual]
        for field in self.fields:
            shapes += [{**usual, field.name: shape} for shape in field.shapes() if shape != usual[field.name]]
            if field.code != "no":
                shapes.append({**usual, field.name + VERIFIED: False})
        barest = {name: False if name.endswith(VERIFIED) else value for name, value in usual.items()}
        barest |= {field.name: field.shapes()[-1] for field in self.fields}
        return (*shapes, barest) if barest not in shapes else tuple(shapes)

    def _value(self, field: Field, typed: Mapping[str, str], here: Here) -> Json:
        text = typed.get(field.name, "")
        return field.blank if wrong(field, text, here) else field.answer(text)


def first_wrong(fields: Sequence[Field], typed: Mapping[str, str], here: Here) -> str:
    """Return what is wrong first, as a sentence; empty when all is right."""
    return next((said for field in fields if (said := wrong(field, typed.get(field.name, ""), here))), "")
