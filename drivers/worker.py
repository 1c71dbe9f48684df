"""One child process for code that can crash or hang natively: page vision, typesetting, a vendor's photo library.

`Worker.call` names a function and waits for its result no longer than its deadline. A crash, a hang and an answer that
is no answer are one `DeviceError` DEV-002; the process is killed with all that it started and a new one stands ready.
It knows nothing of what it runs. Arguments travel through a pipe, never in argv or the environment.

Calls may come from any thread and are carried out one at a time. Each process has one pump thread here, which may block
on the pipe; the calling thread never does.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, cast

from drivers.worker_wire import Plain, WireError, frame, read_frame
from kiosk.core.errors import CacheError, ContentError, DeviceError, KioskError, SyncError

FAULT = "DEV-002"
LOOK_S = 0.005
SETTLE_S = 0.2  # from the end of its line to the end of a process
REAP_S = 2.0  # a killed process is gone long before; a bound, not a wait

_FAMILIES: Mapping[str, type[KioskError]] = {
    family.__name__: family for family in (KioskError, DeviceError, CacheError, SyncError, ContentError)
}


@dataclass(frozen=True, slots=True)
class _Broken:
    """Why the line gave no answer."""

    reason: str


_ENDED = _Broken("ended")


class _Child:
    """One process and the pump thread of its line."""

    def __init__(self, preload: Sequence[str]) -> None:
        search_path = os.pathsep.join(entry for entry in sys.path if entry)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "drivers.worker_process", *preload],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": search_path},  # the child finds what its parent finds
            start_new_session=True,  # its own process group: killed as a whole, and not by our Ctrl-C
        )
        self._requests: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[Plain | _Broken] = queue.SimpleQueue()
        self._killing = threading.Lock()  # whoever closes the worker, and the call that it breaks, both come to `kill`
        self._pump_thread = threading.Thread(target=self._pump, name="worker-pump", daemon=True)
        self._pump_thread.start()

    @property
    def alive(self) -> bool:
        return not self._exited(within_s=0.0)

    def exchange(self, request: bytes, timeout_s: float) -> Plain | _Broken:
        """Send a frame and return the answer; `_Broken` when none came in time."""
        self._requests.put(request)
        try:
            return self._answers.get(timeout=max(timeout_s, 0.0))
        except queue.Empty:
            return _Broken("did not answer within its deadline")

    def end(self, timeout_s: float) -> None:
        """Close the line and let the process end by itself; kill it at the deadline."""
        self._requests.put(None)
        self._exited(within_s=timeout_s)
        self.kill()

    def kill(self, settle_s: float = 0.0) -> str:
        """Kill the process and all that it started; return how it had ended `settle_s` from now, for the detail."""
        with self._killing:
            return self._kill(settle_s)

    def _kill(self, settle_s: float) -> str:
        by_itself = self._exited(within_s=settle_s)
        if self._process.returncode is None:  # not reaped, so the number still names this group and no other
            if hasattr(os, "killpg"):
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self._process.pid, signal.SIGKILL)
            self._process.kill()
        self._requests.put(None)
        try:
            status = self._process.wait(REAP_S)
        except subprocess.TimeoutExpired:
            return "could not be killed"  # in an uninterruptible system call; its pump ends with it
        self._pump_thread.join(REAP_S)
        return _ending(status) if by_itself else "killed"

    def _exited(self, within_s: float) -> bool:
        """Look, without reaping: the process number must stay ours until its group is killed."""
        if not hasattr(os, "waitid"):
            return self._process.poll() is not None
        give_up_at = time.monotonic() + within_s
        while self._process.returncode is None:
            try:
                seen = os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            except ChildProcessError:
                return True  # reaped this moment by another thread's `kill`
            if seen is not None:
                return True
            if time.monotonic() >= give_up_at:
                return False
            time.sleep(LOOK_S)
        return True

    def _pump(self) -> None:
        to_child, from_child = cast("BinaryIO", self._process.stdin), cast("BinaryIO", self._process.stdout)
        try:
            while (request := self._requests.get()) is not None:
                to_child.write(request)
                to_child.flush()
                self._answers.put(read_frame(from_child.read))
        except (EOFError, OSError):
            self._answers.put(_ENDED)
        except WireError:
            self._answers.put(_Broken("sent what is no answer"))
        finally:
            for pipe in (to_child, from_child):
                with contextlib.suppress(OSError):  # unsent bytes for a process that is gone
                    pipe.close()


def _ending(status: int) -> str:
    if status < 0:
        return f"signal {signal.Signals(-status).name}" if -status in set(signal.Signals) else f"signal {-status}"
    return f"exit status {status}"


class Worker:
    """Runs functions by name in one child process, started at `start()` or at the first call.

    `preload` names modules that the child imports at once, so that the first call need not.
    """

    def __init__(self, *, preload: Sequence[str] = ()) -> None:
        self._preload = tuple(preload)
        self._lock = threading.Lock()
        self._child: _Child | None = None
        self._closed = False
        self._calls = 0
        self._failures = 0

    @property
    def failures(self) -> int:
        """How often a process had to be killed or was found dead."""
        return self._failures

    def start(self) -> None:
        """Start the process now rather than at the first call. Raises `DeviceError` DEV-002."""
        with self._lock:
            self._ready()

    def call(self, function: str, args: Sequence[Plain], deadline_s: float) -> Plain:
        """Run ``"package.module:function"`` with plain arguments and return its plain result.

        A `KioskError` that the function raises is raised here again. Raises `DeviceError` DEV-002 (retryable) when the
        process crashed, hung past `deadline_s` (waiting for another call included) or answered nonsense.
        """
        give_up_at = time.monotonic() + deadline_s
        if not self._lock.acquire(timeout=max(deadline_s, 0.0)):
            raise DeviceError(FAULT, f"{function} waited for another call until its deadline", retryable=True)
        try:
            child = self._ready()
            self._calls += 1
            remaining_s = give_up_at - time.monotonic()
            request = frame(
                {"id": self._calls, "function": function, "args": list(args), "deadline_s": max(remaining_s, 0.0)}
            )
            return self._judge(function, child, child.exchange(request, remaining_s))
        finally:
            self._lock.release()

    def close(self, timeout_s: float = 2.0) -> None:
        """End the process within about `timeout_s`; a call that is still running fails with DEV-002. Safe to repeat."""
        self._closed = True
        half_s = timeout_s / 2
        if self._lock.acquire(timeout=half_s):
            try:
                if self._child is not None:
                    self._child.end(half_s)
                    self._child = None
            finally:
                self._lock.release()
        elif (child := self._child) is not None:
            child.kill()  # its call comes back broken and clears up

    def _ready(self) -> _Child:
        if self._closed:
            raise DeviceError(FAULT, "the worker is closed")
        if self._child is not None and not self._child.alive:
            self._child.kill()  # died while idle: reap it and what it left behind
            self._child = None
            self._failures += 1
        if self._child is None:
            try:
                self._child = _Child(self._preload)
            except OSError as exc:
                raise DeviceError(FAULT, "the worker process does not start", retryable=True) from exc
        return self._child

    def _judge(self, function: str, child: _Child, answer: Plain | _Broken) -> Plain:
        if isinstance(answer, Mapping) and answer.get("id") == self._calls:
            if "value" in answer:
                return answer["value"]
            match answer.get("fault"):
                case [str(family), str(code), str(detail), bool(retryable)] if family in _FAMILIES:
                    raise _FAMILIES[family](code, detail, retryable=retryable)
        reason = answer.reason if isinstance(answer, _Broken) else "sent what is no answer"
        ending = child.kill(settle_s=SETTLE_S if answer == _ENDED else 0.0)
        self._child = None
        self._failures += 1
        if not self._closed:
            self._ready()
        raise DeviceError(FAULT, f"{function}: the worker process {reason} ({ending})", retryable=True)
