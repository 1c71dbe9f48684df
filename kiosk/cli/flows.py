"""``kioskctl flows lint``: checks service files before they are published."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import ui
from kiosk.app import stationery
from kiosk.app.content import BUNDLED_SERVICES, DIVISIONS
from kiosk.cli.output import show
from kiosk.core.errors import ContentError

ICONS = Path(ui.__file__).parent / "theme" / "icons.json"


def run_lint(options: argparse.Namespace) -> int:
    """Report every finding as file, line and reason. Exit code 1 when there is one."""
    from flows.catalogue import load_catalogue  # noqa: PLC0415 - what follows loads pydantic and CEL
    from flows.lint import lint  # noqa: PLC0415
    from flows.reference import parse_reference  # noqa: PLC0415
    from kiosk.documents.papers import PAPERS, needed_keys  # noqa: PLC0415

    files = {str(file): _read(file) for path in options.paths or [BUNDLED_SERVICES] for file in _service_files(path)}
    reference = parse_reference(DIVISIONS.read_text(encoding="utf-8"))
    findings = lint(
        load_catalogue(files, reference),
        templates={name: needed_keys(paper) - stationery.KEYS for name, paper in PAPERS.items()},
        icons=json.loads(ICONS.read_text(encoding="utf-8"))["icons"],
    )
    rows = [{"file": each.file, "line": each.line, "reason": each.message} for each in findings]
    show(rows, as_json=options.json, empty=f"{len(files)} service files, nothing to mend.")
    return 1 if rows else 0


def _service_files(path: Path) -> list[Path]:
    files = sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
    if not files:
        raise ContentError("CNT-001", f"there are no service files in {path}")
    return files


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as exc:
        raise ContentError("CNT-001", f"{file} cannot be read: {exc}") from exc
