"""The whole terminal, its real process in a world at the wire: what a crash, a cable and an empty tray do to it."""

import random
import time

import pytest

from demo.paper import text_of
from tests.support.desk import NEXT_STEP, Desk
from tests.support.stores import store_in

pytestmark = [pytest.mark.daemon, pytest.mark.timeout(300)]


def test_the_same_card_brings_a_resident_back_after_a_power_cut_until_he_ends(desk: Desk) -> None:
    desk.sit_down()
    desk.identify()
    desk.give_phone()
    time.sleep(0.5)
    desk.resident.kill()
    desk.resident.start()
    desk.sit_down()
    desk.identify()
    desk.resident.wait_for(NEXT_STEP)
    desk.world.reader.lift()
    desk.end()
    desk.resident.kill()
    desk.resident.start()
    desk.sit_down()
    desk.identify()
    desk.resident.wait_for("您的手机号是多少")
    desk.world.reader.lift()
    desk.end()


def test_another_card_does_not_and_erases_what_was_there(desk: Desk) -> None:
    desk.sit_down()
    desk.identify()
    desk.give_phone()
    time.sleep(0.5)
    desk.resident.kill()
    desk.resident.start()
    desk.sit_down()
    desk.identify("li-xiulan")
    desk.resident.wait_for("还不到 70 岁")
    desk.world.reader.lift()
    desk.end()
    desk.sit_down()
    desk.identify()
    desk.resident.wait_for("您的手机号是多少")
    desk.world.reader.lift()
    desk.end()


def test_a_reader_unplugged_before_the_card_is_told_and_goes_on_when_plugged_again(desk: Desk) -> None:
    pid = desk.resident.pid
    desk.sit_down()
    desk.choose_allowance()
    desk.world.reader.unplug()
    desk.resident.wait_for("读卡器没有连上", timeout_s=30)
    assert desk.resident.sees("请把社保卡插进读卡口"), "the other card is asked for"
    assert not desk.resident.sees("没有读全"), "nothing is said of a card that nobody put there"
    desk.resident.wait_for("在修，不能用", timeout_s=30)
    desk.world.reader.plug()
    desk.resident.wait_gone("在修，不能用", timeout_s=30)
    desk.resident.press("身份证")
    desk.resident.wait_for("请把身份证平放在读卡区")
    desk.world.put("zhang-wei")
    desk.resident.wait_for("您的手机号是多少", timeout_s=30)
    desk.world.reader.lift()
    desk.end()
    assert desk.resident.pid == pid


def test_a_submission_is_safe_when_the_paper_runs_out_after_it_and_is_printed_once(desk: Desk) -> None:
    before, received = len(desk.world.printed()), len(desk.world.received())
    desk.sit_down()
    desk.fill_in()
    desk.world.empty_tray()
    desk.resident.press("提交")
    # found while printing, the failure has a page; found just before it, the receipt says so
    desk.resident.wait_for("您的申请已经交好，不受影响", "记好上面的编号就行", timeout_s=40)
    assert desk.resident.sees("打印机没纸了")
    assert desk.resident.sees("DG")
    assert len(desk.world.received()) == received + 1
    desk.world.printer.recover()
    time.sleep(4.0)  # the next look at the printer
    desk.resident.press("再打一")  # 再打一次, 再打一张
    desk.resident.wait_for("请从下面出纸口拿走", timeout_s=60)
    desk.leave()
    papers = desk.world.printed()
    assert len(papers) == before + 1
    assert "DG" in text_of(papers[-1])
    assert len(desk.world.received()) == received + 1


def test_a_refusal_is_shown_with_its_reason_kept_and_can_be_corrected(desk: Desk) -> None:
    received = len(desk.world.received())
    desk.world.platform.ask("refuse", times=1)
    desk.sit_down()
    desk.fill_in()
    desk.resident.press("提交")
    desk.resident.wait_for("您填的号码和登记的对不上", timeout_s=40)
    assert desk.resident.sees("NET-010")
    refused = [item for item in desk.outbox() if item["state"] == "refused"]
    assert len(refused) == 1
    assert len(desk.world.received()) == received
    desk.resident.press("回去改")
    desk.resident.wait_for("请看一遍")
    desk.resident.press("提交")
    desk.resident.wait_for("交好了，平台已收到", timeout_s=40)
    desk.leave()
    assert len(desk.world.received()) == received + 1
    with store_in(desk.folder / "store") as store:
        item = store.outbox.find_number(refused[0]["number"])
    assert item is not None
    assert (item.code, item.reason) == ("number-mismatch", "您填的号码和登记的对不上，请核对后再交。")
    assert desk.world.received()[-1]["supersedes"] == item.key


@pytest.mark.parametrize("number", [0, *(pytest.param(each, marks=pytest.mark.torture) for each in range(1, 6))])
def test_killed_after_submit_was_touched_the_same_card_finds_it_and_the_platform_has_it_once(
    desk: Desk, number: int
) -> None:
    seed = random.SystemRandom().randrange(2**32)
    after_s = random.Random(seed).uniform(0, 1.5)
    print(f"\nseed {seed}: killed {after_s:.2f} s after the touch")  # noqa: T201 - a torture names its seed
    keys = {each["key"] for each in desk.world.received()}
    desk.world.cable.delay(0.15, 0.15)
    desk.sit_down()
    desk.fill_in()
    desk.resident.press("提交")
    time.sleep(after_s)
    desk.resident.kill()
    desk.world.cable.delay(0.0)
    desk.resident.start()
    desk.sit_down()
    desk.identify()
    found = desk.resident.wait_for("已经交好", "交好了", "本机已收下", "请看一遍", timeout_s=40)
    desk.world.reader.lift()
    if found == "请看一遍":
        desk.resident.press("提交")
    assert desk.until(lambda: len(desk.world.received()) == len(keys) + 1, 60)
    time.sleep(1.0)
    assert len({each["key"] for each in desk.world.received()} - keys) == 1
    assert len(desk.world.received()) == len(keys) + 1
