import gzip
import itertools
import json
import socket
import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.clock import SystemClock
from kiosk.core.errors import SyncError
from kiosk.core.sensitive import Sensitive
from kiosk.sync.http_line import Credentials, HttpLine, Timeouts
from kiosk.sync.values import Deferred
from tests.support.certificates import make_identity
from tests.support.platform import gateway_to, outgoing
from tests.support.raw_server import RawServer, Script, answer, saying

SHORT = Timeouts(connect_s=0.5, silence_s=0.5, call_s=1.0)


def line_to(url: str, **credentials: Path) -> HttpLine:
    return HttpLine(
        base_url=url,
        credentials=Credentials(terminal_id="XT07", token=Sensitive("secret-token"), **credentials),
        clock=SystemClock(),
        timeouts=SHORT,
    )


def fault_of(script: Script) -> str:
    """The fault that a call to such a server ends with."""
    with RawServer(script) as server:
        line = line_to(server.url)
        with pytest.raises(SyncError) as caught:
            line.call("GET", "v1/ping")
        line.close()
        assert "secret-token" not in str(caught.value)
        return caught.value.code


def dripping(head: bytes) -> Script:
    """Say the head, then a byte every now and then, for ever."""

    def drip(line: socket.socket) -> None:
        line.sendall(head)
        for _ in itertools.count():
            time.sleep(0.05)
            line.sendall(b"x")

    return drip


def silent(line: socket.socket) -> None:
    line.recv(1)


ENDLESS = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
TRUNCATED = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"


