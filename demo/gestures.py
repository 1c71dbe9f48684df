"""What the scripted resident does over and over: sit down, put a card on, fill in a form, leave.

Waits until each page stands and raises `NotOnScreenError` when it does not. States nothing: that is the story's part.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo.handwriting import SIGNATURE
from demo.resident import NotOnScreenError, Resident
from demo.world import DemoWorld

ALLOWANCE = "老人津贴申请"
PHONE, BANK_CARD = "13800005620", "6217000012340016608"


@dataclass
class Gestures:
    """A resident before a terminal, in a world."""

    world: DemoWorld
    resident: Resident
    config: Path

    def _sit_down(self) -> None:
        self._until(lambda: self.resident.sees("摸一下屏幕") or self.resident.sees("今天想办什么事"), 30)
        if self.resident.sees("摸一下屏幕"):
            self.resident.press("摸一下屏幕")
        self.resident.wait_for("今天想办什么事")

    def _choose(self, service: str, *, begun: bool = True) -> None:
        self.resident.press(service)
        if begun:
            self.resident.press("开始办")
            self.resident.wait_for("请把身份证平放在读卡区")

    def _begin_allowance(self) -> None:
        self._sit_down()
        self._choose(ALLOWANCE)
        self.world.put("zhang-wei")
        self.resident.wait_for("您的手机号是多少")
        self._digits(PHONE)
        self.resident.press("继续")
        self.resident.wait_for("津贴发到哪张银行卡")
        self.world.reader.lift()

    def _apply(self, *, pictures: bool) -> None:
        shoot = self.resident.picture if pictures else (lambda _title: None)
        self._choose(ALLOWANCE)
        self.world.put("zhang-wei")
        found = self.resident.wait_for("照现在看，可以申请", "您的手机号是多少", timeout_s=30)
        if found.startswith("照现在看"):
            self.resident.picture("provisional")
            self.resident.press("继续")
            self.resident.wait_for("您的手机号是多少")
        self.world.reader.lift()
        self._digits(PHONE)
        shoot("form-phone")
        self.resident.press("继续")
        self.resident.wait_for("津贴发到哪张银行卡")
        self._digits(BANK_CARD)
        shoot("form-bank-card")
        self.resident.press("继续")
        self.resident.wait_for("哪个村")
        shoot("choose-village")
        self.resident.press("溪头")
        self.resident.press("继续")
        self.resident.wait_for("镜头正在看台面", timeout_s=30)
        self._until(lambda: self.resident.sees("四个角都在"), 20)
        shoot("camera-live")
        self.resident.press("拍照")
        self.resident.wait_for("拍好了")
        shoot("camera-taken")
        self.resident.press("继续")
        self.resident.wait_for("请签上您的名字")
        self.resident.draw("在线的上方写", SIGNATURE)
        shoot("signature")
        self.resident.press("签好了")
        self.resident.wait_for("请看一遍")
        shoot("check-answers")

    def _report(self) -> None:
        self.resident.wait_for("什么事没有办成")
        self.resident.picture("report-reason")
        self.resident.press("机器不好用")
        self.resident.press("继续")
        self.resident.wait_for("请说说是怎么回事")
        for letter in "meiyouwangluo":
            self.resident.press(letter)
        self.resident.picture("pinyin-keyboard")
        self.resident.press("没有网络")
        self.resident.press("继续")
        self.resident.wait_for("打哪个电话")
        self._digits(PHONE)
        self.resident.press("继续")
        self.resident.wait_for("请看一遍")
        self.resident.press("提交")

    def _digits(self, digits: str) -> None:
        for digit in digits:
            self.resident.press(digit)

    def _end(self) -> None:
        if self.resident.sees("摸一下屏幕"):
            return
        self.resident.press("结束")
        if self.resident.sees("不办了"):
            self.resident.press("不办了")
        self.resident.wait_for("摸一下屏幕", "今天想办什么事")

    def _until(self, holds: Callable[[], bool], timeout_s: float) -> None:
        end = time.monotonic() + timeout_s
        while time.monotonic() < end:
            if holds():
                return
            time.sleep(0.1)
        raise NotOnScreenError(
            f"waited {timeout_s:.0f} s in vain; the screen says: {' | '.join(self.resident.texts())}"
        )

    def _outbox(self) -> list[dict[str, Any]]:
        command = [
            sys.executable,
            "-m",
            "kiosk.cli.main",
            "outbox",
            "list",
            "--all",
            "--json",
            "--config",
            str(self.config),
        ]
        found: list[dict[str, Any]] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        return found
