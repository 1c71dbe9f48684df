"""Screens that residents meet, by name: made by walking there, in any language. For tests of words, and for looking."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from flows.model import effect as fx
from flows.model import event as ev
from flows.model.screen import Screen
from flows.model.values import Language
from kiosk.core.devices import (
    CardLifted,
    CardUnreadable,
    CardUnsupported,
    DeviceKind,
    Health,
    PageQuality,
    PrintFailed,
    PrintUnconfirmed,
)
from kiosk.core.sensitive import Sensitive
from tests.support.flow_walks import (
    AT,
    CHEN_JIAHAO,
    LI_XIULAN,
    SESSION,
    TOMORROW,
    Walk,
    devices,
    filled_in,
    ready_state,
)
from tests.support.screens_person import PERSON_SCENES

RELATIVE = (("family_name", Sensitive("李秀兰")), ("family_number", Sensitive("441900196309150023")))
ALLOWANCE = "elder-allowance"
CERTIFICATE = "social-insurance-certificate"
REPORT = "could-not-be-done"
PROGRESS = "my-progress"


def _home(walk: Walk) -> None:
    walk.take(ev.SessionStarted(session_id=SESSION, at=AT))


def _at(service: str, step: str, *, filled: bool = False) -> Callable[[Walk], None]:
    def go(walk: Walk) -> None:
        walk.begin(service)
        walk.until(step)
        if filled:
            walk.take(*filled_in(walk.screen))

    return go


def _broken(*kinds: DeviceKind, fault: str) -> Callable[[Walk], None]:
    def go(walk: Walk) -> None:
        found = tuple(
            replace(each, health=Health.FAILED, fault=fault) if each.kind in kinds else each for each in devices()
        )
        walk.state = replace(walk.state, terminal=replace(walk.state.terminal, devices=found))
        _home(walk)

    return go


def _start_without_paper(walk: Walk) -> None:
    _broken(DeviceKind.PRINTER, fault="PRN-003")(walk)
    walk.take(ev.ServiceChosen(ALLOWANCE))
    found = tuple(each for each in walk.state.terminal.devices)
    walk.take(ev.DevicesChecked(operation=walk.operation, devices=found))


def _not_read(reason: CardLifted | CardUnsupported | CardUnreadable) -> Callable[[Walk], None]:
    def go(walk: Walk) -> None:
        _at(ALLOWANCE, "identify")(walk)
        walk.take(ev.CardNotRead(operation=walk.operation, reason=reason))

    return go


def _live(quality: PageQuality) -> Callable[[Walk], None]:
    def go(walk: Walk) -> None:
        _at(ALLOWANCE, "household_book")(walk)
        walk.take(ev.FrameJudged(operation=walk.operation, quality=quality))

    return go


def _still(walk: Walk) -> None:
    _at(ALLOWANCE, "household_book")(walk)
    walk.answer()
    walk.take(ev.Continued())
    walk.answer()


def _pages(count: int, *then: ev.Event) -> Callable[[Walk], None]:
    """So many pages of the evidence taken, and then."""

    def go(walk: Walk) -> None:
        _at("court-filing", "evidence")(walk)
        for number in range(1, count + 1):
            walk.answer()
            walk.take(ev.Continued())
            walk.answer()
            if number < count:
                walk.take(ev.WayChosen("more"))
        for event in then:
            walk.take(event)
            if isinstance(walk.started, fx.StartPreview):
                walk.answer()

    return go


def _pages_fail(walk: Walk) -> None:
    _pages(2, ev.WayChosen("more"))(walk)
    walk.take(ev.EffectFailed(operation=walk.operation, fault="CAM-001"))


def _sheet(event: ev.Event) -> Callable[[Walk], None]:
    def go(walk: Walk) -> None:
        _at(ALLOWANCE, "check")(walk)
        walk.take(event)

    return go


def _sending(walk: Walk) -> None:
    _at(ALLOWANCE, "submit")(walk)
    walk.take(ev.SubmissionKept(operation=walk.operation, local_number="XT07-1124-0031", at=AT))


def _refused(walk: Walk) -> None:
    _sending(walk)
    walk.take(
        ev.SubmissionRefused(
            operation=walk.operation,
            code="bank",
            reason="这张银行卡不是您本人的。",
            reason_en="This card is not yours.",
        )
    )


def _waiting(walk: Walk) -> None:
    _sending(walk)
    walk.take(ev.SubmissionWaiting(operation=walk.operation, fault="NET-001"))


def _printed(service: str, step: str) -> Callable[[Walk], None]:
    def go(walk: Walk) -> None:
        _at(service, step)(walk)
        walk.answer()

    return go


def _result_printed(walk: Walk) -> None:
    _at("fund-account", "look")(walk)
    while walk.state.pending:
        walk.answer()
    walk.take(ev.WayChosen("print"))
    walk.answer()


def _print_ends(outcome: PrintFailed | PrintUnconfirmed, service: str, step: str) -> Callable[[Walk], None]:
    def go(walk: Walk) -> None:
        _at(service, step)(walk)
        walk.take(ev.DocumentPrinted(operation=walk.operation, outcome=outcome))

    return go


def _fails(service: str, step: str, fault: str) -> Callable[[Walk], None]:
    def go(walk: Walk) -> None:
        _at(service, step)(walk)
        walk.take(ev.EffectFailed(operation=walk.operation, fault=fault))

    return go


def _query_refused(walk: Walk) -> None:
    _at(CERTIFICATE, "ask")(walk)
    walk.take(
        ev.QueryRefused(
            operation=walk.operation,
            code="nothing-on-record",
            reason="没有您的参保记录。",
            reason_en="Nothing on record.",
        )
    )


def _offline(then: Callable[[Walk], None]) -> Callable[[Walk], None]:
    def go(walk: Walk) -> None:
        walk.state = replace(walk.state, terminal=ready_state(online=False).terminal)
        then(walk)

    return go


def _for(card: object, then: Callable[[Walk], None]) -> Callable[[Walk], None]:
    def go(walk: Walk) -> None:
        walk.card = card  # type: ignore[assignment]
        then(walk)

    return go


def _out(walk: Walk) -> None:
    walk.take(ev.TakenOutOfService(fault="SYS-001"))


GLARE = PageQuality(corners=True, bright=True, sharp=True, glare=True)
POOR = PageQuality(corners=False, bright=False, sharp=False, glare=False)


def _members(walk: Walk) -> None:
    _at("public-rental", "family")(walk)
    walk.take(ev.WayChosen("add"), *(ev.FieldEdited(*each) for each in RELATIVE), ev.Continued())
    walk.take(ev.OptionChosen("relation", "spouse"), ev.Continued())


def _helper_full(walk: Walk) -> None:
    walk.begin("helper-visit")
    while not isinstance(walk.started, fx.Query):
        walk.answer()
    walk.take(ev.QueryAnswered(operation=walk.operation, data=Sensitive({"left": 0, "again_at": TOMORROW})))


def _newborn(follows: str, step: str) -> Callable[[Walk], None]:
    def go(walk: Walk) -> None:
        _at("newborn-together", "follows")(walk)
        walk.take(ev.OptionChosen("follows", follows), ev.Continued())
        walk.until(step)

    return go


SCENES: Mapping[str, Callable[[Walk], None]] = {
    "attract": lambda _: None,
    "home": _home,
    "home-offline": _offline(_home),
    "home-no-printer": _broken(DeviceKind.PRINTER, fault="PRN-003"),
    "home-no-cards": _broken(DeviceKind.ID_CARD, DeviceKind.SOCIAL_CARD, fault="IDR-002"),
    "list": lambda walk: (_home(walk), walk.take(ev.ListOpened("all")), None)[-1],  # type: ignore[func-returns-value]
    "start": lambda walk: (walk.begin(ALLOWANCE), None)[-1],
    "start-without-paper": _start_without_paper,
    "certificate-offline": _offline(lambda walk: (walk.begin(CERTIFICATE), walk.answer(), None)[-1]),
    "identify": _at(ALLOWANCE, "identify"),
    "identify-without": _at(PROGRESS, "identify"),
    "progress-number": lambda walk: (_at(PROGRESS, "identify")(walk), walk.take(ev.WayChosen("without")), None)[-1],  # type: ignore[func-returns-value]
    "identify-lifted": _not_read(CardLifted()),
    "identify-unsupported": _not_read(CardUnsupported()),
    "identify-unreadable": _not_read(CardUnreadable("IDR-012")),
    "query": _at(CERTIFICATE, "ask"),
    "query-refused": _query_refused,
    "query-slow": _fails(CERTIFICATE, "ask", "NET-002"),
    "query-clock": _fails(CERTIFICATE, "ask", "NET-006"),
    "too-young": _for(LI_XIULAN, _at(ALLOWANCE, "entitled")),
    "not-from-here": _offline(_for(CHEN_JIAHAO, _at(ALLOWANCE, "entitled"))),
    "provisional": _offline(_at(ALLOWANCE, "entitled")),
    "phone": _at(ALLOWANCE, "phone"),
    "phone-filled": _at(ALLOWANCE, "phone", filled=True),
    "bank": _at(ALLOWANCE, "bank", filled=True),
    "village": _at(ALLOWANCE, "village"),
    "towns": lambda walk: (_at(ALLOWANCE, "village")(walk), walk.take(ev.WayChosen("town")), None)[-1],  # type: ignore[func-returns-value]
    "camera": _live(GLARE),
    "camera-poor": _live(POOR),
    "camera-still": _still,
    "camera-gone": _fails(ALLOWANCE, "household_book", "CAM-001"),
    "camera-page-first": _pages(1),
    "camera-page-next": _pages(2, ev.WayChosen("more")),
    "camera-page-again": _pages(1, ev.WayChosen("retake")),
    "camera-pages": _pages(3, ev.WayChosen("page:2")),
    "camera-pages-taken": _pages(3),
    "camera-pages-full": _pages(8),
    "camera-page-remove": _pages(3, ev.WayChosen("page:2"), ev.WayChosen("remove")),
    "camera-pages-gone": _pages_fail,
    "signature": _at(ALLOWANCE, "signature"),
    "check": _at(ALLOWANCE, "check"),
    "check-revealed": _sheet(ev.Revealed()),
    "check-offline": _offline(_at(ALLOWANCE, "check")),
    "check-certificate": _at(CERTIFICATE, "check"),
    "end": _sheet(ev.EndAsked()),
    "help": _sheet(ev.HelpAsked()),
    "languages": _sheet(ev.LanguagesAsked()),
    "read-aloud": _sheet(ev.ReadAloudAsked()),
    "idle": _sheet(ev.TimerExpired(SESSION, "idle")),
    "sending": _sending,
    "refused": _refused,
    "disk-full": _fails(ALLOWANCE, "submit", "STO-002"),
    "received": _printed(ALLOWANCE, "receipt"),
    "kept": _offline(_waiting),
    "no-paper": _print_ends(PrintFailed(fault="PRN-003"), ALLOWANCE, "receipt"),
    "paper-unsure": _print_ends(PrintUnconfirmed(), ALLOWANCE, "receipt"),
    "printing": _at(CERTIFICATE, "print"),
    "printed": _printed(CERTIFICATE, "print"),
    "printed-slip": _printed("hall-appointment", "slip"),
    "printed-result": _result_printed,
    "certificate-jam": _print_ends(PrintFailed(fault="PRN-004"), CERTIFICATE, "print"),
    "report": _at(REPORT, "reason", filled=True),
    "report-words": _at(REPORT, "words", filled=True),
    "report-phone": _at(REPORT, "phone"),
    "report-receipt": _printed(REPORT, "receipt"),
    "out-of-service": _out,
    "about-newborn": lambda walk: (_home(walk), walk.take(ev.PageOpened("about", "newborn-together")), None)[-1],  # type: ignore[func-returns-value]
    "newborn-consent": _at("newborn-together", "guardian"),
    "newborn-follows": _at("newborn-together", "follows"),
    "newborn-papers": _newborn("mine", "papers"),
    "newborn-papers-other": _newborn("other", "papers_other"),
    "newborn-other-book": _newborn("other", "other_book"),
    "newborn-allowance": _at("newborn-together", "wants_allowance"),
    "newborn-check": _at("newborn-together", "check"),
    "newborn-received": _printed("newborn-together", "receipt"),
    "farewell-relation": _at("farewell-together", "relation"),
    "elder-for-whom": _at("respect-card", "whom"),
    "account-identify": _at("medical-account", "identify"),
    "complaint-identify": _at("consumer-complaint", "identify"),
    "household-members": _members,
    "code-page": lambda walk: (
        _at("phone-change", "phone", filled=True)(walk),
        walk.take(ev.Continued()),
        walk.answer(),
        None,
    )[-1],  # type: ignore[func-returns-value]
    "photo-by-phone": lambda walk: (_at("social-card-replace", "photo")(walk), walk.answer(), None)[-1],  # type: ignore[func-returns-value]
    "code-by-phone": lambda walk: (_at("medical-code", "phone")(walk), walk.answer(), None)[-1],  # type: ignore[func-returns-value]
    "card-matter": _at("social-card-replace", "what"),
    "card-appointment": _at("id-card-appointment", "why"),
    "card-temporary": _at("id-card-appointment", "temporary"),
    "helper-full": _helper_full,
    "helper-what": _at("helper-visit", "what"),
    **PERSON_SCENES,
}


def scene(name: str, language: Language = Language.ZH, *, care: bool = False, contrast: bool = False) -> Screen:
    """Walk to the scene and look at it."""
    walk = Walk()
    SCENES[name](walk)
    reading = replace(walk.state.reading, language=language, care=care, contrast=contrast)
    walk.state = replace(walk.state, reading=reading)
    return walk.screen
