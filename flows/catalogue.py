"""The services that this terminal offers, by id and by digest of their content. Frozen values; any thread.

Parses the texts that `kiosk.app` read; reads nothing itself. A broken file takes away its own service only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flows.guide import Guide
from flows.model.values import ServiceRef
from flows.reference import Reference
from flows.service import Head, Service
from kiosk.core.errors import ContentError

if TYPE_CHECKING:
    from flows.finding import Lore
    from flows.finding.knowledge import Knowledge

SECTIONS = ("apply", "print", "report")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long the terminal waits for a resident, in seconds. Care mode doubles all of them."""

    idle_s: int = 60  # quiet before 您还在吗？
    warning_s: int = 45  # how long that question stands
    attract_s: int = 30  # quiet on the attract screen before the language goes back
    reveal_s: int = 10  # how long names and numbers are shown in full


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The newest content of every service, and older contents that running sessions still stand on."""

    services: tuple[Service, ...]
    reference: Reference
    pace: Pace = Pace()
    guide: Guide = Guide()  # what residents find things by
    problems: tuple[ContentError, ...] = ()  # files that are not offered, and why
    older: tuple[Service, ...] = ()
    _by_id: Mapping[str, Service] = field(init=False, repr=False, compare=False)
    _by_section: Mapping[str, tuple[Service, ...]] = field(init=False, repr=False, compare=False)
    _common: tuple[Service, ...] = field(init=False, repr=False, compare=False)
    _groups: dict[str, Mapping[str, tuple[Service, ...]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )  # made when they are asked for first, which no start waits for

    def __post_init__(self) -> None:
        sections: dict[str, list[Service]] = {each: [] for each in SECTIONS}
        common: list[tuple[int, Service]] = []
        for service in self.services:
            head = service.head
            sections[head.section].append(service)
            if head.common:
                common.append((head.common, service))
        common.sort(key=lambda each: each[0])
        found = {section: tuple(services) for section, services in sections.items()}
        object.__setattr__(self, "_by_id", {service.id: service for service in reversed(self.services)})
        object.__setattr__(self, "_by_section", {**found, "all": self.services})
        object.__setattr__(self, "_common", tuple(service for _, service in common))

    def at(self, ref: ServiceRef) -> Service | None:
        """Return the service at exactly this content."""
        service = self._by_id.get(ref.service_id)
        if service is None or service.digest != ref.digest:
            service = next((each for each in self.older if each.ref == ref), None)
        return service if service and service.whole else None

    def newest(self, service_id: str) -> Service | None:
        """Return the newest content of this service."""
        service = self._by_id.get(service_id)
        return service if service and service.whole else None

    def section(self, section: str) -> tuple[Service, ...]:
        """Return the services of one of home's lists: ``apply``, ``print`` or ``all``."""
        return self._by_section.get(section, ())

    @property
    def by_department(self) -> Mapping[str, tuple[Service, ...]]:
        """The services of each department that has some, by its id."""
        return self._grouped("departments", lambda head: (head.department,))

    @property
    def by_life_event(self) -> Mapping[str, tuple[Service, ...]]:
        """The services for each life event for which there are some, by its id."""
        return self._grouped("life_events", lambda head: head.life_events)

    def _grouped(self, name: str, groups: Callable[[Head], Sequence[str]]) -> Mapping[str, tuple[Service, ...]]:
        if name not in self._groups:
            found: dict[str, list[Service]] = {}
            for service in self.services:
                for group in groups(service.head):
                    found.setdefault(group, []).append(service)
            self._groups[name] = {group: tuple(services) for group, services in found.items()}
        return self._groups[name]

    @property
    def common(self) -> tuple[Service, ...]:
        """The services that are often done here, in their order."""
        return self._common

    @property
    def report(self) -> Service | None:
        """办不成事反映: the service to which every failure leads."""
        return next(iter(self.section("report")), None)

    def updated(self, newer: Catalogue) -> Catalogue:
        """Return the newer content, with what is replaced kept for the sessions that stand on it."""
        replaced = tuple(each for each in (*self.services, *self.older) if newer.at(each.ref) is None)
        return Catalogue(
            services=newer.services,
            reference=newer.reference,
            pace=newer.pace,
            guide=newer.guide,
            problems=newer.problems,
            older=replaced,
        )


def load_catalogue(
    files: Mapping[str, str],
    reference: Reference,
    pace: Pace | None = None,
    *,
    lore: Lore | None = None,
    knowledge: Sequence[Knowledge] = (),
) -> Catalogue:
    """Return the catalogue of the service files, given as name to text, with the papers (``*.typ``) beside them.

    Never raises for a broken file: it is left out and named in `Catalogue.problems`. With `lore` services and the
    answers of `knowledge` can be searched.
    """
    from flows.finding.documents import guide_of  # noqa: PLC0415  after the first screen stands
    from flows.papers import ENDING, beside, with_papers  # noqa: PLC0415
    from flows.spec import parse_service  # noqa: PLC0415  pydantic and YAML

    services: dict[str, Service] = {}
    problems: list[ContentError] = []
    for name in sorted(each for each in files if not each.endswith(ENDING)):
        try:
            service = with_papers(parse_service(name, files[name]), beside(name, files))
        except ContentError as problem:
            problems.append(problem)
            continue
        if service.id in services:
            problems.append(ContentError("CNT-001", f"{name}: the service {service.id!r} is in two files"))
            continue
        services[service.id] = service
    return Catalogue(
        services=tuple(services.values()),
        reference=reference,
        pace=pace or Pace(),
        guide=guide_of(services.values(), knowledge, lore) if lore else Guide(),
        problems=tuple(problems),
    )
