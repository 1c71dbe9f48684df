"""A desk with a terminal on it: the outside world, the real program in a process of its own, and who stands there.

The gestures are the demonstration's (`demo.gestures.Gestures`); here they get names that tests may use.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo.gestures import ALLOWANCE
from demo.resident import Resident
from demo.story import Story
from demo.world import DemoWorld

NAME, NUMBER, PHONE = "张伟", "441900195103071237", "13800005620"
NEXT_STEP = "津贴发到哪张银行卡"  # where the allowance stands once the phone number is given


@dataclass
class Desk(Story):
    """The resident before the terminal, in a world."""

    folder: Path = Path()

    def sit_down(self) -> None:
        """Stand at home, once the terminal says what it can do."""
        self._sit_down()
        self._until(lambda: self.resident.sees("能打印") or self.resident.sees("打不了纸"), 30)

    def choose_allowance(self) -> None:
        """Open the allowance and stand where the card is wanted."""
        self._choose(ALLOWANCE)

    def identify(self, who: str = "zhang-wei") -> None:
        """From home to the first question, or wherever the card leads."""
        self.choose_allowance()
        self.world.put(who)

    def give_phone(self) -> None:
        """Answer the first question and stand at the second, without the card."""
        self.resident.wait_for("您的手机号是多少", timeout_s=30)
        self.world.reader.lift()
        self._digits(PHONE)
        self.resident.press("继续")
        self.resident.wait_for(NEXT_STEP)

    def leave(self) -> None:
        """End on the page that says what became of the matter, once its paper is out; without a rating."""
        self.resident.wait_for("评一评", timeout_s=60)
        self.resident.press("结束")
        self.resident.wait_for("摸一下屏幕", timeout_s=20)

    def fill_in(self) -> None:
        """From home to "check your answers"."""
        self._apply(pictures=False)

    def end(self) -> None:
        """Leave; nothing of the session stays."""
        self._end()

    def _digits(self, digits: str) -> None:
        for digit in digits:
            self.resident.press(digit, pause_s=0.0)

    def until(self, holds: Callable[[], bool], timeout_s: float) -> bool:
        """Wait until it holds; False when it never did."""
        self._until(holds, timeout_s)
        return holds()

    def break_at(self, where: str) -> int:
        """Make the terminal fail there (`tests.support.watched_terminal`); return its exit code."""
        process = self.resident._process
        assert process is not None
        self.resident._ask({"do": f"break_{where}"})
        return process.wait(20)

    def outbox(self) -> list[dict[str, Any]]:
        """What `kioskctl outbox list` says."""
        return self._outbox()

    def report(self) -> dict[str, Any]:
        """What the running terminal says of itself."""
        facts: dict[str, Any] = json.loads((self.folder / "store" / "running.json").read_text())
        return facts

    def log(self) -> str:
        """What the terminal's processes wrote to standard error."""
        return (self.folder / "terminal.log").read_text(encoding="utf-8")


@contextmanager
def desk_in(
    folder: Path, *, world: DemoWorld | None = None, robot: str = "demo.robot", change: Callable[[str], str] = str
) -> Iterator[Desk]:
    """A desk in a folder, its terminal not started yet. `change` may rewrite kiosk.toml."""
    folder.mkdir(parents=True, exist_ok=True)
    with world or DemoWorld(folder) as there:
        config = there.write_config()
        config.write_text(change(config.read_text("utf-8")), encoding="utf-8")
        resident = Resident(config=config, folder=folder, environment=_environment(there, folder), robot=robot)
        try:
            yield Desk(world=there, resident=resident, config=config, tell=lambda _line: None, folder=folder)
        finally:
            resident.stop()


@contextmanager
def another(shared: Desk, folder: Path, change: Callable[[str], str] = str) -> Iterator[Desk]:
    """Another terminal in the same world, with settings, store and log of its own."""
    shared.world.platform.clear()
    shared.world.cable.plug()
    shared.world.reader.plug()
    shared.world.reader.lift()
    shutil.copy(shared.folder / "platform.token", folder)
    config = folder / "kiosk.toml"
    config.write_text(change(shared.config.read_text("utf-8")), "utf-8")
    resident = Resident(config=config, folder=folder, environment=_environment(shared.world, folder))
    try:
        yield Desk(world=shared.world, resident=resident, config=config, tell=lambda _line: None, folder=folder)
    finally:
        resident.kill()


def _environment(world: DemoWorld, folder: Path) -> dict[str, str]:
    return {**world.environment, "CACHE_DIRECTORY": str(folder / "cache"), "XDG_RUNTIME_DIR": str(folder)}
