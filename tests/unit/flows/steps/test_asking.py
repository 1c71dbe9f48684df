"""The steps that ask the resident something: form, choose, address, signature, check."""

from __future__ import annotations

from dataclasses import replace

import hypothesis.strategies as st
import pytest
from hypothesis import given

from flows.fields.check_digits import luhn
from flows.model import effect as fx
from flows.model import event as ev
from flows.model.screen import Action, CheckBody, ChooseBody, FormBody, Screen, SignatureBody
from flows.steps.sign import MOST_POINTS
from kiosk.core.sensitive import Sensitive
from tests.support.flow_walks import BANK_ACCOUNT, PHONE, SESSION, STROKES, XITOU, Walk, bundled
from tests.support.services import catalogue_of, choose


def walk_to(step: str, service: str = "elder-allowance") -> Walk:
    walk = Walk()
    walk.begin(service)
    walk.until(step)
    return walk


def typed(walk: Walk, field: str, text: str) -> Screen:
    return walk.take(ev.FieldEdited(field, Sensitive(text)))


def primary(screen: Screen) -> Action:
    assert screen.actions.primary is not None
    return screen.actions.primary


# --- form ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kept", "label", "error"),
    [
        ("", "", "先填手机号", ""),
        ("1", "1", "还差 10 位数字", ""),
        ("138 0000 562", "1380000562", "还差 1 位数字", ""),
        ("138-0000-5620", PHONE, "继续", ""),
        ("138000056201", "138000056201", "多了 1 位数字", "多了 1 位数字"),
        ("1380000562011111", "138000056201", "多了 1 位数字", "多了 1 位数字"),
        ("23800005620", "23800005620", "手机号要 1 开头，11 位", "手机号要 1 开头，11 位"),
        ("12800005620", "12800005620", "手机号要 1 开头，11 位", "手机号要 1 开头，11 位"),
        ("１３８0000", "0000", "手机号要 1 开头，11 位", ""),
    ],
)
def test_a_phone_number_is_what_its_digits_are(text: str, kept: str, label: str, error: str) -> None:
    walk = walk_to("phone")
    screen = typed(walk, "phone", text)
    assert isinstance(screen.body, FormBody)
    field = screen.body.fields[0]
    assert (field.text, field.error) == (kept, error)
    assert (field.entry, field.group, field.max_length) == ("digits", "3-4-4", 11)
    assert primary(screen).label == label
    assert primary(screen).enabled is (label == "继续")


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        (BANK_ACCOUNT, True),
        (" ".join([BANK_ACCOUNT[:4], BANK_ACCOUNT[4:]]), True),
        (BANK_ACCOUNT[:-1] + "7", False),
        (BANK_ACCOUNT[:-1], False),
        ("0" * 19, True),
        ("0" * 20, False),
        ("", False),
    ],
)
def test_a_bank_account_has_sixteen_to_nineteen_digits_and_a_right_last_one(text: str, *, accepted: bool) -> None:
    walk = walk_to("bank")
    assert primary(typed(walk, "bank_account", text)).enabled is accepted
    walk.take(ev.Continued())
    assert (walk.step == "village") is accepted


