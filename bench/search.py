"""How long the search box takes to answer, over a city's services and over a province's, and whether it misses any.

What is typed is drawn from the catalogue as people type: parts of titles, pinyin, initials, everyday words, English,
with slips, and what is not there at all. Times are those of the processor, since the search waits for nothing, and the
quickest of three counts, since other programs share its cache. Of all that is typed the slowest in a hundred is told.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

import flows
from bench.report import Entry
from flows.finding import Document, Index, Lore, parse_lore
from tools.generate_catalogue import generate

SEED = 20261124
TYPED = 3_000  # queries of each measurement
SUBSTRINGS = 1_500
ROWS = 8  # of a page of results
TARGETS_MS = {2_500: 1.0, 20_000: 8.0}
LETTERS = "abcdefghijklmnopqrstuvwxyz"
CHARACTERS = "的一是在不了有和人这中大为上个国我以要他"


def run() -> list[Entry]:
    """Measure."""
    folder = Path(flows.__file__).parent / "reference"
    lore = parse_lore(
        readings=(folder / "readings.tsv").read_text("utf-8"),
        simplified=(folder / "simplified.tsv").read_text("utf-8"),
        synonyms=(folder / "synonyms.tsv").read_text("utf-8"),
    )
    entries = []
    for count, target in TARGETS_MS.items():
        documents = [each.document() for each in generate(count)]
        index = Index.of(documents, lore)
        p99 = _p99_ms(index, typed_by_people(documents, lore, TYPED))
        entries.append(
            Entry(
                name=f"search.p99_{count}",
                value=round(p99, 3),
                unit="ms",
                target=f"< {target:.0f} ms",
                met=p99 < target,
            )
        )
        if count == min(TARGETS_MS):
            entries.append(_recall(index, documents))
    return entries


def typed_by_people(documents: Sequence[Document], lore: Lore, count: int) -> list[str]:
    """Return what people might type in search of these, the same each time."""
    chance = random.Random(SEED)
    return [_typed(chance, chance.choice(documents), lore) for _ in range(count)]


def _typed(chance: random.Random, wanted: Document, lore: Lore) -> str:
    title, english = wanted.title["zh-Hans"], wanted.title["en"]
    start = chance.randrange(len(title) - 2)
    part = title[start : start + chance.randint(2, 8)]
    syllables = [each for each, _, _ in lore.tokens(part)]
    words = english.split()
    first = chance.randrange(len(words))
    match chance.randrange(10):
        case 0 | 1:
            return part
        case 2:
            return _slip(chance, part, CHARACTERS) if len(part) > 2 else part
        case 3:
            whole = "".join(syllables)
            return whole[: chance.randint(2, max(2, len(whole)))]
        case 4:
            return _slip(chance, "".join(syllables), LETTERS)
        case 5:
            return "".join(each[0] for each in syllables)
        case 6:
            return chance.choice(list(lore.everyday))
        case 7:
            return " ".join(words[first : first + 2])[: chance.randint(3, 20)]
        case 8:
            return _slip(chance, words[first], LETTERS)
        case _:
            return "".join(chance.choices(chance.choice((LETTERS, CHARACTERS)), k=chance.randint(2, 12)))


def _slip(chance: random.Random, text: str, letters: str) -> str:
    at = chance.randrange(len(text))
    end = at + chance.choice((0, 1))
    return text[:at] + chance.choice(("", chance.choice(letters))) + text[end:]


def _p99_ms(index: Index, typed: Sequence[str]) -> float:
    return statistics.quantiles([min(_ms(index, each) for _ in range(3)) for each in typed], n=100)[98]


def _ms(index: Index, typed: str) -> float:
    began = time.thread_time()
    index.find(typed, ROWS)
    return (time.thread_time() - began) * 1000


def _recall(index: Index, documents: Sequence[Document]) -> Entry:
    """Of all documents that have a substring, how many are found by it, over substrings of two characters and more."""
    chance = random.Random(SEED)
    wanted = found = 0
    for _ in range(SUBSTRINGS):
        document = chance.choice(documents)
        text = chance.choice([document.title["zh-Hans"], *document.keywords])
        length = min(len(text), chance.randint(2, 6))
        start = chance.randrange(len(text) - length + 1)
        part = text[start : start + length]
        if sum(map(str.isalnum, part)) < 2:
            continue  # one character and a bracket
        having = {each.id for each in documents if part in each.title["zh-Hans"] or part in " ".join(each.keywords)}
        wanted += len(having)
        found += len(having & {hit.id for hit in index.find(part, len(documents))})
    share = 100 * found / wanted
    return Entry(name="search.recall", value=share, unit="%", target="100 %", met=found == wanted)
