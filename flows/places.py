"""Where else a service can be done: terminals, counters and bank branches of the city, by distance. Pure; any thread.

Parses the text of `flows/reference/places.json`; reads no file. Distances are as the crow flies: roads are not known
here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from flows.model.text import Text
from kiosk.core.devices import DeviceKind
from kiosk.core.errors import ContentError

if TYPE_CHECKING:
    from flows.service import Service

EARTH_M = 6_371_000  # mean radius, IUGG 1980
EVERYTHING = "*"  # in a place's departments: all of them
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Kind: TypeAlias = Literal["terminal", "counter", "bank"]
Position: TypeAlias = tuple[float, float]  # degrees of latitude and longitude, WGS 84
Span: TypeAlias = tuple[str, str]  # ("08:30", "12:00") of the local day


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePoint:
    """A place that can do some services: by its devices, as a terminal does, or by its staff, by department."""

    id: str
    kind: Kind
    town_code: str
    name: Text
    address: Text
    position: Position
    open: tuple[tuple[Span, ...], ...]  # by weekday, Monday first
    departments: frozenset[str] = frozenset()
    devices: frozenset[DeviceKind] = frozenset()

    def can_do(self, service: Service) -> bool:
        """Whether its staff or its devices can do the service."""
        if EVERYTHING in self.departments or service.head.department in self.departments:
            return True
        if self.kind != "terminal":
            return False
        needs = [need for step in service.steps for need in step.needs() if need.required]
        return all(self.devices.intersection(need.any_of) for need in needs)

    def spans(self, at: datetime) -> tuple[Span, ...]:
        """Return the hours of that day, in order; none when it is closed all day."""
        return self.open[at.weekday()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearby:
    """A place, and how far it is."""

    point: ServicePoint
    distance_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """All places that are known, and where each town lies. `example`: they are made up, and the screen says so."""

    points: tuple[ServicePoint, ...] = ()
    towns: Mapping[str, Position] = field(default_factory=dict)
    example: bool = False

    def nearest(self, service: Service, origin: Position | None, limit: int) -> tuple[Nearby, ...]:
        """Return the places that can do the service, the nearest first; none when nobody knows where this is."""
        if origin is None:
            return ()
        able = (each for each in self.points if each.can_do(service))
        found = sorted(
            (Nearby(point=each, distance_m=distance_m(origin, each.position)) for each in able),
            key=lambda near: (near.distance_m, near.point.id),
        )
        return tuple(found[:limit])


def distance_m(one: Position, other: Position) -> float:
    """Return the distance on the sphere, in metres (haversine)."""
    (lat1, lon1), (lat2, lon2) = ((radians(degrees) for degrees in each) for each in (one, other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_M * asin(min(1.0, sqrt(half)))


def parse_places(text: str) -> Places:
    """Return the places of `places.json`. Raises `ContentError` CNT-001."""
    try:
        raw = json.loads(text)
        return Places(
            points=tuple(_point(each) for each in raw.get("places", ())),
            towns={str(code): _position(each) for code, each in raw.get("towns", {}).items()},
            example=bool(raw.get("example", False)),
        )
    except (ValueError, LookupError, TypeError, AttributeError) as exc:
        raise ContentError("CNT-001", f"the list of places is not readable: {exc}") from exc


def _point(raw: Mapping[str, object]) -> ServicePoint:
    kind: Kind | None = next((each for each in get_args(Kind) if each == raw["kind"]), None)
    if kind is None:
        raise ValueError(f"{raw['id']}: there is no kind {raw['kind']!r}")
    hours, departments, devices = raw["open"], raw.get("departments", []), raw.get("devices", [])
    if not isinstance(hours, Mapping) or not isinstance(departments, list) or not isinstance(devices, list):
        raise TypeError(f"{raw['id']}: hours are by day, departments and devices are lists")
    return ServicePoint(
        id=str(raw["id"]),
        kind=kind,
        town_code=str(raw["town"]),
        name=Text.parse(raw["name"]),
        address=Text.parse(raw["address"]),
        position=_position(raw["position"]),
        open=_week(hours),
        departments=frozenset(str(each) for each in departments),
        devices=frozenset(DeviceKind(each) for each in devices),
    )


def _position(raw: object) -> Position:
    if not isinstance(raw, list):
        raise TypeError("a position is a latitude and a longitude")
    latitude, longitude = (float(each) for each in raw)
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError(f"{latitude}, {longitude} is nowhere")
    return latitude, longitude


def _week(hours: Mapping[str, list[str]]) -> tuple[tuple[Span, ...], ...]:
    """Return the hours by weekday of ``{"mon-fri": ["08:30-12:00"]}``."""
    week: list[tuple[Span, ...]] = [()] * 7
    for days, spans in hours.items():
        first, _, last = days.partition("-")
        for day in range(_DAYS.index(first), _DAYS.index(last or first) + 1):
            week[day] = tuple(_span(each) for each in spans)
    return tuple(week)


def _span(raw: str) -> Span:
    opens, closes = raw.split("-")
    if not "00:00" <= opens < closes <= "24:00":
        raise ValueError(f"{raw} is no time of opening")
    return opens, closes
