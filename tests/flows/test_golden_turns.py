"""Whole sessions, told turn by turn, are as they were: what changes in them changes for residents, and is looked at."""

import pytest

from tests.support.turns import FOLDER, STORIES, transcript


@pytest.mark.parametrize("name", STORIES)
def test_a_session_goes_as_it_is_told(name: str) -> None:
    told = (FOLDER / f"{name}.txt").read_text("utf-8")
    assert transcript(STORIES[name]) == told, "meant? `python -m tests.support.turns` tells it anew"


def test_every_telling_has_its_story() -> None:
    assert {file.stem for file in FOLDER.iterdir()} == set(STORIES)
