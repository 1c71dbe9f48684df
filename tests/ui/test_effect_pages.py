"""Paying, going on by phone, bundles and electronic certificates, in every look: text whole, targets sure."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QSize

from flows.model.values import Language
from tests.support.effects import CODE
from tests.support.flow_scenes import scene
from tests.support.legibility import target_faults, text_faults
from tests.support.screens_effects import EFFECT_SCREENS, effect_sample
from tests.support.stage import LANDSCAPE, PORTRAIT, Stage, box, kind, settle

LOOKS = tuple((language, look) for look in ("light", "care") for language in Language)
LEAST_CODE_PX = 240  # some 60 mm: a telephone reads it at arm's length (look.md, 6)


@pytest.mark.parametrize(("language", "look"), LOOKS)
@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_every_screen_is_whole(qapp: QCoreApplication, size: QSize, language: Language, look: str) -> None:
    stage = Stage(size)
    stage.open(scene("attract"))
    faults = {}
    for name in EFFECT_SCREENS:
        screen = effect_sample(name, language, care=look == "care")
        stage.bridge.show(replace(screen, key=name))  # every page comes in afresh
        settle(18)
        faults[name] = text_faults(stage) + target_faults(stage)
    stage.close()
    assert {name: found for name, found in faults.items() if found} == {}


@pytest.mark.parametrize("care", [False, True])
@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_a_code_to_pay_is_large_enough_for_any_telephone(
    qapp: QCoreApplication,
    size: QSize,
    care: bool,  # noqa: FBT001 - pytest's own
) -> None:
    stage = Stage(size)
    stage.open(effect_sample("pay", care=care))
    settle(60)
    code = stage.find(lambda item: kind(item) == "QrCode" and item.property("text") == CODE)
    width = box(code).width()
    quiet = code.property("quiet")
    stage.close()
    assert width - 2 * quiet >= LEAST_CODE_PX
