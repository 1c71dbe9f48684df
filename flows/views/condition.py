"""What works at this terminal now, and what does not, with what to use instead. Pure; any thread."""

from __future__ import annotations

from flows.availability import cause, device, filled
from flows.catalogue import Catalogue
from flows.model.screen import Line
from flows.model.text import Text
from flows.model.values import Language, Terminal
from flows.words import home
from kiosk.core.devices import DeviceKind, Health

_WORKS = (
    (DeviceKind.ID_CARD, home.WORKS_ID_CARD, home.DEVICE_ID_CARD),
    (DeviceKind.SOCIAL_CARD, home.WORKS_SOCIAL_CARD, home.DEVICE_SOCIAL_CARD),
    (DeviceKind.DOCUMENT_CAMERA, home.WORKS_CAMERA, home.DEVICE_CAMERA),
    (DeviceKind.PRINTER, home.WORKS_PRINTER, home.DEVICE_PRINTER),
)


def works(terminal: Terminal, language: Language) -> tuple[Line, ...]:
    """Return what can be used, each with a tick."""
    texts = [home.WORKS_NETWORK] if terminal.online and not terminal.network_fault else []
    texts += [works for kind, works, _ in _WORKS if device(terminal, kind).health.usable]
    return tuple(Line(text=each.of(language), mark="done") for each in texts)


def notices(catalogue: Catalogue, terminal: Terminal, language: Language) -> tuple[Line, ...]:
    """Return what does not work or not quite, and what to do instead."""
    told: list[Text] = []
    stopped = any(service.platform for service in catalogue.services)
    if terminal.network_fault in ("NET-001", ""):
        told += [] if terminal.online else [home.OFFLINE_SOME if stopped else home.OFFLINE]
    else:
        without = home.OFFLINE_OTHER_SOME if stopped else home.OFFLINE_OTHER
        words = home.ONLINE_BUT if terminal.online else without
        told.append(filled(words, cause=cause(terminal.network_fault)))
    known = {each.kind for each in terminal.devices}
    for kind, _, name in _WORKS:
        health = device(terminal, kind)
        if kind not in known:
            continue  # this terminal has none, or has not looked yet: nothing to announce
        if health.health is Health.WARMING:
            told.append(filled(home.WARMING, device=name))
        elif health.health is Health.ATTENTION and kind is DeviceKind.PRINTER:
            told.append(home.PAPER_LOW)
        elif not health.health.usable:
            told.append(filled(_instead(terminal, kind), cause=cause(health.fault) if health.fault else name))
    said = dict.fromkeys(each.of(language) for each in told)  # two readers may have one cause
    return tuple(Line(text=each, mark="attention") for each in said)


def _instead(terminal: Terminal, kind: DeviceKind) -> Text:
    """Return what to do without the device."""
    match kind:
        case DeviceKind.PRINTER:
            return home.NO_PRINTER
        case DeviceKind.DOCUMENT_CAMERA:
            return home.NO_CAMERA
        case DeviceKind.ID_CARD:
            return home.NO_ID_CARD if device(terminal, DeviceKind.SOCIAL_CARD).health.usable else home.NO_CARDS
        case DeviceKind.SOCIAL_CARD:
            return home.NO_SOCIAL if device(terminal, DeviceKind.ID_CARD).health.usable else home.NO_CARDS
