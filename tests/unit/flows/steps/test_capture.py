"""A paper of several pages: taken one by one, looked at, taken again, removed, handed in, and found again."""

from __future__ import annotations

from dataclasses import replace

import hypothesis.strategies as st
import pytest
from hypothesis import given

from flows.model import codec
from flows.model import effect as fx
from flows.model import event as ev
from flows.model.screen import AnswerRow, CameraBody, CheckBody, NoticeBody, Screen
from flows.model.values import BlobRef, Language
from kiosk.core.devices import DeviceHealth, DeviceKind, Health
from kiosk.core.errors import ContentError
from kiosk.core.sensitive import Sensitive
from tests.support.effects import EffectsWalk, effects_catalogue
from tests.support.flow_walks import AT, GOOD, OTHER_SESSION, ZHANG_WEI, Walk, ready_state
from tests.support.services import service_of

SERVICE, STEP, MOST = "court-filing", "evidence", 8


def blob(number: int) -> BlobRef:
    return BlobRef(sha256=f"{number:02d}" * 32, media_type="image/jpeg", size=48_000)


def at_evidence() -> Walk:
    walk = Walk(state=ready_state())
    walk.begin(SERVICE)
    walk.until(STEP)
    return walk


def shoot(walk: Walk, number: int) -> None:
    """Take the picture that the live page offers."""
    walk.take(ev.FrameJudged(operation=walk.operation, quality=GOOD), ev.Continued())
    walk.take(ev.PictureTaken(operation=walk.operation, blob=blob(number), quality=GOOD))


def with_pages(count: int) -> Walk:
    walk = at_evidence()
    for number in range(1, count + 1):
        if number > 1:
            walk.take(ev.WayChosen("more"))
        shoot(walk, number)
    return walk


def body(walk: Walk) -> CameraBody:
    assert isinstance(walk.screen.body, CameraBody)
    return walk.screen.body


def held(walk: Walk) -> dict[str, str]:
    """The pages held of the paper, by name, each by the first two digits of its picture."""
    assert walk.state.run is not None
    return {name: each.sha256[:2] for name, each in walk.state.run.blobs.items() if name.startswith(STEP)}


def ways(walk: Walk) -> list[str]:
    return [each.arg for each in body(walk).other]


def primary(walk: Walk) -> str:
    return walk.screen.actions.primary.label if walk.screen.actions.primary else ""


# --- taking -------------------------------------------------------------------------------------------------------


def test_pages_are_taken_one_after_another_and_the_buttons_say_which() -> None:
    walk = at_evidence()
    walk.take(ev.FrameJudged(operation=walk.operation, quality=GOOD))
    assert primary(walk) == "拍第 1 页"
    shoot(walk, 1)
    assert (primary(walk), ways(walk)) == ("拍好了，共 1 页", ["more", "retake", "remove"])
    walk.take(ev.WayChosen("more"))
    assert (body(walk).live, walk.screen.hint) == (True, "换上下一页，平放在台面上。")
    walk.take(ev.FrameJudged(operation=walk.operation, quality=GOOD))
    assert primary(walk) == "拍第 2 页"
    shoot(walk, 2)
    assert (primary(walk), ways(walk)) == ("拍好了，共 2 页", ["more", "retake", "remove"])
    assert body(walk).caption == "第 2 页，共 2 页"
    assert [each.number for each in body(walk).pages] == ["1", "2"]
    assert [each.look.chosen for each in body(walk).pages] == [False, True]


def test_there_are_no_more_pages_than_the_service_says() -> None:
    walk = with_pages(MOST)
    assert ways(walk) == ["retake", "remove"]
    assert "拍满 8 页" in walk.screen.hint
    before = walk.state
    walk.take(ev.WayChosen("more"))
    assert walk.state == before


def test_a_paper_of_one_page_offers_no_other() -> None:
    walk = Walk(state=ready_state())
    walk.begin("elder-allowance")
    walk.until("household_book")
    shoot(walk, 1)
    assert (ways(walk), primary(walk), body(walk).pages) == (["retake"], "继续", ())
    before = walk.state
    walk.take(ev.WayChosen("more"), ev.WayChosen("remove"), ev.WayChosen("removed"), ev.WayChosen("page:1"))
    assert walk.state == before


