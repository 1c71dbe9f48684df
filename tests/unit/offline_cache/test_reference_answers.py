"""Answers about nobody: one a question, sealed, bounded, found again after a restart."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from kiosk.core.sensitive import Sensitive
from offline_cache import reference_answers
from tests.support.stores import NOON, store_in

QUESTION = b'["opening-hours", {}]'


def content(word: str) -> Sensitive[bytes]:
    return Sensitive(word.encode())


def test_the_newest_answer_is_found_with_its_time_after_a_restart(folder: Path) -> None:
    with store_in(folder) as store:
        assert store.references.find(QUESTION) is None
        store.references.keep(QUESTION, content("old"), NOON)
        store.references.keep(QUESTION, content("new"), NOON + timedelta(days=1))
    with store_in(folder) as store:
        found = store.references.find(QUESTION)
        assert found is not None
        assert (found.content.reveal(), found.kept_at) == (b"new", NOON + timedelta(days=1))
        assert store.references.find(b"another") is None
        assert store.check().whole


def test_neither_question_nor_answer_lies_open_on_the_disk(folder: Path) -> None:
    with store_in(folder) as store:
        store.references.keep(b"a-question-in-words", content("an-answer-in-words"), NOON)
    for file in folder.iterdir():
        if file.is_file():
            assert b"in-words" not in file.read_bytes()


def test_an_answer_moved_to_another_question_does_not_open_and_is_named_by_the_check(folder: Path) -> None:
    with store_in(folder) as store:
        store.references.keep(QUESTION, content("one"), NOON)
        store.references.keep(b"another", content("two"), NOON)
    with closing(sqlite3.connect(folder / "terminal.db")) as connection:
        (sealed,) = connection.execute(
            "SELECT sealed FROM reference_answer WHERE name = ?", (reference_answers.name_of(b"another"),)
        ).fetchone()
        connection.execute(
            "UPDATE reference_answer SET sealed = ? WHERE name = ?", (sealed, reference_answers.name_of(QUESTION))
        )
        connection.commit()
    with store_in(folder) as store:
        assert store.references.find(QUESTION) is None
        report = store.check()
        assert not report.whole
        assert "does not open" in report.problem


def test_beyond_the_most_the_oldest_go(folder: Path) -> None:
    most = reference_answers.MOST
    with store_in(folder) as store:
        for number in range(most + 3):
            store.references.keep(f"{number}".encode(), content("x"), NOON + timedelta(seconds=number))
        kept = [number for number in range(most + 3) if store.references.find(f"{number}".encode())]
        assert kept == list(range(3, most + 3))
