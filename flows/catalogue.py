"""The services that this terminal offers, by id and by digest of their content. Frozen values; any thread.

Parses the texts that `kiosk.app` read; reads nothing itself. A broken file takes away its own service only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.model.values import ServiceRef
from flows.reference import Reference
from flows.service import Service
from kiosk.core.errors import ContentError


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
    problems: tuple[ContentError, ...] = ()  # files that are not offered, and why
    older: tuple[Service, ...] = ()
    _by_ref: Mapping[ServiceRef, Service] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_ref", {each.ref: each for each in (*self.older, *self.services)})

    def at(self, ref: ServiceRef) -> Service | None:
        """Return the service at exactly this content."""
        return self._by_ref.get(ref)

    def newest(self, service_id: str) -> Service | None:
        """Return the newest content of this service."""
        return next((service for service in self.services if service.id == service_id), None)

    def section(self, section: str) -> tuple[Service, ...]:
        """Return the services of one of home's lists: ``apply``, ``print`` or ``all``."""
        return tuple(each for each in self.services if section in ("all", each.head.section))

    @property
    def common(self) -> tuple[Service, ...]:
        """The services that are often done here, in their order."""
        return tuple(sorted((each for each in self.services if each.head.common), key=lambda each: each.head.common))

    @property
    def report(self) -> Service | None:
        """办不成事反映: the service to which every failure leads."""
        return next(iter(self.section("report")), None)

    def updated(self, newer: Catalogue) -> Catalogue:
        """Return the newer content, with what is replaced kept for the sessions that stand on it."""
        replaced = tuple(each for each in self._by_ref.values() if newer.at(each.ref) is None)
        return Catalogue(
            services=newer.services,
            reference=newer.reference,
            pace=newer.pace,
            problems=newer.problems,
            older=replaced,
        )


def load_catalogue(files: Mapping[str, str], reference: Reference, pace: Pace | None = None) -> Catalogue:
    """Return the catalogue of the service files, given as name to text, with the papers (``*.typ``) beside them.

    Never raises for a broken file: it is left out and named in `Catalogue.problems`.
    """
    from flows.papers import ENDING, beside, with_papers  # noqa: PLC0415  after the first screen stands
    from flows.spec import parse_service  # noqa: PLC0415  pydantic and YAML, likewise

    services: list[Service] = []
    problems: list[ContentError] = []
    for name in sorted(each for each in files if not each.endswith(ENDING)):
        try:
            service = with_papers(parse_service(name, files[name]), beside(name, files))
        except ContentError as problem:
            problems.append(problem)
            continue
        if any(each.id == service.id for each in services):
            problems.append(ContentError("CNT-001", f"{name}: the service {service.id!r} is in two files"))
            continue
        services.append(service)
    return Catalogue(services=tuple(services), reference=reference, pace=pace or Pace(), problems=tuple(problems))
