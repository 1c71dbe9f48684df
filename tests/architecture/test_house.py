"""The rules of the house that no linter knows."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from tools.generate_docs import PAGES

ROOT = Path(__file__).resolve().parent.parent.parent
PRODUCT = ("kiosk", "drivers", "flows", "ui", "offline_cache", "sandbox", "demo", "bench", "tools")
LINES_PER_MODULE = 400
MAY_CATCH_ALL = {"drivers/lane.py", "kiosk/app/crash.py"}
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}


def modules() -> list[Path]:
    found = [path for part in PRODUCT for path in sorted((ROOT / part).rglob("*.py"))]
    assert len(found) > 40
    return found


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_no_module_is_longer_than_a_room_may_be() -> None:
    long = {name(path): lines for path in modules() if (lines := len(path.read_text().splitlines())) > LINES_PER_MODULE}
    assert long == {}


def test_every_module_says_what_it_is() -> None:
    silent = [name(path) for path in modules() if not ast.get_docstring(ast.parse(path.read_text()))]
    assert silent == []


def test_no_module_has_a_vague_name() -> None:
    assert [name(path) for path in modules() if path.stem in VAGUE] == []


def test_only_the_lane_and_the_crash_guard_catch_everything() -> None:
    catching = set()
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ExceptHandler):
                caught = ast.unparse(node.type) if node.type else "everything"
                if re.search(r"\b(Exception|BaseException|everything)\b", caught):
                    catching.add(name(path))
    assert catching - {"demo/robot.py"} <= MAY_CATCH_ALL


def test_no_module_does_work_when_it_is_imported() -> None:
    """Calls at module level are allowed only to make values: dataclasses, loggers, compiled patterns, types."""
    working = []
    for path in modules():
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
                working.append(f"{name(path)}:{node.lineno}")
            if isinstance(node, ast.With | ast.For | ast.While):
                working.append(f"{name(path)}:{node.lineno}")
    assert working == []


@pytest.mark.parametrize("page", PAGES)
def test_generated_pages_are_current(page: str) -> None:
    assert (ROOT / page).read_text(encoding="utf-8") == PAGES[page](), "run `make docs`"


# Written so that no pattern finds itself: the repository is searched whole, this file included.
PACKAGE_INDEX = re.compile(r"index-?url|python.?hosted|pypi\.org|npmjs\.")
# A folder of somebody's machine, by the roots that people and build machines work under. Not a part of a URL or of a
# relative path, which has something before its slash.
PRIVATE_PATH = re.compile(r"(?<![\w.$})>~-])/(?:home|root|Users|work(?:space|dir)?|builds?|mnt|media)/\w")


@pytest.mark.parametrize("bad", [PACKAGE_INDEX, PRIVATE_PATH], ids=["package index", "private path"])
def test_the_repository_names_no_package_index_and_no_private_path(bad: re.Pattern[str]) -> None:
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\n")
    found = []
    for file in filter(None, files):
        path = ROOT / file
        if path.suffix in {".png", ".pdf", ".svg"} or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        if bad.search(text):
            found.append(file)
    assert found == []


def test_a_private_path_is_told_from_what_only_looks_like_one() -> None:
    roots = ("home", "root", "Users", "work", "workspace", "builds", "mnt")
    for root in roots:
        path = Path("/", root, "me", "notes")
        assert all(PRIVATE_PATH.search(text) for text in (f"see {path}", f'"{path}"', path.as_uri(), f"PATH=a:{path}"))
    fine = ("v1/work/orders", "https://example.org/home/page", "/var/lib/guanjia-kiosk", "./work/x", "~/work/x")
    assert not any(PRIVATE_PATH.search(each) for each in fine)


def test_import_contracts_hold() -> None:
    run = subprocess.run([ROOT / ".venv/bin/lint-imports"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-3000:]
