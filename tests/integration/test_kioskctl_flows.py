"""`kioskctl flows` as whoever writes services runs it: new, lint, graph, schema, and the preview with its world."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from kiosk.authoring.schema import schema_text


def kioskctl(*words: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as it is installed, from another folder than the checkout's."""
    plain = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(
        [str(Path(sys.executable).with_name("kioskctl")), "flows", *words],
        cwd=folder,
        env={**plain, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=110,
    )


def test_a_new_service_is_written_with_its_schema_and_lint_finds_nothing(tmp_path: Path) -> None:
    made = kioskctl("new", "village-room", "--department", "mzj", folder=tmp_path)
    assert (made.returncode, made.stderr) == (0, "")
    assert (tmp_path / "service.schema.json").read_text("utf-8") == schema_text()
    assert (
        (tmp_path / "village-room.yaml")
        .read_text("utf-8")
        .startswith("# yaml-language-server: $schema=./service.schema.json\n")
    )
    checked = kioskctl("lint", "village-room.yaml", folder=tmp_path)
    assert (checked.returncode, checked.stdout) == (0, "1 service file, no findings\n")


def test_in_a_checkout_the_new_file_finds_the_published_schema(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "service.schema.json").write_text("{}")
    folder = tmp_path / "flows" / "services" / "mzj"
    assert kioskctl("new", "a-b", "--department", "mzj", "--folder", str(folder), folder=tmp_path).returncode == 0
    first = (folder / "a-b.yaml").read_text("utf-8").splitlines()[0]
    assert first.endswith("$schema=../../../docs/service.schema.json")
    assert not (folder / "service.schema.json").exists()


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["new", "a-b", "--department", "nowhere"], "There is no department nowhere."),
        (["new", "A b", "--department", "mzj"], "is no id"),
        (["new", "there", "--department", "mzj"], "is there already"),
        (["graph", "nothing-such"], "neither a file nor the id"),
        (["preview", "nothing-such"], "neither a file nor the id"),
        (["preview", "elder-allowance"], "There is no display here."),
    ],
)
def test_what_cannot_be_done_is_said_with_a_reason(words: list[str], reason: str, tmp_path: Path) -> None:
    (tmp_path / "there.yaml").write_text("id: there")
    done = kioskctl(*words, folder=tmp_path)
    assert done.returncode == 2
    assert reason in done.stderr
    assert (tmp_path / "there.yaml").read_text() == "id: there"


def test_a_service_is_drawn(tmp_path: Path) -> None:
    done = kioskctl("graph", "elder-allowance", "-o", "out.svg", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    root = ET.parse(tmp_path / "out.svg").getroot()  # noqa: S314 - our own
    assert root.tag.endswith("svg")
    assert kioskctl("graph", "elder-allowance", folder=tmp_path).stdout == (tmp_path / "out.svg").read_text("utf-8")


def test_the_schema_is_written_where_it_is_wanted(tmp_path: Path) -> None:
    done = kioskctl("schema", "-o", "x/y.json", "--json", folder=tmp_path)
    assert json.loads(done.stdout) == {"written": "x/y.json"}
    assert (tmp_path / "x" / "y.json").read_text("utf-8") == schema_text()
    assert kioskctl("schema", "-o", "-", folder=tmp_path).stdout == schema_text()


def test_no_action_of_flows_loads_qt(tmp_path: Path) -> None:
    program = (
        "import sys; from kiosk.cli.main import main;"
        f"codes = [main(['flows', 'graph', 'elder-allowance', '-o', {str(tmp_path / 'a.svg')!r}]),"
        f" main(['flows', 'new', 'a-b', '--department', 'mzj', '--folder', {str(tmp_path)!r}]),"
        f" main(['flows', 'schema', '-o', {str(tmp_path / 's.json')!r}]),"
        f" main(['flows', 'lint', {str(tmp_path / 'a-b.yaml')!r}])];"
        "loaded = [name for name in sys.modules if name.startswith('PySide6')];"
        "print(codes, loaded)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[0, 0, 0, 0] []"


@pytest.mark.daemon
def test_a_preview_shows_the_service_alone_on_its_first_page(tmp_path: Path) -> None:
    assert kioskctl("new", "village-room", "--department", "mzj", folder=tmp_path).returncode == 0
    done = kioskctl("preview", "village-room.yaml", "--picture", "first.png", "--language", "en", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    picture = QImage(str(tmp_path / "first.png"))
    assert (picture.width(), picture.height()) == (1080, 1920)


@pytest.fixture
def display() -> Iterator[str]:
    """An X display of its own, large enough for the window and the panel beside it."""
    listening, telling = os.pipe()
    command = ["Xvfb", "-displayfd", str(telling), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[telling], stderr=subprocess.DEVNULL) as server:
        os.close(telling)
        with os.fdopen(listening) as told:
            number = told.readline().strip()
        assert number, "the X server did not start"
        yield f":{number}"
        server.terminate()


def on_screen(display: str, file: Path) -> QImage:
    """What stands on the display now."""
    program = (
        "import sys; from PySide6.QtGui import QGuiApplication; app = QGuiApplication([]);"
        "app.primaryScreen().grabWindow(0).save(sys.argv[1])"
    )
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    subprocess.run([sys.executable, "-c", program, str(file)], env=environment, check=True, timeout=30)
    return QImage(str(file))


def colours(picture: QImage, part: QRect) -> int:
    return len(
        {picture.pixel(x, y) for x in range(part.left(), part.right(), 3) for y in range(part.top(), part.bottom(), 3)}
    )


@pytest.mark.daemon
def test_with_a_display_a_preview_stands_in_a_window_beside_the_panel(tmp_path: Path, display: str) -> None:
    environment = {**os.environ, "DISPLAY": display}
    environment.pop("QT_QPA_PLATFORM", None)  # the tests' own, which shows nothing
    command = [str(Path(sys.executable).with_name("kioskctl")), "flows", "preview", "elder-allowance"]
    window, panel = QRect(0, 0, 540, 960), QRect(560, 20, 440, 900)
    before = on_screen(display, tmp_path / "before.png")
    assert colours(before, window) == colours(before, panel) == 1, "an empty display"
    with subprocess.Popen(command, cwd=tmp_path, env=environment, start_new_session=True) as preview:
        try:
            limit = time.monotonic() + 90
            while time.monotonic() < limit and preview.poll() is None:
                seen = on_screen(display, tmp_path / "seen.png")
                if min(colours(seen, window), colours(seen, panel)) > 20:
                    break
                time.sleep(1)
            else:
                pytest.fail(f"no window and panel after 90 s; exit code {preview.poll()}")
        finally:
            os.killpg(preview.pid, signal.SIGINT)
