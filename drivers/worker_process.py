"""The child side of `drivers.worker`: reads a call, runs it, answers, until the line closes. One thread.

Run as ``python -m drivers.worker_process [module to import at once ...]``. What a called function raises as a
`KioskError` travels back; anything else is a defect and ends this process, which the parent reports as DEV-002. Nothing
of the arguments is ever written anywhere: a failure prints its type and place, not its words.
"""

from __future__ import annotations

import faulthandler
import importlib
import os
import sys
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import BinaryIO

from drivers.worker_wire import Plain, frame, read_frame
from kiosk.core.errors import KioskError

GRACE_S = 1.0  # the parent kills first; this is for a child whose parent is gone


def _resolve(function: str) -> Callable[..., Plain]:
    module, _, name = function.partition(":")
    found: Callable[..., Plain] = getattr(importlib.import_module(module), name)
    return found


def _run(request: dict[str, Plain]) -> dict[str, Plain]:
    function, args, deadline_s = request["function"], request["args"], request["deadline_s"]
    assert isinstance(function, str)  # noqa: S101 - the parent built this; wrong means a defect
    assert isinstance(args, list)  # noqa: S101
    assert isinstance(deadline_s, int | float)  # noqa: S101
    faulthandler.dump_traceback_later(deadline_s + GRACE_S, exit=True)
    try:
        return {"id": request["id"], "value": _resolve(function)(*args)}
    except KioskError as exc:
        return {"id": request["id"], "fault": [type(exc).__name__, exc.code, exc.detail, exc.retryable]}
    finally:
        faulthandler.cancel_dump_traceback_later()


def _say_where(kind: type[BaseException], exc: BaseException, trace: TracebackType | None) -> None:
    """Stand in for `sys.excepthook`: an exception's words may hold personal data, its place does not."""
    del exc
    where = [f"{entry.filename}:{entry.lineno} in {entry.name}" for entry in traceback.extract_tb(trace)[-3:]]
    sys.stderr.write(f"worker process: {kind.__name__} at {' < '.join(reversed(where))}\n")


def _take_line() -> tuple[BinaryIO, BinaryIO]:
    """Move the parent's line away from descriptors 0 and 1, where native libraries print and read."""
    incoming, outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "rb") as nothing:  # noqa: PTH123 - a descriptor is wanted
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)
    return incoming, outgoing


def _leave_no_core() -> None:
    """A core file would hold what the arguments held."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - POSIX only

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(preload: list[str]) -> None:
    """Answer calls until the parent closes the line."""
    sys.excepthook = _say_where
    faulthandler.enable()
    _leave_no_core()
    incoming, outgoing = _take_line()
    for module in preload:
        importlib.import_module(module)
    with incoming, outgoing:
        while True:
            try:
                request = read_frame(incoming.read)
            except EOFError:
                return
            assert isinstance(request, dict)  # noqa: S101 - the parent built this
            outgoing.write(frame(_run(request)))
            outgoing.flush()
            del request


if __name__ == "__main__":
    main(sys.argv[1:])
