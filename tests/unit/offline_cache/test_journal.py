from datetime import timedelta
from pathlib import Path

import pytest

from offline_cache.store import Store
from tests.support.stores import NOON, HandClock, store_in

URI = "ipp://printer.example/ipp/print"


def test_after_a_crash_the_journal_names_what_has_no_end(folder: Path, clock: HandClock) -> None:
    with store_in(folder, clock) as store:
        store.journal.intend("s1/receipt/0", NOON)
        store.journal.bind("s1/receipt/0", URI, 41)
        store.journal.intend("s1/certificate/0", NOON + timedelta(seconds=1))
        store.journal.intend("s0/receipt/0", NOON)
        store.journal.finish("s0/receipt/0", "printed:1", NOON)
    with store_in(folder, clock) as store:
        first, second = store.journal.unfinished()
        assert (first.print_key, first.printer_uri, first.job_id) == ("s1/receipt/0", URI, 41)
        assert (second.print_key, second.job_id, second.outcome, second.finished_at) == (
            "s1/certificate/0",
            None,
            "",
            None,
        )


def test_a_known_intent_gives_the_entry_that_is_there(store: Store) -> None:
    first = store.journal.intend("p", NOON)
    store.journal.bind("p", URI, 41)
    again = store.journal.intend("p", NOON + timedelta(hours=1))
    assert (again.intended_at, again.job_id) == (first.intended_at, 41)
    assert store.journal.get("p") == again


def test_a_second_job_for_the_same_print_is_refused(store: Store) -> None:
    store.journal.intend("p", NOON)
    store.journal.bind("p", URI, 41)
    store.journal.bind("p", URI, 41)
    with pytest.raises(ValueError, match="has a job"):
        store.journal.bind("p", URI, 42)
    store.journal.intend("q", NOON)
    store.journal.finish("q", "cancelled", NOON)
    with pytest.raises(ValueError, match="or an end"):
        store.journal.bind("q", URI, 43)


def test_the_first_end_stands(store: Store) -> None:
    store.journal.intend("p", NOON)
    store.journal.finish("p", "printed:2", NOON)
    store.journal.finish("p", "failed:PRN-004", NOON + timedelta(hours=1))
    entry = store.journal.get("p")
    assert entry is not None
    assert (entry.outcome, entry.finished_at) == ("printed:2", NOON)
    assert store.journal.unfinished() == []


def test_what_was_never_meant_to_be_printed_is_told(store: Store) -> None:
    assert store.journal.get("none") is None
    with pytest.raises(LookupError):
        store.journal.bind("none", URI, 1)
    with pytest.raises(LookupError):
        store.journal.finish("none", "printed:1", NOON)
    store.journal.intend("p", NOON)
    with pytest.raises(ValueError, match="name"):
        store.journal.finish("p", "", NOON)
