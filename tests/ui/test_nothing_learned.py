"""The keyboard learns nothing: a terminal that was written on keeps no trace of it, and offers the same again."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

from ui.keyboard.lexicon import BUNDLED

ROOT = Path(__file__).parents[2]
WRITES = """
import json, sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
from tests.support.screens_entry import entry_sample
from tests.support.stage import PORTRAIT, Stage, kind
stage = Stage(PORTRAIT)
stage.open(entry_sample("form-name"))
row = stage.find(lambda item: kind(item) == "Candidates")
offered = []
for word in ("zhangmin", "xitou", "dongguan"):
    stage.type(word)
    found = [item.property("text") for item in stage.items(row) if kind(item) == "Label" and item.property("text")]
    offered.append(found)
    stage.touch_label(found[-1])  # the least likely of the row: what a learning keyboard would learn from
stage.close()
print(json.dumps({"offered": offered, "written": stage.edits()[-1][1]}))
"""


def write(home: Path) -> dict[str, object]:
    """Let somebody write in a process with a home of its own; return what was offered and what was written."""
    folders = {name: str(home / name) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    environment = os.environ | folders | {"XDG_CACHE_HOME": str(home / "cache"), "TMPDIR": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", WRITES],
        env=environment,
        capture_output=True,
        text=True,
        timeout=100,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return answer


def test_nothing_that_was_written_is_found_after_the_terminal_has_ended(tmp_path: Path) -> None:
    lexicon = hashlib.sha256(BUNDLED.read_bytes()).digest()
    first = write(tmp_path)
    written = str(first["written"])
    assert len(written) >= 6
    traces = [written[:2], written[2:4], "zhangmin", "zhang min", "xi tou"]
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert "cache" in path.parts or "cache" in path.name, path  # compiled QML and fonts, nothing else
            content = path.read_bytes()
            for trace in traces:
                assert trace.encode() not in content, path
                assert trace.encode("utf-16-le") not in content, path
    assert hashlib.sha256(BUNDLED.read_bytes()).digest() == lexicon
    assert write(tmp_path)["offered"] == first["offered"]
