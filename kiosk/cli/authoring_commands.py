"""The command line of ``kioskctl flows``: its actions and their options. Says what there is; does nothing."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

LANGUAGES = ("zh-Hans", "zh-Hant", "en")
_SERVICE = "a service file, or the id of a bundled service"


def add_flows(actions: Any, command: Callable[[Any, str, str, str], argparse.ArgumentParser]) -> None:
    """Add the actions; `command` makes one that knows ``--json`` and ``--config``."""
    linting = command(actions, "lint", "check service files before they are published", "kiosk.cli.flows:run_lint")
    linting.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="a file or folder; without any, the services that kiosk.toml offers, or the bundled ones",
    )

    new = command(actions, "new", "write a new service file to begin from", "kiosk.cli.authoring:run_new")
    new.add_argument("id", metavar="ID", help="its name for good: lower-case words joined by hyphens")
    new.add_argument("--department", required=True, metavar="D", help="the office that it belongs to, such as mzj")
    new.add_argument("--folder", type=Path, default=Path(), metavar="FOLDER", help="where to write it (here)")

    preview = command(
        actions, "preview", "open one service on a screen, with a sandbox around it", "kiosk.cli.authoring:run_preview"
    )
    preview.add_argument("service", metavar="SERVICE", help=_SERVICE)
    preview.add_argument("--language", choices=LANGUAGES, default="zh-Hans", help="the language of the screen")
    preview.add_argument("--orientation", choices=("portrait", "landscape"), default="portrait", help="of the screen")
    preview.add_argument(
        "--picture", type=Path, metavar="FILE", help="keep a picture of its first page and end, without a display"
    )

    graph = command(actions, "graph", "draw the steps of a service as SVG", "kiosk.cli.authoring:run_graph")
    graph.add_argument("service", metavar="SERVICE", help=_SERVICE)
    graph.add_argument("-o", "--out", type=Path, metavar="FILE", help="where to write it (standard output)")
    graph.add_argument("--language", choices=LANGUAGES, default="zh-Hans", help="of the titles")

    schema = command(
        actions, "schema", "write the JSON Schema of service files, for editors", "kiosk.cli.authoring:run_schema"
    )
    schema.add_argument(
        "-o",
        "--out",
        type=Path,
        default=Path("docs/service.schema.json"),
        metavar="FILE",
        help="%(default)s; - to see it",
    )

    compiling = command(
        actions, "compile", "check the services and compile them for terminals", "kiosk.cli.publishing:run_compile"
    )
    compiling.add_argument("folder", type=Path, metavar="FOLDER", help="of the service files")
    compiling.add_argument(
        "-o", "--out", type=Path, metavar="FILE", help="where to write it (services.catalogue in FOLDER)"
    )