@pytest.mark.parametrize(
    ("script", "code"),
    [
        (saying(b""), "NET-001"),
        (saying(TRUNCATED), "NET-001"),
        (silent, "NET-002"),
        (dripping(b"HTTP/1.1 200 OK\r\nX-Slow: "), "NET-002"),
        (dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"), "NET-002"),
        (dripping(ENDLESS), "NET-002"),
        (saying(ENDLESS + b" " * (5 * 1024 * 1024)), "NET-004"),
        (saying(b"SSH-2.0-OpenSSH_9.2\r\n"), "NET-004"),
        (saying(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n"), "NET-004"),
        (saying(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n"), "NET-004"),
        (saying(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"), "NET-004"),
        (saying(answer(200, b"not gzip", "application/json", "Content-Encoding: gzip")), "NET-004"),
        (
            saying(answer(200, gzip.compress(b" " * 50_000_000), "application/json", "Content-Encoding: gzip")),
            "NET-004",
        ),
    ],
)
def test_each_way_of_answering_badly_has_its_cause_and_ends_in_time(script: Script, code: str) -> None:
    started = time.monotonic()
    assert fault_of(script) == code
    assert time.monotonic() - started < 2.5


def test_nobody_listening_and_no_such_name_are_no_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    for url in (f"http://127.0.0.1:{port}", "http://platform.invalid"):
        with pytest.raises(SyncError, match="NET-001"):
            line_to(url).call("GET", "v1/ping")


def test_a_connection_that_nobody_takes_up_is_not_waited_for() -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        waiting = [socket.socket() for _ in range(3)]
        for client in waiting:
            client.settimeout(0)
            client.connect_ex(full.getsockname())
        with pytest.raises(SyncError, match="NET-002"):
            line_to(f"http://127.0.0.1:{full.getsockname()[1]}").call("GET", "v1/ping")
        for client in waiting:
            client.close()


@pytest.mark.parametrize(
    "location", [b"http://portal.example/", b"//", b"http://[", b"\xff\xfe", b"http://a:b:c/", b"/v1/ping"]
)
def test_a_redirect_is_an_answer_and_is_not_followed(location: bytes) -> None:
    said = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + location + b"\r\n\r\n"
    with RawServer(saying(said)) as server:
        line = line_to(server.url)
        assert line.call("GET", "v1/ping").status == 302
        line.close()
        assert len(server.requests) == 1


def test_no_cookie_is_kept_and_the_environment_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with RawServer(saying(answer(200, b"{}", "application/json", "Set-Cookie: portal=1"))) as server:
        line = line_to(server.url)
        line.call("GET", "v1/ping")
        line.call("GET", "v1/ping")
        line.close()
    assert len(server.requests) == 2
    assert b"cookie" not in server.requests[1].lower()
    assert b"Authorization: Bearer secret-token" in server.requests[1]
    assert b"Terminal-Id: XT07" in server.requests[1]


def test_credentials_never_go_to_another_host() -> None:
    with RawServer(saying(answer(200))) as other:
        with pytest.raises(SyncError, match="another host"):
            line_to("http://127.0.0.1:1").call("PATCH", other.url + "/v1/uploads/x")
        assert other.requests == []


def test_closing_ends_a_call_under_way_and_refuses_new_ones() -> None:
    with RawServer(silent) as server:
        patient = Timeouts(connect_s=5, silence_s=30, call_s=30)
        line = HttpLine(
            base_url=server.url, credentials=Credentials(terminal_id="XT07"), clock=SystemClock(), timeouts=patient
        )
        timer = threading.Timer(0.2, line.close)
        timer.start()
        started = time.monotonic()
        with pytest.raises(SyncError, match="closing"):
            line.call("GET", "v1/ping")
        with pytest.raises(SyncError, match="closing"):
            line.call("GET", "v1/ping")
        assert time.monotonic() - started < 5
        timer.join()


def test_an_idle_connection_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A router forgets a quiet connection without a word; a call on it would wait for nothing."""
    monkeypatch.setattr("kiosk.sync.http_line._MAX_IDLE_S", 0.0)
    connections = []

    def twice(line: socket.socket) -> None:
        connections.append(line)
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
        line.recv(1)

    with RawServer(twice) as server:
        line = line_to(server.url)
        assert [line.call("GET", "v1/ping").status for _ in range(2)] == [200, 200]
        line.close()
    assert len(connections) == 2


# --- TLS --------------------------------------------------------------------------------------------------


def dated(at: datetime) -> Script:
    return saying(answer(200, b"{}", "application/json", f"Date: {format_datetime(at, usegmt=True)}"))


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "days_off", "code"),
    [
        (-9, -2, 0, "NET-005"),  # the platform let its certificate expire
        (-9, -2, -5, "NET-006"),  # this clock runs ahead
        (2, 9, 5, "NET-006"),  # this clock is behind
        (2, 9, 0, "NET-005"),  # the platform's certificate is not valid yet
    ],
)
def test_a_wrong_clock_is_told_from_a_wrong_certificate(
    tmp_path: Path, valid_from: float, valid_to: float, days_off: float, code: str
) -> None:
    theirs = datetime.now(UTC) + timedelta(days=days_off)  # now, not when the tests were collected
    identity = make_identity(tmp_path, valid_from_days=valid_from, valid_to_days=valid_to)
    with RawServer(dated(theirs), identity.server_context()) as server:
        line = line_to(server.url, ca_file=identity.certificate_file)
        with pytest.raises(SyncError) as caught:
            line.call("GET", "v1/ping")
        line.close()
        assert caught.value.code == code
        assert not any(b"secret-token" in request for request in server.requests)


def test_a_stranger_another_name_and_no_tls_at_all_are_tls_faults(tmp_path: Path) -> None:
    ours, theirs = make_identity(tmp_path / "ours"), make_identity(tmp_path / "theirs", "platform.example")
    for identity, trusted in ((theirs, ours), (theirs, theirs)):
        with RawServer(dated(datetime.now(UTC)), identity.server_context()) as server:
            with pytest.raises(SyncError, match="NET-005"):
                line_to(server.url, ca_file=trusted.certificate_file).call("GET", "v1/ping")
            assert server.requests == []
    with RawServer(saying(answer(400, b"plain HTTP"))) as server:
        url = server.url.replace("http:", "https:")
        with pytest.raises(SyncError) as caught:
            line_to(url, ca_file=ours.certificate_file).call("GET", "v1/ping")
        assert caught.value.code in {"NET-002", "NET-005"}


def test_mutual_tls_is_spoken_where_a_certificate_is_set(tmp_path: Path) -> None:
    platform, terminal = make_identity(tmp_path / "platform"), make_identity(tmp_path / "terminal", "xt07.example")
    with RawServer(dated(datetime.now(UTC)), platform.server_context(clients=terminal)) as server:
        line = line_to(
            server.url,
            ca_file=platform.certificate_file,
            certificate_file=terminal.certificate_file,
            key_file=terminal.key_file,
        )
        assert line.call("GET", "v1/ping").status == 200
        line.close()
        with pytest.raises(SyncError):
            line_to(server.url, ca_file=platform.certificate_file).call("GET", "v1/ping")
        assert len(server.requests) == 1


# --- damaged answers --------------------------------------------------------------------------------------

RECEIPTS = {
    "results": [
        {
            "key": outgoing(number).key,
            "status": 201,
            "receipt": {
                "key": outgoing(number).key,
                "number": f"DG2026112404{number:02d}",
                "received_at": "2026-11-24T09:12:00+08:00",
            },
        }
        for number in (1, 2)
    ]
}
WELL = answer(200, json.dumps(RECEIPTS).encode())
CUTS = st.builds(lambda end: WELL[:end], st.integers(0, len(WELL)))
FLIPS = st.builds(
    lambda place, byte: WELL[:place] + bytes([byte]) + WELL[place + 1 :],
    st.integers(0, len(WELL) - 1),
    st.integers(0, 255),
)
MEDIA = st.sampled_from(["application/json", "application/problem+json", "text/html", ""])
JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["results", "key", "status", "receipt", "problem", "type", "code"]), inner)
    ),
    max_leaves=10,
)
OTHERS = st.builds(
    lambda status, body, media: answer(status, json.dumps(body).encode(), media), st.integers(100, 599), JSONS, MEDIA
)
DAMAGED = st.one_of(CUTS, FLIPS, OTHERS, st.binary(max_size=200))


def test_a_key_held_in_other_words_waits_while_the_platform_will_not_say_what_it_has() -> None:
    problem = {"type": "https://guanjia.example/problems/key-reused", "title": "", "status": 422, "code": "key-reused"}
    said = answer(422, json.dumps(problem).encode(), media_type="application/problem+json")
    with RawServer(saying(said)) as server:  # it answers the question for the status with the same, which is none
        gateway = gateway_to(server.url, timeouts=SHORT)
        assert gateway.submit([outgoing(1)]) == [Deferred(key=outgoing(1).key, fault="NET-004")]
        gateway.close()


@given(DAMAGED)
def test_a_damaged_answer_is_a_named_fault_or_an_outcome_and_never_anything_else(said: bytes) -> None:
    """A call under way when the answer is damaged has its deadline, and the key of what was sent stays the same."""
    with RawServer(saying(said)) as server:
        gateway = gateway_to(server.url, timeouts=SHORT)
        started = time.monotonic()
        for call in (
            lambda: gateway.submit([outgoing(1), outgoing(2)]),
            lambda: gateway.submit([outgoing(1)]),
            lambda: gateway.query("household-eligibility", Sensitive({"number": "x", "name": "y"}), 1.0),
            lambda: gateway.status(outgoing(1).key),
            gateway.ping,
        ):
            try:
                call()
            except SyncError as fault:
                assert fault.code in {"NET-001", "NET-002", "NET-003", "NET-004", "NET-007", "NET-008"}  # noqa: PT017
        gateway.close()
        assert time.monotonic() - started < 6.0
