"""The outside world of one terminal: platform behind a network cable, readers, cards, printer, camera film, kiosk.toml.

Everything is the real program or the real wire; this file only starts it, holds the levers, and ends it again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import requests

from sandbox.film import make_film
from sandbox.idcard_reader import VirtualReader
from sandbox.network import NetworkCable
from sandbox.pcscd import PrivatePcscd
from sandbox.platform.process import DEFAULT_TERMINALS, PlatformProcess
from sandbox.printer import SandboxPrinter
from sandbox.residents import resident
from sandbox.social_card import CardSlot, bank_card, social_security_card

TERMINAL = "XT07"

_CONFIG = """\
# Written by the demonstration. All places and people are fictional.
[terminal]
code = "{terminal}"
place = "厚街镇·溪头村便民服务站"
place_en = "Xitou Village, Houjie Town"
town_code = "441900122"
village_code = "441900122015"
specimen = true

[[terminal.elsewhere]]
name = "本站人工窗口，往左 10 米"
name_en = "Staffed counter here, 10 m left"
open = [["08:30", "12:00"], ["14:00", "17:30"]]

[[terminal.elsewhere]]
name = "厚街镇政务服务中心"
name_en = "Houjie Town service centre"
aside = "2.1 公里"
aside_en = "2.1 km"

[platform]
base_url = "{platform}"
public_url = "{public}"
token_file = "platform.token"

[store]
folder = "store"

[screen]
width_px = {width}
height_px = {height}
orientation = "{orientation}"

[session]
idle_s = 30
warning_s = 20

[log]
folder = "log"

[[devices]]
name = "id-card-reader"
kind = "id_card"
driver = "sdt-serial"
address = "{reader}"

[[devices]]
name = "social-card-reader"
kind = "social_card"
driver = "pcsc"
address = "Virtual PCD 00 00"

[[devices]]
name = "printer"
kind = "printer"
driver = "ipp"
address = "{printer}"

[[devices]]
name = "document-camera"
kind = "document_camera"
driver = "opencv"
address = "{film}"
"""


class DemoWorld:
    """Starts it all in a folder. Use in a ``with`` block: leaving it ends every process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._stack = ExitStack()
        self.reader = VirtualReader(folder / "id-card-reader")
        self.pcscd = PrivatePcscd(folder / "pcscd")
        self.slot = CardSlot(self.pcscd.card_port)
        self.platform = PlatformProcess(folder / "platform")
        self.printer = SandboxPrinter(folder / "printer")
        self.film = folder / "film"

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            stack.enter_context(self.platform)
            self.cable = stack.enter_context(NetworkCable(self.platform.port))
            stack.enter_context(self.reader)
            stack.enter_context(self.pcscd)
            stack.callback(self.slot.remove)
            stack.enter_context(self.printer)
            make_film(self.film, "good")
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    @property
    def environment(self) -> dict[str, str]:
        """What the terminal's process needs to find this world's PC/SC daemon."""
        return self.pcscd.environment

    def write_config(self, *, width: int = 1080, height: int = 1920) -> Path:
        """Write kiosk.toml for a window of this size and return its path."""
        (self.folder / "platform.token").write_text(DEFAULT_TERMINALS[TERMINAL], encoding="utf-8")
        config = self.folder / "kiosk.toml"
        config.write_text(
            _CONFIG.format(
                terminal=TERMINAL,
                platform=self.cable.url,
                public=self.platform.url,
                width=width,
                height=height,
                orientation="landscape" if width > height else "portrait",
                reader=self.folder / "id-card-reader",
                printer=self.printer.uri,
                film=self.film,
            ),
            encoding="utf-8",
        )
        return config

    # --- levers, for the panel ----------------------------------------------------------------------------

    def switches(self) -> Mapping[str, Mapping[str, Callable[[], object]]]:
        """Return what the panel's buttons do, in groups."""
        return {
            "身份证读卡器 · ID-card reader": {
                "放上张伟的身份证 · Put on 张伟's card (75, Dongguan)": lambda: self.put("zhang-wei"),
                "放上李秀兰的身份证 · Put on 李秀兰's card (63, Dongguan)": lambda: self.put("li-xiulan"),
                "放上陈家豪的身份证 · Put on 陈家豪's card (72, Nanning)": lambda: self.put("chen-jiahao"),
                "放上梁晓雯的身份证 · Put on 梁晓雯's card (31, mother of a newborn)": lambda: self.put(
                    "liang-xiaowen"
                ),
                "拿开身份证 · Take the card away": self.reader.lift,
                "拔掉读卡器 · Unplug the reader": self.reader.unplug,
                "接上读卡器 · Plug the reader in": self.reader.plug,
            },
            "社保卡读卡器 · Social security card reader": {
                "插入张伟的社保卡 · Insert 张伟's social security card": lambda: self.insert_social_card("zhang-wei"),
                "插入银行卡 · Insert a bank card (this terminal does not take it)": self.insert_bank_card,
                "取出卡 · Take the card out": self.slot.remove,
            },
            "网络和平台 · Network and platform": {
                "拔掉网线 · Pull the network cable": self.cable.cut,
                "接上网线 · Plug the network cable in": self.cable.plug,
                "平台每次慢 2 秒 · Make the platform 2 s slow": lambda: self.platform.ask("slow", delay_s=2),
                "平台退回下一份 · Make the platform refuse the next one": lambda: self.platform.ask("refuse", times=1),
                "平台恢复正常 · Make the platform well again": self.platform.clear,
            },
            "打印机 · Printer": {
                "取走所有的纸 · Take all paper out": self.empty_tray,
                "让它卡纸 · Jam the paper": lambda: self.printer.fail("media-jam"),
                "打开盖子 · Open the cover": lambda: self.printer.fail("cover-open"),
                "装好纸，恢复正常 · Load paper, put it right": self.printer.recover,
            },
        }

    def put(self, resident_id: str) -> None:
        """Put this resident's ID card on the reader."""
        self.reader.put_card(resident(resident_id))

    def insert_social_card(self, resident_id: str) -> None:
        """Put this resident's social security card into the reader."""
        self.slot.insert(social_security_card(resident(resident_id)))

    def insert_bank_card(self) -> None:
        """Put a card into the reader that the terminal does not serve."""
        self.slot.insert(bank_card())

    def empty_tray(self) -> None:
        """Take all paper out of the printer; it says so at once."""
        self.printer.fail("media-empty")

    def vouched(self, addresses: list[str]) -> bool:
        """Open the page that a certificate's QR code leads to, as its reader would; True when the platform vouches."""
        return any(address.startswith((self.platform.url, self.cable.url)) and _opens(address) for address in addresses)

    def printed(self) -> list[Path]:
        """Return the printed documents, oldest first."""
        return list(self.printer.printed)

    def received(self) -> list[dict[str, Any]]:
        """Return what the platform has received, oldest first."""
        return self.platform.submissions()

    def summary(self) -> str:
        """Say how the world stands."""
        received, printed = len(self.received()), len(self.printed())
        return (
            f"平台收到 {received} 份 · Received by the platform: {received}\n"
            f"打印了 {printed} 份 · Printed: {printed}, in {self.folder / 'printer' / 'printed'}"
        )


def _opens(address: str) -> bool:
    with requests.Session() as browser:
        browser.trust_env = False
        page = browser.get(address, timeout=10)
    return page.status_code == HTTPStatus.OK and "text/html" in page.headers.get("Content-Type", "")