# --- looking, taking again, removing ------------------------------------------------------------------------------


def test_any_page_can_be_looked_at_and_taken_again_and_the_others_stay() -> None:
    walk = with_pages(3)
    walk.take(ev.WayChosen("page:2"))
    assert (body(walk).blob, body(walk).caption) == (blob(2).sha256, "第 2 页，共 3 页")
    walk.take(ev.WayChosen("retake"))
    shoot(walk, 9)
    assert held(walk) == {"evidence": "01", "evidence-2": "09", "evidence-3": "03"}
    assert body(walk).blob == blob(9).sha256


@pytest.mark.parametrize("way", ["page:0", "page:4", "page:x", "page:", "page:-1", "page:²"])
def test_a_page_that_was_not_taken_is_not_shown(way: str) -> None:
    walk = with_pages(3)
    before = walk.state
    walk.take(ev.WayChosen(way))
    assert walk.state == before


def test_a_page_is_removed_only_when_asked_twice_and_those_after_it_move_up() -> None:
    walk = with_pages(3)
    walk.take(ev.WayChosen("page:2"), ev.WayChosen("remove"))
    assert walk.screen.title == "不要第 2 页了吗？"
    assert (primary(walk), body(walk).blob) == ("留着", blob(2).sha256)
    assert len(held(walk)) == 3
    walk.take(ev.WayChosen("removed"))
    assert held(walk) == {"evidence": "01", "evidence-2": "03"}
    assert fx.SaveDraft() in walk.effects
    assert body(walk).caption == "第 2 页，共 2 页"
    walk.take(ev.WayChosen("removed"))
    assert len(held(walk)) == 2


@pytest.mark.parametrize("event", [ev.Continued(), ev.WentBack()])
def test_a_page_that_is_not_removed_after_all_is_shown_again(event: ev.Event) -> None:
    walk = with_pages(2)
    walk.take(ev.WayChosen("page:1"), ev.WayChosen("remove"), event)
    assert (body(walk).blob, len(held(walk)), walk.step) == (blob(1).sha256, 2, STEP)


def test_when_the_only_page_is_removed_the_paper_may_be_left_out() -> None:
    walk = with_pages(1)
    walk.take(ev.WayChosen("retake"))
    assert ways(walk) == ["taken"], "a page that was taken is not lost by going on"
    walk.take(ev.WayChosen("without"))
    assert (walk.step, len(held(walk))) == (STEP, 1)
    walk.take(ev.WayChosen("taken"), ev.WayChosen("remove"), ev.WayChosen("removed"))
    assert (held(walk), body(walk).live, ways(walk)) == ({}, True, ["without"])
    assert fx.SaveDraft() in walk.effects
    walk.take(ev.WayChosen("without"))
    assert walk.step == "phone"


def test_the_only_page_of_an_essential_paper_is_not_removed() -> None:
    walk = EffectsWalk(catalogue=effects_catalogue())
    walk.begin("new-home")
    walk.until("deed")
    shoot(walk, 1)
    assert ways(walk) == ["more", "retake"]
    before = walk.state
    walk.take(ev.WayChosen("remove"), ev.WayChosen("removed"))
    assert walk.state == before


def test_when_all_pages_are_removed_after_the_answer_it_counts_none() -> None:
    walk = with_pages(1)
    walk.take(ev.Continued())
    walk.until("check")
    walk.take(ev.ChangeAsked(STEP), ev.WayChosen("remove"), ev.WayChosen("removed"), ev.WentBack())
    assert walk.step == "check"
    assert walk.state.run is not None
    assert walk.state.run.answers.reveal()[STEP] == {"pages": 0}


@pytest.mark.parametrize("event", [ev.WentBack(), ev.WayChosen("taken"), ev.WayChosen("page:1")])
def test_from_the_live_picture_one_comes_back_to_the_pages_taken_and_the_camera_stops(event: ev.Event) -> None:
    walk = with_pages(2)
    walk.take(ev.WayChosen("more"))
    preview = walk.operation
    walk.take(event)
    assert (walk.step, body(walk).live, len(held(walk))) == (STEP, False, 2)
    assert fx.StopOperation(preview) in walk.effects
    assert walk.state.pending is None


