"""Long lists turn pages with two large buttons; nothing scrolls. Pure; any thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flows.model.screen import Action
from flows.model.values import Language
from flows.words import bars

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paged(Generic[T]):
    """One page of a list. With a single page there is nothing to turn, and nothing is shown."""

    items: tuple[T, ...]
    page: int
    pages: int
    text: str
    previous: Action | None
    next: Action | None


def paged(items: Sequence[T], page: int, per_page: int, language: Language) -> Paged[T]:
    """Return the page of `items`; a page beyond the last is the last."""
    pages = page_count(len(items), per_page)
    page = min(max(page, 0), pages - 1)
    shown = tuple(items[page * per_page : (page + 1) * per_page])
    if pages == 1:
        return Paged(items=shown, page=0, pages=1, text="", previous=None, next=None)
    first, last = page == 0, page == pages - 1
    return Paged(
        items=shown,
        page=page,
        pages=pages,
        text=bars.PAGE.of(language, page=page + 1, pages=pages),
        previous=Action(
            label=(bars.FIRST_PAGE if first else bars.PREVIOUS_PAGE).of(language),
            act="page",
            arg="-1",
            enabled=not first,
        ),
        next=Action(
            label=(bars.LAST_PAGE if last else bars.NEXT_PAGE).of(language),
            act="page",
            arg="+1",
            icon="" if last else "chev",
            enabled=not last,
        ),
    )


def turned(page: int, step: int, count: int, per_page: int) -> int:
    """Return the page after turning, within the list."""
    return min(max(page + step, 0), page_count(count, per_page) - 1)


def page_count(count: int, per_page: int) -> int:
    """Return how many pages so many items take; an empty list takes one."""
    return max(1, -(-count // per_page))
