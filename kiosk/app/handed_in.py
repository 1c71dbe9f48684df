"""Finds what was handed in on this terminal, for 办件进度. Runs on the cache thread.

A number alone opens nothing of a person's: the last four figures of the telephone number in the submission go with it,
and where that has none, only the person's card opens it. What is about nobody opens by its number. By a person only
what the platform does not have is looked through: the rest it knows itself. Ratings are no matters.
"""

from __future__ import annotations

from collections.abc import Mapping

from flows.model.effect import FindHandedIn
from flows.model.event import HandedInFound
from flows.model.result import KeptMatter
from flows.model.values import Json
from flows.steps.rate import SERVICE as RATING
from kiosk.core.sensitive import Sensitive
from kiosk.sync.wire import read_kept
from offline_cache.outbox import Item, ItemState
from offline_cache.store import Store

TAIL = 4  # figures of the telephone number


def find_handed_in(store: Store, effect: FindHandedIn) -> HandedInFound:
    """Return what fits. Raises `CacheError` STO-001..003."""
    outbox = store.outbox
    items = outbox.items() if effect.digits else outbox.not_received()
    found: list[KeptMatter] = []
    for item in items:
        if item.service_id == RATING or (effect.digits and effect.digits not in _digits(item)):
            continue
        try:
            payload = read_kept(outbox.envelope(item.key).payload)
        except LookupError:  # its time was over meanwhile
            continue
        if payload is not None and _fits(payload.reveal(), effect):
            found.append(_matter(item))
    return HandedInFound(operation=effect.operation, matters=tuple(found))


def _fits(payload: Mapping[str, Json], effect: FindHandedIn) -> bool:
    person = payload.get("applicant")
    if not effect.digits:
        wanted = effect.applicant.reveal()
        return bool(wanted) and isinstance(person, dict) and person.get("number") == wanted
    phone = payload.get("phone")
    if isinstance(phone, str) and phone:
        return effect.phone_tail.reveal() == phone[-TAIL:]
    # numbers follow one another: one alone opens only what is about nobody
    return not isinstance(person, dict) and not effect.phone_tail.reveal()


def _digits(item: Item) -> set[str]:
    """Return the figures of both numbers of an item."""
    numbers = (item.local_number, item.platform_number)
    return {"".join(char for char in number if char.isdigit()) for number in numbers if number}


def _matter(item: Item) -> KeptMatter:
    received = item.state is ItemState.RECEIVED
    refused = item.state is ItemState.REFUSED
    return KeptMatter(
        service_id=item.service_id,
        local_number=item.local_number,
        kept_at=item.kept_at,
        platform_number=item.platform_number if received else "",
        received_at=item.settled_at if received else None,
        refused=Sensitive(item.reason if refused else ""),
        refused_en=Sensitive(item.reason_en if refused else ""),
        fault=item.fault if item.state is ItemState.WAITING else "",
    )
