"""What the receipts of all bundled services say of what happens next, word for word as it is kept beside this test.

``python -m tests.flows.test_what_happens_next`` writes it anew; read the difference before you keep it.
"""

from __future__ import annotations

from pathlib import Path

from flows.model import effect as fx
from flows.steps.receipt import Receipt
from tests.support.flow_walks import Walk, bundled

KEPT = Path(__file__).parent / "what_happens_next.txt"


def said() -> str:
    """Return a line for each thing that the paper of each receipt announces."""
    lines: list[str] = []
    for service in sorted(bundled().services, key=lambda each: each.id):
        step = next((each for each in service.steps if isinstance(each, Receipt)), None)
        if step is None:
            continue
        walk = Walk()
        walk.begin(service.id)
        walk.until(step.id)
        printed = walk.effects_of(fx.PrintDocument)[-1]
        assert isinstance(printed, fx.PrintDocument)
        announced = printed.data.reveal()["next"]
        assert isinstance(announced, list)
        for each in announced:
            assert isinstance(each, dict)
            words = [words for name in ("when", "what") if isinstance(words := each[name], dict)]
            told = " | ".join(str(one[language]) for language in ("zh", "en") for one in words)
            lines.append(f"{service.id} | {told}\n")
    return "".join(lines)


def test_every_receipt_announces_what_happens_next_in_these_words() -> None:
    assert said() == KEPT.read_text("utf-8")


if __name__ == "__main__":
    KEPT.write_text(said(), "utf-8")
