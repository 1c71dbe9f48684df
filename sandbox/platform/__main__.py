"""Runs the platform: ``python -m sandbox.platform --port 0 --data DIR``. Prints ``ready PORT`` when it listens."""

from __future__ import annotations

import argparse
from pathlib import Path

from sandbox.platform.app import PlatformSettings
from sandbox.platform.process import DEFAULT_TERMINALS
from sandbox.platform.server import PlatformServer


def main() -> None:
    """Serve until SIGTERM or SIGINT."""
    parser = argparse.ArgumentParser(prog="python -m sandbox.platform", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0: any free one")
    parser.add_argument("--data", type=Path, required=True, help="folder for what the platform keeps")
    parser.add_argument("--terminal", action="append", metavar="CODE=TOKEN", help="an enrolled terminal; may repeat")
    parser.add_argument("--public-url", default="", help="where the QR codes on paper point")
    parser.add_argument("--clock-offset", type=float, default=0.0, metavar="SECONDS", help="let its clock run ahead")
    parser.add_argument("--certificate", nargs=2, metavar=("CERT", "KEY"), help="speak TLS with these PEM files")
    arguments = parser.parse_args()
    enrolled = dict(pair.split("=", 1) for pair in arguments.terminal) if arguments.terminal else DEFAULT_TERMINALS
    settings = PlatformSettings(
        folder=arguments.data,
        terminals=enrolled,
        public_url=arguments.public_url.rstrip("/"),
        clock_offset_s=arguments.clock_offset,
    )
    PlatformServer(
        settings,
        port=arguments.port,
        on_ready=lambda port: print(f"ready {port}", flush=True),
        certificate=tuple(arguments.certificate) if arguments.certificate else None,
    ).run()


if __name__ == "__main__":
    main()
