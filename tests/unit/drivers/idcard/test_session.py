from collections.abc import Callable, Iterable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.idcard.codec import Command, encode
from drivers.idcard.session import RawCard, SdtSession
from kiosk.core.devices import CardLifted, CardUnreadable, CardUnsupported, NoCard
from kiosk.core.errors import DeviceError
from sandbox.idcard_sam import SAM_ID_TEXT, VirtualSam
from sandbox.idcard_text import card_text, newest_address
from sandbox.idcard_wire import Received, reply, take_command
from sandbox.residents import LI_XIULAN, MARIE_EXEMPLE, ZHANG_WEI, Resident
from tests.support.lines import LOST, AnsweringLine, SteppingClock

Answer = Callable[[str], Iterable[object]]
WORST_S = 8.5  # three rounds of 2.2 s, one newest address, and the steps of the clock
FAULTS = {"IDR-001", "IDR-002", "IDR-003", "IDR-004"}
FIND, SELECT, BASE, ADDRESS = (
    encode(command) for command in (Command.FIND, Command.SELECT, Command.READ_BASE, Command.READ_NEWEST_ADDRESS)
)


class Bench:
    """A session with a virtual security module at its other end; `special` answers instead where it has an entry."""

    def __init__(self, special: dict[str, list[Iterable[object]]] | None = None) -> None:
        self.sam = VirtualSam()
        self.special = special or {}
        self.clock = SteppingClock()
        self.line = AnsweringLine(self.answer, self.clock)
        self.session = SdtSession(self.line, clock=self.clock)

    def answer(self, data: bytes) -> Iterable[object]:
        received = take_command(bytearray(data))
        assert received is not None
        assert not received.refusal
        waiting = self.special.get(received.name)
        return waiting.pop(0) if waiting else (self.sam.answer(received),)

    @property
    def elapsed_s(self) -> float:
        return self.clock.seconds - 1000.0

    def fault(self) -> DeviceError:
        with pytest.raises(DeviceError) as caught:
            self.session.attempt()
        return caught.value


def with_card(special: dict[str, list[Iterable[object]]] | None = None) -> Bench:
    bench = Bench(special)
    bench.sam.put_card(LI_XIULAN)
    return bench


def status(word: int) -> list[Iterable[object]]:
    return [(reply(word),)]


def test_a_card_is_found_selected_read_and_asked_for_its_newest_address() -> None:
    bench = with_card()
    card = bench.session.attempt()
    assert isinstance(card, RawCard)
    assert card.content.text.reveal() == card_text(LI_XIULAN)
    assert card.newest_address.reveal() == newest_address(LI_XIULAN)
    assert bench.line.written == [FIND, SELECT, BASE, ADDRESS]


def test_a_card_without_a_newest_address_is_whole() -> None:
    bench = Bench()
    bench.sam.put_card(ZHANG_WEI)
    card = bench.session.attempt()
    assert isinstance(card, RawCard)
    assert card.newest_address.reveal() == b""


def test_a_card_without_an_address_is_not_asked_for_a_newer_one() -> None:
    bench = Bench()
    bench.sam.put_card(MARIE_EXEMPLE)
    assert isinstance(bench.session.attempt(), RawCard)
    assert bench.line.written == [FIND, SELECT, BASE]


def test_no_card_is_seen_quickly() -> None:
    bench = Bench()
    assert bench.session.attempt() == NoCard()
    assert bench.elapsed_s < 0.1


def test_a_card_left_lying_is_read_again_although_find_says_80() -> None:
    bench = with_card()
    first, second = bench.session.attempt(), bench.session.attempt()
    assert isinstance(first, RawCard)
    assert first == second


def test_find_and_select_may_fail_or_be_silent_or_spoilt_and_the_card_is_read() -> None:
    for find in ((reply(0x80),), (), (b"\x00" * 9,), (reply(0x9F)[:-1] + b"\x00",), (reply(0x24),)):
        bench = with_card({"find": [find]})
        assert isinstance(bench.session.attempt(), RawCard), find


def test_a_late_answer_is_not_taken_for_the_next_one() -> None:
    bench = with_card()

    def select_after_late_find() -> Iterator[object]:
        yield reply(0x9F, bytes(4))
        yield bench.sam.answer(Received("select"))

    bench.special = {"find": [()], "select": [select_after_late_find()]}
    assert isinstance(bench.session.attempt(), RawCard)
    bench.special = {"read_base": [(reply(0x90, bytes(8)), reply(0x80), reply(0x90))]}
    assert isinstance(bench.session.attempt(), RawCard)  # none of these answers a read: the second round does


