"""A new service file has nothing that lint could find, and is walked to its end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flows.catalogue import load_catalogue
from flows.lint import lint
from flows.model import effect as fx
from kiosk.authoring.scaffold import scaffold
from kiosk.documents.papers import PAPERS, needed_keys
from tests.support.flow_walks import Walk, bundled, service_texts

ICONS = json.loads((Path(__file__).parents[3] / "ui" / "theme" / "icons.json").read_text("utf-8"))["icons"]


def test_lint_finds_nothing_in_it() -> None:
    texts = {**service_texts(), "new.yaml": scaffold("a-new-one", "mzj", "./service.schema.json")}
    found = lint(
        load_catalogue(texts, bundled().reference),
        templates={name: needed_keys(paper) for name, paper in PAPERS.items()},
        icons=ICONS,
    )
    assert [each for each in found if each.file == "new.yaml"] == []


def test_a_resident_comes_to_its_end() -> None:
    texts = {**service_texts(), "new.yaml": scaffold("a-new-one", "mzj", "./service.schema.json")}
    walk = Walk(catalogue=load_catalogue(texts, bundled().reference))
    walk.begin("a-new-one")
    walk.to_the_end()
    assert walk.effects_of(fx.Submit)
    assert isinstance(walk.all_effects[-1], fx.EndSession)


def test_an_editor_finds_the_schema_from_its_first_line() -> None:
    first = scaffold("a-new-one", "mzj", "../docs/x.json").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../docs/x.json"


@pytest.mark.parametrize("wrong", ["", "A", "two words", "a_b", "-a", "新", "a/b", "a--b"])
def test_an_id_that_cannot_be_one_is_refused_in_words(wrong: str) -> None:
    with pytest.raises(ValueError, match="lower-case words"):
        scaffold(wrong, "mzj", "x")
