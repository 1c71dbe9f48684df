"""The report says what held, what did not, and where to look."""

from pathlib import Path

from demo.report import report

STATEMENTS = [("It begins.", "the screen stands", True), ("It prints.", "paper came out", False)]


def test_it_counts_and_names_what_did_not_hold(tmp_path: Path) -> None:
    words = report(STATEMENTS, folder=tmp_path, seconds=12.3)
    assert "1 of 2 statements hold. It took 12 s." in words
    assert "**Did not hold:**\n\n- paper came out\n" in words
    assert "## It begins.\n\n- [x] the screen stands\n\n## It prints.\n\n- [ ] paper came out\n" in words


def test_it_names_no_failure_where_all_held(tmp_path: Path) -> None:
    assert "Did not hold" not in report(STATEMENTS[:1], folder=tmp_path, seconds=1)


def test_it_leads_to_every_picture_and_paper(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    for name in ("02-home.png", "01-attract.png", "papers/01.pdf", "papers/01-1.png"):
        (tmp_path / name).touch()
    words = report([], folder=tmp_path, seconds=1)
    assert "- [01-attract.png](01-attract.png)\n- [02-home.png](02-home.png)\n" in words
    assert words.endswith("- [papers/01.pdf](papers/01.pdf)\n")
