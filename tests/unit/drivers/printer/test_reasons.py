import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.printer.reasons import BLOCKING, LOW, Reason, Severity, blocking_fault, low_fault, parse_reason
from kiosk.core.faults import FAULTS


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("media-empty", Reason("media-empty", Severity.UNSAID)),
        ("media-empty-report", Reason("media-empty", Severity.REPORT)),
        ("media-empty-warning", Reason("media-empty", Severity.WARNING)),
        ("media-empty-error", Reason("media-empty", Severity.ERROR)),
        ("Media-Jam-Error ", Reason("media-jam", Severity.ERROR)),
        ("none", Reason("none", Severity.UNSAID)),
        ("-error", Reason("-error", Severity.UNSAID)),
        ("", Reason("", Severity.UNSAID)),
    ],
)
def test_the_suffix_is_the_severity(value: str, reason: Reason) -> None:
    assert parse_reason(value) == reason


@pytest.mark.parametrize("suffix", ["", "-report", "-warning", "-error"])
@pytest.mark.parametrize(
    ("keyword", "fault"),
    [
        ("media-empty", "PRN-003"),
        ("media-needed", "PRN-003"),
        ("input-tray-missing", "PRN-003"),
        ("media-jam", "PRN-004"),
        ("cover-open", "PRN-005"),
        ("door-open", "PRN-005"),
        ("toner-empty", "PRN-006"),
        ("marker-supply-empty", "PRN-006"),
        ("paused", "PRN-009"),
        ("offline", "PRN-001"),
    ],
)
def test_what_stops_a_print_stops_it_whatever_its_suffix(keyword: str, fault: str, suffix: str) -> None:
    assert blocking_fault(["none", keyword + suffix]) == fault


@pytest.mark.parametrize(
    "reasons",
    [
        [],
        ["none"],
        ["media-low"],
        ["toner-low-warning", "marker-waste-almost-full-report"],
        ["connecting-to-device-report"],
        ["stopped-partly-warning"],
        ["com.vendor-sleep-report"],
        ["media-low-error"],
    ],
)
def test_what_does_not_stop_a_print_does_not(reasons: list[str]) -> None:
    assert blocking_fault(reasons) == ""


def test_what_nobody_listed_stops_a_print_when_the_printer_calls_it_an_error() -> None:
    assert blocking_fault(["com.vendor-drum-error"]) == "PRN-009"
    assert blocking_fault(["other-error"]) == "PRN-009"


def test_of_several_reasons_the_most_telling_counts() -> None:
    assert blocking_fault(["media-empty-report", "cover-open-warning", "media-jam-error"]) == "PRN-004"
    assert blocking_fault(["media-empty-report", "cover-open-warning"]) == "PRN-005"


def test_what_runs_out_soon_has_its_own_fault() -> None:
    assert low_fault(["media-low-warning"]) == "PRN-011"
    assert low_fault(["toner-low"]) == "PRN-012"
    assert low_fault(["none"]) == ""


def test_every_fault_is_in_the_list() -> None:
    assert set(BLOCKING.values()) | set(LOW.values()) <= set(FAULTS)


@given(st.lists(st.text(max_size=30)))
def test_any_text_is_judged(reasons: list[str]) -> None:
    assert blocking_fault(reasons) in {"", *BLOCKING.values()}
