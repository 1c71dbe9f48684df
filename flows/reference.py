"""Lists that services refer to, parsed to values: Dongguan's towns and villages, departments, life events.

Reads no file; any thread.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.model.text import Text, text
from flows.places import Places, parse_places
from kiosk.core.errors import ContentError

# Longest first: what a name ends with in the list, and nobody says.
_ENDINGS = ("社区居民委员会", "居民委员会", "村民委员会", "虚拟社区", "社区")


@dataclass(frozen=True, slots=True, kw_only=True)
class Village:
    """A village or community: `name` as on record, `short` as people say it."""

    code: str  # 12 digits
    name: str
    short: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A town or street office with its villages, in the order of pronunciation."""

    code: str  # 9 digits
    name: str
    villages: tuple[Village, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """An office that services belong to."""

    id: str
    name: Text
    icon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeEvent:
    """An occasion in a life, by which home groups services. `tint` counts the discs of the look from 0."""

    id: str
    name: Text
    icon: str
    tint: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """All lists, and the village in which this terminal stands (empty when it is not in the list)."""

    city: str
    towns: tuple[Town, ...]
    own_village: str = ""
    departments: Mapping[str, Department] = field(default_factory=dict)  # by id, in the order of the list
    life_events: Mapping[str, LifeEvent] = field(default_factory=dict)  # by id, in the order of a life
    places: Places = Places()  # where else a service can be done
    lists: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)  # further ones: what each value is called
    _towns: dict[str, Town] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_towns", {town.code: town for town in self.towns})

    def town(self, code: str) -> Town | None:
        """Return the town with this 9-digit code."""
        return self._towns.get(code)

    def village(self, code: str) -> tuple[Town, Village] | None:
        """Return the village with this 12-digit code, and its town."""
        town = self.town(code[:9])
        for village in town.villages if town else ():
            if town and village.code == code:
                return town, village
        return None

    def department(self, department_id: str) -> Text:
        """Return a department's name; its id when the list does not have it, which `flows.lint` reports."""
        found = self.departments.get(department_id)
        return found.name if found else text(department_id, department_id)

    @property
    def own(self) -> tuple[Town, Village] | None:
        """The village in which this terminal stands."""
        return self.village(self.own_village)


def parse_reference(
    divisions: str,
    *,
    own_village: str = "",
    departments: str = "{}",
    life_events: str = "{}",
    places: str = "{}",
    lists: str = "{}",
) -> Reference:
    """Return the lists of the files of `flows/reference`: towns, departments, life events, places, and `lists.json`.

    Raises `ContentError` CNT-001.
    """
    try:
        raw = json.loads(divisions)
        towns = tuple(
            Town(
                code=str(town["code"]),
                name=str(town["name"]),
                villages=tuple(
                    sorted(
                        (
                            Village(code=str(each["code"]), name=str(each["name"]), short=short_name(str(each["name"])))
                            for each in town["villages"]
                        ),
                        key=lambda village: village.short.encode("gb18030"),  # GB 2312 level 1 stands in pinyin order
                    )
                ),
            )
            for town in raw["towns"]
        )
        return Reference(
            city=str(raw["city"]["name"]),
            towns=towns,
            own_village=own_village,
            departments={
                key: Department(id=key, name=Text.parse(each["name"]), icon=str(each["icon"]))
                for key, each in json.loads(departments).items()
            },
            life_events={
                key: LifeEvent(id=key, name=Text.parse(each["name"]), icon=str(each["icon"]), tint=int(each["tint"]))
                for key, each in json.loads(life_events).items()
            },
            places=parse_places(places),
            lists={
                name: {value: Text.parse(each) for value, each in entries.items()}
                for name, entries in json.loads(lists).items()
            },
        )
    except (ValueError, LookupError, TypeError, AttributeError) as exc:
        raise ContentError("CNT-001", f"a reference list is not readable: {exc}") from exc


def short_name(name: str) -> str:
    """Return a village's name as people say it: 溪头社区居民委员会 is 溪头."""
    for ending in _ENDINGS:
        if name.endswith(ending) and len(name) > len(ending):
            return name.removesuffix(ending)
    return name
