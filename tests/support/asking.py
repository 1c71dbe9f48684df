"""Walks through what is asked and answered: results, bookings, progress, ratings. All people are fictional."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from flows.catalogue import Catalogue, load_catalogue
from flows.model import effect as fx
from flows.model import event as ev
from flows.model.result import KeptMatter
from flows.model.screen import Screen
from kiosk.core.sensitive import Sensitive
from tests.support.flow_walks import AT, Walk, bundled, good_answers, service_texts

FOLDER = Path(__file__).parent / "services"
NAMES = ("fund-payments", "counter-hours", "book-counter", "matter-progress", "my-matters")
RATED = "elder-allowance"
BOOKED = "YY202611240007"
KEPT_AT = AT - timedelta(days=1, hours=2)

PAYMENTS = {
    "payments": [
        {
            "month": f"2026-{month:02d}",
            "amount_fen": 56_000 + month * 1_05,
            "employer": {"name": "东莞市示范玩具有限公司"},
            "paid_on": f"2026-{month:02d}-15",
            "holder": "张伟",
            "account": "6200000000000006608",
            "kind": "extra" if month == 3 else "regular",
        }
        for month in range(10, 0, -1)
    ]
}
HOURS = {
    "counters": [
        {"name": name, "hours": "周一到周五 8:30–12:00，14:00–17:30", "address": address, "phone": "0769-00000001"}
        for name, address in (("厚街镇政务服务中心", "示范大道 1 号"), ("溪头社区党群服务中心", "示范路 8 号"))
    ]
}


def _times(day: str, *free: int) -> dict[str, Any]:
    begins = ("09:00", "09:30", "10:00", "10:30", "14:30", "15:00")
    ends = ("09:30", "10:00", "10:30", "11:00", "15:00", "15:30")
    return {
        "date": day,
        "times": [
            {"id": f"{day}.{index}", "from": begins[index], "to": ends[index], "free": count}
            for index, count in enumerate(free)
        ],
    }


SLOTS = {
    "days": [
        _times("2026-11-25", 0, 0, 0, 0, 0, 0),
        _times("2026-11-26", 2, 0, 1, 0, 3, 2),
        _times("2026-11-27", 2, 2, 2, 2, 2, 2),
        _times("2026-11-30", 1, 0, 0, 0, 0, 0),
        _times("2026-12-01", 2, 2, 2, 2, 2, 2),
        _times("2026-12-02", 2, 2, 2, 2, 2, 2),
    ]
}
FULL = {"days": [_times("2026-11-25", 0, 0, 0, 0, 0, 0)]}


def _words(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def matter(number: str = "DG202611240418", *, reached: int = 2, todo: bool = False) -> dict[str, Any]:
    """A matter as the platform tells of it: `reached` of received, taken on, under review, closed."""
    names = (("收到", "Received"), ("受理", "Taken on"), ("审核", "Under review"), ("办结", "Closed"))
    office = _words("厚街镇政务服务中心", "Houjie service centre")
    closed = reached == len(names) - 1
    return {
        "number": number,
        "local_number": f"XT07-1120-{number[-4:]}",
        "service_id": RATED,
        "received_at": "2026-11-20T10:12:00+08:00",
        "closed": closed,
        "stages": [
            {
                "name": _words(*name),
                "state": "done" if index < reached or closed else "now" if index == reached else "next",
                "at": f"2026-11-2{index}T10:12:00+08:00" if index <= reached else None,
                "who": office if index <= reached else None,
            }
            for index, name in enumerate(names)
        ],
        "todo": _words("把户口本带到村里的窗口，补拍一页。", "Bring the household book to the counter.")
        if todo
        else None,
        "result": _words("批准了。钱按月发到您写的卡上。", "Approved; it is paid monthly.") if closed else None,
    }


WAITING = KeptMatter(service_id=RATED, local_number="XT07-1124-0031", kept_at=AT, fault="NET-001")
REFUSED = KeptMatter(
    service_id=RATED,
    local_number="XT07-1124-0030",
    kept_at=AT - timedelta(hours=1),
    refused=Sensitive("银行卡号对不上。"),
    refused_en=Sensitive("The card number does not match."),
)
RECEIVED = KeptMatter(
    service_id=RATED,
    local_number="XT07-1120-0418",
    kept_at=AT - timedelta(days=4),
    platform_number="DG202611240418",
    received_at=AT - timedelta(days=4),
)


@cache
def asking_catalogue() -> Catalogue:
    """The bundled services, and those of this folder."""
    texts = service_texts()
    texts |= {f"asking/{name}.yaml": (FOLDER / f"{name}.yaml").read_text("utf-8") for name in NAMES}
    return load_catalogue(texts, bundled().reference)


@dataclass
class AskingWalk(Walk):
    catalogue: Catalogue = field(default_factory=asking_catalogue)
    here: tuple[KeptMatter, ...] = (WAITING,)
    there: tuple[dict[str, Any], ...] = (matter(),)

    def answer(self) -> Screen:
        """Answer what is pending, as well as can be."""
        assert self.started is not None
        return self.take(*self.fitting(self.started))

    def fitting(self, started: fx.Effect) -> Sequence[ev.Event]:
        """Return what answers an effect, as well as can be."""
        match started:
            case fx.Query(operation=operation, kind=kind):
                answers: dict[str, Any] = {
                    "fund-payments": PAYMENTS,
                    "opening-hours": HOURS,
                    "slots": SLOTS,
                    "progress": {"matters": list(self.there)},
                }
                if kind in answers:
                    return (ev.QueryAnswered(operation=operation, data=Sensitive(answers[kind])),)
                return good_answers(started, self.card)
            case fx.Command(operation=operation, kind="book-slot" | "cancel-slot"):
                return (ev.CommandDone(operation=operation, data=Sensitive({"number": BOOKED})),)
            case fx.FindHandedIn(operation=operation):
                return (ev.HandedInFound(operation=operation, matters=self.here),)
            case _:
                return good_answers(started, self.card)

    def refuse(self, code: str, reason: str = "平台说不行。") -> Screen:
        kind = ev.CommandRefused if isinstance(self.started, fx.Command) else ev.QueryRefused
        return self.take(kind(operation=self.operation, code=code, reason=reason, reason_en="The platform says no."))

    def fails(self, fault: str = "NET-002") -> Screen:
        return self.take(ev.EffectFailed(operation=self.operation, fault=fault))

    @property
    def commands(self) -> list[fx.Command]:
        return [each for each in self.all_effects if isinstance(each, fx.Command)]


def typed_number(number: str = "DG202611240418", tail: str = "5620") -> list[ev.Event]:
    return [ev.FieldEdited("number", Sensitive(number)), ev.FieldEdited("tail", Sensitive(tail))]
