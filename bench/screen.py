"""How fast the terminal stands, how fast a touch is answered, how much memory it holds.

`start.first_interactive`: from the process's start until its first screen can be used, beside a bare Qt Quick window,
interleaved in one run. `ui.next_screen_p99`: from a touch to the next frame on screen, through the whole terminal
(pointer event, kernel, effects, QML, rendering). `memory.pss`: what terminal and worker hold after those sessions,
shared pages counted in part (PSS).
"""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench.report import Entry
from demo.resident import Resident
from demo.world import DemoWorld
from kiosk.app.curtain import read_curtain

STARTS = 7
ROUNDS = 60
START_TARGET = 1.5
NEXT_SCREEN_TARGET_MS = 50.0
PSS_TARGET_MB = 200.0


def run() -> list[Entry]:
    """Measure all three."""
    with tempfile.TemporaryDirectory() as folder, DemoWorld(Path(folder)) as world:
        config = world.write_config()
        environment = {**os.environ, **world.environment, "QT_QPA_PLATFORM": "offscreen"}
        bare, ours = [], []
        _let_it_settle(config, environment)
        for _ in range(STARTS):
            bare.append(_start_ms([sys.executable, "-m", "bench.bare_window"], environment, Path(folder)))
            ours.append(_start_ms([sys.executable, "-m", "kiosk", "--config", str(config)], environment, Path(folder)))
        ratio = statistics.median(ours) / statistics.median(bare)
        start = Entry(
            name="start.first_interactive",
            value=round(statistics.median(ours), 1),
            unit="ms",
            compared_to={"bare Qt Quick window": round(statistics.median(bare), 1)},
            ratio=round(ratio, 2),
            target=f"<= {START_TARGET} x a bare window",
            met=ratio <= START_TARGET,
        )
        resident = Resident(config=config, folder=Path(folder), environment=world.environment)
        resident.start()
        try:
            frames = _touch(resident)
            pss = _pss_mb(resident.pid)
        finally:
            resident.stop()
    p50, p99 = statistics.median(frames), statistics.quantiles(frames, n=100)[98]
    return [
        start,
        Entry(name="ui.next_screen_p50", value=round(p50, 1), unit="ms"),
        Entry(
            name="ui.next_screen_p99",
            value=round(p99, 1),
            unit="ms",
            target=f"<= {NEXT_SCREEN_TARGET_MS:.0f} ms",
            met=p99 <= NEXT_SCREEN_TARGET_MS,
        ),
        Entry(
            name="memory.pss",
            value=round(pss, 1),
            unit="MB",
            target=f"< {PSS_TARGET_MB:.0f} MB",
            met=pss < PSS_TARGET_MB,
        ),
    ]


def _let_it_settle(config: Path, environment: dict[str, str]) -> None:
    """Run the terminal once until it has kept its curtain, as every terminal has after its first minute."""
    process = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "--config", str(config)], env=environment, stderr=subprocess.DEVNULL
    )
    end = time.monotonic() + 60
    while read_curtain(config) is None and time.monotonic() < end:
        time.sleep(0.1)
    process.terminate()
    process.wait(20)


def _start_ms(command: Sequence[str], environment: dict[str, str], folder: Path) -> float:
    address = folder / "notify"
    address.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(str(address))
        line.settimeout(60)
        began = time.perf_counter()
        process = subprocess.Popen(
            command, env={**environment, "NOTIFY_SOCKET": str(address)}, stderr=subprocess.DEVNULL
        )
        try:
            line.recv(64)
            return (time.perf_counter() - began) * 1000
        finally:
            process.terminate()
            process.wait(20)


def _touch(resident: Resident) -> list[float]:
    """Walk from page to page and back; return the milliseconds of each touch."""
    resident.press("摸一下屏幕")
    resident.wait_for("今天想办什么事")
    languages = ("繁 · EN", "English", "中文", "简体中文")
    walk = ("办事", "回首页", "老人津贴申请", "回首页", *languages, "大字版", "大字版", "高对比", "高对比")
    return [resident.press(name) for _ in range(ROUNDS) for name in walk]


def _pss_mb(pid: int) -> float:
    """Sum the PSS of a process and all its children."""
    total_kb = 0
    for each in (pid, *_children(pid)):
        for line in Path(f"/proc/{each}/smaps_rollup").read_text(encoding="utf-8").splitlines():
            if line.startswith("Pss:"):
                total_kb += int(line.split()[1])
    return total_kb / 1024


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
    return [each for child in map(int, found) for each in (child, *_children(child))]
