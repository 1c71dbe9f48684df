"""The demonstration's report: what was stated and whether it held, chapter by chapter, and what there is to look at."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path


def report(statements: Sequence[tuple[str, str, bool]], *, folder: Path, seconds: float) -> str:
    """Return it as Markdown. `statements` are chapter, what, whether it held; `folder` holds pictures and papers."""
    failed = [what for _, what, held in statements if not held]
    held = f"{len(statements) - len(failed)} of {len(statements)} statements hold"
    lines = [
        "# What the demonstration showed",
        "",
        f"{held}. It took {seconds:.0f} s. All people, numbers and papers are fictional.",
        "",
    ]
    if failed:
        lines += ["**Did not hold:**", "", *(f"- {what}" for what in failed), ""]
    for chapter, stated in groupby(statements, key=lambda each: each[0]):
        lines += [f"## {chapter}", "", *(f"- [{'x' if held else ' '}] {what}" for _, what, held in stated), ""]
    pictures = sorted(picture.name for picture in folder.glob("*.png"))
    lines += ["## Pictures of the screen, in order", "", *(f"- [{name}]({name})" for name in pictures), ""]
    papers = sorted(paper.name for paper in (folder / "papers").glob("*.pdf"))
    lines += ["## What was printed", "", *(f"- [papers/{name}](papers/{name})" for name in papers)]
    return "\n".join(lines) + "\n"
