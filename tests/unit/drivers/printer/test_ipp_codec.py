import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.printer.ipp_codec import (
    Attribute,
    Collection,
    Content,
    Group,
    IppSyntaxError,
    Message,
    Range,
    Resolution,
    Tag,
    Value,
    WithLanguage,
    attribute,
    decode,
    encode,
)

# What the encoder of CUPS 2.4.2 (ipptool) sends for the request below, taken from the wire.
CREATE_JOB_BYTES = bytes.fromhex(
    "0101000500005da801470012617474726962757465732d6368617273657400057574662d3848001b617474726962757465732d6e6174757261"
    "6c2d6c616e677561676500057a682d636e45000b7072696e7465722d757269001f6970703a2f2f6c6f63616c686f73743a34353939392f6970"
    "702f7072696e7442001472657175657374696e672d757365722d6e616d65000d6775616e6a69612d6b696f736b4200086a6f622d6e616d6500"
    "0ce58f82e4bf9de8af81e6988e024400056d65646961001069736f5f61345f323130783239376d6d210006636f706965730004000000022200"
    "06782d666c616700010133000b706167652d72616e676573000800000001000000033200127072696e7465722d7265736f6c7574696f6e0009"
    "00000258000002580323000a66696e697368696e67730004000000032300000004000000043400096d656469612d636f6c00004a0000000a6d"
    "656469612d73697a6534000000004a0000000b782d64696d656e73696f6e2100000004000052084a0000000b792d64696d656e73696f6e2100"
    "000004000074043700000000"
    "4a0000000c6d656469612d736f7572636544000000046d61696e370000000003"
)
SIZE = Collection((attribute("x-dimension", Tag.INTEGER, 21000), attribute("y-dimension", Tag.INTEGER, 29700)))
CREATE_JOB = Message(
    code=0x0005,
    request_id=23976,
    groups=(
        Group(
            Tag.OPERATION,
            (
                attribute("attributes-charset", Tag.CHARSET, "utf-8"),
                attribute("attributes-natural-language", Tag.LANGUAGE, "zh-cn"),
                attribute("printer-uri", Tag.URI, "ipp://localhost:45999/ipp/print"),
                attribute("requesting-user-name", Tag.NAME, "guanjia-kiosk"),
                attribute("job-name", Tag.NAME, "参保证明"),
            ),
        ),
        Group(
            Tag.JOB,
            (
                attribute("media", Tag.KEYWORD, "iso_a4_210x297mm"),
                attribute("copies", Tag.INTEGER, 2),
                attribute("x-flag", Tag.BOOLEAN, True),  # noqa: FBT003
                attribute("page-ranges", Tag.RANGE, Range(1, 3)),
                attribute("printer-resolution", Tag.RESOLUTION, Resolution(600, 600, 3)),
                attribute("finishings", Tag.ENUM, 3, 4),
                attribute(
                    "media-col",
                    Tag.BEGIN_COLLECTION,
                    Collection(
                        (
                            attribute("media-size", Tag.BEGIN_COLLECTION, SIZE),
                            attribute("media-source", Tag.KEYWORD, "main"),
                        )
                    ),
                ),
            ),
        ),
    ),
)
# What ippeveprinter 2.4.2 answers to Get-Printer-Attributes for some attributes, cover open and tray empty.
PRINTER_BYTES = bytes.fromhex(
    "010100000000000101470012617474726962757465732d6368617273657400057574662d3848001b617474726962757465732d6e6174757261"
    "6c2d6c616e677561676500057a682d636e0433"
    "0010636f706965732d737570706f72746564000800000001000003e7"
    "2200197072696e7465722d69732d616363657074696e672d6a6f6273000101"
    "3100147072696e7465722d63757272656e742d74696d65000b07ea0b160b041d002b0000"
    "23000d7072696e7465722d7374617465000400000003"
    "4400157072696e7465722d73746174652d726561736f6e730011636f7665722d6f70656e2d7265706f7274"
    "44000000126d656469612d656d7074792d7265706f727403"
)


def test_a_request_becomes_the_bytes_that_cups_sends() -> None:
    assert encode(CREATE_JOB) == CREATE_JOB_BYTES


def test_the_bytes_that_cups_sends_become_the_request() -> None:
    assert decode(CREATE_JOB_BYTES) == CREATE_JOB


def test_a_printers_answer_is_understood() -> None:
    answer = decode(PRINTER_BYTES)
    printer = answer.group(Tag.PRINTER)
    assert (answer.code, answer.request_id, answer.version) == (0, 1, (1, 1))
    assert printer.number("printer-state") == 3
    assert printer.strings("printer-state-reasons") == ("cover-open-report", "media-empty-report")
    assert printer.contents("copies-supported") == (Range(1, 999),)
    assert printer.contents("printer-is-accepting-jobs") == (True,)
    assert printer.contents("printer-current-time") == (bytes.fromhex("07ea0b160b041d002b0000"),)
    assert printer.contents("absent") == ()
    assert answer.group(Tag.JOB).number("job-id") is None


def test_the_document_follows_the_message_and_stays_out_of_text() -> None:
    message = Message(code=6, request_id=9, document=b"%PDF-1.7 441900")
    assert encode(message) == bytes.fromhex("01010006 00000009 03") + b"%PDF-1.7 441900"
    assert decode(encode(message)) == message
    assert "4419" not in repr(message)


