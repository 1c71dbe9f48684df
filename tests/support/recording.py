"""Records what is said on a line as a transcript that `drivers.transport.replay` plays.

For tests alone: a transcript of a real card would be that person's data in clear text.
"""

from __future__ import annotations

from collections.abc import Callable

from drivers.transport.port import Transport
from kiosk.core.errors import DeviceError

_WRAP = 32
_NEW_LINE = "=== the line is opened anew ===\n"


class Recording:
    """The transcript so far: one section for each time the line was opened."""

    def __init__(self) -> None:
        self._sections: list[list[tuple[str, bytes]]] = []

    def opening(self, open_line: Callable[[], Transport]) -> Callable[[], Transport]:
        """Return an `OpenTransport` that opens by `open_line` and records what is said."""

        def open_recorded() -> Transport:
            steps: list[tuple[str, bytes]] = []
            self._sections.append(steps)
            try:
                return _RecordedLine(open_line(), steps)
            except DeviceError:
                steps.append(("!", b""))
                raise

        return open_recorded

    def text(self) -> str:
        """Return the transcript."""
        return _NEW_LINE.join("".join(_shown(sign, data) for sign, data in steps) for steps in self._sections)


class _RecordedLine:
    def __init__(self, line: Transport, steps: list[tuple[str, bytes]]) -> None:
        self._line = line
        self._steps = steps

    def write(self, data: bytes) -> bool:
        self._steps.append((">", data))
        return self._line.write(data)

    def read(self, timeout_s: float) -> bytes:
        try:
            data = self._line.read(timeout_s)
        except DeviceError:
            self._steps.append(("!", b""))
            raise
        if data and self._steps and self._steps[-1][0] == "<":
            self._steps[-1] = ("<", self._steps[-1][1] + data)
        else:
            self._steps.append(("<", data) if data else ("~", b""))
        return data

    def discard_input(self) -> None:
        self._line.discard_input()

    def close(self) -> None:
        self._line.close()


def sections(text: str) -> tuple[str, ...]:
    """Return the sections of a recorded text, one for each opening of the line."""
    return tuple(text.split(_NEW_LINE))


def _shown(sign: str, data: bytes) -> str:
    parts = [data[at : at + _WRAP] for at in range(0, len(data), _WRAP)] or [b""]
    return "".join(f"{sign} {part.hex(' ').upper()}".rstrip() + "\n" for part in parts) if data else f"{sign}\n"
