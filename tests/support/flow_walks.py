"""Walks through the flows without a terminal: the bundled services, three fictional people, a willing resident.

`Walk` plays the part of `kiosk.app`: it keeps the state, takes events, remembers effects, answers what is pending.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path

import flows
from flows.catalogue import Catalogue, load_catalogue
from flows.model import effect as fx
from flows.model import event as ev
from flows.model.answers import Field
from flows.model.consenting import ConsentBody
from flows.model.result import KeptItem
from flows.model.screen import Screen
from flows.model.site import Counter, Site
from flows.model.text import text
from flows.model.turn import Turn
from flows.model.values import BlobRef, Json, State, Submission
from flows.runner import advance, initial_state
from flows.views import view
from kiosk.app.content import read_reference
from kiosk.core.clock import CHINA
from kiosk.core.devices import (
    DeviceHealth,
    DeviceKind,
    DocumentKind,
    Health,
    IdDocument,
    PageQuality,
    Printed,
    Sex,
    SocialCard,
)
from kiosk.core.ids import OperationId
from kiosk.core.sensitive import Sensitive

ROOT = Path(flows.__file__).parent
AT = datetime(2026, 11, 24, 9, 7, tzinfo=CHINA)
ALLOWANCE = "elder-allowance"
CERTIFICATE = "social-insurance-certificate"
SESSION = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
OTHER_SESSION = "00000000-0000-4000-8000-000000000000"
XITOU = "441900122015"
PHONE = "13800005620"
BANK_ACCOUNT = "6222021234556608"  # fictional, with a valid Luhn digit
GOOD = PageQuality(corners=True, bright=True, sharp=True, glare=False)
BLOB = BlobRef(sha256="ab" * 32, media_type="image/jpeg", size=48_000)
STROKES = Sensitive((((0.1, 0.2), (0.3, 0.4)), ((0.5, 0.5), (0.6, 0.7))))

ZHANG_WEI = IdDocument(
    kind=DocumentKind.RESIDENT,
    name=Sensitive("张伟"),
    number=Sensitive("441900195103071237"),
    sex=Sex.MALE,
    birth=Sensitive(date(1951, 3, 7)),
    address=Sensitive("广东省东莞市厚街镇溪头社区一巷 1 号"),
    issuer="东莞市公安局",
    valid_from=date(2012, 5, 1),
    valid_to=None,
    ethnicity="01",
)
LI_XIULAN = replace(
    ZHANG_WEI,
    name=Sensitive("李秀兰"),
    number=Sensitive("441900196309150023"),
    sex=Sex.FEMALE,
    birth=Sensitive(date(1963, 9, 15)),
    valid_to=date(2033, 5, 1),
)
CHEN_JIAHAO = replace(
    ZHANG_WEI,
    name=Sensitive("陈家豪"),
    number=Sensitive("450100195401010034"),
    birth=Sensitive(date(1954, 1, 1)),
    address=Sensitive("广西壮族自治区南宁市青秀区一路 2 号"),
)
ZHANG_WEI_SOCIAL = SocialCard(
    card_number=Sensitive("E00000001"),
    citizen_number=ZHANG_WEI.number,
    name=ZHANG_WEI.name,
    sex=Sex.MALE,
    birth=None,
    issuer="441900",
    generation=3,
    valid_to=date(2032, 1, 1),
)

# What residents type is of somebody else: their own number stands on no screen in full, and the proofs hold to that.
CHILD_NUMBER = "441900201506010015"  # fictional, with a valid check character

LINK = "https://guanjia.example/h/Qw7nB2xKpD4sVt6e"
TOMORROW = "2026-11-25T08:30:00+08:00"
SENT: dict[str, Json] = {"files": [{"number": "UP202611240001", "name": "照片.jpg"}]}
REGISTER: dict[str, Json] = {
    "type": "household-register",
    "title": {"zh": "居民户口簿", "en": "Household register"},
    "number": "HK0123456789AB",
    "issuer": "东莞市公安局（演示）",
    "issued_at": "2021-03-01",
    "valid_until": "",
    "digest": "ab" * 32,
}
ASKED_BY_KINDS: dict[str, dict[str, Json]] = {
    "identity-code": {"name": "张伟", "number": "441900195103071237"},
    "check-code-on-record": {"outcome": "right"},
    "payment": {"status": "paid", "order": "JF202611240007", "paid_at": "2026-11-24T09:12:00+08:00"},
    "progress": {"matters": []},
    "quota": {"left": 12, "again_at": TOMORROW},
    "certificates": {"certificates": [REGISTER]},
    "handoff": {"status": "done", "result": SENT},
    "check-code": {"outcome": "right"},
    "slots": {
        "days": [{"date": "2026-11-25", "times": [{"id": "s-1", "from": "09:00", "to": "09:30", "free": 2}]}],
    },
}
TYPED = {"name": "李秀兰", "number": "441900196309150023", "code": "123456", "child_birth": "20260901"}
COMMANDS_DONE: dict[str, dict[str, Json]] = {
    "send-code": {"phone": PHONE, "valid_s": 300},
    "open-handoff": {"link": LINK, "valid_s": 300},
    "send-code-on-record": {"phone": "138****5620", "valid_s": 300},
    "open-payment": {
        "order": "JF202611240007",
        "status": "open",
        "qr": "https://guanjia.example/pay/Zk3vTq8LmW0yRn5c",
        "valid_s": 300,
    },
    "close-payment": {"status": "closed"},
    "book-slot": {"number": "YY202611240007"},
    "cancel-slot": {"number": "YY202611240007"},
}

HOUSEHOLD = {
    "in_city": True,
    "town": "厚街镇",
    "village_code": XITOU,
    "already_receiving": False,
    "age_years": 75,
    "monthly_fen": 10_000,
}

SITE = Site(
    brand=text("莞家自助服务", "Guanjia self-service"),
    place=text("厚街镇·溪头村便民服务站", "Xitou Village, Houjie Town"),
    terminal_code="XT07",
    town_code=XITOU[:9],
    village_code=XITOU,
    counters=(Counter(name=text("本站人工窗口", "Counter here"), open=(("08:30", "12:00"),)),),
    keep_days=30,
    verify_url="https://guanjia.example",
)


def service_texts() -> dict[str, str]:
    folder = ROOT / "services"
    return {str(file.relative_to(folder)): file.read_text("utf-8") for file in sorted(folder.rglob("*.yaml"))}


@cache
def bundled() -> Catalogue:
    return load_catalogue(service_texts(), read_reference(XITOU))


def devices(health: Health = Health.READY, fault: str = "") -> tuple[DeviceHealth, ...]:
    return tuple(DeviceHealth(kind=kind, name=kind.value, health=health, fault=fault) for kind in DeviceKind)


def ready_state(*, online: bool = True) -> State:
    """Nobody there; every device works."""
    state = initial_state(AT)
    terminal = replace(state.terminal, online=online, network_fault="" if online else "NET-001", devices=devices())
    return replace(state, terminal=terminal)


@dataclass
class Walk:
    catalogue: Catalogue = field(default_factory=bundled)
    state: State = field(default_factory=ready_state)
    effects: list[fx.Effect] = field(default_factory=list)  # of the last turn
    all_effects: list[fx.Effect] = field(default_factory=list)
    events: list[ev.Event] = field(default_factory=list)
    card: IdDocument | SocialCard = ZHANG_WEI

    def afresh(self, state: State) -> Walk:
        """Return a walk of the same kind through the same services, from `state`."""
        return type(self)(catalogue=self.catalogue, state=state)

    def take(self, *events: ev.Event) -> Screen:
        for event in events:
            turn: Turn = advance(self.catalogue, self.state, event)
            self.state = turn.state
            self.effects = list(turn.effects)
            self.all_effects += turn.effects
            self.events.append(event)
        return self.screen

    @property
    def screen(self) -> Screen:
        return view(self.catalogue, self.state, SITE)

    @property
    def operation(self) -> OperationId:
        assert self.state.pending is not None, "nothing is awaited"
        return self.state.pending

    @property
    def step(self) -> str:
        return self.state.run.step_id if self.state.run else ""

    @property
    def started(self) -> fx.Effect | None:
        """The newest effect that awaits an answer under the pending operation."""
        if self.state.pending is None:
            return None
        return next(
            (each for each in reversed(self.all_effects) if getattr(each, "operation", None) == self.state.pending),
            None,
        )

    def begin(self, service_id: str) -> Screen:
        self.take(ev.SessionStarted(session_id=SESSION, at=AT))
        return self.take(ev.ServiceChosen(service_id))

    def effects_of(self, *kinds: type) -> list[fx.Effect]:
        return [each for each in self.all_effects if isinstance(each, kinds)]

    def answer(self) -> Screen:
        """Answer what is pending, as well as can be."""
        started = self.started
        assert started is not None
        return self.take(*good_answers(started, self.card))

    def help_on(self) -> Screen:
        """Do the next sensible thing: answer what is awaited, else fill in what is asked, else press the button."""
        if self.state.pending is not None and not isinstance(self.started, fx.StartPreview):
            return self.answer()
        if isinstance(self.started, fx.StartPreview) and self.state.quality is None:
            return self.answer()
        if self.screen.page == "Scan" and self.screen.actions.primary is None:  # what is polled comes by its timer
            return self.take(ev.TimerExpired(self.state.session_id, "handoff"))
        body = self.screen.body
        if isinstance(body, ConsentBody) and body.agree:
            return self.take(ev.WayChosen(body.agree.arg))
        return self.take(*filled_in(self.screen), ev.Continued())

    def until(self, step_id: str, limit: int = 60) -> Screen:
        for _ in range(limit):
            if self.step == step_id:
                return self.screen
            self.help_on()
        raise AssertionError(f"never came to {step_id}; stands at {self.step}")

    def to_the_end(self, limit: int = 80) -> int:
        """Walk on until the session has ended; return in how many steps."""
        for count in range(limit):
            if not self.state.session_id:
                return count
            self.help_on()
        raise AssertionError(f"no end in sight at {self.screen.key}")


def good_answers(effect: fx.Effect, card: IdDocument | SocialCard = ZHANG_WEI) -> Sequence[ev.Event]:
    match effect:
        case fx.CheckDevices(operation=operation, kinds=kinds):
            found = tuple(each for each in devices() if each.kind in kinds)
            return (ev.DevicesChecked(operation=operation, devices=found),)
        case fx.ReadIdCard(operation=operation) | fx.ReadSocialCard(operation=operation):
            return (ev.DocumentRead(operation=operation, document=card),)
        case fx.FindDraft(operation=operation):
            return (ev.NoDraft(operation=operation),)
        case fx.Query(operation=operation, kind=kind):
            return (ev.QueryAnswered(operation=operation, data=Sensitive(query_answer(kind))),)
        case fx.ScanCode(operation=operation):
            return (ev.CodeScanned(operation=operation, code=Sensitive("ID1.example")),)
        case fx.VerifyFace(operation=operation):
            return (ev.FaceMatched(operation=operation),)
        case fx.Command(operation=operation, kind=kind) if kind in COMMANDS_DONE:
            return (ev.CommandDone(operation=operation, data=Sensitive(COMMANDS_DONE[kind])),)
        case fx.StartPreview(operation=operation):
            return (ev.FrameJudged(operation=operation, quality=GOOD),)
        case fx.TakePicture(operation=operation):
            return (ev.PictureTaken(operation=operation, blob=BLOB, quality=GOOD),)
        case fx.Submit(operation=operation):
            return (
                ev.SubmissionKept(operation=operation, local_number="XT07-1124-0031", at=AT),
                ev.SubmissionReceived(operation=operation, platform_number="DG202611240418", at=AT),
            )
        case fx.SubmitTogether(operation=operation, submissions=submissions):
            return (
                ev.SubmissionsKept(operation=operation, kept=kept_items(submissions)),
                *(
                    ev.SubmissionReceived(
                        operation=operation, key=each.key, platform_number=f"DG20261124{number:04d}", at=AT
                    )
                    for number, each in enumerate(submissions, start=418)
                ),
            )
        case fx.FindHandedIn(operation=operation):
            return (ev.HandedInFound(operation=operation, matters=()),)
        case fx.PrintDocument(operation=operation):
            return (ev.DocumentPrinted(operation=operation, outcome=Printed(pages=1)),)
        case _:
            raise AssertionError(f"{effect} awaits no answer")


def kept_items(submissions: Sequence[Submission]) -> tuple[KeptItem, ...]:
    """Each kept under a number of its own."""
    return tuple(
        KeptItem(key=each.key, local_number=f"XT07-1124-{number:04d}", at=AT)
        for number, each in enumerate(submissions, start=31)
    )


def query_answer(kind: str) -> dict[str, object]:
    """The example that stands in the service's own file, or what the kind of step asks by itself."""
    if kind in ASKED_BY_KINDS:
        return dict(ASKED_BY_KINDS[kind])
    for service in bundled().services:
        for step in service.steps:
            if getattr(step, "ask", "") == kind:
                return dict(step.example)  # type: ignore[attr-defined]
    raise AssertionError(f"no service asks for {kind}")


