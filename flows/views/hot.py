"""What every page outside a service shows of a service: its row, and which are often done here. Pure; any thread."""

from __future__ import annotations

from flows.availability import detail, warning
from flows.catalogue import Catalogue
from flows.model.screen import Action
from flows.model.site import Site
from flows.model.values import State
from flows.service import Service


def hot(catalogue: Catalogue, site: Site) -> tuple[Service, ...]:
    """Return what is most often done at this site, in its order; else what the catalogue says of every site."""
    chosen = tuple(service for each in site.common if (service := catalogue.newest(each)))
    return chosen or catalogue.common


def row(service: Service, state: State, marked: tuple[tuple[int, int], ...] = ()) -> Action:
    """A service in a list. One that cannot be done stays there, says why, and opens the explanation."""
    language = state.reading.language
    reason = warning(service, state.terminal)
    reports = service.head.section == "report"
    return Action(
        label=service.head.title.of(language),
        detail=detail(service, state.terminal).of(language),
        act="report" if reports else "about",
        arg="" if reports else service.id,
        icon=service.head.icon,
        warning=reason.of(language) if reason else "",
        marked=marked,
    )