def test_what_came_in_before_a_command_is_never_its_answer() -> None:
    bench = with_card()
    other = VirtualSam()
    other.put_card(ZHANG_WEI)
    other.answer(Received("select"))
    stale = other.answer(Received("read_base"))  # another resident's card, come too late

    def select_and_stale_read() -> Iterator[object]:
        yield bench.sam.answer(Received("select"))
        yield stale

    bench.special = {"select": [select_and_stale_read()]}
    card = bench.session.attempt()
    assert isinstance(card, RawCard)
    assert card.content.text.reveal() == card_text(LI_XIULAN)


def test_a_card_lifted_while_it_is_read_is_lifted() -> None:
    bench = with_card({"read_base": status(0x41)})
    bench.special["find"] = [(reply(0x9F, bytes(4)),), (reply(0x80),)]
    bench.special["select"] = [(reply(0x90, bytes(8)),), (reply(0x81),)]
    bench.special["read_base"].append((reply(0x41),))
    assert bench.session.attempt() == CardLifted()


def test_a_reply_that_breaks_off_with_the_card_gone_is_a_lifted_card() -> None:
    bench = with_card()

    def torn() -> Iterator[object]:
        frame = reply(0x90, bytes(1284))
        bench.sam.lift()
        yield frame[:600]

    bench.special = {"read_base": [torn()]}
    assert bench.session.attempt() == CardLifted()
    assert bench.elapsed_s < 0.5


def test_a_card_lifted_before_its_newest_address_was_read_is_lifted() -> None:
    assert with_card({"newest_address": status(0x41)}).session.attempt() == CardLifted()


def test_a_card_that_lies_still_and_fails_three_times_is_worn() -> None:
    bench = with_card({"read_base": status(0x41) * 3})
    assert bench.session.attempt() == CardUnreadable("IDR-012")
    assert bench.line.written == [FIND, SELECT, BASE] * 3


def test_a_card_that_fails_once_is_tried_again() -> None:
    assert isinstance(with_card({"read_base": status(0x41)}).session.attempt(), RawCard)


@pytest.mark.parametrize(
    ("word", "outcome"),
    [
        (0x40, CardUnsupported()),
        (0x31, CardUnreadable("IDR-011")),
        (0x32, CardUnreadable("IDR-011")),
        (0x33, CardUnreadable("IDR-011")),
        (0x91, CardUnreadable("IDR-010")),
        (0x24, CardUnreadable("IDR-012")),
        (0x77, CardUnreadable("IDR-012")),  # a status word that no source names
    ],
)
def test_each_status_word_about_the_card_has_its_outcome(word: int, outcome: object) -> None:
    assert with_card({"read_base": status(word) * 3}).session.attempt() == outcome


@pytest.mark.parametrize(
    ("word", "code"),
    [
        (0x10, "IDR-003"),
        (0x11, "IDR-003"),
        (0x21, "IDR-003"),
        (0x23, "IDR-004"),
        (0x47, "IDR-004"),
        (0x60, "IDR-004"),
        (0x66, "IDR-004"),
    ],
)
def test_each_status_word_about_the_reader_has_its_fault(word: int, code: str) -> None:
    assert with_card({"read_base": status(word) * 3}).fault().code == code
    check = Bench({"sam_status": status(word) * 3})
    with pytest.raises(DeviceError, match=code):
        check.session.check()


def test_an_error_without_any_card_in_sight_is_no_card() -> None:
    for word in (0x41, 0x24, 0x47, 0x77):
        assert Bench({"read_base": status(word)}).session.attempt() == NoCard()


def test_a_command_that_arrived_damaged_is_sent_again() -> None:
    assert isinstance(with_card({"read_base": status(0x10) + status(0x11)}).session.attempt(), RawCard)
    assert isinstance(with_card({"newest_address": status(0x10)}).session.attempt(), RawCard)


@pytest.mark.parametrize(("word", "code"), [(0x10, "IDR-003"), (0x11, "IDR-003"), (0x47, "IDR-004"), (0x60, "IDR-004")])
def test_a_newest_address_that_a_broken_line_or_reader_kept_back_is_no_old_address(word: int, code: str) -> None:
    assert with_card({"newest_address": status(word) * 3}).fault().code == code