@given(st.text(alphabet="0123456789", min_size=2, max_size=19), st.integers(0, 18), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(number: str, place: int, off: int) -> None:
    payload = number[:-1]
    right = next(payload + digit for digit in "0123456789" if luhn(payload + digit))
    place %= len(right)
    wrong = right[:place] + str((int(right[place]) + off) % 10) + right[place + 1 :]
    assert luhn(right)
    assert not luhn(wrong)


def test_going_on_too_early_says_what_is_missing() -> None:
    walk = walk_to("phone")
    typed(walk, "phone", "138")
    screen = walk.take(ev.Continued())
    assert walk.step == "phone"
    assert screen.body.fields[0].error == "还差 8 位数字"  # type: ignore[union-attr]


def test_a_field_that_need_not_be_filled_is_left_empty() -> None:
    walk = walk_to("words", "could-not-be-done")
    assert primary(walk.screen).enabled
    walk.take(ev.Continued(), ev.Continued())
    assert walk.step == "check"
    assert [row.label for row in walk.screen.body.rows] == ["什么没办成"]  # type: ignore[union-attr]


def test_long_words_are_cut_where_they_end_and_kept_without_control_signs() -> None:
    walk = walk_to("words", "could-not-be-done")
    screen = typed(walk, "words", "纸\u0007" + "卡" * 300)
    text = screen.body.fields[0].text  # type: ignore[union-attr]
    assert text == "纸" + "卡" * 199


@given(st.text(max_size=40))
def test_whatever_is_typed_is_taken_or_told_apart(text: str) -> None:
    walk = Walk(catalogue=bundled(), state=PHONE_PAGE.state)
    screen = typed(walk, "phone", text)
    assert isinstance(screen.body, FormBody)
    assert screen.body.fields[0].text.isascii()


PHONE_PAGE = walk_to("phone")


# --- choose --------------------------------------------------------------------------------------------------------


def test_one_must_be_chosen_before_going_on() -> None:
    walk = walk_to("reason", "could-not-be-done")
    assert primary(walk.screen).label == "先选一个"
    walk.take(ev.Continued(), ev.OptionChosen("reason", "nonsense"), ev.OptionChosen("other", "machine"))
    assert not primary(walk.screen).enabled
    screen = walk.take(ev.OptionChosen("reason", "data"))
    assert [option.arg for option in screen.body.options if option.chosen] == ["reason=data"]  # type: ignore[union-attr]
    walk.take(ev.Continued(), ev.WentBack())
    assert [option.arg for option in walk.screen.body.options if option.chosen] == ["reason=data"]  # type: ignore[union-attr]


def test_a_changed_answer_that_opens_a_way_asks_what_is_new_on_it() -> None:
    catalogue = catalogue_of(
        choose("one", next_="[{to: two, when: answers.one == 'b'}, {to: check}]"),
        choose("two"),
        "  - {id: check, kind: check, note: {zh-Hans: 好, en: Good}}\n",
        "  - {id: submit, kind: submit, payload: {one: answers.one}}\n",
        "  - {id: receipt, kind: receipt, received: receipt-received, kept: receipt-kept}\n",
    )
    walk = Walk(catalogue=catalogue)
    walk.begin("sample")
    walk.until("check")
    assert [row.change.arg for row in walk.screen.body.rows if row.change] == ["one"]  # type: ignore[union-attr]
    walk.take(ev.ChangeAsked("one"), ev.OptionChosen("one", "b"), ev.Continued())
    assert walk.step == "two"
    walk.take(ev.OptionChosen("two", "a"), ev.Continued())
    assert walk.step == "check"
    assert [row.change.arg for row in walk.screen.body.rows if row.change] == ["one", "two"]  # type: ignore[union-attr]
    assert walk.screen.steps is not None
    assert (walk.screen.steps.done, walk.screen.steps.total) == (3, 3)


# --- address -------------------------------------------------------------------------------------------------------


def village_page(walk: Walk) -> ChooseBody:
    assert isinstance(walk.screen.body, ChooseBody)
    return walk.screen.body


def test_the_terminals_own_village_is_suggested() -> None:
    walk = walk_to("village")
    body = village_page(walk)
    assert body.context == "东莞市·厚街镇"
    assert body.suggestion is not None
    assert (body.suggestion.label, body.suggestion.chosen, body.suggestion_chosen) == ("溪头", True, "已选")
    assert "溪头" not in [option.label for option in body.options]
    assert len(body.options) == 12
    assert body.page_text == "第 1 页，共 2 页"
    assert body.previous is not None
    assert (body.previous.label, body.previous.enabled) == ("已是第一页", False)
    walk.take(ev.Continued())
    assert walk.state.run is not None
    assert walk.state.run.answers.reveal()["village"] == {
        "code": XITOU,
        "name": "溪头社区居民委员会",
        "short": "溪头",
        "town_code": "441900122",
        "town": "厚街镇",
    }


def test_another_town_is_chosen_first_then_its_village() -> None:
    walk = walk_to("village")
    walk.take(ev.WayChosen("town"))
    body = village_page(walk)
    assert len(body.options) == 12
    assert not primary(walk.screen).enabled
    walk.take(ev.PageTurned(1), ev.PageTurned(1), ev.PageTurned(1))
    assert village_page(walk).page_text == "第 3 页，共 3 页"
    walk.take(ev.OptionChosen("town", "441900003"))
    body = village_page(walk)
    assert body.context == "东莞市·东城街道"
    assert body.suggestion is None
    assert not primary(walk.screen).enabled
    walk.take(ev.OptionChosen("village", "441900003001"), ev.Continued())
    assert walk.step == "household_book"


def test_back_from_the_towns_is_back_to_the_villages() -> None:
    walk = walk_to("village")
    walk.take(ev.WayChosen("town"), ev.WentBack())
    assert walk.step == "village"
    assert village_page(walk).context == "东莞市·厚街镇"


def test_a_village_that_does_not_exist_is_not_chosen() -> None:
    walk = walk_to("village")
    before = walk.state
    walk.take(ev.OptionChosen("village", "441900122999"), ev.OptionChosen("town", "9"), ev.OptionChosen("x", XITOU))
    assert walk.state == before


def test_a_terminal_outside_the_list_begins_with_the_towns() -> None:
    catalogue = replace(bundled(), reference=replace(bundled().reference, own_village="110000000000"))
    walk = Walk(catalogue=catalogue)
    walk.begin("elder-allowance")
    walk.until("village")
    assert village_page(walk).heading == "东莞的镇和街道"


@pytest.mark.parametrize(("care", "most"), [(False, 12), (True, 9)])
def test_every_village_can_be_found_by_turning_pages(care: bool, most: int) -> None:  # noqa: FBT001 - pytest's own
    walk = walk_to("village")
    walk.state = replace(walk.state, reading=replace(walk.state.reading, care=care))
    found: set[str] = set()
    for town in bundled().reference.towns:
        walk.take(ev.WayChosen("town"), ev.OptionChosen("town", town.code))
        for _ in range(9):
            body = village_page(walk)
            assert len(body.options) <= (6 if care and body.suggestion else most)
            found |= {option.arg for option in body.options} | ({body.suggestion.arg} if body.suggestion else set())
            if body.next is None or not body.next.enabled:
                break
            walk.take(ev.PageTurned(1))
    assert len(found) == 609


# --- signature -----------------------------------------------------------------------------------------------------


def test_a_signature_is_needed_or_declined() -> None:
    walk = walk_to("signature")
    assert primary(walk.screen).label == "先签名"
    walk.take(ev.Continued())
    assert walk.step == "signature"
    screen = walk.take(ev.SignatureChanged(STROKES))
    assert isinstance(screen.body, SignatureBody)
    assert screen.body.signed
    assert not walk.take(ev.SignatureChanged(Sensitive(()))).body.signed  # type: ignore[union-attr]
    walk.take(ev.WayChosen("decline"))
    assert walk.step == "check"
    assert "不方便签" in repr(walk.screen.body)


def test_a_hand_that_rests_on_the_glass_is_no_signature() -> None:
    walk = walk_to("signature")
    endless = Sensitive((tuple((0.5, 0.5) for _ in range(MOST_POINTS + 1)),))
    assert not walk.take(ev.SignatureChanged(endless)).body.signed  # type: ignore[union-attr]


def test_the_strokes_go_into_the_payload() -> None:
    walk = walk_to("submit")
    payload = walk.effects_of(fx.Submit)[0].submission.payload.reveal()  # type: ignore[attr-defined]
    assert payload["signature"] == {"way": "signed", "strokes": [[[0.1, 0.2], [0.3, 0.4]], [[0.5, 0.5], [0.6, 0.7]]]}


# --- check ---------------------------------------------------------------------------------------------------------


def test_everything_stands_masked_on_the_check_until_it_is_revealed_for_ten_seconds() -> None:
    walk = walk_to("check")
    assert isinstance(walk.screen.body, CheckBody)
    values = [row.value for row in walk.screen.body.rows]
    assert values == ["张*", "4419**********1237", "138****5620", "**** 6608", "厚街镇 溪头", "已拍 1 张", "已签"]
    screen = walk.take(ev.Revealed())
    assert [row.value for row in screen.body.rows][:4] == [
        "张伟",
        "441900 19510307 1237",
        "138 0000 5620",
        "6222 0212 3455 6608",
    ]  # type: ignore[union-attr]
    assert screen.body.reveal is None  # type: ignore[union-attr]
    assert fx.StartTimer(session_id=SESSION, timer="reveal", seconds=10) in walk.effects
    screen = walk.take(ev.TimerExpired(SESSION, "reveal"))
    assert [row.value for row in screen.body.rows] == values  # type: ignore[union-attr]


@pytest.mark.parametrize("care", [False, True])
def test_a_long_answer_is_shown_whole_on_as_many_pages_as_it_takes(care: bool) -> None:  # noqa: FBT001 - pytest's own
    words = "打印机一直没有纸，等了二十分钟。" * 40
    walk = walk_to("words", "could-not-be-done")
    walk.state = replace(walk.state, reading=replace(walk.state.reading, care=care))
    walk.take(ev.FieldEdited("words", Sensitive("等")), ev.Continued())
    walk.until("check")
    run = walk.state.run
    assert run is not None
    walk.state = replace(walk.state, run=replace(run, answers=Sensitive({**run.answers.reveal(), "words": words})))
    shown, changes, pages = "", [], 0
    while True:
        body = walk.screen.body
        assert isinstance(body, CheckBody)
        pages += 1
        shown += "".join(row.value for row in body.rows if row.label.startswith("经过"))
        changes += [row.change.arg for row in body.rows if row.change]
        assert sum(len(row.value) for row in body.rows) <= 300
        if body.next is None or not body.next.enabled:
            break
        walk.take(ev.PageTurned(1))
    assert shown == words
    assert changes == ["reason", "words", "phone"], "each answer is changed in one place"
    assert pages > len(words) // 200


def test_a_day_from_the_platform_is_said_as_a_day() -> None:
    walk = walk_to("check", "social-insurance-certificate")
    assert isinstance(walk.screen.body, CheckBody)
    assert walk.screen.body.rows[-1].value == "2026 年 11 月 24 日"


def test_leaving_the_check_masks_again() -> None:
    walk = walk_to("check")
    walk.take(ev.Revealed(), ev.ChangeAsked("village"), ev.Continued())
    assert walk.step == "check"
    assert not walk.state.revealed


def test_the_key_is_minted_once_when_the_check_opens() -> None:
    walk = walk_to("signature")
    assert walk.state.run is not None
    assert walk.state.run.submission_key == ""
    walk.help_on()
    assert walk.state.run is not None
    key = walk.state.run.submission_key
    assert key
    walk.take(ev.ChangeAsked("phone"), ev.Continued(), ev.WentBack(), ev.WayChosen("decline"))
    assert walk.step == "check"
    assert walk.state.run is not None
    assert walk.state.run.submission_key == key


@pytest.mark.parametrize(("answers", "pages"), [(8, [8]), (9, [6, 3]), (11, [6, 5])])
def test_many_answers_turn_pages_on_which_the_buttons_have_room(answers: int, pages: list[int]) -> None:
    steps = [choose(f"step{index}") for index in range(answers)]
    catalogue = catalogue_of(
        *steps,
        "  - {id: check, kind: check, note: {zh-Hans: 好, en: Good}}\n",
        "  - {id: submit, kind: submit, payload: {}}\n",
        "  - {id: receipt, kind: receipt, received: receipt-received, kept: receipt-kept}\n",
    )
    walk = Walk(catalogue=catalogue)
    walk.begin("sample")
    walk.until("check")
    first = walk.screen
    second = walk.take(ev.PageTurned(1))
    shown = [first] if len(pages) == 1 else [first, second]
    assert [len(screen.body.rows) for screen in shown] == pages  # type: ignore[union-attr]
    if len(pages) == 1:
        assert second.key == first.key
        return
    assert second.body.page_text == "第 2 页，共 2 页"  # type: ignore[union-attr]
    assert first.key != second.key
    assert walk.take(ev.PageTurned(5)).key == second.key
