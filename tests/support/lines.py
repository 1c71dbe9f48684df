"""Transports that need no wire: an answering function as a device, under a clock that moves only when something waits.

A test of a session over them takes no real time, and an endless sender or a silent one is as quick as a good one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import chain

from kiosk.core.clock import CHINA
from kiosk.core.errors import DeviceError


class SteppingClock:
    """A clock that stands still until it is told to move. Satisfies `kiosk.core.clock.Clock`."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def now(self) -> datetime:
        return datetime(2026, 11, 24, 9, 0, tzinfo=CHINA)

    def monotonic(self) -> float:
        return self.seconds


LOST = object()
"""In the chunks of an answer: the line vanishes here."""


class AnsweringLine:
    """A transport whose device is a function: what was written in, the chunks of the answer out.

    What nobody read of an answer comes before the next one. A chunk takes `chunk_s` to arrive; an empty chunk is a
    wait that ends in silence. Every byte that is written is
    kept in `written`.
    """

    def __init__(
        self,
        answer: Callable[[bytes], Iterable[object]],
        clock: SteppingClock,
        *,
        fault: str = "IDR-001",
        chunk_s: float = 0.001,
    ) -> None:
        self._answer = answer
        self._clock = clock
        self._fault = fault
        self._chunk_s = chunk_s
        self._chunks: Iterator[object] = iter(())
        self.written: list[bytes] = []
        self.closed = False
        self.lost = False
        self.stalled = False

    def write(self, data: bytes) -> bool:
        self._fail_if_lost()
        if self.stalled:
            return False
        self.written.append(data)
        self._chunks = chain(self._chunks, self._answer(data))
        return True

    def read(self, timeout_s: float) -> bytes:
        self._fail_if_lost()
        chunk = next(self._chunks, b"")
        if chunk is LOST:
            self.lost = True
            self._fail_if_lost()
        assert isinstance(chunk, bytes)
        self._clock.seconds += min(self._chunk_s, timeout_s) if chunk else timeout_s
        return chunk

    def discard_input(self) -> None:
        self._fail_if_lost()
        self._chunks = iter(())

    def close(self) -> None:
        self.closed = True

    def _fail_if_lost(self) -> None:
        assert not self.closed
        if self.lost:
            raise DeviceError(self._fault, "lost", retryable=True)