def test_beside_pages_that_were_taken_the_paper_is_not_left_out() -> None:
    walk = with_pages(2)
    walk.take(ev.WayChosen("more"))
    assert ways(walk) == ["taken"]
    walk.take(ev.WayChosen("without"))
    assert len(held(walk)) == 2


def test_while_the_picture_is_taken_nothing_else_can_be_touched() -> None:
    walk = with_pages(2)
    walk.take(ev.WayChosen("more"))
    walk.take(ev.FrameJudged(operation=walk.operation, quality=GOOD), ev.Continued())
    assert not any(each.look.enabled for each in body(walk).pages)
    assert body(walk).other == ()
    before = walk.state
    walk.take(*(ev.WayChosen(way) for way in ("page:1", "taken", "more", "remove", "without")), ev.Continued())
    assert walk.state == before


# --- going on -----------------------------------------------------------------------------------------------------


def checked(screen: Screen) -> tuple[AnswerRow, ...]:
    assert isinstance(screen.body, CheckBody)
    return screen.body.rows


def test_every_page_is_handed_in_under_a_name_of_its_own() -> None:
    walk = with_pages(3)
    walk.take(ev.Continued())
    walk.until("check")
    rows = [row.value for page in (walk.screen, walk.take(ev.PageTurned(1))) for row in checked(page)]
    assert "已拍 3 页" in rows
    walk.until("submit")
    submission = walk.effects_of(fx.Submit)[0].submission  # type: ignore[attr-defined]
    pages = [(each.name, each.blob.sha256[:2]) for each in submission.attachments if each.name.startswith(STEP)]
    assert pages == [("evidence", "01"), ("evidence-2", "02"), ("evidence-3", "03")]


def test_the_paper_says_how_many_pages_were_handed_in() -> None:
    walk = with_pages(3)
    walk.take(ev.Continued())
    walk.until("receipt")
    printed = walk.started
    assert isinstance(printed, fx.PrintDocument)
    materials = printed.data.reveal()["materials"]
    assert isinstance(materials, list)
    assert [each["pages"] for each in materials if each["name"]["zh"] == "证据"] == [3]  # type: ignore[index, call-overload]


def test_from_the_answers_one_comes_back_to_the_pages_and_the_count_follows() -> None:
    walk = with_pages(2)
    walk.take(ev.Continued())
    walk.until("check")
    walk.take(ev.ChangeAsked(STEP))
    assert [each.number for each in body(walk).pages] == ["1", "2"]
    walk.take(ev.WayChosen("more"))
    shoot(walk, 3)
    walk.take(ev.WentBack())  # not by the button: the page was taken all the same
    assert walk.step == "check"
    assert walk.state.run is not None
    assert walk.state.run.answers.reveal()[STEP] == {"pages": 3}


# --- when something fails -----------------------------------------------------------------------------------------


def test_a_camera_that_fails_at_the_third_page_leaves_the_two() -> None:
    walk = with_pages(2)
    walk.take(ev.WayChosen("more"))
    walk.take(ev.EffectFailed(operation=walk.operation, fault="CAM-001"))
    assert isinstance(walk.screen.body, NoticeBody)
    assert [way.arg for way in walk.screen.body.ways if way.act == "way"] == ["taken"]
    walk.take(ev.WayChosen("taken"))
    assert (primary(walk), len(held(walk))) == ("拍好了，共 2 页", 2)


def test_a_camera_that_comes_back_shows_the_pages_taken() -> None:
    walk = with_pages(2)
    walk.take(ev.WayChosen("more"))
    walk.take(ev.EffectFailed(operation=walk.operation, fault="CAM-001"))
    found = DeviceHealth(kind=DeviceKind.DOCUMENT_CAMERA, name="camera", health=Health.READY)
    walk.take(ev.DeviceChanged(found))
    assert [each.number for each in body(walk).pages] == ["1", "2"]


