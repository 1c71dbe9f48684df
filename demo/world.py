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
            "ID-card reader": {
                "张伟 (75, Dongguan)": lambda: self.put("zhang-wei"),
                "李秀兰 (63, Dongguan)": lambda: self.put("li-xiulan"),
                "陈家豪 (72, Nanning)": lambda: self.put("chen-jiahao"),
                "Lift the card": self.reader.lift,
                "Unplug the reader": self.reader.unplug,
                "Plug it in": self.reader.plug,
            },
            "Social card reader": {
                "张伟's social security card": lambda: self.insert_social_card("zhang-wei"),
                "A bank card (not supported)": self.insert_bank_card,
                "Take the card out": self.slot.remove,
            },
            "Network": {
                "Pull the cable": self.cable.cut,
                "Plug it in": self.cable.plug,
                "Slow (2 s)": lambda: self.platform.ask("slow", delay_s=2),
                "Refuse the next submission": lambda: self.platform.ask("refuse", times=1),
                "Platform well again": self.platform.clear,
            },
            "Printer": {
                "Take the paper out": self.empty_tray,
                "Jam it": lambda: self.printer.fail("media-jam"),
                "Open its cover": lambda: self.printer.fail("cover-open"),
                "Mend it": self.printer.recover,
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
        return (
            f"The platform has {len(self.received())} submissions.\n"
            f"The printer has printed {len(self.printed())} documents, in {self.folder / 'printer'}."
        )


def _opens(address: str) -> bool:
    with requests.Session() as browser:
        browser.trust_env = False
        page = browser.get(address, timeout=10)
    return page.status_code == HTTPStatus.OK and "text/html" in page.headers.get("Content-Type", "")
