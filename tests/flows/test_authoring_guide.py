"""The guide for whoever writes services is true: its example is taken out, checked, and walked to its end."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator

from flows.catalogue import Catalogue, load_catalogue
from flows.lint import lint
from flows.model import effect as fx
from flows.model import event as ev
from flows.steps.kinds import KINDS
from kiosk.authoring.schema import schema
from kiosk.documents.papers import PAPERS, needed_keys
from tests.support.flow_walks import Walk, bundled, service_texts

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "authoring.md").read_text("utf-8")
EXAMPLE = next(iter(re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)))
ICONS = json.loads((ROOT / "ui" / "theme" / "icons.json").read_text("utf-8"))["icons"]


def catalogue(example: str = EXAMPLE) -> Catalogue:
    """The example beside the one service that every catalogue has: what could not be done."""
    texts = {name: text for name, text in service_texts().items() if name.endswith("could-not-be-done.yaml")}
    assert len(texts) == 1
    return load_catalogue({**texts, "community-room.yaml": example}, bundled().reference)


def findings(example: str) -> list[str]:
    loaded = catalogue(example)
    templates = {name: needed_keys(paper) for name, paper in PAPERS.items()}
    found = lint(loaded, templates=templates, icons=ICONS)
    return [f"{each.file}:{each.line}: {each.message}" for each in found if each.file == "community-room.yaml"]


def test_lint_finds_nothing_in_the_example() -> None:
    assert findings(EXAMPLE) == []


def test_the_example_fits_the_schema() -> None:
    assert list(Draft7Validator(schema()).iter_errors(yaml.safe_load(EXAMPLE))) == []


@pytest.mark.parametrize(("option", "path"), [(0, 7), (2, 8)])
def test_the_example_is_walked_to_its_end(option: int, path: int) -> None:
    walk = Walk(catalogue=catalogue())
    walk.begin("community-room")
    walk.until("occasion")
    seen = ["identify", "occasion"]
    chosen = ("family", "meeting", "large")[option]
    walk.take(ev.OptionChosen("occasion", chosen), ev.Continued())
    while walk.state.session_id:
        if walk.step not in seen:
            seen.append(walk.step)
        walk.help_on()
    assert len(seen) == path
    assert ("plan" in seen) == (chosen == "large")
    [sent] = walk.effects_of(fx.Submit)
    assert isinstance(sent, fx.Submit)
    payload = sent.submission.payload.reveal()
    assert payload["occasion"] == chosen
    assert set(payload) == {"applicant", "occasion", "phone"}


def test_the_findings_that_the_guide_shows_are_those_that_lint_has() -> None:
    misspelt = findings(EXAMPLE.replace("answers.occasion == 'large'", "answers.ocasion == 'large'"))
    assert any("cannot be evaluated when the answers are: identify, occasion" in each for each in misspelt)
    unsent = findings(EXAMPLE.replace("      phone: answers.phone\n", ""))
    assert any("the answer 'phone' is asked for and never handed on" in each for each in unsent)


def test_every_command_of_the_guide_exists() -> None:
    from kiosk.cli.main import _parser  # noqa: PLC0415

    commands = re.findall(r"^\$ kioskctl (.+)$", GUIDE, re.MULTILINE)
    assert len(commands) >= 5
    for command in commands:
        assert _parser().parse_args(command.split()).command.startswith("kiosk.cli.")


def test_every_kind_of_step_that_the_guide_names_exists() -> None:
    named = set(re.findall(r"kind: (\w+)$", EXAMPLE, re.MULTILINE)) - {"apply"}
    assert named <= set(KINDS)
    assert {"identify", "choose", "form", "check", "submit", "receipt"} <= named
