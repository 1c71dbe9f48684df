"""The scripted resident's day at the terminal: online, offline, back online, a crash, an empty paper tray.

Each chapter does one thing as a resident would, and states what must have come of it in the outside world: on paper, at
the platform, in the outbox. A statement that does not hold fails the demonstration.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from demo.gestures import ALLOWANCE, Gestures
from demo.paper import qr_texts, size_of, text_of
from demo.resident import NotOnScreenError

RATING = "rating"  # under which a rating is handed in
AT_HOME = (ALLOWANCE, "社保参保证明", "办不成事", "能打印", "能读身份证", "网络正常")


@dataclass
class Story(Gestures):
    """Plays the chapters and keeps what was found true."""

    tell: Callable[[str], None]
    statements: list[tuple[str, str, bool]] = field(default_factory=list)  # chapter, what, whether it held
    _chapter: str = ""

    def play(self) -> bool:
        """Play everything; return whether every statement held."""
        for chapter in (
            self.start,
            self.certificate_online,
            self.not_entitled,
            self.allowance_online,
            self.languages_and_looks,
            self.social_card,
            self.paper_out_before,
            self.offline,
            self.report_offline,
            self.online_again,
            self.crash,
            self.idle,
            self.landscape,
        ):
            self._chapter = (chapter.__doc__ or "").splitlines()[0]
            self.tell(f"\n{self._chapter}")
            try:
                chapter()
            except NotOnScreenError as exc:
                self.state(f"{chapter.__name__}: {exc}", held=False)
                if self.resident.texts():  # the terminal may be gone
                    self.resident.picture(f"failed-{chapter.__name__}")
                self._recover()
        return all(held for _, _, held in self.statements)

    def state(self, what: str, *, held: bool) -> None:
        """Note a statement and say whether it holds."""
        self.statements.append((self._chapter, what, held))
        self.tell(f"  {'✓' if held else '✗ NOT SO:'} {what}")

    def _matters(self) -> list[dict[str, Any]]:
        """What the platform has received, but for the ratings."""
        return [each for each in self.world.received() if each["service_id"] != RATING]

    def _state_home(self, what: str) -> None:
        missing = [text for text in AT_HOME if not self.resident.sees(text)]
        self.state(what + "".join(f"; not {text}" for text in missing), held=not missing)

    def _recover(self) -> None:
        self.world.reader.lift()
        self.world.printer.recover()
        self.resident.kill()
        self.resident.start()

    # --- chapters -----------------------------------------------------------------------------------------

    def start(self) -> None:
        """The terminal starts."""
        seconds = self.resident.start()
        self.resident.wait_for("摸一下屏幕")
        self.resident.wait_for("社保参保证明")
        self.resident.picture("attract")
        self.state(f"the first screen stands ({seconds:.1f} s with the robot attached)", held=True)
        self._sit_down()
        self._until(lambda: self.resident.sees("能打印") and self.resident.sees("网络正常"), 20)
        self.resident.picture("home")
        self._state_home("home offers its services and says what this terminal can do now")

    def certificate_online(self) -> None:
        """张伟 prints the certificate of his social insurance."""
        self.resident.press("社保参保证明")
        self.resident.wait_for("现在就能在这里办")
        self.resident.picture("about")
        self.resident.press("开始办")
        self.resident.wait_for("请把身份证平放在读卡区")
        self.resident.picture("identify")
        self.world.put("zhang-wei")
        self.resident.wait_for("查到了")
        self.world.reader.lift()
        self.resident.picture("certificate-check")
        self.resident.press("打印证明")
        self.resident.wait_for("参保证明打好了", timeout_s=60)
        self.resident.picture("certificate-printed")
        papers = self.world.printed()
        self.state("one sheet came out of the printer", held=len(papers) == 1)
        text = text_of(papers[-1])
        self.state(
            "the certificate carries his name and number in full", held="张伟" in text and "441900195103071237" in text
        )
        codes = qr_texts(papers[-1])
        self.state(
            "its QR code leads to the platform's page, and that page vouches for it", held=self.world.vouched(codes)
        )
        self.resident.press("评一评")
        self.resident.wait_for("这次办得怎么样")
        self.resident.picture("rating")
        self.resident.press("不评了")
        self.resident.wait_for("摸一下屏幕")
        self.state("he is asked how it was, and one touch skips it", held=not self.world.received())

    def not_entitled(self) -> None:
        """李秀兰 is 63: the terminal says plainly that the allowance begins at 70."""
        self._sit_down()
        self._choose(ALLOWANCE)
        self.world.put("li-xiulan")
        self.resident.wait_for("还不到 70 岁")
        self.world.reader.lift()
        self.resident.picture("not-entitled")
        self.state("she is told why, and nothing was sent", held=not self.world.received())
        self._end()

    def allowance_online(self) -> None:
        """张伟 applies for the senior allowance, and the platform receives it."""
        before = len(self.world.printed())
        self._sit_down()
        self._apply(pictures=True)
        self.resident.press("提交")
        self.resident.wait_for("交好了，平台已收到", timeout_s=30)
        self.resident.wait_for("请从下面出纸口拿走", timeout_s=60)
        self.resident.picture("receipt-received")
        received = self.world.received()
        self.state("the platform has one submission", held=len(received) == 1)
        names = {part["name"] for each in received[-1:] for part in each.get("attachments", [])}
        self.state("with the photographed page and the signature", held={"household_book", "signature"} <= names)
        self.state("the receipt was printed", held=len(self.world.printed()) == before + 1)
        self.state("it says 平台已收到 with the platform's number", held="DG" in text_of(self.world.printed()[-1]))
        self.resident.press("评一评")
        self.resident.press("非常满意")
        self.resident.press("交评价")
        self.resident.wait_for("摸一下屏幕")
        self._until(lambda: any(each["service_id"] == RATING for each in self.world.received()), 20)
        self.state("his rating went out beside the matter", held=len(self._matters()) == 1)

    def languages_and_looks(self) -> None:
        """The same screen in three languages, large, and in high contrast."""
        self._sit_down()
        self.resident.press("繁 · EN")
        self.resident.picture("languages")
        self.resident.press("English")
        self.resident.wait_for("What do you need today?")
        self.resident.picture("home-english")
        self.resident.press("中文")
        self.resident.press("繁體中文")
        self.resident.wait_for("今天想辦什麼事")
        self.resident.picture("home-traditional")
        self.resident.press("简 · EN")
        self.resident.press("简体中文")
        self.resident.press("大字版")
        self.resident.picture("home-care")
        self.resident.press("大字版")
        self.resident.press("高对比")
        self.resident.picture("home-high-contrast")
        self.resident.press("高对比")
        self.state("language, large text and contrast switch at a touch", held=self.resident.sees("今天想办什么事"))

    def social_card(self) -> None:
        """A bank card in the social-card reader is refused politely; the social security card is read."""
        self._sit_down()
        self._choose("社保参保证明")
        self.resident.press("社会保障卡")
        self.world.insert_bank_card()
        self.resident.wait_for("这张卡这里读不了")
        self.resident.picture("card-not-supported")
        self.world.slot.remove()
        self.world.insert_social_card("zhang-wei")
        self.resident.wait_for("查到了")
        self.world.slot.remove()
        self.state("a bank card is not read, a social security card is", held=self.resident.sees("来自社保卡"))
        self._end()

    def paper_out_before(self) -> None:
        """The paper tray is empty: found before anybody fills in a form."""
        self.world.empty_tray()
        self._sit_down()
        self._until(lambda: not self.resident.sees("能打印"), 20)
        self.resident.picture("home-no-paper")
        self.resident.press("社保参保证明")
        self.resident.wait_for("看看别处")
        self.resident.picture("no-paper-before")
        self.state("without paper nobody is asked for a card", held=not self.resident.sees("请把身份证平放在读卡区"))
        self.world.printer.recover()
        self._end()

    def offline(self) -> None:
        """The network is pulled; 张伟 applies all the same."""
        before = len(self.world.printed())
        self.world.cable.cut()
        self._sit_down()
        self._until(lambda: self.resident.sees("网络断了"), 40)
        self.resident.picture("home-offline")
        self._apply(pictures=False)
        self.resident.press("提交")
        self.resident.wait_for("本机已收下，平台还没收到", timeout_s=30)
        self.resident.wait_for("请从下面出纸口拿走", timeout_s=60)
        self.resident.picture("receipt-kept")
        paper = text_of(self.world.printed()[-1])
        self.state("the slip is a 收件凭证", held=len(self.world.printed()) == before + 1 and "收件凭证" in paper)
        self.state("it is marked 尚未受理, with a local number", held="尚未受理" in paper and "XT07-" in paper)
        self.state("the platform has not received it", held=len(self._matters()) == 1)
        waiting = [item for item in self._outbox() if item["state"] == "waiting"]
        self.state("kioskctl shows it waiting", held=len(waiting) == 1)
        self.resident.press("结束")
        self.resident.wait_for("摸一下屏幕")
        self.state("结束 beside 评一评 ends it at once", held=not self.resident.sees("这次办得怎么样"))

    def report_offline(self) -> None:
        """Something could not be done: 办不成事 takes it down, offline as well."""
        self._sit_down()
        self._choose("社保参保证明", begun=False)
        self.resident.wait_for("看看别处")
        self.resident.picture("certificate-needs-network")
        self.resident.press("看看别处")
        self.resident.wait_for("别处哪里能办")
        self.resident.picture("places")
        self.state("she is told where else it can be done", held=self.resident.sees("厚街镇便民服务中心"))
        self.resident.press("返回")
        self.resident.press("求助")
        self.resident.press("办不成事，说给我们听")
        self._report()
        self.resident.wait_for("本机已收下，平台还没收到", timeout_s=30)
        self.resident.picture("report-kept")
        waiting = [item for item in self._outbox() if item["state"] == "waiting"]
        self.state("the report is kept on this terminal", held=len(waiting) == 2)
        self.resident.press("办完了")

    def online_again(self) -> None:
        """The cable is plugged in again: what was kept goes out by itself."""
        self.world.cable.plug()
        self._until(lambda: len(self._matters()) == 3, 60)
        received = self._matters()
        self.state(
            "the platform has all three, once each", held=len({each["key"] for each in received}) == 3 == len(received)
        )
        report = json.dumps(received[-1:], ensure_ascii=False)
        self.state("the report carries service and fault code", held="social-insurance" in report and "NET-" in report)
        items = self._outbox()
        self.state(
            "the platform's numbers are on record",
            held=all(each["platform_number"] for each in items) and len(items) == 4,  # and the rating
        )

    def crash(self) -> None:
        """The power fails in the middle of a form; the same card brings the resident back to it."""
        self._begin_allowance()
        time.sleep(0.5)
        self.resident.kill()
        self.resident.start()
        self._sit_down()
        self._choose(ALLOWANCE)
        self.world.put("zhang-wei")
        self.resident.wait_for("津贴发到哪张银行卡")
        self.world.reader.lift()
        self.resident.picture("back-after-crash")
        self.resident.press("返回")
        self.resident.wait_for("您的手机号是多少")
        self.state("he stands where he stood, and his phone number is kept", held=self.resident.sees("138 0000 5620"))
        self._end()

    def idle(self) -> None:
        """Nobody touches anything: the terminal asks, then forgets."""
        self._begin_allowance()
        self.resident.wait_for("您还在吗？", timeout_s=60)
        self.resident.picture("idle")
        self.resident.press("我还在，加时间")
        self.resident.wait_gone("您还在吗？")
        self.state("more time is given when asked", held=self.resident.sees("津贴发到哪张银行卡"))
        self.resident.wait_for("摸一下屏幕", timeout_s=90)
        self.state("after the last second nothing of him stands there", held=not self.resident.sees("138"))
        self._sit_down()
        self._choose(ALLOWANCE)
        self.world.put("zhang-wei")
        self.resident.wait_for("您的手机号是多少")
        self.world.reader.lift()
        self.state("and his own card finds an empty form", held=not self.resident.sees("138"))
        self._end()
        self.resident.stop()

    def landscape(self) -> None:
        """The same program on a landscape screen."""
        self.world.write_config(width=1920, height=1080)
        self.resident.start()
        self._sit_down()
        self._until(lambda: self.resident.sees("能打印") and self.resident.sees("网络正常"), 20)
        home = self.resident.picture("landscape-home")
        self.state("its picture is 1920 wide and 1080 high", held=size_of(home) == (1920, 1080))
        self._state_home("home offers and says there what it did in portrait")
        self._choose(ALLOWANCE)
        self.resident.picture("landscape-identify")
        self.world.put("zhang-wei")
        self.resident.wait_for("您的手机号是多少")
        self.resident.picture("landscape-form")
        self.state("his card is read and the first question stands", held=self.resident.sees("您的手机号是多少"))
        self.world.reader.lift()
        self._end()
