"""Printing once, whatever happens in between: the real journal, and a printer that can be unplugged."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from drivers.ports import Cancel
from flows.model.effect import PrintDocument
from kiosk.app.paper import name_of, outcome_of, print_document, settle_unfinished
from kiosk.core.devices import PrintCancelled, Printed, PrintFailed, PrintOutcome, PrintUnconfirmed
from kiosk.core.errors import CacheError, ContentError, DeviceError
from kiosk.core.ids import OperationId
from kiosk.core.sensitive import Sensitive
from offline_cache.journal import PrintJournal
from offline_cache.store import Store
from tests.support.printer_of_tests import PowerCut, PrinterOfTests
from tests.support.printers import pdf
from tests.support.stores import HandClock, store_in

KEY = "receipt:9d1e/0"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with store_in(tmp_path / "store") as opened:
        yield opened


@pytest.fixture
def printer(tmp_path: Path) -> PrinterOfTests:
    folder = tmp_path / "papers"
    folder.mkdir()
    return PrinterOfTests(folder)


def receipt(*, again: int = 0, session: str = "a") -> PrintDocument:
    return PrintDocument(
        operation=OperationId(session, 7),
        purpose="receipt:9d1e",
        again=again,
        template="receipt-kept",
        data=Sensitive({"applicant": "张伟"}),  # fictional
    )


def printing(
    store: Store,
    printer: PrinterOfTests,
    effect: PrintDocument | None = None,
    *,
    typeset: Callable[[str, object], bytes] = lambda _template, _data: pdf(2).reveal(),
    cancel: Cancel | None = None,
) -> PrintOutcome:
    return print_document(
        effect or receipt(),
        printer=printer,
        journal=store.journal,
        typeset=typeset,
        clock=HandClock(),
        cancel=cancel or Cancel(),
    )


def test_a_paper_is_on_record_before_it_is_typeset_and_its_job_before_a_byte_is_sent(
    store: Store, printer: PrinterOfTests
) -> None:
    seen: dict[str, tuple[bool, int | None, str]] = {}

    def look(when: str) -> None:
        entry = store.journal.get(KEY)
        seen[when] = (entry is not None, entry.job_id if entry else None, entry.outcome if entry else "")

    def typeset(template: str, data: object) -> bytes:
        assert (template, data) == ("receipt-kept", {"applicant": "张伟"})
        look("typeset")
        return pdf(2).reveal()

    printer.on_call = look
    assert printing(store, printer, typeset=typeset) == Printed(pages=2)
    assert seen == {
        "typeset": (True, None, ""),
        "create_job": (True, None, ""),
        "send": (True, 1, ""),
        "follow": (True, 1, ""),
    }
    look("end")
    assert seen["end"] == (True, 1, "printed:2")


def test_a_job_is_called_by_an_impersonal_name(store: Store, printer: PrinterOfTests) -> None:
    printing(store, printer)
    assert printer.titles == ["guanjia receipt"]


@pytest.mark.parametrize("obstacle", ["", "PRN-003"])
def test_the_same_purpose_never_prints_twice_silently(store: Store, printer: PrinterOfTests, obstacle: str) -> None:
    printer.obstacle = obstacle
    first = printing(store, printer)
    printer.obstacle = ""
    asked = list(printer.calls)
    assert printing(store, printer, receipt(session="b")) == first
    assert printer.calls == asked
    assert len(printer.printed) == (0 if obstacle else 1)


def test_another_sheet_that_the_resident_asks_for_is_printed(store: Store, printer: PrinterOfTests) -> None:
    assert printing(store, printer) == printing(store, printer, receipt(again=1)) == Printed(pages=2)
    assert len(printer.printed) == 2


@pytest.mark.parametrize(
    ("died_before", "papers", "asked"),
    [
        ("create_job", 1, Printed(pages=2)),  # nothing had happened: it is printed now
        ("send", 0, PrintCancelled()),  # the job is there and empty: it is taken back
        ("follow", 1, Printed(pages=2)),  # the bytes were sent: the printer says what became of them
    ],
)
def test_after_a_crash_the_same_purpose_prints_once_at_most(
    store: Store, printer: PrinterOfTests, died_before: str, papers: int, asked: PrintOutcome
) -> None:
    printer.cut_before = died_before
    with pytest.raises(PowerCut):
        printing(store, printer)
    printer.cut_before = ""
    assert printing(store, printer, receipt(session="b")) == asked
    assert len(printer.printed) == papers
    assert store.journal.unfinished() == []


def test_a_job_that_was_still_printing_at_the_crash_is_followed_to_its_end(
    store: Store, printer: PrinterOfTests
) -> None:
    printer.slow_s, printer.cut_before = 0.3, "follow"
    with pytest.raises(PowerCut):
        printing(store, printer)
    printer.cut_before = ""
    assert printing(store, printer) == Printed(pages=2)
    assert len(printer.printed) == 1


def test_a_job_that_the_printer_forgot_is_unconfirmed_and_not_printed_again(
    store: Store, printer: PrinterOfTests, tmp_path: Path
) -> None:
    printer.cut_before = "follow"
    with pytest.raises(PowerCut):
        printing(store, printer)
    (tmp_path / "other").mkdir()
    forgetful = PrinterOfTests(tmp_path / "other")
    assert printing(store, forgetful) == PrintUnconfirmed()
    assert forgetful.printed == ()


def test_a_printer_that_is_unplugged_is_a_fault_and_the_purpose_stays_open(
    store: Store, printer: PrinterOfTests
) -> None:
    printer.gone = True
    with pytest.raises(DeviceError) as caught:
        printing(store, printer)
    assert caught.value.code == "PRN-001"
    assert [entry.print_key for entry in store.journal.unfinished()] == [KEY]
    printer.gone = False
    assert printing(store, printer) == Printed(pages=2)


def test_a_paper_that_cannot_be_typeset_reaches_no_printer(store: Store, printer: PrinterOfTests) -> None:
    def typeset(_template: str, _data: object) -> bytes:
        raise ContentError("CNT-004", "no such template")

    with pytest.raises(ContentError):
        printing(store, printer, typeset=typeset)
    assert printer.calls == []


def test_a_session_that_ends_while_it_is_typeset_prints_nothing(store: Store, printer: PrinterOfTests) -> None:
    cancel = Cancel()

    def typeset(_template: str, _data: object) -> bytes:
        cancel.set()
        return pdf().reveal()

    assert printing(store, printer, typeset=typeset, cancel=cancel) == PrintCancelled()
    assert printer.calls == []
    assert store.journal.unfinished() == []


def test_a_session_that_ends_while_it_prints_takes_the_job_back(store: Store, printer: PrinterOfTests) -> None:
    cancel = Cancel()
    printer.slow_s = 30
    printer.on_call = lambda name: cancel.set() if name == "follow" else None
    assert printing(store, printer, cancel=cancel) == PrintCancelled()
    assert printer.waiting() == []


def test_a_store_that_fails_before_the_job_is_bound_lets_nothing_print(printer: PrinterOfTests, tmp_path: Path) -> None:
    with store_in(tmp_path / "store") as store:
        printer.on_call = lambda name: store.close() if name == "create_job" else None
        with pytest.raises(CacheError):
            printing(store, printer)
    assert printer.calls == ["create_job"]
    assert printer.printed == ()


# --- at the start -------------------------------------------------------------------------------------------------


def interrupted(journal: PrintJournal, printer: PrinterOfTests, how: str) -> None:
    journal.intend(KEY, HandClock().now())
    job = printer.create_job("guanjia receipt")
    journal.bind(KEY, job.printer_uri, job.job_id)
    if how != "bound":
        printer.slow_s = 30 if how == "printing" else 0
        printer.send(job, pdf())


@pytest.mark.parametrize(
    ("how", "outcome", "papers"),
    [
        ("bound", PrintUnconfirmed(), 0),
        ("printing", PrintUnconfirmed(), 0),
        ("printed", Printed(pages=1), 1),
    ],
)
def test_at_the_start_every_interrupted_print_gets_an_end_and_nothing_prints(
    store: Store, printer: PrinterOfTests, how: str, outcome: PrintOutcome, papers: int
) -> None:
    interrupted(store.journal, printer, how)
    assert settle_unfinished(printer=printer, journal=store.journal, clock=HandClock()) == 1
    entry = store.journal.get(KEY)
    assert entry is not None
    assert outcome_of(entry) == outcome
    assert len(printer.printed) == papers
    assert printer.waiting() == []
    assert settle_unfinished(printer=printer, journal=store.journal, clock=HandClock()) == 0


def test_what_never_became_a_job_is_still_printed_for_whoever_comes_back_to_it(
    store: Store, printer: PrinterOfTests
) -> None:
    store.journal.intend(KEY, HandClock().now())
    assert settle_unfinished(printer=printer, journal=store.journal, clock=HandClock()) == 0
    assert printer.calls == []
    assert printing(store, printer) == Printed(pages=2)


@pytest.mark.parametrize(
    "outcome", [Printed(pages=3), PrintUnconfirmed(), PrintFailed(fault="PRN-004"), PrintCancelled()]
)
def test_the_journals_word_for_an_outcome_is_read_back_as_that_outcome(store: Store, outcome: PrintOutcome) -> None:
    store.journal.intend(KEY, HandClock().now())
    store.journal.finish(KEY, name_of(outcome), HandClock().now())
    entry = store.journal.get(KEY)
    assert entry is not None
    assert outcome_of(entry) == outcome
