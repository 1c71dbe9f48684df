"""The course of a service: start, back, change, failure, report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.course import place
from flows.model import effect as fx
from flows.model import event as ev
from flows.model.screen import IdentifyBody, NoticeBody
from flows.model.values import Json
from kiosk.core.audit import AuditKind
from kiosk.core.devices import DeviceHealth, DeviceKind, Health
from kiosk.core.sensitive import Sensitive
from tests.support.flow_walks import (
    ALLOWANCE,
    CERTIFICATE,
    PHONE,
    Walk,
    devices,
    ready_state,
    walk_to,
)


def without(kind: DeviceKind, fault: str) -> tuple[DeviceHealth, ...]:
    return tuple(replace(each, health=Health.FAILED, fault=fault) if each.kind is kind else each for each in devices())


# --- before anything is filled in ----------------------------------------------------------------------------------


def test_a_service_asks_the_devices_first() -> None:
    walk = Walk()
    walk.begin(ALLOWANCE)
    asked = walk.effects_of(fx.CheckDevices)[0]
    assert asked.kinds == (DeviceKind.ID_CARD, DeviceKind.SOCIAL_CARD, DeviceKind.PRINTER)  # type: ignore[attr-defined]
    assert walk.effects_of(fx.ReadIdCard) == []
    assert fx.RecordAudit(AuditKind.SERVICE_STARTED, {"service": ALLOWANCE}) in walk.effects


def test_out_of_paper_is_found_before_a_resident_has_filled_in_a_form() -> None:
    walk = Walk()
    walk.begin(ALLOWANCE)
    screen = walk.take(ev.DevicesChecked(operation=walk.operation, devices=without(DeviceKind.PRINTER, "PRN-003")))
    assert screen.title == "现在打不了纸"
    assert isinstance(screen.body, NoticeBody)
    assert screen.body.matter.title == "您的事还没开始"
    assert screen.body.fault_line.endswith("PRN-003")
    assert isinstance(walk.take(ev.Continued()).body, IdentifyBody)


def test_a_certificate_without_a_printer_cannot_be_begun() -> None:
    walk = Walk()
    walk.begin(CERTIFICATE)
    walk.take(ev.DevicesChecked(operation=walk.operation, devices=without(DeviceKind.PRINTER, "PRN-004")))
    screen = walk.take(ev.Continued())  # 再试一次
    assert isinstance(walk.started, fx.CheckDevices)
    screen = walk.answer()
    assert isinstance(screen.body, IdentifyBody)


def test_one_broken_reader_is_no_obstacle_two_are() -> None:
    walk = Walk()
    walk.begin(ALLOWANCE)
    one = without(DeviceKind.ID_CARD, "IDR-002")
    screen = walk.take(ev.DevicesChecked(operation=walk.operation, devices=one))
    assert isinstance(screen.body, IdentifyBody)
    assert screen.body.picture == "social_card"
    walk = Walk()
    walk.begin(ALLOWANCE)
    both = tuple(
        replace(each, health=Health.STUCK, fault="SSC-002") if each.kind is DeviceKind.SOCIAL_CARD else each
        for each in one
    )
    screen = walk.take(ev.DevicesChecked(operation=walk.operation, devices=both))
    assert screen.title == "读卡器没有反应"


def test_a_service_that_needs_the_platform_is_not_begun_offline() -> None:
    walk = Walk(state=ready_state(online=False))
    walk.begin(CERTIFICATE)
    screen = walk.answer()
    assert screen.title == "网络断了"
    assert walk.effects_of(fx.ReadIdCard) == []


def test_a_report_needs_no_device_at_all() -> None:
    walk = Walk()
    walk.state = replace(walk.state, terminal=replace(walk.state.terminal, devices=(), online=False))
    walk.begin("could-not-be-done")
    assert walk.step == "reason"


# --- forwards, back, change ----------------------------------------------------------------------------------------


def test_back_keeps_the_answers() -> None:
    walk = walk_to("bank")
    screen = walk.take(ev.WentBack())
    assert walk.step == "phone"
    assert screen.body.fields[0].text == PHONE  # type: ignore[union-attr]


def test_back_passes_over_what_asks_nothing() -> None:
    walk = walk_to("phone")
    walk.take(ev.WentBack())
    assert walk.step == "identify"
    screen = walk.screen
    assert screen.actions.primary is not None  # who is known may go on without the card
    walk.take(ev.Continued())
    walk.until("phone")


def test_back_from_the_first_step_goes_home_and_forgets() -> None:
    walk = walk_to("identify")
    walk.take(ev.WentBack())
    assert walk.state.run is None
    assert any(isinstance(each, fx.StopOperation) for each in walk.effects)


def test_back_from_the_first_step_asks_when_something_would_be_lost() -> None:
    walk = walk_to("phone")
    walk.take(ev.WentBack())
    screen = walk.take(ev.WentBack())
    assert screen.sheet is not None
    assert screen.sheet.kind == "end"


def test_a_change_leads_back_to_the_check() -> None:
    walk = walk_to("check")
    walk.take(ev.ChangeAsked("phone"))
    assert walk.step == "phone"
    walk.take(ev.FieldEdited("phone", Sensitive("13900001111")), ev.Continued())
    assert walk.step == "check"
    assert "139****1111" in repr(walk.screen.body)


def test_a_change_can_be_left_by_back() -> None:
    walk = walk_to("check")
    walk.take(ev.ChangeAsked("phone"), ev.FieldEdited("phone", Sensitive("13900001111")), ev.WentBack())
    assert walk.step == "check"
    assert "138****5620" in repr(walk.screen.body)


@pytest.mark.parametrize("step", ["ask", "entitled", "submit", "receipt", "check", "nowhere"])
def test_only_what_was_asked_can_be_changed(step: str) -> None:
    walk = walk_to("check")
    before = walk.state
    walk.take(ev.ChangeAsked(step))
    assert walk.state == before


def test_a_second_continue_while_something_is_pending_is_ignored() -> None:
    walk = walk_to("submit")
    before = walk.state
    walk.take(ev.Continued(), ev.Continued())
    assert walk.state == before
    assert len(walk.effects_of(fx.Submit)) == 1


# --- failures and the report ---------------------------------------------------------------------------------------


def test_a_reader_that_is_found_again_goes_on_by_itself() -> None:
    walk = walk_to("identify")
    walk.take(ev.DeviceChanged(DeviceHealth(kind=DeviceKind.SOCIAL_CARD, name="social_card", health=Health.ABSENT)))
    screen = walk.take(ev.EffectFailed(operation=walk.operation, fault="IDR-001"))
    assert screen.title == "读卡器没有连上"
    found = DeviceHealth(kind=DeviceKind.ID_CARD, name="id_card", health=Health.READY)
    assert isinstance(walk.take(ev.DeviceChanged(found)).body, IdentifyBody)
    assert isinstance(walk.started, fx.ReadIdCard)


def test_a_reader_that_fails_hands_over_to_the_other() -> None:
    walk = walk_to("identify")
    screen = walk.take(ev.EffectFailed(operation=walk.operation, fault="IDR-002"))
    assert isinstance(screen.body, IdentifyBody)
    assert screen.body.picture == "social_card"
    assert screen.body.notice is not None
    assert isinstance(walk.started, fx.ReadSocialCard)


def test_a_network_that_comes_back_is_asked_again() -> None:
    walk = walk_to("ask", CERTIFICATE)
    walk.take(ev.EffectFailed(operation=walk.operation, fault="NET-001"))
    assert walk.screen.title == "网络断了"
    walk.take(ev.NetworkChanged(online=True))
    assert isinstance(walk.started, fx.Query)


def test_a_report_carries_where_it_happened_and_leads_back_there() -> None:
    walk = walk_to("ask", CERTIFICATE)
    screen = walk.take(ev.EffectFailed(operation=walk.operation, fault="NET-003"))
    assert any(way.act == "report" for way in screen.body.ways)  # type: ignore[union-attr]
    walk.take(ev.ReportAsked())
    walk.until("receipt")
    submitted = walk.effects_of(fx.Submit)[-1].submission  # type: ignore[attr-defined]
    payload = submitted.payload.reveal()
    assert payload["reported"] == {"service": CERTIFICATE, "step": "ask", "fault": "NET-003"}
    assert submitted.service_id == "could-not-be-done"
    printed = walk.started
    assert isinstance(printed, fx.PrintDocument)
    assert printed.data.reveal()["fault"] == "NET-003"
    assert printed.data.reveal()["service"] == {"zh": "社保参保证明打印", "en": "Social insurance proof"}
    screen = walk.answer()
    assert screen.actions.primary is not None
    assert screen.actions.primary.label == "回到刚才的事"
    screen = walk.take(ev.Continued())
    assert screen.title == "平台那边出了故障"
    assert walk.state.parked is None


def test_a_report_knows_nothing_of_the_person_whose_matter_was_left_for_it() -> None:
    walk = walk_to("bank")
    assert "张伟" in repr(seen_by_expressions(walk))
    walk.take(ev.ReportAsked())
    assert walk.step == "reason"
    assert seen_by_expressions(walk)["applicant"] == {}
    assert "张伟" not in repr(seen_by_expressions(walk))
    walk.take(ev.WentBack())
    assert "张伟" in repr(seen_by_expressions(walk)), "the matter is whose it was"


def seen_by_expressions(walk: Walk) -> dict[str, Json]:
    found = place(walk.catalogue, walk.state)
    assert found is not None
    return found[0].scope()


def test_a_report_can_be_left_for_where_one_was() -> None:
    walk = walk_to("bank")
    walk.take(ev.HelpAsked(), ev.ReportAsked())
    assert walk.step == "reason"
    walk.take(ev.WentBack())
    assert walk.step == "bank"


def test_ending_after_a_report_still_warns_of_what_was_left_unsent() -> None:
    walk = walk_to("bank")
    walk.take(ev.ReportAsked())
    walk.until("receipt")
    walk.answer()
    screen = walk.take(ev.EndAsked())
    assert screen.sheet is not None
    assert "会清除" in " ".join(screen.sheet.lines)


def test_a_report_inside_a_report_is_no_second_one() -> None:
    walk = walk_to("words", "could-not-be-done")
    before = walk.state
    walk.take(ev.HelpAsked(), ev.ReportAsked())
    assert walk.state == before


def test_drafts_are_not_saved_from_a_report_in_between() -> None:
    walk = walk_to("bank")
    walk.take(ev.ReportAsked())
    saved = len(walk.effects_of(fx.SaveDraft))
    walk.until("check")
    assert len(walk.effects_of(fx.SaveDraft)) == saved


def test_a_content_that_is_gone_leads_home() -> None:
    walk = walk_to("phone")
    assert walk.state.run is not None
    gone = replace(walk.state.run, service=replace(walk.state.run.service, digest="0"))
    walk.state = replace(walk.state, run=gone)
    assert walk.screen.title == "这项服务暂时不能办"
    walk.take(ev.OptionChosen("phone", "1"), ev.Continued())
    assert walk.state.run is None
    assert walk.state.document is None
