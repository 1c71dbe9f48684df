"""``kioskctl flows lint``: checks service files before they are published."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import ui
from flows.model.values import Json
from kiosk.app import stationery
from kiosk.app.content import BUNDLED_SERVICES, read_reference
from kiosk.cli import output
from kiosk.config.load import load
from kiosk.core.errors import ContentError

ICONS = Path(ui.__file__).parent / "theme" / "icons.json"


def run_lint(options: argparse.Namespace) -> int:
    """Report every finding as file, line and reason. Exit code 1 when there is one."""
    from flows.catalogue import load_catalogue  # noqa: PLC0415 - what follows loads pydantic and CEL
    from flows.lint import lint  # noqa: PLC0415
    from kiosk.documents.papers import PAPERS, needed_keys  # noqa: PLC0415

    paths = options.paths or [_services_of(options.config)]
    services = [file for path in paths for file in _service_files(path)]
    files = {str(file): _read(file) for file in (*services, *_papers_beside(services))}
    reference = read_reference()
    findings = lint(
        load_catalogue(files, reference),
        templates={name: needed_keys(paper) - stationery.KEYS for name, paper in PAPERS.items()},
        icons=json.loads(ICONS.read_text(encoding="utf-8"))["icons"],
        typeset=_typeset,
    )
    rows = [
        {"file": each.file, "line": each.line or None, "reason": each.message}
        for each in findings
        if each.file in files
    ]
    if all(path.is_dir() for path in paths):  # what is said of all services together makes no sense of a few
        folders = ", ".join(map(str, paths))
        rows += [{"file": folders, "line": None, "reason": each.message} for each in findings if each.file not in files]
    if options.json:
        output.as_json(rows)
    else:
        for row in rows:
            print(f"{row['file']}:{row['line']}: {row['reason']}" if row["line"] else f"{row['file']}: {row['reason']}")
        print(f"{_number(len(services), 'service file')}, {_number(len(rows), 'finding')}")
    return 1 if rows else 0


def _typeset(template: str, data: Mapping[str, Json]) -> str:
    """Set a paper from sample data; return why it cannot be set, or nothing."""
    from kiosk.documents.typeset import typeset  # noqa: PLC0415 - heavy

    try:
        typeset(template, data)
    except ContentError as exc:
        return exc.detail
    return ""


def _services_of(config: Path) -> Path:
    """Return the services that this terminal offers; the bundled ones where there is no kiosk.toml."""
    if not config.exists():
        return BUNDLED_SERVICES
    return load(config).settings.content.services_folder or BUNDLED_SERVICES


def _service_files(path: Path) -> Sequence[Path]:
    files = sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
    if not files:
        raise ContentError("CNT-001", f"there are no service files in {path}")
    return files


def _papers_beside(services: Sequence[Path]) -> Sequence[Path]:
    """Return the papers that travel with these services."""
    return sorted({paper for folder in {file.parent for file in services} for paper in folder.glob("*.typ")})


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as exc:
        raise ContentError("CNT-001", f"{file} cannot be read: {exc.strerror}") from exc
    except UnicodeDecodeError as exc:
        raise ContentError("CNT-001", f"{file} is not UTF-8 text (byte {exc.start})") from exc


def _number(count: int, thing: str) -> str:
    return f"{count or 'no'} {thing}{'' if count == 1 else 's'}"
