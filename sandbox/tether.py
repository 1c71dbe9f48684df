"""A daemon on a tether: it ends when it is told to, and also when the process that started it dies in any way.

The tether is a pipe. Its one writing end is held here; a watching shell beside the daemon reads the other end, and
when that ends, by `end` or because this process was killed, it ends the daemon. (Linux's parent-death signal would
fire as soon as the *thread* that started the daemon ends.) The daemon keeps the process id that `pid` tells.
"""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

END_S = 5.0
# $$ is the process that becomes the daemon; the watcher is its child. CONT, because a paused daemon hears no TERM.
_WATCHED = 'exec 3<&0 </dev/null; (read -r _; kill -TERM $$; kill -CONT $$) <&3 >/dev/null 2>&1 & exec "$@" 3<&-'


class Tethered:
    """One running daemon. Its output goes to the end of `log`."""

    def __init__(self, command: list[str], *, log: Path, environment: dict[str, str] | None = None) -> None:
        held, self._tether = os.pipe()
        try:
            with log.open("ab") as output:
                self._process = subprocess.Popen(
                    ["sh", "-c", _WATCHED, "tether", *command],
                    stdin=held,
                    stdout=output,
                    stderr=output,
                    env=os.environ | (environment or {}),
                    start_new_session=True,  # Ctrl-C is for whoever started it, who then ends it in order
                )
        finally:
            os.close(held)

    @property
    def pid(self) -> int:
        """The daemon's process id."""
        return self._process.pid

    @property
    def ended(self) -> bool:
        """True once it is no longer running."""
        return self._process.poll() is not None

    def tell(self, what: signal.Signals) -> None:
        """Send a signal."""
        self._process.send_signal(what)

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End the daemon, and what it has started in its session; wait for it. Safe to call twice."""
        if self._tether < 0:
            return
        self.tell(how)
        os.close(self._tether)
        self._tether = -1
        try:
            self._process.wait(END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(END_S)
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
