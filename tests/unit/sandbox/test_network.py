import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from sandbox.network import CableState, NetworkCable


@pytest.fixture
def echo() -> Iterator[int]:
    """A server that says back what it hears."""
    listener = socket.create_server(("127.0.0.1", 0))

    def answer(connection: socket.socket) -> None:
        with suppress(OSError), connection:
            while data := connection.recv(65536):
                connection.sendall(data)

    def accept() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                threading.Thread(target=answer, args=(connection,), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    yield listener.getsockname()[1]
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join(5)


@pytest.fixture
def cable(echo: int) -> Iterator[NetworkCable]:
    with NetworkCable(echo) as plugged:
        yield plugged


def call(cable: NetworkCable) -> socket.socket:
    return socket.create_connection(("127.0.0.1", cable.port), timeout=2)


def test_bytes_pass_both_ways_in_order(cable: NetworkCable) -> None:
    said = bytes(range(256)) * 2000
    with call(cable) as line:
        sender = threading.Thread(target=line.sendall, args=(said,))
        sender.start()
        heard = b""
        while len(heard) < len(said):
            heard += line.recv(65536)
        sender.join()
    assert heard == said


def test_a_cut_refuses_new_connections_resets_open_ones_and_keeps_the_port(cable: NetworkCable) -> None:
    with call(cable) as line:
        line.sendall(b"a")
        assert line.recv(1) == b"a"
        cable.cut()
        with pytest.raises(ConnectionResetError):
            line.recv(1)
    assert cable.state is CableState.CUT
    with pytest.raises(ConnectionRefusedError):
        call(cable)
    cable.plug()
    with call(cable) as line:
        line.sendall(b"b")
        assert line.recv(1) == b"b"


def test_dropping_takes_a_connection_and_closes_it_at_once(cable: NetworkCable) -> None:
    cable.drop()
    heard = b""
    with suppress(ConnectionResetError), call(cable) as line:
        heard = line.recv(1)
    assert heard == b""


def test_a_black_hole_swallows_everything_and_says_nothing(cable: NetworkCable) -> None:
    with call(cable) as open_line:
        open_line.sendall(b"a")
        assert open_line.recv(1) == b"a"
        cable.black_hole()
        with call(cable) as line:
            for silent in (open_line, line):
                silent.settimeout(0.2)
                silent.sendall(b"x")
                with pytest.raises(TimeoutError):
                    silent.recv(1)


def test_delay_is_one_way_and_is_no_limit_to_the_rate(cable: NetworkCable) -> None:
    cable.delay(0.1, 0.05)
    with call(cable) as line:
        started = time.monotonic()
        for _ in range(20):
            line.sendall(b"x" * 1000)
        heard = 0
        while heard < 20_000:
            heard += len(line.recv(65536))
        taken = time.monotonic() - started
    assert 0.15 <= taken < 1.0


def test_a_connection_breaks_after_as_many_bytes_as_was_asked(cable: NetworkCable) -> None:
    cable.break_after(1000)
    with call(cable) as line:
        line.sendall(b"x" * 5000)
        heard = b""
        with suppress(ConnectionResetError):
            while piece := line.recv(65536):
                heard += piece
    assert len(heard) <= 1000


def test_stopping_leaves_no_thread_and_no_listener(echo: int) -> None:
    cable = NetworkCable(echo).start()
    line = call(cable)
    cable.stop()
    line.close()
    assert not any(thread.name == "network-cable" for thread in threading.enumerate())
    with pytest.raises(ConnectionRefusedError):
        call(cable)
