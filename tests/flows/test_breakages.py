"""Lint catches what a hurried author breaks: every bundled service, broken in every way that applies to it."""

from __future__ import annotations

import json
import os
import zlib
from pathlib import Path

import pytest

from flows.catalogue import load_catalogue
from flows.lint import lint
from kiosk.documents.papers import PAPERS, needed_keys
from tests.support.breakages import BREAKAGES, broken, dump, load
from tests.support.flow_walks import bundled, service_texts

ROOT = Path(__file__).parents[2]
ICONS = json.loads((ROOT / "ui" / "theme" / "icons.json").read_text("utf-8"))["icons"]
TEMPLATES = {name: needed_keys(paper) - {"printed_at", "clock_synced"} for name, paper in PAPERS.items()}
FEWEST = 20
TRIED = {"check": 4, "ci": FEWEST, "torture": len(BREAKAGES)}[os.environ.get("HYPOTHESIS_PROFILE", "check")]


def findings(name: str, text: str) -> list[str]:
    """What lint says of this file alone."""
    loaded = load_catalogue({name: text}, bundled().reference)
    return [each.message for each in lint(loaded, templates=TEMPLATES, icons=ICONS) if each.file == name]


@pytest.mark.parametrize("name", sorted(service_texts()))
def test_lint_catches_twenty_ways_in_which_a_service_can_be_broken(name: str) -> None:
    text = service_texts()[name]
    assert findings(name, dump(load(text))) == [], "the service is whole before it is broken"
    ways = list(broken(text))
    assert len(ways) >= FEWEST
    first = zlib.crc32(name.encode()) % len(ways)  # others for each, so that all are tried on many
    tried = [*ways, *ways][first : first + min(TRIED, len(ways))]
    assert [way for way, spoilt in tried if not findings(name, spoilt)] == []


def test_every_breakage_breaks_some_bundled_service() -> None:
    left = set(BREAKAGES)
    for text in service_texts().values():
        left -= {way for way, _ in broken(text)}
        if not left:
            return
    assert left == set()
