"""After a session nothing of a resident is left: not in a file, not in the memory of the process that comes after."""

import shutil
import subprocess
from pathlib import Path

import pytest

import flows
from demo.gestures import BANK_CARD
from tests.support.desk import NAME, NUMBER, PHONE, Desk, another
from tests.support.residue import family, found_in_files, found_in_memory

pytestmark = [pytest.mark.daemon, pytest.mark.timeout(300)]

WORDS = (NAME, NUMBER, PHONE, BANK_CARD)


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-16-le", "utf-32-le", "gbk"):
        (tmp_path / "file").write_bytes(b"x" + NAME.encode(encoding))
        assert found_in_files(tmp_path, WORDS) == [f"file: {NAME} in {encoding}"]
    child = subprocess.Popen(["cat"], stdin=subprocess.PIPE, env={"HELD": NUMBER})  # lies on its stack
    try:
        assert found_in_memory(child.pid, WORDS)
    finally:
        child.communicate()


def test_nothing_of_a_resident_is_left_after_a_session(shared_desk: Desk, tmp_path: Path) -> None:
    # Other service files have this fictional number as their example, so it would be found in any process.
    services = Path(flows.__file__).parent / "services"
    (tmp_path / "services" / "mzj").mkdir(parents=True)
    shutil.copy(services / "mzj" / "elder-allowance.yaml", tmp_path / "services" / "mzj")
    assert found_in_files(tmp_path / "services", WORDS) == []
    with another(shared_desk, tmp_path, lambda toml: toml + '\n[content]\nservices_folder = "services"\n') as desk:
        desk.resident.start()
        desk.sit_down()
        pid, started = desk.resident.pid, desk.report()["started"]
        desk.fill_in()
        held = found_in_memory(pid, WORDS)
        assert any(NUMBER in each for each in held), "the search does find what the running session holds"
        desk.resident.press("提交")
        desk.resident.wait_for("交好了，平台已收到", timeout_s=40)
        desk.resident.wait_for("请从下面出纸口拿走", timeout_s=60)
        desk.leave()
        assert desk.until(lambda: replaced(desk, started), 40), "the process is replaced after the session"
        assert desk.resident.pid == pid, "it became a fresh process in the old one's place"
        desk.resident.wait_for("摸一下屏幕", timeout_s=30)
        assert desk.until(lambda: desk.report()["devices"].get("printer", {}).get("health") == "ready", 30)

        assert {each: found for each in family(pid) if (found := found_in_memory(each, WORDS))} == {}
        assert found_in_files(tmp_path, WORDS) == []
        kept = {str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*") if file.is_file()}
        assert {"log/audit.jsonl", "store/running.json", "store/terminal.db", "terminal.log"} <= kept
        assert any(name.startswith("cache/guanjia-kiosk/curtain-") for name in kept)


def replaced(desk: Desk, started: str) -> bool:
    try:
        return bool(desk.report()["started"] != started)
    except (FileNotFoundError, ValueError):
        return False
