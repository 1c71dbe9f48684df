"""``kioskctl flows compile``: checks the services of a folder, and compiles them for terminals to open in a moment.

Nothing is compiled in which lint finds anything: what reaches a terminal has been checked here.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from kiosk.app.content import COMPILED, read_knowledge, read_lore, service_files
from kiosk.cli.flows import run_lint


def run_compile(options: argparse.Namespace) -> int:
    """Write the compiled catalogue; exit code 1, and no file, when lint finds something."""
    from flows.compiled import compiled, published  # noqa: PLC0415 - loads pydantic and YAML

    found = run_lint(argparse.Namespace(**{**vars(options), "paths": [options.folder]}))
    if found:
        return found
    services, _ = published(service_files(options.folder))
    out: Path = options.out or options.folder / COMPILED
    part = out.with_name(out.name + ".part")
    part.write_bytes(compiled(services, read_knowledge(), read_lore()))
    os.replace(part, out)  # noqa: PTH105 - whoever has the old one mapped keeps it
    if not options.json:
        print(f"{out}: {out.stat().st_size} bytes")
    return 0
