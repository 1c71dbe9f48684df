from hypothesis import given
from hypothesis import strategies as st

from drivers.idcard.codec import (
    MAX_FRAME,
    BaseContent,
    Command,
    Damage,
    Reply,
    ReplyParser,
    StatusWord,
    encode,
    format_sam_id,
    split_base,
)
from kiosk.core.sensitive import Sensitive

# GA 467 as public implementations have it: the bytes themselves, not computed here.
COMMANDS = {
    Command.RESET_SAM: "AAAAAA9669 0003 10FF EC",
    Command.SAM_STATUS: "AAAAAA9669 0003 11FF ED",
    Command.SAM_ID: "AAAAAA9669 0003 12FF EE",
    Command.FIND: "AAAAAA9669 0003 2001 22",
    Command.SELECT: "AAAAAA9669 0003 2002 21",
    Command.READ_BASE: "AAAAAA9669 0003 3001 32",
    Command.READ_WITH_FINGERPRINT: "AAAAAA9669 0003 3010 23",
    Command.READ_NEWEST_ADDRESS: "AAAAAA9669 0003 3003 30",
    Command.SET_RF_FRAME: "AAAAAA9669 0004 61FF50 CA",
}
REPLIES = {
    "AAAAAA9669 0008 00009F 00000000 97": (StatusWord.FOUND, bytes(4)),
    "AAAAAA9669 0004 000080 84": (StatusWord.FIND_FAILED, b""),
    "AAAAAA9669 000C 000090 0000000000000000 9C": (StatusWord.SUCCESS, bytes(8)),
    "AAAAAA9669 0004 000081 85": (StatusWord.SELECT_FAILED, b""),
    "AAAAAA9669 0004 000041 45": (StatusWord.READ_FAILED, b""),
}
STATUS_WORDS = "10 11 21 23 24 31 32 33 40 41 47 60 66 80 81 90 91 9F"


def reply_frame(sw3: int, data: bytes = b"", *, sw1: int = 0) -> bytes:
    body = (len(data) + 4).to_bytes(2, "big") + bytes((sw1, 0, sw3)) + data
    check = 0
    for byte in body:
        check ^= byte
    return bytes.fromhex("AAAAAA9669") + body + bytes((check,))


def parse(data: bytes) -> list[Reply | Damage]:
    return ReplyParser().feed(data)


def reply(status: StatusWord | None, data: bytes = b"") -> Reply:
    return Reply(status, Sensitive(data))


def test_every_command_has_its_golden_bytes() -> None:
    assert {command: encode(command) for command in Command} == {
        command: bytes.fromhex(frame) for command, frame in COMMANDS.items()
    }


def test_every_reply_vector_is_understood() -> None:
    for frame, (status, data) in REPLIES.items():
        assert parse(bytes.fromhex(frame)) == [reply(status, data)]


def test_every_named_status_word_is_known_and_no_other() -> None:
    assert {int(word) for word in StatusWord} == set(bytes.fromhex(STATUS_WORDS))
    for sw3 in range(256):
        (item,) = parse(reply_frame(sw3))
        assert isinstance(item, Reply)
        assert item.status == (sw3 if sw3 in bytes.fromhex(STATUS_WORDS) else None)


def test_a_status_word_with_other_leading_bytes_is_no_known_one() -> None:
    assert parse(reply_frame(0x90, sw1=1)) == [reply(None)]


def test_replies_of_base_and_fingerprint_reads_have_their_documented_total_lengths() -> None:
    base = reply_frame(0x90, bytes.fromhex("01000400") + bytes(1280))
    assert len(base) == 1295
    assert base[:14] == bytes.fromhex("AAAAAA9669 0508 000090 0100 0400")
    for fingerprint, total in ((1024, 2321), (512, 1809), (0, 1297)):
        block = bytes.fromhex("01000400") + fingerprint.to_bytes(2, "big") + bytes(1280 + fingerprint)
        frame = reply_frame(0x90, block)
        assert len(frame) == total
        assert parse(frame) == [reply(StatusWord.SUCCESS, block)]
    assert MAX_FRAME == 2321


def test_the_text_and_the_photo_lie_at_their_offsets_in_the_frame() -> None:
    text, photo = b"T" * 256, b"P" * 1024
    frame = reply_frame(0x90, bytes.fromhex("01000400") + text + photo)
    assert (frame[14:270], frame[270:1294]) == (text, photo)
    (item,) = parse(frame)
    assert isinstance(item, Reply)
    assert split_base(item.data) == BaseContent(text=Sensitive(text), photo=Sensitive(photo))


