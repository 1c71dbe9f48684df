"""What the worker process runs to set a document. Plain values in and out; its only thread.

``worker.call("kiosk.documents.job:typeset_job", [template, data], deadline_s)`` answers the PDF's bytes.
"""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.documents.papers import Json
from kiosk.documents.typeset import typeset


def typeset_job(template: str, data: Mapping[str, Json]) -> bytes:
    """Run `typeset`. A `ContentError` travels back as itself."""
    return typeset(template, data)
