"""Reading a card, as every step does that reads one: which reader, what went wrong last time, when to look again.

A reader for identity cards reads four layouts: that of residents, that of the residence permits for Hong Kong, Macao
and Taiwan residents, and the two of foreigners' permanent residence cards (2017 and 2023). Travel permits have another
chip and are not read. Keeps its state in the memory of the step: ``card``, ``notice``. Never sends a PIN.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from flows.availability import cause
from flows.model.effect import ReadIdCard, ReadSocialCard, StartTimer
from flows.model.event import CardNotRead, Event, TimerExpired
from flows.model.screen import Action, Panel
from flows.model.values import Json
from flows.steps.here import Here, Seen
from flows.steps.step import Move
from flows.words import identity, steps
from kiosk.core.devices import (
    CardLifted,
    CardUnreadable,
    CardUnsupported,
    DeviceKind,
    IdDocument,
    NoCard,
    SocialCard,
)

READ_TIMEOUT_S = 30.0
PAUSE_S = 2.0  # a card that is not served is still lying there: look again after a moment, not at once
REREAD = "reread"
CLOCK_FAULT = "NET-006"
BROKEN = "broken: "  # begins a notice: not the card but its reader failed

Card = Literal["id_card", "residence_card", "social_card"]
READERS: Mapping[Card, DeviceKind] = {
    "id_card": DeviceKind.ID_CARD,
    "residence_card": DeviceKind.ID_CARD,  # the same reader, and the same place to put it
    "social_card": DeviceKind.SOCIAL_CARD,
}
TITLES = {
    "id_card": (steps.ID_TITLE, steps.ID_HINT),
    "residence_card": (identity.RESIDENCE_TITLE, identity.RESIDENCE_HINT),
    "social_card": (steps.SOCIAL_TITLE, steps.SOCIAL_HINT),
}
PICTURES: Mapping[Card, str] = {"id_card": "id_card", "residence_card": "id_card", "social_card": "social_card"}
_WAYS = {
    "id_card": (steps.WAY_ID, steps.WAY_ID_DETAIL, "idcard"),
    "residence_card": (identity.WAY_RESIDENCE, identity.WAY_RESIDENCE_DETAIL, "residence"),
    "social_card": (steps.WAY_SOCIAL, steps.WAY_SOCIAL_DETAIL, "sscard"),
}


def read(here: Here, card: Card, notice: str = "", memory: Mapping[str, Json] | None = None) -> Move:
    """Wait for a card of this kind; `memory` is what the step remembers besides."""
    effect = ReadSocialCard if card == "social_card" else ReadIdCard
    return here.stay(
        memory={**(memory or {}), "card": card, "notice": notice},
        start=effect(operation=here.operation, timeout_s=READ_TIMEOUT_S),
    )


def pause(here: Here, card: Card, notice: str, memory: Mapping[str, Json] | None = None) -> Move:
    """Say what is wrong with the card that lies there, and look again after a moment."""
    timer = StartTimer(session_id=here.state.session_id, timer=REREAD, seconds=PAUSE_S)
    return here.stay(memory={**(memory or {}), "card": card, "notice": notice}, effects=(timer,))


def not_read(here: Here, event: Event, card: Card, memory: Mapping[str, Json] | None = None) -> Move | None:
    """Answer what comes of reading but a card: look again, with a word about it. None for any other event."""
    match event:
        case CardNotRead(reason=NoCard()):
            return read(here, card, here.remembered("notice"), memory)
        case CardNotRead(reason=CardLifted()):
            return read(here, card, "lifted", memory)
        case CardNotRead(reason=CardUnsupported()):
            return pause(here, card, "unsupported", memory)
        case CardNotRead(reason=CardUnreadable(fault=fault)):
            return pause(here, card, fault, memory)
        case TimerExpired(timer=name) if name == REREAD and not here.waiting:
            return read(here, card, here.remembered("notice"), memory)
        case _:
            return None


def expired(here: Here, document: IdDocument | SocialCard) -> bool:
    """Whether the card is past its last day; with a wrong clock nothing can be said of dates."""
    clock_wrong = here.state.terminal.network_fault == CLOCK_FAULT
    over = document.valid_to is not None and document.valid_to < here.state.terminal.at.date()
    return over and not clock_wrong


def remembered(here: Here, cards: tuple[Card, ...]) -> Card:
    """Return the card that is awaited; the first when none is."""
    name = here.remembered("card")
    return next((card for card in cards if card == name), cards[0])


def first(here: Here, cards: tuple[Card, ...]) -> Card:
    """Return the first card whose reader works; the first of all when none does."""
    return next((card for card in cards if here.usable(READERS[card])), cards[0])


def other(here: Here, cards: tuple[Card, ...], broken: Card) -> Card | None:
    """Return another card whose reader works and is not the one that broke."""
    found = (card for card in cards if READERS[card] is not READERS[broken] and here.usable(READERS[card]))
    return next(found, None)


def notice(here: Seen) -> Panel | None:
    """Return what went wrong last time; None for nothing."""
    match here.remembered("notice"):
        case "":
            return None
        case "lifted":
            return Panel(kind="info", title=here.say(steps.LIFTED), lines=(here.say(steps.LIFTED_LINE),))
        case "unsupported":
            return Panel(kind="wait", title=here.say(steps.UNSUPPORTED), lines=(here.say(steps.UNSUPPORTED_LINE),))
        case "expired":
            return Panel(kind="wait", title=here.say(steps.EXPIRED), lines=(here.say(steps.EXPIRED_LINE),))
        case broken if broken.startswith(BROKEN):
            fault = broken.removeprefix(BROKEN)
            return Panel(kind="wait", title=here.say(cause(fault)), lines=(here.say(steps.OTHER_CARD_LINE),))
        case fault:
            return Panel(kind="wait", title=here.say(cause(fault)), lines=(here.say(steps.UNREADABLE_LINE),))


def way(here: Seen, card: Card) -> Action:
    """Return the tile of this card."""
    label, detail, icon = _WAYS[card]
    usable = here.usable(READERS[card])
    return Action(
        label=here.say(label),
        detail=here.say(detail),
        act="way",
        arg=card,
        icon=icon,
        enabled=usable,
        warning="" if usable else here.say(steps.NOT_NOW),
    )
