"""How long a compiled catalogue of 20,000 services takes to open, and how much memory it takes.

Measured in a process of its own that has read one service before: what stays is what the catalogue itself needs, its
search index, some pages of lists, searches and a service that was begun included. The file is mapped, as on a terminal.
"""

from __future__ import annotations

import gc
import json
import mmap
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import flows
from bench.report import Entry
from flows.compiled import Published, compiled, opened
from flows.finding import Lore
from flows.finding.knowledge import Knowledge, parse_knowledge
from flows.finding.lore import parse_lore
from flows.model.values import Language
from flows.reference import Reference
from flows.spec import checked_head, parse_service, raw_service
from tools.generate_catalogue import generate

COUNT = 20_000
LOAD_TARGET_MS = 300.0
MEMORY_TARGET_MIB = 60.0
ROUNDS = 5
FLOWS = Path(flows.__file__).parent
MODEL = FLOWS / "services" / "mzj" / "elder-allowance.yaml"  # whose steps all generated services have


def run() -> list[Entry]:
    """Measure."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder, "small"), Path(folder, "large")
        small.write_bytes(compiled(_services(1), _knowledge(), _lore()))
        large.write_bytes(compiled(_services(COUNT), _knowledge(), _lore()))
        size = large.stat().st_size / 2**20
        rounds = [_measured(small, large) for _ in range(ROUNDS)]
    load, memory = min(each["load_ms"] for each in rounds), max(each["memory_mib"] for each in rounds)
    return [
        Entry(
            name=f"catalogue.load_{COUNT}",
            value=load,
            unit="ms",
            target=f"< {LOAD_TARGET_MS:.0f} ms",
            met=load < LOAD_TARGET_MS,
        ),
        Entry(
            name=f"catalogue.memory_{COUNT}",
            value=memory,
            unit="MiB",
            compared_to={"the file itself": size},
            target=f"< {MEMORY_TARGET_MIB:.0f} MiB",
            met=memory < MEMORY_TARGET_MIB,
        ),
    ]


def _services(count: int) -> list[Published]:
    text = MODEL.read_text("utf-8")
    model, raw = parse_service(MODEL.name, text), raw_service(MODEL.name, text)
    found = []
    for item in generate(count):
        head = item.head()
        name = f"{item.id}.yaml"
        service = replace(model, head=checked_head(name, head), file=name, digest=f"{int(item.id[-5:]):064x}")
        found.append(Published(service=service, raw={**head, "steps": raw["steps"]}))
    return found


def _lore() -> Lore:
    names = ("readings", "simplified", "synonyms")
    return parse_lore(**{name: (FLOWS / "reference" / f"{name}.tsv").read_text("utf-8") for name in names})


def _knowledge() -> tuple[Knowledge, ...]:
    return parse_knowledge((FLOWS / "reference" / "knowledge.json").read_text("utf-8"))


def _measured(small: Path, large: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.catalogue", str(small), str(large)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parent.parent)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _resident_mib() -> float:
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def _use(path: Path, lore: Lore, knowledge: tuple[Knowledge, ...]) -> tuple[float, object]:
    """Open the catalogue and look around in it; return how long opening took, and what must not be let go of."""
    began = time.perf_counter()
    with path.open("rb") as file:
        content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    catalogue = opened(content, Reference(city="", towns=()), lore=lore, knowledge=knowledge)
    took = (time.perf_counter() - began) * 1000
    for typed in ("老人津贴", "laorenjintie", "lrjt", "laorenjintei", "打流水", "pension"):
        catalogue.guide.find(typed, 8)
    shown = [service.head.title.of(Language.ZH) for service in catalogue.services[:80]]
    first = catalogue.newest(catalogue.services[0].id)
    steps = first.steps if first else ()
    return took, (catalogue, shown, steps)


def main(small: Path, large: Path) -> None:
    """Measure in this process, and print."""
    lore, knowledge = _lore(), _knowledge()
    kept = _use(small, lore, knowledge)
    before = _resident_mib()
    took, catalogue = _use(large, lore, knowledge)
    print(json.dumps({"load_ms": took, "memory_mib": _resident_mib() - before, "kept": len((kept, catalogue))}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
