"""Home says what this terminal can do now, and shows nothing that does not work."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.catalogue import Catalogue
from flows.model import event as ev
from flows.model.screen import AttractBody, HomeBody, IdentifyBody, OutOfServiceBody
from flows.model.values import Language
from flows.runner import initial_state
from flows.views import view
from kiosk.core.devices import DeviceKind, Health
from tests.support.flow_scenes import SCENES, scene
from tests.support.flow_walks import AT, SESSION, SITE, Walk, bundled, devices, ready_state


def home(
    *, online: bool = True, fault: str = "", broken: dict[DeviceKind, tuple[Health, str]] | None = None
) -> HomeBody:
    state = ready_state(online=online)
    found = tuple(
        replace(each, health=broken[each.kind][0], fault=broken[each.kind][1])
        if broken and each.kind in broken
        else each
        for each in devices()
    )
    terminal = replace(state.terminal, devices=found, network_fault=fault or state.terminal.network_fault)
    walk = Walk(state=replace(state, terminal=terminal))
    body = walk.take(ev.SessionStarted(session_id=SESSION, at=AT)).body
    assert isinstance(body, HomeBody)
    return body


def warnings(body: HomeBody) -> dict[str, str]:
    return {row.arg or row.act: row.warning for row in body.common if row.warning}


def notices(body: HomeBody) -> list[str]:
    return [line.text for line in body.notices]


def test_home_offers_two_entries_the_phone_and_the_report() -> None:
    body = home()
    assert [(entry.label, entry.act, entry.arg) for entry in body.entries] == [
        ("办事", "list", "apply"),
        ("查询打印", "list", "print"),
    ]
    assert [(tile.label, tile.act) for tile in body.tiles] == [
        ("打 12345 问", "help"),
        ("按部门找", "list"),
        ("办不成事", "report"),
    ]
    assert [row.label for row in body.common] == ["老人津贴申请", "社保参保证明打印", "办件进度查询", "办不成事反映"]
    assert body.all.label == f"全部 {len(bundled().services)} 项"
    assert warnings(body) == {}


def test_when_all_is_well_one_row_says_so() -> None:
    body = home()
    assert [line.text for line in body.works] == ["网络正常", "能读身份证", "能读社保卡", "能拍照", "能打印"]
    assert body.notices == ()


def test_offline_what_needs_the_platform_says_so_and_the_rest_goes_on() -> None:
    body = home(online=False)
    assert notices(body) == ["网络断了，有的还能办，有的要等通了再办"]
    assert warnings(body) == {"social-insurance-certificate": "网络断了，暂时不能办"}
    assert "网络正常" not in [line.text for line in body.works]


@pytest.mark.parametrize(
    ("fault", "notice"),
    [
        ("NET-003", "平台那边出了故障。有的还能办，有的要等一等"),
        ("NET-005", "平台的证书有问题。有的还能办，有的要等一等"),
        ("NET-007", "平台没有认出这台机器。有的还能办，有的要等一等"),
    ],
)
def test_the_true_cause_is_named(fault: str, notice: str) -> None:
    assert notices(home(online=False, fault=fault)) == [notice]


def test_a_printer_without_paper_stops_only_what_is_nothing_without_paper() -> None:
    body = home(broken={DeviceKind.PRINTER: (Health.FAILED, "PRN-003")})
    assert warnings(body) == {"social-insurance-certificate": "打印机没纸了，暂时不能办"}
    assert body.common[0].detail == "约 6 分钟，暂时打不了纸"
    assert notices(body) == ["打印机没纸了，暂时打不了纸"]


def test_a_broken_reader_is_named_with_what_to_use_instead() -> None:
    body = home(broken={DeviceKind.SOCIAL_CARD: (Health.FAILED, "SSC-001")})
    assert notices(body) == ["社保卡读卡器没有连上，先用身份证"]
    assert warnings(body) == {}
    body = home(broken={DeviceKind.ID_CARD: (Health.STUCK, "IDR-002")})
    assert notices(body) == ["读卡器没有反应，可以用社保卡"]


def test_without_any_reader_what_needs_a_card_waits() -> None:
    gone = (Health.FAILED, "IDR-001")
    body = home(broken={DeviceKind.ID_CARD: gone, DeviceKind.SOCIAL_CARD: gone})
    assert set(warnings(body)) == {"elder-allowance", "social-insurance-certificate"}, "progress goes by number as well"


@pytest.mark.parametrize(
    ("health", "notice"), [(Health.WARMING, "打印机正在准备"), (Health.ATTENTION, "打印机快没纸了")]
)
def test_what_is_not_yet_or_not_quite_well_is_told(health: Health, notice: str) -> None:
    assert notices(home(broken={DeviceKind.PRINTER: (health, "")})) == [notice]


def test_a_terminal_without_a_device_announces_nothing_about_it() -> None:
    state = ready_state()
    terminal = replace(state.terminal, devices=tuple(each for each in devices() if each.kind is DeviceKind.ID_CARD))
    walk = Walk(state=replace(state, terminal=terminal))
    body = walk.take(ev.SessionStarted(session_id=SESSION, at=AT)).body
    assert isinstance(body, HomeBody)
    assert body.notices == ()


def test_attract_lists_only_what_can_be_done_now() -> None:
    body = view(bundled(), ready_state(), SITE).body
    assert isinstance(body, AttractBody)
    assert len(body.able) == 6
    offline = view(bundled(), ready_state(online=False), SITE).body
    assert isinstance(offline, AttractBody)
    assert "社保参保证明打印" not in [line.text for line in offline.able]


def test_attract_stands_before_any_service_is_loaded() -> None:
    nothing = Catalogue(services=(), reference=bundled().reference)
    for language in Language:
        state = initial_state(AT)
        state = replace(state, reading=replace(state.reading, language=language))
        body = view(nothing, state, SITE).body
        assert isinstance(body, AttractBody)
        assert body.able == ()
        home_body = view(nothing, replace(state, session_id=SESSION), SITE).body
        assert isinstance(home_body, HomeBody)
        assert [tile.act for tile in home_body.tiles] == ["help"]


def test_the_top_bar_says_where_and_when() -> None:
    top = view(bundled(), ready_state(), SITE).top
    assert (top.brand, top.place) == ("莞家自助服务", "厚街镇·溪头村便民服务站")
    assert (top.time, top.date) == ("09:07", "11 月 24 日 星期二")
    state = replace(ready_state(), reading=replace(ready_state().reading, language=Language.EN))
    assert view(bundled(), state, SITE).top.date == "Tue 24 Nov"


def test_the_counter_is_open_when_it_is() -> None:
    for hours, text in ((0, "现在开着"), (4, "")):
        walk = Walk()
        walk.take(ev.ClockTicked(AT + timedelta(hours=hours)), ev.TakenOutOfService(fault="SYS-001"))
        body = walk.screen.body
        assert isinstance(body, OutOfServiceBody)
        assert body.places[0].open_now == text


def test_steps_are_counted_as_a_resident_counts_them() -> None:
    walk = Walk()
    walk.begin("elder-allowance")
    seen = []
    for step in ("identify", "phone", "bank", "village", "household_book", "signature", "check"):
        walk.until(step)
        assert walk.screen.steps is not None
        seen.append((walk.screen.steps.done, walk.screen.steps.total))
    assert seen == [(number, 7) for number in range(1, 8)]
    assert walk.screen.steps is not None
    assert walk.screen.steps.text == "第 7 步，共 7 步"


@pytest.mark.parametrize("name", SCENES)
def test_the_five_tools_are_on_every_screen(name: str) -> None:
    screen = scene(name)
    assert [tool.act for tool in screen.tools] == ["languages", "care", "contrast", "read_aloud", "help"]
    assert screen.tools[0].label == "繁 · EN"
    assert scene(name, Language.ZH_HANT).tools[0].label == "简 · EN"
    assert scene(name, Language.EN).tools[0].label == "中文"


@pytest.mark.parametrize("name", SCENES)
def test_a_failure_is_told_in_three_sentences(name: str) -> None:
    screen = scene(name)
    if screen.page != "Notice" or not screen.body.fault_line:  # type: ignore[union-attr]
        return
    assert screen.title
    assert screen.body.matter.title  # type: ignore[union-attr]
    assert {way.act for way in screen.body.ways} >= {"help", "report"}  # type: ignore[union-attr]
    assert screen.body.fault_line.startswith("要打电话问时")  # type: ignore[union-attr]


def test_one_filled_button_a_page() -> None:
    for name in SCENES:
        screen = scene(name)
        on_page = screen.actions.primary is not None
        awaited = bool(screen.actions.awaited)
        if screen.page in {"Attract", "Home", "OutOfService"}:
            assert not on_page
        else:
            assert on_page != awaited, name


@pytest.mark.parametrize(
    ("days", "said"), [(30, "平台收到后 30 天就删"), (7, "平台收到后 7 天就删"), (0, "平台收到后就删")]
)
def test_who_is_asked_for_a_card_reads_how_long_what_is_handed_in_stays(days: int, said: str) -> None:
    walk = Walk()
    walk.begin("elder-allowance")
    walk.until("identify")
    body = view(bundled(), walk.state, replace(SITE, keep_days=days)).body
    assert isinstance(body, IdentifyBody)
    assert said in " ".join(body.privacy)
    assert "{" not in " ".join(body.privacy)
