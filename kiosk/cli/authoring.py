"""``kioskctl flows schema | new | graph | preview``: what whoever writes a service works with, beside lint.

Reads and writes service files only; touches no terminal. The preview runs in processes of its own.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.app.content import BUNDLED_SERVICES, read_reference
from kiosk.cli import output
from kiosk.cli.output import Complaint, complain
from kiosk.core.errors import ContentError

if TYPE_CHECKING:
    from flows.service import Service

SCHEMA_FILE = Path("docs") / "service.schema.json"
CHECKOUT = Path(__file__).parents[2]
_PREVIEW = "demo.preview"  # in a checkout only: the outside world is no part of a release


def run_schema(options: argparse.Namespace) -> int:
    """Write the published JSON Schema of service files."""
    from kiosk.authoring.schema import schema_text  # noqa: PLC0415 - reads the sources of every step

    if str(options.out) == "-":
        print(schema_text(), end="")
        return 0
    _write(options.out, schema_text())
    _say(options, {"written": str(options.out)}, f"{options.out} is written.")
    return 0


def run_new(options: argparse.Namespace) -> int:
    """Write a new service file that lint finds nothing wrong with."""
    from kiosk.authoring.scaffold import scaffold  # noqa: PLC0415
    from kiosk.authoring.schema import schema_text  # noqa: PLC0415

    departments = read_reference().departments
    if options.department not in departments:
        known = ", ".join(f"{each.id} ({next(iter(each.name.by_language.values()))})" for each in departments.values())
        return _refuse(options, f"There is no department {options.department}.", f"Take one of {known}.")
    file = options.folder / f"{options.id}.yaml"
    if file.exists():
        return _refuse(options, f"{file} is there already.", "Take another id, or another folder.")
    schema = _schema_above(file.parent.resolve())
    try:
        text = scaffold(options.id, options.department, schema or f"./{SCHEMA_FILE.name}")
    except ValueError as exc:
        return _refuse(options, f"{exc}.", "Take another id.")
    _write(file, text)
    if not schema:
        _write(file.parent / SCHEMA_FILE.name, schema_text())
    _say(options, {"written": str(file)}, f"{file} is written. Change it, then: kioskctl flows lint {file}")
    return 0


def run_graph(options: argparse.Namespace) -> int:
    """Draw a service as SVG."""
    from flows.model.values import Language  # noqa: PLC0415
    from kiosk.authoring.graph import graph_svg  # noqa: PLC0415

    picture = graph_svg(_service(_file_of(options.service)), Language(options.language))
    if options.out is None:
        print(picture, end="")
        return 0
    _write(options.out, picture)
    _say(options, {"written": str(options.out)}, f"{options.out} is written.")
    return 0


def run_preview(options: argparse.Namespace) -> int:
    """Open one service alone on a screen, with the sandbox as the outside world; both in processes of their own."""
    file = _file_of(options.service).resolve()
    _service(file)  # what cannot be read is said before anything starts
    if not (CHECKOUT / _PREVIEW.replace(".", "/")).with_suffix(".py").is_file():
        return _refuse(options, "The outside world is not installed here.", "Preview services in a checkout.")
    command = [sys.executable, "-m", _PREVIEW, str(file)]
    command += ["--language", options.language, "--orientation", options.orientation]
    command += ["--picture", str(options.picture.resolve())] if options.picture else []
    if not options.picture and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return _refuse(options, "There is no display here.", "Ask for a picture instead: --picture FILE.png.")
    try:
        return subprocess.run(command, cwd=CHECKOUT, check=False).returncode  # where `-m` finds it
    except KeyboardInterrupt:
        return 130


def _file_of(service: str) -> Path:
    """Return the file of a service given as a path, or as the id of a bundled one."""
    file = Path(service)
    if file.is_file():
        return file
    found = [each for each in sorted(BUNDLED_SERVICES.rglob("*.yaml")) if each.stem == service]
    if not found:
        raise ContentError("CNT-001", f"{service} is neither a file nor the id of a bundled service")
    return found[0]


def _service(file: Path) -> Service:
    from flows.spec import parse_service  # noqa: PLC0415 - loads pydantic and CEL

    try:
        return parse_service(str(file), file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as exc:
        raise ContentError("CNT-001", f"{file} cannot be read: {exc}") from exc


def _schema_above(folder: Path) -> str:
    """Return the way from `folder` to the schema of the checkout that it lies in; empty outside of any."""
    for above in (folder, *folder.parents):
        if (above / SCHEMA_FILE).is_file():
            return os.path.relpath(above / SCHEMA_FILE, folder)
    return ""


def _write(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    except OSError as exc:
        raise ContentError("CNT-001", f"{file} cannot be written: {exc.strerror}") from exc


def _say(options: argparse.Namespace, facts: dict[str, str], sentence: str) -> None:
    if options.json:
        output.as_json(facts)
    else:
        print(sentence)


def _refuse(options: argparse.Namespace, message: str, remedy: str) -> int:
    complain(Complaint(code="usage", message=message, remedy=remedy), json_too=options.json)
    return 2
