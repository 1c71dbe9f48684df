"""Screens of paying, going on by phone, bundles, electronic certificates and opening hours, by walking there.

For the gallery and the tests of `ui`. All people, sums and numbers are fictional.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from flows.model import effect as fx
from flows.model import event as ev
from flows.model.screen import Screen
from flows.model.values import Json, Language
from tests.support.effects import OPENED, EffectsWalk, effects_catalogue
from tests.support.flow_walks import AT, REGISTER, SESSION, TOMORROW, kept_items

Go = Callable[[EffectsWalk], None]
WATER = "water-bill"
ELDER = "elder-papers"
HOME = "new-home"
PERMIT: dict[str, Json] = {**REGISTER, "type": "residence-permit", "number": "JZ0123456789CD"}


def _at(service: str, step: str) -> Go:
    def go(walk: EffectsWalk) -> None:
        walk.begin(service)
        walk.until(step)

    return go


def _handoff(*states: str) -> Go:
    def go(walk: EffectsWalk) -> None:
        _at(WATER, "photo")(walk)
        walk.answer()
        for state in states:
            walk.tick("handoff")
            walk.answered({"status": state})

    return go


def _paying(walk: EffectsWalk) -> None:
    _at(WATER, "pay")(walk)
    walk.done(OPENED)


def _pay_missed(walk: EffectsWalk) -> None:
    _paying(walk)
    walk.tick("payment")
    walk.fails()


def _pay_unsure(walk: EffectsWalk) -> None:
    _paying(walk)
    for _ in range(5):
        walk.tick("payment")
        walk.fails()


def _pay_ending(go: Go, by: ev.Event) -> Go:
    """Somebody leaves, or has left, while that page stands."""

    def ending(walk: EffectsWalk) -> None:
        go(walk)
        walk.take(by)

    return ending


def _pay_over(status: str) -> Go:
    def go(walk: EffectsWalk) -> None:
        _paying(walk)
        walk.tick("payment")
        walk.answered({"status": status})
        walk.answer()

    return go


def _pay_closing(walk: EffectsWalk) -> None:
    _paying(walk)
    walk.take(ev.WentBack())


def _pay_failed(walk: EffectsWalk) -> None:
    _at(WATER, "pay")(walk)
    walk.fails()


def _shut(at: datetime, *, left: int = 12) -> Go:
    def go(walk: EffectsWalk) -> None:
        walk.take(ev.ClockTicked(at))
        walk.take(ev.SessionStarted(session_id=SESSION, at=at), ev.ServiceChosen("counter-number"))
        if walk.state.pending:
            walk.answer()
            walk.answered({"left": left, "again_at": TOMORROW})

    return go


def _certificates(outcome: str) -> Go:
    def go(walk: EffectsWalk) -> None:
        _at(ELDER, "certificates")(walk)
        if outcome:
            walk.take(ev.Continued())
        if outcome == "failed":
            walk.fails()
        elif outcome == "none":
            walk.answered({"certificates": []})
        elif outcome == "found":
            walk.answered({"certificates": [REGISTER, PERMIT]})

    return go


def _bundle(*fates: str) -> Go:
    """Walk to the end of three matters; `fates` is what becomes of each, "" while nobody knows."""

    def go(walk: EffectsWalk) -> None:
        _at(HOME, "submit")(walk)
        hand = walk.started
        assert isinstance(hand, fx.SubmitTogether)
        operation = hand.operation
        walk.take(ev.SubmissionsKept(operation=operation, kept=kept_items(hand.submissions)))
        for number, (each, fate) in enumerate(zip(hand.submissions, fates, strict=False), start=418):
            if fate == "received":
                said = f"DG20261124{number:04d}"
                walk.take(ev.SubmissionReceived(operation=operation, key=each.key, platform_number=said, at=AT))
            elif fate == "refused":
                walk.take(
                    ev.SubmissionRefused(
                        operation=operation,
                        key=each.key,
                        code="account",
                        reason="煤气户号和房产证上的地址对不上。",
                        reason_en="The gas account is not that of the address on the deed.",
                    )
                )
        if fates and "" in fates:
            walk.take(ev.SubmissionWaiting(operation=operation, fault="NET-001"))
        if fates:
            walk.answer()

    return go


EFFECT_SCREENS: Mapping[str, Go] = {
    "handoff": _handoff(),
    "handoff-opened": _handoff("opened"),
    "handoff-gone": _handoff("expired"),
    "pay-opening": _at(WATER, "pay"),
    "pay": _paying,
    "pay-missed": _pay_missed,
    "pay-unsure": _pay_unsure,
    "pay-expired": _pay_over("expired"),
    "pay-refused": _pay_over("refused"),
    "pay-closing": _pay_closing,
    "pay-end": _pay_ending(_paying, ev.EndAsked()),
    "pay-unsure-end": _pay_ending(_pay_unsure, ev.EndAsked()),
    "pay-unsure-idle": _pay_ending(_pay_unsure, ev.TimerExpired(SESSION, "idle")),
    "pay-failed": _pay_failed,
    "certificates": _certificates(""),
    "certificates-found": _certificates("found"),
    "certificates-none": _certificates("none"),
    "certificates-failed": _certificates("failed"),
    "certificates-check": _at(ELDER, "check"),
    "bundle-sending": _bundle(),
    "bundle-received": _bundle("received", "received", "received"),
    "bundle-waiting": _bundle("received", "received", ""),
    "bundle-refused": _bundle("received", "", "refused"),
    "closed": _shut(AT.replace(hour=13)),
    "full": _shut(AT, left=0),
}


def effect_sample(name: str, language: str = "zh-Hans", *, care: bool = False, contrast: bool = False) -> Screen:
    """Walk to the screen and look at it, in any look."""
    walk = EffectsWalk(catalogue=effects_catalogue())
    EFFECT_SCREENS[name](walk)
    reading = replace(walk.state.reading, language=Language(language), care=care, contrast=contrast)
    walk.state = replace(walk.state, reading=reading)
    return walk.screen
