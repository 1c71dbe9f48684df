"""The pages of one paper, and the names under which they are held and handed in. Pure; any thread.

The first page has the name of its step, as a paper of one page has; the second is ``<id>-2``. The names of the pages
that are left close up when one is taken out. No step is called like a page: lint lets no hyphen into the id of a step.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count, takewhile

from flows.model.values import BlobRef

Blobs = Mapping[str, BlobRef]


def page_name(step_id: str, page: int) -> str:
    """Return the name of a page, counted from 1."""
    return step_id if page == 1 else f"{step_id}-{page}"


def pages_of(blobs: Blobs, step_id: str) -> tuple[BlobRef, ...]:
    """Return the pages of the paper in their order."""
    names = (page_name(step_id, page) for page in count(1))
    return tuple(blobs[name] for name in takewhile(blobs.__contains__, names))


def with_page(blobs: Blobs, step_id: str, page: int, blob: BlobRef) -> dict[str, BlobRef]:
    """Return the blobs with this page: a new one at the end, or one in place of another."""
    return {**blobs, page_name(step_id, page): blob}


def without_page(blobs: Blobs, step_id: str, page: int) -> dict[str, BlobRef]:
    """Return the blobs with this page taken out and those after it moved up."""
    pages = pages_of(blobs, step_id)
    kept = (*pages[: page - 1], *pages[page:])
    return {**without_paper(blobs, step_id), **{page_name(step_id, at): blob for at, blob in enumerate(kept, 1)}}


def without_paper(blobs: Blobs, step_id: str) -> dict[str, BlobRef]:
    """Return the blobs without any page of the paper."""
    names = {page_name(step_id, page) for page in range(1, len(pages_of(blobs, step_id)) + 1)}
    return {name: blob for name, blob in blobs.items() if name not in names}