def test_a_base_reply_whose_lengths_do_not_add_up_is_refused() -> None:
    for head, size in (("01000400", 1279), ("01000400", 1281), ("01000200", 768), ("00FF0400", 1279), ("0100", 0)):
        assert split_base(Sensitive(bytes.fromhex(head) + bytes(size))) is None
    assert split_base(Sensitive(b"")) is None
    without_photo = split_base(Sensitive(bytes.fromhex("01000000") + bytes(256)))
    assert without_photo is not None
    assert without_photo.photo == Sensitive(b"")


def test_a_frame_is_found_however_it_is_cut_and_whatever_comes_before() -> None:
    frame = bytes.fromhex("AAAAAA9669 0004 000080 84")
    stream = b"\x00\xaa\xaa\x96AAAA\xaa\xaa\xaa\xaa" + frame + frame
    parser = ReplyParser()
    items = [item for at in range(len(stream)) for item in parser.feed(stream[at : at + 1])]
    assert items == [reply(StatusWord.FIND_FAILED)] * 2


def test_a_wrong_checksum_is_reported_and_the_next_frame_is_found() -> None:
    good = bytes.fromhex("AAAAAA9669 0004 000080 84")
    assert parse(good[:-1] + b"\x00" + good) == [Damage.CHECKSUM, reply(StatusWord.FIND_FAILED)]


def test_a_wrong_length_does_not_swallow_the_good_frame_behind_it() -> None:
    good = bytes.fromhex("AAAAAA9669 0004 000080 84")
    damaged = bytes.fromhex("AAAAAA9669 000B 000080 84")  # says that it goes on into the next frame
    assert parse(damaged + good + bytes(4))[0] is Damage.CHECKSUM
    assert parse(damaged + good + bytes(4))[1:] == [reply(StatusWord.FIND_FAILED)]


def test_lengths_out_of_bounds_are_refused_at_once() -> None:
    for length in (0, 3, MAX_FRAME - 6, 0xFFFF):
        assert parse(bytes.fromhex("AAAAAA9669") + length.to_bytes(2, "big")) == [Damage.LENGTH]


def test_a_begun_frame_shows() -> None:
    begun = []
    parser = ReplyParser()
    for part in ("", "00AAAAAA9669 0004", "000080 84"):
        parser.feed(bytes.fromhex(part))
        begun.append(parser.inside_frame)
    assert begun == [False, True, False]


def test_a_reply_shows_nothing_of_what_it_carries() -> None:
    assert "***" in repr(parse(reply_frame(0x90, b"441900"))[0])
    assert "441900" not in repr(parse(reply_frame(0x90, b"441900")))


def test_a_sam_id_is_formatted_as_printed() -> None:
    data = bytes.fromhex("0500 0100 DB293301 15CD5B07 B168DE3A")
    assert format_sam_id(data) == "05.01-20130267-0123456789-0987654321"


@given(st.lists(st.binary(max_size=400), max_size=12))
def test_any_bytes_are_taken_and_never_more_than_a_frame_is_held(chunks: list[bytes]) -> None:
    parser = ReplyParser()
    for chunk in chunks:
        for item in parser.feed(chunk):
            assert isinstance(item, Reply | Damage)
        assert len(parser._buffer) < MAX_FRAME


@given(st.binary(max_size=64), st.integers(0, 255), st.binary(max_size=300), st.data())
def test_a_frame_after_noise_is_found_at_any_cut(noise: bytes, sw3: int, data: bytes, cuts: st.DataObject) -> None:
    stream = noise.replace(b"\x69", b"") + reply_frame(sw3, data)  # without 69 the noise holds no preamble
    cut = cuts.draw(st.integers(0, len(stream)))
    parser = ReplyParser()
    items = [*parser.feed(stream[:cut]), *parser.feed(stream[cut:])]
    assert len(items) == 1
    assert isinstance(items[0], Reply)
    assert items[0].data == Sensitive(data)


@given(st.binary(max_size=300), st.integers(min_value=0), st.integers(1, 255))
def test_one_changed_byte_never_passes_for_the_frame(data: bytes, at: int, flip: int) -> None:
    frame = bytearray(reply_frame(0x90, data))
    frame[at % len(frame)] ^= flip
    assert reply(StatusWord.SUCCESS, data) not in parse(bytes(frame))
