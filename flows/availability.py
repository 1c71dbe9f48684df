"""Whether a service can be done at this terminal now, and if not, the true cause. Pure; any thread."""

from __future__ import annotations

from dataclasses import dataclass

from flows.model.text import Text, text
from flows.model.values import Terminal
from flows.opening import closed
from flows.service import Service
from flows.words import failures
from kiosk.core.devices import DeviceHealth, DeviceKind, Health
from kiosk.core.faults import FAULTS

# What is said of a device that the terminal does not have, or that gives no reason of its own.
MISSING_FAULTS = {
    DeviceKind.ID_CARD: "IDR-001",
    DeviceKind.SOCIAL_CARD: "SSC-001",
    DeviceKind.PRINTER: "PRN-001",
    DeviceKind.DOCUMENT_CAMERA: "CAM-001",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """What stands in the way. With `required` false the service can be done without it."""

    fault: str
    required: bool
    offline: bool = False
    printer: bool = False
    store: bool = False

    @property
    def cause(self) -> Text:
        """The cause in a few words."""
        return cause(self.fault)


def first_obstacle(service: Service, terminal: Terminal) -> Obstacle | None:
    """Return the first thing in the way of the service: what is essential before what is not."""
    if not terminal.online and service.platform:
        return Obstacle(fault=terminal.network_fault or "NET-001", required=True, offline=True)
    if terminal.store_fault and service.keeps:
        return Obstacle(fault=terminal.store_fault, required=True, store=True)
    for need in service.needs:
        devices = [device(terminal, kind) for kind in need.any_of]
        if not any(each.health.usable for each in devices):
            first = devices[0]
            return Obstacle(
                fault=first.fault or MISSING_FAULTS[first.kind],
                required=need.required,
                printer=first.kind is DeviceKind.PRINTER,
            )
    return None


def warning(service: Service, terminal: Terminal) -> Text | None:
    """Return why the service cannot be done now; None when it can."""
    shut = closed(service, terminal)
    if shut:
        return shut.warning(terminal.at)
    obstacle = first_obstacle(service, terminal)
    if obstacle is None or not obstacle.required:
        return None
    if obstacle.offline and obstacle.fault == "NET-001":
        return failures.WARN_OFFLINE
    return filled(failures.WARN_DEVICE, cause=obstacle.cause)


def detail(service: Service, terminal: Terminal) -> Text:
    """Return the second line of the service's row: how long it takes, and what is missing without stopping it."""
    obstacle = first_obstacle(service, terminal)
    if obstacle is None or obstacle.required:
        return service.head.detail
    return filled(failures.PAPERLESS, detail=service.head.detail)


def device(terminal: Terminal, kind: DeviceKind) -> DeviceHealth:
    """Return the health of the best device of this kind; absent when the terminal has none."""
    found = [each for each in terminal.devices if each.kind is kind]
    usable = [each for each in found if each.health.usable]
    missing = DeviceHealth(kind=kind, name="", health=Health.ABSENT, fault=MISSING_FAULTS[kind])
    return (usable or found or [missing])[0]


def cause(fault: str) -> Text:
    """Return a fault's cause in the resident's words."""
    known = FAULTS.get(fault)
    return text(known.resident_zh, known.resident_en) if known else failures.UNKNOWN_TITLE


def filled(template: Text, **values: Text) -> Text:
    """Return the wording with other wordings filled in, language by language."""
    return Text(
        {
            language: template.of(language, **{name: value.of(language) for name, value in values.items()})
            for language in template.by_language
        }
    )