def typed(field: Field) -> str:
    """Return what a resident types into a field: something right, as far as the field itself tells."""
    by_group = {"3-4-4": PHONE, "4": BANK_ACCOUNT, "4-2-2": "20200315", "6-8-4": CHILD_NUMBER}
    by_entry = {"digits": "123456789012", "decimal": "12", "id": CHILD_NUMBER, "latin": "DG20201234567890123"}
    words = by_group.get(field.group) or by_entry.get(field.entry) or "打印机一直没有纸"
    return "5" if field.unit else words[: field.max_length]


def filled_in(screen: Screen) -> Sequence[ev.Event]:
    """What a resident does on the page before pressing its button."""
    body = screen.body
    match type(body).__name__:
        case "FormBody":
            return [ev.FieldEdited(each.name, Sensitive(TYPED.get(each.name) or typed(each))) for each in body.fields]
        case "ChooseBody" if any(each.chosen for each in body.options):
            return []  # chosen before, or found and wanted
        case "ChooseBody" if not body.suggestion and body.options:
            name, _, value = body.options[0].arg.partition("=")
            return [ev.OptionChosen(name, value)]
        case "ConsentBody" if body.agree:
            return [ev.WayChosen("agree")]
        case "CalendarBody":
            tile = next(each for each in body.tiles if each.enabled)
            return [ev.OptionChosen(*tile.arg.split("=", 1))]
        case "RateBody":
            return [ev.OptionChosen("level", "5")]
        case "SignatureBody":
            return [ev.SignatureChanged(STROKES)]
        case _:
            return []


def walk_to(step: str, service: str = ALLOWANCE, *, online: bool = True, card: object = ZHANG_WEI) -> Walk:
    """Return a walk that stands at that step of the service."""
    walk = Walk(state=ready_state(online=online), card=card)  # type: ignore[arg-type]
    walk.begin(service)
    walk.until(step)
    return walk
