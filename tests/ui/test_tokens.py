"""The look's colours keep their contrast, and `Theme.qml` is what `tokens.json` says."""

from __future__ import annotations

import re

import pytest

from ui.tokens import FOLDER, contrast, load_tokens, theme_qml

TEXT, SHAPE = 4.5, 3.0
CARE = 7.0  # care and high contrast ask more of text: WCAG 2.2, 1.4.6
PAIRS = [
    # foreground, background, need in light: the look, section 2.1
    *((ink, ground, TEXT) for ink in ("ink", "ink2", "sedge", "agarwood") for ground in ("paper", "card", "sunk")),
    *((ink, ground, TEXT) for ink in ("lychee", "water") for ground in ("paper", "card")),
    ("sedgeText", "sedge", TEXT),
    ("sedgeText", "sedgeDeep", TEXT),
    ("sedgeText2", "sedge", TEXT),
    ("sedge", "sedgeWash", TEXT),
    ("agarwood", "agarwoodWash", TEXT),
    ("lychee", "lycheeWash", TEXT),
    ("water", "waterWash", TEXT),
    ("tableText", "table", TEXT),
    ("tableText", "pill", TEXT),
    ("ink", "key", TEXT),
    ("ink", "keyGrey", TEXT),
    ("qrDark", "qrLight", 7.0),
    ("edge", "card", SHAPE),
    ("edge", "paper", SHAPE),
    ("sedge", "track", SHAPE),
    ("focus", "focusLine", SHAPE),
    ("corner", "table", SHAPE),
]


def test_contrast_is_the_ratio_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#0B5B4B") == pytest.approx(8.0, abs=0.05)  # as the look states it
    assert contrast("#76807A", "#F5F3EC") == pytest.approx(3.7, abs=0.05)


@pytest.mark.parametrize("theme", range(3), ids=["light", "care", "contrast"])
@pytest.mark.parametrize(("front", "back", "need"), PAIRS, ids=[f"{front}-on-{back}" for front, back, _ in PAIRS])
def test_every_pair_of_colours_is_told_apart(front: str, back: str, need: float, theme: int) -> None:
    if (front, back, theme) == ("focus", "focusLine", 2):
        pytest.skip("in high contrast the ring is told by its gap and double line, not its hue")
    colours = load_tokens()["colours"]
    assert contrast(colours[front][theme], colours[back][theme]) >= need


@pytest.mark.parametrize("front", ["ink", "ink2", "sedge", "agarwood", "lychee", "water", "edge"])
def test_high_contrast_is_seven_to_one_on_black(front: str) -> None:
    colours = load_tokens()["colours"]
    assert all(colours[ground][2] == "#000000" for ground in ("paper", "card", "sunk", "sedgeWash", "lycheeWash"))
    assert contrast(colours[front][2], "#000000") >= CARE


def test_no_role_is_smaller_than_its_floor() -> None:
    tokens = load_tokens()
    floors = dict(zip(tokens["readings"], (36, 40, 44, 44, 44), strict=True))  # the look, section 3
    for at, reading in enumerate(tokens["readings"]):
        for name, role in tokens["roles"].items():
            assert role["size"][at] >= floors[reading], (name, reading)
            assert role["line"][at] >= 1.15 * role["size"][at], (name, reading)


def test_theme_qml_is_current() -> None:
    assert (FOLDER / "Theme.qml").read_text("utf-8") == theme_qml(load_tokens()), "run `python -m ui.tokens`"


def test_no_name_is_taken_for_a_signal_handler() -> None:
    names = re.findall(r"property \w+ (\w+)", theme_qml(load_tokens()))
    assert len(names) > 80
    assert [name for name in names if re.match(r"on[A-Z]", name)] == []
