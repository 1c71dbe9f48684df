"""The platform as a process of its own, with its levers: for the demonstration, tests and the bench.

Blocks its caller, always with a deadline. What it says goes to ``platform.log`` in its folder. It ends with the process
that started it, however that one ends.
"""

from __future__ import annotations

import re
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import requests

from sandbox.tether import Tethered

DEFAULT_TERMINALS: Mapping[str, str] = {"XT07": "fictional-token-of-XT07"}
_START_DEADLINE_S = 20.0
_READY = re.compile(rb"^ready (\d+)$", re.MULTILINE)
_CALL_TIMEOUT_S = 10.0


class PlatformProcess:
    """A running platform. Start it with `start` or ``with``; the folder outlives it."""

    def __init__(self, folder: Path, *, port: int = 0, arguments: tuple[str, ...] = ()) -> None:
        self._folder = folder.resolve()
        self._arguments = arguments
        self._daemon: Tethered | None = None
        self._levers = requests.Session()
        self._levers.trust_env = False
        self.port = port

    @property
    def url(self) -> str:
        """Its base URL."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> Self:
        """Start it and wait until it listens; on the same port as before after a restart.

        Raises `RuntimeError` when it does not come up in 20 seconds.
        """
        command = [sys.executable, "-m", "sandbox.platform", "--port", str(self.port), "--data", str(self._folder)]
        root = Path(__file__).resolve().parent.parent.parent  # the sandbox is not installed: it runs from its checkout
        self._folder.mkdir(parents=True, exist_ok=True)
        log = self._folder / "platform.log"
        said = log.stat().st_size if log.exists() else 0
        self._daemon = Tethered([*command, *self._arguments], log=log, environment={"PYTHONPATH": str(root)})
        deadline = time.monotonic() + _START_DEADLINE_S
        while (ready := _READY.search(log.read_bytes(), said)) is None:
            if self._daemon.ended or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"the sandbox platform did not start; see {log}")
            time.sleep(0.02)
        self.port = int(ready[1])
        return self

    def stop(self) -> None:
        """End it: asked first, then killed. Safe to call twice."""
        daemon, self._daemon = self._daemon, None
        self._levers.close()
        if daemon is not None:
            daemon.end()

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._daemon is not None:
            self._daemon.end(signal.SIGKILL)
        self.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()

    def ask(self, kind: str, **details: Any) -> None:
        """Ask for a fault: offline, slow, stall, error, unavailable, rate, lose_answer, portal, redirect, refuse.

        Details: times, path, delay_s, retry_after_s, code, reason (see `sandbox.platform.faults`).
        """
        self._lever("POST", "/sandbox/faults", json={"kind": kind, **details})

    def clear(self, kind: str = "") -> None:
        """Take back one kind of fault, or all."""
        self._lever("DELETE", "/sandbox/faults", params={"kind": kind} if kind else {})

    def submissions(self) -> list[dict[str, Any]]:
        """What was received, oldest first."""
        received: list[dict[str, Any]] = self._lever("GET", "/sandbox/submissions")
        return received

    def reset(self) -> None:
        """Forget everything, faults included."""
        self._lever("POST", "/sandbox/reset")

    def _lever(self, method: str, path: str, **options: Any) -> Any:
        answer = self._levers.request(method, self.url + path, timeout=_CALL_TIMEOUT_S, **options)
        answer.raise_for_status()
        return answer.json()
