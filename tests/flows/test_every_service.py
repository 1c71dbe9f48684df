"""The invariants of the flow kernel, held over every bundled service by a machine that does anything at any time."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from flows.held import has_content, refused
from flows.model import codec
from flows.model import effect as fx
from flows.model import event as ev
from flows.model.screen import Action, CameraBody, FormBody, OutOfServiceBody, Screen
from flows.model.values import Language, State
from flows.runner import advance
from flows.steps.certificates import Certificates
from flows.steps.progress import Progress
from flows.views import view
from kiosk.core.devices import (
    CardLifted,
    CardUnreadable,
    CardUnsupported,
    DeviceHealth,
    DeviceKind,
    Health,
    NoCard,
    PageQuality,
    PrintCancelled,
    Printed,
    PrintFailed,
    PrintUnconfirmed,
)
from kiosk.core.ids import OperationId
from kiosk.core.sensitive import Sensitive
from tests.support.branches import without_what_was_left
from tests.support.flow_walks import (
    AT,
    BANK_ACCOUNT,
    BLOB,
    CHEN_JIAHAO,
    GOOD,
    LI_XIULAN,
    OTHER_SESSION,
    PHONE,
    SITE,
    STROKES,
    ZHANG_WEI,
    ZHANG_WEI_SOCIAL,
    Walk,
    bundled,
    filled_in,
    good_answers,
    ready_state,
)

FAULTS = st.sampled_from(["IDR-001", "SSC-001", "PRN-003", "CAM-001", "NET-001", "NET-006", "STO-002", "CNT-004", "X"])
PEOPLE = st.sampled_from([ZHANG_WEI, LI_XIULAN, CHEN_JIAHAO, ZHANG_WEI_SOCIAL])
SERVICES = [service.id for service in bundled().services]
STEPS = sorted({step.id for service in bundled().services for step in service.steps})
QUALITIES = st.builds(
    PageQuality, corners=st.booleans(), bright=st.booleans(), sharp=st.booleans(), glare=st.booleans()
)
OUTCOMES = st.sampled_from(
    [Printed(pages=1), PrintUnconfirmed(), PrintFailed(fault="PRN-003"), PrintFailed(fault="PRN-004"), PrintCancelled()]
)
HEALTH = st.builds(
    DeviceHealth,
    kind=st.sampled_from(DeviceKind),
    name=st.just("device"),
    health=st.sampled_from(Health),
    fault=st.sampled_from(["", "PRN-003", "IDR-001"]),
)
WAYS = [
    "id_card",
    "social_card",
    "retake",
    "without",
    "decline",
    "again",
    "got",
    "leave",
    "town",
    "retry",
    "go_on",
    "more",
    "remove",
    "removed",
    "taken",
    "page:1",
    "page:2",
    "?",
]
FIELDS = ["phone", "bank_account", "words", "village", "town", "reason", "search", "?"]
LISTS = [
    "apply",
    "print",
    "all",
    "found",
    "departments",
    "life_events",
    "department:rsj",
    "life_event:work",
    "?:?",
    "?",
]
PAGES = ["search", "about", "answer", "places", "?"]
TYPED = st.one_of(st.text(max_size=70), st.sampled_from([PHONE, BANK_ACCOUNT, "1", "0" * 20, ""]))
VALUES = st.sampled_from(["machine", "441900122015", "441900122", "441900003001", "999", ""])

SELDOM = st.integers(0, 9)  # what ends a session happens one time in ten, or nothing else is ever reached
DEPTHS = st.integers(0, 24)
USER_EVENTS = st.one_of(
    st.builds(ev.ServiceChosen, st.sampled_from([*SERVICES, "?"])),
    st.builds(ev.ListOpened, st.sampled_from(LISTS)),
    st.builds(ev.PageOpened, st.sampled_from(PAGES), st.sampled_from([*SERVICES, "?"])),
    st.builds(ev.FieldEdited, st.sampled_from(FIELDS), TYPED.map(Sensitive)),
    st.builds(ev.OptionChosen, st.sampled_from(FIELDS), VALUES),
    st.builds(ev.PageTurned, st.sampled_from([-1, 1, 1000, -1000])),
    st.builds(ev.ChangeAsked, st.sampled_from([*STEPS, "?"])),
    st.builds(ev.WayChosen, st.sampled_from(WAYS)),
    st.builds(ev.SignatureChanged, st.sampled_from([STROKES, Sensitive(())])),
    st.builds(ev.LanguageChosen, st.sampled_from(Language)),
    st.sampled_from(
        [
            ev.HomeOpened(),
            ev.Continued(),
            ev.WentBack(),
            ev.SheetDismissed(),
            ev.MoreTimeAsked(),
            ev.Touched(),
            ev.Revealed(),
            ev.CareToggled(),
            ev.ContrastToggled(),
            ev.HelpAsked(),
            ev.LanguagesAsked(),
            ev.ReadAloudAsked(),
            ev.ReportAsked(),
        ]
    ),
)
WORLD_EVENTS = st.one_of(
    st.builds(ev.DeviceChanged, HEALTH),
    st.builds(ev.NetworkChanged, st.booleans(), st.sampled_from(["", "NET-001", "NET-005", "NET-006"])),
    st.builds(ev.ClockTicked, st.integers(-2000, 2000).map(lambda days: AT + timedelta(days=days))),
)


def results(operation: OperationId, state: State) -> st.SearchStrategy[ev.Result]:
    """Any answer under this operation, fitting or not."""
    named: Any = {"operation": st.just(operation)}
    return st.one_of(
        st.builds(ev.DevicesChecked, **named, devices=st.lists(HEALTH, max_size=3).map(tuple)),
        st.builds(ev.DocumentRead, **named, document=PEOPLE),
        st.builds(
            ev.CardNotRead,
            **named,
            reason=st.sampled_from([NoCard(), CardLifted(), CardUnsupported(), CardUnreadable("IDR-012")]),
        ),
        st.builds(ev.NoDraft, **named),
        st.builds(ev.DraftFound, **named, state=st.just(state)),
        st.builds(
            ev.DraftSubmitted,
            **named,
            state=st.just(state),
            local_number=st.just("XT07-1124-0001"),
            platform_number=st.just("DG1"),
            kept_at=st.just(AT),
            received_at=st.just(AT),
        ),
        st.builds(
            ev.DraftSubmitted,
            **named,
            state=st.just(state),
            local_number=st.just("XT07-1124-0001"),
            platform_number=st.just(""),
            kept_at=st.just(AT),
            received_at=st.none(),
        ),
        st.builds(ev.QueryAnswered, **named, data=st.sampled_from([Sensitive({}), Sensitive({"in_city": False})])),
        st.builds(ev.QueryRefused, **named, code=st.just("nothing-on-record"), reason=st.just("没有查到。")),
        st.builds(ev.SubmissionKept, **named, local_number=st.just("XT07-1124-0002"), at=st.just(AT)),
        st.builds(ev.SubmissionReceived, **named, platform_number=st.just("DG2"), at=st.just(AT)),
        st.builds(ev.SubmissionWaiting, **named, fault=FAULTS),
        st.builds(ev.SubmissionRefused, **named, code=st.just("bank"), reason=st.just("号码对不上。")),
        st.builds(ev.DocumentPrinted, **named, outcome=OUTCOMES),
        st.builds(ev.FrameJudged, **named, quality=QUALITIES),
        st.builds(ev.PictureTaken, **named, blob=st.just(BLOB), quality=st.just(GOOD)),
        st.builds(ev.EffectFailed, **named, fault=FAULTS),
    )


def adversities(started: fx.Effect | None, operation: OperationId, draft: State) -> st.SearchStrategy[ev.Result]:
    """What can go wrong with just this effect."""
    named: Any = {"operation": st.just(operation)}
    failed = st.builds(ev.EffectFailed, **named, fault=FAULTS)
    match started:
        case fx.FindDraft():
            numbers: Any = {"local_number": st.just("XT07-1124-0001"), "kept_at": st.just(AT)}
            submitted = st.builds(
                ev.DraftSubmitted,
                **named,
                **numbers,
                state=st.just(draft),
                platform_number=st.just("DG1"),
                received_at=st.just(AT),
            ) | st.builds(
                ev.DraftSubmitted,
                **named,
                **numbers,
                state=st.just(draft),
                platform_number=st.just(""),
                received_at=st.none(),
            )
            return failed | submitted | st.builds(ev.DraftFound, **named, state=st.just(draft))
        case fx.Query():
            return failed | st.builds(ev.QueryRefused, **named, code=st.just("none"), reason=st.just("没有查到。"))
        case fx.Submit():
            refused = st.builds(ev.SubmissionRefused, **named, code=st.just("bank"), reason=st.just("号码对不上。"))
            kept = st.builds(ev.SubmissionKept, **named, local_number=st.just("XT07-1124-0002"), at=st.just(AT))
            return failed | refused | kept | st.builds(ev.SubmissionWaiting, **named, fault=FAULTS)
        case fx.PrintDocument():
            return failed | st.builds(ev.DocumentPrinted, **named, outcome=OUTCOMES)
        case fx.StartPreview():
            return failed | st.builds(ev.FrameJudged, **named, quality=QUALITIES)
        case fx.CheckDevices():
            return failed | st.builds(ev.DevicesChecked, **named, devices=st.lists(HEALTH, max_size=3).map(tuple))
        case _:
            return failed


def ways_out(screen: Screen) -> list[Action]:
    """What can be touched to get on or away from the screen."""
    body: Any = screen.body
    actions = [*screen.actions.left, screen.actions.primary]
    actions += [getattr(body, "start", None), *getattr(body, "entries", ()), *getattr(body, "ways", ())]
    if screen.sheet:
        actions = [screen.sheet.left, screen.sheet.primary]
    return [each for each in actions if each is not None and each.enabled]


def ways_beside(screen: Screen) -> list[str]:
    """What a page with a camera offers beside its button."""
    if not isinstance(screen.body, CameraBody):
        return []
    looks = [each.look for each in screen.body.pages if each.look.enabled]
    return [each.arg for each in (*screen.body.other, *looks)]


def told_of_matters(walk: Walk) -> set[str] | None:
    """Who told of the matters that 办件进度 shows, if that is on the screen."""
    run = walk.state.run
    service = walk.catalogue.at(run.service) if run else None
    if run is None or service is None or run.fault or not isinstance(service.step(run.step_id), Progress):
        return None
    listed = run.memory.reveal().get("matters")
    return {str(each["from"]) for each in listed if isinstance(each, dict)} if isinstance(listed, list) else set()


class Kiosk(RuleBasedStateMachine):
    """Anything that a resident, a device, the network and the executor can do, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.walk = Walk()
        self.first = self.walk.state
        self.drafts: list[State] = [self.walk.state]
        self.sessions = 0

    @initialize(service=st.sampled_from(SERVICES), online=st.booleans(), far=DEPTHS)
    def begin(self, service: str, far: int, *, online: bool) -> None:
        self.first = self.walk.state = ready_state(online=online)
        self.come_in(service, far)

    def do(self, event: ev.Event) -> None:
        before = self.walk.state
        self.walk.take(event)
        state, effects = self.walk.state, self.walk.effects
        self.note_drafts(effects)
        self.check_turn(before, state, effects)
        self.check_pages(before, state, event)

    def note_drafts(self, effects: list[fx.Effect]) -> None:
        if any(isinstance(each, fx.SaveDraft) for each in effects):
            self.drafts.append(codec.decode(codec.encode(self.walk.state)))

    def check_pages(self, before: State, state: State, event: ev.Event) -> None:
        """A page that was taken is gone only because somebody said so, never by the way."""
        was, now = before.run, state.run
        if was is None or now is None or was.service != now.service or isinstance(event, ev.DraftFound):
            return
        service = self.walk.catalogue.at(was.service)
        at = service.step(was.step_id) if service else None
        if not set(was.blobs) <= set(now.blobs) and not isinstance(at, Certificates):
            assert event in (ev.WayChosen("removed"), ev.WayChosen("without")), "a page was lost"
            assert len(was.blobs) == len(now.blobs) + 1, "more than one was lost at once"

    def check_turn(self, before: State, state: State, effects: list[fx.Effect]) -> None:
        ends = [each for each in effects if isinstance(each, fx.EndSession)]
        if before.session_id and state.session_id != before.session_id:
            assert ends == [fx.EndSession(before.session_id)], "a session ends by saying so"
            assert effects[-1] == ends[0], "nothing is done after the end"
            assert state == State(terminal=state.terminal), "nothing of a resident is left"
        else:
            assert ends == []
        assert effects.count(fx.SaveDraft()) <= 1
        if fx.SaveDraft() in effects:
            assert state.document is not None, "a draft is sealed under an identity"
        for each in effects:
            operation = getattr(each, "operation", None)
            if operation is not None and not isinstance(each, fx.StopOperation):
                assert operation == state.pending, "what is started is awaited"
                assert operation.counter > before.counter
            if isinstance(each, fx.Submit):
                assert each.submission == without_what_was_left(self.walk), "an answer of a branch that was left"
        assert state.counter >= before.counter or not state.session_id

    @rule(service=st.sampled_from(SERVICES), far=DEPTHS)
    @precondition(lambda self: not self.walk.state.session_id)
    def come_in(self, service: str, far: int) -> None:
        """The next resident, who walks some way into a service before anything odd happens."""
        self.sessions += 1
        session_id = f"6f9619ff-8b86-4d01-b42d-{self.sessions:012d}"
        self.do(ev.SessionStarted(session_id=session_id, at=self.walk.state.terminal.at))
        self.do(ev.ServiceChosen(service))
        for _ in range(far):
            if self.walk.state.run:
                self.go_on()

    def go_on(self) -> None:
        started = self.walk.started
        if started is None or (isinstance(started, fx.StartPreview) and self.walk.state.quality):
            self.fill_in_and_go_on()
        else:
            self.fitting_answer()

    @rule(service=st.sampled_from(SERVICES))
    @precondition(lambda self: self.walk.state.session_id and self.walk.state.run is None)
    def choose_service(self, service: str) -> None:
        self.do(ev.ServiceChosen(service))

    @rule(event=USER_EVENTS)
    def resident(self, event: ev.Event) -> None:
        self.do(event)

    @rule(data=st.data())
    @precondition(lambda self: ways_beside(self.walk.screen))
    def way_beside_the_camera(self, data: st.DataObject) -> None:
        """One more page, this one again, not this one, or without."""
        self.do(ev.WayChosen(data.draw(st.sampled_from(ways_beside(self.walk.screen)))))

    @rule(event=WORLD_EVENTS)
    def world(self, event: ev.Event) -> None:
        self.do(event)

    @precondition(lambda self: self.walk.started is not None)
    @rule()
    def fitting_answer(self) -> None:
        started = self.walk.started
        assert started is not None
        for event in good_answers(started):
            self.do(event)

    @precondition(lambda self: self.walk.started is not None)
    @rule(data=st.data())
    def adverse_answer(self, data: st.DataObject) -> None:
        """What goes wrong in just this place."""
        self.do(data.draw(adversities(self.walk.started, self.walk.operation, self.drafts[-1])))

    @rule(card=PEOPLE)
    @precondition(lambda self: isinstance(self.walk.started, fx.ReadIdCard | fx.ReadSocialCard))
    def put_card(self, card: Any) -> None:
        self.do(ev.DocumentRead(operation=self.walk.operation, document=card))

    @precondition(lambda self: self.walk.state.run is not None)
    @rule()
    def fill_in_and_go_on(self) -> None:
        for event in [*filled_in(self.walk.screen), ev.Continued()]:
            self.do(event)

    @rule(data=st.data())
    @precondition(lambda self: self.walk.state.pending is not None)
    def any_answer(self, data: st.DataObject) -> None:
        draft = data.draw(st.sampled_from(self.drafts))
        self.do(data.draw(results(self.walk.operation, draft)))

    @rule(data=st.data(), counter=st.integers(0, 40), late=st.booleans())
    def late_answer(self, data: st.DataObject, counter: int, *, late: bool) -> None:
        session_id = OTHER_SESSION if late else self.walk.state.session_id
        before = self.walk.state
        event = data.draw(results(OperationId(session_id, counter), self.drafts[0]))
        self.do(event)
        if session_id != before.session_id:
            assert self.walk.state == before, "a late answer changes nothing"
            assert [type(each) for each in self.walk.effects] == [fx.RecordAudit]

    @rule(chance=SELDOM)
    def end(self, chance: int) -> None:
        if not chance:
            self.do(ev.EndAsked())
            self.do(ev.EndConfirmed())

    @rule(timer=st.sampled_from(["idle", "countdown", "reveal", "reread", "attract", "?"]), late=st.booleans())
    def timer(self, timer: str, *, late: bool) -> None:
        self.do(ev.TimerExpired(OTHER_SESSION if late else self.walk.state.session_id, timer))

    @rule()
    def out_of_service(self) -> None:
        """From wherever it is. Nothing goes on after that: the terminal comes back in another process."""
        turn = advance(self.walk.catalogue, self.walk.state, ev.TakenOutOfService(fault="SYS-001"))
        assert isinstance(view(self.walk.catalogue, turn.state, SITE).body, OutOfServiceBody)

    @invariant()
    def every_screen_can_be_shown_and_left(self) -> None:
        for language in Language:
            for care in (False, True):
                reading = replace(self.walk.state.reading, language=language, care=care)
                screen = view(self.walk.catalogue, replace(self.walk.state, reading=reading), SITE)
                assert screen.language == language
                assert ways_out(screen), f"no way out of {screen.key}"
                assert len(screen.tools) == 5
                assert screen.title

    @invariant()
    def names_and_numbers_are_masked(self) -> None:
        state = self.walk.state
        if state.document is None or state.revealed:
            return
        screen = self.walk.screen
        if isinstance(screen.body, FormBody):  # whoever writes a name or a number sees what they write
            screen = replace(screen, body=replace(screen.body, fields=()))
        shown = repr(screen)
        number = getattr(state.document, "number", None) or state.document.citizen_number  # type: ignore[union-attr]
        assert number.reveal() not in shown
        assert state.document.name.reveal() not in shown

    @invariant()
    def received_and_kept_are_said_only_when_true(self) -> None:
        reading = replace(self.walk.state.reading, language=Language.ZH)
        shown = repr(view(self.walk.catalogue, replace(self.walk.state, reading=reading), SITE))
        run = self.walk.state.run
        told = told_of_matters(self.walk)
        if told is not None:  # 办件进度 says both of matters that somebody knows
            assert "本机已收下" not in shown or "terminal" in told
            assert "受理" not in shown or "platform" in told, "a terminal never says 受理 by itself"
            assert "平台已收到" not in shown
            return
        several = bool(run) and any(each.platform_number for each in run.bundle)
        assert "平台已收到" not in shown or several or (run and run.platform_number)
        assert "本机已收下" not in shown or (run and run.local_number)
        assert "受理" not in shown, "a terminal never says 受理 by itself"

    @invariant()
    def what_was_looked_for_is_forgotten_with_its_page(self) -> None:
        state = self.walk.state
        if state.run or not state.session_id or all(spot.kind != "search" for spot in state.spots):
            assert state.typed.reveal() == ""
        assert state.run is None or state.spots == (), "no page of finding stands under a service"

    @invariant()
    def the_state_survives_the_draft(self) -> None:
        assert codec.decode(codec.encode(self.walk.state), self.walk.state.terminal) == self.walk.state

    @invariant()
    def every_state_reaches_an_end(self) -> None:
        """By the resident's word, and by silence."""
        state = self.walk.state
        if not state.session_id:
            return
        asked = advance(self.walk.catalogue, state, ev.EndAsked())
        if asked.state.session_id:
            assert has_content(state)
            asked = advance(self.walk.catalogue, asked.state, ev.EndConfirmed())
        else:
            assert not (state.run and refused(state.run)), "what was refused can still be mended"
        assert not asked.state.session_id
        quiet = state
        for timer in ("idle", "countdown", "countdown"):
            turn = advance(self.walk.catalogue, quiet, ev.TimerExpired(quiet.session_id, timer))
            quiet = replace(turn.state, sheet_seconds=min(turn.state.sheet_seconds, 2))  # as if the seconds had passed
            if not quiet.session_id:
                return
        pytest.fail("silence does not end the session")

    def teardown(self) -> None:
        """The same events give the same turns."""
        again = self.walk.afresh(self.first)
        again.take(*self.walk.events)
        assert again.state == self.walk.state
        assert again.all_effects == self.walk.all_effects


TestKiosk = pytest.mark.timeout(900)(Kiosk.TestCase)
TestKiosk.settings = settings(stateful_step_count=40, deadline=None)


@pytest.mark.torture
@pytest.mark.skipif(
    os.environ.get("HYPOTHESIS_PROFILE") != "torture", reason="takes a quarter of an hour: make torture"
)
def test_anything_goes_for_a_long_time() -> None:
    TestKiosk.settings = settings(stateful_step_count=120, max_examples=1_000, deadline=None)  # some quarter of an hour
    TestKiosk("runTest").runTest()


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("language", list(Language))
def test_a_resident_who_goes_on_comes_to_the_end(service: str, language: Language) -> None:
    walk = Walk()
    walk.begin(service)
    walk.take(ev.LanguageChosen(language))
    assert walk.to_the_end() < 30
    assert isinstance(walk.all_effects[-1], fx.EndSession)
