"""What paying shows: the code, what is waited for, that an order is closed, and that nobody knows. Pure; any thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flows.availability import cause
from flows.held import refused
from flows.model.screen import Action, Line, NoticeBody, NumberCard, Panel, ProgressBody, ScanBody, ScanRow
from flows.model.text import Text
from flows.model.values import Json
from flows.steps.here import Here, Seen
from flows.steps.step import Failure, Page, lines_of
from flows.words import failures, paying, steps
from flows.words.money import yuan
from flows.words.numbers import by_four

NOT_KEPT = ("STO-001", "STO-002", "STO-003", "STO-004", "STO-005")  # by the store's word, it holds nothing of it
_WAITED: Mapping[str, tuple[Text, Text]] = {
    "opening": (paying.OPENING, paying.OPENING_ASKING),
    "closing": (paying.CLOSING, paying.CLOSING_ASKING),
    "asking": (paying.ASKING, paying.ASKING_ASKING),
}
_OVER: Mapping[str, tuple[Text, Text]] = {
    "expired": (paying.EXPIRED_TITLE, paying.EXPIRED_HINT),
    "refused": (paying.REFUSED_TITLE, paying.REFUSED_HINT),
    "not_opened": (paying.REFUSED_TITLE, paying.NOT_OPENED_HINT),
}


def code(here: Here, title: Text, payee: Text, items: tuple[tuple[str, int], ...], record: Mapping[str, Json]) -> Page:
    """Return the page with the code, what it is for and how much."""
    total = ScanRow(label=here.say(paying.TOTAL), value=yuan(sum(fen for _, fen in items), here.language), total=True)
    rows = tuple(ScanRow(label=name, value=yuan(fen, here.language)) for name, fen in items)
    missed = here.counted("misses") > 0
    minutes = max(1, here.counted("valid_s") // 60)
    return Page(
        title=here.say(title),
        hint=here.say(paying.PAYEE, payee=here.say(payee)),
        phase="open",
        body=ScanBody(
            qr=here.remembered("qr"),
            caption=here.say(paying.CAPTION),
            state=Line(
                text=here.say(paying.NOT_HEARD if missed else paying.WAITING), mark="attention" if missed else "wait"
            ),
            rows=(*rows, total),
            lines=(
                here.say(paying.HOLDS, minutes=minutes),
                here.say(paying.ORDER_LINE, order=by_four(str(record.get("order", "")))),
            ),
        ),
        actions=replace(
            here.actions(here.go_on(paying.I_PAID, "check")),
            left=(Action(label=here.say(paying.NOT_PAYING), act="back", icon="back"), here.end()),
        ),
    )


def waiting(here: Here, phase: str, usual_s: int) -> Page:
    """Return the page while the platform is at work."""
    title, asking = _WAITED.get(phase, _WAITED["asking"])
    return Page(
        title=here.say(title),
        hint="",
        phase=phase,
        body=ProgressBody(asking=here.say(asking), usual_s=usual_s, waited=here.say(steps.WAITED)),
        actions=replace(here.actions(awaited=here.say(paying.AWAITED)), left=(here.end(),)),
    )


def ended(here: Seen) -> Page:
    """Return the page of an order that is known to be closed."""
    title, hint = _OVER.get(here.remembered("why"), _OVER["expired"])
    reason = here.remembered("reason_en") if here.language == "en" else ""
    panel = Panel(kind="done", title=here.say(paying.NOT_CHARGED), lines=(here.say(paying.NOT_CHARGED_LINE),))
    return Page(
        title=here.say(title),
        hint=here.say(hint, reason=reason or here.remembered("reason")),
        phase="over",
        body=NoticeBody(
            icon="phoneqr",
            tone="attention",
            matter=panel,
            ways_heading=here.say(failures.WAYS),
            ways=here.people(),
        ),
        actions=here.actions(here.go_on(paying.PAY_ANEW, "redo")),
    )


def unsure(here: Seen, record: Mapping[str, Json]) -> Page:
    """Return the page that says that it is not known, with the number to ask by."""
    fault = here.remembered("fault")
    panel = Panel(kind="wait", title=here.say(paying.UNSURE_PANEL), lines=(here.say(paying.UNSURE_LINE),))
    number = NumberCard(
        label=here.say(paying.UNSURE_CARD),
        number=by_four(str(record.get("order", ""))),
        lines=(here.say(paying.UNSURE_KEEP), here.say(paying.UNSURE_SCAN)),
    )
    return Page(
        title=here.say(paying.UNSURE_TITLE),
        hint=here.say(paying.UNSURE_HINT, cause=here.say(cause(fault))),
        phase="unsure",
        body=NoticeBody(
            icon="phoneqr",
            tone="attention",
            matter=panel,
            ways_heading=here.say(failures.WAYS),
            card=number,
            ways=here.people(),
            fault_line=here.say(failures.FAULT_LINE, fault=fault),
        ),
        actions=replace(here.actions(here.go_on(paying.ASK_AGAIN, "redo")), left=(here.end(),)),
    )


def failure(here: Seen) -> Failure:
    """Return what a fault means before any code was shown."""
    lines = lines_of(here.say(paying.NOT_PAID_LINE))
    panel = Panel(kind="wait", title=here.say(paying.NOT_PAID_PANEL), lines=lines)
    return Failure(matter=panel, icon="nowifi", hint=here.say(failures.LATER_HINT))


def line_of_paid(here: Seen, paid: str, order: str) -> str:
    """Return what becomes, at the end, of money that was paid: as far as it is known what was handed in for it."""
    run = here.run
    if run.fault == "STO-006":
        return ""  # the earlier one counts, and the money with it
    if refused(run):
        return here.say(paying.LEAVING_REFUSED, sum=paid, order=by_four(order), hotline=here.site.hotline)
    if run.local_number:
        return ""
    if run.submit_counter and run.fault not in NOT_KEPT:
        return here.say(paying.LEAVING_UNSURE)  # it may be on the disk already
    return here.say(paying.LEAVING_PAID, sum=paid)
