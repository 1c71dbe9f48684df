"""A private PC/SC daemon: the real pcscd with the virtual reader driver (vpcd), apart from the machine's own.

pcscd keeps its socket and its pid file in ``/run/pcscd``, compiled in, and refuses to start beside another. So it is
started in a mount namespace of its own (``unshare --mount``) where ``/run`` is an empty tmpfs and ``/run/pcscd`` is
a bind mount of an ordinary folder. The daemon sees its compiled-in path; everybody else sees the same socket in that
folder and reaches it by ``PCSCLITE_CSOCK_NAME`` (`PrivatePcscd.environment`). The client library reads that name once
in the life of a process: keep one folder per client process; a restart of the daemon keeps the path. Needs root, or a
kernel that lets ordinary users have user namespaces.

The virtual reader has two slots, on `card_port` and the port after it. vpcd listens on every interface of the
machine: whoever reaches the port can play a card to this daemon, so it never runs on a terminal in service. (Its
other mode, connecting out to the card, aborts pcscd 1.9.9 while no card is there; tried.)
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from sandbox.socket_folder import socket_folder
from sandbox.tether import Tethered

VPCD_DRIVER = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so"  # Debian's vsmartcard-vpcd
START_S = 10.0
_IN_ITS_NAMESPACE = """
set -e
mount -t tmpfs -o mode=755 tmpfs /run
mkdir /run/pcscd
mount --bind "$1" /run/pcscd
exec pcscd --foreground $3 --config "$2"
"""


class PrivatePcscd:
    """One private daemon. Start, stop, kill and pause it at will; use it in a ``with`` block."""

    def __init__(self, folder: Path, card_port: int | None = None) -> None:
        self._folder = folder
        self._socket = socket_folder(folder) / "pcscd.comm"
        self.card_port = card_port or _free_pair()
        self._daemon: Tethered | None = None

    @property
    def environment(self) -> dict[str, str]:
        """What a client needs in its environment."""
        return {"PCSCLITE_CSOCK_NAME": str(self._socket)}

    @property
    def pid(self) -> int:
        """The daemon's process id, 0 when it is not running."""
        return self._daemon.pid if self._daemon else 0

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start the daemon and wait until it takes connections. Raises `RuntimeError` when it does not."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._socket.parent.mkdir(parents=True, exist_ok=True)
        self._socket.unlink(missing_ok=True)  # a killed daemon leaves its socket behind
        config = self._folder / "reader.conf"
        config.write_text(
            f'FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:{self.card_port}\n'
            f"LIBPATH {VPCD_DRIVER}\nCHANNELID {self.card_port}\n",
            encoding="utf-8",
        )
        paths = (self._socket.parent, config.resolve())
        namespace = ["unshare", "--mount"] + ([] if os.geteuid() == 0 else ["--user", "--map-root-user"])
        self._daemon = Tethered(
            [*namespace, "sh", "-c", _IN_ITS_NAMESPACE, "pcscd", *map(str, paths), _without_polkit()],
            log=self._folder / "pcscd.log",
        )
        deadline = time.monotonic() + START_S
        while not self._answers():
            if self._daemon.ended or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"pcscd did not start: {(self._folder / 'pcscd.log').read_text()[-500:]}")
            time.sleep(0.02)

    def stop(self) -> None:
        """End the daemon as systemd would. Safe to call twice."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it as a crash would: no farewell, the socket stays behind."""
        self._end(signal.SIGKILL)

    def pause(self) -> None:
        """Hold it still: clients hang until `resume`."""
        os.kill(self.pid, signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on."""
        os.kill(self.pid, signal.SIGCONT)

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(str(self._socket))
            except OSError:
                return False
        return True

    def _end(self, how: signal.Signals) -> None:
        if self._daemon is not None:
            self._daemon.end(how)
            self._daemon = None


def _without_polkit() -> str:
    """Builds of pcscd that ask polkit (Ubuntu's) find no system bus in the empty ``/run``; they can be told not to."""
    known = subprocess.run(["pcscd", "--help"], capture_output=True, text=True, check=False)
    return "--disable-polkit" if "--disable-polkit" in known.stdout + known.stderr else ""


def _free_pair() -> int:
    """Return a port that is free together with the next one."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("", 0))
            port = int(first.getsockname()[1])
            try:
                second.bind(("", port + 1))
            except (OSError, OverflowError):
                continue
            return port
