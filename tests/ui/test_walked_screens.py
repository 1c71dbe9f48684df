"""The bundled services' own screens, as a resident comes to them, in every look: text whole, targets sure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QSize

from flows.model import event as ev
from flows.model.screen import CheckBody, Screen
from flows.model.values import Language
from kiosk.core.sensitive import Sensitive
from tests.support.flow_scenes import SCENES, scene
from tests.support.flow_walks import Walk
from tests.support.legibility import target_faults, text_faults
from tests.support.stage import LANDSCAPE, PORTRAIT, Stage, kind, settle

LOOKS = tuple((language, look) for look in ("light", "care") for language in Language)


@pytest.mark.parametrize(("language", "look"), LOOKS)
@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_every_screen_on_the_way_is_whole(qapp: QCoreApplication, size: QSize, language: Language, look: str) -> None:
    stage = Stage(size)
    stage.open(scene("attract"))
    faults = {}
    for name in SCENES:
        screen = scene(name, language, care=look == "care")
        stage.bridge.show(replace(screen, key=name))  # every page comes in afresh
        settle(18)
        faults[name] = text_faults(stage) + target_faults(stage)
    stage.close()
    assert {name: found for name, found in faults.items() if found} == {}


@pytest.mark.parametrize("care", [False, True])
@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_the_end_of_a_report_keeps_its_icons_and_its_number_on_one_line(
    qapp: QCoreApplication,
    size: QSize,
    care: bool,  # noqa: FBT001 - pytest's own
) -> None:
    walk = Walk()
    walk.begin("elder-allowance")
    walk.until("identify")
    walk.take(ev.ReportAsked())
    walk.until("receipt")
    walk.answer()
    walk.state = replace(walk.state, reading=replace(walk.state.reading, care=care))
    screen = walk.screen
    assert [action.icon for action in screen.actions.left] == ["printer", "end"]
    stage = Stage(size)
    stage.open(screen)
    line = stage.find(lambda item: kind(item) == "ActionBar")
    icons = [item.property("name") for item in stage.items(line) if kind(item) == "Icon"]
    number = stage.find(lambda item: kind(item) == "Label" and item.property("text") == "DG 2026 1124 0418")
    lines = number.property("lineCount")
    stage.close()
    assert {"printer", "end"} <= set(icons)
    assert lines == 1


WORDS = {
    Language.ZH: "打印机一直没有纸，等了二十分钟，站里也没有人。" * 12,
    Language.ZH_HANT: "打印机一直没有纸，等了二十分钟，站里也没有人。" * 12,  # what somebody wrote stays as it is
    Language.EN: "The printer has been out of paper for twenty minutes and nobody was here to help. " * 3,
}


def check_pages(language: Language, *, care: bool) -> Iterator[Screen]:
    """The pages of "check your answers" of a report in many words."""
    walk = Walk()
    walk.begin("could-not-be-done")
    walk.until("check")
    run = walk.state.run
    assert run is not None
    answers = Sensitive({**run.answers.reveal(), "words": WORDS[language]})
    reading = replace(walk.state.reading, language=language, care=care)
    walk.state = replace(walk.state, reading=reading, run=replace(run, answers=answers))
    while True:
        yield walk.screen
        body = walk.screen.body
        assert isinstance(body, CheckBody)
        if body.next is None or not body.next.enabled:
            return
        walk.take(ev.PageTurned(1))


@pytest.mark.parametrize(("language", "look"), LOOKS)
@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_a_long_answer_is_read_whole_before_it_is_sent(
    qapp: QCoreApplication, size: QSize, language: Language, look: str
) -> None:
    stage = Stage(size)
    stage.open(scene("attract"))
    read = ""
    for number, screen in enumerate(check_pages(language, care=look == "care")):
        stage.bridge.show(replace(screen, key=str(number)))
        settle(18)
        assert text_faults(stage) + target_faults(stage) == []
        shown = {label.property("text") for label in stage.of("Label") if not label.property("truncated")}
        body = screen.body
        assert isinstance(body, CheckBody)
        assert {row.value for row in body.rows} <= shown
        read += "".join(row.value for row in body.rows if len(row.value) > 30)
    stage.close()
    assert WORDS[language].startswith(read)
    assert len(WORDS[language]) - len(read) <= 30
