"""Paying and booking at a whole terminal. The phone is real: it reads the code off the screen and opens its page."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import pytest
import requests

from demo.paper import text_of
from drivers.vision.codes import ZxingCodeScanner
from tests.support.desk import Desk, desk_in

pytestmark = [pytest.mark.daemon, pytest.mark.timeout(300)]

FINE, WEDDING = "交通违法罚款缴纳", "婚姻登记预约"
ON_HOME = '\n[site]\ncommon = ["traffic-fine", "marriage-appointment"]\n'


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A terminal whose home shows both services."""
    with desk_in(tmp_path_factory.mktemp("paying"), change=lambda text: text + ON_HOME) as desk:
        desk.resident.start()
        yield desk


def phone_at(desk: Desk) -> str:
    """Hold a phone before the screen; return the page that it opens."""
    picture: Path = desk.resident.picture("code")
    codes = ZxingCodeScanner().decode(cv2.imread(str(picture), cv2.IMREAD_GRAYSCALE))
    assert len(codes) == 1, "one code is on the screen"
    return codes[0].reveal()


def pay(page: str) -> None:
    assert requests.get(page, timeout=10).ok
    assert requests.post(f"{page}/pay", timeout=10).ok


def begin(desk: Desk, service: str) -> None:
    """From the first touch by the page that says what is needed to where the card is wanted."""
    desk.sit_down()
    desk.resident.press(service)
    desk.resident.press("开始办")
    desk.resident.wait_for("请把身份证平放在读卡区", timeout_s=30)


def identified(desk: Desk, service: str, asked: str) -> None:
    """Begin, lay the card down until the first question is asked, and take it off again."""
    begin(desk, service)
    come_with_the_card(desk, asked)


def come_with_the_card(desk: Desk, shown: str, timeout_s: float = 30) -> None:
    desk.world.put("zhang-wei")
    desk.resident.wait_for(shown, timeout_s=timeout_s)
    desk.world.reader.lift()


def to_the_code(desk: Desk) -> str:
    """From home to where the phone is wanted; return the page behind the code."""
    identified(desk, FINE, "决定书的编号是多少")
    desk._digits("441900260001")
    desk.resident.press("继续")
    desk.resident.wait_for("要付的对不对", timeout_s=30)
    desk.resident.press("去付款")
    desk.resident.wait_for("用手机扫码付", timeout_s=30)
    return phone_at(desk)


def fines(desk: Desk) -> list[dict[str, object]]:
    return [each for each in desk.world.received() if each["service_id"] == "traffic-fine"]


def paper_after(desk: Desk, act: Callable[[], None]) -> str:
    """Return what the paper says that comes out after this."""
    before = len(desk.world.printed())
    act()
    assert desk.until(lambda: len(desk.world.printed()) == before + 1, 60), "no paper came, or more than one"
    return "".join(text_of(desk.world.printed()[-1]).split())


def test_a_fine_is_paid_by_phone_and_the_paper_names_the_payment(desk: Desk) -> None:
    before = len(fines(desk))
    page = to_the_code(desk)

    def paid() -> None:
        pay(page)
        desk.resident.wait_for("交好了，平台已收到", timeout_s=40)

    said = paper_after(desk, paid)
    assert all(each in said for each in ("200.00元", "JF20", "东莞市公安局交通警察支队")), said
    assert len(fines(desk)) == before + 1
    desk.leave()


def test_what_was_paid_while_the_terminal_was_dead_is_not_charged_again(desk: Desk) -> None:
    before = len(fines(desk))
    page = to_the_code(desk)
    time.sleep(0.5)  # the draft is on disk
    desk.resident.kill()
    pay(page)
    desk.resident.start()
    begin(desk, FINE)

    def come_back() -> None:
        come_with_the_card(desk, "交好了，平台已收到", timeout_s=40)

    order = re.search(r"JF\d+", requests.get(page, timeout=10).text)
    assert order
    assert order[0] in paper_after(desk, come_back), "the order that was paid, not another"
    assert len(fines(desk)) == before + 1
    desk.leave()


def test_a_day_is_booked_the_slip_names_it_and_the_resident_says_how_it_was(desk: Desk) -> None:
    identified(desk, WEDDING, "办哪一种登记")
    desk.resident.press("结婚")
    desk.resident.press("继续")
    desk.resident.wait_for("哪一天去", timeout_s=30)
    day = next(each for each in desk.resident.texts() if re.fullmatch(r"\d+ 月 \d+ 日 星期.", each))
    desk.resident.press(day)
    desk.resident.wait_for("几点去")
    desk.resident.press("09:30–10:00")
    desk.resident.wait_for("约这个时间，对不对")
    desk.resident.press("约这个时间")
    desk.resident.wait_for("约好了", timeout_s=30)

    def go_on() -> None:
        desk.resident.press("继续")
        desk.resident.wait_for("打好了", timeout_s=40)

    said = paper_after(desk, go_on)
    assert all(each in said for each in ("YY20", "09:30", "厚街镇婚姻登记处")), said
    desk.resident.press("评一评")
    desk.resident.wait_for("这次办得怎么样", timeout_s=20)
    desk.resident.press("满意")
    ratings = len([each for each in desk.world.received() if each["service_id"] == "rating"])
    desk.resident.press("交评价")
    desk.resident.wait_for("摸一下屏幕", timeout_s=20)
    assert desk.until(lambda: ratings + 1 == sum(e["service_id"] == "rating" for e in desk.world.received()), 20)
