"""What a query found: worded by the service file, masked, in pages, on paper, kept only where it is about nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.masking import Mask
from flows.model import codec
from flows.model import effect as fx
from flows.model import event as ev
from flows.model.screen import CheckBody, NoticeBody, ReceiptBody, ResultsBody
from flows.model.text import text
from flows.model.values import Language
from flows.spec import parse_service
from flows.steps.results import Column, Show, age_of
from kiosk.core.devices import Printed, PrintFailed
from kiosk.core.errors import ContentError
from kiosk.core.sensitive import Sensitive
from kiosk.documents.papers import PAPERS, parse
from tests.support.asking import FOLDER, HOURS, KEPT_AT, PAYMENTS, AskingWalk
from tests.support.flow_walks import AT, ready_state

LABEL = text("某", "Some")


def column(path: str, **more: object) -> Column:
    return Column(label=LABEL, path=path, **more)  # type: ignore[arg-type]


def at_payments() -> AskingWalk:
    walk = AskingWalk()
    walk.begin("fund-payments")
    walk.until("look")
    walk.answer()
    return walk


def results(walk: AskingWalk) -> ResultsBody:
    body = walk.screen.body
    assert isinstance(body, ResultsBody)
    return body


def record(walk: AskingWalk) -> dict[str, str]:
    body = walk.screen.body
    assert isinstance(body, CheckBody)
    return {row.label: row.value for row in body.rows}


def answers(walk: AskingWalk) -> dict[str, object]:
    assert walk.state.run is not None
    return dict(walk.state.run.answers.reveal())


@pytest.mark.parametrize(
    ("value", "form", "zh", "en"),
    [
        (123_450, "money", "1234.50 元", "1234.50 yuan"),
        (-50, "money", "-0.50 元", "-0.50 yuan"),
        ("2026-11-24", "date", "2026 年 11 月 24 日", "24 Nov 2026"),
        ("2026-11", "month", "2026 年 11 月", "Nov 2026"),
        ("2026-11-24T09:07:00+08:00", "moment", "2026 年 11 月 24 日 09:07", "24 Nov 2026 09:07"),
        ("DG202611240418", "number", "DG 2026 1124 0418", "DG 2026 1124 0418"),
        (True, "text", "是", "Yes"),
        (7, "text", "7", "7"),
        ("昨天", "date", "昨天", "昨天"),  # what does not fit its form is said as it is
        ("12.00", "money", "12.00", "12.00"),
        (["x"], "text", "", ""),
        (None, "money", "", ""),
    ],
)
def test_a_value_is_said_in_its_form(value: object, form: str, zh: str, en: str) -> None:
    said = column("a.b", format=form)
    found = {"a": {"b": value}}
    assert said.said(found, Language.ZH) == zh  # type: ignore[arg-type]
    assert said.said(found, Language.EN) == en  # type: ignore[arg-type]
    assert said.said({"a": 1}, Language.ZH) == ""


def test_codes_are_said_in_words_and_names_are_masked() -> None:
    words = column("kind", words={"x": text("补缴的", "Paid later")}, wording=text("种类：{value}", "Kind: {value}"))
    assert words.said({"kind": "x"}, Language.ZH) == "种类：补缴的"
    assert words.said({"kind": "y"}, Language.ZH) == "种类：y"
    assert column("name", mask=Mask.NAME).said({"name": "张伟"}, Language.ZH) == "张*"


def test_rows_are_found_as_a_list_or_as_one_record() -> None:
    show = Show(title=LABEL, rows="found.rows", columns=(column("a"),))
    assert show.records({"found": {"rows": [{"a": 1}, {"a": 2}]}}) == ({"a": 1}, {"a": 2})
    assert show.records({"found": {"rows": {"a": 1}}}) == ({"a": 1},)
    assert show.records({"found": {"rows": {}}}) == show.records({}) == show.records({"found": 3}) == ()
    assert Show(title=LABEL, columns=(column("a"),)).records({"a": 1}) == ({"a": 1},)


def test_the_list_turns_pages_and_says_sum_and_employer() -> None:
    walk = at_payments()
    body = results(walk)
    assert (body.results[0].open.label, body.results[0].aside) == ("2026 年 10 月", "570.50 元")
    assert body.results[0].open.detail == "东莞市示范玩具有限公司"
    assert body.count == "一共 10 条"
    walk.take(ev.PageTurned(1))
    assert [each.open.label for each in results(walk).results] == [f"2026 年 {month} 月" for month in (4, 3, 2, 1)]
    walk.take(ev.PageTurned(1000))
    assert results(walk).page_text == "第 2 页，共 2 页"


def test_a_row_opens_its_record_and_back_leads_to_the_list() -> None:
    walk = at_payments()
    walk.take(ev.PageTurned(1))
    walk.take(ev.OptionChosen("record", "7"))
    assert record(walk)["存到谁名下"] == "张*"
    assert record(walk)["账号"] == "**** 6608"
    assert record(walk)["种类"] == "补缴的"
    assert "张伟" not in repr(walk.screen)
    walk.take(ev.WentBack())
    assert results(walk).page_text == "第 2 页，共 2 页"
    walk.take(ev.OptionChosen("record", "99"), ev.OptionChosen("record", "x"), ev.OptionChosen("?", "1"))
    assert isinstance(walk.screen.body, ResultsBody)


def test_a_single_record_is_shown_at_once() -> None:
    walk = AskingWalk()
    walk.begin("fund-payments")
    walk.until("look")
    one = {"payments": PAYMENTS["payments"][:1]}
    walk.take(ev.QueryAnswered(operation=walk.operation, data=Sensitive(one)))
    assert record(walk)["月份"] == "2026 年 10 月"


def test_nothing_found_is_said_kindly_and_leads_on() -> None:
    walk = AskingWalk()
    walk.begin("fund-payments")
    walk.until("look")
    walk.take(ev.QueryAnswered(operation=walk.operation, data=Sensitive({"payments": []})))
    assert isinstance(walk.screen.body, NoticeBody)
    assert walk.screen.title == "还没有缴存记录"
    assert walk.screen.body.tone == "info"
    walk.take(ev.WayChosen("print"))
    assert walk.step == "look", "there is nothing to print"


def test_what_is_shown_may_be_printed_as_it_is_shown() -> None:
    walk = at_payments()
    walk.take(ev.OptionChosen("record", "7"), ev.WayChosen("print"))
    assert walk.step == "paper"
    started = walk.started
    assert isinstance(started, fx.PrintDocument)
    assert started.template == "query-result"
    parse(PAPERS["query-result"], started.data.reveal())
    assert len(started.data.reveal()["records"]) == 1  # type: ignore[arg-type]
    assert "张伟" not in str(started.data.reveal()), "paper lies about as well"
    assert walk.state.run is not None
    assert walk.state.run.submission_key, "it prints once under a key"


def test_a_printed_result_is_said_to_be_no_certificate() -> None:
    walk = at_payments()
    walk.take(ev.WayChosen("print"))
    walk.take(ev.DocumentPrinted(operation=walk.operation, outcome=Printed(pages=1)))
    body = walk.screen.body
    assert isinstance(body, ReceiptBody)
    assert (body.next[1].when, body.next[1].what) == ("单位要证明", "这张不算。去哪里打证明，打 12345 问。")
    walk = at_payments()
    walk.take(ev.WayChosen("print"))
    walk.take(ev.DocumentPrinted(operation=walk.operation, outcome=PrintFailed(fault="PRN-003")))
    notice = walk.screen.body
    assert isinstance(notice, NoticeBody)
    assert notice.matter.title == "结果没有少，随时能再查"


def test_the_whole_list_is_printed_from_the_list() -> None:
    walk = at_payments()
    walk.take(ev.WayChosen("print"))
    assert isinstance(walk.started, fx.PrintDocument)
    assert len(walk.started.data.reveal()["records"]) == 10  # type: ignore[arg-type]


def test_who_goes_on_without_paper_has_the_answer_and_no_print() -> None:
    walk = at_payments()
    assert answers(walk) == {} or "fund" not in answers(walk)
    walk.take(ev.Continued())
    assert walk.step == "rate"
    assert answers(walk)["fund"] == PAYMENTS
    assert answers(walk)["look"]["print"] is False  # type: ignore[index]
    assert not walk.effects_of(fx.PrintDocument)


def test_after_a_crash_what_stood_there_stands_again_and_is_not_asked_for_again() -> None:
    walk = at_payments()
    walk.take(ev.OptionChosen("record", "2"))
    before = walk.screen
    again = replace(walk, state=codec.decode(codec.encode(walk.state), walk.state.terminal), effects=[], all_effects=[])
    again.take(ev.ReportAsked())
    again.take(ev.WentBack())
    assert again.screen == before
    assert not again.effects_of(fx.Query)


# --- answers about nobody ---------------------------------------------------------------------------------------


def test_offline_the_kept_answer_is_asked_for_and_shown_with_its_age() -> None:
    walk = AskingWalk(state=ready_state(online=False))
    walk.begin("counter-hours")
    walk.until("hours")
    started = walk.started
    assert isinstance(started, fx.Query)
    assert (started.cached, started.offline) == (True, True)
    walk.take(ev.QueryAnswered(operation=walk.operation, data=Sensitive(HOURS), kept_at=KEPT_AT))
    age = results(walk).age
    assert age is not None
    assert age.text == "网络断了。这是 1 天前查到的（11 月 23 日 07:07）"


def test_offline_with_nothing_kept_the_true_cause_is_said() -> None:
    walk = AskingWalk(state=ready_state(online=False))
    walk.begin("counter-hours")
    walk.until("hours")
    walk.fails("NET-001")
    assert walk.screen.title == "网络断了"
    walk.take(ev.NetworkChanged(online=True))
    assert isinstance(walk.started, fx.Query)
    assert not walk.started.offline
    walk.answer()
    assert results(walk).age is None


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(seconds=20), "刚才查到的"),
        (timedelta(minutes=59), " 59 分钟前"),
        (timedelta(hours=23), " 23 小时前"),
        (timedelta(days=400), " 400 天前查到的（2025 年 10 月 20 日 09:07）"),
        (timedelta(hours=-3), "刚才查到的"),  # the clock was set back
    ],
)
def test_an_age_is_said_in_words(ago: timedelta, said: str) -> None:
    assert said in age_of(AT - ago, AT, Language.ZH)


def test_an_answer_that_may_be_about_a_person_is_refused_to_be_kept() -> None:
    kept = (
        (FOLDER / "fund-payments.yaml")
        .read_text("utf-8")
        .replace("    usual_s: 3\n", "    usual_s: 3\n    cached: true\n")
    )
    with pytest.raises(ContentError, match=r"depends on applicant is never kept: cached must be false"):
        parse_service("kept.yaml", kept)


def test_a_personal_answer_is_asked_for_without_keeping() -> None:
    walk = AskingWalk()
    walk.begin("fund-payments")
    walk.until("look")
    assert isinstance(walk.started, fx.Query)
    assert not walk.started.cached


@pytest.mark.parametrize(
    "columns",
    [
        "[]",
        "[{label: {zh-Hans: 甲, en: A}, path: a, shown: title}, {label: {zh-Hans: 乙, en: B}, path: b, shown: title}]",
    ],
)
def test_what_could_not_be_shown_is_refused(columns: str) -> None:
    file = (FOLDER / "counter-hours.yaml").read_text("utf-8")
    head, _, rest = file.partition("      columns:\n")
    tail = rest.partition("    example:")[2]
    with pytest.raises(ContentError, match=r"shown|one column"):
        parse_service("bad.yaml", f"{head}      columns: {columns}\n    example:{tail}")
