"""Steers a virtual identity-card reader from another process: one JSON object a line over a Unix socket.

Requests: ``{"do": "put_card", "resident": "zhang-wei"}``, ``{"do": "lift"}``, ``{"do": "clear"}``, ``{"do": "plug"}``,
``{"do": "unplug"}``, ``{"do": "status"}``,
``{"do": "fault", "kind": "status", "on": "read_base", "times": 1, "value": 102}``.
Each is answered by one line, ``{"ok": true, ...}`` or ``{"ok": false, "error": "..."}``.

As a process: ``python -m sandbox.idcard_control --link PATH --control PATH`` serves a plugged-in reader until it is
ended by SIGTERM or SIGINT.
"""

from __future__ import annotations

import argparse
import json
import signal
import socketserver
import threading
from pathlib import Path
from typing import Any

from sandbox.idcard_reader import Fault, FaultKind, VirtualReader
from sandbox.residents import resident


def carry_out(reader: VirtualReader, request: dict[str, Any]) -> dict[str, Any]:
    """Do what a request says. Raises `KeyError`, `ValueError` or `TypeError` for one that makes no sense."""
    match request["do"]:
        case "put_card":
            reader.put_card(resident(request["resident"]))
        case "lift":
            reader.lift()
        case "clear":
            reader.clear()
        case "plug":
            reader.plug()
        case "unplug":
            reader.unplug()
        case "fault":
            reader.fault(
                Fault(
                    kind=FaultKind(request["kind"]),
                    on=str(request.get("on", "")),
                    times=int(request.get("times", 1)),
                    value=float(request.get("value", 0)),
                )
            )
        case "status":
            return {"ok": True, "plugged": reader.plugged, "commands": list(reader.commands)}
        case other:
            raise ValueError(f"unknown request {other!r}")
    return {"ok": True}


class ControlServer:
    """Listens at `path` and steers `reader` until closed. Serves on threads of its own."""

    def __init__(self, reader: VirtualReader, path: Path) -> None:
        self._path = path
        path.unlink(missing_ok=True)

        class Line(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                for line in self.rfile:
                    try:
                        answer = carry_out(reader, json.loads(line))
                    except (KeyError, ValueError, TypeError) as exc:
                        answer = {"ok": False, "error": f"{type(exc).__name__}: {exc}"}
                    self.wfile.write(json.dumps(answer).encode() + b"\n")

        self._server = socketserver.ThreadingUnixStreamServer(str(path), Line)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, name="reader-control", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop listening and remove the socket."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        self._path.unlink(missing_ok=True)


def main() -> None:
    """Serve one reader until told to stop."""
    parser = argparse.ArgumentParser(description="A virtual identity-card reader on a pseudo-terminal.")
    parser.add_argument("--link", type=Path, required=True, help="where the serial line appears")
    parser.add_argument("--control", type=Path, required=True, help="Unix socket that takes requests")
    arguments = parser.parse_args()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with VirtualReader(arguments.link) as reader:
        control = ControlServer(reader, arguments.control)
        print(json.dumps({"link": str(arguments.link), "control": str(arguments.control)}), flush=True)
        stop.wait()
        control.close()


if __name__ == "__main__":
    main()
