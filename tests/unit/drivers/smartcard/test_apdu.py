from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.smartcard.apdu import MOST_ROUNDS, ApduError, Command, Response, exchange

READ = Command(ins=0xB2, p1=1, p2=0x2C, le=256)


def script(*turns: tuple[str, str | None]) -> Callable[[bytes], bytes | None]:
    """A card that expects exactly these commands and gives these answers."""
    left = list(turns)

    def send(apdu: bytes) -> bytes | None:
        expected, answer = left.pop(0)
        assert apdu.hex(" ").upper() == expected
        return None if answer is None else bytes.fromhex(answer)

    return send


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (Command(ins=0xA4, p1=4, data=b"\xa0\x01"), "00 A4 04 00 02 A0 01"),
        (Command(ins=0xB2, p1=3, p2=0x34, le=256), "00 B2 03 34 00"),
        (Command(ins=0xC0, le=0x20), "00 C0 00 00 20"),
        (Command(ins=0xA4), "00 A4 00 00"),
        (Command(ins=0xA4, data=b"\x3f\x00", le=5), "00 A4 00 00 02 3F 00 05"),
    ],
)
def test_commands_become_the_bytes_of_the_standard(command: Command, expected: str) -> None:
    assert command.encode().hex(" ").upper() == expected


def test_a_plain_answer_is_data_and_status() -> None:
    response = exchange(script(("00 B2 01 2C 00", "0102 9000")), READ)
    assert response == Response(b"\x01\x02", 0x9000)
    assert response.ok


def test_waiting_data_is_fetched() -> None:
    send = script(("00 B2 01 2C 00", "61 03"), ("00 C0 00 00 03", "AABBCC 9000"))
    assert exchange(send, READ) == Response(b"\xaa\xbb\xcc", 0x9000)


def test_data_that_comes_in_several_parts_is_put_together() -> None:
    turns = ("00 B2 01 2C 00", "01 61 02"), ("00 C0 00 00 02", "0203 61 01"), ("00 C0 00 00 01", "04 9000")
    assert exchange(script(*turns), READ) == Response(b"\x01\x02\x03\x04", 0x9000)


def test_a_wrong_length_is_asked_again_with_the_right_one_once() -> None:
    send = script(("00 B2 01 2C 00", "6C 0B"), ("00 B2 01 2C 0B", "6C 0C"))
    response = exchange(send, READ)
    assert response is not None
    assert response.sw == 0x6C0C


def test_the_right_length_may_still_leave_data_waiting() -> None:
    send = script(("00 B2 01 2C 00", "6C 02"), ("00 B2 01 2C 02", "61 02"), ("00 C0 00 00 02", "0A0B 9000"))
    assert exchange(send, READ) == Response(b"\x0a\x0b", 0x9000)


@pytest.mark.parametrize("spoken", [0, 1, 2])
def test_a_card_that_goes_away_at_any_moment_is_a_value(spoken: int) -> None:
    turns = [("00 B2 01 2C 00", "6C 02"), ("00 B2 01 2C 02", "61 02"), ("00 C0 00 00 02", "0A0B 9000")]
    gone: list[tuple[str, str | None]] = [*turns[:spoken], (turns[spoken][0], None)]
    assert exchange(script(*gone), READ) is None


def test_an_answer_that_never_ends_is_an_error() -> None:
    rounds = 0

    def send(_: bytes) -> bytes:
        nonlocal rounds
        rounds += 1
        return b"\x00\x61\x00"

    with pytest.raises(ApduError):
        exchange(send, READ)
    assert rounds == MOST_ROUNDS + 1


def test_data_does_not_show_in_text() -> None:
    assert "4419" not in repr(Response(b"441900", 0x9000)) + repr(Command(ins=0xD6, data=b"441900"))


@given(st.lists(st.one_of(st.none(), st.binary(max_size=300)), min_size=MOST_ROUNDS + 2, max_size=MOST_ROUNDS + 2))
def test_whatever_a_card_answers_the_exchange_ends_in_a_typed_way(answers: list[bytes | None]) -> None:
    left = list(answers)
    try:
        response = exchange(lambda _: left.pop(0), READ)
    except ApduError:
        return
    assert response is None or 0 <= response.sw <= 0xFFFF