def test_a_name_with_its_language_reads_as_text() -> None:
    group = Group(Tag.JOB, (attribute("job-name", Tag.NAME_LANGUAGE, WithLanguage("zh-cn", "参保证明")),))
    read = decode(encode(Message(code=0, request_id=1, groups=(group,)))).group(Tag.JOB)
    assert read.strings("job-name") == ("参保证明",)


def test_text_in_another_encoding_is_kept_readable_where_it_is() -> None:
    raw = bytes.fromhex("0101 0000 00000001 04 41 0001 78 0006 41 B4F2 D3A1 42 03")  # "A打印B" in GBK
    (shown,) = decode(raw).group(Tag.PRINTER).strings("x")
    assert shown.startswith("A")
    assert shown.endswith("B")


@pytest.mark.parametrize("cut", range(0, len(CREATE_JOB_BYTES), 3))
def test_a_message_that_ends_early_is_an_error(cut: int) -> None:
    with pytest.raises(IppSyntaxError):
        decode(CREATE_JOB_BYTES[:cut])


HEAD = "0101 0000 00000001"


@pytest.mark.parametrize(
    "body",
    [
        "44 0001 61 0001 62 03",  # a value outside a group
        "01 44 0000 0001 62 03",  # a further value without an attribute
        "01 21 0001 61 0003 000001 03",  # an integer of three bytes
        "01 22 0001 61 0002 0001 03",  # a boolean of two
        "01 33 0001 61 0004 00000001 03",  # half a range
        "01 36 0001 61 0003 000561 03",  # a language longer than its value
        "01 34 0001 61 0000 44 0000 0001 62 03",  # a collection's value without a member
        "01 34 0001 61 0000 4A 0000 0001 62 37 0000 0000 03",  # a member without a value
        "01 34 0001 61 0000 4A 0000 0000 44 0000 0001 62 37 0000 0000 03",  # a member without a name
        "01 34 0001 61 0000 03",  # a collection that does not end
        "01 34 0001 61 0000" + "4A 0000 0001 62 34 0000 0000" * 40,  # collections in collections in collections
    ],
)
def test_damaged_structure_is_an_error(body: str) -> None:
    with pytest.raises(IppSyntaxError):
        decode(bytes.fromhex(HEAD + body))


@pytest.mark.parametrize(
    "item",
    [
        Attribute("", (Value(Tag.INTEGER, 1),)),
        Attribute("a", ()),
        attribute("a", Tag.INTEGER, 2**31),
        attribute("a", Tag.TEXT, "x" * 70_000),
        attribute("a", Tag.TEXT_LANGUAGE, WithLanguage("x" * 70_000, "")),
    ],
)
def test_what_the_format_cannot_hold_is_refused(item: Attribute) -> None:
    with pytest.raises(ValueError):
        encode(Message(code=2, request_id=1, groups=(Group(Tag.JOB, (item,)),)))


def as_value(tag: int, contents: st.SearchStrategy[Content]) -> st.SearchStrategy[Value]:
    return st.builds(Value, st.just(tag), contents)


_int32 = st.integers(-(2**31), 2**31 - 1)
_short = st.text(max_size=20)
_names = st.text(min_size=1, max_size=12)
_values = st.recursive(
    st.one_of(
        as_value(Tag.INTEGER, _int32),
        as_value(Tag.ENUM, _int32),
        as_value(Tag.BOOLEAN, st.booleans()),
        as_value(Tag.KEYWORD, _short),
        as_value(Tag.TEXT, _short),
        as_value(Tag.OCTETS, st.binary(max_size=20)),
        as_value(0x7F, st.binary(max_size=8)),
        as_value(Tag.NO_VALUE, st.none()),
        as_value(Tag.RANGE, st.builds(Range, _int32, _int32)),
        as_value(Tag.RESOLUTION, st.builds(Resolution, _int32, _int32, st.integers(-128, 127))),
        as_value(Tag.NAME_LANGUAGE, st.builds(WithLanguage, _short, _short)),
    ),
    lambda inner: as_value(
        Tag.BEGIN_COLLECTION,
        st.builds(
            Collection,
            st.lists(st.builds(Attribute, _names, st.lists(inner, min_size=1, max_size=2).map(tuple)), max_size=2).map(
                tuple
            ),
        ),
    ),
    max_leaves=6,
)
_attributes = st.builds(Attribute, _names, st.lists(_values, min_size=1, max_size=3).map(tuple))
_groups = st.builds(
    Group, st.sampled_from([Tag.OPERATION, Tag.JOB, Tag.PRINTER]), st.lists(_attributes, max_size=4).map(tuple)
)
_messages = st.builds(
    Message,
    code=st.integers(0, 0xFFFF),
    request_id=_int32,
    groups=st.lists(_groups, max_size=4).map(tuple),
    version=st.sampled_from([(1, 1), (2, 0)]),
    document=st.binary(max_size=40),
)


@given(_messages)
def test_every_message_comes_back_as_it_was(message: Message) -> None:
    assert decode(encode(message)) == message


@given(st.binary(max_size=400))
def test_any_bytes_are_a_message_or_a_typed_error(data: bytes) -> None:
    try:
        message = decode(data)
    except IppSyntaxError:
        return
    assert len(message.document) <= len(data)


@given(st.data())
def test_a_damaged_message_is_a_message_or_a_typed_error(data: st.DataObject) -> None:
    damaged = bytearray(data.draw(st.sampled_from([CREATE_JOB_BYTES, PRINTER_BYTES])))
    for _ in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        message = decode(bytes(damaged))
    except IppSyntaxError:
        return
    assert isinstance(message, Message)
