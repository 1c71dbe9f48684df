"""The demonstration's world and the levers of its control panel."""

from pathlib import Path

import pytest

from demo.world import DemoWorld


@pytest.mark.daemon
def test_every_switch_is_labelled_in_chinese_and_english(tmp_path: Path) -> None:
    with DemoWorld(tmp_path) as world:
        groups = world.switches()
        for press in (press for group in groups.values() for press in group.values()):
            press()
        summary = world.summary()
    labels = [*groups, *(label for group in groups.values() for label in group)]
    assert len(labels) > 15
    for label in labels:
        chinese, _, english = label.partition(" · ")
        assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese), label
        assert english[:1].isupper(), label
        assert english[:1].isascii(), label
    assert "Received by the platform: 0\n" in summary
    assert f"Printed: 0, in {tmp_path / 'printer' / 'printed'}" in summary
