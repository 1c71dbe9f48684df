"""Bad settings, services, stores, disks, devices and clocks: each is named truly, and the rest goes on."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import flows
from demo.world import DemoWorld
from kiosk.app.terminal import EXIT_SETTINGS
from offline_cache.store import confirm_put_aside
from sandbox.platform.process import PlatformProcess
from tests.support.desk import Desk, another, desk_in
from tests.support.stores import put, store_in

pytestmark = [pytest.mark.daemon, pytest.mark.timeout(300)]
ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize(
    ("broken", "named", "reason"),
    [
        (("[store]", "[store"), "[store", "not valid TOML"),
        (('folder = "store"', 'foldr = "store"'), "foldr", "is not a setting of this terminal"),
        (('code = "XT07"', "code = 7"), "code = 7", "terminal.code"),
        (('driver = "sdt-serial"', ""), "[[devices]]", "devices.0.driver is missing"),
    ],
)
def test_settings_that_are_wrong_end_with_78_and_name_file_line_and_reason(
    shared_desk: Desk, tmp_path: Path, broken: tuple[str, str], named: str, reason: str
) -> None:
    config = tmp_path / "kiosk.toml"
    text = shared_desk.config.read_text("utf-8").replace(*broken)
    config.write_text(text, "utf-8")
    line = text[: text.index(named)].count("\n") + 1
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "--config", str(config)],
        cwd=ROOT,
        env={**os.environ, "CACHE_DIRECTORY": str(tmp_path / "cache")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == EXIT_SETTINGS, done.stderr
    assert str(config) in done.stderr
    assert f"line {line}" in done.stderr
    assert reason in done.stderr
    assert "Traceback" not in done.stderr


def test_a_broken_service_is_left_out_and_the_others_are_offered(shared_desk: Desk, tmp_path: Path) -> None:
    services = tmp_path / "services"
    shutil.copytree(Path(flows.__file__).parent / "services", services)
    broken = services / "rsj" / "social-insurance-certificate.yaml"
    text = broken.read_text("utf-8")
    line = text[: text.index("steps:")].count("\n") + 2
    broken.write_text(text.replace("steps:\n", "steps:\n  - {id: nonsense, kind: no-such-kind}\n", 1), "utf-8")
    with another(shared_desk, tmp_path, lambda toml: toml + '\n[content]\nservices_folder = "services"\n') as desk:
        desk.resident.start()
        desk.sit_down()
        assert desk.resident.sees("老人津贴申请")
        assert not desk.resident.sees("社保参保证明")
        assert f"social-insurance-certificate.yaml:{line}: a step needs a kind" in desk.log()
        desk.choose_allowance()
        desk.end()


def test_a_damaged_store_is_put_aside_whole_and_nothing_is_made_over_it(shared_desk: Desk, tmp_path: Path) -> None:
    with store_in(tmp_path / "store") as store:
        put(store, "00000000-0000-4000-8000-000000000001")
    database = tmp_path / "store" / "terminal.db"
    damaged = b"\0" * 4096 + database.read_bytes()[4096:]
    database.write_bytes(damaged)
    with another(shared_desk, tmp_path) as desk:
        desk.resident.start()
        desk.resident.wait_for("这台机器暂时不能用", timeout_s=30)
        assert desk.resident.sees("STO-003")
        assert desk.resident.sees("这台机器的存储坏了")
        aside = list((tmp_path / "store" / "put-aside").glob("*/terminal.db"))
        assert [file.read_bytes() for file in aside] == [damaged]
        assert not database.exists()
        desk.resident.kill()
        desk.resident.start()
        desk.resident.wait_for("STO-003", timeout_s=30)
        assert not database.exists(), "a restart begins nothing anew either"
        assert confirm_put_aside(tmp_path / "store") == 1
        desk.resident.kill()
        desk.resident.start()
        desk.sit_down()
        assert database.exists(), "once a person has confirmed it, the terminal serves again"


@pytest.mark.torture
def test_a_store_out_of_reach_is_told_and_served_as_soon_as_it_is_back(shared_desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "store").write_text("not a folder")
    with another(shared_desk, tmp_path) as desk:
        desk.resident.start()
        desk.resident.wait_for("这台机器暂时不能用", timeout_s=30)
        assert desk.resident.sees("STO-001")
        (tmp_path / "store").unlink()
        desk.resident.wait_for("摸一下屏幕", timeout_s=40)


@pytest.mark.torture
def test_settings_of_the_platform_that_cannot_be_read_are_told_and_nothing_is_left_open(
    shared_desk: Desk, tmp_path: Path
) -> None:
    with another(shared_desk, tmp_path) as desk:
        (tmp_path / "platform.token").unlink()
        desk.resident.start()
        desk.resident.wait_for("CNT-002", timeout_s=30)
        assert "platform.token" in desk.log()
        shutil.copy(shared_desk.folder / "platform.token", tmp_path)
        desk.resident.wait_for("摸一下屏幕", timeout_s=40)
        desk.sit_down()


@contextmanager
def desk_on_a_small_disk(shared_desk: Desk, tmp_path: Path) -> Iterator[tuple[Desk, Path]]:
    """Another terminal whose store and log lie on a disk of 4 MB; and a file there, to fill it up with."""
    if os.geteuid() != 0:
        pytest.skip("not root: cannot mount a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "none", str(disk)], check=False, capture_output=True, text=True
    )
    if mounted.returncode:
        pytest.skip(f"cannot mount a small disk: {mounted.stderr.strip()}")
    try:
        on_disk = {'folder = "store"': 'folder = "disk/store"', 'folder = "log"': 'folder = "disk/log"'}

        def moved(toml: str) -> str:
            for old, new in on_disk.items():
                toml = toml.replace(old, new)
            return toml

        with another(shared_desk, tmp_path, moved) as desk:
            desk.resident.start()
            desk.sit_down()
            yield desk, disk / "ballast"
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def fill_up(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as file:
        while (room := shutil.disk_usage(ballast.parent).free) > 0:
            file.write(bytes(min(room, 65536)))


def test_a_full_disk_refuses_a_submission_in_plain_words_and_goes_on_when_there_is_room(
    shared_desk: Desk, tmp_path: Path
) -> None:
    received = len(shared_desk.world.received())
    with desk_on_a_small_disk(shared_desk, tmp_path) as (desk, ballast):
        desk.fill_in()
        pid = desk.resident.pid
        fill_up(ballast)
        desk.resident.press("提交")
        desk.resident.wait_for("这台机器的硬盘满了", timeout_s=30)
        assert desk.resident.sees("STO-002")
        assert desk.resident.sees("还没交，填的都在")
        assert desk.resident.sees("没有收下，也没有送出。")
        assert len(desk.world.received()) == received
        ballast.unlink()
        desk.resident.press("再试一次")
        desk.resident.wait_for("交好了，平台已收到", timeout_s=40)
        assert len(desk.world.received()) == received + 1
        assert desk.resident.pid == pid


def test_a_disk_that_is_full_before_the_form_is_told_before_the_form(shared_desk: Desk, tmp_path: Path) -> None:
    with desk_on_a_small_disk(shared_desk, tmp_path) as (desk, ballast):
        fill_up(ballast)
        desk.identify()
        desk.resident.wait_for("这台机器现在收不了申请", timeout_s=30)
        assert desk.resident.sees("STO-002")
        assert desk.resident.sees("不用交申请的事，照样能办")
        ballast.unlink()
        desk.resident.press("再试一次")
        desk.give_phone()


def test_a_reader_that_is_not_there_at_the_start_is_named_and_found_later(shared_desk: Desk, tmp_path: Path) -> None:
    with another(shared_desk, tmp_path) as desk:
        desk.world.reader.unplug()
        desk.resident.start()
        desk.sit_down()
        desk.resident.wait_for("读卡器没有连上，可以用社保卡", timeout_s=30)
        desk.world.reader.plug()
        desk.resident.wait_for("能读身份证", timeout_s=30)


def test_a_wrong_clock_is_named_and_the_terminal_goes_on(tmp_path: Path) -> None:
    world = DemoWorld(tmp_path)
    world.platform = PlatformProcess(tmp_path / "platform", arguments=("--clock-offset", "900"))
    with desk_in(tmp_path, world=world) as desk:
        desk.resident.start()
        desk.sit_down()
        desk.resident.wait_for("这台机器的时间不对，照样能办", timeout_s=30)
        status = subprocess.run(
            [sys.executable, "-m", "kiosk.cli.main", "status", "--config", str(desk.config)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert "NET-006" in status.stdout
        desk.choose_allowance()
        desk.end()