@pytest.mark.parametrize("word", [0x24, 0x99])
def test_a_newest_address_that_is_refused_without_a_reason_is_no_old_address(word: int) -> None:
    assert with_card({"newest_address": status(word) * 3}).session.attempt() == CardUnreadable("IDR-012")
    card = with_card({"newest_address": status(word) * 2}).session.attempt()
    assert isinstance(card, RawCard)
    assert card.newest_address.reveal() == newest_address(LI_XIULAN)


def test_a_card_that_fails_its_verification_at_the_newest_address_is_refused() -> None:
    assert with_card({"newest_address": status(0x33)}).session.attempt() == CardUnreadable("IDR-011")


def test_a_reader_that_does_not_know_newest_addresses_still_gives_the_card() -> None:
    for word in (0x21, 0x23):
        card = with_card({"newest_address": status(word) * 3}).session.attempt()
        assert isinstance(card, RawCard)
        assert card.newest_address.reveal() == b""


def test_a_base_reply_of_the_wrong_shape_is_an_incomplete_card() -> None:
    bench = with_card({"read_base": [(reply(0x90, bytes(1284)),)]})
    assert bench.session.attempt() == CardUnreadable("IDR-010")


def test_silence_is_named_after_two_seconds_and_noise_is_named_noise() -> None:
    bench = Bench({name: [()] * 3 for name in ("find", "select", "read_base")})
    assert bench.fault().code == "IDR-002"
    assert bench.elapsed_s < 2.5
    noisy = Bench({name: [(b"\x55" * 40,)] * 3 for name in ("find", "select", "read_base")})
    assert noisy.fault().code == "IDR-003"


def test_a_spoilt_frame_is_not_waited_out() -> None:
    frame = bytearray(reply(0x90, bytes(1284)))
    frame[500] ^= 1
    bench = with_card({"read_base": [(bytes(frame),)]})
    assert isinstance(bench.session.attempt(), RawCard)
    assert bench.elapsed_s < 0.5


def test_endless_noise_ends_at_the_deadline() -> None:
    def forever() -> Iterator[object]:
        while True:
            yield bytes.fromhex("AAAAAA9669 0900") + b"\xaa" * 57

    bench = Bench({name: [forever() for _ in range(3)] for name in ("find", "select", "read_base")})
    assert bench.fault().code == "IDR-003"
    assert bench.elapsed_s < WORST_S


def test_a_line_that_takes_no_bytes_is_a_reader_that_does_not_answer() -> None:
    bench = Bench()
    bench.line.stalled = True
    assert bench.fault().code == "IDR-002"


def test_a_reader_that_is_slow_and_fails_as_well_does_not_hold_its_lane() -> None:
    bench = with_card({"newest_address": [()] * 3})

    def late() -> Iterator[object]:
        bench.clock.seconds += 1.9
        yield bench.sam.answer(Received("read_base"))

    bench.special["read_base"] = [(), (), late()]
    assert bench.fault().code == "IDR-002"
    assert bench.elapsed_s < WORST_S


def test_a_line_lost_at_any_step_is_the_same_fault() -> None:
    frame = reply(0x90, bytes(1284))
    for name in ("find", "select", "read_base", "newest_address"):
        for answer in ([LOST], [frame[:40], LOST]):
            assert with_card({name: [answer]}).fault().code == "IDR-001"


def test_the_security_module_is_asked_for_its_id_and_health() -> None:
    bench = Bench()
    bench.session.check()
    assert bench.session.sam_id() == SAM_ID_TEXT
    assert Bench({"sam_id": status(0x21) * 3}).session.sam_id() == ""


chunk = st.one_of(
    st.binary(max_size=64),
    st.builds(reply, st.integers(0, 255), st.binary(max_size=80)),
    st.builds(lambda size: reply(0x90, bytes.fromhex("01000400") + bytes(size)), st.sampled_from([1280, 1279, 0])),
    st.just(bytes.fromhex("AAAAAA9669")),
    st.just(LOST),
)


@given(st.lists(st.lists(chunk, max_size=4), max_size=14), st.sampled_from([LI_XIULAN, None]))
def test_whatever_comes_in_there_is_an_outcome_in_time(answers: list[list[object]], person: Resident | None) -> None:
    bench = Bench()
    if person is not None:
        bench.sam.put_card(person)
    queue = iter(answers)
    bench.line._answer = lambda data: next(queue, None) or bench.answer(data)
    outcome: object
    try:
        outcome = bench.session.attempt()
    except DeviceError as fault:
        outcome = fault.code
    assert isinstance(outcome, RawCard | NoCard | CardLifted | CardUnsupported | CardUnreadable) or outcome in FAULTS
    assert bench.elapsed_s < WORST_S
