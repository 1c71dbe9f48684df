"""The signature as a picture beside its strokes: a person who decides looks at a picture. Pure; any thread."""

from __future__ import annotations

from collections.abc import Mapping

from flows.model.values import Json
from kiosk.core.sensitive import Sensitive
from offline_cache.outbox import Part

WIDTH_PX, HEIGHT_PX = 984, 696  # the box that was signed in


def signature_parts(payload: Mapping[str, Json]) -> list[Part]:
    """Return a PNG for each signature in a submission's payload: ``{"way": "signed", "strokes": [...]}``."""
    from ui.signature import render_signature  # noqa: PLC0415 - only when something was signed

    return [
        Part(name=name, media_type="image/png", data=Sensitive(render_signature(strokes, WIDTH_PX, HEIGHT_PX)))
        for name, value in payload.items()
        if isinstance(value, dict) and (strokes := _strokes(value.get("strokes")))
    ]


def _strokes(value: Json) -> list[list[tuple[float, float]]]:
    if not isinstance(value, list):
        return []
    return [[_point(point) for point in stroke] for stroke in value if isinstance(stroke, list)]


def _point(value: Json) -> tuple[float, float]:
    match value:
        case [int() | float() as x, int() | float() as y]:
            return float(x), float(y)
        case _:
            raise TypeError("a stroke is a list of points [x, y]")
