"""Going on by phone: a link that works once, and what the phone sends taken exactly once."""

from __future__ import annotations

import pytest

from flows.model import codec
from flows.model import effect as fx
from flows.model import event as ev
from flows.model.screen import NoticeBody, ScanBody
from tests.support.effects import EffectsWalk, effects_catalogue
from tests.support.flow_walks import AT, LINK, SENT, ready_state


def at_code() -> EffectsWalk:
    walk = EffectsWalk(catalogue=effects_catalogue())
    walk.begin("water-bill")
    walk.until("photo")
    walk.answer()
    return walk


def answers(walk: EffectsWalk) -> object:
    assert walk.state.run is not None
    return walk.state.run.answers.reveal().get("photo")


def test_the_page_shows_the_link_and_says_what_happens_here() -> None:
    body = at_code().screen.body
    assert isinstance(body, ScanBody)
    assert body.qr == LINK
    assert "这里自己往下走" in body.lines[1]


def test_what_the_phone_sent_becomes_the_answer() -> None:
    walk = at_code()
    walk.tick("handoff")
    walk.answered({"status": "opened"})
    assert isinstance(walk.screen.body, ScanBody)
    assert "手机上打开了" in walk.screen.body.state.text
    walk.tick("handoff")
    walk.answered({"status": "done", "result": SENT})
    assert walk.step == "check"
    assert answers(walk) == SENT
    assert "手机上传来了" in repr(walk.screen.body)


def test_one_can_go_on_without_a_phone_and_come_back_to_it() -> None:
    walk = at_code()
    walk.take(ev.WayChosen("without"))
    assert walk.step == "check"
    assert answers(walk) == {}
    walk.take(ev.ChangeAsked("photo"))
    walk.answer()
    first, second = (each.key for each in walk.commands)
    assert first != second, "a link works once, so that another one is made"


@pytest.mark.parametrize("status", ["open", "done"])
def test_after_a_power_cut_the_same_link_is_asked_about(status: str) -> None:
    before = at_code()
    draft = codec.decode(codec.encode(before.state))
    walk = EffectsWalk(catalogue=effects_catalogue(), state=ready_state())
    walk.take(ev.SessionStarted(session_id="6f9619ff-8b86-4d01-b42d-00cf4fc964aa", at=AT))
    walk.take(ev.ServiceChosen("water-bill"))
    walk.answer()
    walk.answer()
    walk.take(ev.DraftFound(operation=walk.operation, state=draft))
    assert [each.key for each in walk.commands] == [each.key for each in before.commands]
    walk.answer()
    walk.tick("handoff")
    walk.answered({"status": status, "result": SENT})
    assert walk.step == ("check" if status == "done" else "photo")


def test_a_link_that_ran_out_is_replaced_when_asked() -> None:
    walk = at_code()
    walk.tick("handoff")
    walk.answered({"status": "expired"})
    assert isinstance(walk.screen.body, NoticeBody)
    walk.take(ev.Continued())
    assert len({each.key for each in walk.commands}) == 2


def test_without_an_answer_it_waits_no_longer_than_the_link_holds() -> None:
    walk = at_code()
    for count in range(200):
        if isinstance(walk.screen.body, NoticeBody):
            assert count >= 300 // 3 - 1
            break
        walk.tick("handoff")
        walk.fails()
    assert isinstance(walk.screen.body, NoticeBody)
    assert walk.state.pending is None


def test_a_failure_to_make_a_link_offers_the_way_without() -> None:
    walk = EffectsWalk(catalogue=effects_catalogue())
    walk.begin("water-bill")
    walk.until("photo")
    walk.fails()
    assert isinstance(walk.screen.body, NoticeBody)
    walk.take(ev.WayChosen("without"))
    assert walk.step == "check"


def test_a_handoff_that_does_not_wait_ends_the_session() -> None:
    walk = EffectsWalk(catalogue=effects_catalogue())
    walk.begin("go-on-by-phone")
    walk.until("phone")
    walk.answer()
    assert isinstance(walk.screen.body, ScanBody)
    assert walk.screen.actions.primary is not None
    walk.take(ev.Continued())
    assert walk.state.session_id == ""
    assert isinstance(walk.all_effects[-1], (fx.EndSession, fx.StartTimer))


def test_once_the_phone_took_over_for_good_the_end_is_not_questioned() -> None:
    walk = EffectsWalk(catalogue=effects_catalogue())
    walk.begin("go-on-by-phone")
    walk.until("phone")
    walk.take(ev.EndAsked())
    assert walk.screen.sheet is not None, "no code is shown yet"
    walk.take(ev.SheetDismissed())
    walk.answer()
    assert isinstance(walk.screen.body, ScanBody)
    walk.take(ev.EndAsked())
    assert walk.state.session_id == ""


def test_while_the_phones_answer_is_waited_for_the_end_is_questioned() -> None:
    walk = at_code()
    walk.take(ev.EndAsked())
    assert walk.screen.sheet is not None
    assert walk.state.session_id
