"""A defect anywhere ends the terminal in order: blank, code 70, nothing personal told; the same card comes back."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.app.crash import EXIT_DEFECT
from tests.support.desk import NAME, NEXT_STEP, NUMBER, PHONE, Desk, desk_in
from tests.support.residue import family, found_in_files

pytestmark = [pytest.mark.daemon, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with desk_in(tmp_path_factory.mktemp("fragile"), robot="tests.support.watched_terminal") as desk:
        yield desk


@pytest.fixture
def fragile(shared: Desk) -> Iterator[Desk]:
    shared.world.reader.lift()
    shared.resident.start()
    yield shared
    shared.resident.kill()


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("slot", "ArithmeticError"),
        ("lane", "ArithmeticError"),
        ("thread", "ArithmeticError in broken"),
        ("qml", "QML: Error at file:///test/Broken.qml"),
    ],
)
def test_a_defect_ends_the_terminal_in_order_and_the_draft_is_left(fragile: Desk, where: str, told: str) -> None:
    blank = fragile.folder / "blank.json"
    blank.unlink(missing_ok=True)
    fragile.sit_down()
    fragile.identify()
    if fragile.resident.wait_for("您的手机号是多少", NEXT_STEP, timeout_s=30) != NEXT_STEP:
        fragile.give_phone()
    fragile.world.reader.lift()
    time.sleep(0.5)
    processes = family(fragile.resident.pid)
    assert fragile.break_at(where) == EXIT_DEFECT
    assert f"defect: {told}" in fragile.log()
    assert found_in_files(fragile.folder, [NAME, NUMBER, PHONE], but=["printer", "platform"]) == []
    if where in ("slot", "qml"):
        shown = json.loads(blank.read_text("utf-8"))["texts"]
        assert any("SYS-001" in text or "暂停服务" in text for text in shown), shown
        assert not any("银行卡" in text or PHONE[:3] in text for text in shown)
    assert fragile.until(lambda: not any(alive(pid) for pid in processes), 10)


def test_after_the_defects_the_same_card_stands_where_it_stood(fragile: Desk) -> None:
    fragile.sit_down()
    fragile.identify()
    fragile.resident.wait_for(NEXT_STEP, timeout_s=30)
    fragile.world.reader.lift()
    fragile.end()


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
