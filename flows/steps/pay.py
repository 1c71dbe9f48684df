"""Money paid by phone: one order per step, a code on the screen, never a second charge while the first is unknown.

The order is named by a key that is in the draft before the platform hears of it. Whatever happens afterwards (no
answer, a crash, a power cut), that key is asked about first; a new order is opened only once the old one is known to
be closed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from flows.expressions import Expression, Failed
from flows.model.effect import Command, Effect, LeaveCommand, Query, RecordAudit, StartTimer
from flows.model.event import (
    CommandDone,
    CommandRefused,
    Continued,
    EffectFailed,
    Event,
    NetworkChanged,
    QueryAnswered,
    QueryRefused,
    TimerExpired,
    WentBack,
)
from flows.model.text import Text
from flows.model.values import Json, Language
from flows.steps import pay_pages
from flows.steps.here import Here, Seen
from flows.steps.step import Failure, Move, Page, Row, Step, Then
from flows.words import paying
from flows.words.money import yuan
from kiosk.core.audit import AuditKind
from kiosk.core.ids import command_key
from kiosk.core.sensitive import Sensitive

TIMER = "payment"
POLL_S = 3
MISSES = 5  # questions without an answer, one after another, before the page says that it is not known
OPEN, CLOSE, ASK = "open-payment", "close-payment", "payment"  # docs/platform-api.yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """One thing that costs money: `fen` gives a whole number of fen, 0 for nothing."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    label: Text
    fen: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Pay(Step):
    """Takes the sum of `charges`, and of `listed`: what the platform asks for, a list of ``{name, fen}``.

    `answers.<id>` is ``{status, key, ordinal, order, amount_fen, paid_at}``; `status` is ``paid``, or ``free`` when
    there is nothing to pay. Stands after "check your answers" and before what is handed in.
    """

    called: ClassVar[Text] = paying.CALLED_PAY
    counted: ClassVar[bool] = False
    settles: ClassVar[bool] = True

    title: Text = paying.TITLE
    label: Text = paying.SUM
    payee: Text
    charges: tuple[Charge, ...] = ()
    listed: Expression | None = None
    usual_s: int = 3

    # --- the sum ----------------------------------------------------------------------------------------------

    def items(self, here: Here, language: Language | None = None) -> tuple[tuple[str, int], ...] | None:
        """Return what is to be paid for and how much, in fen; None when it cannot be worked out."""
        spoken = language or here.language
        found: list[tuple[str, Json | Failed]] = [
            (each.label.of(spoken), here.evaluate(each.fen)) for each in self.charges
        ]
        listed = here.evaluate(self.listed) if self.listed else []
        for each in listed if isinstance(listed, list) else [None]:
            name, fen = (each.get("name"), each.get("fen")) if isinstance(each, dict) else (None, None)
            found.append((name if isinstance(name, str) else "", fen))
        if not all(name and isinstance(fen, int) and not isinstance(fen, bool) and fen >= 0 for name, fen in found):
            return None
        return tuple((name, fen) for name, fen in found if isinstance(fen, int) and fen > 0)

    def record(self, here: Here) -> Mapping[str, Json]:
        """Return what is known of this step's order; empty before the first."""
        known = here.answers.get(self.id)
        return known if isinstance(known, dict) else {}

    # --- the course -------------------------------------------------------------------------------------------

    def enter(self, here: Here) -> Move:
        """Pay nothing twice: what was begun is asked about first."""
        items = self.items(here)
        if items is None:
            return here.fail("CNT-003")
        match self.record(here).get("status"):
            case "paid":
                return here.done()
            case "opening" | "open":
                return self._ask(here)
            case _ if not items:
                return here.done({self.id: _record("free", "", 0)})
            case _:
                return self._open(here, items)

    def react(self, here: Here, event: Event) -> Move | None:
        """Follow the order to its end."""
        match here.phase:
            case "opening":
                return self._opening(here, event)
            case "asking" | "open":
                return self._following(here, event)
            case "closing":
                return self._closing(here, event)
            case "unsure" if isinstance(event, Continued) or (isinstance(event, NetworkChanged) and event.online):
                return self._ask(here)
            case "over" if isinstance(event, Continued):
                return self.enter(here)
            case "over" if isinstance(event, WentBack):
                return here.stay(then=Then.TO_CHECK)
            case _:
                return None

    def react_fault(self, here: Here, event: Event) -> Move | None:
        """Try again, by itself when the network is back; or back to "check your answers": no code was shown yet."""
        match event:
            case NetworkChanged(online=True):
                return self.resume(here.mended())
            case WentBack():
                return here.mended().stay(then=Then.TO_CHECK)
            case _:
                return Step.react_fault(self, here, event)

    def page(self, here: Seen) -> Page:
        """Show the code, or how far it is."""
        match here.phase:
            case "open":
                return pay_pages.code(here, self.title, self.payee, self.items(here) or (), self.record(here))
            case "over":
                return pay_pages.ended(here)
            case "unsure":
                return pay_pages.unsure(here, self.record(here))
            case phase:
                return pay_pages.waiting(here, phase, self.usual_s)

    def failure(self, here: Seen) -> Failure:
        """No code was shown, so nothing can have been paid."""
        return pay_pages.failure(here)

    def answered(self, here: Here) -> bool:
        """Whether it is paid."""
        return self.record(here).get("status") in ("paid", "free")

    def paid(self, here: Here) -> bool:
        """Whether money has changed hands."""
        return self.record(here).get("status") == "paid"

    def rows(self, here: Here) -> tuple[Row, ...]:
        """The sum, and whether it is paid."""
        items = self.items(here)
        if not items:
            return ()
        record = self.record(here)
        paid = self.paid(here)
        fen = _whole(record.get("amount_fen")) if paid else sum(fen for _, fen in items)
        value = yuan(fen, here.language)
        said = here.say(paying.PAID_VALUE, sum=value) if paid else value
        return (Row(step_id=self.id, label=self.label, value=said),)

    def platform(self) -> bool:
        """No order without the platform."""
        return True

    def samples(self) -> tuple[Mapping[str, Json], ...]:
        """Paid, or free."""
        paid = _record(
            "paid", "00000000-0000-5000-8000-000000000000", 1200, order="JF202611240001", paid_at="2026-11-24"
        )
        return ({self.id: paid}, {self.id: _record("free", "", 0)})

    def leaving(self, here: Here) -> tuple[Effect, ...]:
        """Close the order: nobody is there any more to be told that it was paid."""
        if self.record(here).get("status") not in ("opening", "open"):
            return ()
        kind, key, parameters = self._closing_of(here)
        return (LeaveCommand(kind=kind, key=key, parameters=parameters),)

    def leaving_line(self, here: Seen) -> str:
        """Say what becomes of the money: that of an open order, and that of which nothing was handed in."""
        record = self.record(here)
        match record.get("status"):
            case "opening":
                return here.say(paying.LEAVING_OPENING)
            case "open":
                return here.say(paying.LEAVING_OPEN)
            case "paid":
                sum_ = yuan(_whole(record.get("amount_fen")), here.language)
                return pay_pages.line_of_paid(here, sum_, str(record.get("order", "")))
            case _:
                return ""

    # --- inside -----------------------------------------------------------------------------------------------

    def _open(self, here: Here, items: tuple[tuple[str, int], ...]) -> Move:
        """Open an order: under the key that never was answered, or under a new one when the last is closed."""
        record = self.record(here)
        amount = sum(fen for _, fen in items)
        again = record.get("status") == "opening" and record.get("amount_fen") == amount
        ordinal = _whole(record.get("ordinal")) if again else here.operation.counter  # never twice in a session
        key = str(record["key"]) if again else command_key(here.state.session_id, self.id, ordinal)
        parameters: dict[str, Json] = {
            "payment": key,
            "service": here.service.id,
            "payee": self.payee.of(Language.ZH),  # a key stands for one content, whatever language is read
            "amount_fen": amount,
            "items": [{"name": name, "fen": fen} for name, fen in self.items(here, Language.ZH) or ()],
        }
        command = Command(operation=here.operation, kind=OPEN, key=key, parameters=Sensitive(parameters))
        opening = _record("opening", key, amount, ordinal=ordinal)
        move = here.stay(memory={"phase": "opening"}, answers={self.id: opening}, start=command)
        return replace(move, save=True)

    def _opening(self, here: Here, event: Event) -> Move | None:
        match event:
            case CommandDone(data=data):
                return self._shown(here, data.reveal())
            case CommandRefused(reason=reason, reason_en=reason_en):
                closed = {**self.record(here), "status": "closed"}
                memory: dict[str, Json] = {
                    "phase": "over",
                    "why": "not_opened",
                    "reason": reason,
                    "reason_en": reason_en,
                }
                return here.stay(memory=memory, answers={self.id: closed})
            case EffectFailed(fault=fault):
                return here.fail(fault)
            case _:
                return None

    def _shown(self, here: Here, data: Mapping[str, Json]) -> Move:
        """Show the code of an open order, which is in the draft before anybody can have paid it."""
        order, code, valid_s = data.get("order"), data.get("qr"), _whole(data.get("valid_s"))
        if not isinstance(order, str) or not isinstance(code, str) or not order or not code or valid_s <= 0:
            return here.fail("NET-004")
        opened: dict[str, Json] = {**self.record(here), "status": "open", "order": order}
        audit = RecordAudit(AuditKind.PAYMENT_OPENED, {"order": order, "amount_fen": _whole(opened.get("amount_fen"))})
        move = here.stay(
            memory={"phase": "open", "qr": code, "valid_s": valid_s, "left_s": valid_s},
            answers={self.id: opened},
            effects=(audit, self._later(here)),
        )
        return replace(move, save=True)

    def _following(self, here: Here, event: Event) -> Move | None:
        shown = here.phase == "open"
        match event:
            case QueryAnswered(data=data):
                return self._heard(here, data.reveal())
            case QueryRefused():
                return self._missed(here, "NET-003")
            case EffectFailed(fault=fault):
                return self._missed(here, fault)
            case TimerExpired(timer="payment") | Continued() if shown and not here.waiting:
                return here.stay(start=self._question(here))
            case WentBack() if shown:
                return self._close(here, "back")
            case _:
                return None

    def _heard(self, here: Here, data: Mapping[str, Json]) -> Move:
        """Do what the order's state asks for. An unknown state is no answer."""
        items, record = self.items(here), self.record(here)
        match data.get("status"):
            case "paid":
                return self._paid(here, data)
            case "open" if items is not None and record.get("amount_fen") != sum(fen for _, fen in items):
                return self._close(here, "anew")  # the sum was changed meanwhile
            case "open" if here.phase == "asking":
                return self._shown(here, {**data, "valid_s": data.get("left_s")})
            case "open" if here.counted("left_s") <= POLL_S:
                return self._close(here, "expired")
            case "open":
                memory: dict[str, Json] = {**here.memory, "misses": 0, "left_s": here.counted("left_s") - POLL_S}
                return here.stay(memory=memory, effects=(self._later(here),))
            case "none" if items is not None and record.get("status") == "opening":
                return self._open(here, items) if items else here.done({self.id: _record("free", "", 0)})
            case "expired":
                return self._close(here, "expired")
            case "refused" | "cancelled":
                return self._close(here, "refused")
            case "closed":
                return self._closed(here, "expired")
            case _:
                return self._missed(here, "NET-004")

    def _missed(self, here: Here, fault: str) -> Move:
        """Nobody knows: ask a few times more while the code stands, then say so."""
        if here.phase == "asking":
            return self._unsure(here, fault) if self.record(here).get("status") == "open" else here.fail(fault)
        misses, left = here.counted("misses") + 1, here.counted("left_s") - POLL_S
        if misses >= MISSES or left <= 0:
            return self._unsure(here, fault)
        return here.stay(memory={**here.memory, "misses": misses, "left_s": left}, effects=(self._later(here),))

    def _ask(self, here: Here) -> Move:
        return here.stay(memory={"phase": "asking"}, start=self._question(here))

    def _question(self, here: Here) -> Query:
        parameters: dict[str, Json] = {"payment": self.record(here).get("key")}
        return Query(operation=here.operation, kind=ASK, parameters=Sensitive(parameters))

    def _close(self, here: Here, then: str) -> Move:
        """Have the order closed; `then` is why: ``expired``, ``refused``, ``back``, ``anew``."""
        kind, key, parameters = self._closing_of(here)
        command = Command(operation=here.operation, kind=kind, key=key, parameters=parameters)
        return here.stay(memory={"phase": "closing", "why": then}, start=command)

    def _closing_of(self, here: Here) -> tuple[str, str, Sensitive[Mapping[str, Json]]]:
        """Return kind, key and parameters of the command that closes the order."""
        record = self.record(here)
        key = command_key(here.state.session_id, f"{self.id}:close", _whole(record.get("ordinal")))
        return CLOSE, key, Sensitive({"payment": record.get("key")})

    def _closing(self, here: Here, event: Event) -> Move | None:
        match event:
            case CommandDone(data=data):
                match data.reveal().get("status"):
                    case "paid":
                        return self._paid(here, data.reveal())
                    case "closed":
                        return self._closed(here, here.remembered("why"))
                    case _:
                        return self._unsure(here, "NET-004")
            case CommandRefused():
                return self._unsure(here, "NET-003")
            case EffectFailed(fault=fault):
                return self._unsure(here, fault)
            case _:
                return None

    def _closed(self, here: Here, why: str) -> Move:
        """The order can no longer be paid: only now may another be opened."""
        closed = {**self.record(here), "status": "closed"}
        audit = RecordAudit(AuditKind.PAYMENT_CLOSED, {"order": str(closed.get("order")), "why": why})
        then = Then.TO_CHECK if why == "back" else Then.STAY
        move = here.stay(memory={"phase": "over", "why": why}, answers={self.id: closed}, effects=(audit,), then=then)
        if why == "anew":
            opened = self.enter(here.at(move.state))
            return replace(opened, effects=(audit, *opened.effects))
        return replace(move, save=True)

    def _paid(self, here: Here, data: Mapping[str, Json]) -> Move:
        record = self.record(here)
        paid: dict[str, Json] = {
            **record,
            "status": "paid",
            "order": str(data.get("order") or record.get("order") or ""),
            "paid_at": str(data.get("paid_at") or ""),
        }
        facts: dict[str, str | int | float | bool] = {
            "order": str(paid["order"]),
            "amount_fen": _whole(paid.get("amount_fen")),
        }
        return here.done({self.id: paid}, effects=(RecordAudit(AuditKind.PAYMENT_PAID, facts),))

    def _unsure(self, here: Here, fault: str) -> Move:
        return here.stay(memory={"phase": "unsure", "fault": fault})

    def _later(self, here: Here) -> StartTimer:
        return StartTimer(session_id=here.state.session_id, timer=TIMER, seconds=float(POLL_S))


def _record(
    status: str, key: str, amount_fen: int, *, ordinal: int = 1, order: str = "", paid_at: str = ""
) -> dict[str, Json]:
    return {
        "status": status,
        "key": key,
        "ordinal": ordinal,
        "order": order,
        "amount_fen": amount_fen,
        "paid_at": paid_at,
    }


def _whole(value: Json) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
