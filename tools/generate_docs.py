"""Generates the documents that are data elsewhere: ``python -m tools.generate_docs`` (``make docs``).

A test compares the committed files with what this makes, so that they cannot grow apart.
"""

from __future__ import annotations

from pathlib import Path

from kiosk.authoring import kinds_page, schema
from kiosk.core.faults import FAULTS

ROOT = Path(__file__).resolve().parent.parent

_HEAD = """\
# Faults

Generated from `kiosk/core/faults.py` by `make docs`; do not edit here. A resident sees the first sentence, then what it
means for their matter and what they can do; the code stands last and small. A code is never used for another cause.

| code | what it means | what the resident reads | what the technician does |
|---|---|---|---|
"""


def faults_page() -> str:
    """Return docs/faults.md."""
    rows = (
        f"| {fault.code} | {fault.meaning} | {fault.resident_zh} · {fault.resident_en} | {fault.remedy} |\n"
        for fault in FAULTS.values()
    )
    return _HEAD + "".join(rows)


PAGES = {
    "docs/faults.md": faults_page,
    schema.FILE: schema.schema_text,
    "docs/service-files.md": kinds_page.page,
}


def main() -> None:
    """Write every generated page."""
    for path, make in PAGES.items():
        (ROOT / path).write_text(make(), encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main()
