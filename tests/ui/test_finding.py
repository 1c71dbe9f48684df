"""Finding with the real keyboard, the real index and the bundled catalogue; every page that it leads to is whole."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QSize

from flows.model import event as ev
from flows.model.screen import SearchBody
from flows.model.values import Language
from tests.support.flow_walks import Walk
from tests.support.legibility import target_faults, text_faults
from tests.support.screens import EN, ZH
from tests.support.screens_finding import FINDING_SCREENS, at_home, finding_sample, searchable, shown
from tests.support.stage import LANDSCAPE, PORTRAIT, Stage, settle

WORDIEST = 6  # by title, and as many by what is said
LOOKS = [(ZH, False), (EN, False), (ZH, True), (EN, True)]


@pytest.fixture(scope="module", params=[PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def stage(request: pytest.FixtureRequest, qapp: QCoreApplication) -> Iterator[Stage]:
    made = Stage(request.param)
    made.open(finding_sample("found-home", ZH))
    yield made
    made.close()


@pytest.mark.parametrize(("language", "care"), LOOKS)
@pytest.mark.parametrize("name", FINDING_SCREENS)
def test_every_page_of_finding_is_whole(stage: Stage, name: str, language: str, care: bool) -> None:  # noqa: FBT001
    stage.bridge.show(finding_sample(name, language, care=care))
    settle(40)
    assert text_faults(stage) == []
    assert target_faults(stage) == []


def wordiest(page: str, language: str) -> list[str]:
    """Return the services or questions with the longest titles and the most to read: what fits them fits all."""
    tag = Language(language)
    if page == "answer":
        lengths = {
            each.id: (len(each.question.of(tag)), len(each.answer.of(tag)))
            for each in searchable().guide.answers.values()
        }
    else:
        heads = [each.head for each in searchable().services]
        lengths = {each.id: (len(each.title.of(tag)), len(each.about.who.of(tag))) for each in heads}
    longest = {name for at in (0, 1) for name in sorted(lengths, key=lambda name: -lengths[name][at])[:WORDIEST]}
    return sorted(longest)


@pytest.mark.parametrize(("language", "care"), LOOKS)
@pytest.mark.parametrize("page", ["about", "answer"])
def test_what_is_read_of_the_wordiest_services_and_questions_is_whole(
    stage: Stage,
    page: str,
    language: str,
    care: bool,  # noqa: FBT001 - pytest's own
) -> None:
    faults = {}
    for name in wordiest(page, language):
        walk = at_home()
        walk.take(ev.PageOpened(page, name))
        stage.bridge.show(shown(walk, language, care=care))
        settle(40)
        faults[name] = text_faults(stage) + target_faults(stage)
    assert {name: found for name, found in faults.items() if found} == {}


class Played:
    """A window before which somebody stands, with the kernel behind it."""

    def __init__(self, size: QSize) -> None:
        self.walk: Walk = at_home()
        self.stage = Stage(size)
        self.stage.open(self.walk.screen)
        self.stage.bridge._on_event = self.take

    def take(self, event: ev.Event) -> None:
        self.walk.take(event)
        self.stage.bridge.show(self.walk.screen)

    def touch(self, label: str) -> None:
        self.stage.touch_label(label)
        self.stage.bridge._last_act_at = float("-inf")  # no touch is too soon after another
        settle(40)


def test_two_letters_and_a_touch_lead_to_a_service_and_its_beginning(qapp: QCoreApplication) -> None:
    played = Played(PORTRAIT)
    played.touch("写两个字找，如“老人”")
    played.stage.type("lr")
    settle(40)
    body = played.walk.screen.body
    assert isinstance(body, SearchBody)
    assert body.rows, "initials find before a character is chosen"
    assert "老人津贴申请" in played.stage.texts()
    played.touch("老人津贴申请")
    assert "现在就能在这里办" in played.stage.texts()
    played.touch("返回")
    assert played.stage.input().property("text") == "lr", "what was written is still there"
    played.touch("老人津贴申请")
    played.touch("开始办")
    assert played.walk.state.run is not None
    assert played.walk.state.typed.reveal() == ""
    played.stage.close()
