"""The client against servers that misbehave at the socket: every ending is typed and in time."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.ports import Cancel
from drivers.printer.ipp_client import IppClient, IppStatusError
from drivers.printer.ipp_codec import Group, Message, Tag, attribute, decode, encode
from drivers.printer.ipp_printer import GET_PRINTER_ATTRIBUTES, IppPrinter, Patience
from kiosk.core.errors import ContentError, DeviceError
from kiosk.core.sensitive import Sensitive

OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\n"
TIMEOUT_S = 0.4


@contextmanager
def server(behave: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that reads one request and then does as told, until the client has gone."""

    def serve() -> None:
        while True:
            try:
                line, _ = listener.accept()
            except OSError:
                return
            with line:
                line.settimeout(5)
                try:
                    behave(line)
                except OSError:
                    continue

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"ipp://127.0.0.1:{listener.getsockname()[1]}/ipp/print"
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def request(line: socket.socket) -> bytes:
    """Read the request's head and body; return the body."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += line.recv(65536)
    head, body = received.split(b"\r\n\r\n", 1)
    length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
    while len(body) < length:
        body += line.recv(65536)
    return body


def answering(head: bytes, body: Callable[[Message], bytes]) -> Callable[[socket.socket], None]:
    def behave(line: socket.socket) -> None:
        payload = body(decode(request(line)))
        line.sendall(head + f"Content-Length: {len(payload)}\r\n\r\n".encode() + payload)

    return behave


def forever(piece: bytes, pause_s: float, head: bytes = b"") -> Callable[[socket.socket], None]:
    def behave(line: socket.socket) -> None:
        request(line)
        line.sendall(head)
        while True:
            line.sendall(piece)
            time.sleep(pause_s)

    return behave


def silent(line: socket.socket) -> None:
    request(line)
    line.recv(1)


def deaf(line: socket.socket) -> None:
    time.sleep(TIMEOUT_S * 2)


def call(uri: str) -> Message:
    return IppClient(uri).call(GET_PRINTER_ATTRIBUTES, timeout_s=TIMEOUT_S)


def empty_answer(asked: Message) -> bytes:
    return encode(Message(code=0, request_id=asked.request_id))


def test_an_answer_is_matched_with_its_request() -> None:
    with server(answering(OK, empty_answer)) as uri:
        client = IppClient(uri)
        assert [client.call(GET_PRINTER_ATTRIBUTES, timeout_s=5).request_id for _ in range(3)] == [1, 2, 3]


def test_the_request_carries_what_the_protocol_wants_in_its_order() -> None:
    seen: list[Message] = []

    def keep(asked: Message) -> bytes:
        seen.append(asked)
        return empty_answer(asked)

    with server(answering(OK, keep)) as uri:
        IppClient(uri).call(
            0x0006,
            attribute("job-id", Tag.INTEGER, 7),
            attribute("document-format", Tag.MIME_TYPE, "application/pdf"),
            timeout_s=5,
            job=(attribute("copies", Tag.INTEGER, 1),),
            document=Sensitive(b"%PDF"),
        )
    (asked,) = seen
    assert [item.name for item in asked.group(Tag.OPERATION).attributes] == [
        "attributes-charset",
        "attributes-natural-language",
        "printer-uri",
        "job-id",
        "requesting-user-name",
        "document-format",
    ]
    assert asked.group(Tag.OPERATION).strings("printer-uri") == (uri,)
    assert asked.group(Tag.JOB).number("copies") == 1
    assert asked.document == b"%PDF"


def test_an_answer_in_chunks_is_put_together() -> None:
    def behave(line: socket.socket) -> None:
        body = empty_answer(decode(request(line)))
        line.sendall(OK + b"Transfer-Encoding: chunked\r\n\r\n")
        for byte in body:
            line.sendall(b"1\r\n" + bytes((byte,)) + b"\r\n")
        line.sendall(b"0\r\n\r\n")

    with server(behave) as uri:
        assert call(uri).code == 0


def test_a_refusal_carries_its_status() -> None:
    with (
        server(answering(OK, lambda asked: encode(Message(code=0x0507, request_id=asked.request_id)))) as uri,
        pytest.raises(IppStatusError) as caught,
    ):
        call(uri)
    assert (caught.value.code, caught.value.status) == ("PRN-002", 0x0507)


@pytest.mark.parametrize(
    ("behave", "fault"),
    [
        pytest.param(answering(b"HTTP/1.1 404 Not Found\r\n", lambda _: b""), "PRN-002", id="no such path"),
        pytest.param(answering(b"HTTP/1.1 426 Upgrade Required\r\n", lambda _: b""), "PRN-002", id="wants TLS"),
        pytest.param(answering(OK, lambda _: b""), "PRN-002", id="empty body"),
        pytest.param(answering(OK, lambda _: b"<html>hello</html>"), "PRN-002", id="a web page"),
        pytest.param(
            answering(OK, lambda asked: encode(Message(code=0, request_id=asked.request_id + 1))),
            "PRN-002",
            id="another request's answer",
        ),
        pytest.param(answering(OK + b"Content-Encoding: gzip\r\n", lambda _: b"no gzip"), "PRN-002", id="no gzip"),
        pytest.param(
            answering(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\n", lambda _: b""),
            "PRN-002",
            id="sends elsewhere",
        ),
        pytest.param(lambda line: line.close(), "PRN-001", id="hangs up at once"),
        pytest.param(lambda line: line.sendall(b"what?\r\n\r\n"), "PRN-001", id="speaks no HTTP"),
        pytest.param(silent, "PRN-001", id="silent"),
        pytest.param(deaf, "PRN-001", id="reads nothing"),
        pytest.param(forever(b"X", 0.05), "PRN-001", id="drips a status line"),
        pytest.param(forever(b"X: y\r\n", 0.02, OK), "PRN-001", id="drips headers"),
        pytest.param(forever(b"\x01", 0.05, OK + b"Content-Length: 100000\r\n\r\n"), "PRN-001", id="drips a body"),
        pytest.param(forever(b"\x01", 0.05, OK + b"\r\n"), "PRN-001", id="drips without end"),
        pytest.param(forever(bytes(65536), 0.0, OK + b"\r\n"), "PRN-002", id="pours without end"),
        pytest.param(
            forever(b"1\r\nA\r\n", 0.05, OK + b"Transfer-Encoding: chunked\r\n\r\n"), "PRN-001", id="drips chunks"
        ),
        pytest.param(forever(b"zz\r\n", 0.05, OK + b"Transfer-Encoding: chunked\r\n\r\n"), "PRN-001", id="bad chunks"),
    ],
)
def test_every_bad_server_ends_in_a_fault_within_the_deadline(
    behave: Callable[[socket.socket], None], fault: str
) -> None:
    with server(behave) as uri:
        began = time.monotonic()
        with pytest.raises(DeviceError) as caught:
            call(uri)
        assert time.monotonic() - began < TIMEOUT_S + 1.5
    assert caught.value.code == fault
    assert threading.active_count() == 1 or not any("Timer" in thread.name for thread in threading.enumerate())


def test_the_environments_proxy_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with server(answering(OK, empty_answer)) as uri:
        assert call(uri).code == 0


@pytest.mark.parametrize("uri", ["", "lpd://host/queue", "http://host/ipp", "ipp:///ipp/print", "printer"])
def test_an_address_that_is_none_is_a_settings_error(uri: str) -> None:
    with pytest.raises(ContentError) as caught:
        IppClient(uri)
    assert caught.value.code == "CNT-002"


@settings(max_examples=20)
@given(st.binary(max_size=200), st.booleans())
def test_noise_for_an_answer_is_a_fault(payload: bytes, as_http: bool) -> None:  # noqa: FBT001
    def behave(line: socket.socket) -> None:
        request(line)
        line.sendall(OK + b"\r\n" + payload if as_http else payload)

    with server(behave) as uri, pytest.raises(DeviceError) as caught:
        call(uri)
    assert caught.value.code in {"PRN-001", "PRN-002"}


@settings(max_examples=20)
@given(st.lists(st.binary(max_size=60), min_size=1, max_size=12))
def test_a_printer_that_answers_noise_is_still_probed_and_followed_to_an_outcome(noise: list[bytes]) -> None:
    turn = iter(noise * 1000)

    def damaged(asked: Message) -> bytes:
        facts = (attribute("printer-state", Tag.ENUM, 3), attribute("job-state", Tag.ENUM, 9))
        groups = (Group(Tag.PRINTER, facts), Group(Tag.JOB, facts))
        sound = encode(Message(code=0, request_id=asked.request_id, groups=groups))
        bite = next(turn)
        return sound[: len(sound) - len(bite)] + bite

    with server(answering(OK, damaged)) as uri:
        patience = Patience(answer_s=1, poll_s=0.01, proof_s=0.02, settle_s=0.02, silence_s=0.05, obstacle_s=0.02)
        printer = IppPrinter("printer", uri, patience=patience)
        assert printer.probe().name == "printer"
        try:
            job = printer.create_job("receipt")
        except DeviceError:
            return
        assert printer.follow(job, 0.2, Cancel()) is not None
