import threading
from dataclasses import replace
from pathlib import Path

from sandbox.printer_control import Control, change_control, read_control, with_reason


def test_a_printer_that_nobody_touched_is_in_order(tmp_path: Path) -> None:
    assert read_control(tmp_path) == Control()
    assert not Control().halted


def test_settings_are_kept_and_changed_one_at_a_time(tmp_path: Path) -> None:
    change_control(tmp_path, lambda now: replace(now, sheets=100))

    def take_ten() -> None:
        for _ in range(10):
            change_control(tmp_path, lambda now: replace(now, sheets=(now.sheets or 0) - 1))

    hands = [threading.Thread(target=take_ten) for _ in range(4)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert read_control(tmp_path).sheets == 60


def test_a_reason_is_added_once_and_halts() -> None:
    jammed = with_reason(with_reason(Control(), "media-jam"), "media-jam")
    assert jammed.reasons == ("media-jam",)
    assert jammed.halted
    assert not with_reason(Control(), "media-low").halted