def test_a_crash_at_the_third_page_comes_back_to_the_two() -> None:
    walk = at_evidence()
    saved = b""
    for number in (1, 2):
        if number > 1:
            walk.take(ev.WayChosen("more"))
            assert fx.SaveDraft() not in walk.effects
        shoot(walk, number)
        assert fx.SaveDraft() in walk.effects, "each page is saved when it is taken"
        saved = codec.encode(walk.state).reveal()
    walk.take(ev.WayChosen("more"))
    walk.take(ev.FrameJudged(operation=walk.operation, quality=GOOD), ev.Continued())
    again = Walk(state=ready_state())
    again.take(ev.SessionStarted(session_id=OTHER_SESSION, at=AT), ev.ServiceChosen(SERVICE))
    again.until("identify")
    again.take(ev.DocumentRead(operation=again.operation, document=ZHANG_WEI))
    draft = codec.decode(Sensitive(saved))
    again.take(ev.DraftFound(operation=again.operation, state=draft))
    assert (again.step, primary(again), body(again).blob) == (STEP, "拍好了，共 2 页", blob(2).sha256)
    assert again.effects_of(fx.TakePicture, fx.StartPreview) == [], "nothing is taken again by itself"
    again.take(ev.WayChosen("more"))
    shoot(again, 3)
    assert held(again) == {"evidence": "01", "evidence-2": "02", "evidence-3": "03"}


# --- whatever is touched -------------------------------------------------------------------------------------------


@given(st.lists(st.integers(0, 99), min_size=5, max_size=40))
def test_whatever_is_touched_the_pages_are_those_that_were_taken_and_not_removed(touches: list[int]) -> None:
    """Each number chooses among what the page offers. The pages held are compared with a list kept beside them."""
    walk = at_evidence()
    expected: list[str] = []
    number = 0
    for touch in touches:
        if isinstance(walk.started, fx.TakePicture):
            number += 1
            page = walk.state.run.memory.reveal()["page"]  # type: ignore[union-attr]
            assert isinstance(page, int)
            expected[page - 1 : page] = [f"{number:02d}"]
            walk.take(ev.PictureTaken(operation=walk.operation, blob=blob(number), quality=GOOD))
        elif isinstance(walk.started, fx.StartPreview) and walk.state.quality is None:
            walk.take(ev.FrameJudged(operation=walk.operation, quality=GOOD))
        else:
            event = offered(walk)[touch % len(offered(walk))]
            if event == ev.WayChosen("removed"):
                del expected[walk.state.run.memory.reveal()["page"] - 1]  # type: ignore[union-attr, operator]
            walk.take(event)
        assert list(held(walk).values()) == expected
        assert list(held(walk)) == [STEP, *(f"{STEP}-{page}" for page in range(2, len(expected) + 1))][: len(expected)]
        if fx.SaveDraft() in walk.effects:
            saved = codec.decode(codec.encode(walk.state)).run
            assert saved is not None
            assert [saved.blobs[name].sha256[:2] for name in held(walk)] == expected


def offered(walk: Walk) -> list[ev.Event]:
    """What can be touched, but for leaving the paper."""
    at_live, at_removal = body(walk).live, walk.screen.title.startswith("不要")
    found: list[ev.Event] = [ev.WayChosen(each.arg) for each in body(walk).other if each.arg != "without"]
    found += [ev.WayChosen(each.look.arg) for each in body(walk).pages if each.look.enabled]
    found += [ev.Continued()] if at_live or at_removal else []
    return [*found, ev.WentBack()] if at_removal or (at_live and held(walk)) else found


# --- the file -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("most", [0, -1, 9])
def test_a_service_cannot_ask_for_more_pages_than_fit(most: int) -> None:
    step = (
        "  - {id: paper, kind: capture, title: {zh-Hans: 拍, en: Shoot}, hint: {zh-Hans: 拍, en: Shoot},"
        f" label: {{zh-Hans: 纸, en: Paper}}, most: {most}}}\n"
    )
    with pytest.raises(ContentError, match="'most' counts pages: from 1 to 8"):
        service_of(step)


@pytest.mark.parametrize("language", list(Language))
def test_the_words_are_there_in_every_language(language: Language) -> None:
    walk = with_pages(2)
    walk.state = replace(walk.state, reading=replace(walk.state.reading, language=language))
    said = {Language.ZH: "拍好了，共 2 页", Language.ZH_HANT: "拍好了，共 2 頁", Language.EN: "Done, 2 in all"}
    assert primary(walk) == said[language]
