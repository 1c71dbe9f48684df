"""A scripted resident: looks at the screen, touches what is named there, and says plainly when it is missing."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any


class NotOnScreenError(AssertionError):
    """What the resident waited for did not appear; the message holds what stood there instead."""


class Resident:
    """One person before one terminal process. Not for use by two threads."""

    def __init__(self, *, config: Path, folder: Path, environment: dict[str, str], robot: str = "demo.robot") -> None:
        self._config = config
        self._folder = folder
        self._environment = environment
        self._robot = robot
        self._address = folder / "robot.sock"
        self._process: subprocess.Popen[bytes] | None = None
        self._pictures = 0

    # --- the terminal's process ---------------------------------------------------------------------------

    def start(self, timeout_s: float = 40.0) -> float:
        """Start the terminal; return the seconds until its first screen stood."""
        self._address.unlink(missing_ok=True)
        log = (self._folder / "terminal.log").open("ab")
        began = time.monotonic()
        self._process = subprocess.Popen(
            [sys.executable, "-m", self._robot, str(self._address), "--config", str(self._config)],
            env={**os.environ, **self._environment},
            stdout=log,
            stderr=log,
        )
        log.close()
        while time.monotonic() - began < timeout_s:
            if self._process.poll() is not None:
                raise NotOnScreenError(f"the terminal ended with {self._process.returncode}; see terminal.log")
            if self._address.exists() and self.texts():
                return time.monotonic() - began
            time.sleep(0.05)
        raise NotOnScreenError("the terminal showed nothing in time; see terminal.log")

    @property
    def pid(self) -> int:
        """The terminal's process id, 0 when it does not run."""
        return self._process.pid if self._process else 0

    def kill(self) -> None:
        """SIGKILL: what a power failure does to a process."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """SIGTERM, as systemd does; return the exit code."""
        return self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> int:
        if self._process is None:
            return 0
        self._process.send_signal(how)
        try:
            return self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait(5)
        finally:
            self._process = None
            self._address.unlink(missing_ok=True)

    # --- eyes and hands -----------------------------------------------------------------------------------

    def texts(self) -> list[str]:
        """Return every text on the screen; none while the window is not there."""
        answer = self._ask({"do": "texts"})
        return [] if "error" in answer else [str(text) for text in answer["texts"]]

    def sees(self, text: str) -> bool:
        """True when some text on the screen holds `text`."""
        return any(text in shown for shown in self.texts())

    def wait_for(self, *texts: str, timeout_s: float = 20.0) -> str:
        """Wait until one of `texts` stands on the screen and return it."""
        end = time.monotonic() + timeout_s
        shown: list[str] = []
        while time.monotonic() < end:
            shown = self.texts()
            for text in texts:
                if any(text in line for line in shown):
                    return text
            time.sleep(0.05)
        raise NotOnScreenError(
            f"waited {timeout_s:.0f} s for {' or '.join(texts)}; the screen says: {' | '.join(shown)}"
        )

    def wait_gone(self, text: str, timeout_s: float = 20.0) -> None:
        """Wait until `text` no longer stands on the screen."""
        end = time.monotonic() + timeout_s
        while time.monotonic() < end:
            if not self.sees(text):
                return
            time.sleep(0.05)
        raise NotOnScreenError(f"{text} stayed on the screen for {timeout_s:.0f} s")

    def press(self, name: str, timeout_s: float = 15.0, *, pause_s: float = 0.35) -> float:
        """Touch what is called `name` (or begins with it), once it can be touched; return ms until the next frame.

        The pause is for buttons: a second touch within 300 ms is ignored by the terminal. Keys need none.
        """
        end = time.monotonic() + timeout_s
        answer: dict[str, Any] = {}
        while time.monotonic() < end:
            answer = self._ask({"do": "press", "name": name})
            if "error" not in answer:
                time.sleep(pause_s)
                return float(answer["frame_ms"])
            time.sleep(0.05)
        raise NotOnScreenError(f"{answer.get('error')}; the screen says: {' | '.join(self.texts())}")

    def type(self, text: str) -> None:
        """Type on a keyboard."""
        self._must({"do": "type", "text": text})

    def draw(self, name: str, strokes: list[list[tuple[float, float]]]) -> None:
        """Draw strokes in the box called `name`; coordinates 0..1."""
        self._must({"do": "draw", "name": name, "strokes": strokes})

    def picture(self, title: str) -> Path:
        """Keep a picture of the screen, numbered in order."""
        self._pictures += 1
        file = self._folder / f"{self._pictures:02d}-{title}.png"
        time.sleep(0.3)  # the page has come in
        self._must({"do": "picture", "file": str(file)})
        return file

    def _must(self, request: dict[str, Any]) -> None:
        answer = self._ask(request)
        if "error" in answer:
            raise NotOnScreenError(str(answer["error"]))

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
                line.settimeout(25)
                line.connect(str(self._address))
                with line.makefile("rw", encoding="utf-8") as stream:
                    stream.write(json.dumps(request, ensure_ascii=False) + "\n")
                    stream.flush()
                    answer: dict[str, Any] = json.loads(stream.readline() or '{"error": "the terminal went away"}')
                    return answer
        except OSError as exc:
            return {"error": f"the terminal does not answer: {exc}"}
