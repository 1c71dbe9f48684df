"""A figure, its peers and its target, and the table and ``bench/results.json`` that are made of them. One thread."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One figure. `ratio` compares it to the peer that the target names; `met` is None where nothing is targeted."""

    name: str
    value: float
    unit: str
    compared_to: Mapping[str, float] = field(default_factory=dict)
    ratio: float | None = None
    target: str = ""
    met: bool | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the entry of ``results.json``."""
        return {
            "name": self.name,
            "value": _rounded(self.value),
            "unit": self.unit,
            "compared_to": {peer: _rounded(value) for peer, value in self.compared_to.items()},
            "ratio": None if self.ratio is None else round(self.ratio, 3),
            "target": self.target or None,
            "met": self.met,
        }


def median_ratio(ours: Sequence[float], peer: Sequence[float]) -> float:
    """Return the median of `ours` / `peer` over rounds that measured both: a noisy machine cancels out."""
    return statistics.median(one / other for one, other in zip(ours, peer, strict=True))


def machine() -> dict[str, str | int]:
    """What the figures were measured on."""
    return {
        "system": f"{platform.system()} {platform.release()}",
        "processor": _processor(),
        "cores": os.cpu_count() or 0,
        "memory_mib": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }


def print_table(entries: Sequence[Entry]) -> None:
    """Print one line a figure, and one for each peer below it."""
    width = max((len(entry.name) for entry in entries), default=0) + 2
    for entry in entries:
        ratio = "" if entry.ratio is None else f"{entry.ratio:.2f}x"
        met = {None: "", True: "met", False: "NOT MET"}[entry.met]
        print(f"{entry.name:<{width}}{entry.value:>12,.1f} {entry.unit:<8}{ratio:>8}  {met:<8} {entry.target}".rstrip())
        for peer, value in entry.compared_to.items():
            print(f"{'':<{width}}{value:>12,.1f} {entry.unit:<8}          {peer}")


def write_results(entries: Sequence[Entry], path: Path = RESULTS) -> None:
    """Write ``results.json``."""
    content = {"machine": machine(), "results": [entry.as_json() for entry in entries]}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _rounded(value: float) -> float:
    return round(value, 1) if abs(value) >= 100 else round(value, 3)


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
