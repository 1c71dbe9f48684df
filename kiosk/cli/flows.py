"""``kioskctl flows lint``: checks service files before they are published."""

from __future__ import annotations

import argparse
from pathlib import Path

from kiosk.app.content import BUNDLED_SERVICES
from kiosk.cli.output import show


def run_lint(options: argparse.Namespace) -> int:
    """Report every finding as file, line and reason. Exit code 1 when there is one."""
    from flows.lint import lint  # noqa: PLC0415 - loads pydantic and CEL

    files = {}
    for path in options.paths or [BUNDLED_SERVICES]:
        for file in _service_files(path):
            files[str(file)] = file.read_text(encoding="utf-8")
    findings = lint(files)
    rows = [{"file": each.file, "line": each.line, "reason": each.reason} for each in findings]
    show(rows, as_json=options.json, empty=f"{len(files)} service files, nothing to mend.")
    return 1 if rows or not files else 0


def _service_files(path: Path) -> list[Path]:
    return sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
