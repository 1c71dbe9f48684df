"""A recorded transcript as a transport: what was once said on a wire, said again. For tests and for diagnosis.

Plays bytes only; it knows no protocol. A silence passes at once, without waiting. What is written must be what was
written when the transcript was made: anything else is a `TranscriptMismatch`, a defect, and not a device's fault.

A transcript is text, one step a line; blank lines and lines with ``#`` are comments::

    > AA AA AA 96 69 00 03 20 01 22      the terminal writes
    < AA AA AA 96 69 00 04 00 00 80 84   the device answers
    ~                                    the device is silent until the next write
    !                                    the line vanishes
    *                                    from here on, again and again
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kiosk.core.errors import DeviceError


class TranscriptMismatch(Exception):  # noqa: N818 - names what happened; it is no fault of the environment
    """The caller did not do what the transcript says was done, or the transcript's text is wrong."""


class Mark(Enum):
    """What happens on a line besides bytes."""

    SILENCE = "~"
    LOST = "!"
    REPEAT = "*"


@dataclass(frozen=True, slots=True)
class Written:
    """Bytes that the terminal wrote."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Answered:
    """Bytes that the device sent."""

    data: bytes


Step = Written | Answered | Mark


def parse_transcript(text: str) -> tuple[Step, ...]:
    """Return the steps of a transcript's text. Raises `TranscriptMismatch` naming the line that is wrong."""
    steps: list[Step] = []
    for number, line in enumerate(text.splitlines(), start=1):
        sign, _, rest = line.partition("#")[0].strip().partition(" ")
        try:
            match sign:
                case "":
                    continue
                case ">":
                    steps.append(Written(bytes.fromhex(rest)))
                case "<":
                    steps.append(Answered(bytes.fromhex(rest)))
                case _:
                    steps.append(Mark(sign))
        except ValueError as exc:
            raise TranscriptMismatch(f"line {number}: neither a sign nor bytes") from exc
    return tuple(steps)


class ReplayTransport:
    """Plays a transcript once, or for ever from its ``*`` on. `fault` is the code of a line that vanishes."""

    def __init__(self, steps: tuple[Step, ...], *, fault: str) -> None:
        self._steps = tuple(step for step in steps if step is not Mark.REPEAT)
        self._repeat_from = steps.index(Mark.REPEAT) if Mark.REPEAT in steps else None
        self._fault = fault
        self._at = 0

    @property
    def finished(self) -> bool:
        """True when nothing is left to play."""
        return self._next() is None

    def write(self, data: bytes) -> bool:
        """Check that this is what the transcript says is written now."""
        step = self._next()
        while isinstance(step, Answered) or step is Mark.SILENCE:  # answers that nobody waited for
            self._at += 1
            step = self._next()
        self._fail_if_lost(step)
        if not isinstance(step, Written) or step.data != data:
            raise TranscriptMismatch(f"step {self._at + 1} of the transcript is another one")
        self._at += 1
        return True

    def read(self, timeout_s: float) -> bytes:  # noqa: ARG002 - a replay does not wait
        """Return the next answer whole, or empty where the device was silent or the terminal's turn has come."""
        step = self._next()
        self._fail_if_lost(step)
        if not isinstance(step, Answered):
            return b""
        self._at += 1
        return step.data

    def discard_input(self) -> None:
        """Forget nothing: answers that nobody waited for are passed over by `write`."""
        self._fail_if_lost(self._next())

    def close(self) -> None:
        """Nothing to release."""

    def _next(self) -> Step | None:
        if self._at >= len(self._steps) and self._repeat_from is not None:
            self._at = self._repeat_from
        return self._steps[self._at] if self._at < len(self._steps) else None

    def _fail_if_lost(self, step: Step | None) -> None:
        if step is Mark.LOST:
            raise DeviceError(self._fault, "the transcript's line vanished", retryable=True)
