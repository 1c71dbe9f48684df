import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.transport.replay import Answered, Mark, ReplayTransport, TranscriptMismatch, Written, parse_transcript
from kiosk.core.errors import DeviceError


def play(text: str) -> ReplayTransport:
    return ReplayTransport(parse_transcript(text), fault="IDR-001")


def test_a_transcript_is_read_line_by_line() -> None:
    assert parse_transcript("# a note\n> AA 01  # find\n\n< 02\n~\n!\n*\n") == (
        Written(b"\xaa\x01"),
        Answered(b"\x02"),
        Mark.SILENCE,
        Mark.LOST,
        Mark.REPEAT,
    )


@pytest.mark.parametrize("text", ["> XY", "? 01", "hello", "< 0"])
def test_a_wrong_line_is_named(text: str) -> None:
    with pytest.raises(TranscriptMismatch, match="line 2"):
        parse_transcript("> 01\n" + text)


def test_a_transcript_is_played_in_order() -> None:
    line = play("> 01\n< 02\n< 03\n> 04\n~\n> 05\n< 06")
    assert line.write(b"\x01")
    assert [line.read(1.0), line.read(1.0), line.read(1.0)] == [b"\x02", b"\x03", b""]
    assert line.write(b"\x04")
    assert line.read(1.0) == b""
    assert line.read(1.0) == b""
    assert line.write(b"\x05")
    ends = [(line.finished, line.read(1.0)), (line.finished, line.read(1.0))]
    assert ends == [(False, b"\x06"), (True, b"")]


def test_answers_that_nobody_waited_for_are_passed_over() -> None:
    line = play("> 01\n< 02\n< 03\n> 04\n< 05")
    line.write(b"\x01")
    line.discard_input()
    line.write(b"\x04")
    assert line.read(1.0) == b"\x05"


def test_what_is_not_in_the_transcript_is_a_defect_and_no_fault() -> None:
    for text in ("> 01", "", "< 01"):
        with pytest.raises(TranscriptMismatch):
            play(text).write(b"\x02")


def test_a_lost_line_stays_lost() -> None:
    line = play("> 01\n!")
    line.write(b"\x01")
    for step in (lambda: line.read(1.0), lambda: line.write(b"\x01"), line.discard_input):
        with pytest.raises(DeviceError, match="IDR-001"):
            step()
    line.close()


def test_a_transcript_can_go_round() -> None:
    line = play("> 01\n*\n> 02\n< 03")
    line.write(b"\x01")
    for _ in range(3):
        line.write(b"\x02")
        assert line.read(1.0) == b"\x03"
    assert not line.finished


@given(st.text(max_size=60))
def test_any_text_is_a_transcript_or_is_refused(text: str) -> None:
    try:
        steps = parse_transcript(text)
    except TranscriptMismatch:
        return
    assert all(isinstance(step, Written | Answered | Mark) for step in steps)
    line = ReplayTransport(steps, fault="IDR-001")
    if Mark.LOST not in steps:
        assert isinstance(line.read(1.0), bytes)
