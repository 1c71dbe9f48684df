"""How long the pinyin keyboard takes to answer the longest row of letters that it takes, parted in the most ways."""

from __future__ import annotations

import statistics
import time

from bench.report import Entry
from ui.keyboard.lexicon import BUNDLED, Lexicon
from ui.keyboard.pinyin import MOST_LETTERS, candidates

ROUNDS = 40
TARGET_MS = 100.0  # what a person takes for at once


def run() -> list[Entry]:
    """Measure."""
    lexicon = Lexicon(BUNDLED)
    typed = ("xianfangan" * 5)[:MOST_LETTERS]
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        candidates(lexicon, typed)
        taken.append((time.perf_counter() - began) * 1000)
    p99 = statistics.quantiles(taken, n=100)[98]
    return [
        Entry(
            name="keyboard.longest_p99",
            value=round(p99, 1),
            unit="ms",
            target=f"<= {TARGET_MS:.0f} ms",
            met=p99 <= TARGET_MS,
        )
    ]
